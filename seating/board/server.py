"""Start and stop the server of the board. It listens on the loopback interface only."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import uvicorn

from seating.board.app import build_app
from seating.board.security import Access, lead_to
from seating.board.session import Session
from seating.errors import UsageError

__all__ = ["ENTRY", "LOOPBACK", "listen", "serve", "write_entry"]

LOOPBACK = "127.0.0.1"

ENTRY = Path("board", "open.html")
"""The page with which a browser is started, relative to the output folder."""

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
        ws="none",
        proxy_headers=False,
    )
    server = _Server(config, session, stays_open, lambda: started(access.address))
    server.run(sockets=[listener])
    session.solving.stop(LAST_WAIT)


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
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(lead_to(address))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    return path


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

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Tell the windows that the board is closed, then end."""
        self._session.is_stopping = True
        super().handle_exit(sig, frame)

    async def _end_with_session(self) -> None:
        while not self.should_exit:
            await asyncio.sleep(0.2)
            closed = self._session.windows.last_closed
            is_left = closed is not None and time.monotonic() - closed > GRACE and not self._stays_open
            if self._session.is_stopping or is_left:
                await asyncio.sleep(0.3)  # for the last answer
                self.should_exit = True
