"""The demand for each table, by role and sector, next to its seats."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.demand import compute_demand
from seating.present.settings import Settings
from seating.report.places import Place, RoleMark, places, role_marks, sort_key
from seating.report.privacy import Audience, may_total
from seating.result import Result

ORDER = 95
TITLE = "Demand for the tables"
ABOUT = (
    "How many people are interested in each table, by score, role and sector, next to its seats and the "
    "people seated there."
)
AUDIENCE = Audience.CONVENER


@dataclass(frozen=True, slots=True)
class Line:
    """One table's demand.

    `interested` people score 1 or more for its focus, `eager` people score 3. `best` counts the interested people who
    score no other table's focus higher. The counts by role and by sector include only interested people.
    """

    place: Place
    focus: str
    interested: int
    eager: int
    best: int
    by_role: tuple[int, ...]
    by_sector: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A line for each table; `marks` are the headings of `by_role`."""

    lines: tuple[Line, ...]
    marks: tuple[RoleMark, ...]


def fill(result: Result, settings: Settings) -> Demand | None:
    """Return the demand; None if no table has a focus or nobody states an interest.

    Roles and sectors are not counted if the convening makes their column private.
    """
    if not any(table.focus for table in result.room.tables) or not any(p.interests for p in result.room.people):
        return None
    marks = {role: mark for role, mark in role_marks(settings.words).items() if role is not None}
    marks = marks if may_total(result, "representative_type") else {}
    tells_sectors = may_total(result, "sector")
    asked = {demand.table.id: demand for demand in compute_demand(result.room)}
    lines = []
    for place in places(result, AUDIENCE, settings.words):
        demand = asked[place.table.id]
        sectors = (
            sorted(demand.by_sector.items(), key=lambda found: (-found[1], sort_key(found[0]))) if tells_sectors else ()
        )
        lines.append(
            Line(
                place=place,
                focus=settings.words.listed(place.table.focus),
                interested=demand.interested,
                eager=demand.eager,
                best=demand.best,
                by_role=tuple(demand.by_role.get(role.value, 0) for role in marks),
                by_sector=tuple(sectors),
            )
        )
    return Demand(tuple(lines), tuple(marks.values()))
