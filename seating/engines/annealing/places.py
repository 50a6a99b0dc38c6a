"""What a person's own seat costs at each table, tables that are alike in that once."""

from __future__ import annotations

import numpy as np

from seating.model import Model
from seating.plan import IntArray
from seating.terms import PlaceTerm

__all__ = ["places"]


def places(model: Model, price: IntArray) -> tuple[IntArray, IntArray]:
    """Return what seats cost, tables whose seats cost the same for everybody in one column."""
    full = np.zeros((model.n_tables, model.n_persons + 1), dtype=np.int64)
    for requirement, term in model.terms:
        if isinstance(term, PlaceTerm):
            np.add.at(full.T, term.people, term.costs * price[requirement])
    seen: dict[bytes, int] = {}
    column = np.array([seen.setdefault(costs.tobytes(), len(seen)) for costs in full], np.int64)
    first = np.unique(column, return_index=True)[1]
    return column, np.ascontiguousarray(full[first].T)
