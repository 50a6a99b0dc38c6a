"""Chairs that are chosen by hand, where the convening asks for an order around the tables."""

from __future__ import annotations

from dataclasses import dataclass

from seating.api.manual_seating import StepRefusedError
from seating.board.offers import label_of
from seating.board.opened import Opened
from seating.errors import UsageError
from seating.ledger.steps import Action, Step
from seating.present.languages import Words
from seating.profiles import Person
from seating.room.floor import count_chairs
from seating.wording import said, whole_number


@dataclass(frozen=True, slots=True)
class ChairView:
    """A chair of a table: its number from 1, and the id and the name of whoever has it; "" for a free one."""

    number: int
    person: str = ""
    name: str = ""


def list_chairs(opened: Opened, table: str, words: Words) -> list[ChairView]:
    """Return the chairs of a table in their order; [] if the convening asks for no order."""
    if opened.inputs.convening.chairs is None or table not in opened.inputs.room.table_index:
        return []
    chairs = opened.chair_orders.chairs
    sitting = {chairs[one]: one for one, at in opened.seating.seats.items() if at == table and one in chairs}
    taken = sum(at == table for at in opened.seating.seats.values())
    if len(sitting) < taken:  # sessions in different places have no order
        return []
    number = count_chairs(opened.inputs.room.table(table), taken)
    people = ((chair, sitting.get(chair, "")) for chair in range(1, number + 1))
    return [ChairView(chair, one, opened.name_person(one, words) if one else "") for chair, one in people]


def read_chair(opened: Opened, table: str, given: str, words: Words) -> ChairView | None:
    """Return the chair that a form names; None if it names none.

    Raises
    ------
    UsageError
        When the table has no such chair.
    """
    if not given:
        return None
    number = whole_number(given)
    found = next((chair for chair in list_chairs(opened, table, words) if chair.number == number), None)
    if found is None:
        raise UsageError(said("This chair no longer exists."))
    return found


def make_chair_step(opened: Opened, person: Person, given: str, words: Words) -> Step:
    """Return the step that gives someone another chair of their table. Whoever has it gets theirs.

    Raises
    ------
    UsageError
        When the table has no such chair, or they have it already.
    """
    table = opened.seating.seats.get(person.id, "")
    chair, own = read_chair(opened, table, given, words), opened.chair_orders.chairs.get(person.id)
    if chair is None or own is None:
        raise UsageError(said("This chair no longer exists."))
    if chair.person == person.id:
        raise StepRefusedError(said("This person already has this chair. Nothing was done."))
    name = opened.name_person(person.id, words)
    if not chair.person:
        at = label_of(opened, table)
        told = words.gettext("%(person)s to seat %(number)s at %(table)s", person=name, number=chair.number, table=at)
        return Step(Action.MOVE, told, chairs={person.id: chair.number})
    told = words.gettext("%(one)s and %(other)s swap chairs", one=name, other=chair.name)
    return Step(Action.MOVE, told, chairs={person.id: chair.number, chair.person: own})


def list_unmet_anew(before: Opened, now: Opened) -> list[str]:
    """Return what is asked of the order around the tables, was met before a step, and is not met now."""
    was = {sentence for unmet in before.chair_orders.unmet.values() for sentence in unmet}
    return [one for unmet in now.chair_orders.unmet.values() for one in unmet if one not in was]


def list_changed_chairs(before: Opened, now: Opened, step: Step, words: Words) -> list[str]:
    """Return a sentence for each person that a step did not move, but whose chair is another one now.

    Theirs was added to a full table, and has gone with a person who left.
    """
    was, chairs, seats = before.chair_orders.chairs, now.chair_orders.chairs, now.seating.seats
    moved = {*step.seats, *step.chairs}
    return [
        words.gettext(
            "%(person)s now has seat %(number)s at %(table)s.",
            person=now.name_person(one, words),
            number=chair,
            table=label_of(now, seats[one]),
        )
        for one, chair in chairs.items()
        if one in was and one in seats and one not in moved and was[one] != chair
    ]
