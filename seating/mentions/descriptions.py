"""Decide whether two descriptions of people are the same text, or probably mean the same people.

Two descriptions are the same if they differ only in case, spacing, accents, punctuation or number. They are alike if
each word of one has a counterpart in the other: the same word, a word of the same meaning, an abbreviation, or a typing
error. Words that do not distinguish people, such as "somebody who", are left out. A word without a counterpart makes a
difference: renters are not owners, and the north side is not the south side.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations, islice, pairwise

from seating.profiles.duplicates import LONGEST_WORD, is_within
from seating.word_files import read_words, split_words
from seating.wording import fold, language_key, singular

_WORDS = read_words("seating.mentions", "description_words.toml")

PLAIN, ARTICLES, KINDS_OF_PEOPLE, OPPOSITES = (
    frozenset(_WORDS[name].split()) for name in ("plain", "articles", "kinds_of_people", "opposites")
)
CONFUSABLE = frozenset(frozenset(pair.split()) for pair in split_words(_WORDS["confusable"]))
TRADE_ENDINGS, SPANISH_ENDINGS = tuple(_WORDS["trade_endings"].split()), tuple(_WORDS["spanish_endings"].split())
PHRASES: Mapping[str, str] = _WORDS["phrases"]
PLURALS: Mapping[str, str] = _WORDS["plurals"]
IRREGULAR: Mapping[str, str] = {**PLURALS, "jovenes": "youth"}
ORDINALS: Mapping[str, str] = _WORDS["ordinals"]

SHORTEST_TYPED, LONG_WORD = 6, 9
"""Minimum length of words in which one typing error is accepted, and of those in which two are."""

TWO_ERRORS = 16
"""Maximum length of words in which two typing errors are accepted; the work grows with the square of the length."""

MOST_SPELLINGS = 40
"""Maximum number of words that differ in the same letters and count as spellings of one word; more are codes."""

SHORTEST_ABBREVIATION = 3

UNION_LOCAL = re.compile(r"\blocal (?:(?:no|number)\b\.? ?|# ?)?(?=\d\d)")
"""Marks a union by its number: Carpenters Local 1319."""

_SAME = {word: line.split()[0] for line in (*_WORDS["same"], *_WORDS["trades"]) for word in line.split()}
_TRADES = frozenset(line.split()[0] for line in _WORDS["trades"])
_PHRASE = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, PHRASES), key=len, reverse=True))})\b")
_AFTER = re.compile(r"\b(?:from|of|in|at|on|near|de|del|en)\b")
_INITIALS = re.compile(r"([\w -]+)\(([a-z]{2,6})\)")
_LETTER = r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u109d\u17b4-\u17d3])"
"""A letter or a digit, or a vowel sign of a script of South or Southeast Asia, which Python counts as no letter."""

_WORD = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*\.?")


@lru_cache(maxsize=32768)  # each of as many descriptions as charts have is looked up several times
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a description that distinguish people, each once and in a form that can be compared.

    >>> words_of("Someone from the Vietnamese-speaking business owners"), words_of("vietnamese shop owner")
    (('vietnamese', 'business', 'owner'), ('vietnamese', 'business', 'owner'))
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    plain = _INITIALS.sub(_without_initials, plain).replace("w/", "with ")
    plain = _join_initials(plain)
    plain = re.sub(r"\b(non|pre|post|co|ex|micro|anti)-(?=\w)", r"\1", plain).replace("-", " ").replace("&", " and ")
    plain = _PHRASE.sub(lambda found: PHRASES[found[0]], UNION_LOCAL.sub("union ", plain))
    found = [word for word in _WORD.findall(plain) if word.rstrip(".") not in PLAIN]
    found = found or _WORD.findall(plain)
    return tuple(dict.fromkeys(_stem(word) for word in found))


def _join_initials(plain: str) -> str:
    """Return a text whose initials have no periods: U.S., L.G.B.T."""
    return re.sub(r"\b((?:[a-z]\.){2,})", lambda found: found[1].replace(".", ""), plain)


def _without_initials(found: re.Match[str]) -> str:
    """Return a text without the initials of its words in parentheses: community health worker (CHW)."""
    initials = "".join(word[0] for word in re.findall(r"\w+", found[1]))
    return found[1] if initials.endswith(found[2]) else found[0]


@lru_cache(maxsize=32768)
def _stem(word: str) -> str:
    """Return the singular of a word, or the first word of the same meaning. A period marks an abbreviation."""
    bare = re.sub(r"['’]s?$", "", word.rstrip("."))
    bare = ORDINALS.get(bare, bare)
    one = IRREGULAR.get(bare) or (singular(bare) if len(bare) > 3 else bare)
    if bare.endswith(SPANISH_ENDINGS):
        one = bare.removesuffix("es")
    same = next(filter(None, map(_SAME.get, (bare, one, _as_of_a_man(one), one[:-1] if one[-1:] in "ao" else one))), "")
    if same:
        return same
    return f"{one}." if word.endswith(".") and len(bare) >= SHORTEST_ABBREVIATION else one


def _as_of_a_man(word: str) -> str:
    """Return the Spanish word for a man that belongs to one for a woman: maestra, trabajadora."""
    if word.endswith("ora"):
        return word[:-1]
    return f"{word[:-1]}o" if word.endswith("a") else word


@lru_cache(maxsize=32768)
def same_key(text: str) -> str:
    """Return the form in which descriptions are the same: without case, spacing, accents, punctuation and number.

    An article goes with the number: a resident, residents.

    >>> same_key("Child-care workers"), same_key("a childcare worker")
    ('childcareworker', 'childcareworker')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    plain = _join_initials(re.sub(r"['’]", "", plain.replace("(s)", "s").replace("&", " and ")))
    found = [word.rstrip(".") for word in _WORD.findall(plain)]
    words = [word for word in found if word not in ARTICLES] or found
    return "".join(map(_in_singular, words)) or fold(text)


