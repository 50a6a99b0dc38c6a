"""Forget a person: say what would be done, or do it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from seating.api.day.desk_arrivals import ARRIVALS
from seating.api.day.desk_arrivals import LOCK as ARRIVALS_LOCK
from seating.api.forget.forget_plan import (
    BOARD,
    TYPED_CHARTS,
    Fate,
    FileChange,
    Plan,
    make_plan,
)
from seating.api.forget.places import is_output, list_files, read_bytes
from seating.api.forget.subjects import Known, Subject, find_subjects, list_known
from seating.api.forget.traces import Traces
from seating.api.invitation_states import INVITATIONS
from seating.api.reading import read_list, read_rules
from seating.api.request import Request
from seating.convening.convening_file import NAMES_BESIDE
from seating.errors import Note, SeatingError, UsageError
from seating.ledger import Ledger, lock_folder
from seating.ledger.atomic_files import refuse_links
from seating.ledger.journal import carry_out, is_pending, write_plan
from seating.ledger.steps import LOCK_FILE as STEPS_LOCK
from seating.ledger.steps import STEPS
from seating.profiles.person import TOKEN
from seating.record.entries import SeatedContent
from seating.record.fields import SCHEMA_VERSION
from seating.record.forgetting import FinishedRecord, ForgettingRecord
from seating.record.meanings import Meaning, find_texts
from seating.sources import open_book, read
from seating.wording import fold, listed, quoted

LONGEST_WAIT = 5.0
"""Seconds to wait for a window that is writing a step or an arrival, which takes milliseconds."""

ANY_TOKEN = re.compile(rb"\b" + TOKEN.encode() + rb"\d+")
JSON_TEXT = re.compile(r'"([^"\\]*)"')


@dataclass(frozen=True)
class Forgotten:
    """What was done to forget someone, or would be.

    Attributes
    ----------
    subjects : tuple of Subject
    changes : tuple of FileChange
    shared : tuple of str
        Names that someone who stays has too.
    nested : tuple of Path
        Output folders inside the output folder, which were not looked at.
    is_done : bool
        Whether it was done.
    rounds : tuple of int
        The rounds whose pages are removed.
    open_round : int
    is_seated : bool
        Whether someone to forget has a seat in the open round, which has no recorded attendance: it can be repaired.
    convening : Path or None
        The convening of the last seating, if it is beside the list under a name that commands do not look for.
    """

    subjects: tuple[Subject, ...]
    changes: tuple[FileChange, ...]
    shared: tuple[str, ...] = ()
    nested: tuple[Path, ...] = ()
    is_done: bool = False
    rounds: tuple[int, ...] = ()
    open_round: int = 1
    is_seated: bool = False
    convening: Path | None = None

    @property
    def n_people(self) -> int:
        """The number of people."""
        return len(self.subjects)

    @property
    def is_needed(self) -> bool:
        """Whether the program changes or removes any file."""
        return any(change.fate is not Fate.LEFT for change in self.changes)

    @property
    def notes(self) -> Iterator[Note]:
        """What the convener has to know about names that stay and folders that were not searched."""
        if self.shared:
            names = listed(map(quoted, dict.fromkeys(self.shared)))
            text = f"Someone who stays has the same name: {names}. It is kept in sentences, because it may mean either."
            yield Note("forget-shared-name", text)
        for folder in self.nested:
            yield Note(
                "forget-nested",
                f"{folder} has rounds of its own and was not searched. Run the command with --out {folder}.",
            )

    def of(self, fate: Fate) -> tuple[FileChange, ...]:
        """Return the files with one fate."""
        return tuple(change for change in self.changes if change.fate is fate)


def forgetting_record(found: Forgotten) -> ForgettingRecord:
    """Return what was done to forget a person, or would be, as a record."""
    return ForgettingRecord.of(found)


def finished_record(was_pending: bool) -> FinishedRecord:
    """Return whether an interrupted run was waiting, as a record."""
    return FinishedRecord(schema_version=SCHEMA_VERSION, finished=was_pending)


def plan_forgetting(
    out: Path,
    person: str,
    people: Path | None = None,
    sheet: str | None = None,
) -> Forgotten:
    """Return what would be done to forget someone, without changing anything.

    Parameters
    ----------
    out : Path
        The output folder.
    person : str
        An id, a name, or an e-mail address of the list.
    people : Path, optional
        The list.
    sheet : str, optional
        The sheet of a workbook that lists the people.

    Raises
    ------
    UsageError
        When no one or several people have this name, or when a run of this command did not finish.
    InputError
        When the ledger is damaged, or the list cannot be read.
    """
    return _make(out, person, people, sheet)[0]


def forget_person(
    out: Path,
    person: str,
    people: Path | None = None,
    sheet: str | None = None,
) -> Forgotten:
    """Forget someone. A run that is killed has done nothing, or the next run finishes it.

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
        found, plan = _make(out, person, people, sheet)
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


