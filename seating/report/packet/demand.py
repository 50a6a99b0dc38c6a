"""The demand: how many ask for each table, by role and sector, beside the seats there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from seating.profiles import Person
from seating.report.places import Place, RoleMark, places, role_marks
from seating.report.privacy import Audience, may_total
from seating.report.settings import Settings
from seating.result import Result
from seating.wording import fold

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Demand", "Line", "fill"]

ORDER = 95
TITLE = "Demand for the tables"
ABOUT = "How many ask for each table, by score, role and sector, beside its seats and who sits there."
AUDIENCE = Audience.CONVENER

HIGHEST = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One table: who scores 1 or more for its focus, 3, and highest of all focuses; then by role and by sector."""

    place: Place
    focus: str
    interested: int
    eager: int
    best: int
    by_role: tuple[int, ...]
    by_sector: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A line a table; `marks` head the columns of `by_role`."""

    lines: tuple[Line, ...]
    marks: tuple[RoleMark, ...]


def fill(result: Result, settings: Settings) -> Demand | None:
    """Return the demand; None where no table has a focus or nobody said what interests them.

    Roles and sectors are not counted where the convening makes the column private.
    """
    if not any(table.focus for table in result.room.tables) or not any(p.interests for p in result.room.people):
        return None
    marks = {role: mark for role, mark in role_marks(settings.words).items() if role is not None}
    marks = marks if may_total(result, "representative_type") else {}
    counted = result.room.people if may_total(result, "sector") else ()
    sectors = {fold(person.sector): person.sector for person in counted if person.sector}
    scores = [_scores(person) for person in result.room.people]
    focuses = {table.focus for table in result.room.tables}
    by_focus = {focus: [_score(score, focus) for score in scores] for focus in focuses}
    highest = [max(own) for own in zip(*by_focus.values(), strict=True)]
    lines = []
    for place in places(result, AUDIENCE, settings.words):
        own = by_focus[place.table.focus]
        interested = [p for p, n in zip(result.room.people, own, strict=True) if n or not place.table.focus]
        roles = Counter(person.representative_type for person in interested)
        among = Counter(fold(person.sector) for person in interested if fold(person.sector) in sectors)
        lines.append(
            Line(
                place=place,
                focus=settings.words.listed(place.table.focus),
                interested=len(interested),
                eager=own.count(HIGHEST),
                best=sum(1 for n, most in zip(own, highest, strict=True) if n and n == most),
                by_role=tuple(roles[role] for role in marks),
                by_sector=tuple(
                    (sectors[key], n) for key, n in sorted(among.items(), key=lambda found: (-found[1], found[0]))
                ),
            )
        )
    return Demand(tuple(lines), tuple(marks.values()))


def _scores(person: Person) -> dict[str, int]:
    return {fold(area): score for area, score in person.interests.items()}


def _score(scores: dict[str, int], focus: Sequence[str] | Iterable[str]) -> int:
    """Return the best score for the areas of a focus; 0 without one."""
    return max((scores.get(fold(area), 0) for area in focus), default=0)
