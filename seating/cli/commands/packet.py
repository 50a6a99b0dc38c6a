"""`seating packet`: write the packet of a saved round again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from seating.cli import options, page_making
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand

if TYPE_CHECKING:
    from seating.api.request import Request
    from seating.present.settings import Settings


@click.command(
    "packet",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating packet examples/monthly/members.csv --out examples/monthly/reports",
        "seating packet --round 1 --out examples/monthly/reports",
        "seating packet examples/monthly/members.csv --pages dinner --out examples/monthly/reports",
    ),
)
@options.saved_round_options
@page_making.print_options
@page_making.share_option
@page_making.pdf_option
@options.output_options
@options.as_request()
def command(
    console: Console,
    request: Request,
    number: int | None,
    settings: Settings,
    share: Path | None,
    pdf: bool,
) -> None:
    """Write the packet of a saved round again, without solving.

    PEOPLE is the list. Without it, the packet has no convener-only pages, no letters and no files with
    e-mail addresses.
    """
    from seating.api.saved_rounds.saving import render_packet_again

    result = render_packet_again(request, number, share)
    index = Path(share / "index.html" if share else result.files["packet"])
    title = result.convening.title or settings.words.gettext("Packet")
    printed = page_making.print_packet(console, index, settings, title, None if share else request.out) if pdf else {}
    page_making.show_pages_again(console, result, printed, settings)
