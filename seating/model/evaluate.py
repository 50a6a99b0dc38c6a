"""The shortfalls and the penalty of a plan from the terms, plainly: the yardstick for every engine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seating.model.model import Model
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

__all__ = ["Value", "penalty_of", "shortfalls", "term_shortfall"]


class Value(NamedTuple):
    """What a plan is worth; smaller is better, compared in this order."""

    unmet: int
    """Sum of the shortfalls of the musts."""
    penalty: int
    """Sum of weight times shortfall over the shoulds."""


def shortfalls(model: Model, tables: IntArray) -> IntArray:
    """Return each requirement's shortfall, shape (requirements,).

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The number of the table each person sits at.
    """
    found = np.zeros(len(model.requirement_ids), dtype=np.int64)
    for requirement, term in model.terms:
        found[requirement] += term_shortfall(model, term, tables)
    return found


def penalty_of(model: Model, tables: IntArray) -> Value:
    """Return what a plan is worth; `tables` as for `shortfalls`."""
    found = shortfalls(model, tables)
    return Value(int(found[model.musts].sum()), int((found * model.weights).sum()))


def term_shortfall(model: Model, term: Term, tables: IntArray) -> int:
    """Return one term's shortfall; `tables` as for `shortfalls`."""
    match term:
        case FixedTerm():
            return term.shortfall
        case PlaceTerm():
            return int(term.costs[np.arange(len(term.people)), tables[term.people]].sum())
        case SharedTerm():
            first, second = tables[term.pairs[:, 0]], tables[term.pairs[:, 1]]
            return int(term.costs[(first == second) & np.isin(first, term.tables)].sum())
        case PartedTerm():
            first, second = tables[term.pairs[:, 0]], tables[term.pairs[:, 1]]
            concerned = np.isin(first, term.tables) | np.isin(second, term.tables)
            return int(term.costs[(first != second) & concerned].sum())
        case SpreadTerm():
            used = np.intersect1d(tables[term.group], term.tables)
            return max(0, len(used) - term.high)
        case CountTerm() | PresenceTerm() | SumTerm():
            at_tables = _at_each_table(model, term, tables)
            waived = model.may_be_empty & (_counts(model, np.arange(model.n_people), tables) == 0)
            return int(np.where(waived, 0, at_tables)[term.tables].sum())


def _counts(model: Model, group: IntArray, tables: IntArray) -> IntArray:
    return np.bincount(tables[group], minlength=model.n_tables).astype(np.int64)


def _at_each_table(model: Model, term: CountTerm | PresenceTerm | SumTerm, tables: IntArray) -> IntArray:
    """Return the shortfall at every table, shape (tables,), before empty ones are waived."""
    match term:
        case CountTerm():
            count = _counts(model, term.group, tables)
            base = np.zeros_like(count) if term.base is None else _counts(model, term.base, tables)
            entry = np.minimum(base, len(term.low) - 1)
            off = np.maximum(0, term.low[entry] - count) + np.maximum(0, count - term.high[entry])
            return np.where((count == 0) & term.or_none, 0, off)
        case PresenceTerm():
            present = np.zeros(model.n_tables, np.int64)
            for group in term.groups:
                present += _counts(model, group, tables) > 0
            return np.maximum(0, term.low - present)
        case SumTerm():
            total, allowed = np.zeros(model.n_tables, np.int64), np.zeros(model.n_tables, np.int64)
            np.add.at(total, tables, term.values)
            np.add.at(allowed, tables, term.allowances)
            return -(-np.maximum(0, np.abs(total) - allowed) // term.unit)
