"""Rings: every seat drawn, none over another, all inside the drawing."""

from __future__ import annotations

import math

import pytest

from seating.report.charts.rings import SPOT, ring


@pytest.mark.parametrize("seats", [0, 1, 2, 8, 40])
def test_seats_lie_apart_and_inside(seats):
    drawn = ring(["person"] * seats)
    assert len(drawn.spots) == seats
    assert all(0 <= spot.x <= drawn.side - SPOT and 0 <= spot.y <= drawn.side - SPOT for spot in drawn.spots)
    for n, one in enumerate(drawn.spots):
        assert all(math.dist((one.x, one.y), (other.x, other.y)) > SPOT for other in drawn.spots[n + 1 :])
