"""A convening as a task: a worker reads its files, seats the people, and writes its folder. It sends back the row."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seating.addons.batch.batch_rows import BatchRow, dump_row, failed_row
from seating.addons.batch.batch_start import open_convening
from seating.api.request import Request
from seating.api.solve import solve_in_steps
from seating.engines import SILENT
from seating.engines.in_process import InProcess
from seating.errors import FolderHeldError, UsageError
from seating.tasks.jobs import run_here
from seating.tasks.task import TextResult

HELD = 60.0
"""Seconds to wait for a folder that another worker is using."""

PAUSE = 0.2
"""Seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class ConveningTask:
    """A convening to be seated where its files are.

    Attributes
    ----------
    folder, out : str
        The convening's folder and its output folder, as the worker finds them.
    options : mapping of str to value
        Those of `batch_start.OPTIONS`.
    newest : int
        The number of the newest entry of its ledger when the batch began; 0 without one. A seating with a higher
        number is that of a worker that died before it could send its row, or of an earlier run of the same batch.
    only_changed : bool
        As for `run_batch`.
    """

    folder: str
    out: str
    options: Mapping[str, Any]
    newest: int = 0
    only_changed: bool = False

    def run(self) -> TextResult:
        """Seat the convening and save it, with its pages. Return its row, also if it failed."""
        deadline, row = time.monotonic() + HELD, self._try_to_seat()
        while row.exit_code == FolderHeldError.exit_code and time.monotonic() < deadline:
            time.sleep(PAUSE)  # the driver of the other worker was killed, or the cluster gave that worker up too early
            row = self._try_to_seat()
        return TextResult(dump_row(row))

    def _try_to_seat(self) -> BatchRow:
        folder = Path(self.folder)
        try:
            return self._seat(folder, Path(self.out))
        except Exception as error:
            return failed_row(folder.name, error)

    def _seat(self, folder: Path, out: Path) -> BatchRow:
        if not folder.is_dir():
            raise UsageError(f"The worker has no folder {folder}. Name the folder of the convenings as all workers do.")
        request = Request(out=out, **self.options)
        found = open_convening(folder, request, self.newest, only_changed=self.only_changed)
        if isinstance(found, BatchRow):
            return found
        worker = InProcess(found.request.stop_signal)
        return found.finish(found.seated or run_here(solve_in_steps(found.request, worker), SILENT, worker))
