"""The variables of the CP-SAT model: seats of the free persons at the free tables, and counts over them.

The main variables are ``seat[p, t]``, 1 if the free person p sits at the free table t. Every variable is created with
its value in the start, so the start is a complete hint.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model

from seating.model import Model
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm
from seating.terms.base import times_in


@dataclass(slots=True)
class Linear:
    """A linear expression: ``sum(factor * variable) + number``."""

    variables: list[cp_model.IntVar] = field(default_factory=list)
    factors: list[int] = field(default_factory=list)
    number: int = 0

    def add(self, variables: Sequence[cp_model.IntVar], factor: int) -> Linear:
        """Add ``factor * variable`` for several variables; return self."""
        self.variables.extend(variables)
        self.factors.extend([factor] * len(variables))
        return self

    def add_linear(self, other: Linear, factor: int) -> Linear:
        """Add ``factor * other``; return self."""
        self.variables.extend(other.variables)
        self.factors.extend([factor * f for f in other.factors])
        self.number += factor * other.number
        return self

    def expression(self) -> cp_model.LinearExpr:
        """Return the sum without its constant `number`, as a CP-SAT expression."""
        return cp_model.LinearExpr.weighted_sum(self.variables, self.factors)


class Program:
    """A CP-SAT model under construction, in which every variable has its value in the start as a hint."""

    def __init__(self) -> None:
        self.program = cp_model.CpModel()
        self._upper: dict[int, int] = {}

    def boolean(self, value: bool) -> cp_model.IntVar:
        """Return a new 0-1 variable; `value` is its hint."""
        variable = self.program.new_bool_var("")
        self.program.add_hint(variable, value)
        return variable

    def integer(self, upper: int, value: int) -> cp_model.IntVar:
        """Return a new integer variable from 0 to `upper`; `value` is its hint."""
        variable = self.program.new_int_var(0, upper, "")
        self.program.add_hint(variable, min(max(value, 0), upper))
        self._upper[variable.index] = upper
        return variable

    def most(self, linear: Linear) -> int:
        """Return an upper bound on a linear expression; all variables are nonnegative."""
        terms = zip(linear.variables, linear.factors, strict=True)
        return linear.number + sum(factor * self._upper.get(v.index, 1) for v, factor in terms if factor > 0)

    def at_least(self, linear: Linear, low: int) -> None:
        """Add the constraint ``linear >= low``."""
        self._between(linear, low - linear.number, cp_model.INT_MAX)

    def at_most(self, linear: Linear, high: int) -> None:
        """Add the constraint ``linear <= high``."""
        self._between(linear, cp_model.INT_MIN, high - linear.number)

    def at_most_one(self, seats: Sequence[cp_model.IntVar]) -> None:
        """Add the constraint ``sum(seats) <= 1``."""
        if len(seats) > 1:
            self.program.add_at_most_one(seats)

    def _between(self, linear: Linear, low: int, high: int) -> None:
        if linear.variables:
            self.program.add_linear_constraint(linear.expression(), low, high)
        elif not low <= 0 <= high:
            self.program.add_bool_or([])  # a contradiction: the model becomes infeasible


class Variables(Program):
    """The CP-SAT model under construction, with its seat, presence and step variables.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The start, a complete seating.
    free : int array
        The tables set free. The persons who sit at them may sit at any of them; everyone else keeps their seat.
    hard : bool array, shape (requirements,)
        Requirements whose shortfall must be 0.
    """

    def __init__(self, model: Model, tables: IntArray, free: IntArray, hard: np.ndarray) -> None:
        super().__init__()
        self.model = model
        self.tables = tables
        self.free = free
        self.hard = hard
        self.free_table = np.zeros(model.n_tables, dtype=bool)
        self.free_table[free] = True
        self.free_person: np.ndarray = self.free_table[tables]
        self.persons = np.flatnonzero(self.free_person)
        self.seats: dict[tuple[int, int], cp_model.IntVar] = {}
        self._members: dict[int, tuple[IntArray, list[int]]] = {}
        self._present: dict[tuple[bytes, int], cp_model.IntVar] = {}
        self._open: dict[int, cp_model.IntVar] = {}
        self._at_least: dict[tuple[bytes, int, int], cp_model.IntVar] = {}
        self._links: dict[tuple[bytes, int], set[int]] = {}
        self._range_of: dict[tuple[int, int], tuple[int, int]] = {}
        self._ranges = self._hard_ranges()
        self._make_seats()

    def _make_seats(self) -> None:
        allowed = np.ones((self.model.n_persons, len(self.free)), dtype=bool)
        for requirement, term in self.model.terms:
            if self.hard[requirement] and isinstance(term, PlaceTerm):
                np.logical_and.at(allowed, term.people, term.costs[:, term.column[self.free]] == 0)
        for person in self.persons.tolist():
            row = []
            for table in self.free[allowed[person]].tolist():
                row.append(self.boolean(bool(self.tables[person] == table)))
                self.seats[person, table] = row[-1]
            self.program.add_exactly_one(row)  # sum_t seat[p, t] = 1; infeasible if the row is empty

    def members(self, group: IntArray) -> list[int]:
        """Return the free persons of a group."""
        kept = self._members.get(id(group))
        if kept is None:  # keeping the array prevents its id from being reused
            kept = self._members[id(group)] = (group, group[self.free_person[group]].tolist())
        return kept[1]

    def at(self, group: IntArray, table: int) -> list[cp_model.IntVar]:
        """Return the seats of a group at a free table."""
        seats = self.seats  # a local name is faster to look up
        return [seats[person, table] for person in self.members(group) if (person, table) in seats]

    def counted(self, group: IntArray, table: int) -> int:
        """Return the number of group members at a table in the start."""
        return int((self.tables[group] == table).sum())

    def is_waived_at_start(self, table: int) -> bool:
        """Whether a table may be empty and has no people in the start."""
        may: bool = self.model.may_be_empty[table]
        return bool(may and not (self.tables[: self.model.n_people] == table).any())

    def may_share(self, one: int, other: int, table: int) -> bool:
        """Whether two free persons may both sit at a free table."""
        return (one, table) in self.seats and (other, table) in self.seats

    def present(self, group: IntArray, table: int) -> cp_model.IntVar:
        """Return y with ``seat[p, table] <= y`` for all p in the group and ``y <= sum_p seat[p, table]``."""
        key = (np.array(self.members(group), dtype=np.int64).tobytes(), table)
        if key not in self._present:
            seats = self.at(group, table)
            found = self._present[key] = self.boolean(self.counted(group, table) > 0)
            for seat in seats:
                self.program.add_implication(seat, found)
            self.program.add_bool_or([*seats, found.negated()])
        return self._present[key]

    def opened(self, table: int) -> cp_model.IntVar | None:
        """Return the variable for "people (not staff) sit at this table"; None if the table may not be empty."""
        if not self.model.may_be_empty[table]:
            return None
        if table not in self._open:
            self._open[table] = self.present(np.arange(self.model.n_people, dtype=np.int64), table)
        return self._open[table]

    def _hard_ranges(self) -> list[tuple[int, np.ndarray, int, int]]:
        """Return the hard constant bands at free tables: table, how often each is in the group, low and high."""
        found = []
        for requirement, term in self.model.terms:
            if self.hard[requirement] and isinstance(term, CountTerm) and term.base is None and not term.or_none:
                inside = times_in(term.group, self.model.n_persons)
                for table in term.tables[self.free_table[term.tables]].tolist():
                    if not self.model.may_be_empty[table]:  # while the table is empty, the band does not apply
                        found.append((table, inside, int(term.low[0]), int(term.high[0])))
        return found

    def range_of(self, group: IntArray, table: int) -> tuple[int, int]:
        """Return bounds on the number of free group members at a free table, from the hard bands."""
        key = (id(group), table)
        if key not in self._range_of:
            self._range_of[key] = self._find_range(group, table)
        return self._range_of[key]

    def _find_range(self, group: IntArray, table: int) -> tuple[int, int]:
        members = times_in(np.array(self.members(group), dtype=np.int64), self.model.n_persons)
        low, high = 0, len(self.at(group, table))
        for at, inside, least, most in self._ranges:
            if at == table and (members <= inside).all():
                high = min(high, most)
                if (members >= inside * self.free_person).all():
                    low = max(low, least)
        return (low, high) if low <= high else (0, int(members.sum()))

    def step(self, group: IntArray, table: int, number: int) -> cp_model.IntVar:
        """Return the 0-1 variable for "at least `number` of the group sit at the table"; `link_steps` constrains it."""
        key = np.array(self.members(group), dtype=np.int64).tobytes()
        if (key, table, number) not in self._at_least:
            self._at_least[key, table, number] = self.boolean(self.counted(group, table) >= number)
            self._links.setdefault((key, table), set()).add(number)
        return self._at_least[key, table, number]

    def link_steps(self) -> None:
        """Link the step variables of each group and table to the count c of the group there, low <= c <= high.

        With thresholds k_1 < ... < k_n, k_0 = low, k_{n+1} = high + 1 and step variables z_1 >= ... >= z_n, the rows
        ``c >= low + sum_i (k_i - k_{i-1}) z_i`` and ``c <= k_1 - 1 + sum_i (k_{i+1} - k_i) z_i`` hold if and only if,
        for all i, ``z_i = 1`` is equivalent to ``c >= k_i``.
        """
        for (key, table), numbers in self._links.items():
            group = np.frombuffer(key, dtype=np.int64)
            low, high = self.range_of(group, table)
            rising = sorted(numbers)
            steps = [self._at_least[key, table, number] for number in rising]
            for lower, higher in itertools.pairwise(steps):
                self.program.add_implication(higher, lower)
            seats = self.at(group, table)
            enough, not_more = Linear().add(seats, 1), Linear().add(seats, -1)
            for step, here, before, after in zip(
                steps, rising, [low, *rising[:-1]], [*rising[1:], high + 1], strict=True
            ):
                enough.add([step], before - here)
                not_more.add([step], after - here)
            self.at_least(enough, low)
            self.at_least(not_more, 1 - rising[0])
