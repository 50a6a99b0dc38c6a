"""A convening as plain data, with the physical line of everything in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seating.errors import InputError, Problem, UsageError

__all__ = [
    "MOST_BYTES",
    "MOST_LEVELS",
    "Document",
    "KeyPath",
    "LineNumbers",
    "Text",
    "half_characters",
    "is_there",
    "read_text",
    "too_deep",
]

MOST_BYTES = 1_000_000
"""A convening is written by hand; a larger file is a mistake or an attack."""

MOST_LEVELS = 20
"""Levels of lists and mappings inside each other; a convening needs six."""

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Text:
    """The text of a file, the file's name, and the SHA-256 of its bytes."""

    text: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Document:
    """Plain data and where it stands.

    Attributes
    ----------
    file : str
        The file's name, as messages show it.
    sha256 : str
        Of its bytes.
    plain : dict
        Mappings, lists, text, whole numbers, fractions, yes and no; empty when nothing was written.
    lines : mapping of key path to int
        The physical line, from 1, of each key and each item of a list.
    files : mapping of str to str
        Where parts of the data have a place of their own (sheets of a workbook): the name that
        messages show, by first key.
    folder : Path or None
        Where it stands: what it names as a file is found from here. None: from the current folder.
    """

    file: str
    sha256: str
    plain: dict[str, Any]
    lines: Mapping[KeyPath, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None

    def line(self, path: KeyPath) -> int | None:
        """Return the line of a key path, or of the nearest path around it that has one."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return self.lines.get(())

    def file_of(self, path: KeyPath) -> str:
        """Return the name that messages about a key path show."""
        return self.files.get(str(path[0]), self.file) if path else self.file


class LineNumbers:
    """The physical line, from 1, of each position of a text."""

    def __init__(self, text: str) -> None:
        self._ends = [at for at, character in enumerate(text) if character == "\n"]

    def of(self, position: int) -> int:
        """Return the line on which a position stands."""
        return bisect_left(self._ends, position) + 1


def is_there(path: Path) -> bool:
    """Whether there is such a file; one whose name or folder cannot be looked at is not."""
    try:
        return path.is_file()
    except OSError:
        return False


def read_text(path: Path) -> Text:
    """Return the text of a file; raise `InputError` when it is too large or not UTF-8."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    if size > MOST_BYTES:
        raise InputError(
            [
                Problem(
                    "convening-too-large",
                    f"the file has {size:,} bytes, and a convening may have {MOST_BYTES:,}",
                    path.name,
                    hint="Is it the right file?",
                )
            ]
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            [
                Problem(
                    "convening-not-utf-8",
                    "the file is not UTF-8 from this line on",
                    path.name,
                    content.count(b"\n", 0, error.start) + 1,
                    hint="Save it as UTF-8.",
                )
            ]
        ) from None
    return Text(text, path.name, hashlib.sha256(content).hexdigest())


def half_characters(document: Document) -> Iterator[Problem]:
    """Yield a problem for each text that no file can hold, since a surrogate stands in it alone."""
    open_: list[tuple[KeyPath, Any]] = [((), document.plain)]
    while open_:
        path, value = open_.pop()
        if isinstance(value, Mapping):
            open_ += [((*path, str(key)), item) for key, item in value.items()]
            open_ += [((*path, str(key)), key) for key in value if isinstance(key, str)]
        elif isinstance(value, list | tuple):
            open_ += [((*path, number), item) for number, item in enumerate(value)]
        elif isinstance(value, str) and not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
            shown = "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in value)
            hint = "Write the character itself, or both of its halves."
            place = document.file_of(path), document.line(path)
            yield Problem("half-character", "has half a character in it", *place, value=shown, hint=hint)


def too_deep(file: str, line: int | None) -> InputError:
    """Return the error for lists and mappings too far inside each other."""
    says = f"lists and mappings stand more than {MOST_LEVELS} levels inside each other"
    return InputError([Problem("convening-too-deep", says, file, line)])
