"""Seat the convenings of a folder, one after another or, with a cluster, several at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from seating.api.batch.rows import NOT_SEATED, BatchRow, batch_csv, failed_row, solved_row
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve_in_steps, solve_request
from seating.engines import Ending
from seating.errors import UsageError
from seating.present.settings import STANDARD, Settings
from seating.report.files import readable_reasons
from seating.report.network import render_network
from seating.report.output import Manifest
from seating.report.study.page import render_batch
from seating.sources import LIST_SUFFIXES
from seating.tasks.cluster import open_cluster
from seating.tasks.executor import ClusterLostError, Executor
from seating.tasks.steps import Steps, run_at_once
from seating.wording import listed

BESIDE = frozenset({"convening", "resources", "commitments", "invitations"})
"""Names of files that may be beside a list."""

USUAL = frozenset({"people", "stakeholders", "members", "guests"})
"""Names of lists. They decide where a folder has several files."""

SUMMARY, PAGE, NETWORK = "batch.csv", "batch.html", "network.html"

OnRow = Callable[[BatchRow, int], None]
"""Receives each row as soon as it is known, and the number of convenings."""


@dataclass(frozen=True)
class Batch:
    """The convenings of a folder, in the order of their names.

    Attributes
    ----------
    rows : tuple of BatchRow
    is_interrupted : bool
        Whether Ctrl-C ended the run, or the cluster was lost.
    """

    rows: tuple[BatchRow, ...]
    is_interrupted: bool = False


def find_folders(folder: Path, out: Path) -> list[Path]:
    """Return the folders of the convenings, by name. Hidden folders and the output folder do not count.

    Parameters
    ----------
    folder : Path
        Has a folder for each convening.
    out : Path
        The output folder.

    Raises
    ------
    UsageError
        When there is none.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}. Name the folder that holds a folder for each convening.")
    found = [one for one in sorted(folder.iterdir()) if one.is_dir() and not one.name.startswith(".")]
    found = [one for one in found if one.resolve() != out.resolve()]
    if not found:
        raise UsageError(f"{folder} has no folders. Put each convening into a folder of its own, with its list.")
    return found


def find_list(folder: Path) -> Path:
    """Return the list of a convening.

    Raises
    ------
    UsageError
        When the folder has no list, or several files that may be the list.
    """
    files = [one for one in sorted(folder.iterdir()) if one.suffix.casefold() in LIST_SUFFIXES and one.is_file()]
    files = [one for one in files if one.stem.casefold() not in BESIDE and not one.name.startswith((".", "~$"))]
    usual = [one for one in files if one.stem.casefold() in USUAL]
    if len(files) == 1 or len(usual) == 1:
        return files[0] if len(files) == 1 else usual[0]
    if not files:
        raise UsageError(f"{folder} has no list. Put one there, for example people.csv.")
    names = listed([one.name for one in files], last="or")
    raise UsageError(f"{folder} has several files that may be the list: {names}. Name the list people.csv.")


def run_batch(folders: list[Path], request: Request, on_row: OnRow) -> Batch:
    """Seat each convening and save it, with its pages, in a folder of the output folder. A failure ends only its own.

    Parameters
    ----------
    folders : list of Path
        See `find_folders`.
    request : Request
        The options for all convenings; `out` is the folder of the summary. With `cluster`, each search is a task.
    on_row : callable
        Is told of each convening as soon as it is seated: its row, and the number of convenings.
    """
    rows: dict[str, BatchRow] = {}

    def note(row: BatchRow) -> None:
        rows[row.folder] = row
        on_row(row, len(folders))

    is_interrupted, why = False, "The run ended before."
    try:
        if request.cluster is None:
            _seat_in_turn(folders, request, note)
        else:
            with open_cluster(request.cluster) as executor:
                _seat_at_once(folders, request, executor, note)
    except KeyboardInterrupt:
        is_interrupted = True
    except ClusterLostError as error:
        why = f"Not seated, because {error}."
    waiting = [BatchRow(each.name, NOT_SEATED, message=why) for each in folders if each.name not in rows]
    return Batch(tuple(sorted([*rows.values(), *waiting], key=lambda row: row.folder)), is_interrupted)


def _seat_in_turn(folders: Iterable[Path], request: Request, note: Callable[[BatchRow], None]) -> None:
    """Seat one convening after another, as `seating solve` does. Raise `KeyboardInterrupt` after Ctrl-C."""
    for folder in folders:
        try:
            solved = solve_request(_request_for(folder, request))
            row = solved_row(folder.name, solved, request.out)
        except Exception as error:
            note(failed_row(folder.name, error))
            continue
        note(row)
        if solved.ending is Ending.INTERRUPTED:
            raise KeyboardInterrupt


def _seat_at_once(
    folders: Iterable[Path], request: Request, executor: Executor, note: Callable[[BatchRow], None]
) -> None:
    """Search for several seatings at once, each as one task. Everything else happens here, one after another."""
    jobs = ((folder.name, _seat_in_steps(folder, request)) for folder in folders)
    for name, found in run_at_once(executor, jobs, request.stop_signal.check):
        note(solved_row(name, found, request.out) if isinstance(found, Solved) else failed_row(name, found))


def _seat_in_steps(folder: Path, request: Request) -> Steps[Solved]:
    return (yield from solve_in_steps(_request_for(folder, request)))


def _request_for(folder: Path, request: Request) -> Request:
    return replace(
        request, people=str(find_list(folder)), out=request.out / folder.name, cluster=None, started=time.monotonic()
    )


def write_batch(batch: Batch, out: Path, settings: Settings | None = None) -> Mapping[str, str]:
    """Write the summary to the output folder, as a table and as a page, and return the files by name.

    If at least two convenings have a seating, a second page compares them for the people who hold the network together.

    Parameters
    ----------
    batch : Batch
    out : Path
        The output folder. It is made if it does not exist.

    Raises
    ------
    UsageError
        When the file cannot be written, or somebody else's file has its name.
    """
    title = out.resolve().parent.name if out.name == "reports" else out.resolve().name
    page = render_batch([vars(row) for row in batch.rows], title, settings or STANDARD)
    content = {out / SUMMARY: batch_csv(batch.rows), out / PAGE: page.encode(errors="replace")}
    cities = [row.city for row in batch.rows if row.city is not None]
    if len(cities) > 1:
        content[out / NETWORK] = render_network(cities, title, settings or STANDARD).encode(errors="replace")
    with readable_reasons(out):
        out.mkdir(parents=True, exist_ok=True)
    Manifest(out).write(content)
    return {path.name.replace(".", "_"): path.as_posix() for path in content}
