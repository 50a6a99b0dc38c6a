"""Table tents with each table's number and topic on both sides."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.places import places
from seating.report.stock.cards import table_tent
from seating.report.stock.catalog import TENTS, find_stock
from seating.report.stock.layout import FoldedPage, fold_panel, stock_page
from seating.result import Result
from seating.wording import message

ORDER = 40
TITLE = message("Table tents")
ABOUT = message("A folded card for each table with its number and topic, readable from both sides.")


def fill(result: Result, settings: Settings) -> FoldedPage | None:
    """Return a tent for each table; None if there are no tables."""
    stock = find_stock(settings.tent_stock, TENTS, settings.paper)
    panel = fold_panel(stock)
    found = places(result, settings.words)
    used = [place for place in found if place.taken or place.staff or not place.table.open_if_needed]
    tents = [table_tent(place, panel) for place in used]
    layout = stock_page(stock, tents, [tent.name.text for tent in tents if tent.name.is_shrunk])
    return FoldedPage(layout, panel) if layout.sheets else None
