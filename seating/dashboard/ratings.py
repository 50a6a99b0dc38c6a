"""Ratings: the color and the trend that a person gave a component in a quarter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seating.dashboard.quarter import Quarter
from seating.errors import Note
from seating.wording import fold

__all__ = ["Color", "Rating", "Ratings", "Trend", "make_key"]


class Color(StrEnum):
    """The state of the work; grey if too little is known."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GREY = "grey"

    @property
    def score(self) -> int | None:
        """1 for red, 2 for yellow, 3 for green; None for grey."""
        return {Color.RED: 1, Color.YELLOW: 2, Color.GREEN: 3}.get(self)


class Trend(StrEnum):
    """The direction in which the state of the work changes."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rating:
    """One row of a file: a component in a quarter.

    Attributes
    ----------
    element, component : str
        As first written. `component` is blank if the row is about the element as a whole.
    quarter : Quarter or None
        None if the row only names a component.
    color : Color or None
        None if the cell is blank, because nobody has rated the component yet.
    trend : Trend or None
        None if the cell is blank.
    notes, about : str
        Notes on the quarter, and a description of the component.
    line : int
        The line of the row in the file.
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
    """The content of a file of ratings.

    Attributes
    ----------
    file, sha256 : str
        The file's name and its digest in hexadecimal.
    rows : tuple of Rating
        In the order of the file.
    notes : tuple of Note
        Notes on how the file was read.
    """

    file: str
    sha256: str
    rows: tuple[Rating, ...]
    notes: tuple[Note, ...] = ()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the rows name, in order of time."""
        return tuple(sorted({row.quarter for row in self.rows if row.quarter is not None}))


def make_key(text: str) -> str:
    """Return the key by which names of elements and components are compared."""
    return fold(text)
