"""Jobs with one search each: the result is the same here and at once, and a failure ends only its own job."""

from __future__ import annotations

import pytest

from seating.engines import SILENT, Effort
from seating.engines.in_process import InProcess
from seating.errors import EngineError
from seating.tasks.executor import ExecutorLostError, SequentialExecutor
from seating.tasks.jobs import Search, run_at_once, run_here
from seating.tasks.task import TaskFailure
from tests.engines.rooms import big_model

MODEL = big_model(12, 3)


def job(seed, said=None):
    """Return the seed and the seating; say what happens."""
    said = [] if said is None else said
    try:
        outcome = yield Search(MODEL, Effort(work=0.05), seed)
    except EngineError as error:
        said.append(str(error))
        return (seed, None)
    finally:
        said.append("closed")
    return (seed, tuple(outcome.tables))


def refused():
    raise ValueError("no list")
    yield


def finished():
    return "as it was saved"
    yield


class Failing(SequentialExecutor):
    def run(self, tasks, check=lambda: None):
        yield from ((number, TaskFailure("no memory")) for number, _ in enumerate(tasks))


class Lost(SequentialExecutor):
    def run(self, tasks, check=lambda: None):
        tasks = iter(tasks)
        first = next(tasks)
        next(tasks)
        yield 0, first.run()
        raise ExecutorLostError("gone")


def test_a_job_has_the_same_result_here_and_at_once():
    here = [run_here(job(seed), SILENT, InProcess()) for seed in range(3)]
    at_once = dict(run_at_once(SequentialExecutor(), ((seed, job(seed)) for seed in range(3))))
    assert here == [at_once[seed] for seed in range(3)]


def test_a_job_that_needs_no_search_or_cannot_begin_is_a_result_too():
    jobs = [("a", refused()), ("b", job(0)), ("c", finished())]
    found = dict(run_at_once(SequentialExecutor(), jobs))
    assert isinstance(found["a"], ValueError)
    assert found["b"][0] == 0
    assert found["c"] == "as it was saved"
    assert dict(run_at_once(SequentialExecutor(), [("c", finished())])) == {"c": "as it was saved"}
    with pytest.raises(ValueError, match="no list"):
        run_here(refused(), SILENT, InProcess())


def test_a_job_is_told_that_its_task_failed():
    said = []
    assert dict(run_at_once(Failing(), [("a", job(1, said))])) == {"a": (1, None)}
    assert said == ["no memory", "closed"]


def test_a_lost_cluster_closes_the_jobs_that_have_begun():
    said, found = [], []
    with pytest.raises(ExecutorLostError):
        found.extend(run_at_once(Lost(), [("a", job(1)), ("b", job(2, said))]))
    assert said == ["closed"]
