"""Decide what happens to each file: it is changed, removed, or left to the convener with the places to look at.

The records of the program are changed: the ledger, the arrivals, the invitations, the answers about texts, the steps of
the board, drafts of charts. All its pages are removed, because they can be made again from the records. In other files
of the output folder, in the list and in the convening, the places that name the person are told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from seating.api.day.desk_arrivals import ARRIVALS
from seating.api.editing.convening_edits import HISTORY
from seating.api.forget.places import find_columns, list_files, list_places, read_bytes
from seating.api.forget.traces import Traces
from seating.api.invitation_states import INVITATIONS
from seating.api.manual_seating import parse_pair
from seating.charts.chart_files import MENTIONS
from seating.convening.convening_file import INFERRED, is_edited
from seating.forms.entries import csv_bytes, without_apostrophes
from seating.ledger import ROUNDS, Ledger
from seating.ledger.atomic_files import UNFINISHED
from seating.ledger.entry import NotAnEntryError, read_entry
from seating.ledger.folder import NEWEST
from seating.ledger.steps import STEPS
from seating.record.entries import Content, SeatedContent
from seating.record.people import Replacement, replace_people
from seating.sources import read
from seating.wording import said, said_count, squashed

BOARD, TYPED_CHARTS = "board", "charts"
"""Folders of the output folder: drafts and steps, and charts finished in the browser."""

PRINTING = "printing-"
"""Beginning of the names of temporary folders in which a browser prints."""

OWNERS: Mapping[str, tuple[str, ...]] = {
    ARRIVALS: ("id", "person id", "name", "full name", "nombre", "person", "persona"),
    MENTIONS: ("id", "description", "joined with", "descripción", "unida con", "unido con"),
    INVITATIONS: ("person", "name", "who", "whom", "invitee", "persona", "nombre"),
}
"""The headings of the columns that hold the person a row is about, for each table that the program writes."""

RESULT = "result.json"
"""The file in the folder of a round with everything that is known of its seating."""

PAGE = said("a page that can be regenerated")


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
        For a file that is left, what names the person in each line: its cells with their columns, or the line itself.
    """

    path: Path
    fate: Fate
    says: str
    lines: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass
class Plan:
    """New contents of files, files to remove, and what the convener is told about each file."""

    contents: dict[Path, bytes] = field(default_factory=dict)
    removed: list[Path] = field(default_factory=list)
    told: list[FileChange] = field(default_factory=list)

    def change(self, path: Path, content: bytes, says: str, lines: Collection[int] = ()) -> None:
        """Plan new content."""
        self.contents[path] = content
        self.told.append(FileChange(path, Fate.CHANGED, says, tuple(lines)))

    def remove(self, path: Path, says: str) -> None:
        """Plan to remove a file."""
        if path not in self.removed:
            self.removed.append(path)
            self.told.append(FileChange(path, Fate.REMOVED, says))

    def leave(self, path: Path, places: Mapping[int, str], *, is_shared: bool = False) -> None:
        """Say that a file is left to the convener, and the places that name the person; nothing if there are none.

        With `is_shared`, the places may be about someone else of the same name.
        """
        if places:
            says = said("names the person. Change it by hand")
            if is_shared:
                says = said(
                    "has a name that the person shares with someone else. Change by hand what is about the person"
                )
            self.told.append(FileChange(path, Fate.LEFT, says, tuple(places), tuple(places.values())))


def make_plan(out: Path, ledger: Ledger, traces: Traces, inputs: Mapping[Path, Collection[int]]) -> Plan:
    """Return what is to be done to forget people.

    Parameters
    ----------
    out : Path
        The output folder.
    ledger : Ledger
        Its ledger, without problems.
    traces : Traces
        The person to look for.
    inputs : mapping of Path to collection of int
        The list and the convening, with the lines that are known to be about the person.

    Raises
    ------
    UsageError, InputError
        When a file cannot be read.
    """
    plan = Plan()
    _plan_pages(plan, out, _plan_ledger(plan, ledger, traces))
    settled = {path.resolve() for path in inputs} | {
        (ledger.folder / one.file_name).resolve() for one in ledger.entries
    }
    for path in list_files(out):
        if path not in plan.contents and path not in plan.removed and path.resolve() not in settled:
            _plan_file(plan, path, path.relative_to(out), traces)
    for path, lines in inputs.items():
        plan.leave(path, list_places(path, traces.of_them, lines), is_shared=bool(traces.shared))
    return plan


