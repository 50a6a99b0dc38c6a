"""`seating repair`: after late changes, the fewest moves that make the musts hold again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating import early
from seating.cli import options, printing
from seating.cli.console import Console

if TYPE_CHECKING:
    from seating.report.settings import Settings

__all__ = ["command"]


@click.command(
    "repair",
    epilog=options.example(
        "seating repair examples/wedding/guests.csv --from examples/wedding/by-hand.csv --out reports/mended",
    ),
)
@options.people_argument
@click.option(
    "--from",
    "seating",
    type=click.Path(path_type=Path),
    metavar="SEATING",
    help="Begin from this seating (`name` or `id`, and `table`) instead of the one saved last.",
)
@click.option(
    "--max-moves",
    type=click.IntRange(min=0),
    metavar="N",
    help="Lessen the penalty too, with at most N moves in all. Without it nobody moves whom no must asks to.",
)
@options.keep_option
@options.convening_option
@options.out_option
@options.time_limit_option
@options.seed_option
@options.strict_option
@options.no_packet_option
@printing.page_options
@options.json_option
@options.quiet_option
@click.pass_obj
def command(
    console: Console,
    people: str,
    seating: Path | None,
    max_moves: int | None,
    keep: tuple[str, ...],
    convening: Path | None,
    out: Path,
    time_limit: float | None,
    seed: int,
    strict: bool,
    no_packet: bool,
    settings: Settings,
) -> int:
    """Repair the seating after late changes, and move as few people as possible.

    For cancellations, late arrivals, changed rows, or a seating.csv edited by hand: finds the fewest
    moves after which every must of the open round holds, then the least penalty, and says of each
    move why it is made. Moves that would only lessen the penalty are offered. PEOPLE is the list as
    it is now; the seating, the report and the packet are written again.
    """
    early.begin(early.EXACT)  # before the rest is imported
    from seating.cli.exits import exit_code
    from seating.cli.progress import Progress
    from seating.cli.repaired import tell_repaired
    from seating.convene import Request, repair_request

    request = Request(
        people=people,
        convening=convening,
        out=out,
        time_limit=time_limit,
        seed=seed,
        keep=keep,
        packet=not no_packet,
        settings=settings,
        watch=Progress(console),
        started=console.started,
    )
    result = repair_request(request, seating, max_moves)
    tell_repaired(console, result)
    return exit_code(result, strict)
