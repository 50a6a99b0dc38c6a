"""Bounds by arithmetic are never above what any seating has, and tight where they should be."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.model import Model, shortfalls
from seating.model.trivial_bound import clashing_musts, crowding_bound, shortfall_bounds, tallies, value_bound
from seating.model.units import Units, units_of
from seating.terms import CountTerm, FixedTerm, PartedTerm, PlaceTerm, PresenceTerm, SharedTerm, SpreadTerm, Term
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model
from tests.engines.every import best_of_all
from tests.engines.rooms import big_model


@pytest.mark.parametrize("shape", SHAPES)
def test_no_requirement_lacks_less_than_its_bound(shape: str) -> None:
    rng = Random(shape)
    for _ in range(40):
        model = random_model(rng, (shape,))
        least = shortfall_bounds(model)
        assert all((shortfalls(model, tables) >= least).all() for tables in every_seating(model))


def test_no_seating_is_better_than_the_bound() -> None:
    rng, tight = Random(1), 0
    for n in range(150):
        model = random_convening(rng) if n % 3 == 0 else random_model(rng)
        least, best = value_bound(model), best_of_all(model)
        assert least.unmet <= best.unmet
        assert least.penalty <= best.penalty or best.unmet
        tight += least == best
    assert tight > 10


def room(*terms: Term) -> Model:
    """Return a room of six people at three tables with one wish for each term."""
    model = big_model(6, 3)
    return replace(
        model,
        requirement_ids=tuple(f"r{n}" for n in range(len(terms))),
        musts=np.zeros(len(terms), bool),
        weights=np.ones(len(terms), np.int64),
        terms=tuple(enumerate(terms)),
    )


EVERYONE, TABLES = np.arange(6), np.arange(3)
PAIRS = np.array([(a, b) for a in range(5) for b in range(a)])


@pytest.mark.parametrize(
    ("term", "least"),
    [
        (FixedTerm(3), 3),
        (CountTerm.constant(EVERYONE[:2], TABLES, low=1), 1),
        (CountTerm.constant(EVERYONE, TABLES, high=1), 3),
        (CountTerm.constant(EVERYONE[:2], TABLES, low=1, or_none=True), 0),
        (PresenceTerm((EVERYONE[:1], EVERYONE[1:2]), TABLES, 2), 4),
        (SpreadTerm(EVERYONE, TABLES, 0), 1),
        (SharedTerm(PAIRS, np.ones(len(PAIRS), np.int64), TABLES), 2),  # five people at three tables: 2, 2 and 1
        (PlaceTerm.of(EVERYONE[:2], np.array([[1, 2, 3], [0, 1, 1]])), 1),
    ],
)
def test_known_bounds_are_reached(term: Term, least: int) -> None:
    model = room(term)
    assert shortfall_bounds(model).tolist() == [least]
    assert best_of_all(model).penalty == least


def test_bands_at_one_table_are_met_by_the_same_people() -> None:
    """Of two bands at a table only one counts, in the bound as in what people are missing."""
    here = [CountTerm.constant(EVERYONE[:1], TABLES[:1], low=low) for low in (2, 3)]
    model = replace(room(*here), terms=((0, here[0]), (0, here[1])))
    assert [(tally.people, tally.asked, tally.missing) for tally in tallies(model)] == [(1, 2, 1)]


def crowded(people: list[list[int]], seats: list[int]) -> Model:
    """Return a room with musts on the size of each table and on the tables at which each person may sit."""
    tables = np.arange(len(seats))
    costs = np.array([[0 if t in allowed else 1 for t in tables] for allowed in people], dtype=np.int64)
    sizes = [CountTerm.constant(np.arange(len(people)), tables[t : t + 1], high=seats[t]) for t in tables]
    model = big_model(len(people), len(seats)) if len(people) % len(seats) == 0 else big_model(len(seats), len(seats))
    return replace(
        model,
        person_ids=tuple(f"p{n}" for n in range(len(people))),
        n_people=len(people),
        requirement_ids=("size", "pin"),
        musts=np.ones(2, bool),
        weights=np.zeros(2, np.int64),
        terms=(*((0, term) for term in sizes), (1, PlaceTerm.of(np.arange(len(people)), costs))),
    )


@pytest.mark.parametrize(
    ("people", "seats", "least"),
    [
        ([[0], [0], [0], [0, 1]], [2, 2], 1),  # three pinned to a table of two
        ([[0, 1], [0, 1], [1], [0], [0, 1], [2], [0, 1, 2]], [2, 2, 4], 1),  # five people for four seats
        ([[0], [0], [1], [0, 1]], [2, 2], 0),
        ([[0], [0], [0], [0]], [1, 1], 3),
    ],
)
def test_people_whom_musts_crowd_at_few_tables_are_counted(
    people: list[list[int]], seats: list[int], least: int
) -> None:
    model = crowded(people, seats)
    assert crowding_bound(model) == least
    assert best_of_all(model).unmet == least


def test_a_unit_takes_as_many_seats_as_it_has_members() -> None:
    model = crowded([[0], [0], [0, 1], [0, 1]], [3, 3])
    tied = PartedTerm(np.array([[0, 1], [1, 2], [2, 3]]), np.ones(3, dtype=np.int64), np.arange(2))
    tied_model = replace(model, terms=(*model.terms, (1, tied)))
    assert crowding_bound(Units.of(tied_model, [0, 0, 0, 0]).model) == 1
    units = units_of(tied_model)
    assert units is not None
    assert units.contradiction == {"size", "pin"}


def test_crowding_is_never_above_what_any_seating_lacks() -> None:
    rng, seen = Random(7), 0
    for _ in range(60):
        n_tables = rng.randint(2, 3)
        people = [rng.sample(range(n_tables), rng.randint(0, n_tables)) for _ in range(rng.randint(2, 6))]
        model = crowded(people, [rng.randint(0, 3) for _ in range(n_tables)])
        assert crowding_bound(model) <= best_of_all(model).unmet
        seen += crowding_bound(model) > 0
    assert seen > 10


def pinned(people: list[list[int]], seats: list[int]) -> Model:
    """Return the same room with a must of its own for each table's size and for each person."""
    model = crowded(people, seats)
    places = [PlaceTerm.of(np.array([p]), model.terms[-1][1].costs_at_tables[[p]]) for p in range(len(people))]
    terms = tuple(enumerate([*(term for _, term in model.terms[:-1]), *places]))
    identities = (*(f"size-{t}" for t in range(len(seats))), *(f"pin-{p}" for p in range(len(people))))
    return replace(
        model,
        requirement_ids=identities,
        musts=np.ones(len(terms), bool),
        weights=np.zeros(len(terms), np.int64),
        terms=terms,
    )


