"""Words of needs, meals and wishes about seats. The words are data: `need_words.toml`, in several languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from seating.profiles.headings.contents import is_need, words
from seating.word_files import read_words, split_words
from seating.wording import fold, knows_language, language_key, message, squashed

KINDS = ("food", "children", "interpreting", "access")
"""What a need can be about, in the order in which a text is compared with the words of each."""

MEALS = (
    message("Vegetarian"),
    message("Vegan"),
    message("Gluten free"),
    message("Dairy free"),
    message("Halal"),
    message("Kosher"),
)
"""The names of the meals that have several spellings, as the file of words has them."""

_LONGEST = 200
"""Number of characters of a text that are compared with words."""


@cache
def _data() -> dict[str, dict[str, str]]:
    return read_words("seating.profiles", "need_words.toml")


@cache
def _pattern(part: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the words of one entry."""
    found = (
        rf"\b{re.escape(w[1:])}\b" if w[0] == "=" else rf"\b{re.escape(w)}" for w in split_words(_data()[part][name])
    )
    return re.compile("|".join(found), re.IGNORECASE)


@lru_cache(maxsize=200_000)
def find_kind(text: str) -> str | None:
    """Return what a need is about: "food", "children", "interpreting" or "access"; None if it is no need.

    Examples
    --------
    >>> find_kind("gluten free"), find_kind("sin gluten"), find_kind("high chair"), find_kind("not next to Emil")
    ('food', 'food', 'children', None)
    """
    cut = text[:_LONGEST]
    found = next((kind for kind in KINDS if _pattern("kinds", kind).search(cut)), None)
    return found or ("access" if is_need(cut) else None)


def find_meal(text: str) -> str:
    """Return the one name of a meal that has several spellings; "" if the text is no such meal or contains more.

    Examples
    --------
    >>> find_meal("veggie"), find_meal("GF"), find_meal("vegetarian, no nuts")
    ('Vegetarian', 'Gluten free', '')
    """
    wanted = fold(text)
    return next((meal for meal in _data()["meals"] if wanted in _spellings(meal)), "")


@cache
def _spellings(meal: str) -> frozenset[str]:
    return frozenset(fold(word.removeprefix("=")) for word in split_words(_data()["meals"][meal]))


def states_need(text: str) -> bool:
    """Whether a text of the column of needs states one: it is no dash or "none", and no wish about a neighbor.

    Examples
    --------
    >>> [text for text in ("-", "none", "not next to Emil", "quiet corner") if states_need(text)]
    ['quiet corner']
    """
    wish = any(fold(text).startswith(fold(phrase)) for _, phrase in list_seat_phrases())
    return not is_nothing(text) and (not wish or find_kind(text) is not None)


def find_interpreted(text: str, spoken: Collection[str] = ()) -> frozenset[str] | None:
    """Return the languages for which a need asks for an interpreter, as they are compared.

    Parameters
    ----------
    text : str
    spoken : collection of str
        The languages of the list as they are compared; they may have names that nothing else knows, such as ASL.

    Returns
    -------
    frozenset of str or None
        Empty if the text has anything but the word, usual words beside it, and languages, because it might then mean
        something else. None if the need is no interpreter.

    Examples
    --------
    >>> [sorted(find_interpreted(text)) for text in ("Vietnamese interpreter", "intérprete de español o portugués")]
    [['vi'], ['es', 'pt']]
    >>> find_interpreted("interpreter"), find_interpreted("not a Spanish interpreter"), find_interpreted("ramp")
    (frozenset(), frozenset(), None)
    """
    if find_kind(text) != "interpreting":
        return None
    _, named = _split_interpreting(text)  # the name of a sign language alone, such as ASL, asks for an interpreter too
    keys = frozenset(map(language_key, named))
    # two letters are seldom a language in a sentence: "no" is not Norwegian
    are_known = all(len(name) > 2 and (knows_language(name) or language_key(name) in spoken) for name in named)
    return keys if are_known else frozenset()


def leaves_language_open(text: str) -> bool:
    """Whether a need asks for an interpreter and has no further words that could name a language.

    Examples
    --------
    >>> leaves_language_open("needs an interpreter"), leaves_language_open("ASL interpreter")
    (True, False)
    """
    return find_kind(text) == "interpreting" and _split_interpreting(text) == (True, [])


def _split_interpreting(text: str) -> tuple[bool, list[str]]:
    """Return whether a text has a word for interpreters, and what it names that is no usual word beside it."""
    about = split_words(_data()["interpreters"]["beside"])
    parts: list[list[str]] = [[]]
    is_asked = False
    for word in re.findall(r"[^\W\d_]+|[,/;&]", fold(text[:_LONGEST])):
        if _pattern("interpreters", "duty").match(word):
            is_asked = True
        elif word in split_words(_data()["interpreters"]["between"]) or not word[0].isalpha():
            parts.append([])
        elif word not in about:
            parts[-1].append(word)
    return is_asked, [" ".join(part) for part in parts if part]


def is_signed(text: str) -> bool:
    """Whether a need asks for a sign language without its name.

    Examples
    --------
    >>> is_signed("sign language interpreter"), is_signed("ASL interpreter")
    (True, False)
    """
    return _pattern("interpreters", "signed").search(text[:_LONGEST]) is not None


def is_food(text: str) -> bool:
    """Whether a text is about food."""
    return find_kind(text) == "food"


def is_nothing(text: str) -> bool:
    """Whether a text means that there is nothing to write: a dash, or "none" in some language."""
    return not any(c.isalnum() for c in text) or fold(text) in {fold(word) for word in words("nothing")}


def is_about_table(heading: str) -> bool:
    """Whether a heading is the word for a table, alone or with a number or a question mark."""
    return squashed(heading) in {squashed(word) for word in split_words(_data()["seats"]["table"])}


@cache
def _seat_phrases() -> tuple[tuple[str, str], ...]:
    return tuple((kind, phrase) for kind in ("apart", "together") for phrase in split_words(_data()["seats"][kind]))


def list_seat_phrases() -> Iterator[tuple[str, str]]:
    """Yield the words before the name of a neighbor who is not wanted ("apart") or wanted ("together")."""
    yield from _seat_phrases()
