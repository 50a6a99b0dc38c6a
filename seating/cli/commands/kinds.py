"""`seating kinds`: list the kinds of requirement, or explain one."""

from __future__ import annotations

import click

from seating.cli import options
from seating.cli.completion import complete_kind
from seating.cli.console import Console


@click.command("kinds", epilog=options.format_example("seating kinds", "seating kinds balance"))
@click.argument("kind", required=False, metavar="[KIND]", shell_complete=complete_kind)
@options.json_option
@options.quiet_option
@click.pass_obj
def command(console: Console, kind: str | None) -> None:
    """List the kinds of requirement, or explain one.

    KIND is the name of a kind. Its page has a description, the keys and an example.
    """
    from seating.cli.views.kinds import print_kind, print_kinds
    from seating.requirements import kinds

    if kind is None:
        print_kinds(console, kinds())
    else:
        print_kind(console, kinds(), kind)
