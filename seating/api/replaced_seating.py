"""What a new seating of the open round would change in the saved one: who moves, the judge's difference, and the cards.

A caller can ask the convener before it is saved: `Request.before_saving`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from seating.api.changed_cards import list_changed_cards
from seating.api.inputs import RoundInputs
from seating.api.repair import find_moved
from seating.api.request import Request
from seating.api.result import Solved
from seating.judge import review
from seating.profiles import Person
from seating.profiles.heads import without_held_seats
from seating.room.plan import Plan


@dataclass(frozen=True, slots=True)
class Replacement:
    """A new seating, before it replaces the saved one.

    Attributes
    ----------
    now : Solved or None
        The saved seating, judged by the list and the requirements of today; None if it does not seat everyone of today.
    then : Solved
        The new seating.
    movers : tuple of Person
        Those who have a seat in both, at different tables.
    cards : tuple of str
        The ids of the people whose cards in the written packet name another table.
    """

    now: Solved | None
    then: Solved
    movers: tuple[Person, ...]
    cards: tuple[str, ...]


def find_replacement(request: Request, inputs: RoundInputs, result: Solved) -> Replacement | None:
    """Return what the result would change in the saved seating of its round; None if it moves no one.

    Parameters
    ----------
    request : Request
    inputs : RoundInputs
        Those of the round.
    result : Solved
        The new seating.
    """
    saved = inputs.past.last
    if saved is None or inputs.past.closing is not None or saved.number != result.room.round_number:
        return None
    seats = saved.seats_on(inputs.people)
    movers = find_moved_people(result, seats, saved.further_on(inputs.people))
    if not movers:
        return None
    now = _judge(result, seats)
    return Replacement(now, result, tuple(movers), list_changed_cards(inputs, request, result.plan))


def find_moved_people(result: Solved, earlier: Mapping[str, str], further: Mapping[str, Sequence[str]]) -> list[Person]:
    """Return the people and staff who changed tables, without held seats; parameters as for `find_moved`."""
    room = result.room
    return without_held_seats(room.persons[room.index[one]] for one in find_moved(result, earlier, further))


def _judge(result: Solved, seats: Mapping[str, str]) -> Solved | None:
    """Return the result with other seats, judged; None if someone has none of them."""
    room = result.room
    at = {person.id: seats[person.id] for person in room.persons if seats.get(person.id) in room.table_index}
    if len(at) < len(room.persons) or result.plan.further:
        return None
    plan = Plan(at)
    return replace(result, plan=plan, review=review(room, result.requirements, plan))
