"""Find the person on the list that a text on a chart names, or whose name it nearly is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from seating.errors import Miss
from seating.near_words import NearWords
from seating.profiles.duplicates import is_within, skeleton
from seating.profiles.names import without_title
from seating.profiles.people import People
from seating.profiles.person import Person

WITH_ID = re.compile(r".*\[([^\[\]]+)\]\s*", re.DOTALL)
"""A person with their id in brackets, as the drop-down lists of a chart name people who share a name."""

ADDED = re.compile(r"\s*[(,;]\s*|\s+[-–—]\s+")
"""Separates a name from what is added to it: Ana Kim (Port Authority)."""

MOST_WORDS = 5
"""Maximum number of words of a text that is compared with names."""

MOST_LOOKS = 300_000
"""Maximum number of looks, in all, at names that a text may nearly be; they take a second or two."""


def find_listed(text: str, people: People) -> Person | Miss:
    """Return the person that a text names by id, by name, or as "Ana Kim [p07]"."""
    found = people.find(text, NearWords(0))  # a text that is no name is a description
    bracketed = WITH_ID.fullmatch(text) if isinstance(found, Miss) else None
    return people.by_id.get(bracketed[1].strip(), found) if bracketed else found


def label_of(person: Person, people: People) -> str:
    """Return the name of a person, with the id if someone else on the list has the same name."""
    return f"{person.label} [{person.id}]" if len(people.named(person.label)) > 1 else person.label


class NearNames:
    """Finds the person on the list whose name a text nearly is, without comparing it with all names.

    Parameters
    ----------
    people : iterable of Person
        The list.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._names = [(person, words) for person in people if (words := _name_words(person.name))]
        self._by_initials: dict[tuple[str, str], list[int]] = {}
        self._by_initials_alone: dict[tuple[str, str], list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        self._by_words: dict[tuple[str, ...], list[int]] = {}
        self._left = MOST_LOOKS
        for number, (_, words) in enumerate(self._names):
            self._by_words.setdefault(words, []).append(number)
            for word in set(words):
                self._by_word.setdefault(word, []).append(number)
            for initials in _pair_initials(words):
                self._by_initials.setdefault(initials, []).append(number)
                if _has_initial(words):
                    self._by_initials_alone.setdefault(initials, []).append(number)

    def find(self, text: str) -> Person | None:
        """Return the only person whose name is nearly this text; None if no one's is, or several people's are.

        Accents, the order of words and middle names do not matter. A first name may be an initial, and a longer name
        may have a typing error.
        """
        for part in (text, ADDED.split(text.strip(), maxsplit=1)[0]):
            wanted = _name_words(part)
            if 2 <= len(wanted) <= MOST_WORDS:
                exact = self._by_words.get(wanted, []) if _is_nearly(wanted, wanted) else []
                if found := exact or self._list_near(wanted):
                    return self._names[found[0]][0] if len(found) == 1 else None
        return None

    def _list_near(self, wanted: tuple[str, ...]) -> list[int]:
        """Return the numbers of the names that are nearly these words. They share a word if none has an initial."""
        by_initials = self._by_initials if _has_initial(wanted) else self._by_initials_alone
        likely = [by_initials.get(pair, []) for pair in _pair_initials(wanted)]
        likely += [self._by_word.get(word, []) for word in wanted if len(word) > 1]
        return [at for at in self._look_at(likely) if _is_nearly(wanted, self._names[at][1])]

    def _look_at(self, likely: Sequence[Sequence[int]]) -> Sequence[int]:
        """Return the numbers of names to compare, in order; none if they are more than the looks that are left."""
        number = sum(map(len, likely))
        if number > self._left:
            return ()
        self._left -= number
        return sorted({at for some in likely for at in some})

    def suggest(self, text: str) -> Person | None:
        """Return the only person whose name may be meant by this text; None if no one's may be, or several people's."""
        found = self.list_meant(text)
        return found[0] if len(found) == 1 else None

    def list_meant(self, text: str) -> list[Person]:
        """Return everyone whose name may be meant by this text.

        A first or last name alone is enough, and so is a short name with one different letter or the beginning of a
        first name: Ana, Anna Kim, Ben Odell.
        """
        wanted = _name_words(text)
        if not wanted or len(wanted) > 3 or max(map(len, wanted)) < 3:
            return []
        likely = [self._by_word.get(word, []) for word in wanted]
        return [self._names[at][0] for at in self._look_at(likely) if _could_be(wanted, self._names[at][1])]


def is_name_of(text: str, person: Person) -> bool:
    """Whether a text has the words of a person's name and no others, or also their organization.

    Case, accents, punctuation, titles and the order of the words do not matter: DELGADO, Rosa; Rosa Delgado (Port
    Authority); Mayor Rosa Delgado.
    """
    name = _name_words(person.name)
    if _name_words(text) == name:
        return True
    parts = ADDED.split(text.strip(), maxsplit=1)
    is_here = len(parts) == 2 and bool(person.organization)
    return is_here and _name_words(parts[0]) == name and _name_words(parts[1]) == _name_words(person.organization)


@lru_cache(maxsize=8192)
def _name_words(name: str) -> tuple[str, ...]:
    words = skeleton(without_title(name)).split()
    return tuple(words if len(words) > 1 else skeleton(name).split())  # the M. of M. Nunez may be a first name


def _pair_initials(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return the first letters of each two words of a name, whose words are sorted; a name nearly the same has one."""
    return {(one[0], other[0]) for one, other in combinations(words, 2)} if len(words) <= MOST_WORDS + 1 else set()


def _has_initial(words: Sequence[str]) -> bool:
    return any(len(word) == 1 for word in words)


def _could_be(wanted: Sequence[str], name: Sequence[str]) -> bool:
    if len(wanted) == 1:
        return wanted[0] in name
    left = list(name)
    for word in wanted:
        close = (one for one in left if one == word or _is_short_form(*sorted((one, word), key=len)))
        found = next(close, None)
        if found is None:
            return False
        left.remove(found)
    return not left and bool(set(wanted) & set(name))


def _is_short_form(short: str, long: str) -> bool:
    return len(short) >= 3 and (long.startswith(short) or (short[0] == long[0] and is_within(short, long, 1)))


def _is_nearly(wanted: Sequence[str], name: Sequence[str]) -> bool:
    """Whether two names with sorted words are nearly the same."""
    if len(name) < 2:
        return False
    short, long = sorted((list(wanted), list(name)), key=len)
    if len(long) - len(short) > 1:
        return False
    left, whole, errors = list(long), 0, 0
    for word in sorted(short, key=len, reverse=True):
        found = next(iter(_fitting(word, left)), None)
        if found is None:
            return False
        left.remove(found)
        errors += found != word and len(word) > 1 and len(found) > 1
        whole += len(word) > 1 and len(found) > 1
    return whole >= 2 - _has_initial(short) and errors <= 1


def _fitting(word: str, words: Sequence[str]) -> Iterator[str]:
    """Yield the words of a name that a word may stand for, the same word first."""
    yield from (one for one in words if one == word)
    for one in words:
        if len(word) == 1 or len(one) == 1:
            if one[0] == word[0]:
                yield one
        elif min(len(one), len(word)) >= 4 and one[0] == word[0] and is_within(one, word, 1 + (len(word) >= 8)):
            yield one
