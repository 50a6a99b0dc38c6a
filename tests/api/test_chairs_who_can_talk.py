"""Whoever is suggested for a duty can talk with most of the people there, or the pages ask for an interpreter."""

from __future__ import annotations

from typing import Any

import pytest

import seating
from seating.report.cut_off import tell_interpreters

STATED: dict[str, Any] = {
    "working_language": "en",
    "tables": [
        {"id": "talent", "name": "Talent", "seats": "1-20"},
        {"id": "lead", "name": "Leadership", "kind": "leadership", "from": "chair"},
    ],
}
CHAIRS = {"kind": "duty", "name": "chair", "each": 2, "who": {"representative_type": ["doer", "decision-maker"]}}
BOTH = ["Bring an interpreter for Vietnamese to Talent.", "Bring an interpreter for Vietnamese to Leadership."]


def _rows(second: str) -> list[dict[str, str]]:
    """Return eight English designees, a doer who speaks only Vietnamese, one who also speaks English, and Ed."""
    rows = [{"name": f"Designee {n}", "representative_type": "designee", "languages": "en"} for n in range(8)]
    rows += [{"name": "Vi One", "representative_type": "doer", "languages": "vi"}]
    rows += [{"name": "Vi Two", "representative_type": second, "languages": "en; vi"}]
    return [*rows, {"name": "Ed Doer", "representative_type": "doer", "languages": "en"}]


def _solve(rows: list[dict[str, str]], seed: int = 0, **stated: Any) -> seating.api.result.Solved:
    return seating.solve(rows, {**STATED, "requirements": [CHAIRS], **stated}, seed=seed)


@pytest.mark.parametrize("seed", range(4))
def test_who_can_talk_with_few_at_the_table_is_not_suggested_while_another_can_be(seed: int) -> None:
    """Vi One shares Vietnamese with Vi Two, but could speak for none of the others."""
    result = _solve(_rows("doer"), seed)
    chairs = {result.people.by_id[one].label for one in result.duties}
    assert chairs == {"Vi Two", "Ed Doer"}
    assert list(tell_interpreters(result, result.plan)) == []


def test_who_is_suggested_all_the_same_gets_an_interpreter_at_the_table_and_the_governance_table() -> None:
    result = _solve(_rows("designee"))
    assert {result.people.by_id[one].label for one in result.duties} == {"Vi One", "Ed Doer"}
    assert list(tell_interpreters(result, result.plan)) == BOTH


def test_an_interpreter_at_the_table_is_enough_there() -> None:
    helped = [{"name": "Ina", "duty": "interpreter", "languages": "en; vi"}]
    result = _solve(_rows("designee") + helped)
    assert list(tell_interpreters(result, result.plan)) == BOTH[1:]


@pytest.mark.parametrize("seed", range(4))
def test_a_chair_can_talk_at_the_governance_table_that_others_join(seed: int) -> None:
    """All at the second table speak Vietnamese, and one of them English too. Most of the others speak English."""
    rows = [{"name": f"Al {n}", "languages": "en", "pin": "a"} for n in range(6)]
    rows += [{"name": f"Vi {n}", "languages": "vi" if n else "vi; en", "pin": "b"} for n in range(4)]
    tables = [{"id": "a"}, {"id": "b"}, STATED["tables"][1]]
    result = _solve(rows, seed, tables=tables, requirements=[{"kind": "duty", "name": "chair"}])
    assert "Vi 0" in {result.people.by_id[one].label for one in result.duties}
    assert list(tell_interpreters(result, result.plan)) == []


def test_private_languages_choose_no_one() -> None:
    found = [_solve(_rows("doer"), seed, private=["languages"]) for seed in range(8)]
    assert any("Vi One" in {one.people.by_id[person].label for person in one.duties} for one in found)


def test_a_chosen_member_who_can_talk_with_few_gets_an_interpreter() -> None:
    """Vi speaks only Vietnamese, as Bi does beside English, so that Vi is not cut off from the others."""
    rows = [{"name": f"Al {n}", "sector": "arts", "languages": "en"} for n in range(6)]
    rows += [{"name": "Vi", "sector": "labor", "languages": "vi"}, {"name": "Bi", "languages": "vi; en"}]
    board = {"id": "board", "name": "Board", "kind": "governance", "action_seat": True, "seats": 5, "people": ["Bi"]}
    asked = {"kind": "voice", "who": {"sector": "labor"}, "at": "board", "at_least": 1}
    result = _solve(rows, tables=[{"id": "hall", "seats": "1-20"}, board], requirements=[asked])
    assert "Vi" in {result.people.by_id[one.person].label for one in result.memberships}
    assert list(tell_interpreters(result, result.plan)) == ["Bring an interpreter for Vietnamese to Board."]


def test_a_deputy_who_is_a_member_too_is_not_named_for_a_member_without_a_seat() -> None:
    rows = [{"name": "Ana", "attending": "no", "Deputy": "Ben; Cam"}, {"name": "Ben"}, {"name": "Cam"}]
    steering = {"id": "steering", "kind": "steering", "people": ["Ana", "Ben"]}
    result = _solve(rows, tables=[{"id": "hall"}, steering], requirements=[])
    (note,) = [one.text for one in result.notes if one.slug == "member-changed"]
    assert "Ana (deputy: Cam, who has a seat)" in note
