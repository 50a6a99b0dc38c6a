"""The tables to which people who walk in may be sent."""

from __future__ import annotations

from collections.abc import Iterable

from seating.analysis.stand_ins import list_refused
from seating.profiles import Person
from seating.report.places import Place, places
from seating.requirements.base.kind import asks_only_seats, can_judge
from seating.result import Result, keep
from seating.result.readers import Audience
from seating.result.shared_requirements import list_public

MOST_LOOKS = 1_000_000
"""Maximum number of people looked at in order to find the tables where a must forbids a walk-in."""


@keep
def list_closed(result: Result) -> frozenset[str] | None:
    """Return the ids of the tables with room where a must forbids an unknown person.

    None if that takes too long to try, in a very large room, or if only the wording of the musts is saved.

    Parameters
    ----------
    result : Result
        Private musts count for the convener only.
    """
    known = result.requirements if result.reader is Audience.CONVENER else list_public(result, result.requirements)
    musts = [one for one in known if one.is_must]
    musts = [must for must in musts if can_judge([must]) or not (asks_only_seats([must]) or must.is_about_staff)]
    offered = [place.table.id for place in places(result) if place.has_room]
    if not offered:
        return frozenset()
    if not can_judge(musts) or len(offered) * len(musts) * len(result.room.persons) > MOST_LOOKS:
        return None
    unknown = Person(id="a person about whom nothing is known")
    return list_refused(result.room, musts, result.plan, unknown, offered)


def list_open_to_walk_ins(result: Result, found: Iterable[Place]) -> tuple[tuple[Place, ...], bool]:
    """Return the tables that an unknown person may be sent to, and whether a must keeps, or may keep, other free seats.

    Without the musts themselves, as in a round that is read back with another list, no table is offered.
    """
    closed = list_closed(result)
    with_room = [place for place in found if place.has_room]
    if closed is None and not can_judge(result.requirements):
        return (), bool(with_room)
    return tuple(place for place in with_room if place.table.id not in (closed or ())), closed is None or bool(closed)
