"""Groups go where most of a share is left, as a plain second implementation has it."""

from __future__ import annotations

from heapq import heappop

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.convening import inference
from seating.convening.inference import _sizes_of_groups


def plain(groups, shares, most):
    sizes = [0] * len(shares)
    for group in groups:
        free = [t for t, size in enumerate(sizes) if most[t] is None or size + group <= most[t]]
        if not free:
            return None
        sizes[max(free, key=lambda t: (shares[t] - sizes[t], -t))] += group
    return sizes


TABLES = st.lists(st.tuples(st.sampled_from([1.5, 2.0, 4.25, 8.0]), st.none() | st.integers(1, 9)), max_size=6)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=20), TABLES)
def test_the_sizes_are_those_of_the_plain_way(groups, tables):
    groups = sorted(groups, reverse=True)
    shares, most = [share for share, _ in tables], [limit for _, limit in tables]
    assert _sizes_of_groups(groups, shares, most) == plain(groups, shares, most)


def test_for_each_group_only_the_table_with_the_most_left_is_looked_at(monkeypatch: pytest.MonkeyPatch):
    looked_at = []
    monkeypatch.setattr(inference, "heappop", lambda free: looked_at.append(1) or heappop(free))
    assert sum(_sizes_of_groups([1] * 10_000, [100.0] * 100, [None] * 100)) == 10_000
    assert len(looked_at) == 10_000
