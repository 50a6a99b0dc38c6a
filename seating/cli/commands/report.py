"""`seating report`: write the report of a saved round again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand

if TYPE_CHECKING:
    from seating.api.request import Request
    from seating.present.settings import Settings


@click.command(
    "report",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating report examples/monthly/members.csv --out examples/monthly/reports",
        "seating report --round 1 --out examples/monthly/reports",
    ),
)
@options.saved_round_options
@page_making.page_options
@page_making.pdf_option
@options.output_options
@options.as_request()
def command(console: Console, request: Request, number: int | None, settings: Settings, pdf: bool) -> None:
    """Write the report of a saved round again, without solving.

    The command also writes seating.csv and seating.xlsx. PEOPLE is the list. Without it, the report is made only from
    the ledger and is less complete.
    """
    from seating.api.saved_rounds.saving import render_report_again

    result = render_report_again(request, number)
    printed = (
        page_making.write_pdfs(console, [Path(result.files["report"])], request.out, settings.words) if pdf else {}
    )
    page_making.show_pages_again(console, result, printed, settings)
