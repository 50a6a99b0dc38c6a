"""A stock from a mapping: one of the built-in table, or one that the convener describes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from seating.errors import InputError, Problem
from seating.report.settings import PAPER_SIZES
from seating.report.stock.checks import faults
from seating.report.stock.shape import Holds, Stock
from seating.wording import listed, nearest

__all__ = ["read_stock", "stock_from_file"]

LENGTHS = {"x", "y", "width", "height", "pitch_x", "pitch_y", "right", "bottom", "fold", "inset_x", "inset_y"}
COUNTS = {"columns", "rows"}
SWITCHES = {"landscape", "cut"}
TEXTS = {"number", "about", "confidence", "note"}
NEEDED = ("number", "paper", "x", "y", "width", "height")
KEYS = tuple(field.name for field in fields(Stock))


def read_stock(given: Mapping[str, Any], file: str | None = None) -> Stock:
    """Return the stock of a mapping, checked; columns and rows default to 1, the pitch to the card's size.

    Raises
    ------
    InputError
        With everything that is wrong with it, at once.
    """
    name = str(given.get("number", "a stock without a number"))
    wrong = [
        *_unknown(given),
        *_missing(given),
        *(fault for key, value in given.items() for fault in _value(key, value)),
    ]
    if not wrong:
        stock = Stock(**_settled(given))
        wrong = list(faults(stock))
        if not wrong:
            return stock
    hint = "Compare the numbers, in millimetres, with the box or the maker's template."
    raise InputError(Problem("stock-wrong", says, file, subject=f"stock {name}", hint=hint) for says in wrong)


def stock_from_file(path: Path) -> Stock:
    """Return the stock that a TOML file describes.

    Raises
    ------
    InputError
        When it cannot be read, or is no sound stock.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        says = f"cannot be read as TOML: {getattr(error, 'strerror', None) or error}"
        raise InputError([Problem("stock-wrong", says, path.name)]) from None
    return read_stock(given, path.name)


def _settled(given: Mapping[str, Any]) -> dict[str, Any]:
    settled = {"columns": 1, "rows": 1, "pitch_x": given["width"], "pitch_y": given["height"], **given}
    settled["holds"] = Holds(settled.get("holds", Holds.BADGES))
    settled["aliases"] = tuple(settled.get("aliases", ()))
    return {key: float(value) if key in LENGTHS else value for key, value in settled.items()}


def _unknown(given: Mapping[str, Any]) -> list[str]:
    found = []
    for key in given:
        if key not in KEYS:
            likely = nearest(str(key), KEYS)
            found.append(f'has an unknown key "{key}"' + (f' (did you mean "{likely}"?)' if likely else ""))
    return found


def _missing(given: Mapping[str, Any]) -> list[str]:
    lacks = [key for key in NEEDED if key not in given]
    return [f"does not say its {listed(lacks)}"] if lacks else []


def _value(key: str, value: Any) -> list[str]:
    """Return what is wrong with one value."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10_000
    if key in LENGTHS and not is_number:
        return [f"has {key} = {value!r}, which is no number of millimetres"]
    if key in COUNTS and not (isinstance(value, int) and is_number and value < 100):
        return [f"has {key} = {value!r}, which is no whole number"]
    if key in SWITCHES and not isinstance(value, bool):
        return [f"has {key} = {value!r}; write true or false"]
    if key in TEXTS and not isinstance(value, str):
        return [f"has {key} = {value!r}; write it in quotes"]
    if key == "aliases" and not (isinstance(value, list | tuple) and all(isinstance(alias, str) for alias in value)):
        return ["has aliases that are no list of texts"]
    if key == "paper" and value not in PAPER_SIZES:
        return [f"is on paper {value!r}; there are {listed(PAPER_SIZES)}"]
    if key == "holds" and value not in list(Holds):
        return [f"holds {value!r}; there are {listed(Holds)}"]
    return []
