"""Read JSON lists of people, as other programs export them, as rows.

A list may be a list of objects, also inside other objects; an object of objects by id; an object of columns; rows of
cells; or one object per line. Several lists in one file become sheets with their keys as titles. The first row of a
sheet contains the keys.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from seating.errors import InputError, Note, Problem
from seating.sources.book import Book, Sheet
from seating.sources.encodings import decoded
from seating.sources.json_text import Child, JsonText
from seating.sources.limits import within_caps
from seating.sources.source import MAX_COLUMNS, Row, Source
from seating.wording import fold, listed, quoted

__all__ = ["open_book", "suffixes"]

suffixes = (".json", ".jsonl", ".ndjson")

MOST_WRAPPERS = 5
"""Maximum number of objects around a list that are searched."""

MOST_NESTED = 20
"""Maximum nesting depth of values inside a record."""

ENVELOPES = frozenset({"fields", "attributes", "properties", "node", "values", "answers", "record", "item", "data"})
"""Keys that programs wrap around the values of a record; they are left out of headings."""

LABELS = ("name", "label", "title", "value", "text")
COLUMN_KEYS = ("columns", "headers", "headings", "header")
ROW_KEYS = ("data", "rows", "values")
HALF = re.compile("[\ud800-\udfff]")

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
    items : sequence of (int, dict or list)
        The line of each item, and either a person's values by key or a row of cells. In the latter case, the first row
        contains the headings.
    """

    title: str
    line: int
    items: Sequence[tuple[int, dict[str, Any] | list[Any]]]


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
    text, notes = decoded(data, file)
    if not text.strip():
        raise InputError(
            [Problem("file-empty", "the file is empty", file, hint="Check that you exported the right one.")]
        )
    search = _Search(JsonText(text, file))
    found = search.lists()
    if not found:
        says = "the file is JSON and holds no list of people"
        hint = 'Export a list of objects, one for each person: [{"name": "…"}, …].'
        raise InputError([Problem("json-no-list", says, file, hint=hint)])
    if search.unread:
        where = listed(quoted(each.title) for each in found if each.title)
        shown = listed([quoted(key) for key in search.unread[:5]] + (["more"] if len(search.unread) > 5 else []))
        says = f"{file}: the list was read from {where}; {shown} beside it {_was(search.unread)} not read."
        notes = (*notes, Note("json-unread", says))
    sha256 = hashlib.sha256(data).hexdigest()
    halves = "\\u" in text  # only escapes can produce half a character or a NUL
    sheets = (
        Sheet(each.title, load=partial(_source, each, Source(file, sha256, (), notes, each.title), halves))
        for each in found
    )
    return Book(file, sha256, tuple(sheets))


def _was(items: Sequence[str]) -> str:
    return "was" if len(items) == 1 else "were"


class _Search:
    """Finds the lists in a text, and collects the keys next to them that are not read."""

    def __init__(self, text: JsonText) -> None:
        self.text = text
        self.unread: list[str] = []

    def lists(self) -> list[_List]:
        """Return the lists of the file, in order."""
        roots = self.text.roots()
        if len(roots) > 1:  # one value per line
            return self._of_items("", 1, roots)
        return self._in(roots[0], 0) if roots else []

    def _in(self, child: Child, depth: int) -> list[_List]:
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
        table = self._of_columns(child.key, line, child.value, children) or self._by_id(child.key, line, children)
        return [table] if table else self._wrapped(children, depth)

    def _of_items(self, title: str, line: int, children: Sequence[Child]) -> list[_List]:
        """Return a list of objects or of rows as a single list; an empty result if the items are neither."""
        filled = [child for child in children if child.value is not None]
        kinds = Counter(type(child.value) for child in filled)
        for kind in (dict, list):
            if kinds[kind] and kinds[kind] * 2 >= len(filled):
                self._refuse_others(filled, kind)
                if kind is list and not all(_is_scalar(cell) for child in filled for cell in child.value):
                    return []
                return [_List(title, line, [(self.text.line(child.at), child.value) for child in filled])]
        return []

    def _refuse_others(self, children: Sequence[Child], kind: type) -> None:
        says = "is an item of the list and not an object like the others" if kind is dict else "is not a row of cells"
        problems = [
            Problem("json-syntax", says, self.text.file, self.text.line(child.at), value=str(child.value))
            for child in children
            if not isinstance(child.value, kind)
        ]
        if problems:
            raise InputError(problems[:50])

    def _by_id(self, title: str, line: int, children: Sequence[Child]) -> _List | None:
        """Return the list of an object that contains people by id."""
        filled = [child for child in children if child.value is not None]
        records = [child.value for child in filled if isinstance(child.value, dict)]
        if len(records) < 2 or len(records) < len(filled):
            return None
        if all(
            key.isdecimal() for record in records for key in record
        ):  # an object of columns, with cells by row number
            return _from_columns(title, line, {child.key: list(child.value.values()) for child in filled}, {})
        common = Counter(key for record in records for key in record).most_common(1)
        if not common or common[0][1] * 2 < len(records) or not all(any(map(_is_scalar, r.values())) for r in records):
            return None
        key = "key" if any("id" in record for record in records) else "id"
        return _List(title, line, [(self.text.line(each.at), {key: each.key, **each.value}) for each in filled])

    def _of_columns(self, title: str, line: int, value: Mapping[str, Any], children: Sequence[Child]) -> _List | None:
        """Return the list of an object with one list per column, or with headings and rows."""
        headings = next((value[key] for key in COLUMN_KEYS if key in value and _is_row(value[key])), None)
        rows = next((child for child in children if child.key in ROW_KEYS and isinstance(child.value, list)), None)
        if headings and rows and rows.value and all(map(_is_row, rows.value)):
            lines = [self.text.line(child.at) for child in self.text.children(rows.at)]
            return _List(title, line, [(line, headings), *zip(lines, rows.value, strict=True)])
        columns = {child.key: child.value for child in children if _is_row(child.value)}
        if len(columns) < 2 or len(columns) < len(children) or len(set(map(len, columns.values()))) > 1:
            return None
        first = self.text.children(children[0].at)
        return _from_columns(title, line, columns, {n: self.text.line(child.at) for n, child in enumerate(first)})

    def _wrapped(self, children: Sequence[Child], depth: int, least: int = 1) -> list[_List]:
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