def _make(out: Path, person: str, people: Path | None, sheet: str | None) -> tuple[Forgotten, Plan]:
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}. Name the output folder with --out.")
    ledger = Ledger.open(out).sound
    convening = _find_convening(ledger, people)
    listed_in = None if people is None else str(people)
    request = Request(people=listed_in, convening=None if convening is None else str(convening), sheet=sheet, out=out)
    reading = None if people is None else read_list(request, read_rules(request))
    inputs = _list_inputs(people, convening)
    on_list = None if reading is None else reading.people
    known = list_known(on_list, ledger, _list_walk_ins(out), _find_tokens((*list_files(out), *inputs)))
    traces = _find_traces(person, known, ledger, out)
    lines = [] if on_list is None or on_list.is_sideways else [one.line for one in traces.subjects if one.line]
    plan = make_plan(out, ledger, traces, {path: lines if path == people else [] for path in inputs})
    pages = [path.relative_to(out).parts[0] for path in plan.removed]
    rounds = tuple(number for number in sorted(ledger.rounds) if f"round-{number}" in pages)
    found = Forgotten(
        subjects=traces.subjects,
        changes=tuple(plan.told),
        shared=traces.shared,
        nested=tuple(path for path in sorted(out.iterdir()) if path.is_dir() and is_output(path)),
        rounds=rounds,
        open_round=ledger.open_round,
        is_seated=_is_seated(ledger, traces.tokens),
        convening=convening,
    )
    return found, plan


def _list_inputs(people: Path | None, convening: Path | None) -> tuple[Path, ...]:
    """Return the list and the convening beside it, as far as there are any."""
    if people is None:
        return ()
    beside = [people.parent / name for name in NAMES_BESIDE] if convening is None else [convening]
    return (people, *(path for path in beside if path.is_file() and path != people))


def _find_tokens(paths: Iterable[Path]) -> frozenset[str]:
    """Return what stands for people who were forgotten before, in any of some files."""
    return frozenset(token.decode() for path in paths for token in ANY_TOKEN.findall(read_bytes(path)))


def _is_seated(ledger: Ledger, forgotten: Collection[str]) -> bool:
    """Whether one of these people has a seat in the open round, and the round does not seem to be over."""
    last = ledger.last
    return last is not None and last.attended is None and any(person in last.seats for person in forgotten)


def _find_convening(ledger: Ledger, people: Path | None) -> Path | None:
    """Return the convening of the last seating if it is beside the list and has a name of its own."""
    if people is None or ledger.last is None:
        return None
    name = ledger.last.seating.inputs.convening.file
    found = people.parent / name if name and name not in (*NAMES_BESIDE, people.name) else None
    return found if found is not None and found.is_file() else None


def _find_traces(person: str, known: Known, ledger: Ledger, out: Path) -> Traces:
    """Return the person to look for. A name without an id is a person's if a round, a chart or an invitation has it.

    Raises
    ------
    UsageError
        When no one has this name.
    """
    subjects = find_subjects(person, known)
    if not subjects[0].id and fold(person) not in set(map(fold, _list_recorded_names(ledger, out))):
        says = f"{quoted(person)} is not on the list, and in no saved round of {out}. "
        raise UsageError(f"{says}Check the spelling, and name the list and the output folder.")
    mine = {subject.id for subject in subjects}
    others = {identity: names for identity, names in known.names.items() if identity not in mine}
    contents = (entry.content for entry in ledger.entries)
    rounds = [record for each in contents if isinstance(each, SeatedContent) for record in each.rounds]
    judged = [one for record in rounds for each in record.governance for one in each.requirements]
    judged += [one for record in rounds for one in record.requirements]
    return Traces(subjects, others, frozenset(one.id for one in judged))


def _list_recorded_names(ledger: Ledger, out: Path) -> Iterator[str]:
    """Yield the names in the ledger, and every cell of the tables and charts that the program wrote."""
    for entry in ledger.entries:
        yield from find_texts(entry.content, Meaning.PERSON_NAME)
    charts = (path for folder in (out / TYPED_CHARTS, out / BOARD / TYPED_CHARTS) for path in list_files(folder))
    for path in (out / ARRIVALS, out / INVITATIONS, *charts):
        if path.suffix == ".json":
            yield from JSON_TEXT.findall(read_bytes(path).decode("utf-8", "replace"))
        elif path.is_file():
            with suppress(SeatingError):
                for sheet in open_book(read_bytes(path), path.name, path.suffix.casefold()).sheets:
                    yield from (part for row in sheet.source.rows for cell in row.cells for part in cell.split(";"))


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


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Lock everything in the output folder that a run, the board or the desk may write."""
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}. Name the output folder with --out.")
    with ExitStack() as held:
        held.enter_context(lock_folder(out))
        held.enter_context(lock_folder(out, ARRIVALS_LOCK, LONGEST_WAIT))
        if (out / STEPS).parent.is_dir():
            refuse_links(out, (out / STEPS).parent)
            held.enter_context(lock_folder((out / STEPS).parent, STEPS_LOCK, LONGEST_WAIT))
        yield
