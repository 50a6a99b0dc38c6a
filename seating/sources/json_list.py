"""Read JSON lists of people, as other programs export them, as rows.

A list is a list of objects, possibly inside other objects, or one object per line. Several lists in one file become
sheets with their keys as titles. The first row of a sheet contains the keys.

The text is parsed step by step, so that the line of each object is known. Numbers stay as written: ids keep their
digits, and a number with thousands of digits is just a long text.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from seating.errors import InputError, Note, Problem
from seating.sources.encodings import decode
from seating.sources.list_limits import MAX_COLUMNS, collect_rows, empty_error
from seating.sources.source import Book, Row, Sheet, Source
from seating.wording import escape_half_characters, fold, quoted, said, said_count, said_list

suffixes = (".json", ".jsonl", ".ndjson")

MOST_WRAPPERS = 5
"""Maximum number of objects around a list that are searched."""

MOST_NESTED = 20
"""Maximum nesting depth of values inside a record."""

ENVELOPES = frozenset({"fields", "attributes", "properties", "node", "values", "answers", "record", "item", "data"})
"""Keys that programs wrap around the values of a record; they are left out of headings."""

LABELS = ("name", "label", "title", "value", "text")

_Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _List:
    """A list found in the file.

    Attributes
    ----------
    title : str
        Its key; empty if it is the whole file.
    line : int
        The line where it begins.
    items : sequence of (int, dict)
        The line of each item, and a person's values by key.
    """

    title: str
    line: int
    items: Sequence[tuple[int, dict[str, Any]]]


def open_book(data: bytes, file: str, suffix: str = ".json") -> Book:
    """Return the lists of a JSON file as sheets.

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
        If the file is not JSON, or contains no list of people.
    """
    text, notes = decode(data, file)
    if not text.strip():
        raise empty_error(file)
    search = _Search(_JsonText(text, file))
    found = [replace(each, title=_shown(each.title)) for each in search.lists()]
    if not found and search.has_other_shape:
        says = said(
            "the file has objects keyed by id, columns of values, or rows of cells; these formats are no longer read"
        )
        hint = said(
            "Write a list of objects. The documentation page for this message has commands that convert the file."
        )
        raise InputError([Problem("json-shape", says, file, hint=hint)])
    if not found:
        says = said("the file is JSON but contains no list of people")
        hint = said('Export a list of objects, one for each person: [{"name": "…"}, …].')
        raise InputError([Problem("json-no-list", says, file, hint=hint)])
    if search.unread:
        unread = [quoted(_shown(key)) for key in search.unread[:5]]
        says = said_count(
            "%(file)s: the list was read from %(where)s; %(shown)s was not read.",
            "%(file)s: the list was read from %(where)s; %(shown)s were not read.",
            len(search.unread),
            file=file,
            where=said_list(quoted(each.title) for each in found if each.title),
            shown=said_list([*unread, said("more")] if len(search.unread) > 5 else unread),
        )
        notes = (*notes, Note("json-unread", says))
    sha256 = hashlib.sha256(data).hexdigest()
    halves = "\\u" in text  # only escapes can produce half a character or a NUL
    sheets = (
        Sheet(each.title, load=partial(_source, each, Source(file, sha256, (), notes, each.title), halves))
        for each in found
    )
    return Book(file, sha256, tuple(sheets))


SPACE = re.compile(r"[ \t\r\n]*")
MOST_LEVELS = 20
"""Maximum number of levels searched for the line of an error."""

TWICE = said("is used more than once as a key in the same object")
HINT = said("Look for a missing comma, quote or bracket.")


@dataclass(frozen=True, slots=True)
class _Child:
    """An item of a list, or a value of an object with its key, and the position where it begins."""

    key: str
    at: int
    value: Any


class _JsonText:
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

    def roots(self) -> Sequence[_Child]:
        """Return the top-level values of the file: one, or one per line."""
        found = []
        at = self._skip(0)
        while at < len(self.text):
            value, end = self._value(at)
            found.append(_Child("", at, value))
            at = self._skip(end)
            if at < len(self.text) and not isinstance(value, dict | list):
                raise self._no_json("there is more text after the end", at)
        return found

    def children(self, at: int) -> Sequence[_Child]:
        """Return the items of the list or object that begins at a position."""
        closing = {"[": "]", "{": "}"}[self.text[at]]
        found: list[_Child] = []
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
            found.append(_Child(key, at, value))
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
            says = said("lists and objects are nested too deeply")
            raise self._fault("json-syntax", says, at) from None
        except (_TwiceError, _NumberError) as error:
            if self.text[at] in "[{" and self._narrowed < MOST_LEVELS:
                self._narrowed += 1
                self.children(at)  # raises the same error with the line of the item
            if isinstance(error, _TwiceError):
                raise self._fault("key-twice", TWICE, at, error.key, said("Keep one of them.")) from None
            says = said("%(word)s is not allowed in JSON", word=error.word)
            raise self._fault("json-syntax", says, at, hint=said("Write null for a missing value.")) from None

    def _no_json(self, says: str, at: int) -> InputError:
        return self._fault(
            "json-syntax", said("from here on, the file is not valid JSON (%(problem)s)", problem=says), at, hint=HINT
        )

    def _fault(self, slug: str, says: str, at: int, value: str | None = None, hint: str | None = None) -> InputError:
        shown = None if value is None else _shown(value)
        return InputError([Problem(slug, says, self.file, self.line(at), value=shown, hint=hint)])


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


class _Search:
    """Finds the lists in a text, and collects the keys next to them that are not read."""

    def __init__(self, text: _JsonText) -> None:
        self.text = text
        self.unread: list[str] = []
        self.has_other_shape = False

    def lists(self) -> list[_List]:
        """Return the lists of the file, in order."""
        roots = self.text.roots()
        if len(roots) > 1:  # one value per line
            return self._of_items("", 1, roots)
        return self._in(roots[0], 0) if roots else []

    def _in(self, child: _Child, depth: int) -> list[_List]:
        """Return the lists in a value."""
        if depth > MOST_WRAPPERS or not isinstance(child.value, dict | list) or not child.value:
            return []
        children = self.text.children(child.at)
        line = self.text.line(child.at)
        if isinstance(child.value, list):
            found = self._of_items(child.key, line, children)
            unread = list(self.unread)
            if len(children) == 1 and (within := self._wrapped(children, depth, least=2)):
                return within  # an object around the list, not a list of one person
            self.unread = unread
            return found
        if _is_other_shape(list(child.value.values())):
            self.has_other_shape = True
            return []
        return self._wrapped(children, depth)

    def _of_items(self, title: str, line: int, children: Sequence[_Child]) -> list[_List]:
        """Return a list of objects as a single list; an empty result if most items are no objects."""
        filled = [child for child in children if child.value is not None]
        kinds = Counter(type(child.value) for child in filled)
        if kinds[dict] and kinds[dict] * 2 >= len(filled):
            self._refuse_others(filled)
            return [_List(title, line, [(self.text.line(child.at), child.value) for child in filled])]
        if sum(_is_row(child.value) for child in filled) > 1:
            self.has_other_shape = True
        return []

    def _refuse_others(self, children: Sequence[_Child]) -> None:
        says = said("is an item in the list, but not an object like the others")
        problems = [
            Problem("json-syntax", says, self.text.file, self.text.line(child.at), value=_shown(child.value))
            for child in children
            if not isinstance(child.value, dict)
        ]
        if problems:
            raise InputError(problems[:50])

    def _wrapped(self, children: Sequence[_Child], depth: int, least: int = 1) -> list[_List]:
        """Return the lists in the values of an object; other values are recorded as unread."""
        found: list[_List] = []
        unread: list[str] = []
        for child in children:
            within = self._in(child, depth + 1)
            found += within
            if not within and child.key and child.value not in (None, "", [], {}):
                unread.append(child.key)
        found = [each for each in found if len(each.items) >= least]
        if found:
            self.unread += unread
        return found


def _is_other_shape(values: Sequence[Any]) -> bool:
    """Whether an object holds objects with a common key under their ids, or columns of equal length."""
    filled = [value for value in values if value is not None]
    if len(filled) < 2:
        return False
    if all(isinstance(value, dict) for value in filled):
        keys = Counter(key for value in filled for key in value)
        is_shared = any(number * 2 >= len(filled) for number in keys.values())
        return is_shared and all(any(map(_is_scalar, value.values())) for value in filled)
    return all(map(_is_row, filled)) and len(set(map(len, filled))) == 1


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | bool)


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_scalar, value))


def _source(found: _List, empty: Source, halves: bool) -> Source:
    """Return `empty` with a row of headings and one row per item."""
    flattening = _Flattening(empty.file)
    rows = collect_rows(empty.file, flattening.rows(found))
    if halves and (problems := list(_half_texts(rows, empty.file))):
        raise InputError(problems[:50])
    notes = empty.notes
    if flattening.shortened:
        text = said(
            "%(file)s: only the names of the objects in %(where)s were read.",
            file=empty.file,
            where=said_list(quoted(_shown(key)) for key in flattening.shortened),
        )
        notes = (*notes, Note("json-unread", text))
    return replace(empty, rows=rows, notes=notes)


class _Flattening:
    """Converts records to rows of texts; `shortened` contains the keys of objects that were reduced to their names."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.shortened: dict[str, None] = {}
        self._line = 1

    def rows(self, found: _List) -> Iterator[tuple[int, list[str]]]:
        """Yield the line and the cells of each row."""
        paths: dict[_Path, None] = {}
        records: list[tuple[int, dict[_Path, str]]] = []
        for self._line, item in found.items:
            records.append((self._line, dict(self._cells(item, ()))))
            paths.update(dict.fromkeys(records[-1][1]))
            if len(paths) > MAX_COLUMNS:
                says = said(
                    "with this entry, the list has more than %(most)s different keys, which is the limit",
                    most=f"{MAX_COLUMNS:,}",
                )
                hint = said("Remove keys that are not needed.")
                raise InputError([Problem("too-many-columns", says, self.file, self._line, hint=hint)])
        if records:
            yield found.line, _headings(list(paths))
        for line, record in records:
            yield line, [record.get(path, "") for path in paths]

    def _cells(self, value: Mapping[str, Any], path: _Path) -> Iterator[tuple[_Path, str]]:
        """Yield the path and text of each value of a record; the path of a nested value has several keys."""
        for key, item in value.items():
            if isinstance(item, dict) and item:
                self._check(len(path))
                yield from self._cells(item, (*path, key))
            else:
                yield (*path, key), self._text(item, key, len(path))

    def _text(self, value: Any, key: str, depth: int) -> str:
        """Return a value as the text of a cell: booleans as yes and no, several values separated by `;`."""
        self._check(depth)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return "; ".join(text for item in value if (text := self._text(item, key, depth + 1)))
        if isinstance(value, dict):
            label = next((value[word] for word in LABELS if isinstance(value.get(word), str)), None)
            if label is None:
                return ", ".join(text for item in value.values() if (text := self._text(item, key, depth + 1)))
            if len(value) > 1:
                self.shortened[key] = None
            return str(label)
        return str(value)

    def _check(self, depth: int) -> None:
        if depth > MOST_NESTED:
            says = said("lists and objects are nested more than %(most)s levels deep", most=MOST_NESTED)
            raise InputError([Problem("json-syntax", says, self.file, self._line)])


