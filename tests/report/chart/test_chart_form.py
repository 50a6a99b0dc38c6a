"""The blank chart on paper: every cell once, rows that can be written in, and as few sheets as that allows."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.charts.form_words import GUIDING_QUESTIONS
from seating.convening import Convening
from seating.present.settings import Settings
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.chart.form import LARGE, NORMAL, SPARE, ChartForm, lay_out, render_chart
from seating.report.chart.grid import Column, columns_of
from seating.report.packet import blank_chart
from seating.report.pages import render_packet
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.tables import Table, in_order_of_numbers

from ..conftest import Page
from ..made_up import result_of, small

SETTINGS = [Settings(paper=paper, large_print=is_large) for paper in ("Letter", "A4") for is_large in (False, True)]


def form(tables: int, sectors: int | tuple[str, ...] = tuple(USUAL_SECTORS), **more) -> ChartForm:
    named = tuple(f"sector {n}" for n in range(sectors)) if isinstance(sectors, int) else sectors
    across = tuple(Column(n, f"t{n:02}", f"Table {n} of many") for n in range(1, tables + 1))
    return ChartForm("City", "1,000 more jobs", across, named, **more)


def texts(html: str) -> str:
    return " ".join(" ".join(Page(html).texts).split())


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("tables", range(1, 9))
def test_up_to_eight_tables_with_the_usual_sectors_take_one_sheet(paper, tables):
    (sheet,) = lay_out(form(tables), Settings(paper=paper)).sheets
    assert [heading.column.number for heading in sheet.tables] == [*range(1, tables + 1)]
    assert [sector.text for sector in sheet.sectors] == [*USUAL_SECTORS]
    assert sheet.number == 1
    assert sheet.has_legend
    assert sheet.row >= 6
    assert len(sheet.blank_rows) >= 1


def test_a_ninth_table_fits_on_a4_and_needs_a_second_sheet_on_letter():
    assert len(lay_out(form(9), Settings(paper="A4")).sheets) == 1
    first, second = lay_out(form(9), Settings()).sheets
    assert (len(first.tables), len(second.tables)) == (4, 5), "the sheets are filled evenly"


@given(
    tables=st.integers(1, 60),
    sectors=st.integers(0, 40),
    settings=st.sampled_from(SETTINGS),
)
def test_every_cell_is_on_one_sheet_and_every_sheet_fits_on_the_paper(tables, sectors, settings):
    chart = lay_out(form(tables, sectors), settings)
    measures = LARGE if settings.large_print else NORMAL
    cells = Counter(
        (heading.column.number, sector.text)
        for sheet in chart.sheets
        for heading in sheet.tables
        for sector in sheet.sectors
    )
    assert set(cells.values()) <= {1}
    assert len(cells) == tables * sectors
    assert [sheet.number for sheet in chart.sheets] == [*range(1, len(chart.sheets) + 1)]
    assert [sheet.number for sheet in chart.sheets] == list(range(1, len(chart.sheets) + 1))
    wide, tall = chart.width - 2 * chart.margin, chart.height - 2 * chart.margin
    for sheet in chart.sheets:
        height = measures.head + SPARE * bool(sheet.tables)
        height += (measures.result + measures.contribution) * (sheet.number == 1) + measures.legend * sheet.has_legend
        height += measures.questions * (sheet.number == 1 and not sheet.is_beside)
        if sheet.tables:
            rows = 3 * len(sheet.sectors) + len(sheet.blank_rows)
            assert measures.row <= sheet.row <= measures.tall_row
            height += measures.heading + rows * sheet.row
            grid = wide - measures.sector - measures.role - measures.beside * sheet.is_beside
            assert grid / len(sheet.tables) >= measures.column
        height += measures.line * len(sheet.notes)
        assert height <= tall + 0.01


@given(tables=st.integers(1, 60), sectors=st.integers(1, 40), settings=st.sampled_from(SETTINGS))
def test_each_table_has_blank_rows_for_other_sectors_once(tables, sectors, settings):
    chart = lay_out(form(tables, sectors), settings)
    with_rows = [heading.column.number for s in chart.sheets if s.blank_rows for heading in s.tables]
    assert with_rows == [*range(1, tables + 1)]


def test_a_split_by_sectors_is_even_and_keeps_their_order():
    chart = lay_out(form(6, 20), Settings())
    assert [len(sheet.sectors) for sheet in chart.sheets] == [7, 7, 6]
    assert [s.text for sheet in chart.sheets for s in sheet.sectors] == [f"sector {n}" for n in range(20)]


def test_few_tables_leave_room_for_the_questions_beside_the_grid():
    assert lay_out(form(5), Settings()).sheets[0].is_beside
    assert not lay_out(form(6), Settings()).sheets[0].is_beside
    html = render_chart(form(5), Settings())
    assert html.count('<ol class="guiding with-lines">') == 1
    assert '<ol class="guiding">' not in html


@pytest.mark.parametrize("tables", [3, 8])
def test_every_question_is_on_the_sheet_once(tables):
    html = render_chart(form(tables), Settings())
    assert [texts(html).count(question) for question in GUIDING_QUESTIONS] == [1] * 6


def test_few_sectors_leave_lines_for_notes():
    assert not lay_out(form(8), Settings()).sheets[0].notes
    assert len(lay_out(form(8, 2), Settings()).sheets[0].notes) >= 1
    assert "Notes" in texts(render_chart(form(8, 2), Settings()))


def test_a_sheet_says_whose_chart_it_is_and_what_all_tables_work_toward():
    told = texts(render_chart(form(8), Settings()))
    for part in ("Chart by", "Group", "Date", "1,000 more jobs", "I could contribute most at", "because I bring"):
        assert part in told
    assert "nobody needed here" in told
    assert "Sheet 1 of" not in told, "a chart of one sheet has no numbers"


def test_without_a_shared_result_there_is_a_line_for_it():
    told = texts(render_chart(ChartForm("", "", form(2).tables, tuple(USUAL_SECTORS)), Settings()))
    assert "The result we want" in told
    assert "What all tables work toward" not in told


def test_every_further_sheet_repeats_whose_chart_it_is_and_its_number():
    html = render_chart(form(20), Settings(), ("Rosa Delgado",))
    sheets = html.split("<section ")[1:]
    assert len(sheets) == 3
    for number, sheet in enumerate(sheets, start=1):
        assert re.search(r'class="given-name"[^>]*>Rosa Delgado<', sheet)
        assert f"<p>Sheet {number} of 3</p>" in sheet
        assert "nobody needed here" in sheet


def test_there_is_a_chart_for_each_name():
    names = ("Ana Ruiz", "Chloé Åkesson", "明", "محمد")
    html = render_chart(form(4), Settings(), names)
    assert re.findall(r'class="given-name" dir="auto"[^>]*>([^<]*)<', html) == [*names]
    assert html.count("<section ") == 4


def test_a_name_and_a_table_too_long_for_their_boxes_are_set_smaller_and_never_cut():
    long = "The people of the northern quarter who have never been asked before by anybody at all"
    chart = lay_out(ChartForm("", long * 4, (Column(1, "t", long * 3),) * 8, (long,)), Settings(), (long * 2,))
    (sheet,) = chart.sheets
    assert sheet.tables[0].name.text == long * 3
    assert sheet.tables[0].name.size < NORMAL.small
    assert sheet.tables[0].name.height <= NORMAL.heading
    assert sheet.sectors[0].height <= 3 * sheet.row
    assert chart.names[0].text == long * 2
    assert chart.names[0].height <= NORMAL.head
    assert chart.shared_result.height <= NORMAL.room_for_result


def test_what_a_name_contains_stays_text():
    hostile = ('Capital, "quoted"', "<script>alert(1)</script>", "{{ 7 * 7 }}", "=1+1", "'; drop --")
    tables = tuple(Column(n, f"t{n}", name) for n, name in enumerate(hostile, start=1))
    html = render_chart(ChartForm(hostile[1], hostile[1], tables, hostile), Settings(), hostile)
    assert not Page(html).scripts
    assert all(name in texts(html) for name in hostile)


def test_in_spanish_no_english_is_left():
    html = render_chart(form(8), Settings(language="es"), ("Rosa",))
    told = texts(html)
    assert Page(html).all("html")[0]["lang"] == "es"
    for part in ("Cuadro de", "Grupo", "Fecha", "¿Qué resultado queremos?", "Podría aportar más en", "decisor/a"):
        assert part in told
    english = re.findall(
        r"\b(chart|who|nobody|no one|table needs?|sheet|because|decision-maker|other|result)\b", told, re.I
    )
    assert english == []


def test_large_print_has_a_sheet_for_the_text_and_larger_rows():
    first, *others = lay_out(form(5), Settings(large_print=True)).sheets
    assert first.tables == ()
    assert first.number == 1
    assert all(sheet.row >= LARGE.row and len(sheet.tables) <= 3 for sheet in others)


def test_governance_tables_are_on_the_chart_after_those_where_people_sit():
    """So the numbers are those of all other pages."""
    tables = (
        Table(id="leaders", kind="leadership", **{"from": "chair"}),
        Table(id="north"),
        Table(id="data", kind="data", people=("p01",)),
        Table(id="open-steering", kind="steering"),
    )
    assert [table.id for table in in_order_of_numbers(tables)] == ["north", "open-steering", "leaders", "data"]
    assert [column.number for column in columns_of(in_order_of_numbers(tables))] == [1, 2, 3, 4]


def test_the_packet_prints_the_same_sheet_with_every_table_of_the_convening():
    governance = Table(id="leaders", name="Leadership", kind="leadership", **{"from": "chair"})
    convening: Convening = small().convening.model_copy(update={"tables": (governance, *small().convening.tables)})
    result = result_of(small().people, convening, dict(small().plan.seats))
    (sheet,) = blank_chart.fill(for_reader(result, Audience.EVERYONE), Settings()).sheets
    assert [heading.column.id for heading in sheet.tables] == ["capital", "talent", "t03", "leaders"]
    told = texts(render_packet(result)["blank-chart.html"])
    assert "Leadership" in told
    assert "I could contribute most at" in told


def test_a_row_heading_spans_the_rows_of_its_sector():
    page = Page(render_chart(form(3, 2), Settings()))
    heads = [attributes for attributes in page.all("th") if attributes.get("scope") == "rowgroup"]
    assert [head["rowspan"] for head in heads] == ["3", "3"]
    assert len([head for head in page.all("th") if head["scope"] == "col"]) == 2 + 3
