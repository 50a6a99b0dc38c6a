"""What a convening states about reading the list, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from seating.profiles.corrections import Correction


@dataclass(frozen=True, slots=True)
class ListRules:
    """What a convening states about reading the list.

    Attributes
    ----------
    vocabulary : mapping of column to mapping of allowed value to its other names
    columns : mapping of canonical column to headings
    parties : bool or None
        Whether a row can stand for several people; None if the convening does not state it.
    corrections : tuple of Correction
    additions : tuple of mapping of str to str
        Rows that are read after those of the list.
    ids : mapping of str to str
        The ids of people, by name, instead of those that the list gives.
    used : frozenset of str
        All texts of the convening that could be the heading of a column.
    place : str
        Where a line goes that a message offers to copy: a key of `seating.errors.GOES_INTO`.
    """

    vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parties: bool | None = None
    corrections: tuple[Correction, ...] = ()
    additions: tuple[Mapping[str, str], ...] = ()
    ids: Mapping[str, str] = field(default_factory=dict)
    used: frozenset[str] = frozenset()
    place: str = "new"
