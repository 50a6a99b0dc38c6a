"""Filled-in charts are read from both forms, both languages and every kind of file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from seating.charts import Cell, Charts
from seating.charts.chart_reader import read_charts
from seating.charts.draft import heading_parts
from seating.profiles import Role
from seating.sources import open_book
from tests.builders import table
from tests.charts.forms import TABLES, as_csv, charts, grid, grid_rows, heading, long, people

HERE = people({"id": "ana", "name": "Ana Kim"}, {"id": "ben", "name": "Ben Ode", "sector": "labor"})
FILLED = {
    ("talent", "labor", "doer"): "Ben Ode; a welder",
    ("steering", "labor", "designee"): "nobody needed",
    ("capital", "", ""): "somebody from the port",
}
ABOVE = {"group": "staff", "date": "2026-03-01", "own": "1 Talent and skill [talent]", "brings": "ten years of hiring"}

GIVEN = ("Ana Kim", "Ode, Ben", "Flor Flo", "Eli Ray", "Eli Oak")


def test_a_grid_is_read_cell_by_cell() -> None:
    (chart,) = charts(grid("Ana Kim", FILLED, **ABOVE), listed=HERE).charts
    assert (chart.by, chart.person, chart.group, chart.date) == ("Ana Kim", "ana", "staff", "2026-03-01")
    assert (chart.own_table, chart.brings) == ("talent", "ten years of hiring")
    assert [(n.text, n.person, n.cell) for n in chart.namings] == [
        ("Ben Ode", "ben", Cell("talent", "labor", Role.DOER)),
        ("a welder", None, Cell("talent", "labor", Role.DOER)),
        ("somebody from the port", None, Cell("capital")),
    ]
    assert chart.not_needed == (Cell("steering", "labor", Role.DESIGNEE),)
    assert len(chart.grid) == 18
    assert chart.has_grid


def test_a_naming_knows_its_row() -> None:
    text = grid("Ana Kim", FILLED)
    (chart,) = charts(text, listed=HERE).charts
    lines = text.splitlines()
    assert [naming.text in lines[naming.line - 1] for naming in chart.namings] == [True] * 3


def test_the_same_chart_in_spanish_says_the_same() -> None:
    spoken = {**FILLED, ("steering", "labor", "designee"): "No hace falta nadie"}
    english, spanish = (
        charts(grid("Ana Kim", cells, is_spanish=is_spanish, **ABOVE), listed=HERE).charts
        for cells, is_spanish in ((FILLED, False), (spoken, True))
    )
    assert english == spanish


@pytest.mark.parametrize("label", ["Podría contribuir más en", "Where I could contribute most"])
def test_the_table_of_the_author_is_found_below_other_words(label: str) -> None:
    text = grid("Ana Kim", FILLED, **ABOVE).replace("I could contribute most at", label)
    (chart,) = charts(text, listed=HERE).charts
    assert chart.own_table == "talent"


def test_a_long_form_holds_the_charts_of_several_people() -> None:
    text = long(
        ["Ana Kim", "staff", "2026-03-01", "talent", "labor", "doer", "a welder", "knows the yard"],
        ["Ben Ode", "residents", "", "2", "", "", "me", "a van"],
        ["ana  kim", "", "", "Capital", "labor", "", "nobody needed", ""],
        ["", "", "", "", "", "", "somebody who is up at night", ""],
        ["", "", "", "", "", "", "somebody who is up at night", ""],
    )
    ana, ben, *nameless = charts(text, listed=HERE).charts
    assert (ana.by, ana.group, ana.date, ana.has_grid) == ("Ana Kim", "staff", "2026-03-01", False)
    assert ana.not_needed == (Cell("capital", "labor"),)
    assert ana.namings[0].why == "knows the yard"
    assert (ben.own_table, ben.brings, ben.namings) == ("capital", "a van", ())
    assert [(chart.by, len(chart.namings)) for chart in nameless] == [("", 1), ("", 1)]


@pytest.mark.parametrize(
    "headings",
    ["who says it,person or description,table,why", "Says,Who,Table,Reason", "dicho por,persona,mesa,por qué"],
)
def test_files_of_nominations_still_read(headings: str) -> None:
    (chart,) = charts(f"{headings}\nAna Kim,a welder,Capital,skill\n", listed=HERE).charts
    assert (chart.person, chart.namings[0].text, chart.namings[0].cell.table) == ("ana", "a welder", "capital")
    assert chart.namings[0].why == "skill"


def test_one_who_names_themselves_in_a_cell_places_themselves() -> None:
    in_grid = grid("Ana Kim", {("capital", "labor", "doer"): "Ana Kim; Ben Ode"})
    (chart,) = charts(in_grid, listed=HERE).charts
    assert (chart.own_table, [n.person for n in chart.namings]) == ("capital", ["ben"])
    (chart,) = charts(long(["Cy", "", "", "capital", "", "", "cy", "time"])).charts
    assert (chart.own_table, chart.brings, chart.namings) == ("capital", "time", ())


def test_commas_separate_people_of_the_list_only() -> None:
    cells = {("talent", "labor", "doer"): "Ana Kim, Ben Ode", ("capital", "labor", "doer"): "a baker, unpaid"}
    (chart,) = charts(grid("Cy", cells), listed=HERE).charts
    assert [naming.text for naming in chart.namings] == ["Ana Kim", "Ben Ode", "a baker, unpaid"]


@pytest.mark.parametrize(
    ("text", "is_split"),
    [("Ana and Ben", True), ("Ana Kim, Ben & Flor", True), ("Ana and Flo", False), ("Ana and Eli", False)],
)
def test_given_names_are_separated_if_each_belongs_to_exactly_one_person(text: str, is_split: bool) -> None:
    """Flo is a surname, and two people are called Eli."""
    listed = people(*({"id": f"p{n}", "name": name} for n, name in enumerate(GIVEN)))
    (chart,) = charts(long(["Cy", "", "", "talent", "", "", text, ""]), listed=listed).charts
    assert (len(chart.namings) > 1) == is_split


def test_the_id_in_brackets_tells_two_people_of_one_name_apart() -> None:
    two = people({"id": "e1", "name": "Eli"}, {"id": "E-2", "name": "Eli"})
    (chart,) = charts(grid("Eli [e1]", {("talent", "labor", "doer"): "Eli [E-2]"}), listed=two).charts
    assert (chart.person, chart.namings[0].person) == ("e1", "E-2")
    assert chart.namings[0].text == "Eli [E-2]", "a page with the name alone would not say who is meant"


def workbook(**sheets: list[list[str]]) -> bytes:
    """Return an XLSX workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def read(data: bytes, file: str) -> Charts:
    return read_charts([open_book(data, file, Path(file).suffix)], HERE, TABLES)


