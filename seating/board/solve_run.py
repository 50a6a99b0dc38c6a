"""A solve in a thread of its own, so that leaving the page does not end it, with what it has reported so far."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

from seating.api.request import Request
from seating.api.result import Solved
from seating.api.searches.trials import Trial
from seating.board.filling import Filling
from seating.board.opened import Opened
from seating.board.proposals import Proposal
from seating.engines.messages import Silent, Stage
from seating.engines.outcome import is_optimal
from seating.errors import SeatingError, UsageError, text_of
from seating.interrupts import StopSignal
from seating.model import Value
from seating.room.plan import Plan
from seating.wording import said

T = TypeVar("T")

NEWS = 2.5
"""Seconds for which the end of a run is news; windows ask every second."""


NUMBERS = itertools.count(1)
"""The numbers of the runs of this process."""


class Phase(StrEnum):
    """How far a run is."""

    SEARCHING = "searching"
    STOPPING = "stopping"
    """It was asked to stop. The best seating so far is checked, explained and saved."""
    DONE = "done"
    NOTHING = "nothing"
    """It was stopped before there was anything to keep, and nothing has changed."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Point:
    """What is known of a search.

    Attributes
    ----------
    unmet : int
        By how much the best seating falls short of the musts.
    penalty : int
    bound : int or None
        A proven lower bound on the penalty; None while a must is unmet.
    """

    unmet: int
    penalty: int
    bound: int | None


class SolveRun(Silent, Generic[T]):
    """One run. It begins when it is made, and it is the watch of its own search.

    Parameters
    ----------
    work : callable
        Called with the request in the thread of the run; returns the result.
    request : Request
        Its watch and its stop signal are replaced.
    finished : callable
        Called at the end, whatever the end is.

    Attributes
    ----------
    number : int
        Tells this run from the others of the process.
    phase : Phase
    doing : Stage
        What it does now.
    latest : Point or None
        The last report; None if there is none yet.
    plan : Plan or None
        The best seating so far; None before the first one.
    result : T or None
        What `work` returned, once the run is done.
    error : str
        Why it failed, in words; "" otherwise.
    seconds : float
        Seconds from the beginning until now or until the end.
    """

    def __init__(self, work: Callable[[Request], T], request: Request, finished: Callable[[], None]) -> None:
        self.number = next(NUMBERS)
        self.phase, self.doing = Phase.SEARCHING, Stage.SEARCHING
        self.latest: Point | None = None
        self.plan: Plan | None = None
        self._value: Value | None = None
        self.result: T | None = None
        self.error = ""
        self._work, self._finished = work, finished
        self._request = replace(request, watch=self, stop_signal=StopSignal(), started=time.monotonic())
        self._began, self._ended = time.monotonic(), 0.0
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def is_active(self) -> bool:
        """Whether it has not ended."""
        return self.phase in {Phase.SEARCHING, Phase.STOPPING}

    @property
    def seconds(self) -> float:
        """Seconds from the beginning until now, or until the end."""
        return (self._ended or time.monotonic()) - self._began

    def stop(self) -> None:
        """Stop the search and keep the best seating so far."""
        if self.is_active:
            self.phase = Phase.STOPPING
            self._request.stop_signal.send()

    @property
    def is_proven(self) -> bool:
        """Whether the last report is of a seating that is proven to be the best; it is then checked and saved."""
        last = self.latest
        return last is not None and is_optimal(Value(last.unmet, last.penalty), last.bound)

    @property
    def is_news(self) -> bool:
        """Whether it has ended so recently that windows do not know it yet."""
        return not self.is_active and time.monotonic() - self._ended < NEWS

    def join(self, seconds: float) -> bool:
        """Wait for the end, at most a number of seconds. Return whether it has come."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Note a better seating or a better bound.

        What one engine reports may be worse than what another has reported before; the best of both is kept.
        """
        value, known = (incumbent.unmet, incumbent.penalty), bound
        if (before := self.latest) is not None:
            value = min(value, (before.unmet, before.penalty))
            known = max((one for one in (bound, before.bound) if one is not None), default=None)
        if known is not None and known > value[1]:
            known = bound  # a bound that a better seating refutes
        self.latest = Point(*value, None if value[0] else known)

    def found(self, plan: Plan, value: Value) -> None:
        """Note the best seating so far. A search that goes on with other engines can begin with a worse one."""
        if self._value is None or value < self._value:
            self.plan, self._value = plan, value
            if self.latest is None:  # a repair reports seatings alone
                self.progress(value, None, self.seconds)

    def stage(self, stage: Stage) -> None:
        """Note what it does now."""
        self.doing = stage

    def _run(self) -> None:
        phase = Phase.FAILED
        try:
            self.result = self._work(self._request)
            phase = Phase.DONE
        except KeyboardInterrupt:
            phase = Phase.NOTHING
        except SeatingError as error:
            self.error = text_of(error)
        except Exception as error:  # a thread has no one to pass it to
            self.error = f"{type(error).__name__}: {error}"
        finally:
            self._ended = time.monotonic()
            self.phase = phase
            self._finished()


class Solving:
    """The run of a session and the ways out that are tried. One thing runs at a time.

    Attributes
    ----------
    run : SolveRun or None
        The last solve, or the one that is under way.
    what : str
        What the run does: "new", "improve" or "repair"; "" before the first one.
    since : int or None
        The number of the last step of the seating when the run began; None before the first one.
    unchanged : int or None
        The number of the last step of the seating for which the run ended without a better one; None otherwise.
    proposal : Proposal or None
        A better seating that waits for an answer.
    trials : dict
        The trials of its ways out, by their number.
    taken : str
        The sentence of the way out that was taken last; "" if none was, or if it was undone.
    filling : Filling
        The drawings of the seats that a search has found so far.
    by_hand : Filling
        The drawings of the seats on the board since the last search.

    Parameters
    ----------
    taken : str
    """

    def __init__(self, taken: str = "") -> None:
        self.what = ""
        self.since: int | None = None
        self.unchanged: int | None = None
        self.run: SolveRun[Solved] | None = None
        self.proposal: Proposal | None = None
        self.trials: dict[int, SolveRun[Trial]] = {}
        self.taken = taken
        self.filling, self.by_hand = Filling(), Filling()

    @property
    def active(self) -> SolveRun[Solved] | SolveRun[Trial] | None:
        """What runs now, if anything does."""
        return next((one for one in (self.run, *self.trials.values()) if one is not None and one.is_active), None)

    def found_nothing_better(self, opened: Opened) -> bool:
        """Whether the last search found no seating that is better than the one on the board, as both still are."""
        result = None if self.run is None else self.run.result
        return self.unchanged == opened.seating.number and result is not None and opened.asks_the_same(result)

    def find_proposal(self, opened: Opened) -> Proposal | None:
        """Return the seating that waits for an answer, as long as the one on the board is what it began from."""
        found = self.proposal
        return found if found and found.since == opened.seating.number and opened.asks_the_same(found.result) else None

    def refuse_second(self) -> None:
        """Raise `UsageError` while something runs."""
        if self.active is not None:
            raise UsageError(said("A search is already running. Stop it first, or wait until it ends."))

    def begin(self, run: SolveRun[Solved], what: str = "", since: int | None = None) -> None:
        """Show this run from now on."""
        self.run, self.trials, self.what, self.since = run, {}, what, since
        self.proposal = None
        self.filling.end_pause()

    def stop(self, seconds: float = 0.0) -> None:
        """Stop what runs, and wait until it has saved its seating, at most a number of seconds."""
        if (active := self.active) is not None:
            active.stop()
            active.join(seconds)
