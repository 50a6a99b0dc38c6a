"""Power at the tables: groups that dominate a table, people who sit with someone they depend on, and comparisons.

Groups are people who share a value of a column. Dependence follows from the columns of relations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import filterfalse

from seating.analysis.table_demand import compute_mean, measure_interest
from seating.convening.relations import find_meaning
from seating.convening.schema import Power
from seating.groups import group_by_key
from seating.profiles import Person, Role
from seating.profiles.heads import without_held_seats
from seating.profiles.power_headings import Meaning
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold, is_blank_text

FEWEST_AT_TABLE = 4
"""Minimum number of people at a table for a group to count as a majority."""


def group_people(people: Iterable[Person], column: str) -> Mapping[str, list[Person]]:
    """Return people by their value of a column, spelled as first written; the largest group comes first.

    A value such as "?", which only means that nothing is written, makes no group.
    """
    label: dict[str, str] = {}
    found: dict[str, list[Person]] = {}
    for person in people:
        for value in filterfalse(is_blank_text, person.values(column)):
            label.setdefault(fold(value), value)
            members = found.setdefault(fold(value), [])
            if not members or members[-1] is not person:  # a cell may have one value in two spellings
                members.append(person)
    return {label[key]: found[key] for key in sorted(found, key=lambda key: (-len(found[key]), key))}


@dataclass(frozen=True, slots=True)
class Dominance:
    """A group with more than half of the people at a table, so that it could decide alone.

    Attributes
    ----------
    table : Table
    column, value : str
        The column, and the value that the people of the group share.
    people : int
        Number of people of the group at the table.
    of : int
        Number of all people at the table.
    """

    table: Table
    column: str
    value: str
    people: int
    of: int


def find_dominances(room: Room, plan: Plan, columns: Sequence[str]) -> tuple[Dominance, ...]:
    """Return the groups with more than half of the people at a table of four or more; open seats do not count.

    Parameters
    ----------
    room : Room
    plan : Plan
    columns : sequence of str
        Columns such as the organization. In `representative_type`, only decision-makers are considered, because
        only they can decide without the others.
    """
    found, coming = [], room.coming_at(plan)
    for table in room.tables:
        here = coming[table.id]
        for column in columns:
            for value, people in group_people(here, column).items():
                decides = column != "representative_type" or value == Role.DECISION_MAKER
                if decides and len(here) >= FEWEST_AT_TABLE and 2 * len(people) > len(here):
                    found.append(Dominance(table, column, value, len(people), len(here)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Delegation:
    """The number of people that an organization or a sector has in the room, by representative type.

    Attributes
    ----------
    name : str
    types : mapping of Role to int
    untold : int
        Number of people whose type is blank.
    """

    name: str
    types: Mapping[Role, int]
    untold: int

    @property
    def people(self) -> int:
        """The number of all people from the organization or sector."""
        return sum(self.types.values()) + self.untold

    @property
    def only_designees(self) -> bool:
        """Whether everyone is a designee, who reports back but neither decides nor acts."""
        return self.people > 0 and self.types.get(Role.DESIGNEE, 0) == self.people

    @property
    def without_decision_maker(self) -> bool:
        """Whether no one is a decision-maker; False if a type is blank."""
        return self.people > 0 and not self.untold and not self.types.get(Role.DECISION_MAKER, 0)


def count_representatives(people: Iterable[Person], column: str) -> tuple[Delegation, ...]:
    """Return the people with each value of a column, the largest group first."""
    groups = group_people(people, column)
    return tuple(_sent(value, members) for value, members in groups.items())


def _sent(name: str, people: Sequence[Person]) -> Delegation:
    types = {role: number for role in Role if (number := sum(p.representative_type is role for p in people))}
    return Delegation(name, types, sum(p.representative_type is None for p in people))


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """A comparison of a group with everyone else.

    Attributes
    ----------
    people, others : int
        Number of people in the group, and number of people not in it.
    seats, all_seats : int
        Number of seats of the group, and of all people; in a season, a person has one at each of their sessions.
    duties, all_duties : int
        Number of duties held by the group, and number held by all people; staff are left out.
    interest, others_interest : Fraction or None
        Mean share of a person's best score that the focus of a table of theirs meets; None if no one scored anything.
    moved, others_moved : int
        Number of people who were asked to change tables.
    alone : int
        Number of people in the group who are its only one at a table of theirs, as far as the list knows.
    """

    people: int
    others: int
    seats: int
    all_seats: int
    duties: int
    all_duties: int
    interest: Fraction | None
    others_interest: Fraction | None
    moved: int
    others_moved: int
    alone: int


@dataclass(frozen=True, slots=True)
class _Tally:
    """Totals over some people; subtracting them from the totals of all people gives those of the others."""

    people: int
    seats: int
    duties: int
    met: Fraction
    scored: int
    moved: int

    @classmethod
    def of(
        cls,
        people: Sequence[Person],
        plan: Plan,
        met: Mapping[str, Fraction | None],
        duties: Mapping[str, Sequence[str]],
        moved: Collection[str],
    ) -> _Tally:
        told = [share for person in people if (share := met[person.id]) is not None]
        return cls(
            people=len(people),
            seats=sum(len(plan.tables_of(person.id)) for person in people),
            duties=sum(len(duties.get(person.id, ())) for person in people),
            met=sum(told, start=Fraction(0)),
            scored=len(told),
            moved=sum(person.id in moved for person in people),
        )


def compare_group(
    room: Room,
    plan: Plan,
    group: Sequence[Person],
    duties: Mapping[str, Sequence[str]],
    moved: Collection[str],
) -> GroupComparison:
    """Return a comparison of a group with everyone else.

    Parameters
    ----------
    room : Room
    plan : Plan
    group : sequence of Person
        People in the room, without held seats.
    duties : mapping of person id to sequence of str
        The duties each person holds.
    moved : collection of str
        Ids of the people who were asked to change tables.
    """
    people = room.coming
    met = {person.id: _measure_best(person, room, plan) for person in people}
    every = _Tally.of(people, plan, met, duties, moved)
    own = _Tally.of(group, plan, met, duties, moved)
    at = Counter(table for person in group for table in plan.tables_of(person.id))
    return GroupComparison(
        people=own.people,
        others=every.people - own.people,
        seats=own.seats,
        all_seats=every.seats,
        duties=own.duties,
        all_duties=every.duties,
        interest=compute_mean(own.met, own.scored),
        others_interest=compute_mean(every.met - own.met, every.scored - own.scored),
        moved=own.moved,
        others_moved=every.moved - own.moved,
        alone=sum(any(at[table] == 1 for table in plan.tables_of(person.id)) for person in group),
    )


def _measure_best(person: Person, room: Room, plan: Plan) -> Fraction | None:
    """Return how far that table of a person's meets their interest that meets it best; None if they scored nothing."""
    shares = (measure_interest(person, room.table(table)) for table in plan.tables_of(person.id))
    return max((share for share in shares if share is not None), default=None)