def _headings(paths: Sequence[_Path]) -> list[str]:
    """Return the heading of each path: its keys, without keys that only wrap others."""
    short = [tuple(key for key in path[:-1] if fold(key) not in ENVELOPES) + path[-1:] for path in paths]
    counts = Counter(short)
    return [".".join(path if counts[cut] > 1 else cut) for path, cut in zip(paths, short, strict=True)]


def _shown(value: object) -> str:
    """Return a value as a text that can be printed."""
    return escape_half_characters(str(value))


def _half_texts(rows: Sequence[Row], file: str) -> Iterator[Problem]:
    """Yield a problem for each cell that cannot be written to a file: an unpaired surrogate or a NUL character."""
    headings = rows[0].cells if rows else ()
    for row in rows:
        for number, cell in enumerate(row.cells):
            column = _shown(headings[number]) if row is not rows[0] and number < len(headings) else None
            if "\0" in cell:
                says, hint = said("contains a NUL character"), said("Export the list again.")
                yield Problem("nul-character", says, file, row.line, column, value=cell, hint=hint)
            elif (shown := _shown(cell)) != cell:
                hint = said("Write the character itself, or both of its halves.")
                yield Problem(
                    "half-character",
                    said("contains only half of a character (a lone surrogate)"),
                    file,
                    row.line,
                    None,
                    None,
                    shown,
                    hint,
                )
