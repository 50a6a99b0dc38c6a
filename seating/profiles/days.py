"""A day in a text that people wrote: 2026-12-01, 1 December 2026, December 1st, 1 de diciembre."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from seating.wording import languages, message

if TYPE_CHECKING:
    from babel import Locale

AS_NUMBERS = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)")
"""Year, month and day. Other orders of numbers mean different days in different countries."""

YEARS = range(1900, 9999)
"""The years that calendars accept; the range leaves room for a conversation that ends on the next day."""

NUMBERS_ALONE = re.compile(r"(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d:]|[/.-]\d)")
"""A day in numbers: 12/10/2026, 25.10.26, 2026/12/10, 12/10."""

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

SEVERAL = re.compile(r"(?<![\d:.])\d{1,2}(?:st|nd|rd|th)?\s*(?:[-–/&+]|to|and|or|y|o|al?)\s*$", re.IGNORECASE)
"""What stands before the last of several days in one month: "5–" of 5–7 March."""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it stands in a text.

    Attributes
    ----------
    year : int or None
        None if the text names none.
    month, day : int
    rest : str
        The text without the day.
    """

    year: int | None
    month: int
    day: int
    rest: str

    @property
    def date(self) -> date | None:
        """The day as a date; None without a year, and for a day that no calendar has."""
        try:
            return None if self.year is None else date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def is_possible(self) -> bool:
        """Whether a calendar has the day, in any year if the text names none."""
        return replace(self, year=2000).date is not None if self.year is None else self.date is not None

    def may_be(self, other: WrittenDay) -> bool:
        """Whether both can mean the same day; a day without a year is that of any year."""
        same = (self.month, self.day) == (other.month, other.day)
        return same and (self.year is None or other.year is None or self.year == other.year)


def find_day(text: str) -> WrittenDay | None:
    """Return the first day in a text; None if it has none, or several in one month, as in 5–7 March.

    >>> find_day("3 March 2027, 18:00")
    WrittenDay(year=2027, month=3, day=3, rest=', 18:00')
    >>> find_day("Dec. 1st").may_be(find_day("2026-12-01"))
    True
    """
    if not any(map(str.isdecimal, text)):  # most texts; the names of months take a while to load
        return None
    for form in (AS_NUMBERS, *_forms()):
        if found := form.search(text):
            if SEVERAL.search(text[: found.start()]) and form is not AS_NUMBERS:
                return None
            month = found["m"].casefold()
            number = int(month) if month.isdigit() else list_months()[month]
            year = None if found["y"] is None else int(found["y"])
            return WrittenDay(year, number, int(found["d"]), text[: found.start()] + text[found.end() :])
    return None


def list_days_in_numbers(text: str) -> tuple[WrittenDay, ...]:
    """Return each day that the first date of numbers in a text can mean, the month first; () if it has none.

    Some countries write the month first, others the day. A year of two digits is one of this century.

    >>> [day.date.isoformat() for day in list_days_in_numbers("12/10/2026, 18:00")]
    ['2026-12-10', '2026-10-12']
    >>> [day.date.isoformat() for day in list_days_in_numbers("25.10.26")]
    ['2026-10-25']
    >>> list_days_in_numbers("12/10")[0].year is None
    True
    """
    for found in NUMBERS_ALONE.finditer(text):
        first, mark, second, last = found.groups()
        rest = text[: found.start()] + text[found.end() :]
        if len(first) == 4 and last is not None and len(last) < 4:
            orders = [(first, second, last)]
        elif len(first) <= 2 and (last is not None or mark == "/"):  # 18.30 and 6-8 are times
            orders = [(last, first, second), (last, second, first)]
        else:
            continue
        days = (WrittenDay(_read_year(y), int(m), int(d), rest) for y, m, d in orders)
        if possible := tuple(dict.fromkeys(day for day in days if day.is_possible)):
            return possible
    return ()


def _read_year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) + (2000 if len(written) == 2 else 0)


@lru_cache
def find_date(text: str) -> date | None:
    """Return the date that a text contains, with its year; None if it contains none.

    >>> find_date("Friday, 2027-03-05"), find_date("5 March 2027")
    (datetime.date(2027, 3, 5), datetime.date(2027, 3, 5))
    """
    found = find_day(text)
    return found.date if found is not None and found.year in YEARS else None


