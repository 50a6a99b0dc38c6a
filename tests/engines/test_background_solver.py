"""Questions asked beside the search are answered one after the other, and never hold up its end."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from seating.engines.background import BackgroundSolver
from seating.engines.budget import Effort
from seating.engines.local_search.construction import construct
from seating.engines.messages import (
    NOTHING,
    SILENT,
    Aim,
    Answer,
    Bound,
    BoundByClasses,
    BoundByColumns,
    Found,
    Solve,
    SolveMip,
    SolveStatus,
)
from seating.engines.outcome import Status
from seating.engines.search_steps import Search
from seating.engines.worker import EnoughError, OutOfTimeError, WorkerDiedError
from seating.model import penalty_of
from tests.engines.children import Here, Scripted
from tests.engines.rooms import big_model
from tests.waiting import PATIENCE

MODEL = big_model(60, 6)
TABLES = construct(MODEL, 0)

SECONDS = 60.0


def question(kind: type[Bound], work: float = 1.0) -> Bound:
    return kind(TABLES, 0, work, None)


@pytest.mark.room
def test_what_is_asked_later_is_answered_after_what_was_asked_before() -> None:
    with BackgroundSolver(0) as aside:
        assert not aside.is_asked
        aside.ask(MODEL, question(BoundByClasses), None)
        aside.ask(MODEL, question(BoundByColumns), None)
        assert aside.is_asked
        aside.wait(lambda: False)
        assert not aside.is_asked
        assert aside.bound > 0


def test_the_first_bound_is_waited_for_but_not_for_ever() -> None:
    with BackgroundSolver(0) as aside:
        aside.wait_for_first(seconds=SECONDS)  # nothing is asked
        aside.ask(MODEL, question(BoundByClasses), None)
        aside.wait_for_first(seconds=0.0)
        assert aside.bound == 0
        aside.wait_for_first(seconds=SECONDS)
        assert 0 < aside.first <= aside.bound
    with BackgroundSolver(0) as aside:
        aside.ask(MODEL, question(BoundByClasses), 0.0)
        aside.wait_for_first(seconds=SECONDS)  # the deadline came first
        assert aside.bound == 0


def test_its_end_waits_for_no_answer(monkeypatch) -> None:
    answers = []
    with BackgroundSolver(0) as aside:
        ask = aside._worker.ask
        monkeypatch.setattr(aside._worker, "ask", lambda *given: answers.append(ask(*given)))
        for _ in range(3):
            aside.ask(MODEL, question(BoundByColumns, 1e6), None)
    assert not aside.is_asked
    assert aside._worker.process_id is None
    assert answers == []


def test_once_stopped_it_asks_nothing_more() -> None:
    with BackgroundSolver(0) as aside:
        aside.ask(MODEL, question(BoundByClasses), None)
        aside.stop()
        known = aside.bound
        aside.ask(MODEL, question(BoundByClasses), None)
        aside.wait(lambda: False)
        assert aside.bound == known
        assert aside._worker.process_id is None


def test_the_full_mip_is_asked_again_only_with_a_smaller_gap_or_twice_the_work(child, monkeypatch) -> None:
    search = Search(MODEL, Effort(work=5.0), 0, SILENT, child)
    with search.portfolio.running():
        search.begin()
        aside, asked = search.portfolio.background, []
        monkeypatch.setattr(aside, "ask", lambda *question: asked.append(question))
        for bound, work, times in ((10, 1.0, 1), (10, 1.9, 1), (9, 1.0, 1), (10, 2.0, 2), (10, 3.9, 2), (11, 1.0, 3)):
            search.incumbent._proven = bound
            search.portfolio.start_mip(work)
            assert len(asked) == times


def test_a_seating_found_beside_is_kept_when_the_time_is_over(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    first = search.incumbent.value
    with search.portfolio.running():
        search.portfolio.background.tables = TABLES
        raise OutOfTimeError
    assert search.incumbent.value == penalty_of(MODEL, TABLES) < first


def test_reports_of_the_full_mip_count_only_when_the_search_ends(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    first, known = search.incumbent.value, search.incumbent.bound
    with search.portfolio.running():
        search.portfolio.background._note(Found(TABLES, known + 1), False)
        search.portfolio.wait()
        assert (search.incumbent.value, search.incumbent.bound) == (first, known)
        raise OutOfTimeError
    assert (search.incumbent.value, search.incumbent.bound) == (penalty_of(MODEL, TABLES), known + 1)


def test_a_seating_reported_before_a_bound_is_taken_only_at_the_end() -> None:
    """The bound counts at once, the seating only when the search ends, or with the answer."""
    with scripted([Found(TABLES, None), Found(None, 6), OutOfTimeError()], [Found(TABLES, None), proves(7)]) as aside:
        aside.ask(MODEL, question(BoundByColumns), None)
        aside.wait(lambda: False)
        assert (aside.bound, aside.tables) == (6, None)
        aside.take_progress()
        assert aside.tables is TABLES
        aside.tables = None
        aside.ask(MODEL, question(BoundByColumns), None)
        aside.wait(lambda: False)
        aside.take_progress()
        assert (aside.bound, aside.tables) == (7, None)


def test_annealing_ends_as_soon_as_enough_is_proven_beside_it(child) -> None:
    search = Search(MODEL, Effort(work=50.0), 0, SILENT, child)
    with search.portfolio.running():
        search.begin()
        search.portfolio.background.bound = search.incumbent.value.penalty
        search.anneal(1.0)
    assert search.outcome().status is Status.OPTIMAL
    assert search.budget.spent == 0.0


def test_each_annealing_is_twice_as_long_as_the_one_before(child, monkeypatch) -> None:
    search = Search(MODEL, Effort(work=256.0), 0, SILENT, child)
    lengths: list[float] = []
    monkeypatch.setattr(search.portfolio, "anneal", lambda seed, work: lengths.append(work))
    search.anneal_until(0.06)
    assert lengths == [1.0, 2.0, 4.0, 8.0]
    search.anneal_until(0.06)
    assert len(lengths) == 4
    search.anneal_until(1.0)
    assert sum(lengths) == 255.0


def test_no_step_depends_on_the_time_limit(child, monkeypatch) -> None:
    """A longer limit only lets more of the same steps happen; so the steps under a shorter one are their beginning."""
    taken: dict[float, list[object]] = {}
    for seconds in (300.0, 600.0, 1e6):
        steps = taken.setdefault(seconds, [])
        search = Search(MODEL, Effort.until(time.monotonic() + seconds), 0, SILENT, child)
        monkeypatch.setattr(search.portfolio, "anneal", lambda seed, work, steps=steps: steps.append((seed, work)))
        search.anneal_until(1.0)
    free = Search(MODEL, Effort.for_room(MODEL), 0, SILENT, child)
    steps = []
    monkeypatch.setattr(free.portfolio, "anneal", lambda seed, work: steps.append((seed, work)))
    free.anneal_until(1.0)
    assert taken[300.0] == taken[600.0] == taken[1e6] == steps


def scripted(*replies: object, bound: int = 2) -> BackgroundSolver:
    """Return a solver whose worker replies these, one to each question."""
    aside = BackgroundSolver(bound)
    aside._worker = Scripted(*replies)
    return aside


def proves(bound: int | None, tables: np.ndarray | None = None) -> Answer:
    return Answer(SolveStatus.PROVEN, tables, None, bound, 0.1)


@pytest.mark.parametrize(
    ("replies", "bound"),
    [
        ([proves(5)], 5),
        ([proves(1)], 2),
        ([proves(None)], 2),
        ([NOTHING], 2),
        ([proves(5), proves(4), proves(9)], 9),
        ([proves(5), NOTHING], 5),
        ([[Found(None, 8), proves(8)]], 8),
        ([[Found(None, 8), Found(TABLES, None), Found(None, 3), proves(9)]], 9),
        ([[Found(None, 8), proves(6)]], 6),  # only the bound of the answer counts in the end: a later step refuted 8
    ],
)
def test_the_bound_is_the_best_that_answers_proved(replies: list[object], bound: int) -> None:
    with scripted(*replies) as aside:
        for _ in replies:
            aside.ask(MODEL, question(BoundByClasses), None)
        aside.wait(lambda: False)
        assert aside.bound == bound


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("error", [WorkerDiedError("signal 9"), OutOfTimeError(), EnoughError()])
def test_a_worker_that_dies_or_is_late_leaves_what_was_proven(error: Exception) -> None:
    """What it told before counts, nobody hears the error, and the worker is started again for the next question."""
    with scripted(proves(4), [Found(None, 6), error], proves(50)) as aside:
        for _ in range(2):
            aside.ask(MODEL, question(BoundByClasses), None)
        aside.wait(lambda: False)
        assert (aside.bound, aside.is_asked) == (6, False)
        aside.ask(MODEL, question(BoundByColumns), None)
        aside.wait(lambda: False)
        assert aside.bound == 50


def test_the_last_seating_that_an_answer_brought_is_kept() -> None:
    other = np.roll(TABLES, 1)
    with scripted(proves(1, TABLES), NOTHING, proves(1, other), proves(1)) as aside:
        assert aside.tables is None
        for expected in (TABLES, TABLES, other, other):
            aside.ask(MODEL, SolveMip(Solve(Aim.PENALTY, TABLES, 0, 1.0)), None)
            aside.wait(lambda: False)
            assert aside.tables is expected


def test_a_wait_ends_once_enough_is_known() -> None:
    """The question goes on in its own thread; only the wait for it ends."""
    go_on = threading.Event()

    class Slow(Here):
        def answer(self, question: object, on_progress: object) -> Answer:
            go_on.wait(PATIENCE)
            return proves(3)

    with BackgroundSolver(0) as aside:
        aside._worker = Slow()
        aside.ask(MODEL, question(BoundByClasses), None)
        aside.wait(lambda: True)
        assert (aside.is_asked, aside.bound) == (True, 0)
        go_on.set()
        aside.wait(lambda: False)
        assert (aside.is_asked, aside.bound) == (False, 3)


def test_nobody_waits_for_a_solver_that_was_never_asked() -> None:
    with scripted() as aside:
        aside.wait(lambda: False)
        assert not aside.is_asked
        aside.start()
        assert aside._worker.starts == 1  # type: ignore[attr-defined]
    assert aside._worker.stops == 1  # type: ignore[attr-defined]


def test_its_bound_never_exceeds_the_optimum_of_the_room() -> None:
    """Neither before nor after a MIP has proven that optimum."""
    for seed in range(3):
        model = big_model(18, 3, seed)
        tables = construct(model, seed)
        aside = BackgroundSolver(0)
        aside._worker = Here()
        mip = SolveMip(Solve(Aim.PENALTY, tables, 0, 5.0))
        with aside:
            aside.ask(model, BoundByClasses(tables, 0, 1.0), None)
            aside.wait(lambda: False)
            bound = aside.bound
            aside.ask(model, mip, None)
            aside.wait(lambda: False)
        assert aside.tables is not None
        assert bound <= aside.bound == penalty_of(model, aside.tables).penalty
