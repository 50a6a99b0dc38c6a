"""Days and times of tables, and a calendar file (RFC 5545) for each table that has both."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from seating.errors import Note
from seating.report.languages import Words
from seating.result import Result
from seating.tables import Table
from seating.wording import made_visible, quoted, said

__all__ = ["Hours", "calendar_notes", "calendars", "read_day", "read_hours"]


USUAL_MINUTES = 90
"""The length of a conversation in minutes if the table's `time` has no end."""

DAY = re.compile(r"(?:^|\D)(\d{4})-(\d{1,2})-(\d{1,2})(?:\D|$)")
"""A date as year, month and day, anywhere in a text. Other orders mean different dates in different countries."""

CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?\s?m\b\.?)?(?![\d:])", re.IGNORECASE)

YEARS = range(1900, 9999)
"""The years that calendars accept; the range leaves room for a conversation that ends on the next day."""

HALF_A_DAY, DAY_MINUTES = 12, 24 * 60

MOST_OCTETS = 75
"""Maximum number of octets in a line before it is folded (RFC 5545, section 3.1)."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a table meets: the start in minutes after midnight, and the length in minutes, None if no end is given."""

    begins: int
    minutes: int | None


def read_day(text: str) -> date | None:
    """Return the date that a text contains as YYYY-MM-DD, or None.

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


def calendars(result: Result, words: Words) -> Mapping[str, bytes]:
    """Return a calendar file for each table whose day and time can be read, by file name."""
    made: dict[str, bytes] = {}
    for table in result.room.tables:
        if (begins := _begins(table)) is not None:
            lines = [*_event(result, table, begins, words)]
            made[f"{table.id}.ics"] = "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()
    return made


def calendar_notes(tables: Iterable[Table]) -> Iterator[Note]:
    """Yield a note for each table that has a day and a time, if one of them cannot be read."""
    for table in tables:
        if not (table.day and table.time):
            continue
        label = quoted(table.label)
        if read_day(table.day) is None:
            text = said(
                "Table %(table)s has no calendar file, because the day %(day)s cannot be read. Write it as 2027-03-05.",
                table=label,
                day=quoted(table.day),
            )
            yield Note("calendar-unread", text)
        elif read_hours(table.time) is None:
            text = said(
                "Table %(table)s has no calendar file, because the time %(time)s cannot be read. "
                "Write it as 9:30-11:00.",
                table=label,
                time=quoted(table.time),
            )
            yield Note("calendar-unread", text)


def _begins(table: Table) -> datetime | None:
    """Return when a table's conversation begins, in local time; None if its day or time cannot be read."""
    day, hours = read_day(table.day), read_hours(table.time)
    if day is None or hours is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(minutes=hours.begins)


def _event(result: Result, table: Table, begins: datetime, words: Words) -> Iterator[str]:
    """Yield the lines of one calendar file, before folding.

    Times are local ("floating"), because the convening states no time zone. The time stamp is the beginning of the
    conversation, so that the same seating gives the same bytes.
    """
    hours, convening, number = read_hours(table.time), result.convening, result.room.round_number
    minutes = (hours.minutes if hours else None) or USUAL_MINUTES
    identity = hashlib.sha256("\0".join((convening.title, str(number), table.id)).encode(errors="replace")).hexdigest()
    title = convening.title or words.gettext("Seating chart")
    about = [table.purpose, convening.shared_result]
    if table.hosted_by:
        about.append(words.gettext("Hosted by %(host)s", host=table.hosted_by))
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//seating//packet//EN", "BEGIN:VEVENT")
    yield f"UID:{identity[:32]}@seating"
    yield f"DTSTAMP:{begins:%Y%m%dT%H%M%S}Z"
    yield f"DTSTART:{begins:%Y%m%dT%H%M%S}"
    yield f"DTEND:{begins + timedelta(minutes=minutes):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_text(f'{title}: {table.label}')}"
    if table.place:
        yield f"LOCATION:{_text(table.place)}"
    if any(about):
        yield f"DESCRIPTION:{_text(chr(10).join(part for part in about if part))}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _text(value: str) -> str:
    """Return a text escaped as in RFC 5545, section 3.3.11, with control characters made visible first."""
    shown = made_visible(value).replace("\t", " ")
    for sign in ("\\", ";", ","):
        shown = shown.replace(sign, f"\\{sign}")
    return shown.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a folded line; no character is split."""
    part, octets = "", 0
    for sign in line:
        width = len(sign.encode(errors="replace"))
        if octets + width > MOST_OCTETS:
            yield part
            part, octets = " ", 1
        part, octets = part + sign, octets + width
    yield part
