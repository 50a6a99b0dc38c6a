"""The list as its file has it: every cell as written, and what each column is read as, even if reading fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from seating.analysis.initiative.changes import FormerList, FormerRow, ListChange, find_list_changes, list_cell
from seating.api.inputs import RoundInputs
from seating.api.reading import read_rules, read_source
from seating.api.request import Request
from seating.errors import InputError, Problem
from seating.groups import group_by_key
from seating.profiles import People
from seating.profiles.columns import Column
from seating.profiles.headings.heading_row import find_layout, find_likely_headings
from seating.profiles.notebook import Notebook
from seating.profiles.reader import correct_list, read_headings
from seating.sources import Row, Source, column_letter, read_book
from seating.wording import fold


@dataclass(frozen=True, slots=True)
class RawList:
    """The cells of a list and the meanings of its columns.

    Attributes
    ----------
    file : str
        The file name, as problems show it.
    sha256 : str
        Hash of the bytes read; "" if the file has no rows.
    header_line : int
        The physical line of the headings.
    columns : tuple of Column
        The columns in the order of the sheet. Each has one position. If no column of names was found, every column is
        one of the list's own.
    rows : tuple of Row
        The rows below the headings, as written.
    people_lines : frozenset of int
        The lines of the rows that are read as people; the others are titles, totals and the like.
    sheets : tuple of str
        The titles of the sheets of a workbook that has several.
    sheet : str
        The title of the sheet that is read; "" if there is none.
    corrected : mapping of (int, str) to str
        What is read instead of the cells that the convening corrects, by line and letter.
    added : frozenset of int
        The lines of the rows that the convening adds. They follow the last line of the file.
    problems : tuple of Problem
        Why the file has no rows; empty if it has some. Problems of cells are not among them.
    """

    file: str
    sha256: str = ""
    header_line: int = 1
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    people_lines: frozenset[int] = frozenset()
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    corrected: Mapping[tuple[int, str], str] = field(default_factory=dict)
    added: frozenset[int] = frozenset()
    problems: tuple[Problem, ...] = ()

    def column(self, letter: str) -> Column | None:
        """Return the column with a spreadsheet letter; None if there is none."""
        return next((column for column in self.columns if column.letter == letter), None)


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What changed in a list since an earlier one.

    Attributes
    ----------
    changes : tuple of ListChange
    round_number : int
        The round that was seated from the earlier list; 0 if it is the list that was read before in this run.
    """

    changes: tuple[ListChange, ...]
    round_number: int = 0


def read_raw_list(request: Request) -> RawList:
    """Read the cells of a list. Errors in cells and headings do not matter.

    Raises
    ------
    UsageError
        If there is no such file or sheet.
    """
    name = Path(request.people).name
    sheets: tuple[str, ...] = ()
    try:
        book = read_book(request.people)
        sheets = tuple(sheet.title for sheet in book.sheets) if len(book.sheets) > 1 else ()
        rules = read_rules(request)
        source = read_source(request, rules.columns)
    except InputError as error:
        return RawList(name, sheets=sheets, problems=error.problems)
    try:
        told = correct_list(source, rules)
        headings = read_headings(told, Notebook(source.file), rules.vocabulary, rules.columns, rules.used)
        line, columns = headings.line, tuple(column for column in headings.shown if column.letter)
        people = frozenset(row.line for row in headings.body)
        changed = _find_corrected(source, told, columns)
    except InputError:
        changed = {}
        line, columns = _list_plain_columns(source)
        people = frozenset(row.line for row in source.rows if row.line > line)
        told = source
    added = told.rows[len(source.rows) :]
    rows = tuple(row for row in (*source.rows, *added) if row.line > line)
    lines = frozenset(row.line for row in added)
    return RawList(source.file, source.sha256, line, columns, rows, people, sheets, source.title, changed, lines)


def _find_corrected(source: Source, told: Source, columns: Iterable[Column]) -> Mapping[tuple[int, str], str]:
    """Return the cells that differ between the list as written and as it is read, by line and letter."""
    letters = {column.indices[0]: column.letter for column in columns}
    found: dict[tuple[int, str], str] = {}
    for row, read in zip(source.rows, told.rows, strict=False):
        for index, text in enumerate(read.cells) if row.cells != read.cells else ():
            if index in letters and (index >= len(row.cells) or row.cells[index] != text):
                found[row.line, letters[index]] = text
    return found


def _list_plain_columns(source: Source) -> tuple[int, tuple[Column, ...]]:
    """Return the line of the headings and the columns, if nothing shows which column has the names."""
    layout = find_layout(source, Notebook(source.file))
    first = find_likely_headings(source.rows) or source.rows[0]
    line, texts = (layout.line, layout.headings) if layout else (first.line, first.cells)
    columns = (
        Column(text.strip(), text.strip(), column_letter(index), (index,), False) for index, text in enumerate(texts)
    )
    return line, tuple(column for column in columns if column.heading)


def find_changes(inputs: RoundInputs, before: People | None) -> ChangesSince | None:
    """Return what changed since an earlier list; None if no other list is known.

    Seats are not compared, and walk-ins, who are on no list, are not new on it.

    Parameters
    ----------
    inputs : RoundInputs
    before : People or None
        The last other list that was read; by default, the list of the last saved round that had another one.
    """
    people = inputs.people.with_persons(tuple(one for one in inputs.people if not one.walked_in))
    if before is not None:
        columns = tuple(before.headings)
        rows = {
            person.id: FormerRow(person.label, {key: list_cell(person, key) for key in columns}) for person in before
        }
        paired = _pair_by_name(rows, people)
        seats = {one: "" for one, row in paired.items() if row.had_seat}
        return ChangesSince(find_list_changes(FormerList(0, columns, paired), people, columns, seats))
    former = inputs.former_list
    if former is None:
        return None
    former = replace(former, people=_pair_by_name(former.people, people))
    seats = {one: "" for one, row in former.people.items() if row.had_seat}
    changes = find_list_changes(former, people, tuple(people.headings), seats)
    return ChangesSince(changes, former.round_number)


def _pair_by_name(rows: Mapping[str, FormerRow], people: People) -> Mapping[str, FormerRow]:
    """Return the rows with the ids of the same people now.

    Without a column of ids, an id changes with the organization. A person whose id is gone is then the only new one of
    the same name, if there is exactly one.
    """
    new = group_by_key((fold(person.label), person.id) for person in people if person.id not in rows)
    gone = Counter(fold(row.name) for identity, row in rows.items() if identity not in people.by_id)
    found = {}
    for identity, row in rows.items():
        same = new.get(fold(row.name), [])
        is_paired = identity not in people.by_id and len(same) == 1 and gone[fold(row.name)] == 1
        found[same[0] if is_paired else identity] = row
    return found


def list_values(people: People, key: str) -> Mapping[str, int]:
    """Return the values of a column as they are read, with the number of rows of each, the most frequent first."""
    counts = Counter(value for person in people for value in _values(people, key, person.id))
    return dict(sorted(counts.items(), key=lambda found: (-found[1], found[0])))


def _values(people: People, key: str, identity: str) -> tuple[str, ...]:
    person = people.by_id[identity]
    if key == "interests":  # also areas with a score of 0
        return tuple(person.interests)
    return tuple(asset.word for asset in person.assets) if key == "assets" else person.values(key)
