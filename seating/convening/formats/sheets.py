"""Read the sheets `Tables` and `Requirements` of a workbook: one row per table or requirement; headings are keys.

A list is written as `a; b`, a mapping as `government: 1; labor: 2`, alternatives as
`sector: government | labor`, an exclusion as `not sector: labor`, and a list of pairs as
`ana & ben; cam & dee`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from seating.convening.document import MOST_PROBLEMS, Document, KeyPath, find_bad_texts, scalar
from seating.errors import InputError
from seating.sources.source import Source
from seating.wording import squashed

SUFFIXES = (".xlsx", ".xlsm", ".ods")

_SHEETS = ("tables", "requirements")
_LISTS = {"focus", "needs", "features", "was", "questions", "people", "at", "rounds", "tables"}
_MAPPINGS = {"who", "whom", "serves"}
_TEXTS = {"id", "name", "note", "purpose", "place", "day", "time", "hosted_by"}
_SPELLINGS = {
    squashed(key): key
    for key in ("hosted_by", "at_least", "at_most", "or_none", "may_relax_to", "at_most_tables", "count_blank")
}


def read(path: Path) -> Document:
    """Read the two sheets of a workbook; the document of a workbook without them is empty."""
    from seating.sources import read_sheets

    document = from_sheets(read_sheets(path), path.name)
    if bad := list(islice(find_bad_texts(document), MOST_PROBLEMS)):
        raise InputError(bad)
    return document


def from_sheets(sheets: Mapping[str, Source], file: str) -> Document:
    """Return the document of the sheets. `Tables` needs a heading `id` and `Requirements` a heading `kind`."""
    found = {squashed(name): source for name, source in sheets.items()}
    plain: dict[str, Any] = {}
    lines: dict[KeyPath, int] = {}
    files: dict[str, str] = {}
    sha256 = next((source.sha256 for source in sheets.values()), "")
    for name in _SHEETS:
        rows = [row for row in found[name].rows if any(map(_filled, row.cells))] if name in found else []
        if not rows or ("id" if name == "tables" else "kind") not in _keys(rows[0].cells):
            continue
        keys = _keys(rows[0].cells)
        plain[name] = [_entry(keys, row.cells) for row in rows[1:]]
        files[name] = found[name].file
        lines[(name,)] = rows[0].line
        lines |= {(name, number): row.line for number, row in enumerate(rows[1:])}
    return Document(file, sha256, plain, lines, files)


def _filled(cell: str) -> bool:
    return bool(cell.strip())


def _keys(headings: Sequence[str]) -> list[str]:
    return [_SPELLINGS.get(squashed(text), "_".join(text.casefold().split())) for text in headings]


def _entry(keys: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    return {key: _value(key, cell.strip()) for key, cell in zip(keys, cells, strict=False) if key and _filled(cell)}


def _parts(text: str, mark: str = ";") -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _value(key: str, text: str) -> Any:
    """Return the value of a cell: text, a number, a boolean, a list or a mapping."""
    if key in _TEXTS:
        return text
    if key == "pairs":
        return [_parts(pair, "&") for pair in _parts(text)]
    if key in _LISTS:
        items = _parts(text)
        return [scalar(item) for item in items] if len(items) > 1 else scalar(items[0])
    if key in _MAPPINGS or (key == "at_least" and ":" in text):
        return _mapping(text)
    return scalar(text)


def _mapping(text: str) -> Any:
    """Return `{key: value}` from `key: value; key: one | other`; a text without a colon is returned unchanged."""
    found: dict[str, Any] = {}
    for part in _parts(text):
        key, colon, value = part.partition(":")
        if not colon:
            return text
        values = [scalar(item) for item in _parts(value, "|")]
        held = values[0] if len(values) == 1 else values
        if key.casefold().startswith("not "):
            found.setdefault("not", {})[key[4:].strip()] = held
        else:
            found[key.strip()] = held
    return found
