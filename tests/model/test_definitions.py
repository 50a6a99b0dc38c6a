"""The value of a plan and its bounds, held against the definition of every kind of term in plain Python."""

from __future__ import annotations

from random import Random
from typing import assert_never

import numpy as np
import pytest

from seating.model import Model, penalty_of, shortfalls
from seating.model.pair_bound import penalty_bound, with_pairs_bounded
from seating.model.penalty_of_terms import term_shortfall
from seating.model.trivial_bound import shortfall_bounds, tallies, value_bound
from seating.room.plan import IntArray
from seating.terms import (
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model


def defined_shortfall(model: Model, term: Term, tables: IntArray) -> int:
    """Return the shortfall of a term, person by person and table by table."""
    members = [{p for p, t in enumerate(tables.tolist()) if t == number} for number in range(model.n_tables)]
    people = set(range(model.n_people))
    counted = [t for t, there in enumerate(members) if not model.may_be_empty[t] or there & people]
    match term:
        case CountTerm():
            at = [t for t in counted if t in term.tables]
            return sum(_off_band(term, members[t]) for t in at)
        case PresenceTerm():
            at = [t for t in counted if t in term.tables]
            present = [sum(bool(members[t] & set(group.tolist())) for group in term.groups) for t in at]
            return sum(max(0, term.low - number) for number in present)
        case SumTerm():
            at = [t for t in counted if t in term.tables]
            over = [abs(int(sum(term.values[p] for p in members[t]))) for t in at]
            allowed = [int(sum(term.allowances[p] for p in members[t])) for t in at]
            return sum(-(-max(0, one - other) // term.unit) for one, other in zip(over, allowed, strict=True))
        case SpreadTerm():
            used = {int(tables[p]) for p in term.group} & set(term.tables.tolist())
            return term.cost * (len(used) - term.high) + term.first if len(used) > term.high else 0
        case SharedTerm() | PartedTerm():
            return sum(
                cost * _is_charged(term, int(tables[a]), int(tables[b]))
                for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True)
            )
        case LinkTerm():
            links = zip(term.members, term.counterparts, term.low.tolist(), term.fixed.tolist(), strict=True)
            at, to = (set().union(*(members[t] for t in side)) for side in (term.sources, term.targets))
            return sum(
                (fixed + len(at & set(group.tolist()))) * max(0, low - len(to & set(others.tolist())))
                for group, others, low, fixed in links
            )
        case PlaceTerm():
            return sum(
                int(costs[tables[p]]) for p, costs in zip(term.people.tolist(), term.costs_at_tables, strict=True)
            )
        case FixedTerm():
            return term.shortfall
        case _:
            assert_never(term)


def _off_band(term: CountTerm, members: set[int]) -> int:
    count = len(members & set(term.group.tolist()))
    if count == 0 and term.or_none:
        return 0
    base = 0 if term.base is None else len(members & set(term.base.tolist()))
    entry = min(base, len(term.low) - 1)
    return max(0, int(term.low[entry]) - count, count - int(term.high[entry]))


def _is_charged(term: SharedTerm | PartedTerm, one: int, other: int) -> bool:
    at = set(term.tables.tolist())
    return one == other and one in at if isinstance(term, SharedTerm) else one != other and bool({one, other} & at)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_term_falls_short_by_its_definition(shape: str) -> None:
    rng = Random(shape)
    short = 0
    for _ in range(60):
        model = random_model(rng, (shape,))
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        for _, term in model.terms:
            found = term_shortfall(model, term, tables)
            assert found == defined_shortfall(model, term, tables)
            short += found > 0
    assert short > 15


def test_a_plan_is_worth_the_sum_of_its_terms() -> None:
    rng = Random(1)
    for n in range(150):
        model = random_model(rng) if n % 2 else random_convening(rng)
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        each = np.zeros(len(model.requirement_ids), np.int64)
        for requirement, term in model.terms:
            each[requirement] += defined_shortfall(model, term, tables)
        assert shortfalls(model, tables).tolist() == each.tolist()
        unmet = sum(int(short) for short, must in zip(each, model.musts, strict=True) if must)
        penalty = sum(
            int(short * weight)
            for short, weight, must in zip(each, model.weights, model.musts, strict=True)
            if not must
        )
        assert penalty_of(model, tables) == (unmet, penalty)


@pytest.mark.parametrize("source", [random_model, random_convening])
def test_bounds_by_arithmetic_are_not_above_any_seating(source) -> None:
    """Requirement by requirement, in all, and with pairs bounded together; often they are reached."""
    rng = Random(2)
    reached = 0
    for _ in range(50):
        model = source(rng)
        least, bound = shortfall_bounds(model), value_bound(model)
        pairs, bounded = penalty_bound(model), with_pairs_bounded(model)
        values = [penalty_of(model, tables) for tables in every_seating(model)]
        assert min(values).unmet >= bound.unmet
        assert min(value.penalty for value in values) >= bound.penalty
        met = [value.penalty for value in values if not value.unmet]
        assert not met or min(met) >= pairs >= bound.penalty
        reached += bool(met) and min(met) == pairs
        tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)])
        assert (shortfalls(model, tables) >= least).all()
        if not penalty_of(model, tables).unmet:
            assert penalty_of(bounded, tables).penalty <= penalty_of(model, tables).penalty
    assert reached > 15


@pytest.mark.room
def test_tallies_say_how_many_members_are_missing_or_left_over_in_any_seating() -> None:
    rng = Random(3)
    missing = over = 0
    for _ in range(100):
        model = random_model(rng, ("constant",))
        for tally in tallies(model):
            assert tally.people == len(tally.group)
            least = min(int(shortfalls(model, tables)[tally.requirement]) for tables in every_seating(model))
            assert tally.missing + tally.over <= least
            missing += tally.missing > 0
            over += tally.over > 0
    assert missing > 10
    assert over > 2
