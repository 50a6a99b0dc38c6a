"""What is proposed from earlier seatings: counts put into colors, and nothing from a record that lacks them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from seating.addons.dashboard.measures import find_evidence, find_measures
from seating.addons.dashboard.ratings import make_key
from seating.present.languages import words_in
from seating.record.result import ResultRecord
from seating.record.result_file import load_result
from tests.ledger.made_up import NOTHING_FOUND
from tests.ledger.made_up import record as round_of

MEASURED = {"shared_result": "", "outcomes": 0, "outcomes_with_measure": 0, "sectors": None}


def plain(number: int = 1, states: tuple[str, ...] = (), **measured: object) -> dict[str, Any]:
    voice = {"id": "v", "name": "V", "invited": 1, "attending": 1, "needed": 1, "tables": {}, "sentence": "V."}
    inputs = {"stakeholders": {"file": "", "sha256": "", "rows": 0}, "convening": {"file": None, "sha256": None}}
    voices = [{**voice, "state": state} for state in states]
    rounds = [{**round_of(number, {}), "voices": voices}]
    found = {"measured": {**MEASURED, **measured}} if measured else {}
    told = {"status": "feasible", "seconds": 0, "seed": 0, "inputs": inputs, "rounds": rounds, "files": {}}
    return {**NOTHING_FOUND, **told, **found}


def record(number: int = 1, states: tuple[str, ...] = (), **measured: object) -> ResultRecord:
    found = load_result(json.dumps(plain(number, states, **measured)).encode())
    assert found is not None
    return found


def proposed(*records) -> dict[str, str]:
    return {measure.components[0]: measure.color.value for measure in find_measures(records)}


@pytest.mark.parametrize(
    ("measured", "color"),
    [
        ({"shared_result": ""}, {"Shared result": "red"}),
        ({"shared_result": "More jobs"}, {"Shared result": "yellow"}),
        ({"shared_result": "1,000 jobs by 2036"}, {"Shared result": "green"}),
        ({"shared_result": "Better lives by 2036"}, {"Shared result": "yellow"}),
        ({"shared_result": "1,000 jobs"}, {"Shared result": "yellow"}),
        ({}, {}),
        ({"outcomes": 3, "outcomes_with_measure": 0}, {"Shared result": "red", "Outcomes": "red"}),
        ({"outcomes": 4, "outcomes_with_measure": 2}, {"Shared result": "red", "Outcomes": "yellow"}),
        ({"outcomes": 3, "outcomes_with_measure": 3}, {"Shared result": "red", "Outcomes": "green"}),
        ({"sectors": {"a": 3, "b": 5}}, {"Shared result": "red", "Cross-sector table": "green"}),
        ({"sectors": {"a": 2, "b": 5}}, {"Shared result": "red", "Cross-sector table": "yellow"}),
        ({"sectors": {"a": 1, "b": 5}}, {"Shared result": "red", "Cross-sector table": "red"}),
        ({"sectors": None}, {"Shared result": "red"}),
        ({"sectors": {}}, {"Shared result": "red"}),
    ],
)
def test_counts_become_colors(measured, color):
    assert proposed(record(**measured)) == color


@pytest.mark.parametrize(
    ("states", "color"),
    [(["heard", "heard"], "green"), (["heard", "missing"], "yellow"), (["missing", "heard", "too_few"], "red")],
)
def test_voices_are_counted_round_by_round_and_the_last_one_says_the_color(states, color):
    (measure,) = find_measures([record(1, ["missing"]), record(2, states)])
    assert measure.color == color
    assert re.fullmatch(r"Voices heard: 0 of 1 in round 1 and \d of \d in round 2.", measure.says)
    assert words_in("es").tell(measure.says).startswith("Voces escuchadas: 0 de 1 en la ronda 1")


def test_private_voices_are_not_counted():
    """The page can be mailed, and the number of voices is on other pages that can be handed out."""
    plainly = plain(1, ("heard", "missing", "missing"))
    plainly["rounds"][0]["voices"][1]["id"] = "private-1"
    (measure,) = find_measures([load_result(json.dumps(plainly).encode())])
    assert measure.says == "Voices heard: 1 of 2 in round 1."
    plainly["rounds"][0]["voices"] = plainly["rounds"][0]["voices"][1:2]
    assert find_measures([load_result(json.dumps(plainly).encode())]) == ()


def test_no_record_proposes_nothing():
    assert find_measures([]) == ()
    assert find_measures([record()]) == ()


@pytest.mark.parametrize("wrong", [{"sectors": {"a": "many"}}, {"shared_result": 7}, {"outcomes": "x"}])
def test_a_record_with_other_types_is_not_read(wrong):
    assert load_result(json.dumps(plain(**wrong)).encode()) is None


def players(group: str, people: int, tables: dict[str, int], *words: str) -> dict[str, Any]:
    return {"group": group, "people": people, "tables": tables, "words": list(words)}


def test_evidence_names_the_tables():
    groups = [players("public", 2, {"a": 2, "b": 0}, "government")]
    (public,) = find_evidence([record(players=groups, labels={"a": "Shops & Services", "b": "La Plaza"})])
    assert public.says[1:3] == ("They sit at Shops & Services (2).", "None of them sits at La Plaza.")


def test_evidence_says_how_many_sit_where_which_tables_have_none_and_by_which_words():
    groups = [
        players("public", 3, {"a": 2, "b": 1, "c": 0}, "government"),
        players("public decision-makers", 1, {"a": 1, "b": 0, "c": 0}, "decision-maker", "government"),
        players("capital", 0, {"a": 0, "b": 0}),
        players("funding", 3, {"a": 2, "b": 1}, "funding"),
    ]
    public, capital = find_evidence([record(players=groups)])
    assert public.components[0] == "The right public partners"
    assert public.says == (
        "3 people from the public sector sit at 2 of 3 tables.",
        "They sit at a (2) and b (1).",
        "None of them sits at c.",
        "The list describes them with these words: government.",
        "1 decision-maker from the public sector sits at 1 of 3 tables.",
        "This person sits at a (1).",
        "This person does not sit at b or c.",
        "The list describes them with these words: decision-maker and government.",
    )
    assert capital.components[0] == "Players identified"
    assert capital.says[0].startswith(
        "The list describes no one at these tables with any of these words for funding or capital: capital, credit, "
    )
    assert capital.says[1:] == (
        "3 people who can speak to funding sit at 2 of 2 tables.",
        "They sit at a (2) and b (1).",
        "The list describes them with these words: funding.",
    )


def test_words_that_describe_others_are_not_missing_where_no_one_of_them_decides():
    """The words of the public sector are told once, with the people that they describe."""
    groups = [
        players("public", 1, {"a": 1, "b": 0}, "government"),
        players("public decision-makers", 0, {"a": 0, "b": 0}),
    ]
    (public,) = find_evidence([record(players=groups)])
    assert public.says[3:] == (
        "The list describes them with these words: government.",
        "The list describes no decision-maker at these tables with any of these words.",
    )


def test_no_one_is_denied_whom_the_list_may_describe_with_other_words():
    groups = [
        players("public", 0, {"a": 0}),
        players("public decision-makers", 0, {"a": 0}),
        players("capital", 0, {"a": 0}),
        players("funding", 0, {"a": 0}),
    ]
    public, capital = find_evidence([record(players=groups)])
    (told,) = public.says
    assert told.startswith("The list describes no one at these tables with any of these words for the public sector: ")
    assert capital.says[1:] == ("The list describes no one at these tables as able to speak to funding.",)


def test_a_round_counts_its_voices_once_although_others_were_planned_with_it():
    plainly = plain(1, ("heard",))
    plainly["rounds"] += plain(2, ("missing",))["rounds"]
    together = load_result(json.dumps(plainly).encode())
    (measure,) = find_measures([together, record(2, ["heard"])])
    assert measure.says == "Voices heard: 1 of 1 in round 1 and 1 of 1 in round 2."


def test_evidence_names_the_tables_where_people_are_members_by_a_suggestion():
    groups = [{**players("public", 2, {"a": 2, "lead": 1}, "government"), "suggested": {"lead": 1}}]
    (public,) = find_evidence([record(players=groups, labels={"lead": "Leadership"})])
    assert public.says[1:4] == (
        "They sit at a (2) and Leadership (1).",
        "A person counts at the table where they sit and at each table of which they are a member.",
        "Of these people, some are only suggested as members until an election: Leadership (1).",
    )


def test_only_the_last_round_is_evidence_and_it_proposes_no_color():
    older = record(players=[players("public", 9, {"a": 9}, "public")])
    newer = record(2, players=[players("public", 1, {"a": 1}, "public")])
    (evidence,) = find_evidence([older, newer])
    assert evidence.says[0].startswith("1 person ")
    assert "The right public partners" not in proposed(older, newer)
    assert find_evidence([]) == find_evidence([record(shared_result="x")]) == find_evidence([record()]) == ()


def test_evidence_is_found_by_the_names_that_people_use():
    public, capital = find_evidence([record(players=[players("public", 0, {"a": 0}), players("capital", 0, {"a": 0})])])
    long = "Continuous & Meaningful Involvement of the Right Public Sector Players & Partners"
    assert {make_key(name) for name in ("right public players", long)} <= public.keys
    assert {make_key(name) for name in ("Identify Players", "Capital players")} <= capital.keys
