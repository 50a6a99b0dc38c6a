"""Bounds of rooms of the family `hard`, against the optimum that CP-SAT proves on the textbook model."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from ortools.sat.python import cp_model

from benchmarks.generate import Spec, write_convening
from benchmarks.peers.textbook import Textbook
from benchmarks.task import task_of
from seating.api.inputs import RoundInputs, read_round
from seating.api.request import Request
from seating.engines.column_generation import bound as bound_by_columns
from seating.engines.local_search.construction import construct
from seating.engines.lower_bound.class_bound import bound as bound_by_classes
from seating.engines.lower_bound.mip import solve_mip
from seating.engines.messages import Aim, BoundByClasses, BoundByColumns, BoundByPairs, Found, Solve
from seating.model import Model, build_model, penalty_of

SIZES = (
    (24, 2, (1, 2, 3, 4)),
    (24, 3, (1, 2, 3)),
    (24, 4, (2, 3)),
    (30, 3, (1, 2, 3)),
    (30, 4, (2, 3)),
    (36, 3, (2, 3)),
)
"""People, tables and seeds. The textbook model of each is solved in 0.1 to 10 s on two cores."""

ROOMS = [
    pytest.param(people, tables, seed, marks=pytest.mark.night if number else pytest.mark.room)
    for people, tables, seeds in SIZES
    for number, seed in enumerate(seeds)
]

WORK = (0.3, 4.0)
"""Work units for each bound: some runs are stopped early, others end by themselves."""


def optimum(inputs: RoundInputs, model: Model) -> int:
    """Return the lowest penalty, which CP-SAT proves without any of our engines or terms."""
    book = Textbook(task_of(inputs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    assert solver.solve(book.model) == cp_model.OPTIMAL
    tables = np.array([next(t for t, x in enumerate(row) if solver.value(x)) for row in book.sits])
    value = penalty_of(model, tables)
    assert (value.unmet, value.penalty) == (0, round(solver.objective_value))
    return value.penalty


@pytest.mark.parametrize(("people", "tables", "seed"), ROOMS)
def test_no_bound_is_above_the_optimum(people: int, tables: int, seed: int, tmp_path: Path) -> None:
    """Neither of an answer nor of a report that counts at once; and no seating is claimed to be better."""
    inputs = read_round(Request(*write_convening(Spec("hard", people, tables, seed), tmp_path), write=False))
    model = build_model(inputs.room, inputs.requirements)
    best, start = optimum(inputs, model), construct(model, seed)
    highest = 0
    for work in WORK:
        told: list[Found] = []
        answers = [
            bound_by_classes(model, BoundByClasses(start, seed, work), told.append),
            bound_by_columns(model, BoundByColumns(start, seed, work), told.append),
            bound_by_columns(model, BoundByPairs(start, seed, work, bound=highest), told.append),
            solve_mip(model, Solve(Aim.PENALTY, start, seed, work), told.append),
        ]
        bounds = [found.bound for found in (*told, *answers) if found.bound is not None]
        assert max(bounds) <= best, (work, bounds)
        seatings = [found.tables for found in (*told, *answers) if found.tables is not None]
        assert all(penalty_of(model, each).penalty >= best for each in seatings), work
        highest = max(highest, *bounds)
    assert highest >= 0.8 * best  # the bounds are not trivial
