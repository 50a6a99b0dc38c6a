"""What changed since an earlier list, and notes on members of governance tables who left or lost their duty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import seating
from seating.analysis.initiative.changes import FormerPerson, FormerRow, note_duty_changes, note_staff_changes
from seating.api import inputs, one_round
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds import former
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.engines.repair import MinMoves
from seating.pages import governance_members as governance_in_terminal
from seating.profiles import Duty, People, Person
from seating.record.entries import SavedPersonRecord
from seating.report.sections import governance as governance_section
from seating.report.sections.changed import list_blocks
from seating.report.shown_channels import list_channels
from seating.report.shown_demand import list_demand_blocks
from seating.report.shown_ideas import list_idea_blocks
from seating.result import Result
from seating.result.privacy import for_reader
from seating.result.readers import Audience
from seating.room.plan import Plan
from seating.room.tables import Table
from tests.present.told import cells
from tests.present.told import told as told_in

Rows = list[dict[str, Any]]

LEAD = {"id": "lead", "name": "Leadership", "kind": "leadership", "from": "chair"}
STEER = {"id": "steer", "name": "Steering", "kind": "steering", "people": ["p01", "p02"]}
BOARD = {"id": "board", "name": "Board", "kind": "governance", "action_seat": "yes", "seats": 3}


def rows(**changes: dict[str, str]) -> Rows:
    """Return eight people; `changes` has other cells by id."""
    found = [{"id": f"p{n:02}", "name": f"Person {n}", "representative_type": "doer"} for n in range(8)]
    return [{"status": "confirmed", **row, **changes.get(row["id"], {})} for row in found]


def plan(*tables: dict[str, Any], chair: str = "p00") -> dict[str, Any]:
    action = [{"id": "a", "name": "Alpha", "seats": "2-8", "chair": [chair]}, {"id": "b", "seats": "2-8"}]
    return {"tables": [*action, *tables]}


def seat(folder: Path, people: Rows, convening: dict[str, Any], **more: Any) -> Solved:
    return solve_request(Request(people, convening, out=folder, packet=False, **more))


def told(result: Solved, slug: str = "member-changed") -> list[str]:
    return [note.text for note in result.notes if note.slug == slug]


def test_without_changes_nothing_is_told(tmp_path: Path) -> None:
    convening = plan(LEAD, STEER, BOARD)
    assert told(seat(tmp_path, rows(), convening)) == []
    assert told(seat(tmp_path, rows(), convening, next_round=True)) == []


def test_a_named_member_who_declined_is_told_at_once() -> None:
    result = seating.solve(rows(p01={"status": "declined"}), plan(STEER))
    (text,) = told(result)
    assert text == (
        "Steering: Person 1 declined. Name someone else for this table in the convening, or re-invite those "
        "who declined."
    )
    (note,) = (note for note in result.notes if note.slug == "member-changed")
    assert (
        note.shared_text
        == "Steering: 1 membership needs attention; a note named the person when this round was seated."
    )
    shown = [told_in(governance_in_terminal.list_governance(result)), told_in(governance_section.list_blocks(result))]
    assert all("Person 1" not in text for text in shown)
    assert cells(governance_section.list_blocks(result))["Governance tables and how their members were found"] == [
        ("Steering", str(len(STEER["people"]) - 1), f"named: {len(STEER['people']) - 1}")
    ]


def test_a_named_member_who_does_not_come_is_told_with_the_deputy(tmp_path: Path) -> None:
    people = rows(p01={"attending": "no", "deputy": "p05"})
    (text,) = told(seat(tmp_path, people, plan(STEER)))
    assert text == (
        "Steering: Person 1 (deputy: Person 5, who has a seat) is a member and has no seat in this round. Ask "
        "whether they will come to this table, or who will speak for them."
    )
    neither = rows(p01={"attending": "no", "deputy": "p05"}, p05={"attending": "no"})
    assert any("Person 1 (deputy: Person 5)" in text for text in told(seat(tmp_path / "neither", neither, plan(STEER))))
    declined = rows(p01={"attending": "no", "deputy": "p05"}, p05={"status": "declined"})
    texts = told(seat(tmp_path / "declined", declined, plan(STEER)))
    assert any("Person 1 is a member and has no seat" in text for text in texts)
    assert told(for_reader(seat(tmp_path, people, plan(STEER)), Audience.TEAM)) == [
        "Steering: 1 membership needs attention; a note named the person when this round was seated."
    ]


def test_a_chosen_member_who_left_the_list_or_declined_is_told_with_who_follows(tmp_path: Path) -> None:
    convening = {"tables": [{"id": "a", "seats": "2-8"}, {"id": "b", "seats": "2-8"}, BOARD]}
    first = seat(tmp_path, rows(), convening)
    gone, away, *_ = sorted(one.person for one in first.memberships)
    later = [row for row in rows(**{away: {"status": "declined"}}) if row["id"] != gone]
    names = {row["id"]: row["name"] for row in rows()}
    texts = told(seat(tmp_path, later, convening, next_round=True))
    remedy = "Replacements were chosen only where the musts require it; tell the table who is new."
    assert texts == [
        f"Board: {names[gone]} was a member and is no longer on the list. {remedy}",
        f"Board: {names[away]} declined. {remedy}",
    ]


def test_members_stay_as_far_as_musts_allow_even_if_no_time_is_left_to_find_the_fewest_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The note tells that replacements were chosen only where the musts require it."""
    monkeypatch.setattr(one_round, "find_min_moves", lambda *_: MinMoves(None, 0, is_impossible=False))
    board = BOARD | {"seats": "2-6"}
    convening = {"tables": [{"id": "a", "seats": "2-8"}, {"id": "b", "seats": "2-8"}, board]}
    wish = {"kind": "count", "who": {"representative_type": "doer"}, "at": "board", "at_least": 5, "must": False}
    first = seat(tmp_path, rows(), convening | {"requirements": [wish]})
    members = {one.person for one in first.memberships}
    assert len(members) >= 5
    gone = min(members)
    second = seat(
        tmp_path, rows(**{gone: {"status": "declined"}}), convening | {"requirements": [wish]}, next_round=True
    )
    assert {one.person for one in second.memberships} == members - {gone}


