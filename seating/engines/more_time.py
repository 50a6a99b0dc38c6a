"""Whether a longer search would likely prove a seating or better it, and how long it should be."""

from __future__ import annotations

from typing import NamedTuple

from seating.engines.status import Ending, Status

__all__ = ["Course", "longer_limit", "worthwhile_limit"]

LIMITS = (30, 60, 120, 300, 600, 1_800, 3_600, 14_400)
"""Time limits that are worth suggesting, in seconds."""

TIMES = 4
"""How many times longer the next search should be."""

SECONDS_A_UNIT = 3.0
"""Seconds that a unit of work takes at most, on a busy machine: where no clock was looked at."""

LATE = 0.5
"""Share of a search after which a better seating, or a better bound, shows that it had not come to rest."""


SHORT = 8.0
"""Seconds of a search that has hardly been through its stages when it is cut off."""


class Course(NamedTuple):
    """How a search went.

    Attributes
    ----------
    status : Status
    ending : Ending
    is_cut_off : bool
        Whether it ended since its time or its work was spent.
    is_close : bool
        Whether the bound is so near that a proof is to be expected.
    last_news : float
        When the last better seating or bound came, as a share of the search from 0 to 1.
    """

    status: Status
    ending: Ending
    is_cut_off: bool
    is_close: bool
    last_news: float


def worthwhile_limit(course: Course, seconds: float | None, work: float) -> int | None:
    """Return the time limit in seconds that is worth trying next; None where nothing speaks for one.

    Parameters
    ----------
    course : Course
    seconds : float or None
        The time limit there was.
    work : float
        Work units that were spent, which count where there was no limit.
    """
    if course.status is Status.OPTIMAL or course.ending in {Ending.INTERRUPTED, Ending.LOST} or not course.is_cut_off:
        return None
    is_short = seconds is not None and seconds < SHORT
    if course.status is Status.FEASIBLE and not (course.is_close or is_short or course.last_news >= LATE):
        return None
    return longer_limit(SECONDS_A_UNIT * work if seconds is None else seconds)


def longer_limit(seconds: float) -> int | None:
    """Return a time limit several times longer; None where that would be too long.

    Examples
    --------
    >>> longer_limit(20), longer_limit(3), longer_limit(9_999)
    (120, 30, None)
    """
    return next((limit for limit in LIMITS if limit >= TIMES * seconds), None)
