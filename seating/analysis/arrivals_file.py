"""Read `arrivals.csv`, the file of arrivals that the desk keeps, with a row for each person and round.

Only rows of the round in question are checked; rows of other rounds are kept as they are, because people may have left
the list since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from seating.analysis.arrivals import AWAY, Arrival, Arrivals, ArrivalState, is_of_round
from seating.convening.files import ListRules
from seating.errors import InputError, Miss
from seating.forms import SEARCHED, Entry, Field, Form, other_columns, read_form
from seating.profiles import Attendance, People, Person
from seating.profiles.columns import ALIASES, RELATIONS, TABLE_COLUMNS
from seating.profiles.notebook import Notebook
from seating.profiles.reader import read_people
from seating.sources import Row, Source
from seating.sources.limits import MAX_ROWS
from seating.wording import quoted, said, squashed, whole_number

__all__ = ["has_states", "is_walk_in", "read_arrivals", "read_walk_ins"]

LARGEST_ROUND = 9_999

FIELDS = (
    Field("round", ("meeting", "session", "ronda"), is_needed=True),
    Field("id", ("person id",)),
    Field("name", ("full name", "person", "nombre", "persona")),
    Field("state", ("status", "arrival", "estado"), is_needed=True),
    Field("time", ("at", "hora")),
    Field("organization", ("organisation", "organización")),
    Field("note", ("notes", "comment", "nota", "notas")),
)

WORDS = {
    ArrivalState.EXPECTED: ("", "expected", "not yet", "esperado", "esperada", "todavía no"),
    ArrivalState.ARRIVED: ("arrived", "present", "here", "yes", "x", "✓", "llegó", "presente", "sí"),
    ArrivalState.ABSENT: ("absent", "no", "no-show", "not coming", "ausente", "no vino", "no viene"),
    ArrivalState.WALK_IN: ("walk-in", "guest", "new", "sin registro", "nuevo", "nueva"),
}
"""The words for each state; they are compared without case and accents."""

STATES = {squashed(word) or word: state for state, words in WORDS.items() for word in words}

WALK_IN_ID = re.compile(r"walk-in-\d+")
"""An id that the program gives to a walk-in."""

NOT_FOR_WALK_INS = frozenset({*RELATIONS, *TABLE_COLUMNS, "attending", "status"})
"""Columns that become requirements when the list is read, or say who comes. They are not read for walk-ins."""


def read_arrivals(source: Source, people: People, number: int, *, is_over: bool = False) -> Arrivals:
    """Read the arrivals.

    Parameters
    ----------
    source : Source
        Needs the columns round and state, and id or name. Columns that are not known are kept.
    people : People
        The list; for a round that is over, the people who were on it then.
    number : int
        The round whose rows are checked.
    is_over : bool
        Whether the round is over. Then rows of other people are kept as they are, because the list has changed since.

    Raises
    ------
    InputError
        With every row that has no round, and every row of this round that names nobody, somebody who is not on the
        list, several people, or a person whom another row names, or that has an unknown state.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook, most=MAX_ROWS)
    other = other_columns(source, form)
    reader = _Reader(people, form, notebook, number, is_over)
    lines = {row.line: row.cells for row in source.rows}
    rows = []
    for entry in form.entries:
        cells = lines[entry.line]
        own = {heading: cells[at].strip() if at < len(cells) else "" for heading, at in other.items()}
        rows.append(replace(reader.row(entry), other=own))
    if notebook.has_problems:
        raise InputError(notebook.problems())
    notes = (note for note in (*source.notes, *notebook.notes()) if note.slug != "column-unread")  # they are kept
    return Arrivals(source.file, number, tuple(_with_ids(rows, people)), tuple(other), tuple(notes))


def is_walk_in(typed: str) -> bool:
    """Whether a state as typed means somebody who is not on the list."""
    return STATES.get(squashed(typed)) is ArrivalState.WALK_IN


