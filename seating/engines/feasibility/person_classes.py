"""A CP-SAT model over classes of persons that decides whether requirements can all be met.

Persons that no requirement distinguishes form one class (`model.classes.feasibility_classes`). The variables ``x[k,
t]`` are the numbers of persons of class k at table t, with ``sum_t x[k, t] = size of k``. So a question about few
requirements is small however large the room is. The model is exact, not a relaxation: every seating with these numbers
meets the requirements. Only workers import this module.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.messages import Answer, Found, SolveByClasses, SolveStatus
from seating.model import Model
from seating.model.classes import feasibility_classes
from seating.room.plan import IntArray
from seating.terms import (
    CountTerm,
    FixedTerm,
    LinkTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)
from seating.terms.base import times_in

WORDS = {
    cp_model.OPTIMAL: SolveStatus.PROVEN,
    cp_model.FEASIBLE: SolveStatus.PROVEN,
    cp_model.INFEASIBLE: SolveStatus.NONE,
}


GLANCE = 0.02
"""Work units for a first solve without the linear relaxation, which answers most questions."""


def decide(model: Model, question: SolveByClasses, progress: Callable[[Found], None] | None = None) -> Answer:
    """Return `PROVEN` with a seating if all requirements of a model can be met, otherwise `NONE` or `UNDECIDED`.

    Parameters
    ----------
    model : Model
        Every requirement counts as a must.
    question : SolveByClasses
    progress : function, optional
        Never called.
    """
    quotas = ClassProgram(model, question.tables)
    word, tables, work = SolveStatus.UNDECIDED, None, 0.0
    for relaxed in (False, True):
        solver = _solver(question, question.work if relaxed else min(GLANCE, question.work), relaxed)
        word = WORDS.get(solver.solve(quotas.program), SolveStatus.UNDECIDED)
        work += float(solver.response_proto.deterministic_time)
        if word is not SolveStatus.UNDECIDED:
            tables = quotas.seated(solver) if word is SolveStatus.PROVEN else None
            break
    return Answer(word, tables, None, None, work)


def _solver(question: SolveByClasses, work: float, relaxed: bool) -> cp_model.CpSolver:
    """Return a solver with its parameters; `relaxed` turns on the linear relaxation, which takes longer."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.num_workers = 1
    parameters.random_seed = question.seed % 2**31
    parameters.max_deterministic_time = work
    parameters.linearization_level = 1 if relaxed else 0
    if question.seconds is not None:
        parameters.max_time_in_seconds = max(0.01, question.seconds)
    parameters.cp_model_probing_level = 0  # probing and symmetry would take most of the time
    parameters.symmetry_level = 0
    if question.without_presolve:
        parameters.cp_model_presolve = False
    return solver


