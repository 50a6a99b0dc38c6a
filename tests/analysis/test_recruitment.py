"""The smallest list of people to invite, against trying every list and every seating."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from random import Random
from typing import Any

import pytest

from seating.analysis.aims import Aim, list_aims
from seating.analysis.newcomers import add_newcomers, build_newcomer
from seating.analysis.perspectives import list_unmet_perspectives
from seating.api.recruit import RecruitmentProbes
from seating.api.request import Request
from seating.engines import Child
from seating.profiles import Who
from seating.requirements.base.kind import Requirement
from seating.room.plan import Plan, Room
from tests.analysis.asking import all_cells, fewest, invited, is_met
from tests.builders import every_plan, plan, requirement, room, value_of

ROLES = ("designee", "doer")
AGES = ("youth", "elder")
BROUGHT = ("books", "van")

MOST = 2
"""People that every list of is tried; a case that takes more is drawn again."""


def drawn(rng: Random) -> tuple[Room, list[Requirement], list[dict[str, str]]]:
    """Return a small room in which something may be lacking, and every description that could matter."""
    tables = ["north", "south"][: rng.choice([1, 2, 2])]
    seats = [rng.choice([None, None, "1-4", {"max": 3}]) for _ in tables]
    needs = [rng.sample(BROUGHT, rng.choice([0, 1])) for _ in tables]
    shown = [
        {"id": t, "needs": n, **({} if s is None else {"seats": s})}
        for t, s, n in zip(tables, seats, needs, strict=True)
    ]
    people = [_person(rng, identity) for identity in ("ana", "ben", "cam")[: rng.randint(1, 3)]]
    asked: list[Requirement] = [requirement("size")]
    asked.append(requirement("role_mix", at_least={rng.choice(ROLES): 1}))
    voice: dict[str, Any] = rng.choice([{}, {"at": "the room", "at_least": 2}, {"or_none": True, "at_least": 2}])
    asked.append(requirement("voice", name="Age", who={"age": rng.choice([*AGES, list(AGES)])}, **voice))
    asked.append(requirement("assets"))
    if rng.random() < 0.4:
        asked.append(requirement("cap", of="age", at_most=1, must=True))
    if rng.random() < 0.4 and len(people) > 1:
        asked.append(requirement("apart", people=[people[0]["id"], people[1]["id"]]))
    values = {"representative_type": ROLES, "age": AGES, "assets": BROUGHT}
    return room(people, shown), asked, all_cells(values)


def _person(rng: Random, identity: str) -> dict[str, Any]:
    cells = {
        "representative_type": rng.choice(["", *ROLES]),
        "age": rng.choice(["", *AGES]),
        "assets": rng.choice(["", *BROUGHT]),
        "status": rng.choice(["", "", "", "", "open"]),
    }
    return {"id": identity, **{column: value for column, value in cells.items() if value}}


def compare(child: Child, seed: int) -> bool:
    """Compare one case with brute force; return whether it was small enough to try."""
    here, asked, cells = drawn(Random(f"recruitment {seed}"))
    found = invited(child, here, asked)
    if found is not None and found.people > MOST:
        few = fewest(here, asked, cells, 1)
        assert few is None, f"{few} would do, {found} was said"
        return False
    by_hand = fewest(here, asked, cells, MOST)
    if found is None:
        assert by_hand is None
        return False
    assert found.confirmed
    assert found.smallest
    assert found.people == by_hand, f"{found} and not {by_hand}"
    return True


@pytest.mark.room
def test_no_shorter_list_would_do(child: Child) -> None:
    assert sum(compare(child, seed) for seed in range(25)) >= 12


@pytest.mark.night
def test_no_shorter_list_would_do_in_many_cases(child: Child) -> None:
    assert sum(compare(child, seed) for seed in range(100, 420)) >= 200


def kept_from(here: Room, asked: list[Requirement]) -> tuple[Plan, list[Aim], frozenset[int]]:
    """Return the best seating, the aims whose state is known there, and the numbers of the unmet ones."""
    plan = min(every_plan(here), key=lambda plan: (value_of(here, asked, plan), sorted(plan.seats.items())))
    known = [(aim, aim.foresee(here, plan).state) for aim in list_aims(asked, here)]
    aims = [aim for aim, state in known if state != "unknown"]
    return plan, aims, frozenset(n for n, aim in enumerate(aims) if aim.foresee(here, plan).lacks_people)


def holds_somewhere(here: Room, asked: list[Requirement], aims: list[Aim]) -> bool:
    """Whether some seating meets the musts and these aims, by their states alone."""
    musts = [r for r in asked if r.is_must]
    return any(
        all(r.judge(here, plan).met for r in musts) and all(a.is_met(here, plan) for a in aims)
        for plan in every_plan(here)
    )


def justified(child: Child, seed: int) -> int:
    """Assert that a list asks for nothing that is there or not known, and for no cell too many; return its people."""
    here, asked, cells = drawn(Random(f"justified {seed}"))
    musts = [r for r in asked if r.is_must]
    if not any(all(r.judge(here, plan).met for r in musts) for plan in every_plan(here)):
        return 0
    _, aims, unmet = kept_from(here, asked)
    found = RecruitmentProbes(asked, Request(()), child).list_for(here, aims, unmet)
    if not unmet or found is None or not found.confirmed or found.people > MOST:
        return 0
    wanted = {(column, value) for n in unmet for cells in aims[n].alternatives for column, value in cells.items()}
    lots = [dict(invite.who) for invite in found.invites for _ in range(invite.people)]
    assert all(set(lot.items()) <= wanted for lot in lots), (seed, lots)
    assert holds_somewhere(_with(here, lots), asked, aims), seed
    for number, lot in enumerate(lots):
        for column in lot:
            less = {key: value for key, value in lot.items() if key != column}
            fewer = [*lots[:number], less, *lots[number + 1 :]]
            assert not holds_somewhere(_with(here, fewer), asked, aims), (seed, lots, column)
    of_unmet = [each for each in cells if set(each.items()) <= wanted]
    shorter = [
        chosen
        for chosen in itertools.combinations_with_replacement(of_unmet, found.people - 1)
        if holds_somewhere(_with(here, chosen), asked, aims)
    ]
    assert not (found.smallest and shorter), (seed, lots, shorter)
    return found.people


def _with(here: Room, lots: Iterable[dict[str, str]]) -> Room:
    for lot in lots:
        here = add_newcomers(here, lot, 1)
    return here


@pytest.mark.room
def test_a_list_asks_for_nothing_that_is_there_and_for_no_cell_too_many(child: Child) -> None:
    assert sum(justified(child, seed) for seed in range(40)) >= 15


@pytest.mark.night
def test_lists_ask_for_nothing_too_many_in_many_cases(child: Child) -> None:
    assert sum(justified(child, seed) for seed in range(100, 600)) >= 200


def test_a_voice_that_is_heard_is_no_part_of_a_description(child: Child) -> None:
    """Aides of foster care are missing; the veteran is there, and renters may be, for all that is known."""
    asked = [
        requirement("voice", id="aide", at="the room", at_least=2, who={"background": "aide"}),
        requirement("voice", id="care", at="the room", at_least=2, who={"lived": "foster care"}),
        requirement("voice", id="tenure", at="the room", who={"tenure": "renter"}),
        requirement("voice", id="veteran", at="the room", who={"veteran": "served"}),
    ]
    rows = [{"id": "ana", "background": "law", "lived": "none", "veteran": "served"}, {"id": "ben", "veteran": "no"}]
    here = room([*rows, {"id": "cam", "background": "law", "lived": "none", "tenure": ""}])
    seats = plan(north=["ana", "ben", "cam"])
    known = [(aim, aim.foresee(here, seats).state) for aim in list_aims(asked, here)]
    assert [state for _, state in known] == ["missing", "missing", "unknown", "heard"]
    filled = room([{**row, "background": "law", "lived": "none"} for row in rows])
    seats = plan(north=["ana", "ben"])
    aims = [aim for aim in list_aims(asked, filled) if aim.foresee(filled, seats).state != "unknown"]
    unmet = frozenset(n for n, aim in enumerate(aims) if aim.foresee(filled, seats).lacks_people)
    found = RecruitmentProbes(asked, Request(()), child).list_for(filled, aims, unmet)
    assert found is not None
    assert [(dict(one.who), one.people) for one in found.invites] == [
        ({"background": "aide", "lived": "foster care"}, 2)
    ]


def test_what_is_not_known_is_not_asked_for(child: Child) -> None:
    """Whether there is a decision-maker is not known, as Ana's type is blank; a missing voice is asked for alone."""
    asked = [
        requirement("role_mix", at_least={"doer": 1, "decision-maker": 1}, must=False),
        requirement("voice", who={"age": "youth"}),
    ]
    here = room(
        [{"id": "ana", "age": "elder"}, {"id": "ben", "age": "elder", "representative_type": "doer"}], ["north"]
    )
    seats = plan(north=["ana", "ben"])
    assert [(aim.ask.name, aim.foresee(here, seats).state) for aim in list_aims(asked, here)][:2] == [
        ("doer", "heard"),
        ("decision-maker", "unknown"),
    ]
    aims = [aim for aim in list_aims(asked, here) if aim.foresee(here, seats).state != "unknown"]
    found = RecruitmentProbes(asked, Request(()), child).list_for(here, aims, frozenset({1}))
    assert found is not None
    assert [(dict(one.who), one.people) for one in found.invites] == [({"age": "youth"}, 1)]
    assert found.confirmed


