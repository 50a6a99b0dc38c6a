"""Convert cell values to text, and build the note about formulas."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Collection
from dataclasses import dataclass

from seating.errors import Note
from seating.sources.source import column_letter
from seating.wording import said, said_count, said_joined, said_list

NOT_SHOWN = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
"""Matches the parts of a format code that are not digit placeholders: quoted text, colors, conditions, fillers."""

FIRST_DAY = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
LAST_DAY = 2_958_466
"""The day number of the day after 9999-12-31."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a number is shown.

    Attributes
    ----------
    kind : str
        `general`, `zeros`, `percent`, `date`, or `hours`, which continues beyond 24.
    digits : int
        For `zeros`, the minimum number of digits; for `percent`, the number of decimals.
    """

    kind: str
    digits: int = 0


GENERAL = Format("general")


def parse_format(code: str) -> Format:
    """Return the meaning of a workbook's format code, as far as this package needs it.

    >>> parse_format("00000"), parse_format('d "of" mmm').kind, parse_format("#,##0.00 [Red]").kind
    (Format(kind='zeros', digits=5), 'date', 'general')
    """
    if re.fullmatch(r"0{2,}", code):
        return Format("zeros", len(code))
    if percent := re.fullmatch(r"0(?:\.(0+))?%", code):
        return Format("percent", len(percent[1] or ""))
    shown = NOT_SHOWN.sub("", code.split(";")[0]).casefold()
    if "[h" in shown:
        return Format("hours")
    return Format("date") if re.search("[dmhys]", shown) and shown != "general" else GENERAL


def format_number(written: str, shown_as: Format, is_1904: bool = False) -> str:
    """Return a number of a workbook as its sheet shows it; dates and times are in ISO 8601 format.

    Parameters
    ----------
    written : str
        The number as stored in the file.
    shown_as : Format
    is_1904 : bool
        Whether the workbook counts days from 1904.
    """
    plain = number_as_text(written)
    if plain is None or shown_as is GENERAL:
        return written if plain is None else plain
    number = float(written) + 0.0  # no negative zero
    if shown_as.kind == "zeros" and plain.isdigit():
        return plain.zfill(min(shown_as.digits, 100))
    if shown_as.kind == "percent":
        return f"{number * 100:.{min(shown_as.digits, 15)}f}%"
    if shown_as.kind == "hours" and 0 <= number < LAST_DAY:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if shown_as.kind == "date" and 0 <= number < LAST_DAY - 1463:
        if 1 <= number < 60 and not is_1904:
            number += 1  # the 1900 date system wrongly has a February 29, 1900
        moment = FIRST_DAY[is_1904] + datetime.timedelta(seconds=round(number * 86_400))
        if number < 1:
            return moment.time().isoformat(timespec="minutes")
        return format_moment(moment.isoformat())
    return plain


def format_moment(moment: str) -> str:
    """Return a date and time as a cell shows them; midnight is omitted.

    >>> format_moment("2026-03-01T00:00:00"), format_moment("2026-03-01T09:30:00.000Z")
    ('2026-03-01', '2026-03-01 09:30')
    """
    day, _, clock = moment.partition("T")
    return day if not clock or clock.startswith("00:00:00") else f"{day} {clock[:5]}"


def note_formulas(file: str, places: Collection[tuple[int, int]], unsaved: int) -> Note:
    """Return the note about cells with formulas.

    Parameters
    ----------
    file : str
    places : collection of (int, int)
        The line of each cell, from 1, and its column, from 0.
    unsaved : int
        How many of them have no saved value, so that the formula itself is used as text.
    """
    named = [f"{column_letter(index)}{number}" for number, index in list(places)[:6]]
    if len(places) > 6:
        named = [*named[:5], said("%(number)s more", number=f"{len(places) - 5:,}")]
    parts = [
        said_count(
            "%(file)s: %(number)s cell contains a formula (%(cells)s)",
            "%(file)s: %(number)s cells contain a formula (%(cells)s)",
            len(places),
            file=file,
            cells=said_list(named),
        )
    ]
    if unsaved < len(places):
        parts.append(said("the values saved with the workbook were read"))
    if len(places) == 1 and unsaved:
        parts.append(said("it has no saved value and was kept as text"))
    elif unsaved:
        parts.append(
            said_count(
                "%(number)s has no saved value and was kept as text",
                "%(number)s have no saved value and were kept as text",
                unsaved,
            )
        )
    return Note("formula-value", said("%(text)s.", text=said_joined(parts, "; ")))


def number_as_text(written: str) -> str | None:
    """Return a number of a sheet without binary rounding noise; None for any other text.

    >>> number_as_text("7.0"), number_as_text("0.30000000000000004"), number_as_text("x")
    ('7', '0.3', None)
    """
    if written.isdigit() and written.isascii() and len(written) < 16 and not written.startswith("0"):
        return written
    try:
        number = float(written) + 0.0  # no negative zero
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    if number == number // 1 and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"
