"""The columns that are known: their names, what they hold, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CANONICAL", "PRIVATE", "RELATIONS", "SHOWABLE", "TABLE_COLUMNS", "Column"]

CANONICAL = (
    "name",
    "id",
    "organization",
    "sector",
    "representative_type",
    "interests",
    "speaks_to",
    "assets",
    "languages",
    "needs",
    "attending",
    "status",
    "duty",
    "with",
    "apart",
    "wishes",
    "avoids",
    "chose",
    "declined",
    "can_come",
    "pin",
    "email",
    "phone",
    "listed",
)
"""Every column with a meaning of its own; all others are columns of the list's own."""

RELATIONS = ("with", "apart", "wishes", "avoids")
"""Columns that name other people."""

TABLE_COLUMNS = ("chose", "declined", "can_come", "pin")
"""Columns that name tables."""

PRIVATE = frozenset({"needs", "email", "phone", "attending", "status", *RELATIONS, *TABLE_COLUMNS})
"""Columns that only conveners see, always."""

SHOWABLE = frozenset(
    {"name", "id", "organization", "sector", "representative_type", "speaks_to", "assets", "languages", "duty"}
)
"""Columns whose values may stand in notes that others see. Columns of the list's own are not among
them: a convening may declare any of them private."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    Attributes
    ----------
    key : str
        The canonical name, or the heading for a column of the list's own.
    heading : str
        As written, without outer space.
    letter : str
        Of the spreadsheet; "A and B" where two columns make one.
    indices : tuple of int
        Where its cells are, from 0; several are joined with a space.
    is_known : bool
        Whether the key is canonical.
    """

    key: str
    heading: str
    letter: str
    indices: tuple[int, ...]
    is_known: bool
