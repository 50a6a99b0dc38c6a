"""What musts ask of the people at one table, and how many sets of people keep to it at most."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.model import Model
from seating.native.arrays import Ints, Tinies2
from seating.terms import CountTerm, PlaceTerm, SharedTerm


class Rules(NamedTuple):
    """What a set of people must keep to at a table."""

    size: Ints  # (people,): how many people each stands for
    may_sit: Ints  # (people,): 1 for those who may sit there
    apart: Tinies2  # (people, people): 1 for pairs that must not share the table
    low: int
    high: int


def rules_at(model: Model, table: int) -> Rules:
    """Return the musts about the people at a table that the search for sets keeps to."""
    n = model.n_people
    size = np.ones(n, dtype=np.int64) if model.members is None else model.members[:n]
    may_sit, apart = np.ones(n, dtype=np.int64), np.zeros((n, n), dtype=np.int8)
    low, high = 1, int(size.sum())
    for requirement, term in model.terms:
        if not model.musts[requirement]:
            continue
        match term:
            case PlaceTerm():
                barred = term.people[term.costs[:, term.column[table]] > 0]
                may_sit[barred[barred < n]] = 0
            case SharedTerm() if table in term.tables:
                one, other = term.pairs[(term.costs > 0) & (term.pairs < n).all(axis=1)].T
                apart[one, other] = apart[other, one] = 1
            case CountTerm() if table in term.tables and term.is_constant:
                if np.array_equal(np.bincount(term.group, minlength=n), size):
                    low, high = max(low, int(term.low[0])), min(high, int(term.high[0]))
            case _:
                pass
    may_sit[np.diagonal(apart) > 0] = 0
    return Rules(size, may_sit, apart, low, high)


def number_of_sets(rules: Rules) -> int:
    """Return the number of sets that keep to the rules, except for pairs that must not share the table."""
    by_load = [1] + [0] * rules.high
    for size in rules.size[rules.may_sit > 0].tolist():
        for load in range(rules.high, size - 1, -1):
            by_load[load] += by_load[load - size]
    return sum(by_load[rules.low :])
