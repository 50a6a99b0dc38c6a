"""`seating charts` prints the finding first, writes a page for the convener, and seats nobody."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.charts.forms import grid, long
from tests.cli.running import kept_schemas, run

LIST = "id,name,sector,representative_type,status\np1,Ana Kim,labor,doer,confirmed\np2,Ben Ode,business,doer,idea\n"
CONVENING = """
tables: [{id: talent, name: Talent}, {id: capital, name: Capital}, {id: steering, kind: steering, people: [p1]}]
requirements: [{kind: voice, name: Labor, who: {sector: labor}, at: the room}]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a list, a convening, the charts of three people, and an earlier chart."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(LIST)
    (tmp_path / "convening.yaml").write_text(CONVENING)
    sheets = tmp_path / "sheets"
    sheets.mkdir()
    cells = {("talent", "labor", "doer"): "Ben Ode; a welder", ("steering", "labor", "doer"): "nobody needed"}
    (sheets / "1.csv").write_text(grid("Ana Kim", cells, group="staff", own="capital", brings="a van"))
    rows = [
        ["Cy", "residents", "", "capital", "", "", "Ben Ode", "lends"],
        ["Cy", "", "", "talent", "labor", "", "Welders", ""],
        ["Di", "residents", "", "steering", "", "", "Ana Kim", ""],
    ]
    (sheets / "2.csv").write_text(long(*rows))
    (tmp_path / "earlier.csv").write_text(long(["Cy", "", "", "talent", "", "", "Ben Ode", ""]))
    return tmp_path


def record(line: str) -> dict[str, Any]:
    result = run(f"{line} --json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    jsonschema.validate(found, kept_schemas()["charts"])
    return found


def test_the_finding_comes_first_and_nobody_is_seated(folder: Path) -> None:
    result = run("charts sheets --people people.csv --groups")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.split()[-1] for line in lines[:6]] == ["3", "1", "3", "1", "1", "1"]
    assert "  staff: 1 and residents: 2" in result.stdout
    rows = [re.split(r"\s{2,}", line.strip()) for line in lines]
    assert ["Ben Ode", "2 of 3", "Capital (1) and Talent (1)", "lends"] in rows
    assert ["a welder", "2 of 3", "Talent (2)", "–"] in rows
    assert ["Ben Ode", "2 of 3", "Capital (1) and Talent (1)", "on the list, not invited yet"] in rows
    assert ["a welder", "2 of 3", "Talent (2)", "not on the list by this name"] in rows
    assert "      also written: “Welders”" in lines
    assert rows[rows.index(["Ana Kim", "Capital", "a van", "steering (1)"]) + 1] == ["another table"]
    assert ["a welder", "1 of 1: Talent (1)", "1 of 2: Talent (1)"] in rows
    written = sorted(path.name for path in (folder / "reports").iterdir())
    assert written == [".seating-files", "charts.html", "mentions.csv"]


def test_the_record_follows_its_schema(folder: Path) -> None:
    found = record('charts sheets --people people.csv --earlier earlier.csv --compare "Ana Kim" Cy')
    assert [(one["text"], one["state"], one["charts"]) for one in found["named"]] == [
        ("a welder", "undisputed", [1, 2]),
        ("Ben Ode", "disputed", [1, 2]),
        ("Ana Kim", "named once", [3]),
    ]
    assert [(one["by"], one["id"], one["own_table"]) for one in found["charts"]] == [
        ("Ana Kim", "p1", "capital"),
        ("Cy", None, None),
        ("Di", None, None),
    ]
    assert [(one["text"], one["absence"], one["kind"], one["meant"]) for one in found["missing"]] == [
        ("a welder", "not on the list by this name", "unknown", []),
        ("Ben Ode", "not invited yet", "person", ["p2"]),
    ]
    assert {(one["text"], one["change"]) for one in found["changes"]} == {
        ("a welder", "new"),
        ("Ana Kim", "new"),
        ("Ben Ode", "now disputed"),
    }
    assert [(one["text"], one["first"], one["second"]) for one in found["compared"]["named"]] == [
        ("a welder", ["talent"], ["talent"]),
        ("Ben Ode", ["talent"], ["capital"]),
        ("Ana Kim", ["capital"], None),
    ]
    marked = [one for one in found["cells"] if one["mostly"] == "nobody needed"]
    assert [(one["table"], one["sector"], one["role"]) for one in marked] == [("steering", "labor", "doer")]
    assert found["tables"][2] == {"id": "steering", "label": "steering", "kind": "steering"}


