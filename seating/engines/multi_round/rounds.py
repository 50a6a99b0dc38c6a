"""Several rounds planned together: their models as one, and what it costs who meets whom in which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from seating.engines.counts import MUST_PRICE
from seating.engines.multi_round.stack import Stack, stack
from seating.model import Model, Value, penalty_of
from seating.plan import IntArray
from seating.terms import CompanyTerm

__all__ = ["MOST_MEMORY", "Rounds", "met_in", "most_chains", "rounds_of", "suits", "worth"]

MOST_MEMORY = 40_000_000
"""Numbers kept about pairs, up to which there is memory for them: some third of a gigabyte a chain."""


MOST_ROUNDS = 12
"""Rounds up to which it is worked out what every set of them costs: each round more doubles the sets."""


@dataclass(frozen=True, eq=False, slots=True)
class Rounds:
    """Several rounds and their company.

    Attributes
    ----------
    stack : Stack
    kind : int array, shape (people of all rounds, the same)
        The row of `cost` that a pair reads.
    cost : int array, shape (kinds, 2 ** rounds)
        What it costs that a pair shares a table in the rounds whose bits a number has; musts at `MUST_PRICE`.
    """

    stack: Stack
    kind: IntArray
    cost: IntArray


def suits(models: Sequence[Model]) -> bool:
    """Whether so many rounds of so many people can be searched at once."""
    people = len({identity for model in models for identity in model.person_ids})
    return 1 < len(models) <= MOST_ROUNDS and people**2 + 2 ** len(models) <= MOST_MEMORY


def most_chains(rounds: Rounds) -> int:
    """Return how many chains there is memory for: two at the least, as rounds are searched only where they `suit`."""
    return max(2, 2 * MOST_MEMORY // rounds.kind.size)


def rounds_of(models: Sequence[Model], terms: Sequence[tuple[int, CompanyTerm]]) -> Rounds:
    """Return the rounds of these models.

    Parameters
    ----------
    models : sequence of Model
        Without the requirements that the terms are about.
    terms : sequence of (int, CompanyTerm)
        Each with the price of a unit of its shortfall: its weight, or `MUST_PRICE`.
    """
    held = stack(models)
    number = {identity: i for i, identity in enumerate(held.ids)}
    kind = np.zeros((len(held.ids), len(held.ids)), np.int64)
    cost = np.zeros((1, 2 ** len(models)), np.int64)
    for price, term in terms:
        own = np.zeros_like(kind)
        for (one, other), row in term.kinds.items():
            if one in number and other in number:
                own[number[one], number[other]] = own[number[other], number[one]] = row
        cost = (cost[:, None, :] + price * term.costs[None, :, :]).reshape(-1, cost.shape[1])
        kind = kind * len(term.costs) + own
    seen, again = np.unique(kind, return_inverse=True)
    return Rounds(held, again.reshape(kind.shape).astype(np.int64), np.ascontiguousarray(cost[seen]))


def met_in(held: Stack, tables: IntArray) -> IntArray:
    """Return the rounds in which each two people share a table, as bits, shape (people of all rounds, the same)."""
    met = np.zeros((len(held.ids), len(held.ids)), np.int64)
    for r, (start, end) in enumerate(zip(held.people_from[:-1], held.people_from[1:], strict=True)):
        people, at = held.person[start:end], tables[start:end]
        met[np.ix_(people, people)] |= (at[:, None] == at).astype(np.int64) << r
    np.fill_diagonal(met, 0)
    return met


def worth(rounds: Rounds, tables: IntArray) -> Value:
    """Return what the seatings of all rounds are worth, plainly: the yardstick of the compiled search.

    Parameters
    ----------
    tables : int array, shape (sitters,)
    """
    own = penalty_of(rounds.stack.model, tables)
    costs = rounds.cost[rounds.kind, met_in(rounds.stack, tables)]
    unmet, penalty = divmod(int(costs[np.triu_indices(len(costs), 1)].sum()), MUST_PRICE)
    return Value(own.unmet + unmet, own.penalty + penalty)
