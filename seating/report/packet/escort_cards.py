"""Escort cards: each person's name and table on a folded card, A to Z, to lay out at the entrance."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.places import everybody, places
from seating.report.stock.cards import fold_name_cards
from seating.report.stock.layout import FoldedPage
from seating.result import Result
from seating.wording import message

ORDER = 44
TITLE = message("Escort cards")
ABOUT = message("A folded card for each person with their table number, A to Z, to pick up at the entrance.")

NAME_SHARE = 0.46


def fill(result: Result, settings: Settings) -> FoldedPage | None:
    """Return a card for each person who may be listed, A to Z; None if there is no one."""
    return fold_name_cards(everybody(places(result, settings.words)), settings, NAME_SHARE)
