"""The chance that each requirement and each voice is met on the day.

A chance is exact where the numbers of people who come can be enumerated, and estimated from random draws otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import fsum, prod, sqrt

import numpy as np
from numpy.typing import NDArray

from seating.analysis.attendance.absences import (
    Absence,
    Scope,
    build_table_scope,
    checked,
    find_absence,
    find_absences,
    is_uncertain,
    read_chance,
    room_without_held_seats,
)
from seating.analysis.attendance.events import Event, build_requirement_events, build_voice_event, combine_events
from seating.analysis.attendance.stand_ins import Card, StandIns
from seating.groups import group_by_key
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import Requirement

NORMAL_QUANTILE = 1.959963984540054
"""The normal quantile of a two-sided 95% interval."""

MOST_DAYS = 4_096
"""Maximum number of different days to enumerate; equals 2**12, for twelve people, no two of them alike."""

MOST_LOOKS = 300_000
"""Maximum number of people checked for one event, over all days; events that need more are estimated from draws."""

DRAWN_LOOKS = 130_000
"""Maximum number of people checked over all days drawn; allows `DRAWS` days in a room of about sixty people."""

ALL_LOOKS = 2_000_000
"""No more chances of one room are computed once this many people have been checked over all its events."""

DRAWS, FEWEST_DRAWS = 2_000, 60
"""Number of days drawn, and the minimum number for a large room."""

NEVER = 1e-12
"""Once an exact chance falls below this, the remaining parts are skipped; they could only lower it."""

SEED = 1
"""Random seed of the days drawn, so that the same seating always gets the same chances."""

MOST_CARDS = 16

MOST_PAIRS = 12


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability, exact or estimated from random draws.

    Attributes
    ----------
    value : float
        From 0 to 1.
    low, high : float
        The ends of the 95% interval, or those of a rounded value; both equal `value` if it is exact.
    draws : int
        Number of days drawn; 0 if it was not estimated.
    """

    value: float
    low: float
    high: float
    draws: int = 0

    @classmethod
    def exactly(cls, value: float) -> Chance:
        """Return an exact chance; the value is limited to 0 to 1."""
        inside = min(1.0, max(0.0, value))
        return cls(inside, inside, inside)

    @property
    def is_exact(self) -> bool:
        """Whether the chance is exact: neither estimated nor rounded."""
        return self.draws == 0 and self.low == self.high

    def times(self, factor: float) -> Chance:
        """Return the chance that this and an independent event, whose chance is exactly `factor`, both hold."""
        return Chance(self.value * factor, self.low * factor, self.high * factor, self.draws)


SURE = Chance.exactly(1.0)


def estimate_chance(held: int, draws: int) -> Chance:
    """Return the chance of an event that held on `held` of the `draws` days drawn.

    The 95% interval is the score interval of E. B. Wilson, "Probable inference, the law of succession, and
    statistical inference", Journal of the American Statistical Association 22 (1927). It stays narrow near 0 and 1
    and never goes beyond them.

    >>> estimate_chance(0, 100).high < 0.05
    True
    """
    share, square = held / draws, NORMAL_QUANTILE**2
    middle = (share + square / (2 * draws)) / (1 + square / draws)
    half = NORMAL_QUANTILE * sqrt(share * (1 - share) / draws + square / (4 * draws**2)) / (1 + square / draws)
    return Chance(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)), draws)


@dataclass(frozen=True)
class _Part:
    """A scope and the uncertain people who matter in it, grouped by kind."""

    scope: Scope
    alike: tuple[tuple[Person, ...], ...]

    @property
    def days(self) -> int:
        """Number of different days."""
        return prod(len(people) + 1 for people in self.alike)

    @property
    def looks(self) -> int:
        """Number of people checked over all these days."""
        return self.days * (len(self.scope.room.persons) + 1)

    def without(self, coming: Sequence[int]) -> frozenset[str]:
        """Return the ids of people who stay away if `coming` people of each kind come; people of a kind are alike."""
        return frozenset(p.id for people, n in zip(self.alike, coming, strict=True) for p in people[n:])


class ChanceCalculator:
    """Computes chances in one room with one plan.

    Parameters
    ----------
    room : Room
    plan : Plan
    check : callable, optional
        As for `compute_chances`.
    """

    def __init__(self, room: Room, plan: Plan, check: Callable[[], None] = lambda: None) -> None:
        self._looks = 0
        self._check = check
        self._whole = Scope(room, plan)
        everybody: dict[str, list[Person]] = {table.id: [] for table in room.tables}
        for person in room.persons:
            everybody[plan.seats[person.id]].append(person)
        self._members: Mapping[str, tuple[Person, ...]] = {table: tuple(here) for table, here in everybody.items()}

    def holds(self, event: Event) -> bool:
        """Whether an event holds if everyone comes."""
        return event.holds(self._whole.room, self._whole.plan)

    def scopes(self, event: Event) -> Iterator[Scope]:
        """Yield the independent scopes of an event: single tables, or the whole room."""
        if not event.table_by_table:
            yield self._whole
            return
        room, plan = self._whole.room, self._whole.plan
        yield from (build_table_scope(room, plan, room.table(table), self._members) for table in event.tables)

    def chance(self, event: Event) -> Chance | None:
        """Return the chance that an event holds on the day; None if the work limit of the room is used up."""
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
            self._check()
            factor *= _exactly(part, event)
            if factor < NEVER:
                return Chance.exactly(factor)
        self._check()
        return _drawn(others, event).times(factor) if others and factor else Chance.exactly(factor)

    def _part(self, scope: Scope, event: Event) -> _Part:
        alike = group_by_key(
            (event.kind_of(person.id, scope.plan), person) for person in scope.uncertain if person.id in event.kinds
        )
        return _Part(scope, tuple(tuple(people) for people in alike.values()))


