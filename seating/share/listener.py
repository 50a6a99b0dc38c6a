"""Listen on the address that the convener named, in a thread of its own beside the board."""

from __future__ import annotations

import socket
import threading
from ipaddress import AddressValueError, IPv4Address

import uvicorn

from seating.errors import UsageError
from seating.share.guard import Guard
from seating.share.serving import configure
from seating.share.updates import Updates

PORT = 8484
"""The port, if none is named. Links that are printed keep their port."""

PATIENCE = 5.0
"""Seconds to wait until the server has ended."""


def read_address(text: str) -> tuple[str, int]:
    """Return the address and the port that the convener named.

    >>> read_address("192.168.1.20"), read_address("127.0.0.1:0")
    (('192.168.1.20', 8484), ('127.0.0.1', 0))

    Raises
    ------
    UsageError
        If it is no address of one interface of a local network.
    """
    name, colon, number = text.partition(":")
    try:
        address = IPv4Address(name)
    except AddressValueError:
        raise UsageError(f"--share needs an address in numbers, such as 192.168.1.20, and not {text!r}.") from None
    if address.is_unspecified or not (address.is_private or address.is_link_local) or address.is_multicast:
        raise UsageError(f"{address} is no address of one local network. Name the address that this machine has there.")
    if colon and not (number.isascii() and number.isdigit() and int(number) < 65_536):
        raise UsageError(f"{number!r} is no port. Write a number up to 65535 after the colon, or leave it out.")
    return str(address), int(number) if colon else PORT


class ShareServer:
    """A server that runs until it is stopped.

    Parameters
    ----------
    app : Guard
    updates : Updates
        Its pages are told on the loop of this server.
    """

    def __init__(self, app: Guard, updates: Updates) -> None:
        self._server = _Server(configure(app), updates)
        self._thread: threading.Thread | None = None

    def start(self, listener: socket.socket) -> None:
        """Answer on a socket, and return once it does."""
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()
        self._server.is_ready.wait(PATIENCE)

    def stop(self) -> None:
        """End the server."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(PATIENCE)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, updates: Updates) -> None:
        super().__init__(config)
        self._updates = updates
        self.is_ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._updates.start()
        self.is_ready.set()
