"""Change several files as one step: all changes are written down first, and then carried out.

The new contents are written to a folder of their own, and last of all the plan of where they belong. From then
on the step counts as taken: whoever finds a plan carries it out from the beginning, which may be done any number of
times. A run that is killed before the plan is complete leaves all files as they were.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from seating.errors import UsageError, reason_of
from seating.ledger.atomic_files import make_private_folder, refuse_links, replace_file, write_new
from seating.wording import said

JOURNAL = ".seating-forget"
"""The folder of the plan and of the new contents, in the output folder."""

PLAN = "plan.json"


def is_pending(out: Path) -> bool:
    """Whether a run ended after it had written down its changes and before it had carried out all of them."""
    return (out / JOURNAL / PLAN).is_file()


def write_plan(out: Path, contents: Mapping[Path, bytes], removed: Collection[Path]) -> None:
    """Write down new contents of files and which files to remove. The caller must have locked the output folder.

    Parameters
    ----------
    out : Path
        The output folder.
    contents : mapping of Path to bytes
        New contents, written in this order.
    removed : collection of Path

    Raises
    ------
    UsageError
        When something cannot be written, or would be changed through a link. No file is changed.
    """
    folder = out / JOURNAL
    _refuse_links(out, [*contents, *removed])
    _clear(folder)
    make_private_folder(out, Path(JOURNAL))
    writes = []
    for number, (path, content) in enumerate(contents.items(), start=1):
        name = f"{number:06d}"
        write_new(folder / name, content, is_private=True)
        writes.append([_written(path, out), name])
    plan = {"write": writes, "remove": [_written(path, out) for path in removed]}
    replace_file(folder / PLAN, json.dumps(plan, ensure_ascii=True).encode(), is_private=True)


def carry_out(out: Path) -> None:
    """Carry out the plan in an output folder, if there is one. The caller must have locked the output folder.

    Raises
    ------
    UsageError
        When a file cannot be changed, or would be changed through a link. The plan stays, and the next call begins
        again.
    """
    folder = out / JOURNAL
    refuse_links(out, folder)
    if is_pending(out):
        plan = _read_plan(folder / PLAN)
        contents = {out / target: name for target, name in plan["write"]}
        removed = [out / target for target in plan["remove"]]
        _refuse_links(out, [*contents, *removed])
        for path, name in contents.items():
            replace_file(path, _read(folder / name), is_private=True, advice=_AGAIN)
        for path in removed:
            _remove(path)
            _remove_empty(path.parent, out)
        _remove(folder / PLAN)
    _clear(folder)


def _refuse_links(out: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        if path.is_relative_to(out):  # the convener named the others
            refuse_links(out, path)


_AGAIN = said("The run is not finished. To finish it, run `seating forget` with the same --out and no name.")


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        says = said("%(path)s cannot be removed: %(reason)s", path=path, reason=reason_of(error))
        raise UsageError(said("%(text)s. %(hint)s", text=says, hint=_AGAIN)) from None


def _read_plan(path: Path) -> Any:
    try:
        return json.loads(_read(path))
    except ValueError as error:
        raise UsageError(said("%(path)s cannot be read: %(reason)s", path=path, reason=str(error))) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        says = said("%(path)s cannot be read: %(reason)s", path=path, reason=reason_of(error))
        raise UsageError(said("%(text)s. %(hint)s", text=says, hint=_AGAIN)) from None


def _written(path: Path, out: Path) -> str:
    """Return a path as the plan has it: relative to the output folder if it is inside, otherwise absolute."""
    return (path.relative_to(out) if path.is_relative_to(out) else path.resolve()).as_posix()


def _remove_empty(folder: Path, out: Path) -> None:
    for each in _folders_up_to(folder, out):
        with suppress(OSError):  # it is not empty
            each.rmdir()


def _folders_up_to(folder: Path, out: Path) -> Iterator[Path]:
    while folder != out and folder.is_relative_to(out):
        yield folder
        folder = folder.parent


def _clear(folder: Path) -> None:
    """Remove what is left of a journal whose plan was carried out or never completed."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
