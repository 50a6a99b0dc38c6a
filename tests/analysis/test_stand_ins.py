"""Who may stand in without breaking a must."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from seating.analysis.stand_ins import Musts, list_refused
from seating.profiles import Person
from seating.profiles.person import Attendance, NothingFits
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from tests.builders import requirement, room
from tests.random_requirements import drawn_kinds, random_requirement
from tests.random_rooms import random_room


def test_staff_stay_at_all_their_sessions_when_somebody_else_moves() -> None:
    here = room(["ana", "ben", "cam", {"id": "flo", "duty": "facilitator"}], ["north", "south"])
    must = requirement("staff", duty="facilitator", must=True)
    seats = {"ana": "north", "ben": "south", "cam": "south", "flo": "north"}
    plan = Plan(seats, {"flo": ("south",)})
    assert Musts(here, [must], plan).may_stand_in(here.persons[here.index["ben"]], "north", "ana")


def test_nobody_steps_in_from_a_table_that_has_just_enough() -> None:
    """If Ben moves, the empty seat moves to his table, although all tables together lack one person as before."""
    here = room(
        ["ana", "ben", "cam", "dee", "eli", "fay", "lou"],
        [{"id": table, "seats": "2-4"} for table in ("north", "south", "west")],
    )
    must = requirement("size", must=True)
    tables = {"north": ["ana", "lou"], "south": ["ben", "cam"], "west": ["dee", "eli", "fay"]}
    plan = Plan({one: table for table, people in tables.items() for one in people})
    others = [person for person in here.people if plan.seats[person.id] != "north"]
    assert [one.id for one in others if Musts(here, [must], plan).may_stand_in(one, "north", "ana")] == tables["west"]


def test_tables_that_refuse_a_person_are_those_where_they_may_not_stand_in() -> None:
    here = room(
        ["ana", {"id": "ben", "sector": "labor"}, "cam", {"id": "flo", "duty": "facilitator"}],
        ["north", "south", "west"],
    )
    musts = [
        requirement("share", who={"sector": "labor"}, at_least="2/3", at="south", must=True),
        requirement("new_company", must=True),
        requirement("staff", duty="facilitator", must=True),
    ]
    plan = Plan({"ana": "north", "ben": "south", "cam": "north", "flo": "north"}, {"flo": ("south",)})
    unknown = Person(id="unknown")
    tables = [table.id for table in here.tables]
    refused = {table for table in tables if not Musts(here, musts, plan).may_stand_in(unknown, table)}
    assert list_refused(here, musts, plan, unknown, tables) == refused
    assert 0 < len(refused) < len(tables)


@pytest.mark.parametrize("kind", drawn_kinds())
def test_random_tables_refuse_a_person_where_they_may_not_stand_in(kind: str) -> None:
    rng = Random(kind)
    for _ in range(20):
        here = random_room(rng)
        must = random_requirement(rng, here, kind).model_copy(update={"must": True})
        tables = [table.id for table in here.tables]
        plan = Plan({person.id: rng.choice(tables) for person in here.persons})
        unknown = Person(id="unknown")
        refused = {table for table in tables if not Musts(here, [must], plan).may_stand_in(unknown, table)}
        assert list_refused(here, [must], plan, unknown, tables) == refused


def _keeps(must: Requirement, here: Room, plan: Plan, person: Person, target: str, away: str | None) -> bool:
    """Whether a must is kept as well in the whole room, and at the table that the person leaves."""
    origin = plan.seats.get(person.id)
    staying = [one for one in here.persons if one.id not in (away, person.id)]
    known = here.persons[here.index[person.id]] if person.id in here.index else person
    judged = []
    for persons, seats in (
        ([*staying, *([known] if origin else [])], plan.seats),
        ([*staying, known], {**plan.seats, person.id: target}),
    ):
        people = tuple(sorted((one for one in persons if one.duty is None), key=lambda one: one.id))
        staff = tuple(sorted((one for one in persons if one.duty is not None), key=lambda one: one.id))
        judged.append(must.judge(replace(here, people=people, staff=staff), Plan(seats)))
    at_origin = [sum(one.shortfall for one in verdict.findings if origin and one.table == origin) for verdict in judged]
    return judged[1].shortfall <= judged[0].shortfall and at_origin[1] <= at_origin[0]


@pytest.mark.parametrize("kind", drawn_kinds())
def test_random_people_stand_in_exactly_if_the_whole_room_keeps_the_must(kind: str) -> None:
    """Musts that are judged table by table are judged at two tables only, and what was judged is kept."""
    rng = Random(kind)
    for _ in range(20):
        here = random_room(rng)
        must = random_requirement(rng, here, kind).model_copy(update={"must": True})
        tables = [table.id for table in here.tables]
        plan = Plan({person.id: rng.choice(tables) for person in here.persons})
        musts = Musts(here, [must], plan)
        for _ in range(10):
            target, person = rng.choice(tables), rng.choice([*here.persons, Person(id="unknown")])
            absent = [one.id for one in here.persons if plan.seats[one.id] == target and one.id != person.id]
            away = rng.choice([None, *absent])
            assert musts.may_stand_in(person, target, away) is _keeps(must, here, plan, person, target, away)


@pytest.mark.parametrize(
    ("cells", "is_called"),
    [
        ({"attending": Attendance(rounds=frozenset({1, 2}))}, True),
        ({"attending": Attendance(rounds=frozenset({2, 3}))}, False),
        ({"attending": Attendance(is_absent=True)}, False),
        ({"attending": Attendance(chance=Fraction(0))}, False),
        ({"attending": Attendance(unsuited=(NothingFits(what="session"),))}, False),
        ({"status": "idea"}, True),
        ({"status": "declined"}, False),
    ],
)
def test_only_who_may_come_to_this_round_is_called(cells: dict[str, Any], is_called: bool) -> None:
    assert Person.model_validate({"id": "ana", **cells}).may_be_called(1) is is_called
