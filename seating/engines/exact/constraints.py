"""The constraints: for each kind of term, a function that returns its shortfall as a linear expression."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
from ortools.sat.python import cp_model

from seating.engines.exact.variables import Linear, Variables
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
from seating.terms.cliques import cliques


def shortfalls_of(variables: Variables) -> list[Linear]:
    """Return each requirement's shortfall, as far as the free tables decide it; 0 for the hard ones.

    Hard requirements become constraints.
    """
    found = [Linear() for _ in variables.model.requirement_ids]
    for requirement, term in variables.model.terms:
        shortfall = shortfall_of(variables, term, bool(variables.hard[requirement]))
        found[requirement].add_linear(shortfall, 1)
    variables.link_steps()
    for requirement in np.flatnonzero(variables.hard).tolist():
        if found[requirement].variables or found[requirement].number > 0:
            variables.at_most(found[requirement], 0)
    return found


def shortfall_of(variables: Variables, term: Term, hard: bool) -> Linear:
    """Return the shortfall of one term; if it is `hard`, the shortfall must be 0, which saves variables."""
    match term:
        case FixedTerm():
            return Linear(number=term.shortfall)
        case CountTerm():
            return _count(variables, term, hard)
        case PresenceTerm():
            return _presence(variables, term, hard)
        case SpreadTerm():
            return _spread(variables, term, hard)
        case SumTerm():
            return _sum(variables, term, hard)
        case SharedTerm():
            return _never_shared(variables, term) if hard else _shared(variables, term)
        case PartedTerm():
            return _parted(variables, term)
        case PlaceTerm():
            return _place(variables, term)
        case LinkTerm():
            return _links(variables, term, hard)
        case _:
            assert_never(term)


def _free(variables: Variables, tables: IntArray) -> list[int]:
    found: list[int] = tables[variables.free_table[tables]].tolist()
    return found


def _slack(variables: Variables, hard: bool, upper: int, value: int) -> list[cp_model.IntVar]:
    """Return a list with a variable for the shortfall; an empty list if the shortfall must be 0."""
    return [] if hard or upper <= 0 else [variables.integer(upper, value)]


def _waive(linear: Linear, waiver: cp_model.IntVar | None, amount: int) -> None:
    """Add ``amount * (1 - waiver)`` to the expression."""
    if waiver is not None and amount > 0:
        linear.number += amount
        linear.add([waiver], -amount)


@dataclass(frozen=True, slots=True)
class _Band:
    """A term's band over the base counts that can occur: where it begins and where it changes."""

    low: int
    high: int
    low_steps: list[tuple[int, int]]
    """The base counts at which the low end changes, and by how much."""
    high_steps: list[tuple[int, int]]
    most_low: int
    least_high: int
    is_ordered: bool
    """Whether low is never above high."""


def _band(term: CountTerm, first: int, last: int, most: int) -> _Band:
    """Return the band for base counts from `first` to `last`; more than `most` of the group never sit there."""
    if len(term.low) == 1:
        low, high = max(0, int(term.low[0])), min(int(term.high[0]), most)
        return _Band(low, high, [], [], low, high, low <= high)
    entries = np.minimum(np.arange(first, last + 1), len(term.low) - 1)
    lows, highs = np.maximum(term.low[entries], 0), np.minimum(term.high[entries], most)
    steps = []
    for values in (lows, highs):
        at = np.flatnonzero(values[1:] != values[:-1]) + 1
        steps.append([(first + k, int(values[k] - values[k - 1])) for k in at.tolist()])
    ordered = bool((lows <= highs).all())
    return _Band(int(lows[0]), int(highs[0]), steps[0], steps[1], int(lows.max()), int(highs.min()), ordered)


def _end(variables: Variables, term: CountTerm, table: int, number: int, steps: list[tuple[int, int]]) -> Linear:
    """Return one end of a band at a table as a sum over the steps of its base."""
    end = Linear(number=number)
    for at, change in steps:
        assert term.base is not None, "a constant band has no steps"
        end.add([variables.step(term.base, table, at)], change)
    return end