@dataclass(frozen=True, slots=True)
class Naming:
    """Two people who meet at one table; the row of `one` names `other` in the column `relation`."""

    table: Table
    relation: str
    meaning: Meaning
    one: Person
    other: Person

    @property
    def above(self) -> Person:
        """The person who has power over the other; not defined if the meaning is unknown."""
        assert self.meaning is not Meaning.UNKNOWN
        return self.other if self.meaning is Meaning.DEPENDS_ON else self.one

    @property
    def below(self) -> Person:
        """The person who depends on the other; not defined if the meaning is unknown."""
        return self.one if self.above is self.other else self.other


def gather(
    room: Room, plan: Plan, tables: Iterable[Table], members: Collection[tuple[str, str]] = ()
) -> Mapping[str, tuple[Person, ...]]:
    """Return who meets at each table: people and staff who sit there, then members who sit elsewhere or nowhere.

    No one depends on a held seat, or can talk with it, so held seats are left out.

    Parameters
    ----------
    room : Room
    plan : Plan
    tables : iterable of Table
        Tables of the room, and governance tables without seats.
    members : collection of (table id, person id)
        The members of governance tables, and the liaisons of others.
    """
    attendees = room.attendees_at(plan)
    found = {}
    for table in tables:
        here = {person.id: person for person in attendees.get(table.id, ())}
        ids = sorted(person for at, person in members if at == table.id and person in room.listed.by_id)
        besides = without_held_seats(room.listed.by_id[person] for person in ids if person not in here)
        found[table.id] = (*here.values(), *besides)
    return found


def find_dependents(
    room: Room, people: Sequence[Person], others: Sequence[Person], relations: Sequence[str], power: Power
) -> frozenset[str]:
    """Return the ids of the people who depend on one of the others, by the row of either.

    Parameters
    ----------
    room : Room
    people, others : sequence of Person
    relations : sequence of str
        The columns of relations.
    power : Power
        What the convening declares about their meaning.
    """
    theirs, own = NameIndex(others, room), NameIndex(people, room)
    found: set[str] = set()
    for relation in relations:
        meaning = find_meaning(relation, power)
        if meaning is Meaning.DEPENDS_ON:
            found.update(one.id for one in people if any(theirs.find_named(one, relation)))
        elif meaning is Meaning.POWER_OVER:
            found.update(one.id for other in others for one in own.find_named(other, relation))
    return frozenset(found)


def find_namings(
    room: Room,
    plan: Plan,
    relations: Sequence[str],
    power: Power,
    tables: Sequence[Table] = (),
    members: Collection[tuple[str, str]] = (),
) -> tuple[Naming, ...]:
    """Return the people who meet at a table with a person their row names, in table order; staff are included.

    Parameters
    ----------
    room : Room
    plan : Plan
    relations : sequence of str
        The columns of relations.
    power : Power
        What the convening declares about their meaning.
    tables, members
        As for `gather`; by default the tables of the room, without members who sit elsewhere.
    """
    every = tables or room.tables
    at = gather(room, plan, every, members)
    found = []
    for table in every:
        here = at[table.id]
        index = NameIndex(here, room)
        for relation in relations:
            meaning = find_meaning(relation, power)
            found += [Naming(table, relation, meaning, a, b) for a in here for b in index.find_named(a, relation)]
    return tuple(found)


class NameIndex:
    """Finds the people named in a cell, as persons or by their organization, among some people.

    Parameters
    ----------
    people : iterable of Person
    room : Room
        Its list decides who is meant by a name.
    """

    def __init__(self, people: Iterable[Person], room: Room) -> None:
        self._listed = room.listed
        self._people = tuple(people)
        self._place = {person.id: number for number, person in enumerate(self._people)}
        self._by_organization = group_by_key(
            (fold(person.organization), number) for number, person in enumerate(self._people) if person.organization
        )

    def find_named(self, one: Person, relation: str) -> Iterator[Person]:
        """Yield the people that a row names in a column of relations, without itself and its own organization.

        Parameters
        ----------
        one : Person
            The person of the row.
        relation : str
        """
        places: set[int] = set()
        for value in one.values(relation):
            places.update(self._place[person.id] for person in self._listed.named(value) if person.id in self._place)
            if fold(value) != fold(one.organization):
                places.update(self._by_organization.get(fold(value), ()))
        yield from (self._people[n] for n in sorted(places) if self._people[n].id != one.id)
