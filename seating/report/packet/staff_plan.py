"""The staff plan of a season, by session and by staff member, with the workload of each."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.season.sessions import in_order_of_time
from seating.analysis.season.staff_plan import has_staff_plan
from seating.present.languages import translatable
from seating.present.settings import Settings
from seating.report.places import Place, Seated, places, sort_key
from seating.report.privacy import Audience, shared_season
from seating.result import Result

ORDER = 16
TITLE = translatable("Staff plan")
ABOUT = translatable("Which staff serve at which session, by session and by person, with the workload of each.")
AUDIENCE = Audience.EVERYONE


@dataclass(frozen=True, slots=True)
class Workload:
    """One staff member and the sessions at which they serve, in order of time."""

    person: Seated
    sessions: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class StaffPlan:
    """The sessions in order of time, the staff A to Z, and sentences on how good the plan is, if that was computed."""

    sentences: tuple[str, ...]
    sessions: tuple[Place, ...]
    staff: tuple[Workload, ...]


def fill(result: Result, settings: Settings) -> StaffPlan | None:
    """Return the plan; None unless this is a season of sessions with staff."""
    season = shared_season(result)
    if not (has_staff_plan(result.room) if season is None else season.has_staff):
        return None
    found = {place.table.id: place for place in places(result, AUDIENCE, settings.words)}
    ordered = [found[table.id] for table in in_order_of_time(result.room.tables)]
    serving = {person.id: person for place in ordered for person in place.staff}
    return StaffPlan(
        sentences=tuple(map(settings.words.tell, () if season is None else season.sentences)),
        sessions=tuple(place for place in ordered if place.taken or place.staff),
        staff=tuple(
            Workload(person, tuple(place for place in ordered if person in place.staff))
            for person in sorted(serving.values(), key=lambda one: (*sort_key(one.name), one.id))
        ),
    )
