"""One chain of the search over several rounds, from Python's side."""

from __future__ import annotations

import numpy as np

from seating.engines.annealing.chain import Chain
from seating.engines.multi_round import kernel
from seating.engines.multi_round.company import company_of
from seating.engines.multi_round.rounds import Rounds, worth
from seating.model import Model, Value
from seating.plan import IntArray

__all__ = ["RoundsChain"]


class RoundsChain(Chain):
    """Seatings of several rounds that change step by step.

    Parameters
    ----------
    rounds : Rounds
    tables : int array, shape (sitters,)
        The seating of all rounds to begin with.
    seed, number : int
        Chains of different numbers go different ways.
    """

    def __init__(self, rounds: Rounds, tables: IntArray, seed: int, number: int) -> None:
        self._rounds = rounds
        self._company = company_of(rounds, tables)
        super().__init__(rounds.stack.model, tables, seed, number)

    @property
    def n_pairs(self) -> int:
        return int((np.diff(self._company.people_from) ** 2).sum())

    def _worth(self, model: Model, tables: IntArray) -> Value:
        return worth(self._rounds, tables)

    def _look(self, changes: IntArray) -> None:
        kernel.look(self._board, self._company, self._random, changes)

    def _search(self, tries: int, temperature: float, must_price: float, moving: float) -> None:
        kernel.search(
            self._board, self._company, self._numbers, self._random, tries, temperature, must_price, moving, self._focus
        )
