"""Which columns only the convener may see, and which requirements follow from them."""

from __future__ import annotations

from collections.abc import Collection

from seating.convening.schema import Convening
from seating.profiles import PRIVATE, People
from seating.requirement import Requirement

__all__ = ["ALWAYS_PRIVATE", "is_private", "private_columns", "relation_columns"]

ALWAYS_PRIVATE = PRIVATE
"""Columns that are private in every convening."""


def relation_columns(requirements: Collection[Requirement]) -> frozenset[str]:
    """Return the columns that requirements use as relations between people."""
    named = (getattr(requirement, "relation", None) for requirement in requirements)
    return frozenset(column for column in named if isinstance(column, str))


def private_columns(convening: Convening, people: People) -> frozenset[str]:
    """Return every column that only the convener may see, by canonical name.

    Those that are always private, those of `private:`, and those used as relations or named in `power:`,
    as far as the list has them or they are always private.
    """
    named = frozenset(people.column(column) or column for column in convening.private)
    declared = frozenset((*convening.power.over, *convening.power.under))
    by_contents = frozenset(column.key for column in people.columns if column.is_private)
    return ALWAYS_PRIVATE | by_contents | named | declared | relation_columns(convening.requirements)


def is_private(requirement: Requirement, columns: Collection[str]) -> bool:
    """Whether a requirement may not be told to others: marked so, or made from a private column."""
    return requirement.private or any(column in columns for column in requirement.asks_columns)
