"""What is proposed from earlier seatings: counts put into colors, and nothing from a record that lacks them."""

from __future__ import annotations

import pytest

from seating.dashboard import find_measures


def record(number=1, states=(), **measured):
    return {"rounds": [{"round": number, "voices": [{"state": state} for state in states]}], "measured": measured}


def proposed(*records) -> dict[str, str]:
    return {measure.components[0]: measure.color.value for measure in find_measures(records)}


@pytest.mark.parametrize(
    ("measured", "color"),
    [
        ({"shared_result": ""}, {"Shared result": "red"}),
        ({"shared_result": "More jobs"}, {"Shared result": "yellow"}),
        ({"shared_result": "1,000 jobs by 2036"}, {"Shared result": "green"}),
        ({"outcomes": 0, "outcomes_with_measure": 0}, {}),
        ({"outcomes": 3, "outcomes_with_measure": 0}, {"Outcomes": "red"}),
        ({"outcomes": 4, "outcomes_with_measure": 2}, {"Outcomes": "yellow"}),
        ({"outcomes": 3, "outcomes_with_measure": 3}, {"Outcomes": "green"}),
        ({"sectors": {"a": 3, "b": 5}}, {"Cross-sector table": "green"}),
        ({"sectors": {"a": 2, "b": 5}}, {"Cross-sector table": "yellow"}),
        ({"sectors": {"a": 1, "b": 5}}, {"Cross-sector table": "red"}),
        ({"sectors": None}, {}),
        ({"sectors": {}}, {}),
        ({"sectors": {"a": "many"}}, {}),
        ({"shared_result": 7, "outcomes": "x"}, {}),
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
    assert find_measures([{"rounds": []}]) == ()
    assert find_measures([{"rounds": [3, {"voices": [None]}], "measured": "x"}]) == ()
