"""How far the interests of people are met by the tables they sit at."""

from __future__ import annotations

from fractions import Fraction

from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold

__all__ = ["interest_met", "mean"]


def interest_met(person: Person, table: Table) -> Fraction | None:
    """Return which share of the best score somebody has is met by their table; None without a score."""
    scores = {fold(area): score for area, score in person.interests.items()}
    best = max(scores.values(), default=0)
    if not best:
        return None
    return Fraction(max((scores.get(fold(area), 0) for area in table.focus), default=0), best)


def mean(total: Fraction, number: int) -> Fraction | None:
    """Return the mean of so many shares; None of none."""
    return total / number if number else None
