"""A file as a book of sheets: a workbook has several, any other list has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from seating.errors import UsageError
from seating.sources.source import Source
from seating.wording import fold, listed, nearest, quoted

__all__ = ["Book", "Sheet"]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, parsed when its rows are first asked for.

    Attributes
    ----------
    title : str
        As on its tab; a JSON list has the key that it stands under. Empty where the format has no sheets.
    is_hidden : bool
        Whether its program hides the tab.
    load : function
        Parses the sheet; called by `source`, once.
    """

    title: str
    is_hidden: bool = False
    load: Callable[[], Source] = field(kw_only=True, repr=False)

    @cached_property
    def source(self) -> Source:
        """The rows of the sheet, none where it is empty. Raises InputError when it cannot be read."""
        return self.load()


@dataclass(frozen=True)
class Book:
    """Everything a file holds, sheet by sheet.

    Opening a book checks its size and finds the titles. A sheet is parsed when its `source` is
    first asked for, so a sheet that nobody asks for costs nothing and stops nothing.

    Attributes
    ----------
    file : str
        The file's name, as messages show it.
    sha256 : str
        Of the bytes read, in hexadecimal.
    sheets : tuple of Sheet
        In the order of the tabs, hidden ones included; sheets that hold only a chart are left out.
        A delimited text has exactly one sheet, without a title.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]

    def sheet(self, title: str) -> Sheet:
        """Return the sheet with a title, compared without case and spaces around it.

        Raises
        ------
        UsageError
            When there is no such sheet. The error names the existing ones.
        """
        for is_same in (str.__eq__, _is_alike):
            for sheet in self.sheets:
                if is_same(sheet.title, title):
                    return sheet
        titles = [sheet.title for sheet in self.sheets if sheet.title]
        if not titles:
            raise UsageError(f"{self.file} has no sheets, so there is no sheet {quoted(title)}")
        near = nearest(title, titles)
        meant = f"; did you mean {quoted(near)}?" if near else ""
        raise UsageError(f"{self.file} has no sheet {quoted(title)}, only {listed(map(quoted, titles))}{meant}")


def _is_alike(one: str, other: str) -> bool:
    return fold(one) == fold(other)
