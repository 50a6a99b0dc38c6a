"""Single cells that the convening corrects: the list is read as if they had another text. The list is not changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from seating.errors import InvalidValueError, Note
from seating.profiles.columns import Column
from seating.profiles.people import as_word
from seating.sources import Row, Source
from seating.wording import fold, quoted, said, said_count, said_first, said_list, squashed

SHOWN = 10
"""Maximum number of corrected cells that a note names."""


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        raise InvalidValueError(said("cannot be used as cell text"), said("Put the text in quotes."), value=value)
    return "" if value is None else as_word(value)


Cell = Annotated[str, BeforeValidator(_cell, json_schema_input_type=str | float | bool | None)]


class Correction(BaseModel):
    """One cell, and what is read instead of its text.

    Attributes
    ----------
    row, column : str
        What `name_row` calls the row, and the heading.
    was, now : str
        The text in the list, and what is read instead; "" for a blank cell. If the list has another text by then,
        the correction does not apply.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    row: Cell
    column: Cell
    was: Cell = ""
    now: Cell = ""

    def is_about(self, row: str, column: str, text: str) -> bool:
        """Whether it corrects a cell of a row with this name, in a column with this heading, with this text."""
        return _same(self.column) == _same(column) and self.was.strip() == text.strip() and fold(self.row) == fold(row)


