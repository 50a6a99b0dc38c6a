"""The yardstick: each kind of term priced by hand, on four people, two tables and one of the staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from seating.model import Value, build_model, penalty_of, shortfalls
from seating.model.penalty_of_terms import term_shortfall
from seating.room.plan import IntArray
from seating.terms import (
    NO_LIMIT,
    CountTerm,
    FixedTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)
from tests.builders import plan, requirement, room

ROOM = room(["a", "b", "c", "d", {"id": "s", "duty": "host"}], ["north", {"id": "south", "open": "if needed"}])
MODEL = build_model(ROOM, [])
BOTH, NORTH, SOUTH = (np.array(tables, dtype=np.int64) for tables in ([0, 1], [0], [1]))


def numbers(*values: int) -> IntArray:
    return np.array(values, dtype=np.int64)


def cost(term: Term, tables: Sequence[int]) -> int:
    """Return a term's shortfall when a, b, c, d and s sit at these tables."""
    return term_shortfall(MODEL, term, numbers(*tables))


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ((0, 0, 0, 0, 0), 1),  # three at North, where two are the most
        ((0, 0, 1, 1, 0), 0),
        ((0, 1, 1, 1, 0), 0),
        ((1, 1, 1, 0, 0), 2),  # none at North, three at South
    ],
)
def test_count_in_a_constant_band(tables: Sequence[int], expected: int) -> None:
    """Of a, b and c at least one and at most two at each table that is used; d and s are no matter."""
    assert cost(CountTerm.constant(numbers(0, 1, 2), BOTH, low=1, high=2), tables) == expected


def test_count_in_a_band_that_follows_the_base() -> None:
    """The last entry of a band stands for every larger number of the base."""
    term = CountTerm(numbers(0, 1), NORTH, numbers(0, 1, 2), numbers(0, 1, NO_LIMIT), base=numbers(2, 3, 4))
    assert cost(term, (0, 1, 1, 1, 1)) == 1  # none of the base: none allowed
    assert cost(term, (1, 1, 0, 1, 1)) == 1  # one of the base: one wanted
    assert cost(term, (0, 1, 0, 1, 1)) == 0
    assert cost(term, (0, 1, 0, 0, 1)) == 1  # two of the base: two wanted
    assert cost(term, (0, 1, 0, 0, 0)) == 1  # three of the base: as with two


def test_count_or_none() -> None:
    term = CountTerm.constant(numbers(0, 1), BOTH, low=2, or_none=True)
    assert cost(term, (0, 1, 0, 0, 0)) == 2
    assert cost(term, (0, 0, 1, 1, 0)) == 0


def test_empty_table_that_may_stay_so_costs_nothing_even_with_staff_at_it() -> None:
    term = CountTerm.constant(numbers(0, 1, 2, 3), SOUTH, low=3)
    assert cost(term, (0, 0, 0, 0, 1)) == 0
    assert cost(term, (0, 0, 0, 1, 1)) == 2
    must_be_used = replace(MODEL, may_be_empty=np.zeros(2, dtype=bool))
    assert term_shortfall(must_be_used, term, numbers(0, 0, 0, 0, 1)) == 3


def test_presence_counts_groups_not_people() -> None:
    term = PresenceTerm((numbers(0, 1), numbers(1, 2), numbers(3)), NORTH, low=3)
    assert cost(term, (0, 0, 1, 1, 0)) == 1  # b brings two groups, a nothing new
    assert cost(term, (1, 0, 1, 0, 0)) == 0
    assert cost(term, (0, 1, 1, 1, 0)) == 2


def test_spread_counts_tables_used_among_its_own() -> None:
    assert cost(SpreadTerm(numbers(0, 1, 2), BOTH, high=1), (0, 1, 1, 0, 0)) == 1
    assert cost(SpreadTerm(numbers(0, 1, 2), NORTH, high=0), (0, 1, 1, 0, 0)) == 1
    assert cost(SpreadTerm(numbers(0, 1, 2), NORTH, high=1), (0, 1, 1, 0, 0)) == 0