def test_one_person_serves_several_needs(child: Child) -> None:
    """A youth who keeps the books and is a doer is one person, not three."""
    asked = [
        requirement("role_mix", at_least={"doer": 1}),
        requirement("voice", name="Youth", who={"age": "youth"}),
        requirement("assets"),
    ]
    found = invited(child, room(["ana"], [{"id": "north", "needs": ["books"]}]), asked)
    assert found is not None
    (one,) = found.invites
    assert dict(one.who) == {"representative_type": "doer", "age": "youth", "assets": "books"}
    assert (one.people, one.tables, found.confirmed, found.smallest) == (1, ("north",), True, True)
    assert set(one.serves) == {"role_mix-1", "voice-1", "assets-1"}


def test_nobody_is_invited_where_another_seating_would_do(child: Child) -> None:
    """Two youths for two tables are enough, wherever they sit now."""
    people = [{"id": identity, "age": "youth"} for identity in ("ana", "ben")]
    found = invited(child, room(people, ["north", "south"]), [requirement("voice", who={"age": "youth"})])
    assert found is not None
    assert (found.invites, found.confirmed, found.smallest) == ((), True, True)


def test_people_who_cannot_be_where_they_are_needed_are_replaced(child: Child) -> None:
    """Enough by counting, but both youths are pinned to one table: one more it takes."""
    people = [{"id": identity, "age": "youth"} for identity in ("ana", "ben")]
    asked = [requirement("voice", who={"age": "youth"}), requirement("pin", people=["ana", "ben"], tables=["north"])]
    found = invited(child, room(people, ["north", "south"]), asked)
    assert found is not None
    (one,) = found.invites
    assert (dict(one.who), one.people, one.tables, found.smallest) == ({"age": "youth"}, 1, ("south",), True)


