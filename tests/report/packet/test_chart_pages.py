"""The chart, filled and blank: every name once, every hole to be seen, and nothing that may not be."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from seating.convening import Convening
from seating.present.paper import POSTERS
from seating.present.settings import Settings
from seating.profiles import People
from seating.report.packet import blank_chart, seating_chart
from seating.report.pages import packet_pages, render_packet
from seating.report.shown_demand import list_demand_blocks
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from tests.present import told

from ..conftest import Page
from ..made_up import large, result_of, small

SHOWN = ("sector", "representative_type")


def showing(*columns):
    result = small()
    convening = result.convening.model_copy(update={"show": columns})
    return result_of(result.people, convening, dict(result.plan.seats))


@cache
def pages_of_small():
    return render_packet(small())


def cells(chart):
    return [cell for piece in chart.pieces for sector in piece.sectors for row in sector.rows for cell in row.cells]


@pytest.mark.parametrize("result", [small(), large(60, 6), large(200, 20)], ids=["3", "6", "20"])
def test_every_person_stands_in_one_cell_under_their_table_sector_and_role(result):
    chart = seating_chart.fill(result, Settings())
    assert sorted(name for cell in cells(chart) for name in cell) == sorted(p.label for p in result.room.people)
    where = {
        name: (column.id, sector.sector, row.role.shape)
        for piece in chart.pieces
        for sector in piece.sectors
        for row in sector.rows
        for column, cell in zip(piece.columns, row.cells, strict=True)
        for name in cell
    }
    for person in result.room.people:
        role = person.representative_type.value if person.representative_type else "no-role"
        assert where[person.label] == (result.plan.seats[person.id], person.sector, role)


def test_people_of_one_name_are_told_apart():
    result = small()
    first, second, *others = result.people
    same = [person.model_copy(update={"name": "Ana Soto", "organization": ""}) for person in (first, second)]
    people = result.people.with_persons([*same, *others])
    chart = seating_chart.fill(result_of(people, result.convening, dict(result.plan.seats)), Settings())
    names = {name for cell in cells(chart) for name in cell}
    assert {name for name in names if "Ana Soto" in name} == {"Ana Soto (1)", "Ana Soto (2)"}


def test_the_pieces_hold_every_table_once_and_in_order():
    for settings, most in (
        (Settings(), 6),
        (Settings(large_print=True), 3),
        (Settings(poster=POSTERS["A3"]), 9),
        (Settings(poster=POSTERS["A3"], large_print=True), 4),
    ):
        pieces = seating_chart.fill(large(200, 20), settings).pieces
        assert [column.number for piece in pieces for column in piece.columns] == list(range(1, 21))
        widths = [len(piece.columns) for piece in pieces]
        assert len(widths) == -(-20 // most), "no more parts than needed"
        assert max(widths) - min(widths) <= 1
        assert max(widths) <= most


def test_a_hole_is_marked_and_said():
    html = pages_of_small()["convener-only/seating-chart.html"]
    empty = sum(1 for cell in cells(seating_chart.fill(small(), Settings())) if not cell)
    assert html.count('<td class="hole">') == empty > 0
    assert html.count('<span class="visually-hidden">no one</span>') == empty


@pytest.mark.room
def test_the_pattern_of_holes_is_painted_once_for_a_table():
    page = pages_of_small()["convener-only/seating-chart.html"]
    painted = re.findall(r"([^{}]*)\{[^{}]*135deg", page)
    assert painted
    assert not any(re.search(r"\.hole(?!-)", one) for one in painted), "printing a gradient in each cell takes a minute"


def test_the_filled_chart_is_for_everyone_only_where_sectors_and_roles_are_shown():
    page = next(page for page in packet_pages() if page.name == "seating_chart")
    assert page.of(showing(*SHOWN)).path == "seating-chart.html"
    for columns in (("sector",), ("representative_type",), ()):
        assert page.of(showing(*columns)).path == "convener-only/seating-chart.html"
    assert set(page.possible_paths) == {"seating-chart.html", "convener-only/seating-chart.html"}
    assert "CONVENER ONLY" in pages_of_small()["convener-only/seating-chart.html"]
    assert "CONVENER ONLY" not in render_packet(showing(*SHOWN))["seating-chart.html"]


def test_on_the_chart_for_everyone_nobody_stands_who_is_not_listed():
    names = [
        name
        for cell in cells(seating_chart.fill(for_reader(showing(*SHOWN), Audience.EVERYONE), Settings()))
        for name in cell
    ]
    assert "Jonas Petrov" not in names
    assert "Ana Ruiz" in names


def test_an_empty_cell_does_not_deny_that_a_person_who_is_not_listed_sits_there():
    html = render_packet(showing(*SHOWN))["seating-chart.html"]
    assert '<span class="visually-hidden">none shown</span>' in html
    assert "no one" not in html.partition("<main")[2]


def sectors_to_fill_in(result, language="en"):
    """Return the sectors of the blank chart of the packet."""
    sheets = blank_chart.fill(for_reader(result, Audience.EVERYONE), Settings(language=language)).sheets
    return tuple(one.text for sheet in sheets for one in sheet.sectors)


def test_the_blank_chart_holds_no_name_and_the_sectors_of_the_list_as_seating_chart_does():
    html = pages_of_small()["blank-chart.html"]
    assert not [p.label for p in small().room.people if p.label in "".join(Page(html).texts)]
    people = tuple(p.model_copy(update={"sector": ("farms", "mines")[n % 2]}) for n, p in enumerate(small().people))
    result = result_of(People(people), small().convening, dict(small().plan.seats))
    assert sectors_to_fill_in(result) == ("farms", "mines")
    private = result.convening.model_copy(update={"private": ("sector",)})
    hidden = result_of(result.people, private, dict(result.plan.seats))
    assert sectors_to_fill_in(hidden)[:2] == ("business", "government")
    assert "sindicatos" in sectors_to_fill_in(hidden, "es")


def test_sectors_that_the_convening_names_have_a_row_though_nobody_is_there():
    convening = small().convening.model_copy(
        update={
            "vocabulary": {"sector": {"arts": (), "business": ()}},
            "frame": Convening.model_fields["frame"].annotation.__args__[0](
                rows="sector", columns="speaks_to", needed=(("faith", "policy"),)
            ),
        }
    )
    result = result_of(small().people, convening, dict(small().plan.seats))
    assert sectors_to_fill_in(result)[:3] == ("arts", "business", "faith")


def test_the_chart_leaves_out_what_the_list_knows_nothing_of():
    """Without roles, a sector has one row; without sectors too, there is no chart."""
    result = small()
    no_roles = [person.model_copy(update={"representative_type": None}) for person in result.people]
    nothing = [person.model_copy(update={"sector": ""}) for person in no_roles]
    convening = result.convening.model_copy(update={"vocabulary": {}, "frame": None, "usual_sectors": None})
    charts = [
        seating_chart.fill(
            result_of(result.people.with_persons(people), convening, dict(result.plan.seats)), Settings()
        )
        for people in (no_roles, nothing)
    ]
    assert {len(sector.rows) for piece in charts[0].pieces for sector in piece.sectors} == {1}
    assert charts[0].marks == ()
    assert charts[1] is None


def test_a_room_without_tables_has_no_filled_chart_and_an_empty_blank_one():
    nothing = small().convening.model_copy(update={"tables": (), "requirements": ()})
    empty = result_of(small().people, nothing, {})
    assert seating_chart.fill(empty, Settings()) is None
    assert blank_chart.fill(for_reader(empty, Audience.EVERYONE), Settings()).sheets == ()


def test_demand_counts_what_people_asked_for():
    interests = {"p01": {"capital": 3}, "p02": {"Capital": 1, "talent": 2}, "p03": {"schools": 3}, "p04": {"other": 3}}
    persons = tuple(p.model_copy(update={"interests": interests.get(p.id, {})}) for p in small().people)
    result = result_of(type(small().people)(persons), small().convening, dict(small().plan.seats))
    found = told.cells(list_demand_blocks(result))["How many people ask for each table"]
    capital, talent, t03 = (row[4:7] for row in found)
    assert (capital, talent, t03) == (("2", "1", "1"), ("2", "1", "2"), ("–", "–", "–")), (
        "no one rates a table without a focus"
    )
    shown = told.titles(list_demand_blocks(result), "How many people ask for each table")
    assert dict(zip(shown[7:10], found[0][7:10], strict=True)) == {"Decision-maker": "1", "Doer": "1", "Designee": "0"}
    assert found[1][10] == "business 1, nonprofit 1"


@pytest.mark.parametrize(
    ("private", "sentence"),
    [
        ((), "The roles and sectors are those of the interested people. One person"),
        (("sector",), "The roles are those of the interested people. One person"),
        (("representative_type",), "The sectors are those of the interested people. One person"),
        (("sector", "representative_type"), "One person"),
    ],
)
def test_demand_tells_of_roles_and_sectors_only_if_it_shows_them(private, sentence):
    persons = tuple(p.model_copy(update={"interests": {"capital": 3}}) for p in small().people)
    result = result_of(type(small().people)(persons), small().convening, dict(small().plan.seats))
    result = replace(result, private_columns=frozenset(private))
    blocks = list(list_demand_blocks(result))
    assert told.told(blocks).rpartition("\n")[2].startswith(sentence)
    shown = told.titles(blocks, "How many people ask for each table")
    assert ("Sectors" in shown, "Doer" in shown) == ("sectors" in sentence, "roles" in sentence)


@pytest.mark.parametrize(("other", "tells"), [({"capital": 1}, True), ({"capital": 2}, False), ({}, False)])
def test_demand_tells_how_an_area_without_a_score_counts_if_someone_gave_none(other, tells):
    """One person rates, and another only names an area: both are interested."""
    interests = {"p01": {"capital": 3}, "p02": other}
    persons = tuple(p.model_copy(update={"interests": interests.get(p.id, {})}) for p in small().people)
    result = result_of(type(small().people)(persons), small().convening, dict(small().plan.seats))
    blocks = list(list_demand_blocks(result))
    assert told.cells(blocks)["How many people ask for each table"][0][4] == ("2" if other else "1")
    assert ("An area without a score counts as 1." in told.told(blocks)) is tells


def test_demand_is_left_out_where_nobody_was_asked():
    assert list(list_demand_blocks(small())) == []


def test_pages_for_the_convener_lie_in_a_folder_of_their_own_and_say_so():
    pages = pages_of_small()
    for page in (found.of(small()) for found in packet_pages()):
        if page.is_convener_only and page.path in pages:
            assert page.path.startswith("convener-only/")
            assert '<p class="stamp">CONVENER ONLY</p>' in pages[page.path]
