"""What people are wanted for: each voice, role and need, with the cells of a person who would serve it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from seating.plan import Plan, Room
from seating.profiles import Person, Status
from seating.requirement import Ask, Requirement
from seating.voices import VoiceState, hear

__all__ = ["LACKING", "Aim", "Cells", "aims_of", "bound_by"]

Cells = Mapping[str, str]
"""A description of a person: one value in each of some columns."""

LACKING = frozenset({VoiceState.MISSING, VoiceState.ABSENT, VoiceState.TOO_FEW, VoiceState.ELSEWHERE})
"""States that more people in the room mend. What is not known may be there: filled cells tell, not invitations."""

MOST_ALTERNATIVES = 24
"""Descriptions of somebody who would serve one aim, at most: a `who` may allow many values of many columns."""


@dataclass(frozen=True, slots=True)
class Aim:
    """One perspective that is to be met.

    Attributes
    ----------
    id : str
        Of the requirement, or of the cell of the frame, that asks for it.
    ask : Ask
    alternatives : tuple of mapping of column to value
        People who would serve it, in as few cells as they need.
    """

    id: str
    ask: Ask
    alternatives: tuple[Cells, ...]

    def needed(self, room: Room) -> int:
        """How many people it takes at the tables that may not stay empty."""
        bound = sum(1 for table in room.tables if table.id in self.ask.tables and not table.open_if_needed)
        return self.ask.at_least if self.ask.for_room or self.ask.or_none else self.ask.at_least * bound

    def attending(self, people: Iterable[Person]) -> int:
        """How many of these people are of it; an open seat is nobody."""
        return sum(1 for person in people if person.status is not Status.OPEN and self.ask.matches(person))

    def lack(self, room: Room) -> int:
        """How many more it takes, wherever people sit."""
        return max(0, self.needed(room) - self.attending(room.people))

    def state(self, room: Room, plan: Plan) -> VoiceState:
        """Return how it fares in a plan."""
        return hear(self.id, self.ask, room, plan).state

    def is_met(self, room: Room, plan: Plan) -> bool:
        """Whether enough of its people are known to be where they are asked for, heard or not."""
        return self.state(room, plan) in {VoiceState.HEARD, VoiceState.UNHEARD}


def aims_of(
    requirements: Sequence[Requirement], room: Room, cells: Iterable[tuple[str, Ask, Cells]] = ()
) -> tuple[Aim, ...]:
    """Return what is asked of the room in the way of people.

    Parameters
    ----------
    requirements : sequence of Requirement
    room : Room
    cells : iterable of (id, Ask, cells)
        What the frame asks for besides.
    """
    asked = [Aim(r.id, ask, tuple(_alternatives(ask))) for r in requirements for ask in r.asks(room)]
    return (*asked, *(Aim(identity, ask, (described,)) for identity, ask, described in cells))


def bound_by(
    requirements: Sequence[Requirement], aims: Sequence[Aim], room: Room
) -> tuple[tuple[Requirement, ...], tuple[Aim, ...]]:
    """Return the requirements that have to hold when the aims are met, and the aims that no such requirement says.

    A should binds when everything that it asks for is among the aims. Where only a part of it is, as some of it is
    not known, each of these aims binds by itself; so does a needed cell of the frame.
    """
    of = Counter(aim.id for aim in aims)
    whole = {r.id for r in requirements if of[r.id] and of[r.id] == sum(1 for _ in r.asks(room))}
    binding = tuple(r for r in requirements if r.is_must or r.id in whole)
    said = {r.id for r in binding}
    return binding, tuple(aim for aim in aims if aim.id not in said)


def _alternatives(ask: Ask) -> Iterator[Cells]:
    if ask.who is not None:
        columns = ask.who.columns
        values = islice(product(*columns.values()), MOST_ALTERNATIVES)
        yield from (dict(zip(columns, chosen, strict=True)) for chosen in values)
