"""Chains of simulated annealing over several rounds at once.

The loop, in `seating/native/src/rounds.c`, is that of one round, with the costs of meetings, and with swaps and moves
that stay within a round.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from seating.engines.annealing.chain import Chain
from seating.engines.annealing.cooling import cool
from seating.engines.messages import Answer, Found
from seating.engines.multi_round.joined_rounds import AnnealRounds, Rounds, value_of_rounds
from seating.engines.multi_round.round_company import company_of
from seating.model import Model, Value
from seating.native import rounds as kernel
from seating.native.arrays import Passed
from seating.room.plan import IntArray


class RoundsChain(Chain):
    """The seatings of several rounds, which change step by step.

    Parameters
    ----------
    rounds : Rounds
    tables : int array, shape (sitters,)
        The seating of all rounds to begin with.
    seed, number : int
        Chains with the same seed and different numbers draw different random numbers.
    """

    def __init__(self, rounds: Rounds, tables: IntArray, seed: int, number: int) -> None:
        self._rounds = rounds
        self._company = company_of(rounds, tables)
        self._passed_company = Passed(self._company)
        super().__init__(rounds.stack.model, tables, seed, number)

    @property
    def n_pairs(self) -> int:
        return int((np.diff(self._company.people_from) ** 2).sum())

    def _value_of(self, model: Model, tables: IntArray) -> Value:
        return value_of_rounds(self._rounds, tables)

    def _sample_swaps(self, changes: IntArray) -> None:
        kernel.sample_swaps(self._passed, self._passed_company, self._random, changes)

    def _search(self, tries: int, temperature: float, must_price: float, moving: float) -> None:
        arrays = self._passed, self._passed_company, self._stats, self._random
        kernel.search(*arrays, tries, temperature, must_price, moving, self._focus)


def anneal_rounds(model: Model, question: AnnealRounds, on_progress: Callable[[Found], None]) -> Answer:
    """Answer a question by annealing all rounds at once; `on_progress` is called with every better seating.

    Parameters
    ----------
    model : Model
    question : AnnealRounds
    on_progress : callable
        Called with every better seating.
    """

    def begin() -> list[RoundsChain]:
        return [RoundsChain(question.rounds, question.tables, question.seed, n) for n in range(question.chains)]

    return cool(begin, value_of_rounds(question.rounds, question.tables), question, on_progress)
