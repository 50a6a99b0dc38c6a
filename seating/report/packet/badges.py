"""Badges with everyone's name on the convener's stock, and blank badges for walk-ins."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.places import everybody, member_places, places
from seating.report.planned_seats import planned_seats
from seating.report.stock.cards import person_card, shrunk
from seating.report.stock.catalog import BADGES, find_stock
from seating.report.stock.layout import Panel, StockPage, stock_page
from seating.report.stock.sheet import spares_for
from seating.result import Result
from seating.wording import message

ORDER = 50
TITLE = message("Badges")
ABOUT = message("A badge for each person, with their table, plus blank badges, on label stock or plain paper.")


@dataclass(frozen=True, slots=True)
class Badges:
    """The sheets, with one `PersonCard` on each card, and the printable area of a card."""

    layout: StockPage
    panel: Panel


def fill(result: Result, settings: Settings, only: str | None = None) -> Badges | None:
    """Return badges A to Z for everyone who may be listed, and for members of governance tables without a seat.

    None if there is no one.

    Parameters
    ----------
    result : Result
    settings : Settings
        `start_at` is the first free card of a sheet that was used before.
    only : str, optional
        The id of a person with a seat, whose badge alone is returned, without blank badges.
    """
    stock = find_stock(settings.badge_stock, BADGES, settings.paper)
    panel = Panel(stock.width - 2 * stock.inset_x, stock.height - 2 * stock.inset_y)
    words = settings.words
    found = everybody((*places(result, words), *member_places(result, words)))
    found = [(place, person) for place, person in found if only in (None, person.id)]
    if not found:
        return None
    cards = [person_card(place, person, panel, planned_seats(result, person.id, words)) for place, person in found]
    spares = spares_for(len(cards)) if only is None else 0
    layout = stock_page(stock, cards, shrunk(cards), settings.start_at, spares)
    return Badges(layout, panel)
