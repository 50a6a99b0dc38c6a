"""`seating dashboard` and `solve --harvest`, as typed."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from seating.report.record import as_record
from tests.cli.running import run
from tests.report.made_up import small

ROWS = "element,component,quarter,rating\nCI,Shared result,2026-Q1,red\nCI,Shared result,2026-Q2,\n"


@pytest.fixture
def sheet(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "ratings.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_the_example_comes_out_as_worked_out_by_hand(checkout):
    record = json.loads(run("dashboard examples/dashboard/ratings.csv --json").stdout)
    assert record["quarter"] == "2026-Q3"
    found = [(e["average_exact"], e["shown"], e["rating"], e["trend"], e["gray"]) for e in record["elements"]]
    assert found == [
        ("12/5", "2.4", "yellow", "up", 1),
        ("11/6", "1.8", "yellow", "down", 0),
        ("13/7", "1.9", "yellow", "up", 1),
    ]
    assert Path(record["files"]["dashboard"]).read_text(encoding="utf-8").startswith("<!doctype html>")


def test_what_is_shown_on_a_terminal(sheet):
    done = run("dashboard ratings.csv")
    assert done.exit_code == 0
    assert "Dashboard for 2026-Q2" in done.stdout
    assert "Not rated" in done.stdout
    assert "reports/dashboard.html" in done.stdout


def test_an_earlier_quarter_can_be_shown(sheet):
    record = json.loads(run("dashboard ratings.csv --quarter 'Q1 2026' --json").stdout)
    assert record["elements"][0]["rating"] == "red"
    assert run("dashboard ratings.csv --quarter 2025-Q1").exit_code == 2
    assert run("dashboard ratings.csv --quarter soon").exit_code == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("dashboard", 2),
        ("dashboard ratings.csv --rater Ana", 2),
        ("dashboard ratings.csv ratings.csv", 2),
        ("dashboard ratings.csv --site Harborside", 2),
        ("dashboard ratings.csv --template ratings.csv", 2),
        ("dashboard nowhere.csv", 2),
        ("dashboard --template ratings.csv", 2),
        ("dashboard twice.csv ratings.csv", 3),
        ("dashboard twice.csv ratings.csv --json", 3),
        ("dashboard unrated.csv", 3),
    ],
)
def test_exit_codes(sheet, line, code):
    sheet.with_name("twice.csv").write_text(ROWS, encoding="utf-8")
    sheet.with_name("unrated.csv").write_text("element,component,quarter,rating\nCI,Outcomes,,\n", encoding="utf-8")
    done = run(line)
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    assert not Path("reports").exists()
    if "--json" in line:
        problem, *_ = json.loads(done.stdout)["problems"]
        assert (problem["slug"], problem["line"]) == ("rating-twice", 2)


def test_what_a_rater_typed_is_noted_and_the_rest_is_shown(sheet):
    sheet.with_name("typed.csv").write_text(ROWS + "CI,Outcomes,2026-Q2,blue\n", encoding="utf-8")
    done = run("dashboard typed.csv")
    assert done.exit_code == 0, done.output
    assert 'typed.csv:4: column "rating" (D): "blue" is not a rating, so the cell counts as blank.' in done.stderr


@pytest.mark.parametrize(
    ("trust", "says"), [("red", "  2 components: no one"), ("green", "  1 other component: no one")]
)
def test_components_on_which_raters_agree_are_others_only_beside_those_on_which_they_differ(sheet, trust, says):
    rows = ["Goals,Ann,red", "Goals,Ben,red", "Trust,Ann,red", f"Trust,Ben,{trust}"]
    text = "element,quarter,component,rater,rating\n" + "".join(f"CI,2026-Q3,{row}\n" for row in rows)
    sheet.with_name("alone.csv").write_text(text, encoding="utf-8")
    assert says in run("dashboard alone.csv").stdout


def test_the_template_is_filled_in_and_shown(sheet):
    done = run("dashboard --template mine.csv --quarter 2026-Q4")
    assert done.exit_code == 0
    assert "seating dashboard mine.csv" in done.stdout
    with Path("mine.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [sum(row["element"] == name for row in rows) for name in dict.fromkeys(row["element"] for row in rows)] == [
        6,
        6,
        8,
    ]
    assert {row["quarter"] for row in rows} == {"2026-Q4"}
    assert all(row["about"] and not row["rating"] for row in rows)
    board = json.loads(run("dashboard mine.csv --json").stdout)
    assert [(element["average"], element["rating"], element["blank"]) for element in board["elements"]] == [
        (None, "gray", 6),
        (None, "gray", 6),
        (None, "gray", 8),
    ]
    assert board["notes"] == []


def test_a_form_has_the_components_of_the_ratings_and_no_earlier_color(sheet):
    assert run("dashboard ratings.csv --template ana.csv --quarter 2026-Q3 --rater Ana").exit_code == 0
    with Path("ana.csv").open(encoding="utf-8-sig", newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["component"], row["quarter"], row["rater"]) == ("Shared result", "2026-Q3", "Ana")
    assert (row["rating"], row["trend"], row["notes"]) == ("", "", "")
    assert "site" not in row


def test_a_single_rater_is_compared_with_no_one(sheet):
    assert run("dashboard ratings.csv --template Ana.csv --quarter 2026-Q2 --rater Ana").exit_code == 0
    text = Path("Ana.csv").read_text(encoding="utf-8-sig")
    Path("Ana.csv").write_text(text.replace("Ana,,", "Ana,red,"), encoding="utf-8")
    done = run("dashboard ratings.csv Ana.csv")
    assert done.exit_code == 0, done.output
    assert "It shows who chose what." in done.stdout
    assert "chose differently" not in done.stdout
    assert "Individual ratings" not in done.stdout


def test_a_component_that_one_of_several_raters_rated_is_not_called_the_choice_of_all(sheet):
    rows = "CI,Shared result,2026-Q2,green,Ana\nCI,Data,2026-Q2,red,Ana\nCI,Data,2026-Q2,red,Ben\n"
    Path("alone.csv").write_text(f"element,component,quarter,rating,rater\n{rows}", encoding="utf-8")
    told = run("dashboard ratings.csv alone.csv").stdout
    assert "CI, Shared result: 1 green; not agreed on yet" in told
    assert "1 other component: no one chose differently." in told


def test_a_filled_in_form_is_compared_with_what_the_team_agreed_on(sheet):
    for name, color in (("Ana", "red"), ("=Ben", "green")):
        run(f"dashboard ratings.csv --template {name[-3:]}.csv --quarter 2026-Q2 --rater {name}")
        text = Path(f"{name[-3:]}.csv").read_text(encoding="utf-8-sig")
        Path(f"{name[-3:]}.csv").write_text(text.replace(f"{name},,", f"{name},{color},"), encoding="utf-8")
    done = run("dashboard ratings.csv Ana.csv Ben.csv")
    assert done.exit_code == 0, done.output
    assert "Individual ratings by 2 people, widest range first" in done.stdout
    assert "CI, Shared result: 1 red and 1 green; not agreed on yet" in done.stdout
    assert "=Ben" not in done.stdout
    assert "=Ben" not in Path("reports/dashboard.html").read_text(encoding="utf-8")
    assert "=Ben" in Path("reports/convener-only/raters.html").read_text(encoding="utf-8")
    record = json.loads(run("dashboard ratings.csv Ana.csv Ben.csv --json").stdout)
    assert [one["rater"] for one in record["raters"]["raters"]] == ["=Ben", "Ana"]
    assert record["elements"][0]["average"] is None
    assert [one["file"] for one in record["inputs"]["files"]] == ["ratings.csv", "Ana.csv", "Ben.csv"]
    assert set(record["files"]) == {"dashboard", "raters"}


def test_a_form_to_print_asks_for_each_color_and_arrow(sheet):
    done = run("dashboard ratings.csv --template form.html --quarter 2026-Q3 --language es --paper A4")
    assert done.exit_code == 0
    assert "Imprima uno para cada persona que valora" in done.stdout
    page = Path("form.html").read_text(encoding="utf-8")
    assert "Hoja de valoración para 2026-Q3" in page
    assert "size: A4" in page
    assert page.count('class="box"') == 7
    own = run("dashboard ratings.csv --template own.html --quarter 2026-Q3 --rater Ana")
    assert own.stdout.startswith("Wrote own.html, a form for Ana to print for 2026-Q3."), "not one for each rater"


def test_the_raters_of_the_example_come_out_as_worked_out_by_hand(checkout):
    line = "dashboard examples/dashboard/ratings.csv examples/dashboard/alone.csv --json"
    record = json.loads(run(line).stdout)
    assert [(e["average_exact"], e["rating"]) for e in record["elements"]] == [
        ("12/5", "yellow"),
        ("11/6", "yellow"),
        ("13/7", "yellow"),
    ]
    first, second, *_ = record["raters"]["components"]
    assert (first["component"], first["range"], first["median"]) == (
        "Leadership behind it",
        ["red", "green"],
        ["yellow", "yellow"],
    )
    assert (second["component"], second["counts"]["gray"], second["pairs_apart"]) == ("Ecosystem known", 1, "2/3")
    names = {one["rater"] for one in record["raters"]["raters"]}
    shared = Path(record["files"]["dashboard"]).read_text(encoding="utf-8")
    assert len(names) == 4
    assert not any(name in shared for name in names)


def test_two_sites_stand_side_by_side_and_one_can_be_shown_alone(checkout):
    done = run("dashboard examples/dashboard/two-sites.csv")
    assert done.exit_code == 0, done.output
    assert "The sites in 2026-Q3" in done.stdout
    assert "2.4 yellow up, 5 of 6 rated" in done.stdout
    record = json.loads(run("dashboard examples/dashboard/two-sites.csv --json").stdout)
    found = {one["site"]: [element["average_exact"] for element in one["elements"]] for one in record["sites"]}
    alone = json.loads(run("dashboard examples/dashboard/two-sites.csv --site MILLBROOK --json").stdout)
    assert alone["site"] == "Millbrook"
    assert [element["average_exact"] for element in alone["elements"]] == found["Millbrook"]
    assert "They name" in run("dashboard examples/dashboard/two-sites.csv --site Millbrok").stderr


def test_seatings_are_used_for_one_site_only(sheet):
    folder = Path("reports/round-1")
    folder.mkdir(parents=True)
    (folder / "result.json").write_text(json.dumps(as_record(small())), encoding="utf-8")
    rows = "element,component,quarter,rating,site\nCI,Right public players,2026-Q1,red,A\nCI,Outcomes,2026-Q1,,B\n"
    sheet.write_text(rows, encoding="utf-8")
    both = json.loads(run("dashboard ratings.csv --json").stdout)
    assert [note["slug"] for note in both["notes"]] == ["results-without-site"]
    assert (both["measured"], both["evidence"]) == ([], [])
    one = json.loads(run("dashboard ratings.csv --site A --json").stdout)
    (component,) = one["elements"][0]["components"]
    assert component["rating"] == "red"
    assert component["evidence"][0].endswith(" tables.")
    assert one["notes"] == []


def test_a_template_overwrites_nothing(sheet):
    assert "already exists" in run("dashboard --template ratings.csv").stderr
    assert sheet.read_text(encoding="utf-8") == ROWS


def test_what_a_seating_shows_is_proposed_and_only_that(sheet):
    folder = Path("reports/round-1")
    folder.mkdir(parents=True)
    record = as_record(small())
    record["measured"]["shared_result"] = "1,000 jobs by 2036"
    (folder / "result.json").write_text(json.dumps(record), encoding="utf-8")
    (component,) = json.loads(run("dashboard ratings.csv --json").stdout)["elements"][0]["components"]
    assert component["rating"] is None
    assert component["proposed"]["rating"] == "green"
    sheet.write_text(ROWS.replace("2026-Q2,", "2026-Q2,gray"), encoding="utf-8")
    (component,) = json.loads(run("dashboard ratings.csv --json").stdout)["elements"][0]["components"]
    assert (component["rating"], component["proposed"]) == ("gray", None)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"rounds": 3}', "[" * 100_000, "\x00"])
def test_a_damaged_result_is_noted_and_no_more(sheet, text):
    folder = Path("reports/round-1")
    folder.mkdir(parents=True)
    (folder / "result.json").write_text(text, encoding="utf-8")
    done = run("dashboard ratings.csv --json")
    assert done.exit_code == 0, done.output
    assert [note["slug"] for note in json.loads(done.stdout)["notes"]] == ["result-unread"]


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_folder_that_cannot_be_written_is_wrong_usage(sheet, tmp_path):
    tmp_path.chmod(0o500)
    assert run("dashboard ratings.csv").exit_code == 2


def test_an_out_that_is_a_file_is_wrong_usage(sheet):
    assert run("dashboard ratings.csv --out ratings.csv").exit_code == 2


def test_cells_cannot_command_the_terminal(sheet):
    sheet.write_text("element,component,quarter,rating\nC\x1b[31mI\u202e,A,2026-Q1,red\n", encoding="utf-8")
    done = run("dashboard ratings.csv")
    assert done.exit_code == 0
    assert "\x1b[31m" not in done.stdout
    assert "\u202e" not in done.stdout


def test_a_seating_is_measured_for_the_dashboard_and_its_harvest_counted(sheet):
    people = "name,sector\nAna,business\nBen,labor\nCam,government\nDee,business\n"
    convening = (
        "shared_result: 40 shops by 2030\noutcomes: [Leases, {name: Loans, measure: loans under 5%}]\n"
        "rounds: [{cadence: monthly}]\ntables: [{id: one, seats: 4}]\nrequirements: []\n"
    )
    Path("people.csv").write_text(people, encoding="utf-8")
    Path("convening.yaml").write_text(convening, encoding="utf-8")
    Path("h.csv").write_text("table,theme,text\none,Rent,too dear\n1,Rent; Light,\n", encoding="utf-8")
    done = run("solve people.csv --harvest h.csv --no-packet --json")
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert record["measured"] == {
        "shared_result": "40 shops by 2030",
        "outcomes": 2,
        "outcomes_with_measure": 1,
        "sectors": {"one": 3},
        "players": [{"group": "public", "people": 1, "tables": {"one": 1}, "words": ["government"]}],
    }
    assert [(theme["theme"], theme["statements"], theme["tables"]) for theme in record["themes"]] == [
        ("Rent", 2, {"one": 2}),
        ("Light", 1, {"one": 1}),
    ]
    board = json.loads(run("dashboard ratings.csv --json").stdout)
    assert board["elements"][0]["components"][0]["proposed"]["rating"] == "green"
    assert [(one["component"], one["rating"]) for one in board["measured"]] == [
        ("Outcomes", "yellow"),
        ("Cross-sector table", "green"),
    ]


def test_a_private_sector_is_not_counted(sheet):
    Path("people.csv").write_text("name,sector\nAna,business\nBen,labor\n", encoding="utf-8")
    text = "tables: [{id: one}]\nprivate: [sector]\nrequirements: []\n"
    Path("convening.yaml").write_text(text, encoding="utf-8")
    record = json.loads(run("solve people.csv --no-packet --json").stdout)
    assert record["measured"]["sectors"] is None


@pytest.mark.room
def test_the_harvest_of_the_listening_evening_is_reported(checkout):
    """From the seating of the listening evening to its report and its dashboard."""
    done = run("solve examples/listening/stakeholders.csv --harvest examples/listening/harvest.csv --no-packet --json")
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert record["themes"][0]["theme"] == "Rent"
    assert sum(record["themes"][0]["tables"].values()) == record["themes"][0]["statements"] == 5
    assert set(record["measured"]["sectors"]) == {"kitchen", "workshop", "counter", "garden", "harbor"}
    assert "What the tables found" in Path("reports/report.html").read_text(encoding="utf-8")
    board = json.loads(run("dashboard examples/dashboard/ratings.csv --json").stdout)
    assert [one["component"] for one in board["measured"]] == ["Voices heard"]


@pytest.mark.room
def test_a_table_of_a_harvest_that_is_not_there_is_noted(checkout):
    Path("h.csv").write_text("table,theme,text\nnowhere,Rent,x\n", encoding="utf-8")
    done = run("solve examples/listening/stakeholders.csv --harvest h.csv")
    assert done.exit_code == 0
    assert "[table-unknown]" in done.stderr


@pytest.mark.room
def test_sessions_take_ten_to_thirty_and_only_those_they_are_for(checkout):
    line = "solve examples/listening/sessions.csv --convening examples/listening/sessions.yaml --no-packet --json"
    record = json.loads(run(line).stdout)
    (one,) = record["rounds"]
    sizes = {}
    for seat in one["seats"]:
        if not seat.get("staff"):
            sizes[seat["table"]] = sizes.get(seat["table"], 0) + 1
    assert len(sizes) == 4
    assert all(10 <= size <= 30 for size in sizes.values())
    assert all(requirement["met"] for requirement in one["requirements"] if requirement["must"])
