"""How much people want the focus of a table, and how far that is met by the tables they sit at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold

__all__ = ["interest_met", "mean", "score_for", "scores_of"]


def scores_of(person: Person) -> dict[str, int]:
    """Return a person's scores by area, as areas are compared."""
    return {fold(area): score for area, score in person.interests.items()}


def score_for(scores: Mapping[str, int], focus: Iterable[str]) -> int:
    """Return the best of those scores for the areas of a focus; 0 without one."""
    return max((scores.get(fold(area), 0) for area in focus), default=0)


def interest_met(person: Person, table: Table) -> Fraction | None:
    """Return which share of the best score somebody has is met by their table; None without a score."""
    scores = scores_of(person)
    best = max(scores.values(), default=0)
    return Fraction(score_for(scores, table.focus), best) if best else None


def mean(total: Fraction, number: int) -> Fraction | None:
    """Return the mean of so many shares; None of none."""
    return total / number if number else None
