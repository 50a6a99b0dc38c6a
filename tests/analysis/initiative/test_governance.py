"""Governance tables: members by name, by duty or chosen, judged by the requirements that name them."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import seating
from seating.api.check import review_request
from seating.api.explain import explain_request
from seating.api.manual_seating import save_manual_seating
from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.solve import solve_request
from seating.cli.exits import IMPOSSIBLE, exit_code
from seating.engines.outcome import Status
from seating.errors import InputError
from seating.judge import review
from seating.pages.governance_members import list_governance
from seating.report.spreadsheets import seating_csv
from seating.result.memberships import list_governance_tables
from seating.room.plan import Plan
from tests.examples import seeded
from tests.present.told import told

Rows = list[dict[str, Any]]
TYPES = ("designee", "doer", "decision-maker")
ACTION = [{"id": "a", "seats": "2-12"}, {"id": "b", "seats": "2-12"}]
BOARD = {"id": "board", "name": "Policy board", "kind": "governance", "action_seat": "yes"}
STAFF = {"id": "staff-group", "kind": "governance", "action_seat": "yes"}


def people(number: int, seed: int = 1) -> Rows:
    """Return people with random organizations and representative types."""
    rng = random.Random(seed)
    return [
        {
            "id": f"p{n:02}",
            "name": f"Person {n}",
            "organization": f"Org {rng.randrange(4)}",
            "representative_type": rng.choice(TYPES),
        }
        for n in range(number)
    ]


def members(result: Solved, table: str) -> list[str]:
    return sorted(one.person for one in result.memberships if one.table == table)


def convening(*tables: dict[str, Any], asked: Rows) -> dict[str, Any]:
    return {"tables": [*ACTION, *tables], "requirements": asked}


def least_penalty(rows: Rows, board: int, staff: int, weights: tuple[int, int]) -> int:
    """Return the lowest penalty over all choices, by counting: a cap on organizations, and doers in the staff group."""
    best = 10**9
    for choice in product((0, 1, 2), repeat=len(rows)):
        if choice.count(1) != board or choice.count(2) != staff:
            continue
        at = {t: [row for row, c in zip(rows, choice, strict=True) if c == t] for t in (1, 2)}
        over = sum(max(0, n - 1) for t in (1, 2) for n in Counter(row["organization"] for row in at[t]).values())
        lacking = max(0, 2 - sum(row["representative_type"] == "doer" for row in at[2]))
        deciders = max(0, board - sum(row["representative_type"] == "decision-maker" for row in at[1]))
        best = min(best, weights[0] * over + weights[1] * (lacking + deciders))
    return best


@pytest.mark.parametrize("seed", range(6))
def test_chosen_members_are_the_best_that_enumeration_finds(seed: int) -> None:
    rows, weights = people(8, seed), (1 + seed % 3, 2)
    asked = [
        {"kind": "cap", "of": "organization", "at_most": 1, "at": ["board", "staff-group"], "weight": weights[0]},
        {"kind": "role_mix", "at_least": {"doer": 2}, "at": "staff-group", "weight": weights[1]},
        {
            "kind": "count",
            "who": {"representative_type": "decision-maker"},
            "at_least": 3,
            "at": "board",
            "weight": weights[1],
        },
    ]
    tables = {**BOARD, "seats": 3}, {**STAFF, "seats": 2}
    result = seating.solve(rows, convening(*tables, asked=asked))
    (view,) = result.governance
    assert (len(members(result, "board")), len(members(result, "staff-group"))) == (3, 2)
    assert not set(members(result, "board")) & set(members(result, "staff-group"))
    assert view.status is Status.OPTIMAL
    assert view.penalty == view.bound == least_penalty(rows, 3, 2, weights)
    assert result.penalty == 0, "the seats have a penalty of their own"
    assert set(result.plan.seats.values()) == {"a", "b"}


def test_counterparts_link_two_tables_whose_members_are_chosen() -> None:
    """Only p00 and p01 have somebody who works for them, so both are on the board and those two in the staff group."""
    rows = [{**row, "works_for": {5: "p00", 6: "p01"}.get(n, "")} for n, row in enumerate(people(8))]
    asked = [{"kind": "counterpart", "of": "works_for", "from": "board", "to": "staff-group", "must": True}]
    result = seating.solve(rows, convening({**BOARD, "seats": 2}, {**STAFF, "seats": 2}, asked=asked))
    assert (members(result, "board"), members(result, "staff-group")) == (["p00", "p01"], ["p05", "p06"])


@pytest.mark.parametrize("is_reverse", [False, True])
def test_members_are_chosen_whose_counterparts_sit_in_the_room(is_reverse: bool) -> None:
    """Members of the board have somebody in the staff group, which sits in the room, or the other way round."""
    pairs = {5: "p00", 6: "p01"} if not is_reverse else {0: "p05", 1: "p06"}
    rows = [{**row, "works_for": pairs.get(n, "")} for n, row in enumerate(people(9))]
    staff = {"id": "staff-group", "kind": "governance", "action_seat": "no", "people": ["p05", "p06"]}
    sides = {"from": "staff-group", "to": "board"} if is_reverse else {"from": "board", "to": "staff-group"}
    asked = [{"kind": "counterpart", "of": "works_for", "must": True, **sides}]
    result = seating.solve(rows, convening({**BOARD, "seats": 2}, staff, asked=asked))
    assert members(result, "board") == ["p00", "p01"]
    (view,) = result.governance
    assert view.status is Status.OPTIMAL
    assert "counterpart-1" not in result.by_requirement, "it is judged where members are chosen"
    assert view.review.verdicts["counterpart-1"].met


@seeded(3)
def test_seats_fit_members_who_are_named(seed: int) -> None:
    """A link between a named table and tables where people sit is decided with the seats, as enumeration says."""
    rng = random.Random(f"named {seed}")
    rows = people(6, seed)
    for row in rows:
        row["works_for"] = rng.choice(["", *(f"p{n:02}" for n in range(6))])
    steer = {"id": "steer", "name": "Steering", "kind": "steering", "people": rng.sample([r["id"] for r in rows], 3)}
    sides = [["steer"], rng.choice([["a"], ["b"], ["a", "b"]])]
    rng.shuffle(sides)
    asked = [
        {"kind": "counterpart", "of": "works_for", "from": sides[0], "to": sides[1], "weight": 3},
        {"kind": "cap", "of": "organization", "at_most": 1, "weight": 2},
    ]
    result = seating.solve(rows, convening(steer, asked=asked))
    assert result.governance == (), "it is judged with the seats"
    plans = (Plan(dict(zip(sorted(result.plan.seats), choice, strict=True))) for choice in product("ab", repeat=6))
    reviews = (review(result.room, result.requirements, plan) for plan in plans)
    least = min(judged.penalty for judged in reviews if not judged.unmet)
    assert (result.penalty, result.bound) == (least, least)
    link = result.by_requirement["counterpart-1"]
    assert "Steering" in link.sentence(result.room)


def test_a_chair_suggested_beside_an_elected_one_is_a_member_too() -> None:
    """A table that elected one of its two chairs lacks the second; that of the others lacks both."""
    tables = [{**ACTION[0], "chair": ["p00"]}, ACTION[1], {"id": "lead", "kind": "leadership", "from": "chair"}]
    result = seating.solve(
        people(8), {"tables": tables, "requirements": [{"kind": "duty", "name": "chair", "each": 2}]}
    )
    chairs = sorted(person for person, duties in result.duties.items() if "chair" in duties)
    assert len(chairs) == 4
    assert members(result, "lead") == chairs


def test_a_chair_suggested_beside_an_elected_one_who_stays_away_is_a_member_too() -> None:
    """The table elected one of its two chairs. Whether she comes or not, the second is suggested."""
    tables = [{**ACTION[0], "chair": ["p00"]}, ACTION[1], {"id": "lead", "kind": "leadership", "from": "chair"}]
    rows = [{**row, "attending": "no" if row["id"] == "p00" else "yes"} for row in people(8)]
    result = seating.solve(rows, {"tables": tables, "requirements": [{"kind": "duty", "name": "chair", "each": 2}]})
    chairs = sorted(person for person, duties in result.duties.items() if "chair" in duties)
    assert len(chairs) == 3
    assert members(result, "lead") == ["p00", *chairs]


def test_a_link_from_drawn_members_is_judged_once_and_named() -> None:
    """The chairs are known only after everybody sits, so the link is only checked."""
    rows = [{**row, "works_for": {2: "p00"}.get(n, "")} for n, row in enumerate(people(8))]
    tables = [{**ACTION[0], "name": "Alpha", "chair": ["p00"]}, {**ACTION[1], "chair": ["p01"]}]
    tables += [
        {"id": "steer", "name": "Steering", "kind": "steering", "people": ["p02", "p03"]},
        {"id": "lead", "name": "Leaders", "kind": "leadership", "from": "chair"},
    ]
    links = [
        {"kind": "counterpart", "of": "works_for", "from": "lead", "to": "steer", "weight": 4},
        {"kind": "counterpart", "of": "works_for", "from": "a", "to": "lead", "weight": 1},
    ]
    result = seating.solve(rows, {"tables": tables, "requirements": links})
    found = {list_governance_tables(view.room)[0].id: view for view in result.governance}
    assert {t: list(view.review.verdicts) for t, view in found.items()} == {
        "steer": ["counterpart-1"],
        "lead": ["counterpart-2"],
    }
    verdict = found["steer"].review.verdicts["counterpart-1"]
    assert [(one.people, one.shortfall) for one in verdict.findings] == [(("p01",), 1)]
    assert found["steer"].penalty == 4
    assert not {"counterpart-1", "counterpart-2"} & set(result.by_requirement)
    room = found["steer"].room
    assert found["steer"].by_requirement["counterpart-1"].sentence(room) == (
        'Everyone at Leaders is named by at least 1 person at Steering in the column "works for".'
    )
    second = found["lead"].by_requirement["counterpart-2"].sentence(found["lead"].room)
    assert second.startswith("Everyone at Alpha is named by at least 1 person at Leaders")


def test_the_fewest_missing_counterparts_are_proven_and_explained(tmp_path: Path) -> None:
    rows = [{**row, "works_for": {5: "p00"}.get(n, "")} for n, row in enumerate(people(9))]
    steer = {"id": "steer", "kind": "steering", "people": ["p05", "p06"]}
    asked = [{"kind": "counterpart", "of": "works_for", "from": "board", "to": "steer", "weight": 3}]
    result = seat(tmp_path, rows, convening({**BOARD, "seats": 3}, steer, asked=asked))
    (view,) = result.governance
    assert (view.penalty, view.bound, view.status) == (6, 6, Status.OPTIMAL)
    assert "p00" in members(result, "board")
    assert [finding.table for finding in view.review.verdicts["counterpart-1"].findings] == [None, None]
    html = result.to_html()
    assert "Everyone at Policy board is named by at least 1 person at steer" in html


def test_named_and_drawn_tables_are_judged_by_their_members() -> None:
    rows = people(8)
    rows[0] |= {"representative_type": "decision-maker", "pin": "a"}
    rows[1] |= {"representative_type": "doer", "pin": "b"}
    rows[2] |= {"representative_type": "doer"}
    tables = [{**ACTION[0], "chair": ["p00"]}, {**ACTION[1], "chair": ["p01"]}]
    tables += [
        {"id": "steer", "kind": "steering", "people": ["p01", "p02"]},
        {"id": "lead", "kind": "leadership", "from": "chair"},
    ]
    mix = {"kind": "role_mix", "at_least": {"decision-maker": 2}, "at": ["steer", "lead"], "weight": 3}
    together = {"kind": "together", "people": ["p00", "p02"], "at": "steer", "must": False}
    result = seating.solve(rows, {"tables": tables, "requirements": [mix, together]})
    found = {list_governance_tables(view.room)[0].id: view for view in result.governance}
    assert {t: (v.review.verdicts["role_mix-1"].shortfall, v.penalty) for t, v in found.items()} == {
        "steer": (2, 7),
        "lead": (1, 3),
    }
    assert found["steer"].review.verdicts["together-1"].shortfall == 1, "p00 is no member, p02 is"
    assert {(v.status, v.bound) for v in found.values()} == {(Status.FEASIBLE, None)}
    assert {r.kind for r in result.requirements} == {"size", "pin"}, "the others are not about seats"


def test_without_at_a_requirement_is_about_seats_only() -> None:
    asked = [{"kind": "cap", "of": "organization", "at_most": 0}]
    result = seating.solve(people(6), convening({"id": "steer", "kind": "data", "people": ["p01"]}, asked=asked))
    assert result.governance == ()
    assert result.penalty == 6


def test_members_without_action_seat_sit_there_alone() -> None:
    table = {"id": "work", "kind": "governance", "action_seat": "no", "people": ["p01", "p05"]}
    result = seating.solve(people(9), convening(table, asked=[]))
    assert sorted(p for p, t in result.plan.seats.items() if t == "work") == ["p01", "p05"]
    assert result.memberships == ()


def test_fixed_members_are_kept_and_the_others_chosen() -> None:
    asked = [{"kind": "cap", "of": "organization", "at_most": 1, "at": "board"}]
    table = {**BOARD, "seats": 3, "people": ["p04"], "chair": "p02"}
    result = seating.solve(people(9), convening(table, asked=asked))
    assert {"p02", "p04"} < set(members(result, "board"))
    assert {one.role for one in result.memberships if one.person == "p02"} == {"chair"}


def test_musts_that_no_choice_meets_are_a_conflict_there() -> None:
    rows = [{**row, "representative_type": "doer"} for row in people(6)]
    asked = [{"kind": "role_mix", "at_least": {"designee": 1}, "at": "board", "must": True}]
    result = seating.solve(rows, convening({**BOARD, "seats": 2}, asked=asked))
    (view,) = result.governance
    assert (result.status, view.status) == (Status.OPTIMAL, Status.IMPOSSIBLE)
    assert view.conflict is not None
    assert view.conflict.requirements == ("role_mix-1",)
    assert exit_code(result, strict=False) == IMPOSSIBLE
    record = result.to_record()
    assert (record["status"], record["bound"]) == ("impossible", None)
    assert record["rounds"][0]["governance"][0]["conflict"]["requirements"] == ["role_mix-1"]


def seat(folder: Path, rows: Rows, plan: dict[str, Any], **more: Any) -> Solved:
    return solve_request(Request(rows, plan, out=folder, packet=False, **more))


ASKED = [{"kind": "cap", "of": "organization", "at_most": 1, "at": "board", "weight": 2}]


def test_chosen_members_stay_in_the_next_round_and_in_a_repair(tmp_path: Path) -> None:
    rows, plan = people(12, 3), convening({**BOARD, "seats": 4}, asked=ASKED)
    first = members(seat(tmp_path, rows, plan), "board")
    gone = first[0]
    later = [{**row, "status": "declined" if row["id"] == gone else ""} for row in rows]
    mended = repair_request(Request(later, plan, out=tmp_path, packet=False))
    kept = members(mended, "board")
    assert set(first[1:]) < set(kept) - {gone}
    assert len(kept) == 4
    (view,) = mended.governance
    assert view.repair is not None
    assert view.repair.fewest_proven
    # one member left and one joined, and the sentence counts only the one who joined
    change = "Members who joined or left since last time, without those who no longer come: 1."
    assert change in mended.to_html()
    assert change in told(list_governance(mended))
    second = seat(tmp_path, later, plan, next_round=True)
    assert members(second, "board") == kept
    assert "Since last time, no member has been replaced." in second.to_html()
    assert "Since last time, no member has been replaced." in told(list_governance(second))
    assert second.room.round_number == 2


def test_chosen_members_stay_where_nothing_is_solved(tmp_path: Path) -> None:
    """In a review of the seating that was saved, and in a seating saved by hand; no note tells that they left."""
    rows, plan = people(12, 3), convening({**BOARD, "seats": 4}, asked=ASKED)
    first = seat(tmp_path, rows, plan)
    request = Request(rows, plan, out=tmp_path, packet=False)
    path = tmp_path / "by-hand.csv"
    path.write_bytes(seating_csv(first))
    for result in (review_request(request, path), save_manual_seating(request)):
        assert members(result, "board") == members(first, "board")
        assert [note.slug for note in result.notes if note.slug == "member-changed"] == []
        (view,) = result.governance
        assert (view.review.penalty, view.review.unmet) == (first.governance[0].penalty, 0)


def test_no_note_tells_that_members_left_where_none_were_chosen_yet(tmp_path: Path) -> None:
    """Round 2 was saved without the table. Members are chosen when the round is solved."""
    rows, plan = people(12, 3), convening({**BOARD, "seats": 4}, asked=ASKED)
    seat(tmp_path, rows, plan)
    path = tmp_path / "by-hand.csv"
    path.write_bytes(seating_csv(seat(tmp_path, rows, convening(asked=[]), next_round=True)))
    result = review_request(Request(rows, plan, out=tmp_path, packet=False), path)
    assert (result.room.round_number, members(result, "board")) == (2, [])
    assert [note.slug for note in result.notes if note.slug == "member-changed"] == []


@pytest.mark.parametrize("name", [["people"], ["was", "people"]])
def test_staff_named_for_a_table_of_chosen_members_join_it_only_once(tmp_path: Path, name: list[str]) -> None:
    """An interpreter is recorded under `people` of the table; at the second run, no one has joined."""
    rows = [*people(12, 3), {"id": "ines", "name": "Ines", "duty": "interpreter"}]
    first = {**BOARD, "seats": 5, "people": ["ines"]}
    was = seat(tmp_path, rows, convening(first, asked=ASKED))
    asked = ASKED
    if "was" in name:
        first = {**first, "id": "council", "was": "board"}
        asked = [{**ASKED[0], "at": "council"}]
    plan = convening(first, asked=asked)
    now = seat(tmp_path, rows, plan, next_round=True)
    assert members(now, first["id"]) == members(was, "board")
    assert "ines" in members(now, first["id"])
    assert "Since last time, no member has been replaced." in told(list_governance(now))

    (tmp_path / "arrivals.csv").write_text("round,id,state\n2,ines,absent\n", encoding="utf-8")
    away = repair_request(Request(rows, plan, out=tmp_path, packet=False))
    assert "Since last time, no member has been replaced." in told(list_governance(away))


def test_staff_who_are_no_longer_named_for_a_table_are_not_kept_there(tmp_path: Path) -> None:
    rows = [*people(12, 3), {"id": "ines", "name": "Ines", "duty": "interpreter"}]
    seat(tmp_path, rows, convening({**BOARD, "seats": 5, "people": ["ines"]}, asked=ASKED))
    later = seat(tmp_path, rows, convening({**BOARD, "seats": 4}, asked=ASKED), next_round=True)
    assert "ines" not in members(later, "board")
    assert len(members(later, "board")) == 4


def test_a_chosen_member_who_is_absent_on_the_day_stays_a_member(tmp_path: Path) -> None:
    rows, plan = people(12, 3), convening({**BOARD, "seats": "3-4"}, asked=ASKED)
    first = members(seat(tmp_path, rows, plan), "board")
    (tmp_path / "arrivals.csv").write_text(f"round,id,state\n1,{first[0]},absent\n", encoding="utf-8")
    mended = repair_request(Request(rows, plan, out=tmp_path, packet=False))
    assert first[0] not in mended.plan.seats
    assert members(mended, "board") == first
    assert members(seat(tmp_path, rows, plan, next_round=True), "board") == first


def test_a_member_who_left_without_a_successor_counts_as_no_replacement(tmp_path: Path) -> None:
    asked = [*ASKED, {"kind": "variety", "of": "organization", "at_least": 3, "at": "board", "weight": 2}]
    rows, plan = people(12, 3), convening({**BOARD, "seats": "2-3"}, asked=asked)
    first = members(seat(tmp_path, rows, plan), "board")
    later = [{**row, "status": "declined" if row["id"] == first[0] else ""} for row in rows]
    mended = repair_request(Request(later, plan, out=tmp_path, packet=False))
    assert set(members(mended, "board")) == set(first[1:])
    for text in (mended.to_html(), told(list_governance(mended))):
        assert "no member has changed" not in text
        assert "Since last time, no member has been replaced." in text


def test_rounds_planned_together_have_the_same_chosen_members() -> None:
    plan = convening({**BOARD, "seats": 4}, asked=[*ASKED, {"kind": "meet", "people": ["p01", "p02"]}])
    first = solve_request(Request(people(10), plan, rounds=2, packet=False, write=False))
    assert [members(one, "board") for one in first.ahead] == [members(first, "board")]


def test_the_ledger_keeps_members_and_verdicts(tmp_path: Path) -> None:
    rows = people(10, 5)
    steer = {"id": "steer", "kind": "steering", "people": ["p01", "p02"]}
    mix = {"kind": "role_mix", "at_least": {"designee": 2}, "at": ["steer", "board"], "weight": 3}
    plan = convening({**BOARD, "seats": 3}, steer, asked=[*ASKED, mix])
    result = seat(tmp_path, rows, plan)
    for people_given in (None, rows):
        read = saved_result(Request(people_given, plan, out=tmp_path, packet=False)).result
        assert read.memberships == result.memberships
        assert (read.status, read.bound) == (result.status, result.bound)
        assert [
            (v.status, v.penalty, v.bound, {k: (one.met, one.shortfall) for k, one in v.review.verdicts.items()})
            for v in read.governance
        ] == [
            (v.status, v.penalty, v.bound, {k: (one.met, one.shortfall) for k, one in v.review.verdicts.items()})
            for v in result.governance
        ]
        assert read.to_record()["rounds"][0]["governance"] == result.to_record()["rounds"][0]["governance"]


def test_a_requirement_there_has_a_price_if_members_are_chosen() -> None:
    rows = [{**row, "organization": "One" if n < 7 else "Two"} for n, row in enumerate(people(8))]
    steer = {"id": "steer", "kind": "steering", "people": ["p01", "p02"]}
    asked = [*ASKED, {"kind": "cap", "of": "organization", "at_most": 1, "at": "steer"}]
    request = Request(rows, convening({**BOARD, "seats": 3}, steer, asked=asked), write=False, packet=False)
    told = explain_request(request, requirement="cap-1")
    assert told.price is not None
    assert (told.price.price, told.price.is_exact) == (2, True)
    named = explain_request(replace(request), requirement="cap-2")
    assert named.price is None
    assert named.judged.review.verdicts["cap-2"].shortfall == 1


def test_a_requirement_at_two_governance_tables_is_explained_where_it_is_unmet() -> None:
    """The members of the board are of three organizations; the two members of the steering table are of one."""
    rows = [{**row, "organization": "One" if n in (1, 2) else f"Org {n}"} for n, row in enumerate(people(8))]
    steer = {"id": "steer", "kind": "steering", "people": ["p01", "p02"]}
    asked = [{"kind": "cap", "of": "organization", "at_most": 1, "at": ["board", "steer"]}]
    request = Request(rows, convening({**BOARD, "seats": 3}, steer, asked=asked), write=False, packet=False)
    told = explain_request(request, requirement="cap-1")
    assert told.judged.review.verdicts["cap-1"].shortfall == 1
    assert told.price is None


@pytest.mark.parametrize(
    ("table", "asked", "slug"),
    [
        ({**BOARD}, [], "action-seat"),
        ({"id": "c", "action_seat": "yes", "seats": 4}, [], "action-seat"),
        ({"id": "lead", "from": "chair", "action_seat": "no"}, [], "action-seat"),
        ({**BOARD, "seats": 3, "action_seat": "perhaps"}, [], "value-wrong"),
        ({**BOARD, "seats": 3}, [{"kind": "focus", "at": "board"}], "governance-kind"),
        ({**BOARD, "seats": 3}, [{"kind": "new_table", "at": "board"}], "governance-kind"),
        (
            {"id": "lead", "from": "chair"},
            [{"kind": "counterpart", "of": "organization", "from": "lead", "to": "a", "must": True}],
            "governance-must",
        ),
        ({**BOARD, "people": "p01"}, [{"kind": "pin", "people": "p01", "tables": "board"}], "governance-must"),
        ({"id": "lead", "from": "chair"}, [{"kind": "size", "at": "lead"}], "governance-must"),
    ],
)
def test_what_means_nothing_there_is_refused(table: dict[str, Any], asked: Rows, slug: str) -> None:
    with pytest.raises(InputError) as refused:
        seating.solve(people(6), convening(table, asked=asked))
    assert [problem.slug for problem in refused.value.problems] == [slug]


def test_members_count_with_the_type_that_they_have_at_the_governance_table() -> None:
    rows = [{**row, "representative_type": "doer"} for row in people(6)]
    rows[1]["representative_type"] = "doer; Steering: decision-maker"
    rows[2]["representative_type"] = "decision-maker; steer: doer"
    mix = {"kind": "role_mix", "at": "steer", "at_least": {"decision-maker": 1}}
    for named, is_met in ((["p01", "p03"], True), (["p02", "p03"], False)):
        steer = {"id": "steer", "name": "Steering", "kind": "steering", "people": named}
        (view,) = seating.solve(rows, convening(steer, asked=[mix])).governance
        assert view.review.verdicts["role_mix-1"].met is is_met


def test_chosen_members_stay_at_a_table_that_was_renamed_or_merged(tmp_path: Path) -> None:
    """The former id of a table counts as its own: members who stay have neither joined nor left."""
    rows, plan = people(12, 3), convening({**BOARD, "seats": 4}, asked=ASKED)
    first = members(seat(tmp_path, rows, plan), "board")
    renamed = {**BOARD, "id": "council", "name": "Council", "was": "board", "seats": 4}
    asked = [{"kind": "cap", "of": "organization", "at_most": 1, "at": "council", "weight": 2}]
    second = seat(tmp_path, rows, convening(renamed, asked=asked), next_round=True)
    assert members(second, "council") == first
    assert "Since last time, no member has been replaced." in told(list_governance(second))
    assert not [note for note in second.notes if note.slug == "member-changed"]

    both = convening({**BOARD, "seats": 3}, {**STAFF, "seats": 3}, asked=[])
    one = seat(tmp_path / "both", rows, both)
    known = {*members(one, "board"), *members(one, "staff-group")}
    merged = convening({**BOARD, "seats": 6, "was": "staff-group"}, asked=[])
    two = seat(tmp_path / "both", rows, merged, next_round=True)
    assert set(members(two, "board")) == known
    assert "Since last time, no member has been replaced." in told(list_governance(two))


def test_members_of_a_table_that_was_split_stay_at_either_part(tmp_path: Path) -> None:
    rows = people(12, 3)
    first = members(seat(tmp_path, rows, convening({**BOARD, "seats": 4}, asked=[])), "board")
    parts = ({**BOARD, "id": one, "name": one.title(), "was": "board", "seats": 2} for one in ("east", "west"))
    second = seat(tmp_path, rows, convening(*parts, asked=[]), next_round=True)
    assert {*members(second, "east"), *members(second, "west")} == set(first)
    assert "Since last time, no member has been replaced." in told(list_governance(second))


def test_a_former_member_of_a_named_table_needs_no_counterpart(tmp_path: Path) -> None:
    """Only the members of today count where members are chosen to match those of another table."""
    rows = [{"id": f"p{n:02}", "name": f"Person {n}"} for n in range(8)]
    for boss, doer in ((0, 3), (1, 4), (2, 5)):
        rows[doer]["works_for"] = rows[boss]["name"]
    steering = {"id": "steer", "kind": "steering", "people": ["p00", "p01"]}
    link = {"kind": "counterpart", "of": "works_for", "from": "steer", "to": "staff-group", "must": True}
    staff = {**STAFF, "seats": 2}
    first = seat(tmp_path, rows, convening(steering, staff, asked=[link]))
    assert set(members(first, "staff-group")) == {"p03", "p04"}
    second = seat(
        tmp_path, rows, convening({**steering, "people": ["p01", "p02"]}, staff, asked=[link]), next_round=True
    )
    assert set(members(second, "staff-group")) == {"p04", "p05"}
    assert second.governance[0].repair is not None
    assert not second.governance[0].review.unmet
