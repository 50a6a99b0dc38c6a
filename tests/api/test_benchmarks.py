"""The benchmark convenings are solved and judged right; how well is measured elsewhere, not asserted here."""

from __future__ import annotations

import pytest

import seating
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.engines.outcome import Status
from tests.conftest import CONVENINGS

BEST_KNOWN = {
    "ordinary-30": 10,
    "ordinary-60": 24,
    "ordinary-120": 12,
    "ordinary-300": 3,
    "ordinary-1000": 6,
    "ordinary-5000": 4,
    "hard-60": 58,
    "hard-120": 66,
    "hard-300": 66,
    "hard-1000": 93,
}
"""The least penalty anyone has found."""

PROVEN = {name for name in BEST_KNOWN if name.startswith("ordinary") and name != "ordinary-5000"}
"""Those for which the least penalty is known to be the best there is."""

SMALL = ("ordinary-30", "ordinary-60")


def judged_right(name: str, work: float) -> None:
    request = Request(CONVENINGS / f"{name}.csv", CONVENINGS / f"{name}.yaml", write=False, work=work)
    result = solve_request(request)
    sizes = {table: len(members) for table, members in result.room.members(result.plan).items()}
    assert sizes == {table.id: table.seats.maximum for table in result.room.tables}
    assert result.bound is not None
    assert result.bound <= BEST_KNOWN[name]
    if name in PROVEN:
        assert result.penalty >= BEST_KNOWN[name]
    if result.status is Status.OPTIMAL:
        assert result.penalty <= BEST_KNOWN[name]


@pytest.mark.room
@pytest.mark.parametrize("name", SMALL)
def test_small_ones_are_proven(name: str) -> None:
    """Thirty and sixty people: the best there is, and proven so."""
    result = seating.solve(CONVENINGS / f"{name}.csv", CONVENINGS / f"{name}.yaml")
    assert (result.penalty, result.bound, result.status) == (BEST_KNOWN[name], BEST_KNOWN[name], Status.OPTIMAL)


@pytest.mark.room
@pytest.mark.parametrize("name", [name for name in BEST_KNOWN if name not in SMALL])
def test_large_ones_are_complete_and_sound(name: str) -> None:
    """Every seat filled, every must met, and no bound above what is known to be possible."""
    judged_right(name, work=7.0)
