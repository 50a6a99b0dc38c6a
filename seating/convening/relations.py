"""Columns of relations: which of them say that one person depends on another, by their headings or by the convening."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from seating.convening.schema import Power
from seating.profiles.power_headings import Meaning, read_power


def find_meaning(column: str, power: Power) -> Meaning:
    """Return the meaning of a column of relations: as the convening declares it, otherwise from its heading.

    >>> find_meaning("Is funded by", Power()), find_meaning("supplies", Power())
    (<Meaning.DEPENDS_ON: 'depends on'>, <Meaning.UNKNOWN: 'unknown'>)
    """
    if column in power.over:
        return Meaning.POWER_OVER
    if column in power.under:
        return Meaning.DEPENDS_ON
    return read_power(column)


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
