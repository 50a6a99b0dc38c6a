"""A form's headings: which column is meant by each, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seating.errors import InputError
from seating.forms.form import Field
from seating.profiles.columns import Column
from seating.profiles.notebook import Notebook
from seating.sources import Row, column_letter
from seating.wording import counted, listed, quoted, squashed

__all__ = ["columns_of", "explain_missing"]


def columns_of(row: Row, called: Mapping[str, Field], notebook: Notebook) -> Mapping[str, Column]:
    """Return the columns of a row of headings; raise `InputError` where two could be one."""
    columns: dict[str, Column] = {}
    unread = []
    for index, text in enumerate(map(str.strip, row.cells)):
        field = called.get(squashed(text))
        if field is None:
            unread += [quoted(text)] if text else []
            continue
        column = Column(field.name, text, column_letter(index), (index,), True)
        if field.name in columns:
            says = f"could be the column {quoted(field.name)}, and so could {columns[field.name].letter}"
            hint = "Keep one of them, and rename or take out the other."
            notebook.problem("heading-ambiguous", says, row.line, column, text, hint)
        columns.setdefault(field.name, column)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    if unread:
        what = counted(len(unread), "column").partition(" ")[2]
        verb = "is" if len(unread) == 1 else "are"
        notebook.note("column-unread", f"{notebook.file}: {what} {listed(unread)} {verb} not read.")
    return columns


def explain_missing(
    rows: Sequence[Row], fields: Sequence[Field], called: Mapping[str, Field], notebook: Notebook
) -> None:
    """Write down which headings are missing from the row that has most of them."""
    hint = f"Its first row is: {','.join(field.name for field in fields)}."

    def known(row: Row) -> set[str]:
        return {field.name for cell in row.cells if (field := called.get(squashed(cell)))}

    nearest = max(rows, key=lambda row: len(known(row)), default=None)
    needed = [field.name for field in fields if field.is_needed]
    if nearest is None or not known(nearest):
        shown = listed(quoted(name) for name in needed)
        notebook.problem("form-headings", f"no row of headings was found; it needs {shown}", hint=hint)
        return
    missing = [quoted(name) for name in needed if name not in known(nearest)]
    noun = "heading" if len(missing) == 1 else "headings"
    notebook.problem("form-headings", f"the {noun} {listed(missing)} cannot be found", nearest.line, hint=hint)
