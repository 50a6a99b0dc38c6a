"""Who goes to which sessions: the question that `engines.exact.session_solver` answers.

One person may go to several sessions, so this is not a seating. Staff serve at sessions, and people may be invited to
further sessions after their first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seating.room.plan import IntArray

Visits = NDArray[np.bool_]
"""Who goes where, shape (persons, sessions)."""


class Level:
    """The levels of needs; a lower level is infinitely more important."""

    MUST, SHOULD, USUAL = range(3)


@dataclass(frozen=True, eq=False, slots=True)
class SessionNeed:
    """A number of people that one session needs.

    With `found` of them there, its cost is ``weight * people * min(step, max(0, at_least - found))``.

    Attributes
    ----------
    session : int
    persons : int array, shape (any,)
        The numbers of the persons who count.
    at_least : int
    level : int
        One of the constants of `Level`.
    weight : int
        Points for each unit; 1 for a must.
    people : int
        How many people at the session miss them.
    step : int
        Maximum shortfall for each of these people.
    """

    session: int
    persons: IntArray
    at_least: int
    level: int
    weight: int = 1
    people: int = 1
    step: int = 2**20


@dataclass(frozen=True, eq=False, slots=True)
class FormerVisit:
    """A visit of before, which is kept if the person goes to any of its sessions.

    Attributes
    ----------
    person : int
    sessions : int array, shape (any,)
        The session or, if it was split, all that it became.
    """

    person: int
    sessions: IntArray


@dataclass(frozen=True, eq=False, slots=True)
class SessionModel:
    """Persons, sessions, what the sessions need, and what a person can do.

    Attributes
    ----------
    allowed : bool array, shape (persons, sessions)
        Whether a person may go to a session.
    costs : int array, shape (persons, sessions)
        The penalty if they do.
    clashes : int array, shape (pairs, 2)
        Pairs of sessions that one person cannot both go to.
    apart : int array, shape (pairs, 2)
        Pairs of persons who cannot both go to a session.
    least : int
        Minimum number of sessions of each person who may go to any.
    most : int array, shape (persons,)
        Maximum number of sessions of each person.
    room : int array, shape (sessions,)
        Maximum number of these persons at each session.
    needs : tuple of SessionNeed
    is_even : bool
        Whether as few visits as necessary are wanted, spread evenly over the persons; otherwise as many as possible.
    former : tuple of FormerVisit
        Kept where no need is met less well for it; an even spread counts less.
    together : tuple of int array
        The numbers of persons who go to a session all or not at all, for each row of the list with several people.
    """

    allowed: Visits
    costs: IntArray
    clashes: IntArray
    apart: IntArray
    least: int
    most: IntArray
    room: IntArray
    needs: tuple[SessionNeed, ...]
    is_even: bool
    former: tuple[FormerVisit, ...] = ()
    together: tuple[IntArray, ...] = ()

    def is_possible(self, visits: Visits) -> bool:
        """Whether these visits keep to what is allowed, clashes, and the limits of persons and sessions."""
        loads = visits.sum(axis=1)
        least = np.minimum(self.least, self.allowed.sum(axis=1))
        both = visits[:, self.clashes[:, 0]] & visits[:, self.clashes[:, 1]]
        return bool(
            not (visits & ~self.allowed).any()
            and not both.any()
            and not (visits[self.apart[:, 0]] & visits[self.apart[:, 1]]).any()
            and all((visits[row] == visits[row[0]]).all() for row in self.together)
            and (loads >= least).all()
            and (loads <= self.most).all()
            and (visits.sum(axis=0) <= self.room).all()
        )
