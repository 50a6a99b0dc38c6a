"""The results of checking a plan: a finding is one shortfall; a verdict holds all findings of one requirement.

Code that acts on a finding uses its data (`wanted.op`, `wanted.number`, `wanted.unit`, `who`, `people`). The text of
a finding is only for display; `in_words` builds it from these data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from itertools import islice

from seating.profiles import Who
from seating.wording import fold, said, said_count


class Op(StrEnum):
    """The comparison between the actual value and the wanted value."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    EQUAL = "equal"
    STATE = "state"
    """A state that is not a number, such as "different tables" or "a new table"."""


class Unit(StrEnum):
    """The unit of the numbers in a finding."""

    PEOPLE = "people"
    SEATS = "seats"
    """All people who take a seat at the table."""
    TABLES = "tables"
    VALUES = "values"
    POINTS = "points"
    """A score, a weight, or another number from a column."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wanted value of a requirement, as data.

    Attributes
    ----------
    op : Op
    number : int or Fraction or None
        The bound, the lower end of a range, or the exact value; None for a state.
    most : int or None
        The upper end of a range.
    unit : Unit
    or_none : bool
        Whether 0 is also fine.
    phrase : str
        The kind's own words, used instead of those of `in_words`; "" for none.
    is_place : bool
        Whether the actual and the wanted value both tell where people sit, as in "at one table".
    """

    op: Op
    number: int | Fraction | None = None
    most: int | None = None
    unit: Unit = Unit.PEOPLE
    or_none: bool = False
    phrase: str = ""
    is_place: bool = False


def at_least(number: int, unit: Unit = Unit.PEOPLE, *, or_none: bool = False, phrase: str = "") -> Wanted:
    """Return a wanted value with a lower bound.

    Parameters
    ----------
    number : int
        The bound.
    unit : Unit
        What is counted.
    or_none : bool
        Whether 0 is also fine.
    phrase : str
        The words to show instead of "at least 2".

    Examples
    --------
    >>> in_words(at_least(2))
    'at least 2'
    """
    return Wanted(Op.AT_LEAST, number, unit=unit, or_none=or_none, phrase=phrase)


def at_most(number: int, unit: Unit = Unit.PEOPLE, *, phrase: str = "") -> Wanted:
    """Return a wanted value with an upper bound.

    Parameters
    ----------
    number : int
        The bound.
    unit : Unit
        What is counted.
    phrase : str
        The words to show instead of "at most 2".

    Examples
    --------
    >>> in_words(at_most(1, Unit.TABLES))
    'at most 1 table'
    """
    return Wanted(Op.AT_MOST, number, unit=unit, phrase=phrase)


def state(phrase: str, *, is_place: bool = False) -> Wanted:
    """Return a wanted state that a phrase describes instead of a number."""
    return Wanted(Op.STATE, phrase=phrase, is_place=is_place)


ELSEWHERE = state(said("elsewhere"), is_place=True)
"""The wanted state of someone who may not sit at the table of a finding."""

UNTOLD = Wanted(Op.STATE)
"""What stands for the wanted value where a reader may not know it."""


def in_words(wanted: Wanted) -> str:
    """Return a wanted value as the end of a sentence: "at least 2", "at most 1 table", "2 or 3", "2 to 5"."""
    if wanted.phrase or wanted.number is None:
        return wanted.phrase
    if wanted.op is Op.AT_LEAST:
        none = said(", or none") if wanted.or_none else ""
        return said("at least %(number)s%(none)s", number=wanted.number, none=none)
    if wanted.op is Op.AT_MOST and wanted.unit is Unit.TABLES:
        return said_count("at most %(number)s table", "at most %(number)s tables", int(wanted.number))
    if wanted.op is Op.AT_MOST:
        return said("at most %(number)s", number=wanted.number)
    if wanted.op is Op.BETWEEN and wanted.most == wanted.number + 1:
        return said("%(low)s or %(high)s", low=wanted.number, high=wanted.most)
    if wanted.op is Op.BETWEEN and wanted.most != wanted.number:
        return said("%(low)s to %(high)s", low=wanted.number, high=wanted.most)
    return str(wanted.number)