def _from_columns(title: str, line: int, columns: Mapping[str, list[Any]], lines: Mapping[int, int]) -> _List | None:
    """Build rows from the cells of each column."""
    rows = zip(*columns.values(), strict=False)
    items = [(lines.get(number, line), list(cells)) for number, cells in enumerate(rows)]
    is_whole = len(set(map(len, columns.values()))) == 1 and items
    return _List(title, line, [(line, list(columns)), *items]) if is_whole else None


def _is_scalar(value: Any) -> bool:
    return value is None or isinstance(value, str | bool)


def _is_row(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_scalar, value))


def _source(found: _List, empty: Source, halves: bool) -> Source:
    """Return `empty` with a row of headings and one row per item."""
    flattening = _Flattening(empty.file)
    rows = within_caps(empty.file, flattening.rows(found))
    if halves and (problems := list(_half_texts(rows, empty.file))):
        raise InputError(problems[:50])
    notes = empty.notes
    if flattening.shortened:
        where = listed(map(quoted, flattening.shortened))
        notes = (*notes, Note("json-unread", f"{empty.file}: of the objects in {where} only the names were read."))
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
            if isinstance(item, list):
                yield self._line, [self._text(cell, "", 0) for cell in item]
                continue
            records.append((self._line, dict(self._cells(item, ()))))
            paths.update(dict.fromkeys(records[-1][1]))
            if len(paths) > MAX_COLUMNS:
                says = f"with this object the list has more than {MAX_COLUMNS:,} different keys, which is the limit"
                hint = "Leave out what nobody needs."
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
            says = f"lists and objects are nested more than {MOST_NESTED} levels deep"
            raise InputError([Problem("json-syntax", says, self.file, self._line)])


def _headings(paths: Sequence[_Path]) -> list[str]:
    """Return the heading of each path: its keys, without keys that only wrap others."""
    short = [tuple(key for key in path[:-1] if fold(key) not in ENVELOPES) + path[-1:] for path in paths]
    counts = Counter(short)
    return [".".join(path if counts[cut] > 1 else cut) for path, cut in zip(paths, short, strict=True)]


def _half_texts(rows: Sequence[Row], file: str) -> Iterator[Problem]:
    """Yield a problem for each cell that cannot be written to a file: an unpaired surrogate or a NUL character."""
    headings = rows[0].cells if rows else ()
    for row in rows:
        for number, cell in enumerate(row.cells):
            column = headings[number] if row is not rows[0] and number < len(headings) else None
            if "\0" in cell:
                says, hint = "holds a NUL character", "Export the list again."
                yield Problem("nul-character", says, file, row.line, column, value=cell, hint=hint)
            elif HALF.search(cell):
                shown = HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", cell)
                hint = "Write the character itself, or both of its halves."
                yield Problem("half-character", "has half a character in it", file, row.line, None, None, shown, hint)
