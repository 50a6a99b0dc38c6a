"""What hangs on one person: only what no one else does, owns or carries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seating import solve
from seating.analysis.arrivals import Arrival, Arrivals, ArrivalState, apply_arrivals
from seating.analysis.promises import Commitments, Promise, PromiseState
from seating.forms.cells import Named
from seating.forms.worksheets import REQUESTS, Line, Worksheets
from seating.pages import transition
from seating.report.transition import find_transition
from seating.result import Result
from seating.room.lineage import label_of
from tests.present.told import told

from .rich import person, rich


def promise(who: tuple[Named, ...], state: PromiseState = PromiseState.OPEN, what: str = "Publish fees") -> Promise:
    return Promise("capital", who, what, "", None, None, state, "", 2)


def with_work(result: Result, identity: str) -> Result:
    own = (Named("Someone", identity),)
    promises = (promise(own), promise(own, PromiseState.KEPT, "Kept"), promise((Named("Other"),), what="Not theirs"))
    asked = (
        Line(2, "capital", {"request": "A room"}, {"owner": own}, {}),
        Line(3, "", {"request": "A van"}, {"owner": ()}, {}),
    )
    return replace(
        result,
        commitments=Commitments("commitments.csv", promises, ()),
        worksheets=Worksheets({REQUESTS.name: asked}),
    )


def test_open_promises_and_requests_of_the_person_are_theirs_alone() -> None:
    result = with_work(rich(), "p01")
    found = find_transition(result, person(result, "p01"))
    assert [one.what for one in found.promises] == ["Publish fees"]
    assert [line["request"] for line in found.requests] == ["A room"]
    assert find_transition(result, person(result, "p02")).promises == ()
    page = told(transition.list_blocks(result, found))
    assert "Not theirs" not in page


def test_a_request_that_was_asked_of_the_person_waits_for_them() -> None:
    """Its owner is who brings the answer back."""
    result = rich()
    asked = person(result, "p01")
    line = Line(2, "capital", {"request": "A permit", "asked of": asked.label}, {"owner": (Named("x", "p02"),)}, {})
    result = replace(result, worksheets=Worksheets({REQUESTS.name: (line,)}))
    for one, has_it in (("p01", True), ("p02", True), ("p03", False)):
        assert bool(find_transition(result, person(result, one)).requests) is has_it


def test_losses_are_those_of_the_judge_without_the_person() -> None:
    result = rich()
    for one in result.room.people:
        found = find_transition(result, one)
        left = replace(result.room, people=tuple(each for each in result.room.people if each is not one))
        worse = {
            requirement.id
            for requirement in result.requirements
            if requirement.kind not in {"balance", "level", "similarity"}
            and requirement.judge(left, result.plan).shortfall > requirement.judge(result.room, result.plan).shortfall
        }
        assert worse <= {loss.requirement.id for loss in found.losses}, one.id
        for loss in found.losses:
            now, then = (loss.requirement.judge(here, result.plan) for here in (result.room, left))
            assert worse >= {loss.requirement.id} or set(loss.findings) <= set(then.findings) - set(now.findings), (
                one.id
            )


def test_who_is_left_with_no_one_to_talk_to_is_a_loss_although_the_total_stays_the_same() -> None:
    """Ana and Ben speak with each other only, which is too few for both. Without Ben, Ana speaks with no one."""
    rows = [
        {"id": "ana", "languages": "es", "pin": "a"},
        {"id": "ben", "languages": "es", "pin": "a"},
        *({"id": f"p{n}", "languages": "en", "pin": "a"} for n in range(3)),
    ]
    asked = [{"kind": "common_language", "others": 2}]
    result = solve(rows, {"tables": [{"id": "a", "seats": "1-5"}], "requirements": asked})
    losses = {one: find_transition(result, result.people.by_id[one]).losses for one in ("ben", "p0")}
    ((loss,), (other,)) = losses.values()
    assert [finding.people for finding in loss.findings] == [("ana",)]
    assert {person for finding in other.findings for person in finding.people} == {"p1", "p2"}


def test_who_said_no_to_the_round_is_not_asked_to_take_a_seat_of_it() -> None:
    """Ana holds nothing but a seat, which is open in this round only."""
    rows = [
        {"id": "ana", "organization": "Oak", "pin": "a"},
        {"id": "ben", "organization": "Oak", "attending": "no"},
        {"id": "cam", "organization": "Oak", "status": "idea"},
        *({"id": f"p{n}"} for n in range(4)),
    ]
    result = solve(rows, {"tables": [{"id": "a", "seats": 3}, {"id": "b", "seats": 2}], "requirements": []})
    asked = find_transition(result, result.people.by_id["ana"]).colleagues
    assert [one.id for one in asked] == ["cam"]


def test_a_share_that_is_rounded_in_another_way_is_no_loss() -> None:
    """Of nine people two are of labor. With eight, a table of four has to have one of them."""
    rows = [{"id": f"p{n}", "sector": "labor" if n < 2 else "", "pin": "a" if n < 5 else "b"} for n in range(9)]
    tables = [{"id": "a", "seats": "1-5"}, {"id": "b", "seats": 4}]
    asked = [{"kind": "balance", "of": "sector", "count_blank": True}]
    result = solve(rows, {"tables": tables, "requirements": asked})
    (one,) = result.requirements[:1]
    left = replace(result.room, people=result.room.people[:4] + result.room.people[5:])
    assert one.judge(result.room, result.plan).met
    assert not one.judge(left, result.plan).met
    assert find_transition(result, result.people.by_id["p4"]).losses == ()


def test_someone_without_ties_leaves_nothing_open() -> None:
    result = replace(rich(requirements=()), requirements=(), duties={}, commitments=None)
    alone = next(one for one in result.people if one.id not in result.plan.seats)
    found = find_transition(result, alone)
    assert "Nothing that the program knows of remains open." in told(transition.list_blocks(result, found))


def test_one_colleague_is_asked_in_the_singular() -> None:
    result = rich()
    found = find_transition(result, person(result, "p01"))
    one, two = result.people.persons[2:4]
    page = told(transition.list_blocks(result, replace(found, colleagues=(one,))))
    assert f"From the same organization: {one.label}" in page
    page = told(transition.list_blocks(result, replace(found, colleagues=(one, two))))
    assert f"From the same organization: {one.label} or {two.label}" in page


def test_those_who_come_are_asked_first_and_no_held_seat_is() -> None:
    result = rich()
    found = find_transition(result, person(result, "p01"))
    away = next(one for one in result.people if one.id not in result.plan.seats)
    here = next(one for one in result.people if one.id in result.plan.seats)
    page = told(transition.list_blocks(result, replace(found, colleagues=(away, here))))
    assert f"From the same organization: {here.label} or {away.label}" in page


def test_a_held_seat_is_no_colleague() -> None:
    rows = [
        {"id": "a", "name": "Ana", "organization": "City"},
        {"id": "held", "name": "", "organization": "City", "status": "open"},
        {"id": "b", "name": "Ben", "organization": "City"},
    ]
    result = with_work(solve(rows, {"tables": [{"id": "north", "seats": "3"}]}), "a")
    assert any(one.is_held for one in result.people)
    assert [one.id for one in find_transition(result, person(result, "a")).colleagues] == ["b"]


def test_no_successor_is_asked_for_where_the_deputy_is_of_the_organization() -> None:
    rows = [
        {"id": "a", "name": "Ana", "organization": "River Bank", "Deputy": "Bo Kim"},
        {"id": "b", "name": "Bo Kim", "organization": "River Bank"},
        {"id": "c", "name": "Cy", "organization": "River Bank", "status": "declined"},
    ]
    for listed in (rows, rows[:2]):
        result = solve(listed, {"tables": [{"id": "north", "seats": "3"}]})
        page = told(transition.list_blocks(result, find_transition(result, person(result, "a"))))
        assert "Named on the list as deputy: Bo Kim" in page
        assert "To be named by" not in page


def test_every_session_of_the_person_is_named() -> None:
    result = rich()
    here, there = [table.id for table in result.room.tables][:2]
    identity = next(one for one, table in result.plan.seats.items() if table == here)
    result = replace(result, plan=replace(result.plan, further={identity: (there,)}))
    page = told(transition.list_blocks(result, find_transition(result, person(result, identity))))
    assert [f"Seat at: {label_of(result.room, table)}\n" in page for table in (here, there)] == [True, True]


def test_the_deputy_is_asked_before_the_colleagues() -> None:
    rows = [
        {"id": "a", "name": "Ana", "organization": "City", "Deputy": "Ben; Hugo Vale"},
        {"id": "b", "name": "Ben", "organization": "City"},
        {"id": "c", "name": "Cam", "organization": "City"},
    ]
    result = solve(rows, {"tables": [{"id": "north", "seats": "3"}]})
    page = told(transition.list_blocks(result, find_transition(with_work(result, "a"), person(result, "a"))))
    assert "Named on the list as deputy: Ben or Hugo Vale" in page
    assert "From the same organization: Cam" in page


def test_people_of_one_name_are_told_apart() -> None:
    rows = [
        {"id": "a", "name": "Ana Ruiz", "organization": "Mill"},
        {"id": "b", "name": "Ana Ruiz", "organization": "Bank", "works_for": "Ben"},
        {"id": "ben", "name": "Ben", "organization": "Bank"},
    ]
    result = solve(rows, {"tables": [{"id": "north"}], "requirements": []})
    page = told(transition.list_blocks(result, find_transition(with_work(result, "ben"), person(result, "ben"))))
    assert "People who depend on them or their organization\n  Ana Ruiz (Bank)" in page
    assert "From the same organization: Ana Ruiz (Bank)" in page


def test_no_one_who_is_absent_or_declined_is_asked_to_take_over() -> None:
    rows = [{"id": one, "name": one.title(), "organization": "City"} for one in ("ana", "ben", "cam", "dee")]
    rows[2]["status"] = "declined"
    result = with_work(solve(rows, {"tables": [{"id": "north"}], "requirements": []}), "ana")
    came = Arrivals("arrivals.csv", 1, (Arrival("1", "ben", "Ben", ArrivalState.ABSENT, "absent"),))
    result = replace(result, people=apply_arrivals(result.people, came, ()))
    page = told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))
    assert "From the same organization: Dee" in page
    result = replace(result, people=result.people.with_persons(result.people.persons[:3]))
    page = told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))
    assert "To be named by: City" in page


def test_neither_those_for_whom_a_person_works_nor_staff_are_asked_to_take_over() -> None:
    rows = [
        {"id": "cass", "name": "Cass", "organization": "City", "works_for": "Ana"},
        {"id": "ana", "name": "Ana", "organization": "City"},
        {"id": "flo", "name": "Flo", "organization": "City", "duty": "facilitator"},
        {"id": "ben", "name": "Ben", "organization": "City"},
    ]
    for number, advice in ((4, "From the same organization: Ben"), (3, "To be named by: City")):
        result = with_work(solve(rows[:number], {"tables": [{"id": "north"}], "requirements": []}), "cass")
        page = told(transition.list_blocks(result, find_transition(result, person(result, "cass"))))
        assert advice in page
        assert "Flo" not in page.partition("Who could take over")[2]


def test_no_one_is_asked_to_take_over_a_membership_that_they_have() -> None:
    rows = [{"id": one, "name": one.title(), "organization": "City"} for one in ("ana", "ben", "cy")]
    tables = [{"id": "north"}, {"id": "steer", "name": "Steering", "kind": "steering", "people": ["ana", "ben"]}]
    for number, advice in ((3, "From the same organization: Cy"), (2, "To be named by: City")):
        result = with_work(solve(rows[:number], {"tables": tables, "requirements": []}), "ana")
        assert advice in told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))


def test_whoever_a_must_keeps_from_the_seat_is_not_asked_to_take_over() -> None:
    rows = [
        {"id": "ana", "name": "Ana", "organization": "City", "languages": "vi", "pin": "north"},
        {"id": "ben", "name": "Ben", "organization": "City", "languages": "es", "pin": "south"},
        {"id": "cy", "name": "Cy", "organization": "City", "languages": "vi; es"},
    ]
    tables = [{"id": "north", "for": {"languages": "vi"}}, {"id": "south"}]
    for number, advice in ((3, "From the same organization: Cy"), (2, "To be named by: City")):
        result = with_work(solve(rows[:number], {"tables": tables, "requirements": []}), "ana")
        assert advice in told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))


def test_no_one_who_has_a_seat_is_asked_to_take_a_held_seat() -> None:
    rows = [
        {"id": "a", "name": "Ana", "organization": "City"},
        {"id": "held", "name": "", "organization": "City", "status": "open"},
    ]
    result = solve(rows, {"tables": [{"id": "north", "seats": "3"}]})
    page = told(transition.list_blocks(result, find_transition(result, person(result, "held"))))
    assert "To be named by: City" in page


def test_no_one_is_asked_to_take_a_seat_where_they_sit_or_cannot_come() -> None:
    """Ben sits at Ana's session and Cy cannot come to it; Dee can. With a promise of Ana, Ben can help too."""
    rows = [
        {"id": "ana", "name": "Ana", "organization": "City", "can_come": "north"},
        {"id": "ben", "name": "Ben", "organization": "City", "can_come": "north"},
        {"id": "cy", "name": "Cy", "organization": "City", "can_come": "south"},
        {"id": "dee", "name": "Dee", "organization": "City", "can_come": "north; south"},
    ]
    tables = [
        {"id": "north", "day": "2027-04-12", "seats": "1-2"},
        {"id": "south", "day": "2027-04-13", "seats": "1-2"},
    ]
    for number, work, advice in (
        (4, False, "From the same organization: Dee"),
        (3, False, "To be named by: City"),
        (3, True, "From the same organization: Ben"),
    ):
        result = solve(rows[:number], {"tables": tables, "requirements": []})
        result = with_work(result, "ana") if work else result
        assert advice in told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))


