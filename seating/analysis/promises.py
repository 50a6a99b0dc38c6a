"""Commitments typed from the tables' sheets: who promised what by when, what is late, and who was missing.

A record of a round keeps them, so that later rounds know them without the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from seating.charts.nominations import NamedByTable
from seating.convening import Convening
from seating.errors import Note
from seating.forms.cells import FOR_THE_ROOM, Labeled, Named, list_written
from seating.forms.entries import Entry
from seating.forms.worksheets import COMMITMENTS, TypedRows, read_rows
from seating.mentions import Written
from seating.mentions.written_names import split_cell
from seating.profiles import People
from seating.profiles.days import read_date
from seating.profiles.person import is_forgotten, label_person, without_tokens
from seating.record.promises import MissingNameRecord, PromiseRecord, PromiserRecord, PromisesRecord
from seating.room.tables import SheetTables, Table, map_labels
from seating.sources import Source
from seating.wording import fold, is_blank_text, said


class PromiseState(StrEnum):
    """Whether a promise was kept; members are in the order of pages."""

    LATE = "late"
    OPEN = "open"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    Attributes
    ----------
    table : str
        The id of the table; "" for the whole room.
    who : tuple of Named
    what : str
    by : str
        As typed: a date or a round; "" if none was agreed.
    due : date or None
        The date of `by`.
    due_round : int or None
        The round of `by`.
    typed : PromiseState
        As typed; open if the cell is blank.
    note : str
    line : int
        The line of the row in the file; 0 if the promise comes from a saved round.
    """

    table: str
    who: tuple[Named, ...]
    what: str
    by: str
    due: date | None
    due_round: int | None
    typed: PromiseState
    note: str
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """The table and the words, which tell whether two rows are about the same promise."""
        return self.table, fold(self.what)

    @property
    def label(self) -> str:
        """What was promised as pages show it, with words for people who were forgotten."""
        return without_tokens(self.what)

    def state(self, day: date | None, round_number: int) -> PromiseState:
        """Return the state in a round.

        An open promise is late if its date is before the day, or if its round is before this one.

        Parameters
        ----------
        day : date or None
            The day to compare with; None if no date is known, and then no date makes a promise late.
        round_number : int
        """
        is_over = (day is not None and self.due is not None and self.due < day) or (
            self.due_round is not None and self.due_round < round_number
        )
        return PromiseState.LATE if self.typed is PromiseState.OPEN and is_over else self.typed


@dataclass(frozen=True, slots=True)
class MissingLine(Labeled):
    """Someone, or a kind of people, named as missing by a table; `person` is the id of someone on the list."""

    table: str
    text: str
    person: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Commitments:
    """All promises and all lines on who was missing, in the order of the file.

    `former` are the tables of earlier rounds that the convening no longer has. Promises may be theirs.
    """

    file: str
    promises: tuple[Promise, ...]
    missing: tuple[MissingLine, ...]
    notes: tuple[Note, ...] = ()
    former: tuple[Table, ...] = ()

    @property
    def written(self) -> Iterator[Written]:
        """The texts that are read as no one on the list."""
        names = (name for promise in self.promises for name in promise.who)
        yield from list_written((*names, *self.missing), self.file)

    def with_ids(self, ids: Mapping[str, str], left: People) -> Commitments:
        """Return the same with other ids of people, as `Named.with_id` does it."""
        promises = (replace(one, who=tuple(name.with_id(ids, left) for name in one.who)) for one in self.promises)
        missing = (replace(one, person=ids.get(one.person or "", one.person)) for one in self.missing)
        return replace(self, promises=tuple(promises), missing=tuple(missing))


@dataclass(frozen=True, slots=True)
class DateUsed:
    """The date with which due dates are compared, and the key of the convening that gives it: `today` or `rounds`."""

    day: date
    key: str


STATES = {word: PromiseState(state) for word, state in COMMITMENTS.words["state"].items()}
"""The words of a state, folded."""

ROUND = re.compile(r"(?:round|ronda)\s*(\d{1,4})")

NO_STATE = (
    "commitment-state",
    said("is not a valid state for a promise"),
    said("The promise counts as open. Write kept, open or late."),
)


