"""Search files for people: pages, tables, workbooks and any other file, also inside archives."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from seating.api.forget.sheet_edits import ID_HEADINGS, list_columns, without_person
from seating.api.forget.traces import Traces
from seating.errors import SeatingError
from seating.ledger import ROUNDS
from seating.ledger.journal import JOURNAL
from seating.profiles.columns import RELATIONS
from seating.profiles.person import TOKEN
from seating.sources import LIST_SUFFIXES, column_letter, open_book
from seating.sources.archive import DAMAGED, MAX_GROWTH
from seating.wording import shortened

ARCHIVES = frozenset({".xlsx", ".xlsm", ".ods", ".odt", ".docx", ".pptx", ".zip"})
CONVENINGS = frozenset({".yaml", ".yml"})
PAGES = frozenset({".html", ".htm", ".xml", ".svg"})
ENCODED = frozenset({".eml", ".mbox", ".pdf", ".ps", ".rtf"})
"""Files whose texts may be written in a form that is not searched."""

LONGEST_LINE = 120
"""Characters that are shown of a line that has no name but an id."""

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".mp3", ".mp4", ".m4a", ".mov", ".wav"})
"""Members of an archive that hold no text. They are not searched, and their size does not count."""

LARGEST = 50_000_000
"""Bytes of all members of an archive together, and of the archives in it, at most. A larger one is not searched."""

UNPACKED_FREELY = 1_000_000
"""Bytes of all members up to which the size of an archive does not matter. Beyond, `MAX_GROWTH` holds."""

JSON_TEXT = re.compile(r'"([^"\\]*)"')
ANY_TOKEN = re.compile(rb"\b" + TOKEN.encode() + rb"\d+")


def is_in_file(data: bytes, path: Path, traces: Traces) -> bool:
    """Whether a file names someone to forget, in its name or its content.

    Parameters
    ----------
    data : bytes
        The content.
    path : Path
    traces : Traces
    """
    if is_in_name(path, traces):
        return True
    if path.suffix.casefold() in ARCHIVES and any(traces.is_in_page(_text(content)) for content in _members(data)):
        return True
    if _find_ids(data, path, traces):
        return True
    text = _text(data)
    return traces.is_in_page(text) if path.suffix.casefold() in PAGES else traces.is_in(text)


def is_in_name(path: Path, traces: Traces) -> bool:
    """Whether the name of a file names someone to forget."""
    return traces.is_in(path.stem.replace("_", " ").replace("-", " ")) or traces.is_in(path.name)


def can_search(path: Path) -> bool:
    """Whether the content of a file can be searched: documents of office programs, and texts."""
    suffix = path.suffix.casefold()
    if suffix == ".zip" or suffix in ENCODED:
        return False
    if suffix in ARCHIVES:
        return _is_whole(path)
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return False
    return b"\0" not in start or start[:2] in {b"\xff\xfe", b"\xfe\xff"}


def has_as_cell(paths: Iterable[Path], traces: Traces) -> bool:
    """Whether a cell of a table, or a text of a JSON file, is the name of someone to forget and nothing else."""
    for path in paths:
        data = read_bytes(path)
        with suppress(SeatingError, ValueError, RecursionError):
            if data is None:
                cells: list[str] = []
            elif path.suffix.casefold() == ".json":
                cells = [match[1] for match in JSON_TEXT.finditer(json.dumps(json.loads(data), ensure_ascii=False))]
            else:
                book = open_book(data, path.name, path.suffix.casefold())
                cells = [cell for sheet in book.sheets for row in sheet.source.rows for cell in row.cells]
            if any(without_person(cell, traces) != cell for cell in cells):
                return True
    return False


def find_tokens(paths: Iterable[Path]) -> frozenset[str]:
    """Return what stands for people who were forgotten before, in any of some files."""
    found: set[str] = set()
    for path in paths:
        if (data := read_bytes(path)) is not None:
            inside = _members(data) if path.suffix.casefold() in ARCHIVES else ()
            found |= {token.decode() for part in (data, *inside) for token in ANY_TOKEN.findall(part)}
    return frozenset(found)


def is_output(folder: Path) -> bool:
    """Whether a folder is an output folder; False for one that may not be entered."""
    try:
        return (folder / ROUNDS).is_dir()
    except PermissionError:
        return False


def list_files(out: Path, unread: list[Path] | None = None) -> Iterator[Path]:
    """Yield the files of the output folder, without links, locks, the journal, and output folders inside it.

    Parameters
    ----------
    out : Path
    unread : list of Path, optional
        Gets the folders that may not be listed or entered.
    """

    def keep(error: OSError) -> None:
        if unread is not None:
            unread.append(Path(error.filename))

    for folder, folders, names in os.walk(out, onerror=keep):
        here = Path(folder)
        folders[:] = sorted(
            name
            for name in folders
            if name != JOURNAL and not (here / name).is_symlink() and not is_output(here / name)
        )
        if names and not os.access(here, os.X_OK):
            keep(PermissionError(0, "", folder))
            continue
        for name in sorted(names):
            path = here / name
            if not path.is_symlink() and not name.endswith(".lock") and path.is_file():
                yield path


def list_beside(people: Path | None, also: Iterable[Path], out: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the files beside the list and those that were named, and the folders beside it that were not named.

    Each file is returned once. The list and the files of the output folder are not among them.
    """
    files: dict[Path, Path] = {}
    folders: list[Path] = []
    named = {path.resolve() for path in (*also, out)}
    is_beside = people is not None and not people.parent.resolve().is_relative_to(out.resolve())
    for path in sorted(people.parent.iterdir()) if people is not None and is_beside else []:
        if path.is_dir() and not path.name.startswith("."):
            is_searched = any(one == path.resolve() or path.resolve() in one.parents for one in named)
            folders += [] if is_searched else [path]
        elif path.is_file() and not path.name.startswith(".") and not path.samefile(people or path):
            files[path.resolve()] = path
    for path in also:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        files |= {real: one for one in inside if (real := one.resolve()) not in files}
    known = {path.resolve() for path in list_files(out)}
    known |= set() if people is None else {people.resolve()}
    return tuple(path for real, path in files.items() if real not in known), tuple(folders)


