"""Tasks: pure functions of arrays and numbers, without names."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import numpy as np
import pytest

from seating.engines import SILENT, Effort, Ending, Status, best_plan
from seating.engines.in_process import InProcess
from seating.engines.messages import Aim, Answer, Solve
from seating.tasks.executor import SequentialExecutor
from seating.tasks.task import (
    QuestionTask,
    SearchTask,
    TaskFailure,
    dump_result,
    load_result,
    with_names,
    without_names,
)
from seating.terms import CountTerm
from tests.engines.rooms import big_model, room_of_pairs

CLASHING = CountTerm.constant(np.arange(12, dtype=np.int64), np.arange(3, dtype=np.int64), low=5)


def named_model():
    model = big_model(12, 3)
    return replace(
        model,
        person_ids=tuple(f"canary {name}" for name in model.person_ids),
        table_ids=tuple(f"canary {name}" for name in model.table_ids),
        requirement_ids=tuple(f"canary {name}" for name in model.requirement_ids),
    )


def test_a_task_holds_no_name():
    model = named_model()
    assert b"canary" in pickle.dumps(model)
    for task in (SearchTask(model, 1.0), QuestionTask(model, Solve(Aim.PENALTY, np.zeros(12, np.int64), 0, 0.1))):
        assert b"canary" not in pickle.dumps(task)
    assert without_names(task.model) is task.model


@pytest.mark.room
def test_a_task_has_the_outcome_of_its_search_each_time():
    model = big_model(60, 10)
    alone = best_plan(model, Effort(work=0.03), 5, SILENT, InProcess())
    task = SearchTask(model, 0.03, seed=5)
    ((number, outcome),) = SequentialExecutor().run([pickle.loads(pickle.dumps(task))])
    assert number == 0
    assert np.array_equal(outcome.tables, alone.tables)
    assert (outcome.penalty, outcome.bound, outcome.status) == (alone.penalty, alone.bound, alone.status)


@pytest.mark.room
def test_a_task_with_a_time_limit_ends_in_time():
    outcome = SearchTask(room_of_pairs(60, 6), None, seconds=0.5).run()  # which no proof ends
    assert (outcome.unmet, outcome.ending) == (0, Ending.TIME)
    assert outcome.seconds < 60


def test_musts_that_clash_get_their_names_back():
    model = named_model()
    model = replace(
        model,
        requirement_ids=(*model.requirement_ids, "canary clash"),
        musts=np.append(model.musts, True),
        weights=np.append(model.weights, 0),
        terms=(*model.terms, (6, CLASHING)),
    )
    outcome = SearchTask(model, 1.0).run()
    assert outcome.status is Status.IMPOSSIBLE
    named = with_names(model, replace(outcome, clash=frozenset({"0", "6"})))
    assert named.clash == {"canary size", "canary clash"}


def test_a_question_is_answered_as_by_a_worker():
    model = big_model(12, 3)
    answer = QuestionTask(model, Solve(Aim.PENALTY, np.zeros(12, np.int64), 0, 0.5)).run()
    assert isinstance(answer, Answer)
    assert answer.objective == best_plan(model, Effort(work=0.5), 0, SILENT, InProcess()).penalty


def test_a_task_that_fails_says_why_and_the_next_one_runs():
    model = big_model(12, 3)
    wrong = QuestionTask(model, Solve(Aim.PENALTY, np.zeros(1, np.int64), 0, 0.1, free=np.array([0])))
    found = dict(SequentialExecutor().run([wrong, SearchTask(model, 0.1)]))
    assert isinstance(found[0], TaskFailure)
    assert "IndexError" in found[0].reason
    assert found[1].unmet == 0


def test_a_check_ends_a_run_before_the_next_task_is_made():
    made = []

    def tasks():
        for number in range(3):
            made.append(number)
            yield SearchTask(big_model(12, 3), 0.1)

    def check():
        if len(made) == 2:
            raise KeyboardInterrupt

    results = SequentialExecutor().run(tasks(), check)
    assert next(results)[0] == 0
    try:
        next(results)
    except KeyboardInterrupt:
        assert made == [0, 1]
    else:
        raise AssertionError


def test_a_result_is_the_same_after_a_journey_as_text():
    model = big_model(12, 3)
    for task in (SearchTask(model, 0.02), QuestionTask(model, Solve(Aim.PENALTY, np.zeros(12, np.int64), 0, 0.1))):
        result = task.run()
        again = load_result(dump_result(result), model)
        assert type(again) is type(result)
        assert np.array_equal(again.tables, result.tables)
        assert dump_result(again) == dump_result(result)
    failure = TaskFailure("why")
    assert load_result(dump_result(failure), model) == failure


@pytest.fixture(scope="module")
def written() -> dict[str, object]:
    """Return the values of a result as text."""
    values: dict[str, object] = json.loads(dump_result(SearchTask(big_model(12, 3), 0.001).run()))
    return values


@pytest.mark.parametrize(
    "changes",
    [
        *({"tables": each} for each in ([0] * 11, [0] * 11 + [3], [-1] * 12, [0.5] * 12, [[0] * 12], "x", None)),
        *({"kind": each} for each in ("os.system", None, ["Answer"])),
        *({name: each} for name in ("penalty", "unmet", "work") for each in (True, "1", [1])),
        *({"status": "x"}, {"ending": 1}, {"clash": 1}, {"bound": "x"}),
    ],
    ids=str,
)
def test_what_is_no_result_is_a_failure(changes, written):
    model = big_model(12, 3)
    assert not isinstance(load_result(json.dumps(written), model), TaskFailure)
    assert isinstance(load_result(json.dumps({**written, **changes}), model), TaskFailure)


@pytest.mark.parametrize("content", ["", "[]", "1", "{}", "[" * 100_000, b"x", None, pickle.dumps([1])], ids=range(8))
def test_no_other_content_is_a_result(content):
    assert isinstance(load_result(content, big_model(12, 3)), TaskFailure)
