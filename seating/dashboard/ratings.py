"""Ratings: the color and the trend that a person gave a component in a quarter, and how a file of them is read.

All errors in a file are reported together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from seating.errors import InputError, Note
from seating.forms import Entry, Field, Form, read_form
from seating.profiles.duplicates import one_edit_apart
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.wording import fold, nearest, quoted

__all__ = ["FIELDS", "Color", "Quarter", "Rating", "Ratings", "Trend", "make_key", "read_quarter", "read_ratings"]

WRITTEN = (
    re.compile(r"(?P<year>[0-9]{4})[\s./_-]*Q[\s-]*(?P<number>[1-4])"),
    re.compile(r"Q[\s-]*(?P<number>[1-4])[\s./_,-]*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<number>[1-4])[\s-]*Q[\s./_,-]*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<number>[1-4])(?:st|nd|rd|th)\s+quarter(?:\s+of)?,?\s+(?P<year>[0-9]{4})"),
)

DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?:-[0-9]{2})?(?:[T ].*)?")

SHORT_YEAR = re.compile(r"Q[\s-]*(?P<number>[1-4])[\s./_,'’-]*(?P<year>[0-9]{2})", re.IGNORECASE)

FIELDS = (
    Field("element", ("area", "pillar"), is_needed=True),
    Field("component", ("part", "criterion"), is_needed=True),
    Field("quarter", ("period",), is_needed=True),
    Field("rating", ("color", "colour", "score", "status"), is_needed=True),
    Field("trend", ("arrow", "direction")),
    Field("notes", ("note", "comment", "comments", "remarks")),
    Field("about", ("what green means", "description", "meaning")),
)

COLOR_HINT = "Write red, yellow, green or gray, or leave the cell blank if nobody has rated it."

TREND_HINT = "Write up, steady or down, or leave the cell blank."

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a year. Quarters are ordered chronologically; `number` is 1 to 4."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    def __sub__(self, other: Quarter) -> int:
        """Return the number of quarters from `other` to this one."""
        return 4 * (self.year - other.year) + self.number - other.number

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter that contains a day."""
        return cls(day.year, (day.month + 2) // 3)

    def before(self, quarters: int) -> Quarter:
        """Return the quarter that is this many quarters earlier."""
        year, rest = divmod(4 * self.year + self.number - 1 - quarters, 4)
        return Quarter(year, rest + 1)


def read_quarter(text: str) -> Quarter:
    """Read `2026-Q3`, `Q3 2026`, `3Q2026` and similar forms.

    >>> str(read_quarter("Q3 2026"))
    '2026-Q3'

    Raises
    ------
    ValueError
        When the text is not a quarter. The message says how to write one.
    """
    for written in WRITTEN:
        found = re.fullmatch(written.pattern, text.strip(), re.IGNORECASE)
        if found:
            return Quarter(int(found["year"]), int(found["number"]))
    if found := DATE.fullmatch(text.strip()):
        quarter = Quarter.of(date(int(found["year"]), int(found["month"]), 1))
        raise ValueError(f"This is a month or a day, not a quarter. It is in {quarter}.")
    if found := SHORT_YEAR.fullmatch(text.strip()):
        raise ValueError(f"Write the year in full: 20{found['year']}-Q{found['number']}.")
    raise ValueError("Write it as 2026-Q3 or Q3 2026.")


class Color(StrEnum):
    """The state of the work; gray if too little is known."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    GRAY = "gray"

    @property
    def score(self) -> int | None:
        """1 for red, 2 for yellow, 3 for green; None for gray."""
        return {Color.RED: 1, Color.YELLOW: 2, Color.GREEN: 3}.get(self)


class Trend(StrEnum):
    """The direction in which the state of the work changes."""

    UP = "up"
    STEADY = "steady"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rating:
    """One row of a file: a component in a quarter.

    Attributes
    ----------
    element, component : str
        As first written. `component` is blank if the row is about the element as a whole.
    quarter : Quarter or None
        None if the row only names a component.
    color : Color or None
        None if the cell is blank, because nobody has rated the component yet.
    trend : Trend or None
        None if the cell is blank.
    notes, about : str
        Notes on the quarter, and a description of the component.
    line : int
        The line of the row in the file.
    """

    element: str
    component: str
    quarter: Quarter | None
    color: Color | None
    trend: Trend | None
    notes: str
    about: str
    line: int


@dataclass(frozen=True, slots=True)
class Ratings:
    """The content of a file of ratings.

    Attributes
    ----------
    file, sha256 : str
        The file's name and its digest in hexadecimal.
    rows : tuple of Rating
        In the order of the file.
    notes : tuple of Note
        Notes on how the file was read.
    """

    file: str
    sha256: str
    rows: tuple[Rating, ...]
    notes: tuple[Note, ...] = ()

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the rows name, in chronological order."""
        return tuple(sorted({row.quarter for row in self.rows if row.quarter is not None}))


def make_key(text: str) -> str:
    """Return the key by which names of elements and components are compared."""
    return fold(text)


PLAIN_COLORS = {"grey": Color.GRAY}
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
        notebook.problem("ratings-none", "has no rows below its headings", hint="Add a row for each component.")
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
        says = "rates a whole element, but the rating of an element is the average of its components"
        hint = "Name a component, or clear the rating; a trend and notes may stay."
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
        return None, 'Is it "green" or "gray"?'
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
            says = f"{quoted(row.component or row.element)} already has a row for {row.quarter}, on line {line}"
            hint = "Keep one of the two rows."
            notebook.problem("rating-twice", says, row.line, form.columns[what], hint=hint)


def _note_lookalikes(rows: list[Rating], notebook: Notebook) -> None:
    """Note names that differ by one edit. If both mean the same thing, its history would be split."""
    for what in ("element", "component"):
        names = {make_key(getattr(row, what)): getattr(row, what) for row in rows}
        for one, other in one_edit_apart(names):
            text = (
                f"{notebook.file}: {what} {quoted(names[one])} and {quoted(names[other])} count as different. "
                "If they mean the same, spell them the same way."
            )
            notebook.note("spelling-alike", text)
