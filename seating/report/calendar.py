"""A calendar file (RFC 5545) for each table that has a day and a time."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from seating.analysis.season.session_times import USUAL_MINUTES, read_hours
from seating.convening.rooms import list_tables_with_days
from seating.errors import Note
from seating.ledger import Revision
from seating.present.languages import Words
from seating.profiles.days import find_date
from seating.result import Result
from seating.room.tables import Table
from seating.wording import made_visible, quoted, said, said_field, said_joined

RESERVED = re.compile(r"aux|con|nul|prn|(com|lpt)[1-9]")
"""Matches ids that Windows takes for a device, whatever suffix follows."""

BASIC = str.maketrans("", "", "-:")
"""Turns a moment of ISO 8601 into its basic format, which RFC 5545 uses."""

MOST_OCTETS = 75
"""Maximum number of octets in a line before it is folded (RFC 5545, section 3.1)."""


def calendars(result: Result, words: Words) -> Mapping[str, bytes]:
    """Return a calendar file for each table whose day and time can be read, by file name."""
    made: dict[str, bytes] = {}
    dated = list_tables_with_days(result.convening, result.room.round_number)
    for table in (*result.room.tables, *(table for table in dated if not table.seats_people)):
        if (begins := _begins(table)) is not None:
            lines = [*_event(result, table, begins, words)]
            made[_file_name(table.id)] = "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()
    return made


def _file_name(identity: str) -> str:
    """Return the name of a table's file. An id has no underscore, so no other table has the same name."""
    return f"{identity}_.ics" if RESERVED.fullmatch(identity) else f"{identity}.ics"


def calendar_notes(tables: Iterable[Table]) -> Iterator[Note]:
    """Yield a note for each table that has a day and a time, if one of them cannot be read."""
    for table in tables:
        if not (table.day and table.time):
            continue
        label = quoted(table.label)
        if find_date(table.day) is None:
            about = said("No calendar file, because the day cannot be read (write it as 2027-03-05)")
            yield Note("calendar-unread", said_field(about, said_joined([label, quoted(table.day)], ", ")))
        elif read_hours(table.time) is None:
            about = said("No calendar file, because the time cannot be read (write it as 9:30-11:00)")
            yield Note("calendar-unread", said_field(about, said_joined([label, quoted(table.time)], ", ")))


def _begins(table: Table) -> datetime | None:
    """Return when a table's conversation begins, in local time; None if its day or time cannot be read."""
    day, hours = find_date(table.day), read_hours(table.time)
    if day is None or hours is None:
        return None
    return datetime(day.year, day.month, day.day) + timedelta(minutes=hours.begins)


def _event(result: Result, table: Table, begins: datetime, words: Words) -> Iterator[str]:
    """Yield the lines of one calendar file, before folding.

    Times are local ("floating"), because the convening states no time zone. A calendar that has the event already takes
    the new one for newer by its sequence and time stamp. Those of a seating that is not saved are always the same.
    """
    hours, convening, number = read_hours(table.time), result.convening, result.room.round_number
    minutes = (hours.minutes if hours else None) or USUAL_MINUTES
    identity = hashlib.sha256("\0".join((convening.title, str(number), table.id)).encode(errors="replace")).hexdigest()
    title = convening.title or words.gettext("Seating chart")
    about = [table.purpose, convening.shared_result]
    if table.hosted_by:
        about.append(words.tell(said_field(said("Host"), table.hosted_by)))
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//seating//packet//EN", "BEGIN:VEVENT")
    yield f"UID:{identity[:32]}@seating"
    revision = result.revision or Revision(0, f"{begins.isoformat()}Z")
    yield f"DTSTAMP:{revision.saved.translate(BASIC)}"
    yield f"SEQUENCE:{revision.number}"
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
