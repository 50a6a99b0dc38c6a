"""What a list knows of its names: its given and family names, and whether a comma puts the family name first.

Each cell is decided by its own words and by what the list knows of them, so that one odd cell decides for no other.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

from seating.profiles.name_cells.cell import Comma
from seating.profiles.name_cells.slate import JOINS
from seating.profiles.names import NO_PERSON, OF_OFFICES, OFFICES, PARTICLES, TITLES, name_words
from seating.wording import fold

GIVEN = name_words("given")
"""Common given names; they help where nothing else on a list tells."""

PLAIN = re.compile(r"[^\W\d_][\w'’.\-\s]*")
"""Matches the letters of a name, with apostrophes, periods and hyphens."""

INITIALS = re.compile(r"(?:[^\W\d_]\.\s*)+")
"""Matches initials, with which no person is called on their own."""

FULL_NAMES = 3
"""Least number of full names without a comma beside which a single "Hill, Tom" has its last name first."""

LONGEST = 120
"""Maximum number of characters of a name; a longer text is a remark."""

MOST_GIVEN = 3
"""Maximum number of words of the given names after a comma."""


class Order(Enum):
    """What a name with a comma is: surely turned, surely as it is, or to be decided by the others of the column."""

    LAST_FIRST = "last first"
    AS_WRITTEN = "as written"
    LIKELY_LAST_FIRST = "likely last first"
    OPEN = "open"


def find_comma(text: str) -> Comma | None:
    """Return what is before and after the only comma of a name; None if its words cannot be a last and a given name.

    >>> find_comma("Smith, Ana & Ben"), find_comma("Kim, 4")
    (Comma(before='Smith', after='Ana & Ben'), None)
    """
    if text.count(",") != 1 or len(text) > LONGEST:
        return None
    before, after = (part.strip() for part in text.split(","))
    are_plain = PLAIN.fullmatch(before) and all(PLAIN.fullmatch(part) for part in JOINS.split(after))
    return Comma(before, after) if are_plain else None


@dataclass(frozen=True, slots=True, eq=False)
class ListedNames:
    """What the names of a list tell of each of them.

    Attributes
    ----------
    given, last : frozenset of str
        The folded given names of full names without a comma, and their last words.
    called : frozenset of str
        The folded first words of all names without a comma.
    elsewhere : frozenset of str
        Folded texts of other columns, such as organizations and places, which are no given names.
    plain, short, full : int
        The number of names without a comma, of those of one word, and of those of several words.
    turns : frozenset of Order
        The orders in which a name with a comma is turned.
    keeps_commas : bool
        Whether most names keep their comma, so that it separates no people.
    are_small : bool
        Whether the list writes all names in small letters.
    """

    given: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    plain: int = 0
    short: int = 0
    full: int = 0
    turns: frozenset[Order] = frozenset()
    keeps_commas: bool = False
    are_small: bool = False

    @property
    def has_full_names(self) -> bool:
        """Whether most names without a comma are full, and enough of them."""
        return self.full >= FULL_NAMES and self.full >= 0.8 * self.plain

    @property
    def has_short_names(self) -> bool:
        """Whether most of several names without a comma are one word."""
        return self.plain > 2 and self.full < 0.5 * self.plain

    def order(self, comma: Comma) -> Order:
        """Return the order of a name with a comma by its own words."""
        words = [word for word in comma.after.split() if fold(word).rstrip(".") not in TITLES]
        before = [word for word in comma.before.split() if fold(word) not in PARTICLES]
        is_family = len(before) == 1 or fold(comma.before.split()[0]) in PARTICLES
        if self._is_no_name(comma, words):
            return Order.AS_WRITTEN
        if all(map(INITIALS.fullmatch, words)):
            return Order.LAST_FIRST
        is_given, is_given_before = self.is_given(words[0]), self.is_given(before[0] if before else "")
        if is_family and is_given_before and fold(comma.before) not in self.last:
            if self.has_short_names or self.has_full_names:
                return Order.AS_WRITTEN  # "Ana, Ben"
            return Order.OPEN if self.plain else Order.LIKELY_LAST_FIRST
        if is_family:
            return Order.LAST_FIRST if is_given and not self.has_short_names else Order.LIKELY_LAST_FIRST
        if is_given_before:
            return Order.AS_WRITTEN
        return Order.LAST_FIRST if all(map(self.is_given, words)) else Order.OPEN

    def _is_no_name(self, comma: Comma, words: Collection[str]) -> bool:
        """Whether what follows the comma is a firm, an office or a place, or all is the name of one."""
        after = fold(comma.after)
        said = {fold(word).rstrip(".") for word in (*comma.before.split(), *words)}
        if not words or len(words) > MOST_GIVEN + after.count("&") or said & NO_PERSON or "of" in said:
            return True
        if {fold(word).rstrip(".") for word in words} <= OFFICES | OF_OFFICES:
            return True
        if any(word[0].islower() and fold(word) not in PARTICLES for word in words) and not comma.before.islower():
            return True
        return after in self.elsewhere and not any(map(self.is_given, words))

    def is_given(self, word: str) -> bool:
        """Whether a word is a given name, on this list or in general."""
        folded = fold(word).strip(".")
        return folded in self.given or folded in GIVEN or folded.split("-")[0] in GIVEN

    def turns_comma(self, comma: Comma) -> bool:
        """Whether the family name is before the comma."""
        return self.order(comma) in self.turns


NO_LIST = ListedNames()
"""What is known of a cell of no list."""
