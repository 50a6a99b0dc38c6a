"""Parse JSON step by step, so that the line of each object is known.

The standard library parses complete values. Numbers stay as written: ids keep their digits, and a number with
thousands of digits is just a long text.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seating.errors import InputError, Problem

__all__ = ["Child", "JsonText"]

SPACE = re.compile(r"[ \t\r\n]*")
MOST_LEVELS = 20
"""Maximum number of levels searched for the line of an error."""

TWICE = "is written a second time as a key of the same object"
HINT = "Look for a missing comma, quote or bracket."


@dataclass(frozen=True, slots=True)
class Child:
    """An item of a list, or a value of an object with its key, and the position where it begins."""

    key: str
    at: int
    value: Any


class JsonText:
    """The text of a JSON file. Its methods raise InputError with the line of any error."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self._narrowed = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._decoder = json.JSONDecoder(
            object_pairs_hook=_object, parse_int=str, parse_float=str, parse_constant=_not_a_number
        )

    def line(self, at: int) -> int:
        """Return the line of a position, from 1."""
        return bisect_left(self._ends, at) + 1

    def roots(self) -> Sequence[Child]:
        """Return the top-level values of the file: one, or one per line."""
        found = []
        at = self._skip(0)
        while at < len(self.text):
            value, end = self._value(at)
            found.append(Child("", at, value))
            at = self._skip(end)
            if at < len(self.text) and not isinstance(value, dict | list):
                raise self._no_json("there is more text after the end", at)
        return found

    def children(self, at: int) -> Sequence[Child]:
        """Return the items of the list or object that begins at a position."""
        closing = {"[": "]", "{": "}"}[self.text[at]]
        found: list[Child] = []
        keys: set[str] = set()
        at = self._skip(at + 1)
        while not self.text.startswith(closing, at):
            key = ""
            if closing == "}":
                start = at
                key, at = self._value(at)
                if key in keys:
                    raise self._fault("key-twice", TWICE, start, key, "Keep one of them.")
                keys.add(key)
                at = self._skip(self._skip(at) + 1)
            value, end = self._value(at)
            found.append(Child(key, at, value))
            at = self._skip(end)
            at = self._skip(at + 1) if self.text.startswith(",", at) else at
        return found

    def _skip(self, at: int) -> int:
        found = SPACE.match(self.text, at)
        return found.end() if found else at

    def _value(self, at: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise self._no_json(error.msg, error.pos) from None
        except RecursionError:
            says = "lists and objects are nested too deeply"
            raise self._fault("json-syntax", says, at) from None
        except (_TwiceError, _NumberError) as error:
            if self.text[at] in "[{" and self._narrowed < MOST_LEVELS:
                self._narrowed += 1
                self.children(at)  # raises the same error with the line of the item
            if isinstance(error, _TwiceError):
                raise self._fault("key-twice", TWICE, at, error.key, "Keep one of them.") from None
            says = f"{error.word} stands here, which is not JSON"
            raise self._fault("json-syntax", says, at, hint="Write null where there is no value.") from None

    def _no_json(self, says: str, at: int) -> InputError:
        return self._fault("json-syntax", f"from here on the file is not JSON ({says})", at, hint=HINT)

    def _fault(self, slug: str, says: str, at: int, value: str | None = None, hint: str | None = None) -> InputError:
        return InputError([Problem(slug, says, self.file, self.line(at), value=value, hint=hint)])


class _TwiceError(Exception):
    """An object has the same key twice."""

    def __init__(self, key: str) -> None:
        self.key = key


class _NumberError(Exception):
    """The text contains NaN or an infinity, which JSON does not allow."""

    def __init__(self, word: str) -> None:
        self.word = word


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        raise _TwiceError(counts.most_common(1)[0][0])
    return found


def _not_a_number(word: str) -> Any:
    raise _NumberError(word)
