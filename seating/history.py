"""What happened before: who sat where in earlier rounds, and what they held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

__all__ = ["History", "PastRound"]


@dataclass(frozen=True)
class PastRound:
    """One earlier round as it was held.

    Attributes
    ----------
    number : int
        Rounds of the ledger from 1; those imported from elsewhere are 0, -1, … from the newest back.
    seats : mapping of person id to table id
        Who was really there, staff left out.
    members : mapping of person id to table id
        Who belonged to a table by then: those there, and those away who had sat at it when last seen.
    duties : mapping of person id to tuple of str
        Duties held there: chair, reporter, …
    unmet : frozenset of str
        Ids of the requirements that were unmet, voices that nobody attended for among them.
    """

    number: int
    seats: Mapping[str, str]
    members: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmet: frozenset[str] = frozenset()

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of those who were there, sorted, under each table's id."""
        found: dict[str, list[str]] = {}
        for person, table in sorted(self.seats.items()):
            found.setdefault(table, []).append(person)
        return {table: tuple(people) for table, people in found.items()}

    @cached_property
    def company(self) -> frozenset[tuple[str, str]]:
        """The pairs who shared a table, each as sorted ids."""
        return frozenset(pair for people in self.tables.values() for pair in combinations(people, 2))


@dataclass(frozen=True)
class History:
    """Earlier rounds, oldest first."""

    rounds: tuple[PastRound, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rounds)

    @property
    def last(self) -> PastRound | None:
        """The round before this one."""
        return self.rounds[-1] if self.rounds else None

    @cached_property
    def seen(self) -> frozenset[str]:
        """Ids of all who have been to a round."""
        return frozenset(person for past in self.rounds for person in past.seats)

    def within(self, rounds: int | None) -> History:
        """Return the history of only that many rounds back; all of it for None."""
        return self if rounds is None else History(self.rounds[max(0, len(self.rounds) - rounds) :])

    def without(self, number: int) -> History:
        """Return the history as if the round of that number had not been held."""
        return History(tuple(past for past in self.rounds if past.number != number))

    def times_together(self) -> Mapping[tuple[str, str], int]:
        """Return in how many rounds each pair shared a table; pairs are sorted ids, those who never did are left out."""
        return Counter(pair for past in self.rounds for pair in past.company)
