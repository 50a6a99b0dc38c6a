"""Units in several rounds: people who musts tie together in every round, and who come to the same rounds.

They meet in the rounds to which they come, whatever the seating is. So the costs of their meetings are constant, and
two units cost what the pairs of their members cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.multi_round.joined_rounds import MOST_MEMORY, Rounds, Stack, stack_rounds
from seating.model import Model
from seating.model.units import Units, units_of
from seating.room.plan import IntArray
from seating.terms import FixedTerm
from seating.terms.base import number_in_order

WITHIN = "meetings within units"
"""Id of the requirements of the constant costs; ids that users write have no spaces."""


def over_units(rounds: Rounds, models: Sequence[Model]) -> Rounds:
    """Return rounds whose persons are units; the same rounds if no one is tied, or if there is not enough memory.

    Parameters
    ----------
    rounds : Rounds
    models : sequence of Model
        Those from which they were joined.
    """
    ids, cost = rounds.stack.ids, rounds.cost
    place = {identity: i for i, identity in enumerate(ids)}
    unit = number_in_order(_keys(models, place))
    n_units, coming = int(unit.max(initial=-1)) + 1, _coming(models, place)
    if n_units == len(ids) or n_units**2 * len(cost) > MOST_MEMORY:
        return rounds
    units = tuple(_units_of_round(model, [int(unit[place[one]]) for one in model.person_ids]) for model in models)
    named = [ids[int(np.flatnonzero(unit == number)[0])] for number in range(n_units)]
    joined = [
        replace(one.model, person_ids=tuple(named[unit[place[first]]] for first in one.model.person_ids))
        for one in units
    ]
    member = (unit == np.arange(n_units)[:, None]).astype(np.int64)
    counts = np.stack([member @ (rounds.kind == kind) @ member.T for kind in range(len(cost))], axis=-1)
    order = np.argsort(named)
    seen, again = np.unique(counts[np.ix_(order, order)].reshape(-1, len(cost)), axis=0, return_inverse=True)
    pairs = np.argwhere(np.triu(unit[:, None] == unit, 1))
    within = int(cost[rounds.kind[pairs[:, 0], pairs[:, 1]], coming[pairs[:, 0]]].sum())
    stack = replace(_with_constant(stack_rounds(joined), within), units=units)
    return Rounds(stack, again.reshape(n_units, n_units).astype(np.int64), np.ascontiguousarray(seen @ cost))


def _keys(models: Sequence[Model], place: dict[str, int]) -> list[tuple[tuple[int, bool], ...]]:
    """Return for each person their unit in each round and whether they come as one of the people.

    A person who is absent has the unit -1. Persons are in one unit of all rounds if their keys are equal.
    """
    keys: list[list[tuple[int, bool]]] = [[(-1, False)] * len(models) for _ in place]
    alone = len(place)
    for r, model in enumerate(models):
        units = units_of(model)
        for number, identity in enumerate(model.person_ids):
            unit = alone + number if units is None else int(units.join.unit[number])
            keys[place[identity]][r] = (unit, number < model.n_people)
    return [tuple(key) for key in keys]


def _coming(models: Sequence[Model], place: dict[str, int]) -> IntArray:
    """Return the rounds to which each person comes as one of the people, as bits."""
    coming = np.zeros(len(place), dtype=np.int64)
    for r, model in enumerate(models):
        for identity in model.person_ids[: model.n_people]:
            coming[place[identity]] |= 1 << r
    return coming


def _units_of_round(model: Model, unit: Sequence[int]) -> Units:
    """Return the units of one round, given the unit of each person."""
    found: dict[int, int] = {}
    return Units.of(model, [found.setdefault(one, person) for person, one in enumerate(unit)])


def _with_constant(stack: Stack, energy: int) -> Stack:
    """Return the stack whose model costs this much more, whatever the seating is."""
    model, parts = stack.model, divmod(energy, MUST_PRICE)
    begin = len(model.requirement_ids)
    costly = replace(
        model,
        requirement_ids=(*model.requirement_ids, f"{WITHIN}, musts", WITHIN),
        musts=np.append(model.musts, [True, False]),
        weights=np.append(model.weights, [0, 1]),
        terms=(*model.terms, *((begin + n, FixedTerm(part)) for n, part in enumerate(parts) if part)),
    )
    return replace(stack, model=costly)
