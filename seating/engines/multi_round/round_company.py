"""Meetings in a chain over several rounds: who shares a table in which rounds, at what cost. Compiled in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from seating.engines.jit import compiled, inlined
from seating.engines.multi_round.joined_rounds import Rounds, Stack, met_in
from seating.plan import IntArray


class Company(NamedTuple):
    """The cost of each pair by the rounds in which it shares a table; rounds are the bits of a number.

    Attributes
    ----------
    person, round_of : int64 arrays, shape (sitters + 1,)
        The person and the round of each sitter; the last entry stands for no one.
    sitter : int64 array, shape (persons, rounds)
        A person's sitter in each round; -1 where the person does not come, or comes as staff.
    people_from, tables_from : int64 arrays, shape (rounds + 1,)
        Where the people and the tables of each round begin.
    kind : int64 array, shape (persons, persons)
        The row of `cost` for a pair.
    cost : int64 array, shape (kinds, 2 ** rounds)
        Energy of a pair that shares a table in exactly the rounds whose bits are set.
    met : int64 array, shape (persons, persons)
        The rounds in which a pair shares a table, as bits. It changes.
    price : int64 array, shape (sitters, most tables in a round)
        Energy that a sitter adds at each table of their round by meeting those who sit there. It changes.
    """

    person: IntArray
    round_of: IntArray
    sitter: IntArray
    people_from: IntArray
    tables_from: IntArray
    kind: IntArray
    cost: IntArray
    met: IntArray
    price: IntArray


@inlined
def _sharing(company: Company, p: int, q: int, r: int) -> int:
    """Return how much more energy two people cost if they share a table in round r than if they do not."""
    cost, met, bit = company.cost[company.kind[p, q]], company.met[p, q], 1 << r
    return cost[met | bit] - cost[met & ~bit]


@inlined
def company_change(company: Company, one: int, other: int, a: int, b: int) -> int:
    """Return the change in energy of meetings when `one` at table a and `other` at table b swap seats.

    Parameters
    ----------
    company : Company
    one : int
        The sitter at table a.
    other : int
        The sitter at table b, in the same round.
    a : int
    b : int
    """
    r = company.round_of[one]
    start = company.tables_from[r]
    change = company.price[one, b - start] - company.price[one, a - start]
    change += company.price[other, a - start] - company.price[other, b - start]
    return change - 2 * _sharing(company, company.person[one], company.person[other], r)


@compiled
def update_company(company: Company, table: np.ndarray, one: int, a: int, b: int) -> None:
    """Update meetings and prices for a sitter who moves from table a to b.

    Parameters
    ----------
    company : Company
    table : int64 array, shape (sitters,)
        The table of each sitter; the entry of `one` is not read.
    one : int
    a, b : int
    """
    r = company.round_of[one]
    p, bit, start = company.person[one], 1 << r, company.tables_from[r]
    for other in range(company.people_from[r], company.people_from[r + 1]):
        if other != one:
            q = company.person[other]
            sharing = _sharing(company, p, q, r)
            if sharing:
                company.price[other, a - start] -= sharing
                company.price[other, b - start] += sharing
            if table[other] == a or table[other] == b:
                _record_meetings(company, table, p, q, company.met[p, q] ^ bit, r)


@inlined
def _record_meetings(company: Company, table: np.ndarray, p: int, q: int, met: int, r: int) -> None:
    """Record in which rounds a pair meets now, and update the prices of its meetings in rounds other than r."""
    cost, before = company.cost[company.kind[p, q]], company.met[p, q]
    company.met[p, q] = met
    company.met[q, p] = met
    for other in range(company.sitter.shape[1]):
        one, two = company.sitter[p, other], company.sitter[q, other]
        if other != r and one >= 0 and two >= 0:
            bit = 1 << other
            by = cost[met | bit] - cost[met & ~bit] - cost[before | bit] + cost[before & ~bit]
            if by:
                start = company.tables_from[other]
                company.price[one, table[two] - start] += by
                company.price[two, table[one] - start] += by


@compiled
def add_company_costs(company: Company, table: np.ndarray, cost: np.ndarray) -> None:
    """Add the energy of meetings at each table to `cost`.

    Parameters
    ----------
    company : Company
    table : int64 array, shape (sitters,)
        The table of each sitter.
    cost : int64 array, shape (tables,)
        Added to.
    """
    for s in range(len(company.price)):
        t = table[s]
        cost[t] += company.price[s, t - company.tables_from[company.round_of[s]]]


def company_of(rounds: Rounds, tables: IntArray) -> Company:
    """Return the meetings of a complete seating of all sitters, shape (sitters,), with their prices."""
    stack, kind, cost = rounds.stack, rounds.kind, rounds.cost
    n, n_people = len(stack.ids), stack.model.n_people
    sitter = np.full((n, stack.n_rounds), -1, np.int64)
    sitter[stack.person[:n_people], stack.round_of[:n_people]] = np.arange(n_people)
    met = met_in(stack, tables)
    widths = np.diff(stack.tables_from)
    price = np.zeros((n_people, int(widths.max(initial=1))), np.int64)
    for r, own in enumerate(_people(stack)):
        people, at = stack.person[own], tables[own] - stack.tables_from[r]
        kinds, among = kind[np.ix_(people, people)], met[np.ix_(people, people)]
        sharing = cost[kinds, among | 1 << r] - cost[kinds, among & ~(1 << r)]
        np.fill_diagonal(sharing, 0)
        for t in range(int(widths[r])):
            price[own, t] = sharing[:, at == t].sum(axis=1)
    nobody = np.zeros(1, np.int64)
    return Company(
        person=np.concatenate([stack.person, nobody]),
        round_of=np.concatenate([stack.round_of, nobody]),
        sitter=sitter,
        people_from=stack.people_from,
        tables_from=stack.tables_from,
        kind=kind,
        cost=cost,
        met=met,
        price=price,
    )


def _people(stack: Stack) -> Sequence[IntArray]:
    """Return the sitters of each round without staff."""
    return [np.arange(start, end) for start, end in zip(stack.people_from[:-1], stack.people_from[1:], strict=True)]
