"""Settings of the pages: language, paper, stocks and templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from seating.report.languages import Words, words_in

__all__ = ["PAPER_SIZES", "STANDARD", "Paper", "Settings"]

Paper = Literal["Letter", "A4"]

PAPER_SIZES: dict[Paper, tuple[float, float]] = {"Letter": (215.9, 279.4), "A4": (210.0, 297.0)}
"""Width and height upright, in millimeters."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the convener chose for the report and the packet; the defaults suit most.

    Attributes
    ----------
    language : str
        Of everything the program says: `en`, `es`. What the list and the convening say stays as it is.
    paper : "Letter" or "A4"
        For all pages that need no stock of their own.
    badge_stock, tent_stock : str or None
        The number on the box; None for the usual stock of the paper.
    offset_x, offset_y : float
        Millimeters by which a printer's feed is set right, to the right and down.
    start_at : int
        The first free badge of a sheet partly used, from 1.
    large_print : bool
        Whether pages to read are set at 18 pt.
    templates : Path or None
        A folder whose files are used instead of the templates and style sheets of those names.
    """

    language: str = "en"
    paper: Paper = "Letter"
    badge_stock: str | None = None
    tent_stock: str | None = None
    offset_x: float = 0.0
    offset_y: float = 0.0
    start_at: int = 1
    large_print: bool = False
    templates: Path | None = None

    @property
    def words(self) -> Words:
        """The texts of the language.

        Raises
        ------
        UsageError
            When there is no such language.
        """
        return words_in(self.language)

    @property
    def paper_size(self) -> tuple[float, float]:
        """Width and height of the paper upright, in millimeters."""
        return PAPER_SIZES[self.paper]


STANDARD = Settings()
"""The settings if the convener chose none."""
