"""Ctrl-C, and the signals that end a run as it does.

Python raises `KeyboardInterrupt` between any two steps of the main thread. There it can break what is half done, such
as a thread that is about to start, and the seating is lost. While a search runs, an interrupt therefore only sends the
`StopSignal` of the search, which raises the same exception at its next check.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

received: list[int] = []
"""The numbers of the signals that this process has received, in order."""

_takers: list[StopSignal | None] = []
"""Who takes an interrupt. The last one counts; None raises the exception at once."""


class StopSignal:
    """Stops a search: the best seating so far is kept.

    It is sent from another thread, or by Ctrl-C. The search raises `KeyboardInterrupt` as soon as it sees that `send`
    was called, at most a tenth of a second later while it waits for a worker.
    """

    def __init__(self) -> None:
        self._sent = threading.Event()

    @property
    def is_sent(self) -> bool:
        """Whether the search was asked to stop since the last check."""
        return self._sent.is_set()

    def send(self) -> None:
        """Ask the search to stop. It counts once, like pressing Ctrl-C."""
        self._sent.set()

    def take(self) -> bool:
        """Return whether the search was asked to stop since the last check; it is not told again."""
        is_sent = self._sent.is_set()
        self._sent.clear()
        return is_sent

    def check(self) -> None:
        """Raise `KeyboardInterrupt` if the search was asked to stop since the last check."""
        if self.take():
            raise KeyboardInterrupt

    @contextmanager
    def taking_interrupts(self) -> Iterator[None]:
        """Let Ctrl-C send this signal while the block runs, if this is the main thread. No other thread gets Ctrl-C.

        What was sent and not seen is raised when the outermost of these blocks ends without an error. If Ctrl-C is
        pressed again before a check has seen it, it is raised at once.
        """
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        with _heeded(), _taken_by(self):
            yield
        if not _takers:
            self.check()

    @contextmanager
    def raising_interrupts(self) -> Iterator[None]:
        """Let Ctrl-C raise `KeyboardInterrupt` anywhere in the block, within a block that takes interrupts."""
        if threading.current_thread() is not threading.main_thread() or not _takers:
            yield
            return
        self.check()
        with _taken_by(None):
            yield


def interrupt(number: int, _frame: object = None) -> None:
    """Handle a signal as Ctrl-C. A search that takes interrupts raises `KeyboardInterrupt` later.

    Parameters
    ----------
    number : int
        The number of the signal.
    """
    received.append(number)
    taker = _takers[-1] if _takers else None
    if taker is None or (number == signal.SIGINT and taker.is_sent):
        raise KeyboardInterrupt
    taker.send()


@contextmanager
def _taken_by(taker: StopSignal | None) -> Iterator[None]:
    depth = len(_takers)
    try:
        _takers.append(taker)
        yield
    finally:
        del _takers[depth:]


@contextmanager
def _heeded() -> Iterator[None]:
    """Handle Ctrl-C by `interrupt` during the block, unless the program or its caller has set something else."""
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
