"""Groups of people who share a value: the types of people they send, their results, and the tables they dominate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from seating.analysis.demand import interest_met, mean
from seating.plan import Plan, Room
from seating.profiles import Person, Role, Status
from seating.tables import Table
from seating.wording import fold

__all__ = ["Dominance", "Sent", "Standing", "dominances", "groups_of", "sent_by", "standings"]


def groups_of(people: Iterable[Person], column: str) -> Mapping[str, list[Person]]:
    """Return people by their value of a column, spelled as first written; the largest group comes first."""
    label: dict[str, str] = {}
    found: dict[str, list[Person]] = {}
    for person in people:
        for value in person.values(column):
            label.setdefault(fold(value), value)
            found.setdefault(fold(value), []).append(person)
    return {label[key]: found[key] for key in sorted(found, key=lambda key: (-len(found[key]), key))}


FEWEST = 4
"""Minimum number of people at a table for a group to count as a majority."""


@dataclass(frozen=True, slots=True)
class Dominance:
    """A group with more than half of the people at a table, so that it could decide alone.

    Attributes
    ----------
    table : Table
    column, value : str
        What the people of the group share.
    people : int
        People of the group at the table.
    of : int
        All people at the table.
    """

    table: Table
    column: str
    value: str
    people: int
    of: int


def dominances(room: Room, plan: Plan, columns: Sequence[str]) -> tuple[Dominance, ...]:
    """Return the groups with more than half of the people at a table of four or more; open seats do not count.

    Parameters
    ----------
    room : Room
    plan : Plan
    columns : sequence of str
        Columns such as the organization. In `representative_type`, only decision-makers are considered, because
        only they can decide without the others.
    """
    found = []
    for table in room.tables:
        here = [p for p in room.members(plan)[table.id] if p.status is not Status.OPEN]
        for column in columns:
            for value, people in groups_of(here, column).items():
                decides = column != "representative_type" or value == Role.DECISION_MAKER
                if decides and len(here) >= FEWEST and 2 * len(people) > len(here):
                    found.append(Dominance(table, column, value, len(people), len(here)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sent:
    """The people an organization or a sector has in the room, by representative type.

    Attributes
    ----------
    name : str
    types : mapping of Role to int
    untold : int
        People whose type is blank.
    """

    name: str
    types: Mapping[Role, int]
    untold: int

    @property
    def people(self) -> int:
        """All people of the organization or sector."""
        return sum(self.types.values()) + self.untold

    @property
    def only_designees(self) -> bool:
        """Whether everybody is a designee, who reports back but neither decides nor acts."""
        return self.people > 0 and self.types.get(Role.DESIGNEE, 0) == self.people

    @property
    def without_decision_maker(self) -> bool:
        """Whether nobody is a decision-maker; False if anybody's type is blank."""
        return self.people > 0 and not self.untold and not self.types.get(Role.DECISION_MAKER, 0)


def sent_by(people: Iterable[Person], column: str) -> tuple[Sent, ...]:
    """Return the people of each value of a column, the largest group first; open seats do not count."""
    groups = groups_of((person for person in people if person.status is not Status.OPEN), column)
    return tuple(_sent(value, members) for value, members in groups.items())


def _sent(name: str, people: Sequence[Person]) -> Sent:
    types = {role: number for role in Role if (number := sum(p.representative_type is role for p in people))}
    return Sent(name, types, sum(p.representative_type is None for p in people))


@dataclass(frozen=True, slots=True)
class Standing:
    """A comparison of a group with everybody else.

    Attributes
    ----------
    column, value : str
    people, others : int
        People in the group, and people not in it.
    duties, all_duties : int
        Duties held by the group, and duties held by all people, without staff.
    interest, others_interest : Fraction or None
        Mean share of a person's best score that their table's focus meets; None if nobody scored anything.
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


@dataclass(frozen=True, slots=True)
class _Tally:
    """Totals over some people; subtracting them from the totals of all people gives those of the others."""

    people: int
    duties: int
    met: Fraction
    scored: int
    moved: int

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        met: Mapping[str, Fraction | None],
        duties: Mapping[str, Sequence[str]],
        moved: Collection[str],
    ) -> _Tally:
        told = [share for person in people if (share := met[person.id]) is not None]
        return cls(
            people=len(people),
            duties=sum(len(duties.get(person.id, ())) for person in people),
            met=sum(told, start=Fraction(0)),
            scored=len(told),
            moved=sum(person.id in moved for person in people),
        )


def standings(
    room: Room, plan: Plan, column: str, duties: Mapping[str, Sequence[str]], moved: Collection[str]
) -> tuple[Standing, ...]:
    """Return a comparison of each value of a column with everybody else, the largest group first.

    Parameters
    ----------
    room : Room
    plan : Plan
    column : str
    duties : mapping of person id to sequence of str
        The duties each person holds.
    moved : collection of str
        Ids of the people who were asked to change tables.
    """
    people = [person for person in room.people if person.status is not Status.OPEN]
    met = {person.id: interest_met(person, room.table(plan.seats[person.id])) for person in people}
    every = _Tally.of(people, met, duties, moved)
    found = []
    for value, group in groups_of(people, column).items():
        own = _Tally.of(group, met, duties, moved)
        found.append(
            Standing(
                column=column,
                value=value,
                people=own.people,
                others=every.people - own.people,
                duties=own.duties,
                all_duties=every.duties,
                interest=mean(own.met, own.scored),
                others_interest=mean(every.met - own.met, every.scored - own.scored),
                moved=own.moved,
                others_moved=every.moved - own.moved,
            )
        )
    return tuple(found)
