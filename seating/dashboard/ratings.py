"""What a person says of a component in a quarter: a color, and which way it goes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seating.dashboard.quarter import Quarter
from seating.errors import Note
from seating.wording import fold

__all__ = ["Color", "Rating", "Ratings", "Trend", "make_key"]


class Color(StrEnum):
    """How far the work has come; grey when too little is known to say."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"

    @property
    def score(self) -> int | None:
        """1 for red, 2 for yellow, 3 for green; grey is no score."""
        return {Color.RED: 1, Color.YELLOW: 2, Color.GREEN: 3}.get(self)


class Trend(StrEnum):
    """Which way the work goes."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rating:
    """One row: what a person says of a component in a quarter.

    Attributes
    ----------
    element, component : str
        As first written; `component` is blank where the row is about the element as a whole.
    quarter : Quarter or None
        None where the row only names a component.
    color : Color or None
        None where the cell is blank: nobody has rated it yet.
    trend : Trend or None
        None where the cell is blank.
    notes, about : str
        What was remarked in the quarter, and what the component asks.
    line : int
    """

    element: str
    component: str
    quarter: Quarter | None
    color: Color | None
    trend: Trend | None
    notes: str
    about: str
    line: int


@dataclass(frozen=True, slots=True)
class Ratings:
    """Everything a file of ratings says, in its order.

    Attributes
    ----------
    file, sha256 : str
    rows : tuple of Rating
    notes : tuple of Note
        What was worth a word while reading.
    """

    file: str
    sha256: str
    rows: tuple[Rating, ...]
    notes: tuple[Note, ...] = ()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that rows name, in order."""
        return tuple(sorted({row.quarter for row in self.rows if row.quarter is not None}))


def make_key(text: str) -> str:
    """Return the form in which names of elements and components are compared."""
    return fold(text)
