"""A frame or a sequence of mappings becomes a source, as if it had been a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from seating.errors import UsageError
from seating.sources import Row, Source

__all__ = ["as_source"]


def as_source(people: Any) -> Source:
    """Return the rows of a pandas frame or of mappings as text, headings on line 1.

    None and not-a-number are blanks; every other value is written as `str` does, but lists are
    joined with `; `.

    Raises
    ------
    UsageError
        When `people` is neither.
    """
    records = people.to_dict("records") if hasattr(people, "to_dict") else people
    if isinstance(records, str | bytes | Mapping) or not isinstance(records, Iterable):
        raise UsageError("people is a file's path, a frame, or a sequence of mappings, one a person.")
    mappings = list(records)
    if not all(isinstance(record, Mapping) for record in mappings):
        raise UsageError("people is a file's path, a frame, or a sequence of mappings, one a person.")
    headings = list(dict.fromkeys(str(key) for record in mappings for key in record))
    rows = [Row(1, tuple(headings))]
    rows += [
        Row(line, tuple(_text(record.get(heading)) for heading in headings))
        for line, record in enumerate(mappings, start=2)
    ]
    digest = hashlib.sha256(repr([row.cells for row in rows]).encode("utf-8", "surrogatepass")).hexdigest()
    return Source("people", digest, tuple(rows), ())


def _text(value: Any) -> str:
    if value is None or value != value:  # not-a-number is what a frame writes for a blank
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(item) for item in value)
    return str(value)
