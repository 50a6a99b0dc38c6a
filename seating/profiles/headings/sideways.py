"""Turn a list whose headings stand in the first column, with one person in each further column."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from seating.errors import Note
from seating.profiles.columns import NAME_PARTS
from seating.profiles.headings.contents import is_full_name
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.heading_phrases import find_phrases
from seating.sources import Row, Source, column_letter
from seating.wording import said

NAMED = ("name", *NAME_PARTS)

MOST_HEADINGS = 40
"""Maximum number of rows of a list that is written sideways. A longer first column is one of people."""


def turn_sideways(source: Source) -> Source:
    """Return a list with its columns as rows if it is written sideways, with a note; otherwise as it is.

    A row of the result has the number of its column as its line.
    """
    if not _is_sideways(source.rows):
        return source
    width = max(len(row.cells) for row in source.rows)
    columns = (tuple(row.cell(index) for row in source.rows) for index in range(width))
    rows = tuple(Row(line, cells) for line, cells in enumerate(columns, 1) if any(cells))
    text = said(
        "%(file)s: the headings are in the first column, so each of the other columns is read as one person. "
        "In messages, line 2 means column %(letter)s.",
        file=source.file,
        letter=column_letter(1),
    )
    return Source(
        source.file,
        source.sha256,
        rows,
        (*source.notes, Note("list-sideways", text)),
        source.title,
        merged_down=tuple(_turn_merged(source)),
        hidden=frozenset(column + 1 for column in source.hidden_columns),
        hidden_columns=frozenset(index for index, row in enumerate(source.rows) if row.line in source.hidden),
        struck=_turn(source.struck, source.rows),
        unsaved=_turn(source.unsaved, source.rows),
        is_sideways=True,
    )


def _turn_merged(source: Source) -> Iterator[tuple[int, int, int]]:
    """Yield cells that are merged to the right as they are in the turned rows, where they are merged downward."""
    columns = {row.line: column for column, row in enumerate(source.rows)}
    for line, first, last in source.merged:
        if line in columns:
            yield first + 1, last + 1, columns[line]


def _turn(places: Collection[tuple[int, int]], rows: Sequence[Row]) -> frozenset[tuple[int, int]]:
    """Return the lines and columns that cells have in the turned rows."""
    columns = {row.line: column for column, row in enumerate(rows)}
    return frozenset((column + 1, columns[line]) for line, column in places if line in columns)


def _is_sideways(rows: Sequence[Row]) -> bool:
    """Whether rows begin with headings and go on without one, and those of the names go on with names.

    If each row begins with a heading, and two with one beyond doubt, names of one word are enough, or one full name.
    """
    if not 2 <= len(rows) <= MOST_HEADINGS:
        return False
    known = {key: row for row in rows if (key := _meaning(row.cell(0)))}
    named = [known[key] for key in NAMED if key in known]
    width = max((len(row.cells) for row in named), default=0)
    if any(_is_heading(row.cell(index)) for row in named for index in range(1, width)):
        return False
    texts = (" ".join(filter(None, (row.cell(index) for row in named))) for index in range(1, width))
    names = list(filter(None, texts))
    are_full = 2 * sum(map(is_full_name, names)) > len(names)
    if len(known) == len(rows) and sum(_is_heading(row.cell(0)) for row in rows) > 1:
        return len(names) > 1 or are_full
    return len(names) > 1 and are_full and 2 * len(known) > len(rows)


def _meaning(text: str) -> str | None:
    """Return what a text means as a heading, also one that contains words of headings: "Dietary needs"."""
    return meaning(text) or next((one.meaning for one in find_phrases(text) if one.strength > 2), None)


def _is_heading(text: str) -> bool:
    """Whether a text is a heading beyond doubt, and not a name that contains a word of headings."""
    return meaning(text) is not None or _meaning(text) in NAME_PARTS
