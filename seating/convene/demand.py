"""How many ask for each table, before anybody is seated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.plan import Room
from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold

__all__ = ["Demand", "demand_of"]


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
        Those who score no table's focus higher.
    by_role, by_sector : mapping of str to int
        Of the interested.
    """

    table: Table
    interested: int
    eager: int
    best: int
    by_role: Mapping[str, int]
    by_sector: Mapping[str, int]


def _scores(person: Person, focuses: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], int]:
    """Return a person's score for each focus: the best of its areas, 0 without one."""
    by_area = {fold(area): score for area, score in person.interests.items()}
    return {focus: max((by_area.get(fold(area), 0) for area in focus), default=0) for focus in focuses}


def demand_of(room: Room) -> tuple[Demand, ...]:
    """Return the demand for each table, in the tables' order."""
    focuses = {table.focus for table in room.tables}
    scores = [_scores(person, focuses) for person in room.people]
    by_focus = {focus: _of_focus(focus, room.people, scores) for focus in focuses}
    return tuple(Demand(table, *by_focus[table.focus]) for table in room.tables)


def _of_focus(
    focus: tuple[str, ...], people: Sequence[Person], scores: Sequence[Mapping[tuple[str, ...], int]]
) -> tuple[int, int, int, Mapping[str, int], Mapping[str, int]]:
    """Return what `Demand` holds, but the table, for all tables of one focus."""
    interested = [(p, own) for p, own in zip(people, scores, strict=True) if not focus or own[focus] >= 1]
    return (
        len(interested),
        sum(1 for _, own in interested if own[focus] == 3),
        sum(1 for _, own in interested if focus and own[focus] == max(own.values())),
        Counter(p.representative_type.value for p, _ in interested if p.representative_type),
        Counter(p.sector for p, _ in interested if p.sector),
    )
