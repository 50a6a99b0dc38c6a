"""`seating dashboard`: the quarterly element dashboard."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import options, page_making
from seating.cli.completion import complete_file
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.errors import UsageError
from seating.wording import quoted

if TYPE_CHECKING:
    from seating.addons.dashboard.ratings import Quarter
    from seating.present.settings import Settings


@click.command(
    "dashboard",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating dashboard examples/dashboard/ratings.csv",
        "seating dashboard examples/dashboard/ratings.csv examples/dashboard/alone.csv",
        "seating dashboard examples/dashboard/two-sites.csv",
        "seating dashboard --template my-ratings.csv --quarter 2026-Q4",
        "seating dashboard --template form.html --quarter 2026-Q4",
    ),
)
@click.argument("ratings", nargs=-1, metavar="[RATINGS]...", shell_complete=complete_file)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a form to fill in, and exit. It is a spreadsheet, or a page to print if FILE ends with .html. It has "
    "the components of RATINGS or, without RATINGS, those of the three elements.",
)
@click.option(
    "--rater", default="", metavar="NAME", help="With --template: the person who fills in the form, and rates alone."
)
@click.option("--site", default="", metavar="NAME", help="Show only this site. With --template: the site of the form.")
@click.option("--quarter", metavar="Q", help="The quarter to show or to fill in, such as 2026-Q3. Default: the newest.")
@click.option("--title", default="", metavar="TEXT", help="The name of your initiative.")
@options.out_option
@page_making.page_options
@options.output_options
def command(
    console: Console,
    ratings: tuple[str, ...],
    template: Path | None,
    rater: str,
    site: str,
    quarter: str | None,
    title: str,
    out: Path,
    settings: Settings,
) -> int:
    """Show the state and the trend of each element this quarter.

    RATINGS has a row for each component and quarter, with the columns element, component, quarter, rating (red, yellow,
    green, gray or blank), trend and notes. It is a CSV, TSV or XLSX file, or - for standard input. Several files are
    read as one. The dashboard is written to dashboard.html in the output folder. If that folder has saved seatings,
    their results are suggested as ratings for components that no one has rated.

    With a column rater, several people each rate alone. Their ratings are compared, and only rows whose rater is
    `agreed` count as ratings of the team. With a column site, several sites are shown side by side.
    """
    from seating.addons.dashboard.dashboard_record import dashboard_record
    from seating.addons.dashboard.dashboard_run import form_record, make_dashboard, write_template
    from seating.addons.dashboard.printed import list_blocks, list_template

    if not ratings and template is None:
        raise click.UsageError("Give a file of ratings, or --template FILE to write one to fill in.")
    if rater and template is None:
        raise click.UsageError("--rater says whose form is written, so it needs --template FILE.")
    chosen = _parse_quarter(quarter)
    if template is not None:
        when = write_template(template, chosen, rater=rater, site=site, ratings=ratings, settings=settings)
        console.show(partial(form_record, template, when), (), list_template(template, when, rater), settings.words)
        return 0
    made = make_dashboard(ratings, out, chosen, title, site=site, settings=settings)
    console.show(
        partial(dashboard_record, made.boards, made.ratings, made.notes, made.files),
        made.notes,
        list_blocks(made),
        settings.words,
    )
    return 0


def _parse_quarter(text: str | None) -> Quarter | None:
    """Return the quarter that an option names, or None without the option.

    Raises
    ------
    UsageError
        When the text is not a quarter.
    """
    if text is None:
        return None
    from seating.addons.dashboard.ratings import read_quarter

    try:
        return read_quarter(text)
    except ValueError as error:
        raise UsageError(f"{quoted(text)} is not a quarter. {error}") from None
