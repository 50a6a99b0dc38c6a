"""What the board shows of people: what a seat at each table would change, what a step has done, and the locks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from seating.api.gains import GainLine, Gains, describe_unmet
from seating.api.manual_seating import (
    find_differences,
    name_pair,
    parse_pair,
)
from seating.api.result import Solved
from seating.board.move_effects import MoveEffect, describe_change, describe_gain
from seating.board.opened import Opened
from seating.errors import UsageError
from seating.explanations.seat_gains import Gain
from seating.ledger.steps import Step
from seating.pages.unmet import sort_unmet
from seating.present.languages import Words
from seating.profiles import Person
from seating.profiles.heads import count_heads, say_persons
from seating.report.voice_states import describe_none_there
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.kind import Requirement
from seating.requirements.together import TogetherRequirement
from seating.room.plan import Room, find_seated
from seating.wording import fold, said, said_joined

TRAY = ""
"""Stands for the tray in forms, where a table's id stands for a table."""

SHOWN_MOVES = 2
"""Number of people whose new seats a message names."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a move or a swap would change.

    Attributes
    ----------
    table : str
        The id of the table, or `TRAY`.
    label : str
        Its name.
    effect : MoveEffect
    other : str
        The id of the person to swap seats with; "" for a move.
    other_name : str
    is_worse : bool
        Whether a must, as a whole, would lack more.
    """

    table: str
    label: str
    effect: MoveEffect
    other: str = ""
    other_name: str = ""
    is_worse: bool = False


@dataclass(frozen=True, slots=True)
class LockView:
    """A lock: how the file of steps names it, the names of what it is about, and whether a pair sits apart now."""

    key: str
    label: str
    is_pair: bool = False
    is_apart: bool = False


def list_in_tray(opened: Opened) -> list[Person]:
    """Return the people, staff and held seats of the room without a seat, in room order."""
    return list(find_seated(opened.inputs.room, opened.seating.tray))


def sort_gains(opened: Opened, person: Person, gains: Iterable[Gain]) -> list[Gain]:
    """Return the gains of a person's moves and swaps, the best first; the tray is last."""

    def order(gain: Gain) -> tuple[bool, tuple[int, bool, int]]:
        return gain.table is None, opened.head_tables.order(person.id, gain.table, gain.units, gain.points)

    return sorted(gains, key=order)


def build_offer(
    opened: Opened, gains: Gains, person: Person, gain: Gain, words: Words, party: Sequence[str] = ()
) -> Offer:
    """Return what a move or a swap would change, in words.

    Parameters
    ----------
    opened : Opened
    gains : Gains
    person : Person
    gain : Gain
    words : Words
    party : sequence of str
        Ids of the people who move together, for a move of more than the person.
    """
    room = opened.inputs.room
    return Offer(
        table=gain.table or TRAY,
        label="" if gain.table is None else room.table(gain.table).label,
        effect=describe_gain(gain, gains.describe_together(party, gain) if party else gains.describe(person.id, gain)),
        other=gain.other or "",
        other_name="" if gain.other is None else opened.name_person(gain.other, words),
        is_worse=bool(gain.worse),
    )


def list_unmet(result: Solved) -> list[tuple[str, bool, tuple[GainLine, ...]]]:
    """Return the unmet requirements: musts first, then those that cost the most.

    Each is a sentence, whether it is a must, and where and by how much it falls short, the largest shortfall first.
    """
    return [(result.sentence_of(one), one.is_must, _describe_lacks(result, one)) for one in sort_unmet(result)]


def _describe_lacks(result: Solved, requirement: Requirement) -> tuple[GainLine, ...]:
    """Return where and by how much a requirement falls short; of a voice that no table must have, where it is not."""
    lines = describe_unmet(result, requirement)
    if lines:
        return lines
    says = said_joined(describe_none_there(result, requirement.id), ": ")
    return (GainLine(requirement.id, requirement.is_must, None, 0, 0, requirement.weight, says),)


def find_person(opened: Opened, identity: object) -> Person:
    """Return the person in the room with an id.

    Raises
    ------
    UsageError
        When there is no one with this id.
    """
    room = opened.inputs.room
    if str(identity) not in room.index:
        raise UsageError(said("This person is no longer on the list of people who are coming."))
    return room.persons[room.index[str(identity)]]


def _name(opened: Opened, identity: str, words: Words) -> str:
    """Return the name of a person in the room, told apart from namesakes; raise as `find_person`."""
    return opened.name_person(find_person(opened, identity).id, words)


def label_of(opened: Opened, table: object) -> str:
    """Return the name of the table with an id.

    Raises
    ------
    UsageError
        When there is no such table.
    """
    room = opened.inputs.room
    if str(table) not in room.table_index:
        raise UsageError(said("This table no longer exists."))
    return room.table(str(table)).label


