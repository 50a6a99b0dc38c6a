"""Random rooms in which some people may stay away, and probabilities by enumerating every outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import fsum, prod
from random import Random

from seating.plan import Plan, Room
from seating.profiles import Attendance, Person
from seating.requirement import Ask, Requirement
from seating.voices import VoiceState, hear
from tests.random_rooms import random_room

CHANCES = (Fraction(1, 2), Fraction(9, 10), Fraction(1, 3), Fraction(1), Fraction(1))


def uncertain_room(rng: Random, most_persons: int = 7, most_tables: int = 3) -> Room:
    """Return a random room whose people come with random probabilities, some of them with certainty."""
    room = random_room(rng, most_persons, most_tables)
    come = {person.id: Attendance(chance=rng.choice(CHANCES)) for person in room.listed}
    listed = tuple(person.model_copy(update={"attending": come[person.id]}) for person in room.listed)
    by_id = {person.id: person for person in listed}

    def coming(persons: tuple[Person, ...]) -> tuple[Person, ...]:
        return tuple(by_id[person.id] for person in persons)

    people = room.listed.with_persons(listed)
    return replace(room, people=coming(room.people), staff=coming(room.staff), listed=people)


def random_plan(rng: Random, room: Room) -> Plan:
    """Return a plan that seats everybody somewhere."""
    return Plan({person.id: rng.choice(room.tables).id for person in room.persons})


def every_day(room: Room) -> Iterator[tuple[float, Room]]:
    """Yield every possible outcome: its probability, and the people who come."""
    uncertain = [person for person in room.persons if 0 < person.attending.chance < 1]
    for comes in product((True, False), repeat=len(uncertain)):
        chances = [p.attending.chance if c else 1 - p.attending.chance for p, c in zip(uncertain, comes, strict=True)]
        away = {p.id for p, c in zip(uncertain, comes, strict=True) if not c}
        people = tuple(p for p in room.people if p.id not in away)
        staff = tuple(p for p in room.staff if p.id not in away)
        yield float(prod(chances, start=Fraction(1))), replace(room, people=people, staff=staff)


def by_every_day(room: Room, holds: Callable[[Room], bool]) -> float:
    """Return the probability that something is true."""
    return fsum(chance for chance, day in every_day(room) if holds(day))


def nothing_short(requirements: Sequence[Requirement], plan: Plan) -> Callable[[Room], bool]:
    """Return whether all of these are met in one outcome."""
    return lambda day: not any(requirement.judge(day, plan).shortfall for requirement in requirements)


def heard(ask: Ask, plan: Plan) -> Callable[[Room], bool]:
    """Return whether a voice is heard in one outcome."""
    return lambda day: hear("", ask, day, plan).state is VoiceState.HEARD
