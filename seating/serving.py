"""What the servers of the board and of the shared pages have in common: how they listen, patience, and headers."""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Mapping

import uvicorn
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from seating.errors import UsageError, reason_of

LOOPBACK = "127.0.0.1"

HEAD_WAIT = 10.0
"""Seconds in which a new connection has to send the head of a request."""

MOST_SILENT = 64
"""Maximum number of connections that have not sent the head of a request. A new one closes the oldest of them."""

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
    return listener


class Connection(H11Protocol):
    """A connection that is closed if it does not soon send the head of a request.

    Others can open connections, but not send a request that is answered; the guards close the connection of one that is
    refused. Silent connections therefore never keep the windows of users out. A limit on the number of all connections
    would.
    """

    _opened = 0.0

    # Uvicorn, too, narrows the type of asyncio's parameter
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the new connection, and close the oldest silent one if there are too many."""
        super().connection_made(transport)
        self._opened = time.monotonic()
        self.loop.call_later(HEAD_WAIT, self._close_if_silent)
        silent = [one for one in self.connections if isinstance(one, Connection) and one._is_silent]
        if len(silent) > MOST_SILENT:
            min(silent, key=lambda one: one._opened).transport.abort()

    @property
    def _is_silent(self) -> bool:
        return self.scope is None and not self.transport.is_closing()

    def _close_if_silent(self) -> None:
        if self._is_silent:
            self.transport.abort()
