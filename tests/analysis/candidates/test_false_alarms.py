"""On lists on which nobody is missing, next to no candidates are offered."""

from __future__ import annotations

import pytest

from tests.analysis.candidates.lists import whole_list
from tests.analysis.candidates.test_planted import offered


@pytest.mark.room
@pytest.mark.parametrize("lists", [range(8), pytest.param(range(100), marks=pytest.mark.night)])
def test_a_hundred_lists_without_anybody_missing_give_at_most_two_candidates(lists: range) -> None:
    found = [(seed, candidate.id, candidate.why) for seed in lists for candidate in offered(whole_list(seed)).offered]
    assert len(found) <= 2, found
