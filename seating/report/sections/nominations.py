"""Who was nominated on charts and by tables, by how many, and the outcome.

Only the convener sees who nominated them, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seating.charts.nominations import Fate, Nomination
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.labels import fate_words
from seating.result import Result
from seating.tables import in_order_of_numbers

ORDER = 35
TITLE = "Who was nominated"

MOST_SHOWN = 200
"""Maximum number of lines shown; people nominated by the most others come first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person nominated for a table; `table` is "" for the room as a whole."""

    whom: str
    table: str
    number: int
    fate: str
    is_followed: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Nominations, the most frequent first.

    The numbers are of those followed, of those that name nobody on the list, of all, and of those not shown.
    """

    lines: tuple[Line, ...]
    followed: int
    unlisted: int
    all: int
    unshown: int


def fill(result: Result, settings: Settings) -> Named | None:
    """Return the nominations; None if no charts were read back and no table named anybody as missing."""
    if result.nominations is None:
        return None
    labels = {
        t.id: t.label_with(number) for number, t in enumerate(in_order_of_numbers(result.convening.tables), start=1)
    }
    found = result.nominations.found
    lines = [_line(result, one, labels, settings.words) for one in found]
    return Named(
        lines=tuple(lines[:MOST_SHOWN]),
        followed=sum(line.is_followed for line in lines),
        unlisted=sum(one.person is None for one in found),
        all=len(lines),
        unshown=max(0, len(lines) - MOST_SHOWN),
    )


def _line(result: Result, one: Nomination, labels: Mapping[str, str], words: Words) -> Line:
    fate, told = fate_words(result, one, words)
    return Line(one.text, labels.get(one.table or "", ""), one.number, told, fate is Fate.FOLLOWED)
