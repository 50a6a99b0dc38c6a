"""Columns of relations: which of them say that one person depends on another, by their headings or by the convening."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from enum import StrEnum

from seating.convening.schema import Power
from seating.word_files import read_words, split_words
from seating.wording import squashed

_WORDS = read_words("seating.convening", "relation_words.toml")

POWER_OVER, DEPENDS_ON, FILLERS = (
    frozenset(split_words(_WORDS[key])) for key in ("power_over", "depends_on", "fillers")
)

WORD = re.compile(r"[^\W_]+")


class Meaning(StrEnum):
    """The meaning of a column of relations for the person of the row and the people named in the cell."""

    POWER_OVER = "power over"
    DEPENDS_ON = "depends on"
    UNKNOWN = "unknown"
    """It is not known who has power over whom."""


_BY_NAME = {
    **{squashed(heading): Meaning.POWER_OVER for heading in POWER_OVER},
    **{squashed(heading): Meaning.DEPENDS_ON for heading in DEPENDS_ON},
}


def find_meaning(column: str, power: Power) -> Meaning:
    """Return the meaning of a column of relations: as the convening declares it, otherwise from its heading.

    >>> find_meaning("Is funded by", Power()), find_meaning("supplies", Power())
    (<Meaning.DEPENDS_ON: 'depends on'>, <Meaning.UNKNOWN: 'unknown'>)
    """
    if column in power.over:
        return Meaning.POWER_OVER
    if column in power.under:
        return Meaning.DEPENDS_ON
    words = [word for word in WORD.findall(column.casefold()) if word not in FILLERS]
    return _BY_NAME.get(squashed(" ".join(words)), Meaning.UNKNOWN)


def list_relations(columns: Iterable[str], power: Power, used: Collection[str] = ()) -> tuple[str, ...]:
    """Return the columns of relations: those with a known meaning, and those in `used`.

    Parameters
    ----------
    columns : iterable of str
    power : Power
        The meanings that the convening declares.
    used : collection of str
        Columns that a requirement uses as a relation.
    """
    return tuple(column for column in columns if column in used or find_meaning(column, power) is not Meaning.UNKNOWN)
