"""Answer the questions what the meeting is for, and when it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from seating.analysis.season.session_times import Hours, read_hours
from seating.analysis.shared_result import find_stated
from seating.api.guided_start.asking import Misunderstood, Read
from seating.api.guided_start.questionnaire import Draft
from seating.profiles.days import MONTHS, WrittenDay, find_day, list_days_in_numbers
from seating.wording import Said, quoted, said, said_joined, said_list

BEFORE_RESULT = re.compile(r":|,?\s+(?:so that|para que)\s+|\s+[–—]\s+", re.IGNORECASE)
"""What stands between the name of a meeting and its result."""


def read_purpose(draft: Draft, text: str) -> Read:
    """Return the draft with the title and the result, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    found = BEFORE_RESULT.search(text)
    if found and found[0].strip() in ("–", "—") and not find_stated(text[found.end() :]).number:
        found = None  # the dash belongs to the title: Housing Summit – Spring 2026
    title, result = (text[: found.start()].strip(), text[found.end() :].strip()) if found else (text.strip(), "")
    stated = find_stated(result or text)
    if draft.is_party:
        made = replace(draft, title=title or text.strip(": "), shared_result=result)
        return made, said("The pages have the title %(title)s.", title=quoted(made.title))
    if not title or not result:
        if stated.number and stated.time:
            made = replace(draft, shared_result=text.strip(": "))
            return made, said("Everyone wants to achieve %(result)s.", result=quoted(made.shared_result))
        made = replace(draft, title=text.strip(": "))
        return made, said("The meeting is called %(title)s.", title=quoted(text))
    made = replace(draft, title=title, shared_result=result)
    told = said("%(title)s aims to achieve %(result)s.", title=quoted(title), result=quoted(result))
    if stated.number and stated.time:
        if stated.people:
            return made, told
        lacking = said("Naming the people would show who is affected by the result.")
    elif stated.number:
        lacking = said("A year would show when the result should be reached.")
    elif stated.time:
        lacking = said("A number would show when the result is reached.")
    else:
        lacking = said("A number and a year would show when the result is reached.")
    return made, said_joined([told, lacking], " ")


WEEKDAY = re.compile(
    r"^\s*(?:on\s+|el\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|lunes|martes|miércoles|jueves|viernes|sábado"
    r"|domingo)\b",
    re.IGNORECASE,
)
HALVES = {
    "am": re.compile(r"\s+(?:in the morning|de la mañana)\b", re.IGNORECASE),
    "pm": re.compile(r"\s+(?:in the (?:afternoon|evening)|at night|de la (?:tarde|noche))\b", re.IGNORECASE),
}
"""Words for the halves of the day."""
MOST_YEARS = 9
"""Years in which every day that a calendar can have occurs."""


def read_when(draft: Draft, text: str) -> Read:
    """Return the draft with the day and the hours, and what was understood.

    Parameters
    ----------
    draft : Draft
    text : str
    """
    written = find_day(text)
    if written is None and (days := list_days_in_numbers(text)):
        if len(days) > 1:
            return Misunderstood(_ask_order(days))
        written = days[0]
    if written is not None and written.year is None:
        return Misunderstood(_ask_year(written, date.today()))
    day, rest = (None, text) if written is None or written.date is None else (written.date, written.rest)
    rest = re.sub(r"^(?:the\b|on\b|el\b|[\s,;.·–-])+|[\s,;.·–-]+$", "", WEEKDAY.sub("", rest), flags=re.IGNORECASE)
    typed = rest
    for half, words in HALVES.items():
        rest = words.sub(f" {half}", rest)
    hours = read_hours(rest)
    if day is None:
        return Misunderstood(said("The answer does not include a day. Write the year, the month and the day."))
    if rest and hours is None:
        return Misunderstood(said("%(text)s is not a time of day.", text=quoted(typed)))
    told = said("The event is on %(day)s.", day=day.isoformat())
    if hours is not None:
        told = said("The event is on %(day)s, %(hours)s.", day=day.isoformat(), hours=_write_clock(hours))
    return replace(draft, day=day, hours=rest), told


def _ask_year(written: WrittenDay, today: date) -> Said:
    """Return the question for the year, with the next such day."""
    years = range(today.year, today.year + MOST_YEARS)
    days = (day for year in years if (day := replace(written, year=year).date) is not None and day >= today)
    if (found := next(days, None)) is None:
        return said("The year is missing.")
    return said("The year is missing. If you mean the next one, write %(day)s.", day=found.isoformat())


def _ask_order(days: Sequence[WrittenDay]) -> Said:
    """Return the question which day is meant by numbers that have the month or the day first."""
    meant = [said("%(month)s %(day)s", month=said(MONTHS[day.month - 1]), day=day.day) for day in days]
    return said("Is that %(days)s? Write the month as a word.", days=said_list(meant, last="or"))


def _write_clock(hours: Hours) -> str:
    """Return hours with 24 to a day, so that a missing "pm" is seen."""
    times = [hours.begins, *([] if hours.minutes is None else [hours.begins + hours.minutes])]
    return "-".join(f"{time // 60 % 24:02}:{time % 60:02}" for time in times)
