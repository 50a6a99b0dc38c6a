"""The short chart as sheets of paper: three questions with lines to write on, two charts to a sheet.

All lengths are millimeters and all sizes of type are points, as in `seating.report.chart.form`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.present.environment import render_template
from seating.present.settings import Settings
from seating.report.chart.form import LARGE, MARGIN, NORMAL, SPARE, ChartForm, Measures, fit_names
from seating.report.stock.fitting import Fitted, fit
from seating.wording import message

TITLE = message("Short seating chart")

TABLES_SHARE = 0.3
"""The greatest share of the height of a chart that the names of the tables take."""

NAME_SHARE = 0.45
"""The share of the width that the name has; as in the style sheet."""


@dataclass(frozen=True, slots=True)
class ShortChart:
    """Short charts, laid out for a paper. The lines to write on take the room that is left.

    Attributes
    ----------
    names : tuple of Fitted
        The names to fill in: one chart each. Charts to copy have a blank name, and fill one sheet.
    per_sheet : int
        The number of charts on a sheet.
    title, shared_result : Fitted
    tables : Fitted
        The numbers and names of all tables.
    width, paper_height, height : float
        The size of the paper, portrait, and the height of a chart.
    margin : float
    measures : Measures
    """

    names: tuple[Fitted, ...]
    per_sheet: int
    title: Fitted
    shared_result: Fitted
    tables: Fitted
    width: float
    paper_height: float
    height: float
    margin: float
    measures: Measures


def count_per_sheet(settings: Settings) -> int:
    """Return how many short charts are on a sheet."""
    return 1 if settings.large_print else 2


def lay_out(form: ChartForm, settings: Settings, names: Sequence[str] = ("",)) -> ShortChart:
    """Return short charts, two to a sheet, or one in large print.

    Parameters
    ----------
    form : ChartForm
    settings : Settings
        The language, the paper, and whether the print is large.
    names : sequence of str
        Whose charts they are, one chart each; "" for a chart to copy.
    """
    width, long = settings.paper_size
    measures, per_sheet = LARGE if settings.large_print else NORMAL, count_per_sheet(settings)
    words, wide, height = settings.words, width - 2 * MARGIN, (long - SPARE) / per_sheet
    tables = ", ".join(f"{table.number}\u00a0{words.tell(table.label)}" for table in form.tables)
    fitted = fit_names(names, wide * NAME_SHARE, measures, words)
    return ShortChart(
        names=fitted if any(names) else fitted * per_sheet,
        per_sheet=per_sheet,
        title=fit(form.title, wide * 0.23 - 1, measures.head - 3, measures.text, measures.small),
        shared_result=fit(form.shared_result, wide, measures.room_for_result, 1.3 * measures.text, measures.text),
        tables=fit(tables, wide, (height - 2 * MARGIN) * TABLES_SHARE, measures.text, measures.small),
        width=width,
        paper_height=long,
        height=height,
        margin=MARGIN,
        measures=measures,
    )


def render_short_chart(form: ChartForm, settings: Settings, names: Sequence[str] = ("",)) -> str:
    """Return short charts as one HTML file to print.

    Parameters
    ----------
    form : ChartForm
    settings : Settings
    names : sequence of str
        As for `lay_out`.
    """
    heading, chart = settings.words.gettext(TITLE), lay_out(form, settings, names)
    return render_template(
        settings, "short_chart.html.j2", settings=settings, title=form.title, page_title=heading, data=chart
    )