def read_bytes(path: Path) -> bytes | None:
    """Return the content of a file; None if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def find_lines(data: bytes, path: Path, traces: Traces, known: Iterable[int] = ()) -> Mapping[int, str]:
    """Return the lines of a file that name someone to forget, with their texts; none if it has no lines to count.

    Parameters
    ----------
    data : bytes
        The content.
    path : Path
    traces : Traces
    known : iterable of int
        Further lines that are known to be about them.
    """
    found: dict[int, str] = {}
    suffix = path.suffix.casefold()
    wanted = {*known, *_find_ids(data, path, traces)}
    if suffix in ARCHIVES:
        with suppress(SeatingError):
            for sheet in open_book(data, path.name, suffix).sheets:
                for row in sheet.source.rows:
                    named = [(at, cell) for at, cell in enumerate(row.cells) if traces.is_in(cell)]
                    if row.line in wanted and not named:
                        named = [(at, cell) for at, cell in enumerate(row.cells) if cell.strip()]
                    if named:
                        cells = ", ".join(f"{column_letter(at)}{row.line}: {shortened(cell)}" for at, cell in named)
                        found[row.line] = f"{found[row.line]}, {cells}" if row.line in found else cells
        return dict(sorted(found.items()))
    text = _text(data)
    for line, around in traces.find_lines(text):
        found.setdefault(line, around)
    for line, written in enumerate(text.split("\n") if wanted - found.keys() else (), 1):
        if line in wanted - found.keys() and written.strip():  # people whom the convening adds are on no line
            found[line] = shortened(written.strip(), LONGEST_LINE)
    return dict(sorted(found.items()))


def find_columns(data: bytes, path: Path, known: Collection[int]) -> tuple[str, ...]:
    """Return the letters of some columns, from 1, as far as the list has them: added people are in none."""
    width = 0
    if known:
        with suppress(SeatingError):
            sheets = open_book(data, path.name, path.suffix.casefold()).sheets
            width = max(len(row.cells) for sheet in sheets for row in sheet.source.rows)
    return tuple(column_letter(column - 1) for column in known if column <= width)


def _find_ids(data: bytes, path: Path, traces: Traces) -> frozenset[int]:
    """Return the lines with the id of someone to forget: in a cell of a table, or anywhere in a convening.

    An id that is only a number means too many other things. It is looked for only in columns of ids.
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
                    parts = {(at, part.strip()) for at, cell in enumerate(row.cells) for part in cell.split(";")}
                    if any(one in traces.tokens and (at in columns or not one.isdecimal()) for at, one in parts):
                        lines.add(row.line)
    return frozenset(lines)


def is_in_json(data: bytes, traces: Traces) -> bool:
    """Whether a JSON text names someone to forget, however its characters are written."""
    with suppress(ValueError, RecursionError):
        return traces.is_in(json.dumps(json.loads(data), ensure_ascii=False))
    return traces.is_in(_text(data))


def _is_whole(path: Path) -> bool:
    """Whether all members of an archive can be read: it is not damaged, not encrypted, and not too large."""
    with suppress(*DAMAGED):
        data = path.read_bytes()
        for _ in _unpack(data, _most_unpacked(data)):
            pass
        return True
    return False


def _most_unpacked(data: bytes) -> int:
    return min(LARGEST, max(UNPACKED_FREELY, MAX_GROWTH * len(data)))


def _members(data: bytes) -> Iterator[bytes]:
    """Yield the members of an archive, and of the archives in it, up to the first that cannot be read."""
    with suppress(*DAMAGED):
        yield from _unpack(data, _most_unpacked(data))


def _unpack(data: bytes, most: int) -> Generator[bytes, None, int]:
    """Yield the members of an archive, and of the archives in it, and return how many bytes are left.

    Parameters
    ----------
    data : bytes
    most : int
        How many bytes all members may have.

    Raises
    ------
    Exception
        One of `DAMAGED`, when a member cannot be read, or when there are more bytes.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            suffix = Path(info.filename).suffix.casefold()
            if suffix in PICTURES:
                continue
            most -= info.file_size
            if most < 0:
                raise ValueError(info.filename)
            content = archive.read(info)
            yield content
            if suffix in ARCHIVES:
                most = yield from _unpack(content, most)
    return most


def _text(data: bytes) -> str:
    for mark, codec in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
