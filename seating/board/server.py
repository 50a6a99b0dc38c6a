"""Start and stop the server of the board. It listens on the loopback interface only."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable

import uvicorn

from seating.board.app import build_app
from seating.board.security import Access
from seating.board.session import Session
from seating.errors import UsageError

__all__ = ["LOOPBACK", "listen", "serve"]

LOOPBACK = "127.0.0.1"

GRACE = 20.0
"""Seconds to wait for a window after the last one has closed, because loading a page again closes it for a moment."""

LAST_WAIT = 15.0
"""Seconds to wait, when the server ends, until a solve that is under way has saved its best seating."""


def serve(session: Session, port: int, started: Callable[[str], None], stays_open: bool = False) -> None:
    """Serve the board until it is stopped: by Ctrl-C, by the page's button, or when its last window closes.

    Parameters
    ----------
    session : Session
    port : int
        0 for any free port.
    started : callable
        Called with the address to open as soon as the server answers.
    stays_open : bool
        Whether to go on after the last window has closed.

    Raises
    ------
    UsageError
        When the port is taken.
    """
    listener = listen(port)
    access = Access(listener.getsockname()[1])
    config = uvicorn.Config(
        build_app(session, access),
        log_level="critical",  # addresses and errors may name people
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, session, stays_open, lambda: started(access.address))
    server.run(sockets=[listener])
    session.solving.stop(LAST_WAIT)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on the loopback interface.

    Raises
    ------
    UsageError
        When the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        hint = "Leave out --port, and a free port is chosen."
        raise UsageError(f"Port {port} cannot be used: {error.strerror or error}. {hint}") from None
    listener.listen(128)
    return listener


class _Server(uvicorn.Server):
    """A server that ends when its session does."""

    def __init__(self, config: uvicorn.Config, session: Session, stays_open: bool, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._session = session
        self._stays_open = stays_open
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._watch = asyncio.create_task(self._end_with_session())
        self._tell()

    async def _end_with_session(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(0.2)
            closed = self._session.windows.last_closed
            is_left = closed is not None and time.monotonic() - closed > GRACE and not self._stays_open
            if self._session.is_stopping or is_left:
                await asyncio.sleep(0.3)  # for the last answer
                self.should_exit = True