@pytest.mark.parametrize("elected", [False, True])
def test_no_one_at_the_table_is_asked_to_take_over_a_duty_that_they_cannot_have(elected: bool) -> None:
    """A reporter speaks English. Ben sits with Ana already and speaks only French; Cy can be reporter instead."""
    rows = [
        {"id": "ana", "name": "Ana", "organization": "City", "languages": "en; fr"},
        {"id": "ben", "name": "Ben", "organization": "City", "languages": "fr"},
        {"id": "cy", "name": "Cy", "organization": "City", "languages": "en; fr"},
    ]
    asked = {"kind": "duty", "name": "reporter", "who": {"languages": "en"}, "differ": "organization"}
    table = {"id": "north", **({"reporter": ["ana"]} if elected else {})}
    for number, advice in ((3, "From the same organization: Cy"), (2, "To be named by: City")):
        result = solve(rows[:number], {"tables": [table], "requirements": [asked]})
        result = replace(result, duties={"ana": ("reporter",)})
        assert advice in told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))
    result = with_work(result, "ana")
    page = told(transition.list_blocks(result, find_transition(result, person(result, "ana"))))
    assert "From the same organization: Ben" in page


def test_only_staff_who_can_do_the_same_and_are_free_are_asked_to_take_over() -> None:
    """Of the colleagues of Mai, Ida interprets only Spanish; Fay and Gus lead one evening each."""
    days = [{"id": one, "day": day, "place": "Hall"} for one, day in (("north", "2027-03-02"), ("south", "2027-03-04"))]
    need = {"languages": "vi", "needs": "Vietnamese interpreter"}
    rows = [{"id": f"p{n}", "name": f"Person {n}", "pin": days[n % 2]["id"], **need} for n in range(4)]
    staff = (("mai", "interpreter", "vi; en"), ("ida", "interpreter", "es; en"), ("fay", "facilitator", "en"))
    for one, duty, speaks in (*staff, ("gus", "facilitator", "en")):
        rows.append({"id": one, "name": one.title(), "duty": duty, "languages": speaks, "organization": "City"})
    asked = [{"kind": "staff", "duty": "facilitator"}]
    sessions = {"tables": days, "working_language": "en", "requirements": asked}
    result = solve(rows, {**sessions, "sessions": {"most": 1, "staff_most": 2}})
    page = told(transition.list_blocks(result, find_transition(result, person(result, "mai"))))
    assert ", interpreter or facilitator who speaks Vietnamese: no one" in page
    assert "From the same organization" not in page
    page = told(transition.list_blocks(result, find_transition(result, person(result, "fay"))))
    assert ", facilitator: Gus" in page
