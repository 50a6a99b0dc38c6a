"""Exact pricing: CP-SAT proves the minimum reduced cost (cost minus duals) of a table.

With the 0-1 variables x_p for "person p sits at the table", table size s, seat costs a_p and duals y_p, the program
minimizes::

    sum_p (a_p - y_p) x_p + the costs of counts, presences, sums and pairs,    with sum_p x_p = s
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.column_generation.table_costs import MUST, Table, band_members
from seating.errors import EngineError
from seating.room.plan import IntArray


@dataclass(frozen=True, eq=False, slots=True)
class PricingResult:
    """What is known about the cheapest set of members of a table.

    Attributes
    ----------
    bound : int or None
        Proven lower bound on cost minus duals; None if no members meet the musts.
    members : tuple of int arrays, shape (size,) each
        All solutions found on the way, each in ascending order; the last one is the cheapest.
    work : float
        Deterministic units used.
    """

    bound: int | None
    members: tuple[IntArray, ...]
    work: float


def solve_pricing(
    table: Table, duals: IntArray, scale: int, hint: IntArray | None, work: float, seconds: float | None
) -> PricingResult:
    """Return a lower bound on cost minus duals over all members, as tight as the limits allow.

    Parameters
    ----------
    table : Table
        Its costs are multiplied by `scale`.
    duals : int array, shape (people,)
        Multiplied by `scale`.
    scale : int
    hint : int array, shape (size,), or None
        Members from which CP-SAT starts.
    work : float
        Limit in deterministic units.
    seconds : float or None
        Time limit, if there is one.
    """
    question = _PricingModel(table, duals, scale * MUST)
    if hint is not None:
        there = np.isin(np.arange(len(table.seat_cost)), hint)
        for seat, value in zip(question.seats, there.tolist(), strict=True):
            question.program.add_hint(seat, value)
    solver = cp_model.CpSolver()
    _set(solver, work, seconds)
    recorder = _SolutionRecorder(question.seats)
    status = solver.solve(question.program, recorder)
    if status == cp_model.MODEL_INVALID:
        raise EngineError(f"the solver rejects the program: {question.program.validate()}")
    spent = float(solver.response_proto.deterministic_time)
    if status == cp_model.INFEASIBLE:
        return PricingResult(None, (), spent)
    bound = int(np.sort(table.seat_cost - duals)[: table.size].sum())  # valid because no other cost is negative
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):  # otherwise the solver's bound is meaningless
        # integers well below 2^53, which a float holds exactly
        bound = max(bound, int(np.floor(solver.best_objective_bound + 1e-6)))
    return PricingResult(bound, tuple(recorder.members), spent)


def _set(solver: cp_model.CpSolver, work: float, seconds: float | None) -> None:
    """Set the parameters that gave the fastest proofs in measurements: the full linear relaxation, no cuts."""
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.linearization_level = 2
    parameters.cut_level = 0
    parameters.cp_model_probing_level = 0
    parameters.symmetry_level = 0
    parameters.max_deterministic_time = work
    if seconds is not None:
        parameters.max_time_in_seconds = max(0.01, seconds)


class _PricingModel:
    """The CP-SAT model of one table; `seats` are the variables x_p."""

    def __init__(self, table: Table, duals: IntArray, must: int) -> None:
        self.program = cp_model.CpModel()
        self.must = must
        self.seats = [self.program.new_bool_var("") for _ in table.seat_cost]
        self._costs: list[cp_model.IntVar] = []
        self._factors: list[int] = []
        self.program.add(cp_model.LinearExpr.sum(self.seats) == table.size)
        for seat, price, dual in zip(self.seats, table.seat_cost.tolist(), duals.tolist(), strict=True):
            if price >= must:
                self.program.add(seat == 0)
            else:
                self._add_cost(seat, price - dual)
        in_group, in_base = band_members(table)
        for costs, group, base in zip(table.bands, in_group, in_base, strict=True):
            if base.any():
                self._plane(costs, np.flatnonzero(group), np.flatnonzero(base), table.size)
            else:
                self._band(costs[0, : min(int(group.sum()), table.size) + 1], self._sum(np.flatnonzero(group)))
        self._presences(table)
        self._sums(table)
        self._pairs(table)
        self.program.minimize(cp_model.LinearExpr.weighted_sum(self._costs, self._factors))

    def _add_cost(self, variable: cp_model.IntVar, price: int) -> None:
        if price:
            self._costs.append(variable)
            self._factors.append(price)

    def _sum(self, people: IntArray) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.sum([self.seats[p] for p in people.tolist()])

    def _band(self, costs: IntArray, count: cp_model.LinearExpr) -> None:
        """Add the cost ``costs[count]``; values of at least `must` are forbidden.

        If the allowed counts are consecutive and their costs convex, the cost variable z satisfies one row for each
        slope: ``z >= costs[i] + slope * (count - i)``. Otherwise there is one 0-1 variable w_i for each allowed count,
        with ``sum_i w_i = 1`` and ``count = sum_i i * w_i``, and the cost is ``sum_i costs[i] * w_i``.
        """
        allowed = np.flatnonzero(costs < self.must)
        if len(allowed) == 0:
            self.program.add_bool_or([])
            return
        if len(allowed) < len(costs):
            self.program.add_linear_expression_in_domain(count, cp_model.Domain.from_values(allowed.tolist()))
        first, last = int(allowed[0]), int(allowed[-1])
        kept = costs[first : last + 1]
        slopes = np.diff(kept)
        if not kept.any():
            return
        if len(allowed) == last - first + 1 and (np.diff(slopes) >= 0).all():
            unit = int(np.gcd.reduce(kept))
            cost = self.program.new_int_var(int(kept.min()) // unit, int(kept.max()) // unit, "")
            for slope in np.unique(slopes[slopes != 0]).tolist():
                at = int(np.flatnonzero(slopes == slope)[0])
                self.program.add(cost >= int(kept[at]) // unit + (slope // unit) * (count - first - at))
            self._add_cost(cost, unit)
        else:
            values = {int(c): self.program.new_bool_var("") for c in allowed}
            self.program.add_exactly_one(values.values())
            self.program.add(count == cp_model.LinearExpr.weighted_sum(list(values.values()), list(values)))
            for value, chosen in values.items():
                self._add_cost(chosen, int(costs[value]))

    def _plane(self, costs: IntArray, group: IntArray, base: IntArray, size: int) -> None:
        """Add the cost ``costs[b, c]`` of b members of the base and c of the group.

        There is one 0-1 variable w_bc for each allowed pair of counts: ``sum w_bc = 1``, the count of the group is
        ``sum c * w_bc``, the count of the base is ``sum b * w_bc``, and the cost is ``sum costs[b, c] * w_bc``.
        """
        chosen, counts, bases = [], [], []
        inside, outside = np.intersect1d(group, base), np.setdiff1d(group, base)
        others = len(self.seats) - len(base) - len(outside)
        for b in range(max(0, size - others - len(outside)), min(len(base), size) + 1):
            fewest = max(0, b - (len(base) - len(inside)))
            for c in range(fewest, min(len(inside), b) + min(len(outside), size - b) + 1):
                if costs[b, c] < self.must:
                    chosen.append(self.program.new_bool_var(""))
                    counts.append(c)
                    bases.append(b)
                    self._add_cost(chosen[-1], int(costs[b, c]))
        self.program.add_exactly_one(chosen)
        self.program.add(self._sum(group) == cp_model.LinearExpr.weighted_sum(chosen, counts))
        self.program.add(self._sum(base) == cp_model.LinearExpr.weighted_sum(chosen, bases))

    def _presences(self, table: Table) -> None:
        person = np.repeat(np.arange(len(self.seats)), np.diff(table.presence_start))
        for term, costs in enumerate(table.presence):
            present = []
            for group in np.unique(table.presence_group[table.presence_term == term]).tolist():
                present.append(self.program.new_bool_var(""))
                members = person[table.presence_group == group]
                self.program.add(present[-1] <= self._sum(members))  # present_g <= sum of x_p over the members
            self._band(costs[: len(present) + 1], cp_model.LinearExpr.sum(present))

    def _sums(self, table: Table) -> None:
        for values, allowances, unit, price in zip(
            table.values, table.allowances, table.units.tolist(), table.prices.tolist(), strict=True
        ):
            most = int(np.abs(values).sum() + np.abs(allowances).sum()) // unit + 1
            off = self.program.new_int_var(0, 0 if price >= self.must else most, "")
            for sign in (1, -1):  # unit * off >= sum_p (sign * values[p] - allowances[p]) x_p
                factors = (sign * values - allowances).tolist()
                self.program.add(unit * off >= cp_model.LinearExpr.weighted_sum(self.seats, factors))
            self._add_cost(off, price)

    def _pairs(self, table: Table) -> None:
        for a, b in np.argwhere(np.triu(table.pairs)).tolist():
            price = int(table.pairs[a, b])
            if price >= self.must:
                self.program.add_at_most_one([self.seats[a], self.seats[b]])  # a must: x_a + x_b <= 1
            else:
                shared = self.program.new_bool_var("")
                self.program.add(shared >= self.seats[a] + self.seats[b] - 1)
                self._add_cost(shared, price)


class _SolutionRecorder(cp_model.CpSolverSolutionCallback):
    """Records the members of each solution."""

    def __init__(self, seats: list[cp_model.IntVar]) -> None:
        super().__init__()
        self._seats = seats
        self.members: list[IntArray] = []

    def on_solution_callback(self) -> None:
        there = [self.boolean_value(seat) for seat in self._seats]
        self.members.append(np.flatnonzero(there).astype(np.int64))
