"""An element and its components in one quarter, as the board has them."""

from __future__ import annotations

from dataclasses import dataclass

from seating.dashboard.arrow import Arrow
from seating.dashboard.average import Average
from seating.dashboard.colours import Colour
from seating.dashboard.measure import Measure
from seating.dashboard.quarter import Quarter

__all__ = ["ComponentState", "ElementState", "Past"]


@dataclass(frozen=True, slots=True)
class ComponentState:
    """A component in the board's quarter.

    `colour` is None where nobody has rated it; only then may `proposal` hold something. No proposal
    is part of an average.
    """

    name: str
    about: str
    colour: Colour | None
    arrow: Arrow | None
    notes: str
    proposal: Measure | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """An element in one quarter of its history."""

    quarter: Quarter
    average: Average
    arrow: Arrow | None


@dataclass(frozen=True, slots=True)
class ElementState:
    """An element in the board's quarter, and up to it."""

    name: str
    notes: str
    components: tuple[ComponentState, ...]
    history: tuple[Past, ...]

    @property
    def average(self) -> Average:
        """The average of the board's quarter."""
        return self.history[-1].average

    @property
    def arrow(self) -> Arrow | None:
        """The arrow of the board's quarter."""
        return self.history[-1].arrow
