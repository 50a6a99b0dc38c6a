"""Events that may or may not hold on the day, and the people who matter to them.

An event is a requirement, a voice, or several of them together. People who are away are left out of the room, and
the requirement's own `judge` decides. Two people of the same kind at one table are interchangeable for the event, so
it is enough to know how many of each kind come. The kind of a person follows from the terms, which name everyone
whose seat matters, and from the columns that the requirement reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from seating.plan import IntArray, Plan, Room
from seating.profiles import Person
from seating.requirement import Ask, Requirement
from seating.terms import (
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)
from seating.voices import VoiceState, hear
from seating.wording import fold

Mark = tuple[int, Hashable]
"""The number of a person and their part in a term."""


@dataclass(frozen=True)
class Event:
    """Something that may or may not hold on the day.

    Attributes
    ----------
    id : str
        The id of the requirement; "" for several events together.
    name : str
        The name of the voice; "" for a requirement.
    holds : callable
        Whether it holds, given the room and the plan of the day.
    kinds : mapping of person id to hashable
        A key for the kind of each person who matters. People of one kind at the same table are interchangeable.
    table_by_table : bool
        Whether the event holds if and only if it holds at each of `tables` separately.
    tables : tuple of str
        Ids of the tables it is about.
    anywhere : bool
        Whether people of the same kind are interchangeable even at different tables.
    """

    id: str
    name: str
    holds: Callable[[Room, Plan], bool]
    kinds: Mapping[str, Hashable]
    table_by_table: bool
    tables: tuple[str, ...]
    anywhere: bool = False

    def kind_of(self, person: str, plan: Plan) -> Hashable:
        """Return a key that is equal for people who are interchangeable."""
        return self.kinds[person] if self.anywhere else (plan.seats[person], self.kinds[person])


def build_requirement_events(requirements: Iterable[Requirement], room: Room, plan: Plan) -> dict[str, Event]:
    """Return the event of each requirement that it has no shortfall on the day, by id."""
    cells = Cells(room)
    return {each.id: build_requirement_event(each, room, plan, cells) for each in requirements}


def build_requirement_event(requirement: Requirement, room: Room, plan: Plan, cells: Cells | None = None) -> Event:
    """Return the event that a requirement has no shortfall on the day. Events of one room can share `cells`."""
    asks = tuple(requirement.asks(room))
    is_for_room = any(ask.for_room for ask in asks)
    return Event(
        id=requirement.id,
        name="",
        holds=lambda room, plan: not requirement.judge(room, plan).shortfall,
        kinds=group_by_requirement(requirement, asks, room, plan, cells or Cells(room)),
        table_by_table=requirement.is_judged_by_table,
        tables=tuple(table.id for table in (room.tables if is_for_room else room.tables_at(requirement.at))),
        anywhere=is_for_room and len(asks) == 1 and not any(table.open_if_needed for table in room.tables),
    )


def build_voice_event(identity: str, ask: Ask, room: Room, plan: Plan) -> Event:
    """Return the event that a voice, role or need is heard on the day.

    Parameters
    ----------
    identity : str
        The id of the requirement.
    ask : Ask
    room : Room
    plan : Plan
    """
    matching = [person for person in room.people if ask.fits(person)]
    is_plain = not any(table.open_if_needed for table in room.tables) and all(not person.is_held for person in matching)
    kinds, is_heard_anyway = group_by_ask(ask, room, plan)
    return Event(
        id=identity,
        name=ask.name,
        holds=lambda room, plan: hear(identity, ask, room, plan).state is VoiceState.HEARD,
        kinds=kinds,
        table_by_table=is_plain and not ask.for_room and not ask.or_none and ask.at_least > 0,
        tables=tuple(table.id for table in room.tables if ask.for_room or table.id in ask.tables),
        anywhere=ask.for_room and is_heard_anyway,
    )


def combine_events(events: Sequence[Event]) -> Event:
    """Return the event that all of these events hold on the same day."""
    persons = dict.fromkeys(person for event in events for person in event.kinds)
    return Event(
        id="",
        name="",
        holds=lambda room, plan: all(event.holds(room, plan) for event in events),
        kinds={person: tuple(event.kinds.get(person) for event in events) for person in persons},
        table_by_table=all(event.table_by_table for event in events),
        tables=tuple(dict.fromkeys(table for event in events for table in event.tables)),
        anywhere=all(event.anywhere for event in events),
    )


class Cells:
    """Numbers the different contents of the cells of people, so that many events can compare them quickly.

    Parameters
    ----------
    room : Room
    """

    def __init__(self, room: Room) -> None:
        self._persons = room.persons
        self._numbers: dict[Hashable, int] = {}
        self._known: dict[tuple[int, tuple[str, ...]], int] = {}

    def number(self, person: int, columns: tuple[str, ...]) -> int:
        """Return the number of a person's duty, of whether the seat is open, and of the cells of some columns.

        People have equal numbers if these are equal.
        """
        if (person, columns) not in self._known:
            contents = tuple(_read(self._persons[person], columns))
            self._known[person, columns] = self._numbers.setdefault(contents, len(self._numbers))
        return self._known[person, columns]


def group_by_requirement(
    requirement: Requirement, asks: Sequence[Ask], room: Room, plan: Plan, cells: Cells
) -> Mapping[str, Hashable]:
    """Return a group key, by person id, for each person whose absence may change the verdict of a requirement.

    People with equal keys are of the same kind.

    Parameters
    ----------
    requirement : Requirement
    asks : sequence of Ask
        The perspectives the requirement asks for.
    room : Room
    plan : Plan
    cells : Cells
        Those of the room.
    """
    at = np.array([room.table_index[plan.seats[person.id]] for person in room.persons], dtype=np.int64)
    marks: dict[int, list[Hashable]] = {}
    for number, term in enumerate(requirement.encode(room)):
        for person, mark in _marks(term, at, asks, room):
            marks.setdefault(person, []).append((number, mark))
    for table in room.tables_at(requirement.at):
        if table.open_if_needed:  # the requirement applies only if someone is at the table
            for person in np.flatnonzero(at[: len(room.people)] == room.table_index[table.id]).tolist():
                marks.setdefault(person, [])
    columns = requirement.asks_columns
    return {
        room.persons[number].id: (tuple(found), cells.number(number, columns))
        for number, found in sorted(marks.items())
    }


def _read(person: Person, columns: Iterable[str]) -> Iterator[Hashable]:
    yield person.duty
    yield person.is_held
    for column in columns:
        yield tuple(map(fold, person.values(column)))


def _marks(term: Term, at: IntArray, asks: Sequence[Ask], room: Room) -> Iterator[Mark]:
    """Yield a mark for each person who matters to a term; `at` holds each person's table number, shape (persons,)."""
    match term:
        case CountTerm():
            yield from ((person, "group") for person in term.group.tolist())
            yield from ((person, "base") for person in (() if term.base is None else term.base.tolist()))
        case PresenceTerm():
            for number, group in enumerate(term.groups):
                yield from ((person, number) for person in group.tolist())
        case SpreadTerm():
            yield from ((person, "group") for person in term.group.tolist())
        case SumTerm():
            for person in term.persons.tolist():
                yield person, (int(term.values[person]), int(term.allowances[person]))
        case SharedTerm():
            yield from _of_pairs(term.pairs[at[term.pairs[:, 0]] == at[term.pairs[:, 1]]])
        case PartedTerm():
            # A pair at one table has no shortfall if one is away, unless the pair must meet in one of several rounds.
            may_part = any(past.is_planned for past in room.history.rounds)
            yield from _of_pairs(term.pairs[(at[term.pairs[:, 0]] != at[term.pairs[:, 1]]) | may_part])
        case LinkTerm():
            for number, (members, counterparts) in enumerate(zip(term.members, term.counterparts, strict=True)):
                yield from ((p, ("member", number)) for p in members[np.isin(at[members], term.sources)].tolist())
                near = counterparts[np.isin(at[counterparts], term.targets)]
                yield from ((p, ("counterpart", number)) for p in near.tolist())
        case PlaceTerm():
            costs = term.costs[np.arange(len(term.people)), term.column[at[term.people]]]
            yield from ((int(person), int(cost)) for person, cost in zip(term.people, costs, strict=True) if cost)
        case FixedTerm():
            yield from _of_room(asks, room)


