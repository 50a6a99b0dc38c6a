"""Every seating of a small room at once, priced by a second reading of what each term says."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seating.model import Model, Value
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
from tests.engines.drawn import DRAWN, random_model

MOST_SEATINGS = 20_000


class Every(NamedTuple):
    """All seatings of a room, shape (seatings, persons), with the unmet musts and the penalty of each."""

    seatings: IntArray
    unmet: IntArray
    penalty: IntArray

    @property
    def best(self) -> Value:
        """The least value of all."""
        unmet = int(self.unmet.min())
        return Value(unmet, int(self.penalty[self.unmet == unmet].min()))

    def of(self, chosen: NDArray[np.bool_]) -> Every:
        """Return the seatings that are chosen, bool array of shape (seatings,)."""
        return Every(self.seatings[chosen], self.unmet[chosen], self.penalty[chosen])

    @property
    def meeting(self) -> Every:
        """Those that meet all musts."""
        return self.of(self.unmet == 0)


def every(model: Model) -> Every:
    """Return every seating of a model and what each is worth."""
    grid = np.indices((model.n_tables,) * model.n_persons).reshape(model.n_persons, -1).T
    lacking = np.zeros((len(grid), len(model.requirement_ids)), dtype=np.int64)
    heads = np.stack([(grid[:, : model.n_people] == t).sum(axis=1) for t in range(model.n_tables)], axis=1)
    waived = model.may_be_empty & (heads == 0)
    for requirement, term in model.terms:
        lacking[:, requirement] += _lacking(term, grid, waived)
    return Every(grid.astype(np.int64), lacking[:, model.musts].sum(axis=1), (lacking * model.weights).sum(axis=1))


def best_of_all(model: Model) -> Value:
    """Return the smallest value of any seating, by brute force."""
    return every(model).best


def _lacking(term: Term, grid: IntArray, waived: NDArray[np.bool_]) -> IntArray:
    """Return the shortfall of a term in each seating, read person by person and table by table."""
    found = np.zeros(len(grid), dtype=np.int64)
    match term:
        case FixedTerm():
            return found + term.shortfall
        case PlaceTerm():
            for person, costs in zip(term.people.tolist(), term.costs_at_tables, strict=True):
                found += costs[grid[:, person]]
        case SharedTerm() | PartedTerm():
            for (a, b), cost in zip(term.pairs.tolist(), term.costs.tolist(), strict=True):
                counted = np.zeros(len(grid), dtype=bool)
                for t in term.tables.tolist():
                    one, other = grid[:, a] == t, grid[:, b] == t
                    counted |= (one & other) if isinstance(term, SharedTerm) else (one ^ other)
                found += cost * counted
        case SpreadTerm():
            used = sum(((grid[:, term.group] == t).any(axis=1).astype(np.int64) for t in term.tables), start=found)
            return term.cost * np.maximum(0, used - term.high) + term.first * (used > term.high)
        case LinkTerm():
            at, to = (np.isin(grid, tables) for tables in (term.sources, term.targets))
            for members, others, low, fixed in zip(term.members, term.counterparts, term.low, term.fixed, strict=True):
                missing = np.maximum(0, low - to[:, others].sum(axis=1))
                found += fixed * missing + at[:, members].sum(axis=1) * missing
        case CountTerm() | PresenceTerm() | SumTerm():
            for t in term.tables.tolist():
                found += np.where(waived[:, t], 0, _lacking_at(term, grid == t))
    return found


def _lacking_at(term: CountTerm | PresenceTerm | SumTerm, here: NDArray[np.bool_]) -> IntArray:
    """Return the shortfall at one table; `here` says who sits there, shape (seatings, persons)."""
    if isinstance(term, PresenceTerm):
        groups = sum((here[:, group].any(axis=1).astype(np.int64) for group in term.groups), start=0)
        return np.maximum(0, term.low - groups)
    if isinstance(term, SumTerm):
        over = np.abs((here * term.values).sum(axis=1)) - (here * term.allowances).sum(axis=1)
        return np.where(over > 0, (over + term.unit - 1) // term.unit, 0)
    count = here[:, term.group].sum(axis=1)
    base = 0 * count if term.base is None else here[:, term.base].sum(axis=1)
    entry = np.where(base < len(term.low), base, len(term.low) - 1)
    off = np.where(count < term.low[entry], term.low[entry] - count, 0)
    off = off + np.where(count > term.high[entry], count - term.high[entry], 0)
    return np.where((count == 0) & term.or_none, 0, off)


def small_room(rng: Random, shapes: tuple[str, ...] = DRAWN, must: float = 0.3) -> Model:
    """Return a random model of 5 to 9 people at 2 to 4 tables, few enough to try every seating."""
    while True:
        model = random_model(rng, shapes, must, people=(5, 9), tables=(2, 4))
        if model.n_tables**model.n_persons <= MOST_SEATINGS:
            return model


def random_seating(rng: Random, model: Model) -> IntArray:
    """Return a complete seating in which everybody sits anywhere."""
    return np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
