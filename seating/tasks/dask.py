"""Tasks on a cluster: Dask distributed carries them out. No other module imports it."""

from __future__ import annotations

import logging
import os
import pickle
import queue
import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from types import TracebackType
from typing import Any, Self

import dask
from distributed import Client, Future, KilledWorker, LocalCluster

from seating.errors import UsageError
from seating.model import Model
from seating.tasks.executor import AHEAD, ClusterLostError, Done, go_on
from seating.tasks.task import Result, Task, TaskFailure, versions

__all__ = ["DaskExecutor", "dask_setup", "refuse_versions"]

CONNECTING = 20.0
"""Seconds after which connecting to a scheduler is given up."""

PAUSE = 0.1
"""Seconds between two checks."""

COUNTED = 1.0
"""Seconds between two counts of the workers."""

NO_WORKER = 60.0
"""Seconds without any worker after which the cluster counts as lost."""

CLOSING = 3.0
"""Seconds for saying goodbye to a scheduler."""

SETTINGS = {
    "distributed.comm.timeouts.connect": f"{CONNECTING:.0f}s",
    "distributed.admin.large-graph-warning-threshold": "1TB",  # a model may have many megabytes
}

UNWATCHED: dict[str, list[str]] = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
"""Settings of workers on this machine: no page shows what they do."""


