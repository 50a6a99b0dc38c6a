"""Whose name a column has: that of the person who comes, or that of someone who books, pays or invites.

The words are in contents_words.toml.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from seating.profiles.headings.contents import words
from seating.profiles.headings.heading_phrases import plain


class PersonRole(IntEnum):
    """Whose data a column has, the best claim to be those of the person of the row first."""

    GUEST = 0
    """The person who comes: "Ticket Holder", "Attendee First Name", or "Name" alone."""

    UNKNOWN = 1

    BEHIND = 2
    """Someone who books, pays, invites or looks after the person: "Order Name", "Purchaser", "Mentor"."""


@lru_cache(maxsize=32_768)
def read_role(heading: str) -> PersonRole:
    """Return whose data a column has, by its heading. A word for a person counts before a word for a thing.

    >>> [read_role(text).name for text in ("Ticket Holder", "Ticket Buyer", "Order Name", "Last Name", "Pet Name")]
    ['GUEST', 'BEHIND', 'BEHIND', 'GUEST', 'UNKNOWN']
    """
    spoken = set(plain(heading).split())
    for kind in ("people", "things"):
        is_behind = bool(spoken & words(f"{kind} behind"))
        is_guest = bool(spoken & words(f"{kind} in front"))
        if is_behind and is_guest:
            return PersonRole.UNKNOWN
        if is_behind or is_guest:
            return PersonRole.BEHIND if is_behind else PersonRole.GUEST
    return PersonRole.GUEST if spoken <= words("plain names") else PersonRole.UNKNOWN


def are_of_different_people(guest: str, other: str) -> bool:
    """Whether the first heading is about the person who comes, and the second about someone behind the person."""
    return read_role(guest) is PersonRole.GUEST and read_role(other) is PersonRole.BEHIND
