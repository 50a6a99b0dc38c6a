"""The chance that an event holds: exact by counting who comes of each kind, else drawn."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import fsum, prod

import numpy as np

from seating.analysis.attendance.arrivals import arrivals
from seating.analysis.attendance.chance import Chance, drawn
from seating.analysis.attendance.day import Scope, at_table, chance_to_come, whole
from seating.analysis.attendance.event import Event
from seating.plan import Plan, Room
from seating.profiles import Person

__all__ = ["Reckoner"]

MOST_DAYS = 4_096
"""Days that differ, up to which all are looked at: those of twelve people who have nobody like them."""

MOST_LOOKS = 300_000
"""People looked at for one event, over all days; what takes more is drawn."""

DRAWN_LOOKS = 130_000
"""The same over all days drawn: enough for all of them in a room of sixty people."""

ALL_LOOKS = 2_000_000
"""People looked at for all events of one room, after which no chance is reckoned any more."""

DRAWS, FEWEST_DRAWS = 2_000, 60
"""Days drawn, and how many at least in a room so large that fewer have to do."""

NEVER = 1e-12
"""A chance below which nothing more is looked at: what is left out is smaller still."""

SEED = 1
"""Of the days drawn, so that the same seating has the same chances."""


@dataclass(frozen=True)
class _Part:
    """A scope and those of whom it hangs, by kind."""

    scope: Scope
    alike: tuple[tuple[Person, ...], ...]

    @property
    def days(self) -> int:
        """How many days differ."""
        return prod(len(people) + 1 for people in self.alike)

    @property
    def looks(self) -> int:
        """How many people are looked at on all those days."""
        return self.days * (len(self.scope.room.persons) + 1)

    def without(self, coming: Sequence[int]) -> frozenset[str]:
        """Return who is away when so many of each kind come: those who come are as good as any others."""
        return frozenset(p.id for people, n in zip(self.alike, coming, strict=True) for p in people[n:])


class Reckoner:
    """Reckons chances in one room with one plan.

    Parameters
    ----------
    room : Room
    plan : Plan
    """

    def __init__(self, room: Room, plan: Plan) -> None:
        self._looks = 0
        self._whole = whole(room, plan)
        everybody: dict[str, list[Person]] = {table.id: [] for table in room.tables}
        for person in room.persons:
            everybody[plan.seats[person.id]].append(person)
        self._members: Mapping[str, tuple[Person, ...]] = {table: tuple(here) for table, here in everybody.items()}

    @property
    def members(self) -> Mapping[str, tuple[Person, ...]]:
        """Everybody at each table's id, staff included."""
        return self._members

    def holds(self, event: Event) -> bool:
        """Whether an event holds with everybody there."""
        return event.holds(self._whole.room, self._whole.plan)

    def scopes(self, event: Event) -> Iterator[Scope]:
        """Yield what an event is about: tables that have nothing to do with each other, or the whole room."""
        if not event.table_by_table:
            yield self._whole
            return
        room, plan = self._whole.room, self._whole.plan
        yield from (at_table(room, plan, room.table(table), self._members) for table in event.tables)

    def chance(self, event: Event) -> Chance | None:
        """Return the chance that an event holds on the day; None where that would take more work than is given."""
        if self._looks > ALL_LOOKS:
            return None
        parts = [self._part(scope, event) for scope in self.scopes(event)]
        counted: list[_Part] = []
        others: list[_Part] = []
        looks = 0
        for part in sorted(parts, key=lambda part: part.days):
            looks += part.looks
            is_counted = part.days == 1 or (part.days <= MOST_DAYS and looks <= MOST_LOOKS)
            (counted if is_counted else others).append(part)
        self._looks += min(looks, MOST_LOOKS)
        factor = 1.0
        for part in counted:
            factor *= _exactly(part, event)
            if factor < NEVER:
                return Chance.exactly(factor)
        return _drawn(others, event).times(factor) if others and factor else Chance.exactly(factor)

    def _part(self, scope: Scope, event: Event) -> _Part:
        alike: dict[Hashable, list[Person]] = {}
        for person in scope.uncertain:
            if person.id in event.kinds:
                alike.setdefault(event.kind_of(person.id, scope.plan), []).append(person)
        return _Part(scope, tuple(tuple(people) for people in alike.values()))


def _exactly(part: _Part, event: Event) -> float:
    """Return the chance that an event holds in one part, by all the days that differ."""
    weights = [arrivals(map(chance_to_come, people)) for people in part.alike]
    days = product(*(range(len(people) + 1) for people in part.alike))
    return fsum(
        prod(float(weight[n]) for weight, n in zip(weights, coming, strict=True))
        for coming in days
        if event.holds(*part.scope.without(part.without(coming)))
    )


def _drawn(parts: Sequence[_Part], event: Event) -> Chance:
    """Return the chance that an event holds in all of these parts, by days drawn."""
    size = sum(len(part.scope.room.persons) + 1 for part in parts)
    draws = max(FEWEST_DRAWS, min(DRAWS, DRAWN_LOOKS // size))
    dice = np.random.default_rng(SEED)
    held = np.ones(draws, dtype=bool)
    for part in parts:
        coming = np.stack(
            [
                (dice.random((draws, len(people))) < [chance_to_come(person) for person in people]).sum(axis=1)
                for people in part.alike
            ],
            axis=1,
        )
        days, which = np.unique(coming, axis=0, return_inverse=True)
        holds = [event.holds(*part.scope.without(part.without(day))) for day in days.tolist()]
        held &= np.array(holds, dtype=bool)[which.ravel()]
    return drawn(int(held.sum()), draws)
