"""The earlier seating: the start of a repair, and the musts that keep tables and people as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seating.analysis.season.staffing import read_season
from seating.api.data_frames import read_seating
from seating.api.request import Request
from seating.api.saved_rounds.ledger_state import LedgerState
from seating.api.seating_files import read_seats, read_texts
from seating.errors import Miss, Note, SeatingError, UsageError
from seating.near_words import did_you_mean, nearest
from seating.record.entries import SeatedContent
from seating.record.result import RoundRecord
from seating.requirements import kinds
from seating.requirements.base.kind import KEEP_PREFIX, Requirement
from seating.room.plan import Room
from seating.room.tables import find_table, tables_called
from seating.sources import Source, read
from seating.wording import listed, message, quoted, said, said_count, said_first, said_list


@dataclass(frozen=True)
class Baseline:
    """Who sat where.

    Attributes
    ----------
    seats : mapping of person id to table id
        It may contain people and tables that no longer exist.
    edited : tuple of str
        Ids of people that the convener moved by hand. They stay where the convener put them.
    source : Source or None
        What the convener gave or edited.
    notes : tuple of Note
    """

    seats: Mapping[str, str]
    edited: tuple[str, ...] = ()
    source: Source | None = None
    notes: tuple[Note, ...] = ()


def find_baseline(request: Request, room: Room, past: LedgerState, seating: Any) -> Baseline:
    """Return the seating to start from.

    Parameters
    ----------
    request : Request
    room : Room
    past : LedgerState
        The ledger before this run.
    seating
        As for `seating.review`. None means the last saved seating, with the edits made since then in the
        round's own `seating.csv`.

    Raises
    ------
    UsageError
        When the open round has no saved seating and no file is given.
    InputError
        When the file has errors.
    """
    last = past.last
    saved = {} if last is None else last.seats_on(room.listed)
    if seating is not None:
        source = read_seating(seating, room.listed)
        seats, notes = read_seats(source, room)
        found = {**{person: table for person, table in saved.items() if person not in room.index}, **seats}
        edited = tuple(person for person, table in seats.items() if saved.get(person, table) != table)
        return Baseline(found, edited, source, (*notes, *_note_edited(room, edited, source.file)))
    if last is None:
        text = message(
            "%(folder)s has no saved seating for round %(round)s, so there is nothing to repair. "
            "Seat people with `seating solve`, name another folder with --out, or give a seating with --from."
        )
        raise UsageError(said(text, folder=request.out, round=room.round_number))
    own = request.round_folder(room.round_number) / "seating.csv"
    edited_file = _read_edited(own, room, past)
    changed = {} if edited_file is None else _find_edits(edited_file, room, saved, last.match(room.listed))
    edited = tuple(person for person in changed if person in room.index)
    notes = (*_note_edited(room, edited, own.as_posix()), *_note_further(own, room, past))
    return Baseline({**saved, **changed}, edited, edited_file, notes)


def keep(
    wanted: Sequence[str], room: Room, seats: Mapping[str, str] | None
) -> tuple[tuple[Requirement, ...], tuple[Note, ...]]:
    """Return a must with the id `keep:ID` for each table and person that stays, and notes.

    Parameters
    ----------
    wanted : sequence of str
        Ids or names of tables and people. One text may contain several, separated by semicolons or commas.
    room : Room
    seats : mapping of person id to table id, or None
        The saved seating; None if there is none yet.

    Raises
    ------
    UsageError
        When there is no saved seating, or when an id or name is neither a table nor a person.
    """
    if not wanted:
        return (), ()
    if seats is None:
        raise UsageError("--keep needs a saved seating, but the output folder has none for this round.")
    found: dict[str, tuple[str, list[str]]] = {}
    gone: list[str] = []
    now = {person: _find_present_table(table, room) for person, table in seats.items()}
    for word in (item for text in wanted for item in _split(text, room)):
        found_id = _find_table_or_person(word, room)
        if isinstance(found_id, Miss):
            raise UsageError(f"--keep: {quoted(word)} {found_id.says}. {found_id.hint}")
        people = [person for person, table in now.items() if found_id in (person, table) and person in room.index]
        table = found_id if found_id in room.table_index else now.get(found_id)
        if table is None or not people:
            gone.append(word)
            continue
        found[f"{KEEP_PREFIX}{found_id}"] = table, people
    return tuple(build_keep_must(identity, *stays) for identity, stays in found.items()), tuple(_note_gone(gone))


def _read_edited(path: Path, room: Room, past: LedgerState) -> Source | None:
    """Return a round's own file if it is not as a run wrote it.

    A file that is unchanged since a run wrote it has no edits, even if that run was undone. An unreadable file
    counts as unedited: it will be overwritten, and nothing depends on it.
    """
    if not path.is_file():
        return None
    try:
        source = read(path)
        written = read_texts(source)
    except SeatingError:
        return None
    if any(_is_as_saved(written, record) for record in _list_records(room, past)):
        return None
    return replace(source, file=path.as_posix())  # no one named the file on the command line


def _is_as_saved(written: Mapping[str, Mapping[str, str]], record: RoundRecord) -> bool:
    """Whether the tables, chairs and duties in a file are those of a record. It may lack a column."""
    saved = {
        "table": {seat.id: seat.table for seat in record.seats},
        "chair": {seat.id: str(seat.chair or "") for seat in record.seats},
        "duties": {seat.id: "; ".join(seat.duties) for seat in record.seats},
    }
    return all(written[column] == cells for column, cells in saved.items() if column in written)


def _list_records(room: Room, past: LedgerState) -> list[RoundRecord]:
    """Return the records of this round that were ever saved."""
    contents = [entry.content for entry in past.ledger.entries if isinstance(entry.content, SeatedContent)]
    return [record for content in contents for record in content.rounds if record.round == room.round_number]


def _find_edits(source: Source, room: Room, saved: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the seats in a file that differ from the saved ones, by person id.

    Lines without a known person or table are ignored. `ids` are the present ids of people who had another one.
    """
    written = {ids.get(person, person): table for person, table in read_texts(source)["table"].items()}
    seats = {person: tables_called(word, room.tables) for person, word in written.items() if person in saved}
    return {person: found[0].id for person, found in seats.items() if len(found) == 1 and saved[person] != found[0].id}


