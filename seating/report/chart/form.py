"""The blank chart as sheets of paper: what it asks, and how many tables and sectors fit on one sheet.

All lengths are millimeters and all sizes of type are points. Every text that comes from the convening or the list is
fitted into its box, so the height of everything above the grid is known and the rows get all the space that is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from seating.charts.form_words import GUIDING_QUESTIONS
from seating.present.environment import render_template
from seating.present.languages import Words
from seating.present.settings import Settings
from seating.profiles import Role
from seating.report.chart.grid import Column
from seating.report.role_marks import RoleMark, role_marks
from seating.report.stock.fitting import MM_PER_POINT, Fitted, fit, text_width
from seating.wording import message

TITLE = message("Blank seating chart")

N_ROLES = len(Role)


@dataclass(frozen=True, slots=True)
class ChartForm:
    """What a blank chart asks about.

    Attributes
    ----------
    title, shared_result : str
        "" if there is none.
    tables : tuple of Column
        All tables of every kind, with their numbers.
    sectors : tuple of str
    people : tuple of str
        The names that the spreadsheet offers; () without a list.
    """

    title: str
    shared_result: str
    tables: tuple[Column, ...]
    sectors: tuple[str, ...]
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a sheet.

    Attributes
    ----------
    text, small : float
        Sizes of type, in points.
    head, result, questions, contribution, legend, heading : float
        Heights of the parts above the grid and of its headings.
    row, good_row, tall_row : float
        The least height of a row that a name can be written in, the height from which further blank rows are added, and
        the greatest height.
    sector, role, column : float
        Widths of the row headings, and the least width of a table's column.
    beside, good_column : float
        The width of the questions beside the grid, and the width of a column from which they are put there.
    line : float
        The distance of ruled lines.
    """

    text: float
    small: float
    head: float
    result: float
    questions: float
    contribution: float
    legend: float
    heading: float
    row: float
    good_row: float
    tall_row: float
    sector: float
    role: float
    column: float
    beside: float
    good_column: float
    line: float

    @property
    def room_for_result(self) -> float:
        """The height for the text of the shared result, below its label."""
        return self.result - self.small * MM_PER_POINT - 1.2

    @property
    def notes_heading(self) -> float:
        """The height of the heading above the lines for notes."""
        return 1.25 * self.text * MM_PER_POINT + 2.0


MARGIN = 8.0
"""Printers cannot print on the outer 4 to 6 millimeters."""

SPARE = 1.5
"""Height that is left free, for borders and rounding."""

MOST_BLANK_ROWS = 4

TITLE_SHARE, WHOSE_SHARE = 0.23, 0.6
"""The share of the width that the title has, and the share of the rest that the name has; as in the style sheet."""

NORMAL = Measures(
    text=8.5,
    small=7.0,
    head=8.5,
    result=9.5,
    questions=9.0,
    contribution=8.5,
    legend=8.0,
    heading=11.5,
    row=5.2,
    good_row=6.4,
    tall_row=12.0,
    sector=23.0,
    role=26.0,
    column=25.0,
    beside=54.0,
    good_column=30.0,
    line=7.5,
)

LARGE = Measures(
    text=18.0,
    small=18.0,
    head=20.0,
    result=27.0,
    questions=52.0,
    contribution=18.0,
    legend=53.5,
    heading=24.0,
    row=10.5,
    good_row=11.0,
    tall_row=16.0,
    sector=46.0,
    role=64.0,
    column=48.0,
    beside=0.0,
    good_column=999.0,
    line=12.0,
)
"""In large print, the text above the grid has a sheet of its own."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A table at the head of its column, with its name fitted into it."""

    column: Column
    name: Fitted


@dataclass(frozen=True, slots=True)
class ChartSheet:
    """One sheet of a chart.

    Attributes
    ----------
    number : int
        From 1. The first one has the shared result, the questions and the contribution.
    tables : tuple of Heading
        () for a sheet without a grid.
    sectors : tuple of Fitted
    blank_rows : range
        One for each row below the sectors, for people of another sector.
    row : float
        The height of a row.
    has_legend : bool
        Whether it explains the boxes and the representative types.
    is_beside : bool
        Whether the questions stand beside the grid, with lines to write on.
    notes : range
        One for each line below the grid.
    """

    number: int
    tables: tuple[Heading, ...]
    sectors: tuple[Fitted, ...]
    blank_rows: range
    row: float
    has_legend: bool
    is_beside: bool
    notes: range


@dataclass(frozen=True, slots=True)
class BlankChart:
    """A blank chart, laid out for a paper.

    Attributes
    ----------
    sheets : tuple of ChartSheet
        The sheets of one chart; () if there are no tables.
    names : tuple of Fitted
        The names to fill in: one chart each. A chart to copy has one blank name.
    title, shared_result : Fitted
    marks : tuple of RoleMark
        The representative types, in the order of the rows.
    questions : tuple of str
    width, height : float
        The size of the paper, landscape.
    margin : float
    measures : Measures
    """

    sheets: tuple[ChartSheet, ...]
    names: tuple[Fitted, ...]
    title: Fitted
    shared_result: Fitted
    marks: tuple[RoleMark, ...]
    questions: tuple[str, ...]
    width: float
    height: float
    margin: float
    measures: Measures


