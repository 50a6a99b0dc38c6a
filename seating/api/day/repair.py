"""Repair the seating while people queue: the fewest moves, listed before anybody accepts them. Nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass

from seating.api.inputs import RoundInputs
from seating.api.manual_seating import ManualSeating
from seating.api.request import Request
from seating.api.searches.improve import repair_with_locks

__all__ = ["RepairProposal", "SeatMove", "propose_repair"]


@dataclass(frozen=True, slots=True)
class SeatMove:
    """One person's new seat; `origin` is "" for somebody who has none, and `reason` for a new seat."""

    person: str
    origin: str
    target: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RepairProposal:
    """The moves of a repair, people who have a seat first, and by how much the musts would still fall short."""

    moves: tuple[SeatMove, ...]
    unmet: int


def propose_repair(inputs: RoundInputs, seating: ManualSeating, request: Request) -> RepairProposal:
    """Return the fewest moves after which everybody has a seat and the musts are met, with a reason each.

    What is locked stays as it is.

    Parameters
    ----------
    inputs : RoundInputs
    seating : ManualSeating
    request : Request
        Gives the seed and the time limit.

    Raises
    ------
    EngineError
        When the engine and the checker disagree.
    """
    result = repair_with_locks(inputs, seating.seats, seating.locks, request)
    moved = [SeatMove(move.person, move.origin, move.target, move.reason) for move in result.moves]
    seated = [SeatMove(person, "", result.plan.seats[person]) for person in seating.tray]
    return RepairProposal((*moved, *seated), result.review.unmet)
