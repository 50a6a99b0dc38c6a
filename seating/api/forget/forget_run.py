"""Forget a person: say what would be done, or do it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from seating.api.day.desk_arrivals import ARRIVALS
from seating.api.day.desk_arrivals import LOCK as ARRIVALS_LOCK
from seating.api.forget.forget_plan import BOARD, TYPED_CHARTS, Fate, FileChange, Inputs, Plan, make_plan
from seating.api.forget.search import (
    find_tokens,
    has_as_cell,
    is_output,
    list_beside,
    list_files,
)
from seating.api.forget.subjects import Known, Subject, find_subjects, list_known
from seating.api.forget.traces import Traces, is_within
from seating.api.inputs import read_list, read_rules
from seating.api.invitation_states import INVITATIONS
from seating.api.request import Request
from seating.convening.convening_file import NAMES_BESIDE, ListRules
from seating.errors import Note, UsageError
from seating.ledger import Ledger, lock_folder
from seating.ledger.atomic_files import refuse_links
from seating.ledger.journal import carry_out, is_pending, write_plan
from seating.ledger.steps import LOCK_FILE as STEPS_LOCK
from seating.ledger.steps import STEPS
from seating.profiles.person import is_forgotten
from seating.record.entries import SeatedContent
from seating.record.fields import SCHEMA_VERSION
from seating.record.forgetting import FinishedRecord, ForgettingRecord
from seating.record.meanings import Meaning, find_texts
from seating.sources import read
from seating.wording import counted, fold, listed, quoted

SHOWN = 5
"""Names and places that a refusal lists, at most."""

LONGEST_WAIT = 5.0
"""Seconds to wait for a window that is writing a step or an arrival, which takes milliseconds."""


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
    is_in_git : bool
        Whether the output folder or the list is in a Git repository, whose history keeps old files.
    is_done : bool
        Whether it was done.
    unsearched : tuple of Path
        Files and folders that were not searched, because their form is not known or no one named them.
    rounds : tuple of int
        The rounds whose pages are removed.
    packets : mapping of int to tuple of str
        The files in the packet of each of these rounds before anything is removed.
    open_round : int
    is_seated : bool
        Whether someone to forget has a seat in the open round, which has no recorded attendance: it can be repaired.
    n_places : int
        The number of files that name them.
    convening : Path or None
        The convening of the last seating, if it is beside the list under a name that commands do not look for.
    """

    subjects: tuple[Subject, ...]
    changes: tuple[FileChange, ...]
    shared: tuple[str, ...] = ()
    nested: tuple[Path, ...] = ()
    is_in_git: bool = False
    is_done: bool = False
    unsearched: tuple[Path, ...] = ()
    rounds: tuple[int, ...] = ()
    packets: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    open_round: int = 1
    is_seated: bool = False
    n_places: int = 0
    convening: Path | None = None

    @property
    def n_people(self) -> int:
        """The number of people, without words that are no one's name."""
        return sum(subject.is_person for subject in self.subjects)

    @property
    def is_needed(self) -> bool:
        """Whether the program changes or removes any file."""
        return any(change.fate is not Fate.LEFT for change in self.changes)

    @property
    def notes(self) -> Iterator[Note]:
        """What the convener has to know about names that stay and places that were not searched."""
        if self.shared:
            names = listed(map(quoted, dict.fromkeys(self.shared)))
            text = f"Someone who stays has the same name: {names}. It is kept in sentences, because it may mean either."
            yield Note("forget-shared-name", text)
        for folder in self.nested:
            yield Note(
                "forget-nested",
                f"{folder} has rounds of its own and was not searched. Run the command with --out {folder}.",
            )
        if self.is_in_git:
            text = "The files are in a Git repository. Its history keeps what they held before."
            yield Note("forget-git", text)

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
    also: Sequence[Path] = (),
) -> Forgotten:
    """Return what would be done to forget someone, without changing anything.

    Parameters
    ----------
    out : Path
        The output folder.
    person : str
        An id, a name, or an address of the list. Another text is searched for if it is in no one's name.
    people : Path, optional
        The list.
    sheet : str, optional
        The sheet of a workbook that lists the people.
    also : sequence of Path
        More files and folders to search.

    Raises
    ------
    UsageError
        When no one has this name and no file has it, when it is only a part of names, when several people have it, or
        when a run of this command did not finish.
    InputError
        When the ledger is damaged, or the list cannot be read.
    """
    return _make(out, person, people, sheet, also)[0]


