"""The formulation as a program: for every kind of term, held against every seating of tiny rooms."""

from __future__ import annotations

from itertools import combinations
from random import Random

import numpy as np
import pytest

from seating.engines.lower_bound.assignment import AssignmentColumns
from seating.engines.lower_bound.formulation import formulate
from seating.engines.lower_bound.mathopt import (
    Limits,
    Solver,
    limits_for,
    message_of,
    relaxed_bound,
    solve_message,
    work_of,
)
from seating.engines.lower_bound.program import Program, certified_bound, value_of
from seating.model import penalty_of
from seating.model.classes import Partition, person_classes, singletons, table_classes
from seating.room.plan import IntArray
from seating.terms import CountTerm, PartedTerm, PlaceTerm, SharedTerm
from tests.engines.column_generation.drawn import min_penalty
from tests.engines.drawn import SHAPES, every_seating, random_convening, random_model
from tests.engines.lower_bound.alike import alike_model
from tests.model.test_pair_bound import model_of


def optimum(program: Program) -> int | None:
    """Return the optimal value with all columns integer; None if there is no solution."""
    # not HiGHS: in the lowest version that is allowed it fails on programs without a solution
    solution = solve_message(message_of(program), Solver.GSCIP, Limits())
    if solution.is_infeasible:
        return None
    assert solution.is_optimal
    assert solution.objective is not None
    return round(solution.objective)


def with_integer_seats(program: Program) -> int | None:
    """Return the optimal value where columns that are implied to be integer are continuous."""
    solution = solve_message(message_of(program, ~program.implied), Solver.HIGHS, Limits())
    return None if solution.is_infeasible else round(solution.objective or 0.0)


@pytest.mark.parametrize("shape", SHAPES)
def test_one_column_per_person_and_table_gives_the_best_seating(shape: str) -> None:
    """Exactly, where the program says that it is exact; otherwise it is a bound."""
    rng = Random(shape)
    exact = 0
    for _ in range(15):
        model = random_model(rng, (shape,))
        columns = formulate(model, singletons(model.n_tables), singletons(model.n_persons))
        program, best = columns.program(), min_penalty(model)
        found = optimum(program)
        if program.is_exact:
            assert found == best
            exact += 1
        elif best is not None:
            assert found is not None
            assert found <= best
    assert exact >= 10


@pytest.mark.parametrize("shape", SHAPES)
def test_classes_relax_the_program_and_the_lp_relaxes_it_further(shape: str) -> None:
    """Bound by the LP, bound over classes, optimum: each is at most the next one."""
    rng = Random(shape)
    for _ in range(12):
        model = alike_model(rng, (shape,))
        best = min_penalty(model)
        if best is None:
            continue
        program = formulate(model, table_classes(model), person_classes(model)).program()
        over_classes = optimum(program)
        assert over_classes is not None
        relaxed = relaxed_bound(program, 10.0, None)
        assert relaxed.bound <= over_classes <= best
        duals = np.random.default_rng(rng.randrange(2**32)).normal(size=len(program.row_low)) * 3
        assert certified_bound(program, duals) <= over_classes


def test_columns_that_are_implied_to_be_integer_may_be_continuous() -> None:
    rng = Random(1)
    implied = 0
    for n in range(14):
        model = random_model(rng) if n % 2 else random_convening(rng)
        program = formulate(model, singletons(model.n_tables), person_classes(model)).program()
        assert with_integer_seats(program) == optimum(program)
        implied += bool(program.implied.any())
    assert implied > 5


def test_persons_of_a_class_may_share_a_column() -> None:
    rng = Random(2)
    smaller = 0
    for _ in range(40):
        model = random_model(rng)
        found = [
            formulate(model, singletons(model.n_tables), persons).program()
            for persons in (singletons(model.n_persons), person_classes(model))
        ]
        assert optimum(found[0]) == optimum(found[1])
        smaller += found[1].columns.size < found[0].columns.size
    assert smaller > 5


