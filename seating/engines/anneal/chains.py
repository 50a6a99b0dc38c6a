"""Several chains side by side, from warm to cold; the best of their seatings counts.

The method is simulated annealing (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by
Simulated Annealing", Science 220, 1983), with swaps of two people and moves of one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import numpy as np

from seating.engines.anneal.board import cells_of
from seating.engines.anneal.chain import Chain
from seating.engines.anneal.temperature import Range, found_range
from seating.engines.questions import Anneal
from seating.engines.replies import Answer, Found, Word
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray

__all__ = ["TRIES_A_UNIT", "anneal", "warm_up"]

TRIES_A_UNIT = 6_000_000
"""Changes tried by a chain in a unit of work."""

MOST_CELLS = 20_000_000
"""Numbers a chain keeps for each kind of count, up to which there is memory for it: some gigabyte."""

STEPS = 200
"""Temperatures from warm to cold, and moments at which chains compare what they found."""

FIRST_TRIES = 100
"""Changes tried for each person at each temperature while the right ones are looked for."""

CYCLE = 3_000
"""Tries in a cycle, from warm to cold, for each pair of people squared: more are better spent on another cycle."""

LOOKS = 100
"""One temperature in the looking takes no more than so small a part of the work."""

MOST_LOOKING = 0.2
"""Share of the work that this may take."""

A_STEP = 50_000
"""Changes tried in the first step where the clock counts, to see how fast this machine is."""


def anneal(model: Model, question: Anneal, tell: Callable[[Found], None]) -> Answer:
    """Answer a question; `tell` hears of every better seating, at the same moments on any run.

    The chains compare what they found after each step, so threads change the time it takes and never the answer.
    """
    if cells_of(model) > MOST_CELLS:
        return Answer(Word.UNDECIDED, question.tables, None, None, 0.0)
    best = _Best(question.tables, penalty_of(model, question.tables), tell)
    chains = [Chain(model, question.tables, question.seed, number) for number in range(question.chains)]
    with ThreadPoolExecutor(len(chains)) as pool:
        clock = _Clock(question)
        temperatures = _temperatures(chains, pool, clock)
        cycles = max(1, clock.tries_left // (CYCLE * model.n_people**2))
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


def warm_up() -> None:
    """Have everything compiled, on the smallest room there is."""
    table, none = np.zeros(2, dtype=np.int64), np.zeros(0, dtype=np.int64)
    model = Model(("a", "b"), 2, ("t",), table[:1] + 2, np.zeros(1, np.bool_), (), none == 1, none, ())
    anneal(model, Anneal(table, 0, 1e-4, 1, Value(-1, 0)), lambda found: None)


def _temperatures(chains: list[Chain], pool: ThreadPoolExecutor, clock: _Clock) -> Range:
    """Cool all chains quickly from hot, and return the temperatures between which their seatings took shape."""
    tries = min(FIRST_TRIES * chains[0].n_persons, clock.most_in_a_look)

    def rate_at(temperature: float) -> float:
        rates = list(pool.map(Chain.rate_at, chains, repeat(temperature), repeat(tries)))
        clock.note(tries)
        return sum(rates) / len(rates)

    return found_range(chains[0].changes(), rate_at, lambda: clock.progress > MOST_LOOKING)


class _Best:
    """The best seating of all chains, the first one of equals."""

    def __init__(self, tables: IntArray, value: Value, tell: Callable[[Found], None]) -> None:
        self.tables, self.value, self._tell = tables, value, tell

    def look_at(self, chains: list[Chain]) -> None:
        """Take the best of what chains found, and tell it."""
        for chain in chains:
            if chain.best < self.value:
                self.tables, self.value = chain.tables, chain.best
                self._tell(Found(self.tables, None))


class _Clock:
    """How far the work has come: by tries, or by seconds where there is a time limit."""

    def __init__(self, question: Anneal) -> None:
        self._began = time.monotonic()
        self._seconds = question.seconds
        self._all = int(question.work * TRIES_A_UNIT)
        self.tried = 0
        self.tries = max(1, self._all // STEPS if question.seconds is None else A_STEP)

    @property
    def progress(self) -> float:
        if self._seconds is None:
            return self.tried / max(1, self._all)
        return (time.monotonic() - self._began) / max(0.001, self._seconds)

    @property
    def most_in_a_look(self) -> int:
        """How many tries may go into one temperature while the right ones are looked for."""
        return max(100, self._all // LOOKS) if self._seconds is None else FIRST_TRIES * A_STEP

    @property
    def tries_left(self) -> int:
        """How many tries there will be for a chain, as far as that can be told."""
        return int(self.tried * (1.0 - self.progress) / max(1e-9, self.progress))

    @property
    def is_over(self) -> bool:
        return self.progress >= 1.0

    def note(self, tries: int) -> None:
        """Take note of tries done, and set how long the next step is."""
        self.tried += tries
        if self._seconds is not None:
            pace = self.tried / max(0.001, time.monotonic() - self._began)
            left = self._seconds - (time.monotonic() - self._began)
            self.tries = max(1_000, int(pace * min(self._seconds / STEPS, left)))