def forget_person(
    out: Path,
    person: str,
    people: Path | None = None,
    sheet: str | None = None,
    also: Sequence[Path] = (),
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
        found, plan = _make(out, person, people, sheet, also)
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
    out: Path, person: str, people: Path | None, sheet: str | None, also: Sequence[Path]
) -> tuple[Forgotten, Plan]:
    if not out.is_dir():
        raise UsageError(f"There is no folder {out}. Name the output folder with --out.")
    ledger = Ledger.open(out).sound
    convening = _find_convening(ledger, people)
    listed = None if people is None else str(people)
    request = Request(people=listed, convening=None if convening is None else str(convening), sheet=sheet, out=out)
    rules = read_rules(request)
    on_list = None if people is None else read_list(request, rules).people
    inside = out.resolve()
    also = (*also, *(one for one in rules.charts if one.exists() and not one.resolve().is_relative_to(inside)))
    beside, folders = list_beside(people, also, out)
    mine = (*list_files(out), *beside, *([people] if people is not None else []))
    known = list_known(on_list, ledger, _list_walk_ins(out), find_tokens(mine))
    traces = _find_traces(person, known, ledger, out, also)
    lines = tuple(sorted({subject.line for subject in traces.subjects if subject.line is not None}))
    is_sideways = on_list is not None and on_list.is_sideways
    inputs = Inputs(people, () if is_sideways else lines, lines if is_sideways else (), beside, folders)
    plan = make_plan(out, ledger, traces, inputs)
    _check_meaning(person, known, traces, plan, out)
    pages = [path.relative_to(out).parts[0] for path in plan.removed]
    rounds = tuple(number for number in sorted(ledger.rounds) if f"round-{number}" in pages)
    at_hand = (*mine, *rules.charts, *_list_visible(plan.unsearched))
    lost = tuple(_list_lost_charts(ledger, rules, at_hand))
    found = Forgotten(
        subjects=traces.subjects,
        changes=tuple(plan.told),
        shared=traces.shared,
        nested=tuple(_list_nested(out)),
        is_in_git=any(map(_is_in_git, [out, *([people] if people is not None else [])])),
        unsearched=(*plan.unsearched, *lost),
        rounds=rounds,
        packets={number: tuple(_list_inside(out / f"round-{number}" / "packet", mine)) for number in rounds},
        open_round=ledger.open_round,
        is_seated=_is_seated(ledger, traces.tokens),
        n_places=len(plan.places),
        convening=convening,
    )
    return found, plan


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


def _find_traces(person: str, known: Known, ledger: Ledger, out: Path, also: Sequence[Path]) -> Traces:
    """Return the person to look for. A name without an id is a person's if a round, a chart or an invitation has it."""
    subjects = find_subjects(person, known)
    mine = {subject.id for subject in subjects}
    others = {identity: names for identity, names in known.names.items() if identity not in mine}
    contents = (entry.content for entry in ledger.entries)
    rounds = [record for each in contents if isinstance(each, SeatedContent) for record in each.rounds]
    judged = [one for record in rounds for each in record.governance for one in each.requirements]
    judged += [one for record in rounds for one in record.requirements]
    requirements = frozenset(one.id for one in judged)
    traces = Traces(subjects, others, requirements)
    if subjects[0].is_person:
        return traces
    named, _ = list_beside(None, also, out)
    charts = (path for folder in (out / TYPED_CHARTS, out / BOARD / TYPED_CHARTS) for path in list_files(folder))
    names = (name for entry in ledger.entries for name in find_texts(entry.content, Meaning.PERSON_NAME))
    is_recorded = any(fold(name) == fold(person) for name in names)
    if is_recorded or has_as_cell([out / ARRIVALS, out / INVITATIONS, *charts, *named], traces):
        return replace(traces, subjects=(replace(subjects[0], is_person=True),))
    return traces


def _check_meaning(person: str, known: Known, traces: Traces, plan: Plan, out: Path) -> None:
    """Refuse words that are no one's name if they are nowhere, or are a part of the names of people."""
    if traces.subjects[0].is_person:
        return
    longer = [
        f"{quoted(name)} ({identity})"
        for identity, names in known.names.items()
        if not is_forgotten(identity)
        for name in names
        if is_within(person, name)
    ]
    if longer:
        says = f"No person is called {quoted(person)}. These names contain it: {_some(longer)}. "
        says += "Give the whole name or the id."
        # pages print the parts of longer names apart
        if places := [place.path.as_posix() for place in plan.places if place.fate is Fate.LEFT]:
            says += f" {counted(len(places), 'file')} also {'has' if len(places) == 1 else 'have'} it alone: "
            says += f"{_some(places)}. Change that by hand."
        raise UsageError(says)
    if not plan.places:
        raise UsageError(
            f"{quoted(person)} is not on the list, in no saved round of {out}, and in no file that was searched. "
            "Check the spelling, and name the list and the output folder."
        )


def _some(texts: Sequence[str]) -> str:
    """Return the first of some texts, and how many more there are."""
    more = [f"{len(texts) - SHOWN:,} more"] if len(texts) > SHOWN else []
    return listed([*texts[:SHOWN], *more])


def _list_visible(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in these folders, which are told as a whole."""
    for folder in (path for path in paths if path.is_dir()):
        with suppress(OSError):
            yield from folder.iterdir()


def _list_lost_charts(ledger: Ledger, rules: ListRules, at_hand: Iterable[Path]) -> Iterator[Path]:
    """Yield files of charts that the convening names or that a round was seated from, and that are not where expected.

    A round keeps only the names of its files.
    """
    yield from (path for path in rules.charts if not path.exists())
    contents = (entry.content for entry in ledger.entries)
    used = {Path(one.file) for each in contents if isinstance(each, SeatedContent) for one in each.inputs.charts}
    there = {path.name for path in at_hand}
    yield from sorted(path for path in used if path.name not in there)


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


def _list_inside(folder: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield the paths in a folder of those files that are in it."""
    return (path.relative_to(folder).as_posix() for path in files if folder in path.parents)


def _list_nested(out: Path) -> Iterator[Path]:
    for path in sorted(out.iterdir()):
        if path.is_dir() and is_output(path):
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
            refuse_links(out, (out / STEPS).parent)
            held.enter_context(lock_folder((out / STEPS).parent, STEPS_LOCK, LONGEST_WAIT))
        yield