@dataclass(frozen=True, slots=True)
class Finding:
    """One shortfall of a requirement, of one or more units.

    Two findings are equal if they have the same table, group and people; the amounts do not matter. This makes
    it possible to compare two seatings.

    Attributes
    ----------
    table : str or None
        The table's id; None for the room as a whole.
    group : str or None
        The people or things it is about, in words.
    have : int or str
        The actual value: a number, or words for a state.
    wanted : Wanted
    shortfall : int
        Units missing or in excess; 1 or more.
    people : tuple of str
        Ids of the people concerned, if it is about single people or pairs.
    who : Who or None
        The description of the people who are counted, if there is one.
    says : str
        The whole finding as a clause without its table and its period, if the kind provides it; otherwise "".
    number : int
        How many findings it stands for.
    """

    table: str | None
    group: str | None
    have: int | str = field(compare=False)
    wanted: Wanted = field(compare=False)
    shortfall: int = field(compare=False)
    people: tuple[str, ...] = ()
    who: Who | None = field(default=None, compare=False)
    says: str = field(default="", compare=False)
    number: int = field(default=1, compare=False)

    @property
    def subject(self) -> Finding:
        """The finding with its group folded: equal for two seatings in which other people spell the group first."""
        return replace(self, group=None if self.group is None else fold(self.group))

    def has_less_than(self, before: Finding) -> bool:
        """Whether there is less of what there is too little of than in an earlier finding about the same.

        The shortfall can be the same: who shares a language with no one falls short by one, like a person who shares
        one with too few.
        """
        have, had = self.have, before.have
        return self.asks_for_more and isinstance(have, int) and isinstance(had, int) and have < had

    @property
    def want(self) -> str:
        """The wanted value in words."""
        return in_words(self.wanted)

    @property
    def is_told(self) -> bool:
        """Whether it contains more than the table and the shortfall, which may be all that a reader may know."""
        return self.wanted != UNTOLD

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
        """Whether it counts everyone at the table."""
        return self.wanted.unit is Unit.SEATS

    @property
    def have_in_words(self) -> str:
        """The actual value in words: "2 tables" for a number of tables, "2" for any other number."""
        return _actual(self.have, self.wanted)

    def compared(self, have: str = "") -> str:
        """Return "1 instead of at least 2"; `have` replaces the words for the actual value."""
        return _compared(have or self.have_in_words, self.wanted)


def sum_others(findings: Iterable[Finding], most: int) -> tuple[Finding, ...]:
    """Return the first findings, and a single one for all others of each table: pairs are far more than people.

    Parameters
    ----------
    findings : iterable of Finding
    most : int
        The number of findings that are kept as they are.

    Examples
    --------
    >>> found = (Finding("north", f"pair {number}", "", state("apart"), 2) for number in range(5))
    >>> [(one.says or one.group, one.shortfall) for one in sum_others(found, 2)]
    [('pair 0', 2), ('pair 1', 2), ('3 more', 6)]
    """
    left = iter(findings)
    kept = tuple(islice(left, most))
    others: dict[str | None, Finding] = {}
    for one in left:
        if (known := others.setdefault(one.table, one)) is not one:
            number, shortfall = known.number + one.number, known.shortfall + one.shortfall
            says = said("%(number)s more", number=f"{number:,}")
            others[one.table] = Finding(one.table, None, "", known.wanted, shortfall, says=says, number=number)
    return *kept, *others.values()


def outside(
    table: str | None,
    group: str,
    have: int,
    least: int = 0,
    most: int | None = None,
    *,
    unit: Unit = Unit.PEOPLE,
    or_none: bool = False,
    who: Who | None = None,
) -> Iterator[Finding]:
    """Yield the finding of a number that is outside a band, one unit for each that is missing or too many.

    Parameters
    ----------
    table : str or None
    group : str
    have : int
    least : int
    most : int, optional
        None for no upper end.
    unit : Unit
        What is counted.
    or_none : bool
        Whether the words say that 0 is also fine; the caller decides whether it is.
    who : Who, optional
        The description of the people who are counted.
    """
    if have < least:
        yield Finding(table, group, have, at_least(least, unit, or_none=or_none), least - have, who=who)
    if most is not None and have > most:
        yield Finding(table, group, have, at_most(most, unit), have - most, who=who)


def clause(about: str, have: int | str, wanted: Wanted, says: str = "") -> str:
    """Return a finding as a clause without its table and its period. Terminal, report and packet all print this.

    Parameters
    ----------
    about : str
        The people or the thing that the finding is about.
    have : int or str
    wanted : Wanted
    says : str
        The kind's own words for the whole finding; "" for none.

    Examples
    --------
    >>> clause("doer", 1, at_least(2))
    'doer: 1 instead of at least 2'
    """
    if says:
        return says
    actual = _actual(have, wanted)
    if not about:
        return _compared(actual, wanted)
    return said("%(about)s: %(have)s instead of %(want)s", about=about, have=actual, want=in_words(wanted))


def _compared(have: str, wanted: Wanted) -> str:
    return said("%(have)s instead of %(want)s", have=have, want=in_words(wanted))


def _actual(have: int | str, wanted: Wanted) -> str:
    if isinstance(have, int) and wanted.unit is Unit.TABLES:
        return said_count("%(number)s table", "%(number)s tables", have)
    return have if isinstance(have, str) else str(have)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings of one requirement in one seating.

    `met` is usually True when there is no shortfall. A voice with `or_none` is also unmet, without a shortfall, if
    no one of its perspective attends. `applies` is False if the requirement does not apply in this round, for example
    because it is about earlier rounds and there are none; such a requirement is not counted as met.

    Attributes
    ----------
    requirement : str
        The id of the requirement.
    findings : tuple of Finding
        What is unmet, one for each table or group; see `sum_others` for very many.
    met, applies : bool
    """

    requirement: str
    findings: tuple[Finding, ...]
    met: bool
    applies: bool = True

    @property
    def shortfall(self) -> int:
        """The total shortfall of all findings, in units."""
        return sum(finding.shortfall for finding in self.findings)
