"""Decide whether a text may be short for a longer one: initials, the beginnings of its words, or words without vowels.

This is only a guess, so such texts are offered for joining and never joined.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from seating.mentions.descriptions import are_alike, are_opposed, are_same, same_key
from seating.profiles.duplicates import is_within
from seating.wording import fold

SHORTEST = 3
"""Minimum number of letters of initials that stand alone, and of the beginning of a word."""

LONGEST = 12
"""Maximum number of words of a text that is compared."""

SMALL = """
    a an and at de del e el en for in la las los of on para the to y
"""
SMALL_WORDS = frozenset(SMALL.split())
"""Words that initials usually leave out."""

_WORD = re.compile(r"[^\W_]+")
_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=8192)
def _list_words(text: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    plain = re.sub(r"\b((?:[a-z]\.){2,})", lambda found: found[1].replace(".", ""), plain)
    return tuple(_WORD.findall(re.sub(r"['’]", "", plain)))


def is_short_for(short: str, long: str) -> bool:
    """Whether a text may be short for a longer one, all of whose words have to be there.

    >>> is_short_for("Highline CU", "Highline Credit Union"), is_short_for("H.C.U.", "Highline Credit Union")
    (True, True)
    >>> is_short_for("vet", "veterinarian"), is_short_for("Highline", "Highline Credit Union")
    (False, False)
    """
    wanted, words = _without_the(_list_words(short)), _without_the(_list_words(long))
    if not wanted or not 2 <= len(words) <= LONGEST or len(wanted) > len(words) or wanted[0][0] != words[0][0]:
        return False
    if sum(map(len, wanted)) >= sum(map(len, words)):
        return False
    if len(wanted) == 1:
        return len(wanted[0]) >= SHORTEST and wanted[0] in _list_initials(words)
    return any(same_key(one) == same_key(other) for one in wanted for other in words) and _covers(wanted, words)


def is_typed_like(one: str, other: str) -> bool:
    """Whether a name is another one with a typing error in one of its words.

    >>> is_typed_like("Highline Credt Union", "Highline Credit Union"), is_typed_like("Ward 5", "Ward 6")
    (True, False)
    """
    here, there = _list_words(one), _list_words(other)
    pairs = [(a, b) for a, b in zip(here, there, strict=False) if same_key(a) != same_key(b)]
    if len(here) != len(there) or len(pairs) != 1:
        return False
    (a, b) = pairs[0]
    return min(len(a), len(b)) > SHORTEST and (a + b).isalpha() and not are_opposed(a, b) and is_within(a, b, 2)


def nearly_names(text: str, name: str) -> bool:
    """Whether a text is short for another name or nearly spells it; the same name in other spelling does not count.

    >>> nearly_names("harbor police", "Harbour Police"), nearly_names("Harbour police", "Harbour Police")
    (True, False)
    """
    is_near = is_short_for(text, name) or are_alike(text, name) or is_typed_like(text, name)
    return is_near and not are_same(text, name)


def first_letter(text: str) -> str:
    """Return the first letter of a text, which is also that of its short forms; "" if it has no word."""
    words = _without_the(_list_words(text))
    return words[0][0] if words else ""


def _without_the(words: Sequence[str]) -> Sequence[str]:
    return words[1:] if words[:1] == ("the",) else words


def _list_initials(words: Sequence[str]) -> set[str]:
    """Return the initials of words, with and without small words."""
    every = "".join(word[0] for word in words)
    return {every, "".join(word[0] for word in words if word not in SMALL_WORDS)}


def _covers(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words stand, in order, for all of the longer ones."""
    if not wanted:
        return all(word in SMALL_WORDS for word in words)
    if not words:
        return False
    first, rest = wanted[0], wanted[1:]
    if words[0] in SMALL_WORDS and first != words[0] and _covers(wanted, words[1:]):
        return True
    if _is_word_for(first, words[0]) and _covers(rest, words[1:]):
        return True
    return len(first) > 1 and any(
        first in _list_initials(words[:number]) and _covers(rest, words[number:]) for number in range(2, len(words) + 1)
    )


def _is_word_for(short: str, word: str) -> bool:
    """Whether a word is the same, the beginning of another one, or that one without its vowels and some letters."""
    if same_key(short) == same_key(word):
        return True
    if not SHORTEST <= len(short) < len(word) - 1 or short[0] != word[0]:
        return False
    if word.startswith(short.rstrip("s")):
        return True
    letters = iter(word)
    return _VOWELS.isdisjoint(short[1:]) and all(letter in letters for letter in short)
