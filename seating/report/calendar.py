"""Calendar files: one event a table that has a day and a time, as RFC 5545 wants it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from seating.errors import Note
from seating.report.conversation import USUAL_MINUTES
from seating.report.hours import read_day, read_hours
from seating.report.languages import Words
from seating.result import Result
from seating.tables import Table
from seating.wording import made_visible, quoted

__all__ = ["calendar_notes", "calendars"]

MOST_OCTETS = 75
"""Octets of a line before it is folded, RFC 5545, section 3.1."""


def calendars(result: Result, words: Words) -> Mapping[str, bytes]:
    """Return the events as files, by name: of each table whose day and time can be read."""
    made: dict[str, bytes] = {}
    for table in result.room.tables:
        if (begins := _begins(table)) is not None:
            lines = [*_event(result, table, begins, words)]
            made[f"{table.id}.ics"] = "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()
    return made


def calendar_notes(tables: Iterable[Table]) -> Iterator[Note]:
    """Yield a note for each table that has a day and a time of which one cannot be read."""
    for table in tables:
        if not (table.day and table.time):
            continue
        if read_day(table.day) is None:
            yield _note(table, f"the day {quoted(table.day)} cannot be read", "Write it as 2027-03-05.")
        elif read_hours(table.time) is None:
            yield _note(table, f"the time {quoted(table.time)} cannot be read", "Write it as 9:30-11:00.")


def _note(table: Table, says: str, hint: str) -> Note:
    return Note("calendar-unread", f"Table {quoted(table.label)} has no calendar file, as {says}. {hint}")


def _begins(table: Table) -> datetime | None:
    """Return when a table's conversation begins, in local time, or None where that is not known."""
    day, hours = read_day(table.day), read_hours(table.time)
    if day is None or hours is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(minutes=hours.begins)


def _event(result: Result, table: Table, begins: datetime, words: Words) -> Iterator[str]:
    """Yield the lines of one file, not folded yet.

    Times are local ("floating"), as the convening names no zone. The stamp is the beginning, so that
    the same seating gives the same bytes.
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
    """Return a text as RFC 5545, section 3.3.11, escapes it; control characters are made visible first."""
    shown = made_visible(value).replace("\t", " ")
    for sign in ("\\", ";", ","):
        shown = shown.replace(sign, f"\\{sign}")
    return shown.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the parts of a line that is too long; no character is parted."""
    part, octets = "", 0
    for sign in line:
        width = len(sign.encode(errors="replace"))
        if octets + width > MOST_OCTETS:
            yield part
            part, octets = " ", 1
        part, octets = part + sign, octets + width
    yield part