def test_a_workbook_holds_one_chart_a_sheet_with_its_answers() -> None:
    questions = [
        ["Question", *map(heading, range(1, 4), TABLES), "The whole room"],
        ["What does this table need?", "a van", "", "", "time"],
    ]
    data = workbook(
        Ana=grid_rows("Ana Kim", FILLED, **ABOVE),
        Questions=questions,
        Ben=grid_rows("Ben Ode", {("talent", "labor", "doer"): "a welder"}),
        Budget=[["item", "cost"], ["hall", "300"]],
    )
    found = read(data, "charts.xlsx")
    ana, ben = found.charts
    assert (ana.by, ana.file, ben.by, ben.file) == (
        "Ana Kim",
        "charts.xlsx, sheet Ana",
        "Ben Ode",
        "charts.xlsx, sheet Ben",
    )
    assert {str(question): answer for question, answer in ana.answers.items()} == {
        "What does this table need? (Talent and skill)": "a van",
        "What does this table need? (The whole room)": "time",
    }
    assert ben.answers == {}
    assert [(note.slug, '"Budget"' in note.text) for note in found.notes] == [("sheet-no-chart", True)]
    assert found.files == ("charts.xlsx",)


def test_a_workbook_and_a_csv_file_say_the_same() -> None:
    rows = grid_rows("Ana Kim", FILLED, **ABOVE)
    in_book, in_text = read(workbook(Chart=rows), "a.xlsx"), read(as_csv(rows).encode(), "a.csv")
    assert in_book.charts == tuple(
        type(chart)(**{name: getattr(chart, name) for name in chart.__slots__} | {"file": "a.xlsx"})
        for chart in in_text.charts
    )


