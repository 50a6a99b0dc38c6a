"""`seating kinds`: list the kinds of requirement, or explain one."""

from __future__ import annotations

import click

from seating.cli import options
from seating.cli.console import Console, align

__all__ = ["command"]


@click.command("kinds", epilog=options.format_example("seating kinds", "seating kinds balance"))
@click.argument("kind", required=False, metavar="[KIND]")
@options.json_option
@options.quiet_option
@click.pass_obj
def command(console: Console, kind: str | None) -> int:
    """List the kinds of requirement, or explain one."""
    from seating.cli.views import kinds as manual
    from seating.errors import UsageError
    from seating.requirements import kinds
    from seating.wording import fold, nearest

    every = kinds()
    if kind is None:
        pages = [manual.make_page(found) for found in every.values()]
        if console.as_json:
            console.record({"schema_version": 1, "kinds": [page.as_record() for page in pages]})
        for line in align([(page.kind, "must" if page.is_must else "should", page.summary) for page in pages]):
            console.result(line)
        console.result("\nA kind with its keys and an example: seating kinds KIND")
        return 0
    name = fold(kind).replace("-", "_").replace(" ", "_")
    if name not in every:
        near = nearest(name, every)
        meant = f'Did you mean "{near}"?' if near else f"The kinds are {', '.join(every)}."
        raise UsageError(f'There is no kind "{kind}". {meant}')
    page = manual.make_page(every[name])
    if console.as_json:
        console.record({"schema_version": 1, "kinds": [page.as_record()]})
    console.result(page.text())
    return 0
