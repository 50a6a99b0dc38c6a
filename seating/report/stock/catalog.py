"""The built-in stocks, stocks that the convener describes in TOML, and the lookup of a stock by its number."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from seating.convening.document import read_text
from seating.convening.formats.toml import load
from seating.errors import InputError, Problem, UsageError
from seating.report.settings import Paper
from seating.report.stock.sheet import Holds, Stock
from seating.report.stock.validation import LENGTHS, faults, wrong_values
from seating.wording import listed, nearest, squashed

__all__ = ["BADGES", "TENTS", "find_stock", "listed_stocks", "read_stock", "stock_from_file", "usual_stock"]


BADGES = frozenset({Holds.BADGES})

TENTS = frozenset({Holds.TABLE_TENTS, Holds.PLACE_CARDS})
"""Cards that stand folded on a table."""

PLAIN = "plain"

USUAL: Mapping[tuple[bool, Paper], str] = {
    (True, "Letter"): "5395",
    (False, "Letter"): "5305",
    (True, "A4"): "L4785",
    (False, "A4"): "32257",
}
"""The usual stock, by whether it is for badges and by paper."""


@cache
def listed_stocks() -> tuple[Stock, ...]:
    """Return every stock of the built-in table, each checked.

    Raises
    ------
    InputError
        If a stock in the table is invalid.
    """
    table = tomllib.loads(files(__package__).joinpath("stocks.toml").read_text(encoding="utf-8"))
    return tuple(read_stock(given, "stocks.toml") for given in table["stock"])


def usual_stock(holds: frozenset[Holds], paper: Paper) -> Stock:
    """Return the usual stock for a paper size, used if the convener names none."""
    return _by_number()[squashed(USUAL[Holds.BADGES in holds, paper])]


def find_stock(asked: str | None, holds: frozenset[Holds], paper: Paper) -> Stock:
    """Return the stock that a product number or a file stands for.

    Parameters
    ----------
    asked : str or None
        A number or one of its aliases, however it is spaced; `plain` for plain paper; the path of a TOML file that
        describes a stock; or None for the usual stock of the paper.
    holds : frozenset of Holds
        The purpose: `BADGES` or `TENTS`.
    paper : "Letter" or "A4"
        Used only if `asked` is None or `plain`.

    Raises
    ------
    InputError
        If there is no such stock, or it has another purpose.
    """
    if asked is None:
        return usual_stock(holds, paper)
    if asked.lower().endswith(".toml"):
        stock = stock_from_file(Path(asked))
    elif squashed(asked) == PLAIN:
        stock = _by_number()[squashed(f"plain-{'badges' if Holds.BADGES in holds else 'tents'}-{paper}")]
    else:
        found = _by_number().get(squashed(asked))
        if found is None:
            raise InputError([_unknown(asked, holds)])
        stock = found
    if stock.holds not in holds:
        says = f"is for {stock.holds}, not for {listed(sorted(holds), last='or')}"
        raise InputError([Problem("stock-unknown", says, subject=f"stock {stock.number}", hint=_there_are(holds))])
    return stock


def read_stock(given: Mapping[str, Any], file: str | None = None) -> Stock:
    """Return the stock described by a mapping, checked; columns and rows default to 1, the pitch to the card's size.

    Raises
    ------
    InputError
        If the description is invalid; the error lists all faults of the first kind found: values, then geometry.
    """
    name = str(given.get("number", "a stock without a number"))
    wrong = wrong_values(given)
    if not wrong:
        stock = Stock(**_settled(given))
        wrong = list(faults(stock))
        if not wrong:
            return stock
    hint = "Compare the numbers, in millimeters, with the box or the maker's template."
    raise InputError(Problem("stock-wrong", says, file, subject=f"stock {name}", hint=hint) for says in wrong)


def stock_from_file(path: Path) -> Stock:
    """Return the stock that a TOML file describes.

    Raises
    ------
    InputError
        If the file cannot be read or does not describe a valid stock.
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


@cache
def _by_number() -> Mapping[str, Stock]:
    found: dict[str, Stock] = {}
    for stock in listed_stocks():
        for number in (stock.number, *stock.aliases):
            found.setdefault(squashed(number), stock)
    return found


def _unknown(asked: str, holds: frozenset[Holds]) -> Problem:
    likely = nearest(asked, [stock.number for stock in listed_stocks()], cutoff=0.75)
    hint = f'Did you mean "{likely}"? ' if likely else ""
    return Problem("stock-unknown", "is not a known stock", value=asked, hint=hint + _there_are(holds))


def _there_are(holds: frozenset[Holds]) -> str:
    numbers = listed([stock.number for stock in listed_stocks() if stock.holds in holds], last="and")
    return f"There are {numbers}; or describe the sheet in a TOML file."


def _settled(given: Mapping[str, Any]) -> dict[str, Any]:
    settled = {"columns": 1, "rows": 1, "pitch_x": given["width"], "pitch_y": given["height"], **given}
    settled["holds"] = Holds(settled.get("holds", Holds.BADGES))
    settled["aliases"] = tuple(settled.get("aliases", ()))
    return {key: float(value) if key in LENGTHS else value for key, value in settled.items()}