class ClassProgram:
    """The CP-SAT model: the variables ``x[k, t]``, and one or more constraints for each term.

    Parameters
    ----------
    model : Model
        Every requirement counts as a must.
    tables : int array, shape (persons,)
        The start, which gives the hints.
    """

    def __init__(self, model: Model, tables: IntArray) -> None:
        self.model = model
        self.program = cp_model.CpModel()
        self._tables = tables
        self._members = feasibility_classes(model).members
        self._first = np.array([members[0] for members in self._members], dtype=np.int64)
        self._sizes = np.array([len(members) for members in self._members], dtype=np.int64)
        self._numbers = [self._numbers_of(kind) for kind in range(len(self._members))]
        self._open: dict[int, cp_model.IntVar] = {}
        self._factors: dict[int, tuple[IntArray, list[int], list[int]]] = {}
        self._times: dict[int, tuple[IntArray, IntArray]] = {}
        self._steps: dict[tuple[bytes, int, int], cp_model.IntVar] = {}
        self._linked: dict[tuple[bytes, int], set[int]] = {}
        self._bases: dict[bytes, IntArray] = {}
        self._least, self._most = self._head_counts()
        for _, term in model.terms:
            self._ask(term)
        self._link_steps()  # as in `exact.variables.Variables.link_steps`

    def seated(self, solver: cp_model.CpSolver) -> IntArray:
        """Return a seating with the numbers of the solution; as many persons as possible keep their table."""
        tables = self._tables.copy()
        for members, row in zip(self._members, self._numbers, strict=True):
            left = np.array([solver.value(number) for number in row], dtype=np.int64)
            waiting = []
            for person in members.tolist():
                if left[tables[person]]:
                    left[tables[person]] -= 1
                else:
                    waiting.append(person)
            tables[waiting] = np.repeat(np.arange(self.model.n_tables), left)
        return tables

    def _numbers_of(self, kind: int) -> list[cp_model.IntVar]:
        size = int(self._sizes[kind])
        here = np.bincount(self._tables[self._members[kind]], minlength=self.model.n_tables)
        row = [self.program.new_int_var(0, size, "") for _ in range(self.model.n_tables)]
        for number, hint in zip(row, here.tolist(), strict=True):
            self.program.add_hint(number, hint)
        if size == 1:
            self.program.add_exactly_one(row)
        else:
            self.program.add(cp_model.LinearExpr.sum(row) == size)  # sum_t x[k, t] = size of k
        return row

    def _head_counts(self) -> tuple[IntArray, IntArray]:
        """Return the minimum and maximum number of people at each table, from the constant bands on everyone."""
        least = np.zeros(self.model.n_tables, dtype=np.int64)
        most = np.full(self.model.n_tables, self.model.n_people, dtype=np.int64)
        for _, term in self.model.terms:
            if not isinstance(term, CountTerm) or term.base is not None or term.or_none:
                continue
            if len(term.group) == self.model.n_people and np.array_equal(
                np.sort(term.group), np.arange(self.model.n_people)
            ):
                most[term.tables] = np.minimum(most[term.tables], term.high[0])
                bound = term.tables[~self.model.may_be_empty[term.tables]]
                least[bound] = np.maximum(least[bound], term.low[0])
        return least, np.maximum(least, most)

    def _ask(self, term: Term) -> None:
        match term:
            case FixedTerm():
                if term.shortfall:
                    self.program.add_bool_or([])  # a contradiction: the model becomes infeasible
            case CountTerm():
                for table in term.tables.tolist():
                    self._count(term, table)
            case PresenceTerm():
                for table in term.tables.tolist():
                    self._presence(term, table)
            case SpreadTerm():
                self._spread(term)
            case SumTerm():
                for table in term.tables.tolist():
                    self._sum(term, table)
            case PlaceTerm():
                self._place(term)
            case SharedTerm():
                for clique in term.cliques():
                    times = times_in(np.array(clique, dtype=np.int64), self.model.n_persons)
                    for table in np.unique(term.tables).tolist():
                        self.program.add(self._sum_of(times, table) <= 1)
            case PartedTerm():
                self._parted(term)
            case LinkTerm():
                self._link(term)

    def _hold(self, constraint: cp_model.Constraint, table: int, some: cp_model.IntVar | None = None) -> None:
        """Enforce a constraint only if the table is open (if it may be empty) and `some` is 1 (if given)."""
        when = [] if some is None else [some]
        if self.model.may_be_empty[table]:
            when.append(self._opened(table))
        if when:
            constraint.only_enforce_if(*when)

    def _opened(self, table: int) -> cp_model.IntVar:
        """Return a variable that is 1 if people (not staff) sit at a table."""
        if table not in self._open:
            people = (np.arange(self.model.n_persons) < self.model.n_people).astype(np.int64)
            self._open[table] = _indicate(self.program, self._sum_of(people, table))
        return self._open[table]

    def _sum_of(self, times: IntArray, table: int) -> cp_model.LinearExpr:
        """Return ``sum_k times[k] * x[k, table]``; all persons of a class have the same entry in `times`."""
        kept = self._factors.get(id(times))
        if kept is None:  # keeping the array prevents its id from being reused
            factors = times[self._first]
            kinds = np.flatnonzero(factors)
            kept = self._factors[id(times)] = times, kinds.tolist(), factors[kinds].tolist()
        return cp_model.LinearExpr.weighted_sum([self._numbers[k][table] for k in kept[1]], kept[2])

    def _times_in(self, group: IntArray) -> IntArray:
        """Return how often each person occurs in a group; the same array for the same group."""
        kept = self._times.get(id(group))
        if kept is None:
            kept = self._times[id(group)] = group, times_in(group, self.model.n_persons)
        return kept[1]

    def _count(self, term: CountTerm, table: int) -> None:
        """Add ``low <= count <= high`` at a table; if the band depends on a base, both ends are sums over steps."""
        times = self._times_in(term.group)
        count, most = self._sum_of(times, table), int(times.sum())
        low: cp_model.LinearExprT
        high: cp_model.LinearExprT
        if term.base is None or len(term.low) == 1:
            low, high = int(term.low[0]), int(min(term.high[0], most))
            asks_low, asks_high = term.low[0] > (1 if term.or_none else 0), term.high[0] < most
        else:
            base = self._times_in(term.base)
            first, last = self._range_of(base, table)
            entries = np.minimum(np.arange(first, last + 1), len(term.low) - 1)
            low = self._stepped(base, table, first, np.maximum(term.low[entries], 0))
            high = self._stepped(base, table, first, np.minimum(term.high[entries], most))
            asks_low = asks_high = True
        some = _indicate(self.program, count) if term.or_none and (asks_low or asks_high) else None
        if asks_low:
            self._hold(self.program.add(count >= low), table, some)
        if asks_high:
            self._hold(self.program.add(count <= high), table, some)

    def _range_of(self, base: IntArray, table: int) -> tuple[int, int]:
        """Return bounds on the base count at a table."""
        people = np.arange(self.model.n_persons) < self.model.n_people
        if base.max(initial=0) > 1 or base[~people].any():
            return 0, int(base.sum())
        most = int(min(self._most[table], base.sum()))
        return min(most, int(self._least[table])) if base[people].all() else 0, most

    def _stepped(self, base: IntArray, table: int, first: int, values: IntArray) -> cp_model.LinearExpr:
        """Return ``values[base count - first]`` as ``values[0] + sum_i (change at step i) * z_i``."""
        at = np.flatnonzero(values[1:] != values[:-1]) + 1
        steps = [self._step(base, table, first + k) for k in at.tolist()]
        changes = (values[at] - values[at - 1]).tolist()
        return cp_model.LinearExpr.weighted_sum(steps, changes) + int(values[0])

    def _step(self, base: IntArray, table: int, number: int) -> cp_model.IntVar:
        """Return the 0-1 variable for "at least `number` of the base sit at the table"; `_link_steps` constrains it."""
        key = base.tobytes()
        self._bases[key] = base
        if (key, table, number) not in self._steps:
            self._steps[key, table, number] = self.program.new_bool_var("")
            self._linked.setdefault((key, table), set()).add(number)
        return self._steps[key, table, number]

    def _link_steps(self) -> None:
        for (key, table), numbers in self._linked.items():
            base, rising = self._bases[key], sorted(numbers)
            low, high = self._range_of(base, table)
            steps = [self._steps[key, table, number] for number in rising]
            for lower, higher in itertools.pairwise(steps):
                self.program.add_implication(higher, lower)
            count = self._sum_of(base, table)
            before = [here - there for here, there in zip(rising, [low, *rising[:-1]], strict=True)]
            after = [there - here for here, there in zip(rising, [*rising[1:], high + 1], strict=True)]
            self.program.add(count >= cp_model.LinearExpr.weighted_sum(steps, before) + low)
            self.program.add(count <= cp_model.LinearExpr.weighted_sum(steps, after) + rising[0] - 1)

    def _presence(self, term: PresenceTerm, table: int) -> None:
        present = []
        for group in term.groups:
            if len(group):
                there = self.program.new_bool_var("")
                self.program.add(self._sum_of(self._times_in(group), table) >= there)
                present.append(there)  # there_g <= count of group g; sum_g there_g >= low
        self._hold(self.program.add(cp_model.LinearExpr.sum(present) >= term.low), table)

    def _spread(self, term: SpreadTerm) -> None:
        times = times_in(term.group, self.model.n_persons)
        used = []
        for table in np.unique(term.tables).tolist():
            used.append(self.program.new_bool_var(""))
            for kind in np.flatnonzero(times[self._first]).tolist():
                size = int(self._sizes[kind])
                self.program.add(self._numbers[kind][table] <= size * used[-1])  # x[k, t] > 0 implies used_t = 1
        self.program.add(cp_model.LinearExpr.sum(used) <= term.high)

    def _sum(self, term: SumTerm, table: int) -> None:
        for sign in (1, -1):
            within = self._sum_of(term.allowances - sign * term.values, table)
            self._hold(self.program.add(within >= 0), table)  # sign * sum of values <= sum of allowances

    def _place(self, term: PlaceTerm) -> None:
        barred = np.zeros((self.model.n_persons, self.model.n_tables), dtype=bool)
        np.logical_or.at(barred, term.people, term.costs_at_tables != 0)
        for kind in np.flatnonzero(barred[self._first].any(axis=1)).tolist():
            row = self._numbers[kind]
            away = [row[table] for table in np.flatnonzero(barred[self._first[kind]]).tolist()]
            self.program.add(cp_model.LinearExpr.sum(away) == 0)  # x[k, t] = 0 at tables where k may not sit

    def _parted(self, term: PartedTerm) -> None:
        """Add ``x[k, t] = size of k * here_t`` for all k of a component: it sits at table t entirely or not at all."""
        first = term.components(self.model.n_persons)
        for component in np.unique(first[first >= 0]).tolist():
            kinds = np.flatnonzero(first[self._first] == component).tolist()
            for table in np.unique(term.tables).tolist():
                here = self.program.new_bool_var("")
                for kind in kinds:
                    self.program.add(self._numbers[kind][table] == int(self._sizes[kind]) * here)

    def _link(self, term: LinkTerm) -> None:
        """Add ``needed = 0`` implies no member at a source, and ``needed = 1`` implies ``low`` counterparts."""
        links = zip(term.members, term.counterparts, term.low.tolist(), term.fixed.tolist(), strict=True)
        for members, counterparts, low, fixed in links:
            if low > 0:
                needed = self.program.new_bool_var("")
                if fixed:
                    self.program.add(needed == 1)
                sides = ((self._times_in(members), term.sources), (self._times_in(counterparts), term.targets))
                in_need, present = (
                    cp_model.LinearExpr.sum([self._sum_of(times, table) for table in np.unique(at).tolist()])
                    for times, at in sides
                )
                self.program.add(in_need == 0).only_enforce_if(~needed)
                self.program.add(present >= low).only_enforce_if(needed)


def _indicate(program: cp_model.CpModel, count: cp_model.LinearExpr) -> cp_model.IntVar:
    """Return a 0-1 variable y with ``y = 0`` implying ``count = 0``."""
    some = program.new_bool_var("")
    program.add(count == 0).only_enforce_if(~some)
    return some