def _in_singular(word: str) -> str:
    """Return the singular of an English or Spanish word."""
    if word.endswith(SPANISH_ENDINGS):
        return word.removesuffix("es")
    return PLURALS.get(word) or (singular(word) if len(word) > 3 else word)


def are_same(one: str, other: str) -> bool:
    """Whether two descriptions differ only in case, spacing, accents, punctuation or number.

    >>> are_same("Non-profit", "the nonprofits"), are_same("renters", "tenants"), are_same("renters", "rentrs")
    (True, False, False)
    """
    return same_key(one) == same_key(other)


def are_alike(one: str, other: str) -> bool:
    """Whether two descriptions mean the same people, apart from spelling; signs without words must be the same."""
    here, there = words_of(one), words_of(other)
    return not any(_left_over(here, there)) if here or there else fold(one) == fold(other)


def is_narrower(one: str, other: str) -> bool:
    """Whether the first description contains all that the second one contains, and more."""
    here, there = words_of(one), words_of(other)
    initials = {word[0] for word in here}
    if any(word[0] not in initials for word in there) and not (_has_halves(here, there) or _has_halves(there, here)):
        return False  # only words that are written as two have a counterpart with another first letter
    narrow, wide = _left_over(here, there)
    return bool(there) and bool(narrow) and not wide


def share_words(one: str, other: str) -> bool:
    """Whether two descriptions have at least half of the words of the shorter one in common.

    Those that differ in a direction, a language or another word that tells people apart are not meant, and neither
    are two names.

    >>> share_words("street vendors", "food vendors"), share_words("north side renters", "south side renters")
    (True, False)
    """
    here, there = words_of(one), words_of(other)
    left, right = _left_over(here, there)
    common = len(here) - len(left)
    if not common or 2 * common < min(len(here), len(there)) or (_is_name(one) and _is_name(other)):
        return False
    heads = [words_of(_AFTER.split(fold(text), maxsplit=1)[0]) for text in (one, other)]
    if _left_over(*heads)[0] == list(heads[0]):
        return False  # what they have in common is where the people are from
    return not any(any(map(tells, left)) and any(map(tells, right)) for tells in (_tells_apart, _is_kind_of_people))


def is_spelled_nearly(one: str, other: str) -> bool:
    """Whether two descriptions that are alike differ in the letters of a word, or in an abbreviation."""
    here, there = list(words_of(one)), list(words_of(other))
    _cancel(here, there, str.__eq__)
    _cancel_compounds(here, there)
    _cancel_compounds(there, here)
    return bool(here)


