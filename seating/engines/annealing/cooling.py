"""Simulated annealing with several chains in parallel, each cooled from warm to cold; the best seating is the answer.

The method is that of S. Kirkpatrick, C. D. Gelatt and M. P. Vecchi, "Optimization by Simulated Annealing", Science 220,
1983, with swaps of two people and moves of one. Later cycles reheat, and musts may be broken on the way at a price, as
in A. Anagnostopoulos, L. Michel, P. Van Hentenryck and Y. Vergados, "A Simulated Annealing Approach to the Traveling
Tournament Problem", Journal of Scheduling 9, 2006.

The first and the last temperature are found by trying, because useful temperatures differ between rooms by a factor of
two hundred. What they have in common is the acceptance rate, the share of tries that make the seating worse and are
accepted. A seating takes shape while that rate falls from one try in two hundred to one in twenty thousand; the
measurements are in docs/reference/search-measurements.md.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import NamedTuple

import numpy as np

from seating.engines.annealing.chain import Chain
from seating.engines.annealing.state import cell_count
from seating.engines.messages import Anneal, Answer, Found, SolveStatus
from seating.model import Model, Value, penalty_of
from seating.room.plan import IntArray

TRIES_A_UNIT = 6_000_000
"""Number of tries of one chain in a unit of work."""

STEPS = 200
"""Number of steps in a search. The temperature changes and the chains compare their seatings between steps."""

PROBE_TRIES = 100
"""Number of tries for each person at each temperature while the range of temperatures is searched for."""

MOST_PROBES = 100
"""While the range of temperatures is searched for, each temperature takes at most 1/`MOST_PROBES` of the work."""

MOST_CELLS = 20_000_000
"""Maximum number of values that a chain may keep for each kind of count; more would take over a gigabyte."""

CYCLE = 3_000
"""Number of tries in a cycle from warm to cold, for each pair of people; more tries are better spent on another
cycle."""

WARMER, WARMER_FROM = 3.0, 500
"""Factor by which odd-numbered chains begin warmer, to avoid local optima in which the other chains are caught; and the
number of tries for each pair of people above which there is time for that."""

MOST_PROBING = 0.2
"""Share of the work after which the search for temperatures ends."""


WARM_RATE, COLD_RATE = 0.005, 0.00005
"""Acceptance rates at the warm end and at the cold end; only changes for the worse are counted."""

WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS = 0.1, 0.001
"""Acceptance rates at both ends in rooms where nearly every pair of people costs something. Small changes for the worse
are always possible there, and the seating takes shape while many of them are still accepted."""

SWEPT_WARM, SWEPT_COLD, SWEPT_ODD = 0.4, 0.18, 0.65
"""Both ends of the range in rooms where the chains sweep at its cold end, as multiples of the warm end without sweeps:
cold temperatures are cheap there. The last number is the factor for odd-numbered chains, which change less of the
seating that they begin with."""

FIRST = 0.5
"""The first temperature tried, as a multiple of the median change in energy of swaps for the worse."""

COOLING = 0.75
"""Ratio of each temperature tried to the one before."""

USUAL_RATIO = 4.0
"""Ratio of the warm end to the cold end where there was no time to find the cold end."""

MOST_TRIED = 60
"""Maximum number of temperatures tried."""


def anneal(model: Model, question: Anneal, on_progress: Callable[[Found], None]) -> Answer:
    """Answer a question by annealing.

    The chains compare their seatings only between steps, so running them in threads affects the time but never the
    answer.

    Parameters
    ----------
    model : Model
    question : Anneal
    on_progress : callable
        Called with every better seating; repeated runs report the same seatings.
    """
    if cell_count(model) > MOST_CELLS:
        return Answer(SolveStatus.UNDECIDED, question.tables, None, None, 0.0)

    def begin() -> list[Chain]:
        return [Chain(model, question.tables, question.seed, question.first + n) for n in range(question.chains)]

    return cool(begin, penalty_of(model, question.tables), question, on_progress)


def cool(
    begin: Callable[[], Sequence[Chain]], start_value: Value, question: Anneal, on_progress: Callable[[Found], None]
) -> Answer:
    """Cool some chains and return the best seating as an answer.

    Parameters
    ----------
    begin : callable
        Returns the chains; all of them begin with the seating of the question.
    start_value : Value
        The value of that seating.
    question : Anneal
    on_progress : callable
        Called with every better seating.
    """
    best = _Best(question.tables, start_value, on_progress)
    chains = begin()
    with ThreadPoolExecutor(question.threads or len(chains)) as pool:
        clock = Clock(question)
        temperatures = _temperatures(chains, pool, clock)
        if question.keeps:  # the search for temperatures has left little of the seating
            best.update(chains)
            chains, temperatures = begin(), temperatures._replace(warm=temperatures.cold)
        tries_left = clock.all - clock.tried
        if _has_traps(chains[0]) and tries_left > WARMER_FROM * chains[0].n_pairs:
            temperatures = temperatures._replace(odd=WARMER)
        cycles = max(1, tries_left // (CYCLE * chains[0].n_pairs))
        began = clock.progress
        best.update(chains)
        while not clock.is_over and best.value > question.enough:
            progress = (clock.progress - began) / (1.0 - began)
            at = [temperatures.at(progress, cycles, question.first + n) for n in range(len(chains))]
            list(pool.map(Chain.search, chains, repeat(clock.tries), at))
            clock.record(clock.tries)
            best.update(chains)
    status = SolveStatus.FOUND if best.value <= question.enough else SolveStatus.UNDECIDED
    return Answer(status, best.tables, None, None, clock.tried * len(chains) / TRIES_A_UNIT)


def _has_traps(chain: Chain) -> bool:
    """Whether a chain may be caught early in a local optimum with wrong table sizes; false if only pairs have costs."""
    return chain.has_moves and not chain.is_pair_heavy


def _temperatures(chains: Sequence[Chain], pool: ThreadPoolExecutor, clock: Clock) -> Range:
    """Cool all chains quickly once, and return the temperatures between which their seatings take shape."""
    tries = min(PROBE_TRIES * chains[0].n_persons, max(100, clock.all // MOST_PROBES))

    def rate_at(temperature: float) -> float:
        rates = list(pool.map(Chain.rate_at, chains, repeat(temperature), repeat(tries)))
        clock.record(tries)
        return sum(rates) / len(rates)

    def is_over() -> bool:
        return clock.is_over or clock.progress > MOST_PROBING

    found = find_range(chains[0].changes(), rate_at, is_over, chains[0].is_pair_heavy)
    if chains[0].is_sweeping and not chains[0].is_pair_heavy:
        return Range(SWEPT_WARM * found.warm, SWEPT_COLD * found.warm, SWEPT_ODD)
    return found


class _Best:
    """The best seating of all chains; if several are equally good, that of the first chain."""

    def __init__(self, tables: IntArray, value: Value, on_progress: Callable[[Found], None]) -> None:
        self.tables, self.value, self._on_progress = tables, value, on_progress

    def update(self, chains: Sequence[Chain]) -> None:
        """Keep the best seating of the chains, and report every improvement."""
        for chain in chains:
            if chain.best < self.value:
                self.tables, self.value = chain.tables, chain.best
                self._on_progress(Found(self.tables, None))


class Clock:
    """The progress of a search, counted in tries.

    Attributes
    ----------
    tried : int
        Tries of one chain so far.
    all : int
        Tries of one chain in the whole search.
    tries : int
        Tries in a step.
    """

    def __init__(self, question: Anneal) -> None:
        self.tried = 0
        self.all = int(question.work * TRIES_A_UNIT)
        self.tries = max(1, self.all // STEPS)
        self._deadline = math.inf if question.seconds is None else time.monotonic() + question.seconds

    @property
    def progress(self) -> float:
        """Share of the work used up; 1 or more at the end."""
        return self.tried / max(1, self.all)

    @property
    def is_over(self) -> bool:
        """Whether the work is used up, or the time is over."""
        return self.tried >= max(1, self.all) or time.monotonic() >= self._deadline

    def record(self, tries: int) -> None:
        """Count tries of each chain."""
        self.tried += tries


class Range(NamedTuple):
    """The temperatures of a search, in points of penalty.

    Attributes
    ----------
    warm, cold : float
        Where a search begins and ends.
    odd : float
        The warm end of odd-numbered chains, as a multiple of that of the others.
    """

    warm: float
    cold: float
    odd: float = 1.0

    def at(self, progress: float, cycles: int, chain: int) -> float:
        """Return the temperature of a chain after a share of the work.

        In each cycle the temperature falls geometrically to the cold end. The first cycle begins at the warm end.
        Later cycles begin at the geometric mean of both ends, so that most of the seating is kept; but odd-numbered
        chains begin every odd-numbered cycle at the warm end again.

        Parameters
        ----------
        progress : float
            Share of the work done, from 0 to 1.
        cycles : int
            Number of cycles in the whole search.
        chain : int
            The number of the chain.
        """
        cycle, into = divmod(min(1.0, max(0.0, progress)) * cycles, 1.0)
        is_warm = cycle == 0 or (chain % 2 == 1 and cycle % 2 == 1)
        warm = self.warm * (self.odd if chain % 2 == 1 else 1.0)
        begins = warm if is_warm else (self.warm * self.cold) ** 0.5
        return float(begins * (self.cold / begins) ** into)


def find_range(
    changes: IntArray, rate_at: Callable[[float], float], is_over: Callable[[], bool], is_pair_heavy: bool
) -> Range:
    """Return the temperatures for a room, by cooling quickly until few changes for the worse are accepted.

    Parameters
    ----------
    changes : int array, shape (swaps,)
        Changes in energy of random swaps, except swaps that change unmet musts; in points of penalty.
    rate_at : callable
        Searches at a temperature for some tries, and returns the acceptance rate.
    is_over : callable
        Whether no time is left to try further temperatures.
    is_pair_heavy : bool
        Whether nearly every pair of people costs something.
    """
    warm_rate, cold_rate = (WARM_RATE_OF_PAIRS, COLD_RATE_OF_PAIRS) if is_pair_heavy else (WARM_RATE, COLD_RATE)
    worse = changes[changes > 0]
    if not len(worse):  # for example if everyone has the same company in every round
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
    return Range(warm, min(temperature, warm / USUAL_RATIO))
