"""Decide for each name with a comma whether the last name is first: "Hill, Tom", but not "Tom Hill, Acme".

Each cell is decided by its own words and by what the list knows of them, so that one odd cell decides for no other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from seating.profiles.cells.counts import BRACKETS
from seating.profiles.names import (
    AND,
    MORE,
    NO_PERSON,
    OF_OFFICES,
    OFFICES,
    PARTICLES,
    SUFFIX,
    TITLES,
    name_words,
)
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

REPEATED = 3
"""Number of cells from which the text after the comma is no given name, if it is the same and no known one."""


class Order(Enum):
    """What a name with a comma is: surely turned, surely as it is, or to be decided by the others of the column."""

    LAST_FIRST = "last first"
    AS_WRITTEN = "as written"
    LIKELY_LAST_FIRST = "likely last first"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class _Parts:
    """A name with one comma: what is before and after it, and the degree or remark at the end of the name."""

    before: str
    after: str
    rest: str

    @property
    def turned(self) -> str:
        return f"{self.after} {self.before}{self.rest}"


def order_names(texts: Iterable[str], elsewhere: Collection[str] = frozenset()) -> Mapping[str, str]:
    """Return the names of a column that have the last name first, each with the form in the usual order.

    Parameters
    ----------
    texts : iterable of str
        The names, each once.
    elsewhere : collection of str
        Folded texts of other columns, such as organizations and places, which are no given names.

    Examples
    --------
    >>> order_names(["Hill, Tom", "Ode, Ben, PhD", "Acme Corp, Inc."])
    {'Hill, Tom': 'Tom Hill', 'Ode, Ben, PhD': 'Ben Ode, PhD'}
    """
    texts = list(texts)
    plain = [text for text in texts if "," not in text]
    found = {text: parts for text in texts if "," in text and (parts := _parts(text))}
    if not found:
        return {}
    of_list = _Known(plain, found.values(), elsewhere)
    orders = {text: of_list.order(parts) for text, parts in found.items()}
    sure = list(orders.values())
    last_first, as_written = sure.count(Order.LAST_FIRST), sure.count(Order.AS_WRITTEN)
    likely = last_first + sure.count(Order.LIKELY_LAST_FIRST)
    accepted = {Order.LAST_FIRST}
    if of_list.has_full_names or (1 < likely >= len(plain) and likely > as_written):
        accepted.add(Order.LIKELY_LAST_FIRST)
    if last_first > as_written and last_first > len(plain):
        accepted.add(Order.OPEN)
    return {text: found[text].turned for text, order in orders.items() if order in accepted}


def _parts(text: str) -> _Parts | None:
    """Return the parts of a name with one comma; None if its words cannot be a last and a given name."""
    name, rest = text.strip(), ""
    if len(name) > LONGEST:
        return None
    if (found := BRACKETS.fullmatch(name)) and found["before"]:
        name, rest = found["before"].strip(), name[found.end("before") :]
    elif (found := MORE.fullmatch(name)) and (found["more"] or found["who"]):
        name, rest = found["name"].strip(), name[found.end("name") :]
    while found := SUFFIX.search(name):
        name, rest = name[: found.start()].strip(), name[found.start() :] + rest
    if name.count(",") != 1:
        return None
    before, after = (part.strip() for part in name.split(","))
    are_plain = PLAIN.fullmatch(before) and all(PLAIN.fullmatch(part) for part in AND.split(after))
    return _Parts(before, after, rest) if are_plain else None


class _Known:
    """What the names of a list tell of its given names and last names."""

    def __init__(self, plain: Collection[str], parts: Collection[_Parts], elsewhere: Collection[str]) -> None:
        full = [words for text in plain if len(words := text.split()) > 1]
        self.has_plain_names = bool(plain)
        self.has_full_names = len(full) >= FULL_NAMES and len(full) >= 0.8 * len(plain)
        self.has_short_names = len(plain) > 2 and len(full) < 0.5 * len(plain)
        self._given = {fold(words[0]) for words in full}
        self._last = {fold(words[-1]) for words in full}
        self._after = [fold(each.after) for each in parts]
        self._elsewhere = elsewhere

    def order(self, parts: _Parts) -> Order:
        """Return the order of a name by its own words."""
        words = [word for word in parts.after.split() if fold(word).rstrip(".") not in TITLES]
        before = [word for word in parts.before.split() if fold(word) not in PARTICLES]
        is_family = len(before) == 1 or fold(parts.before.split()[0]) in PARTICLES
        if self._is_no_name(parts, words):
            return Order.AS_WRITTEN
        if all(map(INITIALS.fullmatch, words)):
            return Order.LAST_FIRST
        is_given, is_given_before = self._is_given(words[0]), self._is_given(before[0] if before else "")
        if is_family and is_given_before and fold(parts.before) not in self._last:
            if self.has_short_names or self.has_full_names:
                return Order.AS_WRITTEN  # "Ana, Ben"
            return Order.OPEN if self.has_plain_names else Order.LIKELY_LAST_FIRST
        if is_family:
            return Order.LAST_FIRST if is_given and not self.has_short_names else Order.LIKELY_LAST_FIRST
        if is_given_before:
            return Order.AS_WRITTEN
        return Order.LAST_FIRST if all(map(self._is_given, words)) else Order.OPEN

    def _is_no_name(self, parts: _Parts, words: Collection[str]) -> bool:
        """Whether what follows the comma is a firm, an office or a place, or all is the name of one."""
        after = fold(parts.after)
        said = {fold(word).rstrip(".") for word in (*parts.before.split(), *words)}
        if not words or len(words) > MOST_GIVEN + after.count("&") or said & NO_PERSON or "of" in said:
            return True
        if {fold(word).rstrip(".") for word in words} <= OFFICES | OF_OFFICES:
            return True
        if any(word[0].islower() and fold(word) not in PARTICLES for word in words) and not parts.before.islower():
            return True
        is_known = any(map(self._is_given, words))
        return not is_known and (after in self._elsewhere or self._after.count(after) >= REPEATED)

    def _is_given(self, word: str) -> bool:
        folded = fold(word).strip(".")
        return folded in self._given or folded in GIVEN or folded.split("-")[0] in GIVEN
