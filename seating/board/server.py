"""Start and stop the server of the board. It listens on the loopback interface only."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from seating.board.app import build_app
from seating.board.rendering import board_environment
from seating.board.security import ENTRY, Access, lead_to
from seating.board.session import Session
from seating.errors import UsageError, reason_of
from seating.ledger.files import make_private_folder, write_new

LOOPBACK = "127.0.0.1"

SEATING_TEMPLATES = ("seats.html.j2", "seats_person.html.j2", "seats_exchanges.html.j2")
"""What the first page and the first card are made of."""

GRACE = 20.0
"""Seconds to wait for a window after the last one has closed, because loading a page again closes it for a moment."""

PATIENCE = 12 * 3600.0
"""Seconds to wait for windows that are silent but were not closed: the browser or the machine may be asleep."""

HEAD_WAIT = 10.0
"""Seconds in which a new connection has to send the head of a request."""

MOST_SILENT = 64
"""Maximum number of connections that have not sent the head of a request. A new one closes the oldest of them."""

LONGEST_HEAD = 65_536
"""Maximum size of the head of a request, in bytes. Other servers on this machine may have set many cookies."""

LAST_WAIT = 15.0
"""Seconds to wait, when the server ends, until a solve that is under way has saved its best seating."""


def serve(
    session: Session,
    port: int,
    started: Callable[[str], None],
    stays_open: bool = False,
    report: Callable[[str], None] | None = None,
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

    Raises
    ------
    UsageError
        When the port is taken.
    """
    listener = listen(port)
    access = Access(listener.getsockname()[1])
    config = uvicorn.Config(
        build_app(session, access, report),
        log_level="critical",  # addresses and errors may name people
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
        ws="none",
        http=_Connection,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        proxy_headers=False,
    )
    server = _Server(config, session, stays_open, lambda: started(access.address))
    server.run(sockets=[listener])
    session.stop_searches(LAST_WAIT)
    return server.is_left


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
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {reason_of(error)}") from None
    make_private_folder(out, ENTRY.parent)
    write_new(path, lead_to(address).encode(), is_private=True)
    return path


def listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback interface.

    Raises
    ------
    UsageError
        When the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if (
        os.name == "posix"
    ):  # connections of a board that has just ended keep the port for a minute; on Windows they do not
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        hint = "Leave out --port, and a free port is chosen."
        raise UsageError(f"Port {port} cannot be used: {reason_of(error)}. {hint}") from None
    listener.listen(128)
    return listener


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


class _Connection(H11Protocol):
    """A connection that is closed if it does not soon send the head of a request.

    Other users of the machine can open connections, but not send a request that is answered; `security.Guard` closes
    the connection of one that is refused. Silent connections therefore never keep the user's own windows out. A limit
    on the number of all connections would.
    """

    _opened = 0.0

    # Uvicorn, too, narrows the type of asyncio's parameter
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the new connection, and close the oldest silent one if there are too many."""
        super().connection_made(transport)
        self._opened = time.monotonic()
        self.loop.call_later(HEAD_WAIT, self._close_if_silent)
        silent = [one for one in self.connections if isinstance(one, _Connection) and one._is_silent]
        if len(silent) > MOST_SILENT:
            min(silent, key=lambda one: one._opened).transport.abort()

    @property
    def _is_silent(self) -> bool:
        return self.scope is None and not self.transport.is_closing()

    def _close_if_silent(self) -> None:
        if self._is_silent:
            self.transport.abort()


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
