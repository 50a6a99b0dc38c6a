"""Commitments typed from the tables' sheets: who promised what by when, what is late, and who was missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from seating.convening import Convening
from seating.errors import InputError, Miss, Note
from seating.forms import Entry, Field, Form, read_form
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.tables import Table, find_table, tables_called
from seating.wording import fold, listed, nearest, quoted

__all__ = [
    "Commitments",
    "DateUsed",
    "MissingLine",
    "Promise",
    "PromiseState",
    "Promiser",
    "find_date",
    "list_promises",
    "read_commitments",
]


class PromiseState(StrEnum):
    """Whether a promise was kept; members are in the order of pages."""

    LATE = "late"
    OPEN = "open"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Promiser:
    """Somebody who promised something: a person on the list, or a name or organization as written."""

    text: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    Attributes
    ----------
    table : str
        The id of the table; "" for the whole room.
    who : tuple of Promiser
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
        The line of the row in the file.
    """

    table: str
    who: tuple[Promiser, ...]
    what: str
    by: str
    due: date | None
    due_round: int | None
    typed: PromiseState
    note: str
    line: int

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
class MissingLine:
    """Somebody, or a kind of people, whom a table named as missing; `person` is the id of somebody on the list."""

    table: str
    text: str
    person: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Commitments:
    """All promises and all lines on who was missing, in the order of the file."""

    file: str
    promises: tuple[Promise, ...]
    missing: tuple[MissingLine, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class DateUsed:
    """The date with which due dates are compared, and the key of the convening that gives it: `today` or `rounds`."""

    day: date
    key: str


FIELDS = (
    Field("table", ("table id", "table name", "table number", "mesa"), is_needed=True),
    Field("who", ("owner", "name", "responsible", "quién", "responsable")),
    Field(
        "what",
        ("action", "commitment", "promise", "what we will do", "qué", "acción", "compromiso", "lo que haremos"),
        is_needed=True,
    ),
    Field("by", ("by when", "due", "deadline", "para cuándo", "fecha", "plazo")),
    Field("state", ("status", "done", "estado")),
    Field("note", ("notes", "comment", "help needed", "nota", "notas", "ayuda necesaria")),
    Field(
        "missing",
        ("who was missing", "who was missing from this table", "quién faltó", "quién faltó en esta mesa", "faltó"),
    ),
)

STATES = {
    **dict.fromkeys(("kept", "done", "yes", "complete", "finished", "x"), PromiseState.KEPT),
    **dict.fromkeys(("cumplido", "cumplida", "hecho", "hecha", "sí", "si"), PromiseState.KEPT),
    **dict.fromkeys(("", "open", "no", "not yet", "pending", "in progress"), PromiseState.OPEN),
    **dict.fromkeys(("abierto", "abierta", "pendiente", "en curso"), PromiseState.OPEN),
    **dict.fromkeys(("late", "overdue", "atrasado", "atrasada", "vencido", "vencida"), PromiseState.LATE),
}
"""The words of a state, folded."""

ROUND = re.compile(r"(?:round|ronda)\s*(\d{1,4})")

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def find_date(convening: Convening, round_number: int) -> DateUsed | None:
    """Return the date with which due dates are compared in a round; None if the convening gives none.

    It is `today` of the convening or, without it, the `day` of the round. The clock of the machine is never read, so
    that the same files give the same pages.
    """
    if convening.today is not None:
        return DateUsed(convening.today, "today")
    plans = convening.rounds[round_number - 1 : round_number]
    day = plans[0].day if plans else None
    return None if day is None else DateUsed(day, "rounds")


def list_promises(
    commitments: Commitments, convening: Convening, round_number: int, table: str | None = None
) -> list[tuple[Promise, PromiseState]]:
    """Return promises with their states: late ones first, then open ones, then kept ones.

    Parameters
    ----------
    commitments : Commitments
    convening : Convening
        Gives the date with which due dates are compared.
    round_number : int
    table : str, optional
        The id of a table; its promises only. Otherwise all promises.
    """
    used = find_date(convening, round_number)
    day = None if used is None else used.day
    found = [(p, p.state(day, round_number)) for p in commitments.promises if table in (None, p.table)]
    order = list(PromiseState)
    return sorted(found, key=lambda each: order.index(each[1]))


def read_commitments(source: Source, people: People, tables: Sequence[Table]) -> Commitments:
    """Read what tables promised, and whom they named as missing.

    Parameters
    ----------
    source : Source
        Needs the columns table and what. Several names in `who` or `missing` are separated by `;`. A table is named by
        its id, name, number, or an id that it had before; a blank cell means the whole room. A row may have only
        `missing`.
    people : People
        The list; a name or id in `who` or `missing` may be on it.
    tables : sequence of Table
        In the order of their numbers.

    Raises
    ------
    InputError
        With every row that promises nothing, or has an unknown table, state or date, or a name of several people.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook)
    reader = _Reader(people, tables, form, notebook)
    promises: list[Promise] = []
    missing: list[MissingLine] = []
    for entry in form.entries:
        if not entry["what"] and not entry["missing"]:
            says, hint = "promises nothing", "Write what was promised, or delete the row."
            notebook.problem("commitment-empty", says, entry.line, form.columns["what"], hint=hint)
        promises += [reader.promise(entry)] if entry["what"] else []
        missing += reader.missing(entry)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    return Commitments(source.file, tuple(promises), tuple(missing), (*source.notes, *notebook.notes()))


class _Reader:
    """Converts rows and records problems."""

    def __init__(self, people: People, tables: Sequence[Table], form: Form, notebook: Notebook) -> None:
        self._people = people
        self._tables = tables
        self._form = form
        self._notebook = notebook

    def promise(self, entry: Entry) -> Promise:
        """Return the promise of a row."""
        who = tuple(Promiser(text, person) for text, person in self._names(entry, "who"))
        due, due_round = self._due(entry)
        state = self._state(entry)
        return Promise(
            self._table(entry), who, entry["what"], entry["by"], due, due_round, state, entry["note"], entry.line
        )

    def missing(self, entry: Entry) -> Iterator[MissingLine]:
        """Yield whom a row names as missing."""
        table = self._table(entry) if entry["missing"] and not entry["what"] else ""
        if entry["missing"] and entry["what"]:
            found = self._find_table(entry["table"])
            table = found.id if isinstance(found, Table) else ""
        for text, person in self._names(entry, "missing"):
            yield MissingLine(table, text, person, entry.line)

    def _names(self, entry: Entry, column: str) -> Iterator[tuple[str, str | None]]:
        """Yield the names in a cell, with the ids of people on the list."""
        for text in filter(None, map(str.strip, entry[column].split(";"))):
            found = self._people.find(text)
            if isinstance(found, Miss) and found.is_ambiguous:
                self._notebook.miss(found, entry.line, self._form.columns[column], text)
            yield (found.label, found.id) if isinstance(found, Person) else (text, None)

    def _find_table(self, text: str) -> Table | Miss | None:
        """Return the table of a cell; None for the whole room."""
        if not text:
            return None
        former = self._find_former(text)
        return former[0] if len(former) == 1 else find_table(text, self._tables, by_number=True)

    def _find_former(self, text: str) -> list[Table]:
        """Return the tables that a former table became; none if a table has that name now."""
        if tables_called(text, self._tables):
            return []
        return [table for table in self._tables if fold(text) in map(fold, table.was)]

    def _table(self, entry: Entry) -> str:
        text, column = entry["table"], self._form.columns["table"]
        found = self._find_table(text)
        former = self._find_former(text)
        if len(former) > 1:
            now = listed([table.id for table in former])
            hint = f"It became {now}. Write the one that keeps the promise."
            self._notebook.problem("table-split", "is several tables now", entry.line, column, text, hint)
        elif isinstance(found, Miss):
            self._notebook.miss(found, entry.line, column, text)
        return found.id if isinstance(found, Table) else ""

    def _due(self, entry: Entry) -> tuple[date | None, int | None]:
        text = entry["by"]
        if found := ROUND.fullmatch(fold(text)):
            return None, int(found[1])
        if not text:
            return None, None
        try:
            if DATE.fullmatch(text):
                return date.fromisoformat(text), None
        except ValueError:  # such as 2026-02-30
            pass
        hint = "Write a date such as 2026-12-01, or a round such as round 2, or leave the cell blank."
        column = self._form.columns["by"]
        self._notebook.problem("commitment-by", "is neither a date nor a round", entry.line, column, text, hint)
        return None, None

    def _state(self, entry: Entry) -> PromiseState:
        text = entry["state"]
        state = STATES.get(fold(text))
        if state is not None:
            return state
        near = nearest(fold(text), filter(None, STATES))
        meant = f"Did you mean {quoted(near)}? " if near else ""
        hint = f"{meant}Write kept, open or late; a blank cell is open."
        column = self._form.columns["state"]
        self._notebook.problem("commitment-state", "is not a state of a promise", entry.line, column, text, hint)
        return PromiseState.OPEN
