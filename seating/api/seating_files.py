"""Earlier seatings from elsewhere: `id` or `name`, `round`, `table`, one row a person and round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seating.api.named import PLACE, companions_unnamed, likely, reference_of, rows_about_people, whom
from seating.convening import Convening
from seating.errors import InputError, Note, Problem
from seating.forms import Entry, Field, Form
from seating.plan import Plan, Room
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import Row, Source, column_letter, read
from seating.tables import Table, tables_called
from seating.wording import counted, fold, listed, nearest, quoted, squashed

__all__ = ["read_earlier", "read_plan", "read_seats", "words_of"]

FIELDS = (Field("round", ("meeting", "session"), is_needed=True), Field(PLACE.name, PLACE.also, is_needed=True))


PERSON_HEADINGS = ("id", "name")


TABLE_HEADINGS = ("tableid", "table", "tablename")


LIKELY = "Did you mean"


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the seating: where it stands, and its heading."""

    index: int
    heading: str

    def text(self, row: Row) -> str:
        """Return a cell without the apostrophe that keeps spreadsheets from running it as a formula."""
        from seating.report.spreadsheets import as_written

        return as_written(row.cells[self.index].strip() if self.index < len(row.cells) else "")

    def problem(self, slug: str, says: str, source: Source, row: Row, value: str, hint: str | None = None) -> Problem:
        """Return a problem at this column's cell of a row."""
        letter = column_letter(self.index)
        return Problem(slug, says, source.file, row.line, self.heading, letter, value or None, hint)


def read_plan(source: Source, room: Room) -> tuple[Room, Plan, tuple[Note, ...]]:
    """Read who sits where; return the room judged, the plan and what is worth a word.

    Parameters
    ----------
    source : Source
        Headings `id` or `name`, and `table` (or `table_id`); other columns are passed over.
    room : Room
        Who should be seated.

    Raises
    ------
    InputError
        For an unknown person or table, a person seated twice, and people left without a seat. Staff
        without a seat are left out of the room instead, with a note.
    """
    seats, problems, notes = _read(source, room)
    if problems:
        raise InputError(problems)
    seats = {person: table for person, table in seats.items() if person in room.index}
    without = [person.label for person in room.people if person.id not in seats]
    if without:
        shown = listed(without[:10]) + (f" and {len(without) - 10} more" if len(without) > 10 else "")
        hint = "Add a line for each of them, or let `seating repair` find them seats."
        raise InputError([Problem("seat-missing", f"gives no table to {shown}", source.file, hint=hint)])
    staff = tuple(person for person in room.staff if person.id in seats)
    if len(staff) < len(room.staff):
        left = counted(len(room.staff) - len(staff), "member of staff", "staff")
        notes.append(Note("staff-unseated", f"{source.file} gives no table to {left}; they are left out."))
    return replace(room, staff=staff), Plan(seats), tuple(notes)


def read_seats(source: Source, room: Room) -> tuple[dict[str, str], tuple[Note, ...]]:
    """Read an earlier seating: the table's id of everybody who has a seat, by id, and what is worth a word.

    Parameters
    ----------
    source : Source
        As for `read_plan`. People may be left out, and such as have no seat now are in it too; whoever is on
        the list no more, and is called like nobody on it, is passed over with a note.
    room : Room

    Raises
    ------
    InputError
        For a person who seems misspelt, an unknown table, and a person seated twice.
    """
    seats, problems, notes = _read(source, room)
    gone = [
        problem for problem in problems if problem.slug == "person-unknown" and problem.value and not _is_near(problem)
    ]
    wrong = [problem for problem in problems if problem not in gone]
    if wrong:
        raise InputError(wrong)
    for problem in gone:
        where = f"{problem.file}:{problem.line}"
        text = f"{where}: {quoted(problem.value or '')} is nobody on the list any more; left out."
        notes.append(Note("not-coming", text, f"{where}: somebody is on the list no more; left out."))
    return seats, tuple(notes)


