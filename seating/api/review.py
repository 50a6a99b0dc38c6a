"""A seating made or edited by hand, judged by the same rules."""

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
    """Judge a seating made by hand: a file with `id` or `name`, and `table`; the others as for `solve`."""
    return review_request(Request(people, convening, write=False), seating)


def review_request(request: Request, seating: str | Path) -> Solved:
    """Judge the seating in a file; nothing is solved, so there is no bound.

    The status is `feasible` when the musts hold, else `no_seating`: that this seating does not
    meet them says nothing of others.

    Raises
    ------
    UsageError, InputError
        As for a solve, and for what is wrong with the seating.
    """
    inputs = read_round(request)
    room, plan, notes = read_plan(read(seating), inputs.room)
    inputs = replace(inputs, room=room)
    judged = judge.review(room, inputs.requirements, plan)
    status = Status.NO_SEATING if judged.unmet else Status.FEASIBLE
    return add_chances(build_result(request, inputs, plan, judged, status, notes))
