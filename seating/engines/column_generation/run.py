"""The column generation loop: alternate between the master program and pricing until the bound cannot rise.

Heuristic pricing adds columns as long as it finds any of negative reduced cost. Exact pricing of every class of tables
turns the current duals into a proven bound: now and then on the way, and when the heuristic finds nothing more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import heappop, heappush

import numpy as np

from seating.engines.budget import Budget, Effort
from seating.engines.column_generation.branched import BranchedProblem, branch_problems, price_of_leaving_out
from seating.engines.column_generation.diving import HIGHEST_PRICE, KEPT_COST, WORK_AN_ITERATION, dive
from seating.engines.column_generation.listing import ListedProblem, list_problems
from seating.engines.column_generation.master import Column, FloatArray, Master, MasterSolution
from seating.engines.column_generation.pair_branching import Solved, choose_pair, with_pair
from seating.engines.column_generation.partitioning import partition
from seating.engines.column_generation.pricing import (
    SCALE,
    TINY,
    Pricing,
    PricingProblem,
    add_helpful,
    price_heuristically,
    reduced_cost,
    smooth,
    to_scale,
)
from seating.engines.column_generation.set_costs import is_listable, listable_model, parted_cost
from seating.engines.column_generation.table_costs import is_searchable, priceable_model, sized_table_classes
from seating.engines.limits import IN_SIGHT
from seating.engines.local_search.incremental import is_pair_heavy
from seating.engines.messages import (
    NOTHING,
    Answer,
    Bound,
    BoundByColumns,
    BoundByPairs,
    Found,
    SolveStatus,
)
from seating.model import Model, penalty_of
from seating.model.trivial_bound import value_bound
from seating.room.plan import IntArray

PATIENCE = 2.5
"""Work units of heuristic pricing after which a bound is proven even if columns are still being found; at least five
times the work of the last proof."""

LATE = 0.3
"""Share of the work that is reserved for a last proof if columns are still being found."""

PROVEN_FIRST = 150
"""Number of people up to which all bounds are proven before the first dive.

A proof takes 1 s for hard-120 and about 10 s for hard-300."""

DIVES = 3
"""Maximum number of dives for a seating in one run.

Four dives into hard-120 ended at penalties of 63 to 77, and two into hard-300 at 40 and 56."""

DIVE_GAP = 15
"""A dive is made if the known penalty is more points above the master value. Dives end 16 to 20 points above it."""

DIVE_DISTANCE = 1.0
"""The first dive starts when the Lagrangian value is expected to be within this of the master value, in points."""

PARTITIONS = ((2_000, 0.2), (10_000, 0.4), (50_000, 0.8))
"""Maximum number of columns of each set partitioning program, and the share of the work left that it may use."""

BRANCHED_WORK = 4.5
"""Work units below which columns of 100 people are not found by branch and bound; it grows with the cube of the
number. Weddings of 60 families take 1 to 2 units to their proof, 100 families 4, and 150 families over 20."""

LISTED_GAP = 200_000
"""Maximum number of columns found by branch and bound that are listed for the set partitioning program."""


def bound(model: Model, question: Bound, on_progress: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty of every seating that meets the musts, and a better seating if one is found.

    Parameters
    ----------
    model : Model
        A model for which `is_suitable` is true.
    question : Bound
    on_progress : function
        Called with each better bound and each better seating.

    Notes
    -----
    A column is the set of all people at one table, with its exact cost. Every person is in exactly one chosen column,
    and each class of tables k uses exactly n_k columns, one for each of its tables. So any vector y of person prices
    (duals) gives a lower bound, the Lagrangian bound::

        sum_p y_p + sum_k n_k * min over columns j of class k of (c_j - sum of y_p over the members p of j)

    The duals come from the linear program over the columns found so far. They are smoothed (P. Wentges, "Weighted
    Dantzig-Wolfe decomposition for linear mixed-integer programming", International Transactions in Operational
    Research 4, 1997) and rounded to multiples of 1 / `SCALE`. CP-SAT proves each minimum. So the bound is computed in
    integers, without rounding errors.

    If the known penalty is far above the master value, a dive through the columns looks for a better seating: in large
    rooms with many balances, annealing ends further from the optimum than the bound.
    """
    run = _Run(model, question, on_progress)
    if not run.classes:
        return replace(NOTHING, work=run.budget.spent)
    status = run.begin() or run.go()
    return Answer(status, run.tables, None, run.best, run.budget.spent)


