"""How many ask for each table."""

from __future__ import annotations

from seating.analysis.demand import compute_demand
from tests.builders import room

TABLES = [{"id": "north", "focus": "capital"}, {"id": "south", "focus": "talent"}, {"id": "west"}]
PEOPLE = [
    {"id": "ana", "interests": "capital:3; talent:1", "representative_type": "doer", "sector": "Public  Works"},
    {"id": "ben", "interests": "talent:2", "sector": "public works"},
    {"id": "cam", "representative_type": "doer"},
]


def test_those_who_score_for_a_focus_ask_for_its_table_and_all_for_a_table_without_one() -> None:
    north, south, west = compute_demand(room(PEOPLE, TABLES))
    assert (north.interested, north.eager, north.best) == (1, 1, 1)
    assert (south.interested, south.eager, south.best) == (2, 0, 1)
    assert (west.interested, west.eager, west.best) == (3, 0, 0)
    assert (south.by_role, west.by_role) == ({"doer": 1}, {"doer": 2})


def test_a_sector_is_spelled_as_the_first_spells_it() -> None:
    _, south, _ = compute_demand(room(PEOPLE, TABLES))
    assert list(south.by_sector.values()) == [2]


def test_tables_of_one_focus_are_counted_once() -> None:
    """A list of 100,000 people without interests has a thousand tables of one focus: none."""
    first, second = compute_demand(room(PEOPLE, [{"id": "north"}, {"id": "south"}]))
    assert first.by_role is second.by_role
