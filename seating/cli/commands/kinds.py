"""`seating kinds`: list the kinds of requirement, or explain one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from seating.cli import options, page_making
from seating.cli.completion import complete_kind
from seating.cli.console import Console
from seating.errors import UsageError
from seating.near_words import ask_near
from seating.wording import fold, listed, quoted

if TYPE_CHECKING:
    from seating.present.languages import Words


@click.command("kinds", epilog=options.format_example("seating kinds", "seating kinds balance", "seating kinds friend"))
@click.argument("kind", required=False, metavar="[KIND]", shell_complete=complete_kind)
@page_making.language_option
@options.output_options
def command(console: Console, kind: str | None, words: Words) -> None:
    """List the kinds of requirement, or explain one.

    KIND is the name of a kind. The command prints its description, its keys and an example. It can also be a word for
    what you want, such as friend, majority or alone. Then the command prints lines to copy into a convening.
    """
    from seating.api.kind_pages import kind_record, kinds_record
    from seating.pages.kinds import list_kind, list_kinds, list_wanted
    from seating.requirements import kinds
    from seating.requirements.search import find_wants

    if kind is None:
        found, blocks = list(kinds().values()), list_kinds(map(kind_record, kinds().values()))
    elif (name := fold(kind).replace("-", "_").replace(" ", "_")) in kinds():
        found, blocks = [kinds()[name]], list_kind(kind_record(kinds()[name]))
    elif wanted := find_wants(kind):
        found = [kinds()[each] for each in dict.fromkeys(want.kind for want in wanted) if each]
        blocks = list_wanted(wanted)
    else:
        hint = ask_near(name, kinds(), f"The kinds are {listed(kinds())}.")
        raise UsageError(f"There is no kind {quoted(kind)}. {hint}")
    console.show(partial(kinds_record, found), (), blocks, words)
