"""How many people ask for each table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from random import Random

from seating.analysis.table_demand import HIGHEST, compute_demand, compute_mean, measure_interest
from seating.profiles import Person, Status
from seating.wording import fold
from tests.builders import room
from tests.random_rooms import random_room

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


def test_a_held_seat_asks_for_no_table() -> None:
    held = {"id": "dee", "interests": "capital:3", "status": "open", "sector": "labor"}
    assert [one.interested for one in compute_demand(room([*PEOPLE, held], TABLES))] == [1, 2, 3]


def test_a_sector_is_spelled_as_the_first_spells_it() -> None:
    _, south, _ = compute_demand(room(PEOPLE, TABLES))
    assert list(south.by_sector.values()) == [2]


def test_tables_of_one_focus_are_counted_once() -> None:
    """A list of 100,000 people without interests has a thousand tables of one focus: none."""
    first, second = compute_demand(room(PEOPLE, [{"id": "north"}, {"id": "south"}]))
    assert first.by_role is second.by_role


def test_demand_is_what_counting_person_by_person_gives() -> None:
    """Written once more from the words of `Demand`, for random rooms."""
    seen = Counter[str]()
    for seed in range(80):
        here = random_room(Random(f"demand {seed}"), 8)
        focuses = [table.focus for table in here.tables]
        for found in compute_demand(here):
            focus = found.table.focus
            people = [p for p in here.people if p.status is not Status.OPEN]
            own = {p.id: _score(p, focus) for p in people}
            interested = [p for p in people if own[p.id] > 0 or not focus]
            best = [p for p in people if own[p.id] > 0 and own[p.id] >= max(_score(p, f) for f in focuses)]
            assert found.interested == len(interested)
            assert found.eager == sum(score == HIGHEST for score in own.values())
            assert found.best == len(best)
            roles = [p.types_at.get(found.table.id, p.representative_type) for p in interested]
            assert found.by_role == Counter(filter(None, roles))
            sectors = Counter(fold(p.sector) for p in interested if p.sector)
            assert {fold(sector): number for sector, number in found.by_sector.items()} == sectors
            seen += Counter(interested=found.interested, eager=found.eager, best=found.best, blank=not focus)
    assert min(seen[key] for key in ("interested", "eager", "best")) > 20, seen


def test_the_interest_that_a_seat_meets_is_a_share_of_the_best_score() -> None:
    ana, ben, cam = room(PEOPLE, TABLES).people
    north, south, west = room(PEOPLE, TABLES).tables
    assert [measure_interest(ana, table) for table in (north, south, west)] == [1, Fraction(1, 3), None]  # no focus
    assert [measure_interest(ben, table) for table in (north, south)] == [0, 1]
    assert measure_interest(cam, north) is None
    assert compute_mean(Fraction(4, 3), 2) == Fraction(2, 3)
    assert compute_mean(Fraction(0), 0) is None


def _score(person: Person, focus: Iterable[str]) -> int:
    """Return the highest score, as the judge of `focus` does if a cell has an area in two spellings."""
    scores = [score for area in focus for own, score in person.interests.items() if fold(own) == fold(area)]
    return max(scores, default=0)
