"""One chain of the search, from Python's side."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing import kernel, stats
from seating.engines.annealing.state import board_of
from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.local_search.pair_costs import MOST_PAIRS
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray

__all__ = ["Chain"]

SWAPS_LOOKED_AT = 20_000
"""Random swaps from which temperatures are set."""

MOST_MOVES, FEWEST_MOVES = 0.2, 0.01
"""Share of tries that are moves, while moves are taken and when they are not: where sizes are fixed."""

SOFT, FIRM = 4.0, 12.0
"""Temperatures that a unit of unmet must is worth, besides what a change of seats costs, when a change for the worse is
weighed: before a seating that meets the musts is met, and after."""

RARE = 1e-4
"""Share of moves taken under which they count as not taken."""

MOVES_WEIGH = 5.0
"""How much more a move for the worse says of the temperature: the sizes of tables freeze before all else."""

FOCUS = 0.7
"""Share of tries that begin at a table that costs something; nobody knows such tables where bonds are searched."""


class Chain:
    """A seating that changes step by step.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The seating to begin with.
    seed, number : int
        Chains of different numbers go different ways.

    Attributes
    ----------
    is_of_pairs : bool
        Whether most pairs of people who may swap cost something, together or apart.
    """

    def __init__(self, model: Model, tables: IntArray, seed: int, number: int) -> None:
        self._board = board_of(model)
        bonds = self._board.bonds.weight
        self._focus = 0.0 if len(bonds) else FOCUS  # which tables cost something is known of counts and few pairs
        n_priced = len(self._board.pairs.other) + int(np.count_nonzero(bonds))
        self.is_of_pairs = n_priced > MOST_PAIRS * self.n_pairs
        self._numbers = np.zeros(stats.NUMBERS, dtype=np.int64)
        self._random = np.random.default_rng([seed, number, 3]).integers(1, 2**63, size=2, dtype=np.uint64)
        kernel.seat_all(self._board, self._numbers, tables.astype(np.int64), _energy(self._worth(model, tables)))
        changes = np.abs(self.changes())
        self._soft, self._firm = (float(np.quantile(changes, share)) if len(changes) else 1.0 for share in (0.5, 1.0))

    @property
    def best(self) -> Value:
        """What the best seating met is worth."""
        return Value(*divmod(int(self._numbers[stats.LEAST]), MUST_PRICE))

    @property
    def tables(self) -> IntArray:
        """The best seating met, shape (persons,)."""
        return self._board.seats.best.copy()

    def changes(self) -> IntArray:
        """Return what random swaps would add now, those that break or mend musts left out."""
        found = np.full(SWAPS_LOOKED_AT, MUST_PRICE, dtype=np.int64)
        self._look(found)
        return found[np.abs(found) < MUST_PRICE // 2]

    def rate_at(self, temperature: float, tries: int) -> float:
        """Search for a while; return the share of tries taken for the worse, of swaps or, weighed, of moves."""
        before = self._numbers.copy()
        self.search(tries, temperature)
        done = self._numbers - before
        swaps = done[stats.RISEN_BY_SWAPS] / max(1, done[stats.TRIED_SWAPS])
        moves = done[stats.RISEN_BY_MOVES] / max(1, done[stats.TRIED_MOVES])
        return float(max(swaps, MOVES_WEIGH * moves))

    @property
    def n_pairs(self) -> int:
        """Pairs of people who may swap, each counted both ways."""
        return len(self._board.seats.position) ** 2

    @property
    def has_moves(self) -> bool:
        """Whether single people may go to other tables, as far as is known: where sizes are fixed they do not."""
        tried, moved = int(self._numbers[stats.TRIED_MOVES]), int(self._numbers[stats.MOVED])
        return tried <= 1 / RARE or moved >= RARE * tried

    @property
    def n_persons(self) -> int:
        """People and staff."""
        return len(self._board.seats.table)

    def search(self, tries: int, temperature: float) -> None:
        """Try that many changes at one temperature."""
        moving = MOST_MOVES if self.has_moves else FEWEST_MOVES
        must_price = self._soft + SOFT * temperature if self.best.unmet else self._firm + FIRM * temperature
        self._search(tries, temperature, must_price, moving)

    def _worth(self, model: Model, tables: IntArray) -> Value:
        """Return what a seating is worth, by the yardstick."""
        return penalty_of(model, tables)

    def _look(self, changes: IntArray) -> None:
        kernel.look(self._board, self._random, changes)

    def _search(self, tries: int, temperature: float, must_price: float, moving: float) -> None:
        kernel.search(self._board, self._numbers, self._random, tries, temperature, must_price, moving, self._focus)


def _energy(value: Value) -> int:
    """Return a value as one number, as the compiled search has it."""
    return value.unmet * MUST_PRICE + value.penalty
