"""Place cards: each person's name on both sides of a folded card, in the order in which the tables are laid."""

from __future__ import annotations

from seating.present.settings import Settings
from seating.report.places import places
from seating.report.stock.cards import fold_name_cards
from seating.report.stock.layout import FoldedPage
from seating.result import Result
from seating.wording import message

ORDER = 45
TITLE = message("Place cards")
ABOUT = message(
    "A folded card for each person’s place, with the name on both sides, sorted by table, plus blank cards."
)

NAME_SHARE = 0.78


def fill(result: Result, settings: Settings) -> FoldedPage | None:
    """Return a card for each person who may be listed, table by table; None if there is no one."""
    found = places(result, settings.words)
    shown = [(place, one) for place in found for one in (*place.around, *place.staff)]
    return fold_name_cards(shown, settings, NAME_SHARE)
