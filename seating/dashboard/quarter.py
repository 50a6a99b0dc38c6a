"""Quarters of a year, read from the usual ways of writing them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["Quarter", "read_quarter"]

WRITTEN = (
    re.compile(r"(?P<year>[0-9]{4})[\s./_-]*Q[\s-]*(?P<number>[1-4])"),
    re.compile(r"Q[\s-]*(?P<number>[1-4])[\s./_,-]*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<number>[1-4])[\s-]*Q[\s./_,-]*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<number>[1-4])(?:st|nd|rd|th)\s+quarter(?:\s+of)?,?\s+(?P<year>[0-9]{4})"),
)

DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?:-[0-9]{2})?(?:[T ].*)?")
SHORT_YEAR = re.compile(r"Q[\s-]*(?P<number>[1-4])[\s./_,'’-]*(?P<year>[0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year. Quarters are ordered by time; `number` is 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def __sub__(self, other: Quarter) -> int:
        """Return the number of quarters from `other` to this one."""
        return 4 * (self.year - other.year) + self.number - other.number

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter that contains a day."""
        return cls(day.year, (day.month + 2) // 3)

    def before(self, quarters: int) -> Quarter:
        """Return the quarter that is this many quarters earlier."""
        year, rest = divmod(4 * self.year + self.number - 1 - quarters, 4)
        return Quarter(year, rest + 1)


def read_quarter(text: str) -> Quarter:
    """Read `2026-Q3`, `Q3 2026`, `3Q2026` and similar forms.

    >>> str(read_quarter("Q3 2026"))
    '2026-Q3'

    Raises
    ------
    ValueError
        When the text is not a quarter. The message says how to write one.
    """
    for written in WRITTEN:
        found = re.fullmatch(written.pattern, text.strip(), re.IGNORECASE)
        if found:
            return Quarter(int(found["year"]), int(found["number"]))
    if found := DATE.fullmatch(text.strip()):
        quarter = Quarter.of(date(int(found["year"]), int(found["month"]), 1))
        raise ValueError(f"A month or a day is no quarter; that one lies in {quarter}.")
    if found := SHORT_YEAR.fullmatch(text.strip()):
        raise ValueError(f"Write the year in full, as in 20{found['year']}-Q{found['number']}.")
    raise ValueError("Write it as 2026-Q3 or Q3 2026.")
