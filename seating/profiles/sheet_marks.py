"""What a sheet shows of its cells beside texts: merged, hidden and struck-through cells, unsaved formulas."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from seating.profiles.cells.replies import people_in
from seating.profiles.columns import Column
from seating.profiles.headings.recognition import Headings
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.rows import Draft
from seating.sources import Row, Source
from seating.wording import name_column, said, said_count, said_first, said_joined

OF_ONE_PERSON = frozenset({"name", "id", "email", "phone"})
"""Columns whose text belongs to one person, so that it is not repeated over merged cells."""

SHOWN = 5


def fill_merged(headings: Headings, source: Source, notebook: Notebook) -> Headings:
    """Return the headings with the text of cells that are merged downward on each of their rows, and add a note.

    Names, ids and addresses are not repeated, and neither are parties: their people would be counted for each row.
    """
    of_one = {index for column in headings.columns if column.key in OF_ONE_PERSON for index in column.indices}
    columns = {index: column for column in headings.columns for index in column.indices if index not in of_one}
    lines = [row.line for row in headings.body]
    body = list(headings.body)
    filled: dict[Column, list[int]] = {}
    parties: dict[Column, list[int]] = {}
    if lines == sorted(set(lines)):  # tables side by side share lines
        for first, last, index in source.merged_down:
            rows = range(bisect_left(lines, first), bisect_right(lines, last))
            if index not in columns or len(rows) < 2:
                continue
            column, text = columns[index], body[rows[0]].cell(index)
            if column.is_known and (column.key == "party" or (column.key == "attending" and people_in(text))):
                parties.setdefault(column, []).extend([lines[rows[0]]] if text else [])
            else:
                filled.setdefault(column, []).extend(_fill(body, rows, index))
    _note_merged(filled, parties, notebook)
    return replace(headings, body=tuple(body)) if any(filled.values()) else headings


def _note_merged(
    filled: Mapping[Column, Sequence[int]], parties: Mapping[Column, Sequence[int]], notebook: Notebook
) -> None:
    """Add notes on columns with merged cells: the lines that are filled, and those of parties, which are not."""
    for column, found in filled.items():
        if found:
            text = said_count(
                "%(file)s: in column %(column)s, cells are merged vertically. Their text is also used for "
                "%(number)s more row (%(lines)s).",
                "%(file)s: in column %(column)s, cells are merged vertically. Their text is also used for "
                "%(number)s more rows (%(lines)s).",
                len(found),
                file=notebook.file,
                column=name_column(column.heading, column.letter),
                lines=lines_in_words(sorted(found)),
            )
            notebook.note("cells-merged", text, column=column.key)
    for column, found in parties.items():
        if found:
            text = said(
                "%(file)s: in column %(column)s, cells are merged vertically. A party is read only in the "
                "first of these rows (%(lines)s). Check how many people it stands for.",
                file=notebook.file,
                column=name_column(column.heading, column.letter),
                lines=lines_in_words(sorted(found)),
            )
            notebook.note("cells-merged", text, column=column.key)


def _fill(body: list[Row], rows: Sequence[int], index: int) -> Iterable[int]:
    """Write the text of the first row into the blank cells of the others; yield the lines of these."""
    text = body[rows[0]].cell(index)
    for number in rows[1:] if text else ():
        if not body[number].cell(index):
            body[number] = body[number].with_cell(index, text)
            yield body[number].line


def note_marked(drafts: Sequence[Draft], headings: Headings, source: Source, notebook: Notebook) -> None:
    """Add notes on what is hidden or struck through, and is read like everything else, which may not be meant.

    They name hidden columns with a cell, and the people of marked rows who get seats.
    """
    unseen = [column for column in headings.columns if _is_hidden(column, headings, source)]
    if unseen:
        text = said_count(
            "%(file)s: %(number)s column is hidden in the sheet: %(columns)s. It is read like the others. If it "
            "should not be, delete it from a copy of the list.",
            "%(file)s: %(number)s columns are hidden in the sheet: %(columns)s. They are read like the others. If they "
            "should not be, delete them from a copy of the list.",
            len(unseen),
            file=notebook.file,
            columns=said_first([name_column(one.heading, one.letter) for one in unseen], SHOWN),
        )
        shared = said_count(
            "%(file)s: %(number)s column is hidden in the sheet.",
            "%(file)s: %(number)s columns are hidden in the sheet.",
            len(unseen),
            file=notebook.file,
        )
        notebook.note("columns-hidden", text, shared)
    name = headings.column("name")
    named = () if name is None else name.indices
    coming = [draft for draft in drafts if _comes(draft)]
    hidden = [draft.text("name") for draft in coming if draft.line in source.hidden]
    struck = [draft.text("name") for draft in coming if any((draft.line, index) in source.struck for index in named)]
    advice = said("To leave people out, delete their rows, or write no for them in an “attending” column.")
    if hidden:
        text = said_count(
            "%(file)s: %(number)s row is hidden in the sheet, but gets a seat like the others: %(people)s.",
            "%(file)s: %(number)s rows are hidden in the sheet, but get seats like the others: %(people)s.",
            len(hidden),
            file=notebook.file,
            people=said_first(hidden, SHOWN),
        )
        notebook.note("rows-hidden", said_joined([text, advice], " "))
    if struck:
        text = said_count(
            "%(file)s: %(number)s name is struck through in the sheet, but gets a seat like the others: %(people)s.",
            "%(file)s: %(number)s names are struck through in the sheet, but get seats like the others: %(people)s.",
            len(struck),
            file=notebook.file,
            people=said_first(struck, SHOWN),
        )
        notebook.note("rows-hidden", said_joined([text, advice], " "))


def _is_hidden(column: Column, headings: Headings, source: Source) -> bool:
    """Whether a sheet does not show a column that has a cell."""
    hidden = source.hidden_columns.intersection(column.indices)
    return bool(hidden) and any(row.cell(index) for row in headings.body for index in hidden)


def _comes(draft: Draft) -> bool:
    attending, status = draft.fields.get("attending"), draft.fields.get("status")
    return (attending is None or attending.chance > 0) and (status is None or status.is_seated)


def refuse_unsaved_names(headings: Headings, source: Source, notebook: Notebook) -> None:
    """Add a problem for each name that is a formula without a saved value: it is not known who the person is.

    In a list without names, the ids are the names.
    """
    name = headings.column("name") or headings.column("id")
    if name is None:
        return
    hint = said("Open the workbook in a spreadsheet program and save it there, or write the name itself.")
    for row in source.rows if source.unsaved else ():
        formulas = [row.cell(index) for index in name.indices if (row.line, index) in source.unsaved]
        if formulas and row.line > headings.line:
            says = said("is a formula without a saved value, so the name is not known")
            notebook.problem("formula-unsaved", says, row.line, name, formulas[0], hint)
