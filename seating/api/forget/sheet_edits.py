"""Change rows and cells of tables without touching the rest: delimited text row by row, workbooks text by text."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from seating.api.forget.traces import Traces
from seating.errors import SeatingError
from seating.sources import open_book
from seating.sources.archive import DAMAGED
from seating.wording import said_count, said_joined, squashed

CODECS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")

DELIMITERS = ",;\t|"

SHARED_TEXT = re.compile(rb"<(si|is)(?:\s[^>]*)?>.*?</\1>", re.DOTALL)
"""A text of a workbook: one that cells share, or that of a single cell."""

TEXT = re.compile(rb"<t(?:\s[^>]*)?>(.*?)</t>|<t\s*/>", re.DOTALL)

ID_HEADINGS = ("id", "person id")
"""Headings of columns with the ids of people."""

ChangeRow = Callable[[int, Sequence[str]], Sequence[str] | None]
"""Is given the line and the cells of a row, and returns its new cells, or None to remove it."""


@dataclass(frozen=True)
class ChangedTable:
    """A table after the change.

    Attributes
    ----------
    content : bytes
    lines : tuple of int
        The lines of the rows that were changed or removed.
    n_removed : int
        How many of them were removed.
    """

    content: bytes
    lines: tuple[int, ...]
    n_removed: int = 0

    @property
    def says(self) -> str:
        """What was done to the rows, in words."""
        n_changed = len(self.lines) - self.n_removed
        removed = said_count("%(number)s row removed", "%(number)s rows removed", self.n_removed)
        changed = said_count("%(number)s row changed", "%(number)s rows changed", n_changed)
        return said_joined([one for one in (removed, changed) if one.number], ", ")


def change_table(data: bytes, file: str, change: ChangeRow) -> ChangedTable | None:
    """Return a delimited text with some rows changed; None if it cannot be changed without touching other rows.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the file.
    change : callable
    """
    found = _decode(data)
    if found is None:
        return None
    text, codec = found
    lines = list(io.StringIO(text, newline=""))
    try:
        expected = [row.cells for row in open_book(data, file, ".csv").sheets[0].source.rows]
    except SeatingError:
        return None
    skipped = 1 if lines and re.fullmatch(r'"?sep=(.)"?\s*', lines[0], re.IGNORECASE) else 0
    for delimiter in DELIMITERS:
        records = list(_split(lines[skipped:], delimiter, skipped))
        if [tuple(cells) for _, _, cells in records if any(map(str.strip, cells))] == expected:
            break
    else:
        return None
    changed: list[int] = []
    n_removed = 0
    written = lines[:skipped]
    for line, raw, cells in records:
        new = change(line, cells)
        if new is None:
            changed.append(line)
            n_removed += 1
        elif list(new) != cells:
            changed.append(line)
            written.append(_write(new, delimiter, raw))
        else:
            written.append(raw)
    return ChangedTable("".join(written).encode(codec), tuple(changed), n_removed)


def change_workbook(data: bytes, change: Callable[[str], str]) -> bytes:
    """Return a workbook with some of its texts changed; the same bytes if none are. Only texts of cells are looked at.

    Parameters
    ----------
    data : bytes
    change : callable
        Returns the new text of a cell.
    """

    def replace(found: re.Match[bytes]) -> bytes:
        block = found[0]
        text = html.unescape("".join((part[1] or b"").decode("utf-8", "replace") for part in TEXT.finditer(block)))
        new = change(text)
        if new == text:
            return block
        name = found[1].decode()
        return f'<{name}><t xml:space="preserve">{html.escape(new, quote=False)}</t></{name}>'.encode()

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            members = [(info, book.read(info)) for info in book.infolist()]
    except DAMAGED:
        return data
    texts = [
        (info, SHARED_TEXT.sub(replace, content) if info.filename.endswith(".xml") else content)
        for info, content in members
    ]
    if all(new is old or new == old for (_, new), (_, old) in zip(texts, members, strict=True)):
        return data
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        for info, content in texts:
            book.writestr(info, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def without_person(cell: str, traces: Traces) -> str:
    """Return a cell with people to forget replaced, as far as they are a whole cell or a part between semicolons.

    Parameters
    ----------
    cell : str
    traces : Traces
    """
    whole = traces.of_cell(cell)
    if whole is not None:
        return whole
    parts = cell.split(";")
    kept: list[str] = []
    for part in parts:
        name, colon, score = part.partition(":")
        token = traces.of_cell(part) or (traces.of_cell(name) if colon else None)
        if token is None:
            kept.append(part)
        else:
            kept.append(part.replace(part.strip(), token + (f":{score}" if colon else "")))
    return cell if kept == parts else ";".join(kept).strip()


def list_columns(headings: Sequence[str], words: Collection[str]) -> frozenset[int]:
    """Return the positions of the headings that are one of some words."""
    wanted = set(map(squashed, words))
    return frozenset(at for at, text in enumerate(headings) if squashed(text) in wanted)


def _decode(data: bytes) -> tuple[str, str] | None:
    """Return a text and the codec that gives back exactly these bytes."""
    for codec in CODECS:
        try:
            text = data.decode(codec)
        except UnicodeError:
            continue
        if text.encode(codec) == data and "\0" not in text and not text.startswith("\ufeff"):
            return text, codec
    return None


def _split(lines: Sequence[str], delimiter: str, skipped: int) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the first line, the text and the cells of each record."""
    reader = csv.reader(lines, delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            yield before + skipped + 1, "".join(lines[before : reader.line_num]), cells
            before = reader.line_num
    except csv.Error:
        return


def _write(cells: Sequence[str], delimiter: str, raw: str) -> str:
    written = io.StringIO(newline="")
    end = raw[len(raw.rstrip("\r\n")) :]
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerow(cells)
    return written.getvalue()
