"""Report which rows of a list stand for several people, and how they were counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seating.profiles.cells.counts import read_count
from seating.profiles.cells.replies import people_in
from seating.profiles.columns import Column
from seating.profiles.heads import Heads, say_gone
from seating.profiles.name_cells.cell import NameCell
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.person import Status
from seating.profiles.rows import Draft
from seating.wording import message, name_column, quoted, said, said_count, said_first, said_list

SWITCH = "parties: no"
"""The line of a convening that counts each row as one person."""

SHOWN = 6


@dataclass(slots=True)
class Counted:
    """What was found in the rows that stand for several people.

    Attributes
    ----------
    notebook : Notebook
    read : dict of int to NameCell
        The people that the name of each row stands for, by the identity of its draft.
    rows : list of tuple of Draft and int
        The rows that stand for several people, with their number.
    by_name : list of Draft
        The rows whose names are of several people.
    on_list : list of tuple of Draft and str
        People who are named in a row, but have one of their own.
    unknown : list of Draft
        Rows with a name that does not show how many people it stands for.
    unnamed : int
        How many of the people in these rows have no name.
    assumed : list of str
        Cells that are counted as one person, although that person may not be known yet, with their lines.
    """

    notebook: Notebook
    read: dict[int, NameCell] = field(default_factory=dict)
    rows: list[tuple[Draft, int]] = field(default_factory=list)
    by_name: list[Draft] = field(default_factory=list)
    on_list: list[tuple[Draft, str]] = field(default_factory=list)
    unknown: list[Draft] = field(default_factory=list)
    unnamed: int = 0
    assumed: list[str] = field(default_factory=list)


def note_what_was_counted(found: Counted, party_columns: Sequence[Column]) -> None:
    """Add notes on rows that stand for several people: their counts, the reason, and how to turn this off."""
    notebook, file = found.notebook, found.notebook.file
    columns = [name_column(column.heading, column.letter) for column in party_columns]
    if found.rows:
        _note_counted(found, columns)
    elif columns:
        text = said(
            "%(file)s: %(columns)s might show how many people a row stands for, but each row counts as one person.",
            file=file,
            columns=said_list(columns),
        )
        notebook.note("party-counted", text)
    if found.on_list:
        form = message("%(name)s (line %(line)s)")
        text = said_count(
            "%(file)s: %(names)s has their own row and shares a table with the person whose row names "
            "them. No one is counted twice.",
            "%(file)s: %(names)s have their own rows and share a table with the person whose row names "
            "them. No one is counted twice.",
            len(found.on_list),
            file=file,
            names=said_first([said(form, name=quoted(name), line=draft.line) for draft, name in found.on_list], SHOWN),
        )
        shared = said("%(file)s: some rows name people who have their own rows.", file=file)
        notebook.note("party-on-list", text, shared)
    if found.unknown:
        lines = lines_in_words([draft.line for draft in found.unknown])
        text = said(
            "%(file)s: %(lines)s: a name such as %(name)s does not show how many people it stands for. The "
            "smallest possible number is counted. Add a `party size` column with the right number.",
            file=file,
            lines=lines,
            name=quoted(found.unknown[0].text("name")),
        )
        shared = said("%(file)s: %(lines)s: the number of people is not known.", file=file, lines=lines)
        notebook.note("party-size-unknown", text, shared)


def _note_counted(found: Counted, columns: Sequence[str]) -> None:
    """Add the note on the rows that were counted as several people."""
    rests: list[str] = []
    if columns:
        one, many = message("the column %(columns)s"), message("the columns %(columns)s")
        rests.append(said(one if len(columns) == 1 else many, columns=said_list(columns)))
    if any(
        column.part == "reply" and (people_in(text) or read_count(text))
        for draft, _ in found.rows
        for column, text in draft.party
    ):
        rests.append(said("replies that speak for several people"))
    numbered = [draft for draft, _ in found.rows if found.read[id(draft)].total or found.read[id(draft)].more]
    if numbered:
        name = quoted(numbered[0].text("name"))
        rests.append(said("names for several people (such as %(name)s)", name=name))
    if found.by_name:
        name = quoted(found.by_name[0].text("name"))
        rests.append(said("names of two people (such as %(name)s)", name=name))
    held = sum(number for draft, number in found.rows if draft.fields.get("status") is Status.OPEN)
    people = sum(number for _, number in found.rows) - held
    stands = said_count(
        "%(file)s: %(number)s row stands for %(people)s",
        "%(file)s: %(number)s rows stand for %(people)s",
        len(found.rows),
        file=found.notebook.file,
        people=say_gone(Heads(people, held)),
    )
    text = said(
        "%(stands)s, according to %(why)s: %(names)s. The people in a row share a table.",
        stands=stands,
        why=said_list(rests),
        names=said_first([f"{quoted(name_row(draft))} {number}" for draft, number in found.rows], SHOWN),
    )
    if found.unnamed:
        unnamed = said_count(
            "%(number)s of them has no name yet.", "%(number)s of them have no name yet.", found.unnamed
        )
        text = said("%(text)s %(more)s", text=text, more=unnamed)
    if found.assumed:
        assumed = said_count(
            "%(names)s is counted as one person who might come.",
            "%(names)s are each counted as one person who might come.",
            len(found.assumed),
            names=said_first(found.assumed, SHOWN),
        )
        text = said("%(text)s %(more)s", text=text, more=assumed)
    by = said("according to columns in the list") if columns else said("according to their names")
    shared = said("%(stands)s, %(why)s.", stands=stands, why=by)
    more = found.notebook.offer(said("count each row as one person"), [SWITCH])
    found.notebook.note("party-counted", said("%(text)s %(more)s", text=text, more=more), shared)


def name_row(draft: Draft) -> str:
    """Return the name in a row, or what stands in for it in the row of a held seat."""
    return next(filter(None, map(draft.text, ("name", "organization", "sector"))), "")
