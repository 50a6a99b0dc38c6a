"""A plan, which assigns people to tables for one round, and the room it is made for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from seating.room.history import History

if TYPE_CHECKING:  # the solver process only reads arrays and starts faster without these imports
    from seating.profiles import People, Person
    from seating.room.tables import Table

IntArray = NDArray[np.int64]

TYPE = "representative_type"
"""The column in which a person can have another value at some tables."""

T = TypeVar("T")


@dataclass(frozen=True)
class Plan:
    """The seats of one round.

    People of the room may have no seat while a person makes the plan by hand. They count at no table, and nothing is
    unmet about them, or about a pair with one of them, before they have a seat.

    Attributes
    ----------
    seats : mapping of str to str
        The id of each seated person, including staff, and the id of their table.
    further : mapping of str to tuple of str
        In a season of sessions: the ids of further tables to which a person goes, in order of time.
    """

    seats: Mapping[str, str]
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.seats)

    def tables_of(self, person: str) -> tuple[str, ...]:
        """Return the ids of all tables to which a person goes, the seat first; () for a person without a seat."""
        seat = self.seats.get(person)
        return () if seat is None else (seat, *self.further.get(person, ()))


@dataclass(frozen=True)
class Room:
    """The people, tables and history of one round: everything a requirement may read.

    Attributes
    ----------
    people : tuple of Person
        People with a seat who count in requirements, and held seats; sorted by id, so that the order of rows does not
        matter. `coming` has the people alone, and `held` the held seats.
    staff : tuple of Person
        Staff with a seat; sorted by id. Most kinds of requirement do not count them.
    tables : tuple of Table
        The tables where people are seated, in the order of the convening, without tables that have `from:`.
    listed : People
        The whole list, including people without a seat.
    working_language : str
        The language that a blank cell in `languages` stands for; "" for a single language without a name.
    round_number : int
        From 1.
    history : History
        The rounds before this one.
    last_round : int
        The number of the last round planned together with this one; 0 if this is the last.
    ties : mapping of str to str
        The group of each person who must share a table with others, by id: two persons of one group share a table in
        every seating that meets the musts. See `with_ties` in `seating.requirements.base.kind`.
    barred : mapping of str to frozenset of str
        The ids of the tables where each person may not sit, by the musts that are about this person; people who may sit
        anywhere are left out.
    memberships : mapping of str to frozenset of str
        The ids of the people at each table that is not in this room, as far as they are known: the members of
        governance tables and, in the room of a governance table, those who sit at the other tables.
    labels_elsewhere : mapping of str to str
        The labels of tables that are not in this room, by id.
    day : str
        The day with which days in cells are compared at each table, if no table states one; "" if it is not known.
    """

    people: tuple[Person, ...]
    staff: tuple[Person, ...]
    tables: tuple[Table, ...]
    listed: People = field(default_factory=lambda: People(()))
    working_language: str = ""
    round_number: int = 1
    history: History = field(default_factory=History)
    last_round: int = 0
    ties: Mapping[str, str] = field(default_factory=dict)
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    memberships: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels_elsewhere: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    _known: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)
    _last_asked: dict[str, tuple[Plan, Mapping[str, tuple[Person, ...]]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def remember(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return what `compute` returned for this key the first time; it may depend on the key and the room only."""
        if key not in self._known:
            self._known[key] = compute()
        return cast(T, self._known[key])

    @property
    def is_last(self) -> bool:
        """Whether this is the last of the rounds planned together."""
        return self.last_round <= self.round_number

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """People, then staff; arrays number persons in this order."""
        return self.people + self.staff

    @cached_property
    def coming(self) -> tuple[Person, ...]:
        """The people without held seats: those who are counted and named. Staff are not among them."""
        return _without_held_seats(self.people)

    @cached_property
    def held(self) -> tuple[Person, ...]:
        """The held seats: each takes room at its table, and no one is counted for it."""
        return tuple(person for person in self.people if person.is_held)

    @cached_property
    def attendees(self) -> tuple[Person, ...]:
        """Everyone who is counted and named: the people who come, then staff; no held seats."""
        return _without_held_seats(self.persons)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """The number of each person by id; people first, then staff."""
        return {person.id: i for i, person in enumerate(self.persons)}

    @cached_property
    def table_index(self) -> Mapping[str, int]:
        """The number of each table by id."""
        return {table.id: i for i, table in enumerate(self.tables)}

    def tables_at(self, at: Sequence[str] | None) -> tuple[Table, ...]:
        """Return the tables with these ids, in the order of the room; all tables for None."""
        return self.tables if at is None else tuple(self.tables[t] for t in self.numbers_at(at).tolist())

    def numbers_at(self, at: Sequence[str] | None) -> IntArray:
        """Return the numbers of the tables with these ids, in ascending order; all tables for None."""
        if at is None:
            return np.arange(len(self.tables), dtype=np.int64)
        return np.array(sorted({self.table_index[t] for t in at if t in self.table_index}), dtype=np.int64)

    def table(self, identity: str) -> Table:
        """Return the table with this id."""
        return self.tables[self.table_index[identity]]

    def members(self, plan: Plan) -> Mapping[str, tuple[Person, ...]]:
        """Return the people (not staff) and held seats at each table as they are there, by table id."""
        return _find_at_tables(self, plan, "people")

    def coming_at(self, plan: Plan) -> Mapping[str, tuple[Person, ...]]:
        """Return the people who come at each table as they are there, by table id: no held seats, no staff."""
        return _find_at_tables(self, plan, "coming")

    def attendees_at(self, plan: Plan) -> Mapping[str, tuple[Person, ...]]:
        """Return the people who come and the staff at each table as they are there, by table id: no held seats."""
        return _find_at_tables(self, plan, "attendees")

    def staff_members(self, plan: Plan) -> Mapping[str, tuple[Person, ...]]:
        """Return the staff at each table, by table id."""
        return _find_at_tables(self, plan, "staff")