def test_no_list_where_there_is_no_seat(child: Child) -> None:
    asked = [requirement("size"), requirement("voice", who={"age": "youth"})]
    here = room(["ana"], [{"id": "north", "seats": 1}])
    assert not is_met(here, asked)
    assert invited(child, here, asked) is None


def test_a_full_room_is_known_to_be_full_without_a_question() -> None:
    """The numbers of seats tell it, so that no engine has to be asked."""

    class Mute:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError("nobody has to be asked")

    asked = [requirement("size"), requirement("voice", who={"age": "youth"})]
    tables = [{"id": "north", "seats": 2}, {"id": "south", "seats": "1-2"}]
    people = [{"id": f"p{number}", "age": "elder"} for number in range(3)]
    assert invited(Mute(), room([*people, {"id": "youth", "age": "youth"}], tables), asked) is None
    in_room = [asked[0], requirement("voice", who={"age": "youth"}, at="the room")]
    found = invited(Mute(), room(people, tables), in_room)  # one seat is free, and one youth is enough for the room
    assert found is not None
    assert [(invite.who, invite.people) for invite in found.invites] == [({"age": "youth"}, 1)]


def test_a_large_room_is_worked_out_by_counting_and_says_so(child: Child) -> None:
    people = [{"id": f"p{n}", "age": "adult"} for n in range(600)]
    here = room(people, [f"t{n}" for n in range(30)])
    found = invited(child, here, [requirement("voice", who={"age": "youth"})])
    assert found is not None
    assert (found.people, found.confirmed, found.smallest) == (30, False, False)


@pytest.mark.parametrize("at", ["north", "south", "west"])
def test_people_are_invited_for_the_tables_that_lack_them_in_the_seating(child: Child, at: str) -> None:
    tables = ["north", "south", "west"]
    seats = {"nurse": at} | {f"p{n}": tables[n % 3] for n in range(6)}
    here = room([{"id": "nurse", "sector": "nursing"}, *(f"p{n}" for n in range(6))], tables)
    asked, seated = [requirement("voice", who={"sector": "nursing"})], Plan(seats)
    aims = list_aims(asked, here)
    unmet = list_unmet_perspectives([(aim, aim.foresee(here, seated)) for aim in aims], here, seated, None)
    (one,) = RecruitmentProbes(asked, Request(()), child).invite_each(here, aims, unmet, seated, 0)
    assert (one.people, one.confirmed, set(one.tables)) == (2, True, {*tables} - {at})


@pytest.mark.parametrize("column", ["representative_type", "duty"])
def test_a_newcomer_can_be_described_with_a_word_that_is_no_type_and_no_duty(column: str) -> None:
    newcomer = build_newcomer("new", {column: "nurse", "sector": "health"})
    assert (newcomer.sector, newcomer.representative_type, newcomer.duty) == ("health", None, None)
    assert Who.model_validate({"sector": "health"}).matches(newcomer)
