"""Rows to drafts: every cell read, nothing yet known of other rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from seating.profiles.cells import Outcome, read_cell
from seating.profiles.columns import Column
from seating.profiles.headings import Headings
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.words import Status
from seating.sources import Row, column_letter
from seating.wording import counted, fold, listed, quoted

__all__ = ["Draft", "Replacements", "read_rows"]

Replacements = Mapping[str, Mapping[str, str]]
"""For a column, folded texts and what is read in their place: what a vocabulary calls them."""

PLACEHOLDERS = frozenset(
    {"tbd", "tba", "tbc", "tbn", "n/a", "?", "??", "???", "-", "--", "–", "xxx", "unknown", "anonymous"}
    | {"to be confirmed", "to be named", "to be decided", "to be announced", "vacant", "nobody", "none", "plus one"}
)


@dataclass(slots=True)
class Draft:
    """A person in the making: the fields of a `Person` found so far, and the line.

    `own` holds the columns of the list's own.
    """

    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a text field; "" when blank."""
        return str(self.fields.get(key) or "")


def read_rows(headings: Headings, notebook: Notebook, replacements: Replacements) -> tuple[list[Draft], _Counts]:
    """Return a draft for each row that holds something, and how often each text stands in each column."""
    reader = _RowReader(headings, notebook, replacements)
    drafts = [draft for row in headings.body if (draft := reader.read(row)) is not None]
    reader.note_short_rows()
    if not drafts and not notebook.has_problems:
        hint = "Below the headings stands one row for each person."
        notebook.problem("no-people", "there are headings but no people below them", headings.line, hint=hint)
    return drafts, reader.counts


_Counts = dict[str, Counter[str]]


class _RowReader:
    """Reads rows one by one; each text of a column is understood once."""

    def __init__(self, headings: Headings, notebook: Notebook, replacements: Replacements) -> None:
        self.headings = headings
        self.notebook = notebook
        self.replacements = replacements
        self.has_name = headings.column("name") is not None
        self.counts: _Counts = {column.key: Counter() for column in headings.columns}
        self._short: list[int] = []
        self._known: dict[str, dict[str, Outcome]] = {column.key: {} for column in headings.columns}
        self._indices = frozenset(index for column in headings.columns for index in column.indices)

    def read(self, row: Row) -> Draft | None:
        """Return the draft of a row; None when it is blank."""
        cells = row.cells
        if not "".join(cells).strip():
            return None
        draft = Draft(row.line)
        for column in self.headings.columns:
            index = column.indices[0]
            text = cells[index] if index < len(cells) else ""
            if len(column.indices) > 1:
                text = " ".join(cells[i].strip() for i in column.indices if i < len(cells) and cells[i].strip())
            if text and not text.isspace():
                self._take(draft, column, text)
        if len(cells) > self.headings.width:
            self._name_surplus(row)
        elif len(cells) < self.headings.width:
            self._short.append(row.line)
        self._judge_name(draft, row)
        return draft

    def _take(self, draft: Draft, column: Column, text: str) -> None:
        self.counts[column.key][text] += 1
        outcome = self._known[column.key].get(text)
        if outcome is None:
            replaced = self.replacements.get(column.key, {}).get(fold(text), text)
            outcome = self._known[column.key][text] = read_cell(column.key, replaced)
        for fault in outcome.faults:
            value = text if fault.value is None else fault.value
            self.notebook.problem(fault.slug, fault.says, draft.line, column, value, fault.hint)
        for remark in outcome.remarks:
            value = text if remark.value is None else remark.value
            self.notebook.remark(remark.slug, remark.says, draft.line, column, value.strip())
        if not column.is_known:
            if outcome.value:
                draft.own[column.key] = outcome.value
        elif outcome.value is not None:
            draft.fields["with_" if column.key == "with" else column.key] = outcome.value
        elif column.key in {"name", "id", "organization", "email"}:
            draft.fields[column.key] = text.strip()  # wrong, and said; other rows are still compared with it

    def _name_surplus(self, row: Row) -> None:
        for index in range(self.headings.width, len(row.cells)):
            if value := row.cells[index].strip():
                says = f"is a cell too many, in column {column_letter(index)}, which has no heading"
                hint = "Put a cell that holds the delimiter in quotes, or give the column a heading."
                self.notebook.problem("cell-surplus", says, row.line, value=value, hint=hint)

    def note_short_rows(self) -> None:
        """Say which rows ended early."""
        if self._short:
            text = (
                f"{self.notebook.file}: {counted(len(self._short), 'row has', 'rows have')} fewer cells than there are "
                f"headings ({lines_in_words(self._short)}); the missing cells are read as empty."
            )
            self.notebook.note("cells-missing", text)

    def _judge_name(self, draft: Draft, row: Row) -> None:
        name = draft.text("name")
        column = self.headings.column("name")
        if name:
            if fold(name) in PLACEHOLDERS:
                says = "looks like a placeholder; for a seat held for someone, leave it blank with status open"
                self.notebook.remark("name-placeholder", says, draft.line, column, name)
            return
        if not self.has_name:
            self._take_id_as_name(draft, row)
        elif draft.fields.get("status") is not Status.OPEN:
            self.notebook.problem("name-missing", f"there is no name; the row holds {_shown(row)}", draft.line, column)
        elif not (draft.text("organization") or draft.text("sector")):
            says = "the open seat does not say who is meant"
            hint = "Fill in organization or sector, or a name."
            self.notebook.problem("open-seat-unsaid", says, draft.line, column, hint=hint)

    def _take_id_as_name(self, draft: Draft, row: Row) -> None:
        if draft.text("id"):
            draft.fields["name"] = draft.text("id")
        else:
            says = f"there is neither id nor name; the row holds {_shown(row)}"
            self.notebook.problem("name-missing", says, draft.line, self.headings.column("id"))


def _shown(row: Row) -> str:
    def texts() -> Iterator[str]:
        for cell in row.cells:
            if cell.strip():
                yield quoted(cell.strip())

    shown = list(texts())
    return listed(shown if len(shown) <= 4 else [*shown[:3], f"{len(shown) - 3} more cells"])
