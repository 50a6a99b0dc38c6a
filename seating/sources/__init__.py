"""Read files of people as rows of text cells, with their sheets and line numbers.

Each format has one module in this folder, and modules are discovered automatically. A format module defines a tuple
`suffixes` and a function `open_book(data, file, suffix)` that returns a `Book`. This package only decides whether a
file can be read; it does not interpret the rows.
"""

from __future__ import annotations

import codecs
import importlib
import pkgutil
import re
import stat
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from seating.errors import InputError, Note, Problem, UsageError, reason_of
from seating.near_words import nearest
from seating.sources.list_limits import MAX_BYTES, empty_error, megabytes
from seating.sources.source import SEARCHED_ROWS, Book, Row, Sheet, Source, column_letter, name_sheet
from seating.wording import fold, message, quoted, said, said_count, said_list

__all__ = [
    "LIST_SUFFIXES",
    "SEARCHED_ROWS",
    "TABLES_SHEET",
    "Book",
    "Row",
    "Sheet",
    "Source",
    "column_letter",
    "list_names_in",
    "name_sheet",
    "open_book",
    "read",
    "read_book",
    "read_bytes",
    "require_rows",
]

LIST_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".json")
"""Suffixes that a list usually has, in the order in which files beside a list are looked for."""

TABLES_SHEET = "tables"
"""The folded title of the sheet that lists tables."""

ADDRESS = re.compile(r"https?:/", re.IGNORECASE)
"""Matches an address that is named in place of a file."""

STANDARD_INPUT = "standard input"
HANDED_OVER = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")
"""Paths that a shell uses for a pipe from another program. Reading any other pipe might block forever."""

