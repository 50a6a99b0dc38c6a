"""How duties are spread over organizations, sectors, representative types and voices, with what is uneven marked."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.duty_spread import Spread, measure_spreads
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.report.places import column_name
from seating.report.privacy import may_total
from seating.result import Result

ORDER = 57
TITLE = "Spread of duties"

MOST_NAMED = 3
"""Maximum number of groups with too many or too few duties that are named."""


@dataclass(frozen=True, slots=True)
class Line:
    """One spread: what the groups are, how many there are and hold a duty, the most that one holds, and a verdict."""

    by: str
    groups: int
    holding: int
    most: int
    is_even: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class DutySpread:
    """The lines, and whether some duties are only suggested."""

    lines: tuple[Line, ...]
    is_suggested: bool


def fill(result: Result, settings: Settings) -> DutySpread | None:
    """Return the spread of the duties; None if nobody but staff has a duty."""
    columns = ("organization", "sector", "representative_type")
    hidden = {column for column in columns if not may_total(result, column)} | set(result.private_names)
    spreads = measure_spreads(result.room, result.requirements, result.duties, hidden)
    if not spreads:
        return None
    people = [person.id for person in result.room.people]
    return DutySpread(
        lines=tuple(_line(spread, settings.words) for spread in spreads),
        is_suggested=any(result.is_suggested(one, duty) for one in people for duty in result.duties.get(one, ())),
    )


def _line(spread: Spread, words: Words) -> Line:
    return Line(
        by=words.gettext("Voice") if spread.by == "voice" else column_name(spread.by, words),
        groups=len(spread.groups),
        holding=spread.holding,
        most=spread.groups[0].duties,
        is_even=not spread.uneven,
        verdict=_verdict(spread, words),
    )


def _verdict(spread: Spread, words: Words) -> str:
    uneven = spread.uneven
    if spread.by == "organization":
        if not uneven:
            return words.gettext("Even: no organization has two more than another.")
        most, fewest = uneven[0].duties, uneven[-1].duties
        top = [group.name for group in uneven if group.duties == most]
        few = sum(group.duties == fewest for group in uneven)
        named = words.listed(_shortened(top, words))
        return words.ngettext(
            "Uneven: %(most)s at %(named)s, %(fewest)s at %(number)s other.",
            "Uneven: %(most)s at %(named)s, %(fewest)s at each of %(number)s others.",
            few,
            most=most,
            named=named,
            fewest=fewest,
        )
    if not uneven:
        return words.gettext("Even: each is within one duty of its share of those who may hold them.")
    told = [
        words.gettext(
            "%(group)s %(number)s, where about %(share)s would match its share of those who may hold them",
            group=words.gettext(group.name),
            number=group.duties,
            share=round(group.share),
        )
        for group in uneven
    ]
    return words.gettext("Uneven: %(groups)s.", groups="; ".join(_shortened(told, words)))


def _shortened(texts: list[str], words: Words) -> list[str]:
    left = len(texts) - MOST_NAMED
    return [*texts[:MOST_NAMED], *([words.ngettext("%(number)s other", "%(number)s others", left)] if left > 0 else [])]
