"""Read small forms that were typed into a spreadsheet, and write CSV files that are safe to open in one.

The ratings of a dashboard and the harvest sheets of a meeting are such forms. Their headings are found, and their rows
are returned by heading. This module does not validate the content of cells; its callers do.

Spreadsheets treat a cell that begins with certain characters as a formula. In CSV files such a cell is prefixed with an
apostrophe, which `as_written` removes when a file is read back.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from itertools import count

from seating.errors import InputError, Problem
from seating.profiles.columns import Column
from seating.profiles.notebook import Notebook
from seating.sources import SEARCHED_ROWS, Row, Source, column_letter
from seating.wording import fold, quoted, said, said_count, said_list, squashed

MOST_ROWS = 5_000
"""Maximum number of filled rows of a form, unless its reader allows more."""

_STARTS = "=+-@\t\r\n＝＋－＠"

_FORMULA = rf"(^|;[ ]*)%s('*[{re.escape(_STARTS)}])"

RUNS_AS_FORMULA = re.compile(_FORMULA % "")
"""The start of a formula, at the start of a cell or after a semicolon, where some spreadsheets begin a new cell.

Apostrophes before it also match, so that removing the added apostrophe is unambiguous.
"""

_STARTING_SIGNS = frozenset(_STARTS)

MADE_NEUTRAL = re.compile(_FORMULA % "'")

QUOTED = re.compile(r"""[,;"\t\r\n]""")
"""Characters that require quotes around a cell, including the semicolon, which separates cells in many countries."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a form: its heading, other names for it, and whether it is required."""

    name: str
    also: tuple[str, ...] = ()
    is_needed: bool = False

    @property
    def words(self) -> frozenset[str]:
        """Its names as headings are compared."""
        return _squash_names(self.name, *self.also)


