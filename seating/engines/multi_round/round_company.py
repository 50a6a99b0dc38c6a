"""Meetings in a chain over several rounds: who shares a table in which rounds, at what cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seating.engines.multi_round.joined_rounds import Rounds, Stack, met_in
from seating.native.rounds import Company
from seating.room.plan import IntArray


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
