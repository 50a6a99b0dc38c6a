"""Budgets: a search ends after an amount of work, which is repeatable, or at a deadline, which is not.

`worthwhile_limit` suggests a longer time limit where it would likely help.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import NamedTuple

from seating.engines.interruption import Ending
from seating.engines.outcome import Status
from seating.model import Model

SMALL_ROOM = 60
"""Largest number of people for which a room gets `LEAST_WORK`."""

LEAST_WORK = 7.0
"""Work units for a small room: about twenty seconds on a busy two-core machine."""

GROWTH = 0.75
"""Exponent with which work grows with the number of people, in rooms larger than a small one."""

MOST_WORK = 100.0
"""Work units for a large room: two or three minutes."""

WORK_A_PERSON = 0.02
"""Work units for each person of a very large room, which is improved in parts: five passes over all of them."""

USUAL_JOBS = 2
"""Default number of annealing chains in parallel. It is fixed, so that a run is repeatable on any machine."""

WORK_A_SECOND = 0.6
"""Approximate number of work units done in a second. Used only to divide the time if there is a time limit."""

ENDLESS = 1e6
"""More work units than any run can spend."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work or time a search may use.

    Attributes
    ----------
    work : float or None
        Work units, about a second or two each; None for no limit.
    deadline : float or None
        A moment of `time.monotonic`; None for no deadline.
    jobs : int
        Number of annealing chains in parallel, each on its own processor; the resulting seating depends on their
        number.
    """

    work: float | None = None
    deadline: float | None = None
    jobs: int = USUAL_JOBS

    def __post_init__(self) -> None:
        if self.work is None and self.deadline is None:
            raise ValueError("an effort needs a limit: work, a deadline, or both")
        if self.work is not None and self.work < 0:
            raise ValueError(f"work cannot be negative, but is {self.work}")

    @property
    def goes_on(self) -> bool:
        """Whether longer steps follow when all steps of a search were taken once: only where nothing limits the work.

        So a search that is limited in work ends when it has proven its seating or has taken all steps. One with a
        deadline takes the same steps first, so if it is cut off before their end, it is never better.
        """
        return self.work is None

    @classmethod
    def for_room(cls, model: Model) -> Effort:
        """Return the default effort: work that depends on the size of the room, so that runs are repeatable."""
        return cls(work=work_for_room(model))

    @classmethod
    def until(cls, deadline: float) -> Effort:
        """Return the effort that lasts until a moment of `time.monotonic`."""
        return cls(deadline=deadline)


def work_for_room(model: Model) -> float:
    """Return the work units of a full search, by the number of people."""
    work = min(MOST_WORK, LEAST_WORK * max(1.0, model.n_persons / SMALL_ROOM) ** GROWTH)
    return float(max(work, WORK_A_PERSON * model.n_persons))


def for_units(effort: Effort, model: Model, units: Model) -> Effort:
    """Return the effort of a search over units that sit together: the same share of the full work of that search.

    A search with a time limit takes its steps in shares of the full work of the room that it searches. So a search that
    is limited in work has to do the same, or neither is the beginning of the other.

    Parameters
    ----------
    effort : Effort
        For the room of people.
    model, units : Model
        The room of people, and that of units.
    """
    if effort.work is None:
        return effort
    return replace(effort, work=effort.work / work_for_room(model) * work_for_room(units))


def share_of(effort: Effort, share: float) -> Effort:
    """Return a share of an effort, counted from now."""
    work = None if effort.work is None else effort.work * share
    now = time.monotonic()
    deadline = None if effort.deadline is None else now + share * max(0.0, effort.deadline - now)
    return replace(effort, work=work, deadline=deadline)


class Budget:
    """The remaining effort."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self.spent = 0.0
        self.deadline = effort.deadline

    def spend(self, work: float) -> None:
        """Subtract work done."""
        self.spent += work

    @property
    def jobs(self) -> int:
        """Number of annealing chains in parallel."""
        return self._effort.jobs

    @property
    def seconds(self) -> float | None:
        """Seconds until the deadline, at least 0; None without one."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def work(self, share: float = 1.0) -> float:
        """Return the work left, or a share of it; practically unlimited if there is only a time limit."""
        if self._effort.work is None:
            return ENDLESS if self.seconds is None or share >= 1 else WORK_A_SECOND * self.seconds * share
        return max(0.0, self._effort.work - self.spent) * share

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left."""
        return (self._effort.work is not None and self.spent >= self._effort.work) or self.seconds == 0.0


LIMITS = (30, 60, 120, 300, 600, 1_800, 3_600, 14_400)
"""Time limits that may be suggested, in seconds."""

TIMES = 4
"""Minimum ratio of the suggested time limit to the last one."""

SECONDS_A_UNIT = 3.0
"""Maximum number of seconds that a unit of work takes on a busy machine. Used where no time limit was given."""

LATE = 0.5
"""Share of a search. An improvement after this point shows that the search had not converged."""


SHORT = 8.0
"""A search shorter than this many seconds is cut off before it has taken all its steps."""


class Course(NamedTuple):
    """How a search went.

    Attributes
    ----------
    status : Status
    ending : Ending
    is_cut_off : bool
        Whether it ended because its time or its work was spent.
    is_close : bool
        Whether the gap is so small that a proof can be expected.
    last_news : float
        When the last improvement of the seating or the bound came, from 0 (start) to 1 (end of the search).
    """

    status: Status
    ending: Ending
    is_cut_off: bool
    is_close: bool
    last_news: float


def worthwhile_limit(course: Course, seconds: float | None, work: float) -> int | None:
    """Return the time limit in seconds that is worth trying next; None if a longer search is unlikely to help.

    Parameters
    ----------
    course : Course
    seconds : float or None
        The time limit of the search; None if it had none.
    work : float
        Work units that were spent; used only if there was no time limit.
    """
    if course.status is Status.OPTIMAL or course.ending in {Ending.INTERRUPTED, Ending.LOST} or not course.is_cut_off:
        return None
    is_short = seconds is not None and seconds < SHORT
    if course.status is Status.FEASIBLE and not (course.is_close or is_short or course.last_news >= LATE):
        return None
    return longer_limit(SECONDS_A_UNIT * work if seconds is None else seconds)


def longer_limit(seconds: float) -> int | None:
    """Return the next time limit that is at least `TIMES` times as long; None if there is none.

    Examples
    --------
    >>> longer_limit(20), longer_limit(3), longer_limit(9_999)
    (120, 30, None)
    """
    return next((limit for limit in LIMITS if limit >= TIMES * seconds), None)
