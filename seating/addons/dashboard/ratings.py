"""Ratings: the color and the trend that someone gave a component in a quarter, and how files of them are read.

A rating was agreed by the team or given by one rater alone. What a rater wrote is never an error: a cell that is not
understood gets a note and counts as blank, and a row that belongs to no element, quarter, rater or site gets a note and
rates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from seating.errors import InputError, Note
from seating.forms.entries import Entry, Form, form_fields, form_meanings, read_form
from seating.near_words import ask_near
from seating.profiles.duplicates import one_edit_apart
from seating.profiles.notebook import Notebook
from seating.profiles.rows import PLACEHOLDERS
from seating.sources import Source
from seating.wording import fold, listed, message, quoted, said, squashed

WRITTEN = (
    re.compile(r"(?P<year>[0-9]{4})[\s./_-]*Q[\s-]*(?P<number>[1-4])"),
    re.compile(r"Q[\s-]*(?P<number>[1-4])[\s./_,-]*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<number>[1-4])[\s-]*Q[\s./_,-]*(?P<year>[0-9]{4})"),
    re.compile(r"(?P<number>[1-4])(?:st|nd|rd|th)\s+quarter(?:\s+of)?,?\s+(?P<year>[0-9]{4})"),
)

DATE = re.compile(r"(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])(?:-[0-9]{2})?(?:[T ].*)?")

SHORT_YEAR = re.compile(r"Q[\s-]*(?P<number>[1-4])[\s./_,'’-]*(?P<year>[0-9]{2})", re.IGNORECASE)

FIELDS = form_fields(
    "ratings",
    ("element", "component", "quarter", "rating", "trend", "notes", "about", "rater", "group", "site"),
    needed=("element", "component", "quarter", "rating"),
)

AGREED = "agreed"
"""The cell of the column `rater` in a row that the team agreed on."""

COLOR_HINT = message("Write “red”, “yellow”, “green” or “gray”, or leave the cell blank for no rating.")

TREND_HINT = message("Write “up”, “steady” or “down”, or leave the cell blank.")

RATER_HINT = message(
    "Write a name, initials or a number for each rater. Write “agreed” for the rating that the team agreed on."
)

QUARTER_HINT = message("Write the quarter as 2026-Q3 or Q3 2026.")

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
        When the text is not a quarter. The message explains how to write one.
    """
    for written in WRITTEN:
        found = re.fullmatch(written.pattern, text.strip(), re.IGNORECASE)
        if found:
            return Quarter(int(found["year"]), int(found["number"]))
    if found := DATE.fullmatch(text.strip()):
        quarter = Quarter.of(date(int(found["year"]), int(found["month"]), 1))
        raise ValueError(
            said("This is a month or a day, not a quarter. It falls in %(quarter)s.", quarter=f"{quarter}")
        )
    if found := SHORT_YEAR.fullmatch(text.strip()):
        full = f"20{found['year']}-Q{found['number']}"
        raise ValueError(said("Write the year in full: %(quarter)s.", quarter=full))
    raise ValueError(said(QUARTER_HINT))


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
        None if the cell is blank, because no one has rated the component yet.
    trend : Trend or None
        None if the cell is blank.
    notes, about : str
        Notes on the quarter, and a description of the component.
    line : int
        The line of the row in the file.
    rater, group : str
        Who gave the rating alone, and that person's group; "" for a rating that the team agreed on.
    site : str
        The site that is rated; "" if the files name no sites, or if the row describes a component of all of them.
    """

    element: str
    component: str
    quarter: Quarter | None
    color: Color | None
    trend: Trend | None
    notes: str
    about: str
    line: int
    rater: str = ""
    group: str = ""
    site: str = ""

    @property
    def is_alone(self) -> bool:
        """Whether one rater gave this rating alone."""
        return bool(self.rater)

    @property
    def is_filled_in(self) -> bool:
        """Whether the row has more than what is to be rated."""
        return self.color is not None or self.trend is not None or bool(self.notes)


@dataclass(frozen=True, slots=True)
class RatingsFile:
    """A file of ratings: its name, its digest in hexadecimal, and the number of its rows."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Ratings:
    """The content of the files of ratings.

    Attributes
    ----------
    files : tuple of RatingsFile
    rows : tuple of Rating
        In the order of the files.
    notes : tuple of Note
        Notes on how the files were read.
    """

    files: tuple[RatingsFile, ...]
    rows: tuple[Rating, ...]
    notes: tuple[Note, ...] = ()

    @property
    def file(self) -> str:
        """The names of the files as a phrase."""
        return listed(one.file for one in self.files)

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters that the rows name, in chronological order."""
        return tuple(sorted({row.quarter for row in self.rows if row.quarter is not None}))

    @cached_property
    def sites(self) -> tuple[str, ...]:
        """The sites that the rows name, sorted by name; empty if they name none."""
        return tuple(sorted({row.site for row in self.rows if row.site}, key=make_key))

    def of_site(self, site: str) -> Ratings:
        """Return the ratings of one site, with the rows that describe components of all sites."""
        return replace(self, rows=tuple(row for row in self.rows if row.site in ("", site)))


def make_key(text: str) -> str:
    """Return the key by which names of elements and components are compared."""
    return fold(text)


PLAIN_COLORS = {"grey": Color.GRAY}
"""Other spellings that are accepted without a note."""

OTHER_COLORS = {word: Color(color) for word, color in form_meanings("ratings", "rating").items()}
OTHER_TRENDS = {word: Trend(trend) for word, trend in form_meanings("ratings", "trend").items()}
"""Other words and signs for colors and trends, which get a note."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One file while it is read. The rows are kept by line."""

    source: Source
    form: Form
    notebook: Notebook
    rows: dict[int, Rating]
    cells: Mapping[int, Entry]

    def doubt(self, slug: str, says: str, row: Rating, field: str, hint: str) -> None:
        """Record a note on one cell, or on the whole row if the file has no such column."""
        value = self.cells[row.line][field] or None
        self.notebook.doubt(slug, says, row.line, self.form.columns.get(field), value, hint)

    def leave_out(self, row: Rating) -> None:
        """Let a row rate nothing. It still names its component."""
        self.rows[row.line] = _without_rating(row)


