"""The order of names in lists."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from seating.profiles import Person
from seating.profiles.names import without_title
from seating.wording import with_padded_numbers


def by_name(persons: Iterable[Person]) -> list[Person]:
    """Return the people sorted by name, then by id."""
    return sorted(persons, key=lambda person: (*name_key(person.label), person.id))


NO_LETTER = "#"


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> tuple[bool, str, str]:
    """Return the sort key of a name: accents are ignored, numbers sort by value, names without letters come last."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    letters = "".join(c for c in plain if c.isalnum() or c.isspace()).strip()
    return (not letters, with_padded_numbers(letters), text)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[bool, str, str]:
    """Return the sort key of a person's name. Titles and offices before it do not count: Dr. Amara Bell is under A."""
    return sort_key(without_title(name))


def first_letter(name: str) -> str:
    """Return the letter under which a name is listed, without its accent; `#` if it does not start with a letter."""
    sign = name_key(name)[1][:1]
    return sign.upper() if unicodedata.category(sign or " ").startswith("L") else NO_LETTER