def open_document(rows: list[list[str]]) -> bytes:
    """Return an OpenDocument spreadsheet with one sheet."""
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    space += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    space += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    lines = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row or [""])
        + "</table:table-row>"
        for row in rows
    )
    body = f'<office:spreadsheet><table:table table:name="Chart">{lines}</table:table></office:spreadsheet>'
    content = f"<office:document-content {space}><office:body>{body}</office:body></office:document-content>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return data.getvalue()


def test_an_open_document_is_read_too() -> None:
    (chart,) = read(open_document(grid_rows("Ana Kim", FILLED, **ABOVE)), "chart.ods").charts
    assert (chart.person, len(chart.namings), len(chart.not_needed), chart.own_table) == ("ana", 3, 1, "talent")


def test_without_a_convening_the_tables_are_those_of_the_headings() -> None:
    text = grid("Ana Kim", {("steering", "labor", "doer"): "Ben Ode"}, **ABOVE)
    found = charts(text, long(["Ben Ode", "", "", "2", "", "", "a welder", ""]), tables=(), may_add_tables=True)
    assert [(table.id, table.label) for table in found.tables] == [
        ("talent", "Talent and skill"),
        ("capital", "Capital"),
        ("steering", "Steering"),
    ]
    assert found.charts[1].namings[0].cell.table == "capital"


def test_a_heading_whose_id_is_no_id_is_a_name() -> None:
    (table, *_) = charts("Sector,Role,[ı]\nlabor,doer,Ana\n", tables=(), may_add_tables=True).tables
    assert (table.id, table.label) == ("i", "[ı]") or table.id == "table-1"


def test_a_long_form_alone_names_its_tables() -> None:
    rows = [["Ana", "", "", name, "", "", "a welder", ""] for name in ("Talent", "talent", "3", "Vốn", "場所")]
    found = charts(long(*rows), tables=(), may_add_tables=True)
    assert [(table.id, table.label) for table in found.tables] == [
        ("talent", "Talent"),
        ("3", "Table 3"),
        ("von", "Vốn"),
        ("table-4", "場所"),
    ]


def test_charts_add_tables_only_where_no_convening_states_them() -> None:
    inferred = TABLES[:2]
    text = grid("Ana Kim", {("steering", "labor", "doer"): "Ben Ode"})
    found = charts(text, listed=HERE, tables=inferred, may_add_tables=True)
    assert [table.id for table in found.tables] == ["talent", "capital", "steering"]


@pytest.mark.parametrize(
    ("dates", "counts", "why"),
    [
        (("2026-03-01", "2026-04-01"), "2.csv", "it is newer"),
        (("2026-04-01", "2026-03-01"), "1.csv", "it is newer"),
        (("", ""), "2.csv", "it comes last"),
        (("spring", "2026-03-01"), "2.csv", "it comes last"),
    ],
)
def test_of_two_charts_by_one_person_one_counts_and_a_note_says_which(
    dates: tuple[str, str], counts: str, why: str
) -> None:
    texts = [grid("Ana Kim", FILLED, date=dates[0]), grid("ANA KIM", FILLED, date=dates[1])]
    found = charts(*texts, listed=HERE)
    assert [chart.file for chart in found.charts] == [counts]
    (note,) = found.notes
    assert (note.slug, note.shared_text) == ("chart-twice", "")
    assert why in note.text
    assert f"The one in {counts}" in note.text