def test_without_a_list_nobody_is_called_missing(folder: Path) -> None:
    found = record("charts sheets")
    assert (found["missing"], found["changes"], found["compared"]) == (None, None, None)
    assert [table["label"] for table in found["tables"]] == ["Talent and skill", "Capital", "Steering"]
    assert "not on the list" not in run("charts sheets").stdout


def test_a_convening_alone_gives_the_tables(folder: Path) -> None:
    found = record("charts sheets --convening convening.yaml")
    assert [table["label"] for table in found["tables"]] == ["Talent", "Capital", "steering"]


def test_a_join_is_undone_in_the_file_beside_the_page(folder: Path) -> None:
    run("charts sheets --people people.csv")
    written = (folder / "reports" / "mentions.csv").read_text(encoding="utf-8-sig")
    assert written.splitlines()[1] == "Welders,a welder,yes"
    (folder / "reports" / "mentions.csv").write_text(written.replace("yes", "no"), encoding="utf-8")
    again = record("charts sheets --people people.csv")
    assert {one["text"] for one in again["named"]} == {"a welder", "Welders", "Ben Ode", "Ana Kim"}
    assert [(one["join"], one["decided"]) for one in again["joined"]] == [(False, True)]
    elsewhere = record("charts sheets --people people.csv --out other --mentions reports/mentions.csv")
    assert len(elsewhere["named"]) == 4


def test_a_solve_reads_the_same_charts_and_the_same_joins(folder: Path) -> None:
    (folder / "people.csv").write_text(LIST + "".join(f"q{n},Q {n},labor,doer,confirmed\n" for n in range(5)))
    for option in ("--charts", "--nominations"):
        result = run(f"solve people.csv {option} sheets/1.csv {option} sheets/2.csv --json --no-packet")
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)
        assert [(one["text"], one["table"], one["named_by"]) for one in found["nominations"]] == [
            ("a welder", "talent", 2),
            ("Ana Kim", "steering", 1),
            ("Ben Ode", "capital", 1),
            ("Ben Ode", "talent", 1),
        ]
        chose = found["choices"]["chose"]["people"] if "choices" in found else 0
        assert chose == (1 if option == "--charts" else 0), "Ana chose Capital herself"
    assert "Welders" not in (folder / "reports" / "round-1" / "result.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("charts", 2, "Missing argument"),
        ("charts nowhere.csv", 2, "The file nowhere.csv does not exist"),
        ("charts empty", 2, "is a folder without charts"),
        ("charts people.csv", 3, "is the list of people"),
        ('charts sheets --compare Ana "Cy"', 2, 'There is no chart from "Ana"'),
        ("charts sheets --mentions nowhere.csv", 2, "The file nowhere.csv does not exist"),
        ("charts sheets --earlier people.csv", 3, "is the list of people"),
    ],
)
def test_a_wrong_command_is_refused(folder: Path, line: str, code: int, says: str) -> None:
    (folder / "empty").mkdir()
    result = run(line)
    assert (result.exit_code, says in result.output) == (code, True), result.output
    assert not (folder / "reports").exists()


def test_a_page_that_somebody_else_wrote_is_kept(folder: Path) -> None:
    (folder / "reports").mkdir()
    (folder / "reports" / "charts.html").write_text("mine")
    result = run("charts sheets")
    assert (result.exit_code, "seating did not write it" in result.output) == (2, True)
    assert (folder / "reports" / "charts.html").read_text() == "mine"


