"""Sets of people of whom every two are a pair."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.terms import cliques as module
from seating.terms.cliques import cliques


@pytest.mark.parametrize("most_work", [0, 30, 1_000_000])
def test_sets_cover_every_pair_and_hold_no_other(monkeypatch: pytest.MonkeyPatch, most_work: int) -> None:
    """Whatever work is allowed: with less of it, there are more and smaller sets."""
    monkeypatch.setattr(module, "MOST_WORK", most_work)
    rng = Random(1)
    pairs = {pair for pair in combinations(range(20), 2) if rng.random() < 0.6}
    found = cliques(np.array(sorted(pairs)))
    assert {pair for clique in found for pair in combinations(clique, 2)} == pairs


def test_when_the_work_is_done_pairs_stay_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = np.array([*combinations(range(4), 2), *combinations(range(5, 9), 2)])
    assert cliques(pairs) == [[0, 1, 2, 3], [5, 6, 7, 8]]
    monkeypatch.setattr(module, "MOST_WORK", 1)
    assert cliques(pairs)[0] == [0, 1, 2, 3]
    assert {len(clique) for clique in cliques(pairs)[1:]} == {2}