def _count(variables: Variables, term: CountTerm, hard: bool) -> Linear:
    """Constrain counts to their band: ``low - count <= slack`` and ``count - high <= slack`` at each table.

    `low` and `high` may depend on the count of a base; they are then sums over its step variables. At a waived table,
    or with `or_none` where none of the group sits, the constraint is relaxed by its largest violation (big M).
    """
    shortfall = Linear()
    n_members = len(variables.members(term.group))
    never_missing = 1 if term.or_none else 0
    if len(term.low) == 1 and term.low[0] <= never_missing and n_members <= term.high[0]:
        return shortfall
    bands: dict[tuple[int, int], _Band] = {}
    for table in _free(variables, term.tables):
        ends = (0, 0) if term.base is None or len(term.low) == 1 else variables.range_of(term.base, table)
        if ends not in bands:
            bands[ends] = _band(term, *ends, n_members + 1)
        band = bands[ends]
        seats = variables.at(term.group, table)
        missing, over = band.most_low > never_missing, len(seats) > band.least_high
        if not missing and not over:
            continue
        short, long = _off_at_start(variables, term, table)
        upper_short, upper_long = band.most_low if missing else 0, max(0, len(seats) - band.least_high)
        if band.is_ordered:  # never both missing and over: one variable suffices
            slack_low = slack_high = _slack(variables, hard, max(upper_short, upper_long), max(short, long))
            shortfall.add(slack_low, 1)
        else:
            slack_low = _slack(variables, hard, upper_short, short)
            slack_high = _slack(variables, hard, upper_long, long)
            shortfall.add(slack_low, 1).add(slack_high, 1)
        opened = variables.opened(table)
        if missing:
            enough = Linear().add(seats, 1).add(slack_low, 1)
            enough.add_linear(_end(variables, term, table, band.low, band.low_steps), -1)
            _waive(enough, opened, band.most_low)
            if term.or_none:
                _waive(enough, variables.present(term.group, table), band.most_low)
            variables.at_least(enough, 0)
        if over:
            not_more = Linear().add(seats, -1).add(slack_high, 1)
            not_more.add_linear(_end(variables, term, table, band.high, band.high_steps), 1)
            _waive(not_more, opened, upper_long)
            variables.at_least(not_more, 0)
    return shortfall


def _off_at_start(variables: Variables, term: CountTerm, table: int) -> tuple[int, int]:
    """Return the numbers of missing and surplus members at a table in the start; 0 if they cost nothing there."""
    count = variables.counted(term.group, table)
    if (term.or_none and count == 0) or variables.is_waived_at_start(table):
        return 0, 0
    entry = 0 if term.base is None else min(variables.counted(term.base, table), len(term.low) - 1)
    return max(0, int(term.low[entry]) - count), max(0, count - int(term.high[entry]))


def _presence(variables: Variables, term: PresenceTerm, hard: bool) -> Linear:
    """Count the groups with a person at a table: ``low - present <= slack``."""
    shortfall = Linear()
    for table in _free(variables, term.tables):
        present = [variables.present(group, table) for group in term.groups if variables.at(group, table)]
        here = sum(variables.counted(group, table) > 0 for group in term.groups)
        waived = variables.is_waived_at_start(table)
        slack = _slack(variables, hard, term.low, 0 if waived else max(0, term.low - here))
        enough = Linear(number=-term.low).add(present, 1).add(slack, 1)
        _waive(enough, variables.opened(table), term.low)
        variables.at_least(enough, 0)
        shortfall.add(slack, 1)
    return shortfall


def _spread(variables: Variables, term: SpreadTerm, hard: bool) -> Linear:
    """Count the tables that a group uses, fixed ones included: ``used - high <= slack <= most * is_over``."""
    at = np.unique(variables.tables[term.group])
    used = int(np.isin(at, term.tables).sum())
    tables = _free(variables, term.tables)
    if not variables.members(term.group):
        return Linear(number=term.cost * max(0, used - term.high) + term.first * (used > term.high))
    fixed = int((np.isin(at, term.tables) & ~variables.free_table[at]).sum())
    present = [variables.present(term.group, table) for table in tables]
    most = fixed + len(tables) - term.high
    slack = _slack(variables, hard, most, max(0, used - term.high))
    variables.at_least(Linear(number=term.high - fixed).add(present, -1).add(slack, 1), 0)
    is_over = [variables.boolean(used > term.high)] if slack and term.first else []
    if is_over:
        variables.at_least(Linear().add(is_over, most).add(slack, -1), 0)
    return Linear().add(slack, term.cost).add(is_over, term.first)


