"""Papers: those of all pages, and those of posters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paper = Literal["Letter", "A4"]

PAPER_SIZES: dict[Paper, tuple[float, float]] = {"Letter": (215.9, 279.4), "A4": (210.0, 297.0)}
"""The width and height of each paper in portrait, in millimeters."""

MARGINS = (15.0, 18.0)
"""The margins at the sides, and above and below, in millimeters, as in the style sheet; of A3, too."""


@dataclass(frozen=True, slots=True)
class Poster:
    """A paper for pages to hang up: the wall chart, the seating chart and the room plan.

    Attributes
    ----------
    size : tuple of float
        Width and height in portrait, in millimeters.
    paper : "Letter" or "A4"
        The paper of all other pages.
    title : str
        Its name in a sentence.
    zoom : float
        How many times as large everything is as on A3. Larger posters show the same, to be read from farther away.
    """

    size: tuple[float, float]
    paper: Paper
    title: str
    zoom: float = 1.0

    @property
    def margins(self) -> tuple[float, float]:
        """`MARGINS`, enlarged."""
        return MARGINS[0] * self.zoom, MARGINS[1] * self.zoom


POSTERS: dict[str, Poster] = {
    "A3": Poster((297.0, 420.0), "A4", "A3"),
    "A1": Poster((594.0, 841.0), "A4", "A1", 2.0),
    "24x36": Poster((609.6, 914.4), "Letter", "24 × 36 in", 2.05),
}
"""The papers for posters, by the name that people type."""

PAPER_CHOICES = (*PAPER_SIZES, *POSTERS)
"""What can be chosen as paper, by name."""
