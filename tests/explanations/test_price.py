"""Prices and whereabouts against every seating of tiny rooms; the questions are answered by brute force."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.incremental import IncrementalCosts, find_exchange
from seating.explanations.person_reasons import SEATED_HERE, explain_seat, require_seat
from seating.explanations.price import Best, compute_price, list_changes, make_must, remove_requirement
from seating.model import Model, penalty_of
from seating.model.penalty_of_terms import shortfalls
from seating.room.plan import IntArray
from tests.engines.drawn import every_seating, random_model


def best_of(model: Model, begun: IntArray) -> Best:
    """Try every seating."""
    assert begun.shape == (model.n_persons,)
    tables = min(every_seating(model), key=lambda tables: penalty_of(model, tables))
    value = penalty_of(model, tables)
    return Best(None, None, True) if value.unmet else Best(tables, value.penalty, True)


def against(model: Model) -> tuple[str, ...]:
    """Name all musts, as if all were needed."""
    return tuple(identity for identity, must in zip(model.requirement_ids, model.musts, strict=True) if must)


def seated(rng: Random) -> tuple[Model, Best]:
    """Return a random model whose musts can hold, and its best seating."""
    while True:
        model = random_model(rng)
        now = best_of(model, np.zeros(model.n_persons, dtype=np.int64))
        if now.tables is not None:
            return model, now


def least(model: Model) -> int | None:
    met = [value.penalty for value in (penalty_of(model, tables) for tables in every_seating(model)) if not value.unmet]
    return min(met, default=None)


def test_a_price_is_how_much_lower_the_penalty_gets_without() -> None:
    rng = Random(1)
    for _ in range(25):
        model, now = seated(rng)
        identity = rng.choice(model.requirement_ids)
        price = compute_price(model, now, identity, best_of, against)
        rest = replace(model, musts=model.musts.copy(), weights=model.weights.copy())
        number = model.requirement_ids.index(identity)
        rest.musts[number], rest.weights[number] = False, 0
        assert now.penalty is not None
        free = least(rest)
        assert free is not None
        assert (price.price, price.is_exact) == (now.penalty - free, True)


def test_an_unmet_should_is_told_what_meeting_it_costs_and_who_pays() -> None:
    rng, kinds = Random(2), set()
    while kinds != {"met", "clash"}:
        model, now = seated(rng)
        assert now.tables is not None
        assert now.penalty is not None
        lacking = np.flatnonzero((shortfalls(model, now.tables) > 0) & ~model.musts).tolist()
        for number in lacking:
            identity = model.requirement_ids[number]
            price = compute_price(model, now, identity, best_of, against)
            assert price.points == shortfalls(model, now.tables)[number] * model.weights[number]
            assert price.met is not None
            held = make_must(model, identity)
            assert price.met.penalty == least(held)
            if price.met.tables is None:
                kinds.add("clash")
                assert set(price.against) == {i for i, m in zip(model.requirement_ids, model.musts, strict=True) if m}
            else:
                kinds.add("met")
                paid = sum(change.points for change in price.payers)
                assert price.met.penalty == now.penalty - price.points + paid


def test_what_holds_has_a_price_and_nothing_against_it() -> None:
    rng = Random(3)
    model, now = seated(rng)
    while now.penalty:
        model, now = seated(rng)
    price = compute_price(model, now, model.requirement_ids[0], best_of, against)
    assert (price.price, price.met, price.payers, price.against) == (0, None, (), ())


def test_a_price_that_rests_on_what_was_found_is_not_exact() -> None:
    model, now = seated(Random(4))
    price = compute_price(
        model, now, model.requirement_ids[0], lambda m, t: replace(best_of(m, t), is_proven=False), against
    )
    assert not price.is_exact


def test_a_price_is_compared_with_the_best_seating_that_was_found() -> None:
    """The seating explained need not be a good one; a better one that the questions find bounds the price."""
    rng, seen = Random(9), 0
    while seen < 10:
        model, now = seated(rng)
        feasible = [t for t in every_seating(model) if not penalty_of(model, t).unmet]
        poor = max(feasible, key=lambda tables: penalty_of(model, tables).penalty)
        number = rng.randrange(len(model.requirement_ids))
        if model.musts[number]:
            continue
        identity = model.requirement_ids[number]
        saved = Best(poor, penalty_of(model, poor).penalty, False)
        price = compute_price(model, saved, identity, best_of, against)
        assert price.least is not None
        assert price.without.penalty is not None
        assert now.penalty is not None
        assert now.penalty <= price.least <= (saved.penalty or 0)
        if price.met is not None and price.met.penalty is not None:
            assert price.least <= price.met.penalty
        free = price.without.tables
        own = shortfalls(model, free)[number] * model.weights[number]
        assert price.least <= price.without.penalty + own
        assert price.price == price.least - price.without.penalty
        seen += price.least < (saved.penalty or 0)


def test_each_other_table_costs_what_the_best_seating_with_them_there_does() -> None:
    rng = Random(5)
    for _ in range(15):
        model, now = seated(rng)
        assert now.tables is not None
        person = rng.randrange(model.n_persons)
        exchange = partial(find_exchange, IncrementalCosts.of(model, now.tables))
        found = explain_seat(model, now, model.person_ids[person], best_of, against, exchange)
        assert found.table == model.table_ids[now.tables[person]]
        assert [other.table for other in found.elsewhere] == [t for t in model.table_ids if t != found.table]
        for other in found.elsewhere:
            table = model.table_ids.index(other.table)
            there = [t for t in every_seating(model) if t[person] == table]
            met = [value.penalty for value in (penalty_of(model, t) for t in there) if not value.unmet]
            assert other.best.penalty == min(met, default=None)
            alone = now.tables.copy()
            alone[person] = table
            assert other.alone == penalty_of(model, alone)
            if other.best.tables is None:
                assert SEATED_HERE not in other.against
            else:
                goes = zip(model.person_ids, other.best.tables != now.tables, strict=True)
                assert set(other.moved) == {one for one, moves in goes if moves} - {model.person_ids[person]}
                assert other.changed == list_changes(model, now.tables, other.best.tables)


def test_a_question_begins_with_the_person_there_by_an_exchange_where_that_is_better() -> None:
    """Two tables of two seats: nobody can just move."""
    from seating.model import build_model
    from tests.builders import requirement, room

    built = build_model(room(["a", "b", "c", "d"], [{"id": t, "seats": 2} for t in ("x", "y")]), [requirement("size")])
    now = Best(np.array([0, 0, 1, 1]), 0, True)
    begun = []
    exchange = partial(find_exchange, IncrementalCosts.of(built, now.tables))
    explain_seat(
        built, now, "a", lambda model, tables: (begun.append(tables), best_of(model, tables))[1], against, exchange
    )
    assert [tables.tolist() for tables in begun] == [[1, 0, 0, 1]]


def test_a_table_for_others_is_ruled_out_without_a_search() -> None:
    """Table y has a must that counts no one but its own: no seating of the others helps."""
    from seating.model import build_model
    from tests.builders import requirement, room

    asked = requirement("count", id="for:y", who={"not": {"name": ["b"]}}, at_most=0, at=["y"], must=True)
    built = build_model(room(["a", "b"], ["x", "y"]), [asked])
    now = Best(np.array([0, 1]), 0, True)
    exchange = partial(find_exchange, IncrementalCosts.of(built, now.tables))
    unknown = Best(None, None, False)
    (other,) = explain_seat(built, now, "a", lambda *_: unknown, lambda model: (), exchange).elsewhere
    assert other.best.is_proven
    assert other.against == ("for:y",)


def test_no_one_else_moves_for_nothing() -> None:
    """Two tables of three. The search exchanges two pairs of people who are all alike; only one of them has to move."""
    from seating.model import build_model
    from tests.builders import requirement, room

    people = ["a", "b", "c", "d", "e", "f"]
    built = build_model(room(people, [{"id": t, "seats": 3} for t in ("x", "y")]), [requirement("size")])
    now = Best(np.array([0, 0, 0, 1, 1, 1]), 0, True)
    exchange = partial(find_exchange, IncrementalCosts.of(built, now.tables))
    shuffled = Best(np.array([1, 1, 1, 0, 0, 0]), 0, True)
    (other,) = explain_seat(built, now, "a", lambda *_: shuffled, against, exchange).elsewhere
    assert len(other.moved) == 1
    assert other.best.tables is not None
    assert penalty_of(built, other.best.tables) == penalty_of(built, shuffled.tables)
    assert other.best.tables[0] == 1


@pytest.mark.parametrize("table", [0, 1])
def test_seated_at_is_one_must_more(table: int) -> None:
    model, _ = seated(Random(6))
    if table >= model.n_tables:
        pytest.skip("drawn with one table")
    held = require_seat(model, 0, table)
    for tables in every_seating(model):
        assert penalty_of(held, tables).unmet == penalty_of(model, tables).unmet + (tables[0] != table)


def test_without_leaves_out_one() -> None:
    model, _ = seated(Random(7))
    first = model.requirement_ids[0]
    assert remove_requirement(model, first).requirement_ids == model.requirement_ids[1:]


def test_changes_add_up_to_the_difference_of_two_penalties() -> None:
    """Every wish whose penalty differs is named once, the largest increase first; musts cost nothing."""
    rng, seen = Random(8), 0
    for _ in range(120):
        model = random_model(rng)
        before, after = rng.choices(list(every_seating(model)), k=2)
        found = list_changes(model, before, after)
        points = [change.points for change in found]
        assert points == sorted(points, reverse=True)
        assert 0 not in points
        assert len({change.requirement for change in found}) == len(found)
        assert sum(points) == penalty_of(model, after).penalty - penalty_of(model, before).penalty
        back = {change.requirement: -change.points for change in list_changes(model, after, before)}
        assert back == {change.requirement: change.points for change in found}
        seen += len(found)
    assert seen > 20