def _sum(variables: Variables, term: SumTerm, hard: bool) -> Linear:
    """Keep a sum near zero: ``|sum| - allowances <= unit * slack``, as one row for each sign of the sum."""
    shortfall = Linear()
    counted = variables.persons[(term.values != 0)[variables.persons] | (term.allowances != 0)[variables.persons]]
    for table in _free(variables, term.tables):
        seats = [(p, variables.seats[p, table]) for p in counted.tolist() if (p, table) in variables.seats]
        most = sum(abs(int(term.values[p])) + abs(int(term.allowances[p])) for p, _ in seats)
        here = variables.tables == table
        off = abs(int(term.values[here].sum())) - int(term.allowances[here].sum())
        value = 0 if variables.is_waived_at_start(table) else max(0, -(-off // term.unit))
        slack = _slack(variables, hard, -(-most // term.unit), value)
        for sign in (1, -1):
            enough = Linear().add(slack, term.unit)
            for person, seat in seats:
                enough.add([seat], int(term.allowances[person]) - sign * int(term.values[person]))
            _waive(enough, variables.opened(table), most)
            variables.at_least(enough, 0)
        shortfall.add(slack, 1)
    return shortfall


def _shared(variables: Variables, term: SharedTerm) -> Linear:
    """Price pairs who share a table: ``seat + seat - 1 <= shared``, with one variable for each pair."""
    shortfall = Linear()
    tables = _free(variables, term.tables)
    free = variables.free_person[term.pairs].all(axis=1) & (term.costs != 0)
    for (a, b), cost in zip(term.pairs[free].tolist(), term.costs[free].tolist(), strict=True):
        both = [(variables.seats[a, t], variables.seats[b, t]) for t in tables if variables.may_share(a, b, t)]
        if both:
            here = variables.tables[a]
            shared = variables.boolean(bool(here == variables.tables[b] and here in tables))
            for first, second in both:
                variables.at_least(Linear(number=1).add([first, second], -1).add([shared], 1), 0)
            shortfall.add([shared], cost)
    return shortfall


def _never_shared(variables: Variables, term: SharedTerm) -> Linear:
    """Forbid pairs from sharing a table: at most one person of each clique, which is stronger than pair by pair."""
    costly = term.pairs[term.costs != 0]
    for clique in cliques(costly[variables.free_person[costly].all(axis=1)]):
        for table in _free(variables, term.tables):
            variables.at_most_one([variables.seats[p, table] for p in clique if (p, table) in variables.seats])
    return Linear()


def _parted(variables: Variables, term: PartedTerm) -> Linear:
    """Price pairs at different tables: ``seat - other's seat <= parted`` at each table it is about.

    If only one of the two is free, the pair cannot end up together at a fixed table; its price depends on where the
    free one sits.
    """
    shortfall = Linear()
    at = np.isin(np.arange(variables.model.n_tables), term.tables)
    for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
        free = variables.free_person[a], variables.free_person[b]
        here = variables.tables[a], variables.tables[b]
        if not cost or a == b:
            continue
        if all(free):
            parted = variables.boolean(bool(here[0] != here[1] and (at[here[0]] or at[here[1]])))
            for table in _free(variables, term.tables):
                for one, other in ((a, b), (b, a)):
                    if (one, table) in variables.seats:
                        apart = Linear().add([parted], 1).add([variables.seats[one, table]], -1)
                        apart.add([v for v in [variables.seats.get((other, table))] if v is not None], 1)
                        variables.at_least(apart, 0)
            shortfall.add([parted], cost)
        elif any(free):
            mover, table = (a, here[1]) if free[0] else (b, here[0])
            if at[table]:
                shortfall.number += cost
            else:
                shortfall.add([variables.seats[mover, t] for t in _seats_at(variables, mover, term.tables)], cost)
        elif here[0] != here[1] and (at[here[0]] or at[here[1]]):
            shortfall.number += cost
    return shortfall


def _seats_at(variables: Variables, person: int, tables: IntArray) -> list[int]:
    return [table for table in _free(variables, tables) if (person, table) in variables.seats]


def _place(variables: Variables, term: PlaceTerm) -> Linear:
    """Price each seat by its own cost."""
    shortfall = Linear()
    rows = np.flatnonzero(variables.free_person[term.people])
    for row in rows.tolist():
        person, costs = int(term.people[row]), term.costs[row, term.column]
        for table in variables.free.tolist():
            if costs[table] and (person, table) in variables.seats:
                shortfall.add([variables.seats[person, table]], int(costs[table]))
    return shortfall


def _links(variables: Variables, term: LinkTerm, hard: bool) -> Linear:
    """Price the counterparts that members lack: ``members - most * enough <= slack``, with ``j * enough <= present``.

    There is one such pair of rows for each j up to the number of counterparts that can count; its slack is the number
    of members who need a jth counterpart that is not there. If the shortfall must be 0, only the last j matters.
    """
    shortfall = Linear()
    most_counted = term.most_counted.tolist()
    for number, (members, counterparts) in enumerate(zip(term.members, term.counterparts, strict=True)):
        needy, n_needy = _seats_of(variables, members, term.sources)
        needy.number += int(term.fixed[number])
        n_needy += int(term.fixed[number])
        present, n_present = _seats_of(variables, counterparts, term.targets)
        low, last, most = int(term.low[number]), most_counted[number], variables.most(needy)
        if low <= present.number or most == 0:
            continue
        shortfall.add_linear(needy, low - last)  # as many are missing for every member, whoever sits where
        for j in range(max(last if hard and low == last else 1, present.number + 1), last + 1):
            enough = variables.boolean(n_present >= j)
            variables.at_least(Linear().add_linear(present, 1).add([enough], -j), 0)
            slack = _slack(variables, hard, most, n_needy if n_present < j else 0)
            variables.at_least(Linear().add_linear(needy, -1).add([enough], most).add(slack, 1), 0)
            shortfall.add(slack, 1)
    return shortfall


def _seats_of(variables: Variables, group: IntArray, tables: IntArray) -> tuple[Linear, int]:
    """Return how many of a group sit at these tables, and their number in the start."""
    at = np.isin(variables.tables[group], tables)
    count = Linear(number=int((at & ~variables.free_person[group]).sum()))
    for table in _free(variables, np.unique(tables)):
        count.add(variables.at(group, table), 1)
    return count, int(at.sum())
