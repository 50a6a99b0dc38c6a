"""The closest seating has the fewest unmet musts, then the least penalty, against every seating there is."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines import SILENT, Child, Effort, Ending, Outcome, Status, best_plan
from seating.engines.closest import LARGEST, Closest, Solver, find_closest, softened
from seating.engines.local_search.construction import construct
from seating.engines.outcome import outcome_of
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray
from seating.terms import CountTerm, Term
from tests.engines.drawn import random_convening, random_model
from tests.engines.every import best_of_all, every, random_seating, small_room
from tests.examples import seeded


def solver(child: Child) -> Solver:
    def solve(model: Model, begun: IntArray, effort: Effort) -> Outcome:
        assert not model.musts.any()
        return best_plan(model, effort, 0, SILENT, child, begun)

    return solve


def closest(model: Model, child: Child) -> Closest:
    return find_closest(model, construct(model, 0), Effort(work=2.0), solver(child))


def impossible_models(seed: int, number: int) -> list[tuple[Model, Value]]:
    rng, found = Random(seed), list[tuple[Model, Value]]()
    while len(found) < number:
        model = random_model(rng, must=0.6) if len(found) % 2 else random_convening(rng)
        best = best_of_all(model)
        if best.unmet:
            found.append((model, best))
    return found


def hold_against_every_seating(seed: int, number: int, child: Child) -> None:
    for model, best in impossible_models(seed, number):
        found = closest(model, child)
        assert (penalty_of(model, found.tables), found.is_proven) == (best, True)
        whole = best_plan(model, Effort.for_room(model), 0, SILENT, child)
        assert (whole.status, whole.value) == (Status.IMPOSSIBLE, best)


@pytest.mark.room
def test_closest_seatings_are_the_least_of_every_seating(child: Child) -> None:
    hold_against_every_seating(1, 25, child)


@pytest.mark.night
@seeded(10)
def test_other_closest_seatings_are_the_least_of_every_seating(child: Child, seed: int) -> None:
    hold_against_every_seating(seed, 2, child)


def test_a_must_counts_more_than_any_penalty(child: Child) -> None:
    """One person short at a table is worse than every wish that a seating can break."""
    model = _room_of_two_tables(should_weight=10**6)
    found = closest(model, child)
    assert penalty_of(model, found.tables) == (1, 2 * 10**6)
    assert found.is_proven


def test_a_search_that_was_interrupted_keeps_what_it_began_with(child: Child) -> None:
    model = _room_of_two_tables(should_weight=1)
    begun = np.array([0, 0, 0, 1, 1], dtype=np.int64)

    def interrupted(model: Model, tables: IntArray, effort: Effort) -> Outcome:
        return replace(best_plan(model, Effort(work=0.0), 0, SILENT, child, tables), ending=Ending.INTERRUPTED)

    found = find_closest(model, begun, Effort(work=1.0), interrupted)
    assert (found.is_proven, found.ending) == (False, Ending.INTERRUPTED)
    assert penalty_of(model, found.tables) <= penalty_of(model, begun)


def test_both_aims_share_the_time(child: Child) -> None:
    model = _room_of_two_tables(should_weight=1)
    given: list[float] = []

    def noting(model: Model, tables: IntArray, effort: Effort) -> Outcome:
        assert effort.deadline is not None
        given.append(effort.deadline - time.monotonic())
        return replace(best_plan(model, effort, 0, SILENT, child, tables), status=Status.FEASIBLE)

    find_closest(model, construct(model, 0), Effort.until(time.monotonic() + 1000.0), noting)
    assert 400.0 < given[0] <= 500.0
    assert 800.0 < given[1] <= 1000.0


@pytest.mark.room
def test_in_a_room_of_sixty_nothing_else_is_given_up(child: Child) -> None:
    """Every table lacks four of whom there are six; the rest can hold, and the closest seating shows it."""
    model = _lacking_at_every_table()
    outcome = best_plan(model, Effort.for_room(model), 0, SILENT, child)
    assert (outcome.status, outcome.value) == (Status.IMPOSSIBLE, Value(24, 0))


def test_softened_musts_cost_their_price(child: Child) -> None:
    model = _room_of_two_tables(should_weight=3)
    tables = np.array([0, 0, 0, 1, 1], dtype=np.int64)
    value = penalty_of(model, tables)
    assert penalty_of(softened(model, 7), tables) == (0, 7 * value.unmet + value.penalty)


def _model(n_people: int, n_tables: int, asked: list[tuple[int, list[Term]]]) -> Model:
    """Return a model of requirements, each with its weight, 0 for a must."""
    weights = np.array([weight for weight, _ in asked], dtype=np.int64)
    return Model(
        person_ids=tuple(f"p{n:02}" for n in range(n_people)),
        n_people=n_people,
        table_ids=tuple(f"t{n}" for n in range(n_tables)),
        capacity=np.full(n_tables, -(-n_people // n_tables), dtype=np.int64),
        may_be_empty=np.zeros(n_tables, dtype=bool),
        requirement_ids=tuple(f"r{n}" for n in range(len(asked))),
        musts=weights == 0,
        weights=weights,
        terms=tuple((number, term) for number, (_, terms) in enumerate(asked) for term in terms),
    )


def _room_of_two_tables(should_weight: int) -> Model:
    """Five people, of whom three are wanted at each table; a wish keeps the last two out of the second one."""
    everyone, tables = np.arange(5, dtype=np.int64), np.arange(2, dtype=np.int64)
    kept_out = CountTerm.constant(everyone[:4], tables[1:], high=0)
    musts: list[Term] = [CountTerm.constant(everyone, tables, 3, 3)]
    return _model(5, 2, [(0, musts), (should_weight, [kept_out, CountTerm.constant(everyone[4:], tables[:1], 1)])])


def _lacking_at_every_table() -> Model:
    """Sixty people at six tables that want five of six people each, and wishes that one hidden seating meets."""
    rng = np.random.default_rng(4)
    everyone, tables = np.arange(60, dtype=np.int64), np.arange(6, dtype=np.int64)
    hidden = rng.permutation(np.repeat(tables, 10))
    groups: list[Term] = []
    for _ in range(6):
        traits = np.concatenate([rng.permutation(np.repeat([0, 1, 2], [4, 3, 3])) for _ in tables])
        trait = np.empty(60, dtype=np.int64)
        trait[np.argsort(hidden, kind="stable")] = traits
        for value, number in enumerate((4, 3, 3)):
            groups.append(CountTerm.constant(np.flatnonzero(trait == value), tables, number, number))
    rare = np.array([int(np.flatnonzero(hidden == t)[0]) for t in tables], dtype=np.int64)
    size: Term = CountTerm.constant(everyone, tables, 10, 10)
    return _model(60, 6, [(0, [size]), (0, [CountTerm.constant(np.sort(rare), tables, low=5)]), (2, groups)])


def perfect(model: Model, tables: IntArray, effort: Effort) -> Outcome:
    """Return the best of all seatings, with proof, for two units of work."""
    whole = every(model)
    found = outcome_of(model, whole.seatings[int(whole.penalty.argmin())], whole.best.penalty, 0.0)
    return replace(found, work=2.0)


def idle(model: Model, tables: IntArray, effort: Effort) -> Outcome:
    """Return the seating it began with, and no bound worth the name."""
    return replace(outcome_of(model, tables, 0, 0.0), status=Status.FEASIBLE, work=2.0)


def careless(model: Model, tables: IntArray, effort: Effort) -> Outcome:
    """Return the worst of all seatings."""
    whole = every(model)
    return replace(outcome_of(model, whole.seatings[int(whole.penalty.argmax())], 0, 0.0), work=2.0)


def impossible_rooms(seed: int, number: int) -> list[tuple[Model, IntArray, Value]]:
    """Return rooms whose musts cannot all be met, each with a random seating and the value of the closest."""
    rng, found = Random(seed), list[tuple[Model, IntArray, Value]]()
    while len(found) < number:
        model = small_room(rng, must=0.6)
        best = every(model).best
        if best.unmet:
            found.append((model, random_seating(rng, model), best))
    return found


def test_proven_solvers_give_a_proven_closest_seating() -> None:
    """Whatever the room, the fewest unmet musts come first, then the least penalty with so many."""
    for model, tables, best in impossible_rooms(11, 30):
        found = find_closest(model, tables, Effort(work=9.0), perfect)
        assert (penalty_of(model, found.tables), found.is_proven) == (best, True)
        assert found.ending is Ending.DONE


@pytest.mark.parametrize(("first", "second"), [(idle, idle), (perfect, idle), (idle, perfect), (careless, careless)])
def test_without_both_proofs_nothing_is_called_closest(first: Solver, second: Solver) -> None:
    """The seating is no worse than the one it began with; it is proven only if arithmetic says so."""
    for model, tables, best in impossible_rooms(12, 20):
        solvers = [first, second]

        def one_after_another(
            model: Model, tables: IntArray, effort: Effort, solvers: list[Solver] = solvers
        ) -> Outcome:
            return solvers.pop(0)(model, tables, effort)

        found = find_closest(model, tables, Effort(work=9.0), one_after_another)
        assert penalty_of(model, found.tables) <= penalty_of(model, tables)
        if found.is_proven:
            assert penalty_of(model, found.tables) == best
            assert first is perfect or best == penalty_of(model, tables)


def test_the_work_of_both_objectives_is_counted_and_shared() -> None:
    """Half of the work is for the unmet musts; the rest, and what they did not need, is for the penalty."""
    for model, tables, _ in impossible_rooms(13, 10):
        given: list[float] = []

        def noting(model: Model, tables: IntArray, effort: Effort, given: list[float] = given) -> Outcome:
            assert effort.work is not None
            assert not model.musts.any()
            given.append(effort.work)
            return perfect(model, tables, effort)

        found = find_closest(model, tables, Effort(work=9.0), noting)
        assert given in ([4.5], [4.5, 7.0])
        assert found.work == 2.0 * len(given)


@pytest.mark.parametrize("ending", [Ending.INTERRUPTED, Ending.LOST])
def test_a_search_cut_off_while_counting_musts_does_not_go_on_to_the_penalty(ending: Ending) -> None:
    for model, tables, _ in impossible_rooms(14, 8):
        calls: list[Model] = []

        def cut_off(model: Model, tables: IntArray, effort: Effort, calls: list[Model] = calls) -> Outcome:
            calls.append(model)
            return replace(perfect(model, tables, effort), ending=ending)

        found = find_closest(model, tables, Effort(work=9.0), cut_off)
        assert len(calls) == 1
        assert (found.is_proven, found.ending) == (False, ending)
        assert penalty_of(model, found.tables) <= penalty_of(model, tables)


def test_the_price_of_a_must_never_overflows_and_no_should_outweighs_it() -> None:
    """With weights of a million, one unmet must less is still worth more than every wish."""
    for model, tables, _ in impossible_rooms(15, 12):
        heavy = replace(model, weights=model.weights * 10**6)
        prices: list[int] = []

        def noting(model: Model, tables: IntArray, effort: Effort, prices: list[int] = prices) -> Outcome:
            prices.extend(model.weights.tolist())
            return perfect(model, tables, effort)

        found = find_closest(heavy, tables, Effort(work=9.0), noting)
        assert penalty_of(heavy, found.tables) == every(heavy).best
        assert all(0 <= price <= LARGEST for price in prices)
