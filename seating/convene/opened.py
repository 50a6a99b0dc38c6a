"""The inputs of a run, read and understood: who is to be seated, where, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from seating.convene.kept import keep
from seating.convene.past import NOTHING, Past, past_of
from seating.convene.request import Request
from seating.convene.rows import as_source
from seating.convening import (
    Convening,
    Reading,
    is_private,
    not_seated,
    open_room,
    private_columns,
    read_convening,
    written_vocabulary,
)
from seating.convening.rooms import NotSeated
from seating.errors import InputError, Note, Problem
from seating.harvest import Harvest, read_harvest
from seating.missing.nomination import Nominations
from seating.missing.nominations import read_nominations
from seating.plan import Room
from seating.profiles import People
from seating.profiles.reading import read_people
from seating.requirement import Requirement
from seating.requirements.voice import VoiceRequirement
from seating.sources import read

__all__ = ["Opened", "open_convening", "open_rounds"]


@dataclass(frozen=True)
class Opened:
    """A convening about to be held.

    Attributes
    ----------
    people : People
    convening : Convening
    room : Room
    requirements : tuple of Requirement
        Those active this round.
    notes : tuple of Note
    harvest : Harvest or None
        What the tables found, where their sheets were typed back.
    nominations : Nominations or None
        Who was named on filled charts, where they were typed back.
    past : Past
        What was before this round, and was saved of it already.
    """

    people: People
    convening: Convening
    room: Room
    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]
    harvest: Harvest | None = None
    nominations: Nominations | None = None
    past: Past = NOTHING

    @cached_property
    def private_columns(self) -> frozenset[str]:
        """Columns only the convener may see."""
        return private_columns(self.convening, self.people)

    @cached_property
    def private_names(self) -> Mapping[str, str]:
        """`private-1` … under the ids of the requirements that only the convener may read."""
        private = [r.id for r in self.requirements if is_private(r, self.private_columns)]
        return {identity: f"private-{number}" for number, identity in enumerate(private, start=1)}

    @property
    def not_seated(self) -> tuple[NotSeated, ...]:
        """Who of the list has no seat this round, and why."""
        return not_seated(self.people, self.room.round_number)


def open_convening(request: Request, round_number: int | None = None) -> Opened:
    """Read the list, the convening and what was before, and open one round.

    Parameters
    ----------
    request : Request
    round_number : int, optional
        An earlier round, looked at again; without it the open one, or the one after it where that is over.

    Raises
    ------
    UsageError
        When a file is not there, or the ledger is of other people.
    InputError
        With everything that is wrong.
    """
    return _open(request, round_number, 1)[0]


def open_rounds(request: Request) -> tuple[Opened, ...]:
    """Read the same once and open as many rounds as are planned together, the open one first.

    All of them have the history before the first.

    Raises
    ------
    UsageError, InputError
        As for one round.
    """
    return _open(request, None, request.rounds)


def _open(request: Request, round_number: int | None, planned: int) -> tuple[Opened, ...]:
    is_file = isinstance(request.people, str | Path)
    source = read(request.people) if is_file else as_source(request.people)
    beside = Path(request.people) if is_file and str(request.people) != "-" else None
    given = Path(request.convening) if isinstance(request.convening, str) else request.convening
    earlier = request.out / "convening.yaml" if request.write else None
    listed = read_people(source, written_vocabulary(given, beside, earlier))
    reading = read_convening(listed.people, given, beside, earlier)
    past = past_of(request, reading.people, reading.convening, round_number)
    notes = (*listed.notes, *reading.notes, *past.notes)
    return tuple(_round(request, reading, past, past.round_number + ahead, notes) for ahead in range(planned))


def _round(request: Request, reading: Reading, past: Past, number: int, notes: tuple[Note, ...]) -> Opened:
    """Open one round; raise `InputError` when nobody comes to it."""
    room = replace(open_room(reading.people, reading.convening, number), history=past.history)
    if not room.people:
        hint = "Somebody has to come who is no staff: look at `attending`, `status` and `duty`."
        says = "has nobody to seat" if number == 1 else f"has nobody to seat in round {number}"
        raise InputError([Problem("nobody-coming", says, reading.people.file, hint=hint)])
    kept, gone = (
        keep(request.keep, room, None if past.last is None else past.last.seats)
        if number == past.round_number
        else ((), ())
    )
    asked = tuple(r for r in reading.convening.requirements if r.is_active(number))
    if number == past.round_number:  # how later ones will fare before it is not known
        asked = tuple(requirement.after(past.history) for requirement in asked)
    return Opened(
        people=reading.people,
        convening=reading.convening,
        room=room,
        requirements=(*asked, *kept),
        notes=(*notes, *gone),
        harvest=_harvest(request, room, reading.convening.requirements),
        nominations=_nominations(request, room),
        past=past,
    )


def _harvest(request: Request, room: Room, requirements: tuple[Requirement, ...]) -> Harvest | None:
    """Return what the tables found, where sheets were typed back."""
    if request.harvest is None:
        return None
    voices = [requirement.label for requirement in requirements if isinstance(requirement, VoiceRequirement)]
    return read_harvest(read(request.harvest), room.tables, voices)


def _nominations(request: Request, room: Room) -> Nominations | None:
    """Return who was named, where filled charts were typed back."""
    if request.nominations is None:
        return None
    return read_nominations(read(request.nominations), room.listed, room.tables)
