"""Cards spread over sheets: each at its place, the first sheet perhaps partly used, spares on the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seating.errors import InputError, Problem
from seating.report.stock.shape import Stock

__all__ = ["Card", "CardSheet", "sheets_needed", "spares_for", "spread"]

SPARE_SHARE = 10
"""One spare for so many people."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card at its place on the sheet, in millimetres; `content` is None for one to be written on by hand."""

    x: float
    y: float
    content: Any


@dataclass(frozen=True, slots=True)
class CardSheet:
    """One sheet."""

    cards: tuple[Card, ...]


def spares_for(n: int) -> int:
    """Return how many blank cards so many people need at least: one for ten."""
    return -(-n // SPARE_SHARE)


def sheets_needed(stock: Stock, n: int, start_at: int = 1) -> int:
    """Return the sheets that so many cards take, when the first free card of the first sheet is `start_at`."""
    return -(-(n + start_at - 1) // stock.per_sheet)


def spread(stock: Stock, contents: Sequence[Any], start_at: int = 1, spares: int = 0) -> tuple[CardSheet, ...]:
    """Return the sheets on which every content has its card.

    Parameters
    ----------
    stock : Stock
    contents : sequence
    start_at : int
        The first free card of the first sheet, from 1.
    spares : int
        Blank cards wanted behind the last content; when it is not 0, the rest of the last sheet is blank cards too.

    Raises
    ------
    InputError
        When the sheet has no such card.
    """
    if not 1 <= start_at <= stock.per_sheet:
        says = f"is no card of stock {stock.number}, which has {stock.per_sheet} a sheet"
        hint = "Count from 1 at the top left, row by row."
        raise InputError([Problem("stock-start", says, value=str(start_at), subject="start at", hint=hint)])
    before = start_at - 1
    per_sheet = stock.per_sheet
    filled = [*contents, *([None] * spares)]
    if spares:
        filled += [None] * (-(before + len(filled)) % per_sheet)
    corners = list(stock.corners())
    sheets: list[list[Card]] = [[] for _ in range(sheets_needed(stock, len(filled), start_at) if filled else 0)]
    for place, content in enumerate(filled, start=before):
        sheets[place // per_sheet].append(Card(*corners[place % per_sheet], content))
    return tuple(CardSheet(tuple(cards)) for cards in sheets)
