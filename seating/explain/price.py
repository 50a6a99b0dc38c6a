"""What a requirement costs: the best penalty without it, and what prevents it where it is unmet.

The question "what is the best seating of this model?" is handed in as a function, so nothing here knows a solver.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from seating.model import Model
from seating.model.evaluate import shortfalls
from seating.plan import IntArray

__all__ = ["Against", "Best", "BestOf", "Change", "Price", "as_must", "changes", "price_of", "without"]


@dataclass(frozen=True, eq=False, slots=True)
class Best:
    """The best seating that was found for a question.

    Attributes
    ----------
    tables : int array, shape (persons,), or None
        None where no seating that meets the musts was found.
    penalty : int or None
    is_proven : bool
        Whether it is proven that none is better; without a seating, that there is none.
    """

    tables: IntArray | None
    penalty: int | None
    is_proven: bool


BestOf = Callable[[Model, IntArray], Best]
"""The best seating of a model, given a seating to begin with."""

Against = Callable[[Model], tuple[str, ...]]
"""The smallest clashing set of a model's musts, by id; () where none was found."""


@dataclass(frozen=True, slots=True)
class Change:
    """How many points more (or fewer) a requirement costs in another seating."""

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
        What it costs by itself in that seating: weight times shortfall; 0 for a must.
    without : Best
        The best seating when it is not asked for; its penalty leaves it out.
    met : Best or None
        For a should that falls short, the best seating that meets it.
    payers : tuple of Change
        What other requirements cost more or less in that seating than now.
    against : tuple of str
        Musts that cannot hold together with it, where it cannot be met.
    plain : Best or None
        For one that is asked to hold after any one absence, the best seating when it need not.
    """

    requirement: str
    now: Best
    points: int
    without: Best
    met: Best | None = None
    payers: tuple[Change, ...] = ()
    against: tuple[str, ...] = ()
    plain: Best | None = None

    @property
    def price(self) -> int | None:
        """How much lower the penalty gets without it; None when that was not found."""
        if self.now.penalty is None or self.without.penalty is None:
            return None
        return max(0, self.now.penalty - self.without.penalty)

    @property
    def price_of_robustness(self) -> int | None:
        """How much lower the penalty gets when it need not hold after an absence; None when that was not found."""
        if self.plain is None or self.now.penalty is None or self.plain.penalty is None:
            return None
        return max(0, self.now.penalty - self.plain.penalty)

    @property
    def is_exact(self) -> bool:
        """Whether both penalties that the price compares are proven."""
        return self.now.is_proven and self.without.is_proven


def price_of(model: Model, now: Best, requirement_id: str, best_of: BestOf, against: Against) -> Price:
    """Return the price of a requirement in a seating that meets the musts.

    Parameters
    ----------
    model : Model
    now : Best
        With a seating.
    requirement_id : str
    best_of, against : callables
    """
    assert now.tables is not None
    number = model.requirement_ids.index(requirement_id)
    short = int(shortfalls(model, now.tables)[number])
    free = best_of(without(model, requirement_id), now.tables)
    price = Price(requirement_id, now, short * int(model.weights[number]), free)
    if model.musts[number] or not short:
        return price
    held = as_must(model, requirement_id)
    met = best_of(held, now.tables)
    if met.tables is None:
        clash = against(held) if met.is_proven else ()
        return replace(price, met=met, against=tuple(identity for identity in clash if identity != requirement_id))
    payers = tuple(change for change in changes(model, now.tables, met.tables) if change.requirement != requirement_id)
    return replace(price, met=met, payers=payers)


def without(model: Model, requirement_id: str) -> Model:
    """Return the model in which a requirement is not asked for."""
    return model.keeping(set(model.requirement_ids) - {requirement_id})


def as_must(model: Model, requirement_id: str) -> Model:
    """Return the model in which a requirement binds."""
    number = model.requirement_ids.index(requirement_id)
    musts, weights = model.musts.copy(), model.weights.copy()
    musts[number], weights[number] = True, 0
    return replace(model, musts=musts, weights=weights)


def changes(model: Model, before: IntArray, after: IntArray) -> tuple[Change, ...]:
    """Return the shoulds that cost more or less after than before, those that cost most more first."""
    points = (shortfalls(model, after) - shortfalls(model, before)) * model.weights
    order = np.argsort(-points, kind="stable").tolist()
    return tuple(Change(model.requirement_ids[number], int(points[number])) for number in order if points[number])
