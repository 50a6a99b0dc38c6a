"""The dashboard as one HTML file: each element's average and arrow, its components, its history."""

from __future__ import annotations

from seating.dashboard import Board, Ratings
from seating.report.dashboard.cards import card_of
from seating.report.dashboard.chart import HEIGHT, WIDTH
from seating.report.dashboard.marks import COLOUR_MARKS
from seating.report.environment import printed
from seating.report.languages import translatable
from seating.report.settings import STANDARD, Settings

__all__ = ["render_dashboard"]

UNTITLED = translatable("Element dashboard")


def render_dashboard(board: Board, ratings: Ratings, title: str = "", settings: Settings = STANDARD) -> str:
    """Return the dashboard as one HTML file that needs nothing else.

    Parameters
    ----------
    board : Board
    ratings : Ratings
        What it was made from.
    title : str
        What the initiative is called; blank for none.
    settings : Settings
    """
    return printed(
        settings,
        "dashboard.html.j2",
        settings=settings,
        title=title or settings.words.gettext(UNTITLED),
        board=board,
        ratings=ratings,
        elements=[card_of(number, element) for number, element in enumerate(board.elements, start=1)],
        unplaced=[(measure, COLOUR_MARKS[measure.colour]) for measure in board.unplaced],
        marks=COLOUR_MARKS,
        size=(WIDTH, HEIGHT),
    )
