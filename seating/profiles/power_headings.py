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

SPEAKERS = frozenset({"i", "we"})
"""How a heading begins that speaks as the person who fills in a form."""

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

    >>> read_power("We fund"), read_power("I report to"), read_power("We are funded by")
    (<Meaning.POWER_OVER: 'power over'>, <Meaning.DEPENDS_ON: 'depends on'>, <Meaning.DEPENDS_ON: 'depends on'>)
    >>> read_power("Is funded by"), read_power("works_for"), read_power("supplies")
    (<Meaning.DEPENDS_ON: 'depends on'>, <Meaning.DEPENDS_ON: 'depends on'>, <Meaning.UNKNOWN: 'unknown'>)
    """
    words = [word for word in WORD.findall(heading.casefold()) if word not in FILLERS]
    if len(words) > 1 and words[0] in SPEAKERS:  # "we fund" is what others say as "funds"
        words = words[1:]
        words = words if squashed(" ".join(words)) in _BY_NAME else [f"{words[0]}s", *words[1:]]
    return _BY_NAME.get(squashed(" ".join(words)), Meaning.UNKNOWN)
