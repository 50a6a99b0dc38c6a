"""Resources from the file to the pages: the map, the gaps that count, the worksheets and what stays private."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saving import render_packet_again, render_report_again
from seating.api.solve import solve_request
from seating.errors import InputError
from seating.pages.solved import list_page_notes
from seating.present.settings import Settings
from seating.report.resources import list_resource_blocks
from tests.cli.running import run
from tests.present.told import cells, told

ROWS = (
    "resource,holder,focus,serves,state\nmicroloans,Person 1,capital,micro,partial\ncollateral,,capital,micro,gap\n"
    "classes in Spanish,,talent,,gap\npatents,,talent,micro,unknown\nmill rooms,Mill School,talent,,have\n"
)
TABLES = [
    {"id": "capital", "name": "Capital", "focus": "capital", "seats": "3-6", "needs": ["bookkeeping"]},
    {"id": "talent", "name": "Talent", "focus": "talent", "seats": "3-6", "needs": ["teaching"]},
]


def write_all(folder: Path, rows: str | None = ROWS, **more: Any) -> Request:
    people = ["id,name,organization,assets,entrepreneur_type"]
    assets = {1: "bookkeeping", 2: "skill: welding", 5: "teaching", 6: "collateral"}
    people += [
        f"p{n},Person {n},Mill {n},{assets.get(n, 'patience')},{'micro' if n % 2 else 'main street'}" for n in range(8)
    ]
    (folder / "people.csv").write_text("\n".join(people) + "\n", encoding="utf-8")
    convening = {"tables": TABLES, "requirements": [{"kind": "assets", "weight": 4}], **more}
    (folder / "convening.json").write_text(json.dumps(convening), encoding="utf-8")
    if rows is not None:
        (folder / "resources.csv").write_text(rows, encoding="utf-8")
    return Request(folder / "people.csv", folder / "convening.json", out=folder / "out")


def solved(folder: Path, rows: str | None = ROWS, **more: Any) -> Solved:
    return solve_request(write_all(folder, rows, **more))


def page(folder: Path, name: str) -> str:
    return (folder / "out" / "round-1" / name).read_text(encoding="utf-8")


def test_the_file_beside_the_list_is_mapped(tmp_path: Path) -> None:
    result = solved(tmp_path)
    record = result.to_record()["resources"]
    assert (record["rows"], record["columns"]) == ("focus", "serves")
    gaps = {(one["row"], one["column"], one["resource"]) for one in record["entries"] if one["state"] == "gap"}
    assert gaps == {("capital", "micro", "collateral"), ("talent", "", "classes in Spanish")}
    assert record["gap_needs"] == {"capital": ["collateral"], "talent": ["classes in Spanish"]}
    report = page(tmp_path, "report.html")
    assert "Resources and gaps" in report
    assert "needs: [" not in report, "lines to copy are for the terminal"
    assert "count_gaps" not in report
    again = Request(tmp_path / "people.csv", tmp_path / "convening.json", out=tmp_path / "out")
    render_report_again(again)
    assert "Resources and gaps" in page(tmp_path, "report.html")
    alone = Request(None, out=tmp_path / "out", resources=(tmp_path / "resources.csv",))
    render_report_again(alone)
    assert "Resources and gaps" in page(tmp_path, "report.html")
    render_packet_again(again)
    assert "Mill School" in page(tmp_path, "packet/convener-only/resources.html")


def test_the_number_of_empty_cells_is_that_of_the_dashes(tmp_path: Path) -> None:
    """Where it is not stated for whom or for what something is, nothing is asked for, so an empty cell has no dash."""
    result = solved(tmp_path, ROWS + "a hall,,,micro,have\nrent,,capital,main street,gap\n")
    blocks = list(list_resource_blocks(result))
    rows = cells(blocks)["Resource map"]
    assert any("" in row for row in rows)
    number = sum(row.count("–") for row in rows)
    assert number
    assert f"Empty cells: {number}" in told(blocks).partition("Resource map")[0]


def test_gaps_count_only_if_the_convening_says_so(tmp_path: Path) -> None:
    assert solved(tmp_path).penalty == 0
    counting = solve_request(write_all(tmp_path, resource_map={"count_gaps": True}))
    assert counting.penalty == 4  # somebody can bring collateral, nobody classes in Spanish
    assert counting.plan.seats["p6"] == "capital"
    assert {voice.name for voice in counting.review.gaps if voice.attending == 0} == {"classes in Spanish"}
    assert [one.name for one in counting.recruit if one.name == "classes in Spanish"] == ["classes in Spanish"]
    assert "count as its needs" in page(tmp_path, "report.html")


def test_without_a_file_there_is_no_map_but_a_worksheet(tmp_path: Path) -> None:
    result = solved(tmp_path, rows=None)
    assert "resources" not in result.to_record()
    assert "Resources and gaps" not in page(tmp_path, "report.html")
    assert not (tmp_path / "out" / "round-1" / "packet" / "convener-only" / "resources.html").exists()
    sheet = page(tmp_path, "packet/worksheets.html")
    assert "What does this table need to get there?" in sheet
    assert "bookkeeping" in sheet


def test_another_file_of_that_name_is_left_alone_and_a_named_one_is_not(tmp_path: Path) -> None:
    result = solved(tmp_path, rows="room,booked\nhall,yes\n")
    assert [note.slug for note in result.notes if note.slug.startswith("resource")] == ["resources-not-read"]
    named = Request(
        tmp_path / "people.csv",
        tmp_path / "convening.json",
        out=tmp_path / "out",
        resources=(tmp_path / "resources.csv",),
    )
    with pytest.raises(InputError, match="resource"):
        solve_request(named)


def test_a_bad_file_beside_the_list_is_an_error_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"resources\.csv: has no rows below its headings"):
        solved(tmp_path, rows="resource,state\n")
    assert not (tmp_path / "out").exists()


def test_the_team_reads_no_cell_that_it_may_not_see(tmp_path: Path) -> None:
    """The type of entrepreneur is not shown to the team, so its map does not say it of a person."""
    record = solved(tmp_path).to_record()["resources"]
    assert {one["column"] for one in record["entries"] if one["resource"] == "bookkeeping"} == {""}
    assert "Mill 1" not in page(tmp_path, "packet/convener-only/resources.html")
    hidden = solve_request(write_all(tmp_path, private=["assets"])).to_record()["resources"]
    assert {one["resource"] for one in hidden["entries"]}.isdisjoint({"bookkeeping", "welding", "teaching"})
    assert hidden["unused"] == []
    shared = solve_request(write_all(tmp_path, private=["organization"]))
    told = json.dumps(shared.to_record()) + page(tmp_path, "report.html")
    assert "Mill 1" not in told
    assert "Person 1" in told


@pytest.mark.parametrize("private", [[], ["assets"]])
def test_the_map_tells_of_what_people_bring_only_if_it_shows_it(tmp_path: Path, private: list[str]) -> None:
    result = solved(tmp_path, private=private)
    about = told(list_resource_blocks(result)).partition("Resource map")[0]
    assert ("What people bring is not shown here." in about) is bool(private)
    assert ("What resources there are, what people bring, and who has each one." in about) is not bool(private)


def test_a_private_axis_says_nothing_of_anybody(tmp_path: Path) -> None:
    more = {"private": ["entrepreneur_type"], "resource_map": {"columns": "entrepreneur_type"}}
    result = solve_request(write_all(tmp_path, **more))
    text = page(tmp_path, "packet/convener-only/resources.html") + page(tmp_path, "report.html")
    assert "main street" not in text
    assert {one["column"] for one in result.to_record()["resources"]["entries"]} == {""}


def test_pages_are_spanish(tmp_path: Path) -> None:
    request = write_all(tmp_path)
    solve_request(Request(request.people, request.convening, out=request.out, settings=Settings(language="es")))
    assert "Recursos y carencias" in page(tmp_path, "report.html")
    assert "Focus" not in page(tmp_path, "packet/convener-only/resources.html")
    assert "¿Qué necesita esta mesa para lograrlo?" in page(tmp_path, "packet/worksheets.html")
    assert "</svg> falta</span>" in page(tmp_path, "packet/convener-only/resources.html")


@pytest.mark.room
def test_110_people_and_hundreds_of_resources_stay_readable(tmp_path: Path) -> None:
    people = [{"id": f"q{n}", "name": f"Guest {n}", "assets": f"skill {n}; loans"} for n in range(110)]
    needs = [[f"skill {m}" for m in range(10 * n, 10 * n + 10)] for n in range(11)]
    tables = [{"id": f"t{n}", "focus": f"area {n}", "seats": "8-12", "needs": needs[(n + 1) % 11]} for n in range(11)]
    rows = [f"thing {n},Guest {n % 110},area {n % 60},group {n % 20},gap" for n in range(400)]
    (tmp_path / "many.csv").write_text("\n".join(["resource,holder,focus,serves,state", *rows]), encoding="utf-8")
    convening = {"tables": tables, "requirements": []}
    request = Request(people, convening, out=tmp_path / "out", resources=(tmp_path / "many.csv",), work=1.0)
    solve_request(request)
    report = page(tmp_path, "report.html")
    assert "more are not shown" in report
    assert "more are not shown" in report


def test_the_terminal_counts_and_suggests(tmp_path: Path) -> None:
    request = write_all(tmp_path)
    shown = run(
        f"solve {request.people} --convening {request.convening} --out {request.out} --no-packet --details"
    ).output
    assert "Resources: 5; gaps: 2; unknown: 1; " in shown
    assert "    talent: needs: [teaching, classes in Spanish]" in shown


def test_the_suggested_lines_make_the_gaps_count(tmp_path: Path) -> None:
    tables = [
        {**TABLES[0], "needs": ["bookkeeping", "collateral"]},
        {**TABLES[1], "needs": ["teaching", "classes in Spanish"]},
    ]
    result = solve_request(write_all(tmp_path, tables=tables))
    assert result.penalty == 4
    assert result.to_record()["resources"]["gap_needs"] == {}


def test_a_column_of_the_map_that_nobody_has_is_noted(tmp_path: Path) -> None:
    result = solved(tmp_path, resource_map={"rows": "nope", "columns": "Serves"})
    (text,) = [note.text for note in result.notes if note.slug == "resource-map-column"]
    assert text.startswith("`resource_map: {rows: nope}` in the convening names a column that neither the resources")
    assert "focus" in text
    named = solved(tmp_path, resource_map={"rows": "organization"})
    assert [note for note in named.notes if note.slug == "resource-map-column"] == []


def test_two_spellings_are_one_column_with_a_note(tmp_path: Path) -> None:
    result = solved(tmp_path, rows="resource,focus,serves\nlab,capital,innovation-led\nloans,capital,Innovation led\n")
    assert {one["column"] for one in result.to_record()["resources"]["entries"]} >= {"innovation-led"}
    assert "Innovation led" not in {one["column"] for one in result.to_record()["resources"]["entries"]}
    assert 'resources.csv: "innovation-led" and "Innovation led" are read as one value on the resource map.' in {
        note.text for note in result.notes
    }


@pytest.mark.parametrize(
    ("one", "other", "is_noted"),
    [("2nd stage", "second-stage", True), ("micro", "microenterprise", True), ("farms", "second-stage", False)],
)
def test_two_words_that_are_probably_one_have_a_note(tmp_path: Path, one: str, other: str, is_noted: bool) -> None:
    rows = f"lab,capital,{one}\n" + "".join(f"loan {n},capital,{other}\n" for n in range(2))
    result = solved(tmp_path, rows=f"resource,focus,serves\n{rows}")
    told = [each.text for each in result.notes if each.slug == "spelling-alike" and "resource map" in each.text]
    assert len(told) == is_noted
    assert all(f'"{word}"' in text for text in told for word in (one, other))


def test_a_mistyped_state_has_a_note_when_the_round_is_seated_and_when_pages_are_made_again(tmp_path: Path) -> None:
    request = write_all(tmp_path, ROWS.replace("partial", "partail"))
    for result in (solve_request(request), render_report_again(request), render_packet_again(request)):
        (note,) = (note for note in result.notes if note.slug == "resource-state")
        assert note.text.startswith('resources.csv:2: column "state" (E): "partail" is not a valid state.')
    assert [one.slug for one in list_page_notes(result)] == ["resource-state"]
