"""Search files for people: pages, tables, workbooks and any other file, also inside archives."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from seating.api.forget.tables import ID_HEADINGS, list_columns
from seating.api.forget.traces import Traces
from seating.errors import SeatingError
from seating.profiles.columns import RELATIONS
from seating.sources import LIST_SUFFIXES, open_book
from seating.sources.archive import DAMAGED

__all__ = ["find_lines", "is_in_file", "is_in_json"]

ARCHIVES = frozenset({".xlsx", ".xlsm", ".ods", ".odt", ".docx", ".pptx", ".zip"})
CONVENINGS = frozenset({".yaml", ".yml", ".toml"})
PAGES = frozenset({".html", ".htm", ".xml", ".svg"})
LARGEST = 200_000_000
"""Bytes of one member of an archive, at most. A larger one is not searched."""


def is_in_file(data: bytes, path: Path, traces: Traces) -> bool:
    """Whether a file names somebody to forget, in its name or its content.

    Parameters
    ----------
    data : bytes
        The content.
    path : Path
    traces : Traces
    """
    if traces.is_in(path.stem.replace("_", " ").replace("-", " ")) or traces.is_in(path.name):
        return True
    if path.suffix.casefold() in ARCHIVES and any(traces.is_in_page(_text(content)) for content in _members(data)):
        return True
    if _find_ids(data, path, traces):
        return True
    text = _text(data)
    return traces.is_in_page(text) if path.suffix.casefold() in PAGES else traces.is_in(text)


def find_lines(data: bytes, path: Path, traces: Traces) -> tuple[int, ...]:
    """Return the lines of a file that name somebody to forget; () if it has no lines that a reader could count."""
    suffix = path.suffix.casefold()
    if suffix in ARCHIVES:
        with suppress(SeatingError):
            book = open_book(data, path.name, suffix)
            rows = (row for sheet in book.sheets for row in sheet.source.rows)
            named = [row.line for row in rows if any(map(traces.is_in, row.cells))]
            return tuple(sorted({*named, *_find_ids(data, path, traces)}))
        return ()
    text = _text(data)
    named = [text.count("\n", 0, at) + 1 for at in traces.find(text)]
    return tuple(sorted({*named, *_find_ids(data, path, traces)}))


def _find_ids(data: bytes, path: Path, traces: Traces) -> frozenset[int]:
    """Return the lines with the id of somebody to forget: in a column of ids of a table, or anywhere in a convening.

    An id that is only a number means too many other things in a convening.
    """
    lines: set[int] = set()
    if path.suffix.casefold() in CONVENINGS:
        ids = [re.escape(identity) for identity in traces.tokens if not identity.isdecimal()]
        word = re.compile(rf"(?<![\w-])(?:{'|'.join(ids)})(?![\w-])") if ids else None
        found = word.finditer(_text(data)) if word else ()
        return frozenset(_text(data).count("\n", 0, one.start()) + 1 for one in found)
    if path.suffix.casefold() in LIST_SUFFIXES and path.suffix != ".txt":
        with suppress(SeatingError):
            for sheet in open_book(data, path.name, path.suffix.casefold()).sheets:
                columns: frozenset[int] = frozenset()
                for row in sheet.source.rows:
                    columns = columns or list_columns(row.cells, (*ID_HEADINGS, *RELATIONS))
                    cells = (row.cells[at] for at in columns if at < len(row.cells))
                    if any(part.strip() in traces.tokens for cell in cells for part in cell.split(";")):
                        lines.add(row.line)
    return frozenset(lines)


def is_in_json(data: bytes, traces: Traces) -> bool:
    """Whether a JSON text names somebody to forget, however its characters are written."""
    with suppress(ValueError, RecursionError):
        return traces.is_in(json.dumps(json.loads(data), ensure_ascii=False))
    return traces.is_in(_text(data))


def _members(data: bytes) -> Iterator[bytes]:
    with suppress(*DAMAGED), zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.file_size <= LARGEST:
                yield archive.read(info)


def _text(data: bytes) -> str:
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