def test_two_dates_of_one_person_in_a_long_form_are_two_charts() -> None:
    rows = [["Ana", "", date, "talent", "", "", who, ""] for date, who in (("2026-01-01", "x"), ("2026-02-01", "y"))]
    found = charts(long(*rows))
    assert [[n.text for n in chart.namings] for chart in found.charts] == [["y"]]
    assert [note.slug for note in found.notes] == ["chart-twice"]


def test_a_blank_chart_is_not_counted() -> None:
    found = charts(grid("Ana Kim", FILLED), grid("Ben Ode", {}, group="staff"), listed=HERE)
    assert [chart.by for chart in found.charts] == ["Ana Kim"]
    assert [note.slug for note in found.notes] == ["chart-blank"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 Talent and skill [talent]", ("1", "Talent and skill", "talent")),
        ("2. Capital", ("2", "Capital", "")),
        ("Table 3", ("3", "", "")),
        ("Mesa 4: Barrio", ("4", "Barrio", "")),
        ("2026 goals", ("2026", "goals", "")),
        ("Talent\nand skill", ("", "Talent and skill", "")),
        ("", ("", "", "")),
        ("Talent [TALENT]", ("", "Talent", "talent")),
        ("Talent [ı]", ("", "Talent [ı]", "")),  # letters that only fold to those of an id
        ("[ſ\u212a]", ("", "[ſ\u212a]", "")),
    ],
)
def test_the_parts_of_a_heading(text: str, parts: tuple[str, str, str]) -> None:
    assert heading_parts(text) == parts


def test_a_label_in_other_words_still_names_whose_chart_it_is() -> None:
    rows = [list(row) for row in grid_rows("Rosa Diaz", {("talent", "labor", "doer"): "a welder"})]
    rows[0][0] = "Mapa de"
    assert [chart.by for chart in read(workbook(Rosa=rows), "charts.xlsx").charts] == ["Rosa Diaz"]


RENAMED = (table({"id": "learning", "name": "Learning", "was": ["talent"]}), *TABLES[1:])
SPLIT_UP = (
    table({"id": "carts", "was": ["Talent and skill"]}),
    table({"id": "firms", "was": ["talent", "Talent and skill"]}),
    table({"id": "steering"}),
)


def test_a_table_that_has_another_name_now_is_found_by_what_it_was() -> None:
    typed = long(["Ana Kim", "", "", "talent", "", "", "me", ""])
    for text in (grid("Ana Kim", FILLED, **ABOVE), typed):
        read_now = charts(text, listed=HERE, tables=RENAMED)
        assert (read_now.charts[0].own_table, read_now.notes) == ("learning", ())


def test_whom_a_chart_names_at_a_table_that_became_several_counts_without_a_table() -> None:
    """In a grid and in a list alike. That no one is needed at the table tells nothing about the whole room."""
    cells = {("talent", "labor", "doer"): "Ben Ode; a welder", ("talent", "labor", "designee"): "nobody needed"}
    listed = [["Ana Kim", "", "", "Talent and skill", *place[1:], who, ""] for place, who in cells.items()]
    for text in (grid("Ana Kim", cells), long(*listed)):
        (chart,) = charts(text, listed=HERE, tables=SPLIT_UP).charts
        named = [(naming.text, naming.cell) for naming in chart.namings]
        assert named == [(who, Cell(None, "labor", Role.DOER)) for who in ("Ben Ode", "a welder")]
        assert chart.not_needed == ()


def test_a_table_that_became_several_is_told_as_that() -> None:
    read_now = charts(grid("Ana Kim", FILLED, own="Talent and skill", tables=TABLES), listed=HERE, tables=SPLIT_UP)
    hint = "is now several tables. The table became carts and firms. Write the one you mean. "
    hint += "Until then, the names that the chart lists there are counted without a table, and a person who placed "
    hint += "themselves there has chosen no table."
    assert read_now.charts[0].own_table is None
    assert [note.text.partition(" is ")[2] for note in read_now.notes if "became" in note.text] == [hint[3:]] * 2
    assert not any("Did you mean" in note.text for note in read_now.notes)
