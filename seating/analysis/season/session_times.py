"""Sessions: tables with a day and a place. Their days and times, and which of them one person cannot both go to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

import numpy as np

from seating.days import find_date
from seating.model.session_model import FormerVisit
from seating.plan import IntArray, Room
from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold

USUAL_MINUTES = 90
"""The length of a conversation in minutes if the table's `time` has no end."""

CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)

HALF_A_DAY, DAY_MINUTES = 12, 24 * 60


@dataclass(frozen=True, slots=True)
class Hours:
    """When a table meets: the start in minutes after midnight, and the length in minutes, None if no end is given."""

    begins: int
    minutes: int | None


def read_hours(text: str) -> Hours | None:
    """Return the start and length that a text contains, or None.

    `9:30`, `09:30-11:00`, `9.30 to 11`, `9:30 am` and `2-3:30 pm` are understood. A number without minutes is a time
    only if another time is next to it or if am or pm follows.

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
    """Return minutes after midnight, or None if there is no such time of day."""
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= HALF_A_DAY:
            return None
        hours = hours % HALF_A_DAY + (HALF_A_DAY if half.casefold() == "p" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None


WAY_MINUTES = 60
"""Minutes that a person needs, at least, from one place to another on the same day."""


def is_season(tables: Sequence[Table]) -> bool:
    """Whether these tables are a season of sessions, so that a person could go to two of them."""
    sessions = {(t.day, t.time, t.place): t for t in tables if t.place and find_date(t.day) is not None}
    return any(are_compatible(one, other) for one, other in combinations(sessions.values(), 2))


def have_own_doors(tables: Sequence[Table]) -> bool:
    """Whether these tables are a season in which no two meet at the same time in the same place."""
    return is_season(tables) and len({(t.day, t.time, fold(t.place)) for t in tables}) == len(tables)


def are_compatible(one: Table, other: Table, travel: int = 0) -> bool:
    """Whether one person can go to both of two tables.

    A table without a place, or without a day that `find_date` can read, is compatible with none. On the same day, both
    times must be known. There must be no overlap, and an hour between sessions in different places.

    Parameters
    ----------
    one, other : Table
    travel : int
        Number of free days that a person needs between sessions in different places.
    """
    days = find_date(one.day), find_date(other.day)
    if days[0] is None or days[1] is None or not (one.place and other.place):
        return False
    is_same_place = fold(one.place) == fold(other.place)
    if not is_same_place and travel and abs((days[0] - days[1]).days) <= travel:
        return False
    first, second = _span(one, days[0]), _span(other, days[1])
    if first is None or second is None:
        return days[0] != days[1]
    between = max(first, second)[0] - min(first, second)[1]
    return between >= timedelta(minutes=0 if is_same_place else WAY_MINUTES)


def find_clashes(tables: Sequence[Table], travel: int = 0) -> IntArray:
    """Return the pairs of tables that one person cannot both go to, as indices, shape (pairs, 2).

    Parameters
    ----------
    tables : sequence of Table
    travel : int
        As for `are_compatible`.
    """
    numbered = combinations(enumerate(tables), 2)
    pairs = [(i, j) for (i, one), (j, other) in numbered if not are_compatible(one, other, travel)]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def in_order_of_time(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return tables by day and time; those without a readable day come last, in their order."""
    return tuple(sorted(tables, key=_begin))


def _begin(table: Table) -> tuple[date, int]:
    hours = read_hours(table.time)
    return find_date(table.day) or date.max, hours.begins if hours else 0


def _span(table: Table, day: date) -> tuple[datetime, datetime] | None:
    """Return the beginning and the end of a session; None if its time cannot be read."""
    hours = read_hours(table.time)
    if hours is None:
        return None
    begins = datetime(day.year, day.month, day.day) + timedelta(minutes=hours.begins)
    return begins, begins + timedelta(minutes=hours.minutes or USUAL_MINUTES)


def list_former_visits(
    room: Room, persons: Sequence[Person], former: Mapping[str, Sequence[str]]
) -> Iterator[FormerVisit]:
    """Yield where people went before, as far as the session is still there.

    Parameters
    ----------
    room : Room
    persons : sequence of Person
        Their positions are the numbers of the visits.
    former : mapping of person id to sequence of str
        The ids of tables, which may be gone or split.
    """
    for number, person in enumerate(persons):
        for table in former.get(person.id, ()):
            if heirs := [room.table_index[heir.id] for heir in room.successors.get(table, ())]:
                yield FormerVisit(number, np.array(heirs, dtype=np.int64))
