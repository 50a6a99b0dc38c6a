"""Rooms with counterparts: what the engines find is the best of all seatings, as the checkers judge each of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from seating.engines import Child
from seating.model import build_model
from seating.profiles import People
from seating.requirements.base.kind import Requirement
from seating.room.plan import Room
from tests.builders import brute_force, plan, requirement, room
from tests.engines.test_best_plan import hold_against_every_seating
from tests.examples import seeded
from tests.random_requirements import drawn_kinds, random_requirement
from tests.random_rooms import random_room

NAMES = ("ana", "ben", "cam", "dee", "eli", "fay", "gus")
ORGANIZATIONS = ("Oak Fund", "Elm Clinic", "Ash Bank")


def drawn_room(rng: Random) -> Room:
    """Return a room of three to seven people, some of whom work for others, at two or three tables."""
    people = []
    ids = NAMES[: rng.randint(3, 7)]
    for identity in ids:
        row = {"id": identity, "representative_type": rng.choice(["doer", "decision-maker"])}
        if rng.random() < 0.7:
            row["organization"] = rng.choice(ORGANIZATIONS)
        if rng.random() < 0.6:
            named = rng.sample([*(other for other in ids if other != identity), *ORGANIZATIONS], rng.randint(1, 2))
            row["works_for"] = "; ".join(named)
        people.append(row)
    tables = [{"id": "board", "seats": rng.choice(["1-3", "2-4", "0-7"])}, "staff-group", "workgroup"]
    return room(people, tables[: 3 if len(ids) < 6 else 2])


def drawn_requirements(rng: Random, room: Room) -> list[Requirement]:
    """Return one or two requirements for counterparts, the sizes of tables, and a role at the board."""
    ids = [table.id for table in room.tables]
    found = [requirement("size", id="size-1")]
    for number in range(rng.randint(1, 2)):
        sides = rng.sample(ids, len(ids))
        split = rng.randint(1, len(ids) - 1)
        keys = {"from": sides[:split], "to": sides[split:], "of": rng.choice(["works_for", "organization"])}
        weighed = {"at_least": rng.choice([1, 1, 2, 3]), "must": rng.random() < 0.5, "weight": rng.randint(1, 4)}
        found.append(requirement("counterpart", id=f"counterpart-{number + 1}", **keys, **weighed))
    if rng.random() < 0.6:
        found.append(requirement("role_mix", id="role-1", at_least={"decision-maker": 1}, at="board", must=False))
    return found


def hold_against_brute_force(seeds: range, child: Child) -> tuple[int, int]:
    """Compare the engines with every seating; return how many cases lacked counterparts, and how many were met."""
    lacking = met = 0
    for seed in seeds:
        rng = Random(f"counterparts {seed}")
        there = drawn_room(rng)
        asked = drawn_requirements(rng, there)
        best, _ = brute_force(there, asked)
        hold_against_every_seating(build_model(there, asked), best, child)
        lacking, met = lacking + (best.unmet + best.penalty > 0), met + (best.unmet == 0)
    return lacking, met


@pytest.mark.room
def test_counterparts_come_out_as_the_checkers_find_by_trying_every_seating(child: Child) -> None:
    lacking, met = hold_against_brute_force(range(30), child)
    assert lacking >= 5
    assert met >= 5


def test_counterparts_beside_requirements_of_all_other_kinds(child: Child) -> None:
    """In rooms with staff, pinned people and earlier rounds."""
    for seed in range(20):
        rng = Random(f"counterparts and others {seed}")
        there = random_room(rng, most_persons=4)
        kinds = ["counterpart", *(rng.choice(drawn_kinds()) for _ in range(rng.randint(1, 3)))]
        asked = [
            random_requirement(rng, there, kind).model_copy(update={"id": f"{kind}-{n}"})
            for n, kind in enumerate(kinds)
        ]
        best, _ = brute_force(there, asked)
        hold_against_every_seating(build_model(there, asked), best, child)


def hold_links_across_steps(seeds: range, child: Child) -> tuple[int, int]:
    """Compare the engines with every choice of members, where people at other tables are known beforehand.

    Some of them are not in the room, some could be chosen too. Return how many cases lacked counterparts, and how many
    were met.
    """
    lacking = met = 0
    for seed in seeds:
        rng = Random(f"counterparts across steps {seed}")
        there = drawn_room(rng)
        away = there.people[0].model_copy(update={"id": "ivo", "name": "ivo"})
        listed = People((*there.people, away))
        ids = [person.id for person in listed]
        known = {table: frozenset(rng.sample(ids, rng.randint(0, 3))) for table in ("steering", "hall")}
        there = replace(there, listed=listed, memberships=known)
        asked = [one for one in drawn_requirements(rng, there) if one.kind != "counterpart"]
        for number in range(rng.randint(1, 2)):
            inside = [table.id for table in there.tables]
            sides = rng.sample([*rng.sample(inside, rng.randint(1, len(inside))), *known], 3)
            split = rng.randint(1, 2)
            keys = {"from": sides[:split], "to": sides[split:], "of": rng.choice(["works_for", "organization"])}
            weighed = {"at_least": rng.choice([1, 1, 2, 3]), "must": rng.random() < 0.3, "weight": rng.randint(1, 4)}
            asked.append(requirement("counterpart", id=f"counterpart-{number + 1}", **keys, **weighed))
        best, _ = brute_force(there, asked)
        hold_against_every_seating(build_model(there, asked), best, child)
        lacking, met = lacking + (best.unmet + best.penalty > 0), met + (best.unmet == 0)
    return lacking, met


def test_links_to_tables_of_another_step_come_out_best(child: Child) -> None:
    lacking, met = hold_links_across_steps(range(20), child)
    assert lacking >= 5
    assert met >= 5


@pytest.mark.night
@seeded(20)
def test_so_do_other_links_to_tables_of_another_step(child: Child, seed: int) -> None:
    hold_links_across_steps(range(seed, seed + 1), child)


@pytest.mark.night
@seeded(20)
def test_other_rooms_with_counterparts_come_out_best_and_proven(child: Child, seed: int) -> None:
    hold_against_brute_force(range(seed, seed + 1), child)


def test_a_lack_names_the_person_without_a_counterpart_once_and_the_table_never_twice() -> None:
    people = [{"id": "ana", "name": "Ana"}, {"id": "ben", "works_for": "Ana"}, {"id": "cam", "name": "Cam"}]
    here = room(people, ["board", "staff-group", "workgroup"])
    seated = plan(board=["ana", "cam"], **{"staff-group": ["ben"]})
    keys = {"of": "works_for", "from": ["board"]}
    (found,) = requirement("counterpart", to=["staff-group"], **keys).judge(here, seated).findings
    assert str(found.says) == "no one here is a counterpart of Cam"
    (found,) = requirement("counterpart", to=["staff-group", "workgroup"], **keys).judge(here, seated).findings
    assert str(found.says) == "no one at staff-group or workgroup is a counterpart of Cam"
    found, _ = requirement("counterpart", to=["staff-group"], at_least=2, **keys).judge(here, seated).findings
    assert str(found.says) == "Ana has only 1 of 2 counterparts here"
