"""A convening as a task: a worker reads its files, seats the people, and writes its folder. It sends back the row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seating.api.batch.batch_folders import find_list
from seating.api.batch.batch_rows import BatchRow, dump_row, failed_row, solved_row
from seating.api.request import Request
from seating.api.saved_rounds.saving import render_report_again
from seating.api.solve import solve_in_steps
from seating.engines import SILENT
from seating.engines.in_process import InProcess
from seating.errors import UsageError
from seating.ledger import Ledger
from seating.tasks.jobs import run_here
from seating.tasks.task import TextResult

OPTIONS = ("time_limit", "seed", "jobs", "next_round", "packet", "settings")
"""The options of a batch that each of its convenings has."""


@dataclass(frozen=True, slots=True)
class ConveningTask:
    """A convening to be seated where its files are.

    Attributes
    ----------
    folder, out : str
        The convening's folder and its output folder, as the worker finds them.
    options : mapping of str to value
        Those of `OPTIONS`.
    newest : int
        The number of the newest entry of its ledger when the task was made; 0 without one. A seating with a higher
        number is that of another worker, which died before it could send its row. The round is not seated again then.
    """

    folder: str
    out: str
    options: Mapping[str, Any]
    newest: int = 0

    def run(self) -> TextResult:
        """Seat the convening and save it, with its pages. Return its row, also if it failed."""
        folder = Path(self.folder)
        try:
            row = self._seat(folder, Path(self.out))
        except Exception as error:
            row = failed_row(folder.name, error)
        return TextResult(dump_row(row))

    def _seat(self, folder: Path, out: Path) -> BatchRow:
        if not folder.is_dir():
            raise UsageError(f"the worker has no folder {folder}. Name the folder of the convenings as all workers do.")
        request = Request(str(find_list(folder)), out=out, **self.options)
        saved = Ledger.open(out).sound.last
        if saved is not None and saved.entry.number > self.newest:
            solved = render_report_again(request)
        else:
            worker = InProcess(request.stop_signal)
            solved = run_here(solve_in_steps(request, worker), SILENT, worker)
        return solved_row(folder.name, solved, out.parent)
