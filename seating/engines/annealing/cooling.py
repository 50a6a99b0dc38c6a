"""Several chains side by side, from warm to cold; the best of their seatings counts.

The method is simulated annealing (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by
Simulated Annealing", Science 220, 1983), with swaps of two people and moves of one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import NamedTuple

import numpy as np

from seating.engines.annealing.chain import Chain
from seating.engines.annealing.state import cells_of
from seating.engines.messages import Anneal, Answer, Found, SolveStatus
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray

__all__ = ["FIRST_TRIES", "TRIES_A_UNIT", "Clock", "Range", "anneal", "cool", "found_range", "warm_up"]

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
        return Answer(SolveStatus.UNDECIDED, question.tables, None, None, 0.0)
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
    word = SolveStatus.FOUND if best.value <= question.enough else SolveStatus.UNDECIDED
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


TRIES_A_UNIT = 6_000_000
"""Changes tried by a chain in a unit of work."""

STEPS = 200
"""Temperatures from warm to cold, and moments at which chains compare what they found."""

FIRST_TRIES = 100
"""Changes tried for each person at each temperature while the right ones are looked for."""

A_STEP = 50_000
"""Changes tried in the first step where the clock counts, to see how fast this machine is."""

LOOKS = 100
"""One temperature in the looking takes no more than so small a part of the work."""


class Clock:
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


WARM_RATE, COLD_RATE = 0.005, 0.00005
"""Share of tries that are taken for the worse at the warm end and at the cold one."""

WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS = 0.1, 0.001
"""The same where nearly every pair of people costs something: there is a small change for the worse at any time, and
the seating takes shape while many are still taken."""

FIRST = 0.5
"""The first temperature tried, in units of what half of all swaps for the worse cost less than."""

COOLING = 0.75
"""From one temperature tried to the next."""

USUAL = 4.0
"""How many times warmer the warm end is than the cold one, where there was no time to see."""

MOST_TRIED = 60
"""Temperatures tried, at most."""


class Range(NamedTuple):
    """Temperatures in points of penalty, and how many times warmer than the first every other chain begins."""

    warm: float
    cold: float
    warmer: float = 1.0

    def at(self, progress: float, cycles: int, chain: int) -> float:
        """Return the temperature of a chain after that share of the work.

        In each of several cycles it falls by equal factors. The first begins warm; later ones begin half-way,
        so that most of the seating is kept, but with every other chain every other time warm again.
        """
        cycle, into = divmod(min(1.0, max(0.0, progress)) * cycles, 1.0)
        is_warm = cycle == 0 or (chain % 2 == 1 and cycle % 2 == 1)
        warm = self.warm * (self.warmer if chain % 2 == 1 else 1.0)
        begins = warm if is_warm else (self.warm * self.cold) ** 0.5
        return float(begins * (self.cold / begins) ** into)


def found_range(
    changes: IntArray, rate_at: Callable[[float], float], is_over: Callable[[], bool], is_of_pairs: bool
) -> Range:
    """Return the temperatures for a room.

    Parameters
    ----------
    changes : int array
        What some random swaps would add, musts left out.
    rate_at : callable
        Searches for a while at a temperature; returns the share of tries taken for the worse.
    is_over : callable
        Whether there is no more time to try.
    is_of_pairs : bool
        Whether nearly every pair of people costs something.
    """
    warm_rate, cold_rate = (WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS) if is_of_pairs else (WARM_RATE, COLD_RATE)
    worse = changes[changes > 0]
    if not len(worse):  # such as where everybody has the same company in every round
        worse = -changes[changes < 0]
    if not len(worse):
        return Range(1.0, 1.0)
    warm = temperature = float(np.median(worse)) * FIRST
    for _ in range(MOST_TRIED):
        rate = rate_at(temperature)
        if rate >= warm_rate:
            warm = temperature
        if rate <= cold_rate:
            return Range(warm, min(warm, temperature))
        if is_over():
            break
        temperature *= COOLING
    return Range(warm, min(temperature, warm / USUAL))
