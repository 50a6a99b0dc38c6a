"""A test sheet for each label stock, with which the convener sets the printer before any sheet of it is used."""

from __future__ import annotations

from dataclasses import dataclass

from seating.present.settings import Settings
from seating.report.stock.catalog import BADGES, PLACE_CARDS, TENTS, find_stock
from seating.report.stock.layout import StockPage, stock_page
from seating.result import Result
from seating.wording import message

ORDER = 52
TITLE = message("Test sheets")
ABOUT = message(
    "One test page per label stock: print it on plain paper, and hold it up to the light with a blank sheet of "
    "the stock before you print on the stock itself."
)


@dataclass(frozen=True, slots=True)
class StockTest:
    """The page without cards for one stock, and the title of what is printed on it."""

    layout: StockPage
    title: str


def fill(result: Result, settings: Settings) -> tuple[StockTest, ...] | None:
    """Return a test for each stock of the settings; None if all cards are cut out, which need none."""
    if not result.plan.seats:
        return None
    used = (
        (message("Badges"), find_stock(settings.badge_stock, BADGES, settings.paper)),
        (message("Table tents"), find_stock(settings.tent_stock, TENTS, settings.paper)),
        (message("Place cards"), find_stock(settings.place_stock, PLACE_CARDS, settings.paper)),
    )
    words = settings.words
    tests = [
        StockTest(stock_page(stock, settings, (), ()), words.gettext(title)) for title, stock in used if not stock.cut
    ]
    return tuple(tests) or None