def test_a_chosen_member_who_does_not_come_and_is_no_member_now_is_told(tmp_path: Path) -> None:
    """As one who left the list. The table would not learn it otherwise."""
    convening = {"tables": [{"id": "a", "seats": "2-8"}, {"id": "b", "seats": "2-8"}, BOARD]}
    first = seat(tmp_path, rows(), convening)
    away, *_ = sorted(one.person for one in first.memberships)
    second = seat(tmp_path, rows(**{away: {"attending": "no"}}), convening, next_round=True)
    assert away not in {one.person for one in second.memberships}
    name = next(row["name"] for row in rows() if row["id"] == away)
    assert told(second) == [
        f"Board: {name} was a member and is no longer one. Replacements were chosen only where the musts require it; "
        "tell the table who is new."
    ]
    (shared,) = told(for_reader(second, Audience.TEAM))
    assert shared == "Board: 1 membership needs attention; a note named the person when this round was seated."


def test_a_table_that_got_no_new_member_is_not_told_who_is_new(tmp_path: Path) -> None:
    """Of members who declined, left the list, or are no longer named, if no must requires others in their place."""
    people = [*rows(), {"id": "ines", "name": "Ines", "duty": "interpreter"}]
    convening = {"tables": [{"id": "a", "seats": "2-8"}, {"id": "b", "seats": "2-8"}, BOARD | {"seats": "1-6"}]}
    named = {"tables": [*convening["tables"][:2], BOARD | {"seats": "4-6", "people": ["ines"]}]}
    first = seat(tmp_path, people, named)
    away, gone, *_ = sorted(one.person for one in first.memberships if one.person != "ines")
    later = [row | ({"status": "declined"} if row["id"] == away else {}) for row in people if row["id"] != gone]
    second = seat(tmp_path, later, convening, next_round=True)
    assert {one.person for one in second.memberships} == {one.person for one in first.memberships} - {
        away,
        gone,
        "ines",
    }
    names = {row["id"]: row["name"] for row in people}
    assert told(second) == [
        f"Board: {names[gone]} was a member and is no longer on the list. No one was chosen in their place.",
        f"Board: {names[away]} declined. No one was chosen in their place.",
        "Board: Ines was a member and is no longer one. No one was chosen in their place.",
    ]


def test_files_count_all_members_whom_the_terminal_names(tmp_path: Path) -> None:
    """Also those of a repair, which are told of since the last round and since the saved seating."""
    seat(tmp_path, rows(), plan(STEER))
    declined = {"p01": {"status": "declined"}}
    later = [row for row in rows(**declined) if row["id"] != "p02"]
    now = plan({**STEER, "people": ["p01", "p03"]})
    second = seat(tmp_path, later, now, next_round=True)
    last = [row for row in rows(**declined, p03={"status": "declined"}) if row["id"] != "p02"]
    mended = repair_request(Request(last, now, out=tmp_path, packet=False))
    for result, names in ((second, (1, 2)), (mended, (1, 2, 3))):
        text = " ".join(told(result))
        assert all(f"Person {number}" in text for number in names)
        (shared,) = told(for_reader(result, Audience.TEAM))
        shown = "memberships need attention; the notes named them when this round was seated."
        assert shared == f"Steering: {len(names)} {shown}"


def test_a_repair_tells_of_a_member_who_declined(tmp_path: Path) -> None:
    seat(tmp_path, rows(), plan(STEER))
    mended = repair_request(Request(rows(p02={"status": "declined"}), plan(STEER), out=tmp_path, packet=False))
    assert len(told(mended)) == 1


def test_a_member_who_has_another_representative_type_is_told(tmp_path: Path) -> None:
    seat(tmp_path, rows(), plan(STEER))
    later = rows(p01={"representative_type": "decision-maker"}, p03={"representative_type": "designee"})
    texts = told(seat(tmp_path, later, plan(STEER), next_round=True))
    assert texts == [
        "Steering: the representative type of Person 1 (doer, now decision-maker) changed. "
        "Check whether they still speak for the same people."
    ]


def test_a_member_whose_type_changed_twice_is_told_once(tmp_path: Path) -> None:
    """A repair tells of the change since the saved seating, and does not repeat it as one since the last round."""
    seat(tmp_path, rows(), plan(STEER))
    seat(tmp_path, rows(p01={"representative_type": "designee"}), plan(STEER), next_round=True)
    now = rows(p01={"representative_type": "decision-maker"}, p02={"representative_type": "designee"})
    mended = repair_request(Request(now, plan(STEER), out=tmp_path, packet=False))
    (text,) = told(mended)
    assert "Person 1 (designee, now decision-maker) and Person 2 (doer, now designee)" in text


def test_the_type_of_a_member_is_the_one_at_the_governance_table(tmp_path: Path) -> None:
    def typed(one: str, other: str) -> Rows:
        return rows(p01={"representative_type": one}, p02={"representative_type": other})

    seat(tmp_path, typed("doer; Steering: designee", "doer; Steering: designee"), plan(STEER))
    then = seat(tmp_path, typed("designee", "doer; Steering: decision-maker"), plan(STEER), next_round=True)
    assert told(then) == [
        "Steering: the representative type of Person 2 (designee, now decision-maker) changed. "
        "Check whether they still speak for the same people."
    ]


def test_a_type_at_the_table_that_another_was_split_from_is_none_there(tmp_path: Path) -> None:
    """Person 1 is a doer at the new body all the time, and a designee at the body it was split from."""
    people = rows(p01={"representative_type": "doer; steer: designee"})
    body = {**STEER, "id": "body", "name": "Body", "was": "steer"}
    seat(tmp_path, people, plan(STEER, body))
    assert told(seat(tmp_path, people, plan(STEER, body), next_round=True)) == []


def test_a_member_who_lost_the_duty_or_the_seat_of_the_membership_is_told(tmp_path: Path) -> None:
    stay = {"p00": {"pin": "a"}, "p03": {"pin": "a"}}
    seat(tmp_path, rows(**stay), plan(LEAD))
    texts = told(seat(tmp_path, rows(**stay), plan(LEAD, chair="p03"), next_round=True))
    assert len(texts) == 1
    assert texts[0].startswith("Leadership: Person 0 (no longer chair of Alpha) is no longer a member. Tell them")
    moved = rows(p00={"pin": "a"}, p03={"pin": "b"})
    texts = told(seat(tmp_path, moved, plan(LEAD, chair="p00"), next_round=True))
    assert texts[0].startswith(
        "Leadership: Person 3 (was chair of Alpha and is no longer there) is no longer a member."
    )


