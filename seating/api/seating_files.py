"""Files that say who sits where: a seating made by hand, and seatings of earlier rounds.

Each row names a person by `id` or `name`, and a table. Files of attendance have the same columns; `rounds` reads them
with the functions for forms below.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from seating.analysis.season.session_times import are_compatible, in_order_of_time, is_season
from seating.convening import Convening
from seating.errors import InputError, Miss, Note, Problem
from seating.forms.entries import Entry, Field, Form, as_written, fields_in, read_form
from seating.near_words import NearWords
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.record.entries import EarlierRoundRecord, ImportedContent, SourceRecord
from seating.room.floor import count_chairs
from seating.room.lineage import descends
from seating.room.plan import Plan, Room
from seating.room.tables import Table, find_table
from seating.sources import SEARCHED_ROWS, Row, Source, column_letter
from seating.sources.list_limits import MAX_ROWS
from seating.wording import (
    Said,
    fold,
    name_line,
    quoted,
    said,
    said_count,
    said_first,
    said_joined,
    squashed,
    whole_number,
)

PERSON_HEADINGS = ("id", "name")
TABLE_HEADINGS = ("tableid", "table", "tablename")
FURTHER_HEADINGS = ("furthersessions",)
CHAIR_HEADINGS = ("chair",)
DUTIES_HEADINGS = ("duties",)
SUGGESTED_HEADINGS = ("suggestedduties",)

ID, NAME, ORGANIZATION = Field("id", ("person id",)), Field("name", ("full name",)), Field("organization")

PLACE = Field("table", ("table_id", "table id", "table_name"))
"""The column with the table."""

EARLIER_FIELDS = (Field("round", ("meeting", "session"), is_needed=True), replace(PLACE, is_needed=True))

MOST_PROBLEMS = 1_000
"""A seating made by hand is not read further after so many problems."""

MOST_COMPARED = 300_000
"""Maximum number of comparisons by which unknown words of one seating are compared with names."""

SHOWN_NAMES = 10
"""People without a seat that a problem names."""


def read_plan(source: Source, room: Room) -> tuple[Room, Plan, tuple[Note, ...]]:
    """Read a complete seating.

    Parameters
    ----------
    source : Source
        Headings `id` or `name`, and `table` (or `table_id`). In a season of sessions, `further_sessions` has the ids
        or names of further sessions, separated by `;`. `read_chairs` and `read_duties` read the columns
        `chair`, `duties` and `suggested_duties`. Other columns are ignored.
    room : Room
        Who should be seated.

    Returns
    -------
    tuple of Room, Plan and notes
        The room lacks staff without a seat in the file; a note counts them.

    Raises
    ------
    InputError
        For an unknown person or table, a person seated twice or at two sessions that clash, and people without a seat.
    """
    found = _read(source, room)
    if found.problems or found.unlisted:
        raise InputError(sorted([*found.problems, *found.unlisted], key=lambda problem: problem.line or 0))
    seats = {person: table for person, table in found.seats.items() if person in room.index}
    without = [person.label for person in room.people if person.id not in seats]
    if without:
        says = said("assigns no table to %(people)s", people=said_first(without, SHOWN_NAMES))
        hint = said("Add a line for this person, or let `seating repair` find a seat.")
        if len(without) > 1:
            hint = said("Add a line for each of them, or let `seating repair` find seats for them.")
        raise InputError([Problem("seat-missing", says, source.file, hint=hint)])
    staff = tuple(person for person in room.staff if person.id in seats)
    if len(staff) < len(room.staff):
        text = said_count(
            "%(file)s assigns no table to %(number)s staff member, who is left out.",
            "%(file)s assigns no table to %(number)s staff members, who are left out.",
            len(room.staff) - len(staff),
            file=source.file,
        )
        found.notes.append(Note("staff-unseated", text))
    further = {person: tables for person, tables in found.further.items() if person in seats}
    return replace(room, staff=staff), Plan(seats, further), tuple(found.notes)


def read_seats(source: Source, room: Room) -> tuple[dict[str, str], tuple[Note, ...]]:
    """Read a seating that may be out of date.

    Parameters
    ----------
    source : Source
        As for `read_plan`, but people may be missing, and people without a seat this round may be in it. A name
        unlike any on the list is taken to be that of someone who is no longer on it, and a note explains that.
    room : Room

    Returns
    -------
    tuple of dict and notes
        The table's id of each person in the file, by person id.

    Raises
    ------
    InputError
        For a name that seems misspelled, an unknown table, and a person seated twice.
    """
    found = _read(source, room)
    if found.problems:
        raise InputError(found.problems)
    for problem in found.unlisted:
        where = name_line(problem.file or "", problem.line or 0)
        name = quoted(problem.value or "")
        text = said("%(where)s: %(name)s is no longer on the list and is left out.", where=where, name=name)
        shared = said("%(where)s: someone is no longer on the list and is left out.", where=where)
        found.notes.append(Note("not-coming", text, shared))
    return found.seats, tuple(found.notes)


def read_texts(source: Source) -> Mapping[str, Mapping[str, str]]:
    """Return the cells of a seating by column and person, as written in the file.

    The columns are "table" and, if the file has them, "further", "chair" and "duties", with those that are suggested.

    Raises
    ------
    InputError
        When its headings do not say who sits where.
    """
    columns = _find_columns(source)
    named = {"table": columns.table, "further": columns.further, "chair": columns.chair}
    found = {
        name: {columns.person.text(row): column.text(row) for row in columns.rows(source)}
        for name, column in named.items()
        if column is not None
    }
    if columns.has_duties:
        found["duties"] = {columns.person.text(row): "; ".join(columns.duties_of(row)) for row in columns.rows(source)}
    return found


@dataclass(frozen=True, slots=True)
class GivenChair:
    """The chair that a file gives a person at a table: its number from 1, or None if any free one will do."""

    table: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class GivenDuties:
    """The duties that a file gives a person at a table."""

    table: str
    duties: tuple[str, ...] = ()


def read_chairs(
    source: Source, room: Room, seats: Mapping[str, str], saved: Mapping[str, GivenChair]
) -> dict[str, GivenChair]:
    """Read the column `chair` of a seating.

    Parameters
    ----------
    source : Source
        As for `read_plan`. People that the room does not have are passed over.
    room : Room
    seats : mapping of person id to table id
        Where people sit by this file.
    saved : mapping of person id to GivenChair
        What was saved. Whoever has the same chair in the file, but another table, takes any free one there. So does
        one whose chair is no longer there.

    Returns
    -------
    dict of person id to GivenChair
        Of the people that the file names; empty without such a column.

    Raises
    ------
    InputError
        For chairs that a table does not have, of staff, and of two people.
    """
    columns = _find_columns(source)
    if (column := columns.chair) is None:
        return {}
    members, near_words = room.members(Plan(dict(seats))), NearWords(MOST_COMPARED)
    found: dict[str, GivenChair] = {}
    problems: list[Problem] = []
    owners: dict[GivenChair, tuple[Person, int]] = {}
    edited: set[GivenChair] = set()
    there = frozenset(one.table for one in saved.values())
    for row in columns.rows(source):
        persons = room.listed.find_each(columns.person.text(row), room.index, near_words)
        for person in () if isinstance(persons, Miss) else persons:
            if person.id not in room.index or person.id not in seats or len(problems) >= MOST_PROBLEMS:
                continue
            table, before = room.table(seats[person.id]), saved.get(person.id)
            number, wrong = _read_chair(column, source, row, person, table, len(members[table.id]))
            given = found[person.id] = GivenChair(table.id, number)
            is_edited = before is None or before.number != number
            is_moved = before is not None and not descends(room, before.table, table.id, there)
            is_taken = number is not None and given in owners
            if not is_edited and (is_moved or wrong or (is_taken and given not in edited)):
                found[person.id] = GivenChair(table.id)  # the room has changed, not the cell
            elif wrong is not None:
                problems.append(wrong)
            elif is_taken:
                problems.append(_two_on_one_chair(column, source, row, owners[given], person, table))
            elif number is not None:
                owners[given] = person, row.line
                edited |= {given} if is_edited else set()
    if problems:
        raise InputError(problems)
    return found


def read_duties(source: Source, room: Room) -> dict[str, tuple[str, ...]]:
    """Read the duties of a seating, suggested ones too: words with `;` between them, by person id.

    Whom a duty is only suggested to is known from the convening, not from the column.

    Parameters
    ----------
    source : Source
        As for `read_plan`. A row that names several people, or someone that the room does not have, is passed over.
    room : Room
    """
    columns = _find_columns(source)
    if not columns.has_duties:
        return {}
    near_words, found = NearWords(MOST_COMPARED), dict[str, tuple[str, ...]]()
    for row in columns.rows(source):
        persons = room.listed.find_each(columns.person.text(row), room.index, near_words)
        if not isinstance(persons, Miss) and len(persons) == 1 and persons[0].id in room.index:
            found[persons[0].id] = columns.duties_of(row)
    return found


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a seating file."""

    index: int
    heading: str

    def text(self, row: Row) -> str:
        """Return the cell of a row, without an apostrophe that keeps spreadsheets from reading it as a formula."""
        return as_written(row.cell(self.index))

    def problem(self, slug: str, says: str, source: Source, row: Row, value: str, hint: str | None = None) -> Problem:
        """Return a problem with this column's cell of a row."""
        letter = column_letter(self.index)
        return Problem(slug, says, source.file, row.line, self.heading, letter, value or None, hint)

    def miss(self, miss: Miss, source: Source, row: Row) -> Problem:
        """Return the problem of a cell that does not refer to exactly one person or table."""
        return self.problem(miss.slug, miss.says, source, row, self.text(row), miss.hint)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a seating file, and the index of the row of headings."""

    heading: int
    person: _Column
    table: _Column
    further: _Column | None
    chair: _Column | None
    duties: _Column | None
    suggested: _Column | None

    @property
    def has_duties(self) -> bool:
        """Whether a column has duties, or duties for which people are only suggested."""
        return self.duties is not None or self.suggested is not None

    def duties_of(self, row: Row) -> tuple[str, ...]:
        """Return the duties in a row; those for which the person is only suggested come last."""
        texts = (column.text(row) for column in (self.duties, self.suggested) if column is not None)
        return tuple(word.strip() for text in texts for word in text.split(";") if word.strip())

    def rows(self, source: Source) -> Sequence[Row]:
        """Return the rows below the headings."""
        return source.rows[self.heading + 1 :]


@dataclass(slots=True)
class _Reading:
    """The content of a seating file.

    `seats` includes people who have no seat this round. `further` has the further sessions of each person, in order of
    time. `unlisted` holds the problems of names unlike any on the list.
    """

    seats: dict[str, str] = field(default_factory=dict)
    further: dict[str, tuple[str, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unlisted: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    near_words: NearWords = field(default_factory=lambda: NearWords(MOST_COMPARED))


def _read(source: Source, room: Room) -> _Reading:
    found = _Reading()
    columns = _find_columns(source)
    person_column, table_column = columns.person, columns.table
    further_column = columns.further if is_season(room.tables) else None  # elsewhere it has no meaning
    lines: dict[str, int] = {}
    singly: set[str] = set()
    for row in columns.rows(source):
        if len(found.problems) >= MOST_PROBLEMS:
            break
        if not any(cell.strip() for cell in row.cells):
            continue
        persons = _find_persons(source, room, row, person_column, found)
        if not table_column.text(row) and persons and not any(one.id in room.index for one in persons):
            continue  # a list with a column of tables has a row for those who do not come
        table = find_table(table_column.text(row), room.tables, near_words=found.near_words)
        if isinstance(table, Miss):
            found.problems.append(table_column.miss(table, source, row))
            continue
        if len(persons) == 1:
            singly.add(persons[0].id)
        for person in persons:
            if person.id in found.seats:
                says = said("is seated twice, on lines %(first)s and %(last)s", first=lines[person.id], last=row.line)
                found.problems.append(person_column.problem("seated-twice", says, source, row, person.label))
            found.seats[person.id] = table.id
            lines[person.id] = row.line
        if further_column is not None:
            further = _read_further(source, room, row, further_column, table, found)
            found.further |= {person.id: further for person in persons if further}
    along = list_unnamed_companions(singly, room.listed)
    if along:
        text = said_count(
            "%(file)s does not name %(number)s person who comes with others. This person is seated with those others.",
            "%(file)s does not name %(number)s people who come with others. These people are seated with those others.",
            len(along),
            file=source.file,
        )
        found.notes.append(Note("companions-follow", text))
    found.seats |= {person: found.seats[row_id] for person, row_id in along.items()}
    return found


def _read_further(
    source: Source, room: Room, row: Row, column: _Column, seat: Table, found: _Reading
) -> tuple[str, ...]:
    """Return the ids of the further sessions that a row names. Add a problem to `found` for one that is impossible."""
    goes = [seat]
    for text in filter(None, map(str.strip, column.text(row).split(";"))):
        table = find_table(text, room.tables, near_words=found.near_words)
        if isinstance(table, Miss):
            problem = column.problem(table.slug, table.says, source, row, text, table.hint)
            found.problems.append(problem)
            continue
        for other in goes:
            if not are_compatible(table, other):
                one, another = quoted(other.label), quoted(table.label)
                says = said("no one can go to both %(one)s and %(other)s", one=one, other=another)
                hint = said("Delete one of them, or change the day, time or place of one of them in the convening.")
                found.problems.append(column.problem("sessions-clash", says, source, row, text, hint))
        goes.append(table)
    return tuple(table.id for table in in_order_of_time(goes[1:]))


def _read_chair(
    column: _Column, source: Source, row: Row, person: Person, table: Table, taken: int
) -> tuple[int | None, Problem | None]:
    """Return the number in the cell of a chair, None if it is blank, and what is wrong with it."""
    text = column.text(row)
    number = whole_number(text)
    if not text or (person.duty is None and number is not None and 1 <= number <= count_chairs(table, taken)):
        return number, None
    if person.duty is not None:
        says = said("is assigned to %(person)s, who is on the staff", person=person.label)
        hint = said("Staff do not get a chair. Leave the cell empty.")
    else:
        says = said("is not a chair at %(table)s", table=quoted(table.label))
        most = count_chairs(table, taken)
        hint = said("Write a whole number from 1 to %(most)s, or leave the cell empty for a free chair.", most=most)
    return number, column.problem("chair-unknown", says, source, row, text, hint)


def _two_on_one_chair(
    column: _Column, source: Source, row: Row, first: tuple[Person, int], second: Person, table: Table
) -> Problem:
    says = said(
        "is assigned to two people at %(table)s: %(first)s (line %(line)s) and %(second)s",
        table=quoted(table.label),
        first=first[0].label,
        line=first[1],
        second=second.label,
    )
    hint = said("Give one of them another chair, or leave the cell empty for a free one.")
    return column.problem("chair-taken", says, source, row, column.text(row), hint)


def _find_columns(source: Source) -> _Columns:
    """Return the columns of the person, the table, the further sessions, the chair and the duties."""
    for i, row in enumerate(source.rows[:SEARCHED_ROWS]):
        found: Mapping[str, int] = {squashed(cell): c for c, cell in reversed(list(enumerate(row.cells)))}

        def find(words: Sequence[str], row: Row = row, found: Mapping[str, int] = found) -> _Column | None:
            return next((_Column(found[word], row.cells[found[word]].strip()) for word in words if word in found), None)

        person, table = find(PERSON_HEADINGS), find(TABLE_HEADINGS)
        if person is not None and table is not None:
            others = (FURTHER_HEADINGS, CHAIR_HEADINGS, DUTIES_HEADINGS, SUGGESTED_HEADINGS)
            return _Columns(i, person, table, *map(find, others))
    hint = said("Add an `id` or `name` column, and a `table` column.")
    says = said("has no headings for people and tables")
    raise InputError([Problem("seating-headings", says, source.file, hint=hint)])


def _find_persons(source: Source, room: Room, row: Row, column: _Column, found: _Reading) -> tuple[Person, ...]:
    """Return the people a row names. If that is not clear, add a problem to `found` and return no one.

    If several people have the name, those with a seat this round are preferred.
    """
    persons = room.listed.find_each(column.text(row), room.index, found.near_words)
    if isinstance(persons, Miss):
        is_gone = column.text(row) and not persons.is_ambiguous and persons.near is None
        (found.unlisted if is_gone else found.problems).append(column.miss(persons, source, row))
        return ()
    for person in persons:
        if person.id not in room.index:
            place = name_line(source.file, row.line)
            text = said(
                "%(where)s: %(name)s is on the list but has no seat this round and is left out.",
                where=place,
                name=person.label,
            )
            shared = said("%(where)s: someone has no seat this round and is left out.", where=place)
            found.notes.append(Note("not-coming", text, shared))
    return persons


def read_earlier(source: Source, people: People, convening: Convening) -> tuple[ImportedContent, tuple[Note, ...]]:
    """Read earlier seatings, one row for each person and round.

    Parameters
    ----------
    source : Source
        Headings `id` or `name`, `round`, and `table`. Rounds are sorted by their numbers or dates.
    people : People
    convening : Convening
        Names of its tables become ids. Other tables stay as written, because `was` of a table may name them.

    Returns
    -------
    tuple of ImportedContent and notes
        What the ledger keeps of the file.

    Raises
    ------
    InputError
        With every row that is wrong.
    """
    notebook = Notebook(source.file)
    form = read_person_form(source, EARLIER_FIELDS, notebook, is_conveners=True)
    seats = _read_earlier_seats(form, people, convening, notebook)
    notebook.raise_problems()
    in_order = _sort_rounds(seats)
    content = ImportedContent(
        earlier=[EarlierRoundRecord(round=n - len(in_order) + 1, seats=seats[name]) for n, name in enumerate(in_order)],
        inputs={"history": SourceRecord(file=source.file, sha256=source.sha256)},
    )
    return content, (*source.notes, *notebook.notes())


def _read_earlier_seats(
    form: Form, people: People, convening: Convening, notebook: Notebook
) -> dict[str, dict[str, str]]:
    """Return who sat where, by the name of the round. People no longer on the list are named as in the file."""
    seats: dict[str, dict[str, str]] = {}
    singly: dict[str, set[str]] = {}
    for entry in form.entries:
        persons = find_row_people(entry, form, people, notebook, is_conveners=True)
        key, reference = read_person_cell(entry)
        for name in ("round", "table"):
            if not entry[name]:
                says = said("the row has no %(column)s", column=name)
                notebook.problem("seating-incomplete", says, entry.line, form.columns[name])
        if not (reference and entry["round"] and entry["table"]):
            continue
        if isinstance(persons, Miss):
            says = said("is not on the list, but is kept as someone who was there.")
            hinted = said_joined([says, persons.hint], " ")
            says = Said(_without_stop(hinted), items=(hinted,), form=_without_stop)
            notebook.remark("history-person-unknown", says, entry.line, form.columns[key], reference)
            persons = ()
        here = seats.setdefault(_round_name(entry["round"]), {})
        table = _find_earlier_table(entry, form, convening.tables, notebook)
        singly.setdefault(_round_name(entry["round"]), set()).update(p.id for p in persons if len(persons) == 1)
        for identity in [person.id for person in persons] or [reference]:
            if identity in here:
                hint = said("Keep only one of the rows. No one can have two seats in a round.")
                says = said("is seated twice in round %(round)s", round=entry["round"])
                notebook.problem("seated-twice", says, entry.line, value=reference, hint=hint)
            here[identity] = table
    for name, here in seats.items():
        along = list_unnamed_companions(singly.get(name, ()), people)
        here |= {person: here[row] for person, row in along.items()}
    return seats


def _without_stop(text: str) -> str:
    return text.rstrip(".?")


def _find_earlier_table(entry: Entry, form: Form, tables: Sequence[Table], notebook: Notebook) -> str:
    """Return the id of the table that a row names. A table that is not in the convening stays as written."""
    found = find_table(entry["table"], tables, near_words=notebook.near_words)
    if not isinstance(found, Miss):
        return found.id
    if found.is_ambiguous:
        notebook.miss(found, entry.line, form.columns["table"], entry["table"])
    return entry["table"]


def _round_name(text: str) -> str:
    """Return a round's name without the word before its number."""
    return re.sub(r"^(?:round|meeting|session)\s+", "", fold(text)) or text


