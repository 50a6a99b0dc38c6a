"""Escort cards: each person's name and table on a folded card, A to Z, to lay out at the entrance."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.places import everybody, places
from seating.report.privacy import Audience
from seating.report.stock.cards import name_card
from seating.report.stock.catalog import PLACE_CARDS, find_stock
from seating.report.stock.layout import FoldedPage, fold_panel, stock_page
from seating.report.stock.sheet import spares_for
from seating.result import Result
from seating.wording import message

ORDER = 44
TITLE = message("Escort cards")
ABOUT = message("A folded card for each person, A to Z, with the table’s number: people find theirs at the entrance.")
AUDIENCE = Audience.EVERYONE

NAME_SHARE = 0.46


def fill(result: Result, settings: Settings) -> FoldedPage | None:
    """Return a card for each person who may be listed, A to Z; None if there is no one."""
    stock = find_stock(settings.place_stock, PLACE_CARDS, settings.paper)
    panel = fold_panel(stock)
    found = everybody(places(result, AUDIENCE, settings.words))
    cards = [name_card(place, one, panel, NAME_SHARE) for place, one in found]
    if not cards:
        return None
    smaller = [card.name.text for card in cards if card.name.is_shrunk]
    return FoldedPage(stock_page(stock, settings, cards, smaller, spares=spares_for(len(cards))), panel)
