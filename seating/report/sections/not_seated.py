"""Who has no seat, and why."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.places import sort_key
from seating.report.privacy import Audience, shown_cell
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ORDER", "TITLE", "Line", "NotSeatedList", "fill"]

ORDER = 80
TITLE = "Not seated"


@dataclass(frozen=True, slots=True)
class Line:
    """One person without a seat."""

    name: str
    organization: str
    reason: str


@dataclass(frozen=True, slots=True)
class NotSeatedList:
    """All people without a seat, by name."""

    lines: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> NotSeatedList | None:
    """Return the people without a seat; None if everybody has one."""
    lines = [
        Line(a.person.label, shown_cell(result, Audience.TEAM, a.person, "organization"), a.reason)
        for a in result.not_seated
    ]
    return NotSeatedList(tuple(sorted(lines, key=lambda line: sort_key(line.name)))) if lines else None
