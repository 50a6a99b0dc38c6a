"""The inputs of a run, read and understood: who is to be seated, where, and what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from seating.analysis.nominations import Nominations, read_nominations
from seating.api.keep import keep
from seating.api.ledger_state import EMPTY_STATE, LedgerState, list_former_tables, read_ledger_state
from seating.api.request import Request
from seating.convening import (
    Convening,
    Reading,
    is_private,
    not_seated,
    open_room,
    private_columns,
    read_convening,
    written_rules,
)
from seating.convening.document import read_content
from seating.convening.rooms import NotSeated
from seating.convening.table_sheets import holds_tables
from seating.convening.writer import INFERRED, is_edited
from seating.errors import InputError, Note, Problem, SeatingError, UsageError
from seating.harvest import Harvest, read_harvest
from seating.plan import Room
from seating.profiles import People
from seating.profiles.people_sheet import people_sheet
from seating.profiles.reader import read_people
from seating.record.result import InputsRecord
from seating.requirement import Requirement
from seating.requirements.voice import VoiceRequirement
from seating.sources import Row, Source, read, read_book
from seating.tables import tables_called
from seating.wording import listed

__all__ = ["Inputs", "RoundInputs", "build_source", "read_inputs", "read_round", "read_rounds"]


@dataclass(frozen=True)
class Inputs:
    """The list and the convening, as they were read.

    Attributes
    ----------
    reading : Reading
    notes : tuple of Note
        On both.
    """

    reading: Reading
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class RoundInputs:
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
    inferred_earlier : bool
        Whether the convening is one that an earlier run inferred and nobody has edited since.
    """

    people: People
    convening: Convening
    room: Room
    requirements: tuple[Requirement, ...]
    notes: tuple[Note, ...]
    harvest: Harvest | None = None
    nominations: Nominations | None = None
    past: LedgerState = EMPTY_STATE
    inferred_earlier: bool = False

    @cached_property
    def private_columns(self) -> frozenset[str]:
        """Columns only the convener may see."""
        return private_columns(self.convening, self.people)

    @cached_property
    def private_names(self) -> Mapping[str, str]:
        """`private-1` … under the ids of the requirements that only the convener may read."""
        private = [r.id for r in self.requirements if is_private(r, self.private_columns)]
        return {identity: f"private-{number}" for number, identity in enumerate(private, start=1)}

    def is_made_from(self, inputs: InputsRecord) -> bool:
        """Whether the list and the convening are those of a saved round, as its entry names them.

        A convening that was inferred then and read from its file now is the same, as long as the list is.
        """
        then, convening = inputs.stakeholders.sha256, inputs.convening.sha256
        is_same = convening == self.convening.sha256 or (convening is None and self.inferred_earlier)
        return then == self.people.sha256 and is_same

    @property
    def not_seated(self) -> tuple[NotSeated, ...]:
        """Who of the list has no seat this round, and why."""
        return not_seated(self.people, self.room.round_number)


def read_round(request: Request, round_number: int | None = None) -> RoundInputs:
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


def read_rounds(request: Request) -> tuple[RoundInputs, ...]:
    """Read the same once and open as many rounds as are planned together, the open one first.

    All of them have the history before the first.

    Raises
    ------
    UsageError, InputError
        As for one round.
    """
    return _open(request, None, request.rounds)


def read_inputs(request: Request) -> Inputs:
    """Read the list and the convening; raise as `read_round` does."""
    is_file = isinstance(request.people, str | Path)
    beside = Path(request.people) if is_file and str(request.people) != "-" else None
    given = Path(request.convening) if isinstance(request.convening, str) else request.convening
    earlier = request.out / INFERRED if request.write else None
    rules = written_rules(given, beside, earlier)
    source = _source(request, rules.columns)
    listed = read_people(source, rules.vocabulary, rules.columns, parties=rules.parties, used=rules.used)
    reading = read_convening(listed.people, given, beside, earlier)
    return Inputs(reading, (*listed.notes, *reading.notes))


