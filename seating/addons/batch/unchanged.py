"""Leave out the convenings whose files are those from which an earlier batch has seated them.

The output folder of each convening keeps digests of these files, and the row of the summary.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from seating._version import __version__
from seating.addons.batch.batch_rows import BatchRow, solved_row
from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.errors import FolderHeldError
from seating.ledger import ROUNDS
from seating.ledger.atomic_files import lock_folder, remove_unfinished, replace_file
from seating.ledger.folder import find_newest

KEPT = ".seating-inputs"
"""The file, in the output folder of a convening."""

OPTIONS = ("time_limit", "seed", "packet", "settings")
"""The options on which a seating and its pages depend."""


@dataclass(frozen=True)
class Kept:
    """What a convening was seated from.

    Attributes
    ----------
    inputs : str
        The digest of its files, of the options and of the version.
    answers : str
        The digest of the lists in its output folder that people fill in, as they were written.
    newest : int
        The number of the newest entry of its ledger.
    row : BatchRow
    """

    inputs: str
    answers: str
    newest: int
    row: BatchRow


_KEPT = TypeAdapter(Kept)


def digest_inputs(folder: Path, request: Request) -> str:
    """Return a digest of what a convening is seated from.

    Parameters
    ----------
    folder : Path
        All its files count, except hidden ones.
    request : Request
        That of the convening.
    """
    options = [__version__, *(str(getattr(request, name)) for name in OPTIONS)]
    files = (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.name.startswith("."))
    inside = (one for one in files if not one.is_relative_to(request.out.parent))
    return _digest(folder, inside, *options)


def find_unchanged(request: Request, inputs: str) -> BatchRow | None:
    """Return the row of a convening that need not be seated again; None if it must be.

    If another command has saved a round since, the list and the convening are compared with those of that round.

    Parameters
    ----------
    request : Request
        That of the convening.
    inputs : str
        The digest of its files as they are now.
    """
    with suppress(OSError, ValueError):
        kept = _KEPT.validate_json((request.out / KEPT).read_bytes())
        if not (request.out.parent / kept.row.report).is_file():
            return None
        if kept.newest == find_newest(request.out / ROUNDS):
            is_equal = (kept.inputs, kept.answers) == (inputs, _digest_answers(request.out))
            return replace(kept.row, is_unchanged=True) if is_equal else None
        saved = saved_result(replace(request, next_round=False))
        if saved.is_unchanged and not {"interrupted", "round-unfinished"} & {one.slug for one in saved.result.notes}:
            report = request.round_folder(saved.result.room.round_number) / "report.html"
            found = replace(saved.result, files={"report": report.as_posix()})
            return replace(solved_row(kept.row.folder, found, request.out.parent), is_unchanged=True)
    return None


def keep(request: Request, inputs: str, row: BatchRow) -> None:
    """Keep what a convening was seated from, unless its search ended early or another command is at work in its folder.

    Parameters
    ----------
    request : Request
        That of the convening.
    inputs : str
        The digest of its files before they were read.
    row : BatchRow
    """
    if not row.message:
        with suppress(FolderHeldError), lock_folder(request.out):
            remove_unfinished(request.out / KEPT)
            kept = Kept(inputs, _digest_answers(request.out), find_newest(request.out / ROUNDS), row)
            replace_file(request.out / KEPT, _KEPT.dump_json(kept), is_private=True)


def _digest_answers(out: Path) -> str:
    return _digest(out, sorted(out.glob("*.csv")))


def _digest(folder: Path, files: Iterable[Path], *texts: str) -> str:
    found = hashlib.sha256("\0".join(texts).encode(errors="surrogateescape"))
    for path in files:
        name = path.relative_to(folder).as_posix().encode(errors="surrogateescape")
        found.update(hashlib.sha256(name).digest() + _digest_content(path))
    return found.hexdigest()


def _digest_content(path: Path) -> bytes:
    """Return the digest of a file; that of one that cannot be read is never the same."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return os.urandom(32)
