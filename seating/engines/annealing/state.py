"""A model in the shape that the compiled search reads: a family of arrays for each shape of term."""

from __future__ import annotations

from typing import NamedTuple

from seating.engines.annealing.count_terms import Rows, rows_of
from seating.engines.annealing.dense_pairs import Bonds, bonds_and_others, bonds_of
from seating.engines.annealing.group_terms import Presence, Spread, presence_of, spread_of
from seating.engines.annealing.occupancy import Seats, seats_of
from seating.engines.annealing.sparse_pairs import Pairs, pairs_of
from seating.engines.annealing.sum_terms import Sums, sums_of
from seating.engines.local_search.incremental import prices_of
from seating.model import Model
from seating.terms import CountTerm

__all__ = ["Board", "board_of", "cells_of"]


class Board(NamedTuple):
    """All arrays of one chain of the search."""

    seats: Seats
    rows: Rows
    presence: Presence
    sums: Sums
    spread: Spread
    pairs: Pairs
    bonds: Bonds


def cells_of(model: Model) -> int:
    """Return about how many numbers the arrays of a model hold: what it takes to anneal it."""
    groups = {term.group.tobytes() for _, term in model.terms if isinstance(term, CountTerm)}
    return model.n_tables * (len(groups) + model.n_persons)


def board_of(model: Model) -> Board:
    """Return the arrays of a model, with nobody seated yet."""
    price = prices_of(model)
    bonds, others = bonds_and_others(model)
    return Board(
        seats_of(model, price),
        rows_of(model, price),
        presence_of(model, price),
        sums_of(model, price),
        spread_of(model, price),
        pairs_of(model, others, price),
        bonds_of(model, bonds, price),
    )
