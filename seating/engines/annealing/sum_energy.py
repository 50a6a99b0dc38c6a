"""Sum terms of a model as arrays, for the kernels of annealing."""

from __future__ import annotations

import numpy as np

from seating.engines.local_search.tallies import LARGEST_COST
from seating.model import Model
from seating.native.annealing import Sums
from seating.room.plan import IntArray
from seating.terms import SumTerm


def sums_of(model: Model, price: IntArray) -> Sums:
    """Return the sum terms of a model, with no one seated; `price` as for `count_rows_of`."""
    found = [(r, term) for r, term in model.terms if isinstance(term, SumTerm)]
    values = np.zeros((model.n_persons + 1, len(found)), dtype=np.int64)
    allowances, unit = np.zeros_like(values), np.ones(len(found), dtype=np.int64)
    at = np.zeros((model.n_tables, len(found)), dtype=np.int64)
    for k, (r, term) in enumerate(found):
        values[:-1, k], allowances[:-1, k], unit[k] = term.values, term.allowances, term.unit
        at[term.tables, k] = price[r]
    most = LARGEST_COST // np.maximum(1, at)
    return Sums(values, allowances, unit, at, most, np.zeros_like(at), np.zeros_like(at))
