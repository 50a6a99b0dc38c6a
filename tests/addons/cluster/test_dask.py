"""Tasks on a cluster have the same results as in this process, whatever dies."""

from __future__ import annotations

import os
import pickle
import platform
import signal
import socket
import threading
import time
from random import Random
from types import SimpleNamespace

import numpy as np
import pytest

from tests.waiting import PATIENCE, let_pass, wait_until

pytest.importorskip("distributed", reason="needs Dask: pip install 'seating-chart[cluster]'")

import psutil
from distributed.comm import CommClosedError
from distributed.protocol import pickle as pickle_of_dask

from seating.addons.cluster import dask
from seating.addons.cluster.chains import Chains, SearchChild
from seating.addons.cluster.dask import DaskExecutor, refuse_versions
from seating.addons.cluster.plain_data import only_plain_data
from seating.engines import SILENT, Effort, Ending, best_plan, search_steps
from seating.engines.decomposition import grouping
from seating.engines.messages import Aim, Silent, Solve
from seating.errors import UsageError
from seating.tasks.executor import ExecutorLostError, SequentialExecutor, go_on
from seating.tasks.task import QuestionTask, SearchTask, TaskFailure, versions
from tests.addons.cluster.processes import cluster_of
from tests.engines.rooms import big_model, room_of_pairs

pytestmark = pytest.mark.room

MODEL, OTHER = big_model(36, 6), big_model(40, 8, seed=1)


def searches(work=0.02):
    return [SearchTask(model, work, seed) for model in (MODEL, OTHER) for seed in range(2)]


def seats_of(done):
    return {number: (tuple(each.tables), each.penalty, each.bound) for number, each in done}


@pytest.fixture(scope="module")
def expected():
    return seats_of(SequentialExecutor().run(searches()))


@pytest.fixture(scope="module")
def two():
    with DaskExecutor("local:2") as executor:
        yield executor


def worker_ids(executor):
    """Return the process ids of the workers of this machine. Workers are not asked, as one may be dying."""
    return sorted(nanny.pid for nanny in executor._cluster.workers.values() if nanny.pid)


