"""Groups of people who share a value: whom they send, how they fare, and the tables that one group dominates."""

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
    """Return people by value, under the value as first written; most people first."""
    label: dict[str, str] = {}
    found: dict[str, list[Person]] = {}
    for person in people:
        for value in person.values(column):
            label.setdefault(fold(value), value)
            found.setdefault(fold(value), []).append(person)
    return {label[key]: found[key] for key in sorted(found, key=lambda key: (-len(found[key]), key))}


FEWEST = 4
"""People at a table from which on a majority can be spoken of."""


@dataclass(frozen=True, slots=True)
class Dominance:
    """A group with more than half of the people at a table, so that it could decide alone."""

    table: Table
    column: str
    value: str
    people: int
    of: int


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
            for value, people in groups_of(here, column).items():
                decides = column != "representative_type" or value == Role.DECISION_MAKER
                if decides and len(here) >= FEWEST and 2 * len(people) > len(here):
                    found.append(Dominance(table, column, value, len(people), len(here)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom an organization or a sector has in the room, by representative type.

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
        """All of them."""
        return sum(self.types.values()) + self.untold

    @property
    def only_designees(self) -> bool:
        """Whether everybody is a designee: they carry word back, and decide and do nothing here."""
        return self.people > 0 and self.types.get(Role.DESIGNEE, 0) == self.people

    @property
    def without_decision_maker(self) -> bool:
        """Whether nobody decides, as far as is known; a blank type leaves it open."""
        return self.people > 0 and not self.untold and not self.types.get(Role.DECISION_MAKER, 0)


def sent_by(people: Iterable[Person], column: str) -> tuple[Sent, ...]:
    """Return whom each value of a column has in the room, most people first; an open seat is nobody."""
    groups = groups_of((person for person in people if person.status is not Status.OPEN), column)
    return tuple(_sent(value, members) for value, members in groups.items())


def _sent(name: str, people: Sequence[Person]) -> Sent:
    types = {role: number for role in Role if (number := sum(p.representative_type is role for p in people))}
    return Sent(name, types, sum(p.representative_type is None for p in people))


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


@dataclass(frozen=True, slots=True)
class _Tally:
    """What some people come to together; that of everybody else is the difference."""

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
    """Return how each value of a column fares beside everybody else, the largest group first.

    Parameters
    ----------
    duties : mapping of person id to duties
    moved : ids of people
        Who was asked to change tables.
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
