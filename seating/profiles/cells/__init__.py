"""One small reader for what each column holds: a cell's text to an `Outcome`.

Readers know no place and no other cell, so the same text is read once however often it occurs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from seating.profiles.cells.assets import read_assets
from seating.profiles.cells.attending import read_attending
from seating.profiles.cells.interests import read_interests
from seating.profiles.cells.marks import marked
from seating.profiles.cells.outcome import Fault, Outcome, Remark, split
from seating.profiles.cells.texts import read_languages, read_several, read_speaks_to, read_text
from seating.profiles.cells.words import read_duty, read_listed, read_role, read_status
from seating.profiles.columns import RELATIONS, TABLE_COLUMNS

__all__ = ["READERS", "Fault", "Outcome", "Remark", "read_cell", "split"]

READERS: Mapping[str, Callable[[str], Outcome]] = MappingProxyType(
    {
        **dict.fromkeys(("name", "id", "organization", "sector", "email", "phone"), read_text),
        **dict.fromkeys((*RELATIONS, *TABLE_COLUMNS, "needs"), read_several),
        "representative_type": read_role,
        "interests": read_interests,
        "speaks_to": read_speaks_to,
        "assets": read_assets,
        "languages": read_languages,
        "attending": read_attending,
        "status": read_status,
        "duty": read_duty,
        "listed": read_listed,
    }
)
"""The reader of each canonical column; columns of the list's own are read by `read_several`."""


def read_cell(key: str, text: str) -> Outcome:
    """Return what a cell of the column `key` holds, with what is odd about any text."""
    faults, remarks = marked(key, text)
    if faults:  # a spreadsheet's error value: what it would have held is not known
        return Outcome(None, faults, remarks)
    outcome = READERS.get(key, read_several)(text)
    return Outcome(outcome.value, outcome.faults, remarks + outcome.remarks) if remarks else outcome
