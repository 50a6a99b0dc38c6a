"""Who may stand in without breaking a must."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from seating.analysis.attendance import Musts, compute_chances, list_refused, make_card
from seating.plan import Plan, Room
from seating.profiles import People, Person
from seating.profiles.person import Attendance, NothingFits
from seating.requirement import Requirement
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


def test_nobody_moves_who_would_be_missing_at_their_own_table_instead() -> None:
    """Cam has a wish at the other table, so the seating as a whole would be better. The labor seat stays unfilled."""
    people = [{"id": "ana", "sector": "labor"}, "ben", {"id": "cam", "sector": "labor"}, "dee"]
    here = room(people, ["north", "south"])
    asked = [
        requirement("voice", name="Labor", who={"sector": "labor"}, at=["north", "south"]),
        requirement("together", people=["cam", "ben"], must=False),
    ]
    seats = Plan({"ana": "north", "ben": "north", "cam": "south", "dee": "south"})
    cards = {card.absence.persons[0]: card for card in compute_chances(here, asked, seats).cards}
    assert cards["ana"].from_tables == ()
    one_more = [*people, {"id": "eli", "sector": "labor"}]
    here = room(one_more, ["north", "south"])
    seats = Plan({**seats.seats, "eli": "south"})
    cards = {card.absence.persons[0]: card for card in compute_chances(here, asked, seats).cards}
    assert [one.person for one in cards["ana"].from_tables] == ["cam", "eli"]


def test_who_is_asked_for_by_the_whole_room_may_leave_their_table() -> None:
    """Cam is the only one of labor at the other table. The room asks for labor, and that table does not."""
    here = room([{"id": "ana", "sector": "labor"}, "ben", {"id": "cam", "sector": "labor"}, "dee"], ["north", "south"])
    asked = requirement("voice", id="here", name="Labor", who={"sector": "labor"}, at="north")
    seats = Plan({"ana": "north", "ben": "north", "cam": "south", "dee": "south"})
    for at, names in (("the room", ["cam"]), (["south"], [])):
        other = requirement("voice", id="other", name="Labor", who={"sector": "labor"}, at=at)
        cards = {card.absence.persons[0]: card for card in compute_chances(here, [asked, other], seats).cards}
        assert [one.person for one in cards["ana"].from_tables] == names


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


def test_a_person_who_comes_to_other_rounds_only_does_not_stand_in() -> None:
    later = Person(id="dee", name="Dee", sector="labor", attending=Attendance(rounds=frozenset({2})))
    here = room([{"id": "ana", "sector": "labor"}, "ben"], ["north"])
    asked = requirement("voice", name="Labor", who={"sector": "labor"}, at_least=1)
    plan = Plan({"ana": "north", "ben": "north"})
    for attending, named in ((later.attending, ()), (Attendance(), ("dee",))):
        one = later.model_copy(update={"attending": attending})
        listed = replace(here, listed=People((*here.persons, one)))
        cards = {card.absence.persons[0]: card for card in compute_chances(listed, [asked], plan).cards}
        assert tuple(one.person for one in cards["ana"].from_list) == named


def test_who_restores_a_must_is_tried_before_those_who_their_own_table_would_miss() -> None:
    """Six others match what is missing better, a cook of labor, but each is the only one of labor at their table."""
    tables = ["north", "south", *(f"t{n}" for n in range(6))]
    cooks = [{"id": f"c{n}", "sector": "labor", "work": "cook"} for n in range(6)]
    spare = [{"id": "y1", "sector": "labor"}, {"id": "y2", "sector": "labor"}]
    here = room([{"id": "ana", "sector": "labor", "work": "cook"}, "ben", *cooks, *spare], tables)
    asked = [
        requirement("voice", name="Labor", who={"sector": "labor"}, must=True),
        requirement("voice", id="cooks", name="Cooks", who={"work": "cook"}, at="north"),
    ]
    cooking = {f"c{n}": f"t{n}" for n in range(6)}
    seats = Plan({"ana": "north", "ben": "north", "y1": "south", "y2": "south", **cooking})
    cards = {card.absence.persons[0]: card for card in compute_chances(here, asked, seats).cards}
    assert [(one.person, one.unmet) for one in cards["ana"].from_tables] == [("y1", 0), ("y2", 0)]


def test_others_are_tried_until_one_restores_the_must() -> None:
    """Nine of the ten people who match must not sit with Ben; the tenth is the last one to be tried."""
    many = [f"p{n}" for n in range(10)]
    here = room([{"id": one, "sector": "labor"} for one in ("ana", *many)] + ["ben"], ["north", "south"])
    asked = [
        requirement("voice", name="Labor", who={"sector": "labor"}, must=True),
        *(requirement("apart", id=one, people=["ben", one], must=True) for one in many[:-1]),
    ]
    seats = Plan({"ana": "north", "ben": "north", **dict.fromkeys(many, "south")})
    card = next(card for card in compute_chances(here, asked, seats).cards if card.absence.persons == ("ana",))
    assert [one.person for one in card.from_tables] == ["p9"]
    assert (card.tried[0].number, card.tried[0].of) == (10, 10)
    assert make_card(here, asked, seats, "ana") == card


def test_no_one_is_called_away_from_a_table_where_only_a_held_seat_would_be_left_of_a_voice() -> None:
    """A person left there counts; a seat that is held for someone does not."""
    asked = [requirement("voice", name="Labor", who={"sector": "labor"}, must=True)]
    seats = Plan({"ana": "north", "ben": "north", "cam": "south", "dee": "south"})
    for status, names in (("confirmed", ["cam", "dee"]), ("open", [])):
        last = {"id": "dee", "sector": "labor", "status": status}
        here = room(
            [{"id": "ana", "sector": "labor"}, "ben", {"id": "cam", "sector": "labor"}, last], ["north", "south"]
        )
        cards = {card.absence.persons[0]: card for card in compute_chances(here, asked, seats).cards}
        assert [one.person for one in cards["ana"].from_tables] == names


def test_who_steps_in_from_the_list_does_not_change_the_language_of_the_room() -> None:
    """Eve is the only one who speaks English. With Dee in her place, Ana lacks an interpreter as before."""
    spanish = [{"id": one, "languages": "es", "sector": "labor"} for one in ("ana", "dee")]
    rows = [{"id": "eve", "languages": "en", "sector": "labor"}, spanish[0], {**spanish[1], "status": "idea"}]
    here = room(rows, ["north"], working_language="en")
    interpreter = requirement("staff", duty="interpreter", at_least=0, speaks=True, for_others=True)
    labor = requirement("voice", name="Labor", who={"sector": "labor"}, at_least=2)
    whole = requirement("voice", name="Labor anywhere", who={"sector": "labor"}, at_least=2, must=True)
    plan = Plan({"eve": "north", "ana": "north"})
    card = make_card(here, [interpreter, labor, whole], plan, "eve", tries_everybody=True)
    assert card is not None
    (dee,) = card.from_list
    assert dee.penalty > 0


def test_no_one_is_named_who_breaks_another_must_even_if_they_restore_more_than_they_break() -> None:
    """Cam would bring back what Ana was at her table, but must sit with Dee."""
    both = {"sector": "labor", "gender": "f"}
    here = room([{"id": "ana", **both}, "ben", {"id": "cam", **both}, "dee"], ["north", "south"])
    musts = [
        requirement("count", id=f"{column}-1", who={column: value}, at_least=1, at="north", must=True)
        for column, value in both.items()
    ]
    plan = Plan({"ana": "north", "ben": "north", "cam": "south", "dee": "south"})
    for more, named in (([], ["cam"]), ([requirement("together", pairs=[["cam", "dee"]], must=True)], [])):
        card = make_card(here, [*musts, *more], plan, "ana")
        assert card is not None
        assert [one.person for one in card.from_tables] == named