def test_a_file_of_joins_in_another_form_is_kept(folder: Path) -> None:
    (folder / "reports").mkdir()
    (folder / "reports" / "mentions.csv").write_text("my notes\n")
    assert run("charts sheets").exit_code == 3
    assert [path.name for path in (folder / "reports").iterdir()] == ["mentions.csv"]
    assert (folder / "reports" / "mentions.csv").read_text() == "my notes\n"


def test_the_page_is_written_again(folder: Path) -> None:
    for _ in range(2):
        assert run("charts sheets").exit_code == 0


def test_tables_inferred_by_an_earlier_run_may_be_added_to(folder: Path) -> None:
    (folder / "convening.yaml").unlink()
    rows = "".join(f"q{n},Q {n},labor,doer,{area}\n" for n, area in enumerate(("talent:3", "capital:3") * 4))
    (folder / "people.csv").write_text("id,name,sector,representative_type,interests\n" + rows)
    assert run("solve people.csv --no-packet").exit_code == 0
    found = record("charts sheets --people people.csv")
    assert "steering" in {table["id"] for table in found["tables"]}


def test_files_that_are_no_charts_are_a_record_too(folder: Path) -> None:
    (folder / "bad.csv").write_text("item,cost\nhall,300\n")
    result = run("charts sheets bad.csv --people people.csv --json")
    assert result.exit_code == 3
    assert [one["slug"] for one in json.loads(result.stdout)["problems"]] == ["chart-headings"]


def test_whatever_stands_on_a_chart_is_at_most_noted(folder: Path) -> None:
    (folder / "odd.csv").write_text("who,table\n,talent\nx,nowhere\n-,?\nn/a,TBD\n")
    assert run("charts sheets odd.csv --people people.csv").exit_code == 0


def test_long_sections_are_cut_on_the_terminal_only(folder: Path) -> None:
    rows = [[by, "", "", "talent", "", "", f"group number {n}", ""] for n in range(30) for by in ("a", "b")]
    (folder / "many.csv").write_text(long(*rows))
    text = run("charts many.csv").stdout
    assert "… and 20 more on the page" in text
    page = (folder / "reports" / "charts.html").read_text(encoding="utf-8")
    assert all(f"group number {n}<" in page for n in range(30))


def test_decisions_of_another_file_do_not_replace_those_beside_the_page(folder: Path) -> None:
    run("charts sheets --people people.csv")
    path, other = folder / "reports" / "mentions.csv", folder / "other.csv"
    other.write_text("description,joined with,join\nx,y,no\n")
    assert run("charts sheets --people people.csv --mentions other.csv").exit_code == 0  # the program wrote the first
    path.write_text("description,joined with,join,who\nWelders,a welder,no,\np,q,no,\nx,y,no,Ana\n")
    result = run("charts sheets --people people.csv --mentions other.csv")
    assert result.exit_code == 2
    says = (
        'reports/mentions.csv has decisions that other.csv does not have: line 2 ("Welders" and "a welder") and 2 more '
        "rows. Nothing was written. Add these rows to other.csv, or name another folder with --out."
    )
    assert says in " ".join(result.stderr.split())
    assert "Ana" in path.read_text()
    other.write_text(path.read_text())
    assert run("charts sheets --people people.csv --mentions other.csv").exit_code == 0
    assert run("charts sheets --people people.csv --mentions reports/mentions.csv").exit_code == 0


def test_what_the_program_offered_is_no_decision_that_another_file_could_lose(folder: Path) -> None:
    """The first run offers pairs that another file makes superfluous, and the name that it chose stands for all."""
    wanted = ["landlords who take vouchers", "landlord that takes vouchers", "voucher landlords", "voucher landlords"]
    rows = [[f"A{n}", "", "", "talent", "", "", text, ""] for n, text in enumerate(wanted)]
    (folder / "wanted.csv").write_text(long(*rows))
    run("charts wanted.csv")
    offered = (folder / "reports" / "mentions.csv").read_text(encoding="utf-8-sig")
    assert ",no" not in offered
    decided = "".join(f"{text},{wanted[0]},yes\n" for text in wanted[1:3])
    (folder / "mine.csv").write_text(f"description,joined with,join\n{decided}")
    found = record("charts wanted.csv --mentions mine.csv")
    assert {one["text"] for one in found["named"]} == {wanted[0]}
    assert {one["joined_with"] for one in found["joined"]} == {wanted[0]}