def kill_later(executor, seconds):
    """Kill a worker of the cluster after some seconds."""

    def kill():
        let_pass(seconds)
        if running := worker_ids(executor):  # one that was killed before may still be starting again
            os.kill(Random(seconds).choice(running), signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def test_one_worker_finds_what_one_process_finds(expected):
    with DaskExecutor("local:1") as one:
        assert seats_of(one.run(searches())) == expected


def test_so_do_two(two, expected):
    assert len(two._cluster.workers) == 2
    assert seats_of(two.run(searches())) == expected


@pytest.mark.parametrize("seconds", [0.1, 0.7, 1.9])
def test_so_do_two_when_a_worker_is_killed(two, expected, seconds):
    killing = kill_later(two, seconds)
    assert seats_of(two.run(searches())) == expected
    killing.join()


def test_a_model_that_was_lost_with_several_workers_is_sent_again(two, expected):
    broken = two._client.submit(pickle.loads, b"broken")
    wait_until(lambda: broken.status != "pending")
    two._model, two._sent = MODEL, broken
    assert seats_of(two.run(searches())) == expected


def test_the_seating_is_the_same_each_time_a_worker_is_killed():
    """Each cluster loses one worker: whether Dask starts another one in time does not matter here."""
    model, effort, rng = big_model(100, 10), Effort(work=0.2, jobs=4), Random(3)
    began = time.monotonic()
    alone = best_plan(model, effort, 2, SILENT, SearchChild(SequentialExecutor()))
    whole = time.monotonic() - began
    for _ in range(3):
        with DaskExecutor("local:2") as two:
            killing = kill_later(two, rng.random() * whole)
            again = best_plan(model, effort, 2, SILENT, SearchChild(two))
            killing.join()
        assert np.array_equal(again.tables, alone.tables)
        assert (again.penalty, again.bound, again.ending) == (alone.penalty, alone.bound, Ending.DONE)


def test_chains_on_a_cluster_give_the_seating_of_chains_in_this_process(two):
    effort = Effort(work=0.05, jobs=3)
    here, there = (
        best_plan(MODEL, effort, 1, SILENT, SearchChild(executor)) for executor in (SequentialExecutor(), two)
    )
    assert np.array_equal(here.tables, there.tables)
    assert (here.penalty, here.bound, here.ending) == (there.penalty, there.bound, Ending.DONE)


@pytest.fixture
def small_parts(monkeypatch):
    """Let rooms of 120 people be improved in parts."""
    monkeypatch.setattr(grouping, "PART_PERSONS", 30)
    monkeypatch.setattr(search_steps, "IN_PARTS", 0)
    monkeypatch.setattr(search_steps, "PART_WORK", 0.0002)


def in_parts(executor, work=0.05):
    """Return the seating of a room that is improved in parts, each a task, and what is known about it."""
    found = best_plan(big_model(120, 20), Effort(work=work, jobs=2), 5, SILENT, SearchChild(executor))
    return tuple(found.tables), found.value, found.bound, found.work, found.ending


def test_a_room_in_parts_gets_the_same_seating_in_this_process_and_on_two_workers(small_parts, two, monkeypatch):
    asked = []
    ask_each = Chains.ask_each

    def counted(child, questions, *others):
        for done in ask_each(child, questions, *others):
            asked.append(done)
            yield done

    monkeypatch.setattr(Chains, "ask_each", counted)
    there = in_parts(two)
    assert len(asked) > 6
    assert there == in_parts(SequentialExecutor())
    assert there[-1] is Ending.DONE


@pytest.mark.parametrize("seed", range(3))
def test_a_room_in_parts_gets_the_same_seating_when_a_worker_is_killed(small_parts, two, seed):
    began = time.monotonic()
    alone = in_parts(SequentialExecutor(), 0.3)
    killing = kill_later(two, Random(seed).random() * (time.monotonic() - began))
    assert in_parts(two, 0.3) == alone
    killing.join()


def test_a_task_that_fails_says_why_and_the_others_run(two):
    wrong = QuestionTask(MODEL, Solve(Aim.PENALTY, np.zeros(1, np.int64), 0, 0.1, free=np.array([0])))
    found = dict(two.run([wrong, SearchTask(OTHER, 0.02)]))
    assert isinstance(found[0], TaskFailure)
    assert "IndexError" in found[0].reason
    assert found[1].unmet == 0


def check_that_ends(calls):
    """Return a check that interrupts at this call; there are ten a second."""
    left = iter(range(calls - 1))

    def check():
        if next(left, None) is None:
            raise KeyboardInterrupt

    return check


def test_a_check_ends_a_run_and_the_next_one_has_its_results(two):
    with pytest.raises(KeyboardInterrupt):
        list(two.run([SearchTask(room_of_pairs(60, 6), None, seconds=6.0)], check_that_ends(5)))
    assert len(list(two.run(searches()[:1]))) == 1


def test_ctrl_c_does_not_reach_the_workers(expected):
    with DaskExecutor("local:1") as one:
        before = worker_ids(one)
        os.kill(before[0], signal.SIGINT)
        assert seats_of(one.run(searches())) == expected
        assert worker_ids(one) == before


def test_workers_of_this_machine_end_in_the_middle_of_a_task():
    executor = DaskExecutor("local:1")
    workers, began = worker_ids(executor), time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(executor.run([SearchTask(room_of_pairs(60, 6), None, seconds=300.0)], check_that_ends(20)))
    executor.close()
    assert not any(map(psutil.pid_exists, workers))
    assert time.monotonic() - began < 150  # nobody has waited for the end of the task


def test_nothing_listens_beyond_this_machine_and_no_page_shows_what_runs(two):
    me = psutil.Process()
    mine = [one for process in (me, *me.children(recursive=True)) for one in process.net_connections("inet")]
    listening = [one.laddr for one in mine if one.status == psutil.CONN_LISTEN]
    assert len(listening) >= 3
    assert {each.ip for each in listening} == {"127.0.0.1"}
    for each in listening:
        with socket.create_connection(each, timeout=PATIENCE) as page:
            page.settimeout(1)
            page.sendall(b"GET /info/main/workers.html HTTP/1.0\r\n\r\n")
            try:
                said = page.recv(500)
            except OSError:
                said = b""
            assert b"200 OK" not in said


class KillsAtOnce(Silent):
    """Kills a process as soon as there is a first seating, before any chain is asked."""

    def __init__(self, process):
        self.process = process

    def progress(self, *ignored):
        self.process.kill()
        self.process.wait()


def test_a_lost_scheduler_is_told_and_the_search_keeps_its_best(tmp_path):
    model = big_model(100, 10)
    with cluster_of(tmp_path) as cluster, DaskExecutor(cluster.address) as executor:
        watch = KillsAtOnce(cluster.scheduler)
        outcome = best_plan(model, Effort(work=2.0, jobs=4), 0, watch, SearchChild(executor))
        assert (outcome.ending, outcome.unmet) == (Ending.LOST, 0)
        with pytest.raises(ExecutorLostError):
            list(executor.run(searches()))


def test_a_scheduler_that_is_lost_before_a_result_is_fetched_is_told(two):
    async def fetch():
        raise CommClosedError("Stream is closed")

    with pytest.raises(ExecutorLostError):
        two._result_of(SimpleNamespace(status="finished", result=fetch), MODEL, go_on)


def stop_worker(cluster):
    """Stop, with SIGSTOP, the worker of the last nanny, which goes on."""
    (worker,) = [
        each for each in psutil.Process(cluster.nannies[-1].pid).children() if "spawn_main" in str(each.cmdline())
    ]
    worker.suspend()
    return worker


def test_a_worker_that_is_stopped_does_not_hold_a_time_limit(tmp_path):
    model = room_of_pairs(60, 6)  # which no search proves in five seconds
    with cluster_of(tmp_path, workers=2) as cluster, DaskExecutor(cluster.address) as executor:
        stopping = threading.Timer(1.0, stop_worker, [cluster])
        stopping.start()
        began = time.monotonic()
        outcome = best_plan(model, Effort(None, began + 5.0, 4), 0, SILENT, SearchChild(executor))
        assert (outcome.ending, outcome.unmet) == (Ending.TIME, 0)
        assert time.monotonic() - began < 60


def test_a_worker_that_is_stopped_before_gets_no_tasks(tmp_path):
    with cluster_of(tmp_path, workers=2) as cluster:
        stop_worker(cluster)
        began = time.monotonic()
        with DaskExecutor(cluster.address) as executor:
            assert len(executor._allowed) == 1
            assert len(list(executor.run(searches()))) == 4
        assert time.monotonic() - began < 300


class RunsCode:
    """Writes, wherever it is unpickled, the number of that process to a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return eval, (f"open({str(self.path)!r}, 'a').write(str(__import__('os').getpid()) + ' ')",)


def run_code_of(path, kind):
    """Return, raise or report from a worker what would run code in the process that reads it."""
    if kind == "event":
        import pickle

        from distributed import get_worker

        get_worker().log_event("warn", {"message": pickle.dumps(RunsCode(path))})
        return "none"
    if kind == "error":
        raise ValueError(RunsCode(path))
    return RunsCode(path)


@pytest.mark.parametrize("kind", ["result", "error", "event"])
def test_what_a_worker_sends_runs_nothing_here(tmp_path, kind):
    """What Dask reads is plain data, and what the program reads is JSON."""
    path = tmp_path / "made"
    with cluster_of(tmp_path) as cluster, DaskExecutor(cluster.address) as executor:
        future = executor._client.submit(run_code_of, path, kind, key="hostile")
        for _ in range(200):  # a future whose error cannot be read may never be done
            if future.done():
                break
            let_pass(0.1)
        try:
            found = executor._result_of(future, MODEL, go_on)
            assert isinstance(found, TaskFailure)
        except ExecutorLostError:
            pass
        let_pass(1)  # an event comes after its task
        assert not path.exists() or str(os.getpid()) not in path.read_text().split()  # a worker reads its own errors


@pytest.mark.parametrize("where", ["local:0", "local:x", "nowhere", "tcp://", "http://127.0.0.1:1", "a b:1"])
def test_what_is_no_cluster_is_refused(where):
    with pytest.raises(UsageError, match="is not a cluster"):
        DaskExecutor(where)


@pytest.mark.parametrize("killed", [1, dask.STARTS])
def test_workers_that_are_killed_while_they_start_are_started_again(monkeypatch, killed):
    left = iter([RuntimeError("Nanny failed to start.")] * killed)

    def start(**options):
        for error in left:
            raise error
        raise StartedError

    monkeypatch.setattr(dask, "LocalCluster", start)
    with pytest.raises(StartedError if killed < dask.STARTS else UsageError, match=r"did not start|^$"):
        DaskExecutor("local:1")


class StartedError(Exception):
    """In place of a cluster that runs."""


def test_a_scheduler_that_does_not_answer_is_refused(monkeypatch):
    """A scheduler in this process can read tasks after that."""
    monkeypatch.setattr(dask, "CONNECTING", 1.0)
    with pytest.raises(UsageError, match=r"No scheduler answers at tcp://127\.0\.0\.1:1") as refused:
        DaskExecutor("tcp://127.0.0.1:1")
    assert refused  # what failed is still known
    assert pickle_of_dask.loads(pickle.dumps(os.getpid)) is os.getpid


def test_only_plain_values_are_read_until_the_last_connection_ends():
    one, other = only_plain_data(), only_plain_data()
    with one:
        other.__enter__()
    with pytest.raises(pickle.UnpicklingError):
        pickle_of_dask.loads(pickle.dumps(os.getpid))
    other.__exit__(None, None, None)
    assert pickle_of_dask.loads(pickle.dumps(os.getpid)) is os.getpid


def test_a_cluster_without_workers_is_refused(tmp_path, monkeypatch):
    def give_up(self, number: int, timeout: float) -> None:
        raise TimeoutError

    monkeypatch.setattr(dask.PlainClient, "wait_for_workers", give_up)
    with cluster_of(tmp_path, workers=0) as cluster, pytest.raises(UsageError, match="no worker"):
        DaskExecutor(cluster.address)


def test_other_versions_are_refused_in_words(monkeypatch):
    monkeypatch.setattr(platform, "python_version_tuple", lambda: ("2", "7", "18"))
    with pytest.raises(UsageError, match=r"has other versions: Python \d\.\d+ there, 2\.7 here"):
        DaskExecutor("local:1")


def test_a_worker_without_the_program_is_refused():
    mine = versions()
    refuse_versions({"tcp://a": mine}, mine)
    with pytest.raises(UsageError, match=r"The worker tcp://b cannot import the program"):
        refuse_versions({"tcp://a": mine, "tcp://b": ModuleNotFoundError("No module named 'seating'")}, mine)
    with pytest.raises(UsageError, match=r"seating 0\.0\.1 there"):
        refuse_versions({"tcp://a": {**mine, "seating": "0.0.1"}}, mine)


def test_a_worker_that_dask_has_given_up_is_started_again(two):
    two._cluster.scale(1)
    wait_until(lambda: len(worker_ids(two)) == 1)
    two._counted = 0.0
    two._workers()
    wait_until(lambda: len(worker_ids(two)) == 2)
