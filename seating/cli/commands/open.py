"""`seating open`: work on the list, the convening and the seating in a browser on this machine."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import click

from seating.cli import options, page_making
from seating.cli.completion import complete_file
from seating.cli.console import Console
from seating.cli.grouped_help import GroupedCommand
from seating.errors import UsageError
from seating.installed import tell_how_to_add

if TYPE_CHECKING:
    from seating.present.settings import Settings

NEEDED = ("starlette", "uvicorn", "python-multipart")
"""The packages that the extra `board` installs."""

NEEDED_TO_SHARE = ("segno",)
"""The packages of this extra that only `--share` needs."""


@click.command(
    "open",
    cls=GroupedCommand,
    epilog=options.format_example(
        "seating open examples/city/stakeholders.csv",
        "seating open --out reports/spring",
    ),
)
@click.argument("people", metavar="[PEOPLE]", required=False, shell_complete=complete_file)
@options.sheet_option
@options.convening_option
@options.out_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="NUMBER",
    help="The port on this machine. Default: any free one.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address; do not open it.")
@click.option("--stay", is_flag=True, help="Keep running after the last window is closed, until Ctrl-C.")
@click.option(
    "--share",
    metavar="ADDRESS",
    help="Let devices on the local network open the links that you choose on the Sharing screen. ADDRESS is the "
    "address of this machine on that network, such as 192.168.1.20, or 192.168.1.20:8484 with the port. By default, "
    "nothing is shared.",
)
@page_making.packet_options
@options.quiet_option
@click.pass_obj
def command(
    console: Console,
    people: str | None,
    sheet: str | None,
    convening: Path | None,
    out: Path,
    port: int,
    no_browser: bool,
    stay: bool,
    share: str | None,
    settings: Settings,
) -> int:
    """Seat people by hand in a browser, and see what each move changes.

    Starts a server that only this machine can reach, prints its address and opens it. With --share, other devices can
    open single pages that everyone may see, and nothing else. The server stops when you press Ctrl-C or the button on
    the page, or shortly after its last window is closed. PEOPLE is the list. Without it, the board continues with the
    list that was last chosen on the page, or asks for one. The list is never changed. Changes to tables and
    requirements are written to your convening file, if there is one next to the list. Everything else goes to the
    output folder, where the other commands find it.
    """
    needed = NEEDED if share is None else (*NEEDED, *NEEDED_TO_SHARE)
    missing = tuple(name for name in needed if find_spec(name.replace("-", "_")) is None)
    if missing:
        raise UsageError(f"The board needs more packages. Install them with: {tell_how_to_add(missing)}")
    from seating.api.request import Request
    from seating.board.security import ENTRY
    from seating.board.server import serve, write_entry
    from seating.board.session import Session, find_chosen_list
    from seating.board.shared_pages import Sharing
    from seating.share.listener import read_address

    if people is not None and not Path(people).is_file():
        raise UsageError(
            f"The file {people} does not exist. Check the path, or leave it out and choose the list on the page."
        )
    chosen = people or find_chosen_list(out)
    request = None
    if chosen is not None:
        request = Request(chosen, convening, sheet=sheet, large=False, out=out, settings=settings)

    def announce(address: str) -> None:
        console.result(f"The board is open at {address}")
        console.result(
            "Only this machine can reach it. Press Ctrl-C here to stop it. Everything you do is saved at once."
        )
        if sharing is not None:
            console.result(f"Other devices can reach {sharing.host} and the links that you open under Sharing.")
        if not no_browser:  # in a thread, because some browsers return only when they are closed
            import webbrowser

            page = write_entry(out, address).resolve().as_uri()
            Thread(target=webbrowser.open, args=(page,), daemon=True).start()

    session = Session(request, out, settings)
    sharing = None if share is None else Sharing(session, *read_address(share))

    try:
        if serve(session, port, announce, stay, console.error, sharing):
            console.result("The board has stopped, because its last window was closed. Add --stay to keep it running.")
    finally:
        with suppress(OSError):
            (out / ENTRY).unlink(missing_ok=True)
    return 0