def find_date(convening: Convening, round_number: int) -> DateUsed | None:
    """Return the date with which due dates are compared in a round; None if the convening gives none.

    It is `today` of the convening or, without it, the `day` of the round. The clock of the machine is never read, so
    that the same files give the same pages.
    """
    if convening.today is not None:
        return DateUsed(convening.today, "today")
    day = convening.round_plan(round_number).day
    return None if day is None else DateUsed(day, "rounds")


def list_promises(
    commitments: Commitments, convening: Convening, round_number: int
) -> list[tuple[Promise, PromiseState]]:
    """Return promises with their states: late ones first, then open ones, then kept ones.

    Parameters
    ----------
    commitments : Commitments
    convening : Convening
        Gives the date with which due dates are compared.
    round_number : int
    """
    used = find_date(convening, round_number)
    day = None if used is None else used.day
    found = [(p, p.state(day, round_number)) for p in commitments.promises]
    order = list(PromiseState)
    return sorted(found, key=lambda each: order.index(each[1]))


def join_commitments(files: Sequence[Commitments]) -> Commitments:
    """Return what several files say, as one. A promise in a later file replaces the same promise in an earlier one.

    Parameters
    ----------
    files : sequence of Commitments
        At least one, all read with the same tables.
    """
    promises: list[Promise] = []
    missing: dict[tuple[str, str], MissingLine] = {}
    for each in files:
        keys = {promise.key for promise in each.promises}
        promises = [*(promise for promise in promises if promise.key not in keys), *each.promises]
        missing |= {(line.table, fold(line.text)): line for line in each.missing}
    notes = tuple(note for each in files for note in each.notes)
    name = "; ".join(each.file for each in files)
    return Commitments(name, tuple(promises), tuple(missing.values()), notes, files[0].former)


def list_named(commitments: Commitments | None, convening: Convening) -> Iterator[NamedByTable]:
    """Yield those that tables named as missing, as nominations for these tables."""
    if commitments is None:
        return
    here = map_labels(convening.tables)
    labels = map_labels(commitments.former) | here
    for line in commitments.missing:
        table = line.table if line.table in here else None
        yield NamedByTable(line.text, line.person, table, labels.get(line.table, ""))


def promises_record(commitments: Commitments | None, convening: Convening, round_number: int) -> PromisesRecord | None:
    """Return the record of promises; None if nothing was promised and no one was named as missing.

    Parameters
    ----------
    commitments : Commitments or None
    convening : Convening
        Gives the date with which due dates are compared.
    round_number : int
        The round of the record.
    """
    if commitments is None or not (commitments.promises or commitments.missing):
        return None
    used = find_date(convening, round_number)
    promises = [
        PromiseRecord.of(each, state=each.state(None if used is None else used.day, round_number))
        for each in commitments.promises
    ]
    return PromisesRecord.of(commitments, promises=promises)


def read_promises(
    record: PromisesRecord, file: str, people: People, tables: Sequence[Table], former: Sequence[Table] = ()
) -> Commitments:
    """Return the promises of a saved round, with the people and tables of today.

    Parameters
    ----------
    record : PromisesRecord
    file : str
        The name of the entry in the ledger.
    people : People
        Someone who is no longer on the list keeps the recorded name.
    tables : sequence of Table
        A former table that became one of these gives its promises to that table.
    former : sequence of Table
        The tables of earlier rounds that the convening no longer has.
    """

    def table_of(each: PromiseRecord | MissingNameRecord) -> str:
        heirs = [table.id for table in tables if each.table in table.was]
        is_known = any(each.table == table.id for table in tables)
        return heirs[0] if len(heirs) == 1 and not is_known else each.table or ""

    def name_of(each: PromiserRecord | MissingNameRecord) -> tuple[str, str | None]:
        person = people.by_id.get(each.id or "")
        if is_forgotten(each.id or ""):
            return each.id or "", None
        return (label_person(each.id or "", each.name, ""), None) if person is None else (person.label, person.id)

    promises = []
    for each in record.promises:
        who = tuple(Named(*name_of(one)) for one in each.who)
        due, due_round = _read_due(each.by) or (None, None)
        state = PromiseState(each.state)
        promises.append(Promise(table_of(each), who, each.what, each.by, due, due_round, state, each.note, 0))
    missing = tuple(MissingLine(table_of(one), *name_of(one), 0) for one in record.missing)
    return Commitments(file, tuple(promises), missing, former=tuple(former))


