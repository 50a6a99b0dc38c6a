"""Demand for tables: how many people are interested in each table, and how well the seating meets their interest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.profiles import Person
from seating.room.arrays import people_at
from seating.room.plan import TYPE, Room
from seating.room.tables import Table
from seating.wording import fold

HIGHEST = 3
"""The highest possible score."""


@dataclass(frozen=True, slots=True)
class Demand:
    """The demand for one table.

    Attributes
    ----------
    table : Table
    interested : int
        People who score its focus 1 or more; for a table without a focus, everyone.
    eager : int
        People who score its focus 3.
    best : int
        Interested people who score no other table's focus higher; 0 for a table without a focus.
    by_role, by_sector : mapping of str to int
        Interested people by representative type and by sector; a sector is spelled as first written.
    """

    table: Table
    interested: int
    eager: int
    best: int
    by_role: Mapping[str, int]
    by_sector: Mapping[str, int]


def compute_demand(room: Room, unscored: Collection[str] = ()) -> tuple[Demand, ...]:
    """Return the demand for each table, in table order; no one asks for a seat that is held.

    Parameters
    ----------
    room : Room
    unscored : collection of str
        The ids of people whose interests are known without their scores, as in a saved round. Of several tables,
        none is their best.
    """
    asking = [room.index[person.id] for person in room.coming]
    scores = [list_scores(person) for person in room.coming]
    by_focus = {focus: [choose_score(own, focus) for own in scores] for focus in {table.focus for table in room.tables}}
    highest = [max(own) for own in zip(*by_focus.values(), strict=True)]
    ids = [person.id for person in room.coming]
    unknown = [one in unscored and len(own) > 1 for one, own in zip(ids, scores, strict=True)]
    highest = [HIGHEST + 1 if is_unknown else most for is_unknown, most in zip(unknown, highest, strict=True)]
    sectors = _sectors(room.coming)
    found: dict[int, Demand] = {}
    for people, tables in people_at(room, room.numbers_at(None), (TYPE,)):  # roles are those at the table
        at, those = [room.tables[number] for number in tables.tolist()], [people[number] for number in asking]
        of_focus = {
            focus: _of_focus(focus, those, sectors, by_focus[focus], highest) for focus in {one.focus for one in at}
        }
        found |= {room.table_index[one.id]: Demand(one, *of_focus[one.focus]) for one in at}
    return tuple(found[number] for number in sorted(found))


def _sectors(people: Sequence[Person]) -> list[str | None]:
    """Return each person's sector, spelled as first written; None if it is blank."""
    spelled: dict[str, str] = {}
    return [spelled.setdefault(fold(person.sector), person.sector) if person.sector else None for person in people]


def _of_focus(
    focus: tuple[str, ...],
    people: Sequence[Person],
    sectors: Sequence[str | None],
    scores: Sequence[int],
    highest: Sequence[int],
) -> tuple[int, int, int, Mapping[str, int], Mapping[str, int]]:
    """Return the fields of `Demand` after the table; a room may have a thousand tables with the same focus.

    `scores` holds each person's score for this focus, `highest` their highest score for any table's focus.
    """
    interested = [index for index, score in enumerate(scores) if score or not focus]
    roles = (people[index].representative_type for index in interested)
    return (
        len(interested),
        scores.count(HIGHEST),
        sum(1 for score, most in zip(scores, highest, strict=True) if score and score == most),
        Counter(role.value for role in roles if role),
        Counter(sector for index in interested if (sector := sectors[index])),
    )


def list_scores(person: Person) -> dict[str, int]:
    """Return a person's scores by folded area. If an area has two spellings, the higher score counts."""
    found: dict[str, int] = {}
    for area, score in person.interests.items():
        found[fold(area)] = max(score, found.get(fold(area), score))
    return found


def choose_score(scores: Mapping[str, int], focus: Iterable[str]) -> int:
    """Return the best of these scores for the areas of a focus; 0 if there is none."""
    return max((scores.get(fold(area), 0) for area in focus), default=0)


def measure_interest(person: Person, table: Table) -> Fraction | None:
    """Return a person's score for their table as a share of their best score.

    It is None if they scored nothing, or if the table has no focus.
    """
    scores = list_scores(person)
    best = max(scores.values(), default=0)
    return Fraction(choose_score(scores, table.focus), best) if best and table.focus else None


def compute_mean(total: Fraction, number: int) -> Fraction | None:
    """Return the mean of `number` shares with this total; None if `number` is 0."""
    return total / number if number else None
