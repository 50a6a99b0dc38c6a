"""Power at the tables: who depends on whom, who has most seats and duties, whose wishes were met."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.plan import Plan, Room
from seating.profiles import Person, Role, Status
from seating.tables import Table
from seating.wording import fold, squashed

__all__ = ["RELATIONS", "Dependence", "Dominance", "Standing", "dependences", "dominances", "relations_of", "standings"]

RELATIONS = ("funds", "employs", "supports", "supervises")
"""Columns that say who has power over whom: the person, or their organization, over those they name."""

FEWEST = 4
"""People at a table from which on a majority can be spoken of."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """Two people at one table, of whom the first has power over the second; `relation` is the column."""

    table: Table
    relation: str
    above: Person
    below: Person


@dataclass(frozen=True, slots=True)
class Dominance:
    """A group with more than half of the people at a table, so that it could decide alone."""

    table: Table
    column: str
    value: str
    people: int
    of: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a group fares beside everybody else.

    Attributes
    ----------
    column, value : str
    people, others : int
        In the group, and not in it.
    duties, all_duties : int
        Duties that the group holds, and all that people hold; those of staff are not counted.
    interest, others_interest : Fraction or None
        Mean share of each person's best score that their table's focus met; None where nobody scored.
    moved, others_moved : int
        People who were asked to change tables.
    """

    column: str
    value: str
    people: int
    others: int
    duties: int
    all_duties: int
    interest: Fraction | None
    others_interest: Fraction | None
    moved: int
    others_moved: int


def relations_of(columns: Iterable[str], used: Collection[str] = ()) -> tuple[str, ...]:
    """Return the columns that are relations: those called so, and those that a requirement uses as one."""
    return tuple(column for column in columns if squashed(column) in RELATIONS or column in used)


def dependences(room: Room, plan: Plan, relations: Sequence[str]) -> tuple[Dependence, ...]:
    """Return who shares a table with somebody they depend on, table by table; staff are looked at as well."""
    people, staff = room.members(plan), room.staff_members(plan)
    return tuple(
        Dependence(table, relation, one, other)
        for table in room.tables
        for relation in relations
        for one in (*people[table.id], *staff[table.id])
        for other in _named(one, relation, (*people[table.id], *staff[table.id]), room)
    )


def _named(one: Person, relation: str, here: Iterable[Person], room: Room) -> Iterator[Person]:
    """Yield those at the table whom a cell names, as people or by their organization."""
    values = one.values(relation)
    organizations = {fold(value) for value in values}
    persons = {person.id for value in values for person in room.listed.named(value)}
    for other in here:
        by_organization = other.organization != "" and fold(other.organization) in organizations
        if other.id != one.id and (other.id in persons or by_organization):
            yield other


def dominances(room: Room, plan: Plan, columns: Sequence[str]) -> tuple[Dominance, ...]:
    """Return the groups that have more than half of a table of four people or more; an open seat is nobody.

    Parameters
    ----------
    columns : sequence of str
        Such as the organization. Of representative types only decision-makers are meant: it is they
        who can decide over the heads of the others.
    """
    found = []
    for table in room.tables:
        here = [p for p in room.members(plan)[table.id] if p.status is not Status.OPEN]
        for column in columns:
            for value, people in _groups(here, column).items():
                decides = column != "representative_type" or value == Role.DECISION_MAKER
                if decides and len(here) >= FEWEST and 2 * len(people) > len(here):
                    found.append(Dominance(table, column, value, len(people), len(here)))
    return tuple(found)


def _groups(people: Iterable[Person], column: str) -> Mapping[str, list[Person]]:
    """Return people by value, under the value as first written; most people first."""
    label: dict[str, str] = {}
    found: dict[str, list[Person]] = {}
    for person in people:
        for value in person.values(column):
            label.setdefault(fold(value), value)
            found.setdefault(fold(value), []).append(person)
    return {label[key]: found[key] for key in sorted(found, key=lambda key: (-len(found[key]), key))}


def standings(
    room: Room, plan: Plan, column: str, duties: Mapping[str, Sequence[str]], moved: Collection[str]
) -> tuple[Standing, ...]:
    """Return how each value of a column fares beside everybody else, the largest group first.

    Parameters
    ----------
    duties : mapping of person id to duties
    moved : ids of people
        Who was asked to change tables.
    """
    people = [person for person in room.people if person.status is not Status.OPEN]
    met = {person.id: _met(person, room.table(plan.seats[person.id])) for person in people}
    found = []
    for value, group in _groups(people, column).items():
        inside = {person.id for person in group}
        rest = [person for person in people if person.id not in inside]
        held = sum(len(duties.get(p.id, ())) for p in group)
        found.append(
            Standing(
                column=column,
                value=value,
                people=len(group),
                others=len(rest),
                duties=held,
                all_duties=held + sum(len(duties.get(p.id, ())) for p in rest),
                interest=_mean(met[p.id] for p in group),
                others_interest=_mean(met[p.id] for p in rest),
                moved=sum(p.id in moved for p in group),
                others_moved=sum(p.id in moved for p in rest),
            )
        )
    return tuple(found)


def _met(person: Person, table: Table) -> Fraction | None:
    """Return which share of the best score somebody has is met by their table; None without a score."""
    scores = {fold(area): score for area, score in person.interests.items()}
    best = max(scores.values(), default=0)
    if not best:
        return None
    return Fraction(max((scores.get(fold(area), 0) for area in table.focus), default=0), best)


def _mean(shares: Iterable[Fraction | None]) -> Fraction | None:
    told = [share for share in shares if share is not None]
    return sum(told, start=Fraction(0)) / len(told) if told else None
