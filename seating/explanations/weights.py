"""What the weight of a wish trades against: how much of another wish costs as many points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.requirements.base.kind import Requirement


@dataclass(frozen=True, slots=True)
class Trade:
    """How a unit of shortfall of one should compares with units of another.

    Attributes
    ----------
    other : Requirement
        The other wish.
    is_other_dearer : bool
        Whether a unit of the other costs more than a unit of this one. If so, the numbers are units of this one that
        cost as much as one unit of the other; otherwise units of the other that cost as much as one unit of this one.
    at_least, at_most : int
        Equal if the numbers of points are; otherwise the cost lies between these two whole numbers of units.
    """

    other: Requirement
    is_other_dearer: bool
    at_least: int
    at_most: int


def list_trades(weight: int, others: Iterable[Requirement]) -> tuple[Trade, ...]:
    """Return how a weight compares with the nearest weight of another wish that is not above it, and the next above.

    Of several with the same weight, the first counts. The result is empty if there is no other wish; then no weight
    changes which seating is best.

    Parameters
    ----------
    weight : int
        In points per unit of shortfall.
    others : iterable of Requirement
        The other requirements; musts have no price and are left out.
    """
    wishes = [other for other in others if not other.is_must]
    below = [other for other in wishes if other.weight <= weight]
    above = [other for other in wishes if other.weight > weight]
    found = []
    if below:
        other = max(below, key=lambda each: each.weight)
        found.append(Trade(other, False, weight // other.weight, -(-weight // other.weight)))
    if above:
        other = min(above, key=lambda each: each.weight)
        found.append(Trade(other, True, other.weight // weight, -(-other.weight // weight)))
    return tuple(found)
