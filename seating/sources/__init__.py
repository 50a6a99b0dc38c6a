"""Bytes to rows: which file holds what, and on which line.

One module a format, found by being in this folder: it has a tuple `suffixes` and a function
`read(data, file, suffix)`. Nothing is judged here but whether a file can be read.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from seating.errors import InputError, Problem, UsageError
from seating.sources.source import MAX_BYTES, Row, Source, column_letter, megabytes
from seating.wording import listed

__all__ = ["Row", "Source", "column_letter", "read", "read_bytes", "read_sheets"]

STANDARD_INPUT = "standard input"
ZIPPED = b"PK\x03\x04"
TEXTS = frozenset({"", ".csv", ".tsv", ".tab", ".txt"})
"""Suffixes under which a workbook is recognised all the same, by its first bytes."""

SAVE_AS = "Open it in its program and save it as CSV UTF-8 or as XLSX."
OTHER_PROGRAMS = {
    ".xls": "an old Excel workbook",
    ".xlsb": "a binary Excel workbook",
    ".ods": "an OpenDocument spreadsheet",
    ".numbers": "a Numbers spreadsheet",
    ".gsheet": "a link to a Google Sheet",
}


def read(path: str | Path, stdin: BinaryIO | None = None) -> Source:
    """Return the rows of the list at `path`; `-` reads standard input.

    Parameters
    ----------
    path : str or Path
        A CSV, TSV or XLSX file, or `-`.
    stdin : binary file, optional
        What `-` means; the process's standard input by default.

    Raises
    ------
    UsageError
        When there is no such file, or it may not be read.
    InputError
        With every problem that keeps it from being rows.
    """
    if str(path) == "-":
        return read_bytes((stdin or sys.stdin.buffer).read(MAX_BYTES + 1), STANDARD_INPUT, "")
    where = Path(path)
    return read_bytes(_file_bytes(where), where.name, where.suffix.casefold())


def read_bytes(data: bytes, file: str, suffix: str = ".csv") -> Source:
    """Return the rows of a list that is already in memory; `file` is its name in messages."""
    _within_size(data, file)
    formats = _formats()
    if suffix in OTHER_PROGRAMS:
        says = f"the file is {OTHER_PROGRAMS[suffix]}, which cannot be read"
        raise InputError([Problem("format-unknown", says, file, hint=SAVE_AS)])
    if suffix not in formats:
        known = listed(sorted(known for known in formats if known), last="or")
        says = f"a file that ends in {suffix} cannot be read as a list; the list is a {known} file"
        raise InputError([Problem("format-unknown", says, file, hint=SAVE_AS)])
    if data.startswith(ZIPPED) and suffix in TEXTS:
        suffix = ".xlsx"
    source: Source = formats[suffix].read(data, file, suffix)
    return source


def read_sheets(path: str | Path) -> Mapping[str, Source]:
    """Return the sheets `Tables` and `Requirements` of a workbook, those that it has."""
    from seating.sources import workbook

    where = Path(path)
    data = _file_bytes(where)
    _within_size(data, where.name)
    return workbook.read_sheets(data, where.name)


@cache
def _formats() -> Mapping[str, ModuleType]:
    """Return the module for each suffix: every module here that declares some."""
    found: dict[str, ModuleType] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        for suffix in getattr(module, "suffixes", ()):
            found[suffix] = module
    return found


def _file_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name the list in it, such as {path / 'stakeholders.csv'}")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}{_beside(path)}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path} cannot be read: {reason}") from None


def _beside(path: Path) -> str:
    """Return the name of a file beside the one asked for that is meant perhaps."""
    from seating.wording import nearest

    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.is_file()][:1000]
    except OSError:
        return ""
    near = nearest(path.name, names)
    return f"; did you mean {path.with_name(near)}?" if near else ""


def _within_size(data: bytes, file: str) -> None:
    if len(data) > MAX_BYTES:
        says = f"the file is larger than {megabytes(MAX_BYTES)}, which is the most that is read"
        raise InputError([Problem("file-too-large", says, file, hint="Leave out columns that nobody needs.")])
    if not data:
        raise InputError([Problem("file-empty", "the file is empty", file, hint="Was the right one exported?")])
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        says = "the file is an old Excel workbook, or one locked with a password, which cannot be read"
        raise InputError([Problem("format-unknown", says, file, hint=SAVE_AS)])
