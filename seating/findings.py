"""What the checker finds: a finding is one lack, a verdict is everything that one requirement lacks.

Programs decide by the data of a finding (`wanted.op`, `wanted.number`, `wanted.unit`, `who`, `people`). Its text is
made from these data, in `in_words` alone, and is only ever shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from seating.profiles import Who
from seating.wording import said, said_count

__all__ = ["Finding", "Op", "Unit", "Verdict", "Wanted", "at_least", "at_most", "in_words", "state"]


class Op(StrEnum):
    """How what there is compares with what was wanted."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    EQUAL = "equal"
    STATE = "state"
    """Not a number: two people at different tables, a new table."""


class Unit(StrEnum):
    """What the numbers of a finding count."""

    PEOPLE = "people"
    SEATS = "seats"
    """Everybody who takes a seat at the table, whoever they are."""
    TABLES = "tables"
    VALUES = "values"
    POINTS = "points"
    """A score, a weight, or any other number of a column."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a requirement asks for, as data.

    Attributes
    ----------
    op : Op
    number : int or Fraction or None
        The bound, the lower end of a range, or the exact value; None for a state.
    most : int or None
        The upper end of a range.
    unit : Unit
    or_none : bool
        Whether none is as good as enough.
    phrase : str
        The words of the kind, where those of `in_words` do not fit.
    """

    op: Op
    number: int | Fraction | None = None
    most: int | None = None
    unit: Unit = Unit.PEOPLE
    or_none: bool = False
    phrase: str = ""


def at_least(number: int, unit: Unit = Unit.PEOPLE, *, or_none: bool = False, phrase: str = "") -> Wanted:
    """Return that at least so many are wanted.

    Parameters
    ----------
    number : int
    unit : Unit
        What is counted.
    or_none : bool
        Whether none is as good as enough.
    phrase : str
        The words, where "at least 2" does not fit.

    Examples
    --------
    >>> in_words(at_least(2))
    'at least 2'
    """
    return Wanted(Op.AT_LEAST, number, unit=unit, or_none=or_none, phrase=phrase)


def at_most(number: int, unit: Unit = Unit.PEOPLE, *, phrase: str = "") -> Wanted:
    """Return that at most so many are wanted.

    Parameters
    ----------
    number : int
    unit : Unit
        What is counted.
    phrase : str
        The words, where "at most 2" does not fit.

    Examples
    --------
    >>> in_words(at_most(1, Unit.TABLES))
    'at most 1 table'
    """
    return Wanted(Op.AT_MOST, number, unit=unit, phrase=phrase)


def state(phrase: str) -> Wanted:
    """Return that something is wanted which is not a number, in these words."""
    return Wanted(Op.STATE, phrase=phrase)


def in_words(wanted: Wanted) -> str:
    """Return what was wanted as the end of a sentence: "at least 2", "at most 1 table", "2 or 3"."""
    if wanted.phrase or wanted.number is None:
        return wanted.phrase
    if wanted.op is Op.AT_LEAST:
        none = said(", or none") if wanted.or_none else ""
        return said("at least %(number)s%(none)s", number=wanted.number, none=none)
    if wanted.op is Op.AT_MOST and wanted.unit is Unit.TABLES:
        return said_count("at most %(number)s table", "at most %(number)s tables", int(wanted.number))
    if wanted.op is Op.AT_MOST:
        return said("at most %(number)s", number=wanted.number)
    if wanted.op is Op.BETWEEN and wanted.most != wanted.number:
        return said("%(low)s or %(high)s", low=wanted.number, high=wanted.most)
    return str(wanted.number)


@dataclass(frozen=True, slots=True)
class Finding:
    """One unit, or several, that a requirement lacks.

    Two findings are equal when they are about the same table, group and people, whatever the amount.
    This is how two seatings are compared.

    Attributes
    ----------
    table : str or None
        The table's id; None for the room as a whole.
    group : str or None
        Whom or what it is about, in words.
    have : int or str
        What there is: a number, or words where it is not one.
    wanted : Wanted
        What was asked for.
    shortfall : int
        Units missing or over; 1 or more.
    people : tuple of str
        Ids of the people concerned, where it is about single people or pairs.
    who : Who or None
        The description of the people who are counted, where there is one.
    """

    table: str | None
    group: str | None
    have: int | str = field(compare=False)
    wanted: Wanted = field(compare=False)
    shortfall: int = field(compare=False)
    people: tuple[str, ...] = ()
    who: Who | None = field(default=None, compare=False)

    @property
    def want(self) -> str:
        """What was asked for, in words."""
        return in_words(self.wanted)

    @property
    def asks_for_more(self) -> bool:
        """Whether there are too few of something."""
        return self.wanted.op is Op.AT_LEAST

    @property
    def asks_for_fewer(self) -> bool:
        """Whether there are too many of something."""
        return self.wanted.op is Op.AT_MOST

    @property
    def counts_seats(self) -> bool:
        """Whether everybody at the table is counted, whoever they are."""
        return self.wanted.unit is Unit.SEATS

    @property
    def have_in_words(self) -> str:
        """What there is, with its noun where that is not people: "2", "2 tables"."""
        if isinstance(self.have, int) and self.wanted.unit is Unit.TABLES:
            return said_count("%(number)s table", "%(number)s tables", self.have)
        return self.have if isinstance(self.have, str) else str(self.have)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything one requirement lacks in one seating.

    `met` is usually "no shortfall"; a voice that nobody attends for is unmet without one.
    """

    requirement: str
    findings: tuple[Finding, ...]
    met: bool

    @property
    def shortfall(self) -> int:
        """The units missing, over all findings."""
        return sum(finding.shortfall for finding in self.findings)
