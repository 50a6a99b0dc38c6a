"""Parts of the sentences of requirements: their tables and their people, as a reader sees them.

Each part is a text that a page can translate (see `Said` in `seating.wording`).
"""

from __future__ import annotations

from collections.abc import Sequence

from seating.plan import Room
from seating.tables import Table
from seating.wording import message, said, said_count, said_list

__all__ = ["even_then", "names", "names_of_pairs", "only_at", "subject", "subject_of"]

NAMED = 6
"""Maximum number of people or pairs in a sentence; a longer list ends with the number of the others."""


def subject(room: Room, at: Sequence[str] | None, *, begins: bool = True) -> str:
    """Return tables as the subject of a sentence: "Every table", "Each of Capital and Talent".

    Parameters
    ----------
    room : Room
    at : sequence of str or None
        Ids of tables; None for every table.
    begins : bool
        Whether the words start the sentence.
    """
    return subject_of(room.tables_at(at), is_every=at is None, begins=begins)


def subject_of(tables: Sequence[Table], *, is_every: bool, begins: bool = True) -> str:
    """Return tables as the subject of a sentence. If one of them may stay empty, the words say "in use".

    Parameters
    ----------
    tables : sequence of Table
    is_every : bool
        Whether to write "every table" instead of the tables' names.
    begins : bool
        Whether the words start the sentence.
    """
    may_be_empty = any(table.open_if_needed for table in tables)
    if is_every and begins:
        return said("Every table in use") if may_be_empty else said("Every table")
    if is_every:
        return said("every table in use") if may_be_empty else said("every table")
    labels = said_list(table.label for table in tables)
    each = message("Each of %(tables)s") if begins else message("each of %(tables)s")
    these = said(each, tables=labels) if len(tables) > 1 else labels
    return said("%(these)s, if in use,", these=these) if may_be_empty else these


def only_at(room: Room, at: Sequence[str] | None) -> str:
    """Return tables as the end of a sentence: " (at Capital)", or "" for None, which means every table."""
    if at is None:
        return ""
    return said(" (at %(tables)s)", tables=said_list(table.label for table in room.tables_at(at)))


def names(room: Room, ids: Sequence[str], last: str = "and") -> str:
    """Return the names of people; a long list ends with a number: "Ana, Ben and 5 others"."""
    labels = [room.listed.by_id[i].label if i in room.listed.by_id else i for i in ids]
    if len(labels) > NAMED:
        labels = [
            *labels[: NAMED - 1],
            said_count("%(number)s other", "%(number)s others", len(labels) - NAMED + 1),
        ]
    return said_list(labels, last=last)


def names_of_pairs(room: Room, pairs: Sequence[tuple[str, str]]) -> str:
    """Return the names of pairs, each pair once: "Ana and Ben; Cam and Dee"; a long list ends with a number."""
    distinct = {frozenset(pair): pair for pair in reversed(pairs)}.values()
    labels = [names(room, pair) for pair in reversed(distinct)]
    if len(labels) > NAMED:
        more = said_count("%(number)s other pair", "%(number)s other pairs", len(labels) - NAMED + 1)
        labels = [*labels[: NAMED - 1], more]
    return "; ".join(labels)


def even_then(robust: int) -> str:
    """Return the addition to the sentence of a requirement that is robust; otherwise ""."""
    return said(", even when any one person is absent") if robust else ""
