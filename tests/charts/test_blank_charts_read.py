"""The blank workbook with names of every script, with twins and with answers: every cell is read where it stands."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from seating.charts.chart_reader import read_charts
from seating.charts.filled_chart import Question
from seating.charts.form_words import GUIDING_QUESTIONS
from seating.present.settings import Settings
from seating.profiles import People, Person, Role
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.chart.chart_workbook import chart_xlsx
from seating.report.chart.form import ChartForm
from seating.report.chart.grid import Column
from seating.room.tables import Table
from seating.sources import read_book

NAMES = ("Talent and skill", 'Arts, "crafts" & trades', "资本与技术", "مائدة رأس المال", "2030 goals")
TABLES = tuple(Table(id=f"t{n:02}", name=name) for n, name in enumerate(NAMES, start=1))
PEOPLE = People((Person(id="p1", name="Ana Ruiz"), Person(id="p2", name="Rosa Delgado"), Person(id="p3", name="明")))
NOBODY = {"en": "nobody needed", "es": "no hace falta nadie"}


def form() -> ChartForm:
    across = tuple(Column(n, table.id, table.name) for n, table in enumerate(TABLES, start=1))
    return ChartForm("City", "1,000 more jobs", across, tuple(USUAL_SECTORS), tuple(person.name for person in PEOPLE))


def filled(tmp_path: Path, language: str, cells: dict[str, str], answers: dict[str, str] | None = None) -> Path:
    path = tmp_path / f"{language}.xlsx"
    path.write_bytes(chart_xlsx(form(), Settings(language=language)))
    book = openpyxl.load_workbook(path)
    for sheet, texts in zip(book.worksheets, (cells, answers or {}), strict=False):
        for cell, text in texts.items():
            sheet[cell] = text
    book.save(path)
    return path


def read(path: Path, people: People = PEOPLE):
    return read_charts([read_book(path)], people, TABLES)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_cell_of_a_filled_workbook_is_read_where_it_stands(tmp_path, language):
    book = openpyxl.load_workbook(io.BytesIO(chart_xlsx(form(), Settings(language=language))))
    offered = [cell.value for cell in book.worksheets[2]["A"]]
    cells = {"B1": "Rosa Delgado", "B2": "residents", "B3": "2026-09-12", "B4": offered[2], "B5": "a loan fund"}
    cells |= {"C8": "Ana Ruiz; a welder from the night shift", "D9": NOBODY[language], "G28": "明"}
    cells |= {"A29": "faith", "B29": book.worksheets[0]["B10"].value, "E29": "Rev. Cole"}
    charts = read(filled(tmp_path, language, cells, {"B2": "more shops", "D4": "the union"}))
    (chart,) = charts.charts
    assert (chart.by, chart.person, chart.group, chart.date) == ("Rosa Delgado", "p2", "residents", "2026-09-12")
    assert (chart.own_table, chart.brings) == ("t03", "a loan fund")
    first, last = (book.worksheets[0][cell].value for cell in ("A8", "A28"))
    assert [(n.text, n.person, n.cell.table, n.cell.sector, n.cell.role) for n in chart.namings] == [
        ("Ana Ruiz", "p1", "t01", first, Role.DECISION_MAKER),
        ("a welder from the night shift", None, "t01", first, Role.DECISION_MAKER),
        ("明", "p3", "t05", last, Role.DESIGNEE),
        ("Rev. Cole", None, "t03", "faith", Role.DESIGNEE),
    ]
    assert [(c.table, c.sector, c.role) for c in chart.not_needed] == [("t02", first, Role.DOER)]
    assert sorted(chart.answers.values()) == ["more shops", "the union"]
    assert chart.has_grid
    assert len([cell for cell in chart.grid if cell.sector != "faith"]) == 3 * len(USUAL_SECTORS) * len(TABLES)
    assert charts.notes == (), "the hidden lists and the questions are no surprise"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_chart_on_which_only_the_author_wrote_their_name_counts_as_blank(tmp_path, language):
    blank = filled(tmp_path, language, {"B1": "Rosa Delgado"})
    other = tmp_path / "other.xlsx"
    other.write_bytes(filled(tmp_path, language, {"B1": "Ana Ruiz", "C8": "a welder"}).read_bytes())
    blank = filled(tmp_path, language, {"B1": "Rosa Delgado"})
    charts = read_charts([read_book(blank), read_book(other)], PEOPLE, TABLES)
    assert [chart.by for chart in charts.charts] == ["Ana Ruiz"]
    assert "chart-blank" in {note.slug for note in charts.notes}


@pytest.mark.parametrize("language", ["en", "es"])
def test_questions_are_the_same_in_every_language_and_keep_their_tables(tmp_path, language):
    for row, question in enumerate(GUIDING_QUESTIONS, start=2):
        path = filled(tmp_path, language, {"C8": "a welder"}, {f"B{row}": "more shops", f"C{row}": "a teacher"})
        (chart,) = read(path).charts
        assert chart.answers == {
            Question(question, "The whole room"): "more shops",
            Question(question, NAMES[0]): "a teacher",
        }


def test_two_people_of_one_name_are_told_apart_by_the_id_that_the_list_offers(tmp_path):
    twins = People((Person(id="a1", name="Ana Ruiz"), Person(id="a2", name="Ana Ruiz")))
    (chart,) = read(filled(tmp_path, "en", {"C8": "Ana Ruiz [a2]"}), twins).charts
    assert [naming.person for naming in chart.namings] == ["a2"]
