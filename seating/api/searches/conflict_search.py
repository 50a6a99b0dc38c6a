"""Explain why the musts cannot all be met: the conflicts, the ways out, and the people to invite."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice

from seating.analysis.newcomers import add_newcomers, add_seats
from seating.analysis.season.staffing import is_met_by_staff_plan
from seating.api.result import Solved
from seating.engines import FeasibilityOracle, Worker
from seating.engines.feasibility.oracle import ALLOWANCE
from seating.engines.outcome import Status
from seating.errors import Note
from seating.explanations.conflicts import Conflict, Conflicts, count_clashes, find_conflicts
from seating.explanations.ways_out import (
    Invitation,
    Shortage,
    WayOut,
    find_relaxation,
    find_shortages,
    list_drops,
    list_invitation_ways,
    list_trials,
    list_untried_drops,
    sort_ways,
)
from seating.model import Model, build_model
from seating.report.requirement_names import name_requirement
from seating.requirements.base.kind import Requirement
from seating.result import Recruit
from seating.result.staff_plan import list_seat_requirements
from seating.room.plan import IntArray
from seating.wording import said

TRIED_ALONE = 2
"""Number of invitations tried for each shortage if there are several shortages. Each trial takes a solve."""

MOST_INVITED = 1_000
"""Maximum number of invited people for which a trial is made."""


def explain_conflicts(
    result: Solved,
    model: Model,
    tables: IntArray,
    worker: Worker,
    clash: Collection[str] = (),
    deadline: float | None = None,
    allowance: float = ALLOWANCE,
) -> Solved:
    """Return the result with the conflicts, the ways out, and the people to invite.

    The result is returned unchanged unless it is proven that the musts cannot all be met.

    Parameters
    ----------
    result : Solved
        The result of the closest seating.
    model : Model
        The model of the result's room and requirements.
    tables : int array, shape (persons,)
        The closest seating.
    worker : Worker
    clash : collection of str
        Ids of musts already proven to conflict. If there are any, the first conflict is searched for among them.
    deadline : float or None
        A `time.monotonic` value after which no question is asked. What is undecided then stays unconfirmed.
    allowance : float
        Work units for finding the conflicts and the requirements whose removal resolves them.
    """
    if result.status is not Status.IMPOSSIBLE:
        return result
    together = FeasibilityOracle(
        model, worker, known=[tables], seed=result.seed, allowance=allowance, deadline=deadline
    )
    order = _order_by_blame(result, model)
    suspects = [identity for identity in order if identity in clash] or order
    ways: list[WayOut] = []
    invited: tuple[Recruit, ...] = ()
    unstaffed = _list_unstaffed(result)
    conflicts = Conflicts((Conflict(tuple(suspects), confirmed=False),), complete=False, lifts=())
    began = time.monotonic()
    with suppress(KeyboardInterrupt):  # Ctrl-C ends the search; what was found by then is kept
        unmet = frozenset(identity for identity in order if result.review.verdicts[identity].shortfall)
        conflicts = find_conflicts(order, together, together.once_more, suspects, unmet, together.clash_among)
        ways, invited = _find_ways(result, conflicts, together, worker, deadline, unstaffed)
    ways = ways or [*_relaxed_way(result), *_list_untried(result, conflicts)]
    return replace(
        result,
        notes=(*result.notes, *_note_cut_short(conflicts, began, deadline)),
        conflicts=conflicts.found,
        conflicts_complete=conflicts.complete and not unstaffed,
        ways_out=sort_ways(
            [replace(way, confirmed=way.confirmed and unstaffed.issubset(way.requirements)) for way in ways]
        ),
        recruit=invited,
    )


def explain_counted(rounds: Sequence[Solved], clashes: Sequence[Sequence[str]]) -> tuple[Solved, ...]:
    """Return rounds that were planned together with the clashes of musts that counting proves for them.

    A clash counts in the rounds that leave one of its musts unmet. The plan shows what it costs to give way: its ways
    out accept the shortfalls of the round, or lift the musts that it does not meet. Those that lift another must of the
    clash are not confirmed.

    Parameters
    ----------
    rounds : sequence of Solved
        A round whose musts cannot be met in this round alone is returned unchanged.
    clashes : sequence of sequence of str
        The ids of musts that no plan of all rounds meets.
    """
    short = Counter[str]()
    for one in rounds:
        short.update(
            {id_: one.review.verdicts[id_].shortfall for id_, must in one.by_requirement.items() if must.is_must}
        )
    return tuple(_explain_round(one, clashes, +short) for one in rounds)


def _explain_round(result: Solved, clashes: Sequence[Sequence[str]], short: Mapping[str, int]) -> Solved:
    """Return one of the rounds; `short` has the units by which all of them fall short of each must."""
    musts = result.by_requirement
    unmet = {one.id for one in result.requirements if one.is_must and result.review.verdicts[one.id].shortfall}
    here = [clash for clash in clashes if unmet.intersection(clash) and musts.keys() >= {*clash}]
    if result.status is not Status.NO_SEATING or not here:
        return result
    name = partial(name_requirement, people=result.people)
    shown = [frozenset(short)] if musts.keys() >= short.keys() else []
    ways = _relaxed_way(result)
    ways += list_drops(shown, musts, result.room, lambda lift: sum(short[id_] for id_ in lift), name)
    known = {id_ for lift in shown if len(lift) == 1 for id_ in lift}
    others = dict.fromkeys(id_ for clash in here for id_ in clash if id_ not in known)
    ways += list_untried_drops(tuple(others), musts, result.room, name)
    return replace(
        result,
        status=Status.IMPOSSIBLE,
        conflicts=tuple(Conflict(tuple(clash), confirmed=False, counted=True) for clash in here),
        conflicts_complete=False,
        ways_out=sort_ways(ways),
    )


def _find_ways(
    result: Solved,
    conflicts: Conflicts,
    together: FeasibilityOracle,
    worker: Worker,
    deadline: float | None,
    unstaffed: frozenset[str],
) -> tuple[list[WayOut], tuple[Recruit, ...]]:
    tried = _find_invitations(result, worker, deadline)
    invited = [replace(one, confirmed=one.confirmed and not unstaffed) for one in tried]
    ways = _relaxed_way(result)
    ways += list_invitation_ways(invited, result.room)
    name = partial(name_requirement, people=result.people)
    ways += list_drops(conflicts.lifts, result.by_requirement, result.room, together.shortfall_without, name)
    if not conflicts.lifts:
        ways += _list_untried(result, conflicts)
    return ways, tuple(
        _describe_shortage(shortage, invitation) for invitation in invited for shortage in invitation.shortages
    )


def _list_unstaffed(result: Solved) -> frozenset[str]:
    """Return the ids of the musts that the staff plan does not meet; ways out are tested on seats alone."""
    musts = (one for one in result.requirements if one.is_must and is_met_by_staff_plan(one, result.room))
    return frozenset(one.id for one in musts if result.review.verdicts[one.id].shortfall)


def _list_untried(result: Solved, conflicts: Conflicts) -> list[WayOut]:
    name = partial(name_requirement, people=result.people)
    return list_untried_drops(conflicts.found[0].requirements, result.by_requirement, result.room, name)


def _relaxed_way(result: Solved) -> list[WayOut]:
    """Return the way out that the closest seating shows: relax its unmet musts, if the convener allows that."""
    way = find_relaxation(result.by_requirement, result.review.verdicts, result.room)
    return [] if way is None else [way]


def _order_by_blame(result: Solved, model: Model) -> list[str]:
    """Return the ids of the musts, the most likely causes of a conflict first.

    Musts that counting alone rules out come first, then those written in the convening, those from cells of the list,
    and those about the numbers of seats.
    """
    ruled_out = {clash.requirement for clash in count_clashes(model)}

    def rank(requirement: Requirement) -> tuple[bool, bool, bool]:
        return requirement.id not in ruled_out, requirement.is_about_seats, ":" in requirement.id

    return [one.id for one in sorted((r for r in list_seat_requirements(result) if r.is_must), key=rank)]


def _note_cut_short(conflicts: Conflicts, began: float, deadline: float | None) -> list[Note]:
    """Return a note if the search for conflicts ran out of time."""
    is_late = deadline is not None and time.monotonic() >= deadline
    if not is_late or (conflicts.complete and conflicts.found[0].confirmed):
        return []
    text = said(
        "The search for conflicts was stopped after %(seconds)s seconds. There might be more conflicts, or "
        "smaller ones.",
        seconds=f"{time.monotonic() - began:.1f}",
    )
    return [Note("conflict-cut-short", text)]


def _find_invitations(result: Solved, worker: Worker, deadline: float | None) -> list[Invitation]:
    """Return the people to invite so that the musts can be met.

    If there are several shortages, invitations for each of them alone are tried first. If none of these helps, an
    invitation for all shortages together is tried.

    Parameters
    ----------
    result : Solved
        A result whose musts cannot all be met.
    worker : Worker
    deadline : float or None
        A `time.monotonic` value.
    """
    shortages = find_shortages(result.by_requirement, result.review.verdicts, result.room)
    if len(shortages) > 1:
        tried = (islice(list_trials([short]), TRIED_ALONE) for short in shortages)
        alone = [_first_that_helps(result, few, worker, deadline) for few in tried]
        found = [invitation for invitation in alone if invitation is not None]
        if found:
            return found
    joint = _first_that_helps(result, list_trials(shortages), worker, deadline) if shortages else None
    return [] if joint is None else [joint]


def _first_that_helps(
    result: Solved, tried: Iterable[Invitation], worker: Worker, deadline: float | None
) -> Invitation | None:
    """Return the first invitation with which the musts can be met, or for which this could not be decided."""
    for found in tried:
        holds = _musts_hold(result, found, worker, deadline)
        if holds is not False:
            return replace(found, confirmed=holds is True)
    return None


def _musts_hold(result: Solved, invited: Invitation, worker: Worker, deadline: float | None) -> bool | None:
    """Whether the musts can be met with the invited people. None if there are too many or the deadline has passed."""
    is_over = deadline is not None and time.monotonic() >= deadline
    if is_over or sum(shortage.people for shortage in invited.shortages) > MOST_INVITED:
        return None
    room = add_seats(result.room, invited.seats)
    for shortage in invited.shortages:
        room = add_newcomers(room, shortage.who, shortage.people)
    musts = [requirement for requirement in list_seat_requirements(result) if requirement.is_must]
    holds = FeasibilityOracle(build_model(room, musts), worker, seed=result.seed, deadline=deadline)
    return holds(frozenset(requirement.id for requirement in musts))


def _describe_shortage(shortage: Shortage, invited: Invitation) -> Recruit:
    """Return the record of an invitation for one shortage, with its sentence."""
    sentence = invited.sentence([shortage.phrase])
    return Recruit(shortage.who, shortage.people, (shortage.requirement,), sentence, invited.confirmed)
