"""`seating review`: check a seating that was made or edited by hand."""

from __future__ import annotations

from pathlib import Path

import click

from seating.cli import options
from seating.cli.console import Console

__all__ = ["command"]


@click.command(
    "review", epilog=options.example("seating review examples/wedding/guests.csv examples/wedding/by-hand.csv")
)
@options.people_argument
@click.argument("seating", metavar="SEATING", type=click.Path(path_type=Path))
@options.convening_option
@options.out_option
@options.strict_option
@options.json_option
@options.quiet_option
@click.pass_obj
def command(
    console: Console, people: str, sheet: str | None, seating: Path, convening: Path | None, out: Path, strict: bool
) -> int:
    """Evaluate a seating made or edited by hand.

    The rules are the ones that solve uses. PEOPLE is the list. SEATING is a CSV file with the headings
    `name` or `id`, and `table`. No file is written. --out only says where to look for an inferred
    convening.
    """
    from seating.api import Request, review_request
    from seating.cli.exits import IMPOSSIBLE, exit_code
    from seating.cli.summary import tell_reviewed

    request = Request(people=people, sheet=sheet, convening=convening, out=out, started=console.started)
    result = review_request(request, seating)
    tell_reviewed(console, result)
    return IMPOSSIBLE if result.review.unmet else exit_code(result, strict)
