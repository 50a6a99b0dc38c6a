"""The shortfalls and the penalty of a plan, computed from the terms from scratch: the reference for every engine."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.model.model import Model
from seating.room.plan import IntArray
from seating.terms import Term


class Value(NamedTuple):
    """The value of a plan; smaller is better, and `unmet` is compared first."""

    unmet: int
    """Sum of the shortfalls of the musts."""
    penalty: int
    """Sum of weight times shortfall over the wishes."""


def shortfalls(model: Model, tables: IntArray) -> IntArray:
    """Return each requirement's shortfall, shape (requirements,).

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The number of the table each person sits at; -1 for a person without a seat, who counts at no table.
    """
    waived = waived_tables(model, tables)
    found = np.zeros(len(model.requirement_ids), dtype=np.int64)
    for requirement, term in model.other_terms:
        found[requirement] += term.shortfall_of(tables, waived)
    if len(model.small_limits.persons):
        requirements, _, over = model.small_limits.shortfalls_at(tables, waived)
        np.add.at(found, requirements, over)
    return found


def penalty_of(model: Model, tables: IntArray) -> Value:
    """Return the value of a plan; `tables` as for `shortfalls`."""
    found = shortfalls(model, tables)
    return Value(int(found[model.musts].sum()), int((found * model.weights).sum()))


def term_shortfall(model: Model, term: Term, tables: IntArray) -> int:
    """Return one term's shortfall.

    Parameters
    ----------
    model : Model
    term : Term
    tables : int array, shape (persons,)
        The number of the table each person sits at.
    """
    return term.shortfall_of(tables, waived_tables(model, tables))


def waived_tables(model: Model, tables: IntArray) -> NDArray[np.bool_]:
    """Return which tables may be empty and have no people (staff do not count), shape (tables,).

    Nothing counts at them. Arguments as of `shortfalls`.
    """
    heads = np.bincount(tables[: model.n_people] + 1, minlength=model.n_tables + 1)[1:]
    return np.asarray(model.may_be_empty & (heads == 0))
