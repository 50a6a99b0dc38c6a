"""How far a search has come: by tries, or by seconds where there is a time limit."""

from __future__ import annotations

import time

from seating.engines.questions import Anneal

__all__ = ["FIRST_TRIES", "TRIES_A_UNIT", "Clock"]

TRIES_A_UNIT = 6_000_000
"""Changes tried by a chain in a unit of work."""

STEPS = 200
"""Temperatures from warm to cold, and moments at which chains compare what they found."""

FIRST_TRIES = 100
"""Changes tried for each person at each temperature while the right ones are looked for."""

A_STEP = 50_000
"""Changes tried in the first step where the clock counts, to see how fast this machine is."""

LOOKS = 100
"""One temperature in the looking takes no more than so small a part of the work."""


class Clock:
    """How far the work has come: by tries, or by seconds where there is a time limit."""

    def __init__(self, question: Anneal) -> None:
        self._began = time.monotonic()
        self._seconds = question.seconds
        self._all = int(question.work * TRIES_A_UNIT)
        self.tried = 0
        self.tries = max(1, self._all // STEPS if question.seconds is None else A_STEP)

    @property
    def progress(self) -> float:
        if self._seconds is None:
            return self.tried / max(1, self._all)
        return (time.monotonic() - self._began) / max(0.001, self._seconds)

    @property
    def most_in_a_look(self) -> int:
        """How many tries may go into one temperature while the right ones are looked for."""
        return max(100, self._all // LOOKS) if self._seconds is None else FIRST_TRIES * A_STEP

    @property
    def tries_left(self) -> int:
        """How many tries there will be for a chain, as far as that can be told."""
        return int(self.tried * (1.0 - self.progress) / max(1e-9, self.progress))

    @property
    def is_over(self) -> bool:
        return self.progress >= 1.0

    def note(self, tries: int) -> None:
        """Take note of tries done, and set how long the next step is."""
        self.tried += tries
        if self._seconds is not None:
            pace = self.tried / max(0.001, time.monotonic() - self._began)
            left = self._seconds - (time.monotonic() - self._began)
            self.tries = max(1_000, int(pace * min(self._seconds / STEPS, left)))
