"""A file of ratings becomes ratings: every cell judged, everything wrong named at once."""

from __future__ import annotations

from seating.dashboard.quarter import Quarter, read_quarter
from seating.dashboard.rating import Rating, Ratings, key_of
from seating.dashboard.twins import look_for_twins, note_lookalikes
from seating.dashboard.words import colour_in, trend_in
from seating.errors import InputError
from seating.forms import Entry, Field, Form, read_form
from seating.profiles.notebook import Notebook
from seating.sources import Source

__all__ = ["FIELDS", "read_ratings"]

FIELDS = (
    Field("element", ("area", "pillar"), is_needed=True),
    Field("component", ("part", "criterion"), is_needed=True),
    Field("quarter", ("period",), is_needed=True),
    Field("rating", ("colour", "color", "score", "status"), is_needed=True),
    Field("trend", ("arrow", "direction")),
    Field("notes", ("note", "comment", "comments", "remarks")),
    Field("about", ("what green means", "description", "meaning")),
)


def read_ratings(source: Source) -> Ratings:
    """Read the ratings of a file.

    Its headings are element, component, quarter and rating; trend, notes and about where there are such.

    Raises
    ------
    InputError
        With every cell that is wrong, and every component rated twice in a quarter.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    spelled: dict[tuple[str, str], str] = {}
    rows = [_rating(entry, form, spelled, notebook) for entry in form.entries]
    if not form.entries:
        notebook.problem("ratings-none", "has no rows below its headings", hint="Write a row for each component.")
    look_for_twins(rows, form, notebook)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    note_lookalikes(rows, notebook)
    return Ratings(source.file, source.sha256, tuple(rows), (*source.notes, *notebook.notes()))


def _rating(entry: Entry, form: Form, spelled: dict[tuple[str, str], str], notebook: Notebook) -> Rating:
    if not entry["element"]:
        hint = "Name the element in every row."
        notebook.problem("element-missing", "the row names no element", entry.line, form.columns["element"], hint=hint)
    quarter = _quarter(entry, form, notebook)
    colour = colour_in(entry, form, notebook)
    trend = trend_in(entry, form, notebook)
    if colour is not None and not entry["component"]:
        says = "rates an element as a whole, whose rating is the average of its components"
        hint = "Name a component, or clear the cell; a trend and notes may stay."
        notebook.problem("rating-of-element", says, entry.line, form.columns["rating"], entry["rating"], hint)
    element, component = (
        spelled.setdefault((name, key_of(entry[name])), entry[name]) for name in ("element", "component")
    )
    return Rating(element, component, quarter, colour, trend, entry["notes"], entry["about"], entry.line)


def _quarter(entry: Entry, form: Form, notebook: Notebook) -> Quarter | None:
    """Return a row's quarter; a row that only names a component needs none."""
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