def _plan_ledger(plan: Plan, ledger: Ledger, traces: Traces) -> frozenset[int]:
    """Plan the changes of the ledger. Return the numbers of the rounds with someone to forget in them."""
    new = Replacement(traces.tokens, traces.in_text, traces.of_them.in_text)

    def replace_in(content: Content) -> Content:
        return replace_people(content, new)

    after = ledger.with_people_replaced(replace_in, len(traces.subjects))
    if after is ledger:
        return frozenset()
    rounds: set[int] = set()
    for before, entry in zip(ledger.entries, after.entries, strict=False):
        if before.content != entry.content:
            plan.change(ledger.folder / entry.file_name, entry.as_bytes(), said("the person is replaced by a token"))
            if isinstance(before.content, SeatedContent):
                rounds.update(record.round for record in before.content.rounds)
        elif before.sha256 != entry.sha256:
            says = said("only its place in the chain of entries changes")
            plan.change(ledger.folder / entry.file_name, entry.as_bytes(), says)
    last = after.entries[-1]
    says = said("a new entry records that people were forgotten, without naming them")
    plan.change(ledger.folder / last.file_name, last.as_bytes(), says)
    plan.change(ledger.folder / NEWEST, after.newest_line(), said("names the new entry"))
    return frozenset(rounds)


def _plan_pages(plan: Plan, out: Path, rounds: Collection[int]) -> None:
    """Plan to remove all pages that the program wrote, also those that a browser printed.

    The result of a round without the person stays, because no command writes it again.
    """
    from seating.report.output import LIST, Manifest

    ours = Manifest(out)
    folders = {out / f"round-{number}" for number in rounds}
    for path in ours.files():
        is_kept = path.name == RESULT and path.parent not in folders
        if path.is_file() and path.name not in OWNERS and path != out / INFERRED and not is_kept:
            plan.remove(path, PAGE)
            if path.suffix == ".html" and (printed := path.with_suffix(".pdf")).is_file():
                plan.remove(printed, PAGE)
    if plan.removed:
        plan.change(out / LIST, ours.content_without(plan.removed), said("no longer lists the removed pages"))


def _plan_file(plan: Plan, path: Path, inside: Path, traces: Traces) -> None:
    """Plan what happens to a file of the output folder that is no page and no entry of the ledger."""
    is_unfinished = path.name.startswith(".") and path.name.endswith(UNFINISHED)
    if is_unfinished or any(part.startswith(PRINTING) for part in inside.parts[:-1]):
        plan.remove(path, said("a temporary file left by an interrupted run"))
    elif inside.parts[0] == ROUNDS:
        with suppress(NotAnEntryError):
            read_entry(read_bytes(path))
            plan.remove(path, said("a second copy of an entry"))
    elif inside.as_posix() in OWNERS:
        _plan_rows(plan, path, traces, OWNERS[inside.name])
    elif inside == STEPS:
        _plan_steps(plan, path, traces)
    elif inside.is_relative_to(HISTORY):
        if any(list_places(other, traces) for other in path.parent.iterdir() if other.is_file()):
            plan.remove(path, said("earlier versions of the convening; its steps can no longer be undone"))
    elif inside.parent == Path(BOARD, TYPED_CHARTS) and path.suffix == ".json":
        _plan_draft(plan, path, traces)
    elif inside == Path(INFERRED) and not is_edited(read_bytes(path)):
        if list_places(path, traces):
            plan.remove(path, said("the inferred convening, which the next run infers again"))
    else:
        plan.leave(path, list_places(path, traces))


def _plan_rows(plan: Plan, path: Path, traces: Traces, owners: Collection[str]) -> None:
    """Plan to remove the rows of a person from a table, and to replace them in other cells."""
    rows = without_apostrophes(read(path)).rows
    if not rows:
        return
    headings = rows[0].cells
    ids = find_columns(headings, {"id", "personid"} if "id" in owners else ())
    named = find_columns(headings, set(map(squashed, owners))) - ids
    kept: list[list[str]] = []
    changed: list[int] = []
    for row in rows[1:]:
        cells = list(map(traces.in_text, row.cells))
        is_removed = any(row.cell(at) in traces.tokens for at in ids)
        is_removed = is_removed or any(traces.is_theirs(row.cell(at)) for at in named)
        if not is_removed:
            kept.append(cells)
        if is_removed or cells != list(row.cells):
            changed.append(row.line)
    if changed:
        says = said_count("%(number)s row changed", "%(number)s rows changed", len(changed))
        plan.change(path, csv_bytes(headings, kept), says, changed)


def _plan_steps(plan: Plan, path: Path, traces: Traces) -> None:
    """Plan to remove people from the seats, locks and names of the steps."""
    lines: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(read_bytes(path).decode("utf-8", "replace").splitlines(), start=1):
        with suppress(ValueError, RecursionError, AttributeError, TypeError):
            step = json.loads(line)
            new = _without_people(step, traces)
            lines.append(line if new == step else json.dumps(new, ensure_ascii=False))
            numbers += [] if new == step else [number]
    if numbers:
        content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        says = said_count(
            "the person is removed from %(number)s step", "the person is removed from %(number)s steps", len(numbers)
        )
        plan.change(path, content, says, numbers)


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


def _plan_draft(plan: Plan, path: Path, traces: Traces) -> None:
    """Plan to replace people in the texts of a chart that someone is typing."""
    with suppress(ValueError, RecursionError):
        before = json.loads(read_bytes(path))
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
