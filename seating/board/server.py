"""Start and stop the server of the board. It listens on the loopback interface only."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn

from seating.board.app import build_app
from seating.board.faults import describe_fault
from seating.board.rendering import board_environment
from seating.board.security import ENTRY, Access, lead_to
from seating.board.session import Session
from seating.board.shared_pages import Sharing
from seating.engines.prestart import kept
from seating.errors import UsageError
from seating.ledger.atomic_files import make_private_folder, readable_reasons, replace_file, write_new
from seating.share.serving import LOOPBACK, configure, listen

SEATING_TEMPLATES = ("seats.html.j2", "seats_person.html.j2", "seats_exchanges.html.j2")
"""What the first page and the first card are made of."""

ADDRESS = Path("board", "address")
"""The file in the output folder that has the port and the path of the last board."""

GRACE = 20.0
"""Seconds to wait for a window after the last one has closed, because loading a page again closes it for a moment."""

PATIENCE = 12 * 3600.0
"""Seconds to wait for windows that are silent but were not closed: the browser or the machine may be asleep."""

LAST_WAIT = 15.0
"""Seconds to wait, when the server ends, until a solve that is under way has saved its best seating."""


def serve(
    session: Session,
    port: int,
    started: Callable[[str], None],
    stays_open: bool = False,
    report: Callable[[str], None] | None = None,
    sharing: Sharing | None = None,
) -> bool:
    """Serve the board until it is stopped: by Ctrl-C, by the page's button, or when its last window closes.

    Returns whether it stopped because its last window was closed.

    Parameters
    ----------
    session : Session
    port : int
        0 for any free port.
    started : callable
        Called with the address to open as soon as the server answers.
    stays_open : bool
        Whether to go on after the last window has closed.
    report : callable, optional
        Called with a description of an unexpected error. It names no people.
    sharing : Sharing, optional
        What other devices can see, if anything. It answers as long as the board does.

    Raises
    ------
    UsageError
        When the port is taken.
    """
    listener, access = _take_address(session.out, port)
    config = configure(build_app(session, access, report, sharing))
    server = _Server(config, session, stays_open, lambda: started(access.address))
    if sharing is not None:
        sharing.start(None if report is None else lambda error: report(describe_fault(error)))
    with kept():  # each question of a gesture would start a process otherwise
        try:
            server.run(sockets=[listener])
        finally:
            if sharing is not None:
                sharing.stop()
        session.stop_searches(LAST_WAIT)
    return server.is_left


def _take_address(out: Path, port: int) -> tuple[socket.socket, Access]:
    """Listen where the last board of an output folder did, so that windows that are still open work again.

    A port that is asked for is taken instead of its port, and so is any free one while another program has that.
    """
    kept = None
    with suppress(OSError, UnicodeError):
        kept = re.fullmatch(r"([0-9]{1,5}) ([0-9a-f]{8})", (out / ADDRESS).read_text(encoding="utf-8"))
    try:
        listener = listen(LOOPBACK, port or (int(kept[1]) if kept else 0))
    except (UsageError, OverflowError):
        if port:
            raise
        listener = listen(LOOPBACK, 0)
    access = Access(listener.getsockname()[1], **({"path": kept[2]} if kept else {}))
    with suppress(OSError, UsageError):
        make_private_folder(out, ADDRESS.parent)
        replace_file(out / ADDRESS, f"{access.port} {access.path}".encode(), is_private=True)
    return listener, access


def write_entry(out: Path, address: str) -> Path:
    """Write a page that only this user can read and that leads to an address; return its path.

    A browser is started with this page instead of the address, because other users can see how a program was started.

    Parameters
    ----------
    out : path
        The output folder.
    address : str

    Raises
    ------
    UsageError
        When it cannot be written.
    """
    path = out / ENTRY
    with readable_reasons(path):
        path.unlink(missing_ok=True)
    make_private_folder(out, ENTRY.parent)
    write_new(path, lead_to(address).encode(), is_private=True)
    return path


def _prepare(session: Session) -> None:
    """Do what the first page and the first card need while the browser starts."""
    with suppress(Exception):  # the page tells what is wrong
        environment = board_environment(session.settings)
        if session.has_list:
            with session.lock:
                _ = session.read().judged
            for name in SEATING_TEMPLATES:
                environment.get_template(name)
            with session.lock:
                session.gains()


class _Server(uvicorn.Server):
    """A server that ends when its session does."""

    def __init__(self, config: uvicorn.Config, session: Session, stays_open: bool, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._session = session
        self._stays_open = stays_open
        self.is_left = False
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._watch = asyncio.create_task(self._end_with_session())
        self._tell()
        threading.Thread(target=_prepare, args=(self._session,), daemon=True).start()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Tell the windows that the board is closed, then end."""
        self._session.is_stopping = True
        super().handle_exit(sig, frame)

    async def _end_with_session(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(0.2)
            self.is_left = not self._stays_open and self._session.windows.are_closed(GRACE, PATIENCE)
            if self._session.is_stopping or self.is_left:
                await asyncio.sleep(0.3)  # for the last answer
                self.should_exit = True
