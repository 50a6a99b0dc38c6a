"""What a requirement costs: the best penalty without it, and what prevents it where it is unmet.

The question "what is the best seating of this model?" is passed in as a function, so this module does not depend on
a solver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from seating.model import Model, penalty_of
from seating.model.penalty_of_terms import shortfalls
from seating.room.plan import IntArray


@dataclass(frozen=True, eq=False, slots=True)
class Best:
    """The best seating found for a model.

    Attributes
    ----------
    tables : int array, shape (persons,), or None
        The table number of each person; None if no seating that meets the musts was found.
    penalty : int or None
        In points.
    is_proven : bool
        Whether it is proven that no seating is better, or, without a seating, that none meets the musts.
    """

    tables: IntArray | None
    penalty: int | None
    is_proven: bool


BestOf = Callable[[Model, IntArray], Best]
"""Returns the best seating of a model, given a seating to start from."""

FindExchange = Callable[[int, int], IntArray]
"""Returns the best seating in which a person, by number, moves to a table, alone or in a swap with one person."""

Against = Callable[[Model], tuple[str, ...]]
"""Returns a minimal conflicting set of a model's musts, by id; () if none was found."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many more points a requirement costs in another seating; negative if it costs less."""

    requirement: str
    points: int


@dataclass(frozen=True, eq=False, slots=True)
class Price:
    """What a requirement costs.

    Attributes
    ----------
    requirement : str
    now : Best
        The seating that is explained.
    points : int
        The requirement's own penalty in that seating: weight times shortfall; 0 for a must.
    without : Best
        The best seating without the requirement; its penalty does not include it.
    least : int or None
        The lowest penalty with the requirement that is known: that of `now`, of `without` or of `met`.
    met : Best or None
        For an unmet wish, and for a voice that is unmet without a shortfall, the best seating that meets it.
    payers : tuple of Change
        The changes in the penalties of other requirements from `now` to `met`.
    against : tuple of str
        Ids of musts that conflict with the requirement, if it cannot be met.
    """

    requirement: str
    now: Best
    points: int
    without: Best
    least: int | None = None
    met: Best | None = None
    payers: tuple[Change, ...] = ()
    against: tuple[str, ...] = ()

    @property
    def price(self) -> int | None:
        """How much lower the penalty is without the requirement, in points; None if unknown."""
        if self.least is None or self.without.penalty is None:
            return None
        return max(0, self.least - self.without.penalty)

    @property
    def cannot_be_met(self) -> bool:
        """Whether it is proven that no seating meets both the requirement and every must."""
        return self.met is not None and self.met.penalty is None and self.met.is_proven

    @property
    def is_exact(self) -> bool:
        """Whether both penalties compared by `price` are proven optimal."""
        return self.now.is_proven and self.without.is_proven


def compute_price(model: Model, now: Best, requirement_id: str, best_of: BestOf, against: Against) -> Price:
    """Return the price of a requirement in a seating that meets the musts.

    Parameters
    ----------
    model : Model
    now : Best
        The seating; its `tables` must not be None.
    requirement_id : str
    best_of : BestOf
    against : Against
    """
    assert now.tables is not None
    number, seatings = model.requirement_ids.index(requirement_id), [now.tables]
    short = int(shortfalls(model, now.tables)[number])
    free = best_of(remove_requirement(model, requirement_id), now.tables)
    if free.tables is not None:
        seatings.append(free.tables)
    price = Price(requirement_id, now, short * int(model.weights[number]), free, _least_penalty(model, seatings))
    if model.musts[number] or not short:
        return price
    return add_meeting(price, model, best_of, against)


def add_meeting(price: Price, model: Model, best_of: BestOf, against: Against) -> Price:
    """Return the price with the best seating that meets the requirement, or with the musts that prevent it.

    Parameters
    ----------
    price : Price
    model : Model
        The model of the seating; the requirement may be stricter in it.
    best_of : BestOf
    against : Against
    """
    assert price.now.tables is not None
    held = make_must(model, price.requirement)
    met = best_of(held, price.now.tables)
    if met.tables is None or met.penalty is None:
        clash = against(held) if met.is_proven else ()
        return replace(price, met=met, against=tuple(identity for identity in clash if identity != price.requirement))
    payers = list_changes(held, price.now.tables, met.tables)
    least = met.penalty if price.least is None else min(price.least, met.penalty)
    return replace(price, met=met, payers=payers, least=least)


def _least_penalty(model: Model, seatings: Iterable[IntArray]) -> int:
    """Return the lowest penalty of the seatings that meet the musts as far as the first does.

    A search that was cut short may find, for a changed model, a seating that is better than the one explained.
    """
    values = [penalty_of(model, tables) for tables in seatings]
    return min(value.penalty for value in values if value.unmet <= values[0].unmet)


def remove_requirement(model: Model, requirement_id: str) -> Model:
    """Return the model without a requirement."""
    return model.with_requirements(set(model.requirement_ids) - {requirement_id})


def make_must(model: Model, requirement_id: str) -> Model:
    """Return the model in which a requirement is a must."""
    number = model.requirement_ids.index(requirement_id)
    musts, weights = model.musts.copy(), model.weights.copy()
    musts[number], weights[number] = True, 0
    return replace(model, musts=musts, weights=weights)


def list_changes(model: Model, before: IntArray, after: IntArray) -> tuple[Change, ...]:
    """Return the wishes whose penalty differs between two seatings, the largest increase first.

    Parameters
    ----------
    model : Model
    before, after : int array, shape (persons,)
        The table number of each person.
    """
    return weigh_changes(model, shortfalls(model, after) - shortfalls(model, before))


def weigh_changes(model: Model, change: IntArray) -> tuple[Change, ...]:
    """Return a change of the shortfalls, shape (requirements,), in points: the wishes, the largest increase first."""
    points = change * model.weights
    return tuple(Change(model.requirement_ids[n], int(points[n])) for n in largest_first(points))


def largest_first(values: IntArray) -> Sequence[int]:
    """Return the indices of the values that are not 0, the largest value first."""
    kept = np.flatnonzero(values)
    order: list[int] = kept[np.argsort(-values[kept], kind="stable")].tolist()
    return order
