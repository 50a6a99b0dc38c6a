"""A season of sessions, solved: the seats, the staff plan, who a session is for, and what is saved."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

import seating
from seating.analysis.contacts import find_contacts
from seating.analysis.initiative.changes import FormerPerson, note_invitation_changes
from seating.api import one_round
from seating.api.check import review_request
from seating.api.day.desk import list_desk
from seating.api.day.free_seats import count_free_seats
from seating.api.explain import explain_request
from seating.api.explanation_record import explanation_record
from seating.api.inputs import read_round
from seating.api.manual_seating import judge_manual_seating, read_manual_seating, save_manual_seating
from seating.api.repair import find_moved, repair_request
from seating.api.request import Request
from seating.api.rounds import record_attended
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.engines import Status, best_plan
from seating.ledger import Ledger
from seating.pages import repaired
from seating.pages.explained import describe_price, list_blocks
from seating.pages.rounds import list_round
from seating.report import members_away, moves
from seating.report.moves import describe_moves
from seating.report.pages import render_packet
from seating.report.places import places
from seating.report.quality import count_met, describe_quality
from seating.report.seat_reasons import seat_reasons
from seating.report.sections import changed, conflict
from seating.report.sections import requirements as requirements_section
from seating.report.spreadsheets import seating_csv, seating_xlsx
from seating.report.workload import list_loads
from seating.requirements.base.kind import is_lock
from seating.result.known_rounds import find_company
from seating.result.staff_plan import list_seat_requirements
from seating.room.history import History, PastRound
from seating.room.plan import Plan
from seating.wording import said_list
from tests.present.told import cells, told
from tests.seasons import season


def tables(**changes: Any) -> list[dict[str, Any]]:
    """Return three sessions; the first two overlap."""
    return [
        {"id": "carts", "seats": "1-9", "day": "2027-03-02", "time": "18:00-19:30", "place": "Hall", **changes},
        {"id": "shops", "seats": "1-9", "day": "2027-03-02", "time": "18:30-20:00", "place": "Library"},
        {"id": "labs", "seats": "1-9", "day": "2027-03-09", "time": "18:00-19:30", "place": "Hall"},
    ]


PEOPLE = [{"id": f"p{n}", "name": f"Pia {n}", "type": ("cart", "shop", "lab")[n % 3]} for n in range(9)]
FLO = {"id": "flo", "name": "Flo", "duty": "facilitator"}
FAY = {"id": "fay", "name": "Fay", "duty": "facilitator"}
ONE_EACH = {"kind": "staff", "duty": "facilitator", "must": True}


def solved(people: list[dict[str, Any]], requirements: list[dict[str, Any]], **more: Any):
    return seating.solve(people, {"tables": tables(), "requirements": requirements, **more})


def test_staff_serve_at_several_sessions():
    result = solved([*PEOPLE, FLO, FAY], [ONE_EACH])
    assert result.status is Status.OPTIMAL
    served = {person: set(result.plan.tables_of(person)) for person in ("flo", "fay")}
    assert served["flo"] | served["fay"] == {"carts", "shops", "labs"}
    assert sorted(map(len, served.values())) == [1, 2]
    assert result.season is not None
    assert result.season.is_proven


def test_the_board_keeps_further_sessions_with_the_seats_that_were_saved(tmp_path):
    """Staff with several sessions are at all of them, and a save by hand leaves them there; who moves has one seat."""
    request = Request([*PEOPLE, FLO, FAY], {"tables": tables(), "requirements": [ONE_EACH]}, out=tmp_path, packet=False)
    further = solve_request(request).plan.further
    assert further
    inputs = read_round(request)
    seats = read_manual_seating(tmp_path, inputs).seats
    path = tmp_path / "by-hand.csv"
    path.write_bytes(seating_csv(solve_request(replace(request, write=False))))
    reviewed = review_request(replace(request, write=False), path)
    for result in (judge_manual_seating(inputs, seats), reviewed, save_manual_seating(request)):
        assert (result.plan.further, result.review.unmet) == (further, 0)
    (busy,) = further
    moved = judge_manual_seating(inputs, {**seats, busy: further[busy][0]})
    assert (moved.plan.further, moved.review.unmet) == ({}, 1)


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("question", ["person", "requirement"])
def test_an_explanation_tells_that_it_compares_seats_without_guests(most, question):
    """Ada and Bo or Cy speak Vietnamese in the north. By the seats alone, one must not leave without the other.

    With `most: 2`, whoever of Bo and Cy has another seat is invited there, so the one with the seat could leave.
    """
    made = [
        {"id": "carts", "seats": "1-4", "day": "2027-03-02", "place": "Hall", "for": {"type": "cart"}},
        {"id": "north", "seats": "2-4", "day": "2027-03-04", "place": "Hall", "for": {"area": "north"}},
        {"id": "labs", "seats": "0-4", "day": "2027-03-06", "place": "Hall", "for": {"type": "cart"}},
    ]
    people = [
        {"id": "ada", "type": "none", "area": "north", "languages": "vi"},
        {"id": "bo", "type": "cart", "area": "north", "languages": "vi"},
        {"id": "cy", "type": "cart", "area": "north", "languages": "vi"},
        {"id": "dee", "type": "none", "area": "north", "languages": "en"},
        {"id": "eve", "type": "cart", "area": "south", "languages": "en"},
    ]
    asked = [
        {"kind": "voice", "name": "Vietnamese", "who": {"languages": "vi"}, "at_least": 2, "at": ["north"], "weight": 3}
    ]
    convening = {"tables": made, "requirements": asked, "sessions": {"most": most}}
    seats = seating.solve(people, convening).plan.seats
    (there,) = [one for one in ("bo", "cy") if seats[one] == "north"]
    about = {"person": there} if question == "person" else {"requirement": "voice-1"}
    page = told(list_blocks(explain_request(Request(people, convening, write=False), **about)))
    assert ("Other seatings are compared by the seats alone" in page) is (most == 2)
    if question == "person":
        assert "If no one else moved:\n      worse: " in page


def test_a_must_that_no_staff_plan_meets_is_said():
    """Flo cannot be at two sessions that overlap."""
    result = solved([*PEOPLE, FLO], [ONE_EACH])
    assert result.status is Status.NO_SEATING
    assert result.bound is None
    assert result.review.unmet == 1
    assert result.season is not None
    assert (result.season.staff_unmet, result.season.is_proven) == (1, True)


def test_a_season_can_have_a_governance_table_with_chosen_members(tmp_path):
    """The staff plan is made for the sessions: its requirements are not asked of the board, and the round is saved."""
    board = {"id": "board", "kind": "governance", "action_seat": "yes", "seats": "2-3", "people": ["p0"]}
    convening = {"tables": [*tables(), board], "requirements": [ONE_EACH]}
    result = solve_request(Request([*PEOPLE, FLO, FAY], convening, out=tmp_path, packet=False))
    assert [one.by_requirement.keys() & {"staff-1"} for one in result.governance] == [set()]
    assert len(Ledger.open(tmp_path).rounds) == 1


def test_a_should_that_no_staff_plan_meets_costs_its_weight():
    result = solved([*PEOPLE, FLO], [{**ONE_EACH, "must": False, "weight": 7}])
    assert result.status is Status.FEASIBLE
    assert (result.penalty, result.bound) == (7, 0)
    assert result.season is not None
    assert (result.season.penalty, result.season.staff_penalty) == (0, 7)


def test_what_no_staff_plan_meets_is_no_price_of_a_seat(tmp_path):
    """The shortfall of the staff plan is in the penalty of the round, but no seat changes it."""
    asked = [{**ONE_EACH, "must": False, "weight": 7}, {"kind": "apart", "people": ["p0", "p3"]}]
    request = Request([*PEOPLE, FLO], {"tables": tables(), "requirements": asked}, out=tmp_path, packet=False)
    solved = solve_request(request)
    price = explain_request(request, requirement="apart-1").price
    assert price is not None
    assert (solved.penalty, price.now.penalty, price.without.penalty, price.price) == (7, 0, 0, 0)
    assert "could not be met any better" in told(describe_price(solved, price))


@pytest.mark.parametrize(
    ("cells", "where"),
    [
        ({"pin": "shops"}, {"shops"}),
        ({"can_come": "2027-03-09"}, {"labs"}),
        ({"declined": "carts; labs"}, {"shops"}),
    ],
)
def test_the_cells_of_staff_hold(cells, where):
    result = solved([*PEOPLE, {**FLO, **cells}, FAY], [ONE_EACH])
    assert set(result.plan.tables_of("flo")) == where


def test_staff_who_must_be_apart_serve_apart():
    result = solved([*PEOPLE, {**FLO, "apart": "fay", "pin": "carts"}, FAY], [{**ONE_EACH, "at_least": 2}])
    assert not set(result.plan.tables_of("flo")) & set(result.plan.tables_of("fay"))


def test_moves_of_staff_that_a_staff_plan_lists_do_not_count_among_the_fewest(tmp_path):
    """Pia 0 has to move and both facilitators have to serve elsewhere: fewer moves are not possible."""
    convening = {"tables": tables(), "requirements": [ONE_EACH]}
    request = Request([*PEOPLE, FLO, FAY], convening, out=tmp_path, packet=False)
    seats = solve_request(request).plan.seats
    others = [
        {**one, "declined": seats[one["id"]]} if one["id"] in {"p0", "flo", "fay"} else one for one in request.people
    ]
    repaired = repair_request(replace(request, people=others))
    assert [move.person for move in repaired.moves] == ["p0"]
    assert (repaired.repair.fewest, repaired.repair.fewest_proven) == (1, True)
    told = describe_moves(repaired, repaired.repair)
    assert told == "1 person moves. No seating that meets all musts takes fewer moves."
    with_guest = replace(repaired.repair, fewest=2)  # one of two has another seat, but still goes to the former session
    assert describe_moves(repaired, with_guest) == "1 person moves."


def test_staff_serve_at_most_so_many_sessions():
    people = [*PEOPLE, FLO, FAY, {"id": "fern", "name": "Fern", "duty": "facilitator"}]
    result = solved(people, [{**ONE_EACH, "at_least": 2, "must": False}], sessions={"staff_most": 1})
    assert all(len(result.plan.tables_of(person)) == 1 for person in ("flo", "fay", "fern"))


def test_no_way_out_counts_as_tested_that_leaves_a_must_about_staff_unmet():
    two_carts = {"kind": "count", "id": "carts", "who": {"type": "cart"}, "at_least": 2, "must": True}
    for staff in ([FLO, FAY], [FLO]):
        result = solved([*PEOPLE, *staff], [{**ONE_EACH, "id": "staff"}, two_carts])
        assert result.status is Status.IMPOSSIBLE
        assert result.conflicts_complete == (len(staff) == 2)
        drops = [way for way in result.ways_out if way.kind == "drop"]
        assert {way.confirmed for way in drops} == {len(staff) == 2}
        assert [way.confirmed for way in result.ways_out if way.kind == "relax"] == [True]


def test_without_a_requirement_each_session_gets_one_of_each_duty():
    result = solved([*PEOPLE, FLO, FAY, {"id": "rex", "name": "Rex", "duty": "recorder"}], [])
    served = [set(result.plan.tables_of(person)) for person in ("flo", "fay")]
    assert served[0] | served[1] == {"carts", "shops", "labs"}
    assert "labs" in result.plan.tables_of("rex")
    assert len(result.plan.tables_of("rex")) == 2


def test_staff_keep_their_sessions_if_one_cancels_and_whoever_takes_over_is_named(tmp_path):
    """Also in the next round. A session that was split is kept at one of its parts."""
    staff = [{"id": f"s{n}", "name": f"Staff {n}", "duty": "facilitator"} for n in range(5)]
    convening = {"tables": tables(), "requirements": [{"kind": "staff", "duty": "facilitator", "at_least": 2}]}
    first = solve_request(Request([*PEOPLE, *staff], convening, out=tmp_path, packet=False))
    served = {one["id"]: set(first.plan.tables_of(one["id"])) for one in staff}
    (gone, *_) = (person for person, sessions in served.items() if sessions == {"shops"})
    left = [one for one in staff if one["id"] != gone]
    repaired = repair_request(Request([*PEOPLE, *left], convening, out=tmp_path, packet=False))
    now = {one["id"]: set(repaired.plan.tables_of(one["id"])) for one in left}
    assert all(served[person] <= sessions for person, sessions in now.items())
    (heir,) = (person for person, sessions in now.items() if served[person] != sessions)
    (note,) = (note.text for note in repaired.notes if note.slug == "duty-changed")
    assert note.startswith(f"Staff now at different tables: Staff {heir[1:]} (")
    split = [*tables()[:2], {**tables()[2], "was": "labs", "id": "labs-a"}]
    split.append({**split[2], "id": "labs-b", "time": "20:30-21:30"})
    later = {**convening, "tables": split}
    second = solve_request(Request([*PEOPLE, *left], later, out=tmp_path, packet=False, next_round=True))
    for person, sessions in now.items():
        then = {"labs" if one.startswith("labs") else one for one in second.plan.tables_of(person)}
        assert sessions <= then


def test_a_repair_tells_who_serves_at_a_new_session_and_who_lost_a_session_that_was_cancelled(tmp_path):
    """Both were told of their sessions before. The names are those that the sessions had."""
    first, labs = {**tables()[0], "name": "Carts"}, {**tables()[2], "name": "Labs"}
    new = {**labs, "id": "new", "name": "New", "day": "2027-03-16"}
    request = Request([*PEOPLE, FLO], {"tables": [first, labs], "requirements": [ONE_EACH]}, out=tmp_path, packet=False)
    assert set(solve_request(request).plan.tables_of("flo")) == {"carts", "labs"}

    def repair(*held: dict[str, Any]) -> tuple[Any, str]:
        found = repair_request(replace(request, convening={"tables": held, "requirements": [ONE_EACH]}))
        (note,) = (note for note in found.notes if note.slug == "duty-changed")
        assert note.shared_text == "The assignment of 1 staff member has changed."
        return found, str(note.text)

    assert repair(first, labs, {**new, "seats": "0-9"})[1].endswith("Flo (Carts and Labs, now Carts, Labs and New).")
    found, note = repair(first)
    assert note.endswith(": Flo (Carts, Labs and New, now Carts).")
    assert {move.full_reason for move in found.moves} == {"since the table “Labs” no longer exists"}
    assert "Pia 0: Labs to Carts, since" in told(repaired.list_blocks(found))
    again = saved_result(replace(request, convening={"tables": [first], "requirements": [ONE_EACH]})).result
    assert "Labs to Carts" in told(moves.list_blocks(again))


def test_the_next_round_tells_of_no_session_that_is_new_or_was_cancelled(tmp_path):
    """Staff who kept all others have not been moved."""
    carts, labs = tables()[0], tables()[2]
    held = {"tables": [carts, labs], "requirements": [ONE_EACH]}
    request = Request([*PEOPLE, FLO], held, out=tmp_path, packet=False)
    assert set(solve_request(request).plan.tables_of("flo")) == {"carts", "labs"}
    later = [carts, {**labs, "id": "new", "seats": "0-9", "day": "2027-03-16"}]
    second = solve_request(replace(request, next_round=True, convening={**held, "tables": later}))
    assert set(second.plan.tables_of("flo")) == {"carts", "new"}
    assert not [note.text for note in second.notes if note.slug == "duty-changed"]


def test_invitations_and_the_work_in_the_staff_plan_are_no_load():
    """Flo serves at four sessions. The guests, whose second session is no task, would make the average of tasks one."""
    held = [
        {**tables()[0], "id": f"s{n}", "seats": "1-9", "day": f"2027-03-{n + 1:02}", "for": {"type": "shop"}}
        for n in range(4)
    ]
    people = [{"id": f"p{n}", "name": f"Pia {n}", "type": "shop"} for n in range(9)]
    made = {"tables": held, "sessions": {"most": 2}, "requirements": [ONE_EACH]}
    result = seating.solve([*people, FLO], made)
    assert len(result.plan.tables_of("flo")) == 4
    assert result.season is not None
    assert len(result.plan.further) > 5
    assert not list_loads(result)


def test_a_guest_of_a_cancelled_session_is_told_its_name(tmp_path):
    held = [{**one, "name": one["id"].title(), "for": {"type": "shop"}} for one in tables()[1:]]
    made = {"tables": held, "sessions": {"most": 2}}
    people = [{"id": f"p{n}", "name": f"Pia {n}", "type": "shop"} for n in range(3)]
    request = Request(people, made, out=tmp_path, packet=False)
    assert len(solve_request(request).plan.further) == 3
    found = repair_request(replace(request, convening={**made, "tables": held[:1]}))
    (note,) = (note.text for note in found.notes if note.slug == "invitation-changed")
    assert note.count("Shops and Labs, now Shops") + note.count("Labs and Shops, now Shops") == 3


@pytest.mark.parametrize(
    ("was", "told_of"), [([("both", ["shops", "labs"])], "Both"), ([("one", ["shops"]), ("two", ["shops"])], "Shops")]
)
def test_a_guest_is_told_the_name_that_a_session_had_before_a_split_and_a_merged_one_once(tmp_path, was, told_of):
    shops, labs = ({**one, "name": one["id"].title(), "for": {"type": "shop"}} for one in tables()[1:])
    made = {"tables": [shops, labs], "sessions": {"most": 2}}
    request = Request([{"id": "pia", "name": "Pia", "type": "shop"}], made, out=tmp_path, packet=False)
    assert len(solve_request(request).plan.further) == 1
    held = [{**shops, "id": one, "name": one.title(), "was": ids, "seats": "0-9"} for one, ids in was]
    held.append({**labs, "id": "new", "name": "New", "seats": "1-9"})
    found = repair_request(replace(request, convening={**made, "tables": held}))
    (note,) = (note.text for note in found.notes if note.slug == "invitation-changed")
    (before,) = re.findall(r"Pia \((.*), now ", note)
    assert sorted(before.split(" and ")) == sorted([told_of, *(["Labs"] if told_of == "Shops" else [])])


def test_the_order_of_the_list_changes_nothing():
    plans = [solved(people, [ONE_EACH]).plan for people in ([*PEOPLE, FLO, FAY], [FAY, FLO, *reversed(PEOPLE)])]
    assert plans[0].seats == plans[1].seats
    assert plans[0].further == plans[1].further


def test_nobody_else_sits_at_a_session_that_is_for_somebody():
    convening = {"tables": [*tables(**{"for": {"type": "cart"}})], "requirements": []}
    result = seating.solve(PEOPLE, convening)
    here = result.room.members(result.plan)["carts"]
    assert here
    assert {person.own["type"] for person in here} == {("cart",)}
    made = next(one for one in result.requirements if one.id == "for:carts")
    assert made.is_must


def test_for_may_be_a_should():
    whom = {"who": {"type": "cart"}, "weight": 4}
    result = seating.solve(PEOPLE, {"tables": tables(**{"for": whom, "seats": "4-9"}), "requirements": []})
    made = next(one for one in result.requirements if one.id == "for:carts")
    assert not made.is_must
    assert result.penalty == 4  # there are three, and at least four people sit there


def test_for_with_a_column_that_is_not_there_is_an_error():
    with pytest.raises(seating.InputError) as error:
        seating.solve(PEOPLE, {"tables": tables(**{"for": {"kind of firm": "cart"}}), "requirements": []})
    assert "kind of firm" in str(error.value)


@pytest.mark.parametrize("wrong", [None, {"id": ["carts"]}, 7])
def test_a_table_that_is_none_is_an_error_beside_one_that_is_for_somebody(wrong):
    with pytest.raises(seating.InputError):
        seating.solve(PEOPLE, {"tables": [*tables(**{"for": {"type": "cart"}}), wrong], "requirements": []})


def test_a_private_description_is_in_no_record():
    people = [{**row, "needs": "canary" if row["type"] == "cart" else ""} for row in PEOPLE]
    result = seating.solve(people, {"tables": tables(**{"for": {"needs": "canary"}}), "requirements": []})
    assert "canary" not in str(result.to_record())


def test_the_record_says_where_staff_serve():
    record = solved([*PEOPLE, FLO, FAY], [ONE_EACH]).to_record()["rounds"][0]
    (further,) = record["further"]
    assert further["id"] in {"flo", "fay"}
    assert record["season"] == {
        "penalty": 0, "bound": 0, "staff_penalty": 0, "staff_unmet": 0, "proven": True,
    }  # fmt: skip


@pytest.mark.room
@pytest.mark.parametrize("travel", [0, 1])
def test_a_season_of_32_sessions_has_a_staff_plan(travel: int):
    """520 people, 32 sessions and 8 facilitators; everybody sits at a session for them, and nobody at two at once."""
    result = seating.solve(*season(travel=travel))
    assert len(result.room.people) == 520
    assert result.season is not None
    assert result.season.is_proven
    assert result.review.unmet == 0
    served = [table for person in result.room.staff for table in result.plan.tables_of(person.id)]
    assert set(served) == {table.id for table in result.room.tables}


def test_people_come_to_a_further_session_if_the_convening_says_so():
    """Each session is for one kind of firm; people of a second kind are its guests where it does not clash."""
    people = [{**row, "type": "cart; lab" if n < 3 else row["type"]} for n, row in enumerate(PEOPLE)]
    of_kind = {"carts": "cart", "shops": "shop", "labs": "lab"}
    rows = [{**row, "for": {"type": of_kind[row["id"]]}} for row in tables()]
    plain = seating.solve(people, {"tables": rows, "requirements": []})
    assert plain.plan.further == {}
    result = seating.solve(people, {"tables": rows, "requirements": [], "sessions": {"most": 2}})
    assert result.season is not None
    assert result.season.guests_proven
    for n in range(3):
        assert set(result.plan.tables_of(f"p{n}")) == {"carts", "labs"}
    assert result.season.guests == len(result.plan.further) == 3
    assert result.status is Status.OPTIMAL
    record = result.to_record()["rounds"][0]
    assert len(record["further"]) == 3
    assert record["season"]["staff"] is False


def test_whom_a_row_brings_along_is_a_guest_only_where_what_is_known_of_them_decides_it():
    """Nothing tells what kind of firm the guest of a shopkeeper has, but their language is that of the row."""
    of_kind = {"carts": {"type": "cart"}, "shops": {"languages": "es"}, "labs": {"type": "lab"}}
    rows = [{**row, "for": of_kind[row["id"]]} for row in tables()]
    rows.append({**tables()[2], "id": "tarde", "day": "2027-03-10", "for": {"languages": "es"}})
    people = [*PEOPLE, {"id": "sol", "name": "Sol + 1", "type": "shop", "languages": "es"}]
    people = [{**row, "type": "lab"} if row["type"] == "shop" and row["id"] != "sol" else row for row in people]
    people = [{"languages": "en", **row} for row in people]
    result = seating.solve(people, {"tables": rows, "requirements": [], "sessions": {"most": 3}})
    assert set(result.plan.tables_of("sol")) == set(result.plan.tables_of("sol+2")) == {"shops", "tarde"}


@pytest.mark.parametrize(("seats", "guests"), [("1-9", {"sol", "sol+2"}), ("1-4", set())])
def test_the_people_of_a_row_are_guests_together_or_not_at_all(seats, guests):
    """Only the first person of a couple has a type. Many of the seats at the labs are free, or one."""
    rows = [{**tables()[0], "for": {"type": "cart"}}, {**tables()[2], "for": {"type": "lab"}, "seats": seats}]
    people = [{"id": "sol", "name": "Sol & Bo Diaz", "type": "cart; lab"}]
    people += [{"id": f"p{n}", "name": f"Pia {n}", "type": "lab" if n < 3 else "cart"} for n in range(6)]
    result = seating.solve(people, {"tables": rows, "requirements": [], "sessions": {"most": 2}})
    assert set(result.plan.further) == guests


def test_guests_take_seats_and_break_no_must():
    """Everybody is for both sessions, but the labs have four seats, and one organization may have one of them."""
    rows = [{**tables()[0], "for": {"type": "cart"}}, {**tables()[2], "for": {"type": "lab"}, "seats": "1-4"}]
    people = [
        {"id": f"p{n}", "name": f"Pia {n}", "type": "cart; lab", "organization": "Mill" if n < 6 else f"Firm {n}"}
        for n in range(9)
    ]
    cap = {"kind": "cap", "of": "organization", "at_most": 1, "at": "labs", "must": True}
    result = seating.solve(people, {"tables": rows, "requirements": [cap], "sessions": {"most": 2}})
    assert result.review.unmet == 0
    members = result.room.members(result.plan)
    assert sum(person.organization == "Mill" for person in members["labs"]) <= 1
    assert len(members["labs"]) <= 4
    assert len(members["carts"]) == 9


def test_nobody_is_a_guest_where_they_cannot_come_even_if_a_must_gains_by_it():
    rows = [{**tables()[0], "for": {"type": "cart"}}, {**tables()[2], "for": {"type": "lab"}}]
    people = [{"id": f"p{n}", "name": f"Pia {n}", "type": "cart; lab"} for n in range(6)]
    people[0] |= {"can_come": "2027-03-02", "sector": "labor"}
    labor = {"kind": "count", "who": {"sector": "labor"}, "at_least": 1, "must": True}  # at each session
    result = seating.solve(people, {"tables": rows, "requirements": [labor], "sessions": {"most": 2}})
    assert result.plan.tables_of("p0") == ("carts",)
    assert result.season is not None
    assert result.season.guests == 5
    further = {**result.plan.further, "p0": ("labs",)}
    cannot_come = [one for one in result.requirements if one.kind == "keep_from"]
    assert [one.judge(result.room, Plan(result.plan.seats, further)).met for one in cannot_come] == [False]


def test_who_avoids_somebody_is_no_guest_of_their_session_and_a_shared_session_counts():
    people, convening = visited()
    people[0] |= {"avoids": "Pia 1", "wishes": "Pia 3"}
    people[1] |= {"type": "shop; lab", "wishes": "Pia 4"}
    result = seating.solve(people, convening)
    assert len({"p0", "p1"} & result.plan.further.keys()) == 1
    (apart,) = [one for one in result.requirements if one.kind == "apart"]
    assert result.verdict(apart).met
    together = Plan(result.plan.seats, {"p0": ("labs",), "p1": ("labs",)})
    seats = {**together.seats, "p0": "carts", "p1": "shops"}
    (finding,) = apart.judge(result.room, Plan(seats, together.further)).findings
    assert (finding.table, set(finding.people)) == ("labs", {"p0", "p1"})


def test_an_open_seat_is_invited_to_no_further_session_and_a_wish_keeps_nobody_away():
    people, convening = visited()
    people[0] |= {"name": "", "status": "open", "organization": "Mill"}
    people[3] |= {"wishes": "Pia 1"}  # who sits with her at no session, guest or not
    people[4] |= {"wishes": "Pia 1", "type": "shop"}
    result = seating.solve(people, convening)
    assert result.plan.further.keys() - {"flo", "fay"} == {"p1", "p2"}


@pytest.mark.parametrize("seed", range(4))
def test_invitations_stay_when_a_round_is_seated_again_and_others_are_named(tmp_path, seed):
    listed, convening = tmp_path / "list.csv", tmp_path / "convening.json"
    people, rules = visited()
    rules["tables"][2]["seats"] = "1-3"  # one seat is free for one of three guests
    rules["requirements"] = []

    def write(**cells: str) -> None:
        wishes = {f"p{n}": "Pia 3" for n in range(3)}
        rows = [
            f"{p['id']},{p['name']},{p['type']},{wishes.get(p['id'], '')},{cells.get(p['id'], '')}" for p in people[:9]
        ]
        listed.write_text("\n".join(["id,name,type,wishes,declined", *rows]), encoding="utf-8")

    write()
    convening.write_text(json.dumps(rules), encoding="utf-8")
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    first = solve_request(request)
    (guest,) = first.plan.further
    for again in (solve_request(replace(request, seed=seed)), repair_request(replace(request, seed=seed))):
        assert again.plan.further == first.plan.further
        assert not [note for note in again.notes if note.slug == "invitation-changed"]
    write(**{guest: "labs"})
    repaired = repair_request(request)
    (other,) = repaired.plan.further
    assert other != guest
    (note,) = [note for note in repaired.notes if note.slug == "invitation-changed"]
    assert f"Pia {guest[1]} (carts and labs, now carts)" in note.text
    assert f"Pia {other[1]} (carts, now carts and labs)" in note.text


def test_who_still_goes_to_the_session_of_their_seat_did_not_move():
    people, convening = visited()
    result = seating.solve(people, convening)
    guest = next(person for person in result.plan.further if person.startswith("p"))
    seat, (other,) = result.plan.seats[guest], result.plan.further[guest]
    before = {**result.plan.seats, guest: other}
    assert find_moved(result, before, {guest: (seat,)}) == []
    assert find_moved(result, before, {guest: ("shops",)}) == find_moved(result, before, {}) == []
    assert find_moved(result, {**before, guest: "shops"}, {guest: (seat, other)}) == [guest]
    person = result.people.by_id[guest]
    former = {guest: FormerPerson(person.name, table=other, further=(seat,))}
    assert not list(note_invitation_changes([person], result.room, former, result.plan))
    renamed = result.room.table(other).model_copy(update={"was": ("old",)})
    room = replace(result.room, tables=tuple(renamed if t.id == other else t for t in result.room.tables))
    former = {guest: FormerPerson(person.name, table=seat, further=("old",))}
    assert not list(note_invitation_changes([person], room, former, result.plan)), "the session was renamed"
    (note,) = note_invitation_changes([person], result.room, former, result.plan)
    assert note.slug == "invitation-changed"
    former = {guest: FormerPerson(person.name, table="shops", further=(other,))}
    (note,) = note_invitation_changes([person], result.room, former, result.plan)
    assert person.name in note.text, "invited to the same further session, but with a seat at another one"
    namesake = person.model_copy(update={"id": "other", "organization": "Mill"})
    room = replace(result.room, listed=result.people.with_persons((*result.people, namesake)))
    (note,) = note_invitation_changes([person.model_copy(update={"organization": "Depot"})], room, former, result.plan)
    assert f"{person.name} (Depot) (" in note.text
    alone = next(p for p in result.room.people if p.id not in result.plan.further)
    former = {alone.id: FormerPerson(alone.name, table=seat if result.plan.seats[alone.id] != seat else other)}
    assert not list(note_invitation_changes([alone], result.room, former, result.plan)), "invited to nothing further"
    last = PastRound(1, before, further={guest: (seat,)})
    again = replace(result, room=replace(result.room, history=History((last,))))
    assert dict(cells(changed.list_blocks(again))["figures"])["moved"] == "0"


OF_KIND = {"carts": "cart", "shops": "shop", "labs": "lab"}


def visited():
    """Return the list and the convening of three sessions with three guests and two facilitators."""
    people = [{**row, "type": "cart; lab" if n < 3 else row["type"]} for n, row in enumerate(PEOPLE)]
    rows = [{**row, "for": {"type": OF_KIND[row["id"]]}} for row in tables()]
    return [*people, FLO, FAY], {"tables": rows, "requirements": [ONE_EACH], "sessions": {"most": 2}}


def write_visited(folder: Path) -> tuple[Path, Path]:
    """Write the list and the convening of `visited`, and return their paths."""
    people, rules = visited()
    listed, convening = folder / "list.csv", folder / "convening.json"
    lines = [f"{row['id']},{row['name']},{row.get('type', '')},{row.get('duty', '')}" for row in people]
    listed.write_text("\n".join(["id,name,type,duty", *lines]), encoding="utf-8")
    convening.write_text(json.dumps(rules), encoding="utf-8")
    return listed, convening


@pytest.mark.parametrize("most", [1, 2])
def test_a_conflict_of_the_seats_alone_is_told_as_one_where_guests_may_come_twice(most):
    """Four speak Spanish, and two sessions need three of them: with seats alone it cannot be, with guests it can."""
    people = [{"id": f"p{n}", "name": f"Pia {n}", "languages": "es" if n < 4 else "en"} for n in range(8)]
    asked = {"kind": "voice", "name": "Spanish", "who": {"languages": "es"}, "at": ["carts", "labs"], "at_least": 3}
    convening = {"tables": tables(), "sessions": {"most": most}, "requirements": [{**asked, "must": True}]}
    result = seating.solve(people, convening)
    assert result.status is Status.IMPOSSIBLE
    says = "This is about the seats alone: with guests who are invited to further sessions, all musts might be met."
    for shown in (told(conflict.list_blocks(result)), describe_quality(result)):
        assert (says in shown) is (most == 2)


def test_guests_are_no_hope_for_a_conflict_about_who_may_be_where():
    """Two who never share a session are both wanted at the carts: more people there do not help."""
    people = [{"id": f"p{n}", "name": f"Pia {n}"} for n in range(8)]
    asked = [{"kind": "pin", "people": ["p0", "p1"], "tables": ["carts"]}, {"kind": "apart", "people": ["p0", "p1"]}]
    convening = {"tables": tables(), "sessions": {"most": 2}, "requirements": [{**one, "must": True} for one in asked]}
    result = seating.solve(people, convening)
    assert result.status is Status.IMPOSSIBLE
    for shown in (told(conflict.list_blocks(result)), describe_quality(result)):
        assert "guests" not in shown


def test_whether_guests_help_with_a_private_conflict_is_not_told_to_others():
    people = [{"id": f"p{n}", "name": f"Pia {n}"} for n in range(8)]
    asked = [{"kind": "pin", "people": ["p0", "p1"], "tables": ["carts"]}, {"kind": "apart", "people": ["p0", "p1"]}]
    musts = [{**one, "must": True, "private": True} for one in asked]
    result = seating.solve(people, {"tables": tables(), "sessions": {"most": 2}, "requirements": musts})
    says = "This is about the seats alone, without guests who are invited to further sessions."
    team = result.for_team
    for shown in (told(conflict.list_blocks(team)), describe_quality(team)):
        assert says in shown
        assert "might be met" not in shown


@pytest.mark.parametrize("most", [1, 2])
def test_an_improvement_is_offered_only_if_it_is_one_with_the_guests(most, tmp_path):
    """Four speak Spanish, and two sessions need three of them. Guests make it so; without guests, a move helps."""
    people = [{"id": f"p{n}", "name": f"Pia {n}", "languages": "es; en" if n < 4 else "en"} for n in range(8)]
    rows = [{**row, "for": {"languages": "en"}} for row in (tables()[0], tables()[2])]
    asked = {"kind": "voice", "name": "Spanish", "who": {"languages": "es"}, "at": ["carts", "labs"], "at_least": 3}
    convening = {"tables": rows, "sessions": {"most": most}, "requirements": [{**asked, "must": False}]}
    seats = tmp_path / "seats.csv"
    seats.write_text(
        "id,table\n" + "".join(f"p{n},{'carts' if n < 4 else 'labs'}\n" for n in range(8)), encoding="utf-8"
    )
    result = seating.repair(people, seats, convening)
    assert not result.moves
    assert result.repair is not None
    assert bool(result.repair.offers) is result.repair.is_better_known is (most == 1)
    assert (result.penalty == 0) is (most == 2)


@pytest.mark.parametrize("most", [1, 2])
def test_a_longer_search_is_offered_only_for_what_it_can_find(most, monkeypatch):
    """With guests nothing is proven, except for a seating without penalty, which needs no longer search."""
    people = [{"id": f"p{n}", "name": f"Pia {n}", "languages": "es; en" if n < 4 else "en"} for n in range(8)]
    rows = [{**row, "for": {"languages": "en"}} for row in (tables()[0], tables()[2])]
    for least, is_met in ((3, most == 2), (5, False)):
        asked = {"kind": "voice", "name": "Spanish", "who": {"languages": "es"}, "at": ["carts", "labs"]}
        asked |= {"at_least": least, "must": False}
        convening = {"tables": rows, "sessions": {"most": most}, "requirements": [asked]}

        def unfinished(*given, **named):
            return replace(best_plan(*given, **named), status=Status.FEASIBLE, bound=0, longer_limit=60)

        monkeypatch.setattr(one_round, "best_plan", unfinished)
        result = seating.solve(people, convening)
        notes = [note.text for note in result.notes if note.slug == "more-time"]
        assert (result.penalty == 0) is is_met
        assert (result.longer_limit is None) is is_met
        assert bool(notes) is not is_met
        assert all(("proof that there is none" in text) is (most == 1) for text in notes)


@pytest.mark.parametrize("keep", [("carts",), ("carts", "shops", "labs"), ("p0", "flo")])
def test_a_lock_keeps_seats_and_takes_no_further_session_from_guests_and_staff(keep, tmp_path):
    """Whoever has their seat at a session that is over is still invited to a later one, and staff still serve there."""
    listed, convening = write_visited(tmp_path)
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    first = solve_request(request)
    assert first.season is not None
    assert first.season.guests
    repaired = repair_request(replace(request, keep=keep))
    assert not repaired.review.unmet
    assert repaired.plan == first.plan
    assert not [note for note in repaired.notes if note.slug in {"duty-changed", "invitation-changed"}]
    assert "the convening seats" not in " ".join(seat_reasons(repaired).values()).casefold()
    page, locks = told(requirements_section.list_blocks(repaired)), f"Locks kept: {len(keep)} of {len(keep)}."
    assert count_met(repaired.judged) in page
    assert all(locks in text for text in (page, describe_quality(repaired)))


@pytest.mark.parametrize("seat_again", [solve_request, repair_request])
def test_a_lock_that_is_not_kept_is_shown_so_when_the_round_is_read(seat_again, tmp_path):
    """A newer must moves one of the people who had their seats at a session that stays as it is, and someone is new."""
    listed, convening = write_visited(tmp_path)
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    first = solve_request(request)
    one = next(one.id for one in first.room.people if first.plan.seats[one.id] == "carts")
    rules = {**json.loads(convening.read_text(encoding="utf-8")), "sessions": {"most": 1}}
    pin = {"kind": "pin", "people": [one], "tables": ["labs"], "must": True}
    convening.write_text(json.dumps({**rules, "requirements": [*rules["requirements"], pin]}), encoding="utf-8")
    listed.write_text(listed.read_text(encoding="utf-8") + "\nnew,Nia,cart,", encoding="utf-8")
    made = seat_again(replace(request, keep=("carts",)))
    read = saved_result(request)
    assert read.is_unchanged
    assert made.review.unmet
    locks = [lock for lock in made.judged if is_lock(lock.requirement)]
    again = [lock for lock in read.result.judged if is_lock(lock.requirement)]
    assert [(str(lock.sentence), lock.met) for lock in again] == [(str(lock.sentence), lock.met) for lock in locks]
    assert read.result.review.unmet == made.review.unmet


def test_a_wish_for_another_focus_keeps_no_guest_away():
    """Each has a seat at the session whose focus they rated highest. The other one, without a focus, is for all."""
    rows = [{**tables()[0], "focus": "carts", "seats": "2-9"}, {**tables()[2], "for": {"type": "cart"}, "seats": "0-9"}]
    people = [{"id": f"p{n}", "name": f"Pia {n}", "type": "cart", "interests": "carts:3"} for n in range(4)]
    asked = {"kind": "focus", "must": False}
    result = seating.solve(people, {"tables": rows, "requirements": [asked], "sessions": {"most": 2}})
    assert set(result.plan.seats.values()) == {"carts"}
    assert result.season is not None
    assert result.season.guests == 4
    assert result.penalty == 0


def test_who_comes_to_no_session_is_a_person_to_call():
    """No session fits Hodan, who would come and fits a voice that is missing."""
    people = [{"id": "ana", "name": "Ana"}, {"id": "hodan", "name": "Hodan", "trade": "food", "can_come": "2020-01-01"}]
    voice = {"kind": "voice", "name": "Cooks", "who": {"trade": "food"}, "at_least": 1}
    result = seating.solve(people, {"tables": tables(), "requirements": [voice], "show": ["trade"]})
    assert "hodan" not in result.plan.seats
    (contact,) = find_contacts({"trade": "food"}, result.room)
    assert (contact.person.id, contact.standing, contact.is_whole) == ("hodan", "no session", True)
    page = render_packet(result)["who-is-missing.html"]
    assert "Hodan (would come, but no session or table fits)" in page


def test_a_guest_has_a_duty_only_where_they_have_their_seat(tmp_path):
    """Three people are guests of a session. Each session has one chair, who has their seat there."""
    people, rules = visited()
    rules["requirements"] = [*rules["requirements"], {"kind": "duty", "name": "chair"}]
    result = seating.solve(people, rules)
    assert result.season is not None
    assert result.season.guests == 3
    chairs = {one: result.plan.seats[one] for one, duties in result.duties.items() if "chair" in duties}
    assert sorted(chairs.values()) == ["carts", "labs", "shops"]
    for place in places(result):
        assert [one.id for one in place.people if "chair" in one.duties] == [
            one for one, table in chairs.items() if table == place.table.id
        ]


@pytest.mark.parametrize("by", ["elected", "arrived"])
def test_who_is_elected_or_arrived_at_a_session_is_still_invited_to_others(by, tmp_path):
    listed, convening = write_visited(tmp_path)
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    first = solve_request(request)
    guest, further = next((person, at) for person, at in first.plan.further.items() if person not in {"flo", "fay"})
    seat = first.plan.seats[guest]
    if by == "elected":
        rules = json.loads(convening.read_text(encoding="utf-8"))
        rules["tables"] = [{**row, "chair": [guest]} if row["id"] == seat else row for row in rules["tables"]]
        convening.write_text(json.dumps(rules), encoding="utf-8")
        after = solve_request(request)
    else:
        rows = f"round,id,name,state,table\n1,{guest},{guest},arrived,{seat}\n"
        (tmp_path / "reports" / "arrivals.csv").write_text(rows, encoding="utf-8")
        after = repair_request(request)
    assert (after.plan.seats[guest], after.plan.further.get(guest)) == (seat, further)
    assert not after.review.unmet


def test_a_lock_keeps_staff_at_a_session_that_others_could_serve(tmp_path):
    listed, convening = write_visited(tmp_path)
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    kept = solve_request(request).plan.tables_of("flo")[0]
    rows = listed.read_text(encoding="utf-8") + "\nfox,Fox,,facilitator\ngil,Gil,,facilitator"
    listed.write_text(rows, encoding="utf-8")
    assert kept in repair_request(replace(request, keep=("flo",))).plan.tables_of("flo")


def test_guests_take_a_seat_at_each_of_their_sessions(tmp_path):
    """The desk offers as many free seats as the report counts, and tells each session of a person."""
    listed, convening = write_visited(tmp_path)
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    result = solve_request(request)
    members = result.room.members(result.plan)
    most = {table.id: table.seats.maximum for table in result.room.tables}
    assert any(result.plan.further.get(person.id) for person in result.room.people)
    assert count_free_seats(read_round(request), result.plan.seats) == {
        table: None if number is None else number - len(members[table]) for table, number in most.items()
    }
    desk = list_desk(read_round(request), result.plan.seats)
    assert {entry.id: (entry.table, *entry.further) for entry in desk} == {
        person.id: result.plan.tables_of(person.id) for person in result.people
    }


@pytest.mark.parametrize("write", [seating_csv, seating_xlsx])
def test_a_written_season_is_read_back_with_every_session_of_everybody(tmp_path, write):
    people, convening = visited()
    result = seating.solve(people, convening)
    assert len(result.plan.further) == 4
    file = tmp_path / f"seating.{write.__name__.rpartition('_')[2]}"
    file.write_bytes(write(result))
    again = seating.review(people, file, convening)
    assert (again.plan.seats, again.plan.further) == (result.plan.seats, result.plan.further)
    assert again.review.unmet == 0
    assert again.penalty == result.penalty
    pages = render_packet(again)
    assert {"staff-plan.html", "door-list.html"} <= set(pages)


@pytest.mark.parametrize(("further", "slug"), [("shops", "sessions-clash"), ("carts", "sessions-clash"), ("lab", None)])
def test_a_written_session_that_is_impossible_is_an_error(tmp_path, further, slug):
    file = tmp_path / "seating.csv"
    file.write_text(f"id,table,further_sessions\np0,carts,{further}\np1,shops,\np2,labs,\n", encoding="utf-8")
    with pytest.raises(seating.InputError) as error:
        seating.review(PEOPLE[:3], file, {"tables": tables(), "requirements": []})
    (problem,) = error.value.problems
    assert problem.line == 2
    assert problem.column == "further_sessions"
    assert slug is None or problem.slug == slug


def test_further_sessions_mean_nothing_on_one_evening(tmp_path):
    file = tmp_path / "seating.csv"
    file.write_text("id,table,further_sessions\np0,a,b\np1,b,\n", encoding="utf-8")
    result = seating.review(PEOPLE[:2], file, {"tables": [{"id": "a"}, {"id": "b"}], "requirements": []})
    assert result.plan.further == {}


def test_the_ledger_remembers_whom_guests_met(tmp_path):
    listed, convening = write_visited(tmp_path)
    result = solve_request(Request(listed, convening, out=tmp_path / "reports", packet=False))
    (held,) = Ledger.open(tmp_path / "reports").history(2).rounds
    members = {table: tuple(p.id for p in here) for table, here in result.room.members(result.plan).items()}
    assert {table: held.tables[table] for table in members} == members
    together = {pair for here in members.values() for pair in itertools.combinations(here, 2)}
    assert held.company == together == set(find_company(result).by_ids)
    assert len(together) == 10 + 10 - 3 + 1


def test_who_signed_in_at_each_of_their_sessions_did_not_change_tables(tmp_path):
    """In any order; who came to a further session only sat there, and a session that is not theirs is a second row.

    The sessions to which they came are recorded, if each row has one.
    """
    listed, convening = write_visited(tmp_path)
    plan = solve_request(Request(listed, convening, out=tmp_path / "reports", packet=False)).plan
    guest, (further, *_) = next((person, at) for person, at in plan.further.items() if plan.seats[person] not in at)
    seat = plan.seats[guest]
    foreign = next(table["id"] for table in tables() if table["id"] not in (seat, further))
    came = tmp_path / "came.csv"
    for rows, at, noted in (
        ((seat, further), (seat, further), []),
        ((further, seat), (seat, further), []),
        ((further,), (further,), []),
        ((seat,), (seat,), []),
        (("",), (seat, further), []),
        ((seat, foreign), (seat,), ["named-twice"]),
        ((further, further), (further,), ["named-twice"]),
    ):
        came.write_text("\n".join(["id,table", *(f"{guest},{at}" for at in rows)]), encoding="utf-8")
        recorded = record_attended(tmp_path / "reports", came)
        assert recorded.saved.present == {guest: at[0]}
        assert Ledger.open(tmp_path / "reports").history(2).rounds[0].tables_of(guest) == at
        assert [note.slug for note in recorded.notes if note.slug != "attended-at-none"] == noted
    staff = next(one for one in ("flo", "fay") if foreign not in plan.tables_of(one))
    own = plan.tables_of(staff)[0]
    came.write_text(f"id,table\n{guest},{seat}\n{staff},{foreign}\n{staff},{own}\n", encoding="utf-8")
    recorded = record_attended(tmp_path / "reports", came)
    assert not [note for note in recorded.notes if note.slug == "named-twice"]
    history = Ledger.open(tmp_path / "reports").history(2).rounds[0]
    assert (history.staff[staff], history.further[staff]) == (own, (foreign,)), "who helped out is recorded there"
    other = next(person for person in plan.seats if person not in {guest, staff})
    came.write_text(f"id\n{other}\n", encoding="utf-8")
    recorded = record_attended(tmp_path / "reports", came)
    shown = told(list_round(Ledger.open(tmp_path / "reports").sound, recorded.saved))
    visits = [line for line in shown.splitlines() if "(further session" in line and "Pia" in line]
    assert visits
    assert all(line.endswith("(absent)") for line in visits if f"Pia {other[1:]}" not in line)


def test_sessions_where_no_one_counts_as_present_are_noted(tmp_path):
    """Attendance that is recorded in the middle of the season calls everyone absent whose session is still to come.

    Whoever came to one of their sessions counts as present at all of them, unless the file tells which ones.
    """
    listed, convening = write_visited(tmp_path)
    result = solve_request(Request(listed, convening, out=tmp_path / "reports", packet=False))
    members = result.room.members(result.plan)
    first, *later = (table for table in result.room.tables if members[table.id])
    came = tmp_path / "came.csv"
    here = {person.id for person in members[first.id]}
    unseen = [table for table in later if here.isdisjoint(person.id for person in members[table.id])]
    for tables, none, is_told in (
        ([first], later, True),
        ([first], unseen, False),
        ([first, *later], [], True),
    ):
        rows = [f"{person.id},{table.id if is_told else ''}" for table in tables for person in members[table.id]]
        came.write_text("\n".join(["id,table", *rows]), encoding="utf-8")
        notes = record_attended(tmp_path / "reports", came).notes
        found = [note.text for note in notes if note.slug == "attended-at-none"]
        told = [f"At {said_list(table.label for table in none)}, no one counts as present."] if none else []
        assert [text.partition(" If")[0] for text in found] == told


@pytest.mark.room
def test_a_repair_tells_what_its_pages_lack(tmp_path):
    """It writes the sheets and the calendar files again, so the notes on them hold for it too."""
    people, convening = visited()
    rows = [dict(row) for row in convening["tables"]]
    request = Request(people, {**convening, "tables": rows}, out=tmp_path, packet=False)
    solve_request(request)
    rows = [{**rows[0], "language": "vi"}, {**rows[1], "time": "in the evening"}, *rows[2:]]
    repaired = repair_request(replace(request, convening={**convening, "tables": rows}))
    told_of = {note.slug: note.text for note in repaired.notes}
    assert "No sheet in this language: Vietnamese, carts;" in told_of["language-without-pages"]
    assert (
        'because the time cannot be read (write it as 9:30-11:00): "shops", "in the evening"'
        in told_of["calendar-unread"]
    )


def test_a_repair_says_that_edited_further_sessions_are_decided_anew(tmp_path):
    listed, convening = write_visited(tmp_path)
    request = Request(listed, convening, out=tmp_path / "reports", packet=False)
    solve_request(request)
    own = tmp_path / "reports" / "round-1" / "seating.csv"
    assert not [note for note in repair_request(request).notes if note.slug == "further-edited"]
    text = own.read_text(encoding="utf-8-sig")
    own.write_text("\n".join(line.removesuffix("labs") for line in text.splitlines()), encoding="utf-8")
    (note,) = [note for note in repair_request(request).notes if note.slug == "further-edited"]
    assert "Pia 0" in note.text


def test_rules_of_sessions_that_are_no_numbers_are_errors():
    for wrong in ({"most": 0}, {"travel": -1}, {"staff_most": "many"}, {"mots": 2}):
        with pytest.raises(seating.InputError):
            solved(PEOPLE, [], sessions=wrong)


def test_a_host_whom_those_depend_on_who_may_come_is_a_note_of_the_check():
    rows = [dict(row) for row in tables(**{"hosted_by": "Loan Fund", "for": {"type": "cart"}})]
    people = [{**row, "funded_by": "Loan Fund" if n in {0, 1} else ""} for n, row in enumerate(PEOPLE)]
    checked = seating.check(people, {"tables": rows, "requirements": []})
    (note,) = [note for note in checked.notes if note.slug == "host-depended-on"]
    assert "Pia 0" in note.text  # a cart
    assert "Pia 1" not in note.text  # a shop, for whom the session is not
    people[3] |= {"funded_by": "Loan Fund", "declined": "carts"}
    checked = seating.check(people, {"tables": rows, "requirements": []})
    (note,) = [note for note in checked.notes if note.slug == "host-depended-on"]
    assert "Pia 3" not in note.text
    fund = {"id": "fund", "name": "Lou", "organization": "Loan Fund", "funds": "Pia 3"}
    checked = seating.check([*PEOPLE, fund], {"tables": rows, "requirements": []})
    (note,) = [note for note in checked.notes if note.slug == "host-depended-on"]
    assert "Pia 3" in note.text
    assert "Lou" not in note.text


def test_the_staff_plan_has_no_price_in_seats(tmp_path):
    listed, convening = tmp_path / "list.csv", tmp_path / "convening.yaml"
    listed.write_text("name,duty\nAna,\nBen,\nCam,\nFlo,facilitator\n", encoding="utf-8")
    convening.write_text(json.dumps({"tables": tables(), "requirements": [ONE_EACH]}), encoding="utf-8")
    with pytest.raises(seating.InputError, match="about the staff plan"):
        explain_request(Request(listed, convening, write=False), requirement="staff-1")


def test_a_saved_season_knows_which_requirements_the_staff_plan_meets(tmp_path):
    asked = [ONE_EACH, {"kind": "size", "id": "enough"}]
    solved = solve_request(Request([*PEOPLE, FLO, FAY], {"tables": tables(), "requirements": asked}, out=tmp_path))
    saved = saved_result(Request(None, out=tmp_path)).result
    assert {one.id for one in solved.requirements} == {"staff-1", "enough"}
    assert [[one.id for one in list_seat_requirements(each)] for each in (solved, saved)] == [["enough"], ["enough"]]


def test_no_session_of_a_person_is_another_table_in_an_explanation(tmp_path):
    listed, convening = tmp_path / "people.csv", tmp_path / "convening.yaml"
    listed.write_text("id,name,type\na,Ana,cart; lab\nb,Ben,cart; lab\nc,Cam,cart; lab\n", encoding="utf-8")
    of_kind = {"carts": "cart", "shops": "shop", "labs": "lab"}
    rows = [{**row, "for": {"type": of_kind[row["id"]]}, "seats": "0-4"} for row in tables()]
    written = {"tables": rows, "requirements": [], "sessions": {"most": 2}}
    convening.write_text(json.dumps(written), encoding="utf-8")
    found = explain_request(Request(listed, convening, write=False), person="a")
    assert set(found.solved.plan.tables_of("a")) == {"carts", "labs"}
    person = explanation_record(found).person
    assert person is not None
    assert [one.table for one in person.tables] == ["shops"]


@pytest.mark.parametrize("seed", range(6))
def test_no_invitation_makes_anything_worse_by_an_independent_reading(seed):
    """Read from the cells alone: who avoids whom, for whom a session is, where one can come, and the free seats."""
    rng = Random(seed)
    people = []
    for n in range(16):
        kinds_of = rng.sample(["cart", "shop", "lab"], rng.choice((1, 2, 2)))
        row = {"id": f"p{n}", "name": f"Pia {n}", "type": "; ".join(kinds_of), "organization": f"Firm {n % 7}"}
        others = [f"Pia {other}" for other in range(16) if other not in {n, 3, 11}]
        row |= {"avoids": rng.choice(others)} if rng.random() < 0.4 else {}
        row |= {"wishes": rng.choice(others)} if rng.random() < 0.3 else {}
        row |= {"declined": rng.choice(["carts", "labs"])} if rng.random() < 0.2 else {}
        row |= {"name": "", "status": "open"} if n in {3, 11} else {}
        people.append(row)
    sessions = [{**row, "seats": "1-9", "for": {"type": OF_KIND[row["id"]]}} for row in tables()]
    cap = {"kind": "cap", "of": "organization", "at_most": 2, "must": False}
    result = seating.solve(people, {"tables": sessions, "requirements": [cap], "sessions": {"most": 2}})
    rows, further = {row["id"]: row for row in people}, result.plan.further
    at = {table["id"]: [p for p in result.plan.seats if table["id"] in result.plan.tables_of(p)] for table in sessions}
    assert further
    for person, more in further.items():
        row = rows[person]
        assert row.get("status") != "open"
        assert all(OF_KIND[table] in row["type"] and row.get("declined") != table for table in more)
        assert not {"carts", "shops"} <= set(result.plan.tables_of(person))
    for table, here in at.items():
        assert len(here) <= 9
        names = {rows[person]["name"] for person in here}
        for person in here:
            if (other := rows[person].get("avoids")) in names:
                both = {person, next(p for p in here if rows[p]["name"] == other)}
                assert all(table not in further.get(one, ()) for one in both), "they would have to sit together anyway"


def test_the_report_of_the_next_round_names_every_session_at_which_staff_served(tmp_path):
    people, convening = visited()
    request = Request(people, convening, out=tmp_path / "reports", packet=False)
    first = solve_request(request)
    (several,) = [person for person in ("flo", "fay") if len(first.plan.tables_of(person)) > 1]
    second = solve_request(replace(request, next_round=True))
    rows = cells(members_away.list_blocks(second))["Where the staff sat in each round"]
    told = {row[0].split()[0]: row[1:] for row in rows}
    assert told[several.title()] == tuple(" and ".join(one.plan.tables_of(several)) for one in (first, second))


def test_the_changes_of_the_list_name_every_session_of_a_person(tmp_path):
    """Whoever left, declined or is new may have had or have several; the convener has to know all of them."""
    people, convening = visited()
    request = Request(people, convening, out=tmp_path, packet=False)
    first = solve_request(request)
    (several,) = [one for one in ("flo", "fay") if len(first.plan.tables_of(one)) > 1]
    guest = next(one for one in first.plan.further if one.startswith("p"))
    served, went = (" and ".join(first.plan.tables_of(one)) for one in (several, guest))
    declined = [{**row, "attending": "no"} if row["id"] == guest else row for row in people if row["id"] != several]
    second = solve_request(replace(request, people=[*declined, {"id": "fin", "name": "Fin", "duty": "facilitator"}]))
    rows = {row[0]: row[1:] for row in cells(changed.list_blocks(second))["What changed on the list"]}
    assert rows[several.title()] == ("No longer on the list", served, "–")
    assert rows[f"Pia {guest[1:]}"] == ("Seat", went, "said no")
    assert rows["Fin"] == ("New on the list", "–", " and ".join(second.plan.tables_of("fin")))
    assert len(second.plan.tables_of("fin")) > 1
