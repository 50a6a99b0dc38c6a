"""What is wrong with a chart is said with its place and a remedy, all of it at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.charts.chart_files import find_decisions
from seating.charts.chart_reader import read_charts
from seating.charts.join_decisions import read_joins
from seating.errors import InputError, UsageError
from seating.sources import open_book, read_bytes
from tests.charts.forms import TABLES, charts, grid, long, people
from tests.charts.test_reader import workbook
from tests.examples import examples

HERE = people({"id": "ana", "name": "Ana Kim"}, {"id": "e1", "name": "Eli Roe"}, {"id": "e2", "name": "Eli Roe"}, "ben")
LABOR_DOER = ("talent", "labor", "doer")

BAD: dict[str, tuple[str, str]] = {
    "an unknown table in a row": (
        long(["Ana Kim", "", "", "tallent", "", "", "a welder", ""]),
        '1.csv:2: column "table" (D): "tallent" is not a table. Did you mean "talent"? [table-unknown]',
    ),
    "an unknown table in a heading": (
        grid("Ana Kim", {LABOR_DOER: "a welder"}).replace("2 Capital [capital]", "2 Capitol Hill"),
        '1.csv:7: column "2 Capitol Hill" (D): "2 Capitol Hill" is not a table. The tables are talent, capital and '
        "steering. [table-unknown]",
    ),
    "an unknown table above the grid": (
        grid("Ana Kim", {LABOR_DOER: "a welder"}, own="9 Water"),
        '1.csv:4: column "I could contribute most at" (B): "9 Water" is not a table. The tables are talent, capital '
        "and steering. [table-unknown]",
    ),
    "two columns for one table": (
        grid("Ana Kim", {LABOR_DOER: "a welder"}).replace("2 Capital [capital]", "Talent and skill"),
        '1.csv:7: column "Talent and skill" (D): "Talent and skill" is the same table as column C; the '
        "cells of both count. [heading-twice]",
    ),
    "a chart of other tables": (
        grid("Ana Kim", {LABOR_DOER: "a welder"})
        .replace("1 Talent and skill [talent]", "1 Water [water]")
        .replace("2 Capital [capital]", "2 Roads [roads]"),
        '1.csv:7: is a chart for other tables: 2 of its 3 headings are not tables here ("1 Water [water]" and '
        '"2 Roads [roads]"). The tables here are "Talent and skill", "Capital" and "Steering". Leave out this '
        "chart, or name the convening that it belongs to. [chart-other-tables]",
    ),
    "two places in the grid": (
        grid("Ana Kim", {("capital", "labor", "doer"): "me"}, own="talent"),
        '1.csv:12: column "2 Capital [capital]" (D): "me" is a second table for Ana Kim, who is also at '
        '"Talent and skill"; only the first counts. Ask them where they could contribute most. '
        "[chart-two-places]",
    ),
    "two places above the grid": (
        grid("", {}, own="talent; capital"),
        '1.csv:4: column "I could contribute most at" (B): "capital" is a second table for the same '
        'person, who is also at "Talent and skill"; only the first counts. Ask them where they could '
        "contribute most. [chart-two-places]",
    ),
    "two places in rows": (
        long(["Ana Kim", "", "", "talent", "", "", "me", ""], ["ana kim", "", "", "capital", "", "", "ana", ""]),
        '1.csv:3: column "who" (G): "ana" is a second table for Ana Kim, who is also at "Talent and '
        'skill"; only the first counts. Ask them where they could contribute most. [chart-two-places]',
    ),
    "nobody and somebody in a cell": (
        grid("Ana Kim", {LABOR_DOER: "nobody needed; a welder"}),
        '1.csv:12: column "1 Talent and skill [talent]" (C): "nobody needed; a welder" states that no one '
        "is needed, but also names someone, so the names count. [chart-nobody-and-name]",
    ),
    "nobody and somebody in two rows": (
        long(
            ["Ana Kim", "", "", "talent", "labor", "doer", "a welder", ""],
            ["Ana Kim", "", "", "talent", "labor", "doer", "nobody needed", ""],
        ),
        '1.csv:3: column "who" (G): "nobody needed" states that no one is needed (Talent and skill, labor, '
        "doer), but another row names someone there, so the names count. [chart-nobody-and-name]",
    ),
    "a name of several people in a cell": (
        grid("Ana Kim", {LABOR_DOER: "Eli Roe"}),
        '1.csv:12: column "1 Talent and skill [talent]" (C): "Eli Roe" is the name of 2 people on the list. Write the '
        'id: "e1" (line 3) or "e2" (line 4). [person-ambiguous]',
    ),
    "a name of several people on a chart": (
        long(["Eli Roe", "", "", "talent", "", "", "a welder", ""]),
        '1.csv:2: column "chart of" (A): "Eli Roe" is the name of 2 people on the list. Write the id: "e1" (line 3) or '
        '"e2" (line 4). [person-ambiguous]',
    ),
    "a row that names nobody": (
        long(["Ana Kim", "", "", "talent", "", "", "", "skill"]),
        '1.csv:2: column "who" (G): the row names no one, so it is not counted. [chart-names-nobody]',
    ),
    "an unknown type": (
        grid("Ana Kim", {LABOR_DOER: "a welder"}).replace("labor,doer", "labor,boss"),
        '1.csv:12: column "Role" (B): "boss" is not a representative type. The row is counted without a type. '
        "The types are designee, doer and decision-maker. [role-unknown]",
    ),
    "a name beside the grid": (
        grid("Ana Kim", {LABOR_DOER: "a welder"}).replace("a welder,,", "a welder,,,Ben"),
        '1.csv:12: "Ben" is to the right of the last heading. It is not counted. Move it into its table’s '
        "column. [cell-surplus]",
    ),
    "no rows": (
        "who,table\n",
        "1.csv: no chart is filled in. Check that these are the charts that people filled in. [charts-blank]",
    ),
    "no headings": (
        "item,cost\nhall,300\n",
        "1.csv: is not a chart: its headings were not found. A chart has the headings Sector and Role, and one "
        "heading for each table; a typed list of charts has this heading line: `chart "
        "of,table,sector,role,who,why`. [chart-headings]",
    ),
    "the list of people": (
        "name,email,interests\nAna Kim,a@example.org,talent:3\n",
        "1.csv: is the list of people, not a chart. Give the list with --people. Name only filled-in charts as "
        "charts, both on the command line and under `charts` in a convening. [chart-headings]",
    ),
    "a short list of people": (
        "Name,Organization,Sector\nAna Kim,Port,labor\n",
        "1.csv: is the list of people, not a chart. Give the list with --people. Name only filled-in charts as "
        "charts, both on the command line and under `charts` in a convening. [chart-headings]",
    ),
    "a failed formula": (
        grid("Ana Kim", {LABOR_DOER: "#DIV/0!"}),
        '1.csv:12: column "1 Talent and skill [talent]" (C): "#DIV/0!" is a spreadsheet error, not a '
        "value. It is not counted. Write the value itself. [error-value]",
    ),
    "a check box": (
        long(["Ana Kim", "", "", "talent", "", "", "a welder; TRUE", ""]),
        '1.csv:2: column "who" (G): "TRUE" is neither a person nor a description. It is not counted. '
        "[chart-names-nobody]",
    ),
    "nobody and somebody in rows of one sector": (
        long(
            ["Ana Kim", "", "", "talent", "Labor", "doer", "nobody needed", ""],
            ["Ana Kim", "", "", "talent", "sindicatos", "doer", "a welder", ""],
        ),
        '1.csv:2: column "who" (G): "nobody needed" states that no one is needed (Talent and skill, Labor, '
        "doer), but another row names someone there, so the names count. [chart-nobody-and-name]",
    ),
    "only blank charts": (
        grid("Ana Kim", {}),
        "1.csv: no chart is filled in. Check that these are the charts that people filled in. [charts-blank]",
    ),
}


NO_CHART = {"charts-blank", "chart-headings", "chart-other-tables"}
"""What is wrong with a file as a whole. Whatever stands in the cells of a chart is at most noted."""

WRONG = {case: each for case, each in BAD.items() if each[1].rpartition("[")[2].rstrip("]") in NO_CHART}
NOTED = {case: each for case, each in BAD.items() if case not in WRONG}


@pytest.mark.parametrize(("text", "message"), NOTED.values(), ids=NOTED)
def test_what_cannot_be_read_on_a_chart_is_noted_with_its_place(text: str, message: str) -> None:
    (note,) = [one for one in charts(text, listed=HERE).notes if one.slug not in {"chart-blank", "charts-unnamed"}]
    assert f"{note.text} [{note.slug}]" == message
    assert note.shared_text == ""


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_a_bad_chart_is_reported_with_place_and_remedy(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        charts(text, listed=HERE)
    assert str(caught.value) == message


def test_a_file_that_is_no_chart_does_not_make_the_tables_of_the_others_wrong() -> None:
    with pytest.raises(InputError) as caught:
        charts(long(["A", "", "", "Talent", "", "", "x", ""]), "item,cost\nhall,300\n", tables=(), may_add_tables=True)
    assert [(problem.file, problem.slug) for problem in caught.value.problems] == [("2.csv", "chart-headings")]


def test_an_empty_file_is_reported() -> None:
    with pytest.raises(InputError, match="the file is empty"):
        charts("")
    with pytest.raises(InputError, match="the file is empty"):
        read_charts([open_book(workbook(One=[], Two=[]), "a.xlsx", ".xlsx")], HERE, TABLES)


def test_everything_doubtful_in_every_file_is_noted() -> None:
    found = charts(
        grid("Ana Kim", {LABOR_DOER: "Eli Roe"}, own="water"),
        long(["Eli Roe", "", "", "talent", "", "", "nobody needed; x", ""], ["ben", "", "", "no", "", "", "", ""]),
        listed=HERE,
    )
    assert [one.slug for one in found.notes] == [
        "table-unknown",
        "person-ambiguous",
        "person-ambiguous",
        "chart-nobody-and-name",
        "chart-names-nobody",
    ]


def test_the_sheet_of_a_workbook_is_named() -> None:
    rows = [["Sector", "Role", "Talent and skill", "Water"], ["labor", "doer", "a welder", ""]]
    data = workbook(First=rows, Second=[["Sector", "Role", "Talent and skill"], ["labor", "chief", "x"]])
    notes = read_charts([open_book(data, "all.xlsx", ".xlsx")], HERE, TABLES).notes
    assert [one.text.partition(":")[0] for one in notes] == ["all.xlsx, sheet First", "all.xlsx, sheet Second"]


def test_a_text_that_says_nothing_is_blank_and_a_note_keeps_it() -> None:
    written = ["-", "?", "n/a", "TBD", "None.", "—", "nobody who speaks Vietnamese?", "Everybody"]
    rows = [["Ana Kim", "", "", "talent", "labor", "doer", text, ""] for text in (*written, "a welder")]
    found = charts(long(*rows), listed=HERE)
    assert [one.text for one in found.charts[0].namings] == ["a welder"]
    noted = " ".join(one.text for one in found.notes if one.slug == "chart-names-nobody")
    assert "names no one, so it counts as blank" in noted


@pytest.mark.parametrize(
    "text", ["Ana Kim, Eli Stone and ben", "Ana Kim & Eli Stone & ben", "Ana Kim; Eli Stone y ben"]
)
def test_people_of_the_list_are_each_counted(text: str) -> None:
    here = people({"id": "ana", "name": "Ana Kim"}, {"id": "eli", "name": "Deputy Mayor Eli Stone"}, "ben")
    (chart,) = charts(grid("", {LABOR_DOER: text}), listed=here).charts
    assert [naming.person for naming in chart.namings] == ["ana", "eli", "ben"]


WRITTEN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(st.lists(WRITTEN, min_size=6, max_size=6))
@examples(15)
def test_no_text_on_a_chart_is_an_error(texts: list[str]) -> None:
    by, group, own, brings, *cells = [" ".join(text.split()) for text in texts]
    written = {LABOR_DOER: cells[0], ("capital", "labor", "designee"): cells[1]}
    charts(
        grid(by, written, group=group, own=own, brings=brings),
        long([by, group, own, cells[0], cells[1], brings, "a welder", own], [own, "", "", by, "", group, cells[1], ""]),
        listed=HERE,
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [("a,b,perhaps", '"perhaps" is neither yes nor no'), (",b,yes", "does not name two texts")],
)
def test_a_wrong_decision_is_reported(row: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_joins(read_bytes(f"description,joined with,join\n{row}\n".encode(), "mentions.csv"))


def test_every_message_is_explained() -> None:
    messages = Path(__file__).resolve().parents[2] / "docs" / "messages.toml"
    explained = tomllib.loads(messages.read_text(encoding="utf-8"))
    slugs = {message.rpartition("[")[2].rstrip("]") for _, message in BAD.values()}
    assert sorted(slugs - set(explained)) == []


CONTRADICTIONS: dict[str, tuple[str, str]] = {
    "a pair joined and kept apart": (
        "a,b,yes\nB,A,no",
        'mentions.csv:3: keeps "B" and "A" apart, and line 2 joins them. Delete this row, or write no on the other '
        "line.",
    ),
    "joined with each other by way of a third text": (
        "a,b,yes\nb,c,yes\na,c,no",
        'mentions.csv:4: keeps "a" and "c" apart, and lines 2 and 3 join them. '
        "Write yes here, or no on one of those lines.",
    ),
    "one text and two people": (
        "the mayor,Ana Kim,yes\nthe mayor,ben,yes",
        "mentions.csv:3: joins Ana Kim and Ben, who are two different people on the list, because of line 2. "
        "Write “no” in one of these rows. A description can mean only one person.",
    ),
    "two people by way of two texts": (
        "the mayor,Ana Kim,yes\nmayor,ben,yes\nmayor,the mayor,yes",
        "mentions.csv:4: joins Ben and Ana Kim, who are two different people on the list, because of lines 2 and "
        "3. Write “no” in one of these rows. A description can mean only one person.",
    ),
    "two people": (
        "Ana Kim,ben,yes",
        (
            "mentions.csv:2: joins Ana Kim and Ben, who are two different people on the list. Delete the row, or "
            "correct the list."
        ),
    ),
    "a person by name and by id": (
        "the mayor,Ana Kim,yes\nthe mayor,ana,no",
        'mentions.csv:3: keeps "the mayor" and "ana" apart, and line 2 joins them. Delete this row, or write no on the '
        "other line.",
    ),
    "a text and itself": ("a,A,no", 'mentions.csv:2: keeps "a" apart from itself. Delete the row.'),
}


@pytest.mark.parametrize(("rows", "message"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_between_decisions_is_reported(rows: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_joins(read_bytes(f"description,joined with,join\n{rows}\n".encode(), "mentions.csv"), HERE)
    assert str(caught.value) == f"{message} [join-contradiction]"


def test_a_decision_about_a_name_of_several_people_is_reported() -> None:
    with pytest.raises(InputError, match=r"is the name of 2 people on the list\. Write the id"):
        read_joins(read_bytes(b"description,joined with,join\nthe mayor,Eli Roe,yes\n", "mentions.csv"), HERE)


def test_a_person_may_have_the_id_of_a_truth_value() -> None:
    found = charts(long(["A", "", "", "talent", "", "", "true", ""]), listed=people({"id": "true", "name": "Tru E"}))
    assert [naming.person for naming in found.charts[0].namings] == ["true"]


def test_tables_that_were_inferred_are_named_as_such() -> None:
    found = charts(long(["A", "", "", "water", "", "", "x", ""]), may_add_tables=True)
    says = "These tables were inferred from the list. Name the convening that the charts belong to"
    assert [says in one.text for one in found.notes] == [True]


def test_the_former_file_of_decisions_is_named_with_the_present_one(tmp_path: Path) -> None:
    (tmp_path / "joined.csv").write_text("description,joined with,join\na,b,yes\n")
    with pytest.raises(UsageError, match="Use mentions"):
        find_decisions(None, tmp_path)
    (tmp_path / "joined.csv").rename(tmp_path / "mentions.csv")
    assert [one.joined_with for one in find_decisions(None, tmp_path)] == ["b"]