def test_below_a_value_there_are_exactly_the_better_solutions() -> None:
    rng = Random(3)
    refuted = 0
    for _ in range(30):
        model = random_model(rng)
        program = formulate(model, singletons(model.n_tables), person_classes(model)).program()
        best = optimum(program)
        if best is None:
            continue
        assert optimum(program.below(best)) is None
        assert optimum(program.below(best + 1)) == best
        refuted += 1
    assert refuted > 12


def class_counts(columns: AssignmentColumns, tables: IntArray) -> IntArray:
    """Return how many persons of each class sit at tables of each class, in the shape of the columns."""
    found = np.zeros(columns.columns.shape, np.int64)
    np.add.at(found, (columns.persons.of, columns.tables.of[tables]), 1)
    return found


def test_the_columns_of_a_group_count_its_members_in_every_seating() -> None:
    rng = Random(4)
    for n in range(30):
        model = random_model(rng) if n % 2 else random_convening(rng)
        columns = AssignmentColumns(model, table_classes(model), person_classes(model))
        groups = [group for _, term in model.terms for group in term.counted_groups if len(group)]
        for tables in [t for k, t in enumerate(every_seating(model)) if k % 17 == 0]:
            values = np.zeros(columns.columns.max() + 1, np.int64)
            values[columns.columns] = class_counts(columns, tables)
            for group in groups:
                at, times = columns.of(group, np.arange(len(columns.m)))
                count = np.bincount(columns.tables.of[tables[group]], minlength=len(columns.m))
                assert np.array_equal((values[at] * times).sum(axis=1), count)


def test_ranges_hold_in_every_seating_that_meets_the_musts() -> None:
    """The fewest and the most members of a group at one table, as the musts determine them."""
    rng = Random(5)
    narrow = 0
    for _ in range(120):
        model = random_model(rng, ("constant",), must=0.8)
        columns = AssignmentColumns(model, singletons(model.n_tables), person_classes(model))
        met = [tables for tables in every_seating(model) if penalty_of(model, tables).unmet == 0]
        for group in [term.group for _, term in model.terms if isinstance(term, CountTerm)]:
            for t in range(model.n_tables):
                low, high = columns.range_of(group, t)
                assert all(low <= int((tables[group] == t).sum()) <= high for tables in met)
                narrow += bool(met) and (low, high) != (0, len(group))
    assert narrow > 12


def test_tables_that_may_stay_empty_are_counted_as_open_when_people_sit_there() -> None:
    rng = Random(6)
    seen = 0
    for _ in range(40):
        model = random_model(rng, ("constant", "place"), must=0.0)
        columns = AssignmentColumns(model, singletons(model.n_tables), singletons(model.n_persons))
        may = np.flatnonzero(model.may_be_empty)
        assert np.array_equal(np.flatnonzero(columns.opened >= 0), may)
        if not len(may):
            continue
        program = columns.program()
        for tables in [t for k, t in enumerate(every_seating(model)) if k % 13 == 0]:
            for opened in (0, 1):
                values = np.zeros(len(program.costs))
                values[columns.columns] = class_counts(columns, tables)
                values[columns.opened[may]] = opened
                people = np.bincount(tables[: model.n_people], minlength=model.n_tables)[may] > 0
                assert (value_of(program, values) is not None) == bool((people == opened).all())
                seen += 1
    assert seen > 50


def test_solvers_agree_and_report_what_they_prove() -> None:
    rng = Random(7)
    solved = 0
    for _ in range(30):
        model = random_model(rng)
        program = formulate(model, table_classes(model), person_classes(model)).program()
        found = [solve_message(message_of(program), solver, Limits()) for solver in (Solver.HIGHS, Solver.GSCIP)]
        assert found[0].is_infeasible == found[1].is_infeasible
        for solution in found:
            if solution.is_optimal:
                assert solution.values is not None
                assert solution.duals is None
                assert value_of(program, solution.values) == round(solution.objective or 0.0)
                assert solution.bound == pytest.approx(solution.objective)
                solved += 1
        if found[0].is_optimal:
            assert found[0].objective == pytest.approx(found[1].objective)
    assert solved > 20


