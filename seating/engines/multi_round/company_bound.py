"""A lower bound on the cost of meetings over several rounds, by arithmetic alone: quick, sound, and rarely tight."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.multi_round.rounds import Rounds, Stack
from seating.plan import IntArray

__all__ = ["least_company", "least_repeats"]


def least_company(rounds: Rounds) -> int:
    """Return a lower bound on the penalty of meetings, beyond those of the first round by itself."""
    met = np.arange(1, rounds.cost.shape[1])
    again = np.array([int(n).bit_count() - 1 for n in met])
    added = (rounds.cost[:, met] - rounds.cost[:, met & 1])[:, again > 0]
    each = int((added // again[again > 0]).min(initial=MUST_PRICE))
    return each * least_repeats(rounds.stack) if 0 < each < MUST_PRICE else 0


def least_repeats(held: Stack) -> int:
    """Return a lower bound on repeated meetings, for seatings that meet the musts."""
    lows = [_min_sizes(held, r) for r in range(held.n_rounds)]
    return max(_by_person(held, lows), _by_table(held, lows))


def _min_sizes(held: Stack, number: int) -> IntArray:
    """Return the fewest people that musts allow at each table of a round, shape (tables,)."""
    start, end = held.people_from[number : number + 2].tolist()
    low, _ = held.model.must_sizes(np.arange(start, end, dtype=np.int64))
    low[held.model.may_be_empty] = 0
    return low[slice(*held.tables_from[number : number + 2].tolist())]


def _by_person(held: Stack, lows: list[IntArray]) -> int:
    """Bound repeats person by person: whoever has more meetings than other people come has to repeat some."""
    meetings = np.zeros(len(held.ids), np.int64)
    partners = np.zeros((len(held.ids), len(held.ids)), bool)
    for own, low in zip(_people(held), lows, strict=True):
        meetings[own] += max(0, int(low.min(initial=len(own))) - 1)
        partners[np.ix_(own, own)] = True
    again = np.maximum(0, meetings - np.maximum(0, partners.sum(axis=1) - 1)).sum()
    return int(-(-again // 2))


def _by_table(held: Stack, lows: list[IntArray]) -> int:
    """Bound repeats table by table: of more people than an earlier round had tables, some shared one there."""
    people = [set(own.tolist()) for own in _people(held)]
    found = 0
    for later in range(held.n_rounds):
        origins = [len(lows[r]) + len(people[later] - people[r]) for r in range(later)]
        found += max((sum(_sharing(int(seats), m) for seats in lows[later]) for m in origins), default=0)
    return found


def _sharing(people: int, origins: int) -> int:
    """Return the fewest pairs of one origin among `people`: those of an even spread over the origins."""
    each, more = divmod(people, max(1, origins))
    return max(1, origins) * (each * (each - 1) // 2) + more * each


def _people(held: Stack) -> Iterator[IntArray]:
    """Yield the persons who come to each round, without staff."""
    for start, end in zip(held.people_from[:-1], held.people_from[1:], strict=True):
        yield held.person[start:end]
