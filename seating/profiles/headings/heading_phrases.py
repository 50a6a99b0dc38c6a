"""Look up the words of headings: the phrases for each meaning, in several languages.

The phrases are listed in phrases.toml, with three strengths for each meaning. A `sure` phrase decides; a
`likely` one decides unless the cells contradict it; a `perhaps` one needs cells that fit. In a phrase, `…` stands for
any words in between, and `*` at the end of a word for any ending. A phrase after `=` must match the whole heading. If
a heading contains a word of `unless` or a phrase of `never`, no phrase of that meaning counts.

Phrases are compared with the plain form of a heading (`plain`): lower case, no accents and no punctuation. So
"Will you attend?", "willAttend" and "will_attend" match the same phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from seating.profiles.headings.contents import words
from seating.word_files import read_words, split_words

FOR_FEW = "for few"
"""The phrases about who may see a column; they do not determine its meaning."""

STRENGTHS = {"sure": 3, "likely": 2, "perhaps": 1}


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase found in a heading.

    Attributes
    ----------
    meaning : str
        The meaning that the phrase stands for.
    strength : int
        3 for a sure phrase, 2 for a likely one, 1 for a possible one.
    phrase : str
        As written in phrases.toml.
    """

    meaning: str
    strength: int
    phrase: str


CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
NUMBERED = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}\s*[.):]\s+", re.IGNORECASE)
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
"""Scripts in which words have no spaces between them or take joined endings; phrases match anywhere in a text."""

LONGEST = 400
"""Number of leading characters of a heading that are examined."""

WHOLE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ð": "d", "æ": "ae", "œ": "oe"})
"""Letters that have no accent to leave out."""

ARTICLES = frozenset({"the", "your", "my", "a", "an", "please", "le", "la", "el", "los", "les", "votre", "ihr", "su"})


def plain(heading: str) -> str:
    """Return a heading in the form of the phrases: lower case, separate words, no accents or punctuation.

    >>> plain("4. willAttend_theParty?"), plain("E-mail"), plain("¿Cuál es su nombre?")
    ('will attend the party', 'email', 'cual es su nombre')
    """
    text = NUMBERED.sub("", heading[:LONGEST]).replace("RSVP", "Rsvp")  # "RSVPed" is one word
    text = CAMEL.sub(" ", text).replace("+1", " plus one ").replace("+ 1", " plus one ").replace("#", " number ")
    text = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "").translate(WHOLE)
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        if unicodedata.combining(character):
            if letters and not ("\u0000" <= letters[-1] <= "\u024f" or "\u0370" <= letters[-1] <= "\u04ff"):
                letters.append(character)
        else:
            letters.append(character if character.isalnum() or unicodedata.category(character) in {"Mn", "Mc"} else " ")
    words = unicodedata.normalize("NFC", "".join(letters)).split()
    return " ".join(words).replace("e mail", "email")


def find_phrases(heading: str) -> tuple[Found, ...]:
    """Return, for each meaning, the strongest and then longest phrase in a heading."""
    return tuple(one for one in _found(heading) if one.meaning != FOR_FEW)


def is_for_few(heading: str) -> bool:
    """Whether a heading promises that only the organizers see the answers, as in "Only we see this"."""
    return any(one.meaning == FOR_FEW for one in _found(heading))


@lru_cache(maxsize=32_768)
def _found(heading: str) -> tuple[Found, ...]:
    text = plain(heading)
    spoken = text.split()
    found: dict[str, Found] = {}
    for phrase in _worth_a_look(text, spoken):
        if phrase.meaning not in found and _holds(text, spoken, phrase):
            found[phrase.meaning] = Found(phrase.meaning, phrase.strength, phrase.text.lstrip("="))
    return tuple(one for one in found.values() if not excludes(heading, one.meaning))


def excludes(heading: str, meaning: str) -> bool:
    """Whether a heading contains a word of `unless` of a meaning: "Date of birth" is never about attendance."""
    spoken = plain(heading).split()
    return any(_is_like(word, other) for word in spoken for other in _forbidden()[meaning]) or any(
        _begins(spoken[at:], phrase) for phrase in _never()[meaning] for at in range(len(spoken))
    )