def test_the_fewest_musts_that_crowd_people_are_named() -> None:
    people = [[1], [0], [0, 1], [0], [0], [1], [0], [0, 1]]
    assert clashing_musts(pinned(people, [3, 5])) == {"size-0", "pin-1", "pin-3", "pin-4", "pin-6"}
    assert clashing_musts(pinned([[0], [], [1]], [2, 2])) == {"pin-1"}
    assert clashing_musts(pinned([[0], [1], [0, 1]], [1, 2])) == frozenset()
    assert clashing_musts(pinned([[0], [0], [1]], [0, 2])) == {"size-0", "pin-1"}


def test_musts_that_clash_by_counting_cannot_be_met_by_any_seating() -> None:
    """And without any one of those that crowd people, nobody is crowded."""
    rng, seen = Random(8), 0
    for n in range(120):
        if n % 2:
            n_tables = rng.randint(2, 3)
            people = [rng.sample(range(n_tables), rng.randint(1, n_tables)) for _ in range(rng.randint(2, 6))]
            model = pinned(people, [rng.randint(0, 3) for _ in range(n_tables)])
        else:
            model = random_convening(rng)
        clash = clashing_musts(model)
        assert bool(clash) == bool(value_bound(model).unmet or crowding_bound(model))
        if not clash:
            continue
        seen += 1
        assert best_of_all(model.with_requirements(clash)).unmet
        if n % 2 and len(clash) > 1:
            assert not any(crowding_bound(model.with_requirements(clash - {one})) for one in clash)
    assert seen > 20
