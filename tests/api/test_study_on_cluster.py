"""A study on a cluster has the results of one in this process, and goes on after the cluster was lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from seating.api.request import Request
from seating.api.study import open_study, run_study
from seating.tasks.executor import ClusterLostError, SequentialExecutor
from tests.api.test_study import write
from tests.cli.running import run


class Backwards(SequentialExecutor):
    """Ends the last task first."""

    def run(self, tasks, check=lambda: None):
        yield from reversed([*super().run(tasks, check)])


class Lost(SequentialExecutor):
    """Is lost after two tasks."""

    def run(self, tasks, check=lambda: None):
        for number, found in super().run(tasks, check):
            if number == 2:
                raise ClusterLostError("gone")
            yield number, found


def solved(folder: Path, name: str, **more):
    request = Request(folder / "people.csv", out=folder / name, **more)
    return run_study(open_study(request, ["tables=3,30", "absences=0-2"]))


def results(study):
    """Return what is kept of each case, without how long it took."""
    return [None if case.result is None else replace(case.result, seconds=0.0) for case in study.cases]


@pytest.fixture
def folder(tmp_path):
    write(tmp_path)
    return tmp_path


def test_each_case_has_the_same_result(folder, monkeypatch):
    monkeypatch.setattr("seating.api.study.study_run.open_cluster", lambda where: Backwards())
    here, there = solved(folder, "here"), solved(folder, "there", cluster="local:2")
    assert here.solved == there.solved == 6
    assert results(here) == results(there)


@pytest.mark.room
def test_two_workers_of_this_machine_too(folder):
    pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")
    assert results(solved(folder, "here")) == results(solved(folder, "there", cluster="local:2"))


def test_what_is_solved_when_the_cluster_is_lost_is_kept_and_the_rest_follows(folder, monkeypatch):
    monkeypatch.setattr("seating.api.study.study_run.open_cluster", lambda where: Lost())
    cut = solved(folder, "out", cluster="local")
    assert 0 < cut.solved < 6
    assert not cut.is_interrupted
    whole = solved(folder, "out")
    assert whole.solved == 6 - cut.solved
    assert all(results(whole))


def test_the_exit_code_tells_that_cases_are_left(folder, monkeypatch):
    monkeypatch.setattr("seating.api.study.study_run.open_cluster", lambda where: Lost())
    line = f"study {folder / 'people.csv'} --vary absences=0-5 --out {folder / 'out'} --quiet"
    assert run(f"{line} --cluster local").exit_code == 2
    assert run(line).exit_code == 0


def test_ctrl_c_keeps_what_is_solved(folder, monkeypatch):
    class Stopped(Lost):
        def run(self, tasks, check=lambda: None):
            try:
                yield from super().run(tasks, check)
            except ClusterLostError:
                raise KeyboardInterrupt from None

    monkeypatch.setattr("seating.api.study.study_run.open_cluster", lambda where: Stopped())
    cut = solved(folder, "out", cluster="local")
    assert cut.is_interrupted
    assert cut.solved > 0
