"""Sessions: tables with a day and a place. Their days and times, and which of them one person cannot both go to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from seating.model.session_model import FormerVisit
from seating.profiles import Person
from seating.profiles.days import find_date
from seating.room.lineage import find_successors
from seating.room.plan import IntArray, Room
from seating.room.tables import Table
from seating.wording import fold

USUAL_MINUTES = 90
"""The length of a conversation in minutes if the table's `time` has no end."""

CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:.h](\d{2})|\s?(h(?:rs?)?)\b\.?)?\s*(?:([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE
)

HALF_A_DAY, DAY_MINUTES = 12, 24 * 60

FIRST_HOUR = 7
"""A lower number with only an h after it is a length of time."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a table meets: the start in minutes after midnight, and the length in minutes, None if no end is given."""

    begins: int
    minutes: int | None


IN_WORDS = (
    (re.compile(r"\b(?:noon|midday|mediod[ií]a)\b", re.IGNORECASE), "12:00 pm"),
    (re.compile(r"\b(?:de|por) la (?:tarde|noche)\b|\bin the (?:afternoon|evening)\b", re.IGNORECASE), "pm"),
    (re.compile(r"\b(?:de|por) la ma[nñ]ana\b|\bin the morning\b", re.IGNORECASE), "am"),
)
"""Times and parts of the day in words, with what stands for them."""

ONLY_END_OR_LENGTH = re.compile(
    r"^\s*(?:until|till|hasta)\b|\b(?:for|durante)\s+\d|\d[.,]5\s*h|\d\s*hours?\b", re.IGNORECASE
)
"""Texts that state when something ends, or how long it takes; neither is a start."""


@lru_cache(maxsize=4096)  # most sessions begin at one of a few times, and each is compared with all others
def read_hours(text: str) -> Hours | None:
    """Return the start and length that a text contains, or None.

    `9:30`, `09:30-11:00`, `9.30 to 11`, `9:30 am`, `2-3:30 pm` and `18h-20h` are understood. A number without minutes
    is a time only if another time is next to it, or if h, am or pm follows.

    Noon is 12:00, and parts of the day stand for am and pm. A time that is only an end, or that a length follows, is
    not understood.

    >>> read_hours("9:30–11:00"), read_hours("6:30 de la tarde a 8 de la noche"), read_hours("until 8 pm")
    (Hours(begins=570, minutes=90), Hours(begins=1110, minutes=90), None)
    """
    if ONLY_END_OR_LENGTH.search(text):
        return None
    for words, clock in IN_WORDS:
        text = words.sub(clock, text)
    found = CLOCK.findall(text)
    if not found or len(found) > 2 or not any(minute or hours or half for _, minute, hours, half in found):
        return None
    if len(found) == 1 and _is_length(*found[0]):
        return None
    halves = [half.casefold() for *_, half in found]
    if len(found) == 2 and halves == ["a", ""] and int(found[1][0]) < int(found[0][0]) <= HALF_A_DAY:
        halves[1] = "p"  # 11 am to 1
    first = halves[0] or (halves[-1] if int(found[0][0]) <= int(found[-1][0]) % HALF_A_DAY else "")
    times = [
        _minutes(found[0][0], found[0][1], first),
        *(_minutes(hour, minute, half) for (hour, minute, *_), half in zip(found[1:], halves[1:], strict=True)),
    ]
    if any(time is None for time in times):
        return None
    begins, *end = [time for time in times if time is not None]
    return Hours(begins, (end[0] - begins) % DAY_MINUTES if end and end[0] != begins else None)


def _is_length(hour: str, minute: str, hours: str, half: str) -> bool:
    """Whether a number of hours that stands alone is how long something takes: 2 h, and not 18 h."""
    return bool(hours) and not minute and not half and int(hour) < FIRST_HOUR


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
    times = _list_times([table for table in tables if table.place and find_date(table.day) is not None])
    if not times.is_known.all() and len(np.unique(times.day)) > 1:
        return True
    timed = times.is_known
    begins, ends, place = times.begins[timed], times.ends[timed], times.place[timed]
    if not len(begins):
        return False
    # there are two as soon as the last to begin begins late enough after the first to end
    last, first = np.full(len(tables), -1), np.full(len(tables), begins.max() + 1)
    np.maximum.at(last, place, begins)
    np.minimum.at(first, place, ends)
    return bool(begins.max() - ends.min() >= WAY_MINUTES or (last >= first).any())


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
    return not len(find_clashes((one, other), travel))


def find_clashes(tables: Sequence[Table], travel: int = 0) -> IntArray:
    """Return the pairs of tables that one person cannot both go to, as indices, shape (pairs, 2).

    Parameters
    ----------
    tables : sequence of Table
    travel : int
        As for `are_compatible`.
    """
    times = _list_times(tables)
    found = [np.empty((0, 2), dtype=np.int64)]
    for i in range(len(tables) - 1):
        j = np.arange(i + 1, len(tables))
        days, is_same_place = np.abs(times.day[j] - times.day[i]), times.place[j] == times.place[i]
        is_first = times.begins[i] <= times.begins[j]
        between = np.where(is_first, times.begins[j] - times.ends[i], times.begins[i] - times.ends[j])
        fits = np.where(
            times.is_known[i] & times.is_known[j], between >= np.where(is_same_place, 0, WAY_MINUTES), days > 0
        )
        if travel:
            fits &= is_same_place | (days > travel)
        clashing = j[~(fits & times.is_session[i] & times.is_session[j])]
        found.append(np.column_stack([np.full(len(clashing), i), clashing]))
    return np.concatenate(found)


@dataclass(frozen=True, slots=True)
class _Times:
    """The days of tables, their beginnings and ends in minutes, and their places as numbers.

    `is_session` is whether the place and the day are known, and `is_known` whether the time is.
    """

    day: IntArray
    begins: IntArray
    ends: IntArray
    place: IntArray
    is_session: NDArray[np.bool_]
    is_known: NDArray[np.bool_]


def _list_times(tables: Sequence[Table]) -> _Times:
    """Return when and where tables meet, each read once."""
    days = [find_date(table.day) for table in tables]
    hours = [read_hours(table.time) for table in tables]
    places: dict[str, int] = {}
    place = [places.setdefault(fold(table.place), len(places)) for table in tables]
    day = np.array([0 if each is None else each.toordinal() for each in days], dtype=np.int64)
    begins = day * DAY_MINUTES + np.array([each.begins if each else 0 for each in hours], dtype=np.int64)
    minutes = [each.minutes or USUAL_MINUTES if each else 0 for each in hours]
    return _Times(
        day,
        begins,
        begins + np.array(minutes, dtype=np.int64),
        np.array(place, dtype=np.int64),
        np.array(
            [bool(table.place) and each is not None for table, each in zip(tables, days, strict=True)], dtype=bool
        ),
        np.array([each is not None for each in hours], dtype=bool),
    )


def in_order_of_time(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return tables by day and time; those without a readable day come last, in their order."""
    return tuple(sorted(tables, key=_begin))


def _begin(table: Table) -> tuple[date, int]:
    hours = read_hours(table.time)
    return find_date(table.day) or date.max, hours.begins if hours else 0


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
            if heirs := [room.table_index[heir.id] for heir in find_successors(room).get(table, ())]:
                yield FormerVisit(number, np.array(heirs, dtype=np.int64))
