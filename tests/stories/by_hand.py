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
    unfinished : bool
        Whether pages of the open round are still to be written.
    more : mapping of int to mapping
        What a story notes of each round in addition.
    """

    open_round: int = 1
    rounds: Mapping[int, Seats | None] = None  # type: ignore[assignment]
    unfinished: bool = False
    more: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def told(self) -> list[tuple[int, str, bool]]:
        """The expected output of `rounds list`: number, state, and whether the round is unfinished."""

        def state(number: int) -> str:
            return "held" if number < self.open_round else "open" if number == self.open_round else "planned"

        return [(number, state(number), self.unfinished and state(number) != "held") for number in sorted(self.rounds)]


class Book:
    """All states, one after each save; an undo returns to the previous one."""

    def __init__(self) -> None:
        self.pages = [Page(rounds={})]

    @property
    def now(self) -> Page:
        return self.pages[-1]

    def seat(self, seats: Sequence[Seats], next_round: bool, unfinished: bool = False) -> None:
        first = self.now.open_round + next_round
        kept = {number: known for number, known in self.now.rounds.items() if number < first}
        rounds = {**kept, **dict(enumerate(seats, start=first))}
        self.pages.append(Page(first, rounds, unfinished, self.now.more))

    def finish(self) -> None:
        """Record that the pages are written."""
        self.pages[-1] = replace(self.now, unfinished=False)

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
