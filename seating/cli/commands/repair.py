"""`seating repair`: after late changes, meet the musts again with the fewest moves."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.engines import prestart

if TYPE_CHECKING:
    from seating.api.request import Request
    from seating.present.settings import Settings


@click.command(
    "repair",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating repair examples/wedding/guests.csv --from examples/wedding/by-hand.csv --out reports/mended",
    ),
)
@options.people_argument
@options.large_option
@click.option(
    "--from",
    "seating",
    type=click.Path(path_type=Path),
    metavar="SEATING",
    help="Start from the seating in this file (columns `name` or `id`, and `table`) instead of the last saved one.",
)
@click.option(
    "--max-moves",
    type=click.IntRange(min=0),
    metavar="N",
    help="Also reduce the penalty, using at most N moves in total. "
    "By default, only moves that a must requires are made.",
)
@options.keep_option
@options.convening_option
@options.charts_option
@options.invitations_option
@options.out_option
@options.time_limit_option
@options.seed_option
@options.strict_option
@options.no_packet_option
@options.start_engine(lambda _: prestart.EXACT)
@page_making.packet_again_options
@options.details_option
@options.output_options
@options.fetch_option
@options.as_request()
def command(
    console: Console,
    request: Request,
    seating: Path | None,
    max_moves: int | None,
    strict: bool,
    settings: Settings,
) -> int:
    """Repair the seating after late changes with the fewest moves.

    Use it after cancellations, late arrivals, changed rows, or edits to seating.csv. It makes the fewest moves that
    meet all musts of the open round, and among those the ones with the lowest penalty. It gives the reason for each
    move. Moves that would only reduce the penalty are suggested, not made. PEOPLE is the current list. The seating, the
    report and the packet are written again. Unless the options below change it, the packet keeps its pages, language,
    paper and stock, and is saved as PDF again if it was before.
    """
    from seating.api.repair import repair_request
    from seating.api.saved_rounds.saving import find_written_pdfs
    from seating.cli.progress import Progress, show_long_run
    from seating.pages import repaired, solved
    from seating.report.record import result_record

    watch = Progress(console, settings.words)
    request = replace(request, watch=watch)
    outdated = find_written_pdfs(request.out)
    with show_long_run(console, watch, request.time_limit):
        result = repair_request(request, seating, max_moves)
    result = page_making.print_again(console, result, outdated, settings, request.out)
    given = options.name_inputs(request)
    page = repaired.list_blocks(result, given) if console.details else repaired.list_in_short(result, given)
    console.show(
        partial(result_record, result), solved.list_notes(result), page, settings.words, options.name_check(request)
    )
    return exits.exit_code(result, strict)