def read_ratings(*sources: Source) -> Ratings:
    """Read the ratings in one or several files.

    The headings element, component, quarter and rating are required. The others are optional.

    Raises
    ------
    InputError
        When headings are missing, a file has no rows, or two files have different rows for the same rating.
    """
    spelled: dict[tuple[str, str], str] = {}
    sheets = []
    for source in sources:
        notebook = Notebook(source.file)
        form = read_form(source, FIELDS, notebook)
        read = (_rating(entry, form, spelled, notebook) for entry in form.entries)
        if not form.entries:
            notebook.problem("ratings-none", "has no rows below its headings", hint="Add a row for each component.")
        cells = {entry.line: entry for entry in form.entries}
        sheets.append(_Sheet(source, form, notebook, {row.line: row for row in read if row is not None}, cells))
    for look in (_look_for_raters, _look_for_groups, _look_for_sites, _look_for_twins):
        look(sheets)
    problems = [problem for sheet in sheets for problem in sheet.notebook.problems()]
    if problems:
        raise InputError(problems)
    _note_lookalikes(sheets)
    files = tuple(RatingsFile(sheet.source.file, sheet.source.sha256, len(sheet.cells)) for sheet in sheets)
    notes = tuple(note for sheet in sheets for note in (*sheet.source.notes, *sheet.notebook.notes()))
    return Ratings(files, tuple(row for _, row in _rows_of(sheets)), notes)


def _rating(entry: Entry, form: Form, spelled: dict[tuple[str, str], str], notebook: Notebook) -> Rating | None:
    """Return the rating of a row; None with a note if it names no element."""
    if not entry["element"]:
        hint = said("The row is left out. Name the element in every row.")
        says = said("the row names no element")
        notebook.doubt("element-missing", says, entry.line, form.columns["element"], hint=hint)
        return None
    color = _color_in(entry, form, notebook)
    trend = _trend_in(entry, form, notebook)
    if color is not None and not entry["component"]:
        says = said("rates a whole element, but an element’s rating is the average of its components")
        hint = said("This rating is left out. Name a component to have it counted.")
        notebook.doubt("rating-of-element", says, entry.line, form.columns["rating"], entry["rating"], hint)
        color = None
    element, component, rater, group, site = (
        spelled.setdefault((name, make_key(entry[name])), entry[name])
        for name in ("element", "component", "rater", "group", "site")
    )
    if make_key(rater) == AGREED:
        rater = ""
    quarter = _quarter(entry, form, notebook)
    row = Rating(
        element, component, quarter, color, trend, entry["notes"], entry["about"], entry.line, rater, group, site
    )
    return _without_rating(row) if quarter is None else row


