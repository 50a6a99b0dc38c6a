"""For each perspective that is unmet: how many people are needed, and where."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from seating.analysis.aims import Aim, list_aims
from seating.analysis.perspectives import UnmetPerspective, list_unmet_perspectives, wanted_cells
from seating.analysis.recruitment import Invite, Recruitment, write_fewest, write_invitation
from seating.requirements.base.kind import Requirement
from seating.requirements.base.voices import Voice
from seating.room.plan import Plan, Room
from tests.builders import plan, requirement, room
from tests.examples import seeded

LABOR = requirement("voice", id="labor", name="Labor", who={"sector": "labor"}, at="the room", at_least=2)
YOUTH = requirement("voice", id="youth", name="Youth", who={"age": "youth"})
PAIRS = requirement("voice", id="pairs", name="Elders", who={"age": "elder"}, at_least=2, or_none=True)


def judged(asked: Sequence[Requirement], here: Room, seats: Plan) -> list[tuple[Aim, Voice]]:
    return [(aim, aim.foresee(here, seats)) for aim in list_aims(asked, here)]


def found(
    here: Room, seats: Plan, *asked: Requirement, together: Recruitment | None = None
) -> dict[str, tuple[int, tuple[str, ...]]]:
    listed = list_unmet_perspectives(judged(asked, here, seats), here, seats, together)
    return {one.aim.ask.name: (one.people, one.tables) for one in listed}


def test_each_perspective_stands_alone() -> None:
    here = room(
        [{"id": "ana", "age": "old"}, {"id": "ben", "sector": "labor", "age": "old"}, {"id": "cam", "age": "old"}]
    )
    seats = plan(north=["ana", "ben"], south=["cam"])
    assert found(here, seats, LABOR, YOUTH) == {"Youth": (2, ("north", "south")), "Labor": (1, ())}


def test_a_perspective_that_is_met_or_unknown_is_not_asked_for() -> None:
    here = room([{"id": "ana", "sector": "labor", "age": "youth"}, {"id": "ben", "sector": "labor", "age": "youth"}])
    assert found(here, plan(north=["ana"], south=["ben"]), LABOR, YOUTH) == {}


def test_nobody_is_needed_where_a_table_has_none_of_those_who_must_not_be_alone() -> None:
    here = room([{"id": "ana", "age": "elder"}, "ben"])
    assert found(here, plan(north=["ana"], south=["ben"]), PAIRS) == {"Elders": (1, ("north",))}


def test_an_open_seat_is_not_somebody() -> None:
    here = room([{"id": "held", "age": "youth", "status": "open"}, {"id": "ana", "age": "adult"}])
    assert found(here, plan(north=["held"], south=["ana"]), YOUTH) == {"Youth": (2, ("north", "south"))}


def test_people_at_other_tables_are_invited_for_only_if_the_fewest_include_them() -> None:
    here = room([{"id": "ana", "age": "youth"}, {"id": "ben", "age": "youth"}, "cam"])
    seats = plan(north=["ana", "ben"], south=["cam"])
    assert found(here, seats, YOUTH) == {}
    one = Recruitment((Invite({"age": "youth"}, 1, ("youth",), ("south",)),), True, True)
    assert found(here, seats, YOUTH, together=one) == {"Youth": (1, ("south",))}


def test_invitations_for_others_who_also_fit_do_not_add_people() -> None:
    """Two doers of labor cover a voice that needs two of labor, and a cell of the frame that needs one such doer."""
    here = room([{"id": name, "sector": "arts", "representative_type": "doer"} for name in ("ana", "ben")])
    seats = plan(north=["ana"], south=["ben"])
    doers = requirement(
        "voice", id="d", name="Doers", who={"sector": "labor", "representative_type": "doer"}, at="the room"
    )
    both = {"sector": "labor", "representative_type": "doer"}
    two = Recruitment((Invite(both, 2, ("labor", "d"), ()),), True, True)
    assert found(here, seats, LABOR, doers, together=two) == {"Labor": (2, ()), "Doers": (1, ())}


def test_a_description_has_every_value_that_would_do() -> None:
    either = requirement(
        "voice", id="v", name="Care", who={"sector": ["health", "care"], "age": "youth"}, at="the room"
    )
    (aim,) = list_aims([either], room(["ana"]))
    assert wanted_cells(aim) == {"sector": ["health", "care"], "age": "youth"}


def test_a_description_says_who_is_left_out() -> None:
    who = {"sector": "labor", "not": {"age": "old"}}
    asked = requirement("voice", id="v", name="Labor", who=who, at="the room")
    here = room([{"id": "ana", "sector": "labor", "age": "old"}])
    (one,) = list_unmet_perspectives(judged([asked], here, seats := plan(north=["ana"])), here, seats, None)
    assert one.who == who
    assert write_invitation(one.who, one.people, [], False) == (
        "Invite 1 more person whose sector is labor (but not those whose age is old)."
    )


@seeded(10)
def test_as_many_are_needed_as_were_left_out(seed: int) -> None:
    """People of a perspective are planted, and some taken away: the number asked for is the number taken."""
    rng = random.Random(seed)
    needed = rng.randint(1, 6)
    away = rng.randint(0, needed)
    rows: list[Any] = [{"id": f"l{n}", "sector": "labor", "attending": 0 if n < away else 1} for n in range(needed)]
    rows += [{"id": f"o{n}", "sector": "business"} for n in range(rng.randint(1, 8))]
    here = room(rows)
    seats = Plan({person.id: rng.choice(["north", "south"]) for person in here.people})
    asked = requirement("voice", id="v", name="Labor", who={"sector": "labor"}, at="the room", at_least=needed)
    assert found(here, seats, asked) == ({"Labor": (away, ())} if away else {})


@pytest.mark.parametrize(
    ("people", "perspectives", "proof", "says"),
    [
        (1, 2, (True, True), "One person could cover all missing voices, roles and needs."),
        (1, 3, (True, True), "One person could cover all missing voices, roles and needs."),
        (
            2,
            3,
            (True, False),
            ("needs: 2. A seating with this number of people was found. Fewer might be enough."),
        ),
        (4, 4, (False, False), "needs: 4. This is an estimate."),
        (1, 1, (True, True), "One person could cover all missing voices, roles and needs."),
    ],
)
def test_the_fewest_are_a_figure_with_its_proof(
    people: int, perspectives: int, proof: tuple[bool, bool], says: str
) -> None:
    assert says in write_fewest(people, perspectives, proof)


def test_the_worst_come_first() -> None:
    here = room([{"id": "ana", "sector": "labor", "attending": 0, "age": "youth"}, {"id": "ben", "age": "adult"}])
    seats = plan(north=["ben"])
    listed: tuple[UnmetPerspective, ...] = list_unmet_perspectives(
        judged([LABOR, PAIRS, YOUTH], here, seats), here, seats, None
    )
    ranks = [one.state.rank for one in listed]
    assert ranks == sorted(ranks)
    assert {one.aim.ask.name for one in listed} == {"Labor", "Elders", "Youth"}