@lru_cache(maxsize=1024)
def _squash_names(*names: str) -> frozenset[str]:  # the same few for each row of each file
    return frozenset(map(squashed, names))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a form: its line, and its stripped cells by the names of their fields; `others` as for `Form`."""

    line: int
    cells: Mapping[str, str]
    others: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@dataclass(frozen=True, slots=True)
class Form:
    """The columns that were found, the non-empty rows below them, and the other headings if they are kept."""

    columns: Mapping[str, Column]
    entries: tuple[Entry, ...]
    others: tuple[str, ...] = ()


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, tuple[str, ...]]]]:
    """Return the words of all languages, by form, by column (or "headings"), and by meaning or heading."""
    found: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for file in sorted(files(__package__).joinpath("words").iterdir(), key=lambda file: file.name):
        for form, tables in tomllib.loads(file.read_text("utf-8")).items():
            for column, words in tables.items():
                known = found.setdefault(form, {}).setdefault(column, {})
                for name, others in words.items():
                    known[name] = (*known.get(name, ()), *others)
    return found


def form_fields(form: str, names: Sequence[str], needed: Collection[str] = ()) -> tuple[Field, ...]:
    """Return the columns of a form, with their names in all languages of `seating/forms/words`.

    Parameters
    ----------
    form : str
        Its name in these files.
    names : sequence of str
        The columns, in the order of the form.
    needed : collection of str
        Those that are required.
    """
    also = _words()[form]["headings"]
    return tuple(Field(name, also.get(name, ()), name in needed) for name in names)


def form_meanings(form: str, column: str) -> dict[str, str]:
    """Return the meanings of the words of a column in all languages of `seating/forms/words`, by word.

    >>> form_meanings("resources", "state")["falta"]
    'gap'
    """
    return {word: meaning for meaning, words in _words()[form][column].items() for word in words}


def read_form(
    source: Source,
    fields: Sequence[Field],
    notebook: Notebook,
    *,
    most: int = MOST_ROWS,
    is_conveners: bool = False,
    keeps_others: bool = False,
) -> Form:
    """Find the headings of a form and return its rows.

    Parameters
    ----------
    source : Source
    fields : sequence of Field
        Headings are compared without case, accents, spaces and punctuation.
    notebook : Notebook
        Collects the problems of single rows, and the notes.
    most : int
        Maximum number of filled rows.
    is_conveners : bool
        Whether the convener alone writes into it. What other people write into a form is never an error.
    keeps_others : bool
        Whether the cells of other columns are kept, by heading. By default these columns are ignored with a note.

    Raises
    ------
    InputError
        When required headings are missing, when two columns have the same heading, or when there are too many rows.
    """
    for at, row in enumerate(source.rows[:SEARCHED_ROWS]):
        if has_headings(row, fields):
            columns = _columns_of(row, fields, notebook, notes_others=not keeps_others)
            others = _other_columns(row, columns, source.rows[at + 1 :]) if keeps_others else {}
            report = notebook.problem if is_conveners else notebook.doubt
            filled = [row for row in source.rows[at + 1 :] if any(map(_stripped, row.cells))]
            if len(filled) > most:
                raise InputError([_too_many(notebook.file, filled[most].line, len(filled), most)])
            return Form(columns, tuple(_entries(filled, row, columns, others, report)), tuple(others))
    _explain_missing(source.rows[:SEARCHED_ROWS], fields, notebook)
    raise InputError(notebook.problems())


def fields_in(row: Row, fields: Iterable[Field]) -> frozenset[str]:
    """Return the names of the fields whose headings are in a row."""
    cells = set(map(squashed, row.cells))
    return frozenset(field.name for field in fields if not cells.isdisjoint(field.words))


def has_headings(row: Row, fields: Sequence[Field]) -> bool:
    """Whether a row has the headings of all fields that are required."""
    return fields_in(row, fields).issuperset(field.name for field in fields if field.is_needed)


def _too_many(file: str, line: int, number: int, most: int) -> Problem:
    says = said(
        "the file has %(number)s filled rows; at most %(most)s are allowed", number=f"{number:,}", most=f"{most:,}"
    )
    return Problem("too-many-rows", says, file, line, hint=said("Keep only the rows that are needed."))


def _other_columns(headings: Row, columns: Mapping[str, Column], rows: Sequence[Row]) -> dict[str, int]:
    """Return the positions of the columns that are not fields of a form, by heading, in the order of the sheet.

    A column without a heading that has cells is named by its letter, and of two alike, the second has a number, so that
    the cells of all of them can be kept.
    """
    known = {column.indices[0] for column in columns.values()}
    filled = {at for row in rows for at, cell in enumerate(row.cells) if cell.strip()}
    found: dict[str, int] = {}
    for at, text in enumerate(map(str.strip, headings.cells)):
        if at not in known and (text or at in filled):
            name = text or f"column {column_letter(at)}"
            number = next(n for n in count(1) if (name if n == 1 else f"{name} ({n})") not in found)
            found[name if number == 1 else f"{name} ({number})"] = at
    return found


def _entries(
    rows: Sequence[Row],
    headings: Row,
    columns: Mapping[str, Column],
    others: Mapping[str, int],
    report: Callable[..., None],
) -> Iterator[Entry]:
    width = max(index for index, cell in enumerate(headings.cells) if cell.strip()) + 1
    places = {name: column.indices[0] for name, column in columns.items()}
    for row in rows:
        surplus = [cell.strip() for cell in row.cells[width:] if cell.strip()]
        if surplus:
            says = said("is to the right of the last heading, so it is not read")
            hint = said("Put text that contains a comma in double quotes.")
            report("cell-surplus", says, row.line, value=surplus[0], hint=hint)
        yield Entry(row.line, _cells_at(row, places), _cells_at(row, others))


def _cells_at(row: Row, places: Mapping[str, int]) -> dict[str, str]:
    """Return the stripped cells of a row at these positions."""
    return {name: _stripped(row.cells[at]) if at < len(row.cells) else "" for name, at in places.items()}


def _stripped(cell: str) -> str:
    """Return a cell without surrounding spaces; "" if it has invisible characters alone."""
    return cell.strip() if fold(cell) else ""


def _columns_of(row: Row, fields: Sequence[Field], notebook: Notebook, *, notes_others: bool) -> Mapping[str, Column]:
    """Return the columns of a row of headings. Raise `InputError` if two columns match the same field."""
    called = {word: field for field in fields for word in field.words}
    columns: dict[str, Column] = {}
    unread = []
    for index, text in enumerate(map(str.strip, row.cells)):
        field = called.get(squashed(text))
        if field is None:
            unread += [quoted(text)] if text else []
            continue
        column = Column(field.name, text, column_letter(index), (index,), True)
        if field.name in columns:
            says = said(
                "could be the column %(column)s, and so could column %(other)s",
                column=quoted(field.name),
                other=columns[field.name].letter,
            )
            hint = said("Keep one of them, and rename or delete the other.")
            notebook.problem("heading-ambiguous", says, row.line, column, text, hint)
        columns.setdefault(field.name, column)
    notebook.raise_problems()
    if unread and notes_others:
        text = said_count(
            "%(file)s: column %(columns)s is not read.",
            "%(file)s: columns %(columns)s are not read.",
            len(unread),
            file=notebook.file,
            columns=said_list(unread),
        )
        notebook.note("column-unread", text)
    return columns


def _explain_missing(rows: Sequence[Row], fields: Sequence[Field], notebook: Notebook) -> None:
    """Add a problem that names the headings missing from the row that has most of them."""
    headings = ",".join(field.name for field in fields)
    hint = said("The expected heading row is: %(headings)s.", headings=headings)
    nearest = max(rows, key=lambda row: len(fields_in(row, fields)), default=None)
    known = fields_in(nearest, fields) if nearest else ()
    needed = [field.name for field in fields if field.is_needed]
    if nearest is None or not known:
        shown = said_list(quoted(name) for name in needed)
        says = said("no heading row was found; it must contain %(headings)s", headings=shown)
        notebook.problem("form-headings", says, hint=hint)
        return
    missing = [quoted(name) for name in needed if name not in known]
    says = said_count(
        "the heading %(headings)s is missing",
        "the headings %(headings)s are missing",
        len(missing),
        headings=said_list(missing),
    )
    notebook.problem("form-headings", says, nearest.line, hint=hint)


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file without formulas: UTF-8 with a byte order mark, which spreadsheets need for accents."""
    lines = [[neutral(cell) for cell in row] for row in (headings, *rows)]
    text = "".join(",".join(map(_in_quotes, line)) + "\r\n" for line in lines)
    return text.encode("utf-8-sig", errors="replace")


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet treats as a formula.

    >>> neutral("=1+1"), neutral("Ana;=1+1"), neutral("Ana")
    ("'=1+1", "Ana;'=1+1", 'Ana')
    """
    return cell if _STARTING_SIGNS.isdisjoint(cell) else RUNS_AS_FORMULA.sub(r"\1'\2", cell)


def as_written(cell: str) -> str:
    """Return the text that was passed to `neutral`.

    >>> as_written("'=1+1"), as_written("'t Hooft")
    ('=1+1', "'t Hooft")
    """
    return MADE_NEUTRAL.sub(r"\1\2", cell)


def without_apostrophes(source: Source) -> Source:
    """Return the rows of a file that `csv_bytes` may have written, with every cell as it was passed to `neutral`."""
    return replace(source, rows=tuple(Row(row.line, tuple(map(as_written, row.cells))) for row in source.rows))


def _in_quotes(cell: str) -> str:
    """Return a cell as written to the file, in quotes if needed."""
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell
