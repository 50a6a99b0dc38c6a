"""The whole room as one mixed-integer program: every table by itself, every term exactly."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from seating.engines.bound.build import seats_of
from seating.engines.bound.mathopt import Solution, Solver, message_of, solve_message
from seating.engines.bound.pace import limits_for, work_of
from seating.engines.bound.program import NO_END, Program
from seating.engines.bound.run import whole_above
from seating.engines.bound.seats import Seats
from seating.engines.questions import Aim, Solve
from seating.engines.replies import Answer, Found, Word
from seating.model import Model, penalty_of
from seating.model.classes import each_by_itself, person_classes
from seating.plan import IntArray

__all__ = ["can_solve", "solve_mip"]

MOST_SEATS = 12_000
"""Persons times tables up to which the whole program is worth trying."""


def can_solve(model: Model) -> bool:
    """Return whether `solve_mip` can: every term is told exactly, and the size is in reach."""
    if model.n_persons * model.n_tables > MOST_SEATS:
        return False
    return _whole_room(model).draft.is_exact


def solve_mip(model: Model, question: Solve, tell: Callable[[Found], None]) -> Answer:
    """Return the seating of least penalty that meets the musts, or what is known of it at the end of the limits.

    Only seatings better than the start are looked for, if that meets the musts; when there are none, it is the
    best. With ``plainly`` the other solver is asked.

    Parameters
    ----------
    model : Model
        For which `can_solve` holds.
    question : Solve
        Its aim is the penalty, and all tables are free.
    tell : function
        Hears of the seating and the bound.

    Raises
    ------
    ValueError
        When the question is another one.
    """
    if question.aim is not Aim.PENALTY or question.free is not None:
        raise ValueError("only the penalty of the whole room is asked of a mixed-integer program")
    seats = _whole_room(model)
    start = penalty_of(model, question.tables)
    known = None if start.unmet or question.below is not None else question.tables
    below = start.penalty if known is not None else question.below
    if below is not None:
        _ask_for_less(seats, below)
    program = seats.program()
    limits = limits_for(program, question.work, question.seconds, question.seed)
    if limits is None:
        return Answer(Word.UNDECIDED, known, None if known is None else below, None, 0.0)
    solver = Solver.GSCIP if question.plainly else Solver.HIGHS
    solution = solve_message(message_of(program, ~program.implied), solver, limits)
    answer = _answer(model, seats, solution, known, work_of(program, solution.iterations))
    if answer.tables is not None or answer.bound is not None:
        tell(Found(answer.tables, answer.bound))
    return answer


def _whole_room(model: Model) -> Seats:
    return seats_of(model, each_by_itself(model.n_tables), person_classes(model))


def _ask_for_less(seats: Seats, below: int) -> None:
    """Ask for a penalty under a number."""
    draft: Program = seats.program()
    priced = np.flatnonzero(draft.costs)
    if len(priced):
        seats.draft.add_rows(-NO_END, below - 1 - draft.offset, (priced[None, :], draft.costs[priced]))
    elif draft.offset >= below:  # nothing can meet this
        seats.draft.add_rows(1, 1, (seats.draft.add_columns(np.zeros(1)), 1))


def _answer(model: Model, seats: Seats, solution: Solution, known: IntArray | None, work: float) -> Answer:
    """Return what a solution says, its seating counted again by the terms."""
    worth = None if known is None else penalty_of(model, known).penalty
    if solution.is_infeasible:
        return Answer(Word.NONE if known is None else Word.PROVEN, known, worth, worth, work)
    bound = whole_above(solution.bound)
    if bound is not None and worth is not None:
        bound = min(bound, worth)
    tables = None if solution.values is None else _tables(seats, solution)
    if tables is not None:
        found = penalty_of(model, tables)
        if found.unmet == 0 and (worth is None or found.penalty < worth):
            known, worth = tables, found.penalty
    if known is None:
        return Answer(Word.UNDECIDED, None, None, bound, work)
    return Answer(Word.PROVEN if bound == worth else Word.FOUND, known, worth, bound, work)


def _tables(seats: Seats, solution: Solution) -> IntArray:
    """Return the table of each person, shape (persons,): each class of persons is dealt out in turn."""
    assert solution.values is not None
    tables = np.zeros(len(seats.persons.of), dtype=np.int64)
    counts = np.rint(solution.values[seats.columns]).astype(np.int64)
    for members, row in zip(seats.persons.members, counts, strict=True):
        dealt = np.repeat(seats.first, np.maximum(row, 0))[: len(members)]
        tables[members[: len(dealt)]] = dealt
    return tables
