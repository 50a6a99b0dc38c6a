"""Seat the convenings of a folder, one after another or several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from seating.addons.batch.batch_page import render_batch
from seating.addons.batch.batch_rows import NOT_SEATED, BatchRow, batch_csv, failed_row, read_row
from seating.addons.batch.batch_start import OPTIONS, BatchStart, Opened, begin, end, open_convening
from seating.addons.batch.convening_task import ConveningTask
from seating.api.request import Request
from seating.api.solve import solve_in_steps, solve_request
from seating.engines import Child, Ending, Worker
from seating.engines.prestart import kept
from seating.errors import UsageError
from seating.ledger.atomic_files import readable_reasons
from seating.present.settings import STANDARD, Settings
from seating.report.output import Manifest
from seating.tasks.executor import Executor, ExecutorLostError
from seating.tasks.jobs import Steps, run_at_once
from seating.tasks.processes import ProcessExecutor
from seating.tasks.task import TextResult

SUMMARY, PAGE = "batch.csv", "batch.html"

OnRow = Callable[[BatchRow, int], None]
"""Receives each row as soon as it is known, and the number of convenings."""


@dataclass(frozen=True)
class Batch:
    """The convenings of a folder, in the order of their names.

    Attributes
    ----------
    rows : tuple of BatchRow
    is_interrupted : bool
        Whether Ctrl-C ended the run.
    is_continued : bool
        Whether the run went on with a batch that had ended early.
    """

    rows: tuple[BatchRow, ...]
    is_interrupted: bool = False
    is_continued: bool = False


def run_batch(
    folders: list[Path],
    request: Request,
    on_row: OnRow,
    files_on_workers: Path | None = None,
    at_once: int = 1,
    *,
    only_changed: bool = False,
) -> Batch:
    """Seat each convening and save it, with its pages, in a folder of the output folder. A failure ends only its own.

    If an earlier run of the same command ended early, what it has seated is kept.

    Parameters
    ----------
    folders : list of Path
        See `find_folders`.
    request : Request
        The options for all convenings; `out` is the folder of the summary. With `elsewhere`, each search is a task.
    on_row : callable
        Is told of each convening as soon as it is seated: its row, and the number of convenings.
    files_on_workers : Path, optional
        Where the workers of the cluster find the folder that has the convenings. They do everything then, and the
        output folder must be in it.
    at_once : int
        Number of convenings that are seated at once on this machine, each in a process of its own.
    only_changed : bool
        Whether to leave out convenings whose files are those from which an earlier batch has seated them.

    Raises
    ------
    UsageError
        When the cluster cannot be used, the output folder cannot be written, or the workers would not find it.
    """
    here = folders[0].parent, request.out
    where = None if files_on_workers is None else _find_there(here[0], request, files_on_workers)
    start = replace(begin(folders, request), only_changed=only_changed)
    rows: dict[str, BatchRow] = {}

    def note(row: BatchRow) -> None:
        rows[row.folder] = row
        on_row(row, len(folders))

    is_interrupted, why = False, "The run ended before."
    try:
        if request.elsewhere is None and at_once == 1:
            _seat_in_turn(folders, request, start, note)
        elif request.elsewhere is None:
            with ProcessExecutor(at_once) as executor:
                _seat_on_workers(folders, request, start, here, executor, note)
        else:
            with request.elsewhere.open() as executor:
                if where is None:
                    _seat_at_once(folders, request, start, executor, note)
                else:
                    _seat_on_workers(folders, request, start, where, executor, note)
    except KeyboardInterrupt:
        is_interrupted = True
    except ExecutorLostError as error:
        why = f"Not seated, because {error}."
    waiting = [
        BatchRow(each.name, NOT_SEATED, message=why, exit_code=UsageError.exit_code, is_cut=True)
        for each in folders
        if each.name not in rows
    ]
    every = sorted([*rows.values(), *waiting], key=lambda row: row.folder)
    return Batch(tuple(every), is_interrupted, start.is_continued)


def _seat_in_turn(
    folders: Iterable[Path], request: Request, start: BatchStart, note: Callable[[BatchRow], None]
) -> None:
    """Seat one convening after another, as `seating solve` does. Raise `KeyboardInterrupt` after Ctrl-C."""
    with kept():
        for folder in folders:
            ending = None
            try:
                found = _open(folder, request, start)
                if isinstance(found, Opened):
                    solved = found.seated or solve_request(found.request)
                    ending, found = solved.ending, found.finish(solved)
            except Exception as error:
                found = failed_row(folder.name, error)
            note(found)
            if ending is Ending.INTERRUPTED:
                raise KeyboardInterrupt


def _seat_at_once(
    folders: Iterable[Path], request: Request, start: BatchStart, executor: Executor, note: Callable[[BatchRow], None]
) -> None:
    """Search for several seatings at once, each as one task. Everything else happens here, one after another."""
    with Child(stop_signal=request.stop_signal) as worker:
        jobs = ((folder.name, _seat_in_steps(folder, request, start, worker)) for folder in folders)
        for name, found in run_at_once(executor, jobs, request.stop_signal.check):
            note(found if isinstance(found, BatchRow) else failed_row(name, found))


def _find_there(folder: Path, request: Request, there: Path) -> tuple[Path, Path]:
    """Return where the workers find the folder of the convenings and the output folder."""
    out = request.out.resolve()
    if request.elsewhere is None:
        raise UsageError("--files-on-workers needs --cluster.")
    if not out.is_relative_to(folder.resolve()):
        raise UsageError(
            f"The workers would not find the output folder {request.out}. With --files-on-workers it must be in "
            f"{folder}, as it is without --out."
        )
    return there, there / out.relative_to(folder.resolve())


def _seat_on_workers(
    folders: list[Path],
    request: Request,
    start: BatchStart,
    where: tuple[Path, Path],
    executor: Executor,
    note: Callable[[BatchRow], None],
) -> None:
    """Let the workers read, seat and write, each one convening at a time. Only the rows come back."""
    (there, out), options = where, {name: getattr(request, name) for name in OPTIONS}
    tasks = (
        ConveningTask(str(there / one.name), str(out / one.name), options, start.newest[one.name], start.only_changed)
        for one in folders
    )
    for number, found in executor.run(tasks, request.stop_signal.check):
        name = folders[number].name
        if isinstance(found, TextResult):
            note(read_row(found.text, name))
        else:
            note(failed_row(name, getattr(found, "reason", "the task gave no row")))


def _seat_in_steps(folder: Path, request: Request, start: BatchStart, worker: Worker) -> Steps[BatchRow]:
    found = _open(folder, request, start)
    if isinstance(found, BatchRow):
        return found
    return found.finish(found.seated or (yield from solve_in_steps(found.request, worker)))


def _open(folder: Path, request: Request, start: BatchStart) -> BatchRow | Opened:
    one = replace(request, out=request.out / folder.name)
    return open_convening(folder, one, start.newest[folder.name], only_changed=start.only_changed)


def write_batch(batch: Batch, out: Path, settings: Settings | None = None) -> Mapping[str, str]:
    """Write the summary to the output folder, as a table and as a page, and return the files by name.

    After a run that ended early, the same command goes on with the rest.

    Parameters
    ----------
    batch : Batch
    out : Path
        The output folder. It is made if it does not exist.

    Raises
    ------
    UsageError
        When the file cannot be written, or someone else's file has its name.
    """
    title = out.resolve().parent.name if out.name == "reports" else out.resolve().name
    page = render_batch([vars(row) for row in batch.rows], title, settings or STANDARD)
    content = {out / SUMMARY: batch_csv(batch.rows), out / PAGE: page.encode(errors="replace")}
    with readable_reasons(out):
        out.mkdir(parents=True, exist_ok=True)
    Manifest(out).write(content)
    if not any(row.is_cut for row in batch.rows):
        end(out)
    return {path.name.replace(".", "_"): path.as_posix() for path in content}
