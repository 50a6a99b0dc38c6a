"""When a longer search is suggested, and how long."""

from __future__ import annotations

import time

import pytest

from seating.engines import SILENT, Child, Effort, best_plan
from seating.engines.budget import Course, longer_limit, worthwhile_limit
from seating.engines.outcome import Ending, Status
from tests.engines.rooms import big_model

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


def test_a_search_that_is_cut_off_says_so_and_a_proven_one_does_not(child: Child) -> None:
    cut = best_plan(big_model(120, 12), Effort.until(time.monotonic() + 0.3), 0, SILENT, child)
    assert cut.longer_limit == 30
    proven = best_plan(big_model(12, 2), Effort(work=5.0), 0, SILENT, child)
    assert (proven.status, proven.longer_limit) == (Status.OPTIMAL, None)
