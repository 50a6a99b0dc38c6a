"""Writes what a run found: the convening that was inferred, an entry of the ledger, and each round's files."""

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
from seating.convening.writer import INFERRED
from seating.errors import FolderHeldError, UsageError
from seating.ledger import Kind, Ledger, lock_folder
from seating.report.files import readable_reasons
from seating.result import Result
from seating.wording import listed

__all__ = ["Hold", "save", "write_rounds"]


class Hold:
    """Holds the output folder of a run that writes, from before its ledger is read until all is written.

    A folder that is not there yet is made by `ready`, once the inputs are known to be sound: an error
    in them leaves nothing behind.
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
        """Raise `UsageError` where nothing could be written, before time is spent on a seating."""
        if self._request.write and past.strangers is not None:
            other = (self._request.out / "another").as_posix()
            raise UsageError(f"{past.strangers} Give these people a folder of their own, as with --out {other}.")
        if not self._request.write:
            return
        from seating.report.manifest import Manifest, round_files

        out = self._request.out
        ours = Manifest(out)
        for number in range(past.round_number, past.round_number + self._request.rounds):
            ours.refuse_others(round_files(self._request.round_folder(number), self._request.packet))
        if not self._is_held:
            _make(out)
            self._hold()
            if Ledger.open(out).entries:  # since the ledger was read, when there was none
                raise FolderHeldError(f"Another run has just saved a round in {out}. Run it again to go on from there.")

    def _hold(self) -> None:
        out = self._request.out
        if not os.access(out, os.W_OK | os.X_OK):
            raise UsageError(f"{out} cannot be written: you may not write there")
        self._stack.enter_context(lock_folder(out))
        self._is_held = True


def _is_there(out: Path) -> bool:
    with readable_reasons(out):  # a name too long for a file, a loop of links
        return out.is_dir()


def _make(out: Path) -> None:
    with readable_reasons(out):
        out.mkdir(parents=True, exist_ok=True)


def save(request: Request, past: LedgerState, result: Solved) -> Solved:
    """Save a seating and write its pages; return the result that names the files.

    Parameters
    ----------
    request : Request
    past : Past
        What was read of the ledger, by whoever holds the folder since.
    result : Solved
        The open round, with those planned ahead of it.

    Raises
    ------
    UsageError
        When something cannot be written; a round whose entry was saved stays saved, as unfinished.
    """
    from seating.report.manifest import Manifest

    files = {}
    if result.convening.is_inferred:
        where = request.out / INFERRED
        write_inferred(result.convening, where)
        files["convening"] = where.as_posix()
    Manifest(request.out).add(())  # as long as a folder without a ledger is told from one of an earlier version
    return write_rounds(request, _enter(past, result), replace(result, files=files))


def write_rounds(request: Request, ledger: Ledger, result: Solved) -> Solved:
    """Write the pages of what the newest seating of a ledger holds; return the result that names the files.

    The rounds count as unfinished until everything is written. Whatever keeps that from happening says so.

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
    """Write the pages of one round; return their names by what they are."""
    from seating.report.output import write_outputs
    from seating.report.settings import STANDARD

    folder = request.round_folder(result.room.round_number)
    return write_outputs(result, folder, request.packet, request.settings or STANDARD)


def _enter(past: LedgerState, result: Solved) -> Ledger:
    """Write the entry of a seating, and before it that of earlier seatings from elsewhere; return the ledger."""
    from seating.report.record import seated_content

    ledger = past.ledger
    if past.imported is not None:
        ledger = ledger.add(Kind.IMPORTED, past.imported)
    closed = None if past.closing is None else past.closing.record
    return ledger.add(Kind.SEATED, seated_content(result, closed), has_pages=True)
