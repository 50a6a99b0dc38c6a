"""XLSX: bytes to rows, each value as the text a reader of the sheet would see.

Text stays as typed, so an id that is text keeps its zeros. XML is parsed by `defusedxml`, and a
workbook that would unpack to more than the cap is refused before it is opened.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from seating.errors import InputError, Note, Problem
from seating.sources.caps import within_caps
from seating.sources.source import MAX_UNPACKED, Source, column_letter, megabytes
from seating.wording import counted, fold, listed, quoted

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["read", "read_sheets", "suffixes"]

suffixes = (".xlsx", ".xlsm")

CONVENING_SHEETS = ("Tables", "Requirements")
ZIPPED = b"PK\x03\x04"
LAST_ROW = 1_048_576
"""A sheet has no more rows; a file that claims more is not read past them."""


def read(data: bytes, file: str, suffix: str = ".xlsx") -> Source:
    """Return the rows of the people's sheet: the first that is not `Tables` or `Requirements`."""
    with _quietly():
        return _people(data, file)


def _people(data: bytes, file: str) -> Source:
    book = _opened(data, file)
    reserved = {fold(name) for name in CONVENING_SHEETS}
    people = [sheet.title for sheet in book.worksheets if fold(sheet.title) not in reserved]
    if not people:
        says = f"the workbook has no sheet of people, only {listed(map(quoted, book.sheetnames)) or 'charts'}"
        raise InputError([Problem("sheet-missing", says, file, hint="Put the list on a sheet of its own, first.")])
    notes: tuple[Note, ...] = ()
    if len(people) > 1:
        others = listed(map(quoted, people[1:]))
        notes = (Note("sheet-unread", f"{file}: people are on the sheet {quoted(people[0])}; {others} not read."),)
    return _sheet(book, people[0], data, file, notes)


def read_sheets(data: bytes, file: str) -> Mapping[str, Source]:
    """Return the sheets of the convening that the workbook has, under `Tables` and `Requirements`."""
    with _quietly():
        book = _opened(data, file)
        titles = {fold(sheet.title): sheet.title for sheet in book.worksheets}
        return {
            name: _sheet(book, titles[fold(name)], data, f"{file}, sheet {titles[fold(name)]}")
            for name in CONVENING_SHEETS
            if fold(name) in titles
        }


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep openpyxl's warnings, about validation rules and styles that are no values, from the terminal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _opened(data: bytes, file: str, *, cached: bool = False) -> Workbook:
    """Return the workbook; with `cached`, formulas give the values last saved for them."""
    if not data.startswith(ZIPPED):
        raise _damaged(file, "the file is not an XLSX workbook, whatever its name says")
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise _damaged(file, "reading workbooks safely needs the package defusedxml, and it is missing or turned off")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED:
            says = f"the workbook unpacks to {megabytes(unpacked)}; the most that is read is {megabytes(MAX_UNPACKED)}"
            raise InputError([Problem("file-too-large", says, file, hint="Save only the list, as CSV UTF-8.")])
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=cached, keep_links=False)
    except InputError:
        raise
    except Exception as error:  # openpyxl and the XML parser raise what they like on a damaged file
        raise _damaged(file, f"the workbook is damaged, or not safe to read ({type(error).__name__})") from None


def _damaged(file: str, says: str) -> InputError:
    return InputError([Problem("workbook-damaged", says, file, hint="Save it again as XLSX, or as CSV UTF-8.")])


def _sheet(book: Workbook, title: str, data: bytes, file: str, notes: tuple[Note, ...] = ()) -> Source:
    try:
        formulas: dict[tuple[int, int], str] = {}
        rows = within_caps(file, _records(book, title, formulas))
        if formulas:
            saved = _saved_values(_opened(data, file, cached=True), title, formulas)
            rows = within_caps(file, _records(book, title, {}, saved))
            notes = (*notes, _formula_note(file, formulas, saved))
    except InputError:
        raise
    except Exception as error:  # as above: sheets are parsed while they are read
        raise _damaged(file, f"the sheet {quoted(title)} is damaged ({type(error).__name__})") from None
    if not rows:
        hint = "Was the right one exported?"
        raise InputError([Problem("file-empty", f"the sheet {quoted(title)} is empty", file, hint=hint)])
    return Source(file, hashlib.sha256(data).hexdigest(), rows, notes)


def _cells(book: Workbook, title: str) -> Iterator[tuple[int, Iterable[Any]]]:
    sheet = book[title]
    sheet.reset_dimensions()  # the size that a sheet declares may be wrong
    yield from enumerate(islice(sheet.iter_rows(), LAST_ROW), start=1)


def _records(
    book: Workbook,
    title: str,
    formulas: dict[tuple[int, int], str],
    saved: Mapping[tuple[int, int], str] | None = None,
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's number and texts; formulas met are added to `formulas`, or replaced by `saved`."""
    width = 0
    for number, cells in _cells(book, title):
        texts: list[str] = []
        for index, cell in enumerate(cells):
            text = _as_shown(cell)
            if cell.data_type == "f":
                place = (number, index)
                formulas[place] = text
                text = (saved or {}).get(place, text)
            texts.append(text)
        width = max(width, len(texts))  # a sheet stores no empty cells at the end of a row: none is missing
        texts.extend([""] * (width - len(texts)))
        yield number, texts


def _saved_values(book: Workbook, title: str, formulas: Mapping[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """Return the value last saved for each formula that has one."""
    saved = {}
    for number, cells in _cells(book, title):
        for index, cell in enumerate(cells):
            if (number, index) in formulas and cell.value is not None:
                saved[number, index] = _as_shown(cell)
    return saved


def _formula_note(file: str, formulas: Mapping[tuple[int, int], str], saved: Mapping[tuple[int, int], str]) -> Note:
    places = [f"{column_letter(index)}{number}" for number, index in formulas]
    shown = listed(places[:5] if len(places) < 7 else [*places[:5], f"{len(places) - 5} more"])
    text = f"{file}: {counted(len(formulas), 'cell holds', 'cells hold')} a formula ({shown})"
    unsaved = len(formulas) - len(saved)
    if saved:
        text += "; the values saved with the workbook were read"
    if unsaved:
        text += (
            f"; {counted(unsaved, 'has', 'have')} no saved value and {'was' if unsaved == 1 else 'were'} kept as text"
        )
    return Note("formula-value", f"{text}.")


def _as_shown(cell: Any) -> str:
    """Return a cell's value as its sheet shows it, as far as that is simple."""
    match cell.value:
        case None:
            return ""
        case str() as text:
            return text
        case bool() as truth:
            return "TRUE" if truth else "FALSE"
        case int() | float() as number:
            return _number(number, str(cell.number_format or "General"))
        case datetime.datetime() as moment:
            is_day = moment.time() == datetime.time()
            return moment.date().isoformat() if is_day else moment.isoformat(sep=" ", timespec="minutes")
        case datetime.time() as moment:
            return moment.isoformat(timespec="minutes")
        case other:
            return str(getattr(other, "text", other))


def _number(number: float, shown_as: str) -> str:
    if re.fullmatch(r"0{2,}", shown_as) and number == int(number) and number >= 0:
        return str(int(number)).zfill(len(shown_as))  # the sheet shows leading zeros
    if percent := re.fullmatch(r"0(?:\.(0+))?%", shown_as):
        return f"{number * 100:.{len(percent[1] or '')}f}%"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"
