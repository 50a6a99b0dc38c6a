"""Forget a person: say what would be done, or do it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from seating.api.day.arrivals import ARRIVALS
from seating.api.day.arrivals import LOCK as ARRIVALS_LOCK
from seating.api.forget.plan import Fate, FileChange, Inputs, Plan, list_others, make_plan
from seating.api.forget.subjects import Subject, find_subjects, list_known
from seating.api.forget.traces import Traces
from seating.api.inputs import read_list, read_rules
from seating.api.manual_seating import STEPS
from seating.api.request import Request
from seating.errors import UsageError
from seating.ledger import ROUNDS, Ledger, lock_folder
from seating.ledger.journal import carry_out, is_pending, write_plan
from seating.ledger.steps import LOCK_FILE as STEPS_LOCK
from seating.profiles import People
from seating.sources import read
from seating.wording import quoted

__all__ = ["Forgotten", "finish_forgetting", "forget_person", "plan_forgetting"]

LONGEST_WAIT = 5.0
"""Seconds to wait for a window that is writing a step or an arrival, which takes milliseconds."""


@dataclass(frozen=True)
class Forgotten:
    """What was done to forget somebody, or would be.

    Attributes
    ----------
    subjects : tuple of Subject
    changes : tuple of FileChange
    shared : tuple of str
        Names that somebody who stays has too.
    nested : tuple of Path
        Output folders inside the output folder, which were not looked at.
    is_in_git : bool
        Whether the output folder or the list is in a Git repository, whose history keeps old files.
    is_done : bool
        Whether it was done.
    list_is_left : bool
        Whether the list holds the person and is left as it is.
    """

    subjects: tuple[Subject, ...]
    changes: tuple[FileChange, ...]
    shared: tuple[str, ...] = ()
    nested: tuple[Path, ...] = ()
    is_in_git: bool = False
    is_done: bool = False
    list_is_left: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether the program changes or removes any file."""
        return any(change.fate is not Fate.LEFT for change in self.changes)

    def of(self, fate: Fate) -> tuple[FileChange, ...]:
        """Return the files with one fate."""
        return tuple(change for change in self.changes if change.fate is fate)


def plan_forgetting(
    out: Path,
    person: str,
    people: Path | None = None,
    sheet: str | None = None,
    also: Sequence[Path] = (),
    *,
    with_list: bool = False,
) -> Forgotten:
    """Return what would be done to forget somebody, without changing anything.

    Parameters
    ----------
    out : Path
        The output folder.
    person : str
        An id or a name.
    people : Path, optional
        The list.
    sheet : str, optional
        The sheet of a workbook that lists the people.
    also : sequence of Path
        More files and folders to search.
    with_list : bool
        Whether to change the list, and the tables beside it, too.

    Raises
    ------
    UsageError
        When there is nobody of this name, when several people have it, or when a run of this command did not finish.
    InputError
        When the ledger is damaged, or the list cannot be read.
    """
    return _make(out, person, people, sheet, also, with_list=with_list)[0]


def forget_person(
    out: Path,
    person: str,
    people: Path | None = None,
    sheet: str | None = None,
    also: Sequence[Path] = (),
    *,
    with_list: bool = False,
) -> Forgotten:
    """Forget somebody. A run that is killed has done nothing, or the next run finishes it.

    The parameters are those of `plan_forgetting`.

    Raises
    ------
    UsageError, InputError
        As for `plan_forgetting`, and when a file cannot be changed.
    FolderHeldError
        When another run is using the output folder.
    """
    with _lock(out):
        carry_out(out)
        found, plan = _make(out, person, people, sheet, also, with_list=with_list)
        if plan.contents or plan.removed:
            write_plan(out, plan.contents, plan.removed)
            carry_out(out)
    return replace(found, is_done=True)


def finish_forgetting(out: Path) -> bool:
    """Finish a run of this command that ended before it had changed all files. Return whether there was one.

    Raises
    ------
    UsageError, FolderHeldError
        As for `forget_person`.
    """
    if not is_pending(out):
        return False
    with _lock(out):
        carry_out(out)
    return True


def _make(
    out: Path, person: str, people: Path | None, sheet: str | None, also: Sequence[Path], *, with_list: bool
) -> tuple[Forgotten, Plan]:
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}. Name the output folder with --out.")
    ledger = Ledger.open(out).sound
    on_list = None if people is None else _read_list(out, people, sheet)
    known = list_known(on_list, ledger, _list_walk_ins(out))
    subjects = find_subjects(person, known)
    mine = {subject.id for subject in subjects}
    others = {identity: names for identity, names in known.names.items() if identity not in mine}
    traces = Traces(subjects, others)
    plan = make_plan(out, ledger, traces, _list_inputs(people, on_list, subjects, also, with_list=with_list))
    if not plan.is_found and not subjects[0].id:
        raise UsageError(
            f"{quoted(person)} is not on the list, in no saved round of {out}, and in no file that was searched. "
            "Check the spelling, and name the list and the output folder."
        )
    places = [out, *([people] if people is not None else [])]
    found = Forgotten(
        subjects=subjects,
        changes=tuple(plan.told),
        shared=traces.shared,
        nested=tuple(_list_nested(out)),
        is_in_git=any(map(_is_in_git, places)),
        list_is_left=any(change.path == people and change.fate is Fate.LEFT for change in plan.told),
    )
    return found, plan


def _read_list(out: Path, people: Path, sheet: str | None) -> People:
    """Return the list, read with what its convening says about reading it. Errors in the convening do not matter."""
    request = Request(people=str(people), sheet=sheet, out=out)
    return read_list(request, read_rules(request)).people


def _list_walk_ins(out: Path) -> tuple[tuple[str, str], ...]:
    """Return the ids and names in the file of arrivals."""
    path = out / ARRIVALS
    if not path.is_file():
        return ()
    rows = read(path).rows
    headings = [cell.strip().casefold() for cell in rows[0].cells] if rows else []
    if not {"id", "name"} <= set(headings):
        return ()
    at, named = headings.index("id"), headings.index("name")
    return tuple((row.cells[at], row.cells[named]) for row in rows[1:] if len(row.cells) > max(at, named))


def _list_inputs(
    people: Path | None, on_list: People | None, subjects: Sequence[Subject], also: Sequence[Path], *, with_list: bool
) -> Inputs:
    mine = {subject.id for subject in subjects}
    lines = {subject.line for subject in subjects if subject.line is not None}
    stays = {person.line for person in on_list or () if person.id not in mine}
    return Inputs(
        people=people,
        lines=tuple(sorted(lines)),
        shared_lines=frozenset(lines & stays),
        others=list_others(people, also),
        are_changed=with_list,
    )


def _list_nested(out: Path) -> Iterator[Path]:
    for path in sorted(out.iterdir()):
        if path.is_dir() and (path / ROUNDS).is_dir():
            yield path


def _is_in_git(path: Path) -> bool:
    return any((folder / ".git").exists() for folder in (path.resolve(), *path.resolve().parents))


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Lock everything in the output folder that a run, the board or the desk may write."""
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}. Name the output folder with --out.")
    with ExitStack() as held:
        held.enter_context(lock_folder(out))
        held.enter_context(lock_folder(out, ARRIVALS_LOCK, LONGEST_WAIT))
        if (out / STEPS).parent.is_dir():
            held.enter_context(lock_folder((out / STEPS).parent, STEPS_LOCK, LONGEST_WAIT))
        yield
