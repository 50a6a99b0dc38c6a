"""Turn a list whose headings stand in the first column, with one person in each further column."""

from __future__ import annotations

from seating.errors import Note
from seating.profiles.headings.contents import is_full_name
from seating.profiles.headings.evidence import meaning
from seating.sources import Row, Source, column_letter
from seating.wording import said

NAMED = frozenset({"name", "first name", "last name"})

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
        "%(file)s: the headings stand in the first column, so each further column is read as one person. In messages, "
        "line 2 means column %(letter)s.",
        file=source.file,
        letter=column_letter(1),
    )
    # what belongs to lines and columns of the sheet does not fit the turned rows
    return Source(source.file, source.sha256, rows, (*source.notes, Note("list-sideways", text)), source.title)


def _is_sideways(rows: tuple[Row, ...]) -> bool:
    """Whether each row begins with a heading and goes on without one, and that of the names goes on with names."""
    if not 2 <= len(rows) <= MOST_HEADINGS:
        return False
    known = {meaning(row.cell(0)): row for row in rows if row.cell(0)}
    names = next((row for key, row in known.items() if key in NAMED), None)
    texts = [] if names is None else [text for cell in names.cells[1:] if (text := cell.strip())]
    is_headed = not any(map(meaning, texts)) and 2 * (len(known.keys() - {None})) > len(rows)
    return is_headed and len(texts) > 1 and 2 * sum(map(is_full_name, texts)) > len(texts)
