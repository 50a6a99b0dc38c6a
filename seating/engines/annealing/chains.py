"""Several chains side by side, from warm to cold; the best of their seatings counts.

The method is simulated annealing (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by
Simulated Annealing", Science 220, 1983), with swaps of two people and moves of one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import numpy as np

from seating.engines.annealing.board import cells_of
from seating.engines.annealing.chain import Chain
from seating.engines.annealing.clock import FIRST_TRIES, TRIES_A_UNIT, Clock
from seating.engines.annealing.temperature import Range, found_range
from seating.engines.questions import Anneal
from seating.engines.replies import Answer, Found, Word
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray

__all__ = ["anneal", "cool", "warm_up"]

MOST_CELLS = 20_000_000
"""Numbers a chain keeps for each kind of count, up to which there is memory for it: some gigabyte."""

CYCLE = 3_000
"""Tries in a cycle, from warm to cold, for each pair of people squared: more are better spent on another cycle."""

WARMER, WARMER_FROM = 3.0, 500
"""How many times warmer every other chain begins, and the tries for each pair of people squared from which there is
time for that: it leaves what the first one may be caught in."""

MOST_LOOKING = 0.2
"""Share of the work that this may take."""


def anneal(model: Model, question: Anneal, tell: Callable[[Found], None]) -> Answer:
    """Answer a question; `tell` hears of every better seating, at the same moments on any run.

    The chains compare what they found after each step, so threads change the time it takes and never the answer.
    """
    if cells_of(model) > MOST_CELLS:
        return Answer(Word.UNDECIDED, question.tables, None, None, 0.0)
    chains = [Chain(model, question.tables, question.seed, number) for number in range(question.chains)]
    return cool(chains, penalty_of(model, question.tables), question, tell)


def cool(chains: Sequence[Chain], begun: Value, question: Anneal, tell: Callable[[Found], None]) -> Answer:
    """Answer a question with these chains, whose first seating is worth `begun`."""
    best = _Best(question.tables, begun, tell)
    with ThreadPoolExecutor(len(chains)) as pool:
        clock = Clock(question)
        temperatures = _temperatures(chains, pool, clock)
        if _has_traps(chains[0]) and clock.tries_left > WARMER_FROM * chains[0].n_pairs:
            temperatures = temperatures._replace(warmer=WARMER)
        cycles = max(1, clock.tries_left // (CYCLE * chains[0].n_pairs))
        began = clock.progress
        best.look_at(chains)
        while not clock.is_over and best.value > question.enough:
            progress = (clock.progress - began) / (1.0 - began)
            at = [temperatures.at(progress, cycles, number) for number in range(len(chains))]
            list(pool.map(Chain.search, chains, repeat(clock.tries), at))
            clock.note(clock.tries)
            best.look_at(chains)
    word = Word.FOUND if best.value <= question.enough else Word.UNDECIDED
    return Answer(word, best.tables, None, None, clock.tried * len(chains) / TRIES_A_UNIT)


def _has_traps(chain: Chain) -> bool:
    """Whether a chain may be caught early, by tables of the wrong sizes; where all is a matter of pairs it is not."""
    return chain.has_moves and not chain.is_of_pairs


def warm_up() -> None:
    """Have everything compiled, on the smallest room there is."""
    table, none = np.zeros(2, dtype=np.int64), np.zeros(0, dtype=np.int64)
    model = Model(("a", "b"), 2, ("t",), table[:1] + 2, np.zeros(1, np.bool_), (), none == 1, none, ())
    Chain(model, table, seed=0, number=0).search(1, 1.0)


def _temperatures(chains: Sequence[Chain], pool: ThreadPoolExecutor, clock: Clock) -> Range:
    """Cool all chains quickly from hot, and return the temperatures between which their seatings took shape."""
    tries = min(FIRST_TRIES * chains[0].n_persons, clock.most_in_a_look)

    def rate_at(temperature: float) -> float:
        rates = list(pool.map(Chain.rate_at, chains, repeat(temperature), repeat(tries)))
        clock.note(tries)
        return sum(rates) / len(rates)

    return found_range(chains[0].changes(), rate_at, lambda: clock.progress > MOST_LOOKING, chains[0].is_of_pairs)


class _Best:
    """The best seating of all chains, the first one of equals."""

    def __init__(self, tables: IntArray, value: Value, tell: Callable[[Found], None]) -> None:
        self.tables, self.value, self._tell = tables, value, tell

    def look_at(self, chains: Sequence[Chain]) -> None:
        """Take the best of what chains found, and tell it."""
        for chain in chains:
            if chain.best < self.value:
                self.tables, self.value = chain.tables, chain.best
                self._tell(Found(self.tables, None))
