"""Invitations from solve to solve: written, filled in by the convener, read back and carried on."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seating.analysis.invitations import InvitationState, Invitee
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saving import render_packet_again, render_report_again
from seating.api.solve import solve_request
from seating.errors import InputError, UsageError
from seating.present.settings import Settings
from seating.report.missing import list_missing
from seating.report.output import write_outputs
from seating.wording import said
from tests.cli.running import run

VOICES = [
    {"kind": "voice", "name": "Labor", "who": {"sector": "labor"}, "at": "the room", "weight": 3},
    {"kind": "voice", "name": "Youth", "who": {"age": "youth"}, "at": "the room", "at_least": 2, "weight": 3},
]
SHEET = Settings(pages=("who-is-missing",))
"""The only page of the packet that these tests read."""

PEOPLE: list[dict[str, str]] = [
    *({"id": f"p{n}", "name": f"Person {n}", "sector": "business", "age": "adult"} for n in range(8)),
    {"id": "lia", "name": "Lia Moss", "sector": "labor", "age": "adult", "status": "declined"},
    {"id": "teo", "name": "Teo Ash", "sector": "labor", "age": "youth", "status": "idea"},
]


def write_list(
    folder: Path, people: list[dict[str, str]], requirements: list[dict[str, Any]] = VOICES, **more: Any
) -> Path:
    headings = list(dict.fromkeys(key for row in people for key in row))
    lines = [",".join(headings), *(",".join(row.get(key, "") for key in headings) for row in people)]
    (folder / "people.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    convening = {"tables": {"count": 2, "seats": "2-8"}, "requirements": requirements, **more}
    (folder / "convening.json").write_text(json.dumps(convening), encoding="utf-8")
    return folder / "people.csv"


def solved(folder: Path, people: list[dict[str, str]] = PEOPLE, **more: Any) -> Solved:
    listed = write_list(folder, people, **{key: more.pop(key) for key in ("requirements", "private") if key in more})
    given = {"packet": True, "settings": SHEET, **more}
    return solve_request(Request(listed, folder / "convening.json", out=folder / "out", **given))


def repaired(folder: Path, **more: Any) -> Solved:
    return repair_request(Request(folder / "people.csv", folder / "convening.json", out=folder / "out", **more))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def fill_in(path: Path, **cells: dict[str, str]) -> None:
    """Write cells into the rows with these ids (`_` for `-`); a new column comes last."""
    rows = rows_of(path)
    for row in rows:
        row.update(cells.get(row["id"].replace("-", "_"), {}))
    headings = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)


def test_each_perspective_is_asked_for_by_itself_and_the_fewest_are_proven(tmp_path: Path) -> None:
    result = solved(tmp_path)
    found = {one.name: (dict(one.who), one.people, one.confirmed, one.tables) for one in result.recruit}
    assert found == {"Labor": ({"sector": "labor"}, 1, True, ()), "Youth": ({"age": "youth"}, 2, True, ())}
    assert result.fewest is not None
    assert (result.fewest.people, result.fewest.confirmed, result.fewest.smallest) == (2, True, True)
    assert all(not one.smallest for one in result.recruit)


def test_without_an_overlap_the_invitations_are_the_fewest(tmp_path: Path) -> None:
    asked = [VOICES[0], {**VOICES[0], "name": "Health", "who": {"sector": "health"}}]
    result = solved(tmp_path, requirements=asked)
    assert result.fewest is not None
    assert result.fewest.people == 2
    assert [one.smallest for one in result.recruit] == [True, True]


def test_full_tables_get_seats_for_all_who_are_invited(tmp_path: Path) -> None:
    write_list(tmp_path, PEOPLE)
    convening = {"tables": {"count": 2, "seats": 4}, "requirements": VOICES}
    result = solve_request(Request(PEOPLE, convening, write=False))
    assert all(one.needs_seats and one.confirmed for one in result.recruit)
    assert "the tables need extra seats for them" in result.recruit[0].sentence


STAY = {"kind": "pin", "people": ["p0", "p1"], "tables": "one", "must": True}


def seats_needed(rows: list[dict[str, str]], tables: list[dict[str, Any]], **at: str) -> dict[str, bool | None]:
    """Return for each sector that is asked for somewhere whether the invitation asks for extra seats."""
    asked = [{"kind": "voice", "name": sector, "who": {"sector": sector}, "at": at[sector]} for sector in at]
    asked = [{key: value for key, value in one.items() if value != "all"} for one in asked]
    result = solve_request(Request(rows, {"tables": tables, "requirements": [STAY, *asked]}, write=False))
    assert all(one.confirmed for one in result.recruit)
    return {one.name: one.needs_seats for one in result.recruit}


def test_extra_seats_are_asked_for_only_where_a_table_has_too_few():
    """Of two tables one is full: who is invited for the other one, or for either, takes a free seat there."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "arts"} for n in range(6)]
    tables = [{"id": "one", "seats": "1-2"}, {"id": "two", "seats": "2-7"}]
    assert seats_needed(rows, tables, labor="one", faith="two") == {"labor": True, "faith": False}
    assert seats_needed(rows, tables, labor="one", faith="the room") == {"labor": True, "faith": False}
    full = [tables[0], {"id": "two", "seats": "2-4"}]
    assert seats_needed(rows, full, labor="one", faith="the room") == {"labor": True, "faith": True}


