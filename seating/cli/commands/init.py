"""`seating init`: write a starter folder to fill in."""

from __future__ import annotations

import os
from pathlib import Path

import click

from seating.api import starters
from seating.cli import options
from seating.cli.console import Console


@click.command("init", epilog=options.format_example("seating init my-convening --template listening"))
@click.argument(
    "folder", required=False, default=".", metavar="[DIR]", type=click.Path(path_type=Path, file_okay=False)
)
@click.option(
    "--template",
    type=click.Choice(starters.list_templates()),
    default=starters.DEFAULT,
    show_default=True,
    help="The kind of convening.",
)
@options.json_option
@options.quiet_option
@click.pass_obj
def command(console: Console, folder: Path, template: str) -> int:
    """Write a starter folder to fill in.

    The folder contains a list, a convening with comments, and questions for a sign-up form. DIR is the
    folder; it is created if it does not exist. No existing file is overwritten.
    """
    written = starters.write_template(template, folder)
    if console.as_json:
        console.record(starters.starter_record(written))
        return 0
    for path in written:
        console.result(f"Wrote {path}")
    people = next(path for path in written if path.name == starters.LIST)
    console.result("\nThe rows are examples. Replace them with your own, then run:")
    called = os.environ.get("SEATING_CALLED", "seating")  # the command to show in a checkout; cli.py sets it
    own = "" if folder == Path() else f" --out {_typed(folder / 'reports')}"
    console.result(f"  {called} check {_typed(people)}\n  {called} solve {_typed(people)}{own}")
    return 0


def _typed(path: Path) -> str:
    """Return a path as typed on the command line, in quotes if it contains a space."""
    return f'"{path}"' if " " in str(path) else str(path)
