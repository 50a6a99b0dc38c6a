"""What is proposed from earlier seatings: counts put into colors, and nothing from a record that lacks them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from seating.dashboard import find_measures
from seating.record.document import load_result
from seating.record.result import ResultRecord

MEASURED = {"shared_result": "", "outcomes": 0, "outcomes_with_measure": 0, "sectors": None}


def plain(number: int = 1, states: tuple[str, ...] = (), **measured: object) -> dict[str, Any]:
    voice = {"id": "v", "name": "V", "invited": 1, "attending": 1, "needed": 1, "tables": {}, "sentence": "V."}
    inputs = {"stakeholders": {"file": "", "sha256": ""}, "convening": {"file": None, "sha256": None}}
    voices = [{**voice, "state": state} for state in states]
    rounds = [{"round": number, "seats": [], "requirements": [], "voices": voices}]
    found = {"measured": {**MEASURED, **measured}} if measured else {}
    return {"status": "feasible", "seconds": 0, "seed": 0, "inputs": inputs, "rounds": rounds, **found}


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
    [(["heard", "heard"], "green"), (["heard", "missing"], "yellow"), (["missing", "heard", "absent"], "red")],
)
def test_voices_are_counted_round_by_round_and_the_last_one_says_the_color(states, color):
    (measure,) = find_measures([record(1, ["missing"]), record(2, states)])
    assert measure.color == color
    assert measure.says.startswith("Voices heard, round 1: 0 of 1; round 2: ")


def test_no_record_proposes_nothing():
    assert find_measures([]) == ()
    assert find_measures([record()]) == ()


@pytest.mark.parametrize("wrong", [{"sectors": {"a": "many"}}, {"shared_result": 7}, {"outcomes": "x"}])
def test_a_record_with_other_types_is_not_read(wrong):
    assert load_result(json.dumps(plain(**wrong)).encode()) is None
