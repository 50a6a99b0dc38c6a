"""What the checker finds: a finding is one lack, a verdict all that one requirement lacks."""

from __future__ import annotations

from dataclasses import dataclass, field

from seating.wording import said_count

__all__ = ["Finding", "Verdict"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One unit, or several, that a requirement lacks.

    Two findings are equal when they are about the same thing (table, group, people), whatever the
    amount: that is what lets two seatings be compared.

    Attributes
    ----------
    table : str or None
        The table's id; None for the room as a whole.
    group : str or None
        Whom or what it is about, in words.
    have : int or str
        What there is.
    want : str
        What was asked, in words: "at least 2".
    shortfall : int
        Units missing or over; 1 or more.
    people : tuple of str
        Ids of the people concerned, where it is about single people or pairs.
    """

    table: str | None
    group: str | None
    have: int | str = field(compare=False)
    want: str = field(compare=False)
    shortfall: int = field(compare=False)
    people: tuple[str, ...] = ()

    @property
    def have_in_words(self) -> str:
        """What there is, with its noun where that is not people: "2", "2 tables"."""
        is_of_tables = isinstance(self.have, int) and self.want.endswith((" table", " tables"))
        if is_of_tables:
            return said_count("%(number)s table", "%(number)s tables", int(self.have))
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