def test_sum_rounds_begun_units_up() -> None:
    """In sixths: a and b are 7 over together, 2 are allowed, and 5 sixths are one begun unit."""
    term = SumTerm(numbers(9, -2, -7, 0, 0), numbers(1, 1, 1, 0, 0), unit=6, tables=NORTH)
    assert cost(term, (0, 0, 1, 1, 0)) == 1
    assert cost(term, (0, 1, 1, 1, 0)) == 2
    assert cost(term, (0, 1, 0, 1, 0)) == 0
    assert cost(term, (1, 1, 0, 1, 0)) == 1


def test_shared_and_parted_pairs() -> None:
    pairs, costs = np.array([[0, 1], [1, 4]], dtype=np.int64), numbers(3, 5)
    assert cost(SharedTerm(pairs, costs, BOTH), (1, 1, 0, 0, 1)) == 8
    assert cost(SharedTerm(pairs, costs, NORTH), (1, 1, 0, 0, 1)) == 0
    assert cost(PartedTerm(pairs, costs, BOTH), (0, 1, 0, 0, 1)) == 3
    assert cost(PartedTerm(pairs, costs, NORTH), (0, 1, 0, 0, 0)) == 8


def test_parted_pairs_at_two_other_tables_cost_nothing() -> None:
    three = build_model(room(["a", "b"], ["north", "south", "west"]), [])
    term = PartedTerm(np.array([[0, 1]], dtype=np.int64), numbers(1), NORTH)
    assert term_shortfall(three, term, numbers(1, 2)) == 0
    assert term_shortfall(three, term, numbers(0, 2)) == 1


def test_place_costs_by_row_and_table() -> None:
    term = PlaceTerm.of(numbers(4, 1), np.array([[0, 7], [2, 0]], dtype=np.int64))
    assert cost(term, (0, 0, 0, 0, 1)) == 9
    assert cost(term, (0, 1, 0, 0, 0)) == 0


def test_fixed_costs_whatever_the_plan() -> None:
    assert cost(FixedTerm(4), (0, 1, 0, 1, 0)) == 4


def test_terms_over_nobody_cost_what_is_missing() -> None:
    nobody = numbers()
    assert cost(CountTerm.constant(nobody, BOTH, low=1), (0, 0, 1, 1, 0)) == 2
    assert cost(PresenceTerm((), NORTH, low=2), (0, 0, 0, 0, 0)) == 2
    assert cost(SpreadTerm(nobody, BOTH, high=1), (0, 0, 0, 0, 0)) == 0


def test_value_puts_musts_before_penalty() -> None:
    """Unmet musts are summed without weight, wishes with theirs; fewer unmet musts win whatever the penalty."""
    model = build_model(
        ROOM,
        [
            requirement("pin", people=["a", "b"], tables="north", weight=9),
            requirement("apart", people=["a", "b", "c"], must=False, weight=2),
            requirement("keep_from", people="s", tables="south", must=False, weight=3),
        ],
    )
    seated = model.tables_of(plan(north=["a"], south=["b", "c", "d", "s"]))
    assert shortfalls(model, seated).tolist() == [1, 1, 1]
    assert penalty_of(model, seated) == Value(unmet=1, penalty=5)
    assert Value(0, 100) < Value(1, 0)


def test_weights_of_musts_are_nothing_and_a_model_can_be_narrowed() -> None:
    model = build_model(
        ROOM, [requirement("size", id="first"), requirement("cap", id="second", of="sector", at_most=1, weight=4)]
    )
    assert model.weights.tolist() == [0, 4]
    kept = model.with_requirements({"second"})
    assert (kept.requirement_ids, kept.weights.tolist(), kept.musts.tolist()) == (("second",), [4], [False])
    assert all(number == 0 for number, _ in kept.terms)
