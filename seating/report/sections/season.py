"""A season of sessions: when each takes place, how many come, and which staff serve there."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.sessions import in_order_of_time
from seating.analysis.season.staff_plan import has_staff_plan
from seating.present.languages import translatable
from seating.present.settings import Settings
from seating.report.places import Place, places
from seating.report.privacy import Audience, shared_season
from seating.result import Result

ORDER = 49
TITLE = translatable("Sessions and their staff")


@dataclass(frozen=True, slots=True)
class Season:
    """The sessions in order of time, the workload of staff, and sentences on what is proven."""

    sentences: tuple[str, ...]
    sessions: tuple[Place, ...]
    fewest: int
    most: int


def fill(result: Result, settings: Settings) -> Season | None:
    """Return the sessions; None unless this is a season with staff."""
    if not has_staff_plan(result.room):
        return None
    season = shared_season(result)
    found = {place.table.id: place for place in places(result, Audience.TEAM, settings.words)}
    ordered = (found[table.id] for table in in_order_of_time(result.room.tables))
    loads = [len(result.plan.tables_of(person.id)) for person in result.room.staff]
    return Season(
        sentences=tuple(map(settings.words.tell, () if season is None else season.sentences)),
        sessions=tuple(place for place in ordered if place.taken or place.staff),
        fewest=min(loads),
        most=max(loads),
    )
