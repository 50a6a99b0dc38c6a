"""Tables and people that stay as they are in the last saved seating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from seating.errors import Note, UsageError
from seating.plan import Room
from seating.requirement import Requirement
from seating.requirements import kinds
from seating.tables import tables_called
from seating.wording import counted, listed, nearest, quoted

__all__ = ["KEPT", "keep"]

KEPT = "keep:"
"""How the ids of musts begin that leave somebody or some table as it is; the id of that follows."""


def keep(
    wanted: Sequence[str], room: Room, seats: Mapping[str, str] | None
) -> tuple[tuple[Requirement, ...], tuple[Note, ...]]:
    """Return a must for each table and person that stays, with the id `keep:ID`, and what is worth a word.

    Parameters
    ----------
    wanted : sequence of str
        Ids or names; one text may hold several, separated by `;` or a comma.
    room : Room
    seats : mapping of person id to table id, or None
        The seating in which they stay; None when there is none yet.

    Raises
    ------
    UsageError
        When nothing was saved yet, or a word is no table and nobody.
    """
    if not wanted:
        return (), ()
    if seats is None:
        raise UsageError("--keep needs a saved seating, and the output folder has none of this round yet.")
    found: dict[str, tuple[str, list[str]]] = {}
    gone: list[str] = []
    now = {person: _today(table, room) for person, table in seats.items()}
    for word in (item for text in wanted for item in _items(text, room)):
        kept = _table(word, room) or _person(word, room)
        if kept is None:
            raise UsageError(f"--keep: {quoted(word)} is no table and nobody on the list.{_likely(word, room)}")
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
    """Return the words of a text: the whole when it is known, else its parts."""
    for separator in ("", ";", "[;,]"):
        parts = [part.strip() for part in re.split(separator, text)] if separator else [text.strip()]
        parts = [part for part in parts if part]
        if all(_table(part, room) or _person(part, room) for part in parts):
            return parts
    return parts


def _table(word: str, room: Room) -> str | None:
    found = tables_called(word, room.tables)
    if len(found) > 1:
        raise UsageError(
            f"--keep: {quoted(word)} is the name of several tables. "
            f"Use the id: {listed((table.id for table in found), last='or')}."
        )
    return found[0].id if found else None


def _person(word: str, room: Room) -> str | None:
    named = room.listed.named(word)
    if len(named) > 1:
        raise UsageError(
            f"--keep: {quoted(word)} is the name of several people. "
            f"Use the id: {listed((person.id for person in named), last='or')}."
        )
    return named[0].id if named else None


def _today(table: str, room: Room) -> str | None:
    """Return the id that a table of the saved seating has now, where exactly one has come of it."""
    if table in room.table_index:
        return table
    heirs = [heir.id for heir in room.tables if table in room.lineage(heir)]
    return heirs[0] if len(heirs) == 1 else None


def _likely(word: str, room: Room) -> str:
    words = [w for table in room.tables for w in (table.id, table.name)] + [p.name for p in room.listed]
    near = nearest(word, [w for w in words if w], cutoff=0.7)
    return f" Did you mean {quoted(near)}?" if near else ""