def _of_pairs(pairs: IntArray) -> Iterator[Mark]:
    for number, (first, second) in enumerate(pairs.tolist()):
        yield first, number
        yield second, number


def _of_room(asks: Sequence[Ask], room: Room) -> Iterator[Mark]:
    """Yield a mark for each person who matters to a term without seats.

    These are the people that `asks` match. If there are no asks, they are all persons, each of a different kind.
    """
    for number, person in enumerate(room.persons):
        if not asks:
            yield number, number
            continue
        matching = tuple(ask.matches(person) for ask in asks if person.duty is None)
        if any(matching):
            yield number, matching


def group_by_ask(ask: Ask, room: Room, plan: Plan) -> tuple[Mapping[str, Hashable], bool]:
    """Return a group key for each person whose absence may change whether a voice is heard.

    Parameters
    ----------
    ask : Ask
    room : Room
    plan : Plan

    Returns
    -------
    kinds : mapping of person id to hashable
        The group keys. People with equal keys are of the same kind.
    is_heard_anyway : bool
        Whether every table with people of the voice has someone else who is sure to come and shares a language
        with each of them.
    """
    everybody: dict[str, list[Person]] = {
        table.id: [] for table in room.tables if ask.for_room or table.id in ask.tables
    }
    for person in room.persons:
        if plan.seats[person.id] in everybody:
            everybody[plan.seats[person.id]].append(person if ask.for_room else person.at(plan.seats[person.id]))
    kinds: dict[str, Hashable] = {}
    is_heard_anyway = True
    for here in everybody.values():
        speakers = [person for person in here if person.duty is None and ask.matches(person)]
        if not speakers:
            continue
        if _is_listened_to(speakers, here, room):
            kinds |= {person.id: (True, person.is_held) for person in speakers}
            continue
        is_heard_anyway = False
        matching = {person.id for person in speakers}
        kinds |= {person.id: (person.id in matching, person.is_held, room.languages(person)) for person in here}
    if any(table.open_if_needed for table in room.tables):  # an optional table that stays empty needs no one
        kinds |= {p.id: kinds.get(p.id, False) for here in everybody.values() for p in here if p.duty is None}
    for person in room.people:  # people at other tables count as attending
        if ask.fits(person):
            kinds.setdefault(person.id, ("elsewhere", person.is_held))
    return kinds, is_heard_anyway


def _is_listened_to(speakers: Sequence[Person], here: Sequence[Person], room: Room) -> bool:
    """Whether someone else at the table is sure to come and shares a language with each of the speakers."""
    sure = [p for p in here if p not in speakers and p.attending.chance == 1 and not p.is_held]
    return any(all(room.languages(one) & room.languages(other) for one in speakers) for other in sure)
