"""Rounds one after another through the front door: duties go round, tables stand above others, voices carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.report import voices_over_rounds
from seating.report.packet.needs import find_needs
from seating.requirements.voice import VoiceRequirement
from tests.acceptance.asked import Rows, rows
from tests.present.told import cells
from tests.report.sections.test_over_rounds import CAPTION


def held(out: Path, people: Rows, asked: Sequence[Mapping[str, Any]], tables: Any, rounds: int) -> list[Solved]:
    """Seat rounds one after another in a folder."""
    convening = {"tables": tables, "requirements": list(asked)}
    return [
        solve_request(Request(people, convening, out=out, next_round=number > 0, packet=False))
        for number in range(rounds)
    ]


def holders(result: Solved, duty: str) -> dict[str, list[str]]:
    """Return who holds a duty, by table."""
    found: dict[str, list[str]] = {}
    for person, duties in sorted(result.duties.items()):
        if duty in duties:
            found.setdefault(result.plan.seats[person], []).append(person)
    return found


def test_a_duty_goes_round_and_the_governance_table_follows(tmp_path: Path) -> None:
    """Two tables that stay together have four chairs each before anyone is chair again; the elected one stays."""
    people = rows(12, pin={n: "abc"[n % 3] for n in range(1, 13)})
    tables = [{"id": "a"}, {"id": "b"}, {"id": "c", "chair": ["p2"]}, {"id": "lead", "from": "chair", "people": ["p1"]}]
    rounds = held(tmp_path, people, [{"kind": "duty", "name": "chair", "rotate": True}], tables, 4)
    times = Counter(person for result in rounds for ids in holders(result, "chair").values() for person in ids)
    assert times == {"p2": 4, **{f"p{n}": 1 for n in (1, 3, 4, 6, 7, 9, 10, 12)}}
    for result in rounds:
        chairs = holders(result, "chair")
        drawn = {(s.person, s.role) for s in result.memberships if s.role != "member"}
        assert drawn == {(ids[0], f"chair of {table}") for table, ids in chairs.items()}
        assert [s.role for s in result.memberships if s.person == "p1"][:1] == [
            "chair of b" if "p1" in chairs["b"] else "member"
        ]
        assert len({s.person for s in result.memberships}) == len(result.memberships)


def test_two_duties_fall_to_two_people_where_there_are_two(tmp_path: Path) -> None:
    asked = [{"kind": "duty", "name": "chair"}, {"kind": "duty", "name": "reporter"}]
    (result,) = held(tmp_path, rows(3, pin={1: "a", 2: "a", 3: "b"}), asked, [{"id": "a"}, {"id": "b"}], 1)
    assert sorted(result.duties[person] for person in ("p1", "p2")) == [("chair",), ("reporter",)]
    assert result.duties["p3"] == ("chair", "reporter")
    recorded = {seat["id"]: tuple(seat["duties"]) for seat in result.to_record()["rounds"][0]["seats"]}
    assert recorded == result.duties


def test_a_steering_table_is_seated_by_name(tmp_path: Path) -> None:
    tables = [{"id": "a"}, {"id": "steer", "kind": "steering", "people": ["N1", "p2"], "chair": "p2"}]
    (result,) = held(tmp_path, rows(3), [], tables, 1)
    assert set(result.plan.seats.values()) == {"a"}
    assert [(s.table, s.person, s.role) for s in result.memberships] == [
        ("steer", "p2", "chair"),
        ("steer", "p1", "member"),
    ]


def test_a_voice_carries_what_it_lacked(tmp_path: Path) -> None:
    """Unmet in two rounds, it weighs three times as much; the other voice, which does not carry, stays."""
    people = rows(4, pin={1: "a", 2: "a", 3: "b", 4: "b"}, age={1: "young"})
    voice = {"kind": "voice", "name": "Youth", "who": {"age": "young"}, "at": "b", "weight": 2}
    asked = [{**voice, "carry": True}, voice, {**voice, "carry": True, "must": False, "rounds": [1, 3], "weight": 400}]
    rounds = held(tmp_path, people, asked, [{"id": "a"}, {"id": "b"}], 3)
    weights = [[r.weight for r in result.requirements if r.kind == "voice"] for result in rounds]
    assert weights == [[2, 2, 400], [4, 2], [6, 2, 800]]
    assert rounds[2].requirements[0].sentence(rounds[2].room) == (
        "b has at least 1 person whose age is young (Youth); its weight is higher because it was unmet in the last 2 "
        "rounds."
    )


def unheard(name: str, **more: Any) -> dict[str, Any]:
    """Return a voice that carries; nobody at its table belongs to it."""
    return {"kind": "voice", "name": name, "who": {"age": name.lower()}, "at": "b", "carry": True, **more}


@pytest.mark.parametrize("private", [False, True])
def test_a_voice_carries_if_another_requirement_comes_before_it(tmp_path: Path, private: bool) -> None:
    """The number of a voice is no name: what was unmet in round 1 is the same voice in round 2."""
    people = rows(4, pin={1: "a", 2: "a", 3: "b", 4: "b"}, age={1: "young", 2: "old", 3: "grown", 4: "grown"})
    tables = [{"id": "a"}, {"id": "b"}]
    young, grown = unheard("Young", weight=2, private=private), unheard("Grown", weight=3, private=private)
    before = {"kind": "voice", "name": "Old", "who": {"age": "old"}, "at": "a"}
    pair = {"kind": "apart", "people": ["p1", "p3"], "private": True}
    result = held(tmp_path, people, [young, grown], tables, 1)[0]
    convening = {"tables": tables, "requirements": [before, pair, young, grown]}
    result = solve_request(Request(people, convening, out=tmp_path, next_round=True, packet=False))
    weights = {r.label: r.weight for r in result.requirements if isinstance(r, VoiceRequirement)}
    assert weights == {"Old": 1, "Young": 4, "Grown": 3}
    shown = [name for name, *_ in cells(voices_over_rounds.list_blocks(result))[CAPTION]]
    told = "Last rounds in which it was unmet: 1"
    assert shown == ["Old"] if private else [f"Young {told}", "Old", "Grown"]
    ledger = "".join(path.read_text("utf-8") for path in (tmp_path / "rounds").iterdir())
    shared = ledger + (tmp_path / "report.html").read_text("utf-8")
    assert ("Young" in shared) is not private
    again = saved_result(Request(people, convening, out=tmp_path))
    assert again.is_unchanged
    assert {r.label: r.weight for r in again.result.requirements if isinstance(r, VoiceRequirement)} == weights


@pytest.mark.parametrize("number", [2, 12])
def test_private_voices_are_told_apart_by_the_order_of_the_convening(tmp_path: Path, number: int) -> None:
    """Records list voices by their state, and ids are not in the order of their letters."""
    people = rows(4, pin={1: "a", 2: "a", 3: "b", 4: "b"}, age={1: "young", 2: "old", 3: "grown", 4: "grown"})
    tables = [{"id": "a"}, {"id": "b"}]
    heard = [unheard("Grown", private=True) for _ in range(number - 1)]
    convening = [*heard, unheard("Young", private=True)]
    held(tmp_path, people, convening, tables, 1)
    given = {"tables": tables, "requirements": convening}
    result = solve_request(Request(people, given, out=tmp_path, next_round=True, packet=False))
    weights = [(r.label, r.weight) for r in result.requirements if isinstance(r, VoiceRequirement)]
    assert weights == [*[("Grown", 1)] * (number - 1), ("Young", 2)]


def test_a_needed_cell_of_the_frame_has_its_state_in_earlier_rounds(tmp_path: Path) -> None:
    """No requirement asks for it, and another cell that comes before it changes its number."""
    people = rows(4, age={1: "young", 2: "old", 3: "old", 4: "old"}, sector=dict.fromkeys(range(1, 5), "labor"))
    frame = {"rows": "age", "columns": "sector", "needed": [["young", "labor"]]}
    given = {"tables": [{"id": "a"}], "requirements": [], "frame": frame}
    request = Request(people, given, out=tmp_path, packet=False)
    solve_request(request)
    more = {**frame, "needed": [["old", "labor"], ["young", "labor"]]}
    second = solve_request(replace(request, convening={**given, "frame": more}, next_round=True))
    found = {name: told for name, *told in cells(voices_over_rounds.list_blocks(second))[CAPTION]}
    assert found == {"old · labor": ["not asked", "Heard a 3"], "young · labor": ["Heard a 1", "Heard a 1"]}


def test_a_private_voice_does_not_carry_if_it_is_not_known_which_it_was(tmp_path: Path) -> None:
    """Records do not name private voices, so of one and of two it is not known which of them was unmet."""
    people = rows(4, pin={1: "a", 2: "a", 3: "b", 4: "b"}, age={1: "young", 2: "old", 3: "grown", 4: "grown"})
    tables = [{"id": "a"}, {"id": "b"}]
    young, old = unheard("Young", private=True), unheard("Old", private=True)
    held(tmp_path, people, [young], tables, 1)
    convening = {"tables": tables, "requirements": [old, young]}
    result = solve_request(Request(people, convening, out=tmp_path, next_round=True, packet=False))
    assert [r.weight for r in result.requirements if isinstance(r, VoiceRequirement)] == [1, 1]


def test_who_is_away_stays_a_member_and_comes_back(tmp_path: Path) -> None:
    """Away in round 2, p1 still belongs to its table in round 3, whatever the table is called by then."""
    people = rows(6, attending={1: "round 1; round 3"}, chose={n: "a" if n < 4 else "b" for n in range(1, 7)})
    asked = [{"kind": "continuity", "at_least": "1.0", "must": True}]
    held(tmp_path, people, asked, [{"id": "a", "seats": 3}, {"id": "b", "seats": "1-3"}], 1)
    two = [{"id": "a", "seats": "1-4"}, {"id": "b", "seats": "1-4"}]
    convening = {"tables": two, "requirements": asked}
    second = solve_request(Request(people, convening, out=tmp_path, next_round=True, packet=False))
    assert "p1" not in second.plan.seats
    renamed = {"tables": [{"id": "c", "was": ["a"]}, {"id": "b"}], "requirements": asked}
    people = [{key: value for key, value in row.items() if key != "chose"} for row in people]
    third = solve_request(Request(people, renamed, out=tmp_path, next_round=True, packet=False))
    assert {i for i, table in third.plan.seats.items() if table == "c"} == {"p1", "p2", "p3"}


def test_staff_stay_at_their_tables_in_the_next_round(tmp_path: Path) -> None:
    """People meet others, facilitators stay; a table that has none gets one of two, and the note names who moved."""
    people = [*rows(16), *({"id": f"f{n}", "name": f"Flo {n}", "duty": "facilitator"} for n in range(4))]
    tables = [{"id": one} for one in "abcd"]
    asked = [{"kind": "new_company"}, {"kind": "staff", "duty": "facilitator"}]
    first, second, third = held(tmp_path, people, asked, tables, 3)
    staff = {one.id: first.plan.seats[one.id] for one in first.room.staff}
    assert sorted(staff.values()) == list("abcd")
    for later in (second, third):
        assert {one: later.plan.seats[one] for one in staff} == staff
        assert not any(note.slug == "duty-changed" for note in later.notes)
    gone, mover = "f1", "f2"
    moved = [{**row, "pin": staff[gone]} if row["id"] == mover else row for row in people if row["id"] != gone]
    fourth = solve_request(
        Request(moved, {"tables": tables, "requirements": asked}, out=tmp_path, next_round=True, packet=False)
    )
    assert {one: fourth.plan.seats[one] for one in ("f0", "f3")} == {one: staff[one] for one in ("f0", "f3")}
    (told,) = (note.text for note in fourth.notes if note.slug == "duty-changed")
    assert "Flo 2 (" in told
    assert "Flo 0" not in told


@pytest.mark.parametrize("planned", [1, 2])
def test_a_day_in_can_come_holds_for_the_round_of_that_day(tmp_path: Path, planned: int) -> None:
    """Round by round and planned together, repaired and read from the ledger."""
    asked = rows(8, can_come={1: "Dec 3", 2: "Dec 10", 3: "Thursdays", 4: "Dec 17"})
    convening = {
        "tables": [{"id": "a", "day": "2026-12-03"}, {"id": "b", "day": "2026-12-03"}],
        "rounds": [{"day": "2026-12-03"}, {"day": "2026-12-10"}],
        "requirements": [],
    }
    request = Request(asked, convening, out=tmp_path, packet=False, rounds=planned)
    first = solve_request(request)
    repaired = repair_request(replace(request, rounds=1))
    second = solve_request(replace(request, rounds=1, next_round=True))
    for result, away, day in (
        (first, {"p2", "p4"}, "2026-12-03"),
        (repaired, {"p2", "p4"}, "2026-12-03"),
        (second, {"p1", "p4"}, "2026-12-10"),
        (saved_result(request, 1).result, {"p2", "p4"}, "2026-12-03"),
        (saved_result(request, 2).result, {"p1", "p4"}, "2026-12-10"),
    ):
        assert {one.person.id: one.reason for one in result.not_seated} == dict.fromkeys(away, "no session fits")
        assert {one.day for one in result.room.tables} == {day}
        assert [one.name for one in find_needs(result).unsuited] == ["N4"], "the others come to the other round"
    for result, rounds in ((first, [1, 2]), (repaired, [1, 2]), (second, [2])):
        told = [note.text.split(" works for ")[0] for note in result.notes if note.slug == "no-session-fits"]
        assert told == [f"No session in round {number}" for number in rounds], "not of a round that is over"
