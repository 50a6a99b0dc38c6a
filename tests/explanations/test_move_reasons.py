"""The reason for a move is what a must would lack if the person had stayed, with everyone's further sessions."""

from __future__ import annotations

from typing import Any

import pytest

from seating.explanations.move_reasons import UNTOLD, Reasons, _so_many, _wanted
from seating.requirements.base.findings import Finding, Unit, at_least
from seating.room.plan import Plan
from tests.builders import requirement, room


def test_staff_who_serve_at_several_sessions_are_no_reason_for_a_move() -> None:
    people = ["ana", "ben", "cam", {"id": "flo", "duty": "facilitator"}]
    here = room(people, ["north", "south"])
    asked = [
        requirement("staff", duty="facilitator", must=True),
        requirement("count", who={"name": ["ana", "ben"]}, at_least=2, at="south", must=True),
    ]
    now = Plan({"ana": "south", "ben": "south", "cam": "north", "flo": "north"}, {"flo": ("south",), "ana": ("north",)})
    reasons = Reasons(here, asked, now, {"ana": "north", "ben": "south"}, (), here.listed.columns)
    assert "facilitator" not in reasons.of("ana").full
    assert "South" in reasons.of("ana").full or "south" in reasons.of("ana").full


def test_two_who_moved_together_are_not_the_reason_of_each_other() -> None:
    """Ana moved with Ben, because she sits with Cam, who came."""
    here = room(["ana", "ben", "cam"], ["north", "south"])
    asked = [requirement("together", people=pair) for pair in (["ana", "ben"], ["ana", "cam"])]
    now = Plan({"ana": "south", "ben": "south", "cam": "south"})
    reasons = Reasons(here, asked, now, {"ana": "north", "ben": "north"}, (), here.listed.columns)
    assert "Cam" in reasons.of("ana").full or "cam" in reasons.of("ana").full
    assert "cam" not in reasons.of("ben").full.casefold()


def test_a_family_that_moved_as_one_is_no_reason_of_its_members() -> None:
    """North has two seats, and Cam and Dee came there, because a must requires it."""
    here = room(["ana", "ben", "cam", "dee"], ["north", "south"])
    asked = [
        requirement("together", people=["ana", "ben"], must=True),
        requirement("count", who={"name": ["ana", "ben", "cam", "dee"]}, at_most=2, at="north", must=True),
        requirement("pin", people=["cam", "dee"], tables=["north"]),
    ]
    now = Plan({"ana": "south", "ben": "south", "cam": "north", "dee": "north"})
    reasons = Reasons(here, asked, now, {"ana": "north", "ben": "north"}, (), here.listed.columns)
    for one in ("ana", "ben"):
        assert "instead of one table" not in reasons.of(one).full, reasons.of(one)
        assert "north" in reasons.of(one).full


@pytest.mark.parametrize(
    ("cam", "asked", "reason"),
    [
        ("east", (), "because this makes the seating better"),
        ("east", ("pin",), "to make room at north for Cam"),
        (None, (), "because this makes the seating better"),
        (None, ("pin",), "to make room at north for Cam"),
    ],
)
def test_who_came_to_a_seat_that_became_free_is_no_reason(cam: str | None, asked: tuple[str, ...], reason: str) -> None:
    """Ana moved to the table that she rated higher. Cam need not have come, unless a must requires it."""
    ana = {"id": "ana", "interests": "land:1; money:3"}
    tables = [{"id": "north", "focus": "land", "seats": 2}, {"id": "south", "focus": "money"}, {"id": "east"}]
    here = room([ana, "ben", "cam"], tables)
    musts = [requirement("size", must=True), *(requirement(one, people=["cam"], tables=["north"]) for one in asked)]
    former = {"ana": "north", "ben": "north"} | ({} if cam is None else {"cam": cam})
    now = Plan({"ana": "south", "ben": "north", "cam": "north"})
    reasons = Reasons(here, [*musts, requirement("focus", weight=1)], now, former, (), {"interests", "name"})
    assert reasons.of("ana").full == reason


