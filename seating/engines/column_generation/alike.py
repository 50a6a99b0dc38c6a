"""Tables of which any may take any other's members at the same cost, and how many people each takes.

Only what a column sees counts here: terms that one table's people decide by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from seating.model import Model
from seating.model.classes import table_classes
from seating.plan import IntArray
from seating.terms import (
    CountTerm,
    FixedTerm,
    PartedTerm,
    PlaceTerm,
    PresenceTerm,
    SharedTerm,
    SpreadTerm,
    SumTerm,
    Term,
)

__all__ = ["Alike", "alike", "priced", "suits"]

MOST_PEOPLE = 400
"""People above whom no table is priced to its end in any time worth waiting for."""

MOST_SEATS = 24
"""The same for seats at one table."""

MOST_SIZES = 4
"""Sizes a table may take: each is a question by itself."""

MOST_PAIRS = 3_000
"""Pairs in one term above which it is left out: each is a variable of every question."""

LARGEST = 2**40
"""What the numbers of one term may add up to, so that nothing leaves 64 bits."""


@dataclass(frozen=True, eq=False, slots=True)
class Alike:
    """Tables of one class.

    Attributes
    ----------
    tables : int array
    sizes : tuple of int
        How many people one of them may take, rising.
    """

    tables: IntArray
    sizes: tuple[int, ...]


def suits(model: Model) -> bool:
    """Whether columns can be priced: few sizes for every table, none large, and shoulds that a column sees."""
    if not 0 < model.n_people <= MOST_PEOPLE or model.n_tables < 2:
        return False
    counts = priced(model)
    if all(model.musts[requirement] or model.weights[requirement] == 0 for requirement, _ in counts.terms):
        return False
    return all(0 < len(each.sizes) <= MOST_SIZES and each.sizes[-1] <= MOST_SEATS for each in alike(counts))


def alike(model: Model) -> tuple[Alike, ...]:
    """Return the classes of tables of a model that has priced terms only, in the order of their first tables."""
    low = np.zeros(model.n_tables, dtype=np.int64)
    high = np.full(model.n_tables, model.n_people, dtype=np.int64)
    for requirement, term in model.terms:
        if model.musts[requirement] and isinstance(term, CountTerm) and _is_size(model, term):
            low[term.tables] = np.maximum(low[term.tables], term.low[0])
            high[term.tables] = np.minimum(high[term.tables], term.high[0])
    found = []
    for tables in table_classes(model).members:
        least, most = int(low[tables[0]]), int(high[tables[0]])
        empty = (0,) if least > 0 and model.may_be_empty[tables[0]] else ()
        found.append(Alike(tables, (*empty, *range(least, most + 1))))
    return tuple(found)


def priced(model: Model) -> Model:
    """Return the model of the terms that one table's people decide, each table by itself.

    The others may be left out of a lower bound: no shortfall is negative, and a must that is left
    out only allows more seatings.
    """
    return replace(model, terms=tuple((r, term) for r, term in model.terms if _is_priced(model, term)))


def _is_priced(model: Model, term: Term) -> bool:
    match term:
        case CountTerm():
            return _people(model, term) and _once(term.group) and (term.base is None or _once(term.base))
        case PresenceTerm():
            return _people(model, term)
        case SumTerm():
            return _people(model, term) and int(np.abs(term.values).sum() + np.abs(term.allowances).sum()) < LARGEST
        case SharedTerm():
            return len(term.pairs) <= MOST_PAIRS and _small(term.costs)
        case PlaceTerm():
            return _small(term.costs)
        case SpreadTerm() | PartedTerm() | FixedTerm():
            return False


def _people(model: Model, term: Term) -> bool:
    return bool((term.persons < model.n_people).all())


def _once(group: IntArray) -> bool:
    return len(np.unique(group)) == len(group)


def _small(costs: IntArray) -> bool:
    return bool((costs >= 0).all()) and int(costs.sum()) < LARGEST


def _is_size(model: Model, term: CountTerm) -> bool:
    return len(term.low) == 1 and not term.or_none and len(term.group) == model.n_people