def _source(request: Request, columns: Mapping[str, Sequence[str]]) -> Source:
    """Return the rows of the list: those of the sheet that holds the people."""
    if isinstance(request.people, str | Path):
        return people_sheet(read_book(request.people), request.sheet, columns, holds_tables)
    return build_source(request.people)


def _open(request: Request, round_number: int | None, planned: int) -> tuple[RoundInputs, ...]:
    inputs = request.inputs or read_inputs(request)
    reading = inputs.reading
    past = read_ledger_state(request, reading.people, reading.convening, round_number)
    reading = replace(reading, convening=_with_former_ids(reading.convening, past))
    notes = (*inputs.notes, *past.notes)
    return tuple(_round(request, reading, past, past.round_number + ahead, notes) for ahead in range(planned))


def _with_former_ids(convening: Convening, past: LedgerState) -> Convening:
    """Return a convening whose `was` names former tables by id, where it names them as they were called.

    A word that was some table's id stays; so does one that no saved round knows.
    """
    if not any(table.was for table in convening.tables):
        return convening
    former = list_former_tables(past.ledger)
    tables, problems = [], []
    for table in convening.tables:
        words = []
        for word in table.was:
            found = {each.id for each in tables_called(word, former)}
            if len(found) > 1:
                hint = f"Write the id: {listed(sorted(found), last='or')}."
                says = f"is the name that {len(found)} tables of earlier rounds had"
                subject = f'table "{table.id}", was'
                where = convening.file or "convening"
                problems.append(Problem("table-ambiguous", says, where, value=word, hint=hint, subject=subject))
            words.append(found.pop() if len(found) == 1 else word)
        tables.append(table.model_copy(update={"was": tuple(words)}))
    if problems:
        raise InputError(problems)
    return convening.model_copy(update={"tables": tuple(tables)})


def _round(request: Request, reading: Reading, past: LedgerState, number: int, notes: tuple[Note, ...]) -> RoundInputs:
    """Open one round; raise `InputError` when nobody comes to it."""
    room = replace(open_room(reading.people, reading.convening, number), history=past.history)
    if not room.people:
        hint = "At least one person who is not staff must attend. Check `attending`, `status` and `duty`."
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
    return RoundInputs(
        people=reading.people,
        convening=reading.convening,
        room=room,
        requirements=(*asked, *kept),
        notes=(*notes, *gone),
        harvest=_harvest(request, room, reading.convening.requirements),
        nominations=_nominations(request, room),
        past=past,
        inferred_earlier=_is_inferred_earlier(request, reading.convening),
    )


def _is_inferred_earlier(request: Request, convening: Convening) -> bool:
    """Whether a convening is the one that an earlier run inferred and wrote to the output folder, unedited."""
    try:
        content = read_content(request.out / INFERRED)
    except SeatingError:
        return False
    return hashlib.sha256(content).hexdigest() == convening.sha256 and not is_edited(content)


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


def build_source(people: Any) -> Source:
    """Return the rows of a pandas frame or of mappings as text, headings on line 1.

    None and not-a-number are blanks; every other value is written as `str` does, but lists are
    joined with `; `.

    Raises
    ------
    UsageError
        When `people` is neither.
    """
    records = people.to_dict("records") if hasattr(people, "to_dict") else people
    if isinstance(records, str | bytes | Mapping) or not isinstance(records, Iterable):
        raise UsageError("people is a file's path, a frame, or a sequence of mappings, one a person.")
    mappings = list(records)
    if not all(isinstance(record, Mapping) for record in mappings):
        raise UsageError("people is a file's path, a frame, or a sequence of mappings, one a person.")
    headings = list(dict.fromkeys(str(key) for record in mappings for key in record))
    rows = [Row(1, tuple(headings))]
    rows += [
        Row(line, tuple(_text(record.get(heading)) for heading in headings))
        for line, record in enumerate(mappings, start=2)
    ]
    digest = hashlib.sha256(repr([row.cells for row in rows]).encode("utf-8", "surrogatepass")).hexdigest()
    return Source("people", digest, tuple(rows), ())


def _text(value: Any) -> str:
    if value is None or value != value:  # not-a-number is what a frame writes for a blank
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(item) for item in value)
    return str(value)
