"""`seating chart`: write a blank chart for every participant to fill in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import options, page_making
from seating.cli.completion import complete_file
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand

if TYPE_CHECKING:
    from seating.present.settings import Settings


@click.command(
    "chart",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating chart --tables 'Talent; Capital; Steering committee' --out reports/blank",
        "seating chart examples/city/convening.yaml --language es --paper A4 --out reports/en-blanco",
        "seating chart examples/city/stakeholders.csv --for-each --out reports/charts",
        "seating chart examples/city/convening.yaml --grid --out reports/grid",
    ),
)
@click.argument("source", required=False, metavar="[LIST|CONVENING]", shell_complete=complete_file)
@options.sheet_option
@options.convening_option
@click.option(
    "--tables",
    multiple=True,
    metavar="NAMES",
    help="The names of the tables, separated by `;`, if there is no convening. Repeatable.",
)
@click.option(
    "--for-each",
    is_flag=True,
    help="Print one chart for each person on the list who is coming, with the name filled in.",
)
@click.option(
    "--grid",
    is_flag=True,
    help="Instead of three questions, print a grid with a cell for each table, sector and representative type.",
)
@options.out_option
@page_making.chart_options
@page_making.pdf_option
@options.output_options
def command(
    console: Console,
    source: str | None,
    sheet: str | None,
    convening: Path | None,
    tables: tuple[str, ...],
    for_each: bool,
    grid: bool,
    out: Path,
    settings: Settings,
    pdf: bool,
) -> None:
    """Write a blank seating chart for every participant to fill in.

    The chart asks three questions: where you can contribute, who else needs to be at that table, and who is missing
    altogether. You do not need a list: give a convening, or only the names of the tables. With a list, the spreadsheet
    offers the names of the people who are coming.

    Writes short-chart.html to print, two charts to a sheet, chart.xlsx with drop-down lists to mail, and chart.csv to
    type paper charts into, one row for each entry. With --grid, the page is chart.html: its columns are the tables,
    and its rows are sectors with their representative types.
    """
    from seating.api.charts import blank_charts_record, write_blank_charts
    from seating.api.request import Request
    from seating.pages.blank_charts import list_blocks

    request = Request(
        people=source, sheet=sheet, convening=convening, out=out, settings=settings, started=console.started
    )
    made = write_blank_charts(request, tables, for_each, grid)
    files = dict(made.files)
    if pdf:
        page = Path(files["page"])
        page_making.write_pdfs(console, [page], out, settings.words)
        files["pdf"] = page.with_suffix(".pdf").as_posix()
    shown = list_blocks(made, settings, files)
    console.show(partial(blank_charts_record, made, settings, files), made.notes, shown, settings.words)
