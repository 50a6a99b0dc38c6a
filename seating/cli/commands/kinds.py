"""`seating kinds`: list the kinds of requirement, or explain one."""

from __future__ import annotations

from collections.abc import Mapping
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
    from seating.requirement import Requirement


@click.command("kinds", epilog=options.format_example("seating kinds", "seating kinds balance"))
@click.argument("kind", required=False, metavar="[KIND]", shell_complete=complete_kind)
@page_making.language_option
@options.output_options
def command(console: Console, kind: str | None, words: Words) -> None:
    """List the kinds of requirement, or explain one.

    KIND is the name of a kind. The command prints its description, its keys and an example.
    """
    from seating.api.kind_pages import kind_record, kinds_record
    from seating.pages.kinds import list_kind, list_kinds
    from seating.requirements import kinds

    found = list(kinds().values()) if kind is None else [_find_kind(kinds(), kind)]
    pages = map(kind_record, found)
    console.show(partial(kinds_record, found), (), list_kinds(pages) if kind is None else list_kind(next(pages)), words)


def _find_kind(kinds: Mapping[str, type[Requirement]], text: str) -> type[Requirement]:
    """Return a kind by its name as typed; case, spaces and hyphens do not matter.

    Raises
    ------
    UsageError
        When there is no such kind.
    """
    name = fold(text).replace("-", "_").replace(" ", "_")
    if name not in kinds:
        hint = ask_near(name, kinds, f"The kinds are {listed(kinds)}.")
        raise UsageError(f"There is no kind {quoted(text)}. {hint}")
    return kinds[name]
