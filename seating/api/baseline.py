"""The seating that a repair starts from: the last saved one with the convener's edits, or one from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from seating.api.inputs import RoundInputs
from seating.api.request import Request
from seating.api.seating_files import read_seats, read_texts
from seating.errors import Note, SeatingError, UsageError
from seating.plan import Room
from seating.record.entries import SeatedContent
from seating.sources import read
from seating.tables import tables_called
from seating.wording import listed

__all__ = ["Baseline", "find_baseline"]


@dataclass(frozen=True)
class Baseline:
    """Who sat where.

    Attributes
    ----------
    seats : mapping of person id to table id
        It may contain people and tables that no longer exist.
    edited : tuple of str
        Ids of people whom the convener moved by hand. They stay where the convener put them.
    notes : tuple of Note
    """

    seats: Mapping[str, str]
    edited: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def find_baseline(request: Request, inputs: RoundInputs, seating: str | Path | None) -> Baseline:
    """Return the seating to start from.

    Parameters
    ----------
    request : Request
    inputs : RoundInputs
    seating : path or None
        A file that says who sits where. None means the last saved seating, with the edits made since then in the
        round's own `seating.csv`.

    Raises
    ------
    UsageError
        When the open round has no saved seating and no file is given.
    InputError
        When the file has errors.
    """
    last = inputs.past.last
    saved = {} if last is None else dict(last.seats)
    if seating is not None:
        seats, notes = read_seats(read(seating), inputs.room)
        found = {**{person: table for person, table in saved.items() if person not in inputs.room.index}, **seats}
        edited = tuple(person for person, table in seats.items() if saved.get(person, table) != table)
        return Baseline(found, edited, (*notes, *_notes(inputs.room, edited, str(seating))))
    if last is None:
        raise UsageError(
            f"{request.out} holds no saved seating of round {inputs.room.round_number}, so there is nothing to repair. "
            "Seat people with `seating solve`, name another folder with --out, or give a seating with --from."
        )
    own = request.round_folder(inputs.room.round_number) / "seating.csv"
    changed = _edits(own, inputs)
    edited = tuple(person for person in changed if person in inputs.room.index)
    return Baseline({**saved, **changed}, edited, tuple(_notes(inputs.room, edited, own.as_posix())))


def _edits(path: Path, inputs: RoundInputs) -> dict[str, str]:
    """Return the seats in a round's own file that differ from the saved ones, by person id.

    A file that is unchanged since a run wrote it has no edits, even if that run was undone. An unreadable file, and
    lines without a known person or table, count as no edits either: the file will be overwritten, and nothing depends
    on it.
    """
    if not path.is_file():
        return {}
    try:
        written = read_texts(read(path))
    except SeatingError:
        return {}
    number, last = inputs.room.round_number, inputs.past.last
    for entry in inputs.past.ledger.entries:
        for record in entry.content.rounds if isinstance(entry.content, SeatedContent) else ():
            if record.round == number and written == {seat.id: seat.table for seat in record.seats}:
                return {}
    saved = {} if last is None else last.seats
    seats = {person: tables_called(word, inputs.room.tables) for person, word in written.items() if person in saved}
    return {person: found[0].id for person, found in seats.items() if len(found) == 1 and saved[person] != found[0].id}


def _notes(room: Room, edited: tuple[str, ...], where: str) -> list[Note]:
    if not edited:
        return []
    names = [room.persons[room.index[person]].label for person in edited]
    shown = listed([*names[:6], f"{len(names) - 6} more"] if len(names) > 6 else names)
    stays = "was" if len(names) == 1 else "were"
    text = f"{shown} {stays} seated anew in {where} since the round was saved, and {_stay(len(names))} put there."
    return [Note("seat-edited", text)]


def _stay(number: int) -> str:
    return "stays as" if number == 1 else "stay as"
