"""Musts that counting alone proves impossible: more asked for than there is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seating.model import Model
from seating.model.trivial_bound import Tally, least_shortfalls, tallies

__all__ = ["Clash", "clashes"]


@dataclass(frozen=True, slots=True)
class Clash:
    """One must that cannot hold whatever the seating.

    `needed` people, or places for people, are asked for over all tables, and there are `available`.
    `sentence` says so. `group` holds the numbers of the people who are too few or too many.
    """

    requirement: str
    needed: int
    available: int
    sentence: str
    group: tuple[int, ...] | None = None


def clashes(model: Model) -> tuple[Clash, ...]:
    """Return the musts that ask for more than there is: of people, of seats, or of anything that adds up.

    The check is sound, not complete: what it names is impossible; what it does not name may be too.
    """
    found = []
    explained = set()
    for tally in tallies(model):
        if model.musts[tally.requirement] and (tally.missing or tally.over):
            explained.add(tally.requirement)
            found.append(_of_people(model, tally))
    least = least_shortfalls(model)
    for number in np.flatnonzero(model.musts & (least > 0)).tolist():
        if number not in explained:
            short = int(least[number])
            found.append(Clash(model.requirement_ids[number], short, 0, f"{short:,} short, whatever the seating."))
    return tuple(found)


def _of_people(model: Model, tally: Tally) -> Clash:
    identity = model.requirement_ids[tally.requirement]
    if tally.missing or tally.room is None:
        there = f"there {'is' if tally.people == 1 else 'are'} {tally.people:,}"
        says = f"It takes {tally.asked:,} people over all tables, and {there}."
        return Clash(identity, tally.asked, tally.people, says, tuple(tally.group.tolist()))
    says = f"The tables take {tally.room:,} of these people, and {tally.people:,} are coming."
    return Clash(identity, tally.people, tally.room, says, tuple(tally.group.tolist()))
