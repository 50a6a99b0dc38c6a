"""Make the musts for tables and people that stay as they are in the last saved seating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from seating.errors import Miss, Note, UsageError
from seating.plan import Room
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.tables import find_table
from seating.wording import counted, listed, nearest, quoted

__all__ = ["KEPT", "keep"]

KEPT = "keep:"
"""Prefix of the ids of these musts. The id of the table or person follows."""


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
        raise UsageError("--keep needs a saved seating, and the output folder has none of this round yet.")
    found: dict[str, tuple[str, list[str]]] = {}
    gone: list[str] = []
    now = {person: _today(table, room) for person, table in seats.items()}
    for word in (item for text in wanted for item in _items(text, room)):
        kept = _find(word, room)
        if isinstance(kept, Miss):
            raise UsageError(f"--keep: {quoted(word)} {kept.says}. {kept.hint}")
        people = [person for person, table in now.items() if kept in (person, table) and person in room.index]
        table = kept if kept in room.table_index else now.get(kept)
        if table is None or not people:
            gone.append(word)
            continue
        found[f"{KEPT}{kept}"] = table, people
    return tuple(_must(identity, *stays) for identity, stays in found.items()), tuple(_notes(gone))


def _must(identity: str, table: str, people: Sequence[str]) -> Requirement:
    return kinds()["pin"].model_validate({"id": identity, "people": list(people), "tables": [table], "must": True})


def _notes(gone: Sequence[str]) -> Iterator[Note]:
    if gone:
        text = f"--keep: {listed(map(quoted, gone))} cannot stay: no seat then, or no seat or no such table now."
        yield Note("keep-gone", text, f"{counted(len(gone), 'wish', 'wishes')} to keep a seat cannot be met.")


def _items(text: str, room: Room) -> Iterable[str]:
    """Return the whole text as one item if it is known, otherwise its parts."""
    parts: list[str] = []
    for separator in ("", ";", "[;,]"):
        parts = [part.strip() for part in re.split(separator, text)] if separator else [text.strip()]
        parts = [part for part in parts if part]
        if not any(isinstance(_find(part, room), Miss) for part in parts):
            return parts
    return parts


def _find(word: str, room: Room) -> str | Miss:
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
    hint = f"Did you mean {quoted(near)}?" if near else "Write the id or the name of a table or a person."
    return Miss("person-unknown", "is neither a table nor a person on the list", hint, near)


def _today(table: str, room: Room) -> str | None:
    """Return the present id of a table of the saved seating. None unless exactly one table descends from it."""
    if table in room.table_index:
        return table
    heirs = [heir.id for heir in room.tables if table in room.lineage(heir)]
    return heirs[0] if len(heirs) == 1 else None
