"""Rows that are about the same thing, or nearly: two for one quarter, and names one slip apart."""

from __future__ import annotations

from seating.dashboard.quarter import Quarter
from seating.dashboard.rating import Rating, key_of
from seating.forms import Form
from seating.profiles.lookalikes import one_edit_apart
from seating.profiles.notebook import Notebook
from seating.wording import quoted

__all__ = ["look_for_twins", "note_lookalikes"]


def look_for_twins(rows: list[Rating], form: Form, notebook: Notebook) -> None:
    """Write down every row that says once more what an earlier row says: which one counts cannot be told."""
    first: dict[tuple[str, str, Quarter], int] = {}
    for row in rows:
        if row.quarter is None:
            continue
        key = (key_of(row.element), key_of(row.component), row.quarter)
        line = first.setdefault(key, row.line)
        if line != row.line and row.element:
            what = "component" if row.component else "element"
            says = f"{quoted(row.component or row.element)} stands in {row.quarter} already, on line {line}"
            hint = "Keep one of the two rows."
            notebook.problem("rating-twice", says, row.line, form.columns[what], hint=hint)


def note_lookalikes(rows: list[Rating], notebook: Notebook) -> None:
    """Note names one slip apart: they would break a history in two."""
    for what in ("element", "component"):
        names = {key_of(getattr(row, what)): getattr(row, what) for row in rows}
        for one, other in one_edit_apart(names):
            text = (
                f"{notebook.file}: {what} {quoted(names[one])} and {quoted(names[other])} are told apart; "
                "if they are one, spell them alike."
            )
            notebook.note("spelling-alike", text)