def is_about_all(heading: str, phrase: str) -> bool:
    """Whether a heading contains only a phrase and words such as "please", so that it names no particular event."""
    known = set(phrase.replace("*", "").split()) | words("fillers")
    return all(
        any(word == one or (len(one) > 3 and word.startswith(one)) for one in known) for word in plain(heading).split()
    )


@dataclass(frozen=True, slots=True)
class _Phrase:
    meaning: str
    strength: int
    text: str
    words: tuple[str, ...]
    is_whole: bool
    is_unspaced: bool
    """Whether it is in a script that writes no spaces between words."""


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """Return the phrases of each meaning as written."""
    return read_words("seating.profiles.headings", "phrases.toml")


@cache
def _phrases() -> tuple[_Phrase, ...]:
    """Return all phrases; within each meaning, the strongest first and then the longest."""
    found = []
    for meaning, written in _table().items():
        for name, strength in STRENGTHS.items():
            for phrase in sorted(split_words(written.get(name, "")), key=lambda phrase: (-len(phrase), phrase)):
                words, is_unspaced = _words(phrase.lstrip("=")), UNSPACED.search(phrase) is not None
                found.append(_Phrase(meaning, strength, phrase, words, phrase[0] == "=", is_unspaced))
    return tuple(found)


@cache
def _by_beginning() -> Mapping[str, tuple[int, ...]]:
    """Return the positions of phrases by their first two letters; "" for unspaced scripts and for any first word."""
    found: dict[str, list[int]] = {}
    for number, phrase in enumerate(_phrases()):
        is_open = phrase.is_unspaced or phrase.words[0] == "*"
        found.setdefault("" if is_open else phrase.words[0].rstrip("*")[:2], []).append(number)
    return {beginning: tuple(numbers) for beginning, numbers in found.items()}


def _worth_a_look(text: str, spoken: Sequence[str]) -> Iterator[_Phrase]:
    """Yield the phrases whose first word may occur in a heading, in the order of the table."""
    phrases, beginnings = _phrases(), _by_beginning()
    numbers = {number for word in {*(word[:2] for word in spoken), ""} for number in beginnings.get(word, ())}
    yield from (phrases[number] for number in sorted(numbers) if text)


@cache
def _forbidden() -> Mapping[str, tuple[str, ...]]:
    return {meaning: _words(written.get("unless", "")) for meaning, written in _table().items()}


@cache
def _never() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    return {
        meaning: tuple(_words(phrase) for phrase in written.get("never", "").split("|") if phrase.strip())
        for meaning, written in _table().items()
    }


def _words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in plain form; `*` and `…` are kept."""
    return tuple(
        word if word in {"…", "*"} else f"{plain(word[:-1])}*" if word.endswith("*") else plain(word)
        for word in phrase.split()
    )


def _is_like(word: str, wanted: str) -> bool:
    return word == wanted or (wanted.endswith("*") and word.startswith(wanted[:-1]))


def _begins(spoken: Sequence[str], phrase: Sequence[str]) -> int:
    """Return how many of the words, from the first on, a phrase covers; 0 if the words do not begin with the phrase."""
    if not phrase:
        return 0
    at = 0
    for number, wanted in enumerate(phrase):
        if wanted == "…":
            for start in range(at, len(spoken)):
                if taken := _begins(spoken[start:], phrase[number + 1 :]):
                    return start + taken
            return 0
        if at >= len(spoken) or not _is_like(spoken[at], wanted):
            return 0
        at += 1
    return at


def _holds(text: str, spoken: Sequence[str], phrase: _Phrase) -> bool:
    if phrase.is_unspaced:
        return " ".join(phrase.words) in text
    if phrase.is_whole:
        while spoken and spoken[0] in ARTICLES:
            spoken = spoken[1:]
        return bool(spoken) and _begins(spoken, phrase.words) == len(spoken)
    first = phrase.words[0]
    if first != "…" and not first.endswith("*") and first not in spoken:
        return False
    return any(_is_like(word, first) and _begins(spoken[at:], phrase.words) for at, word in enumerate(spoken))
