"""The chart as files to fill in: a workbook for each participant, and a CSV file for typing in paper charts.

The workbook may also be filled in already, with what someone typed into a form.

The workbook has the grid of the printed sheet with drop-down lists, and a sheet with the guiding questions. Every cell
is text. The lists are on a hidden sheet, because Excel limits a list in the rule itself to 255 characters.

The CSV file has one row for each entry, because it is for whoever types in many charts: a grid holds only one chart.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from seating.charts.chart_entry import ChartEntry, EntryCell, ShortEntry
from seating.charts.form_words import GUIDING_QUESTIONS
from seating.forms.entries import csv_bytes
from seating.present.languages import Words, languages, words_in
from seating.present.settings import Settings
from seating.report.chart.form import ChartForm
from seating.report.chart.grid import Column
from seating.report.role_marks import role_marks
from seating.report.spreadsheets import CREATED, LONGEST_CELL, write_workbook
from seating.sources.archive import DAMAGED
from seating.wording import message, shortened, without_marks

HEADINGS = (
    message("Chart by"),
    message("Group"),
    message("Date"),
    message("Table"),
    message("Sector"),
    message("Role"),
    message("Who"),
    message("Why"),
)
"""The headings of the CSV file."""

BLANK_ROWS = 6
"""Number of rows below the sectors, for people of another sector."""

SHEETS = message("Chart"), message("Questions"), message("Lists")
"""The titles of the sheets; the last one is hidden."""

LABELS = (
    message("Chart by"),
    message("Group"),
    message("Date"),
    message("I could contribute most at"),
    message("Because I bring"),
)
"""The labels above the grid, each with a cell to fill in beside it."""

OWN_TABLE = 3
"""The row of the label whose cell is a table, from 0."""

GRID = len(LABELS) + 1
"""The row of the grid's headings, from 0. The instructions are in the row above it."""

LAST_MERGED = 4
"""The last column, from 0, of cells that are wider than a column."""

PAPERS = {"Letter": 1, "A4": 9}
"""The numbers that Excel gives to papers."""

NARROW, WIDE, ANSWER = 18, 26, 32
"""Widths of columns, in characters."""

LONGEST_PROPERTIES = 100_000
"""Maximum number of bytes of the properties of a workbook that are read; ours have fewer than 2,000."""

UNCHANGED = re.compile(rb"<dcterms:modified[^>]*>2000-01-01T00:00:00Z<")
"""What the properties of a workbook contain until someone saves it."""


def chart_csv(words: Words) -> bytes:
    """Return the headings of a CSV file with one row for each entry of a chart."""
    return csv_bytes(tuple(map(words.gettext, HEADINGS)), ())


def chart_xlsx(form: ChartForm, settings: Settings, entry: ChartEntry | None = None) -> bytes:
    """Return a chart as a workbook: the grid, the guiding questions, and a hidden sheet with the lists.

    Parameters
    ----------
    form : ChartForm
    settings : Settings
    entry : ChartEntry, optional
        What the workbook is filled in with, and on which day. The sectors of the form have to be those of the entry.
    """
    heading = settings.words.gettext("Blank seating chart")
    title = ": ".join(part for part in (heading, without_marks(form.title)) if part)
    created = datetime.fromisoformat(entry.date) if entry else CREATED
    return write_workbook(title, lambda book: _Writer(book, form, settings, entry or ChartEntry()).write(), created)


def short_xlsx(form: ChartForm, words: Words, entry: ShortEntry, date: str) -> bytes:
    """Return a short chart as a workbook with one row for each entry, as a person would type it from paper.

    Parameters
    ----------
    form : ChartForm
    words : Words
        The language of the headings.
    entry : ShortEntry
    date : str
        An ISO date.
    """
    named = {column.id: _table_cell(column) for column in form.tables}
    rows = [
        (entry.name, "", date, named.get(line.table, ""), line.sector, "", line.who, why) for line, why in entry.lines
    ]

    def fill(workbook: Any) -> None:
        paint = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        sheet = workbook.add_worksheet(words.gettext(SHEETS[0]))
        for at, cells in enumerate((tuple(map(words.gettext, HEADINGS)), *rows)):
            for column, text in enumerate(cells):
                sheet.write_string(at, column, shortened(text, LONGEST_CELL), paint)
        sheet.set_column(0, len(HEADINGS) - 1, WIDE)

    return write_workbook(words.gettext("Short seating chart"), fill, datetime.fromisoformat(date))


