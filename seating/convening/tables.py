"""The tables of a convening: a list of tables, a number of identical tables, or the rows of a sheet.

A sheet of the list, or a file next to it, has one table per row with its name, seats and place. It is read as plain
data in the form of a convening, so that `read_tables` validates both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from seating.convening.document import Document, KeyPath, is_there
from seating.convening.rejections import (
    explain_errors,
    find_action_seat_problems,
    find_unknown_keys,
    select_known_keys,
)
from seating.convening.warnings import note_listed_tables
from seating.errors import InputError, InvalidValueError, Note, Problem, SeatingError
from seating.near_words import did_you_mean, nearest
from seating.room.hall import OUTSIDE, PLACE_HINT, Hall
from seating.room.tables import ELECTED, GOVERNANCE_KINDS, Table, find_table
from seating.sources import (
    LIST_SUFFIXES,
    SEARCHED_ROWS,
    Row,
    Source,
    column_letter,
    list_names_in,
    name_sheet,
    read_book,
)
from seating.word_files import read_words
from seating.wording import Said, fold, name_column, said, said_joined, squashed

MOST_TABLES = 20_000
"""Maximum number of tables; a larger number is a typing error. It is a table for every five people of the longest
list that is read."""

TABLE_KEYS = tuple(
    {"open_if_needed": "open", "drawn_from": "from", "meant_for": "for"}.get(name, name)
    for name, field in Table.model_fields.items()
    if not field.exclude
)
"""The keys of a table, as written in a convening."""

_PERSON_KEYS = ("people", *ELECTED)

EQUAL_TABLES_KEYS = (
    *("count", *(key for key in TABLE_KEYS if key not in {"id", "name", *_PERSON_KEYS, "from", "liaisons", "at"})),
)
"""The keys of `{count: 12, seats: 8-10}`."""

NOT_ON_LIST = "person-unknown"
"""The slug of a name that no one on the list has."""


def read_tables(document: Document, find_person: Callable[[str], str]) -> tuple[tuple[Table, ...], list[Problem]]:
    """Return the valid tables of a document, and the problems of the others."""
    written = document.plain.get("tables")
    place = document.file_of(("tables",)), document.line(("tables",))
    if isinstance(written, Mapping):
        return _read_equal_tables(document, written)
    if not isinstance(written, list | tuple):
        hint = said("Write a list of tables, or {count: 12, seats: 8-10}.")
        return (), [Problem("tables-none", said("there are no tables"), *place, subject="tables", hint=hint)]
    if len(written) > MOST_TABLES:
        says, hint = _too_many(len(written)), said("Check that it is the right file.")
        return (), [Problem("tables-too-many", says, *place, subject="tables", hint=hint)]
    tables: list[Table] = []
    problems: list[Problem] = []
    for number, entry in enumerate(written):
        table, wrong = _table(document, entry, ("tables", number), find_person)
        problems += wrong
        tables += [table] if table is not None else []
    problems += _twice(document, written)
    if not problems:
        problems += _find_outside(document, tables)
    if not problems:
        tables, problems = _find_liaisons(document, tables)
    if not problems and not any(table.seats_people for table in tables):
        says, hint = said("none of the tables seats people"), said("Add at least one table where people sit.")
        problems.append(Problem("tables-none", says, *place, subject="tables", hint=hint))
    return tuple(tables), problems


def _table(
    document: Document, entry: Any, path: KeyPath, find_person: Callable[[str], str]
) -> tuple[Table | None, list[Problem]]:
    """Return one table, or None, and its problems."""
    place = document.file_of(path), document.line(path)
    if not isinstance(entry, Mapping):
        says, hint = said("is not a table"), said("Write {id: capital, name: Capital, seats: 6-10}.")
        return None, [Problem("value-wrong", says, *place, value=str(entry), subject="tables", hint=hint)]
    subject = said("table %(number)s", number=int(path[-1]) + 1)
    if entry.get("id") is not None:
        subject = said('table "%(id)s"', id=entry["id"])
    problems = list(find_unknown_keys(entry, TABLE_KEYS, document, path, subject))
    try:
        table = Table.model_validate(select_known_keys(entry, TABLE_KEYS))
    except ValidationError as error:
        return None, [*problems, *explain_errors(error, document, path, subject)]
    found: dict[str, tuple[str, ...]] = {}
    for key in _PERSON_KEYS:
        named = said_joined([subject, key], ", ")
        ids, wrong = _persons(document, (*path, key), table, find_person, named)
        found[key] = ids
        problems += wrong
    problems += find_action_seat_problems(table, document, path, subject)
    if table.people and table.seats_people and not (table.action_seat is False and table.kind in GOVERNANCE_KINDS):
        says = said(
            "only a table that has `from:` or is of kind steering, leadership, data or governance can have "
            "members of its own"
        )
        hint = said("To seat people here, use a `pin` requirement.")
        line = document.line((*path, "people"))
        problems.append(
            Problem("table-people", says, place[0], line, subject=said_joined([subject, "people"], ", "), hint=hint)
        )
    return table.model_copy(update=found), problems


def _persons(
    document: Document, path: KeyPath, table: Table, find: Callable[[str], str], subject: str
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the ids of the people under a key of a table, and the problems of the others.

    A member of a governance table may be on no list, as after they left. Their name stays as it is written.
    """
    ids: list[str] = []
    problems: list[Problem] = []
    for reference in getattr(table, str(path[-1])):
        try:
            ids.append(find(reference))
        except InvalidValueError as error:
            if error.slug == NOT_ON_LIST and table.governs:
                ids.append(reference)
                continue
            place = document.file_of(path), document.line(path)
            problems.append(error.problem(NOT_ON_LIST, *place, subject))
    return tuple(ids), problems


