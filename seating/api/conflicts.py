"""Why the musts cannot all hold, and the ways out."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import islice

from seating.analysis.newcomers import with_invited, with_seats
from seating.api.result import Solved
from seating.engines import Child, FeasibilityOracle, Status
from seating.engines.feasibility.oracle import ALLOWANCE
from seating.errors import Note
from seating.explain.conflicts import Conflict, Conflicts, clashes, find_conflicts
from seating.explain.invitations import Invitation, Shortage, shortages_of, ways_of_inviting, worth_trying
from seating.explain.ways_out import WayOut, drops, relaxation, sorted_ways, untried_drops
from seating.model import Model, build_model
from seating.plan import IntArray
from seating.requirement import Requirement
from seating.result import Recruit

__all__ = ["explain"]

TRIED_ALONE = 2
"""Invitations that are tried for one shortage of several: each takes a solve."""

MOST_INVITED = 1_000
"""People imagined in the room to see whether inviting them helps."""


def explain(
    result: Solved,
    model: Model,
    tables: IntArray,
    child: Child,
    clash: Collection[str] = (),
    deadline: float | None = None,
    allowance: float = ALLOWANCE,
) -> Solved:
    """Return the result with the clashing sets, the ways out, and whom to invite.

    Nothing is added unless it is proven that the musts cannot all hold.

    Parameters
    ----------
    result : Solved
        With the closest seating.
    model : Model
        Of the result's room and requirements.
    tables : int array, shape (persons,)
        The closest seating.
    child : Child
    clash : ids of requirements
        Musts already proven not to hold together, where some are; the first conflict is sought among them.
    deadline : float or None
        A moment of `time.monotonic` after which nothing more is asked; what is open then stays unconfirmed.
    allowance : float
        Work units for the conflicts and what lifts them.
    """
    if result.status is not Status.IMPOSSIBLE:
        return result
    together = FeasibilityOracle(model, child, known=[tables], seed=result.seed, allowance=allowance, deadline=deadline)
    order = _least_valued_first(result, model)
    suspects = [identity for identity in order if identity in clash] or order
    ways: list[WayOut] = []
    invited: tuple[Recruit, ...] = ()
    conflicts = Conflicts((Conflict(tuple(suspects), confirmed=False),), complete=False, lifts=())
    began = time.monotonic()
    with suppress(KeyboardInterrupt):  # it ends the questions; what is known by then is told
        unmet = frozenset(identity for identity in order if result.review.verdicts[identity].shortfall)
        conflicts = find_conflicts(order, together, together.once_more, suspects, unmet)
        ways, invited = _ways(result, conflicts, together, child, deadline)
    ways = ways or _unasked(result, conflicts)
    return replace(
        result,
        notes=(*result.notes, *_cut_short(conflicts, began, deadline)),
        conflicts=conflicts.found,
        conflicts_complete=conflicts.complete,
        ways_out=sorted_ways(ways),
        recruit=invited,
    )


def _cut_short(conflicts: Conflicts, began: float, deadline: float | None) -> list[Note]:
    """Return the note that the search for conflicts was not completed, where the time is over."""
    is_late = deadline is not None and time.monotonic() >= deadline
    if not is_late or (conflicts.complete and conflicts.found[0].confirmed):
        return []
    says = f"The search for what clashes was cut off after {time.monotonic() - began:.1f} seconds."
    return [Note("conflict-cut-short", f"{says} There may be smaller conflicts, and others.")]


def _unasked(result: Solved, conflicts: Conflicts) -> list[WayOut]:
    """Return the ways out that are known without a question."""
    untried = untried_drops(conflicts.found[0].requirements, result.by_requirement, result.room)
    return [*_given_way(result), *untried]


def _least_valued_first(result: Solved, model: Model) -> list[str]:
    """Return the musts in the order of blame: what counting already rules out, then what is written, cells, seats."""
    ruled_out = {clash.requirement for clash in clashes(model)}

    def rank(requirement: Requirement) -> tuple[bool, bool, bool]:
        return requirement.id not in ruled_out, requirement.is_about_seats, ":" in requirement.id

    return [requirement.id for requirement in sorted((r for r in result.requirements if r.is_must), key=rank)]


def _given_way(result: Solved) -> list[WayOut]:
    """Return the way out that the closest seating itself shows, where the convener allows it."""
    way = relaxation(result.by_requirement, result.review.verdicts, result.room)
    return [] if way is None else [way]


def _ways(
    result: Solved, conflicts: Conflicts, together: FeasibilityOracle, child: Child, deadline: float | None
) -> tuple[list[WayOut], tuple[Recruit, ...]]:
    invited = _invitations(result, child, deadline)
    ways = _given_way(result)
    ways += ways_of_inviting(invited, result.room)
    ways += drops(conflicts.lifts, result.by_requirement, result.room, together.shortfall_without)
    if not conflicts.lifts:
        ways += untried_drops(conflicts.found[0].requirements, result.by_requirement, result.room)
    return ways, tuple(_recruit(shortage, invitation) for invitation in invited for shortage in invitation.shortages)


def _invitations(result: Solved, child: Child, deadline: float | None) -> list[Invitation]:
    """Return whom to invite: for each shortage those who help by themselves, else all of them together."""
    shortages = shortages_of(result.by_requirement, result.review.verdicts, result.room)
    if len(shortages) > 1:
        tried = (islice(worth_trying([short]), TRIED_ALONE) for short in shortages)
        alone = [_first_that_helps(result, few, child, deadline) for few in tried]
        found = [invitation for invitation in alone if invitation is not None]
        if found:
            return found
    joint = _first_that_helps(result, worth_trying(shortages), child, deadline) if shortages else None
    return [] if joint is None else [joint]


def _first_that_helps(
    result: Solved, tried: Iterable[Invitation], child: Child, deadline: float | None
) -> Invitation | None:
    """Return the first invitation with which the musts hold, as far as that could be decided."""
    for invitation in tried:
        holds = _holds(result, invitation, child, deadline)
        if holds is not False:
            return replace(invitation, confirmed=holds is True)
    return None


def _holds(result: Solved, invitation: Invitation, child: Child, deadline: float | None) -> bool | None:
    """Whether the musts hold once people are there who were invited; None when nobody can try so many, or so late."""
    is_over = deadline is not None and time.monotonic() >= deadline
    if is_over or sum(shortage.people for shortage in invitation.shortages) > MOST_INVITED:
        return None
    room = with_seats(result.room, invitation.seats)
    for shortage in invitation.shortages:
        room = with_invited(room, shortage.who, shortage.people)
    musts = [requirement for requirement in result.requirements if requirement.is_must]
    holds = FeasibilityOracle(build_model(room, musts), child, seed=result.seed, deadline=deadline)
    return holds(frozenset(requirement.id for requirement in musts))


def _recruit(shortage: Shortage, invitation: Invitation) -> Recruit:
    sentence = invitation.sentence([shortage.phrase])
    return Recruit(shortage.who, shortage.people, (shortage.requirement,), sentence, invitation.confirmed)
