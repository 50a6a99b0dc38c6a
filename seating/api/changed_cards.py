"""Which printed cards no longer hold: the people whose table is another one than in the written packet."""

from __future__ import annotations

from collections.abc import Iterator

from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.errors import Note
from seating.room.plan import Plan
from seating.wording import Said, said, said_count, said_first

NAMED = 12
"""Maximum number of names in a note."""


def list_changed_cards(inputs: RoundInputs, request: Request, plan: Plan) -> tuple[str, ...]:
    """Return the ids of the people whose cards in the written packet of the round name another table than a plan.

    Parameters
    ----------
    inputs : RoundInputs
    request : Request
        Its output folder has the packet, if one is written.
    plan : Plan
        A new seating.
    """
    packet = request.round_folder(inputs.room.round_number) / "packet"
    if not packet.is_dir():
        return ()
    return tuple(_list_moved(inputs, plan))


def _list_moved(inputs: RoundInputs, plan: Plan) -> Iterator[str]:
    """Yield the ids of the people who had a seat in the saved round and do not stay at that table."""
    staying = inputs.list_staying(plan)
    for person in inputs.room.persons:
        former = inputs.saved_people.get(person.id)
        if former is not None and former.table and person.id in plan.seats and person.id not in staying:
            yield person.id


def count_cards(number: int) -> Said:
    """Return how many cards of the written packet change."""
    return said_count(
        "%(number)s card of the written packet changes", "%(number)s cards of the written packet change", number
    )


def note_changed_cards(inputs: RoundInputs, request: Request, plan: Plan) -> Iterator[Note]:
    """Yield a note that names the people whose cards change, if there are any and the run writes files."""
    changed = list_changed_cards(inputs, request, plan) if request.write else ()
    if changed:
        names = [inputs.room.persons[inputs.room.index[one]].label for one in changed]
        count = count_cards(len(changed))
        yield Note("cards-changed", said("%(cards)s: %(people)s.", cards=count, people=said_first(names, NAMED)), count)
