"""The engines for bounds over classes of tables: `bound` solves programs, each harder than the one before.

First the LP relaxation; its duals give a bound that is computed in integers. Then HiGHS tries penalties from there up.
The duals show which columns no solution in a low range uses, so the first ranges are refuted quickly. Then SCIP solves
the program with integer counts and continuous seats. Then HiGHS solves it with all columns integer. If a bound from
branch and bound is wrong, a solution of the last program refutes it.

`relax` solves linear relaxations only: over classes of tables, and then with each table by itself. They take a fraction
of a second, and their bounds are computed in integers.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from seating.engines.limits import CLASS_BOUND_SIZE
from seating.engines.lower_bound.formulation import formulate
from seating.engines.lower_bound.mathopt import (
    Limits,
    Relaxed,
    Solution,
    Solver,
    limits_for,
    message_of,
    relaxed_bound,
    solve_message,
    work_of,
)
from seating.engines.lower_bound.program import Program, fix_columns, value_of
from seating.engines.messages import Answer, Bound, Found, SolveStatus
from seating.model import Model, penalty_of, shortfalls
from seating.model.classes import Partition, person_classes, singletons, table_classes
from seating.room.plan import IntArray

TOLERANCE = 1e-3
"""Tolerance that is subtracted from a solver's bound before it is rounded up."""


