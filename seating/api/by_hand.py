"""A seating made or edited by hand becomes a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from seating.api.named import companions_unnamed
from seating.errors import InputError, Note, Problem
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.sources import Row, Source, column_letter
from seating.tables import Table, tables_called
from seating.wording import counted, listed, nearest, quoted, squashed

__all__ = ["read_plan", "read_seats", "words_of"]

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
        persons = _persons(source, room, row, person_column, problems, notes)
        table = _table(source, room, row, table_column, problems)
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


def _persons(
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


def _table(source: Source, room: Room, row: Row, column: _Column, problems: list[Problem]) -> Table | None:
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
