"""Tasks on a cluster: Dask distributed carries them out. No other module but `plain_data` imports it."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import queue
import re
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import Future as ConcurrentFuture
from contextlib import ExitStack, suppress
from dataclasses import fields
from functools import partial
from types import TracebackType
from typing import Any, Self

import dask
from distributed import Future, LocalCluster

from seating.addons.cluster.plain_data import PlainClient, only_plain_data
from seating.errors import UsageError
from seating.model import Model
from seating.tasks.executor import AHEAD, DIED, Done, ExecutorLostError, go_on
from seating.tasks.task import Result, Task, TaskFailure, dump_result, load_result, versions

CONNECTING = 20.0
"""Seconds after which connecting to a scheduler is given up."""

ANSWERING = 3.0
"""Seconds in which the other workers answer after the first one."""

PAUSE = 0.1
"""Seconds between two checks."""

COUNTED = 1.0
"""Seconds between two counts of the workers."""

NO_WORKER = 60.0
"""Seconds without any worker after which the cluster counts as lost."""

CLOSING = 3.0
"""Seconds for saying goodbye to a scheduler."""

STARTS = 3
"""How often workers of this machine are started until all of them run."""

SETTINGS = {
    "distributed.comm.timeouts.connect": f"{CONNECTING:.0f}s",
    "distributed.admin.large-graph-warning-threshold": "1TB",  # a model may have many megabytes
}

UNWATCHED: dict[str, object] = {
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.worker.profile.enabled": False,
}
"""Settings of workers on this machine: no page shows what they do, so that they do not watch it either."""


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
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what it says is said here, in words
        dask.config.set(SETTINGS)
        self._cluster = _start_local(where)
        self._guard = ExitStack()
        if self._cluster is None:  # the scheduler of workers on this machine is in this process, and reads tasks
            self._guard.enter_context(only_plain_data())
        self._allowed: list[str] | None = None
        try:
            self._client = _connect(where if self._cluster is None else self._cluster)
        except BaseException:
            self._guard.close()
            raise
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
        self._guard.close()
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
        ExecutorLostError
            If the scheduler is lost, or if there has been no worker for a minute.
        """
        waiting = enumerate(tasks)
        running: dict[Future, tuple[int, Model | None]] = {}
        ended: queue.SimpleQueue[Future] = queue.SimpleQueue()
        try:
            while True:
                while len(running) < AHEAD * self._workers() and (following := next(waiting, None)) is not None:
                    number, task = following
                    future = self._submit(task)
                    running[future] = number, _model_of(task)
                    future.add_done_callback(ended.put)
                if not running:
                    return
                future = self._next(ended, check)
                number, model = running.pop(future)
                yield number, self._result_of(future, model, check)
        finally:
            if running:
                with suppress(Exception):
                    self._client.cancel(list(running))

    def _result_of(self, future: Future, model: Model | None, check: Callable[[], None]) -> Result | TaskFailure:
        """Return the result of a task that has ended. Its worker may have stopped since, so `check` is called."""
        if future.status in ("cancelled", "lost"):
            raise ExecutorLostError(_LOST)
        if future.status != "finished":
            return TaskFailure(DIED)
        fetching = self._begin(future.result)
        try:
            while not fetching.done():
                check()
                wait([fetching], timeout=PAUSE)
        finally:
            fetching.cancel()
        try:
            return load_result(fetching.result(), model)
        except Exception as failure:  # the task has ended well, so only the connection can fail
            raise ExecutorLostError(_LOST) from failure

    def _begin(self, ask: Callable[[], Any]) -> ConcurrentFuture[Any]:
        """Call a function of Dask in the thread of its client, where it does not block."""

        async def call() -> Any:
            return await ask()

        return asyncio.run_coroutine_threadsafe(call(), self._client.loop.asyncio_loop)

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
        model = _model_of(task)
        try:
            if model is not None and not self._is_sent(model):
                self._model = model
                self._sent = self._client.submit(
                    pickle.loads, _pickled(model), key=_key("model"), workers=self._allowed
                )
            sent = None if model is None else self._sent
            return self._client.submit(_run, sent, _pickled_task(task), key=_key("task"), workers=self._allowed)
        except Exception as error:
            raise ExecutorLostError(_LOST) from error

    def _is_sent(self, model: Model) -> bool:
        """Whether the workers have this model, unless it was lost with too many of them."""
        return self._model is model and self._sent is not None and self._sent.status != "error"

    def _workers(self) -> int:
        """Return the number of tasks that can run at once, at least 1. Raise `ExecutorLostError` if all is lost."""
        now = time.monotonic()
        if self._client.status != "running":
            raise ExecutorLostError(_LOST)
        if now >= self._counted + COUNTED:
            try:
                self._slots = sum(self._client.nthreads().values())
            except Exception as error:
                raise ExecutorLostError(_LOST) from error
            self._counted = now
            if self._cluster is not None and self._slots < self._started:
                self._cluster.scale(self._started)  # Dask gives a worker up that does not come back within 15 seconds
        self._seen = now if self._slots else self._seen
        if now >= self._seen + NO_WORKER:
            raise ExecutorLostError(f"the cluster has had no worker for {NO_WORKER:.0f} seconds")
        return max(1, self._slots)

    def _check_workers(self) -> None:
        """Refuse a cluster without workers, or with workers that would find other seatings.

        Workers that do not answer get no tasks.
        """
        try:
            self._client.wait_for_workers(1, timeout=CONNECTING)
            addresses = list(self._client.nthreads())
            asked = {each: self._begin(partial(self._ask_versions, each)) for each in addresses}
            wait(asked.values(), timeout=CONNECTING, return_when=FIRST_COMPLETED)
            wait(asked.values(), timeout=ANSWERING)
            found = {each: answer.result().get(each) for each, answer in asked.items() if answer.done()}
        except Exception as error:
            raise UsageError(_SILENT) from error
        if not found:
            raise UsageError(_SILENT)
        refuse_versions(found, versions())
        if len(found) < len(addresses):
            self._allowed = list(found)

    def _ask_versions(self, address: str) -> Any:
        return self._client.run(versions, workers=[address], on_error="return")


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
                f"The worker {worker} cannot import the program ({type(theirs).__name__}). Install there what is "
                f"installed here: seating {mine['seating']} with the part `cluster`."
            )
        names = [name for name in mine if theirs.get(name) != mine[name]]
        if names:
            differing = "; ".join(f"{name} {theirs.get(name)} there, {mine[name]} here" for name in names)
            raise UsageError(
                f"The worker {worker} has other versions: {differing}. The same search could give another seating "
                "there. Install the same versions on all machines."
            )