def words_of(source: Source) -> Mapping[str, str]:
    """Return the table under each person, both as the file has them.

    Raises
    ------
    InputError
        When its headings do not say who sits where.
    """
    heading, person, table = _columns(source)
    return {person.text(row): table.text(row) for row in source.rows[heading + 1 :]}


def read_earlier(file: Path, people: People, convening: Convening) -> tuple[Mapping[str, Any], tuple[Note, ...]]:
    """Return what the ledger remembers of a file of earlier seatings, and what is worth a word.

    Rounds are put in order by their numbers or dates, whatever these are; names of tables become the ids of
    today's tables; what is no table today is kept as written, for a table whose `was` names it.

    Raises
    ------
    UsageError
        When there is no such file.
    InputError
        With every row that is wrong.
    """
    source = read(file)
    notebook = Notebook(source.file)
    form = rows_about_people(source, FIELDS, notebook)
    seats = _seats(form, people, convening, notebook)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    in_order = _in_order(seats)
    earlier = [{"round": n - len(in_order) + 1, "seats": seats[name]} for n, name in enumerate(in_order)]
    return _content(source, earlier), (*source.notes, *notebook.notes())


def _is_near(problem: Problem) -> bool:
    """Whether somebody on the list may have been meant."""
    return (problem.hint or "").startswith(LIKELY)


def _read(source: Source, room: Room) -> tuple[dict[str, str], list[Problem], list[Note]]:
    """Return the seats, those of people who have none this round among them; all that is wrong; and notes."""
    problems: list[Problem] = []
    notes: list[Note] = []
    heading, person_column, table_column = _columns(source)
    seats: dict[str, str] = {}
    lines: dict[str, int] = {}
    singly: set[str] = set()
    for row in source.rows[heading + 1 :]:
        if not any(cell.strip() for cell in row.cells):
            continue
        persons = _named_persons(source, room, row, person_column, problems, notes)
        table = _named_table(source, room, row, table_column, problems)
        singly.update(person.id for person in persons if len(persons) == 1 and table is not None)
        for person in persons if table is not None else ():
            if person.id in seats:
                says = f"sits twice, on lines {lines[person.id]} and {row.line}"
                problems.append(person_column.problem("seated-twice", says, source, row, person.label))
            seats[person.id] = table.id if table is not None else ""
            lines[person.id] = row.line
    along = companions_unnamed(singly, room.listed)
    if along:
        number = counted(len(along), "person", "people")
        text = f"{source.file} does not name {number} who come along with others; they are seated with them."
        notes.append(Note("companions-follow", text))
    seats |= {person: seats[row_id] for person, row_id in along.items()}
    return seats, problems, notes


def _columns(source: Source) -> tuple[int, _Column, _Column]:
    """Return the row of the headings, and the columns of the person and the table."""
    for i, row in enumerate(source.rows[:20]):
        found: Mapping[str, int] = {squashed(cell): c for c, cell in reversed(list(enumerate(row.cells)))}
        person = next((found[word] for word in PERSON_HEADINGS if word in found), None)
        table = next((found[word] for word in TABLE_HEADINGS if word in found), None)
        if person is not None and table is not None:
            return i, _Column(person, row.cells[person].strip()), _Column(table, row.cells[table].strip())
    raise InputError(
        [
            Problem(
                "seating-headings",
                "has no headings that say who sits where",
                source.file,
                hint="Give it a column `id` or `name`, and a column `table`.",
            )
        ]
    )


def _named_persons(
    source: Source, room: Room, row: Row, column: _Column, problems: list[Problem], notes: list[Note]
) -> list[Person]:
    """Return whom a row names: somebody, or all the people of a row of the list; nobody where that is not clear."""
    reference = column.text(row)
    persons: list[Person] = []
    for named in (everyone := room.listed.everyone(reference)):
        found = [person for person in named if person.id in room.index]
        if len(found) > 1:
            hint = f"Which one? Use the id: {listed((person.id for person in found), last='or')}."
            says = "is the name of several people"
            problems.append(column.problem("person-ambiguous", says, source, row, reference, hint))
            return []
        if not found:
            place = f"{source.file}:{row.line}"
            text = f"{place}: {named[0].label} is on the list but has no seat this round; left out."
            notes.append(Note("not-coming", text, f"{place}: somebody has no seat this round; left out."))
        persons.append((found or list(named))[0])
    if everyone:
        return persons
    near = nearest(reference, [word for person in room.persons for word in (person.name, person.id) if word])
    hint = f"{LIKELY} {quoted(near)}?" if near else "Write a name or an id that is on the list."
    says = "is nobody on the list" if reference else "the row names nobody"
    problems.append(column.problem("person-unknown", says, source, row, reference, hint))
    return []


