"""Who has no seat, and why."""

from __future__ import annotations

from dataclasses import dataclass

from seating.convening.rooms import advise_another_date
from seating.present.settings import Settings
from seating.report.places import sort_key
from seating.report.privacy import Audience, shared_reason, shown_cell
from seating.result import Result

ORDER = 80
TITLE = "Not seated"


@dataclass(frozen=True, slots=True)
class Line:
    """One person without a seat."""

    name: str
    organization: str
    reason: str
    is_unsuited: bool


@dataclass(frozen=True, slots=True)
class NotSeatedList:
    """All people without a seat: first those for whom no session fits, with advice, then the others; each by name."""

    lines: tuple[Line, ...]
    advice: str


def fill(result: Result, settings: Settings) -> NotSeatedList | None:
    """Return the people without a seat; None if everybody has one."""
    lines = [
        Line(
            a.person.label,
            shown_cell(result, Audience.TEAM, a.person, "organization"),
            shared_reason(a),
            bool(a.person.attending.unsuited),
        )
        for a in result.not_seated
    ]
    lines.sort(key=lambda line: (not line.is_unsuited, sort_key(line.name)))
    return NotSeatedList(tuple(lines), settings.words.tell(advise_another_date(result.not_seated))) if lines else None
