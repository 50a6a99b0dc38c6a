"""What happened before: who sat where in earlier rounds, and what they held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from seating.wording import said

__all__ = ["History", "PastRound", "PastVoice"]


@dataclass(frozen=True, slots=True)
class PastVoice:
    """How one voice fared in an earlier round: its state in one word, and how many sat at each table's id."""

    state: str
    tables: Mapping[str, int] = field(default_factory=dict)


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
    staff : mapping of person id to table id
        The staff who were there.
    voices : mapping of requirement id to PastVoice
        How each voice that was asked for fared; a voice that is not among them was not asked for.
    is_planned : bool
        Whether it is only planned yet, ahead of the round that it is history for.
    """

    number: int
    seats: Mapping[str, str]
    members: Mapping[str, str] = field(default_factory=dict)
    duties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unmet: frozenset[str] = frozenset()
    staff: Mapping[str, str] = field(default_factory=dict)
    voices: Mapping[str, PastVoice] = field(default_factory=dict)
    is_planned: bool = False

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

    def members_of(self, tables: Collection[str]) -> frozenset[str]:
        """Return the ids of those who belonged to any of these tables, present or away."""
        return frozenset(person for table in tables for person in self._belonging.get(table, ()))

    @cached_property
    def _belonging(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for person, table in {**self.members, **self.seats}.items():
            found.setdefault(table, []).append(person)
        return {table: tuple(people) for table, people in found.items()}

    @property
    def name(self) -> str:
        """What a sentence calls it: "round 2"; "a round before the first" for one from elsewhere."""
        return said("round %(number)s", number=self.number) if self.number > 0 else said("a round before the first")


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

    def then(
        self, number: int, seats: Mapping[str, str], duties: Mapping[str, tuple[str, ...]] | None = None
    ) -> History:
        """Return the history once a round of these seats (staff left out) is planned to come after it."""
        earlier = {**self.last.members, **self.last.seats} if self.last else {}
        planned = PastRound(number, seats, {**earlier, **seats}, duties or {}, is_planned=True)
        return History((*self.rounds, planned))

    def times_together(self) -> Mapping[tuple[str, str], int]:
        """Return in how many rounds each pair of sorted ids shared a table; those who never did are left out."""
        return Counter(pair for past in self.rounds for pair in past.company)
