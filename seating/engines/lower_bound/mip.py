"""The whole room as one mixed-integer program: every table in a class of its own, every term exact."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from seating.engines.limits import MIP_REPEATED, MIP_SEATS
from seating.engines.lower_bound.class_bound import whole_above
from seating.engines.lower_bound.formulation import seats_of
from seating.engines.lower_bound.lp import relaxed_bound
from seating.engines.lower_bound.mathopt import Solution, Solver, message_of, solve_message
from seating.engines.lower_bound.seat_columns import SeatColumns
from seating.engines.lower_bound.work_units import limits_for, work_of
from seating.engines.messages import NOTHING, Aim, Answer, Found, Solve, SolveMip, SolveStatus
from seating.model import Model, penalty_of
from seating.model.classes import each_by_itself, person_classes
from seating.plan import IntArray

__all__ = ["can_solve", "solve_mip", "solve_room"]

TRY_SHARE = 0.5
"""Share of the work and of the seconds left that each of those tries may take, and the relaxed program before them."""

EARLIER = 0.4
"""Seconds before its time is over at which branch and bound is to stop: it looks at the clock now and then, and what
it answers too late is not heard."""


def can_solve(model: Model) -> bool:
    """Return whether `solve_mip` can: every term is told exactly, and the size is in reach."""
    if model.n_persons * model.n_tables > MIP_SEATS:
        return False
    return _whole_room(model).draft.is_exact


def solve_room(model: Model, question: SolveMip, progress: Callable[[Found], None]) -> Answer:
    """Answer a question by `solve_mip`, or with `NOTHING` if the model does not suit it.

    Parameters
    ----------
    model : Model
    question : SolveMip
    progress : function
        Called with each better bound, and the best seating then.
    """
    if not can_solve(model):
        return NOTHING
    return solve_mip(model, question.solve, progress, question.bound, question.reach)


def solve_mip(
    model: Model, question: Solve, tell: Callable[[Found], None], bound: int = 0, reach: float = math.inf
) -> Answer:
    """Return the seating of least penalty that meets the musts, or what is known of it at the end of the limits.

    Only seatings better than the start are looked for, if that meets the musts; when there are none, it is the best.
    Where the room is not too large, the least penalty that the bound allows is tried first, then the next two, the next
    four and so on, as long as all are refuted soon. With ``without_presolve`` the other solver is asked, and only once.

    Parameters
    ----------
    model : Model
        For which `can_solve` holds.
    question : Solve
        Its aim is the penalty, and all tables are free.
    tell : function
        Hears of the bound whenever it rises, and of the best seating then.
    bound : int
        What is proven already.
    reach : float
        Points that the relaxed program may be below the penalty; otherwise nothing is tried.

    Raises
    ------
    ValueError
        When the question is another one.
    """
    if question.aim is not Aim.PENALTY or question.free is not None:
        raise ValueError("only the penalty of the whole room is asked of a mixed-integer program")
    whole = _Whole(model, question, tell)
    if whole.is_small and whole.worth is not None and not question.without_presolve:
        whole.try_from_below(bound, reach)
    if not whole.is_done and not whole.is_hopeless:
        whole.try_under(whole.worth if question.below is None else question.below)
    return whole.answer()


class _Whole:
    """What is known of one question, and the work and the seconds that it took."""

    def __init__(self, model: Model, question: Solve, tell: Callable[[Found], None]) -> None:
        self._began = time.monotonic()
        self._model, self._question, self._tell = model, question, tell
        self._n_seats = model.n_persons * model.n_tables
        self._seats = _whole_room(model)
        self._program = self._seats.program()
        start = penalty_of(model, question.tables)
        is_known = start.unmet == 0 and question.below is None
        self._tables: IntArray | None = question.tables if is_known else None
        self._bound: int | None = None
        self._is_impossible = False
        self._work = 0.0
        self.is_hopeless = False
        self.worth = start.penalty if is_known else None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to ask."""
        return self._is_impossible or (self.worth is not None and self.worth == self._bound)

    @property
    def is_small(self) -> bool:
        """Whether a penalty that nobody reaches is likely to be refuted soon.

        In larger rooms that takes as long as the search for whatever is better.
        """
        return self._n_seats <= MIP_REPEATED

    def answer(self) -> Answer:
        """Return what is known."""
        if self._is_impossible:
            return Answer(SolveStatus.NONE, None, None, None, self._work)
        if self.is_done:
            word = SolveStatus.PROVEN
        else:
            word = SolveStatus.UNDECIDED if self._tables is None or self._bound is None else SolveStatus.FOUND
        return Answer(word, self._tables, self.worth, self._bound, self._work)

    def try_from_below(self, bound: int, reach: float) -> None:
        """Try penalties from the bound on, twice as many each time, until one is reached, or none is refuted soon."""
        assert self.worth is not None
        work, seconds = self._left(TRY_SHARE)
        if limits_for(self._program, work, seconds, self._question.seed) is None:
            return
        relaxed = relaxed_bound(self._program, work, seconds, self._question.seed)
        self._work += relaxed.work
        least, step = min(max(relaxed.bound, bound), self.worth), 1
        self._raise(least)
        self.is_hopeless = self.worth - relaxed.bound > reach
        if self.is_hopeless:
            return
        while not self.is_done and self.try_under(min(least + step, self.worth), TRY_SHARE):
            least, step = least + step, 2 * step

    def try_under(self, value: int | None, share: float = 1.0) -> bool:
        """Look for a seating with less than a penalty, any for None; return whether it is proven that there is none."""
        program = self._program if value is None else self._program.under(value)
        limits = limits_for(program, *self._left(share), self._question.seed)
        if limits is None:
            return False
        solver = Solver.GSCIP if self._question.without_presolve else Solver.HIGHS
        solution = solve_message(message_of(program, ~program.implied), solver, limits)
        self._work += work_of(program, solution.iterations)
        if solution.is_infeasible:
            self._is_impossible = self._tables is None
            self._raise(value)
            return True
        self._take(solution)
        bound = whole_above(solution.bound)  # of seatings under the value: others may have just that
        self._raise(bound if bound is None or value is None else min(bound, value))
        return False

    def _left(self, share: float) -> tuple[float, float | None]:
        """Return a share of the work left, and of the seconds."""
        given, gone = self._question.seconds, time.monotonic() - self._began
        seconds = None if given is None else share * (given - EARLIER - gone)
        return share * (self._question.work - self._work), seconds

    def _take(self, solution: Solution) -> None:
        """Take a seating that is better, counted again by the terms."""
        if solution.values is None:
            return
        tables = _tables(self._seats, solution.values)
        found = penalty_of(self._model, tables)
        if found.unmet == 0 and (self.worth is None or found.penalty < self.worth):
            self._tables, self.worth = tables, found.penalty
            if self._bound is not None and found.penalty < self._bound:
                self._bound = None  # whoever claimed it was wrong

    def _raise(self, bound: int | None) -> None:
        """Raise the bound, which is never above what is known to be possible; tell it when it rises."""
        if bound is None:
            return
        least = bound if self.worth is None else min(bound, self.worth)
        if self._bound is None or least > self._bound:
            self._bound = least
            self._tell(Found(self._tables, least))


@lru_cache(maxsize=1)
def _whole_room(model: Model) -> SeatColumns:
    """Return the columns and rows of a room; the last is kept, as it is asked about again and again."""
    return seats_of(model, each_by_itself(model.n_tables), person_classes(model))


def _tables(seats: SeatColumns, values: NDArray[np.float64]) -> IntArray:
    """Return the table of each person, shape (persons,): each class of persons is dealt out in turn."""
    tables = np.zeros(len(seats.persons.of), dtype=np.int64)
    counts = np.rint(values[seats.columns]).astype(np.int64)
    for members, row in zip(seats.persons.members, counts, strict=True):
        dealt = np.repeat(seats.first, np.maximum(row, 0))[: len(members)]
        tables[members[: len(dealt)]] = dealt
    return tables
