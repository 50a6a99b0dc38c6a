"""A judged plan becomes a result, whether it was solved or made by hand."""

from __future__ import annotations

import time
from collections.abc import Iterable

from seating.convene.opened import Opened
from seating.convene.request import Request
from seating.convene.seated import duties_of, standing_of
from seating.convene.solved import Solved
from seating.engines.status import Status
from seating.errors import Note
from seating.judge import Review
from seating.plan import Plan

__all__ = ["result_of"]


def result_of(
    request: Request, opened: Opened, plan: Plan, judged: Review, status: Status, notes: Iterable[Note]
) -> Solved:
    """Return the result of a plan for an opened convening, without a bound.

    Parameters
    ----------
    judged : Review
        The checker's word on the plan.
    notes : iterable of Note
        Besides those of the inputs.
    """
    duties = duties_of(opened.people, opened.room, opened.convening.tables, opened.requirements, plan)
    return Solved(
        people=opened.people,
        convening=opened.convening,
        room=opened.room,
        requirements=opened.requirements,
        private_names=opened.private_names,
        private_columns=opened.private_columns,
        plan=plan,
        review=judged,
        status=status,
        bound=None,
        seconds=round(time.monotonic() - request.started, 3),
        seed=request.seed,
        not_seated=opened.not_seated,
        standing=standing_of(opened.people, opened.convening.tables, opened.room, plan, duties),
        duties=duties,
        notes=(*opened.notes, *(opened.harvest.notes if opened.harvest else ()), *notes),
        harvest=opened.harvest,
    )