def read_date(text: str) -> date | None:
    """Return the date of a cell that is nothing but a date such as 2026-12-01; None for any other text.

    >>> read_date("2026-12-01"), read_date("2026-02-30")
    (datetime.date(2026, 12, 1), None)
    """
    try:
        return date.fromisoformat(text) if ISO_DATE.fullmatch(text) else None
    except ValueError:  # such as 2026-02-30
        return None


BEFORE_WEEKDAY = re.compile(
    r"^(?:(?:on|any|every|each|all|most|the|el|los|cualquier|todos los|cada|am|jeden|immer|le|les|tous les|chaque)\s+)+"
)
"""Words before a day of the week that mean any day that falls on it."""

WEEKDAYS = (
    *(message("Monday"), message("Tuesday"), message("Wednesday"), message("Thursday")),
    *(message("Friday"), message("Saturday"), message("Sunday")),
)
"""The names of the days of the week, for translation."""


MONTHS = (
    *(message("January"), message("February"), message("March"), message("April"), message("May"), message("June")),
    *(message("July"), message("August"), message("September")),
    *(message("October"), message("November"), message("December")),
)
"""The names of the months, for translation."""


def name_weekday(text: str) -> str:
    """Return the English name of the day of the week for a text that is a date with a year; "" for any other.

    >>> name_weekday("2027-03-02"), name_weekday("March 2"), name_weekday("Tuesday, 2 March 2027")
    ('Tuesday', '', '')
    """
    found = find_day(text)
    if found is None or found.date is None or found.rest.strip(" ,."):
        return ""
    return WEEKDAYS[found.date.weekday()]


@cache
def list_months() -> dict[str, int]:
    """Return the numbers of the months by their names in the languages of the pages, also the short ones.

    >>> list_months()["december"], list_months()["diciembre"], list_months()["dec"]
    (12, 12, 12)
    """
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for locale in _locales():
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=locale).items():
                found.setdefault(name.casefold().rstrip("."), number)
    return found


@cache
def list_weekdays() -> dict[str, int]:
    """Return the numbers of the days of the week by their names, also the short ones, from Monday, which is 0.

    >>> list_weekdays()["tuesday"], list_weekdays()["martes"], list_weekdays()["tuesdays"], list_weekdays()["tue"]
    (1, 1, 1, 1)
    """
    from babel.dates import get_day_names

    found = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}  # Babel has one short name for each day
    for locale in _locales():
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, locale=locale).items():
                for form in (name, f"{name}s") if width == "wide" else (name.rstrip("."),):
                    found.setdefault(form.casefold(), number)
    return found


def find_weekday(text: str) -> int | None:
    """Return the day of the week that a text names, 0 for Monday; None if it names none.

    >>> find_weekday(" Tuesdays"), find_weekday("any Tuesday"), find_weekday("los martes"), find_weekday("March 2")
    (1, 1, 1, None)
    """
    return list_weekdays().get(BEFORE_WEEKDAY.sub("", text.strip().casefold()).rstrip("."))


def names_day(text: str) -> bool:
    """Whether a text names a day, or a day of the week.

    >>> names_day("Dec 3"), names_day("Thursdays"), names_day("Town hall")
    (True, True, False)
    """
    return find_day(text) is not None or find_weekday(text) is not None


def _locales() -> tuple[Locale, ...]:
    """Return the languages of the pages as Babel knows them; a code such as `pt-BR` has a hyphen in its file name."""
    from babel import Locale

    return tuple(Locale.parse(language, sep="-") for language in languages())


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, list_months()), key=len, reverse=True))
    of, end, year = r"(?:\s+(?:de|of))?\s+", r"(?:st|nd|rd|th)?", r"(?P<y>\d{4})"
    day_first = rf"(?<!\d)(?P<d>\d{{1,2}}){end}\.?{of}(?P<m>{names})\b\.?(?:,?{of}{year})?"
    month_first = rf"\b(?P<m>{names})\b\.?\s+(?P<d>\d{{1,2}}){end}(?!\d)(?:,?\s+{year})?"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first, re.IGNORECASE)
