"""`seating explain`: why the seating is as it is."""

from __future__ import annotations

from pathlib import Path

import click

from seating import early
from seating.cli import options
from seating.cli.console import Console

__all__ = ["command"]


@click.command(
    "explain",
    epilog=options.example(
        'seating explain examples/city/stakeholders.csv --person "Trent Abernathy"',
        "seating explain examples/city/stakeholders.csv --requirement focus-1",
    ),
)
@options.people_argument
@click.option("--person", metavar="P", help="An id or a name: why here, and what each other table would cost.")
@click.option("--requirement", metavar="R", help="An id: what stands against it, and its price.")
@click.option("--conflict", is_flag=True, help="Which musts clash, and the ways out.")
@options.convening_option
@options.out_option
@options.time_limit_option
@options.seed_option
@options.json_option
@options.quiet_option
@click.pass_obj
def command(
    console: Console,
    people: str,
    person: str | None,
    requirement: str | None,
    conflict: bool,
    convening: Path | None,
    out: Path,
    time_limit: float | None,
    seed: int,
) -> int:
    """Say why the seating is as it is.

    Explains one person, one requirement, or what clashes, in the seating that solve gives for the
    same list, convening and seed. PEOPLE is the list. Nothing is written; --out only says where an
    inferred convening may already lie. With --time-limit the questions that follow the seating may
    take as long again.
    """
    early.begin(early.likely_engine(people))  # before the rest is imported
    from seating.cli.exits import exit_code
    from seating.cli.explained import tell_explained
    from seating.cli.progress import Progress
    from seating.convene import Request, explain_request

    if sum(map(bool, (person is not None, requirement is not None, conflict))) != 1:
        raise click.UsageError("Say what to explain, one thing at a time: --person P, --requirement R or --conflict.")
    request = Request(
        people=people,
        convening=convening,
        out=out,
        time_limit=time_limit,
        seed=seed,
        watch=Progress(console),
        started=console.started,
    )
    explained = explain_request(request, person, requirement)
    tell_explained(console, explained)
    return exit_code(explained.solved, strict=False)
