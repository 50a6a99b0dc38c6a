"""Random tiny convenings of every kind, compared with every seating there is, by the checkers alone."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from seating.engines import Child, Status
from seating.requirements import kinds
from tests.differential import compare_range, compare_with_brute_force


def test_best_proven_or_a_minimal_clash(child: Child) -> None:
    """The penalty is the least of all seatings; without one that meets the musts, each of a conflict is needed."""
    seen = Counter(compare_with_brute_force(case, child)[0] for case in range(80))
    assert seen[Status.OPTIMAL] >= 20
    assert seen[Status.IMPOSSIBLE] >= 10


@pytest.mark.slow
def test_best_proven_or_a_minimal_clash_a_thousand_times() -> None:
    """Half of the cases change from day to day; a failure names its case."""
    today = int(time.strftime("%Y%m%d000"))
    for cases in (range(1000, 1500), range(today, today + 500)):
        tally = compare_range(cases)
        assert not tally.failures
        assert set(tally.by_kind) == set(kinds())
