"""What the processes of a cluster send each other: every byte, by who sent it to whom."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path

import dask
import pytest

from tests.addons.cluster.recorder.sitecustomize import record
from tests.shape import ROOT

RECORDER = Path(__file__).parent / "recorder"

HIDDEN = "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"
"""Encodings in which a text is looked for."""

Wire = Mapping[tuple[str, str], bytes]
"""All that one kind of process has sent to another: driver, scheduler, nanny, worker, or other for no such process."""


@contextmanager
def recorded(folder: Path):
    """Record, uncompressed, what this process sends and what every process sends that is started meanwhile."""
    folder.mkdir()
    end = record(folder)
    try:
        with pytest.MonkeyPatch.context() as patch, dask.config.set({"distributed.comm.compression": False}):
            patch.setenv("RECORDED_WIRE", str(folder))
            patch.setenv("DASK_DISTRIBUTED__COMM__COMPRESSION", "False")
            patch.setenv("PYTHONPATH", os.pathsep.join([str(RECORDER), str(ROOT)]))
            yield
    finally:
        end()


def read_wire(folder: Path, roles: Mapping[int, str]) -> Wire:
    """Return what was recorded.

    Parameters
    ----------
    folder : Path
    roles : mapping of int to str
        The kind of each process by its id. All other processes are workers.
    """
    files = [(*map(int, file.name.split("-")), file.read_bytes()) for file in sorted(folder.iterdir())]
    sender = {(own, other): roles.get(process, "worker") for process, own, other, _ in files}
    wire = defaultdict(bytes)
    for _, own, other, sent in files:
        wire[sender[own, other], sender.get((other, own), "other")] += sent
    return wire


def holds(sent: bytes, text: str) -> bool:
    """Whether a text is somewhere in what was sent, in upper or lower case, in any usual encoding."""
    return any(text.lower().encode(encoding) in sent.lower() for encoding in HIDDEN)
