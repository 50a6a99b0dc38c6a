"""What a stock is: a sheet of paper with cards on it, in millimetres."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from seating.report.settings import PAPER_SIZES, Paper

__all__ = ["Holds", "Stock"]


class Holds(StrEnum):
    """What the cards of a stock are."""

    BADGES = "badges"
    TABLE_TENTS = "table tents"
    PLACE_CARDS = "place cards"


@dataclass(frozen=True, slots=True)
class Stock:
    """One product: its sheet and the cards on it. All lengths are millimetres.

    Attributes
    ----------
    number : str
        As on the box.
    aliases : tuple of str
        Numbers of the same grid.
    about : str
        The product in a line.
    holds : Holds
    paper : "Letter" or "A4"
    landscape : bool
        Whether the sheet lies on its long side.
    x, y : float
        Left and top edge of the first card.
    pitch_x, pitch_y : float
        From one card's left (top) edge to the next one's.
    width, height : float
        Of a card; of a tent, unfolded.
    columns, rows : int
    right, bottom : float or None
        What is left of the sheet behind the last card; None when nobody said.
    fold : float or None
        From a card's top edge to its fold.
    inset_x, inset_y : float
        Nothing is printed nearer to a card's edges.
    cut : bool
        Whether cards are cut out by hand, and their corners marked.
    confidence : str
        How far sources agree: exact, high, good, medium, low; or "yours".
    note : str
        Where sources disagree.
    """

    number: str
    paper: Paper
    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int
    pitch_x: float
    pitch_y: float
    aliases: tuple[str, ...] = ()
    about: str = ""
    holds: Holds = Holds.BADGES
    landscape: bool = False
    right: float | None = None
    bottom: float | None = None
    fold: float | None = None
    inset_x: float = 3.0
    inset_y: float = 3.0
    cut: bool = False
    confidence: str = "yours"
    note: str = ""

    @property
    def page_width(self) -> float:
        """Width of the sheet as it is printed."""
        return PAPER_SIZES[self.paper][1 if self.landscape else 0]

    @property
    def page_height(self) -> float:
        """Height of the sheet as it is printed."""
        return PAPER_SIZES[self.paper][0 if self.landscape else 1]

    @property
    def per_sheet(self) -> int:
        """Cards on a sheet."""
        return self.columns * self.rows

    @property
    def end_x(self) -> float:
        """Right edge of the last column."""
        return self.x + (self.columns - 1) * self.pitch_x + self.width

    @property
    def end_y(self) -> float:
        """Bottom edge of the last row."""
        return self.y + (self.rows - 1) * self.pitch_y + self.height

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield each card's left and top edge, row by row, each from the numbers and never by adding up."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield round(self.x + column * self.pitch_x, 4), round(self.y + row * self.pitch_y, 4)