_SILENT = "no worker of the cluster answers. Start one with: dask worker ADDRESS"

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
    failure: RuntimeError | None = None
    for _ in range(STARTS):
        try:
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
        except RuntimeError as error:  # a worker was killed before it ran; it has closed the others
            failure = error
    raise UsageError(
        f"The workers of {where} did not start, because something ended one of them each time. The system may have too "
        "little memory for them. Try fewer workers, such as --cluster local:2."
    ) from failure


def dask_setup(worker: Any) -> None:
    """Let Ctrl-C reach only the process that started this worker. Dask calls the function in workers of this machine.

    Parameters
    ----------
    worker : distributed.Worker
        Not used.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _connect(where: str | LocalCluster) -> PlainClient:
    try:
        return PlainClient(where, timeout=CONNECTING, set_as_default=False)
    except Exception as error:
        raise UsageError(
            f"No scheduler answers at {where}. Start one with `dask scheduler`, and give the address that it prints."
        ) from error


def _pickled(value: Any) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _key(what: str) -> str:
    """Return a key that no other task has; schedulers show keys."""
    return f"seating-{what}-{os.urandom(8).hex()}"


def _model_of(task: Task) -> Model | None:
    return getattr(task, "model", None)


def _pickled_task(task: Task) -> bytes:
    """Return the kind of a task and its fields but the model, which is sent apart."""
    names = [each.name for each in fields(task) if each.name != "model"]
    return _pickled((type(task), {name: getattr(task, name) for name in names}))


def _run(model: Model | None, content: bytes) -> str:
    """Carry out a task, on a worker. The result is a text, so that reading it runs nothing."""
    try:
        kind, values = pickle.loads(content)
        shared = {} if model is None else {"model": model}
        return dump_result(kind(**shared, **values).run())
    except Exception as error:
        return dump_result(TaskFailure(f"{type(error).__name__}: {error}"))
