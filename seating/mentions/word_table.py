"""The words around names in answers, from `mention_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from seating.word_files import read_words, split_words
from seating.wording import squashed

WORDS = read_words("seating.mentions", "mention_words.toml")


def match_any(words: Iterable[str]) -> str:
    """Return the part of a pattern that matches each of these texts, the longest first.

    >>> match_any(["a", "an"])
    '(?:an|a)'
    """
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def word_pattern(name: str) -> str:
    """Return the part of a pattern that matches the texts of one entry of the file.

    Parameters
    ----------
    name : str
        The name of the entry.
    """
    return match_any(split_words(WORDS[name]))


SAID_OF_VALUES = {squashed(word): value for value, words in WORDS["values"].items() for word in split_words(words)}
"""The value that people say in other words, by these, squashed."""

ARTICLE = re.compile(rf"^{word_pattern('articles')}\s+", re.IGNORECASE)

FROM = re.compile(rf"\s+{word_pattern('from')}\s+", re.IGNORECASE)
"""What stands between a kind of people and where they come from: decision makers from the county."""

ANYONE_FROM = re.compile(
    rf"^(?:(?:{word_pattern('articles')}\s+)?{word_pattern('anyone')}\s+{word_pattern('from')}|from|de)\s+",
    re.IGNORECASE,
)
"""What stands before an origin and means people of any kind: someone from South Mesa."""

BEFORE_TABLE = re.compile(r"^(?:the\s+|las?\s+)?(?:tables?|mesas?)\s+", re.IGNORECASE)
"""What stands before the name or the number of a table: at table Capital, at tables 1 and 2."""

AROUND_TABLE = re.compile(
    r"^(?:the\s+|el\s+|l[ao]s?\s+)?(?:(?:tables?|mesas?)\s+)?|\s+(?:tables?|mesas?)$", re.IGNORECASE
)
"""What can stand around the name of a table, or be a part of it: the Garden table."""

OR = re.compile(r"\s+(?:or|o)\s+", re.IGNORECASE)

PEOPLE_AFTER = re.compile(rf"(?:['’]s)?\s+{word_pattern('after')}$", re.IGNORECASE)


def without_article(text: str) -> str:
    """Return a text without the article before it.

    >>> without_article("the mayor"), without_article("Theo Hart")
    ('mayor', 'Theo Hart')
    """
    return ARTICLE.sub("", text)


def list_readings(text: str) -> tuple[str, ...]:
    """Return the ways to read a text: as typed, without an article, and without the words for people around it.

    >>> list_readings("the South Mesa people"), list_readings("someone from the bank")
    (('the South Mesa people', 'South Mesa people', 'South Mesa'), ('someone from the bank', 'bank', 'the bank'))
    """
    origin = ANYONE_FROM.sub("", text)
    bare = without_article(origin)
    return tuple(dict.fromkeys((text, bare, origin, PEOPLE_AFTER.sub("", bare))))