def test_no_text_of_a_chart_becomes_a_formula_in_the_file_of_decisions(folder: Path) -> None:
    attack = "=cmd|' /C calc'!A0"
    (folder / "bad.csv").write_text(
        long(
            ["A", "", "", "talent", "", "", f"{attack} welder", ""],
            ["B", "", "", "talent", "", "", f"{attack} welders", ""],
        )
    )
    run("charts bad.csv")
    path = folder / "reports" / "mentions.csv"
    first = path.read_bytes()
    assert first.count(b"'=cmd") == 2
    assert b",=cmd" not in first
    assert record("charts bad.csv")["named"][0]["text"].startswith(attack)
    assert path.read_bytes() == first


def test_what_is_not_read_in_a_folder_is_said(folder: Path) -> None:
    (folder / "sheets" / "late").mkdir()
    (folder / "sheets" / "4.pdf").write_text("x")
    (folder / "sheets" / "notes.csv").mkdir()
    (folder / "sheets" / "mentions.csv").write_text("x")
    (folder / "sheets" / ".hidden").write_text("x")
    says = 'sheets: "4.pdf", "late" and "notes.csv" are not files in CSV, XLSX or ODS format, so they were not read.'
    assert [note["text"] for note in record("charts sheets")["notes"] if note["slug"] == "charts-skipped"] == [says]


def test_a_blank_form_in_a_folder_is_a_note(folder: Path) -> None:
    assert run("chart --tables Talent --out sheets").exit_code == 0
    for line in ("charts sheets", "solve people.csv --charts sheets --no-packet"):
        assert "chart.csv: there are no rows below the headings, so the file is not counted." in run(line).output


def test_a_row_without_an_author_is_told_apart_from_those_who_wrote(folder: Path) -> None:
    """Of charts that all have a name, and of charts without any, only the number is told."""
    assert "without a name" not in run("charts sheets --people people.csv").stdout
    rows = [["Cy", "", "", "capital", "", "", "Ben Ode", ""], ["", "", "", "talent", "", "", "a welder", ""]]
    (folder / "sheets" / "2.csv").write_text(long(*rows))
    result = run("charts sheets --people people.csv")
    assert [line.split()[-1] for line in result.stdout.splitlines()[:2]] == ["3", "1"]
    assert "1 row does not show whose chart it belongs to (line 3). It counts as a different person’s chart." in (
        " ".join(result.stderr.split())
    )
    (folder / "sheets" / "1.csv").unlink()
    (folder / "sheets" / "2.csv").write_text(long(rows[1], rows[1]))
    assert run("charts sheets --people people.csv").stdout.split()[:2] == ["charts", "2"]


def test_the_line_of_an_offer_can_be_copied_into_the_file_of_decisions(folder: Path) -> None:
    """The reason is below the line."""
    rows = [["A", "", "", "talent", "", "", "people who sell food, on the street", ""]]
    (folder / "street.csv").write_text(long(*rows, ["B", "", "", "talent", "", "", "street vendors, food", ""]))
    told = run("charts street.csv").stdout.splitlines()
    start = next(n for n, line in enumerate(told) if "replace its line in mentions.csv" in line)
    line, reason = (one.strip() for one in told[start + 1 : start + 3])
    assert line.endswith(",yes")
    assert reason == "the same words, or words with the same meaning"
    path = folder / "reports" / "mentions.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert f"{line.removesuffix('yes')}\n" in text.replace("\r", "")
    path.write_text(text.replace(line.removesuffix("yes"), line), encoding="utf-8")
    assert [one["join"] for one in record("charts street.csv")["joined"]] == [True]
