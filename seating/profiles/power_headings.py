"""Headings of columns that tell which side has power: "funded by", "reports to", "supervises"."""

from __future__ import annotations

import re
from enum import StrEnum

from seating.word_files import read_words, split_words
from seating.wording import squashed

_WORDS = read_words("seating.profiles", "power_words.toml")

POWER_OVER, DEPENDS_ON, FILLERS = (
    frozenset(split_words(_WORDS[key])) for key in ("power_over", "depends_on", "fillers")
)

WORD = re.compile(r"[^\W_]+")


class Meaning(StrEnum):
    """The meaning of a column of relations for the person of the row and the people named in the cell."""

    POWER_OVER = "power over"
    DEPENDS_ON = "depends on"
    UNKNOWN = "unknown"
    """It is not known which side has power."""


_BY_NAME = {
    **{squashed(heading): Meaning.POWER_OVER for heading in POWER_OVER},
    **{squashed(heading): Meaning.DEPENDS_ON for heading in DEPENDS_ON},
}


def read_power(heading: str) -> Meaning:
    """Return which side has power, by a heading.

    >>> read_power("Is funded by"), read_power("works_for"), read_power("supplies")
    (<Meaning.DEPENDS_ON: 'depends on'>, <Meaning.DEPENDS_ON: 'depends on'>, <Meaning.UNKNOWN: 'unknown'>)
    """
    words = [word for word in WORD.findall(heading.casefold()) if word not in FILLERS]
    return _BY_NAME.get(squashed(" ".join(words)), Meaning.UNKNOWN)
