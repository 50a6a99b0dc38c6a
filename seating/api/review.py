"""Check a seating that was made or edited by hand against the requirements."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from seating import judge
from seating.api.chances import add_chances
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.api.result import Solved, build_result
from seating.api.seating_files import read_plan
from seating.engines.outcome import Status
from seating.sources import read

__all__ = ["review", "review_request"]


def review(people: Any, seating: str | Path, convening: Any = None) -> Solved:
    """Check a seating that was made by hand.

    Parameters
    ----------
    people, convening
        As for `solve`.
    seating : path
        A file with the columns `id` or `name`, and `table`.

    Raises
    ------
    UsageError, InputError
        As for `solve`, and when the seating has errors.
    """
    return review_request(Request(people, convening, write=False), seating)


def review_request(request: Request, seating: str | Path) -> Solved:
    """Check the seating in a file. Nothing is solved, so there is no bound.

    The status is `feasible` if the musts are met and `no_seating` otherwise, because other seatings may still meet
    them.

    Raises
    ------
    UsageError, InputError
        As for `solve`, and when the seating has errors.
    """
    inputs = read_round(request)
    room, plan, notes = read_plan(read(seating), inputs.room)
    inputs = replace(inputs, room=room)
    judged = judge.review(room, inputs.requirements, plan)
    status = Status.NO_SEATING if judged.unmet else Status.FEASIBLE
    return add_chances(build_result(request, inputs, plan, judged, status, notes))
