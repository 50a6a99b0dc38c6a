"""Units: who is tied to whom, and that a room of units is worth what the room of its members is worth."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.model import Model, penalty_of, shortfalls
from seating.model.trivial_bound import shortfall_bounds
from seating.model.units import Units, _ties_of, people_who_contradict, units_of
from seating.terms import CountTerm, PartedTerm, SharedTerm, SpreadTerm, Term
from tests.engines.drawn import SHAPES, every_seating, random_model, random_units, with_ties
from tests.engines.every import best_of_all, every


def room_of(n_people: int, musts: list[Term], wishes: list[Term]) -> Model:
    """Return a room of two tables, with each term as a requirement of its own."""
    terms = [*musts, *wishes]
    return Model(
        person_ids=tuple(f"p{n}" for n in range(n_people)),
        n_people=n_people,
        table_ids=("t0", "t1"),
        capacity=np.full(2, n_people),
        may_be_empty=np.zeros(2, dtype=bool),
        requirement_ids=tuple(f"r{n}" for n in range(len(terms))),
        musts=np.arange(len(terms)) < len(musts),
        weights=np.where(np.arange(len(terms)) < len(musts), 0, 1),
        terms=tuple(enumerate(terms)),
    )


def pairs_of(shape: type[SharedTerm | PartedTerm], *pairs: tuple[int, int], tables: tuple[int, ...] = (0, 1)) -> Term:
    return shape(np.array(pairs), np.ones(len(pairs), np.int64), np.array(tables))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_seating_of_units_is_worth_what_it_is_worth_person_by_person(shape: str) -> None:
    rng = Random(f"worth {shape}")
    for _ in range(10):
        model, units = random_units(rng, (shape,))
        least = shortfall_bounds(units.model)
        for tables in every_seating(units.model):
            found = shortfalls(units.model, tables)
            assert (found == shortfalls(model, units.seats_of_persons(tables))).all()
            assert (least <= found).all()
            assert (units.seats_of_units(units.seats_of_persons(tables)) == tables).all()


def test_no_seating_that_meets_the_musts_parts_a_unit() -> None:
    rng = Random(4)
    met = 0
    for _ in range(60):
        model, units = random_units(rng)
        meeting = every(model).meeting.seatings
        assert (meeting == meeting[:, units.first[units.join.unit]]).all()
        met += len(meeting) > 0
        if len(meeting):
            assert best_of_all(model) == min(penalty_of(units.model, tables) for tables in every_seating(units.model))
    assert met > 20


def test_ties_are_passed_on_and_only_musts_at_every_table_tie() -> None:
    ties = [pairs_of(PartedTerm, (0, 3), (3, 5)), SpreadTerm(np.array([1, 2]), np.array([0, 1]), 1)]
    units = units_of(room_of(7, ties, [pairs_of(PartedTerm, (4, 6))]))
    assert units is not None
    assert units.join.unit.tolist() == [0, 1, 1, 0, 2, 0, 3]
    assert units.model.person_ids == ("p0", "p1", "p4", "p6")
    assert units.ties == {"r0", "r1"}
    assert units_of(room_of(3, [pairs_of(PartedTerm, (0, 1), tables=(0,))], [])) is None
    assert units_of(room_of(3, [SpreadTerm(np.array([0, 1]), np.array([0, 1]), 2)], [])) is None
    assert units_of(room_of(3, [], [pairs_of(PartedTerm, (0, 1))])) is None


def test_a_group_has_one_tie_less_than_persons_and_those_who_contradict_are_named_alone() -> None:
    everyone = pairs_of(PartedTerm, *combinations(range(90), 2))
    model = room_of(90, [everyone, pairs_of(SharedTerm, (40, 70))], [])
    assert len(_ties_of(model)) == 89
    units = units_of(model)
    assert units is not None
    assert people_who_contradict(model, units.contradiction) == (40, 70)


def test_ties_that_contradict_a_must_are_named_and_left_out() -> None:
    """The tie of p3 and p4 stays. The musts that are named are as few as contradict each other."""
    ties = [pairs_of(PartedTerm, (3, 4)), pairs_of(PartedTerm, (0, 1), (1, 2)), pairs_of(SharedTerm, (0, 2))]
    units = units_of(room_of(5, [*ties, pairs_of(SharedTerm, (0, 4))], []))
    assert units is not None
    assert units.contradiction == {"r1", "r2"}
    assert units.join.unit.tolist() == [0, 0, 1, 2, 2]


def test_what_is_called_a_contradiction_is_one() -> None:
    """No seating meets the musts that are named, and without any of them the others are not called one."""
    rng, found = Random(11), 0
    while found < 12:
        model = with_ties(rng, random_model(rng, ("shared", "constant", "place"), 0.8, (3, 5), (2, 3)))
        units = units_of(model)
        if units is None or not units.contradiction:
            continue
        named = model.with_requirements(units.contradiction)
        assert all(penalty_of(named, tables).unmet for tables in every_seating(model))
        for left_out in units.contradiction:
            fewer = units_of(model.with_requirements(units.contradiction - {left_out}))
            assert fewer is None or not fewer.contradiction
        found += 1


def test_a_unit_counts_as_often_as_its_members_do() -> None:
    counted = CountTerm.constant(np.array([0, 1, 4]), np.array([0, 1]), 1, 2)
    units = units_of(room_of(5, [pairs_of(PartedTerm, (0, 1)), counted], []))
    assert units is not None
    found: Units = units
    term = found.model.terms[-1][1]
    assert isinstance(term, CountTerm)
    assert term.group.tolist() == [0, 0, 3]


def test_a_room_without_ties_has_no_units() -> None:
    rng = Random(7)
    for _ in range(20):
        assert units_of(random_model(rng, ("constant", "presence", "place"))) is None
