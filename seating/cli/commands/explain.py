"""`seating explain`: explain a person's seat, the price of a requirement, or a conflict."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.completion import complete_people, complete_requirements
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.engines import prestart

if TYPE_CHECKING:
    from seating.api.request import Request
    from seating.present.languages import Words


@click.command(
    "explain",
    cls=GroupedCommand,
    epilog=options.format_example(
        'seating explain examples/city/stakeholders.csv --person "Trent Abernathy"',
        "seating explain examples/city/stakeholders.csv --requirement focus-1",
        'seating explain examples/city/stakeholders.csv --person "Trent Abernathy" --leaves',
    ),
)
@options.people_argument
@options.large_option
@click.option(
    "--person",
    metavar="P",
    shell_complete=complete_people,
    help="A person's id or name. Explains why the person sits at their table, and what each other table would cost.",
)
@click.option(
    "--requirement",
    metavar="R",
    shell_complete=complete_requirements,
    help="A requirement's id. Explains which requirements conflict with it, and what it costs to meet it.",
)
@click.option(
    "--leaves",
    is_flag=True,
    help="With --person: shows what remains open if the person leaves: their seat, duties, promises and requests, the "
    "links between tables, and the people who depend on them or their organization.",
)
@click.option("--conflict", is_flag=True, help="Explain which musts conflict, and how to resolve the conflict.")
@options.convening_option
@options.charts_option
@options.earlier_out_option
@options.time_limit_option
@options.seed_option
@options.start_engine(prestart.likely_engine)
@page_making.language_option
@options.details_option
@options.output_options
@options.as_request()
def command(
    console: Console,
    request: Request,
    person: str | None,
    requirement: str | None,
    leaves: bool,
    conflict: bool,
    words: Words,
) -> int:
    """Explain one person's seat, one requirement, or a conflict.

    The command explains the saved seating of the open round. If there is none, it explains the seating that `seating
    solve` finds for the same list, convening and seed. PEOPLE is the list. No file is written. A time limit covers both
    the seating and the explanation.
    """
    from seating.api.explain import explain_request
    from seating.api.explanation_record import explanation_record
    from seating.cli.progress import Progress
    from seating.pages import explained as page

    if sum(map(bool, (person is not None, requirement is not None, conflict))) != 1:
        raise click.UsageError("Explain one thing at a time: give --person P, --requirement R or --conflict.")
    if leaves and person is None:
        raise click.UsageError("With --leaves, name the person who leaves: --person P.")
    request = replace(request, watch=Progress(console, words))
    explained = explain_request(request, person, requirement, leaves=leaves)
    blocks, check = page.list_blocks(explained), options.name_check(request)
    console.show(partial(explanation_record, explained), page.list_notes(explained), blocks, words, check)
    return exits.exit_code(explained.solved, strict=False)
