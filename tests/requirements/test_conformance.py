"""What engines are told and what the checker finds are written apart; here they must agree."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from seating.model import build_model, shortfalls
from seating.requirements import kinds
from seating.room.plan import Plan, Room
from tests.builders import every_plan
from tests.builders import room as build_room
from tests.random_requirements import GENERATORS, random_requirement
from tests.random_rooms import random_room

ROOMS = 300


def cases(few: int, many: int) -> pytest.MarkDecorator:
    """Try a test with some random requirements and plans for each kind, and at night with more."""
    return pytest.mark.parametrize("cases", [few, pytest.param(many, marks=pytest.mark.night)])


@cache
def random_rooms() -> tuple[Room, ...]:
    """Return the rooms that all kinds are tried in."""
    return tuple(random_room(Random(f"room {number}"), most_persons=8) for number in range(ROOMS))


def random_plan(rng: Random, room: Room) -> Plan:
    """Return a plan that seats everybody somewhere, at times all at few tables."""
    tables = rng.sample(room.tables, rng.randint(1, len(room.tables)))
    return Plan({person.id: rng.choice(tables).id for person in room.persons})


def test_every_generator_has_a_kind() -> None:
    assert set(GENERATORS) <= set(kinds())


def test_a_kind_without_a_generator_is_drawn_from_its_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(GENERATORS, "cap")
    drawn = [random_requirement(Random(seed), random_rooms()[0], "cap") for seed in range(30)]
    assert {(asked.of, asked.at_most) for asked in drawn} == {
        ("languages", 1),
        ("organization", 1),
        ("organization", 2),
        ("representative_type", 1),
        ("tags", 1),
    }


@cases(100, 1500)
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_encoded_shortfall_equals_checked_shortfall(kind: str, cases: int) -> None:
    """Whatever the room and the plan, the terms cost what the findings add up to."""
    lacking = met = 0
    for case in range(cases):
        rng = Random(f"{kind} {case}")
        room = random_rooms()[case % ROOMS]
        requirement = random_requirement(rng, room, kind)
        plan = random_plan(rng, room)
        model = build_model(room, [requirement])
        encoded = int(shortfalls(model, model.tables_of(plan))[0])
        checked = requirement.judge(room, plan).shortfall
        assert encoded == checked, f"case {case}: {requirement!r}, {plan}"
        lacking, met = lacking + (checked > 0), met + (checked == 0)
    assert lacking >= cases // 100, "hardly a case lacked anything: the cases prove little"
    assert met >= cases // 100, "hardly a case was met: the cases prove little"


@cases(90, 300)
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_shortfalls_agree_while_people_have_no_seat(kind: str, cases: int) -> None:
    """The terms and the findings also agree on a plan that leaves people of the room without a seat."""
    waiting = 0
    for case in range(cases):
        rng = Random(f"without seats {kind} {case}")
        room = random_rooms()[case % ROOMS]
        requirement = random_requirement(rng, room, kind)
        whole = random_plan(rng, room)
        plan = Plan({person: table for person, table in whole.seats.items() if rng.random() < 0.7})
        model = build_model(room, [requirement])
        encoded = int(shortfalls(model, model.tables_of(plan))[0])
        assert encoded == requirement.judge(room, plan).shortfall, f"case {case}: {requirement!r}, {plan}"
        waiting += len(plan.seats) < len(whole.seats)
    assert waiting > 2 * cases / 3


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_plan_of_a_few_rooms(kind: str) -> None:
    """In a tiny room not one plan is judged otherwise than it is priced."""
    for case in range(10):
        rng = Random(f"every plan {kind} {case}")
        room = random_room(rng, most_persons=4)
        requirement = random_requirement(rng, room, kind)
        model = build_model(room, [requirement])
        for plan in every_plan(room):
            encoded = int(shortfalls(model, model.tables_of(plan))[0])
            assert encoded == requirement.judge(room, plan).shortfall, f"case {case}: {requirement!r}, {plan}"


@cases(15, 50)
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_order_of_rows_is_no_matter(kind: str, cases: int) -> None:
    """The same people in another order get the same terms: a solver must not see the order of rows."""
    for case in range(cases):
        rng = Random(f"order {kind} {case}")
        room = random_room(rng, most_persons=6)
        requirement = random_requirement(rng, room, kind)
        rows = list(room.listed)
        rng.shuffle(rows)
        shuffled = build_room(
            rows, room.tables, room.working_language, room.round_number, room.history, room.last_round
        )
        first, second = (build_model(r, [requirement]).terms for r in (room, shuffled))
        assert [repr(term) for _, term in first] == [repr(term) for _, term in second]
