"""The catalog of stocks: the built-in ones, those that a convener describes in TOML, and the lookup by number.

Every description is checked: first its keys and values, then whether its measurements fit a sheet of paper.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from seating.convening.document import read_text
from seating.errors import InputError, Problem, UsageError
from seating.near_words import ask_near, nearest
from seating.present.settings import PAPER_SIZES, Paper
from seating.report.stock.sheet import Holds, Stock
from seating.report.stock.toml_text import load
from seating.wording import listed, squashed

BADGES = frozenset({Holds.BADGES})

TENTS = frozenset({Holds.TABLE_TENTS})

PLACE_CARDS = frozenset({Holds.PLACE_CARDS})

PLAIN = "plain"

PLAIN_STOCKS = {Holds.BADGES: "plain-badges", Holds.TABLE_TENTS: "plain-tents", Holds.PLACE_CARDS: "plain-place-cards"}
"""The numbers of the stocks on plain paper, without the paper."""

USUAL: Mapping[tuple[Holds, Paper], str] = {
    (Holds.BADGES, "Letter"): "5395",
    (Holds.TABLE_TENTS, "Letter"): "5305",
    (Holds.PLACE_CARDS, "Letter"): "plain-place-cards-letter",
    (Holds.BADGES, "A4"): "L4785",
    (Holds.TABLE_TENTS, "A4"): "32257",
    (Holds.PLACE_CARDS, "A4"): "plain-place-cards-a4",
}
"""The usual stock for each purpose and paper size."""


TOLERANCE = 0.05
"""Maximum difference, in millimeters, between the sum of all measurements and the size of the sheet."""

LENGTHS = {"x", "y", "width", "height", "pitch_x", "pitch_y", "right", "bottom", "fold", "inset_x", "inset_y"}
COUNTS = {"columns", "rows"}
SWITCHES = {"landscape", "cut"}
TEXTS = {"number", "about", "confidence", "note"}
NEEDED = ("number", "paper", "x", "y", "width", "height")
KEYS = tuple(field.name for field in fields(Stock))


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
    return _by_number()[squashed(USUAL[min(holds), paper])]


def find_stock(asked: str | None, holds: frozenset[Holds], paper: Paper) -> Stock:
    """Return the stock that a product number or a file stands for.

    Parameters
    ----------
    asked : str or None
        A number or one of its aliases, however it is spaced; `plain` for plain paper; the path of a TOML file that
        describes a stock; or None for the usual stock of the paper.
    holds : frozenset of Holds
        The purpose: `BADGES`, `TENTS` or `PLACE_CARDS`.
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
        stock = _by_number()[squashed(f"{PLAIN_STOCKS[min(holds)]}-{paper}")]
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


def wrong_values(given: Mapping[str, Any]) -> list[str]:
    """Return the faults in the keys and values of a stock, each a clause without a full stop."""
    return [
        *_unknown_keys(given),
        *_missing_keys(given),
        *(says for key, value in given.items() for says in _wrong_value(key, value)),
    ]


def faults(stock: Stock) -> tuple[str, ...]:
    """Return the contradictions in a stock's measurements, each a clause without a full stop; () if it is valid.

    Cards, gaps and both margins have to sum to the size of the sheet, within 0.05 mm. This does not prove that the grid
    is right: there are published grids that sum correctly but are wrong.
    """
    return (*_counts(stock), *_along(stock, "width"), *_along(stock, "height"), *_inside(stock))


@cache
def _by_number() -> Mapping[str, Stock]:
    found: dict[str, Stock] = {}
    for stock in listed_stocks():
        for number in (stock.number, *stock.aliases):
            found.setdefault(squashed(number), stock)
    return found


def _unknown(asked: str, holds: frozenset[Holds]) -> Problem:
    meant = ask_near(asked, [stock.number for stock in listed_stocks()], cutoff=0.75)
    hint = " ".join(filter(None, (meant, _there_are(holds))))
    return Problem("stock-unknown", "is not a known stock", value=asked, hint=hint)


def _there_are(holds: frozenset[Holds]) -> str:
    numbers = listed([stock.number for stock in listed_stocks() if stock.holds in holds], last="and")
    return f"There are {numbers}; or describe the sheet in a TOML file."


def _settled(given: Mapping[str, Any]) -> dict[str, Any]:
    settled = {"columns": 1, "rows": 1, "pitch_x": given["width"], "pitch_y": given["height"], **given}
    settled["holds"] = Holds(settled.get("holds", Holds.BADGES))
    settled["aliases"] = tuple(settled.get("aliases", ()))
    return {key: float(value) if key in LENGTHS else value for key, value in settled.items()}


def _counts(stock: Stock) -> Iterator[str]:
    if min(stock.columns, stock.rows) < 1:
        yield "has no card: columns and rows must be 1 or more"
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
        yield f"adds up to {end + margin:.2f} mm on a sheet of {page} mm {way}"


def _inside(stock: Stock) -> Iterator[str]:
    if stock.fold is not None and not stock.inset_y < stock.fold < stock.height - stock.inset_y:
        yield f"has its fold at {stock.fold} mm on a card that is {stock.height} mm high"
    if stock.fold is None and stock.holds is not Holds.BADGES:
        yield f"is for {stock.holds} but has no `fold`"
    panel = stock.height if stock.fold is None else min(stock.fold, stock.height - stock.fold)
    if stock.width - 2 * stock.inset_x < 20 or panel - 2 * stock.inset_y < 10:
        yield "has cards too small to write a name on: 20 × 10 mm are needed inside the insets"


def _unknown_keys(given: Mapping[str, Any]) -> list[str]:
    found = []
    for key in given:
        if key not in KEYS:
            likely = nearest(str(key), KEYS)
            found.append(f'has an unknown key "{key}"' + (f' (did you mean "{likely}"?)' if likely else ""))
    return found


def _missing_keys(given: Mapping[str, Any]) -> list[str]:
    lacks = [key for key in NEEDED if key not in given]
    return [f"has no {listed(lacks, last='or')}"] if lacks else []


def _wrong_value(key: str, value: Any) -> list[str]:
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
        return [f"has the paper {value!r}; choose from {listed(PAPER_SIZES)}"]
    if key == "holds" and value not in list(Holds):
        return [f"has `holds` = {value!r}; choose from {listed(Holds)}"]
    return []