def _named_table(source: Source, room: Room, row: Row, column: _Column, problems: list[Problem]) -> Table | None:
    word = column.text(row)
    found = tables_called(word, room.tables)
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"Use the id: {listed((table.id for table in found), last='or')}."
        says = "is the name of several tables"
        problems.append(column.problem("table-ambiguous", says, source, row, word, hint))
        return None
    shown = [table.id for table in room.tables[:20]]
    near = nearest(word, [table.id for table in room.tables] + [table.name for table in room.tables if table.name])
    hint = f"Did you mean {quoted(near)}?" if near else f"The tables are {listed(shown)}."
    says = "is not a table" if word else "the row names no table"
    problems.append(column.problem("table-unknown", says, source, row, word, hint))
    return None


def _content(source: Source, earlier: list[dict[str, Any]]) -> Mapping[str, Any]:
    return {"earlier": earlier, "inputs": {"history": {"file": source.file, "sha256": source.sha256}}}


def _seats(form: Form, people: People, convening: Convening, notebook: Notebook) -> dict[str, dict[str, str]]:
    """Return who sat where, by round as written; somebody no longer on the list goes by their name."""
    seats: dict[str, dict[str, str]] = {}
    singly: dict[str, set[str]] = {}
    for entry in form.entries:
        persons = whom(entry, form, people, notebook)
        key, reference = reference_of(entry)
        for name in ("round", "table"):
            if not entry[name]:
                notebook.problem("seating-incomplete", f"the row has no {name}", entry.line, form.columns[name])
        if not (reference and entry["round"] and entry["table"]):
            continue
        if not persons and not people.everyone(reference):
            says = f"is nobody on the list; kept as somebody who was there. {likely(reference, people)}"
            notebook.remark("history-person-unknown", says.rstrip(".?"), entry.line, form.columns[key], reference)
        here = seats.setdefault(_round(entry["round"]), {})
        table = _table(entry, form, convening.tables, notebook)
        singly.setdefault(_round(entry["round"]), set()).update(p.id for p in persons if len(persons) == 1)
        for identity in [person.id for person in persons] or [reference]:
            if identity in here:
                hint = "Keep one of the rows: nobody sits twice in a round."
                says = f"sits twice in round {entry['round']}"
                notebook.problem("seated-twice", says, entry.line, value=reference, hint=hint)
            here[identity] = table
    for name, here in seats.items():
        along = companions_unnamed(singly.get(name, ()), people)
        here |= {person: here[row] for person, row in along.items()}
    return seats


def _table(entry: Entry, form: Form, tables: Sequence[Table], notebook: Notebook) -> str:
    """Return the id of the table that a row names; what is no table today stays as written."""
    found = tables_called(entry["table"], tables)
    if len(found) > 1:
        hint = f"Write the id: {listed((table.id for table in found), last='or')}."
        says = f"is the name of {len(found)} tables"
        notebook.problem("table-ambiguous", says, entry.line, form.columns["table"], entry["table"], hint)
    return found[0].id if found else entry["table"]


def _round(text: str) -> str:
    """Return a round's name without the word before its number."""
    return re.sub(r"^(?:round|meeting|session)\s+", "", fold(text)) or text


def _in_order(rounds: Iterable[str]) -> list[str]:
    """Return rounds by number, or else by date; in the order of the file where they are neither."""
    names = list(rounds)
    if all(re.fullmatch(r"-?\d+(\.\d+)?", name) for name in names):
        return sorted(names, key=float)
    if all(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", name) for name in names):
        return sorted(names)
    return names
