"""The short chart: three questions with lines, two to a sheet, and what is typed from it reads back."""

from __future__ import annotations

from pathlib import Path

import pytest

from seating.api.charts import ChartsRequest, read_summary, write_blank_charts
from seating.api.request import Request
from seating.present.settings import Settings
from seating.report.chart.form import ChartForm
from seating.report.chart.grid import Column
from seating.report.chart.short import TABLES_SHARE, lay_out, render_short_chart

from ..conftest import Page


def form(tables: int, **more) -> ChartForm:
    across = tuple(Column(n, f"t{n:02}", f"Table {n} of many") for n in range(1, tables + 1))
    return ChartForm("City", "1,000 more jobs", across, ("labor",), **more)


def texts(html: str) -> str:
    return " ".join(" ".join(Page(html).texts).split())


def test_a_sheet_has_two_charts_with_three_questions_and_no_grid():
    page = Page(html := render_short_chart(form(3), Settings()))
    told = texts(html)
    for question in (
        "Where can I contribute, and with what?",
        "Who else needs to be at that table, and why?",
        "Who is missing altogether, and why?",
    ):
        assert told.count(question) == 2
    assert told.count("1,000 more jobs") == 2
    assert told.count("1 Table 1 of many, 2 Table 2 of many, 3 Table 3 of many") == 2
    assert page.all("table") == []


def test_each_name_has_one_chart_in_both_languages():
    names = ("Ana Ruiz", "محمد", "明")
    html = render_short_chart(form(2), Settings(language="es", paper="A4"), names)
    assert html.count("<section ") == 3
    assert html.count(" upper") == 2, "the first and the third chart are the upper half of a sheet"
    assert all(name in texts(html) for name in names)
    assert "¿Dónde puedo aportar y con qué?" in texts(html)


@pytest.mark.parametrize("settings", [Settings(), Settings(paper="A4"), Settings(large_print=True)])
@pytest.mark.parametrize("tables", [1, 60])
def test_the_names_of_the_tables_leave_room_to_write(settings, tables):
    chart = lay_out(form(tables), settings)
    assert chart.tables.text.count("Table ") == tables
    assert chart.tables.height <= chart.height * TABLES_SHARE
    assert chart.height * chart.per_sheet <= chart.paper_height
    assert len(chart.names) == chart.per_sheet == (1 if settings.large_print else 2)


def test_what_is_typed_from_a_short_chart_is_read(tmp_path):
    """As the how-to describes: one row for each answer."""
    request = Request(people=None, sheet=None, convening=None, out=tmp_path)
    made = write_blank_charts(request, ["Talent; Capital"])
    assert Path(made.files["page"]).name == "short-chart.html"
    assert (made.sheets, made.per_sheet) == (1, 2)
    typed = Path(made.files["typed"])
    rows = "Ana,,,1,,,me,a training room\nAna,,,1,,,the carpenters,\nAna,,,,,,night-shift nurses,\n"
    typed.write_text(typed.read_text(encoding="utf-8-sig").splitlines()[0] + "\n" + rows, encoding="utf-8")
    names = tmp_path / "convening.yaml"
    names.write_text("tables: [{id: talent, name: Talent}, {id: capital, name: Capital}]", encoding="utf-8")
    (chart,) = read_summary(ChartsRequest((str(typed),), convening=names)).agreement.charts.charts
    assert (chart.by, chart.own_table, chart.brings) == ("Ana", "talent", "a training room")
    assert [(one.text, one.cell.table) for one in chart.namings] == [
        ("the carpenters", "talent"),
        ("night-shift nurses", None),
    ]