def _is_name(text: str) -> bool:
    """Whether a text is written like a name: several words, each but small ones with a capital letter."""
    words = [word for word in text.split() if fold(word) not in PLAIN]
    return len(words) > 1 and not text.isupper() and all(word[0].isupper() or not word[0].isalpha() for word in words)


def are_opposed(one: str, other: str) -> bool:
    """Whether two words tell people apart although they look alike: north and south, county and country."""
    return frozenset((_stem(one), _stem(other))) in CONFUSABLE or (_tells_apart(one) and _tells_apart(other))


def _is_kind_of_people(word: str) -> bool:
    return word in KINDS_OF_PEOPLE or word in _TRADES or word.endswith(TRADE_ENDINGS)


def _tells_apart(word: str) -> bool:
    return word.isdigit() or word in OPPOSITES or language_key(word) != word


def _left_over(left: Sequence[str], right: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words on either side that have no counterpart on the other."""
    here, there = list(left), list(right)
    _cancel(here, there, str.__eq__)
    _cancel_compounds(here, there)
    _cancel_compounds(there, here)
    _cancel(here, there, _is_variant)
    return here, there


def _cancel(here: list[str], there: list[str], fits: Callable[[str, str], bool]) -> None:
    """Remove the words of two lists that are counterparts of each other."""
    for word in tuple(here):
        found = next((other for other in there if fits(word, other)), None)
        if found is not None:
            here.remove(word)
            there.remove(found)


def _cancel_compounds(here: list[str], there: list[str]) -> None:
    """Remove words that are written as one in the first list and as two in the second: homeowner, child care."""
    for word in tuple(here):
        halves = _halve(word)
        pair = next((pair for pair in pairwise(there) if pair in halves), None)
        if pair is not None:
            here.remove(word)
            for part in pair:
                there.remove(part)


def _has_halves(here: Sequence[str], there: Sequence[str]) -> bool:
    """Whether a word of the first description could be written as two in the second."""
    words = frozenset(there)
    return len(there) > 1 and any(one in words and other in words for word in here for one, other in _halve(word))


@lru_cache(maxsize=32768)
def _halve(word: str) -> frozenset[tuple[str, str]]:
    """Return each pair of words, as `words_of` has them, that a word could be written as."""
    if len(word) > LONGEST_WORD:
        return frozenset()
    return frozenset((_stem(word[:at]), _stem(word[at:])) for at in range(3, len(word) - 2))


def _is_variant(one: str, other: str) -> bool:
    """Whether two words are an abbreviation and its word, or one word with a typing error."""
    short, long = sorted((one, other), key=len)
    if one.endswith(".") != other.endswith("."):
        short, long = (one, other) if one.endswith(".") else (other, one)
        return long.startswith(short[:-1])  # a period may also just end the text
    return _is_typing_error(short.rstrip("."), long.rstrip("."))


def _is_typing_error(short: str, long: str) -> bool:
    is_short = len(short) < SHORTEST_TYPED and not (len(short) == SHORTEST_TYPED - 1 < len(long))
    if is_short or short[0] != long[0] or not (short + long).isalpha() or frozenset((short, long)) in CONFUSABLE:
        return False
    if long in (f"{short}a", f"{short}o", f"{short}e"):
        return True  # an English word and the Spanish one: artist, artista
    if long.startswith(short) or (short[-1] != long[-1] and len(short) == len(long)):
        return False  # trade, trader; employer, employee
    return is_within(short, long, 2 if len(short) >= LONG_WORD and len(long) <= TWO_ERRORS else 1)


class Likeness:
    """Finds, among texts that were added, those that may be alike with a text, without comparing it with all of them.

    Parameters
    ----------
    texts : iterable of str
        All texts that will be added or looked up.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._frequency = Counter(word for text in texts for word in words_of(text))
        self._related = _relate(self._frequency)
        self._by_word: dict[str, list[int]] = {}
        self._by_rarest_word: dict[str, list[int]] = {}
        self._words: list[frozenset[str]] = []

    def add(self, text: str) -> None:
        """Add the next text; its number is the number of texts added before."""
        words = words_of(text) or ("",)
        number = len(self._words)
        self._words.append(frozenset(words_of(text)))
        for word in words:
            self._by_word.setdefault(word, []).append(number)
        self._by_rarest_word.setdefault(min(words, key=self._frequency.__getitem__), []).append(number)

    def find_alike(self, text: str) -> list[int]:
        """Return the numbers of the texts that may be alike with a text."""
        words = frozenset(words_of(text))
        return [at for at in self._find_wider(words) if self._covers(words, self._words[at])]

    def find_narrower_or_wider(self, text: str) -> list[int]:
        """Return the numbers of the texts that may say more or less than a text."""
        words = frozenset(words_of(text))
        shorter = {at for one in self._alike(words) for at in self._by_rarest_word.get(one, ())}
        return sorted({*self._find_wider(words), *(at for at in shorter if self._covers(words, self._words[at]))})

    def _find_wider(self, words: frozenset[str]) -> list[int]:
        """Return the texts with a counterpart of each of these words, in order."""
        each = [self._alike([word]) for word in words or {""}]
        rarest = min(each, key=lambda alike: sum(len(self._by_word.get(one, ())) for one in alike))
        found = {at for one in rarest for at in self._by_word.get(one, ())}
        return sorted(at for at in found if self._covers(self._words[at], words))

    def _alike(self, words: Iterable[str]) -> set[str]:
        """Return these words and those related to one of them."""
        return {one for word in words for one in (word, *self._related.get(word, ()))}

    def _covers(self, here: frozenset[str], there: frozenset[str]) -> bool:
        """Whether each word of the second set is in the first one or is related to a word of it."""
        return all(not here.isdisjoint(self._related.get(word, ())) for word in there - here)


def _relate(words: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return for each word its variants, the compounds that it is a part of, and the parts of which it is one."""
    found: dict[str, set[str]] = {}
    for word, other in chain(_pair_compounds(words), _pair_abbreviations(words), _pair_spellings(words)):
        found.setdefault(word, set()).add(other)
        found.setdefault(other, set()).add(word)
    return {word: frozenset(related) for word, related in found.items()}


def _pair_compounds(words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each compound with each of its two parts."""
    for word in words:
        for at in range(3, len(word) - 2) if len(word) <= LONGEST_WORD else ():
            yield from ((word, half) for half in _halves(word, at, words))


def _pair_abbreviations(words: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation with each word that it may stand for."""
    ordered = sorted(words)
    for word in ordered:
        if not word.endswith(".") or len(word) > LONGEST_WORD:
            continue
        for other in islice(ordered, bisect_left(ordered, word[:-1]), None):
            if not other.startswith(word[:-1]):
                break
            if _is_variant(word, other):
                yield word, other


def _pair_spellings(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that may be one word with a typing error: they are the same without one or two letters."""
    first: dict[int, str] = {}
    alike: dict[int, list[str]] = {}
    for word in words:
        for rest in _leave_out_letters(word.rstrip(".")):
            key = hash((word[0], rest))
            other = first.setdefault(key, word)
            if other is not word:
                alike.setdefault(key, [other]).append(word)
    seen = set()
    for group in alike.values():
        for pair in combinations(group[:MOST_SPELLINGS], 2):
            if pair not in seen and _is_variant(*pair):
                yield pair
            seen.add(pair)


def _leave_out_letters(word: str) -> Iterable[str]:
    """Return a word, and what is left of it without as many letters as typing errors are accepted in it."""
    if not (word.isalpha() and SHORTEST_TYPED - 1 <= len(word) <= LONGEST_WORD):
        return ()
    found = {word}
    for _ in range(2 if LONG_WORD <= len(word) <= TWO_ERRORS else 1):
        found |= {rest[:at] + rest[at + 1 :] for rest in found for at in range(len(rest))}
    return found


def _halves(word: str, at: int, words: Collection[str]) -> tuple[str, ...]:
    """Return the two parts of a word if both are among the words."""
    halves = _stem(word[:at]), _stem(word[at:])
    return halves if words and halves[0] in words and halves[1] in words else ()
