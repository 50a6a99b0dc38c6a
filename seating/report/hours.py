"""Days and times of tables, read from what the convener wrote: `2027-03-05` and `9:30-11:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

__all__ = ["Hours", "read_day", "read_hours"]

DAY = re.compile(r"(?:^|\D)(\d{4})-(\d{1,2})-(\d{1,2})(?:\D|$)")
"""A day as year, month and day, in any text: other orders mean one day here and another there."""

CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)
YEARS = range(1900, 9999)
"""Years that calendars take; the day after a table's last may still be one."""

HALF_A_DAY, DAY_MINUTES = 12, 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """When a table talks: minutes after midnight, and for how many minutes; None where no end is given."""

    begins: int
    minutes: int | None


def read_day(text: str) -> date | None:
    """Return the day that a text names as YYYY-MM-DD, or None.

    >>> read_day("Friday, 2027-03-05")
    datetime.date(2027, 3, 5)
    """
    found = DAY.search(text)
    if found is None:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if day.year in YEARS else None


def read_hours(text: str) -> Hours | None:
    """Return the hours that a text names, or None.

    `9:30`, `09:30-11:00`, `9.30 to 11`, `9:30 am`, `2-3:30 pm` are understood; a lone number is a
    time only beside another time or before am and pm.

    >>> read_hours("9:30–11:00")
    Hours(begins=570, minutes=90)
    """
    found = CLOCK.findall(text)
    if not found or len(found) > 2 or not any(minute or half for _, minute, half in found):
        return None
    halves = [half.casefold() for _, _, half in found]
    first = halves[0] or (halves[-1] if int(found[0][0]) <= int(found[-1][0]) % HALF_A_DAY else "")
    times = [
        _minutes(found[0][0], found[0][1], first),
        *(_minutes(hour, minute, half) for hour, minute, half in found[1:]),
    ]
    if any(time is None for time in times):
        return None
    begins, *end = [time for time in times if time is not None]
    return Hours(begins, (end[0] - begins) % DAY_MINUTES if end and end[0] != begins else None)


def _minutes(hour: str, minute: str, half: str) -> int | None:
    """Return minutes after midnight, or None where no clock shows such a time."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= HALF_A_DAY:
            return None
        hours = hours % HALF_A_DAY + (HALF_A_DAY if half.casefold() == "p" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None
