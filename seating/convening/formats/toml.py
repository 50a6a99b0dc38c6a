"""Read TOML with the standard library, and find the line of every key in a separate pass over the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date, time
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

SUFFIXES = (".toml",)

_BETWEEN = re.compile(r"(?:[\s,]++|#[^\n]*+)*+")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}' r"|'''.*?'{3,5}|" r'"(?:\\.|[^"\\\n])*+"|' r"'[^'\n]*+'",
    re.DOTALL,
)
_ASIDE = re.compile(_TEXT.pattern + r"|#[^\n]*+", re.DOTALL)
_DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MOST_LEVELS}}}")
"""Matches dotted keys with more parts than the maximum number of levels."""

MOST_BITS = 63
"""Maximum size of a whole number in bits, as TOML defines it."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_REST = re.compile(r"[^,\]}\n#]*")


def read(path: Path) -> Document:
    """Read a TOML file; raise `InputError` if it is not TOML."""
    text = read_text(path)
    return parse(text.text, text.file, text.sha256)


def parse(text: str, file: str, sha256: str = "") -> Document:
    """Return the document of a TOML text.

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
        As in `load`.
    """
    plain = load(text, file, parse_float=scalar)
    return Document(file, sha256, _plain(plain), _Lines(text.replace("\r\n", "\n")).found)


def load(text: str, file: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Return the data of a TOML text.

    Parameters
    ----------
    text : str
    file : str
        The file name in messages.
    parse_float : function
        Converts the text of a number with a decimal point or exponent.

    Raises
    ------
    InputError
        If the text is not TOML, is too deep or too large, or contains a number with too many digits.
    """
    if (deep := _DOTTED.search(_ASIDE.sub(_blanked, text))) is not None:
        # the library stores every prefix of such a key
        raise too_deep(file, text.count("\n", 0, deep.start()) + 1)
    try:
        plain = tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d{1,9})", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        says = said("from here on the file is not TOML (%(reason)s)", reason=str(error).split(" (at")[0])
        hint = said("Look for a missing quote, bracket or equals sign, or for a key written twice.")
        raise InputError([Problem("toml-syntax", says, file, line, hint=hint)]) from None
    except RecursionError:
        raise too_deep(file, None) from None
    except ValueError:  # raised for whole numbers with thousands of digits
        raise _too_long_a_number(file) from None
    _check(plain, file)
    return plain


def _blanked(found: re.Match[str]) -> str:
    """Replace a text or a comment by a placeholder with the same number of lines and no dotted keys."""
    return "x" + "\n" * found[0].count("\n")


def _check(plain: dict[str, Any], file: str) -> None:
    """Raise InputError if the data is too deep or too large, or contains a number with too many digits."""
    open_: list[tuple[Any, int]] = [(plain, 0)]
    values = 0
    while open_:
        value, level = open_.pop()
        values += 1
        if level > MOST_LEVELS:
            raise too_deep(file, None)
        if isinstance(value, dict):
            values += len(value)
            open_ += [(item, level + 1) for item in value.values()]
        elif isinstance(value, list):
            open_ += [(item, level + 1) for item in value]
        elif isinstance(value, int) and value.bit_length() > MOST_BITS:
            raise _too_long_a_number(file)
        if values > MOST_VALUES:
            raise too_many_values(file)


def _too_long_a_number(file: str) -> InputError:
    says = said("a number in the file is too long to be read")
    return InputError([Problem("toml-syntax", says, file, hint=said("Shorten it."))])


def _plain(value: Any) -> Any:
    """Return the data with dates and times as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value


class _Lines:
    """Finds the line of each key in a valid TOML text, without checking the text again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[KeyPath, int] = {}
        self._items: dict[KeyPath, int] = {}
        self._line = LineNumbers(text).of
        here: KeyPath = ()
        at = self._skip(0)
        while at < len(text):
            if text[at] == "[":
                here, at = self._header(at)
            else:
                at = self._pair(at, here)
            at = self._skip(at)

    def _skip(self, at: int) -> int:
        found = _BETWEEN.match(self.text, at)
        return found.end() if found else at

    def _mark(self, path: KeyPath, at: int) -> None:
        line = self._line(at)
        for length in range(1, len(path) + 1):
            self.found.setdefault(path[:length], line)

    def _key(self, at: int) -> tuple[tuple[str, ...], int]:
        """Return a key, which may be dotted, and the position after it."""
        parts: list[str] = []
        while True:
            found = _TEXT.match(self.text, at) or _BARE.match(self.text, at)
            if found is None:
                return tuple(parts), at + 1
            written = found[0]
            parts.append(next(iter(tomllib.loads(f"{written} = 1"))) if written[0] in "\"'" else written)
            at = self._spaces(found.end())
            if self.text[at : at + 1] != ".":
                return tuple(parts), at
            at = self._spaces(at + 1)

    def _spaces(self, at: int) -> int:
        while self.text[at : at + 1] in {" ", "\t"}:
            at += 1
        return at

    def _header(self, at: int) -> tuple[KeyPath, int]:
        start = at
        is_item = self.text.startswith("[[", at)
        names, at = self._key(self._spaces(at + (2 if is_item else 1)))
        path: KeyPath = ()
        for depth, name in enumerate(names, 1):
            path = (*path, name)
            if is_item and depth == len(names):
                self._items[path] = self._items.get(path, 0) + 1
            if path in self._items:
                self._mark(path, start)
                path = (*path, self._items[path] - 1)
        self._mark(path, start)
        return path, at + (2 if is_item else 1)

    def _pair(self, at: int, here: KeyPath) -> int:
        names, behind = self._key(at)
        path = (*here, *names)
        self._mark(path, at)
        return self._value(self._spaces(behind + 1), path)

    def _value(self, at: int, path: KeyPath) -> int:
        """Record the lines inside a value; return the position after it."""
        opening = self.text[at : at + 1]
        if opening in {"[", "{"}:
            closing, number = {"[": "]", "{": "}"}[opening], 0
            at = self._skip(at + 1)
            while at < len(self.text) and self.text[at] != closing:
                if opening == "[":
                    self._mark((*path, number), at)
                    at = self._value(at, (*path, number))
                    number += 1
                else:
                    at = self._pair(at, path)
                at = self._skip(at)
            return at + 1
        found = _TEXT.match(self.text, at) or _REST.match(self.text, at)
        return max(found.end(), at + 1) if found else at + 1
