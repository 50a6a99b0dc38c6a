"""The engine for bounds on unmet wishes: a program that divides people into groups of those who follow each other.

At a table, each person follows someone they wished for, or no one if their wish is unmet. Following leads everyone to
a circle, or to a person whose wish is unmet. So a table consists of groups, each with one circle or one such person,
and no group is larger than the table. The program divides all people into groups of that size so that the unmet wishes
cost least. It does not seat the groups, so its value is a lower bound.

It proves more than circles alone (`model.wish_bound`): if fifteen people wish for one, at most a table of them follow.
A flow counts the people who follow behind each person, as in programs for trees of limited size: B. Gavish,
"Topological design of centralized computer networks: formulations and algorithms", Networks 12, 1982.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.lower_bound.class_bound import ceil_bound, relax
from seating.engines.lower_bound.mathopt import relaxed_bound
from seating.engines.lower_bound.program import NO_END, Draft, Program
from seating.engines.messages import NOTHING, Answer, Bound, Found, SolveStatus
from seating.model import Model, penalty_of
from seating.model.trivial_bound import value_bound
from seating.model.wish_bound import Circles, circles_in, with_wishes_costing
from seating.plan import IntArray

LINEARIZATION = 2
"""How much of the program is in the linear relaxation of CP-SAT: everything. With the default of 1, the optimum for 120
people at 12 tables takes 0.9 and 3.9 units in two rooms, and with 2, 0.1 and 1.5."""


def bound(model: Model, question: Bound, on_progress: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty of every seating that meets the musts.

    What linear relaxations prove about everything else is added to what is proven about wishes.

    Parameters
    ----------
    model : Model
    question : Bound
    on_progress : function
        Called with each better bound.
    """
    circles = circles_in(model)
    if circles is None:
        return NOTHING
    best: int | None = None

    def note(value: int) -> None:
        nonlocal best
        if best is None or value > best:
            best = value
            on_progress(Found(None, best))

    began = time.monotonic()
    others = value_bound(with_wishes_costing(model, 0)).penalty
    program = groups_program(circles, model.n_people, others)
    relaxed = relaxed_bound(program, question.work / 4, question.seconds)
    note(relaxed.bound)
    known = penalty_of(model, question.tables)
    limits = _later(question, relaxed.work, began)
    solved = solve_groups(program, limits, None if known.unmet else known.penalty, note)
    note(max(relaxed.bound, solved.bound))
    costing = with_wishes_costing(model, max(relaxed.bound, solved.bound) - others)
    more = relax(costing, _later(question, relaxed.work + solved.work, began), lambda found: note(found.bound or 0))
    return Answer(SolveStatus.FOUND, None, None, best, relaxed.work + solved.work + more.work)


def _later(question: Bound, work: float, began: float) -> Bound:
    """Return a question with the work and the seconds that are left."""
    seconds = None if question.seconds is None else max(0.0, question.seconds - (time.monotonic() - began))
    return replace(question, work=max(0.0, question.work - work), seconds=seconds)


class Solved(NamedTuple):
    """What a solver proved about a program, in penalty points, and the work it took."""

    bound: int
    work: float


def solve_groups(program: Program, question: Bound, below: int | None, on_bound: Callable[[int], None]) -> Solved:
    """Return a lower bound on the value of a program, by branch and bound.

    Parameters
    ----------
    program : Program
    question : Bound
        Its work, seconds and seed are the limits.
    below : int or None
        Only solutions with a lower value are looked for; if there are none, this is the bound.
    on_bound : function
        Called with each bound on the way.
    """
    if below is not None:
        program = program.below(below)
    model = cp_model.CpModel()
    columns = [model.new_int_var(0, upper, "") for upper in program.upper.tolist()]
    ends = np.searchsorted(program.rows, np.arange(1, len(program.row_low)))
    parts = (np.split(array, ends) for array in (program.columns, program.entries))
    for inside, entries, low, high in zip(*parts, program.row_low.tolist(), program.row_high.tolist(), strict=True):
        total = cp_model.LinearExpr.weighted_sum([columns[j] for j in inside.tolist()], entries.tolist())
        model.add_linear_constraint(total, low, high)
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, program.costs.tolist()) + program.offset)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = question.seed % 2**31
    solver.parameters.max_deterministic_time = question.work
    solver.parameters.num_workers = 1  # so that a run can be repeated
    solver.parameters.linearization_level = LINEARIZATION
    if question.seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.01, question.seconds)
    solver.best_bound_callback = lambda value: on_bound(ceil_bound(value) or 0)
    code = solver.solve(model)
    work = float(solver.response_proto.deterministic_time)
    if code == cp_model.INFEASIBLE and below is not None:
        return Solved(below, work)
    return Solved(ceil_bound(solver.best_objective_bound) or 0, work)


def groups_program(found: Circles, n_people: int, offset: int = 0) -> Program:
    """Return the program of groups.

    Parameters
    ----------
    found : Circles
    n_people : int
    offset : int
        What is added to its value.
    """
    wishes, seats = found.wishes, found.tables.seats
    behind, ahead = _columns_of((p, q) for p, wish in wishes.items() for q in wish.others)
    circle, member = _columns_of((c, p) for c, people in enumerate(found.circles) for p in people)
    prices = [wishes[p].price if p in wishes else 0 for p in range(n_people)]
    may_end = np.array([price is not None for price in prices], dtype=np.int64)
    draft = Draft()
    draft.offset, draft.is_exact = offset, False
    follows, flow = draft.add_columns(np.ones_like(behind)), draft.add_columns(np.full_like(behind, seats - 1))
    ends, ended = draft.add_columns(may_end, [price or 0 for price in prices]), draft.add_columns(seats * may_end)
    closed, held = draft.add_columns(np.ones(len(found.circles))), draft.add_columns(np.full_like(member, seats))
    # everyone follows one person, closes a circle, or is the end of a group; so do those who follow behind
    out, into, at = (_places(number, n_people) for number in (behind, ahead, member))
    for p in range(n_people):
        leaving = np.concatenate([flow[out[p]], ended[[p]], held[at[p]]])
        draft.add_rows(1, 1, (np.concatenate([follows[out[p]], ends[[p]], closed[circle[at[p]]]])[None], 1))
        draft.add_rows(1, 1, (leaving[None], 1), (flow[into[p]][None], -1))
    for amounts, chosen, most in ((flow, follows, seats - 1), (ended, ends, seats), (held, closed[circle], seats)):
        draft.add_rows(0, NO_END, (amounts, 1), (chosen, -1))
        draft.add_rows(-NO_END, 0, (amounts, 1), (chosen, -most))
    for c, people in enumerate(_places(circle, len(found.circles))):
        draft.add_rows(-NO_END, 0, (held[people][None], 1), (closed[[c]], -seats))
    draft.add_rows(found.tables.used, NO_END, (np.concatenate([ends, closed])[None], 1))
    return draft.finish(np.zeros((0, 1), dtype=np.int64), np.zeros(0, dtype=np.int64))


def _columns_of(pairs: Iterable[tuple[int, int]]) -> tuple[IntArray, IntArray]:
    one, other = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    return one, other


def _places(numbers: IntArray, n: int) -> list[IntArray]:
    """Return for each number below n where it stands."""
    order = np.argsort(numbers, kind="stable")
    return np.split(order, np.searchsorted(numbers[order], np.arange(1, n)))[:n]
