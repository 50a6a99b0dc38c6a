"""What the servers of the board and of the shared pages have in common: how they listen, patience, and headers."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from seating.errors import UsageError, reason_of

LOOPBACK = "127.0.0.1"

HEAD_WAIT = 10.0
"""Seconds in which a connection has to send the head of a request that it has begun; a new one has begun with it."""

MOST_SILENT = 256
"""Maximum number of connections that have not sent the head of a request. A new one closes the oldest of them.

If the server is held up for a moment, it gets the connections of a whole room before any of their requests.
"""

MOST_UNTAKEN = 256
"""Maximum number of connections whose device has not taken all of an answer. A new one closes the oldest of them."""

OPEN_FILES = 2_048
"""Number of files that the process should be able to have open: all of these connections, streams and its own files."""

LONGEST_HEAD = 65_536
"""Maximum size of the head of a request, in bytes. Other servers on this machine may have set many cookies."""


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with "no-referrer", browsers do not say which page sent a form
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
"""The headers of all answers; each server adds its own."""


def add_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Return a `send` that adds headers to the start of an answer, unless the answer has them."""

    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            found = MutableHeaders(scope=message)
            for name, value in headers.items():
                found.setdefault(name, value)
        await send(message)

    return send_with_headers


def deny(reason: str, code: int = 403, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer to a request that no page must see.

    It closes the connection, so that a client that is refused cannot keep many of them open.
    """
    return PlainTextResponse(reason + "\n", status_code=code, headers={"connection": "close", **(headers or {})})


def configure(app: ASGIApp) -> uvicorn.Config:
    """Return how an application is served: without a log, because addresses and errors may name people."""
    return uvicorn.Config(
        app,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=2,
        ws="none",
        http=Connection,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        proxy_headers=False,
    )


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens on one interface.

    Parameters
    ----------
    address : str
        The IPv4 address of the interface.
    port : int
        0 for any free port.

    Raises
    ------
    UsageError
        When the port is taken, or the machine does not have the address.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if (
        os.name == "posix"
    ):  # connections of a server that has just ended keep the port for a minute; on Windows they do not
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError as error:
        listener.close()
        if address != LOOPBACK:
            raise UsageError(
                f"{address}:{port} cannot be used: {reason_of(error)}. Name an address of this machine and a free port."
            ) from None
        hint = "Leave out --port, and a free port is chosen."
        raise UsageError(f"Port {port} cannot be used: {reason_of(error)}. {hint}") from None
    listener.listen(128)
    _allow_files()
    return listener


def _allow_files() -> None:
    """Let the process have more files open, where the system lets it have fewer than it may have."""
    if sys.platform != "win32":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class Connection(H11Protocol):
    """A connection that is closed if it does not soon send the head of a request, or takes an answer too slowly.

    The guards close the connection of a request that is refused. Whoever knows a link can have requests answered, so
    connections can be silent before any request or after one, and can leave an answer unread. Only a number of each
    stays open. They therefore never keep the windows of users out. A limit on the number of all connections would.
    """

    _opened = 0.0
    _limit: asyncio.TimerHandle | None = None  # runs until the head has come that the device has begun

    # Uvicorn, too, narrows the type of asyncio's parameter
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the new connection, and close an older one if too many are silent or take no answer."""
        super().connection_made(transport)
        self._opened = time.monotonic()
        self._expect_head()
        found = [one for one in self.connections if isinstance(one, Connection)]
        _close_oldest([one for one in found if one._limit is not None and not one.transport.is_closing()], MOST_SILENT)
        _close_oldest([one for one in found if one.transport.get_write_buffer_size()], MOST_UNTAKEN)

    def data_received(self, data: bytes) -> None:
        """Give a device that has begun a further request the same time for it as for the first one."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget_limit()
        elif self._limit is None:
            self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._forget_limit()
        super().connection_lost(exc)

    @property
    def _device(self) -> str:
        return self.client[0] if self.client else ""

    def _expect_head(self) -> None:
        self._limit = self.loop.call_later(HEAD_WAIT, self.transport.abort)

    def _forget_limit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


def _close_oldest(found: Sequence[Connection], most: int) -> None:
    """Close those connections that are too many: of the device that has the most, the oldest first."""
    number = Counter(one._device for one in found)
    ordered = sorted(found, key=lambda one: (-number[one._device], one._opened))
    for one in ordered[: max(0, len(found) - most)]:
        one.transport.abort()
