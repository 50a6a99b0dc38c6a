"""Settings of the pages: language, paper, stocks and style sheet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from seating.present.languages import Words, words_in
from seating.present.paper import PAPER_SIZES, POSTERS, Paper, Poster

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
    poster : Poster or None
        The paper of the pages to hang up; None if it is that of all pages.
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
    poster: Poster | None = None

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
    def paper_choice(self) -> str:
        """The name of the chosen paper, one of `PAPER_CHOICES`."""
        return next((name for name, poster in POSTERS.items() if poster == self.poster), self.paper)

    @property
    def paper_size(self) -> tuple[float, float]:
        """The width and height of the paper in portrait, in millimeters."""
        return PAPER_SIZES[self.paper]


def choose_paper(settings: Settings, choice: str) -> Settings:
    """Return settings with a paper, or with a poster and the paper of all other pages.

    Parameters
    ----------
    settings : Settings
    choice : str
        One of `PAPER_CHOICES`.

    Examples
    --------
    >>> chosen = choose_paper(STANDARD, "24x36")
    >>> chosen.paper, chosen.poster.size
    ('Letter', (609.6, 914.4))
    """
    poster = POSTERS.get(choice)
    paper = poster.paper if poster else next(paper for paper in PAPER_SIZES if paper == choice)
    return replace(settings, paper=paper, poster=poster)


STANDARD = Settings()
"""The settings if the convener chose none."""
