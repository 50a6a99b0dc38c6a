"""Tasks: pure functions of arrays and numbers, without names."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np

from seating.engines import SILENT, Effort, Status, best_plan
from seating.engines.in_process import InProcess
from seating.engines.messages import Aim, Answer, Solve
from seating.tasks.executor import SequentialExecutor
from seating.tasks.task import QuestionTask, SearchTask, TaskFailure, with_names, without_names
from seating.terms import CountTerm
from tests.engines.rooms import big_model

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


def test_a_task_has_the_outcome_of_its_search_each_time():
    model = big_model(60, 10)
    alone = best_plan(model, Effort(work=0.03), 5, SILENT, InProcess())
    task = SearchTask(model, 0.03, seed=5)
    ((number, outcome),) = SequentialExecutor().run([pickle.loads(pickle.dumps(task))])
    assert number == 0
    assert np.array_equal(outcome.tables, alone.tables)
    assert (outcome.penalty, outcome.bound, outcome.status) == (alone.penalty, alone.bound, alone.status)


def test_a_task_with_a_time_limit_ends_in_time():
    outcome = SearchTask(big_model(300, 30), None, seconds=0.5).run()
    assert outcome.unmet == 0
    assert outcome.seconds < 5


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