def test_who_could_sit_elsewhere_is_no_reason_for_a_move_that_another_must_requires() -> None:
    """Ana leaves north to meet Dee at south. Cam is new, and could have sat at south instead."""
    here = room(["ana", "ben", "cam", "dee"], [{"id": "north", "seats": 2}, {"id": "south"}])
    asked = [requirement("size", must=True), requirement("meet", people=["ana", "dee"], must=True)]
    now = Plan({"ana": "south", "ben": "north", "cam": "north", "dee": "south"})
    former = {"ana": "north", "ben": "north", "dee": "south"}
    reason = Reasons(here, asked, now, former, (), here.listed.columns).of("ana")
    assert reason.full == reason.shared
    assert "Cam" not in reason.full
    assert "Ana and Dee have not shared a table" in reason.full


@pytest.mark.parametrize(
    ("seats", "reason"),
    [(2, "since north lost Ana and needs at least 2 people"), ("0-2", "to make room at south for Ana")],
)
def test_two_who_changed_places_are_not_the_reason_of_each_other(seats: int | str, reason: str) -> None:
    """Ana goes to south to meet Dee, and Cam takes her place."""
    here = room(["ana", "ben", "cam", "dee"], [{"id": "north", "seats": seats}, {"id": "south", "seats": seats}])
    asked = [requirement("size", must=True), requirement("meet", people=["ana", "dee"], must=True)]
    now = Plan({"ana": "south", "ben": "north", "cam": "north", "dee": "south"})
    former = {"ana": "north", "ben": "north", "cam": "south", "dee": "south"}
    reasons = Reasons(here, asked, now, former, (), here.listed.columns)
    assert "Ana and Dee have not shared a table" in reasons.of("ana").full
    assert reasons.of("cam").full == reason


def test_two_who_change_places_to_meet_others_do_not_make_room_for_each_other() -> None:
    """Ana goes to south to meet Dee, and Cam goes to north to meet Ben."""
    here = room(["ana", "ben", "cam", "dee"], [{"id": "north", "seats": "0-2"}, {"id": "south", "seats": "0-2"}])
    pairs = [["ana", "dee"], ["ben", "cam"]]
    asked = [requirement("size", must=True), requirement("meet", pairs=pairs, must=True)]
    now = Plan({"ana": "south", "ben": "north", "cam": "north", "dee": "south"})
    former = {"ana": "north", "ben": "north", "cam": "south", "dee": "south"}
    reasons = Reasons(here, asked, now, former, (), here.listed.columns)
    assert "Ana and Dee have not shared a table" in reasons.of("ana").full
    assert "Ben and Cam have not shared a table" in reasons.of("cam").full


@pytest.mark.parametrize(
    ("pinned", "reason"), [((), "because this makes the seating better"), (("cam",), "to make room")]
)
def test_people_who_change_tables_in_a_ring_are_not_the_reason_of_each_other(
    pinned: tuple[str, ...], reason: str
) -> None:
    """Each table has one chair. No must requires that anyone moves, unless Cam must come to north."""
    people = [{"id": name, "interests": f"{focus}:3"} for name, focus in (("ana", "b"), ("ben", "c"), ("cam", "a"))]
    tables = [{"id": f"at-{focus}", "focus": focus, "seats": "0-1"} for focus in "abc"]
    musts = [requirement("size", must=True), *(requirement("pin", people=[p], tables=["at-a"]) for p in pinned)]
    now = Plan({"ana": "at-b", "ben": "at-c", "cam": "at-a"})
    former = {"ana": "at-a", "ben": "at-b", "cam": "at-c"}
    asked = [*musts, requirement("focus", weight=1)]
    reasons = Reasons(room(people, tables), asked, now, former, (), {"interests", "name"})
    assert reasons.of("ana").full.startswith(reason)
    if not pinned:
        assert {reasons.of(one).full for one in ("ana", "ben", "cam")} == {reason}


