"""Add to a result the probabilities that its requirements are met on the day."""

from __future__ import annotations

from dataclasses import replace

from seating.analysis.attendance import chances_of
from seating.api.result import Solved

__all__ = ["add_chances"]


def add_chances(result: Solved) -> Solved:
    """Return the result with these probabilities. Rounds planned ahead get none, because they are too far off."""
    return replace(result, chances=chances_of(result.room, result.requirements, result.plan, result.duties))
