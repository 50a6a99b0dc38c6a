"""Headings over a text or a number that people who belong together share: a booking, a household, an envelope."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from seating.profiles.headings.contents import words
from seating.profiles.headings.heading_phrases import plain

LARGEST_PARTY = 12
"""Maximum number of people who share a booking. A value that more people share is of something else."""


LONGEST_CODE = 2
"""Maximum number of letters of a code without a digit."""


@lru_cache(maxsize=32_768)
def is_about_bookings(heading: str) -> bool:
    """Whether a heading is about what people share who belong together, and about nothing else.

    >>> [is_about_bookings(text) for text in ("Booking", "Household ID", "family_id", "Age group", "Order total")]
    [True, True, True, False, False]
    """
    spoken = set(plain(heading).split())
    return bool(spoken & words("together")) and spoken <= words("together") | words("numbered") | words("fillers")


def are_of_parties(heading: str, values: Collection[str]) -> bool:
    """Whether values below a heading are those of parties: "Group" has kinds of people, too, which are words.

    >>> are_of_parties("Group", ["7", "8"]), are_of_parties("Group", ["choir", "school"])
    (True, False)
    """
    if not is_about_bookings(heading):
        return False
    is_clear = bool(set(plain(heading).split()) & (words("together") - words("kinds")))
    return is_clear or all(any(map(str.isdigit, value)) or len(value) <= LONGEST_CODE for value in values)
