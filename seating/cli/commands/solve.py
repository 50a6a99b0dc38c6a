"""`seating solve`: seat the people, save the round, and write its pages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from seating.cli import exits, options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.engines import prestart
from seating.wording import said, said_count, said_first, said_joined

if TYPE_CHECKING:
    from seating.api.replaced_seating import Replacement
    from seating.api.request import Request
    from seating.cli.progress import Progress
    from seating.present.settings import Settings


class _KeptError(Exception):
    """The convener keeps the saved seating."""


@click.command(
    "solve",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating solve examples/city/stakeholders.csv",
        "seating solve examples/wedding/guests.csv --out reports/wedding --quiet",
        "seating solve examples/monthly/members.csv --out examples/monthly/reports --next-round",
    ),
)
@options.people_argument
@options.large_option
@options.convening_option
@options.out_option
@options.next_round_option
@options.rounds_option
@options.history_option
@options.keep_option
@options.time_limit_option
@options.seed_option
@options.jobs_option
@options.executor_options
@options.strict_option
@options.harvest_option
@options.charts_option
@options.invitations_option
@options.resources_option
@options.commitments_option(options.BESIDE_THE_LIST)
@options.no_packet_option
@options.start_engine(prestart.likely_engine)
@page_making.packet_options
@options.details_option
@options.output_options
@options.fetch_option
@options.as_request()
def command(console: Console, request: Request, strict: bool, settings: Settings) -> int:
    """Seat everyone who is coming, and show who is missing.

    Writes the seating, the report and the packet, and saves the round in the output folder.
    PEOPLE is the list: a CSV, TSV, XLSX, ODS or JSON file, or - for standard input. In a terminal, the command asks
    before people move from their tables in the saved seating.
    """
    from seating.api.solve import solve_request
    from seating.cli.progress import Progress, show_long_run
    from seating.pages import brief, solved
    from seating.report.record import result_record

    watch = Progress(console, settings.words)
    asking = partial(_ask_before_saving, console, watch) if console.can_ask else None
    try:
        with show_long_run(console, watch, request.time_limit):
            result = solve_request(replace(request, watch=watch, before_saving=asking))
    except _KeptError:
        console.result(settings.words.tell(said("The saved seating stays. Nothing was written.")))
        return exits.DONE
    given = options.name_inputs(request)
    page = solved.list_blocks(result, given) if console.details else brief.list_blocks(result, given)
    console.show(
        partial(result_record, result), solved.list_notes(result), page, settings.words, options.name_check(request)
    )
    return exits.exit_code_of_all((result, *result.ahead), strict)


def _ask_before_saving(console: Console, watch: Progress, change: Replacement) -> None:
    """Print what a new seating changes, and raise an error if the saved one is to stay."""
    from seating.api.changed_cards import NAMED, count_cards
    from seating.board.move_effects import describe_change
    from seating.profiles.heads import say_persons

    watch.pause()
    moves = said_count("%(heads)s moves", "%(heads)s move", len(change.movers), heads=say_persons(change.movers))
    says = moves if change.now is None else said_joined([moves, describe_change(change.now, change.then).full], "; ")
    names = said_first([change.then.room.listed.label_apart(one) for one in change.movers], NAMED)
    cards = [count_cards(len(change.cards))] if change.cards else []
    for line in (says, names, *cards):
        console.result(watch.words.tell(line))
    if not click.confirm(watch.words.tell(said("Save this seating? The saved one stays otherwise.")), default=True):
        raise _KeptError