def _sort_rounds(rounds: Iterable[str]) -> list[str]:
    """Return the rounds sorted by number or by date. If they are neither, keep the order of the file."""
    names = list(rounds)
    if all(re.fullmatch(r"-?\d+(\.\d+)?", name) for name in names):
        return sorted(names, key=float)
    if all(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", name) for name in names):
        return sorted(names)
    return names


def read_person_form(source: Source, more: Sequence[Field], notebook: Notebook, *, is_conveners: bool = False) -> Form:
    """Return the rows of a file whose headings are `id` or `name`, and others, such as `organization`.

    Parameters
    ----------
    source : Source
    more : sequence of Field
        The other columns.
    notebook : Notebook
        Collects problems of single rows, and the notes.
    is_conveners : bool
        As for `read_form`.

    Raises
    ------
    InputError
        When a needed heading is missing.
    """
    has_ids = any(fields_in(row, [ID]) for row in source.rows[:SEARCHED_ROWS])
    persons = [replace(ID, is_needed=has_ids), replace(NAME, is_needed=not has_ids)]
    return read_form(source, [*persons, ORGANIZATION, *more], notebook, most=MAX_ROWS, is_conveners=is_conveners)


def read_person_cell(entry: Entry) -> tuple[str, str]:
    """Return the column in which a row names its person, and the id or name, which is "" if it names no one."""
    column = "id" if entry["id"] or not entry["name"] else "name"
    return column, as_written(entry[column])


def find_row_people(
    entry: Entry, form: Form, people: People, notebook: Notebook, *, is_conveners: bool = False
) -> tuple[Person, ...] | Miss:
    """Return the people a row is about. "The Fox family" means everyone of that row of the list.

    Parameters
    ----------
    entry : Entry
    form : Form
        The form that the row belongs to.
    people : People
        The people to search.
    notebook : Notebook
        Collects the doubt of a row without a name, and the question about a name that several people have. Then no one
        is returned.
    is_conveners : bool
        Whether the convener alone writes into the form, so that a row without a name is a problem.

    Returns
    -------
    tuple of Person, or Miss
        A miss if the row names someone who is not among the people. The caller decides what that means.
    """
    key, reference = read_person_cell(entry)
    column = form.columns.get(key) or next(iter(form.columns.values()))
    found = people.find_each(reference, near_words=notebook.near_words, organization=entry["organization"])
    if isinstance(found, Miss) and (found.is_ambiguous or not reference):
        is_problem = is_conveners or found.is_ambiguous  # to skip the row would record one of them as absent
        report = notebook.problem if is_problem else notebook.doubt
        report(found.slug, found.says, entry.line, column, reference or None, found.hint)
        return ()
    return found


def list_unnamed_companions(named: Collection[str], people: Iterable[Person]) -> Mapping[str, str]:
    """Return the companions that a file does not name, each with the id of the person they come with.

    Parameters
    ----------
    named : collection of str
        Ids of people that the file names one by one.
    people : iterable of Person

    Returns
    -------
    mapping of person id to person id
        Empty if the file names any companion. Such a file names everyone, and missing people were left out on purpose.
    """
    rows = {person.id for person in people}
    along = {person: row for person in rows if (row := person.rpartition("+")[0]) in rows}
    if any(person in named for person in along):
        return {}
    return {person: row for person, row in along.items() if row in named}
