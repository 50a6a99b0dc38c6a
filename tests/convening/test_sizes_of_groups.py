"""Groups go where most of a share is left, as a plain second implementation has it."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

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


def test_a_hundred_thousand_groups_at_a_thousand_tables_take_no_minutes():
    started = time.process_time()
    assert sum(_sizes_of_groups([1] * 100_000, [100.0] * 1_000, [None] * 1_000)) == 100_000
    assert time.process_time() - started < 5
