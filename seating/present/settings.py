"""Settings of the pages: language, paper, stocks and style sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from seating.present.languages import Words, words_in

Paper = Literal["Letter", "A4"]

PAPER_SIZES: dict[Paper, tuple[float, float]] = {"Letter": (215.9, 279.4), "A4": (210.0, 297.0)}
"""The width and height of each paper in portrait, in millimeters."""

WallPaper = Literal["Letter", "A4", "A3"]

SHEET_SIZES: dict[WallPaper, tuple[float, float]] = {
    "Letter": PAPER_SIZES["Letter"],
    "A4": PAPER_SIZES["A4"],
    "A3": (297.0, 420.0),
}
"""The same, with the paper for pages to hang up alone: the wall chart, the seating chart and the room plan."""


ALL_PAGES = "all"
"""Stands for every page of the packet."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the convener chose for the report and the packet; the defaults suit most conveners.

    Attributes
    ----------
    language : str
        The language of all text that the program writes: `en`, `es`. Text from the list and the convening is not
        translated.
    paper : "Letter" or "A4"
        The paper of all pages that are not printed on stock.
    badge_stock, tent_stock, place_stock : str or None
        The number on the box, for badges, table tents and place cards; None for the usual stock of the paper.
    start_at : int
        The first free badge of a partly used sheet, from 1.
    large_print : bool
        Whether pages for reading are set in 18 pt.
    templates : Path or None
        A folder with a `brand.css`, which comes last on every page.
    pages : tuple of str
        The pages of the packet to write, by name, such as "wall-chart". The name of a set, such as "wedding", stands
        for its pages; without one, the pages of a convening are written too. "all" is every page. Commands begin with
        none.
    find_link : str
        The address at which people find their table on their phones, for the door list; "" if nothing is shared.
    is_wall_large : bool
        Whether the pages to hang up are printed on A3.
    """

    language: str = "en"
    paper: Paper = "Letter"
    badge_stock: str | None = None
    tent_stock: str | None = None
    place_stock: str | None = None
    start_at: int = 1
    large_print: bool = False
    templates: Path | None = None
    pages: tuple[str, ...] = (ALL_PAGES,)
    find_link: str = ""
    is_wall_large: bool = False

    @property
    def words(self) -> Words:
        """The texts of the language.

        Raises
        ------
        UsageError
            If there is no such language.
        """
        return words_in(self.language)

    @property
    def wall_paper(self) -> WallPaper:
        """The paper of the pages to hang up."""
        return "A3" if self.is_wall_large else self.paper

    @property
    def paper_size(self) -> tuple[float, float]:
        """The width and height of the paper in portrait, in millimeters."""
        return PAPER_SIZES[self.paper]


def choose_paper(settings: Settings, paper: WallPaper) -> Settings:
    """Return settings with this paper. With A3, the pages to hang up are on A3 and all others on A4."""
    is_large = paper == "A3"
    return replace(settings, paper="A4" if paper == "A3" else paper, is_wall_large=is_large)


STANDARD = Settings()
"""The settings if the convener chose none."""
