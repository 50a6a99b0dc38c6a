"""Bars keep proportions and gaps."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from seating.report.charts import GAP, slices


@given(st.lists(st.integers(0, 500), max_size=9))
def test_parts_fill_the_bar_in_proportion(counts):
    parts = slices(counts)
    assert [part.value for part in parts] == [value for value, count in enumerate(counts) if count]
    if parts:
        assert abs(parts[-1].x + parts[-1].width - 100) < 0.1
        room = 100 - GAP * (len(parts) - 1)
        assert all(abs(part.width - room * counts[part.value] / sum(counts)) < 0.01 for part in parts)
    assert all(abs(b.x - (a.x + a.width) - GAP) < 0.02 for a, b in pairwise(parts))
