"""A budget is never exceeded by its shares, and a longer search is suggested where that helps."""

from __future__ import annotations

import time
from random import Random

import pytest

from seating.engines import SILENT, Child, Effort, best_plan, budget
from seating.engines.budget import ENDLESS, LIMITS, Budget, Course, longer_limit, work_for_room, worthwhile_limit
from seating.engines.interruption import Ending
from seating.engines.outcome import Status
from tests.engines.rooms import big_model, room_of_pairs

LATE = Course(Status.FEASIBLE, Ending.TIME, is_cut_off=True, is_close=False, last_news=0.9)


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        (LATE, 120),
        (LATE._replace(last_news=0.2), None),
        (LATE._replace(last_news=0.2, is_close=True), 120),
        (LATE._replace(status=Status.OPTIMAL), None),
        (LATE._replace(status=Status.NO_SEATING, last_news=0.0), 120),
        (LATE._replace(status=Status.IMPOSSIBLE, last_news=0.0), 120),
        (LATE._replace(ending=Ending.INTERRUPTED), None),
        (LATE._replace(ending=Ending.LOST), None),
        (LATE._replace(ending=Ending.DONE, is_cut_off=False), None),
        (LATE._replace(ending=Ending.DONE), 120),
    ],
)
def test_a_longer_search_is_suggested_where_something_speaks_for_it(course: Course, expected: int | None) -> None:
    assert worthwhile_limit(course, 20.0, 0.0) == expected


def test_a_short_search_is_always_worth_a_longer_one() -> None:
    assert worthwhile_limit(LATE._replace(last_news=0.1), 3.0, 0.0) == 30


def test_without_a_limit_the_work_says_how_long_it_was() -> None:
    assert worthwhile_limit(LATE._replace(ending=Ending.DONE), None, 7.0) == 120
    assert worthwhile_limit(LATE._replace(ending=Ending.DONE), None, 100.0) == 1_800


def test_limits_grow_and_end() -> None:
    found = [longer_limit(seconds) for seconds in (0.1, 3, 10, 60, 300, 3_000, 20_000)]
    assert found == [30, 30, 60, 300, 1_800, 14_400, None]


@pytest.mark.room
def test_a_search_that_is_cut_off_says_so_and_a_proven_one_does_not(child: Child) -> None:
    cut = best_plan(room_of_pairs(60, 6), Effort.until(time.monotonic() + 0.3), 0, SILENT, child)
    assert cut.longer_limit == 30
    proven = best_plan(big_model(12, 2), Effort(work=5.0), 0, SILENT, child)
    assert (proven.status, proven.longer_limit) == (Status.OPTIMAL, None)


class Clock:
    """A clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(budget.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_an_effort_needs_an_end_and_no_negative_work() -> None:
    with pytest.raises(ValueError, match="needs a limit"):
        Effort()
    with pytest.raises(ValueError, match="cannot be negative"):
        Effort(work=-0.1)
    assert Effort(work=0.0).deadline is None


def test_shares_taken_one_after_another_never_exceed_the_whole() -> None:
    """Each share is of what is left then; whatever their order and size, the whole is never exceeded."""
    rng = Random(1)
    for _ in range(200):
        whole = rng.uniform(0.0, 50.0)
        left = Budget(Effort(work=whole))
        for _ in range(rng.randint(1, 12)):
            share = rng.random()
            given = left.work(share)
            assert given == pytest.approx(max(0.0, whole - left.spent) * share)
            left.spend(given)
            assert left.spent <= whole + 1e-9
        left.spend(left.work())
        assert left.spent == pytest.approx(whole)


def test_spending_more_than_was_given_leaves_nothing_and_never_less() -> None:
    """An engine looks at its work only now and then, so it may take a little more."""
    left = Budget(Effort(work=2.0))
    left.spend(2.5)
    assert (left.work(), left.work(0.5), left.is_spent) == (0.0, 0.0, True)


def test_a_deadline_may_be_brought_forward(clock: Clock) -> None:
    """A search that gives up part of its time keeps count of what it spent before."""
    left = Budget(Effort(deadline=1_040.0))
    left.spend(3.0)
    clock.now = 1_020.0
    assert left.seconds == 20.0
    left.deadline = 1_025.0
    assert (left.seconds, left.spent, left.is_spent) == (5.0, 3.0, False)
    clock.now = 1_025.0
    assert left.is_spent


def test_time_runs_out_and_never_below_zero(clock: Clock) -> None:
    left = Budget(Effort(deadline=1_010.0))
    assert not left.is_spent
    clock.now = 1_010.0
    assert left.is_spent
    clock.now = 1_500.0
    assert (left.seconds, left.work(0.5), left.is_spent) == (0.0, 0.0, True)


def test_work_counts_as_endless_where_only_time_ends_a_search(clock: Clock) -> None:
    """A share of the time is turned into about as much work; the whole has no limit but the deadline."""
    left = Budget(Effort(deadline=1_060.0))
    assert left.work() == ENDLESS
    assert left.work(0.5) == pytest.approx(0.6 * 60.0 * 0.5)
    left.spend(10**9)
    assert not left.is_spent


def test_where_both_are_limited_whichever_is_reached_first_ends_the_search(clock: Clock) -> None:
    left = Budget(Effort(work=3.0, deadline=1_010.0))
    assert left.work(0.5) == 1.5
    left.spend(3.0)
    assert left.is_spent
    other = Budget(Effort(work=3.0, deadline=1_010.0))
    clock.now = 1_011.0
    assert other.is_spent
    assert other.work() == 3.0


def test_the_number_of_chains_stays_the_same() -> None:
    """The seating found depends on it."""
    left = Budget(Effort(work=1.0, jobs=5))
    left.spend(0.7)
    left.deadline = time.monotonic() + 1.0
    assert left.jobs == 5


def test_larger_rooms_get_more_work_up_to_a_limit() -> None:
    sizes = (12, 60, 61, 120, 300, 1_000, 3_000)
    works = [Effort.for_room(big_model(n, 1)).work for n in sizes]
    assert works[0] == works[1] == 7.0
    assert works == sorted(works)
    assert 7.0 < works[2] < works[3] == pytest.approx(7.0 * 2**0.75)
    assert works[-1] == 100.0
    assert works == [work_for_room(big_model(n, 1)) for n in sizes]


def test_a_suggested_limit_is_always_several_times_longer() -> None:
    for tenth in range(1, 50_000, 37):
        seconds = tenth / 10
        limit = longer_limit(seconds)
        assert limit is None or limit >= 4 * seconds
        assert (limit is None) == (4 * seconds > LIMITS[-1])


@pytest.mark.room
def test_more_work_never_gives_a_worse_answer(child: Child) -> None:
    """The same seed with more and more work: the penalty never rises, and the bound is never above it."""
    for seed in range(3):
        model = big_model(40, 5, seed)
        found = [best_plan(model, Effort(work=work), seed, SILENT, child) for work in (0.0, 0.05, 0.4, 3.0)]
        values = [outcome.value for outcome in found]
        assert values == sorted(values, reverse=True)
        assert all(a.bound is None or b.value.unmet or a.bound <= b.penalty for a in found for b in found)
        assert values[-1] < values[0]
