"""Solving on a cluster: the seating is that of one process, and one is saved whatever is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from importlib import util
from pathlib import Path
from random import Random

import pytest

from seating.addons.cluster import CLUSTER
from seating.api.request import Request
from seating.api.solve import solve_request
from seating.errors import UsageError
from seating.judge import review
from seating.tasks.executor import SequentialExecutor
from tests.addons.cluster.processes import cluster_of
from tests.shape import ROOT
from tests.waiting import let_pass, wait_until

CANARY = "Zyzzyva"
"""In every name, label, id and private cell."""

ROOM = f"""
title: {CANARY} meeting
private: [income, {CANARY} illness]
tables:
{"".join(f"  - {{id: {CANARY.lower()}-{n}, name: {CANARY} table {n}, seats: 4-5}}{chr(10)}" for n in range(15))}
requirements:
  - {{kind: balance, id: {CANARY.lower()}-income, of: income}}
  - {{kind: balance, of: "{CANARY} illness"}}
  - {{kind: balance, of: sector}}
  - {{kind: balance, of: language}}
  - {{kind: cap, of: organization, at_most: 1}}
  - {{kind: similarity, file: pairs.csv, wanted: low}}
"""
"""A room whose best seating takes long to find."""


def write_list(folder: Path) -> Path:
    """Write a list whose every cell is a canary, and its convening; return the list."""
    random = Random(5)
    words = {
        "organization": [f"{CANARY} Org {n}" for n in range(30)],
        "sector": [f"{CANARY} {n}" for n in range(5)],
        "income": [f"{CANARY} {n}" for n in range(4)],
        f"{CANARY} illness": [f"{CANARY} illness {n}" for n in range(3)],
        "language": [f"{CANARY} language {n}" for n in range(5)],
    }
    rows = [",".join(["id", "name", *words])]
    rows += [
        ",".join([f"{CANARY}-{n}", f"{CANARY} Person {n}", *map(random.choice, words.values())]) for n in range(66)
    ]
    pairs = [f"{CANARY}-{a},{CANARY}-{b},{random.randint(1, 99)}" for a in range(66) for b in range(a)]
    (folder / "pairs.csv").write_text("\n".join(["a,b,weight", *pairs]) + "\n", encoding="utf-8")
    people = folder / "people.csv"
    people.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "convening.yaml").write_text(ROOM, encoding="utf-8")
    return people


@pytest.fixture
def request_for(tmp_path):
    return Request(write_list(tmp_path), out=tmp_path / "out", packet=False, jobs=2, work=0.1)


@pytest.mark.room
def test_chains_on_a_cluster_give_the_seating_of_one_process(request_for, monkeypatch):
    found = []

    def opened(where):
        found.append(where)
        return SequentialExecutor()

    monkeypatch.setattr("seating.addons.cluster.executor.open_cluster", opened)
    solved = solve_request(replace(request_for, elsewhere=CLUSTER.at("local:2")))
    assert found == ["local:2"]
    assert review(solved.room, solved.requirements, solved.plan).unmet == 0


def wait_for(cluster, said: bytes) -> None:
    """Wait until a scheduler has written something to its log."""
    wait_until(lambda: said in cluster.logs[0].read_bytes())


def solve_and_kill(tmp_path: Path, seconds: float) -> dict:
    """Solve on a cluster whose scheduler dies some seconds after the first task; return the record that was saved."""
    people = write_list(tmp_path)
    with cluster_of(tmp_path) as cluster:
        line = ["solve", str(people), "--cluster", cluster.address, "--no-packet", "--time-limit", "40"]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        running = subprocess.Popen(
            [sys.executable, "-m", "seating", *line, "--out", str(tmp_path / "out")],
            env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        wait_for(cluster, b"seating-task")
        let_pass(seconds)
        cluster.scheduler.send_signal(signal.SIGKILL)
        said, complained = running.communicate(timeout=120)
    assert running.returncode == 0, complained
    assert "Traceback" not in complained
    assert "ended early" in complained + said
    return json.loads((tmp_path / "out" / "round-1" / "result.json").read_text(encoding="utf-8"))


@pytest.mark.room
def test_a_seating_is_saved_when_the_scheduler_is_killed(tmp_path):
    pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")
    record = solve_and_kill(tmp_path, 1.0)
    assert record["status"] == "feasible"


@pytest.mark.night
@pytest.mark.parametrize("number", range(10))
def test_a_seating_is_saved_whenever_the_scheduler_is_killed(tmp_path, number):
    pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")
    record = solve_and_kill(tmp_path, Random(number).uniform(0.5, 8.0))
    assert record["status"] == "feasible"


def test_without_dask_the_command_that_installs_it_is_told(request_for, monkeypatch):
    known = util.find_spec
    monkeypatch.setattr(
        "seating.addons.cluster.executor.find_spec", lambda name: None if name == "distributed" else known(name)
    )
    with pytest.raises(UsageError, match="install distributed"):
        solve_request(replace(request_for, elsewhere=CLUSTER.at("local")))
    assert not request_for.out.exists()


def test_several_rounds_are_refused(request_for):
    with pytest.raises(UsageError, match="one round at a time"):
        solve_request(replace(request_for, elsewhere=CLUSTER.at("local"), rounds=2))
