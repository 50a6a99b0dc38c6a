"""Read ODS spreadsheets. Each value is the text that a reader of the sheet would see.

All sheets are in one part of the file, so they are parsed together. A row or cell can state that it is repeated, up to
a million times; repeated blank ones are counted but not created.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial

from seating.sources.archive import Archive, damaged_error, refuse_many_sheets
from seating.sources.cell_values import format_moment, note_formulas, number_as_text
from seating.sources.list_limits import MAX_CELL, MAX_COLUMNS, CellCount, RowCollector
from seating.sources.source import Book, Sheet, Source, name_sheet
from seating.wording import message, quoted, said

suffixes = (".ods", ".ots")

NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 {}"
OFFICE, TABLE, TEXT, STYLE = (partial(NAMESPACE.format, name) for name in ("office", "table", "text", "style"))
TABLES, COLUMN, ROW, DISPLAY = map(TABLE, ("table", "table-column", "table-row", "display"))
HIDDEN = frozenset({"collapse", "filter"})
CELLS = frozenset({TABLE("table-cell"), TABLE("covered-table-cell")})
PARAGRAPHS = frozenset({TEXT("p"), TEXT("h")})
STYLES, STYLE_OF_TABLE, STYLE_OF_TEXT = map(STYLE, ("style", "table-properties", "text-properties"))
NOT_CELLS = frozenset({TABLE("shapes"), TABLE("dde-links"), TABLE("tracked-changes")})
"""Elements whose tables, cells and paragraphs are not part of the sheet."""

ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
CLOCK = re.compile(r"PT(\d{1,2})H(\d{1,2})M[\d.,]*S?")
SPACES = re.compile(r"[ \t\r\n]+")
MOST_BLANKS = 20_000
"""Maximum number of blank cells created before a filled one; sheets have at most 16,384 columns."""


def open_book(data: bytes, file: str, suffix: str = ".ods") -> Book:
    """Return the sheets of an OpenDocument spreadsheet.

    Parameters
    ----------
    data : bytes
    file : str
        The name of the file in messages.
    suffix : str
        One of `suffixes`.

    Raises
    ------
    InputError
        If the file is damaged or locked, or exceeds a limit.
    """
    archive = Archive(data, file, message("an OpenDocument spreadsheet"))
    if archive.holds("META-INF/manifest.xml", b"encryption-data"):
        raise damaged_error(file, said("the file is locked with a password"))
    reading = _Reading(file)
    archive.parse("content.xml", reading)
    refuse_many_sheets(file, len(reading.tables))
    sha256 = hashlib.sha256(data).hexdigest()
    is_alone = len(reading.tables) == 1
    sheets = (
        Sheet(table.title, table.is_hidden, load=partial(table.source, file, sha256, is_alone=is_alone))
        for table in reading.tables
    )
    return Book(file, sha256, tuple(sheets))


class _Table:
    """One sheet, built row by row."""

    def __init__(self, title: str, is_hidden: bool, collector: RowCollector) -> None:
        self.title = title
        self.is_hidden = is_hidden
        self.merged: list[tuple[int, int, int]] = []
        self.merged_down: list[tuple[int, int, int]] = []
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.struck: set[tuple[int, int]] = set()
        self.formulas: list[tuple[int, int]] = []
        self.line = 1
        self._n_columns = 0
        self._width = 0
        self._is_full = False
        self._collector = collector

    def add_columns(self, repeated: int, *, is_hidden: bool) -> None:
        """Add a column as often as it is repeated."""
        before, self._n_columns = self._n_columns, min(self._n_columns + repeated, MOST_BLANKS)
        if is_hidden:
            self.hidden_columns.update(range(before, self._n_columns))

    def add(self, cells: list[str], repeated: int, *, is_hidden: bool) -> None:
        """Add a row as often as it is repeated."""
        if not self._is_full and any(cells):
            self._width = max(self._width, len(cells))  # trailing empty cells may be omitted
            texts = tuple(cells) + ("",) * (self._width - len(cells))
            for line in range(self.line, self.line + repeated):
                if self._is_full:
                    break
                self._is_full = not self._collector.add(line, texts)
                if is_hidden:
                    self.hidden.add(line)
        self.line += repeated

    def source(self, file: str, sha256: str, *, is_alone: bool) -> Source:
        """Return the rows; raise InputError if a limit was exceeded."""
        place = file if is_alone else name_sheet(file, self.title)
        rows = self._collector.rows(place)
        notes = (note_formulas(place, self.formulas, 0),) if self.formulas else ()
        return Source(
            file,
            sha256,
            rows,
            notes,
            self.title,
            tuple(self.merged),
            merged_down=tuple(self.merged_down),
            hidden=frozenset(self.hidden),
            hidden_columns=frozenset(self.hidden_columns),
            struck=frozenset(self.struck),
        )


class _Reading:
    """Handles parser events: collects the sheets, and keeps the open row, cell and paragraph."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.tables: list[_Table] = []
        self._table: _Table | None = None
        self._count_of_cells = CellCount()
        self._hidden: set[str] = set()
        self._struck: set[str] = set()
        self._style = ""
        self._cells: list[str] = []
        self._blanks = 0
        self._rows_repeated = 1
        self._is_hidden = False
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._in_paragraph = 0
        self._skipped = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        if self._skipped or name in NOT_CELLS:
            self._skipped += 1
        elif self._cell is not None:
            self._start_in_cell(name, attributes)
        elif name in CELLS:
            self._cell = attributes
            self._paragraphs = []
        elif name == ROW:
            self._cells, self._blanks = [], 0
            self._rows_repeated = self._count(attributes.get(TABLE("number-rows-repeated")))
            self._is_hidden = attributes.get(TABLE("visibility")) in HIDDEN
        elif name == COLUMN and self._table is not None:
            repeated = self._count(attributes.get(TABLE("number-columns-repeated")))
            self._table.add_columns(repeated, is_hidden=attributes.get(TABLE("visibility")) in HIDDEN)
        elif name == TABLES:
            is_hidden = attributes.get(TABLE("style-name")) in self._hidden
            collector = RowCollector(self.file, self._count_of_cells)
            self._table = _Table(attributes.get(TABLE("name"), ""), is_hidden, collector)
            self.tables.append(self._table)
        elif name == STYLES:
            self._style = attributes.get(STYLE("name"), "")
        elif name == STYLE_OF_TABLE and attributes.get(DISPLAY) == "false":
            self._hidden.add(self._style)
        elif name == STYLE_OF_TEXT and attributes.get(STYLE("text-line-through-style"), "none") != "none":
            self._struck.add(self._style)

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        """Handle an element inside a cell: read paragraphs and their content, skip comments and drawings."""
        if name in PARAGRAPHS:
            self._paragraphs.append([])
            self._in_paragraph += 1
        elif not name.startswith(TEXT("")):
            self._skipped += 1
        elif self._in_paragraph:
            if name == TEXT("s"):
                self._paragraphs[-1].append(" " * min(self._count(attributes.get(TEXT("c"))), MAX_CELL + 1))
            elif name in {TEXT("tab"), TEXT("line-break")}:
                self._paragraphs[-1].append("\t" if name == TEXT("tab") else "\n")

    def text(self, text: str) -> None:
        """Handle a piece of text; each run of white space counts as one space."""
        if self._in_paragraph and not self._skipped:
            self._paragraphs[-1].append(SPACES.sub(" ", text))

    def end(self, name: str) -> None:
        """Handle the end of an element."""
        if self._skipped:
            self._skipped -= 1
        elif name in PARAGRAPHS and self._in_paragraph:
            self._in_paragraph -= 1
        elif name in CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif self._table is not None and name == ROW:
            self._table.add(self._cells, self._rows_repeated, is_hidden=self._is_hidden)
        elif name == TABLES:
            self._table = None

    def _end_cell(self, cell: dict[str, str]) -> None:
        repeated = self._count(cell.get(TABLE("number-columns-repeated")))
        text = _shown(cell, "\n".join(map("".join, self._paragraphs)))
        if self._table is not None:
            first = len(self._cells) + self._blanks
            if (spanned := self._count(cell.get(TABLE("number-columns-spanned")))) > 1:
                self._table.merged.append((self._table.line, first, first + spanned - 1))
            if (rows := self._count(cell.get(TABLE("number-rows-spanned")))) > 1:
                self._table.merged_down.append((self._table.line, self._table.line + rows - 1, first))
            if text and cell.get(TABLE("style-name")) in self._struck:
                self._table.struck.add((self._table.line, first))
            if TABLE("formula") in cell:
                self._table.formulas.append((self._table.line, first))
        if text and len(self._cells) <= MOST_BLANKS:
            self._cells += [""] * self._blanks + [text] * min(repeated, MAX_COLUMNS + 1)
            self._blanks = 0
        elif not text:
            self._blanks = min(self._blanks + repeated, MOST_BLANKS)

    def _count(self, text: str | None) -> int:
        """Return a number of repetitions; 1 if it is not stated."""
        if text is None:
            return 1
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            says = said("content.xml has an invalid repeat count: %(value)s", value=quoted(text))
            raise damaged_error(self.file, says)
        return int(text)


def _shown(cell: dict[str, str], text: str) -> str:
    """Return the value of a cell as text; dates, times and numbers do not depend on the locale."""
    kind = cell.get(OFFICE("value-type"))
    value = cell.get(OFFICE("value"), "")
    if cell.get(ERROR_TYPE) == "error":
        return text
    if kind in {"float", "currency"} and value and not (text.isascii() and text.isdigit()):
        return number_as_text(value) or text
    if kind == "percentage" and not text:
        return value
    if kind == "boolean":
        return cell.get(OFFICE("boolean-value"), text).upper()
    if kind == "date" and (moment := cell.get(OFFICE("date-value"))):
        return format_moment(moment)
    if kind == "time" and (found := CLOCK.fullmatch(cell.get(OFFICE("time-value"), ""))):
        return f"{int(found[1]):02}:{int(found[2]):02}"
    return text or cell.get(OFFICE("string-value"), "")