def test_work_limits_iterations_and_nodes() -> None:
    model = random_model(Random(8))
    program = formulate(model, Partition(*_parts(model.n_tables)), singletons(model.n_persons)).program()
    assert work_of(program, 200, Solver.GSCIP) == pytest.approx(2 * work_of(program, 100, Solver.GSCIP))
    assert work_of(program, 200, Solver.HIGHS) < work_of(program, 200, Solver.GSCIP)
    assert limits_for(program, Solver.GSCIP, -1.0, None, 0) is None
    assert limits_for(program, Solver.GSCIP, 10.0, 0.0, 0) is None
    few, many = (limits_for(program, Solver.GSCIP, *left, 3) for left in ((1.0, 5.0), (10.0, None)))
    assert few is not None
    assert many is not None
    assert few.nodes is not None
    assert many.nodes is not None
    assert 1 <= few.nodes < many.nodes
    assert (few.seconds, many.seconds, few.seed) == (5.0, None, 3)
    stopped = relaxed_bound(program, 0.0, None)
    assert stopped.bound <= relaxed_bound(program, 10.0, None).bound


def _parts(number: int) -> tuple[IntArray, tuple[IntArray, ...]]:
    return np.arange(number), tuple(np.arange(number)[:, None])


@pytest.mark.parametrize("is_alike", [True, False])
@pytest.mark.parametrize(("n_tables", "least"), [(4, 8), (2, 4 * 6)])
def test_cliques_are_counted_in_the_relaxation(is_alike: bool, n_tables: int, least: int) -> None:
    """Four groups of six have at least two pairs each at four tables and six at two, whether the tables are alike."""
    people = np.arange(24).reshape(4, 6)
    pairs = np.array([pair for group in people.tolist() for pair in combinations(group, 2)], dtype=np.int64)
    each = 24 // n_tables
    term = SharedTerm(pairs, np.ones(len(pairs), dtype=np.int64), np.arange(n_tables))
    model = model_of(24, [(1, term)], [(each, each)] * n_tables)
    tables = table_classes(model) if is_alike else singletons(n_tables)
    program = formulate(model, tables, person_classes(model)).program()
    assert relaxed_bound(program, 10.0, None).bound == least


def test_two_people_of_different_wishes_are_not_parted_for_less_by_spreading_them_over_alike_tables() -> None:
    """One of them wants the first four tables, the other the last four; to part them costs 3, a wish 2."""
    tables, half = np.arange(8), np.arange(8) < 4
    wishes = PlaceTerm.of(np.arange(2), np.array([~half, half], dtype=np.int64))
    together = PartedTerm(np.array([[0, 1]]), np.ones(1, dtype=np.int64), tables)
    model = model_of(16, [(2, wishes), (3, together)], [(2, 2)] * 8)
    assert len(table_classes(model).members) == 2
    for classes in (table_classes(model), singletons(8)):
        program = formulate(model, classes, person_classes(model)).program()
        assert relaxed_bound(program, 1.0, None).bound == 2


def test_a_pair_may_sit_apart_or_together_where_the_term_does_not_count() -> None:
    together = PartedTerm(np.array([[0, 1]]), np.ones(1, dtype=np.int64), np.array([0]))
    for seats, best in (([0, 0], 0), ([1, 2], 0), ([0, 2], 1), ([1, 0], 1)):
        costs = 5 * (np.arange(3)[None, :] != np.array(seats)[:, None])
        model = model_of(2, [(1, PlaceTerm.of(np.arange(2), costs)), (1, together)], [(0, 2)] * 3)
        program = formulate(model, singletons(3), singletons(2)).program()
        assert relaxed_bound(program, 1.0, None).bound == optimum(program) == best
