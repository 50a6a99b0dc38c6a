"""What is known of the day: chances, the absences that break most, and what to do then."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.attendance.absences import Absence, absences
from seating.analysis.attendance.chance import SURE, Chance
from seating.analysis.attendance.day import is_uncertain
from seating.analysis.attendance.event import Event, all_of, of_requirement, of_voice
from seating.analysis.attendance.reckoning import Reckoner
from seating.analysis.attendance.stand_ins import Card, StandIns
from seating.plan import Plan, Room
from seating.requirement import Requirement

__all__ = ["Chances", "Reckoned", "chances_of"]

MOST_CARDS = 16
MOST_PAIRS = 12


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The chance that something holds on the day.

    Attributes
    ----------
    id : str
        Of the requirement; "" for all musts together.
    name : str
        Of the voice, the role or the need that is heard; "" for a requirement.
    chance : Chance
    hangs_on : int
        How many uncertain people matter to it: with one alone, it tells that person's chance.
    """

    id: str
    name: str
    chance: Chance
    hangs_on: int


@dataclass(frozen=True)
class Chances:
    """What is known of the day.

    Attributes
    ----------
    uncertain : int
        People with a seat who may come or not.
    musts : Reckoned or None
        That all musts hold; None where it would take too much work.
    requirements : tuple of Reckoned
        What hangs on somebody uncertain, and was reckoned, in the order of the convening.
    voices : tuple of Reckoned
        Likewise, the unlikeliest first; roles and needs among them.
    hanging : int
        People without whom, by themselves, something breaks.
    pairs : tuple of Absence
        Two of one table who break more together than each alone, worst first; the first few.
    cards : tuple of Card
        The worst absences of one person, worst first, with what to do.
    is_complete : bool
        Whether every absence was tried against every requirement.
    """

    uncertain: int = 0
    musts: Reckoned | None = Reckoned("", "", SURE, 0)
    requirements: tuple[Reckoned, ...] = ()
    voices: tuple[Reckoned, ...] = ()
    hanging: int = 0
    pairs: tuple[Absence, ...] = ()
    cards: tuple[Card, ...] = ()
    is_complete: bool = True


def chances_of(room: Room, requirements: Sequence[Requirement], plan: Plan, busy: Collection[str] = ()) -> Chances:
    """Return the chances of a plan, what hangs on whom, and stand-ins; people come independently of each other.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        With ids; those active in the round. On the day a robust one is asked plainly: what it has to spare is
        there to be lost.
    plan : Plan
    busy : collection of str
        Ids of those with a duty at their table, who are asked to move after everybody else.
    """
    requirements = [requirement.model_copy(update={"robust": 0}) for requirement in requirements]
    events = {requirement.id: of_requirement(requirement, room, plan) for requirement in requirements}
    found = absences(room, requirements, plan, events)
    uncertain = frozenset(person.id for person in room.persons if is_uncertain(person))
    reckoner = Reckoner(room, plan)
    return Chances(
        uncertain=len(uncertain),
        musts=_musts(reckoner, [r for r in requirements if r.is_must], events, uncertain),
        requirements=_requirements(reckoner, requirements, events, uncertain),
        voices=_voices(reckoner, room, requirements, plan, uncertain),
        hanging=len(found.singles),
        pairs=found.pairs[:MOST_PAIRS],
        cards=StandIns(room, requirements, plan, frozenset(busy)).cards(found.singles[:MOST_CARDS]),
        is_complete=found.is_complete,
    )


def _reckoned(reckoner: Reckoner, event: Event, uncertain: frozenset[str]) -> Reckoned | None:
    """Return the chance of an event; None where nobody uncertain matters to it, or it takes too much work."""
    hangs_on = len(uncertain.intersection(event.kinds))
    chance = reckoner.chance(event) if hangs_on else None
    return None if chance is None else Reckoned(event.id, event.name, chance, hangs_on)


def _musts(
    reckoner: Reckoner,
    musts: Sequence[Requirement],
    events: Mapping[str, Event],
    uncertain: frozenset[str],
) -> Reckoned | None:
    unsure = [events[must.id] for must in musts if not uncertain.isdisjoint(events[must.id].kinds)]
    sure = [events[must.id] for must in musts if uncertain.isdisjoint(events[must.id].kinds)]
    if not all(reckoner.holds(event) for event in sure):
        return Reckoned("", "", Chance.exactly(0.0), 0)
    if not unsure:
        return Reckoned("", "", SURE, 0)
    return _reckoned(reckoner, all_of(unsure), uncertain)


def _requirements(
    reckoner: Reckoner, requirements: Sequence[Requirement], events: Mapping[str, Event], uncertain: frozenset[str]
) -> tuple[Reckoned, ...]:
    """Return the chance of each requirement, reckoned in the order of what they are worth."""
    dearest = sorted(requirements, key=lambda requirement: (not requirement.is_must, -requirement.weight))
    found = {r.id: told for r in dearest if (told := _reckoned(reckoner, events[r.id], uncertain))}
    return tuple(found[requirement.id] for requirement in requirements if requirement.id in found)


def _voices(
    reckoner: Reckoner, room: Room, requirements: Sequence[Requirement], plan: Plan, uncertain: frozenset[str]
) -> tuple[Reckoned, ...]:
    if not uncertain:
        return ()
    events = (of_voice(r.id, ask, room, plan) for r in requirements for ask in r.asks(room))
    found = [told for event in events if (told := _reckoned(reckoner, event, uncertain))]
    return tuple(sorted(found, key=lambda each: each.chance.value))
