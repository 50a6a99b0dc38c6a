"""Cell readers, one for each column: each converts the text of a cell to an `Outcome`.

A reader depends only on the text, so a text that occurs often is read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from seating.profiles.cells.attendance import attending_reader, read_attending, read_status, status_reader
from seating.profiles.cells.values import (
    Fault,
    Outcome,
    Remark,
    Separation,
    check_text,
    infer_separators,
    read_assets,
    read_duty,
    read_interests,
    read_listed,
    read_several,
    read_speaks_to,
    read_text,
    read_types,
    split,
    split_type,
)
from seating.profiles.columns import RELATIONS, TABLE_COLUMNS

__all__ = [
    "READERS",
    "Fault",
    "Outcome",
    "Remark",
    "Separation",
    "cell_reader",
    "infer_separators",
    "read_cell",
    "split",
    "split_type",
]

READERS: Mapping[str, Callable[[str], Outcome]] = MappingProxyType(
    {
        **dict.fromkeys(("name", "id", "organization", "sector", "email", "phone"), read_text),
        **dict.fromkeys((*RELATIONS, *TABLE_COLUMNS, "needs"), read_several),
        "representative_type": read_types,
        "interests": read_interests,
        "speaks_to": read_speaks_to,
        "assets": read_assets,
        "languages": read_several,
        "attending": read_attending,
        "status": read_status,
        "duty": read_duty,
        "listed": read_listed,
    }
)
"""The reader of each canonical column; `read_several` reads custom columns."""


def cell_reader(key: str, texts: Iterable[str]) -> Callable[[str], Outcome]:
    """Return the reader for the cells of the column `key`, given the texts in it."""
    if key == "attending":
        return attending_reader(texts)
    if key == "status":
        return status_reader(texts)
    return READERS.get(key, read_several)


def read_cell(key: str, text: str, reader: Callable[[str], Outcome] | None = None) -> Outcome:
    """Return the outcome of a cell, including the checks that apply to every column.

    Parameters
    ----------
    key : str
        The canonical column, or the heading of a custom column.
    text : str
        The text of the cell.
    reader : function, optional
        The result of `cell_reader`; by default the column's reader in `READERS`.
    """
    faults, remarks = check_text(key, text)
    if faults:  # a spreadsheet's error value; the intended value is unknown
        return Outcome(None, faults, remarks)
    outcome = (reader or READERS.get(key, read_several))(text)
    return replace(outcome, remarks=remarks + outcome.remarks) if remarks else outcome
