"""The chart as a grid: which rows there are, who stands where, and in how many pieces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating.present.languages import words_in
from seating.present.paper import POSTERS
from seating.present.settings import Settings
from seating.profiles import People
from seating.profiles.sectors import USUAL_SECTORS
from seating.report.chart.grid import chart_sectors, columns_of, pieces
from seating.result.privacy import for_reader, listed_sectors
from seating.result.readers import Audience
from seating.room.tables import Table

from ..made_up import large, result_of, small

TEAM = Audience.TEAM


def names_by_row(result, audience=TEAM, people=None):
    """Return the names in each row of the first piece, by sector and role; rows without names are left out."""
    people = result.room.people if people is None else people
    (piece, *_) = pieces(for_reader(result, audience), Settings(), people)
    return {
        (rows.sector, row.role.word): [list(cell) for cell in row.cells]
        for rows in piece.sectors
        for row in rows.rows
        if any(row.cells)
    }


def with_sectors(**sectors: str):
    """Return the small room with these sectors by person, and none for the others."""
    persons = tuple(person.model_copy(update={"sector": sectors.get(person.id, "")}) for person in small().people)
    return result_of(People(persons), small().convening, dict(small().plan.seats))


def test_columns_are_tables_with_numbers_from_one():
    found = columns_of((Table(id="a", name="North"), Table(id="b")))
    assert [(column.number, column.id, column.label) for column in found] == [(1, "a", "North"), (2, "b", "b")]


def test_parts_are_equally_wide_and_a_number_is_no_name():
    result = large(26, 13)
    found = pieces(result, Settings(poster=POSTERS["A3"]), result.room.people)
    assert [len(piece.columns) for piece in found] == [7, 6]
    (made, named) = columns_of((Table(id="t01", name="Table 1"), Table(id="t02", name="North")))
    assert (made.has_name, named.has_name) == (False, True)


def test_names_stand_under_their_table():
    found = names_by_row(small())
    assert found["business", "doer"] == [["Ben Okafor"], ["نور الهدى السعيد", "Hana Yoshida"], ["Kiri Tamahori"]]
    assert found["government", "designee"] == [["D'Artagnan O’Neill-Nguyễn"], [], ["Jonas Petrov"]]


def test_who_states_neither_sector_nor_type_has_a_row_of_their_own():
    assert names_by_row(small())["", "type not stated"] == [[], [], ["Leo Marchetti"]]


def test_there_is_no_row_for_a_missing_type_where_nobody_lacks_one():
    (piece,) = pieces(small(), Settings(), small().room.people)
    roles = {rows.sector: [row.role.word for row in rows.rows] for rows in piece.sectors}
    assert roles["business"] == ["decision-maker", "doer", "designee"]
    assert roles[""] == ["decision-maker", "doer", "designee", "type not stated"]


def test_every_sector_has_every_role_though_nobody_is_there():
    (piece,) = pieces(small(), Settings(), ())
    assert {len(rows.rows) for rows in piece.sectors} == {3}
    assert not any(cell for rows in piece.sectors for row in rows.rows for cell in row.cells)


def test_columns_that_readers_may_not_see_count_as_blank():
    shown = small().convening.model_copy(update={"show": ("sector",)})
    result = replace(small(), convening=shown)
    assert {role for _, role in names_by_row(result, Audience.EVERYONE)} == {"type not stated"}
    assert {sector for sector, _ in names_by_row(small(), Audience.EVERYONE)} == {""}


def test_only_the_people_asked_for_are_in_the_chart():
    found = names_by_row(small(), people=small().room.people[:1])
    assert found == {("business", "decision-maker"): [["Ana Ruiz"], [], []]}


def sectors_of(result, language="en"):
    """Return the sectors that a chart has for the people on the list."""
    listed = listed_sectors(result.people, result.convening)
    return chart_sectors(result.convening, listed, words_in(language))


def test_sectors_are_sorted_and_spelled_once():
    result = with_sectors(p01="Labor", p02="labor", p03="éducation", p04="business", p05="Faith")
    assert sectors_of(result) == ("business", "éducation", "Faith", "Labor")
    assert names_by_row(result)["Labor", "doer"] == [["Ben Okafor"], [], []]


def test_a_sector_of_someone_who_is_not_to_be_listed_is_not_shown():
    """A sector with one person would tell that such a person is on the list."""
    result = with_sectors(p01="labor", p02="informants")
    people = People(p.model_copy(update={"listed": p.id != "p02"}) for p in result.people)
    assert listed_sectors(people, result.convening) == ("labor",)
    counted = result.convening.model_copy(update={"counts_only": ("sector",)})
    assert listed_sectors(result.people, counted) == ()


def test_without_any_sector_the_usual_ones_are_suggested():
    assert sectors_of(with_sectors()) == tuple(USUAL_SECTORS)
    assert "sindicatos" in sectors_of(with_sectors(), "es")


@pytest.mark.parametrize(
    ("n_tables", "large_print", "widths"),
    [(6, False, [6]), (7, False, [4, 3]), (12, False, [6, 6]), (3, True, [3]), (7, True, [3, 2, 2]), (1, False, [1])],
)
def test_pieces_are_as_few_as_sheets_allow_and_equally_wide(n_tables, large_print, widths):
    found = pieces(large(12, n_tables), Settings(large_print=large_print), ())
    assert [len(piece.columns) for piece in found] == widths
    assert [piece.number for piece in found] == list(range(1, len(widths) + 1))
    assert all(len(row.cells) == len(piece.columns) for piece in found for rows in piece.sectors for row in rows.rows)


@pytest.mark.parametrize(
    ("written", "listed", "expected"),
    [
        ({}, (), tuple(USUAL_SECTORS)),
        ({}, ("labor", "arts", "Labor", ""), ("arts", "Labor")),
        ({"usual_sectors": {"health": ("hospitals",), "faith": ()}}, (), ("health", "faith")),
        (
            {"usual_sectors": {"health": ("hospitals",), "faith": ()}},
            ("arts", "Hospitals"),
            ("Hospitals", "faith", "arts"),
        ),
        (
            {"usual_sectors": {"health": ("hospitals",), "faith": ()}, "vocabulary": {"sector": {"hospitals": ()}}},
            ("arts",),
            ("hospitals", "faith", "arts"),
        ),
        ({"usual_sectors": {}}, (), tuple(USUAL_SECTORS)),
    ],
)
def test_usual_sectors_of_the_convening_are_rows_under_the_names_of_the_list(written, listed, expected):
    convening = small().convening.model_copy(update={"vocabulary": {}, "frame": None, **written})
    assert chart_sectors(convening, listed, Settings().words) == expected
