"""Check the description of a stock: its keys and values, and whether its measurements fit a sheet of paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from seating.report.settings import PAPER_SIZES
from seating.report.stock.sheet import Holds, Stock
from seating.wording import listed, nearest

__all__ = ["LENGTHS", "faults", "warnings", "wrong_values"]


TOLERANCE = 0.05
OFF_CENTER = 0.6

LENGTHS = {"x", "y", "width", "height", "pitch_x", "pitch_y", "right", "bottom", "fold", "inset_x", "inset_y"}
COUNTS = {"columns", "rows"}
SWITCHES = {"landscape", "cut"}
TEXTS = {"number", "about", "confidence", "note"}
NEEDED = ("number", "paper", "x", "y", "width", "height")
KEYS = tuple(field.name for field in fields(Stock))


def wrong_values(given: Mapping[str, Any]) -> list[str]:
    """Return the faults in the keys and values of a stock, each a clause without a full stop."""
    return [*_unknown(given), *_missing(given), *(says for key, value in given.items() for says in _value(key, value))]


def faults(stock: Stock) -> tuple[str, ...]:
    """Return the contradictions in a stock's measurements, each a clause without a full stop; () if it is valid.

    Cards, gaps and both margins have to sum to the size of the sheet, within 0.05 mm. This does not prove that the grid
    is right: there are published grids that sum correctly but are wrong.
    """
    return (*_counts(stock), *_along(stock, "width"), *_along(stock, "height"), *_inside(stock))


def warnings(stock: Stock) -> tuple[str, ...]:
    """Return warnings, each a sentence; () if the cards are in the middle of the sheet."""
    found = []
    for ends, near, far in (("left and right", stock.x, stock.page_width - stock.end_x),
                            ("top and bottom", stock.y, stock.page_height - stock.end_y)):  # fmt: skip
        if abs(near - far) > OFF_CENTER:
            found.append(
                f"The cards of {stock.number} are not in the middle of the sheet ({ends} margins are "
                f"{near:.2f} and {far:.2f} mm): check against the box."
            )
    return tuple(found)


def _counts(stock: Stock) -> Iterator[str]:
    if min(stock.columns, stock.rows) < 1:
        yield "has no card: columns and rows are 1 or more"
    if min(stock.width, stock.height) <= 0 or min(stock.x, stock.y, stock.inset_x, stock.inset_y) < 0:
        yield "has a length below zero, or a card without width or height"


def _along(stock: Stock, way: str) -> Iterator[str]:
    """Yield the faults in one direction: the pitch, the end and the sum."""
    if way == "width":
        size, pitch, count, end = stock.width, stock.pitch_x, stock.columns, stock.end_x
        page, margin = stock.page_width, stock.right
    else:
        size, pitch, count, end = stock.height, stock.pitch_y, stock.rows, stock.end_y
        page, margin = stock.page_height, stock.bottom
    if count > 1 and pitch < size - TOLERANCE:
        yield f"has cards that overlap: the pitch of {pitch} mm is less than the {way} of {size} mm"
    if end > page + TOLERANCE:
        yield f"ends at {end:.2f} mm on a sheet of {page} mm {way}"
    elif margin is not None and abs(end + margin - page) > TOLERANCE:
        yield f"sums to {end + margin:.2f} mm on a sheet of {page} mm {way}"


def _inside(stock: Stock) -> Iterator[str]:
    if stock.fold is not None and not stock.inset_y < stock.fold < stock.height - stock.inset_y:
        yield f"has its fold at {stock.fold} mm of a card {stock.height} mm high"
    if stock.fold is None and stock.holds is not Holds.BADGES:
        yield f"holds {stock.holds} and says no fold"
    panel = stock.height if stock.fold is None else min(stock.fold, stock.height - stock.fold)
    if stock.width - 2 * stock.inset_x < 20 or panel - 2 * stock.inset_y < 10:
        yield "has cards too small to write a name on: 20 × 10 mm are needed inside the insets"


def _unknown(given: Mapping[str, Any]) -> list[str]:
    found = []
    for key in given:
        if key not in KEYS:
            likely = nearest(str(key), KEYS)
            found.append(f'has an unknown key "{key}"' + (f' (did you mean "{likely}"?)' if likely else ""))
    return found


def _missing(given: Mapping[str, Any]) -> list[str]:
    lacks = [key for key in NEEDED if key not in given]
    return [f"lacks its {listed(lacks)}"] if lacks else []


def _value(key: str, value: Any) -> list[str]:
    """Return the faults of one value."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10_000
    if key in LENGTHS and not is_number:
        return [f"has {key} = {value!r}, which is not a number of millimeters"]
    if key in COUNTS and not (isinstance(value, int) and is_number and value < 100):
        return [f"has {key} = {value!r}, which is not a whole number"]
    if key in SWITCHES and not isinstance(value, bool):
        return [f"has {key} = {value!r}; write true or false"]
    if key in TEXTS and not isinstance(value, str):
        return [f"has {key} = {value!r}; write it in quotes"]
    if key == "aliases" and not (isinstance(value, list | tuple) and all(isinstance(alias, str) for alias in value)):
        return ["has aliases that are not a list of texts"]
    if key == "paper" and not (isinstance(value, str) and value in PAPER_SIZES):
        return [f"is on paper {value!r}; there are {listed(PAPER_SIZES)}"]
    if key == "holds" and value not in list(Holds):
        return [f"holds {value!r}; there are {listed(Holds)}"]
    return []
