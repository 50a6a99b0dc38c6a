"""Repair the seating while people queue: the fewest moves, listed before anyone accepts them. Nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from seating.api.gains import GainLine, Gains
from seating.api.inputs import RoundInputs
from seating.api.manual_seating import ManualSeating
from seating.api.request import Request
from seating.api.searches.improve import repair_with_locks
from seating.judge import review
from seating.room.plan import Plan

NEW_SEATING_WORK = 2.0
"""Work units for a new seating where none is found near the present one: people queue, so a long search is no use."""


@dataclass(frozen=True, slots=True)
class SeatMove:
    """One person's new seat; `origin` is "" for someone who has none, and `reason` for a new seat."""

    person: str
    origin: str
    target: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RepairProposal:
    """What a repair would do.

    Attributes
    ----------
    moves : tuple of SeatMove
        People who have a seat come first.
    unmet : int
        By how much the musts would still fall short.
    units, points : int
        By how much more the musts would fall short than now, and how many points the penalty would be higher; negative
        for less. Private requirements count.
    lines : tuple of GainLine
        What would change, in words, musts first. Private requirements are left out, for a desk at which other people
        stand.
    """

    moves: tuple[SeatMove, ...]
    unmet: int
    units: int = 0
    points: int = 0
    lines: tuple[GainLine, ...] = ()

    @property
    def counts_private(self) -> bool:
        """Whether `units` and `points` count changes that the lines leave out."""
        musts = sum(line.units for line in self.lines if line.is_must)
        return (musts, sum(line.points for line in self.lines)) != (self.units, self.points)


def propose_repair(
    inputs: RoundInputs, seating: ManualSeating, request: Request, gains: Callable[[], Gains] | None = None
) -> RepairProposal:
    """Return the fewest moves after which everyone has a seat and the musts are met, with a reason each.

    What is locked stays as it is. If the search for the fewest moves finds nothing that meets the musts, a new seating
    is searched for only briefly; `repair_with_locks` searches longer.

    Parameters
    ----------
    inputs : RoundInputs
    seating : ManualSeating
    request : Request
        Gives the seed, and a time limit or work, if there is to be another one.
    gains : callable or None
        Returns the gains for this seating as the team may see them, if some are kept. By default they are made anew.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    work = NEW_SEATING_WORK if request.work is None else request.work
    result = repair_with_locks(inputs, seating.seats, seating.locks, replace(request, work=work))
    moved = [SeatMove(move.person, move.origin, move.target, move.reason) for move in result.moves]
    moves = (*moved, *(SeatMove(person, "", result.plan.seats[person]) for person in seating.tray))
    if not moves:
        return RepairProposal(moves, result.review.unmet)
    seats = {move.person: move.target for move in moves}
    known = sorted(inputs.all_requirements, key=lambda requirement: not requirement.is_must)
    now, after = (review(inputs.room, known, Plan(each)) for each in (seating.seats, {**seating.seats, **seats}))
    changed = [r.id for r in known if now.verdicts[r.id].shortfall != after.verdicts[r.id].shortfall]
    shared = Gains(inputs, seating.seats, is_shared=True) if gains is None else gains()
    lines = shared.describe_seats(seats, changed)
    return RepairProposal(moves, result.review.unmet, after.unmet - now.unmet, after.penalty - now.penalty, lines)
