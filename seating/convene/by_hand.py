"""A seating made or edited by hand becomes a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from seating.errors import InputError, Note, Problem
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.sources import Row, Source
from seating.tables import Table
from seating.wording import counted, fold, listed, nearest, squashed

__all__ = ["read_plan"]

PERSON_HEADINGS = ("id", "name")
TABLE_HEADINGS = ("tableid", "table", "tablename")


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
    problems: list[Problem] = []
    notes: list[Note] = []
    heading, person_column, table_column = _columns(source)
    seats: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in source.rows[heading + 1 :]:
        if not any(cell.strip() for cell in row.cells):
            continue
        person = _person(source, room, row, person_column, problems, notes)
        table = _table(source, room, row, table_column, problems)
        if person is None or table is None:
            continue
        if person.id in seats:
            says = f"sits twice, on lines {lines[person.id]} and {row.line}"
            problems.append(Problem("seated-twice", says, source.file, row.line, value=person.label))
        seats[person.id] = table.id
        lines[person.id] = row.line
    without = [person.label for person in room.people if person.id not in seats]
    if without and not problems:
        shown = listed(without[:10]) + (f" and {len(without) - 10} more" if len(without) > 10 else "")
        problems.append(
            Problem("seat-missing", f"gives no table to {shown}", source.file, hint="Add a line for each of them.")
        )
    if problems:
        raise InputError(problems)
    staff = tuple(person for person in room.staff if person.id in seats)
    if len(staff) < len(room.staff):
        left = counted(len(room.staff) - len(staff), "member of staff", "staff")
        notes.append(Note("staff-unseated", f"{source.file} gives no table to {left}; they are left out."))
    return replace(room, staff=staff), Plan(seats), tuple(notes)


def _columns(source: Source) -> tuple[int, int, int]:
    """Return the row of the headings, and the columns of the person and the table."""
    for i, row in enumerate(source.rows[:20]):
        found: Mapping[str, int] = {squashed(cell): c for c, cell in reversed(list(enumerate(row.cells)))}
        person = next((found[word] for word in PERSON_HEADINGS if word in found), None)
        table = next((found[word] for word in TABLE_HEADINGS if word in found), None)
        if person is not None and table is not None:
            return i, person, table
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


def _cell(row: Row, column: int) -> str:
    """Return a cell without the apostrophe that keeps spreadsheets from running it as a formula."""
    text = row.cells[column].strip() if column < len(row.cells) else ""
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@") else text


def _person(
    source: Source, room: Room, row: Row, column: int, problems: list[Problem], notes: list[Note]
) -> Person | None:
    reference = _cell(row, column)
    named = room.listed.named(reference)
    found = [person for person in named if person.id in room.index]
    if len(found) == 1:
        return found[0]
    if not found and named:
        text = f"{source.file}:{row.line}: {named[0].label} is on the list but has no seat this round; left out."
        notes.append(Note("not-coming", text, f"{source.file}:{row.line}: somebody has no seat this round; left out."))
        return None
    if found:
        ids = listed((person.id for person in found), last="or")
        problems.append(
            Problem("person-ambiguous", "is the name of several people", source.file, row.line, value=reference,
                    hint=f"Which one? Use the id: {ids}.")
        )  # fmt: skip
        return None
    near = nearest(reference, [person.name for person in room.persons if person.name])
    problems.append(
        Problem("person-unknown", "is nobody on the list", source.file, row.line, value=reference,
                hint=f'Did you mean "{near}"?' if near else None)
    )  # fmt: skip
    return None


def _table(source: Source, room: Room, row: Row, column: int, problems: list[Problem]) -> Table | None:
    word = _cell(row, column)
    for table in room.tables:
        if fold(word) in {fold(table.id), fold(table.name)} and word:
            return table
    tables = listed(table.id for table in room.tables[:20])
    problems.append(
        Problem("table-unknown", "is not a table", source.file, row.line, value=word, hint=f"The tables are {tables}.")
    )
    return None
