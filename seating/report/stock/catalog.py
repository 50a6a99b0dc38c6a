"""The catalog of stocks, and the lookup by number."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from seating.errors import InputError, Problem, UsageError
from seating.gone import tell_gone
from seating.near_words import ask_near
from seating.present.paper import Paper
from seating.report.stock.sheet import Holds, Stock
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


LENGTHS = {"x", "y", "width", "height", "pitch_x", "pitch_y", "right", "bottom", "fold", "inset_x", "inset_y"}


@cache
def listed_stocks() -> tuple[Stock, ...]:
    """Return every stock of the table."""
    table = tomllib.loads(files(__package__).joinpath("stocks.toml").read_text(encoding="utf-8"))
    return tuple(Stock(**_settled(given)) for given in table["stock"])


def usual_stock(holds: frozenset[Holds], paper: Paper) -> Stock:
    """Return the usual stock for a paper size, used if the convener names none."""
    return _by_number()[squashed(USUAL[min(holds), paper])]


def find_stock(asked: str | None, holds: frozenset[Holds], paper: Paper) -> Stock:
    """Return the stock that a product number stands for.

    Parameters
    ----------
    asked : str or None
        A number or one of its aliases, however it is spaced; `plain` for plain paper; or None for the usual stock of
        the paper.
    holds : frozenset of Holds
        The purpose: `BADGES`, `TENTS` or `PLACE_CARDS`.
    paper : "Letter" or "A4"
        Used only if `asked` is None or `plain`.

    Raises
    ------
    InputError
        If there is no such stock, or it has another purpose.
    UsageError
        If the path of a file is given.
    """
    if asked is None:
        return usual_stock(holds, paper)
    if squashed(asked) == PLAIN:
        stock = _by_number()[squashed(f"{PLAIN_STOCKS[min(holds)]}-{paper}")]
    else:
        if asked.casefold().endswith(".toml") and (gone := tell_gone("A stock in a TOML file")):
            raise UsageError(gone)
        found = _by_number().get(squashed(asked))
        if found is None:
            raise InputError([_unknown(asked, holds)])
        stock = found
    if stock.holds not in holds:
        says = f"is for {stock.holds}, not for {listed(sorted(holds), last='or')}"
        raise InputError([Problem("stock-unknown", says, subject=f"stock {stock.number}", hint=_there_are(holds))])
    return stock


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
    return f"There are {numbers}."


def _settled(given: Mapping[str, Any]) -> dict[str, Any]:
    settled = {**given, "holds": Holds(given["holds"]), "aliases": tuple(given.get("aliases", ()))}
    return {key: float(value) if key in LENGTHS else value for key, value in settled.items()}
