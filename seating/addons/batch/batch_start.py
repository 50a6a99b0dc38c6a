"""Go on with a batch that ended early: the same command seats what is missing, and no round twice.

When a batch begins, it writes into its output folder how far the ledger of each convening is. The file is removed once
every convening is seated or has an error of its own. If it is there, an earlier run ended before, and a ledger that is
further by now has the round that the batch was to seat.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from seating.addons.batch.batch_folders import find_list
from seating.addons.batch.batch_rows import BatchRow, solved_row
from seating.addons.batch.unchanged import digest_inputs, find_unchanged, keep
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.saved_rounds.saved_result import saved_result
from seating.api.saved_rounds.saving import render_report_again
from seating.ledger import ROUNDS, Ledger
from seating.ledger.atomic_files import readable_reasons, refuse_links, replace_file
from seating.ledger.folder import find_newest

START = ".seating-batch"
"""The file, in the output folder of the batch."""

OPTIONS = ("time_limit", "seed", "next_round", "packet", "settings")
"""The options of a batch that each of its convenings has. With others, the command is not the same."""


@dataclass(frozen=True)
class BatchStart:
    """How far the ledgers of the convenings were when a batch began.

    Attributes
    ----------
    newest : mapping of str to int
        The number of the newest entry, by the name of the folder; 0 without one.
    is_continued : bool
        Whether an earlier run of the same command has seated some of them.
    only_changed : bool
        Whether convenings are left out whose files are those from which they were seated.
    """

    newest: Mapping[str, int]
    is_continued: bool = False
    only_changed: bool = False


@dataclass(frozen=True)
class Opened:
    """A convening whose files are not those from which it was seated.

    Attributes
    ----------
    folder : str
        The name of its folder.
    request : Request
        What is to be solved.
    inputs : str
        The digest of its files.
    seated : Solved or None
        Its seating, if the batch has seated it already.
    """

    folder: str
    request: Request
    inputs: str
    seated: Solved | None

    def finish(self, solved: Solved) -> BatchRow:
        """Return the row of the convening, now that it is seated, and keep what it was seated from."""
        row = solved_row(self.folder, solved, self.request.out.parent)
        keep(self.request, self.inputs, row)
        return row


def begin(folders: Iterable[Path], request: Request) -> BatchStart:
    """Return how far the ledgers were when this batch began, and keep it in the output folder until `end`.

    Parameters
    ----------
    folders : iterable of Path
        Those of the convenings.
    request : Request
        That of the batch.

    Raises
    ------
    UsageError
        When the output folder cannot be written.
    """
    path, command = request.out / START, {name: str(getattr(request, name)) for name in OPTIONS}
    earlier = _read(path, command)
    now = {one.name: find_newest(request.out / one.name / ROUNDS) for one in folders}
    newest = {name: min(number, earlier.get(name, number)) for name, number in now.items()}
    with readable_reasons(request.out):
        request.out.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps({"command": command, "newest": newest}).encode())
    return BatchStart(newest, any(newest[name] < number for name, number in now.items()))


def end(out: Path) -> None:
    """Note that a batch has done what it can."""
    with readable_reasons(out):
        (out / START).unlink(missing_ok=True)


def open_convening(folder: Path, request: Request, newest: int, *, only_changed: bool = False) -> BatchRow | Opened:
    """Return a convening that is to be seated, or the row of one that is not to be seated again.

    Parameters
    ----------
    folder : Path
    request : Request
        That of the batch, with the output folder of the convening.
    newest : int
        The number of the newest entry of its ledger when the batch began.
    only_changed : bool
        Whether a convening is not seated again from the same files.
    """
    inputs = digest_inputs(folder, request)
    request = replace(request, people=str(find_list(folder)), elsewhere=None, started=time.monotonic())
    refuse_links(request.out.parent, request.out)
    if only_changed and (row := find_unchanged(request, inputs)) is not None:
        return row
    found = _seated_or_request(request, newest)
    if isinstance(found, Solved):
        return Opened(folder.name, request, inputs, found)
    return Opened(folder.name, found, inputs, None)


def _seated_or_request(request: Request, newest: int) -> Solved | Request:
    """Return the seating of a convening that the batch has seated already, or what is to be solved.

    A round that was closed is not closed again. Where the list or the convening has changed since, the open round is
    seated again, and so is one whose search was interrupted.
    """
    saved = Ledger.open(request.out).sound.last
    if saved is None or saved.entry.number <= newest:
        return request
    request = replace(request, next_round=False)
    found = saved_result(request)
    is_interrupted = any(note.slug == "interrupted" for note in found.result.notes)
    return render_report_again(request) if found.is_unchanged and not is_interrupted else request


def _read(path: Path, command: Mapping[str, str]) -> dict[str, int]:
    """Return what an earlier run of the same command wrote; nothing if there is no such run."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        found = json.loads(path.read_bytes())
        if found["command"] == command:
            return {str(name): int(number) for name, number in found["newest"].items()}
    return {}