class _Reader:
    """Converts rows to arrivals and records problems."""

    def __init__(self, people: People, form: Form, notebook: Notebook, number: int, is_over: bool) -> None:
        self._people = people
        self._form = form
        self._notebook = notebook
        self._number = number
        self._is_over = is_over
        self._lines: dict[str, int] = {}

    def row(self, entry: Entry) -> Arrival:
        """Return the arrival of a row. If the row cannot be read, add a problem."""
        row = Arrival(
            round=entry["round"],
            id=entry["id"],
            name=entry["name"],
            typed=entry["state"],
            time=entry["time"],
            organization=entry["organization"],
            note=entry["note"],
            line=entry.line,
        )
        if not self._has_round(entry) or not is_of_round(row.round, self._number):
            return row
        state = STATES.get(squashed(entry["state"]) or entry["state"])
        if state is None:
            says, hint = (
                "is not a state",
                "Write arrived, absent or walk-in, or clear the cell. There is a column for notes.",
            )
            self._problem("arrival-state", says, entry, "state", hint)
            return row
        row = replace(row, state=state)
        is_walk_in = state is ArrivalState.WALK_IN or (
            WALK_IN_ID.fullmatch(row.id) is not None and row.id not in self._people.by_id
        )
        return self._walk_in(row, entry) if is_walk_in else self._listed(row, entry)

    def _has_round(self, entry: Entry) -> bool:
        text = entry["round"]
        if 1 <= (whole_number(text) or 0) <= LARGEST_ROUND:
            return True
        says = said("is not the number of a round") if text else said("the row has no round")
        self._problem("arrival-round", says, entry, "round", f"Write {self._number} for the open round.")
        return False

    def _listed(self, row: Arrival, entry: Entry) -> Arrival:
        """Return the row of somebody on the list."""
        column = "id" if row.id or not row.name else "name"
        reference = row.id or row.name
        found = self._people.find_each(reference) if reference else ()
        if isinstance(found, Miss) and self._is_over and not found.is_ambiguous and reference:
            return row
        if isinstance(found, Miss):
            hint = (
                found.hint
                if found.is_ambiguous
                else said("%(hint)s Write the state walk-in for somebody who is not on the list.", hint=found.hint)
            )
            self._problem(found.slug, found.says, entry, column, hint)
            return row
        if len(found) != 1:
            says = said("means %(number)s people", number=len(found)) if found else said("the row names nobody")
            hint = said("Write one row for each person.") if found else said("Write the id or the name of a person.")
            self._problem("arrival-person", says, entry, column, hint)
            return row
        self._once(found[0].id, entry, column)
        return replace(row, id=found[0].id, name=found[0].label)

    def _walk_in(self, row: Arrival, entry: Entry) -> Arrival:
        """Return the row of a walk-in. One who was added to the list with the same id counts as arrived."""
        if not row.name:
            self._problem(
                "arrival-person", said("the row names nobody"), entry, "name", said("Write the name of the walk-in.")
            )
        elif row.id in self._people.by_id:
            self._once(row.id, entry, "id")
            return replace(row, state=ArrivalState.ARRIVED)
        elif not self._is_over and (named := self._people.named(row.name)):
            says = said("is on the list, with the id %(id)s", id=quoted(named[0].id))
            hint = said(
                "Write the state arrived, or write something after the name of a walk-in who only has the same name."
            )
            self._problem("arrival-on-list", says, entry, "name", hint)
        if row.id:
            self._once(row.id, entry, "id")
        came = row.state in {ArrivalState.ARRIVED, ArrivalState.WALK_IN}
        return replace(row, state=ArrivalState.WALK_IN if came else row.state, is_walk_in=True)

    def _once(self, identity: str, entry: Entry, column: str) -> None:
        if identity in self._lines:
            says = said("is the person of line %(line)s too", line=self._lines[identity])
            self._problem("arrival-twice", says, entry, column, said("Keep one row for each person and round."))
        self._lines.setdefault(identity, entry.line)

    def _problem(self, slug: str, says: str, entry: Entry, name: str, hint: str | None) -> None:
        column = self._form.columns.get(name) or next(iter(self._form.columns.values()))
        self._notebook.problem(slug, says, entry.line, column, entry[name] or None, hint)


def _with_ids(rows: Sequence[Arrival], people: People) -> Iterator[Arrival]:
    """Yield the rows; a walk-in without an id gets one that nobody else has."""
    found = Arrivals("", 0, tuple(rows))
    for at, row in enumerate(rows):
        if row.is_walk_in and not row.id:
            row = replace(row, id=found.free_id(people))
            found = replace(found, rows=(*found.rows[:at], row, *found.rows[at + 1 :]))
        yield row


def read_walk_ins(source: Source, arrivals: Arrivals, people: People, rules: ListRules) -> tuple[Person, ...]:
    """Return the walk-ins of the round as people. Their cells are read as those of the list are.

    Parameters
    ----------
    source : Source
        The file of the arrivals. Columns that the list has too, such as `sector`, describe the walk-ins.
    arrivals : Arrivals
        As read from this source.
    people : People
        The list.
    rules : ListRules
        What the convening says about reading the list.

    Raises
    ------
    InputError
        With every cell that cannot be read.
    """
    here = arrivals.here().values()
    walk_ins = {row.line: row for row in here if row.is_walk_in and row.state is not ArrivalState.EXPECTED}
    if not walk_ins:
        return ()
    hidden = {alias for alias, key in ALIASES.items() if key in NOT_FOR_WALK_INS}
    hidden |= {squashed(word) for one in FIELDS for word in (one.name, *one.also)}
    hidden -= {
        squashed(word) for one in FIELDS if one.name in {"name", "organization"} for word in (one.name, *one.also)
    }
    heading = next(row for row in source.rows if _is_heading(row))
    present = {squashed(cell) for cell in heading.cells}  # headings of the list need not be in this file
    stated = {key: [one for one in texts if squashed(one) in present] for key, texts in rules.columns.items()}
    columns = {key: texts for key, texts in stated.items() if texts and key not in NOT_FOR_WALK_INS}
    blank = {at for at, cell in enumerate(heading.cells) if squashed(cell) in hidden}
    rows = (heading, *(row for row in source.rows if row.line in walk_ins))
    shown = [Row(row.line, tuple("" if at in blank else cell for at, cell in enumerate(row.cells))) for row in rows]
    read = read_people(replace(source, rows=tuple(shown), notes=()), rules.vocabulary, columns, parties=False)
    return tuple(_as_walk_in(person, walk_ins[person.line], people) for person in read.people)


def has_states(source: Source) -> bool:
    """Whether a file has the headings of the arrivals, such as round and state."""
    return any(map(_is_heading, source.rows[:SEARCHED]))


def _is_heading(row: Row) -> bool:
    cells = {squashed(cell) for cell in row.cells}
    return all(cells & {squashed(word) for word in (one.name, *one.also)} for one in FIELDS if one.is_needed)


def _as_walk_in(person: Person, row: Arrival, people: People) -> Person:
    own = {heading: values for heading, values in person.own.items() if heading in people.headings}
    attending = Attendance() if row.state is ArrivalState.WALK_IN else AWAY
    return person.model_copy(update={"attending": attending, "id": row.id, "line": 0, "own": own})
