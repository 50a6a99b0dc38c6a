"""A paper stock: a sheet with cards on it, in millimeters, and the distribution of contents over its cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from seating.errors import InputError, Problem
from seating.present.paper import PAPER_SIZES, Paper

SPARE_SHARE = 10
"""The number of people for each spare card."""


class Holds(StrEnum):
    """The purpose of a stock's cards."""

    BADGES = "badges"
    TABLE_TENTS = "table tents"
    PLACE_CARDS = "place cards"


@dataclass(frozen=True, slots=True)
class Stock:
    """One product: its sheet and the cards on it. All lengths are in millimeters.

    Attributes
    ----------
    number : str
        The product number on the box.
    aliases : tuple of str
        The numbers of products with the same grid, and English words by which it may be asked for.
    about : str
        One line about the product.
    holds : Holds
    paper : "Letter" or "A4"
    landscape : bool
        Whether the sheet is printed in landscape.
    x, y : float
        The left and top edge of the first card.
    pitch_x, pitch_y : float
        The distance from one card's left (top) edge to that of the next card.
    width, height : float
        The size of a card; of a tent, unfolded.
    columns, rows : int
    right, bottom : float
        The margin of the sheet after the last card.
    fold : float or None
        The distance from a card's top edge to its fold.
    inset_x, inset_y : float
        The margin inside each card where nothing is printed.
    cut : bool
        Whether cards are cut out by hand, so that their corners are marked.
    confidence : str
        How far sources agree: exact, high, good, medium, low.
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
    right: float
    bottom: float
    about: str
    holds: Holds
    confidence: str
    aliases: tuple[str, ...] = ()
    landscape: bool = False
    fold: float | None = None
    inset_x: float = 3.0
    inset_y: float = 3.0
    cut: bool = False
    note: str = ""

    @property
    def page_width(self) -> float:
        """The width of the sheet as printed."""
        return PAPER_SIZES[self.paper][1 if self.landscape else 0]

    @property
    def page_height(self) -> float:
        """The height of the sheet as printed."""
        return PAPER_SIZES[self.paper][0 if self.landscape else 1]

    @property
    def per_sheet(self) -> int:
        """The number of cards on a sheet."""
        return self.columns * self.rows

    def corners(self) -> Iterator[tuple[float, float]]:
        """Yield the left and top edge of each card, row by row, each computed directly so that errors do not add up."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield round(self.x + column * self.pitch_x, 4), round(self.y + row * self.pitch_y, 4)


@dataclass(frozen=True, slots=True)
class Card:
    """A card at its place on the sheet, in millimeters; `content` is None for a blank card."""

    x: float
    y: float
    content: Any


@dataclass(frozen=True, slots=True)
class CardSheet:
    """One sheet."""

    cards: tuple[Card, ...]


def spread(stock: Stock, contents: Sequence[Any], start_at: int = 1, spares: int = 0) -> tuple[CardSheet, ...]:
    """Return the sheets with a card for each content.

    Parameters
    ----------
    stock : Stock
    contents : sequence
    start_at : int
        The first free card of the first sheet, from 1.
    spares : int
        Minimum number of blank cards after the last content. If not 0, the rest of the last sheet is filled with blank
        cards too.

    Raises
    ------
    InputError
        If the sheet has no card with the number `start_at`.
    """
    if not 1 <= start_at <= stock.per_sheet:
        says = f"is not a card of stock {stock.number}, which has {stock.per_sheet} per sheet"
        hint = "Count from 1 at the top left, row by row."
        raise InputError([Problem("stock-start", says, value=str(start_at), subject="start at", hint=hint)])
    before = start_at - 1
    per_sheet = stock.per_sheet
    filled = [*contents, *([None] * spares)]
    if spares:
        filled += [None] * (-(before + len(filled)) % per_sheet)
    corners = list(stock.corners())
    sheets: list[list[Card]] = [[] for _ in range(sheets_needed(stock, len(filled), start_at) if filled else 0)]
    for place, content in enumerate(filled, start=before):
        sheets[place // per_sheet].append(Card(*corners[place % per_sheet], content))
    return tuple(CardSheet(tuple(cards)) for cards in sheets)


def sheets_needed(stock: Stock, n: int, start_at: int = 1) -> int:
    """Return the number of sheets needed for a number of cards.

    Parameters
    ----------
    stock : Stock
    n : int
        The number of cards.
    start_at : int
        The first free card of the first sheet, from 1.
    """
    return -(-(n + start_at - 1) // stock.per_sheet)


def spares_for(n: int) -> int:
    """Return the minimum number of blank cards for a number of people: one for every ten, rounded up."""
    return -(-n // SPARE_SHARE)