def _note_further(path: Path, room: Room, past: LedgerState) -> Iterator[Note]:
    """Yield a note if further sessions differ from the saved ones in a round's own file, which a repair overwrites."""
    try:
        written = read_texts(read(path)).get("further") if path.is_file() else None
    except SeatingError:
        return
    records = [] if written is None else _list_records(room, past)
    edits = [_find_further_edits(written or {}, record, room) for record in records]
    if edits and all(edits):
        text = (
            f"In {path.as_posix()}, the further sessions of {listed(edits[-1][:6])} are not those that were saved. "
            "The repair decides further sessions anew. Use the columns `pin` and `can_come` of the list to limit them."
        )
        yield Note("further-edited", text)


def _find_further_edits(written: Mapping[str, str], record: RoundRecord, room: Room) -> list[str]:
    """Return the names of people whose further sessions, as written in a file, are not those of a record."""
    saved, _ = read_season(record)
    now = {person: {part.strip() for part in cell.split(";")} - {""} for person, cell in written.items()}
    return [one.label for one in room.persons if now.get(one.id, set()) != set(saved.get(one.id, ()))]


def _note_edited(room: Room, edited: tuple[str, ...], where: str) -> list[Note]:
    if not edited:
        return []
    names = [room.persons[room.index[person]].label for person in edited]
    text = said(
        "%(people)s got a different table in %(file)s after the round was saved. The repair does not move them again.",
        people=said_first(names, 6),
        file=where,
    )
    return [Note("seat-edited", text)]


def build_keep_must(identity: str, table: str, people: Sequence[str]) -> Requirement:
    """Return the must that these people sit at this table; `identity` is its id."""
    return kinds()["pin"].model_validate({"id": identity, "people": list(people), "tables": [table], "must": True})


def _note_gone(gone: Sequence[str]) -> Iterator[Note]:
    if gone:
        why = said("Either there was no seat before, or the seat or the table no longer exists.")
        text = said("--keep: %(names)s cannot stay. %(why)s", names=said_list(map(quoted, gone)), why=why)
        shared = said_count(
            "%(number)s table or person given with --keep cannot stay. %(why)s",
            "%(number)s tables or people given with --keep cannot stay. %(why)s",
            len(gone),
            why=why,
        )
        yield Note("keep-gone", text, shared)


def _split(text: str, room: Room) -> Iterable[str]:
    """Return the whole text as one item if it is known, otherwise its parts."""
    parts: list[str] = []
    for separator in ("", ";", "[;,]"):
        parts = [part.strip() for part in re.split(separator, text)] if separator else [text.strip()]
        parts = [part for part in parts if part]
        if not any(isinstance(_find_table_or_person(part, room), Miss) for part in parts):
            return parts
    return parts


def _find_table_or_person(word: str, room: Room) -> str | Miss:
    """Return the id of the table or person with this id or name. Tables are tried first.

    Raises
    ------
    UsageError
        When several tables or people have the name.
    """
    table, person = find_table(word, room.tables), room.listed.find(word)
    for found in (table, person):
        if not isinstance(found, Miss):
            return found.id
        if found.is_ambiguous:
            raise UsageError(f"--keep: {quoted(word)} {found.says}. {found.hint}")
    near = nearest(word, [miss.near for miss in (table, person) if isinstance(miss, Miss) and miss.near], cutoff=0)
    hint = did_you_mean(near) if near else "Write the id or the name of a table or a person."
    return Miss("person-unknown", "is neither a table nor a person on the list", hint, near)


def _find_present_table(table: str, room: Room) -> str | None:
    """Return the current id of a table in the saved seating. None unless exactly one table descends from it."""
    if table in room.table_index:
        return table
    heirs = [heir.id for heir in room.tables if table in heir.lineage(room.tables)]
    return heirs[0] if len(heirs) == 1 else None
