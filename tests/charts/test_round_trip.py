"""What somebody writes on the blank chart of `seating chart` is what is read back, in both languages."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from seating.api.charts import write_blank_charts
from seating.api.request import Request
from seating.charts import Cell, Charts
from seating.charts.chart_reader import read_charts
from seating.present.settings import Settings
from seating.profiles import Role
from seating.profiles.sectors import sector_key
from seating.sources import read_book
from tests.charts.forms import TABLES, people

CONVENING = """
title: A harbor city
shared_result: Work for all
vocabulary: {sector: [business, labor]}
tables:
  - {id: talent, name: Talent and skill}
  - {id: capital, name: Capital}
  - {id: steering, name: Steering, kind: steering, people: [ana]}
"""
WORDS = {"en": ("nobody needed", "me"), "es": ("no hace falta nadie", "yo")}


@pytest.fixture(params=["en", "es"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def blank(tmp_path: Path, language: str) -> Path:
    """Return the folder with the blank chart of a convening with three tables."""
    (tmp_path / "convening.yaml").write_text(CONVENING)
    out = tmp_path / "out"
    settings = Settings(language=language)
    write_blank_charts(Request(people=str(tmp_path / "convening.yaml"), out=out, settings=settings))
    return out


def read(path: Path) -> Charts:
    return read_charts([read_book(path)], people({"id": "ana", "name": "Ana Kim"}, "ben"), TABLES)


def test_a_filled_in_workbook_reads_back(blank: Path, language: str) -> None:
    book = openpyxl.load_workbook(blank / "chart.xlsx")
    sheet, questions = book.worksheets[:2]
    for row, value in enumerate(("Ana Kim", "staff", "2026-09-12", "2 Capital [capital]", "ten years"), start=1):
        sheet.cell(row, 2, value)
    head = next(row for row in range(1, 30) if sheet.cell(row, 1).value == "Sector")
    assert [sheet.cell(head, column).value for column in (3, 4, 5)] == [
        "1 Talent and skill [talent]",
        "2 Capital [capital]",
        "3 Steering [steering]",
    ]
    sheet.cell(head + 1, 3, "Ben; a welder")
    sheet.cell(head + 5, 5, WORDS[language][0])
    last = sheet.max_row
    sheet.cell(last, 1, "education")
    sheet.cell(last, 4, "a teacher")
    questions.cell(2, 3, "a van")
    book.save(blank / "filled.xlsx")
    (chart,) = read(blank / "filled.xlsx").charts
    assert (chart.by, chart.person, chart.group, chart.date) == ("Ana Kim", "ana", "staff", "2026-09-12")
    assert (chart.own_table, chart.brings) == ("capital", "ten years")
    first = Cell("talent", "business", Role.DECISION_MAKER)
    assert [(n.text, n.cell._replace(sector=sector_key(n.cell.sector))) for n in chart.namings] == [
        ("Ben", first),
        ("a welder", first),
        ("a teacher", Cell("capital", "education")),
    ]
    assert [cell._replace(sector=sector_key(cell.sector)) for cell in chart.not_needed] == [
        Cell("steering", "labor", Role.DOER)
    ]
    assert set(chart.answers.values()) == {"a van"}
    assert [question.about for question in chart.answers] == ["Talent and skill"]
    assert len(chart.grid) == 18 + 3  # the row of a new sector is a row of the chart


def test_paper_charts_typed_into_the_list_read_back(blank: Path, language: str) -> None:
    path = blank / "chart.csv"
    text = path.read_text(encoding="utf-8-sig").rstrip("\r\n")
    assert text.count(",") == 7
    rows = [
        "Ana Kim,staff,2026-09-12,Talent and skill,labor,doer,a welder,skill",
        f"Ana Kim,,,3,,,{WORDS[language][1]},time",
        f"Ana Kim,,,capital,labor,,{WORDS[language][0]},",
    ]
    path.write_text("\n".join([text, *rows]), encoding="utf-8")
    (chart,) = read(path).charts
    assert (chart.own_table, chart.brings, chart.not_needed) == ("steering", "time", (Cell("capital", "labor"),))
    assert [(naming.text, naming.why) for naming in chart.namings] == [("a welder", "skill")]


def test_a_blank_chart_that_comes_back_blank_is_not_counted(blank: Path) -> None:
    with pytest.raises(Exception, match="no chart is filled in"):
        read(blank / "chart.xlsx")