def find_seated(room: Room, ids: Iterable[str] | None, plan: Plan | None = None) -> tuple[Person, ...]:
    """Return the persons of a room with these ids, including staff, each once and in room order.

    Parameters
    ----------
    room : Room
    ids : iterable of str or None
        None for all.
    plan : Plan or None
        Leave out those who have no seat in this plan.
    """
    found = room.persons
    if ids is not None:
        found = tuple(room.persons[i] for i in sorted({room.index[one] for one in ids if one in room.index}))
    return found if plan is None else tuple(person for person in found if person.id in plan.seats)


def tell_names_apart(room: Room, *, hides_organizations: bool = False) -> Room:
    """Return a room with names on its list as they are printed: told apart by the organization, or by a number.

    Parameters
    ----------
    room : Room
    hides_organizations : bool
        Whether readers see no organization, so that a number stands in its place.
    """
    listed = room.listed

    def name(person: Person) -> str:
        number = listed.number_of(person, by_organization=False)
        return f"{person.label} ({number})" if hides_organizations else str(listed.label_apart(person))

    shared = [one for one in listed if listed.number_of(one, by_organization=False)]
    if not shared:
        return room
    apart = {one.id: one.model_copy(update={"name": name(one)}) for one in shared}
    return replace(room, listed=listed.with_persons(apart.get(one.id, one) for one in listed))


def as_seated(people: Iterable[Person], plan: Plan) -> tuple[Person, ...]:
    """Return people as they are at the table where each has a seat; without one, as on the list."""
    return tuple(person.at(plan.seats.get(person.id, "")) for person in people)


def find_valid_seats(room: Room, seats: Mapping[str, str | None]) -> dict[str, str]:
    """Return the seats of people in the room at tables of the room, by person id, in room order.

    Parameters
    ----------
    room : Room
    seats : mapping of person id to table id or None
        It may contain people and tables that are no longer there.
    """
    found = ((person.id, seats.get(person.id)) for person in room.persons)
    return {person: table for person, table in found if table is not None and table in room.table_index}


def seated_room(room: Room, plan: Plan) -> Room:
    """Return a room as if the people without a seat in a plan were not there."""
    return replace(
        room,
        people=tuple(person for person in room.people if person.id in plan.seats),
        staff=tuple(person for person in room.staff if person.id in plan.seats),
    )


def are_tied(room: Room, one: str, other: str) -> bool:
    """Whether the musts keep two persons together, so that no seating that meets the musts separates the two."""
    return one in room.ties and room.ties[one] == room.ties.get(other)


def judged_tables(
    room: Room, plan: Plan, at: Sequence[str] | None = None
) -> Iterator[tuple[Table, tuple[Person, ...]]]:
    """Yield tables with the people (not staff) at each, as they are there; empty tables that may stay so are left out.

    Parameters
    ----------
    room : Room
    plan : Plan
    at : sequence of str or None
        Ids of tables; None for all tables.
    """
    members = room.members(plan)
    for table in room.tables_at(at):
        if members[table.id] or not table.open_if_needed:
            yield table, members[table.id]


def _without_held_seats(rows: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(person for person in rows if not person.is_held)


def _find_at_tables(
    room: Room, plan: Plan, which: Literal["people", "coming", "staff", "attendees"]
) -> Mapping[str, tuple[Person, ...]]:
    """Return who is at each table; each requirement asks this of the same plan, so the last answer is kept."""
    kept = room._last_asked.get(which)
    if kept is None or kept[0] is not plan:
        kept = room._last_asked[which] = (plan, _sort_by_table(room, plan, which))
    return kept[1]


def _sort_by_table(
    room: Room, plan: Plan, which: Literal["people", "coming", "staff", "attendees"]
) -> Mapping[str, tuple[Person, ...]]:
    if which == "coming":
        return {table: _without_held_seats(here) for table, here in room.members(plan).items()}
    if which == "attendees":
        staff = room.staff_members(plan)
        return {table: (*here, *staff[table]) for table, here in room.coming_at(plan).items()}
    return _at_tables(room.tables, getattr(room, which), plan)


def _at_tables(tables: Iterable[Table], persons: Iterable[Person], plan: Plan) -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, list[Person]] = {table.id: [] for table in tables}
    for person in persons:
        for table in plan.tables_of(person.id):
            if table in found:  # a further session may be at none of these tables
                found[table].append(person.at(table))
    return {table: tuple(members) for table, members in found.items()}
