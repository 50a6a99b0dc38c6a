"""Whether the values of a stock's keys can be read, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from seating.report.settings import PAPER_SIZES
from seating.report.stock.shape import Holds, Stock
from seating.wording import listed, nearest

__all__ = ["LENGTHS", "wrong_values"]

LENGTHS = {"x", "y", "width", "height", "pitch_x", "pitch_y", "right", "bottom", "fold", "inset_x", "inset_y"}
COUNTS = {"columns", "rows"}
SWITCHES = {"landscape", "cut"}
TEXTS = {"number", "about", "confidence", "note"}
NEEDED = ("number", "paper", "x", "y", "width", "height")
KEYS = tuple(field.name for field in fields(Stock))


def wrong_values(given: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with the keys and values of a stock, each a clause without a full stop."""
    return [*_unknown(given), *_missing(given), *(says for key, value in given.items() for says in _value(key, value))]


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
    if key == "paper" and not (isinstance(value, str) and value in PAPER_SIZES):
        return [f"is on paper {value!r}; there are {listed(PAPER_SIZES)}"]
    if key == "holds" and value not in list(Holds):
        return [f"holds {value!r}; there are {listed(Holds)}"]
    return []
