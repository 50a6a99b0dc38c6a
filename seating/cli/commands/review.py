"""`seating review`: check a seating that was made or edited by hand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand

if TYPE_CHECKING:
    from seating.api.request import Request
    from seating.present.languages import Words


@click.command(
    "review",
    cls=GroupedCommand,
    epilog=options.format_example("seating review examples/wedding/guests.csv examples/wedding/by-hand.csv"),
)
@options.people_argument
@options.large_option
@click.argument("seating", metavar="SEATING", type=click.Path(path_type=Path))
@options.convening_option
@options.charts_option
@options.earlier_out_option
@options.strict_option
@page_making.language_option
@options.details_option
@options.output_options
@options.as_request()
def command(console: Console, request: Request, seating: Path, strict: bool, words: Words) -> int:
    """Check a seating that was made or edited by hand.

    The requirements are those that `seating solve` would use. PEOPLE is the list. SEATING is a CSV,
    XLSX or ODS file with the headings `name` or `id`, and `table`. If the convening has `chairs`, a
    column `chair` is read too. No file is written. The exit code is 4 if a must is not met.
    """
    from seating.api.check import review_request
    from seating.pages import solved
    from seating.report.record import result_record

    result = review_request(request, seating)
    page, check = solved.list_reviewed(result), options.name_check(request)
    console.show(partial(result_record, result), solved.list_notes(result), page, words, check)
    return exits.IMPOSSIBLE if result.review.unmet else exits.exit_code(result, strict)