def bound(model: Model, question: Bound, on_progress: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty of every seating that meets the musts.

    The status is `PROVEN` if no bound over classes can be better, and `NONE` if the musts cannot be met. A bound from
    branch and bound is retracted if a solution of the next step refutes it. So only the bound of the answer counts, not
    those reported on the way.

    Parameters
    ----------
    model : Model
    question : Bound
    on_progress : function
        Called with each better bound.
    """
    run = _Run(model, question)
    best: int | None = None
    for step in run.steps():
        if step.is_impossible:
            return Answer(SolveStatus.NONE, None, None, None, run.work)
        if step.refutes is not None and best is not None and step.refutes < best:
            best = run.certified
        if step.bound is not None and (best is None or step.bound > best):
            best = step.bound
            on_progress(Found(None, best))
        if step.is_last or (best is not None and run.target is not None and best >= run.target):
            return Answer(SolveStatus.PROVEN, None, None, best, run.work)
    return Answer(SolveStatus.UNDECIDED, None, None, best, run.work)


def relax(model: Model, question: Bound, on_progress: Callable[[Found], None]) -> Answer:
    """Return the lower bound that linear relaxations prove; parameters as for `bound`.

    What the second relaxation adds, because each table has its own band, is often more than branching on the first one
    adds in the same time.
    """
    work, began = 0.0, time.monotonic()
    best: int | None = None
    persons = person_classes(model)
    for tables in {len(each.members): each for each in (table_classes(model), singletons(model.n_tables))}.values():
        if len(tables.members) * len(persons.members) > CLASS_BOUND_SIZE:
            break
        seconds = None if question.seconds is None else question.seconds - (time.monotonic() - began)
        relaxed = relaxed_bound(formulate(model, tables, persons).program(), question.work / 2, seconds)
        work += relaxed.work
        if best is None or relaxed.bound > best:
            best = relaxed.bound
            on_progress(Found(None, best))
        if best >= penalty_of(model, question.tables).penalty:
            break
    return Answer(SolveStatus.UNDECIDED if best is None else SolveStatus.FOUND, None, None, best, work)


def ceil_bound(value: float) -> int | None:
    """Return a floating-point bound minus a tolerance, rounded up to an integer; None if the bound is not finite."""
    return math.ceil(value - TOLERANCE - 1e-6 * abs(value)) if math.isfinite(value) else None


class _Classes(NamedTuple):
    """A model, and its classes of tables and of persons."""

    model: Model
    tables: Partition
    persons: Partition

    @property
    def size(self) -> int:
        """Number of classes of persons times classes of tables."""
        return len(self.tables.members) * len(self.persons.members)


def _classes_of(model: Model) -> _Classes:
    return _Classes(model, table_classes(model), person_classes(model))


def _choose_requirements(model: Model, tables: IntArray) -> _Classes | None:
    """Return the model with as many requirements as fit into a program; None if not even the musts fit.

    If the whole program is too large, wishes that cost nothing in a known seating are left out. So are those that
    need many classes: each further column of the list that counts multiplies the classes of persons. A wish whose
    cost might be negative is never left out, so the bound stays valid.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The known seating.
    """
    whole = _classes_of(model)
    if whole.size <= CLASS_BOUND_SIZE:
        return whole
    least = np.zeros(len(model.requirement_ids), dtype=np.int64)
    for requirement, term in model.terms:
        least[requirement] += term.shortfall_bound(model.may_be_empty)
    is_kept = model.musts | (least < 0)
    names = np.array(model.requirement_ids)
    kept = set(names[is_kept].tolist())
    chosen = _classes_of(model.with_requirements(kept))
    if chosen.size > CLASS_BOUND_SIZE:
        return None
    others = names[~is_kept & (shortfalls(model, tables) > 0)].tolist()
    alone = {name: _classes_of(model.with_requirements({*kept, name})) for name in others}
    for number, name in enumerate(sorted(others, key=lambda other: alone[other].size)):
        more = _classes_of(model.with_requirements({*chosen.model.requirement_ids, name})) if number else alone[name]
        chosen = more if more.size <= CLASS_BOUND_SIZE else chosen
    return chosen


class _Step(NamedTuple):
    """The result of one step."""

    bound: int | None
    is_impossible: bool = False  # the musts cannot be met
    is_last: bool = False  # the program with all columns integer is solved to optimality
    refutes: int | None = None  # the value of a solution of that program; a higher bound is wrong


class _Run:
    """The steps for one question, and the work they used."""

    def __init__(self, model: Model, question: Bound) -> None:
        self._began = time.monotonic()
        self._question = question
        self.work = 0.0
        self.certified: int | None = None
        value = penalty_of(model, question.tables)
        self.target = None if value.unmet else value.penalty
        self._model = model

    def steps(self) -> Iterator[_Step]:
        """Yield the result of each step; nothing if the program would be too large.

        Where some requirements had to be left out, the relaxation is the only step: branching would take long.
        """
        chosen = _choose_requirements(self._model, self._question.tables)
        if chosen is None:
            return
        program = formulate(*chosen).program()
        relaxed = relaxed_bound(program, self._question.work, self._seconds)
        self.work += relaxed.work
        self.certified = relaxed.bound
        yield _Step(relaxed.bound)
        if chosen.model is not self._model:
            return
        yield from self._tried_from_below(program, relaxed)
        counts = np.ones(len(program.costs), dtype=bool)
        counts[program.seats] = False
        for columns, solver in ((counts, Solver.GSCIP), (np.ones_like(counts), Solver.HIGHS)):
            limits = self._limits(program, solver)
            if limits is None:
                return
            solution = solve_message(message_of(program, columns), solver, limits)
            self.work += work_of(program, solution.iterations, solver)
            yield _step(program, solution, bool(columns.all()))
            if not solution.is_optimal:  # the next step is harder still
                return

    def _tried_from_below(self, program: Program, relaxed: Relaxed) -> Iterator[_Step]:
        """Yield what follows from trying penalties from the bound up, in doubling ranges, until one is not refuted.

        Nothing is tried until a seating meets the musts, because then no range may be the last. A range is tried if its
        program lacks some columns, and if as much work is left as the range before took.
        """
        width, work, value = 1, 0.0, relaxed.bound
        while self.target is not None and value < self.target:
            value = min(relaxed.bound + width, self.target)
            tried = fix_columns(program, value, relaxed.duals)
            limits = self._limits(tried, Solver.HIGHS)
            if limits is None or work > self._question.work - self.work or len(tried.entries) == len(program.entries):
                return
            solution = solve_message(message_of(tried.below(value)), Solver.HIGHS, limits)
            work = work_of(tried, solution.iterations, Solver.HIGHS)
            self.work += work
            if not solution.is_infeasible:
                found = _step(tried, solution, True)
                yield found._replace(bound=None if found.bound is None else min(found.bound, value))
                return
            yield _Step(value)
            width *= 2

    def _limits(self, program: Program, solver: Solver) -> Limits | None:
        return limits_for(program, solver, self._question.work - self.work, self._seconds, self._question.seed)

    @property
    def _seconds(self) -> float | None:
        given = self._question.seconds
        return None if given is None else given - (time.monotonic() - self._began)


def _step(program: Program, solution: Solution, is_whole: bool) -> _Step:
    """Return the result of branch and bound; a solution refutes bounds only if all columns are integer."""
    value = value_of(program, solution.values) if is_whole and solution.values is not None else None
    return _Step(ceil_bound(solution.bound), solution.is_infeasible, is_whole and solution.is_optimal, value)
