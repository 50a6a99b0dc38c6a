"""The one measure of which names are near a text."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from seating.mentions.descriptions import are_alike, is_narrower
from seating.mentions.short_forms import is_short_for, is_typed_like
from seating.profiles.names import NO_PERSON
from seating.wording import fold, singular

LEAST_SIMILAR = 0.75
"""The lowest share of equal characters at which two texts are near."""

MOST_NEAR = 3
"""Maximum number of names that are offered."""

TELLING = re.compile(r"[^\W\d_]{5,}")
"""A word that can tell a name from others; shorter ones, and words such as bank or union, do not."""


def are_near(one: str, other: str) -> bool:
    """Whether two descriptions may mean the same: alike, a part of each other, short for each other, or mistyped.

    >>> are_near("HCU", "Highline Credit Union"), are_near("Housing", "Affordable housing"), are_near("Talent", "Food")
    (True, True, False)
    """
    pairs = (one, other), (other, one)
    is_part = any(is_narrower(*pair) or is_short_for(*pair) for pair in pairs)
    return is_part or are_alike(one, other) or is_typed_like(one, other)


def list_near(text: str, names: Iterable[str], most: int = MOST_NEAR) -> tuple[str, ...]:
    """Return the names that are near a text, the nearest first.

    A name is near if it has the whole text among its words, or if most of its characters are the same. If there is no
    such name, those are near that share a word with the text which tells them from others.

    >>> list_near("South Mesa", ["South Mesa Makers", "Heights"]), list_near("Hieghts", ["Heights", "Old Town"])
    (('South Mesa Makers',), ('Heights',))

    Parameters
    ----------
    text : str
    names : iterable of str
    most : int
        The largest number of names that are returned.
    """
    by_fold: dict[str, str] = {}
    for name in names:
        by_fold.setdefault(fold(name), name)
    wanted = fold(text)
    containing = [name for key, name in by_fold.items() if f" {wanted} " in f" {key} "]
    similar = difflib.get_close_matches(wanted, by_fold, n=most, cutoff=LEAST_SIMILAR)
    found = dict.fromkeys([*(by_fold[key] for key in similar), *containing])
    if not found:
        told = _list_telling(wanted)
        found = dict.fromkeys(name for key, name in by_fold.items() if told & _list_telling(key))
    return tuple(found)[:most]


def _list_telling(text: str) -> frozenset[str]:
    words = map(singular, TELLING.findall(text))
    return frozenset(word for word in words if word not in NO_PERSON)
