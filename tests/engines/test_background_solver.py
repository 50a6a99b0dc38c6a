"""Questions asked beside the search are answered one after the other, and never hold up its end."""

from __future__ import annotations

import time

from seating.engines.budget import Effort
from seating.engines.child import BackgroundSolver, OutOfTimeError
from seating.engines.local_search.construction import construct
from seating.engines.messages import SILENT, Bound, BoundByClasses, BoundByColumns
from seating.engines.outcome import Status
from seating.engines.steps import Search
from seating.engines.strategy import start_background_work
from seating.model import penalty_of
from tests.engines.rooms import big_model

MODEL = big_model(60, 6)
TABLES = construct(MODEL, 0)


def question(kind: type[Bound], work: float = 1.0) -> Bound:
    return kind(TABLES, 0, work, None)


def test_what_is_asked_later_is_answered_after_what_was_asked_before() -> None:
    with BackgroundSolver(0) as aside:
        assert not aside.is_asked
        aside.ask(MODEL, [question(BoundByClasses)], None)
        aside.ask(MODEL, [question(BoundByColumns)], None)
        assert aside.is_asked
        aside.wait(lambda: False)
        assert not aside.is_asked
        assert aside.bound > 0


def test_its_end_waits_for_no_answer(monkeypatch) -> None:
    answers = []
    with BackgroundSolver(0) as aside:
        ask = aside._child.ask
        monkeypatch.setattr(aside._child, "ask", lambda *given: answers.append(ask(*given)))
        for _ in range(3):
            aside.ask(MODEL, [question(BoundByColumns, 1e6)], None)
    assert not aside.is_asked
    assert aside._child.process_id is None
    assert answers == []


def test_once_stopped_it_asks_nothing_more() -> None:
    with BackgroundSolver(0) as aside:
        aside.ask(MODEL, [question(BoundByClasses)], None)
        aside.stop()
        known = aside.bound
        aside.ask(MODEL, [question(BoundByClasses)], None)
        aside.wait(lambda: False)
        assert aside.bound == known
        assert aside._child.process_id is None


def test_a_bound_that_is_near_calls_for_the_whole_room_and_one_that_is_far_for_columns(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    with search.portfolio.running():
        search.begin()
        search.portfolio.background_rule = lambda: start_background_work(search)
        assert not search.incumbent.is_near
        search.portfolio.check()
        assert search.portfolio.bounds_asked == {BoundByColumns}
        assert not search.portfolio.mip.is_asked
        search.portfolio.bounds.wait(lambda: False)
        search.portfolio.bounds.bound = search.incumbent.value.penalty - 1
        search.portfolio.check()
        assert search.portfolio.mip.is_asked


def test_columns_are_asked_where_looking_at_the_whole_room_came_to_nothing(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    with search.portfolio.running():
        search.begin()
        search.portfolio.background_rule = lambda: start_background_work(search)
        search.portfolio.bounds.bound = search.incumbent.value.penalty - 1
        search.portfolio.mip.ask(MODEL, [], None)
        search.portfolio._gap_asked = 1
        search.portfolio.mip.wait(lambda: False)
        search.portfolio.check()
        assert search.portfolio.bounds_asked == {BoundByColumns}


def test_a_seating_found_beside_is_kept_when_the_time_is_over(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    first = search.incumbent.value
    with search.portfolio.running():
        search.portfolio.mip.tables = TABLES
        raise OutOfTimeError
    assert search.incumbent.value == penalty_of(MODEL, TABLES) < first


def test_a_proof_ends_as_soon_as_enough_is_known_beside_it(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    with search.portfolio.running():
        search.begin()
        search.portfolio.mip.bound = search.incumbent.value.penalty
        search.prove_meanwhile()
        assert not search.budget.is_spent
    assert search.outcome().status is Status.OPTIMAL


def test_where_columns_have_ended_a_penalty_in_sight_calls_for_the_whole_room(child) -> None:
    search = Search(MODEL, Effort.until(time.monotonic() + 60.0), 0, SILENT, child)
    with search.portfolio.running():
        search.begin()
        search.portfolio.background_rule = lambda: start_background_work(search)
        search.portfolio.bounds_asked.add(BoundByColumns)
        search.incumbent._proven = search.incumbent.value.penalty - 11
        search.portfolio.check()
        assert not search.portfolio.mip.is_asked
        search.incumbent._proven = search.incumbent.value.penalty - 10
        assert not search.incumbent.is_near
        search.portfolio.check()
        assert search.portfolio.mip.is_asked
