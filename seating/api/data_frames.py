"""Read a data frame, a sequence of mappings or an earlier result, as if it were a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from numbers import Real
from pathlib import Path
from typing import Any

from seating.errors import UsageError
from seating.profiles import People
from seating.result import Result
from seating.sources import Row, Source, read
from seating.wording import message, said

MOST_WHOLE = 10**15
"""The number below which decimal numbers are exact, so that whole ones are written without a decimal point."""

NO_LIST = message("`%(argument)s` must be a path, a data frame, or a sequence of mappings, one for each person.")

MISSING = frozenset({"NAType", "NaTType"})
"""The names of the types that stand for a missing value in a frame, besides not-a-number."""


def read_seating(seating: Any, people: People) -> Source:
    """Return the rows of a seating.

    Parameters
    ----------
    seating : path, data frame, sequence of mapping, Result, or mapping
        A mapping has the table of each person, or the people of each table.
    people : People
        The list. Of a result, the rows of people who are not on it any more are left out.
    """
    if isinstance(seating, str | Path):
        return read(seating)
    if isinstance(seating, Result):
        return build_source([row for row in _list_rows(seating) if row["id"] in people.by_id], "seating")
    if isinstance(seating, Mapping):
        return build_source([{"name": one, "table": table} for one, table in _list_seats(seating)], "seating")
    return build_source(seating, "seating")


def _list_seats(seating: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the person and the table of each seat, from the table of each person or from the people of each table."""
    for key, value in seating.items():
        if isinstance(value, Iterable) and not isinstance(value, str):
            yield from ((person, key) for person in value)
        else:
            yield key, value


def read_history(history: Any) -> Source:
    """Return the rows of earlier rounds: a path, a data frame, a sequence of mappings, a result, or several of them."""
    if isinstance(history, str | Path):
        return read(history)
    results = [history] if isinstance(history, Result) else history
    if isinstance(results, Sequence) and results and all(isinstance(one, Result) for one in results):
        rounds = enumerate(results, start=1)
        results = [{"round": number, **row} for number, one in rounds for row in _list_rows(one, "id", "table_id")]
    return build_source(results, "history")


def _list_rows(result: Result, *columns: str) -> list[dict[str, str]]:
    """Return the rows of `seating.csv`, by heading, with all columns or with these."""
    from seating.report.spreadsheets import seating_headings, seating_rows  # few runs begin with a result

    headings = seating_headings(result)
    kept = columns or headings
    return [{key: cell for key, cell in zip(headings, row, strict=True) if key in kept} for row in seating_rows(result)]


def build_source(people: Any, argument: str = "people") -> Source:
    """Return the rows of a data frame or of mappings as text, with the headings on line 1.

    Cells are found by their position, so headings can be numbers, and columns of one name are reported as in a file.
    The levels of a heading with several are joined with a colon. None and not-a-number become blank cells, whole
    numbers are written without a decimal point, because a column with a blank cell has none but decimal numbers, and
    lists, tuples and sets are joined with `; `. All other values are converted by `str`.

    Parameters
    ----------
    people : data frame or sequence of mapping
        A frame of pandas or polars, or one mapping for each person.
    argument : str
        What the list is called in messages.

    Raises
    ------
    UsageError
        When `people` is neither.
    """
    headings, cells = (_read_frame if hasattr(people, "columns") else _read_mappings)(people, argument)
    rows = [Row(1, tuple(map(_heading, headings)))]
    rows += [Row(line, tuple(map(_text, each))) for line, each in enumerate(cells, start=2)]
    digest = hashlib.sha256(repr([row.cells for row in rows]).encode("utf-8", "surrogatepass")).hexdigest()
    return Source(argument, digest, tuple(rows), ())


def _read_frame(frame: Any, argument: str) -> tuple[Sequence[Any], Iterable[Sequence[Any]]]:
    """Return the headings and the rows of a frame of pandas or polars; an index with a name is a column too."""
    if hasattr(frame, "itertuples"):
        named = [name for name in frame.index.names if name is not None and name not in frame.columns]
        frame = frame.reset_index(level=named) if named else frame
        return list(frame.columns), frame.itertuples(index=False, name=None)
    if hasattr(frame, "iter_rows"):
        return list(frame.columns), frame.iter_rows()
    raise UsageError(said(NO_LIST, argument=argument))


def _read_mappings(people: Any, argument: str) -> tuple[Sequence[Any], Iterable[Sequence[Any]]]:
    """Return the keys of mappings, each once, and their values; a key that one lacks is a blank cell."""
    if isinstance(people, str | bytes | Mapping) or not isinstance(people, Iterable):
        raise UsageError(said(NO_LIST, argument=argument))
    records = list(people)
    if not all(isinstance(record, Mapping) for record in records):
        raise UsageError(said(NO_LIST, argument=argument))
    keys = list(dict.fromkeys(key for record in records for key in record))
    return keys, ([record.get(key) for key in keys] for record in records)


def _heading(value: Any) -> str:
    if isinstance(value, tuple):
        return ": ".join(text for level in value if (text := _text(level).strip()))
    return _text(value)


def _text(value: Any) -> str:
    if value is None or type(value).__name__ in MISSING:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(map(_text, value))
    is_decimal = isinstance(value, Real | Decimal) and not isinstance(value, int)
    if is_decimal and abs(number := float(value)) < MOST_WHOLE and number.is_integer():
        return str(int(number))
    return "" if value != value else str(value)
