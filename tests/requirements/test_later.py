"""What a round's seats cost a later one that is planned already: the terms for it, against the judges of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from seating.model import Model, build_model
from seating.model.penalty_of_terms import term_shortfall
from seating.profiles import Person
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement
from seating.room.history import History
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from tests.builders import past, requirement
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room
from tests.requirements.test_conformance import random_plan

KINDS = sorted(kind for kind, model in kinds().items() if model.encode_later is not Requirement.encode_later)
"""The kinds that look at earlier seats."""

CASES = 160


def _people_of(rng: Random, room: Room) -> Room:
    """Return the room of a round to which some do not come."""
    coming: Sequence[Person] = [p for p in room.people if rng.random() < 0.8] or room.people[:1]
    return replace(room, people=tuple(coming))


def _always_open(table: Table) -> Table:
    """Return a table that may not stay empty: where one does, its terms are waived, and so no absent member counts."""
    return table.model_copy(update={"open_if_needed": False})


def _held(room: Room, plan: Plan) -> dict[str, str]:
    return {person.id: plan.seats[person.id] for person in room.people}


def _rooms(first: Room, rooms: Sequence[Room], plans: Sequence[Plan]) -> list[Room]:
    """Return the rooms of rounds planned together, each with the seats of those before it as its history."""
    history: History = first.history
    found = []
    last = first.round_number + len(rooms) - 1
    for number, (room, plan) in enumerate(zip(rooms, plans, strict=True), first.round_number):
        found.append(replace(room, round_number=number, last_round=last, history=history))
        history = history.then(number, _held(room, plan))
    return found


def _own_and_later(requirement: Requirement, rooms: Sequence[Room], plans: Sequence[Plan], changed: int) -> list[int]:
    """Return the shortfall of the changed round by its own terms, and that of each later one by the terms for it."""
    room = rooms[changed]
    model: Model = build_model(room, [requirement])
    tables = model.tables_of(plans[changed])
    own = sum(term_shortfall(model, term, tables) for _, term in model.terms)
    later = [
        sum(term_shortfall(model, term, tables) for term in requirement.encode_later(room, then, plan))
        for then, plan in zip(rooms[changed + 1 :], plans[changed + 1 :], strict=True)
    ]
    return [own, *later]


@pytest.mark.parametrize("kind", KINDS)
def test_terms_for_later_rounds_change_as_their_judges_do(kind: str) -> None:
    """Whichever round is seated anew, its own terms and those for later ones change by what all judges see."""
    told = 0
    for case in range(CASES):
        rng = Random(f"later {kind} {case}")
        first = random_room(rng, most_persons=7)
        if kind == "continuity":
            first = replace(first, tables=tuple(map(_always_open, first.tables)))
        requirement = random_requirement(rng, first, kind)
        several = [_people_of(rng, first) for _ in range(rng.choice([2, 3, 3]))]
        plans = [random_plan(rng, room) for room in several]
        changed = rng.randrange(len(plans))
        seated = _rooms(first, several, plans)
        other = [*plans[:changed], random_plan(rng, several[changed]), *plans[changed + 1 :]]
        reseated = _rooms(first, several, other)
        judged = [
            [requirement.judge(room, plan).shortfall for room, plan in zip(rooms, held, strict=True)]
            for rooms, held in ((seated, plans), (reseated, other))
        ]
        before = _own_and_later(requirement, seated, plans, changed)
        after = _own_and_later(requirement, reseated, other, changed)
        assert [b - a for a, b in zip(before, after, strict=True)] == [
            b - a for a, b in zip(judged[0][changed:], judged[1][changed:], strict=True)
        ], f"case {case}: {requirement!r}"
        told += before[1:] != after[1:]
    assert told >= CASES // 40, "hardly a change was felt later: the cases prove little"


@pytest.mark.parametrize(
    ("unmet", "keys", "weight"),
    [
        ([], {}, 3),
        ([True], {}, 6),
        ([True, True], {}, 9),
        ([True, False, True], {}, 6),
        ([True, False], {}, 3),
        ([True, False, True], {"rounds": [1, 3, 4]}, 9),
        ([True] * 4, {"weight": 400}, 1000),
        ([True] * 2, {"carry": False}, 3),
        ([True] * 2, {"must": True}, 3),
    ],
)
def test_a_voice_that_carries_weighs_once_more_for_each_round_unmet_in_a_row(
    unmet: list[bool], keys: dict[str, Any], weight: int
) -> None:
    """Rounds in which it is not active neither count nor break the row; nothing weighs more than 1,000."""
    voice = requirement("voice", who={"sector": "labor"}, **{"carry": True, "weight": 3, **keys})
    held = past(*[{"north": ["ana"]}] * len(unmet)).rounds
    rounds = (
        replace(one, unmet=frozenset({voice.id} if lacks else ())) for one, lacks in zip(held, unmet, strict=True)
    )
    assert voice.after(History(tuple(rounds))).weight == weight
