"""`seating charts`: what filled-in charts say together."""

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
    "charts",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating charts examples/exercise/charts --people examples/exercise/people.csv --out reports/exercise",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=complete_file)
@click.option(
    "--people",
    metavar="LIST",
    shell_complete=complete_file,
    help="The list of people. Without it, the command reports no one as missing.",
)
@options.sheet_option
@options.convening_option
@click.option(
    "--groups", is_flag=True, help="Also print the people that the groups of participants disagree about most."
)
@click.option(
    "--earlier",
    multiple=True,
    metavar="FILE",
    help="Earlier charts, as a file or a folder. Shows who is new, gone, moved, settled or disputed since then. "
    "Repeatable.",
)
@click.option("--compare", nargs=2, metavar="A B", help="Compare the charts of two people, given by their names.")
@click.option(
    "--mentions",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file that lists what texts mean, and which count as one. Default: mentions.csv in the output folder, if "
    "it exists.",
)
@options.out_option
@page_making.page_options
@options.output_options
def command(
    console: Console,
    files: tuple[str, ...],
    people: str | None,
    sheet: str | None,
    convening: Path | None,
    groups: bool,
    earlier: tuple[str, ...],
    compare: tuple[str, str] | None,
    mentions: Path | None,
    out: Path,
    settings: Settings,
) -> int:
    """Show what filled-in charts agree on, dispute and leave empty.

    Each FILE contains one or more charts. It is the spreadsheet that `seating chart` writes, filled in, or a typed list
    with the columns `chart of`, `group`, `date`, `table`, `sector`, `role`, `who` and `why`. It can be a CSV, XLSX or
    ODS file. A folder stands for all such files in it. The command seats no one. It also writes charts.html, a page for
    the convener only, to the output folder.
    """
    from seating.api.charts import ChartsRequest, summarize_charts
    from seating.pages.charts import list_blocks
    from seating.report.agreement.agreement_record import charts_record

    request = ChartsRequest(files, people, sheet, convening, earlier, compare, mentions, out)
    summary = summarize_charts(request, settings)
    page = list_blocks(summary, settings.words, with_groups=groups)
    console.show(partial(charts_record, summary), summary.notes, page, settings.words)
    return 0