class _Run:
    """The state of one run: its columns, duals and bound."""

    def __init__(self, model: Model, question: Bound, on_progress: Callable[[Found], None]) -> None:
        self.whole_model = model
        self.question = question
        self.on_progress = on_progress
        end = None if question.seconds is None else time.monotonic() + question.seconds
        self.budget = Budget(Effort(question.work, end))
        self.rng = np.random.default_rng(question.seed)
        self.listed = list_problems(listable_model(model), self.budget) if is_listable(model) else None
        self.branched = _branched(model, question.work) if self.listed is None else None
        is_searched = self.listed is None and self.branched is None
        self.model = priceable_model(model) if is_searched else listable_model(model)
        self.class_tables = [each.tables for each in sized_table_classes(self.model)]
        self.classes: Sequence[Pricing] = self.listed or self.branched or _problems(self.model, model)
        price = int(self.model.weights.max(initial=1)) if self.branched is None else price_of_leaving_out(self.branched)
        self.master = Master(model.n_people, [each.number for each in self.classes], price)
        priced_ids = {id(term) for _, term in self.model.terms}
        others = tuple((r, term) for r, term in model.terms if id(term) not in priced_ids)
        # lower bound on what columns do not price
        self.other_bound = value_bound(replace(model, terms=others)).penalty + parted_cost(self.model)
        known = penalty_of(model, question.tables)
        self.goal = None if known.unmet else known.penalty  # the penalty of the best seating, where the run ends
        self.value_of_tables = known
        self.tables: IntArray | None = None  # a better seating than the known one
        self.dives = 0
        self.best: int | None = None  # the proven bound, `other_bound` included
        self.value: int | None = None  # the best proven Lagrangian value, multiplied by `SCALE`
        self.duals: FloatArray | None = None  # the duals that gave it
        self.center: FloatArray | None = None  # the duals towards which others are smoothed
        self.slack = [0] * len(self.classes)  # by how much the last proof lowered the heuristic value of each class
        self.proven_at = 0.0
        self.patience = PATIENCE
        self.is_late = False
        self.solution: MasterSolution | None = None  # of the last master program, if no person is left out

    def begin(self) -> SolveStatus | None:
        """Add the known seating's columns, and at least one for each class; return a status if the run ends here."""
        duals = np.zeros(self.model.n_people, dtype=np.int64)
        tables = self.question.tables[: self.model.n_people]
        for each, its_tables in zip(self.classes, self.class_tables, strict=True):
            sitting = [np.flatnonzero(tables == table).astype(np.int64) for table in its_tables.tolist()]
            columns = [column for who in sitting if (column := each.column(who)) is not None]
            if each.empty_column is not None:
                columns.append(each.empty_column)
            if not columns and not self.budget.is_spent:
                columns = each.search_columns(duals, [], self.rng, self.budget).columns
            if not columns and not self.budget.is_spent:
                found = each.prove_minimum(duals, [], self.budget, 0.5)
                if found.value is None:
                    return SolveStatus.NONE
                columns = found.columns
            if not columns:
                return SolveStatus.UNDECIDED
            for column in columns:
                self.master.add(column)
        return None

    def go(self) -> SolveStatus:
        """Add columns and prove bounds until nothing can be gained or the work is spent."""
        center: FloatArray | None = None
        estimate: int | None = None
        stalled, solution = False, None
        while not self.budget.is_spent:
            solution = self.master.solve()
            if solution is None:
                break
            self.budget.spend(solution.iterations * self.model.n_people * WORK_AN_ITERATION)
            if self._is_reached(solution):
                break
            found, value, duals = price_heuristically(
                self.classes, self.master, solution, None if self.branched else center, self.rng, self.budget
            )
            if estimate is None or value > estimate:
                estimate, center = value, duals
            is_near = solution.is_complete and solution.value - estimate / SCALE < DIVE_DISTANCE
            if is_near and self._is_dive_first:
                self._dive(solution)
            if found:
                # branch and bound takes long while the duals are far off
                is_close = self.branched is None or solution.value - estimate / SCALE <= IN_SIGHT
                if is_close and self._is_due():
                    self._prove(solution, duals if center is None else center)
                continue
            if not solution.is_complete:
                if self.master.price > HIGHEST_PRICE:
                    break
                self.master.double_price()
                continue
            helped = self._prove(solution, smooth(solution.duals, self.center))
            estimate, center = self.value, self.center
            if not helped:
                if stalled:
                    break
                self.center = solution.duals  # smoothed duals may hide columns that the true duals would price out
            stalled = not helped
        if solution is not None and solution.is_complete:
            self._partition(solution)
            while self.dives < DIVES and not self.budget.is_spent and self._is_far(solution):
                self._dive(solution)
            self.solution = solution
            if isinstance(self.question, BoundByPairs) and self.listed is None and self.branched is None:
                self._branch(solution)
        if self.goal is not None and self.best is not None and self.best >= self.goal:
            return SolveStatus.PROVEN
        return SolveStatus.UNDECIDED if self.best is None else SolveStatus.FOUND

    def _is_far(self, solution: MasterSolution) -> bool:
        """Whether the known penalty is so far above the master value that a dive may find a lower one."""
        least = int(np.ceil(solution.value - TINY)) + self.other_bound
        return self.goal is None or self.goal - least > DIVE_GAP

    def _dive(self, solution: MasterSolution) -> None:
        """Look for a better seating by a dive from the columns with a small reduced cost, if the penalty is far off."""
        self.dives += 1
        if not self._is_far(solution):
            return
        rng = np.random.default_rng([self.question.seed, self.dives])
        columns = [column for column in self.master.columns if reduced_cost(column, solution) < KEPT_COST]
        below = None if self.goal is None else self.goal - self.other_bound
        found = dive(self.classes, columns, self.model.n_people, below, rng, self.budget)
        if found is not None:
            self._accept(found.columns)

    def _partition(self, solution: MasterSolution) -> None:
        """Solve the set partitioning program over the listed columns that a better seating can use, at first of few."""
        if self.listed is None and self.branched is None:
            return
        duals = to_scale(solution.duals if self.duals is None else self.duals)
        if self._is_settled:
            return
        least = [each.prove_minimum(duals, [], self.budget, 1.0).value or 0 for each in self.branched or ()]
        for most, share in PARTITIONS:
            if self._is_settled:
                return
            listed, unlisted = self._listed(duals, least)
            if listed is None:
                return
            below = None if self.goal is None else self.goal - self.other_bound
            found = partition(listed, duals, below, most, share, self.budget, unlisted)
            if found.columns:
                self._accept(found.columns)
            if found.bound is not None:
                self._raise_bound(found.bound + self.other_bound)
            if found.is_whole:
                return

    def _branch(self, solution: MasterSolution) -> None:
        """Raise the bound by deciding about one pair after another, always in the part with the lowest bound."""
        known = max(self.question.bound, 0 if self.best is None else self.best)
        numbers = [each.number for each in self.classes]
        parts = [(known, solution.value, 0, Solved(self.whole_model, known, self.master.columns, solution))]
        made = 0
        while not self._is_settled:
            part = parts[0][-1]
            pair = choose_pair(part, numbers, self.master.price, self.budget)
            if pair is None:
                return
            heappop(parts)
            for is_together in (True, False):
                half = self._half(part, with_pair(part.model, pair, is_together))
                if half is None:
                    return
                made += 1
                heappush(parts, (half.bound, half.solution.value, made, half))
            if parts[0][0] > known:
                known = parts[0][0]
                self._raise_bound(known)

    def _half(self, part: Solved, model: Model) -> Solved | None:
        """Return a half of a part with what is proven about it; None if its linear program was not solved."""
        asked = self.question
        question = BoundByColumns(asked.tables, asked.seed, asked.work, asked.seconds, part.bound)
        run = _Run(model, question, lambda found: None)
        run.budget, run.goal, run.dives = self.budget, self.goal, DIVES  # a half is not searched for seatings
        if not run.classes or run.begin() is not None:
            return None
        for column in part.columns:
            known = run.classes[column.class_number].column(column.members)
            if known is not None:
                run.master.add(known)
        run.go()
        if run.solution is None:
            return None
        return Solved(model, max(part.bound, run.best or 0), run.master.columns, run.solution)

    @property
    def _is_settled(self) -> bool:
        """Whether nothing is left to prove, or no work to prove it with."""
        known = max(self.question.bound, 0 if self.best is None else self.best)
        return self.budget.is_spent or (self.goal is not None and known >= self.goal)

    def _listed(self, duals: IntArray, least: Sequence[int]) -> tuple[Sequence[ListedProblem] | None, Sequence[int]]:
        """Return problems whose columns are listed, and the least value of the columns of each that are not.

        Columns that are found by branch and bound are listed up to the gap that a better seating may use, or up to a
        smaller one if they are too many. `least` is the proven least value of each problem.
        """
        if self.branched is None:
            return self.listed, ()
        total = int(duals.sum()) + sum(each.number * value for each, value in zip(self.branched, least, strict=True))
        gap = IN_SIGHT * SCALE if self.goal is None else (self.goal - self.other_bound) * SCALE - total
        while gap > 0 and not self.budget.is_spent:
            unlisted = [value + gap for value in least]
            most = LISTED_GAP // len(self.branched)
            found = [
                each.listed(duals, value, most, self.budget)
                for each, value in zip(self.branched, unlisted, strict=True)
            ]
            if None not in found:
                return [each for each in found if each is not None], unlisted
            gap //= 2
        return None, ()

    def _accept(self, columns: Sequence[Column]) -> None:
        """Take the seating of some columns, one for each table, if it is better than the known one."""
        tables = self.question.tables.copy()
        free = [iter(each.tolist()) for each in self.class_tables]
        for column in columns:
            tables[column.members] = next(free[column.class_number])
        value = penalty_of(self.whole_model, tables)
        if value < self.value_of_tables:
            self.tables, self.value_of_tables = tables, value
            self.goal = None if value.unmet else value.penalty
            self.on_progress(Found(tables, None))

    @property
    def _is_dive_first(self) -> bool:
        """Whether the first dive is still to come, in a room where it comes before the proofs."""
        return self.dives == 0 and self.model.n_people > PROVEN_FIRST

    def _is_due(self) -> bool:
        """Whether to prove a bound although columns are still being found: after some work, and once near the end.

        In large rooms, where proofs take long, the first dive comes before them. A time limit does not count here: it
        only cuts the run off.
        """
        if self.budget.work() < LATE * self.question.work and not self.is_late:
            self.is_late = True
            return True
        return not self._is_dive_first and self.budget.spent - self.proven_at > self.patience

    def _is_reached(self, solution: MasterSolution) -> bool:
        """Whether no proof can raise the bound: it equals the master value, rounded up, or the known penalty.

        The value of the master program only falls when columns are added. So if it is not above a bound from elsewhere,
        no proof is tried.
        """
        known = max(self.question.bound, 0 if self.best is None else self.best)
        most = int(np.ceil(solution.value - TINY)) + self.other_bound
        return (solution.is_complete and known >= most) or (self.goal is not None and known >= self.goal)

    def _prove(self, solution: MasterSolution, duals: FloatArray) -> int:
        """Price every class exactly at these duals; return the number of new columns that help.

        The classes where the heuristic was furthest off come first. The proof stops if it cannot raise the bound.
        """
        began = self.budget.spent
        whole = to_scale(duals)
        found_columns = [
            each.search_columns(whole, self._used(solution, each), self.rng, self.budget) for each in self.classes
        ]
        found = sum(add_helpful(self.master, each.columns, solution) for each in found_columns)
        values = [each.value for each in found_columns]
        order = sorted(self.classes, key=lambda each: -self.slack[each.class_number])
        for position, each in enumerate(order):
            proven = each.prove_minimum(
                whole, found_columns[each.class_number].columns, self.budget, 1 / (len(order) - position)
            )
            if proven.value is None:
                return 0
            found += add_helpful(self.master, proven.columns, solution)
            if proven.columns:
                near = each.search_columns(whole, proven.columns[-1:], self.rng, self.budget)
                found += add_helpful(self.master, near.columns, solution)
            before = values[each.class_number]
            self.slack[each.class_number] = 0 if before is None else each.number * max(0, before - proven.value)
            values[each.class_number] = proven.value
            if found and self.best is not None and self._total(whole, values) <= (self.best - self.other_bound) * SCALE:
                break
        else:
            self._record_bound(self._total(whole, values), duals)
        self.proven_at = self.budget.spent
        self.patience = max(PATIENCE, 5 * (self.proven_at - began))
        return found

    def _total(self, duals: IntArray, values: list[int | None]) -> int:
        """Return the Lagrangian value, multiplied by `SCALE`, from the minimum reduced cost of each class."""
        proven = zip(self.classes, values, strict=True)
        return int(duals.sum()) + sum(each.number * (0 if value is None else value) for each, value in proven)

    def _record_bound(self, value: int, duals: FloatArray) -> None:
        """Keep a proven Lagrangian value if it is the best so far, and report the bound if it rises."""
        if self.value is None or value > self.value:
            self.value, self.duals, self.center = value, duals, duals
            self._raise_bound(-(-value // SCALE) + self.other_bound)

    def _raise_bound(self, bound: int) -> None:
        """Keep and report a proven bound if it is the best so far."""
        if self.best is None or bound > self.best:
            self.best = bound
            self.on_progress(Found(None, bound))

    def _used(self, solution: MasterSolution, each: Pricing) -> list[Column]:
        return [column for column in solution.used if column.class_number == each.class_number]


def _branched(model: Model, work: float) -> list[BranchedProblem] | None:
    """Return the problems of the classes of tables whose columns are found by branch and bound, if they suit it."""
    is_hopeless = model.members is None and is_pair_heavy(model, model.n_people**2)
    if not is_listable(model) or is_searchable(model) or is_hopeless:
        return None
    is_enough = work >= BRANCHED_WORK * (model.n_people / 100) ** 3
    return branch_problems(listable_model(model)) if is_enough else None


def _problems(priceable: Model, model: Model) -> list[Pricing]:
    """Return the problems of the classes of tables whose columns are searched; none if pairs make that useless."""
    if not is_searchable(model) or (is_listable(model) and is_pair_heavy(model, model.n_people**2)):
        return []
    return [PricingProblem(priceable, number, each) for number, each in enumerate(sized_table_classes(priceable))]
