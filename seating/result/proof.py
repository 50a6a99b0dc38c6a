"""How far a seating is from optimal, and what its requirements leave open."""

from __future__ import annotations

from seating.analysis.stand_ins import Scope
from seating.engines.outcome import Status
from seating.requirements.base.kind import Requirement, WordedRequirement, asks_only_seats, can_judge
from seating.result.result_facts import Distance, Facts, Judged, keep
from seating.result.shared_requirements import list_public


def measure_distance(result: Facts) -> Distance:
    """Return how far the seating is from optimal; pages and commands only word it."""
    if result.status not in {Status.OPTIMAL, Status.FEASIBLE}:
        return Distance(None)
    is_ideal = result.penalty == 0 and not lacks_points(result.judged)  # by itself, or with the guests of a season
    is_proven = result.status is Status.FEASIBLE and result.bound == result.penalty
    if is_proven and not (is_ideal and len(result.planned) < 2):
        return Distance(0, for_one_round=True)  # one of several rounds planned together
    if result.status is Status.OPTIMAL or is_ideal:
        return Distance(0)
    return Distance(None if result.bound is None else result.penalty - result.bound)


def lacks_points(judged: tuple[Judged, ...]) -> bool:
    """Whether private wishes are unmet and their points are left out of the penalty: others must not read them."""
    hidden = [one for one in judged if one.is_private and not one.is_must and not one.met]
    return bool(hidden) and not any(one.penalty for one in hidden)


def is_about_seats_only(result: Facts) -> bool:
    """Whether nothing that applies is required but numbers of seats, that parties share a table, and locks."""
    idle = {one.id for one in list_idle(result)}
    asked = (one for one in result.requirements if one.id not in idle)
    return asks_only_seats(asked) and not result.review.voices and not result.review.gaps


def list_idle(result: Facts) -> tuple[Requirement, ...]:
    """Return the requirements that do not apply now. The rounds that a private one is about are private too."""
    return tuple(one for one in list_public(result, result.requirements) if not result.verdict(one).applies)


@keep
def find_waiting(result: Facts) -> frozenset[str]:
    """Return the ids of the requirements and voices that are met only if someone is found for a seat that is held."""
    asked = frozenset(one.id for one in result.review.asked if one.held)
    asked |= {one.id for one in result.requirements if isinstance(one, WordedRequirement) and one.waits}
    held = {person.id for person in result.room.held}
    if not held:
        return asked
    room, plan = Scope(result.room, result.plan).without(held)
    met = (one for one in result.requirements if can_judge([one]) and result.verdict(one).met)
    unmet = [one for one in met if not one.judge(room, plan).met]
    # those about governance tables are unmet by the seats, with the held ones too
    return asked.union(one.id for one in unmet if one.judge(result.room, result.plan).met)
