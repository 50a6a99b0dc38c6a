"""What was said at a table and written down: one statement, and all that a file holds."""

from __future__ import annotations

from dataclasses import dataclass

from seating.errors import Note

__all__ = ["Harvest", "Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a harvest sheet, typed back.

    Attributes
    ----------
    table : str
        The table's id.
    question : str
        The question in words; blank where the sheet named none.
    themes : tuple of str
        What it is about, as first spelled; () where nobody has named a theme yet.
    text : str
        The words; blank where only the theme was noted.
    voice : str
        Whose words they are, when the sheet says so.
    line : int
    """

    table: str
    question: str
    themes: tuple[str, ...]
    text: str
    voice: str
    line: int


@dataclass(frozen=True, slots=True)
class Harvest:
    """Everything the sheets of a meeting say, in the order of the file."""

    file: str
    sha256: str
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...] = ()
