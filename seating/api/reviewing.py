"""A seating made or edited by hand, judged by the same rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from seating.api.by_hand import read_plan
from seating.api.chances import with_chances
from seating.api.opened import open_convening
from seating.api.request import Request
from seating.api.resulting import result_of
from seating.api.solved import Solved
from seating.engines.status import Status
from seating.judge import review
from seating.sources import read

__all__ = ["review_request"]


def review_request(request: Request, seating: str | Path) -> Solved:
    """Judge the seating in a file; nothing is solved, so there is no bound.

    The status is `feasible` when the musts hold, else `no_seating`: that this seating does not
    meet them says nothing of others.

    Raises
    ------
    UsageError, InputError
        As for a solve, and for what is wrong with the seating.
    """
    opened = open_convening(request)
    room, plan, notes = read_plan(read(seating), opened.room)
    opened = replace(opened, room=room)
    judged = review(room, opened.requirements, plan)
    status = Status.NO_SEATING if judged.unmet else Status.FEASIBLE
    return with_chances(result_of(request, opened, plan, judged, status, notes))
