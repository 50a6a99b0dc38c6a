"""`result.json`: DESIGN section 6 to the letter, and nothing private in it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import seating
from seating.analysis.initiative.memberships import Membership
from seating.engines.outcome import Status
from seating.errors import Problem
from seating.explanations.conflicts import Conflict
from seating.judge import review
from seating.record.problems import problems_record
from seating.report.pages import render_report
from seating.report.record import as_record
from seating.result import Move
from seating.result.privacy import for_reader
from seating.result.readers import Audience

from .made_up import ToyCount, impossible, large, small, visited

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "result.schema.json"


@pytest.fixture(scope="module")
def valid():
    schema = json.loads(SCHEMA.read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema).validate


@pytest.mark.parametrize(
    "result", [small(), impossible(), impossible(True), large(30, 3)], ids=["small", "clash", "private-clash", "large"]
)
def test_every_result_follows_the_schema(valid, result):
    valid(json.loads(json.dumps(as_record(result))))


def test_problems_follow_the_schema(valid):
    found = problems_record(
        [Problem("role-unknown", "is not a type", "a.csv", 14, "Role", "C", "decison", "Did you?")]
    ).plain()
    valid(found)
    assert found == {
        "schema_version": 2,
        "problems": [
            {
                "slug": "role-unknown",
                "file": "a.csv",
                "line": 14,
                "column": "Role",
                "value": "decison",
                "says": "is not a type",
                "hint": "Did you?",
                "count": 1,
                "lines": [14],
                "block": None,
            }
        ],
    }


def test_the_schema_refuses_a_renamed_key(valid):
    record = as_record(small())
    record["points"] = record.pop("penalty")
    with pytest.raises(Exception, match="is not valid under any"):
        valid(record)


def test_top_level_keys_stand_as_designed(valid):
    """In the schema's order, which is the contract's; the others are optional."""
    schema = json.loads(SCHEMA.read_text())["$defs"]["ResultRecord"]
    assert list(as_record(small())) == schema["required"]
    assert [key for key in schema["properties"] if key not in schema["required"]] == [
        "repair",
        "fewest",
        "invitations",
        "resources",
        "promises",
        "choices",
        "manual",
        "search",
    ]


def test_gap_is_the_open_share_of_the_penalty():
    record = as_record(replace(small(), private_names={}))
    assert record["gap"] == round((record["penalty"] - 4) / record["penalty"], 4)


@pytest.mark.parametrize(("bound", "status"), [(4, "feasible"), (17, "optimal"), (None, "feasible")])
def test_no_number_tells_the_points_of_private_shoulds(bound, status):
    """They are 4 of 17 here: neither the penalty nor a bound or gap that can be subtracted from it."""
    record = as_record(replace(small(), bound=bound, status=Status(status)))
    is_proven = status == "optimal"
    assert (record["penalty"], record["bound"], record["gap"]) == ((13, 13, 0) if is_proven else (13, None, None))
    html = render_report(replace(small(), bound=bound, status=Status(status)))
    text = " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL).split())
    assert "17 points" not in text
    assert "4 points" not in text
    assert "Penalty without private requirements: 13" in text


@pytest.mark.parametrize("weight", [4, 9])
def test_no_number_of_a_season_tells_the_points_of_private_shoulds(weight):
    """Each of two sessions needs two facilitators, and there is one."""
    tables = [
        {"id": t, "seats": "1-3", "day": d, "place": "Hall"} for t, d in (("one", "2027-03-02"), ("two", "2027-03-09"))
    ]
    people = [{"id": f"p{n}", "pin": t, "odd": "x"} for n, t in enumerate(("one", "one", "two", "two"))]
    people.append({"id": "flo", "duty": "facilitator"})
    rules = [
        {"kind": "cap", "of": "odd", "at_most": 1, "weight": weight},
        {"kind": "staff", "duty": "facilitator", "at_least": 2, "weight": 3},
    ]
    result = seating.solve(people, {"tables": tables, "requirements": rules, "private": ["odd"]})
    assert result.season is not None
    assert (result.season.penalty, result.season.staff_penalty) == (2 * weight, 6)
    kept = as_record(result)["rounds"][0]["season"]
    assert (kept["penalty"], kept["bound"], kept["staff_penalty"]) == (0, None, 6)
    text = render_report(result)
    assert "The staff plan does not meet every requirement about staff." in text
    hidden = [rules[0], rules[1] | {"private": True}]
    assert "staff that is not private" not in render_report(
        seating.solve(people, {"tables": tables, "requirements": hidden})
    )
    met = {"kind": "staff", "duty": "facilitator", "at_least": 1}
    private = seating.solve(people, {"tables": tables, "requirements": [*hidden, met]})
    kept = as_record(private)["rounds"][0]["season"]
    assert (kept["penalty"], kept["staff_penalty"]) == (2 * weight, 0)
    assert "meets every public requirement about staff." in render_report(private)


@pytest.mark.parametrize("least", [0, 9])
def test_pages_for_others_speak_of_public_requirements_about_staff_whether_or_not_a_private_one_is_unmet(least):
    asked = ToyCount(id="labor", who={"sector": "labor"}, at_least=least)
    base = visited()
    judged = review(base.room, (asked,), base.plan)
    made = replace(base, requirements=(asked,), review=judged, private_names={"labor": "private-1"})
    assert made.season.about_staff[0] == "The staff plan meets every requirement about staff."
    for reader in (Audience.TEAM, Audience.EVERYONE):
        public = "The staff plan meets every public requirement about staff."
        assert for_reader(made, reader).season.about_staff[0] == public


def test_bound_and_gap_are_null_when_the_musts_clash():
    record = as_record(replace(impossible(), bound=3))
    assert (record["bound"], record["gap"]) == (None, None)


def test_staff_are_marked_and_others_are_not():
    seats = {seat["id"]: seat for seat in as_record(small())["rounds"][0]["seats"]}
    assert seats["s01"] == {
        "id": "s01",
        "name": "Nadia Haddad",
        "table": "capital",
        "duties": ["interpreter"],
        "staff": True,
    }
    assert "staff" not in seats["p03"]
    assert seats["p03"]["duties"] == ["chair"]


def test_a_must_has_no_weight_and_costs_nothing():
    musts = [r for r in as_record(small())["rounds"][0]["requirements"] if r["must"]]
    assert musts
    assert {(r["weight"], r["penalty"]) for r in musts} == {(None, 0)}


def test_the_penalty_is_the_sum_over_requirements():
    """Private wishes are left out, as their points would tell which columns they come from."""
    record = as_record(small())
    (only,) = record["rounds"]
    assert record["penalty"] == sum(r["penalty"] or 0 for r in only["requirements"])


def test_not_seated_says_why():
    found = as_record(small())["rounds"][0]["not_seated"]
    assert found[0] == {"id": "x01", "name": "Omar Vance", "reason": "has no seat in this round"}


def test_memberships_and_moves_have_their_keys(valid):
    membership, move = (
        Membership("leadership", "p03", "chair of capital"),
        Move("p01", "talent", "capital", "late change"),
    )
    record = as_record(replace(small(), memberships=(membership,), moves=(move,)))
    valid(record)
    found = record["rounds"][0]
    assert found["standing"] == [{"table": "leadership", "id": "p03", "as": "chair of capital"}]
    assert found["moves"][0] == {
        "id": "p01",
        "name": "Ana Ruiz",
        "from": "talent",
        "to": "capital",
        "reason": "late change",
    }


def test_a_private_requirement_has_a_number_and_a_table_and_nothing_else():
    found = {r["id"]: r for r in as_record(small())["rounds"][0]["requirements"]}
    private = found["private-1"]
    assert private["sentence"] == "A private requirement."
    assert private["kind"] == "private"
    shortfall = 1 if private["must"] else None
    assert private["shortfall"] == shortfall
    finding = {"table": "capital", "group": None, "have": None, "want": None, "shortfall": shortfall}
    assert private["findings"] == [finding]


def test_the_kind_weight_and_shortfall_of_a_private_should_are_not_told():
    wishes = [
        r for r in as_record(small())["rounds"][0]["requirements"] if r["id"].startswith("private-") and not r["must"]
    ]
    assert wishes
    for told in wishes:
        assert (told["kind"], told["weight"], told["shortfall"], told["penalty"]) == ("private", None, None, None)
        assert all(finding["shortfall"] is None for finding in told["findings"])


def test_the_id_of_a_private_requirement_is_its_number():
    found = {r["id"]: r for r in as_record(small())["rounds"][0]["requirements"]}
    assert "apart:p01" not in found


def test_a_private_voice_has_a_state_and_nothing_else():
    voice = next(v for v in as_record(small())["rounds"][0]["voices"] if v["id"] == "private-3")
    state = voice.pop("state")
    assert state in {"heard", "elsewhere"}
    assert voice == {
        "id": "private-3",
        "name": "A private requirement",
        "invited": None,
        "attending": None,
        "needed": None,
        "tables": {},
        "sentence": "A private requirement.",
    }


def test_notes_use_the_words_meant_for_others():
    """A note with other words for files shows those, and one whose words are empty is left out."""
    texts = [note["text"] for note in as_record(small())["notes"]]
    assert texts == ['The heading "Org." was read as organization.', "One wish names somebody without a seat."]


def test_a_conflict_with_a_private_must_tells_nothing_else():
    record = as_record(impossible(with_private=True))
    (private,) = [one for one in record["conflicts"] if one["requirements"] == ["private-1"]]
    assert private["sentences"][0].startswith(
        "A private must cannot be met, either on its own or together with other musts."
    )
    assert record["conflict"]["ways_out"] == []
    assert record["conflicts_complete"] is False


def test_all_conflicts_are_there_the_first_one_with_its_ways_out():
    public = (Conflict(("roles-1", "labor-1"), True), Conflict(("labor-1", "gap-1"), False))
    record = as_record(replace(impossible(), conflicts=public))
    assert [conflict["requirements"] for conflict in record["conflicts"]] == [
        ["roles-1", "labor-1"],
        ["labor-1", "gap-1"],
    ]
    assert record["conflict"]["ways_out"][0]["sentence"] == "Ask for no doer at t03."
    assert record["conflicts"][0].items() <= record["conflict"].items()
    assert record["conflicts_complete"] is False
    assert (as_record(small())["conflicts"], as_record(small())["conflicts_complete"]) == ([], None)


def test_recruiting_for_a_private_requirement_says_only_how_many():
    result = small()
    recruit = replace(result.recruit[0], who={"needs": "step-free"}, serves=("voice-4",), sentence="Invite step-free.")
    found = as_record(replace(result, recruit=(recruit,)))["recruit"][0]
    assert (found["who"], found["serves"]) == ({}, ["private-3"])
    assert "step-free" not in found["sentence"]


def test_status_is_one_of_four_words():
    words = {as_record(replace(small(), status=status))["status"] for status in Status}
    assert words == {"optimal", "feasible", "impossible", "no_seating"}
