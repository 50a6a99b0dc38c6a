"""`seating check`: read and check the inputs without solving."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, printing
from seating.cli.console import Console

if TYPE_CHECKING:
    from seating.present.languages import Words


@click.command("check", epilog=options.format_example("seating check examples/city/stakeholders.csv"))
@options.people_argument
@options.convening_option
@options.charts_option
@options.earlier_out_option
@printing.language_option
@options.json_option
@options.quiet_option
@click.pass_obj
def command(
    console: Console,
    people: str,
    sheet: str | None,
    convening: Path | None,
    charts: tuple[Path, ...],
    charts_count: bool,
    out: Path,
    words: Words,
) -> int:
    """Read and check the inputs without solving.

    Shows how the list was read, how many people are interested in each table, and which musts no
    seating can meet because a simple count rules them out. PEOPLE is the list: a CSV, TSV, XLSX, ODS
    or JSON file, or - for standard input. No file is written. The exit code is 4 if a must cannot
    be met.
    """
    from seating.api.check import check_record, check_request
    from seating.api.request import Request
    from seating.pages import checked

    judged = check_request(
        Request(
            people=people,
            sheet=sheet,
            convening=convening,
            charts=charts,
            charts_count=charts_count,
            out=out,
            started=console.started,
        )
    )
    console.show(partial(check_record, judged), (), checked.list_blocks(judged), words)
    if not console.as_json:
        console.notes(checked.list_notes(judged), words)
    return exits.IMPOSSIBLE if judged.clashes else 0
