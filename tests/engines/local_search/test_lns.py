"""Large neighborhoods: which tables are set free together, and that no round makes a seating worse."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.local_search.lns import MOST_FREE, Rule, choose, lns_rounds, next_round, search_near
from seating.engines.messages import Answer, Improve, SolveStatus
from seating.engines.worker import OutOfTimeError, WorkerDiedError
from seating.model import Model, penalty_of
from seating.room.plan import IntArray
from seating.terms import PlaceTerm
from tests.engines.children import Here, Scripted
from tests.engines.every import every, random_seating, small_room
from tests.engines.rooms import big_model

LARGE = big_model(60, 12)
COSTS = IncrementalCosts.of(LARGE, random_seating(Random(1), LARGE))


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("size", [1, 2, 5, 12, 40])
def test_groups_are_disjoint_and_as_large_and_as_many_as_there_are_tables_for(rule: Rule, size: int) -> None:
    for groups in (1, 2, 5):
        found = choose(rule, COSTS, size, groups, np.random.default_rng(size))
        least = min(size, 12)
        assert len(found) == max(1, min(groups, 12 // least))
        assert all(len(group) == least and list(group) == sorted(group) for group in found)
        tables = np.concatenate(found).tolist()
        assert len(set(tables)) == len(tables)
        assert set(tables) <= set(range(12))


@pytest.mark.parametrize("rule", Rule)
def test_the_same_state_of_the_generator_gives_the_same_groups(rule: Rule) -> None:
    one, other = (choose(rule, COSTS, 3, 2, np.random.default_rng(7)) for _ in range(2))
    assert [group.tolist() for group in one] == [group.tolist() for group in other]


def model_with_costs(costs: list[int]) -> IncrementalCosts:
    """Return the costs of a seating in which only these tables cost something."""
    counts = IncrementalCosts.of(LARGE, COSTS.tables)
    counts.costs = lambda: np.array(costs, dtype=np.int64)  # type: ignore[method-assign]
    return counts


@pytest.mark.parametrize("rule", [Rule.WORST, Rule.RELATED])
def test_a_table_that_costs_much_is_set_free_far_more_often_than_others(rule: Rule) -> None:
    """Two in a hundred of its weight are left to each of the others, so that none is never tried."""
    costly = model_with_costs([0, 0, 0, 1_000, *[0] * 8])
    picked = [3 in choose(rule, costly, 1, 1, np.random.default_rng(seed))[0] for seed in range(300)]
    assert 0.7 < sum(picked) / 300 < 0.95
    by_chance = [3 in choose(Rule.RANDOM, costly, 1, 1, np.random.default_rng(seed))[0] for seed in range(300)]
    assert sum(by_chance) / 300 < 0.2


def test_related_tables_are_such_as_somebody_of_the_first_would_cost_no_more_at() -> None:
    """Everybody at the costly table would sit better at one other, and worse anywhere else."""
    places = np.full((LARGE.n_persons, 12), 2)
    places[:, 3], places[:, 7] = 1, 0
    model = replace(LARGE, terms=((1, PlaceTerm.of(np.arange(LARGE.n_persons), places)),))
    counts = IncrementalCosts.of(model, COSTS.tables)
    counts.costs = lambda: np.where(np.arange(12) == 3, 10**6, 0)  # type: ignore[method-assign]
    groups = [choose(Rule.RELATED, counts, 3, 1, np.random.default_rng(seed))[0] for seed in range(60)]
    costly = [group for group in groups if 3 in group]
    assert len(costly) > 40
    assert sum(7 in group for group in costly) > 0.9 * len(costly)


def rounds(
    model: Model, tables: IntArray, patience: int, *answers: tuple[IntArray | None, SolveStatus, float]
) -> list[Improve]:
    """Return the questions of a search whose rounds are answered so, the last answer again and again."""
    search = lns_rounds(model, tables, 0, patience)
    asked, question = [], next(search, None)
    while question is not None and len(asked) < 200:
        found, status, work = answers[min(len(asked), len(answers) - 1)]
        asked.append(question)
        question = next_round(search, Answer(status, found, None, None, work))
    return asked


def test_rounds_that_are_solved_at_once_set_more_tables_free_up_to_a_limit() -> None:
    asked = rounds(LARGE, COSTS.tables, 6, (None, SolveStatus.PROVEN, 0.0))
    sizes = [len(question.groups[0]) for question in asked]
    assert sizes[:5] == [2, 3, 4, 5, 6]
    assert sizes == sorted(sizes)
    assert sizes[-1] == MOST_FREE
    assert len(asked) == 6


def test_rounds_that_take_too_long_set_fewer_tables_free_again() -> None:
    quick, slow = (None, SolveStatus.PROVEN, 0.0), (None, SolveStatus.UNDECIDED, 9.0)
    sizes = [len(question.groups[0]) for question in rounds(LARGE, COSTS.tables, 20, quick, quick, quick, slow)]
    assert max(sizes) == 5
    assert sizes[10] < 5
    assert min(sizes) == 2


def test_a_search_ends_when_rounds_no_longer_help_and_starts_anew_with_every_better_seating() -> None:
    """Each round begins with the best seating so far, and has a seed of its own."""
    better = COSTS.tables.copy()
    answer = (None, SolveStatus.UNDECIDED, 9.0)
    without = rounds(LARGE, COSTS.tables, 3, answer)
    improving = Here()
    improving.load(LARGE)
    found = improving.ask(without[0]).tables
    assert found is not None
    assert penalty_of(LARGE, found) < penalty_of(LARGE, better)
    asked = rounds(LARGE, better, 3, answer, answer, (found, SolveStatus.UNDECIDED, 9.0))
    assert len(asked) == len(without) + 3
    assert all(np.array_equal(question.tables, better) for question in asked[:3])
    assert all(np.array_equal(question.tables, found) for question in asked[3:])
    assert len({question.seed for question in asked}) == len(asked)


@pytest.mark.room
def test_small_rooms_are_searched_to_their_best_and_never_made_worse() -> None:
    """All tables of a small room are set free in the end, so the best of all seatings is found."""
    rng, best = Random(3), 0
    for _ in range(20):
        model = small_room(rng, must=0.2)
        begun = random_seating(rng, model)
        found = search_near(model, begun, Here(), 0, 2.0)
        assert every(model).best <= penalty_of(model, found) <= penalty_of(model, begun)
        best += penalty_of(model, found) == every(model).best
    assert best >= 18


@pytest.mark.parametrize("error", [WorkerDiedError("signal 9"), OutOfTimeError()])
@pytest.mark.parametrize("after", [0, 1])
def test_a_worker_that_dies_leaves_the_best_seating_so_far(error: Exception, after: int) -> None:
    better = Here()
    better.load(LARGE)
    found = better.ask(next(lns_rounds(LARGE, COSTS.tables, 0, 6)))
    child = Scripted(*([found] * after), error)
    tables = search_near(LARGE, COSTS.tables, child, 0, 2.0)
    assert tables is (found.tables if after else COSTS.tables)
    assert len(child.asked) == after + 1


def test_no_round_begins_once_the_work_is_spent_or_the_time_is_over() -> None:
    slow = Answer(SolveStatus.UNDECIDED, None, None, None, 0.5)
    child = Scripted(*[slow] * 50)
    search_near(LARGE, COSTS.tables, child, 0, 1.2)
    assert len(child.asked) == 3
    late = Scripted(slow)
    assert search_near(LARGE, COSTS.tables, late, 0, 1.2, deadline=0.0) is COSTS.tables
    assert late.asked == []
