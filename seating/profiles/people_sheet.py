"""Find the sheet of a workbook that contains the people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.errors import InputError, Note, Problem
from seating.profiles.headings.layout import find_layout
from seating.profiles.notebook import Notebook
from seating.sources import Book, Sheet, Source
from seating.wording import counted, fold, listed, quoted

__all__ = ["people_sheet"]

CONVENING_SHEETS = frozenset({"tables", "requirements"})


@dataclass(frozen=True, slots=True)
class _Rated:
    """A sheet, the number of people it may contain, and whether a heading confirms that it contains people."""

    sheet: Sheet
    people: int
    is_named: bool


def people_sheet(
    book: Book,
    title: str | None,
    columns: Mapping[str, Sequence[str]],
    holds_tables: Callable[[Source, str], bool],
) -> Source:
    """Return the sheet of a workbook that contains the people, with a note that names the other sheets.

    Parameters
    ----------
    book : Book
    title : str or None
        The title of the sheet, if the convener names it.
    columns : mapping of str to sequence of str
        The meanings of headings that the convening states: headings by canonical column.
    holds_tables : function
        Whether a sheet lists tables and their seats.

    Raises
    ------
    UsageError
        If no sheet has that title.
    InputError
        If no sheet contains people, or several do.
    """
    if title is not None:
        return _noted(book, book.sheet(title))
    shown = [sheet for sheet in book.sheets if not sheet.is_hidden] or list(book.sheets)
    if len(book.sheets) == 1:
        return _filled(book.sheets[0].source)
    others = [sheet for sheet in shown if fold(sheet.title) not in CONVENING_SHEETS]
    mapped = [text for texts in columns.values() for text in texts]
    rated = [found for sheet in others if (found := _rated(sheet, mapped, holds_tables)).people]
    named = [one for one in rated if one.is_named]
    if len(named) > 1:
        _ask(book, named)
    chosen = named or rated
    if chosen:
        return _noted(book, max(chosen, key=lambda one: one.people).sheet)
    filled = [sheet for sheet in others if sheet.source.rows]
    if filled:
        return _noted(
            book, max(filled, key=lambda sheet: len(sheet.source.rows))
        )  # a cover sheet is shorter than a list
    says = (
        f"the workbook has no sheet of people, only {listed(quoted(sheet.title) for sheet in book.sheets) or 'charts'}"
    )
    hint = "Put the list on a sheet of its own, or name its sheet with --sheet."
    raise InputError([Problem("sheet-missing", says, book.file, hint=hint)])


def _rated(sheet: Sheet, mapped: Sequence[str], holds_tables: Callable[[Source, str], bool]) -> _Rated:
    source = sheet.source
    if len(source.rows) < 2 or holds_tables(source, sheet.title):
        return _Rated(sheet, 0, False)
    layout = find_layout(source, Notebook(source.file), mapped)
    if layout is None:
        return _Rated(sheet, 0, False)
    return _Rated(sheet, len(layout.body), layout.is_named)


def _ask(book: Book, named: Sequence[_Rated]) -> None:
    titles = listed(f"{quoted(one.sheet.title)} ({counted(one.people, 'row')})" for one in named)
    says = f"{len(named)} sheets hold people: {titles}"
    hint = f"Name the one that is meant: --sheet {quoted(named[-1].sheet.title)}."
    raise InputError([Problem("sheets-several", says, book.file, hint=hint)])


def _noted(book: Book, sheet: Sheet) -> Source:
    """Return the rows of a sheet, with a note that names the sheets that were not read."""
    source = _filled(sheet.source)
    others = [one.title for one in book.sheets if one is not sheet and fold(one.title) not in CONVENING_SHEETS]
    if not others:
        return source
    verb = "is" if len(others) == 1 else "are"
    titles = listed(map(quoted, others))
    says = f"{book.file}: people are read from the sheet {quoted(sheet.title)}; {titles} {verb} not read as people."
    return replace(source, notes=(Note("sheet-unread", says), *source.notes))


def _filled(source: Source) -> Source:
    """Return the source unchanged; raise InputError if it has no rows."""
    if not source.rows:
        what = f"the sheet {quoted(source.title)} is empty" if source.title else "the file is empty"
        raise InputError([Problem("file-empty", what, source.file, hint="Check that you exported the right one.")])
    return source
