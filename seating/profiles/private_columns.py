"""Decide which columns only the convener may see. No other module decides this.

A column is private for one of three reasons: its meaning is always private (`ALWAYS_PRIVATE`); its heading or its
cells show that others should not see it (`is_private_by_heading`, `tells_contact_details`); or the convening declares
it private (`private_columns`). `seating.result.readers` decides who sees which of the other columns.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from seating.profiles.columns import RELATIONS, TABLE_COLUMNS
from seating.profiles.headings.contents import Contents, is_address, is_email, is_phone
from seating.profiles.headings.heading_phrases import is_for_few
from seating.profiles.people import People

ALWAYS_PRIVATE = frozenset({"needs", "email", "phone", "attending", "status", *RELATIONS, *TABLE_COLUMNS})
"""Known columns that are private in every convening."""

SHOWABLE = frozenset(
    {"name", "id", "organization", "sector", "representative_type", "speaks_to", "assets", "languages", "duty"}
)
"""Known columns whose values may appear in notes that other people see.

Custom columns are not included because a convening may declare any of them private.
"""

PRIVATE_MEANINGS = frozenset({"needs", "private", "email", "phone"})
"""Meanings that make a custom column private, even if its cells do not fit the meaning."""


class _Asking(Protocol):
    """The attributes of a requirement that decide privacy."""

    @property
    def private(self) -> bool: ...

    @property
    def asks_columns(self) -> Collection[str]: ...


class _Power(Protocol):
    @property
    def over(self) -> Sequence[str]: ...

    @property
    def under(self) -> Sequence[str]: ...


class _Declaring(Protocol):
    """The attributes of a convening that decide privacy."""

    @property
    def private(self) -> Sequence[str]: ...

    @property
    def counts_only(self) -> Sequence[str]: ...

    @property
    def power(self) -> _Power: ...

    @property
    def requirements(self) -> Collection[_Asking]: ...


def is_private_by_heading(heading: str, meanings: Collection[str] = ()) -> bool:
    """Whether the heading of a column shows that others should not see its cells.

    Parameters
    ----------
    heading : str
    meanings : collection of str
        Possible meanings of the heading of a custom column.
    """
    return is_for_few(heading) or not PRIVATE_MEANINGS.isdisjoint(meanings)


def tells_contact_details(contents: Contents, *, is_own: bool) -> bool:
    """Whether the cells of a column contain addresses, e-mail addresses or telephone numbers.

    Parameters
    ----------
    contents : Contents
    is_own : bool
        Whether the heading marks a custom column; its numbers are then not taken for telephone numbers.
    """
    has_phones = contents.share(is_phone) >= 0.8 and not is_own
    return has_phones or contents.share(is_email) >= 0.5 or contents.share(is_address) >= 0.5


def relation_columns(requirements: Collection[_Asking]) -> frozenset[str]:
    """Return the columns that requirements use as relations between people."""
    named = (getattr(requirement, "relation", None) for requirement in requirements)
    return frozenset(column for column in named if isinstance(column, str))


def private_columns(convening: _Declaring, people: People) -> frozenset[str]:
    """Return all columns that only the convener may see, by canonical name.

    These are the columns that are always private, those that their headings or cells make private unless
    `counts_only:` names them, those named in `private:` or `power:`, and those that requirements use as relations.
    """
    named = frozenset(people.column(column) or column for column in convening.private)
    declared = frozenset((*convening.power.over, *convening.power.under))
    counted = frozenset(people.column(column) or column for column in convening.counts_only)
    by_contents = frozenset(column.key for column in people.columns if column.is_private) - counted
    return ALWAYS_PRIVATE | by_contents | named | declared | relation_columns(convening.requirements)


def hidden_columns(convening: _Declaring, people: People) -> frozenset[str]:
    """Return the columns whose cells others may not read: private ones, and those that are only counted."""
    return with_counted(private_columns(convening, people), convening.counts_only)


def with_counted(private: Collection[str], counts_only: Collection[str]) -> frozenset[str]:
    """Return the columns whose cells others may not read, where the private ones are known already.

    A result keeps the private columns of its round; the convening of a saved round does not have the relations.
    """
    return frozenset(private) | frozenset(counts_only)


def is_private(requirement: _Asking, columns: Collection[str]) -> bool:
    """Whether others may not see a requirement: it is marked private or uses one of the private `columns`."""
    return requirement.private or any(column in columns for column in requirement.asks_columns)
