"""Which row holds the headings, and which column each heading means."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from seating.errors import InputError, Problem
from seating.profiles.aliases import ALIASES, FIRST_NAME, LAST_NAME, OWN, WEAK
from seating.profiles.columns import Column
from seating.profiles.notebook import Notebook, lines_in_words
from seating.sources import Row, Source, column_letter
from seating.wording import fold, listed, quoted, squashed

__all__ = ["Headings", "find_headings", "meaning"]

SEARCHED = 20
"""Rows that are searched for the headings."""

PARTS = {**dict.fromkeys(FIRST_NAME, "first name"), **dict.fromkeys(LAST_NAME, "last name")}


@dataclass(frozen=True, slots=True)
class Headings:
    """The row of headings and the columns below it.

    Attributes
    ----------
    line : int
        Its physical line.
    columns : tuple of Column
    body : tuple of Row
        The rows below.
    width : int
        Cells up to the last heading; what stands further right has none.
    """

    line: int
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    width: int

    def column(self, key: str) -> Column | None:
        """Return a canonical column, or None when the list lacks it."""
        return next((column for column in self.columns if column.is_known and column.key == key), None)


def find_headings(source: Source, notebook: Notebook) -> Headings:
    """Return the headings of a list.

    What is doubtful goes to the notebook. Raises InputError when no row is one of headings, since
    nothing below can be judged then.
    """
    at = _heading_row(source.rows)
    if at is None:
        raise InputError(_missing(source, notebook))
    row = source.rows[at]
    if above := [row for row in source.rows[:at] if _texts(row)]:
        shown = listed(quoted(", ".join(_texts(row))) for row in above[:3])
        lines = lines_in_words([row.line for row in above])
        text = f"{source.file}: the headings are on line {row.line}; what stands above, on {lines}, is read as titles"
        notebook.note("title-rows", f"{text} ({shown}).", f"{text}.")
    body = source.rows[at + 1 :]
    columns = _columns(row, body, notebook)
    _note_what_was_matched(columns, notebook)
    width = max((index + 1 for index, text in enumerate(row.cells) if text.strip()), default=0)
    return Headings(row.line, tuple(columns), body, width)


def _texts(row: Row) -> list[str]:
    return [text for cell in row.cells if (text := cell.strip())]


def meaning(heading: str) -> str | None:
    """Return the canonical column that a heading certainly means, if any.

    >>> meaning("Type of Representative"), meaning("Ticket Type")
    ('representative_type', None)
    """
    return None if fold(heading) in OWN else ALIASES.get(squashed(heading))


def _known(row: Row) -> set[str]:
    """Return the columns that a row would have if it were the headings."""
    found = {meaning(text) or PARTS.get(squashed(text)) for text in row.cells}
    return {key for key in found if key}


def _heading_row(rows: Sequence[Row]) -> int | None:
    best, most = None, 0
    for at, row in enumerate(rows[:SEARCHED]):
        known = _known(row)
        if known & {"name", "id", "first name", "last name"} and len(known) > most:
            # rows above are titles: narrower than the headings, else they would be people left out
            width = len(_texts(row))
            if all(len(_texts(above)) < max(2, width) for above in rows[:at]):
                best, most = at, len(known)
    return best


def _missing(source: Source, notebook: Notebook) -> tuple[Problem, ...]:
    first = next((row for row in source.rows if _texts(row)), None)
    if first is None:
        notebook.problem("file-empty", "the file is empty", hint="Was the right one exported?")
        return notebook.problems()
    shown = listed(quoted(text) for text in _texts(first)[:6])
    hint = 'The first row of the list names its columns; one of them is "name".'
    if _known(first) or len(source.rows) == 1:
        near = next((t for t in _texts(first) if _near(t) in {"name", "id"}), None)
        meant = f" Is {quoted(near)} the name?" if near else ""
        says = f"no heading says where the names are; the headings are {shown}"
        notebook.problem("name-column-missing", says, first.line, hint=f'Call one column "name".{meant}')
    else:
        says = f"no row of headings was found; the first row reads {shown}"
        notebook.problem("headings-missing", says, first.line, hint=hint)
    return notebook.problems()


def _columns(row: Row, body: Sequence[Row], notebook: Notebook) -> list[Column]:
    headings = [(index, text) for index, cell in enumerate(row.cells) if (text := cell.strip())]
    found: dict[str, Column] = {}
    taken: dict[str, Column] = {}
    columns: list[Column] = []
    for index, text in headings:
        key = meaning(text)
        column = Column(key or text, text, column_letter(index), (index,), key is not None)
        same = taken.get(squashed(text) or text)
        rival = found.get(key) if key else None
        if (same or rival) and not any(_is_filled(below, index) for below in body):
            continue  # an empty column beside a filled one of that name says nothing
        if same:
            says = f"stands twice, in {same.letter} and {column.letter}; which one is meant cannot be told"
            notebook.problem("heading-twice", says, row.line, column, text, "Rename one of them, or take it out.")
            continue
        taken[squashed(text) or text] = column
        if key and rival:
            if not any(_is_filled(below, rival.indices[0]) for below in body):
                columns.remove(rival)
            else:
                says = f"could be the column {quoted(key)}, and so could {quoted(rival.heading)} ({rival.letter})"
                hint = f"Keep the heading {quoted(key)} for the one that is meant, and rename the other."
                notebook.problem("heading-ambiguous", says, row.line, column, text, hint)
                continue
        if key:
            found[key] = column
        columns.append(column)
    return _weakly_matched(columns, found, notebook) + _unnamed(row, body, notebook)


def _is_filled(row: Row, index: int) -> bool:
    return index < len(row.cells) and bool(row.cells[index].strip())


def _weakly_matched(columns: list[Column], found: dict[str, Column], notebook: Notebook) -> list[Column]:
    """Match what is left: first and last names, then headings that mean a column when nothing else does."""
    first = next((c for c in columns if PARTS.get(squashed(c.heading)) == "first name"), None)
    last = next((c for c in columns if PARTS.get(squashed(c.heading)) == "last name"), None)
    joined: list[Column] = []
    if "name" not in found and first and last:
        heading = f"{first.heading} + {last.heading}"
        letter = f"{first.letter} and {last.letter}"
        joined = [Column("name", heading, letter, (*first.indices, *last.indices), True)]
        found["name"] = joined[0]
    matched = []
    for column in columns:
        key = None if column.is_known else WEAK.get(squashed(column.heading))
        if key and key not in found:
            column = Column(key, column.heading, column.letter, column.indices, True)
            found[key] = column
        matched.append(column)
    return joined + matched


def _unnamed(row: Row, body: Sequence[Row], notebook: Notebook) -> list[Column]:
    """Return columns without a heading between others; their cells are kept under a name of ours."""
    columns = []
    last = max((index for index, cell in enumerate(row.cells) if cell.strip()), default=0)
    for index in range(last):
        if not row.cells[index].strip() and any(_is_filled(below, index) for below in body):
            letter = column_letter(index)
            columns.append(Column(f"column {letter}", f"column {letter}", letter, (index,), False))
            text = f"{notebook.file}: column {letter} has no heading; it is kept as {quoted(f'column {letter}')}."
            notebook.note("heading-blank", text)
    return columns


def _note_what_was_matched(columns: Sequence[Column], notebook: Notebook) -> None:
    matched = [
        f"{quoted(column.heading)} ({column.letter}) as {column.key}"
        for column in columns
        if column.is_known and fold(column.heading).replace(" ", "_") != column.key
    ]
    if matched:
        notebook.note("heading-matched", f"{notebook.file}: headings are read thus: {', '.join(matched)}.")
    missing = set(ALIASES.values()) - {column.key for column in columns if column.is_known}
    for column in columns:
        if not column.is_known and (near := _near(column.heading)) in missing:
            text = (
                f"{notebook.file}: column {quoted(column.heading)} ({column.letter}) is kept as a column of your own; "
                f"if {near} is meant, rename it."
            )
            notebook.note("heading-near", text)


def _near(heading: str) -> str | None:
    """Return the column whose name or alias is spelled almost like a heading."""
    wanted = squashed(heading)
    near = difflib.get_close_matches(wanted, [alias for alias in ALIASES if len(alias) > 3], n=1, cutoff=0.86)
    if not near and sorted(wanted) in (sorted("name"),):
        return "name"
    return ALIASES[near[0]] if near else None
