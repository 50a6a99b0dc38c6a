"""The front door: solve, repair, check and review, from inputs to a judged result.

`solve`, `repair`, `check` and `review` take a list and a convening and write nothing; the `…_request`
functions take everything a command can be told.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from seating.api.explaining import Explained, explain_request
from seating.api.job import solve_request
from seating.api.judged import Judged, judge_inputs
from seating.api.repairing import repair_request
from seating.api.request import Request
from seating.api.reviewing import review_request
from seating.api.solved import Solved

__all__ = ["Explained", "Judged", "Request", "Solved", "check", "explain_request", "judge_inputs", "review"]
__all__ += ["repair", "repair_request", "review_request", "solve", "solve_request"]


def solve(people: Any, convening: Any = None, *, time_limit: float | None = None, seed: int = 0) -> Solved:
    """Seat everyone who comes; write nothing.

    Parameters
    ----------
    people : path, "-", pandas frame, or sequence of mappings
        The list, one row a person.
    convening : path, mapping, or None
        The tables and requirements; None looks beside the list, and infers them when nothing is there.
    time_limit : float, optional
        Seconds; without it the effort is counted in work, and the same input gives the same seating.
    seed : int, optional

    Raises
    ------
    UsageError, InputError
        When a file is not there; when cells or lines of the input are wrong.

    Examples
    --------
    >>> people = [{"name": "Ana", "with": "Ben"}, {"name": "Ben"}, {"name": "Cam"}, {"name": "Dee"}]
    >>> result = solve(people, {"tables": {"count": 2, "seats": 2}, "requirements": []})
    >>> result.status.value, result.plan.seats[result.people.named("Ana")[0].id] == result.plan.seats[
    ...     result.people.named("Ben")[0].id]
    ('optimal', True)
    """
    return solve_request(Request(people, convening, time_limit=time_limit, seed=seed, packet=False, write=False))


def repair(
    people: Any,
    seating: str | Path,
    convening: Any = None,
    *,
    keep: tuple[str, ...] = (),
    max_moves: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> Solved:
    """Repair a seating after changes with as few moves as possible; write nothing.

    Parameters
    ----------
    people, convening, time_limit, seed
        As for `solve`.
    seating : path
        Who sat where: a file with `id` or `name`, and `table`. Whoever comes and is not in it is new.
    keep : tuple of str, optional
        Tables and people, by id or name, that stay as they are.
    max_moves : int, optional
        Moves in all that may be made to lessen the penalty; without it only those that the musts need.

    Returns
    -------
    Solved
        With `moves`, each with its reason, and `repair`: whether fewer moves would do, and what else may help.

    Raises
    ------
    UsageError, InputError
        As for `solve`, and for what is wrong with the seating.
    """
    request = Request(people, convening, time_limit=time_limit, seed=seed, keep=keep, packet=False, write=False)
    return repair_request(request, seating, max_moves)


def check(people: Any, convening: Any = None) -> Judged:
    """Read and judge the inputs, without solving; parameters as for `solve`."""
    return judge_inputs(Request(people, convening, write=False))


def review(people: Any, seating: str | Path, convening: Any = None) -> Solved:
    """Judge a seating made by hand: a file with `id` or `name`, and `table`; the others as for `solve`."""
    return review_request(Request(people, convening, write=False), seating)