def test_who_moves_for_a_need_is_the_reason_of_who_makes_room_and_not_the_other_way_round() -> None:
    """Both are of one clinic, and a table has one person of each: if neither moved, only the need would be unmet."""
    people = [{"id": one, "name": one.title(), "organization": "Pine"} for one in ("ana", "ben")]
    here = room(people, [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}])
    asked = [
        requirement("cap", of="organization", at_most=1, must=True),
        requirement("pin", id="needs:ana", people=["ana"], tables=["south"], need="step-free"),
    ]
    now, former = Plan({"ana": "south", "ben": "north"}), {"ana": "north", "ben": "south"}
    reasons = Reasons(here, asked, now, former, ("needs:ana",), {"organization", "name"})
    need = "because of this requirement: “Ana needs “step-free”, which only South can offer”"
    assert reasons.of("ana").full == need
    assert reasons.of("ben").full == "since otherwise South would have 2 people (Pine) instead of at most 1"
    assert reasons.of("ana").shared == reasons.of("ben").shared == UNTOLD  # the need is private


def test_what_is_missing_elsewhere_instead_is_no_reason() -> None:
    """Four of one school at two tables: wherever Ana sits, a table has one too many. But north has two seats."""
    people = [{"id": one, "name": one.title(), "organization": "Elm"} for one in ("ana", "ben", "cam", "dee")]
    here = room(people, [{"id": "north", "name": "North", "seats": "0-2"}, {"id": "south", "name": "South"}])
    musts = {"cap": {"of": "organization", "at_most": 1}, "size": {}, "together": {"people": ["ben", "cam"]}}
    asked = [requirement(kind, **values, must=True) for kind, values in musts.items()]
    now = Plan({"ana": "south", "ben": "north", "cam": "north", "dee": "south"})
    reasons = Reasons(here, asked, now, {"ana": "north", "ben": "north", "dee": "south"}, (), {"organization", "name"})
    assert reasons.of("ana").full == "to make room at North for Cam"


@pytest.mark.parametrize("source", ["reporter", "pin"])
def test_who_is_named_for_a_table_moves_because_the_convening_names_them(source: str) -> None:
    here = room([{"id": "ana", "name": "Ana"}, "ben"], [{"id": "north", "name": "North"}, "south"])
    asked = [requirement("pin", id=f"{source}:ana", people=["ana"], tables=["north"])]
    now, former = Plan({"ana": "north", "ben": "south"}), {"ana": "south", "ben": "south"}
    told = Reasons(here, asked, now, former, (), {"name"}).of("ana").full
    says = {"reporter": "Ana is elected reporter of North and sits there", "pin": "The list seats Ana at North"}
    assert told == f"because of this requirement: “{says[source]}”"


@pytest.mark.parametrize(
    ("former", "reason"),
    [
        ({"ana": "north", "ben": "south"}, "since South lost its only doer"),
        ({"ana": "north", "ben": "south", "dee": "south"}, "since South lost Ben and needs at least 1 doer"),
        ({"ana": "north", "ben": "south", "dee": "north"}, "since South lost its only doer"),
    ],
)
def test_someone_who_is_no_longer_on_the_list_could_have_been_the_same(former: dict[str, str], reason: str) -> None:
    """Dee is no longer on the list, so it is not known what Dee was."""
    ana = {"id": "ana", "representative_type": "doer"}
    doers = [ana, {**ana, "id": "ben", "attending": 0}]
    here = room(doers, [{"id": "north", "name": "North"}, {"id": "south", "name": "South"}])
    asked = [requirement("role_mix", at_least={"doer": 1}, at="south", must=True)]
    reasons = Reasons(here, asked, Plan({"ana": "south"}), former, (), {"representative_type", "name"})
    assert reasons.of("ana").full == reason


@pytest.mark.parametrize("was", [["capital"], ["capital", "credit"]])
def test_a_table_with_another_id_is_not_told_to_be_gone(was: list[str]) -> None:
    """It was renamed, or merged with another one, and has fewer seats."""
    here = room(["ana", "ben", "cam"], [{"id": "money", "name": "Money", "was": was}, "north"])
    asked = [requirement("count", who={"name": ["ana", "ben", "cam"]}, at_most=2, at="money", must=True)]
    now, before = Plan({"ana": "north", "ben": "money", "cam": "money"}), {"ana": was[-1], "ben": was[0], "cam": was[0]}
    reasons = Reasons(here, asked, now, before, (), here.listed.columns)
    assert reasons.of("ana").full.startswith("since otherwise Money would have ")
    former = before | {"ana": "labor"}
    assert "no longer exists" in Reasons(here, asked, now, former, (), here.listed.columns).of("ana").full


