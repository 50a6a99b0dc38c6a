"""The whole room as one mixed-integer program: every table is a separate class, and every term is exact."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from seating.engines.limits import MIP_SIZE
from seating.engines.lower_bound.assignment import AssignmentColumns
from seating.engines.lower_bound.class_bound import ceil_bound
from seating.engines.lower_bound.formulation import formulate_room
from seating.engines.lower_bound.mathopt import (
    Solution,
    Solver,
    limits_for,
    message_of,
    relaxed_bound,
    solve_message,
    work_of,
)
from seating.engines.lower_bound.program import fix_columns
from seating.engines.messages import NOTHING, Aim, Answer, Found, Solve, SolveMip, SolveStatus
from seating.model import Model, penalty_of
from seating.room.plan import IntArray

TRY_SHARE = 0.5
"""Share of the work left that the LP relaxation, and each solve from below, may take. A time limit only cuts it off."""

TIME_RESERVE = 0.4
"""Seconds before the time limit at which branch and bound stops: it checks the clock only now and then, and a late
answer would be lost."""


def can_solve(model: Model) -> bool:
    """Return whether `solve_mip` can solve a model: it is small enough, and every term is exact in the program."""
    if model.n_persons * model.n_tables > MIP_SIZE:
        return False
    return _room_columns(model).draft.is_exact


def solve_room(model: Model, question: SolveMip, progress: Callable[[Found], None]) -> Answer:
    """Answer a question with `solve_mip`, or return `NOTHING` if the model does not suit it.

    Parameters
    ----------
    model : Model
    question : SolveMip
    progress : function
        Called with each better bound and the best seating so far.
    """
    if not can_solve(model):
        return NOTHING
    return solve_mip(model, question.solve, progress, question.bound, question.reach)


def solve_mip(
    model: Model, question: Solve, on_progress: Callable[[Found], None], bound: int = 0, reach: float = math.inf
) -> Answer:
    """Return the seating of lowest penalty that meets the musts, or the best one known when a limit is reached.

    If the start meets the musts, only better seatings are looked for; if there are none, the start is optimal. The
    lowest penalty that the bound allows is tried first, then the two lowest, the four lowest and so on, as long as each
    range is refuted quickly. The LP relaxation shows which columns no seating in the range uses, and the lower the
    range, the fewer are left. With ``without_presolve`` SCIP runs once, instead of HiGHS, and with all columns.

    Parameters
    ----------
    model : Model
        For which `can_solve` holds.
    question : Solve
        Its aim is `PENALTY`, and all tables are free.
    on_progress : function
        Called with each better bound and the best seating so far.
    bound : int
        A lower bound on the penalty that is proven already.
    reach : float
        Penalty points. If the LP relaxation is further below the penalty than this, branch and bound is skipped.

    Raises
    ------
    ValueError
        If the question has another aim, or not all tables are free.
    """
    if question.aim is not Aim.PENALTY or question.free is not None:
        raise ValueError("a mixed-integer program can only minimize the penalty of the whole room")
    whole = _MipRun(model, question, on_progress)
    if whole.penalty is not None and not question.without_presolve:
        whole.solve_from_below(bound, reach)
    if not whole.is_done and not whole.is_too_far:
        whole.solve_below(whole.penalty if question.below is None else question.below)
    return whole.answer()


class _MipRun:
    """The state of one solve: the best seating, the bound, and the work and time used."""

    def __init__(self, model: Model, question: Solve, on_progress: Callable[[Found], None]) -> None:
        self._began = time.monotonic()
        self._model, self._question, self._on_progress = model, question, on_progress
        self._seats = _room_columns(model)
        self._program = self._seats.program()
        start = penalty_of(model, question.tables)
        is_known = start.unmet == 0 and question.below is None
        self._tables: IntArray | None = question.tables if is_known else None
        self._bound: int | None = None
        self._is_impossible = False
        self._duals: NDArray[np.float64] | None = None
        self._work = 0.0
        self.is_too_far = False
        self.penalty = start.penalty if is_known else None

    @property
    def is_done(self) -> bool:
        """Whether the question is answered: infeasible, or the penalty equals the bound."""
        return self._is_impossible or (self.penalty is not None and self.penalty == self._bound)

    def answer(self) -> Answer:
        """Return the answer from what is known so far."""
        if self._is_impossible:
            return Answer(SolveStatus.NONE, None, None, None, self._work)
        if self.is_done:
            status = SolveStatus.PROVEN
        else:
            status = SolveStatus.UNDECIDED if self._tables is None or self._bound is None else SolveStatus.FOUND
        return Answer(status, self._tables, self.penalty, self._bound, self._work)

    def solve_from_below(self, bound: int, reach: float) -> None:
        """Try penalties from the bound up, in doubling ranges, until one is reached or not refuted quickly.

        A range that would end at the penalty is not tried: it takes all the work that is left.
        """
        assert self.penalty is not None
        work, seconds = self._left(TRY_SHARE)
        if work <= 0 or (seconds is not None and seconds <= 0):
            return
        relaxed = relaxed_bound(self._program, work, seconds)
        self._work += relaxed.work
        self._duals = relaxed.duals
        least, width = min(max(relaxed.bound, bound), self.penalty), 1
        self._raise_bound(least)
        self.is_too_far = self.penalty - relaxed.bound > reach
        if self.is_too_far:
            return
        while least + width < self.penalty and self.solve_below(least + width, TRY_SHARE):
            width *= 2

    def solve_below(self, value: int | None, share: float = 1.0) -> bool:
        """Look for a seating with a penalty below `value` (None: any); return whether there is provably none."""
        program = self._program
        if value is not None:
            program = program if self._duals is None else fix_columns(program, value, self._duals)
            program = program.below(value)
        solver = Solver.GSCIP if self._question.without_presolve else Solver.HIGHS
        limits = limits_for(program, solver, *self._left(share), self._question.seed)
        if limits is None:
            return False
        solution = solve_message(message_of(program, ~program.implied), solver, limits)
        self._work += work_of(program, solution.iterations, solver)
        if solution.is_infeasible:
            self._is_impossible = self._tables is None
            self._raise_bound(value)
            return True
        self._accept(solution)
        bound = ceil_bound(solution.bound)  # it is valid only for penalties below `value`
        self._raise_bound(bound if bound is None or value is None else min(bound, value))
        return False

    def _left(self, share: float) -> tuple[float, float | None]:
        """Return a share of the work left, and the seconds left."""
        given, gone = self._question.seconds, time.monotonic() - self._began
        seconds = None if given is None else given - TIME_RESERVE - gone
        return share * (self._question.work - self._work), seconds

    def _accept(self, solution: Solution) -> None:
        """Accept a seating if it is better; its value is computed from the terms."""
        if solution.values is None:
            return
        tables = self._seats.deal(np.rint(solution.values).astype(np.int64))
        found = penalty_of(self._model, tables)
        if found.unmet == 0 and (self.penalty is None or found.penalty < self.penalty):
            self._tables, self.penalty = tables, found.penalty
            if self._bound is not None and found.penalty < self._bound:
                self._bound = None  # the seating refutes the bound

    def _raise_bound(self, bound: int | None) -> None:
        """Raise the bound, at most to the best known penalty, and report it if it rises."""
        if bound is None:
            return
        least = bound if self.penalty is None else min(bound, self.penalty)
        if self._bound is None or least > self._bound:
            self._bound = least
            self._on_progress(Found(self._tables, least))


@lru_cache(maxsize=1)
def _room_columns(model: Model) -> AssignmentColumns:
    """Return the columns and rows of a room; the last result is cached, as the same room is solved repeatedly."""
    return formulate_room(model)
