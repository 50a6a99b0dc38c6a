"""A whole page of one stock, as its template prints it: the test sheet, the sheets, and what to say of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seating.report.settings import Settings
from seating.report.stock.cards import CardSheet, spread
from seating.report.stock.checks import warnings
from seating.report.stock.marks import Mark, cut_marks, fold_marks
from seating.report.stock.shape import Stock
from seating.report.stock.widths import text_width

__all__ = ["StockPage", "stock_page"]

MOST_LISTED = 900.0
"""What the test sheet can list of names set smaller, in ems of all of them together."""


@dataclass(frozen=True, slots=True)
class StockPage:
    """One paper stock's page.

    Attributes
    ----------
    stock : Stock
    offset_x, offset_y : float
        In millimetres, right and down.
    sheets : tuple of CardSheet
    corners : tuple of pairs
        Every card's place, for the test sheet.
    fold_marks, cut_marks : tuple of Mark
    shrunk : tuple of str
        Names set smaller than they should be.
    n_listed : int
        How many of them the test sheet has room for.
    warnings : tuple of str
    """

    stock: Stock
    offset_x: float
    offset_y: float
    sheets: tuple[CardSheet, ...]
    corners: tuple[tuple[float, float], ...]
    fold_marks: tuple[Mark, ...]
    cut_marks: tuple[Mark, ...]
    shrunk: tuple[str, ...]
    n_listed: int
    warnings: tuple[str, ...]


def stock_page(
    stock: Stock,
    settings: Settings,
    contents: Sequence[Any],
    names_shrunk: Sequence[str],
    start_at: int = 1,
    spares: int = 0,
) -> StockPage:
    """Return the page on which every content has its card, from the first free one on.

    Parameters
    ----------
    stock : Stock
    settings : Settings
        Its offsets.
    contents : sequence
        What stands on each card, in order.
    names_shrunk : sequence of str
    start_at : int
        The first free card of the first sheet, from 1.
    spares : int
        Blank cards wanted at least; 0 for none.

    Raises
    ------
    InputError
        When the sheet has no card of the number to start at.
    """
    return StockPage(
        stock=stock,
        offset_x=settings.offset_x,
        offset_y=settings.offset_y,
        sheets=spread(stock, contents, start_at, spares),
        corners=tuple(stock.corners()),
        fold_marks=fold_marks(stock),
        cut_marks=cut_marks(stock),
        shrunk=tuple(names_shrunk),
        n_listed=_listed(names_shrunk),
        warnings=warnings(stock),
    )


def _listed(names: Sequence[str]) -> int:
    used = 0.0
    for count, name in enumerate(names):
        used += text_width(name) + 8
        if used > MOST_LISTED:
            return count
    return len(names)