def name_row(row: Row, column: Column, rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """Return what a correction of a cell calls its row: the name in it, otherwise the id, otherwise all its cells.

    If another row has the same name and the same text in this column, the name is not enough. Equal rows do not count.

    Parameters
    ----------
    row : Row
    column : Column
        The column of the cell.
    rows : iterable of Row
        All rows of the list.
    columns : sequence of Column
    """
    index, names = column.indices[0], _names(row, columns)
    text = row.cell(index)
    others = [one for one in rows if one.cells != row.cells and one.cell(index) == text]
    found = [set(map(fold, _names(one, columns))) for one in others]
    return next((name for name in names if all(fold(name) not in taken for taken in found)), names[-1])


def _names(row: Row, columns: Sequence[Column]) -> list[str]:
    """Return the name in a row, its id and all its cells, without those that are blank; the last is never left out."""
    names = []
    for key in ("name", "id"):
        texts = (row.cell(one.indices[0]) for one in columns if one.is_known and one.key == key)
        names.append(" ".join(filter(None, texts)))
    return [*filter(None, names), ", ".join(cell.strip() for cell in row.cells if cell.strip())]


def correct_cells(source: Source, corrections: Collection[Correction], line: int, columns: Sequence[Column]) -> Source:
    """Return a list as if the corrected cells had the other texts, with a note for each column and each unused one.

    Parameters
    ----------
    source : Source
    corrections : collection of Correction
    line : int
        The line of the headings; the rows below it are corrected.
    columns : sequence of Column
        The columns of the sheet, each with one position.
    """
    rows, found = list(source.rows), dict[str, list[str]]()
    corrected = set[tuple[int, int]]()
    unused, unclear = list[Correction](), list[Correction]()
    named = {_same(column.heading): column for column in columns}
    asked = [column for heading, column in named.items() if heading in {_same(one.column) for one in corrections}]
    places = _list_places(source, line, columns, asked)
    for correction in corrections:
        column = named.get(_same(correction.column))
        key = ("" if column is None else column.letter, correction.was.strip(), fold(correction.row))
        if column is None or key not in places:
            unused.append(correction)
            continue
        if len({source.rows[number].cells for number in places[key]}) > 1:
            unclear.append(correction)
            continue
        found.setdefault(column.key, []).append(_describe(correction))
        for number in places[key]:
            rows[number] = rows[number].with_cell(column.indices[0], correction.now)
            corrected.add((rows[number].line, column.indices[0]))
    keyed = {column.key: column for column in asked}
    notes = [_note(source.file, keyed[key], texts) for key, texts in found.items()]
    all_notes = (*source.notes, *notes, *_unused(unused), *_unclear(unclear))
    return replace(source, rows=tuple(rows), notes=all_notes, unsaved=source.unsaved - corrected)


def add_rows(source: Source, additions: Sequence[Mapping[str, str]], columns: Sequence[Column]) -> Source:
    """Return a list with rows after its own, and a note for headings that it does not have.

    Parameters
    ----------
    source : Source
    additions : sequence of mapping of str to str
        The text of each cell, by heading.
    columns : sequence of Column
        The columns of the sheet, each with one position.
    """
    if not additions:
        return source
    places = {_same(column.heading): column.indices[0] for column in reversed(columns)}
    line = max(row.line for row in source.rows)
    rows, unknown = [], dict[str, None]()
    for number, texts in enumerate(additions, start=1):
        cells = [""] * (1 + max(places.values(), default=0))
        for heading, text in texts.items():
            if (index := places.get(_same(heading))) is None:
                unknown[heading] = None
            else:
                cells[index] = text
        rows.append(Row(line + number, tuple(cells)))
    notes = [] if not unknown else [_note_unknown(source.file, list(unknown))]
    return replace(source, rows=(*source.rows, *rows), notes=(*source.notes, *notes))


def _note_unknown(file: str, headings: Sequence[str]) -> Note:
    text = said(
        "%(file)s has no column %(headings)s, which `additions` in the convening fills. These cells in "
        "`additions` are not read.",
        file=file,
        headings=said_list(quoted(heading) for heading in headings[:SHOWN]),
    )
    return Note("addition-unread", text, said("`additions` in the convening fills columns that the list lacks."))


def _list_places(
    source: Source, line: int, columns: Sequence[Column], asked: Iterable[Column]
) -> Mapping[tuple[str, str, str], Sequence[int]]:
    """Return the numbers of the rows with each text in these columns, by letter, text and each folded name."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for number, row in enumerate(source.rows):
        if row.line > line:
            names = set(map(fold, _names(row, columns)))
            for column in asked:
                for name in names:
                    found.setdefault((column.letter, row.cell(column.indices[0]), name), []).append(number)
    return found


def _same(heading: str) -> str:
    return squashed(heading) or heading


def _describe(correction: Correction) -> str:
    if not correction.now.strip():
        return said("%(row)s: blank instead of %(was)s", row=correction.row, was=quoted(correction.was))
    if not correction.was.strip():
        return said("%(row)s: %(now)s instead of a blank cell", row=correction.row, now=quoted(correction.now))
    return said(
        "%(row)s: %(now)s instead of %(was)s",
        row=correction.row,
        now=quoted(correction.now),
        was=quoted(correction.was),
    )


def _note(file: str, column: Column, texts: Sequence[str]) -> Note:
    text = said_count(
        "%(file)s, %(column)s: %(number)s cell is read as stated in `corrections` in the convening (%(cells)s).",
        "%(file)s, %(column)s: %(number)s cells are read as stated in `corrections` in the convening (%(cells)s).",
        len(texts),
        file=file,
        column=column.heading,
        cells=said_first(texts, SHOWN),
    )
    shared = said("%(file)s, %(column)s: the convening corrects cells.", file=file, column=column.heading)
    return Note("cells-corrected", text, shared, column.key)


def _list_named(corrections: Sequence[Correction]) -> str:
    return said_list(
        said("%(column)s in row %(row)s", column=quoted(one.column), row=quoted(one.row)) for one in corrections[:SHOWN]
    )


SHARED = said("`corrections` in the convening names cells that have changed.")


def _unclear(corrections: Sequence[Correction]) -> list[Note]:
    if not corrections:
        return []
    text = said(
        "Several rows have the name and the text that `corrections` in the convening gives for %(cells)s. None "
        "of them is corrected. Write the id as `row` or, if the list has no ids, all cells in the row, "
        "separated by commas.",
        cells=_list_named(corrections),
    )
    return [Note("correction-unused", text, SHARED)]


def _unused(corrections: Sequence[Correction]) -> list[Note]:
    if not corrections:
        return []
    text = said_count(
        "The list no longer contains the text that `corrections` in the convening gives for %(number)s cell: "
        "%(cells)s. The cell is read as it is now.",
        "The list no longer contains the texts that `corrections` in the convening gives for %(number)s cells, "
        "such as %(cells)s. These cells are read as they are now.",
        len(corrections),
        cells=_list_named(corrections),
    )
    return [Note("correction-unused", text, SHARED)]
