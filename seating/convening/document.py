"""A convening as plain data, with the line of everything in it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seating.errors import InputError, Problem, UsageError
from seating.sources.encodings import marked_codec

__all__ = [
    "MOST_BYTES",
    "MOST_LEVELS",
    "MOST_VALUES",
    "Document",
    "KeyPath",
    "LineNumbers",
    "Text",
    "half_characters",
    "is_there",
    "read_content",
    "read_text",
    "scalar",
    "too_deep",
    "too_large",
    "too_many_values",
]

MOST_BYTES = 1_000_000
"""A convening is written by hand; a larger file is a mistake or an attack."""

MOST_LEVELS = 20
"""Levels of lists and mappings inside each other; a convening needs six."""

MOST_VALUES = 100_000
"""Keys and values, all counted; a thousand tables with all that can be said of them have a quarter of these."""

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


def read_content(path: Path) -> bytes:
    """Return the bytes of a convening's file, which is never read further than a convening may be long.

    Raises
    ------
    UsageError
        When it may not be read, or is not a regular file.
    InputError
        When it is too large.
    """
    try:
        if not path.is_file():
            raise UsageError(f"{path} is a folder or a device, not a file" if path.exists() else f"there is no {path}")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(content) > MOST_BYTES:
        raise too_large(path.name, f"the file has more than {MOST_BYTES:,} bytes, which is the limit for a convening")
    return content


def read_text(path: Path) -> Text:
    """Return the text of a file in UTF-8, or in another Unicode encoding that its mark tells.

    Raises
    ------
    UsageError
        When the file may not be read.
    InputError
        When it is too large, or in another encoding.
    """
    content = read_content(path)
    codec = marked_codec(content) or "utf-8"
    try:
        text = content.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        says = f"the file is not {codec.upper()} from this line on"
        line = content.decode(codec, "replace")[: error.start].count("\n") + 1
        if codec == "utf-8":
            line = content.count(b"\n", 0, error.start) + 1
        problem = Problem("convening-not-utf-8", says, path.name, line, hint="Save it as UTF-8.")
        raise InputError([problem]) from None
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


def too_large(file: str, says: str) -> InputError:
    """Return the error for a file that is larger than a convening can be."""
    return InputError([Problem("convening-too-large", says, file, hint="Is it the right file?")])


def too_many_values(file: str) -> InputError:
    """Return the error for a file with more keys and values than are read."""
    says = f"the file has more than {MOST_VALUES:,} keys and values, which is the limit for a convening"
    return too_large(file, says)


_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_CANONICAL = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,14}[1-9])?")


def scalar(text: str) -> bool | int | float | str | None:
    """Return what an unquoted value means, by the core schema of YAML 1.2.

    Only a number that would be written back the same becomes one; `00123`, `5.10` and `1e3` stay
    text, so that they still equal the cells of a list.

    >>> scalar("8"), scalar("0.33"), scalar("00123"), scalar("no"), scalar("True")
    (8, 0.33, '00123', 'no', True)
    """
    word = text.casefold()
    if word in _WORDS and text in {word, text.upper(), text.capitalize()}:
        return _WORDS[word]
    found = _CANONICAL.fullmatch(text)
    if found is None or text == "-0":
        return text
    return float(text) if found[2] else int(text)
