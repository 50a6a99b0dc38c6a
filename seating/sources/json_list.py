"""Read JSON lists of people as rows: a list of objects, alone or in an object, or one object per line.

The keys of the objects become the first row. A value is a text, a number, true, false, null, or a list of these. The
text is parsed object by object, so that the line of each one is known. Numbers stay as written, so ids keep their
digits.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NoReturn

from seating.errors import InputError, Note, Problem
from seating.sources.encodings import decode
from seating.sources.list_limits import MAX_COLUMNS, SHOWN, collect_rows, empty_error
from seating.sources.source import Book, Row, Sheet, Source
from seating.wording import Said, escape_half_characters, said

suffixes = (".json", ".jsonl", ".ndjson")

SPACE = re.compile(r"[ \t\r\n]*")


def open_book(data: bytes, file: str, suffix: str = ".json") -> Book:
    """Return a JSON list as a book with one sheet.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the file in messages.
    suffix : str
        One of `suffixes`.

    Raises
    ------
    InputError
        If the file is not JSON, or is not a list of objects.
    """
    text, notes = decode(data, file)
    if not text.strip():
        raise empty_error(file)
    reader = _Items(text, file)
    items = list(reader.read())
    _refuse_others(items, file, is_one=reader.is_one)
    sha256 = hashlib.sha256(data).hexdigest()
    return Book(file, sha256, (Sheet("", load=lambda: _source(items, file, sha256, notes)),))


class _Items:
    """Reads the items of a JSON list; errors name the line."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._at = 0
        self._line, self._counted = 1, 0
        self.is_one = False
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=str, parse_float=str, parse_constant=self._refuse_number
        )

    def read(self) -> Iterator[tuple[int, Any]]:
        """Yield the line and the value of each item of the list, or of each value if the file is no list.

        A list may be in an object beside its title and the like, as some applications export it.
        """
        if (start := self._find_list()) is not None:
            self._at, self._text = start[0], self._text[: start[1]]
        if not self._skip("["):
            number = 0
            while self._at < len(self._text):
                yield self._item()
                number += 1
            self.is_one = number == 1
            return
        if not self._skip("]"):
            yield self._item()
            while self._skip(","):
                yield self._item()
            if not self._skip("]"):
                self._refuse_syntax("Expecting ',' delimiter")
        if self._at < len(self._text):
            self._refuse_syntax("there is more text after the end")

    def _find_list(self) -> tuple[int, int] | None:
        """Return where the list of people begins and ends in a file that is one object with one list of objects."""
        if not self._skip("{"):
            return None
        found: list[tuple[int, int]] = []
        keys: list[Any] = []
        try:
            while not self._skip("}"):
                keys.append(self._item()[1])
                self._skip(":")
                start = self._at
                _, value = self._item()
                if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
                    found.append((start, self._at))
                self._skip(",")
            is_alone = self._at == len(self._text) and len(set(map(str, keys))) == len(keys)
        except InputError:
            is_alone = False  # told below, where the items are read
        self._at, self._line, self._counted = 0, 1, 0
        self._skip()
        return found[0] if is_alone and len(found) == 1 else None

    def _item(self) -> tuple[int, Any]:
        """Return the line and the value of the item that begins here, and go to the next sign after it."""
        line = self._count_line()
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except json.JSONDecodeError as error:
            self._at = error.pos
            self._refuse_syntax(error.msg)
        except RecursionError:
            self._refuse("json-syntax", said("lists and objects are nested too deeply"))
        self._skip()
        return line, value

    def _skip(self, sign: str = "") -> bool:
        """Go to the next sign that is not blank; if it is `sign`, go past it. Return whether it is."""
        self._at = _after_blanks(self._text, self._at)
        if not self._text.startswith(sign, self._at):
            return False
        self._at = _after_blanks(self._text, self._at + len(sign))
        return True

    def _count_line(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(found := dict(pairs)) < len(pairs):
            key = Counter(key for key, _ in pairs).most_common(1)[0][0]
            says = said("is used more than once as a key in the same object")
            self._refuse("key-twice", says, said("Keep one of them."), key)
        return found

    def _refuse_number(self, word: str) -> NoReturn:
        says = said("%(word)s is not allowed in JSON", word=word)
        self._refuse("json-syntax", says, said("Write null for a missing value."))

    def _refuse_syntax(self, problem: str) -> NoReturn:
        says = said("from here on, the file is not valid JSON (%(problem)s)", problem=problem)
        self._refuse("json-syntax", says, said("Look for a missing comma, quote or bracket."))

    def _refuse(self, slug: str, says: Said, hint: Said | None = None, value: str | None = None) -> NoReturn:
        shown = None if value is None else escape_half_characters(value)
        raise InputError([Problem(slug, says, self._file, self._count_line(), value=shown, hint=hint)])


def _after_blanks(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return found.end() if found else at


def _refuse_others(items: Sequence[tuple[int, Any]], file: str, *, is_one: bool) -> None:
    """Refuse a file without objects or with only one object, and items that are no objects."""
    if not any(isinstance(value, dict) for _, value in items) or (is_one and len(items) == 1):
        says = said("the file is neither a list of objects nor one object on each line")
        hint = said('Export a list of objects, one for each person: [{"name": "…"}, …].')
        raise InputError([Problem("json-no-list", says, file, hint=hint)])
    says = said("is an item in the list, but not an object like the others")
    _refuse_all(
        Problem("json-syntax", says, file, line, value=escape_half_characters(str(value)))
        for line, value in items
        if not isinstance(value, dict)
    )


def _refuse_all(problems: Iterator[Problem]) -> None:
    if found := list(problems):
        raise InputError(found[:SHOWN])


def _source(items: Sequence[tuple[int, dict[str, Any]]], file: str, sha256: str, notes: tuple[Note, ...]) -> Source:
    """Return the rows of a list of objects: one row of headings, and one row for each object."""
    headings: dict[str, None] = {}
    for line, item in items:
        headings.update(dict.fromkeys(item))
        if len(headings) > MAX_COLUMNS:
            says = said(
                "with this entry, the list has more than %(most)s different keys, which is the limit",
                most=f"{MAX_COLUMNS:,}",
            )
            hint = said("Remove keys that are not needed.")
            raise InputError([Problem("too-many-columns", says, file, line, hint=hint)])
    _refuse_all(
        _nested(file, line, key, value) for line, item in items for key, value in item.items() if not _is_cell(value)
    )
    records = ((line, [_text(item.get(key)) for key in headings]) for line, item in items)
    rows = collect_rows(file, chain([(1, list(headings))], records))
    _refuse_all(_find_half_texts(rows, file))
    return Source(file, sha256, rows, notes)


def _is_cell(value: Any) -> bool:
    is_list = isinstance(value, list)
    return not any(isinstance(each, dict | list) for each in (value if is_list else [value]))


def _nested(file: str, line: int, key: str, value: Any) -> Problem:
    says = said("is not a value for a cell: write a text, a number, true, false, null, or a list of these")
    column, shown = escape_half_characters(key), escape_half_characters(str(value))
    return Problem("json-syntax", says, file, line, column, value=shown)


def _text(value: Any) -> str:
    """Return a value as the text of a cell: booleans as yes and no, several values separated by `;`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(text for each in value if (text := _text(each)))
    return str(value)


def _find_half_texts(rows: Sequence[Row], file: str) -> Iterator[Problem]:
    """Yield a problem for each cell that cannot be written to a file: an unpaired surrogate or a NUL character."""
    headings = [escape_half_characters(cell) for cell in rows[0].cells] if rows else []
    for row in rows:
        columns = [None] * len(headings) if row is rows[0] else headings
        for column, cell in zip(columns, row.cells, strict=True):
            if "\0" in cell:
                says, hint = said("contains a NUL character"), said("Export the list again.")
                yield Problem("nul-character", says, file, row.line, column, value=cell, hint=hint)
            elif (shown := escape_half_characters(cell)) != cell:
                says = said("contains only half of a character (a lone surrogate)")
                hint = said("Write the character itself, or both of its halves.")
                yield Problem("half-character", says, file, row.line, column, value=shown, hint=hint)
