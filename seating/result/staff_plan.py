"""What a result tells of a season and its staff plan."""

from __future__ import annotations

from seating.analysis.season.staffing import Season
from seating.requirements.base.kind import Requirement
from seating.result.readers import Audience
from seating.result.result_facts import Facts, keep


def is_staffed(season: Season | None) -> bool:
    """Whether a staff plan decides where staff serve."""
    return season is not None and season.has_staff


def tell_staff_plan(result: Facts) -> tuple[str, ...]:
    """Return how good the staff plan is, in sentences; none if no requirement that the reader sees is about staff."""
    season = result.season
    if season is None or not season.has_staff:
        return ()
    sees_private = result.reader is Audience.CONVENER
    asked = any(one.requirement.is_about_staff and (sees_private or not one.is_private) for one in result.judged)
    return season.about_staff if asked or season.staff_unmet or season.staff_penalty else ()


def tell_season(result: Facts) -> tuple[str, ...]:
    """Return how many guests come to a season, how good its staff plan is, and what is proven, in sentences."""
    return () if result.season is None else (*result.season.about_guests, *tell_staff_plan(result))


@keep
def list_seat_requirements(result: Facts) -> tuple[Requirement, ...]:
    """Return the requirements that the seats meet; in a season, those of kind `staff` are met by the staff plan."""
    if not is_staffed(result.season):
        return result.requirements
    return tuple(requirement for requirement in result.requirements if not requirement.is_about_staff)
