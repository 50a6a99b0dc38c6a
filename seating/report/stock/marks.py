"""What is drawn on a sheet besides its cards: where to cut, where to fold."""

from __future__ import annotations

from dataclasses import dataclass

from seating.report.stock.shape import Stock

__all__ = ["Mark", "cut_marks", "fold_marks"]

ARM = 5.0
UNPRINTED = 6.35
"""Most printers leave so much of each edge blank, in millimetres."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A short line, level or upright, in millimetres."""

    x: float
    y: float
    width: float
    height: float


def fold_marks(stock: Stock) -> tuple[Mark, ...]:
    """Return two dashes a card at its fold, inside what can be printed; none for a card that is not folded."""
    if stock.fold is None:
        return ()
    found = []
    for x, y in stock.corners():
        left, right = max(x, UNPRINTED), min(x + stock.width, stock.page_width - UNPRINTED)
        found += [Mark(left, y + stock.fold, ARM, 0.0), Mark(right - ARM, y + stock.fold, ARM, 0.0)]
    return tuple(found)


def cut_marks(stock: Stock) -> tuple[Mark, ...]:
    """Return a cross at each corner of cards that are cut out, with arms that reach into what can be printed."""
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
    """Return from where to where a cross reaches in one direction; near the sheet's edge it reaches further in."""
    start, end = at - ARM, at + ARM
    if at < UNPRINTED:
        end = UNPRINTED + ARM
    if at > page - UNPRINTED:
        start = page - UNPRINTED - ARM
    return max(0.0, start), min(page, end)
