"""The files of an output folder, and the lines of a file that name a person to forget."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from seating.api.forget.traces import Traces
from seating.errors import SeatingError, UsageError, reason_of
from seating.ledger import ROUNDS
from seating.ledger.journal import JOURNAL
from seating.profiles.columns import RELATIONS
from seating.sources import Row, column_letter, open_book
from seating.wording import said, shortened, squashed

IDS = frozenset(map(squashed, ("id", "person id", *RELATIONS)))
"""Headings of columns in which a number is the id of a person."""

TABLES = frozenset({".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".ods"})
START = 4096
"""Number of bytes at the start of a file that show whether it is a text."""

LONGEST_LINE = 120
"""Maximum number of characters that are shown of a line of text."""


def find_columns(headings: Collection[str], words: Collection[str]) -> frozenset[int]:
    """Return the positions of the headings that are one of some words."""
    return frozenset(at for at, text in enumerate(headings) if squashed(text) in words)


def list_files(out: Path) -> Iterator[Path]:
    """Yield the files of the output folder, without links, locks, the journal, and output folders inside it."""
    for folder, folders, names in os.walk(out):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if name != JOURNAL and not (here / name).is_symlink() and not is_output(here / name)
        )
        for name in sorted(names):
            path = here / name
            if not path.is_symlink() and not name.endswith(".lock") and path.is_file():
                yield path


def is_output(folder: Path) -> bool:
    """Whether a folder is an output folder; False for one that may not be entered."""
    try:
        return (folder / ROUNDS).is_dir()
    except PermissionError:
        return False


def list_places(path: Path, traces: Traces, known: Collection[int] = ()) -> Mapping[int, str]:
    """Return the lines of a table or a text that name someone to forget, with their cells or their text.

    Parameters
    ----------
    path : Path
    traces : Traces
    known : collection of int
        Lines of a list that are known to be about them.
    """
    suffix = path.suffix.casefold()
    if suffix in TABLES:
        found: dict[int, str] = {}
        with suppress(SeatingError):
            sheets = open_book(read_bytes(path), path.name, suffix).sheets
            for sheet in sheets:
                title = f"{sheet.title}!" if len(sheets) > 1 else ""
                ids: frozenset[int] = frozenset()
                for row in sheet.source.rows:
                    ids = ids or find_columns(row.cells, IDS)
                    cells = _list_cells(row, ids, traces, row.line in known, title)
                    if cells:
                        found[row.line] = ", ".join(filter(None, (found.get(row.line), cells)))
        return found
    content = read_bytes(path)
    if b"\0" in content[:START]:
        return {}
    ids_of = [re.escape(identity) for identity in traces.tokens if not identity.isdecimal()]
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(ids_of)})(?![\w-])") if ids_of else None
    lines = enumerate(content.decode("utf-8-sig", "replace").split("\n"), start=1)
    return {
        number: shortened(line.strip(), LONGEST_LINE)
        for number, line in lines
        if number in known or traces.is_in(line) or (word is not None and word.search(line))
    }


def _list_cells(row: Row, ids: Collection[int], traces: Traces, is_known: bool, sheet: str) -> str:
    """Return the cells of a row that name someone to forget; all its cells if the row is theirs but has no name."""
    named: list[int] = []
    parts = {part.strip() for cell in row.cells for part in cell.split(";")}
    if not traces.tokens.keys().isdisjoint(parts) or traces.is_in("\n".join(row.cells)):
        named = [at for at, cell in enumerate(row.cells) if traces.is_in(cell) or _is_id(cell, at in ids, traces)]
    if is_known and not named:
        named = [at for at, cell in enumerate(row.cells) if cell.strip()]
    return ", ".join(f"{sheet}{column_letter(at)}: {shortened(row.cell(at))}" for at in named)


def _is_id(cell: str, is_of_ids: bool, traces: Traces) -> bool:
    """Whether a part of a cell is the id of someone to forget. A number is an id only in a column of ids."""
    parts = map(str.strip, cell.split(";"))
    return any(part in traces.tokens and (is_of_ids or not part.isdecimal()) for part in parts)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; raise UsageError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=path, reason=reason_of(error))) from None
