"""How much one device, and all together, may ask for and send, so that no one can flood the event."""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MINUTE = 60.0

MOST_CLIENTS = 4_096
"""Number of devices whose requests are counted apart. The one that was silent for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of an event. Devices are told apart by their address on the network.

    Attributes
    ----------
    requests, requests_of_all : int
        Requests in a minute, of one device and of all.
    sends, sends_of_all : int
        Forms sent in a minute.
    answers, answers_of_all : int
        Answers while the program runs. Changing an answer is no further one.
    letters, letters_of_all : int
        Characters of the answers of one device, and of all together; `seating charts` compares at most 300,000.
    streams, streams_of_all : int
        Pages that are open and follow the event.
    wrong_pins, wrong_pins_of_all : int
        Wrong PINs in ten minutes.
    """

    requests: int = 240
    requests_of_all: int = 12_000
    sends: int = 20
    sends_of_all: int = 1_200
    answers: int = 12
    answers_of_all: int = 1_000
    letters: int = 20_000
    letters_of_all: int = 200_000
    streams: int = 8
    streams_of_all: int = 200
    wrong_pins: int = 5
    wrong_pins_of_all: int = 20


STANDARD = Limits()


class Rate:
    """Allows a number of events in a span of time to each device, and a number to all.

    Parameters
    ----------
    each, of_all : int
    seconds : float
        The span.
    clock : callable
        Returns the time in seconds.
    """

    def __init__(self, each: int, of_all: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._each, self._of_all, self._seconds, self._clock = each, of_all, seconds, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._all = (float(of_all), clock())

    def take(self, client: str) -> bool:
        """Count an event; return False if there were too many."""
        if not self.has_left(client):
            return False
        now = self._clock()
        self._left[client] = (self._refill(self._left.get(client), self._each, now) - 1, now)
        self._left.move_to_end(client)
        self._all = (self._refill(self._all, self._of_all, now) - 1, now)
        while len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return True

    def has_left(self, client: str) -> bool:
        """Whether one more event would be allowed."""
        now = self._clock()
        own = self._refill(self._left.get(client), self._each, now)
        return own >= 1 and self._refill(self._all, self._of_all, now) >= 1

    def _refill(self, before: tuple[float, float] | None, most: int, now: float) -> float:
        if before is None:
            return float(most)
        left, then = before
        return min(float(most), left + (now - then) * most / self._seconds)


class Meter:
    """Counts what devices do.

    Parameters
    ----------
    limits : Limits
    """

    def __init__(self, limits: Limits = STANDARD) -> None:
        self._limits = limits
        self.requests = Rate(limits.requests, limits.requests_of_all, MINUTE)
        self.sends = Rate(limits.sends, limits.sends_of_all, MINUTE)
        self.wrong_pins = Rate(limits.wrong_pins, limits.wrong_pins_of_all, 10 * MINUTE)
        self._streams: Counter[str] = Counter()
        self._letters: dict[str, tuple[str, int]] = {}
        self._answers: Counter[str] = Counter()

    def open_stream(self, client: str) -> bool:
        """Count a page that follows the event; return False if there are too many."""
        is_full = self._streams[client] >= self._limits.streams or self._streams.total() >= self._limits.streams_of_all
        if not is_full:
            self._streams[client] += 1
        return not is_full

    def close_stream(self, client: str) -> None:
        """Count such a page no longer."""
        self._streams[client] -= 1
        if not self._streams[client]:
            del self._streams[client]

    def may_answer(self, client: str, identity: str, letters: int, *, is_new: bool) -> bool:
        """Whether an answer of this many characters may be saved."""
        others = [(device, number) for one, (device, number) in self._letters.items() if one != identity]
        if letters + sum(number for _, number in others) > self._limits.letters_of_all:
            return False
        if letters + sum(number for device, number in others if device == client) > self._limits.letters:
            return False
        if not is_new:
            return True
        return self._answers[client] < self._limits.answers and self._answers.total() < self._limits.answers_of_all

    def note_answer(self, client: str, identity: str, letters: int, *, is_new: bool) -> None:
        """Count an answer that was saved."""
        self._letters[identity] = (client, letters)
        if is_new:
            self._answers[client] += 1
