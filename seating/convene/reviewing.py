"""A seating made or edited by hand, judged by the same rules."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from seating.convene.by_hand import read_plan
from seating.convene.opened import open_convening
from seating.convene.request import Request
from seating.convene.seated import duties_of, standing_of
from seating.convene.solved import Solved
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
    return Solved(
        people=opened.people,
        convening=opened.convening,
        room=room,
        requirements=opened.requirements,
        private_names=opened.private_names,
        private_columns=opened.private_columns,
        plan=plan,
        review=judged,
        status=Status.NO_SEATING if judged.unmet else Status.FEASIBLE,
        bound=None,
        seconds=round(time.monotonic() - request.started, 3),
        seed=request.seed,
        not_seated=opened.not_seated,
        standing=standing_of(opened.people, opened.convening.tables, room, plan),
        duties=duties_of(opened.people, room, opened.convening.tables),
        notes=(*opened.notes, *notes),
    )