def lay_out(form: ChartForm, settings: Settings, names: Sequence[str] = ("",)) -> BlankChart:
    """Return a chart laid out on as few sheets as can be written on.

    Parameters
    ----------
    form : ChartForm
    settings : Settings
        The language, the paper, and whether the print is large.
    names : sequence of str
        Whose charts they are, one chart each; "" for a chart to copy.
    """
    short, long = settings.paper_size
    measures = LARGE if settings.large_print else NORMAL
    words = settings.words
    form = replace(form, tables=tuple(replace(one, label=words.tell(one.label)) for one in form.tables))
    wide, tall = long - 2 * MARGIN, short - 2 * MARGIN
    return BlankChart(
        sheets=tuple(_sheets(form, measures, wide, tall, settings.large_print)) if form.tables else (),
        names=fit_names(names, (wide * (1 - TITLE_SHARE) - 12) * WHOSE_SHARE, measures, words),
        title=fit(form.title, wide * TITLE_SHARE - 1, measures.head - 5, measures.text, measures.small),
        shared_result=fit(form.shared_result, wide, measures.room_for_result, 1.3 * measures.text, measures.text),
        marks=tuple(mark for mark in role_marks(words).values() if mark.letter),
        questions=tuple(map(words.gettext, GUIDING_QUESTIONS)),
        width=long,
        height=short,
        margin=MARGIN,
        measures=measures,
    )


def fit_names(names: Sequence[str], width: float, measures: Measures, words: Words) -> tuple[Fitted, ...]:
    """Return the names to fill in, fitted to a width that holds the words "Chart of" too."""
    label = text_width(words.gettext("Chart by")) * 1.2 * measures.text * MM_PER_POINT
    return tuple(fit(name, width - 2 - label, measures.head - 3, 1.5 * measures.text, measures.text) for name in names)


def render_chart(form: ChartForm, settings: Settings, names: Sequence[str] = ("",)) -> str:
    """Return blank charts as one HTML file to print.

    Parameters
    ----------
    form : ChartForm
    settings : Settings
    names : sequence of str
        As for `lay_out`.
    """
    heading = settings.words.gettext(TITLE)
    chart = lay_out(form, settings, names)
    return render_template(
        settings, "chart.html.j2", settings=settings, title=form.title, page_title=heading, data=chart
    )


def _sheets(form: ChartForm, measures: Measures, wide: float, tall: float, is_large: bool) -> Iterator[ChartSheet]:
    """Yield the sheets of a chart, all sectors of the first tables first."""
    grid = wide - measures.sector - measures.role
    is_beside = (grid - measures.beside) / len(form.tables) >= measures.good_column
    most = max(1, int(grid / measures.column))
    text = measures.result + measures.contribution + (0 if is_beside else measures.questions)
    further = tall - measures.head - measures.heading - SPARE - (0 if is_large else measures.legend)
    first = further if is_large else further - text
    number = 0
    if is_large:
        number = 1
        left = tall - measures.head - text - measures.legend - measures.notes_heading
        yield ChartSheet(1, (), (), range(0), 0.0, True, False, range(max(0, int(left / measures.line))))
    parts = _split_sectors(len(form.sectors), *(int(room / measures.row) - 1 for room in (first, further)))
    for tables in _split_evenly(form.tables, most):
        start = 0
        width = (grid - (measures.beside if is_beside else 0)) / len(tables)
        for part in parts:
            number += 1
            sectors, room = form.sectors[start : start + part], first if number == 1 else further
            start += part
            row, blank, lines = _share_room(room, len(sectors), measures, is_last=start == len(form.sectors))
            high = N_ROLES * row - 1
            yield ChartSheet(
                number=number,
                tables=tuple(_heading(column, width, measures) for column in tables),
                sectors=tuple(fit(s, measures.sector - 2.5, high, measures.text, measures.small) for s in sectors),
                blank_rows=range(blank),
                row=row,
                has_legend=not is_large,
                is_beside=is_beside and number == 1,
                notes=range(lines),
            )


def _share_room(room: float, n_sectors: int, measures: Measures, *, is_last: bool) -> tuple[float, int, int]:
    """Return the height of a row, the number of blank rows, and that of the lines for notes in what rows cannot use."""
    rows = N_ROLES * n_sectors
    blank = min(MOST_BLANK_ROWS, max(1, int(room / measures.good_row) - rows)) if is_last else 0
    row = min(measures.tall_row, room / (rows + blank))
    return row, blank, max(0, int((room - row * (rows + blank) - measures.notes_heading) / measures.line))


def _heading(column: Column, width: float, measures: Measures) -> Heading:
    """Return the heading of a table; its number stands before the name, and its id below."""
    digits = len(str(column.number)) * measures.text * 0.4
    return Heading(
        column, fit(column.label, width - 3 - digits, measures.heading * 0.62, measures.text, measures.small)
    )


def _split_evenly(tables: Sequence[Column], most: int) -> Iterator[Sequence[Column]]:
    """Yield the tables in parts of nearly the same size, each of at most `most`."""
    parts = ceil(len(tables) / most)
    for part in range(parts):
        yield tables[len(tables) * part // parts : len(tables) * (part + 1) // parts]


def _split_sectors(number: int, first: int, further: int) -> list[int]:
    """Return how many sectors each sheet has if `first` and `further` rows fit on the first and on further sheets.

    One row is already left for people of another sector.
    """
    fits = [max(1, first // N_ROLES)]
    while sum(fits) < number:
        fits.append(max(1, further // N_ROLES))
    parts: list[int] = []
    for place, most in enumerate(fits):
        left = number - sum(parts)
        parts.append(min(most, ceil(left / (len(fits) - place))))
    return parts
