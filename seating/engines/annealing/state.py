"""The state of a chain: a model as arrays, one group of arrays for each family of terms."""

from __future__ import annotations

from typing import NamedTuple

from seating.engines.annealing.count_terms import CountRows, count_rows_of
from seating.engines.annealing.dense_pairs import DensePairs, dense_pairs_of, split_pair_terms
from seating.engines.annealing.group_terms import Presence, Spread, presence_of, spread_of
from seating.engines.annealing.occupancy import Occupancy, occupancy_of
from seating.engines.annealing.sparse_pairs import SparsePairs, sparse_pairs_of
from seating.engines.annealing.sum_terms import Sums, sums_of
from seating.engines.local_search.incremental import prices_of
from seating.model import Model
from seating.terms import CountTerm

__all__ = ["State", "cell_count", "state_of"]


class State(NamedTuple):
    """All arrays of one chain; compiled code passes them as one argument."""

    occupancy: Occupancy
    rows: CountRows
    presence: Presence
    sums: Sums
    spread: Spread
    pairs: SparsePairs
    dense: DensePairs


def cell_count(model: Model) -> int:
    """Return about how many numbers the arrays of a chain hold, for each kind of count."""
    groups = {term.group.tobytes() for _, term in model.terms if isinstance(term, CountTerm)}
    return model.n_tables * (len(groups) + model.n_persons)


def state_of(model: Model) -> State:
    """Return the arrays of a model, with nobody seated."""
    price = prices_of(model)
    dense, others = split_pair_terms(model)
    return State(
        occupancy_of(model, price),
        count_rows_of(model, price),
        presence_of(model, price),
        sums_of(model, price),
        spread_of(model, price),
        sparse_pairs_of(model, others, price),
        dense_pairs_of(model, dense, price),
    )