def _without_rating(row: Rating) -> Rating:
    """Return a row that only names and describes a component."""
    return replace(row, quarter=None, color=None, trend=None, notes="", rater="", group="")


def _quarter(entry: Entry, form: Form, notebook: Notebook) -> Quarter | None:
    """Return the quarter of a row. A row that only names a component does not need one."""
    column, text = form.columns["quarter"], entry["quarter"]
    if not text:
        if entry["rating"] or entry["trend"] or entry["notes"]:
            says = said("the row names no quarter, so its rating is not counted")
            notebook.doubt("quarter-missing", says, entry.line, column, hint=said(QUARTER_HINT))
        return None
    try:
        return read_quarter(text)
    except ValueError as error:
        says = said("is not a quarter, so the rating in this row is not counted")
        notebook.doubt("quarter-unknown", says, entry.line, column, text, error.args[0])
        return None


def _color_in(entry: Entry, form: Form, notebook: Notebook) -> Color | None:
    """Return the color of a row's rating; None if the cell is blank, and None with a note if it is not a color."""
    color, hint = _word(entry, "rating", Color, {**PLAIN_COLORS, **OTHER_COLORS}, form, notebook)
    if hint is not None:
        says, column = said("is not a rating, so the cell counts as blank"), form.columns["rating"]
        notebook.doubt("rating-unknown", says, entry.line, column, entry["rating"], hint or said(COLOR_HINT))
    return color


def _trend_in(entry: Entry, form: Form, notebook: Notebook) -> Trend | None:
    """Return the trend of a row; None if the cell is blank, and None with a note if it is not a trend."""
    trend, hint = _word(entry, "trend", Trend, OTHER_TRENDS, form, notebook)
    if hint is not None:
        says, column = said("is not a trend, so the cell counts as blank"), form.columns["trend"]
        notebook.doubt("trend-unknown", says, entry.line, column, entry["trend"], hint or said(TREND_HINT))
    return trend


def _word(
    entry: Entry, name: str, words: type[Word], others: Mapping[str, Word], form: Form, notebook: Notebook
) -> tuple[Word | None, str | None]:
    """Return the member of `words` that a cell means, or a hint, which may be "", if it means none.

    `others` has other spellings. Those that are not in `PLAIN_COLORS` get a note.
    """
    text = entry[name]
    word = fold(text.replace("\ufe0f", ""))
    if not text:
        return None, None
    if word in set(words):
        return words(word), None
    if word in others:
        if word not in PLAIN_COLORS:
            notebook.remark("rating-read-as", f"is read as {others[word]}", entry.line, form.columns[name], text)
        return others[word], None
    if word == "g":
        return None, said('Is it "green" or "gray"?')
    return None, ask_near(text, words)


def _look_for_raters(sheets: Sequence[_Sheet]) -> None:
    """Leave out every row whose rater cannot be told apart from others, with a note.

    If no row of a file names a rater, the team agreed on all of its rows.
    """
    for sheet in sheets:
        written = {line: entry["rater"] for line, entry in sheet.cells.items()}
        is_named = any(written.values())
        for row in tuple(sheet.rows.values()):
            if make_key(written[row.line]) in PLACEHOLDERS:
                says = said("names no rater, so the rating in this row is not counted")
                sheet.doubt("rater-unknown", says, row, "rater", said(RATER_HINT))
                sheet.leave_out(row)
            elif is_named and not written[row.line] and row.is_filled_in:
                says = said("the row names no rater, but other rows do, so its rating is not counted")
                sheet.doubt("rater-missing", says, row, "rater", said(RATER_HINT))
                sheet.leave_out(row)


def _look_for_groups(sheets: Sequence[_Sheet]) -> None:
    """Let the group in a rater's first row of a quarter count, with a note on each other one."""
    first: dict[tuple[str, str, Quarter | None], tuple[str, str]] = {}
    for sheet, row in _rows_of(sheets):
        if row.group and not row.is_alone:
            says = said("is a rater’s group, but the row has no rater, so the cell counts as blank")
            sheet.doubt("rater-group", says, row, "group", said("Name the rater, or clear the cell with the group."))
            sheet.rows[row.line] = replace(row, group="")
        elif row.group:
            key = (make_key(row.site), make_key(row.rater), row.quarter)
            here = said("%(file)s, line %(line)s", file=sheet.source.file, line=row.line)
            group, place = first.setdefault(key, (row.group, here))
            if group != row.group:
                says = said(
                    "differs from the first group given for %(rater)s, %(group)s (%(place)s), which is the one "
                    "that counts",
                    rater=quoted(row.rater),
                    group=quoted(group),
                    place=place,
                )
                sheet.doubt("rater-group", says, row, "group", said("Write one group per rater per quarter."))
                sheet.rows[row.line] = replace(row, group=group)