def _find_liaisons(document: Document, tables: Sequence[Table]) -> tuple[list[Table], list[Problem]]:
    """Return the tables with the ids of those whose liaisons are members of them, and the problems of the others.

    All tables of the document must be valid.
    """
    found: list[Table] = []
    problems: list[Problem] = []
    for number, table in enumerate(tables):
        ids: list[str] = []
        path = ("tables", number, "liaisons")
        place = document.file_of(path), document.line(path)
        subject = said('table "%(id)s", %(key)s', id=table.id, key="liaisons")
        for word in table.liaisons:
            other = find_table(word, tables)
            if not isinstance(other, Table):
                problems.append(Problem(other.slug, other.says, *place, value=word, hint=other.hint, subject=subject))
            elif other is table:
                says, hint = said("is the table itself"), said("Name the tables whose liaisons come here.")
                problems.append(Problem("value-wrong", says, *place, value=word, hint=hint, subject=subject))
            else:
                ids.append(other.id)
        found.append(table.model_copy(update={"liaisons": tuple(dict.fromkeys(ids))}))
    return found, problems


def _find_outside(document: Document, tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield a problem for each table whose place is outside the walls of the room."""
    try:
        hall = Hall.model_validate(document.plain.get("room") or {})
    except ValidationError:  # explained with the other keys of the convening
        return
    for number, table in enumerate(tables):
        if table.at is not None and not hall.holds(table.at):
            path = ("tables", number, "at")
            place = document.file_of(path), document.line(path)
            subject = said('table "%(id)s", %(key)s', id=table.id, key="at")
            yield Problem("value-wrong", OUTSIDE, *place, value=str(list(table.at)), hint=PLACE_HINT, subject=subject)


def _twice(document: Document, written: Sequence[Any]) -> list[Problem]:
    """Return a problem for each table with the id of an earlier one."""
    first: dict[str, int] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(written):
        identity = entry.get("id") if isinstance(entry, Mapping) else None
        if not isinstance(identity, str):
            continue
        path = ("tables", number, "id")
        if identity in first:
            where = document.line(("tables", first[identity], "id"))
            says, hint = said("is the id of two tables"), said("Give each table its own id.")
            if where:
                says = said("is the id of two tables; the first is on line %(line)s", line=where)
            place = document.file_of(path), document.line(path)
            problems.append(Problem("table-twice", says, *place, value=identity, hint=hint))
        first.setdefault(identity, number)
    return problems


def _read_equal_tables(document: Document, written: Mapping[str, Any]) -> tuple[tuple[Table, ...], list[Problem]]:
    """Return the tables of `{count: 12, seats: 8-10}`: `t01`, named "Table 1", and so on."""
    path = ("tables",)
    problems = list(find_unknown_keys(written, EQUAL_TABLES_KEYS, document, path, "tables"))
    count = written.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_TABLES:
        says = said("is not a number of tables") if "count" in written else said("the number of tables is missing")
        value = str(count) if "count" in written else None
        hint = said("Write count: and a whole number from 1 to %(most)s.", most=f"{MOST_TABLES:,}")
        place = document.file_of(path), document.line((*path, "count"))
        problems.append(Problem("tables-none", says, *place, value=value, subject="tables, count", hint=hint))
        count = 1
    width = max(2, len(str(count)))
    shared = {
        key: value
        for key, value in written.items()
        if key in EQUAL_TABLES_KEYS and key != "count" and value is not None
    }
    try:
        tables = tuple(
            Table.model_validate({**shared, "id": f"t{n:0{width}}", "name": f"Table {n}"}) for n in range(1, count + 1)
        )
    except ValidationError as error:
        return (), [*problems, *explain_errors(error, document, path, "tables")]
    return tables, problems


_HEADINGS = read_words("seating.convening", "table_headings.toml")

WORDS: Mapping[str, frozenset[str]] = {key: frozenset(words.split()) for key, words in _HEADINGS["telling"].items()}
"""Accepted headings, in `squashed` form; "title" lists titles of sheets on which "Name" means the name of a table."""

OTHERS: Mapping[str, str] = {word: key for key, words in _HEADINGS["others"].items() for word in words.split()}
"""Other headings, and the key of a table that each stands for."""

_LISTS = frozenset({"focus", "needs", "features", "chair", "reporter", "liaison"})
_NUMBER = re.compile(r"(\d{1,6})(?:\.0+)?(?:\s+\D+)?")
_RANGE = re.compile(r"(\d{1,6})\s*(?:-|–|—|to)\s*(\d{1,6})(?:\s+\D+)?")
_TOTAL = re.compile(r"(?:grand |sub)?total(?:s)?|sum|all tables|gesamt|summe", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedTables:
    """Tables as plain data, the line of each, the location that messages show, and notes."""

    place: str
    entries: tuple[Mapping[str, Any], ...]
    lines: tuple[int, ...]
    notes: tuple[Note, ...]


def find_tables(beside: Path | None, headings: Collection[str]) -> ListedTables | None:
    """Return the tables on another sheet of the list's workbook or in a file `tables` next to it; None if none exist.

    A sheet or a file that cannot be read, or has other headings, is skipped.

    Parameters
    ----------
    beside : path or None
        The file of the list.
    headings : collection of str
        The headings of the list, used to recognize its own sheet.

    Raises
    ------
    InputError
        If there are more tables than a convening may have.
    """
    if beside is None or not is_there(beside):
        return None
    others = [beside.with_name(f"tables{suffix}") for suffix in LIST_SUFFIXES]
    for path in (beside, *(other for other in others if other != beside and is_there(other))):
        found = None
        with suppress(SeatingError):
            found = _in_book(path, headings, is_list=path is beside)
        if found is not None and len(found.entries) > MOST_TABLES:
            says = _too_many(len(found.entries))
            hint = said(
                "Check that it is the right file. To choose the tables yourself, write a convening in the same "
                "folder as the list."
            )
            raise InputError([Problem("tables-too-many", says, found.place, subject="tables", hint=hint)])
        if found is not None:
            return found
    return None


def read_tables_file(word: str, folder: Path | None, beside: Path | None, headings: Collection[str]) -> ListedTables:
    """Return the tables of the file that a convening names.

    Parameters
    ----------
    word : str
        The file name as written.
    folder : Path or None
        The folder of the convening, relative to which the name is resolved; None for the current folder.
    beside : Path or None
        The file of the list. If the convening names this file, its sheet of people is skipped.
    headings : collection of str
        The headings of the list, used to recognize that sheet.

    Raises
    ------
    InputError
        If the file does not exist, or has no headings of tables.
    UsageError
        If it cannot be read.
    """
    path = (folder or Path()).absolute() / word
    if not is_there(path):
        hint = said(
            "Write a list of tables, {count: 12, seats: 8-10}, or the name of a file in the same "
            "folder as the convening."
        )
        near = nearest(path.name, list_names_in(path.parent))
        hint = said_joined([did_you_mean(near), hint], " ") if near else hint
        raise InputError(
            [Problem("tables-none", said("is not an existing file"), value=word, hint=hint, subject="tables")]
        )
    is_list = beside is not None and is_there(beside) and path.samefile(beside)
    found = _in_book(path, headings if is_list else (), is_list=is_list)
    if found is None:
        hint = said('Add a heading row, with headings such as "Table" and "Capacity".')
        raise InputError([Problem("tables-headings", said("has no table headings"), path.name, hint=hint)])
    return found


def holds_tables(source: Source, title: str = "") -> bool:
    """Whether the rows of a sheet are tables with their seats."""
    return _headings(source, title) is not None


def _too_many(number: int) -> Said:
    most = f"{MOST_TABLES:,}"
    return said("there are %(number)s tables, but there can be at most %(most)s", number=f"{number:,}", most=most)


def make_table_id(name: str) -> str:
    """Return a name in the form of a table id; "" if none of its characters is allowed in one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def _in_book(path: Path, people: Collection[str], *, is_list: bool) -> ListedTables | None:
    """Return the tables of the first sheet that contains tables, skipping the sheet of people."""
    book = read_book(path)
    sheets = [sheet for sheet in book.sheets if not sheet.is_hidden]
    if is_list and len(sheets) < 2:
        return None
    for sheet in sheets:
        headings = _headings(sheet.source, sheet.title if is_list else "tables")
        if headings is not None:
            cells = {cell.strip() for cell in sheet.source.rows[headings.at].cells}
            if is_list and len(cells.intersection(people)) * 2 > len(people):
                continue
            place = name_sheet(book.file, sheet.title) if sheet.title and len(book.sheets) > 1 else book.file
            return _tables(sheet.source, headings, place)
    return None


@dataclass(frozen=True, slots=True)
class _Headings:
    """The row with the headings, the column of each key, and unused columns; "max" and "min" are the seats."""

    at: int
    columns: Mapping[str, int]
    unread: tuple[int, ...]


def _headings(source: Source, title: str) -> _Headings | None:
    """Return the first row with headings of tables: a name, and either seats or a sheet title that indicates tables."""
    for at, row in enumerate(source.rows[:SEARCHED_ROWS]):
        words = [squashed(cell) for cell in row.cells]
        columns = _columns(words, is_told=squashed(title) in WORDS["title"])
        if columns is None or not _hold_numbers(source.rows[at + 1 :], columns.get("max")):
            continue
        named = [below.cell(columns["name"]) for below in source.rows[at + 1 :]]
        named = [fold(name) for name in named if name and not _TOTAL.fullmatch(name)]
        if named and len(set(named)) == len(named):
            known = set(columns.values())
            unread = tuple(index for index, word in enumerate(words) if word and index not in known)
            return _Headings(at, columns, unread)
    return None


def _hold_numbers(rows: Sequence[Row], index: int | None) -> bool:
    """Whether at least half of the filled cells in the column of seats are numbers or ranges."""
    filled = [cell for row in rows if index is not None and (cell := row.cell(index))]
    return sum(bool(_NUMBER.fullmatch(cell) or _RANGE.fullmatch(cell)) for cell in filled) * 2 >= len(filled)


def _columns(words: Sequence[str], *, is_told: bool) -> Mapping[str, int] | None:
    """Return the column of each key, or None if the words are not headings of tables."""
    found: dict[str, int] = {}
    for key in ("name", "max", "min", "place"):
        at = next((index for index, word in enumerate(words) if word in WORDS[key]), None)
        if at is not None:
            found[key] = at
    for index, word in enumerate(words):
        if word in WORDS["room"]:
            found.setdefault("place" if "name" in found else "name", index)
        if is_told and word == "name":
            found.setdefault("name", index)
        if word in OTHERS and index not in found.values():
            found.setdefault(OTHERS[word], index)
    if is_told and "name" not in found and "id" in found:
        found["name"] = found.pop("id")
    return found if "name" in found and ("max" in found or "min" in found or is_told) else None


def _tables(source: Source, headings: _Headings, place: str) -> ListedTables:
    """Return a table as plain data for each row with a name, without rows of totals."""
    entries: list[Mapping[str, Any]] = []
    lines: list[int] = []
    passed: list[Row] = []
    used = dict[str, int]()
    for row in source.rows[headings.at + 1 :]:
        name = row.cell(headings.columns["name"])
        if not name or _TOTAL.fullmatch(name) or set(name) <= set("-–—=_"):
            passed += [row] if any(map(str.strip, row.cells)) else []
            continue
        entry = dict(_entry(row, headings.columns))
        if len(entries) < MOST_TABLES:  # more are rejected later, and need no ids
            entry["id"] = _free(str(entry.get("id", "")) or name, used, len(entries) + 1)
        entries.append(entry)
        lines.append(row.line)
    cells = source.rows[headings.at].cells
    read, unread = (
        [name_column(cells[index].strip(), column_letter(index)) for index in indices]
        for indices in (sorted(headings.columns.values()), headings.unread)
    )
    notes = (note_listed_tables(place, entries, read, unread, [row.line for row in passed]),)
    return ListedTables(place, tuple(entries), tuple(lines), (*source.notes, *notes))


def _entry(row: Row, columns: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """Yield the keys and values of the table on a row."""
    name = row.cell(columns["name"])
    yield "name", f"Table {name}" if name.isdecimal() else name
    seats = dict(_seats(row, columns))
    if seats:
        yield "seats", seats if set(seats) <= {"min", "max"} else seats["wrong"]
    for key, index in columns.items():
        text = row.cell(index)
        if text and key not in {"name", "max", "min"}:
            yield key, [part.strip() for part in text.split(";") if part.strip()] if key in _LISTS else text


def _seats(row: Row, columns: Mapping[str, int]) -> Iterator[tuple[str, Any]]:
    """Yield the maximum and minimum number of people; under "wrong", a text that is neither a number nor a range."""
    for key in ("max", "min"):
        text = row.cell(columns[key]) if key in columns else ""
        if not text or set(text) <= set("-–—"):
            continue
        if found := _NUMBER.fullmatch(text):
            yield key, int(found[1])
        elif (found := _RANGE.fullmatch(text)) and key == "max":
            yield "min", int(found[1])
            yield "max", int(found[2])
        else:
            yield "wrong", text


def _free(wanted: str, used: dict[str, int], number: int) -> str:
    """Return an id made from a text and not used by another table; `used` has the next number for each id."""
    base = make_table_id(wanted) or f"t{number:02}"
    identity, again = base, used.get(base, 2)
    while identity in used:
        identity, again = f"{base}-{again}", again + 1
    used.update({identity: 2, base: again})
    return identity
