"""What may hold on the day or not, and who matters to it: a requirement, a voice, or several at once.

Whoever is away is left out of the room, and the requirement's own `judge` says what that comes to.
Two people of one kind at one table may stand in for each other in what it says, so it is enough to know
how many of each kind come. Who is of one kind is read from the terms, which name everybody whose seat
matters, and from the columns that the requirement reads.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.attendance.kinds import kinds_for_ask, kinds_for_requirement
from seating.plan import Plan, Room
from seating.profiles import Status
from seating.requirement import Ask, Requirement
from seating.voices import VoiceState, hear

__all__ = ["Event", "all_of", "of_requirement", "of_voice"]


@dataclass(frozen=True)
class Event:
    """Something that holds on the day, or does not.

    Attributes
    ----------
    id : str
        Of the requirement.
    name : str
        Of the voice; "" for a requirement.
    holds : callable
        Whether it does, given the room and the plan of the day.
    kinds : mapping of person id to hashable
        People of one kind at one table may stand in for each other; whoever is left out does not matter.
    table_by_table : bool
        Whether it holds where it holds at each of `tables` by itself.
    tables : tuple of str
        The ids of the tables it is about.
    anywhere : bool
        Whether people of one kind may stand in for each other wherever they sit.
    """

    id: str
    name: str
    holds: Callable[[Room, Plan], bool]
    kinds: Mapping[str, Hashable]
    table_by_table: bool
    tables: tuple[str, ...]
    anywhere: bool = False

    def kind_of(self, person: str, plan: Plan) -> Hashable:
        """Return whom a person may stand in for."""
        return self.kinds[person] if self.anywhere else (plan.seats[person], self.kinds[person])


def of_requirement(requirement: Requirement, room: Room, plan: Plan) -> Event:
    """Return that a requirement has no shortfall on the day."""
    asks = tuple(requirement.asks(room))
    is_for_room = any(ask.for_room for ask in asks)
    return Event(
        id=requirement.id,
        name="",
        holds=lambda room, plan: not requirement.judge(room, plan).shortfall,
        kinds=kinds_for_requirement(requirement, asks, room, plan),
        table_by_table=requirement.is_table_by_table and not is_for_room,
        tables=tuple(table.id for table in (room.tables if is_for_room else room.tables_at(requirement.at))),
        anywhere=is_for_room and len(asks) == 1 and not any(table.open_if_needed for table in room.tables),
    )


def of_voice(identity: str, ask: Ask, room: Room, plan: Plan) -> Event:
    """Return that a voice, a role or a need is heard on the day."""
    matching = [person for person in room.people if ask.matches(person)]
    is_plain = not any(table.open_if_needed for table in room.tables) and all(
        person.status is not Status.OPEN for person in matching
    )
    kinds, is_heard_anyway = kinds_for_ask(ask, room, plan)
    return Event(
        id=identity,
        name=ask.name,
        holds=lambda room, plan: hear(identity, ask, room, plan).state is VoiceState.HEARD,
        kinds=kinds,
        table_by_table=is_plain and not ask.for_room and not ask.or_none and ask.at_least > 0,
        tables=tuple(table.id for table in room.tables if ask.for_room or table.id in ask.tables),
        anywhere=ask.for_room and is_heard_anyway,
    )


def all_of(events: Sequence[Event]) -> Event:
    """Return that all of these hold on one day."""
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
