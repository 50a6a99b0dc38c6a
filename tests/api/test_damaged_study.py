"""Damaged files of a study: a damaged result is left out, and a damaged description of the study is named."""

from __future__ import annotations

import json

import pytest

from seating.analysis.cases import CaseResult
from seating.api.request import Request
from seating.api.study import compare, open_study, write_study
from seating.api.study.solved_cases import CASES
from seating.api.study.study_run import LAST
from seating.errors import InputError, UsageError
from tests.api.test_study import write

SOUND = {
    "key": "a",
    "values": {"seed": 0, "tables": 1},
    "status": "optimal",
    "unmet": 0,
    "penalty": 7,
    "bound": None,
    "goals": {"unmet": 0, "not_heard": 0, "left_out": 0, "penalty": 7},
    "public": {"penalty": 5, "bound": None, "penalty_as_stated": 5, "is_partial": True},
    "broken": {"cap-1": 2, "private-1": None},
    "not_heard": [["Labor", "not_heard"]],
    "worst": ["p05", 1],
    "seats": {"p01": "north"},
    "seconds": 1.5,
    "message": "",
    "shared_message": "",
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("worst", []),
        ("worst", ["p05"]),
        ("penalty", "many"),
        ("goals", {"unmet": "x", "not_heard": 0, "left_out": 0, "penalty": 7}),
        ("goals", []),
        ("public", None),
        ("public", {"penalty": "x", "bound": None, "penalty_as_stated": 5, "is_partial": True}),
        ("seats", {"p01": {"a": 1}}),
        ("seats", ["p01"]),
        ("broken", [1]),
        ("not_heard", [["Labor"]]),
        ("shared_message", 1),
        ("status", None),
        ("values", "x"),
    ],
)
def test_a_damaged_result_is_left_out(tmp_path, key, value):
    people = write(tmp_path)
    request = Request(people, out=tmp_path / "out")
    study = open_study(request, ["absences=0-1"])
    lines = [SOUND | {"key": study.cases[0].key, key: value}, SOUND | {"key": study.cases[1].key}]
    (tmp_path / "out/study").mkdir(parents=True)
    (tmp_path / "out" / CASES).write_text("".join(json.dumps(line) + "\n" for line in lines))
    again = open_study(request, ["absences=0-1"])
    assert [case.result is None for case in again.cases] == [True, False]
    assert write_study(again, compare(again))


def test_a_result_is_what_was_written():
    result = CaseResult.of(SOUND)
    assert json.loads(json.dumps(result.as_plain())) == SOUND | {
        "is_proven_different": False,
        "has_voices": True,  # of results that were written before this was saved
        "further": {},
    }
    assert CaseResult.of(json.loads(json.dumps(result.as_plain()))) == result
    assert CaseResult.of(SOUND | {"later": 1}) == result


@pytest.mark.parametrize(
    "plain",
    [
        {"factors": [], "sample": -1, "seed": 0},
        {"factors": [], "sample": [1], "seed": 0},
        {"factors": [], "sample": None, "seed": 1e999},
        {"factors": [{"key": "tables", "values": []}], "sample": None, "seed": 0},
        {
            "factors": [{"key": "date", "values": [[1]]}, {"key": "absences", "values": ["x"]}],
            "sample": None,
            "seed": 0,
        },
        {"factors": 1, "sample": None, "seed": 0},
        {"factors": [{"key": "tables", "values": [2]}], "sample": None, "seed": 0, "candidates": -1},
        {"factors": [{"key": "tables", "values": [2]}], "sample": None, "seed": 0, "within": "2"},
        [],
    ],
)
def test_a_damaged_study_is_not_continued(tmp_path, plain):
    request = Request(write(tmp_path), out=tmp_path / "out")
    (tmp_path / "out/study").mkdir(parents=True)
    (tmp_path / "out" / LAST).write_text(json.dumps(plain if plain == [] else plain | {"work": None, "jobs": None}))
    with pytest.raises(UsageError, match="has no study to continue"):
        open_study(request)


def test_a_date_that_is_no_text_is_read_as_text(tmp_path):
    request = Request(write(tmp_path, dates=True), out=tmp_path / "out")
    (tmp_path / "out/study").mkdir(parents=True)
    plain = {"factors": [{"key": "date", "values": [1]}], "sample": None, "seed": 0, "work": None, "jobs": None}
    (tmp_path / "out" / LAST).write_text(json.dumps(plain))
    with pytest.raises(InputError):  # the list names days that the convening does not have
        open_study(request)
