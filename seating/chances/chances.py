"""What is known of the day: chances, the absences that break most, and what to do then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from seating.chances.absences import Absence, absences
from seating.chances.chance import SURE, Chance
from seating.chances.day import is_uncertain
from seating.chances.event import Event, all_of, of_requirement, of_voice
from seating.chances.reckoning import Reckoner
from seating.chances.stand_ins import Card, StandIns
from seating.judge import Review
from seating.plan import Plan, Room
from seating.requirement import Requirement

__all__ = ["Chances", "VoiceChance", "chances_of"]

MOST_CARDS = 24
MOST_PAIRS = 12


@dataclass(frozen=True, slots=True)
class VoiceChance:
    """The chance that a voice, a role or a need is heard on the day."""

    id: str
    name: str
    chance: Chance


@dataclass(frozen=True)
class Chances:
    """What is known of the day.

    Attributes
    ----------
    uncertain : int
        People with a seat who may come or not.
    musts : Chance or None
        That all musts hold; None where it would take too much work.
    requirements : mapping of requirement id to Chance
        Of what hangs on somebody uncertain, and was reckoned.
    voices : tuple of VoiceChance
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
    musts: Chance | None = SURE
    requirements: Mapping[str, Chance] = field(default_factory=dict)
    voices: tuple[VoiceChance, ...] = ()
    hanging: int = 0
    pairs: tuple[Absence, ...] = ()
    cards: tuple[Card, ...] = ()
    is_complete: bool = True


def chances_of(room: Room, requirements: Sequence[Requirement], plan: Plan, judged: Review) -> Chances:
    """Return the chances of a plan, what hangs on whom, and stand-ins; people come independently of each other.

    Parameters
    ----------
    room : Room
    requirements : sequence of Requirement
        With ids; those active in the round.
    plan : Plan
    judged : Review
        The checker's word on the plan with everybody there.
    """
    events = {requirement.id: of_requirement(requirement, room, plan) for requirement in requirements}
    found = absences(room, requirements, plan, events)
    uncertain = frozenset(person.id for person in room.persons if is_uncertain(person))
    reckoner = Reckoner(room, plan)
    return Chances(
        uncertain=len(uncertain),
        musts=_musts(reckoner, requirements, events, judged, uncertain),
        requirements=_requirements(reckoner, requirements, events, uncertain),
        voices=_voices(reckoner, room, requirements, plan, uncertain),
        hanging=len(found.singles),
        pairs=found.pairs[:MOST_PAIRS],
        cards=StandIns(room, requirements, plan).cards(found.singles[:MOST_CARDS]),
        is_complete=found.is_complete,
    )


def _hangs(event: Event, uncertain: frozenset[str]) -> bool:
    return not uncertain.isdisjoint(event.kinds)


def _musts(
    reckoner: Reckoner,
    requirements: Sequence[Requirement],
    events: Mapping[str, Event],
    judged: Review,
    uncertain: frozenset[str],
) -> Chance | None:
    musts = [requirement.id for requirement in requirements if requirement.is_must]
    unsure = [events[identity] for identity in musts if _hangs(events[identity], uncertain)]
    if any(judged.verdicts[m].shortfall for m in musts if not _hangs(events[m], uncertain)):
        return Chance.exactly(0.0)
    return reckoner.chance(all_of(unsure)) if unsure else SURE


def _requirements(
    reckoner: Reckoner, requirements: Sequence[Requirement], events: Mapping[str, Event], uncertain: frozenset[str]
) -> Mapping[str, Chance]:
    dearest = sorted(requirements, key=lambda requirement: (not requirement.is_must, -requirement.weight))
    found = {
        r.id: chance
        for r in dearest
        if _hangs(events[r.id], uncertain) and (chance := reckoner.chance(events[r.id])) is not None
    }
    return {requirement.id: found[requirement.id] for requirement in requirements if requirement.id in found}


def _voices(
    reckoner: Reckoner, room: Room, requirements: Sequence[Requirement], plan: Plan, uncertain: frozenset[str]
) -> tuple[VoiceChance, ...]:
    if not uncertain:
        return ()
    events = [of_voice(r.id, ask, room, plan) for r in requirements for ask in r.asks(room)]
    found = [
        VoiceChance(event.id, event.name, chance)
        for event in events
        if _hangs(event, uncertain) and (chance := reckoner.chance(event)) is not None
    ]
    return tuple(sorted(found, key=lambda voice: voice.chance.value))
