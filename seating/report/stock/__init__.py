"""Paper stock: where cards lie on a sheet, which stocks there are, and how text is fitted onto a card.

Nothing here depends on a page; the packet's pages that are printed on stock use it.
"""

from seating.report.stock.catalog import find_stock, listed_stocks, usual_stock
from seating.report.stock.fitting import Fitted, fit
from seating.report.stock.sheet import Card, CardSheet, Holds, Stock, spread

__all__ = [
    "Card",
    "CardSheet",
    "Fitted",
    "Holds",
    "Stock",
    "find_stock",
    "fit",
    "listed_stocks",
    "spread",
    "usual_stock",
]
