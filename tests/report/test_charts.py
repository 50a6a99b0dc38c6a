"""Bars keep proportions and gaps; the seats of a ring lie inside the drawing and do not overlap."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.report.charts import GAP, SPOT, ring, slices


@given(st.lists(st.integers(0, 500), max_size=9))
def test_parts_fill_the_bar_in_proportion(counts):
    parts = slices(counts)
    assert [part.value for part in parts] == [value for value, count in enumerate(counts) if count]
    if parts:
        assert abs(parts[-1].x + parts[-1].width - 100) < 0.1
        room = 100 - GAP * (len(parts) - 1)
        assert all(abs(part.width - room * counts[part.value] / sum(counts)) < 0.01 for part in parts)
    assert all(abs(b.x - (a.x + a.width) - GAP) < 0.02 for a, b in pairwise(parts))


@pytest.mark.parametrize("seats", [0, 1, 2, 8, 40])
def test_seats_lie_apart_and_inside(seats):
    drawn = ring(["person"] * seats)
    assert len(drawn.spots) == seats
    assert all(0 <= spot.x <= drawn.side - SPOT and 0 <= spot.y <= drawn.side - SPOT for spot in drawn.spots)
    for n, one in enumerate(drawn.spots):
        assert all(math.dist((one.x, one.y), (other.x, other.y)) > SPOT for other in drawn.spots[n + 1 :])
