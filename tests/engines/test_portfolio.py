"""The portfolio: what its workers say becomes the incumbent, and a worker's death changes nothing but what is said."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.budget import Effort, work_for_room
from seating.engines.interruption import Ending
from seating.engines.limits import reach
from seating.engines.local_search.construction import round_robin
from seating.engines.messages import (
    NOTHING,
    Aim,
    Anneal,
    Answer,
    BoundByClasses,
    BoundByColumns,
    Found,
    Solve,
    SolveMip,
    SolveStatus,
)
from seating.engines.portfolio import Portfolio
from seating.engines.worker import EnoughError, OutOfTimeError, WorkerDiedError
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray, Plan
from tests.engines.children import Here, Scripted
from tests.engines.every import Every, every, random_seating, small_room
from tests.engines.rooms import big_model


class Noting:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self.bounds: list[int | None] = []
        self.reasons: list[str] = []
        self.plans: list[tuple[Plan, Value]] = []

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        self.values.append(incumbent)
        self.bounds.append(bound)

    def found(self, plan: Plan, value: Value) -> None:
        self.plans.append((plan, value))

    def lost(self, reason: str) -> None:
        self.reasons.append(reason)


def room(seed: int = 1) -> tuple[Model, Every]:
    """Return a small room of which the musts can be met, but not by its round robin, and every seating of it."""
    rng = Random(seed)
    while True:
        model = small_room(rng, must=0.3)
        whole = every(model)
        begins_badly = penalty_of(model, round_robin(model)).unmet > 0
        if begins_badly and whole.best.unmet == 0 < whole.best.penalty and len(ladder(whole)) > 5:
            return model, whole


def ladder(whole: Every) -> list[IntArray]:
    """Return a seating of each penalty that seatings which meet the musts have, the worst first."""
    met = whole.meeting
    return [met.seatings[int(n)] for n in np.unique(met.penalty, return_index=True)[1]][::-1]


MODEL, EVERY = room()
LADDER = ladder(EVERY)[:-1]
"""Seatings that meet the musts, from the worst to the last but one."""
DEATH = WorkerDiedError("signal 9")


def answer(tables: IntArray | None, work: float = 0.5, bound: int | None = None) -> Answer:
    return Answer(SolveStatus.FOUND, tables, None, bound, work)


def portfolio(
    *exact: Any,
    annealer: tuple[Any, ...] = (),
    effort: Effort | None = None,
    model: Model = MODEL,
    of_pairs: bool = False,
) -> tuple[Portfolio, Noting]:
    """Return a portfolio whose exact engine and annealer reply these, and its watch."""
    watch = Noting()
    workers = Portfolio(model, effort or Effort(work=10.0), 7, watch, Scripted(*exact), of_pairs)
    workers.annealer = Scripted(*annealer)
    workers.background._worker = Scripted()
    for child in (workers.exact, workers.annealer):
        child.load(model)
    return workers, watch


ASKS: dict[str, Callable[[Portfolio], object]] = {
    "ask": lambda workers: workers.ask(workers.question(Aim.PENALTY, 1.0)),
    "anneal": lambda workers: workers.anneal(1, 0.5),
}


@pytest.mark.parametrize("name", ASKS)
def test_an_answer_becomes_the_incumbent_if_it_is_better(name: str) -> None:
    replies = [answer(tables) for tables in (LADDER[2], LADDER[0], LADDER[-1])]
    workers, _ = portfolio(*replies, annealer=tuple(replies))
    for expected in (LADDER[2], LADDER[2], LADDER[-1]):
        ASKS[name](workers)
        assert workers.incumbent.value == penalty_of(MODEL, expected)


@pytest.mark.parametrize("name", ASKS)
def test_a_worker_that_dies_leaves_the_best_it_told(name: str) -> None:
    """Two deaths are survived, and said once; the third ends the search."""
    dying = [[Found(LADDER[n], None), Found(LADDER[0], 1), DEATH] for n in (1, 2, 3)]
    workers, watch = portfolio(*dying, annealer=tuple(dying))
    for n in (1, 2):
        ASKS[name](workers)
        assert workers.incumbent.value == penalty_of(MODEL, LADDER[n])
        assert (workers.ending, watch.reasons) == (Ending.LOST, ["signal 9"])
    with pytest.raises(WorkerDiedError):
        ASKS[name](workers)
    assert workers.incumbent.value == penalty_of(MODEL, LADDER[3])
    assert watch.reasons == ["signal 9"]
    assert workers.incumbent.bound >= 1


def test_what_a_dead_worker_told_is_not_reported_again() -> None:
    """The best is taken first, so that the user does not see the penalty rise."""
    workers, watch = portfolio([*(Found(tables, None) for tables in LADDER), DEATH])
    ASKS["ask"](workers)
    assert watch.values == sorted(watch.values, reverse=True)
    assert len(watch.values) == len(LADDER)


def test_what_is_told_on_the_way_counts_only_where_the_answer_never_comes() -> None:
    """Which thread tells first differs from run to run, but the answer does not."""
    told, died = [Found(LADDER[-1], None), answer(LADDER[1])], [Found(LADDER[0], None), DEATH]
    workers, watch = portfolio(told, [Found(None, 1), NOTHING], died)
    ASKS["ask"](workers)
    assert workers.incumbent.value == penalty_of(MODEL, LADDER[1])
    assert watch.values[0] == penalty_of(MODEL, LADDER[-1])  # it is shown all the same
    bound = workers.incumbent.bound
    ASKS["ask"](workers)
    assert workers.incumbent.bound == bound
    ASKS["ask"](workers)  # what it told before its last answer is no longer remembered
    assert workers.incumbent.value == penalty_of(MODEL, LADDER[1])


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (KeyboardInterrupt(), Ending.INTERRUPTED),
        (OutOfTimeError(), Ending.TIME),
        (WorkerDiedError("signal 6"), Ending.DONE),
    ],
)
def test_however_a_search_ends_the_best_seating_is_taken_and_all_workers_stop(
    error: BaseException, ending: Ending
) -> None:
    workers, _ = portfolio()
    with workers.running():
        workers.on_progress(Found(LADDER[2], 1))
        workers.background.tables = LADDER[-1]
        workers.background.bound = 2
        raise error
    assert workers.incumbent.value == penalty_of(MODEL, LADDER[-1])
    assert workers.ending is ending
    assert workers.incumbent.settled_bound >= 2
    assert [child.stops for child in (workers.annealer, workers.background._worker)] == [1, 1]  # type: ignore[attr-defined]


def test_an_error_of_the_program_is_not_swallowed_and_workers_stop_all_the_same() -> None:
    workers, _ = portfolio()
    with pytest.raises(ZeroDivisionError), workers.running():
        raise ZeroDivisionError
    assert workers.annealer.stops == workers.background._worker.stops == 1  # type: ignore[attr-defined]


def test_a_deadline_that_is_over_at_the_end_is_said() -> None:
    workers, _ = portfolio(effort=Effort.until(time.monotonic() - 1.0))
    with workers.running():
        pass
    assert workers.ending is Ending.TIME


@pytest.mark.parametrize(("people", "tables", "building"), [(24, 3, 0.01), (300, 30, 0.01), (600, 60, 0.02)])
def test_each_question_to_the_exact_engine_costs_its_work_and_that_of_building_its_model(
    people: int, tables: int, building: float
) -> None:
    model = big_model(people, tables)
    workers, _ = portfolio(answer(None, 0.5), model=model)
    workers.ask(workers.question(Aim.MUSTS, 1.0))
    assert workers.budget.spent == pytest.approx(0.5 + building)


@pytest.mark.parametrize("jobs", [1, 4])
def test_chains_side_by_side_cost_what_one_of_them_costs(jobs: int) -> None:
    workers, _ = portfolio(annealer=(answer(None, 2.0),), effort=Effort(work=8.0, jobs=jobs))
    workers.anneal(seed=5, work=2.0)
    (question,) = workers.annealer.asked  # type: ignore[attr-defined]
    assert isinstance(question, Anneal)
    assert (question.seed, question.chains, question.work) == (5, jobs, 2.0)
    assert np.array_equal(question.tables, workers.incumbent.tables)
    assert workers.budget.spent == 2.0 / jobs


def test_the_full_work_is_that_of_the_effort_or_of_the_room() -> None:
    for people, tables in ((24, 3), (300, 30)):
        model = big_model(people, tables)
        for effort in (Effort.for_room(model), Effort.until(time.monotonic() + 0.5), Effort.until(1e9)):
            workers, _ = portfolio(model=model, effort=effort)
            assert workers.full_work == work_for_room(model)
    workers, _ = portfolio(effort=Effort(work=2.5, deadline=1e9))
    assert workers.full_work == 2.5


def test_a_time_limit_changes_no_annealing_and_ends_every_other_question() -> None:
    """The temperature falls over the work, so it is the same under any limit. The worker is stopped at the deadline."""
    for effort in (Effort.until(time.monotonic() + 40.0), Effort.until(time.monotonic() + 4000.0)):
        workers, _ = portfolio(effort=effort)
        workers.anneal(1, 0.5)
        workers.start_bound(BoundByColumns)
        workers.start_mip(0.25)
        workers.wait()
        (annealing,) = workers.annealer.asked  # type: ignore[attr-defined]
        assert annealing.work == 0.5
        bound, mip = workers.background._worker.asked  # type: ignore[attr-defined]
        assert (bound.work, mip.solve.work) == (pytest.approx(3.0 * workers.full_work), 0.25)
        left = workers.budget.seconds
        assert left is not None
        for seconds in (bound.seconds, mip.solve.seconds):
            assert left <= seconds < left + 20.0


@pytest.mark.parametrize(("kind", "share"), [(BoundByClasses, 0.15), (BoundByColumns, 3.0)])
@pytest.mark.parametrize("of_pairs", [False, True])
def test_a_bound_is_asked_from_the_incumbent_with_its_share_of_the_full_work(
    kind: type, share: float, of_pairs: bool
) -> None:
    """In a room of pairs it is asked of the model in which their cost is bounded by arithmetic."""
    model = small_room(Random(3), ("shared",), must=0.0)
    workers, _ = portfolio(model=model, of_pairs=of_pairs)
    workers.budget.spend(4.0)  # it is not a share of what is left
    workers.start_bound(kind)
    workers.background.wait(lambda: False)
    child = workers.background._worker
    assert isinstance(child, Here)
    (question,) = child.asked
    assert (type(question), question.work, question.seconds) == (kind, pytest.approx(10.0 * share), None)
    assert np.array_equal(question.tables, workers.incumbent.tables)
    assert (child.model is model) == (not of_pairs)


def test_the_whole_room_is_solved_again_only_after_the_gap_has_shrunk() -> None:
    workers, _ = portfolio()
    workers.incumbent.accept(LADDER[1])
    for expected in (1, 1, 2, 2):
        if expected == 2:
            workers.incumbent.accept(LADDER[-1])
        workers.start_mip(0.5)
        workers.background.wait(lambda: False)
        assert len(workers.background._worker.asked) == expected  # type: ignore[attr-defined]
    question = workers.background._worker.asked[-1]  # type: ignore[attr-defined]
    assert isinstance(question, SolveMip)
    assert (question.bound, question.reach) == (workers.incumbent.bound, reach(workers.incumbent.value.penalty))
    assert (question.solve.aim, question.solve.free, question.solve.work) == (Aim.PENALTY, None, 0.5)
    assert np.array_equal(question.solve.tables, workers.incumbent.tables)
    assert math.isfinite(question.reach)


def test_the_whole_room_is_solved_again_with_twice_the_work() -> None:
    """Else a room whose gap stays would never be proven, however long the search."""
    workers, _ = portfolio()
    workers.incumbent.accept(LADDER[1])
    for work, expected in ((0.5, 1), (0.9, 1), (1.0, 2), (1.5, 2), (2.0, 3)):
        workers.start_mip(work)
        workers.background.wait(lambda: False)
        assert len(workers.background._worker.asked) == expected  # type: ignore[attr-defined]


def test_what_the_full_mip_is_asked_depends_on_no_bound_that_is_still_being_computed() -> None:
    """How far that bound has come at a given moment differs from run to run. Once it was awaited, it counts."""
    asked = []
    for bound in (0, 1, 2):
        workers, _ = portfolio()
        workers.incumbent.accept(LADDER[1])
        known = workers.incumbent.bound
        workers.background.bound = known + bound
        for _ in range(2):
            workers.start_mip(0.5)
        workers.background.wait(lambda: False)
        (question,) = workers.background._worker.asked  # type: ignore[attr-defined]
        asked.append((question.bound, question.reach))
        workers.wait()
        workers.start_mip(0.5)
        workers.background.wait(lambda: False)
        later = workers.background._worker.asked[1:]  # type: ignore[attr-defined]
        assert [question.bound for question in later] == ([known + bound] if bound else [])
    assert len(set(asked)) == 1


def test_the_answer_of_the_background_solver_is_taken_by_waiting_for_it() -> None:
    workers, _ = portfolio(annealer=(NOTHING,))
    workers.incumbent.accept(LADDER[1])
    workers.background._worker = Scripted(answer(LADDER[-1], bound=2))
    workers.start_mip(0.5)
    workers.background.wait(lambda: False)
    workers.anneal(1, 0.5)
    assert workers.incumbent.value == penalty_of(MODEL, LADDER[1])
    assert workers.incumbent.settled_bound < workers.incumbent.bound == 2
    workers.wait()
    assert workers.incumbent.value == penalty_of(MODEL, LADDER[-1])
    assert workers.incumbent.settled_bound == 2


def test_reports_of_the_full_mip_count_only_if_its_answer_never_comes() -> None:
    """If the MIP answers, its answer alone counts. If the search is cut off before, its last report counts."""
    reports = [Found(LADDER[0], None), Found(LADDER[-1], 2)]
    for reply, value in (([*reports, answer(LADDER[2])], LADDER[2]), ([*reports, OutOfTimeError()], LADDER[-1])):
        workers, _ = portfolio()
        workers.incumbent.accept(LADDER[1])
        workers.background._worker = Scripted(reply)
        with workers.running():
            workers.start_mip(0.5)
            workers.background.wait(lambda: False)
            assert workers.background.bound < 2
            workers.wait()
            answered = LADDER[1] if value is LADDER[-1] else value
            assert workers.incumbent.value == penalty_of(MODEL, answered)
        assert workers.incumbent.value == penalty_of(MODEL, value)
        assert (workers.incumbent.bound == 2) == (value is LADDER[-1])


def test_of_equal_seatings_the_one_of_the_background_solver_is_taken_whenever_it_ends_the_search() -> None:
    """Annealing may or may not have reported an equal one by then, so it must not matter."""
    worst = EVERY.meeting.of(EVERY.meeting.penalty == EVERY.meeting.penalty[EVERY.meeting.penalty > 0].max())
    assert len(worst.seatings) > 1
    one, other = worst.seatings[:2]
    for reports in ([], [Found(one, None)]):
        workers, _ = portfolio()
        workers.incumbent.accept(round_robin(MODEL))
        for found in reports:
            workers.on_progress(found)
        workers.background.tables, workers.background.bound = other, int(worst.penalty[0])
        workers.anneal(1, 0.5)
        assert np.array_equal(workers.incumbent.first, other)


def test_no_wait_is_longer_than_until_the_best_reaches_the_bound() -> None:
    """The best may be the incumbent, one that was told on the way, or one of the full MIP; the bound may rise."""
    optimum = EVERY.meeting.seatings[int(EVERY.meeting.penalty.argmin())]
    sources: list[Callable[[Portfolio], object]] = [
        lambda workers: workers.incumbent.accept(optimum),
        lambda workers: workers.on_progress(Found(optimum, None)),
        lambda workers: setattr(workers.background, "tables", optimum),
    ]
    for source in sources:
        workers, _ = portfolio([Found(None, None), answer(None)])
        source(workers)
        assert not workers.is_enough()
        workers.background.bound = EVERY.best.penalty
        assert workers.is_enough()
        with pytest.raises(EnoughError):
            workers.exact.ask(workers.question(Aim.PENALTY, 1.0), None, None, workers.is_enough)
        workers.anneal(1, 0.5)
        assert workers.incumbent.value == EVERY.best
        assert workers.incumbent.is_optimal
        assert workers.budget.spent == 0.0


def test_progress_is_counted_in_work_or_in_seconds() -> None:
    by_work, _ = portfolio(answer(None, 3.0))
    ASKS["ask"](by_work)
    assert by_work.elapsed == by_work.budget.spent == pytest.approx(3.01)
    by_time, _ = portfolio(answer(None, 3.0), effort=Effort.until(time.monotonic() + 100.0))
    ASKS["ask"](by_time)
    assert 0.0 <= by_time.elapsed < 50.0


def test_questions_start_from_the_incumbent_with_the_seed_of_the_search() -> None:
    workers, _ = portfolio()
    for tables in LADDER:
        workers.incumbent.accept(tables)
        question = workers.question(Aim.BOTH, 1.25)
        assert isinstance(question, Solve)
        assert np.array_equal(question.tables, workers.incumbent.tables)
        assert (question.aim, question.seed, question.work, question.seconds) == (Aim.BOTH, 7, 1.25, None)


def test_reports_on_the_way_are_the_better_of_what_is_told_and_what_is_known() -> None:
    rng = Random(9)
    workers, watch = portfolio()
    for _ in range(30):
        tables = random_seating(rng, MODEL) if rng.random() < 0.6 else None
        workers.on_progress(Found(tables, rng.choice([None, 0, EVERY.best.penalty])))
    best = workers.incumbent.value
    assert all(value <= best for value in watch.values)
    shown = [penalty_of(MODEL, MODEL.tables_of(plan)) for plan, _ in watch.plans]
    assert shown == [value for _, value in watch.plans]
    assert shown == sorted(set(shown), reverse=True)
    assert shown[-1] == min(watch.values)
    assert all((bound is None) == (value.unmet > 0) for value, bound in zip(watch.values, watch.bounds, strict=True))
    assert workers.incumbent.value == best  # nothing is taken before the answer is lost
