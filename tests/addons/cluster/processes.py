"""A scheduler and workers of Dask as processes of their own, on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace

from tests.shape import ROOT
from tests.waiting import wait_until

LOUD = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "debug"}


@contextmanager
def cluster_of(folder: Path, workers: int = 1):
    """Yield the address, the processes, the page's address and the files of logs; end all at the end.

    The processes are a scheduler and the nanny of each worker.
    """
    paths = filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)])
    env = {**os.environ, **LOUD, "PYTHONPATH": os.pathsep.join(paths)}
    told = folder / "scheduler.json"
    logs = [folder / f"{n}.log" for n in range(workers + 1)]
    processes = []

    def start(*command):
        with logs[len(processes)].open("wb") as log:
            processes.append(
                subprocess.Popen((sys.executable, "-m", *command), env=env, stderr=log, stdout=log, cwd=folder)
            )

    try:
        here = ("--host", "127.0.0.1")
        shown = ("--dashboard-address", "127.0.0.1:0")
        start("distributed.cli.dask_scheduler", *here, "--port", "0", *shown, "--scheduler-file", str(told))
        found = _read(told)
        address = found["address"]
        page = f"http://127.0.0.1:{found['services']['dashboard']}"
        for _ in range(workers):
            start("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", *here)
        wait_until(lambda: logs[0].read_bytes().count(b"Register worker") >= workers)
        scheduler, *nannies = processes
        yield SimpleNamespace(address=address, page=page, scheduler=scheduler, nannies=nannies, logs=logs)
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGTERM)
        for process in processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def _read(told: Path) -> dict:
    found = {}

    def is_whole() -> bool:
        with suppress(OSError, ValueError):
            found.update(json.loads(told.read_text(encoding="utf-8")))
        return bool(found)

    wait_until(is_whole)
    return found
