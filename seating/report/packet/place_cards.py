"""Place cards: each person's name on both sides of a folded card, in the order in which the tables are laid."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.places import places
from seating.report.privacy import Audience
from seating.report.stock.cards import name_card
from seating.report.stock.catalog import PLACE_CARDS, find_stock
from seating.report.stock.layout import FoldedPage, fold_panel, stock_page
from seating.report.stock.sheet import spares_for
from seating.result import Result
from seating.wording import message

ORDER = 45
TITLE = message("Place cards")
ABOUT = message("A folded card for each person’s place, with the name on both sides, table by table, and blank cards.")
AUDIENCE = Audience.EVERYONE

NAME_SHARE = 0.78


def fill(result: Result, settings: Settings) -> FoldedPage | None:
    """Return a card for each person who may be listed, table by table; None if there is no one."""
    stock = find_stock(settings.place_stock, PLACE_CARDS, settings.paper)
    panel = fold_panel(stock)
    found = places(result, AUDIENCE, settings.words)
    cards = [name_card(place, one, panel, NAME_SHARE) for place in found for one in (*place.people, *place.staff)]
    if not cards:
        return None
    smaller = [card.name.text for card in cards if card.name.is_shrunk]
    return FoldedPage(stock_page(stock, settings, cards, smaller, spares=spares_for(len(cards))), panel)
