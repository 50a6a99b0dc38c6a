"""Read and validate a file of ratings. All errors are reported together."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from seating.dashboard.quarter import Quarter, read_quarter
from seating.dashboard.ratings import Color, Rating, Ratings, Trend, make_key
from seating.errors import InputError
from seating.forms import Entry, Field, Form, read_form
from seating.profiles.lookalikes import one_edit_apart
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.wording import fold, nearest, quoted

__all__ = ["FIELDS", "read_ratings"]

FIELDS = (
    Field("element", ("area", "pillar"), is_needed=True),
    Field("component", ("part", "criterion"), is_needed=True),
    Field("quarter", ("period",), is_needed=True),
    Field("rating", ("color", "colour", "score", "status"), is_needed=True),
    Field("trend", ("arrow", "direction")),
    Field("notes", ("note", "comment", "comments", "remarks")),
    Field("about", ("what green means", "description", "meaning")),
)


PLAIN_COLORS = {"gray": Color.GREY}
"""Other spellings that are accepted without a note."""


OTHER_COLORS = {
    "amber": Color.YELLOW,
    "1": Color.RED,
    "2": Color.YELLOW,
    "3": Color.GREEN,
} | dict(zip("🔴🟡🟢", (Color.RED, Color.YELLOW, Color.GREEN), strict=True))


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


COLOR_HINT = "Write red, yellow, green or grey, or leave the cell blank where nobody has rated it."


TREND_HINT = "Write up, steady or down, or leave the cell blank."


Word = TypeVar("Word", bound=StrEnum)


def read_ratings(source: Source) -> Ratings:
    """Read the ratings in a file.

    The headings element, component, quarter and rating are required. The headings trend, notes and about are optional.

    Raises
    ------
    InputError
        With every invalid cell, and every component that is rated twice in a quarter.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    spelled: dict[tuple[str, str], str] = {}
    rows = [_rating(entry, form, spelled, notebook) for entry in form.entries]
    if not form.entries:
        notebook.problem("ratings-none", "has no rows below its headings", hint="Write a row for each component.")
    _look_for_twins(rows, form, notebook)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    _note_lookalikes(rows, notebook)
    return Ratings(source.file, source.sha256, tuple(rows), (*source.notes, *notebook.notes()))


def _rating(entry: Entry, form: Form, spelled: dict[tuple[str, str], str], notebook: Notebook) -> Rating:
    if not entry["element"]:
        hint = "Name the element in every row."
        notebook.problem("element-missing", "the row names no element", entry.line, form.columns["element"], hint=hint)
    quarter = _quarter(entry, form, notebook)
    color = _color_in(entry, form, notebook)
    trend = _trend_in(entry, form, notebook)
    if color is not None and not entry["component"]:
        says = "rates an element as a whole, whose rating is the average of its components"
        hint = "Name a component, or clear the cell; a trend and notes may stay."
        notebook.problem("rating-of-element", says, entry.line, form.columns["rating"], entry["rating"], hint)
    element, component = (
        spelled.setdefault((name, make_key(entry[name])), entry[name]) for name in ("element", "component")
    )
    return Rating(element, component, quarter, color, trend, entry["notes"], entry["about"], entry.line)


def _quarter(entry: Entry, form: Form, notebook: Notebook) -> Quarter | None:
    """Return the quarter of a row. A row that only names a component does not need one."""
    column, text = form.columns["quarter"], entry["quarter"]
    if not text:
        if entry["rating"] or entry["trend"] or entry["notes"]:
            hint = "Write it as 2026-Q3 or Q3 2026."
            notebook.problem("quarter-missing", "the row names no quarter", entry.line, column, hint=hint)
        return None
    try:
        return read_quarter(text)
    except ValueError as error:
        notebook.problem("quarter-unknown", "is not a quarter", entry.line, column, text, str(error))
        return None


def _color_in(entry: Entry, form: Form, notebook: Notebook) -> Color | None:
    """Return the color of a row's rating; None if the cell is blank, and None with a problem if it is not a color."""
    color, hint = _word(entry, "rating", Color, {**PLAIN_COLORS, **OTHER_COLORS}, form, notebook)
    if hint is not None:
        column = form.columns["rating"]
        notebook.problem("rating-unknown", "is not a rating", entry.line, column, entry["rating"], hint or COLOR_HINT)
    return color


def _trend_in(entry: Entry, form: Form, notebook: Notebook) -> Trend | None:
    """Return the trend of a row; None if the cell is blank, and None with a problem if it is not a trend."""
    trend, hint = _word(entry, "trend", Trend, OTHER_TRENDS, form, notebook)
    if hint is not None:
        column = form.columns["trend"]
        notebook.problem("trend-unknown", "is not a trend", entry.line, column, entry["trend"], hint or TREND_HINT)
    return trend


def _word(
    entry: Entry, name: str, words: type[Word], others: Mapping[str, Word], form: Form, notebook: Notebook
) -> tuple[Word | None, str | None]:
    """Return the member of `words` that a cell means, or a hint, which may be "", if it means none.

    `others` has other spellings. Those that are not in `PLAIN_COLORS` get a note.
    """
    text = entry[name]
    said = fold(text.replace("\ufe0f", ""))
    if not text:
        return None, None
    if said in set(words):
        return words(said), None
    if said in others:
        if said not in PLAIN_COLORS:
            notebook.remark("rating-read-as", f"is read as {others[said]}", entry.line, form.columns[name], text)
        return others[said], None
    if said == "g":
        return None, 'Is it "green" or "grey"?'
    near = nearest(text, words)
    return None, f"Did you mean {quoted(near)}?" if near else ""


def _look_for_twins(rows: list[Rating], form: Form, notebook: Notebook) -> None:
    """Add a problem for every row about the same component and quarter as an earlier row."""
    first: dict[tuple[str, str, Quarter], int] = {}
    for row in rows:
        if row.quarter is None:
            continue
        key = (make_key(row.element), make_key(row.component), row.quarter)
        line = first.setdefault(key, row.line)
        if line != row.line and row.element:
            what = "component" if row.component else "element"
            says = f"{quoted(row.component or row.element)} stands in {row.quarter} already, on line {line}"
            hint = "Keep one of the two rows."
            notebook.problem("rating-twice", says, row.line, form.columns[what], hint=hint)


def _note_lookalikes(rows: list[Rating], notebook: Notebook) -> None:
    """Note names that differ by one edit. If both mean the same, its history would be split."""
    for what in ("element", "component"):
        names = {make_key(getattr(row, what)): getattr(row, what) for row in rows}
        for one, other in one_edit_apart(names):
            text = (
                f"{notebook.file}: {what} {quoted(names[one])} and {quoted(names[other])} are told apart; "
                "if they are one, spell them alike."
            )
            notebook.note("spelling-alike", text)
