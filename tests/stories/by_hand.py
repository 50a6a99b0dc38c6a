"""A ledger kept by hand: a second, naive record of the rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Seats = Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """The state of the rounds at one moment.

    Attributes
    ----------
    open_round : int
    rounds : mapping of int to seats
        The table of each person by id, for each held, open or planned round.
    unfinished : frozenset of int
        The rounds of the last entry, as long as their pages are still to be written.
    more : mapping of int to mapping
        What a story notes of each round in addition.
    """

    open_round: int = 1
    rounds: Mapping[int, Seats | None] = None  # type: ignore[assignment]
    unfinished: frozenset[int] = frozenset()
    more: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def told(self) -> list[tuple[int, str, bool]]:
        """The expected output of `rounds list`: number, state, and whether the round is unfinished."""

        def state(number: int) -> str:
            return "held" if number < self.open_round else "open" if number == self.open_round else "planned"

        return [(n, state(n), n in self.unfinished and state(n) != "held") for n in sorted(self.rounds)]


class Book:
    """All states, one after each save; an undo returns to the previous one."""

    def __init__(self) -> None:
        self.pages = [Page(rounds={})]

    @property
    def now(self) -> Page:
        return self.pages[-1]

    def seat(self, seats: Sequence[Seats], next_round: bool, unfinished: bool = False) -> None:
        """Record a seating. Rounds planned after it stay only if everyone has the seat that was planned."""
        first = self.now.open_round + next_round
        now = dict(enumerate(seats, start=first))
        stays = all(self.now.rounds.get(number) == known for number, known in now.items())
        rounds = {**{n: known for n, known in self.now.rounds.items() if n < first or stays}, **now}
        self.pages.append(Page(first, rounds, frozenset(now if unfinished else ()), self.now.more))

    def finish(self) -> None:
        """Record that the pages are written."""
        self.pages[-1] = replace(self.now, unfinished=frozenset())

    def record(self) -> None:
        """Record an entry that seats nobody: an attendance or imported seatings."""
        self.pages.append(self.now)

    def note(self, number: int, **more: Any) -> None:
        """Note something about a round in the newest state."""
        found = {**self.now.more, number: {**self.now.more.get(number, {}), **more}}
        self.pages[-1] = replace(self.now, more=found)

    def rename(self, person: str, token: str) -> None:
        """Replace a person by a token in all states."""
        for at, page in enumerate(self.pages):
            rounds = {n: {token if p == person else p: t for p, t in seats.items()} for n, seats in page.rounds.items()}
            self.pages[at] = replace(page, rounds=rounds)

    def undo(self) -> None:
        self.pages.pop()
