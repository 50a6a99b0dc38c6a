"""Table tents with each table's number and topic on both sides; on place-card stock, each person's name instead."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.places import everybody, places
from seating.report.privacy import Audience
from seating.report.stock.cards import person_card, shrunk, table_tent
from seating.report.stock.catalog import TENTS, find_stock
from seating.report.stock.layout import Panel, StockPage, stock_page
from seating.report.stock.sheet import Holds, spares_for
from seating.result import Result
from seating.wording import message

ORDER = 40
TITLE = message("Table tents")
ABOUT = message("A folded card for each table with its number and topic, readable from both sides.")
AUDIENCE = Audience.EVERYONE

AT_FOLD = 3.0
"""Millimeters left blank on each side of the fold."""


@dataclass(frozen=True, slots=True)
class Tents:
    """The sheets; each card holds a `TableTent` or, if `are_for_people`, a `PersonCard`.

    Attributes
    ----------
    layout : StockPage
    panel : Panel
        The printable area of one side.
    back, front : float
        From the card's top edge to the upper (upside-down) and the lower panel, in millimeters.
    are_for_people : bool
    """

    layout: StockPage
    panel: Panel
    back: float
    front: float
    are_for_people: bool


def fill(result: Result, settings: Settings) -> Tents | None:
    """Return a tent for each table, or for each listed person; None if there are no cards."""
    stock = find_stock(settings.tent_stock, TENTS, settings.paper)
    fold = stock.fold or stock.height / 2
    panel = Panel(stock.width - 2 * stock.inset_x, min(fold, stock.height - fold) - stock.inset_y - AT_FOLD)
    found = places(result, AUDIENCE, settings.words)
    if stock.holds is Holds.PLACE_CARDS:
        cards = [person_card(place, person, panel) for place, person in everybody(found)]
        layout = stock_page(stock, settings, cards, shrunk(cards), spares=spares_for(len(cards)))
    else:
        used = [place for place in found if place.taken or place.staff or not place.table.open_if_needed]
        tents = [table_tent(place, panel) for place in used]
        smaller = [tent.name.text for tent in tents if tent.name.is_shrunk]
        layout = stock_page(stock, settings, tents, smaller)
    if not layout.sheets:
        return None
    return Tents(layout, panel, fold - AT_FOLD - panel.height, fold + AT_FOLD, stock.holds is Holds.PLACE_CARDS)
