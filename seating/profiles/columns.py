"""The columns that are known: their names, what they hold, and who may see them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CANONICAL", "PARTS", "PRIVATE", "RELATIONS", "SEVERAL", "SHOWABLE", "TABLE_COLUMNS", "Column"]

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
    "party",
)
"""Every column with a meaning of its own; all others are columns of the list's own."""

PARTS = ("total", "more", "adults", "children", "names")
"""What a column `party` may say: how many people the row is in all, how many come besides the one
named (a number or yes), how many of them are adults, how many are children, or their names."""

RELATIONS = ("with", "apart", "wishes", "avoids")
"""Columns that name other people."""

TABLE_COLUMNS = ("chose", "declined", "can_come", "pin")
"""Columns that name tables."""

SEVERAL = frozenset({"speaks_to", "assets", "languages", "needs", "party", *RELATIONS, *TABLE_COLUMNS})
"""Columns of which a list may have several that mean the same: their values are put together."""

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
    part : str
        Of a column `party`, which of `PARTS` it is; else "".
    evidence : str
        What the key rests on, in words that name no value: "the heading says RSVP".
    is_private : bool
        Whether a column of the list's own is for the convener alone, by what it holds.
    is_guess : bool
        Whether its cells had a say, since its heading alone does not say what it is.
    """

    key: str
    heading: str
    letter: str
    indices: tuple[int, ...]
    is_known: bool
    part: str = ""
    evidence: str = ""
    is_private: bool = False
    is_guess: bool = False
