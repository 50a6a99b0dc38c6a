"""Texts that mean the same are offered for joining, in words that no table lists as such, and few others are."""

from __future__ import annotations

from collections import Counter

import pytest

from seating.charts.chart_reader import read_charts
from seating.charts.joins import join_alike
from seating.sources import open_book
from tests.charts.forms import TABLES
from tests.charts.synonyms import plant_synonyms

SETS = 200


def offers_of(seed: int) -> tuple[list[bool], list[tuple[str, str]]]:
    """Return whether each planted pair is offered, and the pairs that are offered and mean different people."""
    planted = plant_synonyms(seed)
    charts = read_charts([open_book(planted.text.encode(), "charts.csv")], planted.listed, TABLES)
    found = join_alike([charts], planted.listed)
    assert not any(one.is_joined for one in found.joins), "nothing is joined without the convener"
    pairs = [(one.description, one.joined_with) for one in found.joins]
    wrong = [pair for pair in pairs if planted.meanings[pair[0]] != planted.meanings[pair[1]]]
    return [{one, other} in map(set, pairs) for one, other in planted.pairs], wrong


@pytest.mark.parametrize("seed", range(3))
def test_planted_pairs_are_offered_and_few_others(seed: int) -> None:
    offered, wrong = offers_of(seed)
    assert sum(offered) >= len(offered) - 2
    assert len(wrong) <= 1, wrong


@pytest.mark.night
def test_of_many_planted_pairs_nine_in_ten_are_offered() -> None:
    offered: Counter[int] = Counter()
    for seed in range(SETS):
        found, wrong = offers_of(seed)
        assert len(wrong) <= 1, (seed, wrong)
        offered.update(at for at, is_offered in enumerate(found) if is_offered)
    pairs = plant_synonyms(0).pairs
    assert all(offered[at] >= 0.9 * SETS for at in range(len(pairs))), offered
