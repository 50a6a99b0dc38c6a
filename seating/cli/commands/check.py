"""`seating check`: read and judge the inputs; solve nothing."""

from __future__ import annotations

from pathlib import Path

import click

from seating.cli import options
from seating.cli.console import Console

__all__ = ["command"]

IMPOSSIBLE = 4


@click.command("check", epilog=options.example("seating check examples/city/stakeholders.csv"))
@options.people_argument
@options.convening_option
@options.out_option
@options.json_option
@options.quiet_option
@click.pass_obj
def command(console: Console, people: str, convening: Path | None, out: Path) -> int:
    """Read and judge the inputs; solve nothing.

    Shows what was understood, how many ask for each table, and what cannot hold whatever the
    seating. PEOPLE is the list. Nothing is written; --out only says where an inferred
    convening may already lie. Exit code 4 means that counting alone shows a must that cannot hold.
    """
    from seating.cli.inputs import tell_judged
    from seating.convene import Request, judge_inputs

    judged = judge_inputs(Request(people=people, convening=convening, out=out, started=console.started))
    tell_judged(console, judged)
    return IMPOSSIBLE if judged.clashes else 0