class DaskExecutor:
    """Carries out tasks on a Dask cluster. If a worker dies, its tasks are carried out again on another one.

    Parameters
    ----------
    where : str
        The address of a scheduler, such as `tcp://127.0.0.1:8786` or `tls://scheduler.example.org:8786`; or `local`, or
        `local:4` for four workers on this machine, which only this machine can reach. `local` has one for each
        processor.

    Raises
    ------
    UsageError
        If the address is not one, if no scheduler answers there, if it has no worker, or if a worker has other versions
        of the program or of what it computes with.
    """

    def __init__(self, where: str) -> None:
        for name in [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "distributed"]:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what it says is said here, in words
        dask.config.set(SETTINGS)
        self._cluster = _start_local(where)
        self._client = _connect(where if self._cluster is None else self._cluster)
        self._slots, self._counted, self._seen = 1, 0.0, time.monotonic()
        self._started = 0 if self._cluster is None else len(self._cluster.worker_spec)
        self._model: Model | None = None
        self._sent: Future | None = None
        try:
            self._check_workers()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection, and the workers of this machine that were started for it."""
        with suppress(Exception):  # a scheduler that is gone cannot be told
            self._client.close(timeout=CLOSING)
        if self._cluster is not None:
            for nanny in list(self._cluster.workers.values()):  # they would finish their tasks first
                nanny.auto_restart = False
                with suppress(OSError):
                    if nanny.pid:
                        os.kill(nanny.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
            with suppress(Exception):
                self._cluster.close(timeout=CLOSING)

    def run(self, tasks: Iterable[Task], check: Callable[[], None] = go_on) -> Iterator[Done]:
        """Yield the result of each task, in the order in which they end; `check` is called ten times a second.

        Raises
        ------
        ClusterLostError
            If the scheduler is lost, or if there has been no worker for a minute.
        """
        waiting = enumerate(tasks)
        running: dict[Future, int] = {}
        ended: queue.SimpleQueue[Future] = queue.SimpleQueue()
        try:
            while True:
                while len(running) < AHEAD * self._workers() and (following := next(waiting, None)) is not None:
                    number, task = following
                    future = self._submit(task)
                    running[future] = number
                    future.add_done_callback(ended.put)
                if not running:
                    return
                future = self._next(ended, check)
                yield running.pop(future), _result_of(future)
        finally:
            if running:
                with suppress(Exception):
                    self._client.cancel(list(running))

    def _next(self, ended: queue.SimpleQueue[Future], check: Callable[[], None]) -> Future:
        """Return the next task that has ended."""
        while True:
            check()
            try:
                return ended.get(timeout=PAUSE)
            except queue.Empty:
                self._workers()

    def _submit(self, task: Task) -> Future:
        """Send a task. Its model is sent once for all tasks in a row that have it, and kept by the workers."""
        first, *others = fields(task)
        assert first.name == "model"
        try:
            if self._sent is None or self._model is not task.model:
                self._model = task.model
                self._sent = self._client.submit(pickle.loads, _pickled(task.model), key=_key("model"))
            content = _pickled((type(task), [getattr(task, field.name) for field in others]))
            return self._client.submit(_run, self._sent, content, key=_key("task"))
        except Exception as error:
            raise ClusterLostError(_LOST) from error

    def _workers(self) -> int:
        """Return the number of tasks that can run at once, at least 1. Raise `ClusterLostError` if all is lost."""
        now = time.monotonic()
        if self._client.status != "running":
            raise ClusterLostError(_LOST)
        if now >= self._counted + COUNTED:
            try:
                self._slots = sum(self._client.nthreads().values())
            except Exception as error:
                raise ClusterLostError(_LOST) from error
            self._counted = now
            if self._cluster is not None and self._slots < self._started:
                self._cluster.scale(self._started)  # Dask gives a worker up that does not come back within 15 seconds
        self._seen = now if self._slots else self._seen
        if now >= self._seen + NO_WORKER:
            raise ClusterLostError(f"the cluster has had no worker for {NO_WORKER:.0f} seconds")
        return max(1, self._slots)

    def _check_workers(self) -> None:
        """Refuse a cluster without workers, or with workers that would find other seatings."""
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING)
            found: Mapping[str, Any] = self._client.run(versions, on_error="return")
        except Exception as error:
            raise UsageError("no worker of the cluster answers. Start one with: dask worker ADDRESS") from error
        refuse_versions(found, versions())


def refuse_versions(found: Mapping[str, Any], mine: Mapping[str, str]) -> None:
    """Raise `UsageError` if a worker has other versions than this process, or cannot tell its own.

    Parameters
    ----------
    found : mapping of str to mapping or Exception
        The versions of each worker, by its address.
    mine : mapping of str to str
    """
    for worker, theirs in sorted(found.items()):
        if not isinstance(theirs, Mapping):
            raise UsageError(
                f"the worker {worker} cannot import the program ({type(theirs).__name__}). Install there what is "
                f'installed here: pip install "seating-chart[cluster]=={mine["seating"]}"'
            )
        names = [name for name in mine if theirs.get(name) != mine[name]]
        if names:
            differing = "; ".join(f"{name} {theirs.get(name)} there, {mine[name]} here" for name in names)
            raise UsageError(
                f"the worker {worker} has other versions: {differing}. The same search could give another seating "
                "there. Install the same versions on all machines."
            )


_LOST = "the connection to the scheduler of the cluster is lost"


def _start_local(where: str) -> LocalCluster | None:
    """Start workers on this machine, which only this machine can reach; None if an address is given instead."""
    found = re.fullmatch(r"local(?::([1-9][0-9]{0,2}))?", where)
    if found is None:
        if not re.fullmatch(r"((tcp|tls|ws|wss|ucx)://)?[^\s/]+:[0-9]+", where) or where.startswith("local:"):
            raise UsageError(
                f"--cluster {where} is not a cluster. Write local, local:N for N workers on this machine, or the "
                "address of a scheduler, such as tcp://192.0.2.7:8786."
            )
        return None
    dask.config.set(UNWATCHED)
    return LocalCluster(
        n_workers=int(found[1] or os.cpu_count() or 1),
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
        silence_logs=logging.CRITICAL,
        preload=[__name__],
        memory_limit=0,  # a worker must not pause because a model is large
    )


def dask_setup(worker: Any) -> None:
    """Let Ctrl-C reach only the process that started this worker. Dask calls the function in workers of this machine.

    Parameters
    ----------
    worker : distributed.Worker
        Not used.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _connect(where: str | LocalCluster) -> Client:
    try:
        return Client(where, timeout=CONNECTING, set_as_default=False)
    except Exception as error:
        raise UsageError(
            f"no scheduler answers at {where}. Start one with `dask scheduler`, and give the address that it prints."
        ) from error


def _pickled(value: Any) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _key(what: str) -> str:
    """Return a key that no other task has; schedulers show keys."""
    return f"seating-{what}-{os.urandom(8).hex()}"


def _run(model: Model, content: bytes) -> Result:
    """Carry out a task, on a worker."""
    kind, others = pickle.loads(content)
    result: Result = kind(model, *others).run()
    return result


def _result_of(future: Future) -> Result | TaskFailure:
    if future.status == "finished":
        try:
            result: Result = future.result()
        except Exception as failure:  # the task has ended well, so only the connection can fail
            raise ClusterLostError(_LOST) from failure
        return result
    if future.status in ("cancelled", "lost"):
        raise ClusterLostError(_LOST)
    error = future.exception()
    if isinstance(error, KilledWorker):
        return TaskFailure("Workers died of it again and again. The reason may be too little memory.")
    return TaskFailure(f"{type(error).__name__}: {error}")