def describe_lock(opened: Opened, key: str, words: Words) -> str:
    """Return the names of what a lock is about.

    Raises
    ------
    UsageError
        When someone, or the table, is no longer there, or when both people of a pair are the same.
    """
    what, _, identity = key.partition(":")
    if what != "pair":
        return _name(opened, identity, words) if what == "person" else label_of(opened, identity)
    pair = parse_pair(identity) or ("", "")
    if pair[0] == pair[1]:
        raise UsageError(said("A pair needs two different people. Choose someone else."))
    return str(words.listed([_name(opened, one, words) for one in pair]))


def describe_lock_step(now: Opened, step: Step, words: Words) -> str:
    """Return what a step has locked or unlocked, as a sentence.

    Parameters
    ----------
    now : Opened
        The seating after the step.
    step : Step
        It has one lock.
    words : Words
    """
    (key,) = *step.locks, *step.unlocks
    what, _, identity = key.partition(":")
    name = describe_lock(now, key, words)
    if step.unlocks:
        if what == "pair":
            return str(words.gettext("%(people)s are no longer locked as a pair.", people=name))
        return str(words.gettext("%(name)s is no longer locked.", name=name))
    if what == "pair":
        return str(words.gettext("%(people)s are locked as a pair.", people=name))
    if what == "person" and identity in now.seating.seats:
        table = label_of(now, now.seating.seats[identity])
        return str(words.gettext("%(person)s is locked at %(table)s.", person=name, table=table))
    return str(words.gettext("%(name)s is locked.", name=name))


def describe_moved(before: Opened, now: Opened, step: Step, words: Words) -> tuple[list[str], list[str]]:
    """Return what a step has done to the seats: where one or two people sit now, and which musts and wishes it changes.

    Parameters
    ----------
    before, now : Opened
    step : Step
        The person that it names first is named first.
    words : Words

    Returns
    -------
    tuple of list of str
        Sentences about who sits where, and one about what changes; both are [] if everyone sits where they sat.
    """
    seats = now.seating.seats
    first = next(iter(step.seats or ()), "")
    moved = sorted(find_differences(before.seating.seats, seats), key=lambda one: one != first)
    if not moved:
        return [], []
    told = []
    for one in moved if len(moved) <= SHOWN_MOVES else ():
        name = _name(now, one, words)
        if one in seats:
            table = label_of(now, seats[one])
            told.append(words.gettext("%(person)s now sits at %(table)s.", person=name, table=table))
        else:
            told.append(words.gettext("%(person)s has no seat now.", person=name))
    if before.inputs is not now.inputs:
        return told, []
    effect = describe_change(before.judged, now.judged)
    if not effect.lines and effect.order == (0, 0):
        return told, [words.gettext("The seating is as good as before.")]
    return told, [words.gettext("What this changes: %(effect)s.", effect=words.tell(effect.told))]


def tell_held_among(room: Room, moved: Collection[str], words: Words) -> str:
    """Return how many people and held seats these ids are; "" if no held seat is among them."""
    found = [one for one in room.persons if one.id in moved]
    return words.tell(say_persons(found)) if count_heads(found).held else ""


def list_locks(opened: Opened, words: Words) -> list[LockView]:
    """Return all locks of people, tables and pairs that are still there."""
    locks, room = opened.seating.locks, opened.inputs.room
    apart = locks.find_separated(opened.seating.seats)
    keys = [f"table:{table}" for table in sorted(locks.tables) if table in room.table_index]
    keys += [f"person:{one}" for one in sorted(locks.people) if one in room.index]
    views = [LockView(key, describe_lock(opened, key, words)) for key in keys]
    pairs = [pair for pair in sorted(locks.pairs) if set(pair) <= set(room.index)]
    keyed = [(name_pair(*pair), pair in apart) for pair in pairs]
    return [*views, *(LockView(key, describe_lock(opened, key, words), True, is_apart) for key, is_apart in keyed)]


def find_bonds(opened: Opened, person: str, tied: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of those who belong together with a person, and of those who are to sit apart, by kind."""
    bonds: dict[str, dict[str, None]] = {"together": dict.fromkeys(tied), "apart": {}}
    for one in opened.inputs.all_requirements:
        if isinstance(one, TogetherRequirement | ApartRequirement):
            for group in (*(one.pairs or ()), one.people or ()):
                bonds[one.kind].update(dict.fromkeys(group if person in group else ()))
    return {kind: [one for one in found if one != person] for kind, found in bonds.items()}


def list_companions(
    opened: Opened, person: Person, words: Words
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the ids and names of those who can be locked as a pair with a person: at the same table, and elsewhere."""
    seats, pairs = opened.seating.seats, opened.seating.locks.pairs
    taken = {person.id}.union(*(pair for pair in pairs if person.id in pair))
    here: list[tuple[str, str]] = []
    elsewhere: list[tuple[str, str]] = []
    for one in sorted(opened.inputs.room.persons, key=lambda one: fold(one.label)):
        if one.id not in taken:
            is_here = person.id in seats and seats.get(one.id) == seats[person.id]
            (here if is_here else elsewhere).append((one.id, opened.name_person(one.id, words)))
    return here, elsewhere
