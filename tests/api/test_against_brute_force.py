"""Random tiny convenings of every kind, compared with every seating there is, by the checkers alone."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from seating.engines import Child, Status
from seating.requirements import kinds
from tests.differential import compare_range, compare_with_brute_force


@pytest.mark.room
def test_best_proven_or_a_minimal_clash(child: Child) -> None:
    """The penalty is the least of all seatings; without one that meets the musts, each of a conflict is needed."""
    seen = Counter(compare_with_brute_force(case, child)[0] for case in range(40))
    assert seen[Status.OPTIMAL] >= 10
    assert seen[Status.IMPOSSIBLE] >= 5


@pytest.mark.room
def test_best_proven_or_a_minimal_clash_where_people_are_tied(child: Child) -> None:
    seen = Counter(compare_with_brute_force(case, child, is_tied=True)[0] for case in range(16))
    assert seen[Status.OPTIMAL] >= 5
    assert seen[Status.IMPOSSIBLE] >= 3


@pytest.mark.night
def test_best_proven_or_a_minimal_clash_a_thousand_times() -> None:
    """A third of the cases change from day to day, in a third people are tied; a failure names its case."""
    today = int(time.strftime("%Y%m%d000"))
    for cases, is_tied in ((range(1000, 1500), False), (range(today, today + 500), False), (range(1000, 1500), True)):
        tally = compare_range(cases, is_tied)
        assert not tally.failures
        assert set(tally.by_kind) == set(kinds())
