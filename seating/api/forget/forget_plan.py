"""Decide what happens to each file: it is changed, removed, or left to the convener with the places to look at.

The record is changed: the ledger, the arrivals, the invitations, the steps of the board, charts typed there. Pages are
removed, because a badge, a PDF or a picture can show a name in a form that no search finds; they can be made again from
the record. What people wrote themselves is not changed: the lines that name the person are told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from seating.api.day.desk_arrivals import ARRIVALS
from seating.api.editing.convening_edits import HISTORY
from seating.api.forget.search import (
    can_search,
    find_columns,
    find_lines,
    is_in_file,
    is_in_json,
    is_in_name,
    list_files,
    read_bytes,
)
from seating.api.forget.sheet_edits import (
    ID_HEADINGS,
    change_table,
    change_workbook,
    list_columns,
    without_person,
)
from seating.api.forget.traces import Traces
from seating.api.invitation_states import INVITATIONS
from seating.api.manual_seating import parse_pair
from seating.convening.convening_file import INFERRED, is_edited
from seating.ledger import ROUNDS, Ledger
from seating.ledger.atomic_files import UNFINISHED
from seating.ledger.entry import NotAnEntryError, read_entry
from seating.ledger.folder import NEWEST
from seating.ledger.steps import STEPS
from seating.record.entries import Content, SeatedContent
from seating.record.people import Replacement, replace_people
from seating.wording import Said, said, said_count, said_list

BOARD, TYPED_CHARTS = "board", "charts"
"""Folders of the output folder: drafts and steps, and charts finished in the browser."""

PRINTING = "printing-"
"""Beginning of the names of temporary folders in which a browser prints."""

PERSON_HEADINGS = ("id", "person id", "name", "full name", "nombre", "person", "persona")
INVITEE_HEADINGS = ("person", "name", "who", "whom", "invitee", "persona", "nombre")
WORKBOOKS = frozenset({".xlsx", ".xlsm"})

TEMPORARY = said("a temporary file left by an interrupted run")

ONLY_CHAINED = said("only its place in the chain of entries changes")
NEW_ENTRY = said("a new entry records that people were forgotten, without naming them")
NAMES_NEWEST = said("names the new entry")
LISTS_FEWER = said("no longer lists the removed pages")
CONSEQUENCES = frozenset({ONLY_CHAINED, NEW_ENTRY, NAMES_NEWEST, LISTS_FEWER})
"""What happens to files of the program because other files change."""


class Fate(StrEnum):
    """What happens to a file."""

    CHANGED = "changed"
    REMOVED = "removed"
    LEFT = "left"
    """It names the person, and the program does not change it."""


@dataclass(frozen=True)
class FileChange:
    """What happens to one file, in words, and the lines that it is about, if it has any.

    Attributes
    ----------
    path : Path
    fate : Fate
    says : str
    lines : tuple of int
    texts : tuple of str
        For a file that is left, the text of each line.
    """

    path: Path
    fate: Fate
    says: str
    lines: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """Files of the convener.

    Attributes
    ----------
    people : Path or None
        The list.
    lines : tuple of int
        Its rows about the people to forget.
    columns : tuple of int
        Its columns about them, from 1, if it is written sideways.
    others : tuple of Path
        Files beside the list, and others that were named.
    folders : tuple of Path
        Folders beside the list that were not named. They are not searched.
    """

    people: Path | None = None
    lines: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    others: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


@dataclass
class Plan:
    """New contents of files, files to remove, and what the convener is told about each file."""

    contents: dict[Path, bytes] = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)
    told: list[FileChange] = field(default_factory=list)
    unsearched: list[Path] = field(default_factory=list)

    @property
    def places(self) -> tuple[FileChange, ...]:
        """The files that name the person. Temporary files are removed in any case."""
        return tuple(change for change in self.told if change.says not in {TEMPORARY, *CONSEQUENCES})

    def change(self, path: Path, content: bytes, says: str, lines: Sequence[int] = ()) -> None:
        """Plan new content."""
        self.contents[path] = content
        self.told.append(FileChange(path, Fate.CHANGED, says, tuple(lines)))

    def remove(self, path: Path, says: str) -> None:
        """Plan to remove a file."""
        self.removed.append(path)
        self.told.append(FileChange(path, Fate.REMOVED, says))

    def leave(self, path: Path, says: str, lines: Mapping[int, str] | None = None) -> None:
        """Say that a file is left to the convener, and the lines that name the person."""
        found = lines or {}
        self.told.append(FileChange(path, Fate.LEFT, says, tuple(found), tuple(found.values())))


def make_plan(out: Path, ledger: Ledger, traces: Traces, inputs: Inputs) -> Plan:
    """Return what is to be done to forget people.

    Parameters
    ----------
    out : Path
        The output folder.
    ledger : Ledger
        Its ledger, without problems.
    traces : Traces
        The person to look for.
    inputs : Inputs
        The files of the convener.

    Raises
    ------
    UsageError
        When a folder cannot be read.
    """
    plan = Plan(unsearched=list(inputs.folders))
    rounds = _plan_ledger(plan, ledger, traces)
    listed_pages = _plan_pages(plan, out, traces, rounds)
    own = {path.resolve() for path in (inputs.people, *inputs.others) if path is not None}
    for path in list_files(out, plan.unsearched):
        if path in plan.contents or path in plan.removed or path in listed_pages or path.resolve() in own:
            continue
        data = read_bytes(path)
        if data is None:
            plan.unsearched.append(path)
        else:
            _plan_file(plan, path, path.relative_to(out), data, traces)
    _plan_list(plan, traces, inputs)
    for path in inputs.others:
        _plan_own_file(plan, path, traces)
    return plan


def _plan_ledger(plan: Plan, ledger: Ledger, traces: Traces) -> frozenset[int]:
    """Plan the changes of the ledger. Return the numbers of the rounds with someone to forget in them."""
    new = Replacement(traces.tokens, traces.in_text, traces.of_them.in_text)

    def replace_in(content: Content) -> Content:
        return replace_people(content, new)

    after = ledger.with_people_replaced(replace_in, sum(subject.is_person for subject in traces.subjects))
    if after is ledger:
        return frozenset()
    rounds: set[int] = set()
    for before, entry in zip(ledger.entries, after.entries, strict=False):
        if before.sha256 == entry.sha256:
            continue
        is_replaced = before.content is not entry.content and before.content != entry.content
        says = said("the person is replaced by a token") if is_replaced else ONLY_CHAINED
        plan.change(ledger.folder / entry.file_name, entry.as_bytes(), says)
        if is_replaced and isinstance(before.content, SeatedContent):
            rounds.update(record.round for record in before.content.rounds)
    last = after.entries[-1]
    plan.change(ledger.folder / last.file_name, last.as_bytes(), NEW_ENTRY)
    plan.change(ledger.folder / NEWEST, after.newest_line(), NAMES_NEWEST)
    return frozenset(rounds)


def _plan_pages(plan: Plan, out: Path, traces: Traces, rounds: Collection[int]) -> frozenset[Path]:
    """Plan to remove the pages that show rounds of the person, and others that name them. Return all listed pages.

    A page of no round is also removed if it has a name that someone who stays shares, because it can be regenerated.
    """
    from seating.report.output import LIST, Manifest

    ours = Manifest(out)
    pages = frozenset(path for path in ours.files() if path.is_file() and path != out / INVITATIONS)
    folders = {out / f"round-{number}" for number in rounds}
    whole = {out / "report.html", out / "closing.html", out / "closing-shared.html"} if rounds else set()
    for path in sorted(pages):
        is_of_round = path in whole or not folders.isdisjoint(path.parents)
        data = read_bytes(path)
        mine = traces.of_them if path.parent == out else traces  # who is not in a round is not meant on its pages
        if is_of_round or (data is not None and is_in_file(data, path, mine)):
            plan.remove(path, said("a page that can be regenerated"))
            printed = path.with_suffix(".pdf")
            if path.suffix == ".html" and printed.is_file() and printed not in pages:
                plan.remove(printed, said("a page that can be regenerated"))
    if any(path in pages for path in plan.removed):
        plan.change(out / LIST, ours.content_without(plan.removed), LISTS_FEWER)
    return pages | {out / LIST}


def _plan_file(plan: Plan, path: Path, inside: Path, data: bytes, traces: Traces) -> None:
    """Plan what happens to a file of the output folder that is no page and no entry of the ledger."""
    is_unfinished = path.name.startswith(".") and path.name.endswith(UNFINISHED)
    if is_unfinished or any(part.startswith(PRINTING) for part in inside.parts[:-1]):
        plan.remove(path, TEMPORARY)
    elif inside.parts[0] == ROUNDS:
        _plan_copy_of_entry(plan, path, data, traces)
    elif inside.as_posix() in {ARRIVALS, INVITATIONS}:
        headings = PERSON_HEADINGS if inside.name == ARRIVALS else INVITEE_HEADINGS
        _plan_rows(plan, path, data, traces, headings)
    elif inside == STEPS:
        _plan_steps(plan, path, data, traces)
    elif inside.is_relative_to(HISTORY):
        if any(is_in_file(other.read_bytes(), other, traces) for other in path.parent.iterdir() if other.is_file()):
            plan.remove(path, said("earlier versions of the convening; its steps can no longer be undone"))
    elif inside.parent == Path(BOARD, TYPED_CHARTS) and path.suffix == ".json":
        _plan_draft(plan, path, data, traces)
    elif inside == Path(INFERRED) and not is_edited(data) and is_in_file(data, path, traces):
        plan.remove(path, said("the inferred convening, which the next run infers again"))
    elif inside.parent == Path(TYPED_CHARTS) and path.suffix in WORKBOOKS:
        _plan_table(plan, path, data, traces)
    else:
        _plan_own_file(plan, path, traces)


def _plan_copy_of_entry(plan: Plan, path: Path, data: bytes, traces: Traces) -> None:
    try:
        read_entry(data)
    except NotAnEntryError:
        if is_in_json(data, traces):
            plan.leave(path, said("is not a ledger entry. Remove it if you do not need it"))
        return
    if is_in_json(data, traces) or any(json.dumps(one) in data.decode("utf-8", "replace") for one in traces.tokens):
        plan.remove(path, said("a second copy of an entry"))


def _plan_rows(plan: Plan, path: Path, data: bytes, traces: Traces, headings: Collection[str]) -> None:
    """Plan to remove the rows of a person from a table, and to replace them in other cells."""
    columns: set[int] = set()
    ids: set[int] = set()

    def change(_: int, cells: Sequence[str]) -> Sequence[str] | None:
        if not columns:
            columns.update(list_columns(cells, headings))
            ids.update(list_columns(cells, ID_HEADINGS) if "id" in headings else ())
            return cells
        texts = [cells[at].lstrip("'") for at in columns if at < len(cells)]
        is_theirs = any(cells[at] in traces.tokens for at in ids if at < len(cells))
        if is_theirs or any(map(traces.of_cell, texts)):
            return None
        return [without_person(cell, traces) for cell in cells]

    changed = change_table(data, path.name, change)
    if changed is not None and changed.lines:
        plan.change(path, changed.content, changed.says, changed.lines)
        data = changed.content
    if is_in_file(data, path, traces):
        _leave_text(plan, path, data, traces)


def _plan_steps(plan: Plan, path: Path, data: bytes, traces: Traces) -> None:
    """Plan to remove people from the seats, locks and names of the steps."""
    lines: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        with suppress(ValueError, RecursionError, AttributeError, TypeError):
            step = json.loads(line)
            new = _without_people(step, traces)
            lines.append(line if new == step else json.dumps(new, ensure_ascii=False))
            numbers += [] if new == step else [number]
    if numbers:
        content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        plan.change(path, content, _tell_steps(len(numbers)), numbers)


def _without_people(step: dict[str, Any], traces: Traces) -> dict[str, Any]:
    new = dict(step)
    for key in ("seats", "chairs"):
        if isinstance(step.get(key), dict):
            new[key] = {person: place for person, place in step[key].items() if person not in traces.tokens}
    for key in ("locks", "unlocks"):
        if key in step:
            new[key] = [lock for lock in step[key] if not _is_lock_of(lock, traces.tokens)]
    if "name" in step:
        new["name"] = traces.in_text(str(step["name"]))
    return new


def _is_lock_of(lock: str, people: Collection[str]) -> bool:
    what, _, text = lock.partition(":")
    if what == "pair":
        return not set(parse_pair(text) or ()).isdisjoint(people)
    return what == "person" and text in people


def _plan_draft(plan: Plan, path: Path, data: bytes, traces: Traces) -> None:
    """Plan to replace people in the texts of a chart that someone is typing."""
    with suppress(ValueError, RecursionError):
        before = json.loads(data)
        after = _replaced_in(before, traces.in_text)
        if after != before:
            content = json.dumps(after, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
            plan.change(path, content, said("the person is replaced by a token in a chart that is not finished"))


def _replaced_in(value: Any, in_text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return in_text(value)
    if isinstance(value, list):
        return [_replaced_in(each, in_text) for each in value]
    if isinstance(value, dict):
        return {in_text(key): _replaced_in(each, in_text) for key, each in value.items()}
    return value


def _plan_table(plan: Plan, path: Path, data: bytes, traces: Traces) -> None:
    """Plan to replace people in a chart typed in the browser where they are a whole cell."""
    content = change_workbook(data, lambda cell: without_person(cell, traces))
    if content != data:
        lines = tuple(find_lines(data, path, traces))
        plan.change(path, content, said("a token replaces the name in cells that contain nothing else"), lines)
    if is_in_file(content, path, traces):
        _leave_text(plan, path, content, traces)


def _plan_own_file(plan: Plan, path: Path, traces: Traces) -> None:
    """Plan what happens to a file that someone wrote: it is left to them."""
    if not can_search(path):
        if is_in_name(path, traces):
            plan.leave(path, said("the file name contains the person’s name, and the content was not searched"))
        else:
            plan.unsearched.append(path)
        return
    data = read_bytes(path)
    if data is None:
        plan.unsearched.append(path)
    elif is_in_file(data, path, traces):
        _leave_text(plan, path, data, traces)
    elif traces.shared and is_in_file(data, path, traces.of_them):
        says = said("has a name that the person shares with someone else. Change by hand what is about the person")
        plan.leave(path, says, find_lines(data, path, traces.of_them))


def _leave_text(plan: Plan, path: Path, data: bytes, traces: Traces) -> None:
    lines = find_lines(data, path, traces)
    if _are_named(data, path, traces, lines):
        says = said("names the person. Change it by hand")
    else:
        says = said("names the person, or has their e-mail address or telephone number. Change it by hand")
    plan.leave(path, says, lines)


def _plan_list(plan: Plan, traces: Traces, inputs: Inputs) -> None:
    """Say which rows of the list name the person, and which columns are about them if it is written sideways."""
    if inputs.people is not None and (data := read_bytes(inputs.people)) is not None:
        lines = find_lines(data, inputs.people, traces, inputs.lines)
        letters = find_columns(data, inputs.people, inputs.columns)
        if lines or letters:
            if letters:
                says = said_count(
                    "names the person. Clear column %(columns)s, and remove their name from other cells",
                    "names the person. Clear columns %(columns)s, and remove their name from other cells",
                    len(letters),
                    columns=said_list(letters),
                )
            elif not inputs.lines:  # who left the list can still be in the cells of others
                _leave_text(plan, inputs.people, data, traces)
                return
            elif _are_named(data, inputs.people, traces, lines, inputs.lines):
                says = said("names the person. Remove their row, and remove their name from cells in other rows")
            else:
                says = said(
                    "names the person, or has their e-mail address or telephone number. Remove their row, and "
                    "remove their name from cells in other rows"
                )
            plan.leave(inputs.people, says, lines)


def _are_named(data: bytes, path: Path, traces: Traces, lines: Iterable[int], known: Iterable[int] = ()) -> bool:
    """Whether all these lines name the person: others can have the same address or telephone number."""
    return find_lines(data, path, traces.by_name, known).keys() >= set(lines)


def _tell_steps(number: int) -> Said:
    return said_count(
        "the person is removed from %(number)s step", "the person is removed from %(number)s steps", number
    )