ZIPPED = b"PK\x03\x04"
OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
WORKBOOK = b"[Content_Types].xml"
OPEN_DOCUMENTS = frozenset({".ods", ".ots"})
ZIPPED_FORMATS = OPEN_DOCUMENTS | {".xlsx", ".xlsm"}
TEXTS = frozenset({"", ".csv", ".tsv", ".tab", ".txt"})
"""Suffixes with which a workbook is still recognized by its first bytes."""
TYPED = frozenset({"", ".txt"})
JSON_START = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*[\[{]|\{\s*")')
"""Matches the beginning of JSON in a file whose suffix does not identify it."""

SAVE_AS = said("Open it in the program that created it and save it as CSV UTF-8 or as XLSX.")
OTHER_PROGRAMS = {
    ".xls": said("an old Excel workbook"),
    ".xlsb": said("a binary Excel workbook"),
    ".numbers": said("a Numbers spreadsheet"),
    ".gsheet": said("a link to a Google Sheet"),
}


def read(path: str | Path) -> Source:
    """Return the rows of the list at `path`; `-` reads standard input.

    Of several sheets, it is the first one other than `Tables`.

    Raises
    ------
    UsageError
        If there is no such file, or it cannot be read.
    InputError
        With all problems that prevent reading the file as rows.
    """
    return _rows(read_book(path))


def read_book(path: str | Path, stdin: BinaryIO | None = None) -> Book:
    """Return the list at `path` with all its sheets; `-` reads standard input.

    Raises
    ------
    UsageError
        If there is no such file, or it cannot be read.
    InputError
        If the format is not supported, or the file is too large or damaged. Problems in a sheet are
        raised when its `source` is accessed.
    """
    if ADDRESS.match(str(path)):
        text = message(
            "%(address)s is an address, and nothing is fetched unless you ask for it: give --fetch to seating solve, "
            "check or repair, or save the list as a file and name the file"
        )
        raise UsageError(said(text, address=path))
    if str(path) == "-":
        return open_book(_typed_bytes(stdin), STANDARD_INPUT, "")
    where = Path(path)
    return open_book(_file_bytes(where), where.name, where.suffix.casefold())


def read_bytes(data: bytes, file: str, suffix: str = ".csv") -> Source:
    """Return the rows of a list that is already in memory.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the list in messages.
    suffix : str
        The suffix that selects the format, with a dot and in lower case.

    Raises
    ------
    InputError
        As in `read`.
    """
    return _rows(open_book(data, file, suffix))


def open_book(data: bytes, file: str, suffix: str = ".csv") -> Book:
    """Return a list that is already in memory, with all its sheets, like `read_book`.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the list in messages.
    suffix : str
        The suffix that selects the format, with a dot and in lower case.

    Raises
    ------
    InputError
        As in `read_book`.
    """
    _within_size(data, file)
    formats = _formats()
    if suffix == ".xls" and _is_text(data):
        suffix = ".csv"  # many websites call the text that they export a workbook
    if suffix in OTHER_PROGRAMS:
        says = said("the file is %(kind)s, which cannot be read", kind=OTHER_PROGRAMS[suffix])
        raise InputError([Problem("format-unknown", says, file, hint=SAVE_AS)])
    if suffix not in formats:
        known = said_list(sorted(known for known in formats if known), last="or")
        says = said(
            "a file that ends in %(suffix)s cannot be read as a list; use a %(known)s file", suffix=suffix, known=known
        )
        raise InputError([Problem("format-unknown", says, file, hint=SAVE_AS)])
    if data.startswith(ZIPPED) and suffix in ZIPPED_FORMATS | TEXTS:
        is_workbook = suffix not in OPEN_DOCUMENTS or WORKBOOK in data
        suffix = ".xlsx" if is_workbook and OPEN_DOCUMENT not in data[:200] else ".ods"
    elif suffix in TYPED and JSON_START.match(data):
        suffix = ".json"
    return _parsed(data, file, suffix)


def _is_text(data: bytes) -> bool:
    """Whether the first bytes are text between delimiters, rather than a workbook or a web page."""
    start = data[:2_000].lstrip(codecs.BOM_UTF8).lstrip()
    if not re.search(rb"[\t,;|]", start) or start.startswith((b"<", ZIPPED, b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return False
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return is_wide or b"\0" not in start


@lru_cache(maxsize=1)
def _parsed(data: bytes, file: str, suffix: str) -> Book:
    """Return the book of some bytes; cached, because people and tables are read separately."""
    book: Book = _formats()[suffix].open_book(data, file, suffix)
    return book


def _rows(book: Book) -> Source:
    """Return the first sheet that does not list tables, with a note about the others."""
    people = [sheet for sheet in book.sheets if fold(sheet.title) != TABLES_SHEET]
    if not people:
        titles = said_list(quoted(sheet.title) for sheet in book.sheets) if book.sheets else said("charts")
        says = said("the workbook has no sheet with people, only %(sheets)s", sheets=titles)
        hint = said("Put the list on a separate sheet, before all other sheets.")
        raise InputError([Problem("sheet-missing", says, book.file, hint=hint)])
    source = require_rows(people[0].source)
    if len(people) == 1:
        return source
    says = said_count(
        "%(file)s: people were read from the sheet %(title)s; %(titles)s was not read.",
        "%(file)s: people were read from the sheet %(title)s; %(titles)s were not read.",
        len(people) - 1,
        file=book.file,
        title=quoted(source.title),
        titles=said_list(quoted(sheet.title) for sheet in people[1:]),
    )
    return replace(source, notes=(Note("sheet-unread", says), *source.notes))


def require_rows(source: Source) -> Source:
    """Return the source unchanged; raise InputError if it has no rows."""
    if not source.rows:
        title = source.title
        says = said("the sheet %(title)s is empty", title=quoted(title)) if title else ""
        raise empty_error(source.file, says)
    return source


@cache
def _formats() -> Mapping[str, ModuleType]:
    """Return the module for each suffix, from all modules in this package that declare suffixes."""
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for suffix in getattr(module, "suffixes", ()):
            found[suffix] = module
    return found


def _typed_bytes(stdin: BinaryIO | None) -> bytes:
    """Return the content of standard input; raise UsageError if it is closed."""
    if stdin is None and sys.stdin is None:
        raise UsageError("Standard input is closed, so there is no list to read from it; name a file instead of -")
    try:
        return (stdin or sys.stdin.buffer).read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"Standard input cannot be read: {reason}") from None


def _file_bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            likely = path / "stakeholders.csv"
            raise UsageError(
                said("%(path)s is a folder; name the list in it, such as %(likely)s", path=path, likely=likely)
            )
        if not stat.S_ISREG(mode) and not str(path).startswith(HANDED_OVER):
            text = message(
                "%(path)s is a pipe or a device, not a file. To pipe a list in, write - instead of a file name"
            )
            raise UsageError(said(text, path=path))
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        says = said("The file %(path)s does not exist", path=path)
        near = _beside(path)
        raise UsageError(said("%(text)s; did you mean %(near)s?", text=says, near=near) if near else says) from None
    except (OSError, ValueError) as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=path, reason=reason_of(error))) from None


def _beside(path: Path) -> Path | None:
    """Return what a misspelled file name probably means: the most similar name in the same folder."""
    near = nearest(path.name, list_names_in(path.parent))
    return path.with_name(near) if near else None


FILES_LOOKED_AT = 1_000
"""Maximum number of files of a folder among which a misspelled name is looked for."""


def list_names_in(folder: Path) -> list[str]:
    """Return the names of the first files of a folder; none if it is not accessible."""
    try:
        return [entry.name for entry in folder.iterdir() if entry.is_file()][:FILES_LOOKED_AT]
    except OSError:
        return []


def _within_size(data: bytes, file: str) -> None:
    if len(data) > MAX_BYTES:
        says = said("the file is larger than %(size)s, which is the limit", size=megabytes(MAX_BYTES))
        raise InputError([Problem("file-too-large", says, file, hint=said("Remove columns that are not needed."))])
    if not data:
        raise empty_error(file)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        says = said("the file is an old Excel workbook, or one locked with a password, which cannot be read")
        raise InputError([Problem("format-unknown", says, file, hint=SAVE_AS)])
