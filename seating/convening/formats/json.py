"""Read JSON with the line of every key; repeated keys are errors."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from seating.convening.document import (
    MOST_LEVELS,
    MOST_VALUES,
    Document,
    KeyPath,
    LineNumbers,
    read_text,
    scalar,
    too_deep,
    too_many_values,
)
from seating.errors import InputError, Problem
from seating.wording import said

SUFFIXES = (".json",)

MOST_PROBLEMS = 50
"""Number of problems after which reading stops."""

_SPACE = re.compile(r"[ \t\r\n]*")


def read(path: Path) -> Document:
    """Read a JSON file; raise `InputError` if it is not JSON or has repeated keys."""
    text = read_text(path)
    return parse(text.text, text.file, text.sha256)


def parse(text: str, file: str, sha256: str = "") -> Document:
    """Return the document of a JSON text; a text of spaces alone is an empty document.

    Parameters
    ----------
    text : str
    file : str
        The file name in messages.
    sha256 : str
        Hash of the bytes of the file.

    Raises
    ------
    InputError
        If the text is not JSON, has repeated keys, or is too deep or too large.
    """
    if not text.strip():
        return Document(file, sha256, {})
    reading = _Reading(text, file)
    try:
        root, end = reading.value(_skip(text, 0), ())
        if (rest := _skip(text, end)) < len(text):
            raise json.JSONDecodeError("there is more text after the end", text, rest)
    except json.JSONDecodeError as error:
        says = said("from here on the file is not JSON (%(problem)s)", problem=error.msg)
        hint = said("Look for a missing comma, quote or bracket.")
        raise InputError([*reading.problems, Problem("json-syntax", says, file, error.lineno, hint=hint)]) from None
    if reading.problems:
        raise InputError(reading.problems)
    if not isinstance(root, dict):
        says = said("the file is not a mapping of keys to values")
        hint = said('Begin with {"tables": …}.')
        raise InputError([Problem("convening-not-mapping", says, file, 1, hint=hint)])
    return Document(file, sha256, root, reading.lines)


def _skip(text: str, at: int) -> int:
    """Return the position of the next character that is not white space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


class _Reading:
    """Parses mappings and lists and records lines; the standard library parses strings and numbers."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines: dict[KeyPath, int] = {}
        self.problems: list[Problem] = []
        self._values = 0
        self._line = LineNumbers(text).of
        self._decoder = json.JSONDecoder(parse_float=scalar, parse_int=scalar, parse_constant=str)

    def value(self, at: int, path: KeyPath) -> tuple[Any, int]:
        """Return the value that begins at a position, and the position after it."""
        self.lines.setdefault(path, self._line(at))
        self._values += 1
        if len(path) > MOST_LEVELS:
            raise too_deep(self.file, self._line(at))
        if self._values > MOST_VALUES or len(self.problems) >= MOST_PROBLEMS:
            raise InputError(self.problems) if self.problems else too_many_values(self.file)
        match self.text[at : at + 1]:
            case "{":
                return self._mapping(at + 1, path)
            case "[":
                return self._list(at + 1, path)
        try:
            return self._decoder.raw_decode(self.text, at)
        except RecursionError:
            raise too_deep(self.file, self._line(at)) from None

    def _expect(self, wanted: str, at: int) -> int:
        if self.text[at : at + 1] not in tuple(wanted):
            raise json.JSONDecodeError(f"expected {' or '.join(wanted)}", self.text, at)
        return at + 1

    def _next(self, at: int, closing: str) -> int:
        """Return the position of the next item, after the comma that is required here."""
        at = _skip(self.text, self._expect(f",{closing}", at))
        if self.text[at : at + 1] == closing:
            raise json.JSONDecodeError("there is a comma before the end of a list or mapping", self.text, at)
        return at

    def _list(self, at: int, path: KeyPath) -> tuple[list[Any], int]:
        items: list[Any] = []
        at = _skip(self.text, at)
        while self.text[at : at + 1] != "]":
            item, at = self.value(at, (*path, len(items)))
            items.append(item)
            at = _skip(self.text, at)
            if self.text[at : at + 1] != "]":
                at = self._next(at, "]")
        return items, at + 1

    def _mapping(self, at: int, path: KeyPath) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = _skip(self.text, at)
        while self.text[at : at + 1] != "}":
            self._expect('"', at)
            line = self._line(at)
            key, at = self._decoder.raw_decode(self.text, at)
            if key in found:
                says = said("is a repeated key, which is first on line %(first)s", first=self.lines[*path, key])
                hint = said("Keep one of them.")
                self.problems.append(Problem("key-twice", says, self.file, line, value=key, hint=hint))
            self.lines.setdefault((*path, key), line)
            at = self._expect(":", _skip(self.text, at))
            found[key], at = self.value(_skip(self.text, at), (*path, key))
            at = _skip(self.text, at)
            if self.text[at : at + 1] != "}":
                at = self._next(at, "}")
        return found, at + 1
