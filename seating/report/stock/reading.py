"""A stock from a mapping: one of the built-in table, or one that the convener describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from seating.convening.document import read_text
from seating.convening.formats.toml import load
from seating.errors import InputError, Problem, UsageError
from seating.report.stock.checks import faults
from seating.report.stock.shape import Holds, Stock
from seating.report.stock.values import LENGTHS, wrong_values

__all__ = ["read_stock", "stock_from_file"]


def read_stock(given: Mapping[str, Any], file: str | None = None) -> Stock:
    """Return the stock of a mapping, checked; columns and rows default to 1, the pitch to the card's size.

    Raises
    ------
    InputError
        With everything that is wrong with it, at once.
    """
    name = str(given.get("number", "a stock without a number"))
    wrong = wrong_values(given)
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
        text = read_text(path)
        given = load(text.text, text.file)
    except UsageError as error:
        raise InputError([Problem("stock-wrong", f"cannot be read as TOML: {error}", path.name)]) from None
    except InputError as error:
        problems = (
            replace(each, slug="stock-wrong", says=f"cannot be read as TOML: {each.says}") for each in error.problems
        )
        raise InputError(problems) from None
    return read_stock(given, path.name)


def _settled(given: Mapping[str, Any]) -> dict[str, Any]:
    settled = {"columns": 1, "rows": 1, "pitch_x": given["width"], "pitch_y": given["height"], **given}
    settled["holds"] = Holds(settled.get("holds", Holds.BADGES))
    settled["aliases"] = tuple(settled.get("aliases", ()))
    return {key: float(value) if key in LENGTHS else value for key, value in settled.items()}
