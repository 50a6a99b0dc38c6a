"""Save a seating: write the inferred convening, the ledger entry and the files of each round, in this order."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from seating.api.ledger_state import LedgerState
from seating.api.request import Request
from seating.api.result import Solved
from seating.convening import write_inferred
from seating.convening.files import INFERRED
from seating.errors import FolderHeldError, UsageError
from seating.ledger import Kind, Ledger, lock_folder
from seating.report.files import readable_reasons
from seating.result import Result
from seating.wording import listed

__all__ = ["Hold", "save", "write_rounds"]


class Hold:
    """Lock the output folder of a run that writes, from before its ledger is read until everything is written.

    A folder that does not exist is created by `ready`, after the inputs were validated, so that an error in them
    leaves nothing behind.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        self._stack = ExitStack()
        self._is_held = False

    def __enter__(self) -> Self:
        if self._request.write and _is_there(self._request.out):
            self._hold()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def ready(self, past: LedgerState) -> None:
        """Raise `UsageError` if nothing could be written, before any time is spent on solving."""
        if self._request.write and past.strangers is not None:
            other = (self._request.out / "another").as_posix()
            raise UsageError(f"{past.strangers} Give these people a folder of their own, as with --out {other}.")
        if not self._request.write:
            return
        from seating.report.output import Manifest, round_files

        out = self._request.out
        ours = Manifest(out)
        for number in range(past.round_number, past.round_number + self._request.rounds):
            ours.refuse_others(round_files(self._request.round_folder(number), self._request.packet))
        if not self._is_held:
            _make(out)
            self._hold()
            if Ledger.open(out).entries:  # written after this run found no ledger
                raise FolderHeldError(f"Another run has just saved a round in {out}. Run it again to go on from there.")

    def _hold(self) -> None:
        out = self._request.out
        if not os.access(out, os.W_OK | os.X_OK):
            raise UsageError(f"{out} cannot be written: you may not write there")
        self._stack.enter_context(lock_folder(out))
        self._is_held = True


def _is_there(out: Path) -> bool:
    with readable_reasons(out):  # the name may be too long, or the links may form a loop
        return out.is_dir()


def _make(out: Path) -> None:
    with readable_reasons(out):
        out.mkdir(parents=True, exist_ok=True)


def save(request: Request, past: LedgerState, result: Solved) -> Solved:
    """Save a seating and write its pages. Return the result with the names of the files.

    Parameters
    ----------
    request : Request
    past : LedgerState
        The ledger as it was read. The folder must have been locked since.
    result : Solved
        The open round, with the rounds planned ahead.

    Raises
    ------
    UsageError
        When something cannot be written. A round whose entry was saved stays saved, marked as unfinished.
    """
    from seating.report.output import Manifest

    files = {}
    if result.convening.is_inferred:
        where = request.out / INFERRED
        write_inferred(result.convening, where)
        files["convening"] = where.as_posix()
    Manifest(request.out).add(())  # the manifest tells this folder from one of an earlier version
    return write_rounds(request, _enter(past, result), replace(result, files=files))


def write_rounds(request: Request, ledger: Ledger, result: Solved) -> Solved:
    """Write the pages of the newest seating in a ledger. Return the result with the names of the files.

    The rounds count as unfinished until every page is written. An exception on the way gets a note that says so.

    Parameters
    ----------
    request : Request
        Gives the output folder and the settings of the pages.
    ledger : Ledger
        The ledger, with the entry of the seating.
    result : Solved
        The open round, with the rounds planned ahead.

    Raises
    ------
    UsageError
        When something cannot be written.
    """
    assert ledger.last is not None
    entry = ledger.last.entry
    try:
        files = {**result.files, "ledger": (ledger.folder / entry.file_name).as_posix()}
        later = tuple(replace(ahead, files=_pages(request, ahead)) for ahead in result.ahead)
        written = _pages(request, replace(result, files=files))
        ledger.finish(entry)
    except BaseException as error:
        numbers = [str(each.round) for each in entry.seating.rounds]
        which = f"Round {numbers[0]} is" if len(numbers) == 1 else f"Rounds {listed(numbers)} are"
        error.add_note(
            f"{which} saved in {ledger.folder}, but not all pages are written. "
            "Run the same command again to write them. The seating will not change."
        )
        raise
    return replace(result, files={**written, **files}, ahead=later)


def _pages(request: Request, result: Result) -> Mapping[str, str]:
    """Write the pages of one round. Return their paths by kind of file."""
    from seating.report.output import write_outputs
    from seating.report.settings import STANDARD

    folder = request.round_folder(result.room.round_number)
    return write_outputs(result, folder, request.packet, request.settings or STANDARD)


def _enter(past: LedgerState, result: Solved) -> Ledger:
    """Write the entry of a seating, preceded by an entry of imported rounds if there are new ones."""
    from seating.report.record import seated_content

    ledger = past.ledger
    if past.imported is not None:
        ledger = ledger.add(Kind.IMPORTED, past.imported)
    closed = None if past.closing is None else past.closing.record
    return ledger.add(Kind.SEATED, seated_content(result, closed), has_pages=True)