def _read_due(text: str) -> tuple[date | None, int | None] | None:
    """Return the date or the round of a cell, both None if it is blank; None if it is neither."""
    if found := ROUND.fullmatch(fold(text)):
        return None, int(found[1])
    day = read_date(text)
    return (day, None) if day is not None or not text else None


def read_commitments(
    source: Source, people: People, tables: SheetTables, earlier: Commitments | None = None
) -> Commitments:
    """Read what tables promised, and who they named as missing.

    Parameters
    ----------
    source : Source
        Needs the columns table and what. Several names in `who` or `missing` are separated by `;`. A table is named by
        its id, name, number, or an id that it had before; a blank cell means the whole room. A row may have only
        `missing`. A column `round` gives the round of the sheet, to which its number belongs.
    people : People
        The list; a name or id in `who` or `missing` may be on it.
    tables : SheetTables
        The tables of today and of saved rounds.
    earlier : Commitments, optional
        What the last saved round knows. A row with the same words belongs to the same table as then.

    Raises
    ------
    InputError
        If the headings are missing, or a row names a table that is several tables now and that no saved round had.
        What else stands in the cells is at most noted.
    """
    typed = read_rows(source, COMMITMENTS, people, replace(tables, keeps_split=tables.shown is None))
    reader = _Reader(typed, earlier)
    promises: list[Promise] = []
    missing: list[MissingLine] = []
    for entry in typed.form.entries:
        if is_blank_text(entry["what"]) and is_blank_text(entry["missing"]):
            says = said("the row has no promise, so it is not counted")
            typed.notebook.doubt("commitment-empty", says, entry.line, typed.form.columns["what"])
            continue
        table = reader.table(entry)
        promises += [] if is_blank_text(entry["what"]) else [reader.promise(entry, table)]
        missing += reader.missing(entry, table)
    return Commitments(source.file, tuple(promises), tuple(missing), typed.finish(), tables.ended)


class _Reader:
    """Converts rows and records problems."""

    def __init__(self, typed: TypedRows, earlier: Commitments | None) -> None:
        self._cells = typed.cells
        self._usual = {} if earlier is None else {fold(one.text): one.table for one in earlier.missing}
        self._usual |= {} if earlier is None else {fold(one.what): one.table for one in earlier.promises}
        self._form = typed.form
        self._notebook = typed.notebook

    def promise(self, entry: Entry, table: str) -> Promise:
        """Return the promise of a row, which is about a table."""
        who = self._cells.names(entry, "who", asks_for_people=True)
        due, due_round = self._due(entry)
        state = self._cells.word(entry, "state", STATES, PromiseState.OPEN, NO_STATE)
        return Promise(table, who, entry["what"], entry["by"], due, due_round, state, entry["note"], entry.line)

    def missing(self, entry: Entry, table: str) -> Iterator[MissingLine]:
        """Yield the people that a row names as missing from a table."""
        for one in self._cells.names(entry, "missing"):
            yield MissingLine(table, one.text, one.person, entry.line)

    def table(self, entry: Entry) -> str:
        """Return the id of a row's table; "" for the whole room."""
        names = (entry["what"], *split_cell(entry["missing"]))
        usual = next((self._usual[fold(each)] for each in names if fold(each) in self._usual), None)
        found = self._cells.table(entry, FOR_THE_ROOM, usual=usual)
        return "" if found is None else found.id

    def _due(self, entry: Entry) -> tuple[date | None, int | None]:
        text = entry["by"]
        found = _read_due(text)
        if found is None and not is_blank_text(text):
            says = said("is neither a date nor a round, so the promise never counts as late")
            hint = said("Write a date such as 2026-12-01, or a round such as round 2.")
            self._notebook.doubt("commitment-by", says, entry.line, self._form.columns["by"], text, hint)
        return found or (None, None)
