"""Read both forms of a chart: the grid, with a column for each table, and the typed list, with a row for each entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from seating.charts.draft import Draft, Lookup, Spot
from seating.charts.filled_chart import Question
from seating.charts.form_words import (
    BRINGS,
    FIELDS,
    OWN_TABLE,
    QUESTIONS,
    ROLE,
    SECTOR,
    WHOLE_ROOM,
    find_label,
    find_question,
    is_a,
)
from seating.errors import Miss
from seating.forms.entries import Entry, fields_in, read_form
from seating.profiles import Role
from seating.profiles.columns import ALIASES, CANONICAL, Column
from seating.room.tables import SPLIT, Table
from seating.sources import SEARCHED_ROWS, Row, Source, column_letter
from seating.sources.list_limits import MAX_ROWS
from seating.wording import fold, is_blank_text, message, quoted, said, said_count, said_list, squashed

SEARCHED_IN_GRID = 60
"""Number of rows searched for the headings of a grid. Titles, the shared result and instructions can precede them."""

SHOWN_TABLES = 6


@dataclass(frozen=True, slots=True)
class Grid:
    """The headings of a grid: the position of their row, of the two columns on the left, and of each table."""

    at: int
    sector: int
    role: int
    tables: tuple[tuple[int, str], ...]


def find_grid(source: Source) -> Grid | None:
    """Return the headings of a grid; None if the sheet has none."""
    for at, row in enumerate(source.rows[:SEARCHED_IN_GRID]):
        cells = [cell.strip() for cell in row.cells]
        sector = next((i for i, cell in enumerate(cells) if is_a(cell, SECTOR)), None)
        role = next((i for i, cell in enumerate(cells) if is_a(cell, ROLE)), None)
        if sector is None or role is None:
            continue
        tables = tuple((i, cell) for i, cell in enumerate(cells) if cell and i > max(sector, role))
        if tables and not (set(range(max(sector, role))) - {sector, role}):
            return Grid(at, sector, role, tables)
    return None


def read_grid(source: Source, grid: Grid, lookup: Lookup) -> Draft:
    """Read the chart of a sheet. Add a problem for everything that cannot be read.

    Parameters
    ----------
    source : Source
    grid : Grid
        Its headings.
    lookup : Lookup
    """
    draft = _read_labels(source.rows[: grid.at], lookup)
    below = [[cell.strip() for cell in row.cells] for row in source.rows[grid.at + 1 :]]
    used = {index for index, _ in grid.tables if any(not is_blank_text(_at(cells, index)) for cells in below)}
    columns = _find_tables(source.rows[grid.at], grid.tables, lookup, used)
    for row in source.rows[grid.at + 1 :]:
        cells = [cell.strip() for cell in row.cells]
        sector, role = _at(cells, grid.sector), _role(cells, grid, row.line, lookup)
        _check_width(cells, grid, row.line, lookup)
        for column, table, is_split in columns:
            cell = lookup.cell(table, sector, role)
            if sector and table is not None:
                draft.grid[cell] = None
            if text := _at(cells, column.indices[0]):
                draft.add(text, cell, Spot(row.line, column), is_placed=not is_split)
    return draft


def _read_labels(rows: Sequence[Row], lookup: Lookup) -> Draft:
    """Return a draft with what stands above the grid: whose chart it is, and where they could contribute most."""
    found: dict[str, tuple[str, Spot]] = {}
    for row in rows:
        cells = [cell.strip() for cell in row.cells]
        for index, cell in enumerate(cells):
            name = find_label(cell)
            value = next(((i, c) for i, c in enumerate(cells) if i > index and c), None)
            if name is not None and value is not None and find_label(value[1]) is None:
                column = Column(name, cell.rstrip(": "), column_letter(value[0]), (value[0],), True)
                found.setdefault(name, (value[1], Spot(row.line, column)))
    by, spot = found.get("chart of", ("", Spot(0)))
    draft = Draft(lookup, "" if is_blank_text(by) else " ".join(by.split()), spot)
    draft.group, draft.date, draft.brings = (found.get(name, ("", spot))[0] for name in ("group", "date", BRINGS))
    if OWN_TABLE in found:
        draft.place(*found[OWN_TABLE])
    return draft


def _find_tables(
    row: Row, headings: Sequence[tuple[int, str]], lookup: Lookup, used: Set[int]
) -> list[tuple[Column, str | None, bool]]:
    """Return the columns of tables with their ids, and whether the table is several tables now.

    A column for the whole room, or for a table that is several now, has no id. There is no note on a split table whose
    column, which is then not among the numbers in `used`, is blank.
    """
    columns: list[tuple[Column, str | None, bool]] = []
    missed: list[tuple[Column, Miss]] = []
    for index, text in headings:
        column = Column(text, text, column_letter(index), (index,), True)
        found = None if is_a(text, WHOLE_ROOM) else lookup.search_table(text)
        if isinstance(found, Miss):
            missed.append((column, found))
        if not isinstance(found, Miss) or found.slug == SPLIT:
            columns.append((column, found.id if isinstance(found, Table) else None, isinstance(found, Miss)))
    others = [(column, miss) for column, miss in missed if miss.slug != SPLIT]
    if len(others) * 2 > len(headings):
        says = said(
            "is a chart for other tables: %(number)s of its %(all)s headings are not tables here (%(shown)s)",
            number=len(others),
            all=len(headings),
            shown=said_list(quoted(column.heading) for column, _ in others[:SHOWN_TABLES]),
        )
        hint = said(
            "The tables here are %(tables)s. Leave out this chart, or name the convening that it belongs to.",
            tables=said_list(quoted(table.label) for table in lookup.tables[:SHOWN_TABLES]),
        )
        lookup.notebook.problem("chart-other-tables", says, row.line, hint=hint)
    else:
        for column, miss in (one for one in missed if one[1].slug != SPLIT or one[0].indices[0] in used):
            lookup.notebook.doubt(miss.slug, miss.says, row.line, column, column.heading, miss.hint)
    seen: dict[str | None, Column] = {}
    for column, table, is_split in columns:
        if is_split:
            continue
        if table in seen:
            says = said("is the same table as column %(letter)s; the cells of both count", letter=seen[table].letter)
            lookup.notebook.doubt("heading-twice", says, row.line, column, column.heading)
        seen.setdefault(table, column)
    return columns


NO_ROLE = message("is not a representative type")
ROLE_HINT = message("The row is counted without a type. The types are designee, doer and decision-maker.")


def _role(cells: Sequence[str], grid: Grid, line: int, lookup: Lookup) -> Role | None:
    text = _at(cells, grid.role)
    role = lookup.role(text)
    if not is_blank_text(text) and role is None:
        column = Column("role", "Role", column_letter(grid.role), (grid.role,), True)
        lookup.notebook.doubt("role-unknown", said(NO_ROLE), line, column, text, said(ROLE_HINT))
    return role


def _check_width(cells: Sequence[str], grid: Grid, line: int, lookup: Lookup) -> None:
    width = grid.tables[-1][0] + 1
    surplus = next((cell for cell in cells[width:] if cell), None)
    if surplus is not None:
        says = said("is to the right of the last heading")
        hint = said("It is not counted. Move it into its table’s column.")
        lookup.notebook.doubt("cell-surplus", says, line, value=surplus, hint=hint)


def _at(cells: Sequence[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def is_questions(source: Source) -> bool:
    """Whether a sheet contains the guiding questions with their answers."""
    title = source.title.partition("(")[0].rstrip(" 0123456789")
    return is_a(title, QUESTIONS) or any(
        is_a(row.cells[0], QUESTIONS) and sum(map(bool, map(str.strip, row.cells))) > 1
        for row in source.rows[:SEARCHED_IN_GRID]
    )


def read_answers(source: Source, lookup: Lookup) -> Iterator[tuple[Question, str]]:
    """Yield the answers on a sheet of guiding questions, each with its question."""
    headings: Sequence[str] = ()
    for row in source.rows:
        cells = [cell.strip() for cell in row.cells]
        if not cells[0]:
            continue
        if not headings and (is_a(cells[0], QUESTIONS) or sum(map(bool, cells)) > 1):
            headings = cells
            continue
        for heading, answer in zip(headings[1:], cells[1:], strict=False):
            if answer:
                yield Question(find_question(cells[0]), _about(heading, lookup)), answer


def _about(heading: str, lookup: Lookup) -> str:
    """Return what a column of answers is about: a table, the whole room, or what its heading names."""
    if not heading or is_a(heading, WHOLE_ROOM):
        return WHOLE_ROOM if heading else ""
    table = lookup.search_table(heading)
    return heading if isinstance(table, Miss) else table.label


OF_A_LIST = frozenset(CANONICAL) - {"name", "sector", "representative_type"}
"""Columns that a list of people has and a chart has not."""


def _fields_found(source: Source) -> frozenset[str]:
    """Return the fields in the row with the most headings of the form."""
    rows = (fields_in(row, FIELDS) for row in source.rows[:SEARCHED_ROWS])
    return max((row for row in rows if "who" in row), key=len, default=frozenset())


def is_long(source: Source, is_alone: bool) -> bool:
    """Whether a sheet is in the long form. Among other sheets, it needs a second heading besides `who`."""
    found = _fields_found(source)
    return bool(found) and (is_alone or bool(found & {"chart of", "table", "why"}))


def is_list_of_people(source: Source) -> bool:
    """Whether a sheet looks like the list of people: it has other columns of one, and names no author."""
    if _fields_found(source) & {"chart of", "why", "table"}:
        return False
    known = [{ALIASES.get(squashed(cell)) for cell in row.cells} for row in source.rows[:SEARCHED_ROWS]]
    return any(len(OF_A_LIST & row) > ("name" not in row) for row in known)


@dataclass
class _Drafts:
    """The charts of one form; rows with the same author and date are one chart, and a row without an author is one."""

    lookup: Lookup
    drafts: list[Draft] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    by_author: dict[str, dict[str, Draft]] = field(default_factory=dict)  # and then by date, the last one last

    def of(self, entry: Entry, spot: Spot) -> Draft:
        """Return the chart that a row belongs to."""
        by = "" if is_blank_text(entry["chart of"]) else " ".join(entry["chart of"].split())
        date = entry["date"]
        if not by:
            self.unnamed.append(entry.line)
        same = self.by_author.setdefault(fold(by), {}) if by else {}
        fitting = same.get(date) or same.pop("", None) if date else next(reversed(same.values()), None)
        draft = fitting or Draft(self.lookup, by, spot)
        if fitting is None:
            self.drafts.append(draft)
        draft.date = draft.date or date
        draft.group = draft.group or entry["group"]
        same[draft.date] = draft
        return draft


def read_long(source: Source, lookup: Lookup) -> Sequence[Draft]:
    """Read the charts of a long form. Add a problem for everything that cannot be read.

    Parameters
    ----------
    source : Source
        Needs a column `who`; the others are optional.
    lookup : Lookup

    Raises
    ------
    InputError
        If required headings are missing.
    """
    notebook = lookup.notebook
    form = read_form(source, FIELDS, notebook, most=MAX_ROWS)
    drafts = _Drafts(lookup)
    for entry in form.entries:
        draft = drafts.of(entry, Spot(entry.line, form.columns.get("chart of")))
        spot = Spot(entry.line, form.columns["who"])
        if not entry["who"]:
            draft.is_written = True
            says = said("the row names no one, so it is not counted")
            notebook.doubt("chart-names-nobody", says, entry.line, spot.column)
            continue
        table, is_asked = None, not is_blank_text(entry["table"]) and not is_a(entry["table"], WHOLE_ROOM)
        if is_asked:
            table = lookup.table(entry["table"], Spot(entry.line, form.columns["table"]))
        role = lookup.role(entry["role"])
        if not is_blank_text(entry["role"]) and role is None:
            column = form.columns["role"]
            notebook.doubt("role-unknown", said(NO_ROLE), entry.line, column, entry["role"], said(ROLE_HINT))
        is_placed = table is not None or not is_asked
        cell = lookup.cell(table, entry["sector"], role)
        draft.add(entry["who"], cell, spot, entry["why"], is_placed=is_placed)
    if not form.entries:
        text = said("%(file)s: there are no rows below the headings, so the file is not counted.", file=notebook.file)
        notebook.note("chart-blank", text, "")
    if drafts.unnamed and len(drafts.drafts) > 1:
        lines: str = said_list(map(str, drafts.unnamed[:5]))
        if len(drafts.unnamed) > 5:
            lines = said("%(lines)s and others", lines=lines)
        text = said_count(
            "%(file)s: %(number)s row does not show whose chart it belongs to (line %(lines)s). It counts as a "
            "different person’s chart.",
            "%(file)s: %(number)s rows do not show whose chart they belong to (lines %(lines)s). Each counts "
            "as a different person’s chart.",
            len(drafts.unnamed),
            file=notebook.file,
            lines=lines,
        )
        notebook.note("charts-unnamed", text)
    return drafts.drafts
