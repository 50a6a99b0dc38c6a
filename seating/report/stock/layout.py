"""The page for one stock: the cards with their panels, and marks for cutting and folding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seating.report.stock.sheet import CardSheet, Stock, spread

ARM = 5.0

UNPRINTED = 6.35
"""The width of the edge that most printers leave blank, in millimeters."""

AT_FOLD = 3.0
"""Millimeters left blank on each side of a fold."""


@dataclass(frozen=True, slots=True)
class StockPage:
    """The page for one paper stock.

    Attributes
    ----------
    stock : Stock
    sheets : tuple of CardSheet
    fold_marks, cut_marks : tuple of Mark
    shrunk : tuple of str
        Names that are printed smaller than they should be.
    """

    stock: Stock
    sheets: tuple[CardSheet, ...]
    fold_marks: tuple[Mark, ...]
    cut_marks: tuple[Mark, ...]
    shrunk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The printable area of a card, in millimeters, with the heights of its parts."""

    width: float
    height: float

    @property
    def foot(self) -> float:
        """The height of the line with the table."""
        return round(min(max(0.19 * self.height, 5.0), 11.0), 2)

    @property
    def body(self) -> float:
        """The height that is left for the person."""
        return self.height - self.foot - 1.5

    @property
    def table_box(self) -> tuple[float, float]:
        """The width and height of the box for the table's name, next to its number."""
        return self.width - 2.6 * self.foot - 3.0, self.foot - 1.0


def fold_panel(stock: Stock) -> Panel:
    """Return the printable area of one side of a card that stands folded."""
    fold = stock.fold or stock.height / 2
    return Panel(stock.width - 2 * stock.inset_x, min(fold, stock.height - fold) - stock.inset_y - AT_FOLD)


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """Sheets with cards that are folded, and the printable area of one side of a card."""

    layout: StockPage
    panel: Panel

    @property
    def back(self) -> float:
        """From the card's top edge to the upper, upside-down panel, in millimeters."""
        return self._fold - AT_FOLD - self.panel.height

    @property
    def front(self) -> float:
        """From the card's top edge to the lower panel, in millimeters."""
        return self._fold + AT_FOLD

    @property
    def _fold(self) -> float:
        stock = self.layout.stock
        return stock.fold or stock.height / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A short horizontal or vertical line, in millimeters."""

    x: float
    y: float
    width: float
    height: float


def stock_page(
    stock: Stock,
    contents: Sequence[Any],
    names_shrunk: Sequence[str],
    start_at: int = 1,
    spares: int = 0,
) -> StockPage:
    """Return the page with a card for each content, starting at the first free card.

    Parameters
    ----------
    stock : Stock
    contents : sequence
        The contents of the cards, in order.
    names_shrunk : sequence of str
    start_at : int
        The first free card of the first sheet, from 1.
    spares : int
        Minimum number of blank cards; 0 for none.

    Raises
    ------
    InputError
        If the sheet has no card with the number `start_at`.
    """
    return StockPage(
        stock=stock,
        sheets=spread(stock, contents, start_at, spares),
        fold_marks=fold_marks(stock),
        cut_marks=cut_marks(stock),
        shrunk=tuple(names_shrunk),
    )


def fold_marks(stock: Stock) -> tuple[Mark, ...]:
    """Return two dashes per card at its fold, inside the printable area; () for cards without a fold."""
    if stock.fold is None:
        return ()
    found = []
    for x, y in stock.corners():
        left, right = max(x, UNPRINTED), min(x + stock.width, stock.page_width - UNPRINTED)
        found += [Mark(left, y + stock.fold, ARM, 0.0), Mark(right - ARM, y + stock.fold, ARM, 0.0)]
    return tuple(found)


def cut_marks(stock: Stock) -> tuple[Mark, ...]:
    """Return a cross at each corner of cards that are cut out, with arms that reach into the printable area."""
    if not stock.cut:
        return ()
    xs = sorted({round(x + more, 4) for x, _ in stock.corners() for more in (0.0, stock.width)})
    ys = sorted({round(y + more, 4) for _, y in stock.corners() for more in (0.0, stock.height)})
    wide, high = stock.page_width, stock.page_height
    level = [Mark(start, y, end - start, 0.0) for y in ys if 0 < y < high for start, end in (_arm(x, wide) for x in xs)]
    upright = [
        Mark(x, start, 0.0, end - start) for x in xs if 0 < x < wide for start, end in (_arm(y, high) for y in ys)
    ]
    return (*level, *upright)


def _arm(at: float, page: float) -> tuple[float, float]:
    """Return the start and end of a cross's arm; near the edge of the sheet it reaches further in."""
    start, end = at - ARM, at + ARM
    if at < UNPRINTED:
        end = UNPRINTED + ARM
    if at > page - UNPRINTED:
        start = page - UNPRINTED - ARM
    return max(0.0, start), min(page, end)