DATA = {"id": "data", "name": "Data", "kind": "data", "from": "reporter", "people": ["p06"]}


def reporting(*tables: dict[str, Any], reporter: str = "p01") -> dict[str, Any]:
    """Return a plan whose first table has also elected a reporter."""
    found = plan(*tables)
    found["tables"][0]["reporter"] = [reporter]
    return found


def test_who_still_has_the_duty_that_a_table_no_longer_draws_from_lost_no_duty(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    seat(tmp_path, rows(**stay), reporting(DATA))
    (text,) = told(seat(tmp_path, rows(**stay), reporting({**DATA, "from": "chair"}), next_round=True))
    keep = "To keep someone, name them in `people` of data."
    assert text == f"Data: Person 1 was a member and is no longer one. {keep}"
    result = seat(tmp_path, rows(**stay), reporting({**DATA, "from": "chair", "people": ["p01", "p06"]}))
    assert not told(result)
    assert "p01" in {one.person for one in result.memberships if one.table == "data"}


@pytest.mark.room
def test_members_of_a_table_that_was_merged_into_another_are_told_of_by_its_name(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    lead = {**LEAD, "was": "data"}
    cases: list[tuple[Rows, list[str], str]] = [
        (rows(**stay), ["p06"], "Person 1 was a member and is no longer one. To keep someone, name them"),
        (rows(**stay), ["p01"], "Person 6 was a member and is no longer one. To keep someone, name them"),
        (rows(**stay), [], "Person 1 and Person 6 were members and no longer are. To keep someone, name them"),
        (rows(**{**stay, "p06": {"status": "declined"}}), ["p01"], "Person 6 declined. If the table needs another"),
        ([row for row in rows(**stay) if row["id"] != "p06"], ["p01"], "Person 6 was a member and is no longer on the"),
        (
            [row for row in rows(**stay) if row["id"] != "p01"],
            ["p06"],
            "Person 1 was a member and is no longer on the list. If the table needs another member, name them",
        ),
    ]
    for number, (later, named, text) in enumerate(cases):
        folder = tmp_path / str(number)
        seat(folder, rows(**stay), reporting(LEAD, DATA))
        now = reporting({**lead, "people": named}, reporter="p01" if any(r["id"] == "p01" for r in later) else "p02")
        (found,) = told(seat(folder, later, now, next_round=True))
        assert found.startswith(f"Data, now part of Leadership: {text}")
    folder = tmp_path / "suggested"
    suggested: list[dict[str, Any]] = [{"kind": "duty", "name": "chair"}]
    for tables in ((LEAD, DATA), (lead,)):
        convening = {**reporting(*tables), "requirements": suggested}
        del convening["tables"][0]["chair"]
        result = seat(folder, rows(**stay), convening, next_round=tables == (lead,))
    (found,) = told(result)
    assert found.startswith("Data, now part of Leadership: Person 1 ")
    folder = tmp_path / "lost"
    seat(folder, rows(**stay), reporting(LEAD, DATA))
    (found,) = told(seat(folder, rows(**stay), plan({**lead, "people": ["p01", "p06"]}, chair="p03"), next_round=True))
    assert found.startswith("Leadership: Person 0 (no longer chair of Alpha) is no longer a member.")


def test_members_of_a_table_that_another_was_split_from_were_members_of_that_one_alone(tmp_path: Path) -> None:
    """Both had their own members in round 1."""
    policy = {"id": "policy", "name": "Policy", "kind": "governance", "people": ["p03", "p04"], "was": "steer"}
    convening = plan(STEER, policy)
    seat(tmp_path, rows(), convening)
    assert told(seat(tmp_path, rows(), convening, next_round=True)) == []
    (found,) = told(seat(tmp_path, rows(p03={"status": "declined"}), convening, next_round=True))
    assert found.startswith("Policy: Person 3 declined.")


def test_who_lost_a_duty_and_goes_to_the_other_part_of_a_split_table_had_it_at_their_own_part(tmp_path: Path) -> None:
    def led(chair: str) -> dict[str, Any]:
        convening = plan(LEAD, chair=chair)
        convening["tables"][1] |= {"name": "Beta", "was": "a"}
        return convening

    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    seat(tmp_path, rows(**stay), led("p00"))
    (found,) = told(seat(tmp_path, rows(**{**stay, "p00": {"pin": "b"}}), led("p01"), next_round=True))
    assert found.startswith("Leadership: Person 0 (was chair of Alpha and is no longer there) is no longer a member.")


def test_who_lost_a_duty_as_tables_were_merged_had_it_at_the_table_that_they_know(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    seat(tmp_path, rows(**stay), plan(LEAD))
    merged = plan({"id": "hall", "name": "Hall", "was": ["a", "b"], "seats": "2-8", "chair": ["p01"]}, LEAD)
    merged["tables"] = merged["tables"][2:]
    (found,) = told(seat(tmp_path, rows(), merged, next_round=True))
    assert found.startswith("Leadership: Person 0 (no longer chair of Alpha) is no longer a member.")


def test_chosen_members_stay_at_the_table_that_another_was_split_from(tmp_path: Path) -> None:
    policy = {**BOARD, "id": "policy", "name": "Policy", "was": "board"}
    convening = plan(policy, BOARD)
    first = seat(tmp_path, rows(), convening).memberships
    assert {one.table for one in first} == {"policy", "board"}
    result = seat(tmp_path, rows(), convening, next_round=True)
    assert {(one.person, one.table) for one in result.memberships} == {(one.person, one.table) for one in first}
    assert told(result) == []


def test_who_still_has_the_duty_that_a_table_no_longer_takes_liaisons_from_lost_no_duty(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    steer = {**STEER, "liaisons": ["a"]}
    convening = plan(steer)
    convening["tables"][0] |= {"liaison": ["p03"]}
    seat(tmp_path, rows(**stay), convening)
    without = plan(STEER)
    without["tables"][0] |= {"liaison": ["p03"]}
    (text,) = told(seat(tmp_path, rows(**stay), without, next_round=True))
    assert (
        text == "Steering: Person 3 was a member and is no longer one. To keep someone, name them in `people` of steer."
    )
    seat(tmp_path / "lost", rows(**stay), convening)
    (text,) = told(seat(tmp_path / "lost", rows(**stay), plan(steer), next_round=True))
    assert text.startswith("Steering: Person 3 (no longer liaison of Alpha) is no longer a member.")


def test_a_private_representative_type_is_in_no_file(tmp_path: Path) -> None:
    convening = {**plan(STEER), "private": ["representative_type"]}
    seat(tmp_path, rows(), convening)
    later = rows(p01={"representative_type": "decision-maker"})
    result = seat(tmp_path, later, convening, next_round=True)
    assert told(result) == []
    assert "decision-maker" not in (tmp_path / "round-2" / "result.json").read_text(encoding="utf-8")


def chair_of(result: Solved, table: str) -> str:
    return next(one.person for one in result.memberships if one.role == f"chair of {table}")


def test_a_chair_whose_term_is_over_is_not_told_of(tmp_path: Path) -> None:
    """With `term: 2`, the suggested chairs rotate after the second round, and only then."""
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    action = [{"id": "a", "name": "Alpha", "seats": 4}, {"id": "b", "seats": 4}]
    duty = {"kind": "duty", "name": "chair", "term": 2, "must": True}
    convening = {"tables": [*action, LEAD], "requirements": [duty]}
    first = seat(tmp_path, rows(**stay), convening)
    second = seat(tmp_path, rows(**stay), convening, next_round=True)
    assert chair_of(second, "a") == chair_of(first, "a")
    third = seat(tmp_path, rows(**stay), convening, next_round=True)
    assert chair_of(third, "a") != chair_of(second, "a")
    assert [told(one) for one in (first, second, third)] == [[], [], []]
    rotated = chair_of(third, "a")
    fourth = seat(tmp_path, rows(**{**stay, rotated: {"pin": "b"}, "p04": {"pin": "a"}}), convening, next_round=True)
    assert chair_of(fourth, "a") != rotated
    assert told(fourth) == [], "a suggestion made nobody a member"
    (text,) = told(fourth, "duty-changed")
    number, now = int(rotated[1:]), int(chair_of(fourth, "a")[1:])
    assert text == f"Changes in the suggested duty holders: Alpha: Person {now} (chair), no longer Person {number}."


def test_rounds_planned_together_tell_of_no_chair_who_rotates(tmp_path: Path) -> None:
    duty = {"kind": "duty", "name": "chair", "rotate": True, "must": True}
    action = [{"id": "a", "seats": 4}, {"id": "b", "seats": 4}]
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    result = seat(tmp_path, rows(**stay), {"tables": [*action, LEAD], "requirements": [duty]}, rounds=2)
    assert chair_of(result.ahead[0], "a") != chair_of(result, "a")
    assert told(result.ahead[0]) == told(result.ahead[0], "duty-changed") == []
    stays = {"tables": [*action, LEAD], "requirements": [{**duty, "rotate": False}]}
    result = seat(tmp_path / "stays", rows(**stay), stays, rounds=2)
    assert chair_of(result.ahead[0], "a") == chair_of(result, "a")


def test_a_suggested_chair_is_told_of_when_the_table_elects_another(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    duty = {"kind": "duty", "name": "chair", "must": True}
    action = [{"id": "a", "name": "Alpha", "seats": 4}, {"id": "b", "seats": 4}]
    first = seat(tmp_path, rows(**stay), {"tables": [*action, LEAD], "requirements": [duty]})
    suggested = chair_of(first, "a")
    other = next(f"p{n:02}" for n in range(4) if f"p{n:02}" != suggested)
    elected = {"tables": [{**action[0], "chair": [other]}, action[1], LEAD], "requirements": [duty]}
    second = seat(tmp_path, rows(**stay), elected, next_round=True)
    assert told(second) == [], "nobody has to be told that they lost what they never had"
    (text,) = told(second, "duty-changed")
    elected_name, name = f"Person {int(other[1:])}", f"Person {int(suggested[1:])}"
    assert text == f"Changes in the suggested duty holders: Alpha: {elected_name} (chair, elected), no longer {name}."


def test_who_chaired_another_table_before_is_told_as_the_new_chair(tmp_path: Path) -> None:
    duty = {"kind": "duty", "name": "chair", "must": True}
    action = [{"id": "a", "name": "Alpha", "seats": 4}, {"id": "b", "name": "Beta", "seats": 4}]
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    first = seat(tmp_path, rows(**stay), {"tables": [*action, LEAD], "requirements": [duty]})
    one, other = chair_of(first, "a"), chair_of(first, "b")
    swapped = rows(**{**stay, one: {"pin": "b"}, other: {"pin": "a"}})
    elected = [{**action[0], "chair": [other]}, {**action[1], "chair": [one]}, LEAD]
    second = seat(tmp_path, swapped, {"tables": elected, "requirements": [duty]}, next_round=True)
    (text,) = told(second, "duty-changed")
    names = [f"Person {int(person[1:])}" for person in (other, one)]
    assert f"Alpha: {names[0]} (chair, elected), no longer {names[1]}" in text
    assert f"Beta: {names[1]} (chair, elected), no longer {names[0]}" in text


def test_two_chairs_of_a_table_are_told_of_together(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    duty = {"kind": "duty", "name": "chair", "each": 2, "must": True}
    convening = {
        "tables": [{"id": "a", "name": "Alpha", "seats": "2-4"}, {"id": "b", "seats": 4}],
        "requirements": [duty],
    }
    first = seat(tmp_path, rows(**stay), convening)
    were = [one for one in ("p00", "p01", "p02", "p03") if "chair" in first.duties.get(one, ())]
    away = rows(**{**stay, **{one: {"status": "declined"} for one in were}})
    second = repair_request(Request(away, convening, out=tmp_path, packet=False))
    now = [one for one in ("p00", "p01", "p02", "p03") if "chair" in second.duties.get(one, ())]
    (text,) = told(second, "duty-changed")
    names = [" and ".join(f"Person {int(one[1:])}" for one in ids) for ids in (now, were)]
    assert text == f"Changes in the suggested duty holders: Alpha: {names[0]} (chair), no longer {names[1]}."


def test_suggested_holders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    same = {f"p{n:02}": {"pin": "a", "name": "Ana Ruiz", "organization": f"Mill {n}"} for n in range(4)}
    stay = {**same, **{f"p{n:02}": {"pin": "b"} for n in range(4, 8)}}
    convening = {
        "tables": [{"id": "a", "name": "Alpha", "seats": "2-4"}, {"id": "b", "seats": 4}],
        "requirements": [{"kind": "duty", "name": "chair", "at": "a"}],
    }
    first = seat(tmp_path, rows(**stay), convening)
    (was,) = (one for one in same if "chair" in first.duties.get(one, ()))
    away = rows(**{**stay, was: {**stay[was], "status": "declined"}})
    second = repair_request(Request(away, convening, out=tmp_path, packet=False))
    (now,) = (one for one in same if "chair" in second.duties.get(one, ()))
    (text,) = told(second, "duty-changed")
    names = [f"Ana Ruiz (Mill {int(one[1:])})" for one in (now, was)]
    assert text == f"Changes in the suggested duty holders: Alpha: {names[0]} (chair), no longer {names[1]}."


def test_a_named_member_who_left_is_not_followed_by_the_holder_of_a_duty(tmp_path: Path) -> None:
    """A table may have drawn and named members; the remedy is that of the member who left."""
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    lead = {**LEAD, "people": ["p02", "p03"]}
    seat(tmp_path, rows(**stay), plan(lead))
    later = [row for row in rows(**stay) if row["id"] != "p02"]
    (text,) = told(seat(tmp_path, later, plan({**lead, "people": ["p03"]}), next_round=True))
    left = "Leadership: Person 2 was a member and is no longer on the list."
    assert text == f"{left} If the table needs another member, name them in `people` of lead."
    later_no = rows(**{**stay, "p02": {"status": "declined"}})
    for named, remedy in (
        (["p03"], "If the table needs another member, name them in `people` of lead."),
        (["p03", "p05"], "Tell the governance table who takes their place."),
        (["p02", "p03"], "Name someone else for this table in the convening, or re-invite those who declined."),
    ):
        folder = tmp_path / "-".join(named)
        seat(folder, rows(**stay), plan(lead))
        (text,) = told(seat(folder, later_no, plan({**lead, "people": named}), next_round=True))
        assert text == f"Leadership: Person 2 declined. {remedy}"
    seat(tmp_path / "more", rows(**stay), plan(lead))
    (text,) = told(seat(tmp_path / "more", later, plan({**lead, "people": ["p03", "p05"]}), next_round=True))
    assert text == f"{left} Tell the governance table who takes their place."


def test_an_elected_chair_who_declined_is_to_be_replaced_at_their_own_table(tmp_path: Path) -> None:
    """No one is named for a table that the chairs form; its pages about messages do not name who declined either."""
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}

    def elected(*chairs: str) -> dict[str, object]:
        made = plan(LEAD)
        first, *others = made["tables"]
        return {**made, "tables": [{**first, "chair": list(chairs)}, *others]}

    seat(tmp_path, rows(**stay), elected("p02", "p03"))
    later = rows(**{**stay, "p02": {"status": "declined"}})
    result = seat(tmp_path, later, elected("p02", "p03"), next_round=True)
    (text,) = (one for one in told(result) if "declined" in one)
    assert text.startswith("Leadership: Person 2 declined. Elect someone else to the duty at their own table, or")
    assert "p02" in {one.person for one in result.memberships}
    assert "p02" not in {one.person for one in list_channels(result)}


def test_a_new_member_in_the_place_of_someone_else_follows_no_one_who_left(tmp_path: Path) -> None:
    """Person 5 is named in the place of Person 3, so the table may still need someone for Person 2."""
    seat(tmp_path, rows(), plan({**STEER, "people": ["p02", "p03"]}))
    later = [row for row in rows() if row["id"] != "p02"]
    (text,) = told(seat(tmp_path, later, plan({**STEER, "people": ["p05"]}), next_round=True))
    left = "Steering: Person 2 was a member and is no longer on the list."
    assert text == f"{left} If the table needs another member, name them in `people` of steer."


def test_a_round_that_is_seated_again_tells_of_each_former_member_once(tmp_path: Path) -> None:
    seat(tmp_path, rows(), plan({**STEER, "people": ["p01", "p02", "p03"]}))
    later = [row for row in rows() if row["id"] != "p01"]
    seat(tmp_path, later, plan({**STEER, "people": ["p02", "p03"]}), next_round=True)
    last = [row for row in later if row["id"] != "p02"]
    result = seat(tmp_path, last, plan({**STEER, "people": ["p03"]}))
    texts = " ".join(told(result))
    assert [texts.count(f"Person {number}") for number in (1, 2, 3)] == [1, 1, 0]
    assert "2 memberships need attention" in " ".join(told(for_reader(result, Audience.TEAM)))


def test_a_former_member_of_a_merged_table_who_is_only_suggested_for_the_new_one_is_told_of(tmp_path: Path) -> None:
    """A member by a suggested duty is none until the table elects them."""
    data = {"id": "data", "name": "Data", "kind": "data", "people": [f"p{n:02}" for n in range(8)]}
    suggested: list[dict[str, Any]] = [{"kind": "duty", "name": "chair"}]
    for tables in ((LEAD, data), ({**LEAD, "was": "data"},)):
        convening = {**plan(*tables), "requirements": suggested}
        del convening["tables"][0]["chair"]
        result = seat(tmp_path, rows(), convening, next_round=len(tables) == 1)
    assert len(result.memberships) == 2
    assert [note.shared_text for note in result.notes if note.slug == "member-changed"] == [
        "Leadership: 8 memberships need attention; the notes named them when this round was seated."
    ]


def test_the_members_of_a_table_that_is_gone_are_named(tmp_path: Path) -> None:
    seat(tmp_path, rows(), plan(STEER))
    (text,) = told(seat(tmp_path, rows(), plan(), next_round=True))
    assert text == (
        "Steering is no longer in the convening. Tell its members from the last round: Person 1 and Person 2."
    )
    assert not told(seat(tmp_path, rows(), plan(), next_round=True))
    seat(tmp_path / "renamed", rows(), plan(STEER))
    renamed = {**STEER, "id": "council", "was": "steer"}
    (text,) = told(seat(tmp_path / "renamed", rows(p01={"status": "declined"}), plan(renamed), next_round=True))
    assert text.startswith("Steering: Person 1 declined.")


def test_the_chair_of_a_held_seat_that_was_filled_has_no_id_in_print(tmp_path: Path) -> None:
    """A seat that is held has no name: the notes say for whom it is held."""
    held = {"id": "h1", "name": "", "organization": "Mill Board", "status": "open"}
    convening = plan({**STEER, "people": ["p01", "h1"]})
    seat(tmp_path, [*rows(), held], convening)
    later = seat(tmp_path, rows(), plan(STEER), next_round=True)
    (text,) = told(later)
    assert text.startswith("Steering: open seat (Mill Board) was a member and is no longer on the list.")
    assert ("open seat (Mill Board)", "No longer on the list", "b", "–") in changes_of(later)


def changes_of(result: Result) -> list[tuple[str, ...]]:
    return cells(list_blocks(for_reader(result, Audience.TEAM))).get("What changed on the list", [])


LATER = {"p01": {"representative_type": "designee"}, "p02": {"status": "declined"}}
CHANGED = [
    ("Person 9", "New on the list", "–", "Alpha"),
    ("Person 7", "No longer on the list", "b", "–"),
    ("Person 2", "Seat", "b", "has no seat in this round"),
    ("Person 1", "Representative type", "doer", "designee"),
]


def later_rows() -> Rows:
    return [*(row for row in rows(**LATER) if row["id"] != "p07"), {"id": "p09", "name": "Person 9", "pin": "a"}]


def test_the_report_says_how_the_list_differs_from_the_last_one(tmp_path: Path) -> None:
    """In the same round and in the next; seated again from the same list, the one before is still compared."""
    first = seat(tmp_path, rows(), plan())
    assert first.former_list is None
    assert changes_of(first) == []
    for more in ({}, {}, {"next_round": True}):
        result = seat(tmp_path, later_rows(), plan(), **more)
        assert changes_of(result) == CHANGED
        since = "Compared with the earlier list of round: 1"
        assert since in told_in(list_blocks(for_reader(result, Audience.TEAM))), "the last seating is from this list"


def test_pages_made_again_say_the_same(tmp_path: Path) -> None:
    convening = plan()
    seat(tmp_path, rows(), convening)
    seat(tmp_path, later_rows(), convening, next_round=True)
    for people in (None, later_rows()):
        for number in (2, None):
            request = Request(people, None if people is None else convening, out=tmp_path, packet=False)
            assert changes_of(saved_result(request, number).result) == CHANGED
    first = Request(None, None, out=tmp_path, packet=False)
    assert changes_of(saved_result(first, 1).result) == []


def test_a_repair_compares_the_list_too(tmp_path: Path) -> None:
    seat(tmp_path, rows(), plan())
    result = repair_request(Request(later_rows(), plan(), out=tmp_path, packet=False))
    assert changes_of(result) == CHANGED


def test_of_lists_before_the_last_one_only_the_people_who_left_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder may have many large lists, and all of them are looked at whenever the inputs are read."""
    read = list[str]()
    listed = rows()
    for number in range(4):
        listed = [{**row, "expertise": str(number)} for row in rows() if number == 0 or row["id"] != "p07"]
        seat(tmp_path, listed, plan())
    original = former._read_former_row

    def read_row(person: SavedPersonRecord, table: str | None) -> FormerRow:
        read.append(person.id)
        return original(person, table)

    monkeypatch.setattr(former, "_read_former_row", read_row)
    found = inputs.read_round(Request([{**row, "expertise": "9"} for row in listed], plan(), out=tmp_path)).former_list
    assert found is not None
    assert list(found.earlier) == ["p07"]
    assert sorted(read) == sorted([*found.people, "p07"])


def test_people_marked_absent_had_a_seat(tmp_path: Path) -> None:
    """Person 6 was marked absent at the desk, comes to the next round, and then leaves the list."""
    seat(tmp_path, rows(p06={"pin": "a"}), plan())
    (tmp_path / "arrivals.csv").write_text("round,id,state\n1,p06,absent\n", encoding="utf-8")
    day = Request(rows(p06={"pin": "a"}), plan(), out=tmp_path, packet=False)
    assert "p06" not in repair_request(day).plan.seats
    later = seat(tmp_path, later_rows(), plan(), next_round=True)
    assert "p06" in later.plan.seats
    assert [one for one in changes_of(later) if one[0] == "Person 6"] == []


def test_people_marked_absent_are_no_change_of_a_list_corrected_after_the_day(tmp_path: Path) -> None:
    """Person 6 was marked absent at the desk, and has the same row on a list from which another row was taken."""
    seat(tmp_path, rows(p06={"pin": "a"}), plan())
    (tmp_path / "arrivals.csv").write_text("round,id,state\n1,p06,absent\n", encoding="utf-8")
    day = Request(rows(p06={"pin": "a"}), plan(), out=tmp_path, packet=False)
    assert "p06" not in repair_request(day).plan.seats
    shorter = [row for row in rows(p06={"pin": "a"}) if row["id"] != "p07"]
    repaired = repair_request(Request(shorter, plan(), out=tmp_path, packet=False))
    assert {one[:2] for one in changes_of(repaired)} == {("Person 7", "No longer on the list")}


def test_nothing_private_is_compared(tmp_path: Path) -> None:
    """The ledger keeps no private cells, so nobody can say that one has changed."""
    private = [{**row, "needs": "CANARY", "email": "c@canary.example"} for row in rows()]
    seat(tmp_path, private, plan())
    result = seat(tmp_path, [{**row, "needs": "vegan", "email": "d@canary.example"} for row in rows()], plan())
    assert result.former_list is not None
    assert changes_of(result) == []
    assert "canary" not in str(result.former_list).casefold()


def test_rounds_planned_together_compare_the_first_one_alone(tmp_path: Path) -> None:
    seat(tmp_path, rows(), plan())
    result = seat(tmp_path, later_rows(), plan(), rounds=2)
    assert result.former_list is not None
    assert [one.former_list for one in result.ahead] == [None]


def test_a_member_who_stays_at_a_renamed_table_is_there(tmp_path: Path) -> None:
    stay = {"p00": {"pin": "a"}, "p03": {"pin": "a"}}
    seat(tmp_path, rows(**stay), plan(LEAD))
    convening = plan(LEAD, chair="p03")
    convening["tables"][0] |= {"id": "mill", "name": "Mill", "was": "a"}
    later = rows(p00={"pin": "mill"}, p03={"pin": "mill"})
    (text,) = told(seat(tmp_path, later, convening, next_round=True))
    assert text.startswith("Leadership: Person 0 (no longer chair of Mill) is no longer a member.")


def test_staff_sat_at_one_table_also_if_it_was_split_since() -> None:
    flo = Person(id="flo", name="Flo", duty=Duty.FACILITATOR)
    tables = (Table(id="tech", was=("growth",)), Table(id="shops", was=("growth",)), Table(id="south", name="South"))
    was = {"flo": FormerPerson("Flo", table="growth")}
    (note,) = note_staff_changes([flo], tables, was, Plan({"flo": "south"}), {"growth": "Business Growth"})
    assert note.text == "Staff now at different tables: Flo (Business Growth, now South)."
    assert note.shared_text == "The assignment of 1 staff member has changed."


def test_staff_who_go_to_a_table_that_was_split_from_theirs_are_named_once_both_had_staff() -> None:
    staff = [Person(id=one, name=one.title(), duty=Duty.FACILITATOR) for one in ("flo", "gil")]
    tables = (Table(id="north", name="North"), Table(id="loft", name="Loft", was=("north",)))
    was = {"flo": FormerPerson("Flo", table="north"), "gil": FormerPerson("Gil", table="loft")}
    (note,) = note_staff_changes(staff, tables, was, Plan({"flo": "loft", "gil": "north"}), {})
    assert note.text == "Staff now at different tables: Flo (North, now Loft) and Gil (Loft, now North)."
    assert not list(note_staff_changes(staff[:1], tables, {"flo": was["flo"]}, Plan({"flo": "loft"}), {}))


def test_a_chair_is_told_of_at_the_table_that_kept_its_name_once_the_other_part_seated_people() -> None:
    people = People(tuple(Person(id=one, name=one.title()) for one in ("ana", "ben", "cam")))
    tables = (Table(id="north", name="North"), Table(id="loft", name="Loft", was=("north",)))
    former = {
        "ana": FormerPerson("Ana", table="north", suggested=frozenset({"chair"})),
        "ben": FormerPerson("Ben", table="loft", suggested=frozenset({"chair"})),
        "cam": FormerPerson("Cam", table="north"),
    }
    duties, now = {"cam": ("chair",), "ben": ("chair",)}, {"ana": "north", "cam": "north", "ben": "loft"}
    (note,) = note_duty_changes(people, tables, duties, former, now, lambda *_: False)
    assert note.text == "Changes in the suggested duty holders: North: Cam (chair), no longer Ana."


def test_a_chair_of_the_other_part_of_a_split_table_is_new_as_chair_of_this_one() -> None:
    people = People(tuple(Person(id=one, name=one.title()) for one in ("ana", "ben")))
    tables = (Table(id="north", name="North"), Table(id="loft", name="Loft", was=("north",)))
    held = {"duties": ("chair",), "suggested": frozenset({"chair"})}
    former = {"ana": FormerPerson("Ana", table="north", **held), "ben": FormerPerson("Ben", table="loft", **held)}
    (note,) = note_duty_changes(people, tables, {"ana": ("chair",)}, former, {"ana": "loft"}, lambda *_: False)
    assert note.text == (
        "Changes in the suggested duty holders: North: no longer Ana (chair); Loft: Ana (chair), no longer Ben."
    )


def test_a_liaison_of_the_part_that_no_longer_sends_one_to_the_governance_table_is_told_of() -> None:
    """Ana was told that she is a member there; after the split, the liaison of the other part is."""
    people = People(tuple(Person(id=one, name=one.title()) for one in ("ana", "ben", "cam")))
    tables = tuple(Table(id=one, name=one.title(), was=("food",)) for one in ("carts", "plots"))
    both = frozenset({"liaison", "reporter"})
    former = {"ana": FormerPerson("Ana", table="food", suggested=both), "ben": FormerPerson("Ben", table="food")}
    duties, seats = {"ana": tuple(both), "ben": ("liaison",)}, {"ana": "plots", "ben": "carts"}
    (note,) = note_duty_changes(people, tables, duties, former, seats, lambda *_: False, {"ana": ("carts",)})
    assert note.text == "Changes in the suggested duty holders: Carts: Ben (liaison), no longer Ana."
    for senders in ({}, {"ana": ("plots",)}, {"ana": ("plots", "carts")}, {"ana": ("north",)}):
        assert not list(note_duty_changes(people, tables, duties, former, seats, lambda *_: False, senders))


def test_the_liaison_of_a_table_that_was_split_is_told_who_goes_to_the_steering_table_now(tmp_path: Path) -> None:
    stay = {f"p{n:02}": {"pin": "a" if n < 4 else "b"} for n in range(8)}
    steer, liaison = {**STEER, "people": ["p07"], "liaisons": ["a"]}, {"kind": "duty", "name": "liaison", "at": ["a"]}
    action = [{"id": "a", "seats": 4}, {"id": "b", "seats": 4}]
    first = seat(tmp_path, rows(**stay), {"tables": [*action, steer], "requirements": [liaison]})
    (was,) = (one for one in stay if "liaison" in first.duties.get(one, ()))
    goes = [was, next(one for one in stay if one != was)]
    split = {one: {"pin": "d" if one in goes else "c"} if pin["pin"] == "a" else pin for one, pin in stay.items()}
    parts = [{"id": one, "name": one.upper(), "seats": 2, "was": ["a"]} for one in "cd"]
    later = {
        "tables": [*parts, action[1], {**steer, "liaisons": ["c"]}],
        "requirements": [{**liaison, "at": ["c", "d"]}],
    }
    second = seat(tmp_path, rows(**split), later, next_round=True)
    (now,) = (one for one, cells in split.items() if cells["pin"] == "c" and "liaison" in second.duties.get(one, ()))
    assert "liaison" in second.duties[was]
    names = [f"Person {int(one[1:])}" for one in (now, was)]
    assert told(second, "duty-changed") == [
        f"Changes in the suggested duty holders: C: {names[0]} (liaison), no longer {names[1]}."
    ]


def test_everyone_who_has_to_be_told_of_a_change_is_named() -> None:
    """No page names them, so a note that only counted some of them could not be followed."""
    people = People(tuple(Person(id=f"p{n}", name=f"Person {n}") for n in range(16)))
    tables = (
        *(Table(id=f"t{n}", name=f"Table {n}") for n in range(8)),
        Table(id="lead", name="Lead", kind="leadership"),
    )
    former = {f"p{n}": FormerPerson(f"Person {n}", table=f"t{n}", suggested=frozenset({"chair"})) for n in range(8)}
    seats = {f"p{n}": f"t{n % 8}" for n in range(16)}
    duties = {f"p{n}": ("chair",) for n in range(8, 16)}
    (note,) = note_duty_changes(people, tables, duties, former, seats, lambda *_: False)
    changes = (f"Table {n}: Person {n + 8} (chair), no longer Person {n}" for n in range(8))
    assert note.text == f"Changes in the suggested duty holders: {'; '.join(changes)}."

    staff = [Person(id=f"p{n}", name=f"Person {n}", duty=Duty.FACILITATOR) for n in range(8)]
    (note,) = note_staff_changes(staff, tables, former, Plan({f"p{n}": f"t{(n + 1) % 8}" for n in range(8)}), {})
    assert not [n for n in range(8) if f"Person {n} (Table {n}, now Table {(n + 1) % 8})" not in note.text]


def test_staff_of_a_renamed_table_are_told_its_name_of_today() -> None:
    flo = Person(id="flo", name="Flo", duty=Duty.FACILITATOR)
    tables = (Table(id="tech", name="Tech", was=("growth",)), Table(id="south", name="South"))
    was = {"flo": FormerPerson("Flo", table="growth")}
    (note,) = note_staff_changes([flo], tables, was, Plan({"flo": "south"}), {"growth": "Business Growth"})
    assert note.text == "Staff now at different tables: Flo (Tech, now South)."


def test_staff_of_a_table_that_was_merged_into_another_are_told_the_name_that_they_know() -> None:
    flo = Person(id="flo", name="Flo", duty=Duty.FACILITATOR)
    tables = (Table(id="tech", name="Tech", was=("growth",)), Table(id="south", name="South"))
    was = {"flo": FormerPerson("Flo", table="growth"), "ana": FormerPerson("Ana", table="tech")}
    (note,) = note_staff_changes([flo], tables, was, Plan({"flo": "south"}), {"growth": "Growth", "tech": "Tech"})
    assert note.text == "Staff now at different tables: Flo (Growth, now South)."


def test_staff_of_a_season_are_named_with_all_their_sessions() -> None:
    """Whoever takes over a session of somebody else is named too, but not for a session that is new."""
    staff = [Person(id=one, name=one.title(), duty=Duty.FACILITATOR) for one in ("flo", "gil", "hal")]
    tables = tuple(Table(id=one, name=one.title()) for one in ("mon", "tue", "new"))
    was = {"flo": FormerPerson("Flo", table="mon", further=("tue",)), "gil": FormerPerson("Gil", table="mon")}
    was["hal"] = FormerPerson("Hal", table="tue")
    plan = Plan({"flo": "mon", "gil": "mon", "hal": "tue"}, {"gil": ("tue",), "hal": ("new",)})
    (note,) = note_staff_changes(staff, tables, was, plan, {})
    told = "Flo (Mon and Tue, now Mon) and Gil (Mon, now Mon and Tue)"
    assert note.text == f"Staff now at different tables: {told}."


def test_former_duties_are_told_without_a_look_at_every_pair_of_people() -> None:
    looks: list[str] = []

    class Former(dict[str, FormerPerson]):
        def items(self) -> Any:
            looks.append("all")
            return super().items()

        def get(self, person: str, default: Any = None) -> Any:
            looks.append(person)
            return super().get(person, default)

    ids = [f"p{n:03}" for n in range(100)]
    people = People(tuple(Person(id=one, name=one) for one in ids))
    had = ("reporter",), frozenset({"reporter"})
    former = Former({one: FormerPerson(one, "", f"t{n}", *had) for n, one in enumerate(ids)})
    tables = [Table(id=f"t{n}") for n in range(100)]
    now = {one: f"t{(n + 1) % 100}" for n, one in enumerate(ids)}
    (note,) = note_duty_changes(people, tables, dict.fromkeys(ids, ("reporter",)), former, now, lambda *_: False)
    assert note.slug == "duty-changed"
    assert "94 more" not in note.text
    assert not [one for one in ids if f"{one} (reporter)" not in note.text or f"no longer {one}" not in note.text]
    assert looks.count("all") == 1
    assert len(looks) == 101


def test_who_left_the_list_has_no_first_choice_on_pages_of_a_saved_round(tmp_path: Path) -> None:
    """Interests are saved without scores; whose best table that was is not known."""
    people = [{**row, "interests": "mill: 3"} for row in rows()]
    people[7]["interests"] = "mill: 1; dam: 2"
    more = [{"id": one, "focus": f"{one} {one}", "seats": "0-8"} for one in "cdef"]
    tables = [{"id": "a", "focus": "mill", "seats": "2-8"}, {"id": "b", "focus": "dam", "seats": "0-8"}, *more]
    seat(tmp_path, people, {"tables": tables})
    later = saved_result(Request(people[:7], {"tables": tables}, out=tmp_path, packet=False), 1).result
    blocks = list(list_demand_blocks(later))
    assert [row[5:7] for row in cells(blocks)["How many people ask for each table"]][:2] == [("7", "7"), ("0", "0")]
    possible = list(list_idea_blocks(later))
    first = {row[1]: row[4] for row in cells(possible)["What is asked for"]}
    assert (first["a"], first["b"]) == ("7", "–")
    for page in (blocks, possible):
        assert "People with a seat who are no longer on the list, and whose cells this page lacks: 1" in told_in(page)