def _look_for_sites(sheets: Sequence[_Sheet]) -> None:
    """Leave out every row of a quarter that names no site, if other rows name one, with a note."""
    if not any(row.site for _, row in _rows_of(sheets)):
        return
    for sheet, row in _rows_of(sheets):
        if row.quarter is not None and not row.site:
            says = said("the row names no site, but other rows do, so its rating is not counted")
            hint = said("In each row with a quarter, name its site. If the file has no `site` column, add one.")
            sheet.doubt("site-missing", says, row, "site", hint)
            sheet.leave_out(row)


def _look_for_twins(sheets: Sequence[_Sheet]) -> None:
    """Look for rows about the same as an earlier row: site, component, quarter and rater.

    In one file, the later row counts, or the one that is filled in; there is a note. Which of two files counts must be
    asked, so this is a problem.
    """
    kept: dict[tuple[object, ...], tuple[_Sheet, Rating]] = {}
    for sheet, row in _rows_of(sheets):
        if row.quarter is None:
            continue
        names = (row.site, row.element, row.component, row.rater)
        key = (row.quarter, *map(make_key, names))
        other, earlier = kept.setdefault(key, (sheet, row))
        if other is not sheet:
            _ask_which_file(sheet, row, other, earlier.line)
        elif earlier is not row:
            counts, loses = (row, earlier) if row.is_filled_in or not earlier.is_filled_in else (earlier, row)
            says = said(
                "%(component)s has two rows for %(quarter)s, on lines %(line)s and %(other)s. Only line "
                "%(counts)s counts",
                component=quoted(row.component or row.element),
                quarter=f"{row.quarter}",
                line=earlier.line,
                other=row.line,
                counts=counts.line,
            )
            column = sheet.form.columns["component" if row.component else "element"]
            sheet.notebook.doubt("rating-twice", says, row.line, column, hint=said("Keep one of the two rows."))
            sheet.leave_out(loses)
            kept[key] = sheet, counts


def _ask_which_file(sheet: _Sheet, row: Rating, other: _Sheet, line: int) -> None:
    """Add the problem that a row is about the same as one of another file."""
    what = "component" if row.component else "element"
    whose = f"a row by {quoted(row.rater)}" if row.rater else "a row"
    when = f"{row.quarter} at {quoted(row.site)}" if row.site else f"{row.quarter}"
    where = f"line {line} of {other.source.file}"
    says = f"{quoted(row.component or row.element)} already has {whose} for {when}, on {where}"
    hint = "Keep one of the two rows."
    if not row.rater:
        hint = "Keep one of the two rows, or say in a column rater or site whose ratings each file has."
    sheet.notebook.problem("rating-twice", says, row.line, sheet.form.columns[what], hint=hint)


def _rows_of(sheets: Sequence[_Sheet]) -> Iterator[tuple[_Sheet, Rating]]:
    for sheet in sheets:
        for row in tuple(sheet.rows.values()):
            yield sheet, row


def _note_lookalikes(sheets: Sequence[_Sheet]) -> None:
    """Note names that differ by one edit, or only by accents and punctuation. If both mean the same, they are split."""
    for what in ("element", "component", "rater", "site"):
        names = {make_key(name): (sheet, name) for sheet, row in _rows_of(sheets) if (name := getattr(row, what))}
        shapes: dict[str, str] = {}
        same = [(shapes.setdefault(squashed(name) or name, name), name) for name in sorted(names)]
        pairs = [*one_edit_apart(names), *((one, other) for one, other in same if one != other)]
        for one, other in sorted({(min(pair), max(pair)) for pair in pairs}):
            sheet, name = names[other]
            text = (
                f"{sheet.source.file}: {what} {quoted(names[one][1])} and {quoted(name)} count as different. "
                "If they mean the same, spell them the same way."
            )
            sheet.notebook.note("spelling-alike", text)
