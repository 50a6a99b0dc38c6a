"""Words of needs, meals and wishes about seats. The words are data: `need_words.toml`, in several languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from seating.profiles.headings.contents import is_need, words
from seating.word_files import read_words, split_words
from seating.wording import fold, knows_language, language_key, message, said_language, squashed

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

_MOST_WORDS = 6
"""Maximum number of words in the name of a language."""


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return read_words("seating.profiles", "need_words.toml")


@cache
def _pattern(part: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the words of one entry, for texts in small letters."""
    found = (rf"{re.escape(w[1:])}\b" if w[0] == "=" else re.escape(w) for w in split_words(_data()[part][name]))
    return re.compile(rf"\b(?:{'|'.join(found)})")


@lru_cache(maxsize=200_000)
def find_kind(text: str) -> str | None:
    """Return what a need is about: "food", "children", "interpreting" or "access"; None if it is no need.

    Examples
    --------
    >>> find_kind("gluten free"), find_kind("sin gluten"), find_kind("high chair"), find_kind("not next to Emil")
    ('food', 'food', 'children', None)
    """
    cut = text[:_LONGEST].lower()
    found = next((kind for kind in KINDS if _pattern("kinds", kind).search(cut)), None)
    return found or ("access" if is_need(cut) else None)


def find_kind_of_heading(heading: str) -> str | None:
    """Return what the needs in a column are about, as `find_kind` does; None if the column is about no needs.

    Examples
    --------
    >>> [find_kind_of_heading(heading) for heading in ("special_diet", "Chicken or fish?", "How they fish", "Supper")]
    ['food', 'food', None, 'food']
    """
    text = heading.replace("_", " ").lower()
    rest = _pattern("headings", "work").sub(" ", text)
    is_dish = _pattern("headings", "dish").search(text) or not any(map(str.isalpha, rest))
    return find_kind(text if is_dish else rest) or ("food" if _pattern("headings", "meal").search(text) else None)


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


@lru_cache(maxsize=200_000)
def states_need(text: str) -> bool:
    """Whether a text of the column of needs states one: it is no dash or "none", and no wish about a neighbor.

    Examples
    --------
    >>> [text for text in ("-", "none", "not next to Emil", "quiet corner") if states_need(text)]
    ['quiet corner']
    """
    wish = fold(text).startswith(fold_seat_phrases())
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
    named = _find_signed(text) or _split_interpreting(text, spoken)[1]  # a sign language alone asks for an interpreter
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


def _split_interpreting(text: str, spoken: Collection[str] = ()) -> tuple[bool, list[str]]:
    """Return whether a text has a word for interpreters, and what it names that is no usual word beside it.

    A usual word is kept in the name of a language, such as "language" in "American Sign Language".
    """
    about = split_words(_data()["interpreters"]["beside"])
    parts: list[list[str]] = [[]]
    is_asked = False
    for word in re.findall(r"[^\W\d_]+|[,/;&]", fold(text[:_LONGEST])):
        if _pattern("interpreters", "duty").match(word):
            is_asked = True
        elif word in split_words(_data()["interpreters"]["between"]) or not word[0].isalpha():
            parts.append([])
        else:
            parts[-1].append(word)
    return is_asked, [name for part in parts for name in _list_names(part, about, spoken)]


def _list_names(part: Sequence[str], about: Collection[str], spoken: Collection[str]) -> Iterator[str]:
    """Yield the longest run of words that is the name of a language, and what is left without the usual words."""
    for length in range(min(len(part), _MOST_WORDS), 1, -1):
        for start in range(len(part) - length + 1):
            name = " ".join(part[start : start + length])
            if knows_language(name) or language_key(name) in spoken:
                yield name
                yield from _list_names(part[:start], about, spoken)
                yield from _list_names(part[start + length :], about, spoken)
                return
    if left := [word for word in part if word not in about]:
        yield " ".join(left)


def is_signed(text: str) -> bool:
    """Whether a need asks for a sign language without its name.

    Examples
    --------
    >>> is_signed("sign language interpreter"), is_signed("ASL interpreter"), is_signed("British Sign Language")
    (True, False, False)
    """
    return _split_signed(text) == []


def _find_signed(text: str) -> list[str]:
    """Return the sign languages that a need names beside the words for any, as in "sign language (ASL)"."""
    found = _split_signed(text) or []
    return found if all(_split_signed(said_language(name)) is not None for name in found) else []


def _split_signed(text: str) -> list[str] | None:
    """Return what a text names beside the words for any sign language; None if it has no such words."""
    left, number = _words_for_signed().subn(" ", text[:_LONGEST])
    return _split_interpreting(left)[1] if number else None


@cache
def _words_for_signed() -> re.Pattern[str]:
    """Return a pattern of the words for any sign language, up to their ends."""
    return re.compile(rf"(?:{_pattern('interpreters', 'signed').pattern})\w*", re.IGNORECASE)


def is_food(text: str) -> bool:
    """Whether a text is about food."""
    return find_kind(text) == "food"


def is_nothing(text: str) -> bool:
    """Whether a text means that there is nothing to write: a dash, or "none" in some language."""
    return not any(c.isalnum() for c in text) or fold(text) in _words_for_nothing()


@cache
def _words_for_nothing() -> frozenset[str]:
    return frozenset(map(fold, words("nothing")))


def is_about_table(heading: str) -> bool:
    """Whether a heading is the word for a table, alone or with a number or a question mark."""
    return squashed(heading) in {squashed(word) for word in split_words(_data()["seats"]["table"])}


@cache
def _seat_phrases() -> tuple[tuple[str, str], ...]:
    return tuple((kind, phrase) for kind in ("apart", "together") for phrase in split_words(_data()["seats"][kind]))


def list_seat_phrases() -> Iterator[tuple[str, str]]:
    """Yield the words before the name of a neighbor who is not wanted ("apart") or wanted ("together")."""
    yield from _seat_phrases()


@cache
def fold_seat_phrases() -> tuple[str, ...]:
    """Return these words without their kinds, folded."""
    return tuple(fold(phrase) for _, phrase in _seat_phrases())