def is_filled_in(path: Path) -> bool:
    """Whether someone has changed a chart file since it was written, or whether it is not one of ours.

    Parameters
    ----------
    path : Path
        An existing workbook or CSV file.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    content = path.read_bytes()
    if path.suffix == ".csv":
        return content not in {chart_csv(words_in(language)) for language in languages()}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            properties = archive.getinfo("docProps/core.xml")
            return properties.file_size > LONGEST_PROPERTIES or UNCHANGED.search(archive.read(properties)) is None
    except (*DAMAGED, KeyError):
        return True


class _Writer:
    """Writes the sheets of a workbook."""

    def __init__(self, book: Any, form: ChartForm, settings: Settings, entry: ChartEntry) -> None:
        self.book = book
        self.form = form
        self.settings = settings
        self.entry = entry
        self.tables = [_table_cell(column) for column in form.tables]
        self.marks = [(role, mark.word) for role, mark in role_marks(settings.words).items() if role]
        self.roles = [word for _, word in self.marks]
        paint = {"text_wrap": True, "valign": "top", "num_format": "@"}  # typed text stays text
        self.plain = book.add_format(paint)
        self.lined = book.add_format({**paint, "border": 1})
        self.bold = book.add_format({**paint, "bold": True, "border": 1, "bg_color": "#E4E4E4"})

    def write(self) -> None:
        """Write all sheets."""
        _ = self.settings.words.gettext
        grid, questions = (self.book.add_worksheet(_(name)) for name in SHEETS[:2])
        lists = self.book.add_worksheet(_(SHEETS[2]))
        self._write_grid(grid, self._write_lists(lists))
        self._write_questions(questions)
        lists.hide()
        for sheet in (grid, questions):
            sheet.set_landscape()
            sheet.set_paper(PAPERS[self.settings.paper])
            sheet.set_margins(0.4, 0.4, 0.4, 0.4)
            sheet.fit_to_pages(1, 0)
        grid.repeat_rows(GRID)

    def _write_lists(self, sheet: Any) -> list[str]:
        """Write the choices of the drop-down lists; return the ranges of the tables, sectors, roles and people."""
        nobody = self.settings.words.gettext("nobody needed")
        ranges = []
        lists = (self.tables, self.form.sectors, self.roles, (nobody, *self.form.people))
        for column, choices in enumerate(lists):
            for line, choice in enumerate(choices):
                self._put(sheet, line, column, choice, self.plain)
            letter = "ABCD"[column]
            ranges.append(f"='{sheet.get_name()}'!${letter}$1:${letter}${len(choices)}")
        return ranges

    def _write_grid(self, sheet: Any, ranges: Sequence[str]) -> None:
        """Write the labels and the grid, one row for each sector and role."""
        _ = self.settings.words.gettext
        tables, sectors, roles, people = ranges
        for line, (label, text) in enumerate(zip(map(_, LABELS), self._labels(), strict=True)):
            self._put(sheet, line, 0, label, self.bold)
            sheet.merge_range(line, 1, line, LAST_MERGED, "", self.lined)
            if text:
                self._put(sheet, line, 1, text, self.lined)
        self._choose(sheet, (OWN_TABLE, 1, OWN_TABLE, 1), tables)
        sheet.merge_range(GRID - 1, 0, GRID - 1, LAST_MERGED, "", self.plain)
        self._put(sheet, GRID - 1, 0, self._instructions(), self.plain)
        sheet.set_row(GRID - 1, 80 + 15 * (len(self.form.shared_result) // 100))
        for column, heading in enumerate((_("Sector"), _("Role"), *self.tables)):
            self._put(sheet, GRID, column, heading, self.bold)
        rows: list[tuple[str, ...]] = [(sector, role) for sector in self.form.sectors for role in self.roles]
        rows += [()] * BLANK_ROWS
        for line, cells in enumerate(rows, start=GRID + 1):
            for column in range(2 + len(self.tables)):
                sheet.write_blank(line, column, None, self.lined)
            for column, cell in enumerate(cells):
                self._put(sheet, line, column, cell, self.bold)
        self._fill_in(sheet)
        last = GRID + len(rows)
        if self.form.sectors:
            self._choose(sheet, (last - BLANK_ROWS + 1, 0, last, 0), sectors)
        self._choose(sheet, (last - BLANK_ROWS + 1, 1, last, 1), roles)
        self._choose(sheet, (GRID + 1, 2, last, 1 + len(self.tables)), people)
        sheet.set_column(0, 0, WIDE)
        sheet.set_column(1, 1, NARROW + 4)
        sheet.set_column(2, 1 + len(self.tables), WIDE)
        sheet.freeze_panes(GRID + 1, 2)

    def _labels(self) -> tuple[str, ...]:
        """Return the texts beside the labels, in the order of the labels."""
        entry = self.entry
        own = (cell for column, cell in zip(self.form.tables, self.tables, strict=True) if column.id == entry.own_table)
        return entry.name, entry.group, entry.date, next(own, ""), entry.brings

    def _fill_in(self, sheet: Any) -> None:
        """Write what was typed into the cells of the grid."""
        nobody = self.settings.words.gettext("nobody needed")
        columns = {table.id: number for number, table in enumerate(self.form.tables, start=2)}
        for number in range(len(self.form.sectors)):
            for at, (role, _) in enumerate(self.marks):
                for table, column in columns.items():
                    cell = EntryCell(table, number, role)
                    parts = [nobody] if cell in self.entry.nobody else []
                    if text := "; ".join((*parts, *filter(None, [self.entry.cells.get(cell, "")]))):
                        self._put(sheet, GRID + 1 + number * len(self.marks) + at, column, text, self.lined)

    def _write_questions(self, sheet: Any) -> None:
        """Write the guiding questions down, the whole room and the tables across."""
        _ = self.settings.words.gettext
        headings = (_("Questions"), _("The whole room"), *self.tables)
        for column, heading in enumerate(headings):
            self._put(sheet, 0, column, heading, self.bold)
        for line, question in enumerate(map(_, GUIDING_QUESTIONS), start=1):
            self._put(sheet, line, 0, question, self.bold)
            for column, table in enumerate(("", *(column.id for column in self.form.tables)), start=1):
                if answer := self.entry.answers.get((line - 1, table)):
                    self._put(sheet, line, column, answer, self.lined)
                else:
                    sheet.write_blank(line, column, None, self.lined)
            sheet.set_row(line, 60)
        sheet.set_column(0, len(headings) - 1, ANSWER)
        sheet.freeze_panes(1, 1)

    def _instructions(self) -> str:
        """Return the shared result, and how to fill in the chart."""
        _ = self.settings.words.gettext
        result = self.form.shared_result
        return "\n".join(
            part
            for part in (
                f"{_('What all tables work toward')}: {result}" if result else "",
                _("Write names, or descriptions such as “a welder from the night shift”."),
                _("Separate several values with semicolons (;)."),
                _("Write “nobody needed” in a cell where no one is needed."),
                _("If someone is needed but you cannot name anyone, leave the cell empty."),
            )
            if part
        )

    def _choose(self, sheet: Any, cells: tuple[int, int, int, int], source: str) -> None:
        """Offer a list in a block of cells: first row, first column, last row, last column. Other text is allowed."""
        sheet.data_validation(*cells, {"validate": "list", "source": source, "show_error": False})

    def _put(self, sheet: Any, line: int, column: int, text: str, paint: Any) -> None:
        sheet.write_string(line, column, shortened(text, LONGEST_CELL), paint)


def _table_cell(column: Column) -> str:
    """Return a table as the workbook names it: number, name and id.

    >>> _table_cell(Column(1, "talent", "Talent and skill"))
    '1 Talent and skill [talent]'
    """
    return f"{column.number} {column.label} [{column.id}]"
