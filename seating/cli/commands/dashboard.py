"""`seating dashboard`: the quarterly element dashboard."""

from __future__ import annotations

from pathlib import Path

import click

from seating.cli import options
from seating.cli.console import Console

__all__ = ["command"]


@click.command(
    "dashboard",
    epilog=options.format_example(
        "seating dashboard examples/dashboard/ratings.csv",
        "seating dashboard --template my-ratings.csv --quarter 2026-Q4",
    ),
)
@click.argument("ratings", required=False, metavar="[RATINGS]")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a file of ratings to fill in, with the components of the three elements, and exit.",
)
@click.option("--quarter", metavar="Q", help="The quarter to show or to fill in, such as 2026-Q3. Default: the newest.")
@click.option("--title", default="", metavar="TEXT", help="The name of your initiative.")
@options.out_option
@options.json_option
@options.quiet_option
@click.pass_obj
def command(
    console: Console, ratings: str | None, template: Path | None, quarter: str | None, title: str, out: Path
) -> int:
    """Show the state and the trend of each element this quarter.

    RATINGS has a row for each component and quarter, with the columns element, component, quarter, rating
    (red, yellow, green, gray or blank), trend and notes. It is a CSV, TSV or XLSX file, or - for standard input. The
    dashboard is written to dashboard.html in the output folder. If that folder has saved seatings, their
    results are suggested as ratings for components that nobody has rated.
    """
    from seating.api.dashboard import make_dashboard, write_template
    from seating.cli.views.dashboard import parse_quarter, print_board, print_template

    if (ratings is None) == (template is None):
        raise click.UsageError("Give either a file of ratings, or --template FILE to write one to fill in.")
    chosen = parse_quarter(quarter)
    if template is not None:
        print_template(console, template, write_template(template, chosen))
        return 0
    print_board(console, make_dashboard(str(ratings), out, chosen, title))
    return 0