def _exactly(part: _Part, event: Event) -> float:
    """Return the chance that an event holds in one part, by enumerating all different days."""
    weights = [compute_arrivals(map(read_chance, people)) for people in part.alike]
    days = product(*(range(len(people) + 1) for people in part.alike))
    return fsum(
        prod(float(weight[n]) for weight, n in zip(weights, coming, strict=True))
        for coming in days
        if event.holds(*part.scope.without(part.without(coming)))
    )


def _drawn(parts: Sequence[_Part], event: Event) -> Chance:
    """Return the chance that an event holds in all of these parts, estimated from random days."""
    size = sum(len(part.scope.room.persons) + 1 for part in parts)
    draws = max(FEWEST_DRAWS, min(DRAWS, DRAWN_LOOKS // size))
    dice = np.random.default_rng(SEED)
    held = np.ones(draws, dtype=bool)
    for part in parts:
        coming = np.stack(
            [
                (dice.random((draws, len(people))) < [read_chance(person) for person in people]).sum(axis=1)
                for people in part.alike
            ],
            axis=1,
        )
        days, which = np.unique(coming, axis=0, return_inverse=True)
        holds = [event.holds(*part.scope.without(part.without(day))) for day in days.tolist()]
        held &= np.array(holds, dtype=bool)[which.ravel()]
    return estimate_chance(int(held.sum()), draws)


def compute_arrivals(chances: Iterable[float]) -> NDArray[np.float64]:
    """Return the probability that 0, 1, ... of these people come, shape (people + 1,).

    People come independently of each other, so the number has a Poisson binomial distribution. It is computed by
    adding one person at a time.

    >>> compute_arrivals([0.5, 0.5]).tolist()
    [0.25, 0.5, 0.25]
    """
    found = np.ones(1, dtype=np.float64)
    for chance in chances:
        found = np.append(found * (1 - chance), 0.0) + np.append(0.0, found * chance)
    return found


@dataclass(frozen=True, slots=True)
class EventChance:
    """The chance that something holds on the day.

    Attributes
    ----------
    id : str
        The id of the requirement; "" for all musts together.
    name : str
        The name of the voice, role or need; "" for a requirement.
    chance : Chance
    hangs_on : int
        Number of uncertain people who matter to it. If it is 1, the chance reveals that person's chance to come.
    """

    id: str
    name: str
    chance: Chance
    hangs_on: int


@dataclass(frozen=True)
class Chances:
    """All chances and absences of one plan.

    Attributes
    ----------
    uncertain : int
        Number of people with a seat who may or may not come.
    musts : EventChance or None
        The chance that all musts are met; None if computing it takes too much work.
    requirements : tuple of EventChance
        Requirements that depend on uncertain people and whose chance was computed, in the order of the convening.
    voices : tuple of EventChance
        The same for voices, roles and needs, the lowest chance first.
    hanging : int
        Number of people whose absence alone leaves a requirement that misses people further from being met.
    broken : tuple of frozenset of str
        For each of these people the ids of the requirements that ask for it; () in a round read from the ledger.
    pairs : tuple of Absence
        Pairs at one table whose joint absence breaks more than their single absences, worst first; at most
        `MOST_PAIRS`.
    cards : tuple of Card
        The worst absences of one person, worst first, with stand-ins; at most `MOST_CARDS`.
    is_complete : bool
        Whether every absence was tried against every requirement.
    """

    uncertain: int = 0
    musts: EventChance | None = EventChance("", "", SURE, 0)
    requirements: tuple[EventChance, ...] = ()
    voices: tuple[EventChance, ...] = ()
    hanging: int = 0
    broken: tuple[frozenset[str], ...] = ()
    pairs: tuple[Absence, ...] = ()
    cards: tuple[Card, ...] = ()
    is_complete: bool = True


def compute_chances(
    room: Room,
    requirements: Sequence[Requirement],
    plan: Plan,
    busy: Collection[str] = (),
    refused: Collection[str] = (),
    check: Callable[[], None] = lambda: None,
) -> Chances:
    """Return the chances of a plan, the absences that break requirements, and stand-ins.

    People are assumed to come independently of each other.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        The requirements active in the round, with ids.
    plan : Plan
    busy : collection of str
        Ids of people with a duty at their table; they are asked to move only after everyone else.
    refused : collection of str
        Ids of people who said no to an invitation; no card suggests them.
    check : callable, optional
        Called again and again while this computes. It may raise an exception to end the computation.
    """
    events = build_requirement_events(checked(requirements, check), room, plan)
    day = room_without_held_seats(room)
    found = find_absences(day, _list_missing_people(requirements), plan, events, check)
    uncertain = frozenset(person.id for person in room.persons if is_uncertain(person))
    reckoner = ChanceCalculator(room, plan, check)
    local = frozenset(event.id for event in events.values() if event.table_by_table)
    return Chances(
        uncertain=len(uncertain & day.index.keys()),
        musts=_musts(reckoner, [r for r in requirements if r.is_must], events, uncertain),
        requirements=_requirements(reckoner, requirements, events, uncertain),
        voices=_voices(reckoner, room, requirements, plan, uncertain),
        hanging=len(found.singles),
        broken=tuple(frozenset(loss.requirement for loss in single.losses) for single in found.singles),
        pairs=found.pairs[:MOST_PAIRS],
        cards=StandIns(day, requirements, plan, frozenset(busy), local, frozenset(refused)).cards(
            checked(found.singles[:MOST_CARDS], check)
        ),
        is_complete=found.is_complete,
    )


def _list_missing_people(requirements: Iterable[Requirement]) -> list[Requirement]:
    """Return the requirements about voices, roles, needs, languages and duties, which miss people who stay away.

    Rounded shares, sizes and company change with every absence, and no one can do anything about that.
    """
    return [requirement for requirement in requirements if requirement.misses_people]


def make_card(
    room: Room,
    requirements: Sequence[Requirement],
    plan: Plan,
    person: str,
    busy: Collection[str] = (),
    refused: Collection[str] = (),
    *,
    staying: Collection[str] = (),
    tries_everybody: bool = False,
) -> Card | None:
    """Return what would be missing without one person, and the stand-ins; None if nothing would be missing.

    Parameters
    ----------
    room, requirements, plan, busy, refused
        As for `compute_chances`.
    person : str
        The id of a person with a seat.
    staying : collection of str
        Ids of people who are not moved.
    tries_everybody : bool
        As for `StandIns`; the card then tells of every requirement, and held seats count as in the review of the
        seating. By default it is that of `compute_chances`.
    """
    events = build_requirement_events(requirements, room, plan)
    missing = requirements if tries_everybody else _list_missing_people(requirements)
    day = room if tries_everybody else room_without_held_seats(room)
    absence = find_absence(day, missing, plan, events, person)
    if absence is None:
        return None
    local = frozenset(event.id for event in events.values() if event.table_by_table)
    trying = StandIns(
        day, requirements, plan, frozenset(busy), local, frozenset(refused), frozenset(staying), tries_everybody
    )
    cards = trying.cards([absence])
    return cards[0] if cards else Card(absence, (), ())


def _reckoned(reckoner: ChanceCalculator, event: Event, uncertain: frozenset[str]) -> EventChance | None:
    """Return the chance of an event; None if no uncertain person matters to it, or it takes too much work."""
    hangs_on = len(uncertain.intersection(event.kinds))
    chance = reckoner.chance(event) if hangs_on else None
    return None if chance is None else EventChance(event.id, event.name, chance, hangs_on)


def _musts(
    reckoner: ChanceCalculator,
    musts: Sequence[Requirement],
    events: Mapping[str, Event],
    uncertain: frozenset[str],
) -> EventChance | None:
    unsure = [events[must.id] for must in musts if not uncertain.isdisjoint(events[must.id].kinds)]
    sure = [events[must.id] for must in musts if uncertain.isdisjoint(events[must.id].kinds)]
    if not all(reckoner.holds(event) for event in sure):
        return EventChance("", "", Chance.exactly(0.0), 0)
    if not unsure:
        return EventChance("", "", SURE, 0)
    return _reckoned(reckoner, combine_events(unsure), uncertain)


def _requirements(
    reckoner: ChanceCalculator,
    requirements: Sequence[Requirement],
    events: Mapping[str, Event],
    uncertain: frozenset[str],
) -> tuple[EventChance, ...]:
    """Return the chance of each requirement; the most important ones are computed first, as the work is limited."""
    dearest = sorted(requirements, key=lambda requirement: (not requirement.is_must, -requirement.weight))
    found = {r.id: told for r in dearest if (told := _reckoned(reckoner, events[r.id], uncertain))}
    return tuple(found[requirement.id] for requirement in requirements if requirement.id in found)


def _voices(
    reckoner: ChanceCalculator, room: Room, requirements: Sequence[Requirement], plan: Plan, uncertain: frozenset[str]
) -> tuple[EventChance, ...]:
    if not uncertain:
        return ()
    events = (build_voice_event(r.id, ask, room, plan) for r in requirements for ask in r.asks(room))
    found = [told for event in events if (told := _reckoned(reckoner, event, uncertain))]
    return tuple(sorted(found, key=lambda each: each.chance.value))
