"""One chain of the search, as Python code uses it: a seating that changes step by step."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.state import state_of
from seating.engines.annealing.table_pairs import forget, is_local, table_pairs_of
from seating.engines.local_search.incremental import MOST_PAIRS, MUST_PRICE
from seating.model import Model, Value, penalty_of
from seating.native import annealing as kernel
from seating.native.annealing import TablePairs
from seating.native.arrays import Passed
from seating.room.plan import IntArray

SWAPS_SAMPLED = 20_000
"""How many random swaps are sampled to set the temperatures."""

MOST_MOVES, FEWEST_MOVES = 0.2, 0.01
"""Share of tries that are moves: while moves are accepted, and when none are because the table sizes are fixed."""

SOFT, FIRM = 4.0, 12.0
"""Price of an unmet unit of a must, used to accept or reject changes: this many times the temperature, plus the penalty
of a typical swap. The first number applies until a seating that meets the musts is found, the second one afterwards."""

RARE = 1e-4
"""If a smaller share of moves is accepted, moves count as not accepted."""

MOVES_WEIGH = 5.0
"""Weight of moves in the acceptance rate: the sizes of tables freeze first, so moves stop being accepted earlier."""

RARE_SWAPS = 5e-3
"""If a smaller share of swaps is accepted, and no moves are, the search goes over to sweeps."""

SWAPS_A_TRY = 2
"""How many swaps a sweep evaluates in the time of one random try."""

FOCUS = 0.7
"""Share of tries that begin at a table that costs something. With `dense_pairs`, the chain does not track these
tables."""


class Chain:
    """A seating that changes step by step, and the best one found so far.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        The seating to begin with.
    seed, number : int
        Chains with the same seed and different numbers draw different random numbers.

    Attributes
    ----------
    is_pair_heavy : bool
        Whether most pairs of people who may swap have a cost, together or apart.
    is_sweeping : bool
        Whether accepted swaps have become rare, so that the next search sweeps over pairs of tables.
    """

    def __init__(self, model: Model, tables: IntArray, seed: int, number: int) -> None:
        self._state = state_of(model, tables)
        dense = self._state.dense.weight
        self._focus = 0.0 if len(dense) else FOCUS
        self.is_sweeping = False
        n_priced = len(self._state.pairs.other) + int(np.count_nonzero(dense))
        self.is_pair_heavy = n_priced > MOST_PAIRS * self.n_pairs
        self._stats = np.zeros(kernel.N_STATS, dtype=np.int64)
        self._random = np.random.default_rng([seed, number, 3]).integers(1, 2**63, size=2, dtype=np.uint64)
        self._passed = Passed(self._state)
        kernel.initialize(self._passed, self._stats, tables.astype(np.int64), _energy(self._value_of(model, tables)))
        self._is_local = is_local(self._state)
        self._table_pairs: TablePairs | None = None
        self._passed_pairs: Passed | None = None
        self._temperature = 0.0
        changes = np.abs(self.changes())
        self._soft, self._firm = (float(np.quantile(changes, share)) if len(changes) else 1.0 for share in (0.5, 1.0))

    @property
    def best(self) -> Value:
        """The value of the best seating so far."""
        return Value(*divmod(int(self._stats[kernel.BEST]), MUST_PRICE))

    @property
    def tables(self) -> IntArray:
        """The best seating so far, shape (persons,)."""
        return self._state.occupancy.best.copy()

    def changes(self) -> IntArray:
        """Return the changes in energy of random swaps, except swaps that change unmet musts; shape (swaps,)."""
        found = np.full(SWAPS_SAMPLED, MUST_PRICE, dtype=np.int64)
        self._sample_swaps(found)
        return found[np.abs(found) < MUST_PRICE // 2]

    def rate_at(self, temperature: float, tries: int) -> float:
        """Search for a number of tries, and return the share of them that made the seating worse and were accepted.

        It is the larger of two shares: that of swaps, and the weighted one of moves.
        """
        before = self._stats.copy()
        self.search(tries, temperature)
        done = self._stats - before
        swaps = done[kernel.WORSE_SWAPS] / max(1, done[kernel.SWAPS_TRIED])
        moves = done[kernel.WORSE_MOVES] / max(1, done[kernel.MOVES_TRIED])
        return float(max(swaps, MOVES_WEIGH * moves))

    @property
    def n_pairs(self) -> int:
        """The number of pairs of people who may swap, each pair counted twice."""
        return len(self._state.occupancy.position) ** 2

    @property
    def has_moves(self) -> bool:
        """Whether moves of one person are accepted, as far as is known; with fixed table sizes they are not."""
        tried, moved = int(self._stats[kernel.MOVES_TRIED]), int(self._stats[kernel.MOVES_MADE])
        return tried <= 1 / RARE or moved >= RARE * tried

    @property
    def n_persons(self) -> int:
        """How many people and staff there are."""
        return len(self._state.occupancy.table)

    def search(self, tries: int, temperature: float) -> None:
        """Try this number of swaps and moves at one temperature (in points of penalty)."""
        moving = MOST_MOVES if self.has_moves else FEWEST_MOVES
        must_price = self._soft + SOFT * temperature if self.best.unmet else self._firm + FIRM * temperature
        self._search(tries, temperature, must_price, moving)

    def _value_of(self, model: Model, tables: IntArray) -> Value:
        """Return the value of a seating, computed from scratch."""
        return penalty_of(model, tables)

    def _sample_swaps(self, changes: IntArray) -> None:
        kernel.sample_swaps(self._passed, self._random, changes)

    def _search(self, tries: int, temperature: float, must_price: float, moving: float) -> None:
        before = self._stats.copy()
        if self.is_sweeping:
            self._sweep(SWAPS_A_TRY * tries, temperature, must_price, moving / SWAPS_A_TRY)
        else:
            kernel.search(self._passed, self._stats, self._random, tries, temperature, must_price, moving, self._focus)
        done = self._stats - before
        is_rare = bool(done[kernel.SWAPS_MADE] < RARE_SWAPS * done[kernel.SWAPS_TRIED])
        self.is_sweeping = self._is_local and is_rare and not self.has_moves

    def _sweep(self, swaps: int, temperature: float, must_price: float, moving: float) -> None:
        """Search by sweeps; sums from a lower temperature are forgotten."""
        if self._table_pairs is None:
            self._table_pairs = table_pairs_of(self._state)
            self._passed_pairs = Passed(self._table_pairs)
        elif temperature > self._temperature:
            forget(self._table_pairs)
        self._temperature = temperature
        arrays = self._passed, self._passed_pairs, self._stats, self._random
        kernel.sweep(*arrays, swaps, temperature, must_price, moving, self._focus)


def _energy(value: Value) -> int:
    """Return a value as the single number that the kernels use."""
    return value.unmet * MUST_PRICE + value.penalty
