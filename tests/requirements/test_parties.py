"""Rows of several people in the requirements, counted a second way."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

from seating.model import build_model, shortfalls
from seating.profiles.person import Party
from seating.room.plan import Plan, Room
from seating.wording import fold
from tests.builders import every_plan, requirement
from tests.examples import seeded
from tests.random_rooms import random_room


def with_parties(rng: Random) -> Room:
    """Return a small room in which some persons come along with others."""
    room = random_room(rng)
    persons = list(room.persons)
    rng.shuffle(persons)
    changed = {}
    while len(persons) > 1:
        members = [persons.pop() for _ in range(min(len(persons), rng.randint(1, 3)))]
        for number, member in enumerate(members, 1):
            party = Party(id=members[0].id, number=number, size=len(members)) if len(members) > 1 else None
            changed[member.id] = member.model_copy(update={"party": party})
    return replace(
        room,
        people=tuple(changed.get(p.id, p) for p in room.people),
        staff=tuple(changed.get(p.id, p) for p in room.staff),
    )


def parted(room: Room, plan: Plan) -> int:
    """Count the pairs of a party that sit at different tables."""
    return sum(
        one.party is not None
        and other.party is not None
        and one.party.id == other.party.id
        and plan.seats[one.id] != plan.seats[other.id]
        for one, other in combinations(room.persons, 2)
    )


@seeded(8)
def test_pairs_of_a_party_at_different_tables_are_its_shortfall(seed):
    rng = Random(seed)
    room = with_parties(rng)
    asked = requirement("together", of="party")
    model = build_model(room, [asked])
    for plan in rng.sample(list(every_plan(room)), min(20, len(list(every_plan(room))))):
        expected = parted(room, plan)
        assert asked.judge(room, plan).shortfall == expected
        assert int(shortfalls(model, model.tables_of(plan))[0]) == expected


@seeded(8)
def test_whoever_comes_along_is_in_no_group_that_is_picked(seed):
    """A count of picked people is that of a room in which nobody comes along, without those who do."""
    rng = Random(seed)
    room = with_parties(rng)
    column, value = rng.choice([("sector", "labor"), ("languages", "es"), ("languages", "en")])
    asked = requirement("count", who={column: value}, at_most=0)
    for plan in rng.sample(list(every_plan(room)), 1):
        alone = sum(
            fold(value) in map(fold, person.values(column)) for person in room.people if not person.is_companion
        )
        assert asked.judge(room, plan).shortfall == alone
