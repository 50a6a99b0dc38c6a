"""Colours and trends as people write them; what was understood otherwise is said, what is unknown refused."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from seating.dashboard.colours import Colour, Trend
from seating.forms import Entry, Form
from seating.profiles.notebook import Notebook
from seating.wording import fold, nearest, quoted

__all__ = ["colour_in", "trend_in"]

PLAIN_COLOURS = {"gray": Colour.GREY}
"""Another spelling, which needs no word."""

OTHER_COLOURS = {
    "amber": Colour.YELLOW,
    "1": Colour.RED,
    "2": Colour.YELLOW,
    "3": Colour.GREEN,
} | dict(zip("🔴🟡🟢", (Colour.RED, Colour.YELLOW, Colour.GREEN), strict=True))
OTHER_TRENDS = {
    "↑": Trend.UP,
    "▲": Trend.UP,
    "rising": Trend.UP,
    "improving": Trend.UP,
    "↓": Trend.DOWN,
    "▼": Trend.DOWN,
    "falling": Trend.DOWN,
    "declining": Trend.DOWN,
    "→": Trend.STEADY,
    "flat": Trend.STEADY,
    "stable": Trend.STEADY,
    "same": Trend.STEADY,
}
COLOUR_HINT = "Write red, yellow, green or grey, or leave the cell blank where nobody has rated it."
TREND_HINT = "Write up, steady or down, or leave the cell blank."

Word = TypeVar("Word", bound=StrEnum)


def colour_in(entry: Entry, form: Form, notebook: Notebook) -> Colour | None:
    """Return the colour in a row's rating; None where the cell is blank or, with a problem, no colour."""
    colour, hint = _word(entry, "rating", Colour, {**PLAIN_COLOURS, **OTHER_COLOURS}, form, notebook)
    if hint is not None:
        column = form.columns["rating"]
        notebook.problem("rating-unknown", "is not a rating", entry.line, column, entry["rating"], hint or COLOUR_HINT)
    return colour


def trend_in(entry: Entry, form: Form, notebook: Notebook) -> Trend | None:
    """Return a row's trend; None where the cell is blank or, with a problem, no trend."""
    trend, hint = _word(entry, "trend", Trend, OTHER_TRENDS, form, notebook)
    if hint is not None:
        column = form.columns["trend"]
        notebook.problem("trend-unknown", "is not a trend", entry.line, column, entry["trend"], hint or TREND_HINT)
    return trend


def _word(
    entry: Entry, name: str, words: type[Word], others: Mapping[str, Word], form: Form, notebook: Notebook
) -> tuple[Word | None, str | None]:
    """Return what a cell says; where that is nothing known, a hint, which may be blank."""
    text = entry[name]
    said = fold(text.replace("\ufe0f", ""))
    if not text:
        return None, None
    if said in set(words):
        return words(said), None
    if said in others:
        if said not in PLAIN_COLOURS:
            notebook.remark("rating-read-as", f"is read as {others[said]}", entry.line, form.columns[name], text)
        return others[said], None
    if said == "g":
        return None, 'Is it "green" or "grey"?'
    near = nearest(text, words)
    return None, f"Did you mean {quoted(near)}?" if near else ""