@pytest.mark.parametrize("is_must", [True, False])
def test_what_everyone_reads_does_not_depend_on_a_column_that_they_do_not_see(is_must: bool) -> None:
    """A reason that is left out for a column, or a vague one, would reveal it as much as its name."""
    asked = [
        requirement("voice", who={"housing": "renter"}, at_least=1, at="south", must=is_must),
        requirement("count", id="health", who={"trade": "health"}, at_least=1, at="south", must=False),
        requirement("count", id="food", who={"trade": "food"}, at_least=1, at="north", must=False),
    ]
    now = Plan({"ana": "south", "ben": "north", "cam": "south"})
    others = [{"id": "ben", "trade": "food"}, {"id": "cam", "trade": "food"}]
    better = "because this makes the seating better"
    for trade, reason in (
        ("health", f"{better}, mostly for “South has at least 1 person whose trade is health”"),
        ("arts", "as part of the repair"),
    ):
        told = set()
        for housing in ("renter", "owner"):
            here = room([{"id": "ana", "trade": trade, "housing": housing}, *others], ["north", "south"])
            reasons = Reasons(here, asked, now, {"ana": "north"}, (), ["trade"])
            told.add(reasons.of("ana").shared)
        assert told == {reason}


def test_a_held_seat_is_told_apart_from_the_people_of_a_table_that_became_smaller() -> None:
    here = room(["ana", "ben", {"id": "held", "status": "open"}], [{"id": "north", "seats": "0-2"}, "south"])
    asked = [requirement("size", must=True)]
    now = Plan({"ana": "south", "ben": "north", "held": "north"})
    reasons = Reasons(here, asked, now, {"ana": "north", "ben": "north", "held": "north"}, (), ())
    told = "since otherwise north would have 2 people and 1 held seat instead of at most 2"
    assert told in reasons.of("ana").full


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (
            {"kind": "common_language"},
            "since otherwise south would have this shortfall: "
            "Cam shares a language with no one else here, not counting staff",
        ),
        (
            {"kind": "gather", "of": "trade", "at_most_tables": 1},
            "since otherwise there would be this shortfall: food: 2 tables instead of at most 1 table",
        ),
        ({"kind": "together", "people": ["ana", "cam"]}, "since otherwise Ana and Cam would be at north and south"),
        (
            {"kind": "count", "who": {"not": {"trade": "art"}}, "at": "north", "at_most": 0},
            "since only people whose trade is art sit at north",
        ),
    ],
)
def test_what_a_single_person_or_the_room_would_lack_is_told_as_a_shortfall(asked: dict[str, Any], reason: str) -> None:
    """Ana went to the table of Cam, who speaks and does the same."""
    same = {"languages": ("es",), "trade": "food"}
    people = [
        {"id": one, "name": one.title(), **(same if one in {"ana", "cam"} else {})} for one in ("ana", "ben", "cam")
    ]
    here = room(people, ["north", "south"])
    must = requirement(asked.pop("kind"), **asked, must=True)
    now = Plan({"ana": "south", "ben": "north", "cam": "south"})
    reasons = Reasons(here, [must], now, {"ana": "north", "ben": "north", "cam": "south"}, (), ())
    assert reasons.of("ana").full.startswith(reason)


@pytest.mark.parametrize(
    ("group", "number", "or_none", "have", "wanted", "many"),
    [
        ("doer", 2, False, 1, "at least 2 doers", "1 doer"),
        ("doer", 1, False, 0, "at least 1 doer", "no doer"),
        ("Oak Fund", 2, False, 3, "at least 2 people (Oak Fund)", "3 people (Oak Fund)"),
        ("Youth", 2, True, 1, "at least 2 people (Youth), or none", "1 person (Youth)"),
    ],
)
def test_a_number_of_a_group_is_told_in_plain_words(
    group: str, number: int, or_none: bool, have: int, wanted: str, many: str
) -> None:
    finding = Finding("north", group, have, at_least(number, or_none=or_none), 1)
    assert (_wanted(finding), _so_many(finding)) == (wanted, many)
    values = Finding("north", "sectors", have, at_least(number, Unit.VALUES), 1)
    assert "people" not in _wanted(values) + _so_many(values)
