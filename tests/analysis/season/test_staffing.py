"""The staff plan against every staff plan of small seasons, each judged by the requirements themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

from seating.analysis.season.staffing import (
    Season,
    StaffCosts,
    apply_staff_plan,
    build_staff_model,
    has_staff_plan,
)
from seating.convening.schema import SessionRules
from seating.engines.exact.session_solver import assign
from seating.engines.messages import AssignSessions, SolveStatus
from seating.profiles import Status
from seating.record.result import SeasonRecord
from seating.requirements.base.kind import Requirement
from seating.requirements.staff import StaffRequirement
from seating.room.plan import Plan, Room
from tests.builders import requirement, room, value_of
from tests.examples import seeded

LANGUAGES = ("en", "es", "vi", "en; es", "")


def drawn(seed: int) -> tuple[Room, Plan, list[Requirement], SessionRules]:
    """Return a small season, the seats of its people, its staff requirements, and its rules."""
    rng = np.random.default_rng(seed)
    tables = [
        {
            "id": f"s{number}",
            "day": f"2027-03-0{int(rng.integers(1, 4))}",
            "time": str(rng.choice(["9:00-10:00", "9:30-10:30", "15:00-16:00"])),
            "place": str(rng.choice(["Hall", "Library"])),
            **({"open": "if needed"} if rng.random() < 0.3 else {}),
        }
        for number in range(int(rng.integers(2, 5)))
    ]
    people = [{"id": f"p{n}", "languages": str(rng.choice(LANGUAGES))} for n in range(int(rng.integers(1, 7)))]
    staff = [
        {"id": f"f{n}", "languages": str(rng.choice(LANGUAGES)), "duty": str(rng.choice(["facilitator", "recorder"]))}
        for n in range(int(rng.integers(1, 4)))
    ]
    here = room([*people, *staff], tables, working_language=str(rng.choice(["", "en"])))
    seats = {person.id: here.tables[int(rng.integers(len(here.tables)))].id for person in here.persons}
    asked = [
        requirement(
            "staff",
            id=f"staff-{number}",
            duty=str(rng.choice(["facilitator", "recorder"])),
            at_least=int(rng.integers(0, 3)),
            speaks=bool(rng.random() < 0.6),
            must=bool(rng.random() < 0.4),
            weight=int(rng.integers(1, 4)),
            at=None if rng.random() < 0.6 else [here.tables[0].id],
        )
        for number in range(int(rng.integers(0, 3)))
    ]
    most = {"staff_most": int(rng.integers(1, 4))} if rng.random() < 0.3 else {}
    return here, Plan(seats), asked, SessionRules(travel=int(rng.integers(0, 2)), **most)


def every_staff_plan(here: Room, plan: Plan, rules: SessionRules) -> Iterator[Plan]:
    """Yield every plan in which each staff member goes to at least one session, and to none that clash."""
    days = [int(table.day[-2:]) for table in here.tables]
    hours = {"9:00-10:00": (9.0, 10.0), "9:30-10:30": (9.5, 10.5), "15:00-16:00": (15.0, 16.0)}

    def is_fine(one: int, other: int) -> bool:
        is_near = here.tables[one].place == here.tables[other].place
        if days[one] != days[other]:
            return is_near or abs(days[one] - days[other]) > rules.travel
        if not is_near and rules.travel:
            return False
        first, second = sorted((hours[here.tables[one].time], hours[here.tables[other].time]))
        return second[0] - first[1] >= (0 if is_near else 1)

    numbers = range(len(here.tables))
    single = [
        chosen
        for size in range(1, (rules.staff_most or len(here.tables)) + 1)
        for chosen in itertools.combinations(numbers, size)
        if all(is_fine(one, other) for one, other in itertools.combinations(chosen, 2))
    ]
    for chosen in itertools.product(single, repeat=len(here.staff)):
        visits = np.zeros((len(here.staff), len(here.tables)), dtype=bool)
        for person, tables in enumerate(chosen):
            visits[person, list(tables)] = True
        yield apply_staff_plan(here, plan, visits)


@seeded(20)
def test_no_staff_plan_is_better(seed: int):
    here, plan, asked, rules = drawn(seed)
    free = StaffCosts(
        np.ones((len(here.staff), len(here.tables)), dtype=bool),
        np.zeros((len(here.staff), len(here.tables)), dtype=np.int64),
        np.zeros((0, 2), dtype=np.int64),
    )
    staffing = [one for one in asked if isinstance(one, StaffRequirement)]
    model = build_staff_model(here, plan, staffing, free, rules)
    answer = assign(None, AssignSessions(model, seed, work=10.0))
    assert answer.status is SolveStatus.PROVEN
    assert answer.tables is not None
    found = apply_staff_plan(here, plan, answer.tables.reshape(model.allowed.shape).astype(bool))
    values = [value_of(here, asked, one) for one in every_staff_plan(here, plan, rules)]
    assert value_of(here, asked, found) == min(values)
    assert {person.id: found.seats[person.id] for person in here.people} == {
        person.id: plan.seats[person.id] for person in here.people
    }


def test_staff_serve_in_order_of_time():
    here = room(
        ["ana", {"id": "flo", "duty": "facilitator"}],
        [
            {"id": "late", "day": "2027-03-09", "place": "Hall"},
            {"id": "early", "day": "2027-03-02", "place": "Hall"},
        ],
    )
    found = apply_staff_plan(here, Plan({"ana": "late", "flo": "late"}), np.ones((1, 2), dtype=bool))
    assert found.tables_of("flo") == ("early", "late")
    assert [person.id for person in here.staff_members(found)["late"]] == ["flo"]
    assert has_staff_plan(here)
    assert not has_staff_plan(room(["ana"], [{"id": "late", "day": "2027-03-09", "place": "Hall"}]))


def serve_again(vietnamese: str, former: tuple[str, ...]) -> tuple[str, ...]:
    """Return where an interpreter serves who served at `former`; `vietnamese` are the evenings with such a speaker."""
    tables = [{"id": one, "day": f"2027-03-0{number}", "place": "Hall"} for number, one in enumerate("abc", start=2)]
    people = [{"id": f"{kind}-{one}", "languages": kind} for one in "abc" for kind in ("en", "vi")]
    here = room(
        [one for one in people if one["id"].partition("-")[2] in vietnamese or one["languages"] == "en"]
        + [{"id": "ivy", "languages": "en; vi", "duty": "interpreter"}],
        tables,
        working_language="en",
    )
    plan = Plan({person.id: person.id[-1] for person in here.people} | {"ivy": former[0]})
    free = StaffCosts(np.ones((1, 3), dtype=bool), np.zeros((1, 3), dtype=np.int64), np.zeros((0, 2), dtype=np.int64))
    model = build_staff_model(here, plan, [], free, SessionRules(), {"ivy": former})
    answer = assign(None, AssignSessions(model, 0, work=10.0))
    assert answer.tables is not None
    return apply_staff_plan(here, plan, answer.tables.reshape(1, 3).astype(bool)).tables_of("ivy")


@pytest.mark.parametrize(
    ("vietnamese", "former", "then"),
    [("abc", "ab", "abc"), ("a", "ab", "a"), ("b", "ac", "b"), ("", "ba", "b")],
)
def test_an_interpreter_keeps_only_evenings_where_someone_needs_them(vietnamese: str, former: str, then: str):
    """Whom no evening needs keeps one of those before."""
    assert serve_again(vietnamese, tuple(former)) == tuple(then)


@pytest.mark.parametrize(
    ("season", "written"),
    [
        (Season(3, 1, 2, 0, is_proven=False), {}),
        (Season(3, 1, 2, 0, is_proven=False, guests=2), {"guests": 2}),
        (Season(3, 1, 2, 0, is_proven=False, has_staff=False, guests=0), {"staff": False, "guests": 0}),
    ],
)
def test_a_record_tells_of_guests_and_of_missing_staff_only_where_there_are_any(season, written):
    record = SeasonRecord.of(season)
    always = {"penalty": 3, "bound": 1, "staff_penalty": 2, "staff_unmet": 0, "proven": False}
    assert record.plain() == {**always, **written}
    assert record.fact(Season) == season


def test_without_an_invitation_no_more_are_spoken_of():
    alone, some = (
        Season(0, 0, 0, 0, is_proven=True, guests=number, guests_proven=True).about_guests for number in (0, 2)
    )
    assert alone[:2] == (
        "No one is invited to a further session.",
        "Among the sessions that are meant for each person or that they chose, the program found no invitation that "
        "would leave all requirements unchanged.",
    )
    assert some[1] == alone[1].replace("no invitation", "no other invitation")


def test_a_blank_language_of_a_held_seat_asks_for_no_interpreter():
    """All others speak Spanish, so a filled cell of the seat is one to interpret for, and a blank cell is not."""
    people = [{"id": f"p{n}", "languages": "es"} for n in range(4)]
    staff = {"id": "flo", "languages": "en; es", "duty": "interpreter"}
    for languages, wanted in (("", []), ("en", [0])):
        seat = {"id": "held", "languages": languages, "status": Status.OPEN}
        here = room([*people, seat, staff], ["a", "b"], working_language="fr")
        seats = Plan({"p0": "a", "p1": "a", "held": "a", "p2": "b", "p3": "b", "flo": "b"})
        free = StaffCosts(np.ones((1, 2), dtype=bool), np.zeros((1, 2), dtype=np.int64), np.zeros((0, 2), np.int64))
        needed = build_staff_model(here, seats, (), free, SessionRules()).needs
        assert [one.session for one in needed if len(one.persons)] == wanted, languages
