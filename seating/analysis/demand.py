"""Demand: how many people want each table, how much they want it, and how far the seating meets that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.plan import Room
from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold

__all__ = ["HIGHEST", "Demand", "demand_of", "interest_met", "mean", "score_for", "scores_of"]

HIGHEST = 3
"""The best score there is."""


@dataclass(frozen=True, slots=True)
class Demand:
    """Who would suit one table.

    Attributes
    ----------
    table : Table
    interested : int
        People who score 1 or more for its focus; everybody for a table without one.
    eager : int
        Those who score 3.
    best : int
        Those of the interested who score no table's focus higher; nobody for a table without one.
    by_role, by_sector : mapping of str to int
        Of the interested; sectors as the first of them spells it.
    """

    table: Table
    interested: int
    eager: int
    best: int
    by_role: Mapping[str, int]
    by_sector: Mapping[str, int]


def demand_of(room: Room) -> tuple[Demand, ...]:
    """Return the demand for each table, in the tables' order."""
    scores = [scores_of(person) for person in room.people]
    by_focus = {focus: [score_for(own, focus) for own in scores] for focus in {table.focus for table in room.tables}}
    highest = [max(own) for own in zip(*by_focus.values(), strict=True)]
    sectors = _sectors(room.people)
    found = {focus: _of_focus(focus, room.people, sectors, own, highest) for focus, own in by_focus.items()}
    return tuple(Demand(table, *found[table.focus]) for table in room.tables)


def _sectors(people: Sequence[Person]) -> list[str | None]:
    """Return each one's sector as the first of it spells it; None without one."""
    spelled: dict[str, str] = {}
    return [spelled.setdefault(fold(person.sector), person.sector) if person.sector else None for person in people]


def _of_focus(
    focus: tuple[str, ...],
    people: Sequence[Person],
    sectors: Sequence[str | None],
    scores: Sequence[int],
    highest: Sequence[int],
) -> tuple[int, int, int, Mapping[str, int], Mapping[str, int]]:
    """Return what `Demand` holds beside the table: a room may have a thousand tables of one focus."""
    interested = [index for index, score in enumerate(scores) if score or not focus]
    roles = (people[index].representative_type for index in interested)
    return (
        len(interested),
        scores.count(HIGHEST),
        sum(1 for score, most in zip(scores, highest, strict=True) if score and score == most),
        Counter(role.value for role in roles if role),
        Counter(sector for index in interested if (sector := sectors[index])),
    )


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
