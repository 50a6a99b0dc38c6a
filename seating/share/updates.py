"""Tell the pages that follow the event when something has changed, without asking again and again."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Updates:
    """A version that grows with every change. Any thread may call `announce`; the rest runs on the server's loop.

    Attributes
    ----------
    version : int
    """

    def __init__(self) -> None:
        self.version = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()

    def start(self) -> None:
        """Note the loop that serves the pages."""
        self._loop = asyncio.get_running_loop()

    def announce(self) -> None:
        """Tell all pages that something has changed."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.version += 1
        waiting, self._changed = self._changed, asyncio.Event()
        waiting.set()

    async def wait_beyond(self, version: int, seconds: float) -> int:
        """Return the version as soon as it is above `version`, or after a number of seconds."""
        if self.version <= version:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)
        return self.version