def test_a_held_seat_is_enough_although_others_need_extra_seats():
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "arts"} for n in range(7)]
    held = {"id": "held", "organization": "Zoo", "sector": "youth", "status": "open"}
    tables = [{"id": "one", "seats": 4}, {"id": "two", "seats": 4}]
    found = seats_needed([*rows, held], tables, labor="all", youth="the room")
    assert found == {"labor": True, "youth": False}


def test_no_extra_seat_is_needed_for_a_person_for_whom_one_is_held():
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "labor"} for n in range(3)]
    held = {"id": "held", "organization": "Zoo", "sector": "arts", "status": "open"}
    asked = {"kind": "voice", "name": "Arts", "who": {"sector": "arts"}, "at": "the room"}
    convening = {"tables": [{"id": "one", "seats": 4}], "requirements": [asked]}
    (invited,) = solve_request(Request([*rows, held], convening, write=False)).recruit
    assert invited.sentence == "Invite 1 more person whose sector is arts."
    others = {**held, "sector": "labor"}
    (invited,) = solve_request(Request([*rows, others], convening, write=False)).recruit
    assert "the tables need extra seats for them" in invited.sentence, "the seat is held for someone else"


def test_the_file_is_written_filled_in_and_carried_on(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    assert [(row["id"], row["perspective"], row["person"]) for row in rows_of(path)] == [
        ("labor-1", "Labor", "Teo Ash"),
        ("labor-2", "Labor", "Lia Moss"),
        ("labor-3", "Labor", ""),
        ("youth-1", "Youth", "Teo Ash"),
        ("youth-2", "Youth", ""),
        ("youth-3", "Youth", ""),
    ]
    fill_in(
        path,
        labor_1={"asked on": "2026-03-02", "asked by": "Person 1", "answer": "no"},
        labor_3={"person": "Zoe Quill", "asked on": "2026-03-03", "answer": "yes", "team": "=east"},
        youth_2={"note": "ask the school"},
    )
    result = solved(tmp_path)
    kept = {row["id"]: row for row in rows_of(path)}
    assert (kept["labor-1"]["answer"], kept["labor-1"]["asked by"]) == ("no", "Person 1")
    assert (kept["labor-3"]["person"], kept["labor-3"]["team"]) == ("Zoe Quill", "'=east")
    assert kept["youth-2"]["note"] == "ask the school"
    (note,) = [note for note in result.notes if note.slug == "invitation-accepted"]
    assert note.text.startswith("Zoe Quill said yes and is not on the list.")
    recruit = rows_of(tmp_path / "out" / "round-1" / "packet" / "recruit.csv")
    assert [(row["name"], row["status"], row["sector"]) for row in recruit if row["name"]] == [
        ("Zoe Quill", "confirmed", "labor")
    ]
    before = path.read_bytes()
    solved(tmp_path, next_round=True)
    assert path.read_bytes() == before  # also the cell that would run as a formula


def test_a_row_on_the_list_hears_the_voice_and_keeps_the_history(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    fill_in(path, labor_3={"person": "Zoe Quill", "asked on": "2026-03-03", "answer": "yes"})
    more = [*PEOPLE, {"id": "zoe", "name": "Zoe Quill", "sector": "labor", "age": "adult"}]
    result = solved(tmp_path, more, next_round=True)
    assert [one.name for one in result.recruit] == ["Youth"]
    assert not [note for note in result.notes if note.slug == "invitation-accepted"]
    assert "Zoe Quill" in [row["person"] for row in rows_of(path)]
    assert result.invitations is not None
    assert [row.person for row in result.invitations.rows if row.id == "labor-3"] == ["zoe"]


def test_a_file_may_be_named_and_the_pages_show_it_again(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("voice,name,asked\nLabor,Zoe Quill,2026-03-03\n", encoding="utf-8")
    solved(tmp_path, invitations=mine)
    assert state_of(tmp_path, "Zoe Quill") == "asked"
    assert mine.read_text(encoding="utf-8").count("\n") == 2  # a file that the convener named is never written
    filled = {"who calls": "Person 2", "call by": "May 3", "answer": "no"}
    fill_in(tmp_path / "out" / "invitations.csv", labor_1=filled)
    again = Request(tmp_path / "people.csv", tmp_path / "convening.json", out=tmp_path / "out", settings=SHEET)
    render_packet_again(again)
    page = page_of(tmp_path, 1)
    assert "<bdi>Person 2</bdi>" in page
    assert "<bdi>May 3</bdi>" in page
    assert "said no" in page


def test_another_file_does_not_replace_rows_that_the_convener_typed(tmp_path: Path) -> None:
    solved(tmp_path)
    path, mine = tmp_path / "out" / "invitations.csv", tmp_path / "mine.csv"
    mine.write_text("voice,name,asked\nLabor,Ada Voss,2026-03-04\n", encoding="utf-8")
    solved(tmp_path, invitations=mine)  # nothing was typed into the file of the folder yet
    fill_in(
        path, labor_1={"person": "Zoe Quill", "answer": "maybe"}, youth_1={"note": "ask the school", "team": "east"}
    )
    before = path.read_bytes()
    for change in (solved, repaired):
        with pytest.raises(UsageError) as caught:
            change(tmp_path, invitations=mine)
        assert str(caught.value) == (
            f'{path} has rows that {mine} does not have: "Labor, Zoe Quill" and 1 more row. Nothing was written. Add '
            f"these rows to {mine}, or name another folder with --out."
        )
        assert path.read_bytes() == before
    mine.write_bytes(before.replace(b"maybe", b"yes"))
    solved(tmp_path, invitations=mine)
    assert [row["answer"] for row in rows_of(path) if row["person"] == "Zoe Quill"] == ["yes"]
    solved(tmp_path, invitations=path)


def test_headings_of_own_columns_run_no_formula(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    fill_in(path, labor_1={"=cmd|' /C calc'!A0": "x"})
    for _ in range(2):
        solved(tmp_path)
        assert next(iter(rows_of(path)))["'=cmd|' /C calc'!A0"] == "x"


def test_an_answer_that_is_not_understood_is_noted_and_written_again(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    fill_in(path, labor_3={"answer": "blue"})
    (note,) = [note for note in solved(tmp_path).notes if note.slug == "invitation-answer"]
    assert '"blue" is not yes, no or maybe' in note.text
    assert {row["id"]: row["answer"] for row in rows_of(path)}["labor-3"] == "blue"


def test_a_bad_file_stops_before_anything_is_written(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("perspective", "colour"), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(InputError, match="perspective"):
        solved(tmp_path)
    assert path.read_bytes() == before
    with pytest.raises(UsageError):
        solved(tmp_path, invitations=tmp_path / "gone.csv")


def test_a_file_of_the_convener_in_the_output_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    path = tmp_path / "out" / "invitations.csv"
    path.write_text("perspective,person\nLabor,Zoe Quill\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"invitations\.csv cannot be written"):
        solved(tmp_path)
    assert "Zoe Quill" in path.read_text(encoding="utf-8")
    assert [one.name for one in (tmp_path / "out").iterdir() if one.suffix] == ["invitations.csv"]


def test_shared_files_name_nobody_whose_cell_is_private(tmp_path: Path) -> None:
    """The team does not see the column age, so the record does not say who is young."""
    record = solved(tmp_path).to_record()
    assert {one["name"]: one.get("on_list", []) for one in record["recruit"]} == {"Labor": ["teo", "lia"], "Youth": []}
    named = {(row["perspective"], row["person"]) for row in record["invitations"]}
    assert ("Labor", "Lia Moss") in named
    assert {person for perspective, person in named if perspective == "Youth"} == {""}
    fill_in(tmp_path / "out" / "invitations.csv", labor_2={"answer": "maybe"})
    unsure = [row for row in solved(tmp_path).to_record()["invitations"] if row["id"] == "labor-2"]
    assert [(row["person"], row["on_list"], row["state"]) for row in unsure] == [("", None, "maybe")]
    hidden = solved(tmp_path, private=["sector"]).to_record()
    assert {row["perspective"] for row in hidden["invitations"]} == {"Youth"}
    assert all("labor" not in json.dumps(one).casefold() for one in hidden["recruit"])


def test_who_could_introduce_somebody_and_a_held_seat_are_told(tmp_path: Path) -> None:
    people = [dict(row) for row in PEOPLE]
    people[0]["assets"] = "connection: labor council"
    people.append({"id": "seat", "name": "Somebody", "sector": "labor", "age": "adult", "status": "open"})
    listed = write_list(tmp_path, people)
    shown = run(f"solve --pages all {listed} --convening {tmp_path / 'convening.json'} --out {tmp_path / 'out'}").output
    assert "Who is missing (2): Labor and Youth." in shown
    assert "To plan the calls, open " in shown
    record = json.loads((tmp_path / "out" / "round-1" / "result.json").read_text(encoding="utf-8"))
    (labor,) = [one for one in record["recruit"] if one["name"] == "Labor"]
    assert labor["introduced_by"] == ["p0"]
    assert len(labor["open_seats"]) == 1
    hidden = solved(tmp_path, people, private=["assets"]).to_record()
    assert all("introduced_by" not in one for one in hidden["recruit"])
    page = page_of(tmp_path, 1)
    assert "seat is held at" in page
    assert "knows: labor council" not in page
    assert "Teo Ash (an idea, not asked yet)" in page
    solved(tmp_path, people)
    assert "Person 0 (knows: labor council)" in page_of(tmp_path, 1)


def test_people_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    twins = [{**PEOPLE[-1], "id": f"twin{n}", "name": "Dee Ash"} for n in (1, 2)]
    solved(tmp_path, [*PEOPLE, *twins])
    path = tmp_path / "out" / "invitations.csv"
    assert {"twin1", "twin2", "Teo Ash"} <= {row["person"] for row in rows_of(path)}
    before = path.read_bytes()
    again = solved(tmp_path, [*PEOPLE, *twins])
    assert path.read_bytes() == before
    assert again.invitations is not None
    assert [row.text for row in again.invitations.rows if row.person == "twin1"] == ["Dee Ash", "Dee Ash"]


def test_words_that_the_convener_joined_with_a_voice_are_told(tmp_path: Path) -> None:
    charts = tmp_path / "charts.csv"
    charts.write_text(
        "chart of,table,who,why\nPerson 1,1,somebody from labor,\nPerson 2,1,somebody from labor,\n"
        "Person 1,1,a baker,\nPerson 3,1,Teo Ash,knows the yards\nPerson 3,1,building trades,\n"
        "Person 4,1,el sindicato,\nPerson 4,2,el sindicato,\n",
        encoding="utf-8",
    )
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mentions.csv").write_text(
        "description,joined with,join\n"
        "somebody from labor,Labor,yes\nbuilding trades,Labor,yes\nel sindicato,Labor,yes\n",
        encoding="utf-8",
    )
    result = solved(tmp_path, charts=(charts,))
    page = page_of(tmp_path, 1)
    assert page.count("Named by: 4 charts") == 1
    assert "el sindicato" not in page
    assert "a baker" in page
    assert result.invitations is not None
    assert len(result.invitations.of("a baker")) == 1
    assert [row.nominated_by for row in result.invitations.of("Labor") if row.person == "teo"] == ["Person 3"]


def test_the_pages_are_spanish(tmp_path: Path) -> None:
    solved(tmp_path, settings=replace(SHEET, language="es"))
    page = page_of(tmp_path, 1)
    assert "Quién falta, y quién llama" in page
    assert "Teo Ash (una idea, todavía sin contactar)" in page


def test_a_room_of_110_people_names_few_and_asks_for_all(tmp_path: Path) -> None:
    """In a room too large to search, the perspectives are still asked for one by one."""
    people = [{"id": f"q{n}", "name": f"Guest {n}", "sector": "business", "age": "adult"} for n in range(110)]
    people += [
        {"id": f"i{n}", "name": f"Idea {n}", "sector": "labor", "age": "youth", "status": "idea"} for n in range(30)
    ]
    convening = {"tables": {"count": 11, "seats": "8-12"}, "requirements": VOICES}
    result = solve_request(Request(people, convening, write=False, work=1.0))
    assert {one.name: one.people for one in result.recruit} == {"Labor": 1, "Youth": 2}
    assert result.invitations is not None
    assert len(result.invitations.of("Labor")) == 9


def test_a_repair_reminds_of_a_yes_too(tmp_path: Path) -> None:
    solved(tmp_path)
    file = tmp_path / "out" / "invitations.csv"
    name = next(row["id"] for row in rows_of(file) if not row["person"])
    fill_in(file, **{name.replace("-", "_"): {"person": "Nadia Ferro", "answer": "yes"}})
    listed = tmp_path / "people.csv"
    repaired = repair_request(Request(listed, tmp_path / "convening.json", out=tmp_path / "out", packet=False), None)
    assert [note.slug for note in repaired.notes if "Nadia Ferro" in note.text] == ["invitation-accepted"]


def page_of(folder: Path, number: int) -> str:
    page = folder / "out" / f"round-{number}" / "packet" / "who-is-missing.html"
    return page.read_text(encoding="utf-8")


def state_of(folder: Path, name: str) -> str:
    """Return the state of a person's invitation on the sheet."""
    found = re.search(rf"<bdi>{name}</bdi>: ([a-z ]+)", page_of(folder, 1))
    assert found is not None
    return found[1]


def recorded(row: Invitee) -> dict[str, str | None]:
    """Return what a record has of an invitation."""
    told = {"id": row.id, "perspective": row.perspective, "person": row.text, "on_list": row.person}
    return {**told, "state": row.state.value, "asked_on": row.asked_on, "answered_on": row.answered_on}


def report_of(folder: Path, number: int = 1) -> str:
    return (folder / "out" / f"round-{number}" / "report.html").read_text(encoding="utf-8")


def test_pages_from_the_ledger_alone_show_the_invitations_as_they_were_saved(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    fill_in(
        path, labor_1={"nominated by": "Person 1"}, labor_2={"asked by": "Person 2"}, labor_3={"person": "Zoe Quill"}
    )
    fill_in(path, labor_3={"asked on": "2026-03-03", "answer": "yes", "answered on": "2026-03-05"})
    before = solved(tmp_path)
    told = [call for one in list_missing(before) for call in one.calls]
    assert {call.state for call in told} == {said("open"), said("asked"), said("said yes")}
    fill_in(path, labor_2={"answer": "no"})
    alone = Request(None, out=tmp_path / "out")
    for again in (alone, replace(alone, settings=replace(SHEET, language="es"))):
        result = render_report_again(again)
        assert result.invitations is not None
        assert [recorded(row) for row in result.invitations.rows] == before.to_record()["invitations"]
        again_told = [call for one in list_missing(result) for call in one.calls]
        # the record does not have who was nominated by whom, so nothing is left to tell of an invitation still open
        assert [call.state for call in again_told] == [call.state for call in told if call.state != said("open")]
    mine = tmp_path / "mine.csv"
    mine.write_text("perspective,person,answer\nLabor,Zoe Quill,maybe\nLaber,Ida Ray,no\n", encoding="utf-8")
    result = render_report_again(replace(alone, invitations=mine))
    assert result.invitations is not None
    assert [row.state for row in result.invitations.of("Labor")] == [InvitationState.MAYBE]
    assert [note.text for note in result.notes if note.slug == "invitation-unknown"] == [
        'mine.csv, line 3: the convening does not currently ask for "Laber". Did you mean "Labor"? The row is kept, '
        "and used if a chart or a table names it in these words."
    ]


def test_no_note_is_on_a_row_that_is_used_because_a_chart_names_it(tmp_path: Path) -> None:
    (tmp_path / "charts.csv").write_text(
        "chart of,table,who\nAna,,Harbor Police\nAna,,labor leaders\n", encoding="utf-8"
    )
    (tmp_path / "mine.csv").write_text(
        "perspective,person,who calls\nharbor police,,Person 1\nLabor leaders,,Person 2\nCoast guard,,Person 3\n",
        encoding="utf-8",
    )
    result = solved(tmp_path, charts=(tmp_path / "charts.csv",), invitations=tmp_path / "mine.csv")
    assert ["Person 1"] in [[call.caller for call in one.calls] for one in list_missing(result)]
    unknown = [note.text for note in result.notes if note.slug == "invitation-unknown"]
    assert [text.split(":")[0] for text in unknown] == ["mine.csv, line 4"]


def test_no_note_is_on_a_row_for_an_organization_that_a_chart_names_and_the_list_has(tmp_path: Path) -> None:
    charts, mine = tmp_path / "charts.csv", tmp_path / "mine.csv"
    charts.write_text("chart of,table,who\nAna,,Harbour Police\nBen,,harbor police\n", encoding="utf-8")
    mine.write_text("perspective,person\nHarbour Police,\n", encoding="utf-8")
    for organization in ("", "Harbour Police"):
        people = [{**PEOPLE[0], "organization": organization}, *PEOPLE[1:]]
        result = solved(tmp_path, people, charts=(charts,), invitations=mine)
        assert "invitation-unknown" not in {note.slug for note in result.notes}


def test_an_earlier_round_shows_the_invitations_as_they_were_saved(tmp_path: Path) -> None:
    solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    fill_in(path, labor_1={"asked on": "2026-03-02"}, labor_2={"asked by": "Person 2"})
    solved(tmp_path)
    solved(tmp_path, next_round=True)
    fill_in(path, labor_1={"answer": "no"})
    again = Request(tmp_path / "people.csv", tmp_path / "convening.json", out=tmp_path / "out", settings=SHEET)
    for number in (1, 2):
        render_packet_again(again, number)
    assert ": said no" in page_of(tmp_path, 2)
    assert "Person 2" in page_of(tmp_path, 2)
    assert ": asked" in page_of(tmp_path, 1)
    assert "said no" not in page_of(tmp_path, 1)
    assert "Person 2" not in page_of(tmp_path, 1), "the ledger does not keep who asked"
    mine = tmp_path / "mine.csv"
    mine.write_text("perspective,person,answer\nLabor,Teo Ash,maybe\n", encoding="utf-8")
    render_packet_again(replace(again, invitations=mine), 1)
    assert ": asked" not in page_of(tmp_path, 1), "a maybe is not told"


def test_no_file_is_written_from_what_the_ledger_keeps(tmp_path: Path) -> None:
    result = solved(tmp_path)
    path = tmp_path / "out" / "invitations.csv"
    path.unlink()
    again = Request(tmp_path / "people.csv", tmp_path / "convening.json", out=tmp_path / "out", settings=SHEET)
    rebuilt = render_packet_again(again)
    assert rebuilt.invitations is not None
    assert [recorded(row) for row in rebuilt.invitations.rows] == result.to_record()["invitations"]
    assert not path.exists()
    write_outputs(rebuilt, tmp_path / "out" / "round-1", with_packet=False)
    assert not path.exists()
    write_outputs(result, tmp_path / "out" / "round-1", with_packet=False)
    assert path.exists()


@pytest.mark.parametrize("command", ["report", "packet", "repair"])
def test_the_file_can_be_named_for_every_command_that_writes_pages(tmp_path: Path, command: str) -> None:
    solved(tmp_path)
    mine = tmp_path / "mine.csv"
    mine.write_text("perspective,person,asked on,answer\nLabor,Zoe Quill,2026-03-03,blue\n", encoding="utf-8")
    line = f"{command} {tmp_path / 'people.csv'} --convening {tmp_path / 'convening.json'} --out {tmp_path / 'out'}"
    noted = run(f"{line} --invitations {mine}")
    assert noted.exit_code == 0, noted.output
    mine.write_text(mine.read_text().replace("blue", "no"), encoding="utf-8")
    assert run(f"{line} --invitations {mine}").exit_code == 0
    if command == "repair":
        (row,) = [row for row in rows_of(tmp_path / "out" / "invitations.csv") if row["person"] == "Zoe Quill"]
        assert (row["asked on"], row["answer"]) == ("2026-03-03", "no")
    else:
        shown = report_of(tmp_path) if command == "report" else page_of(tmp_path, 1)
        assert ("Plan the calls with the sheet" if command == "report" else "<bdi>Zoe Quill</bdi>: said no") in shown


def test_a_repair_finds_whom_to_invite(tmp_path: Path) -> None:
    first = solved(tmp_path)
    mended = repaired(tmp_path)
    assert mended.recruit
    assert [one.name for one in mended.recruit] == [one.name for one in first.recruit]
    assert mended.fewest == first.fewest


def test_a_repair_does_not_say_that_every_voice_has_enough_people(tmp_path: Path) -> None:
    solved(tmp_path)
    assert run(f"repair --pages all {write_list(tmp_path, PEOPLE)} --out {tmp_path / 'out'}").exit_code == 0
    assert "that the convening asks for is missing" not in page_of(tmp_path, 1)
    more = [{**PEOPLE[0], "id": f"n{n}", "name": f"New {n}", "sector": "labor", "age": "youth"} for n in range(3)]
    assert run(f"repair --pages all {write_list(tmp_path, [*PEOPLE, *more])} --out {tmp_path / 'out'}").exit_code == 0
    assert "that the convening asks for is missing" in page_of(tmp_path, 1)


def test_shared_files_do_not_name_a_person_for_whom_the_program_added_an_invitation(tmp_path: Path) -> None:
    """Ana gets one because she might not come. The same row without a maybe is the convener's own idea."""
    listed = tmp_path / "people.csv"
    listed.write_text("name,representative_type,attending\nAna,decision-maker,0.7\nBen,doer,yes\nCleo,doer,yes\n")
    convening = tmp_path / "convening.yaml"
    convening.write_text(
        "tables: [{id: a, seats: 1-4}]\nrequirements:\n  - {kind: role_mix, at_least: {decision-maker: 2}}\n"
    )
    request = Request(people=listed, convening=convening, out=tmp_path / "out")
    (blank,) = solve_request(request).to_record()["invitations"]
    assert (blank["id"], blank["person"], blank["on_list"], blank["state"]) == ("", "", None, "open")
    listed.write_text("name,representative_type,attending\nAna,decision-maker,yes\nBen,doer,yes\nCleo,doer,yes\n")
    (idea, _) = solve_request(request).to_record()["invitations"]
    assert idea["person"] == "Ana"


def test_a_person_whom_a_chart_names_and_who_may_come_is_not_named_either(tmp_path: Path) -> None:
    """The row is there only because Ana might not come, whoever nominated her."""
    (tmp_path / "chart.csv").write_text("chart of,table,sector,role,who\nBen,a,,decision-maker,Ana\n")
    listed = tmp_path / "people.csv"
    listed.write_text("name,representative_type,attending\nAna,decision-maker,0.7\nBen,doer,yes\nCleo,doer,yes\n")
    convening = tmp_path / "convening.yaml"
    convening.write_text(
        "tables: [{id: a, seats: 1-4}]\nrequirements:\n  - {kind: role_mix, at_least: {decision-maker: 2}}\n"
    )
    charts = (tmp_path / "chart.csv",)
    solved = solve_request(Request(people=listed, convening=convening, out=tmp_path / "out", charts=charts))
    (row,) = solved.to_record()["invitations"]
    assert (row["person"], row["on_list"], row["state"]) == ("", None, "open")
    assert "1 nominated" not in solved.to_html()


def test_calls_for_a_held_seat_and_for_staff_are_on_the_next_sheet(tmp_path: Path) -> None:
    """Their rows have the words of the sheet; no note tells that the convening does not ask for them."""
    rows = [{"id": f"p{n}", "name": f"Person {n}", "sector": "arts", "organization": f"O{n}"} for n in range(5)]
    held = {"id": "held", "organization": "Zoo", "sector": "youth", "status": "open"}
    asked = [
        {"kind": "staff", "duty": "facilitator", "at_least": 1},
        {"kind": "counterpart", "of": "organization", "from": "two", "to": "one"},
        {**VOICES[0], "at": "the room"},
    ]
    tables = [{"id": "one", "name": "One", "seats": "2-4"}, {"id": "two", "name": "Two", "seats": "2-4"}]
    request = Request([*rows, held], {"tables": tables, "requirements": asked}, out=tmp_path)
    first = [str(one.name) for one in list_missing(solve_request(request))]
    assert first == ["Labor", "facilitator", "counterparts at One", "open seat (Zoo)"]
    path = tmp_path / "invitations.csv"
    heading = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    typed = {"Open seat (Zoo)": ("Maria Sol", "2026-09-10"), "facilitator": ("Ana Kim", "2026-09-11")}
    typed["counterparts at One"] = ("Bo Lind", "2026-09-12")
    for name, (caller, day) in [*typed.items(), ("facilitator", ("Cy Oro", "2026-09-13"))]:  # one for each table
        cells = {"perspective": name, "who calls": caller, "call by": day}
        with path.open("a", encoding="utf-8") as file:
            file.write(",".join(cells.get(one, "") for one in heading) + "\n")
    result = solve_request(request)
    calls = {str(one.name): [(call.caller, call.by) for call in one.calls] for one in list_missing(result)}
    assert calls == {
        "Labor": [],
        "open seat (Zoo)": [("Maria Sol", "2026-09-10")],
        "facilitator": [("Ana Kim", "2026-09-11"), ("Cy Oro", "2026-09-13")],
        "counterparts at One": [("Bo Lind", "2026-09-12")],
    }
    assert "invitation-unknown" not in {note.slug for note in result.notes}
