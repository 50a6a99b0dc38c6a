"""Progress reports: the interface through which a search reports to the user."""

from __future__ import annotations

from typing import Protocol

from seating.model import Value

__all__ = ["SILENT", "Silent", "Watch"]


class Watch(Protocol):
    """Receives progress reports. They hold numbers only; the console words them."""

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Report the value of the best seating, the bound if there is one, and the seconds so far."""

    def lost(self, reason: str) -> None:
        """Report that a solver's process died. The best seating so far is kept."""


class Silent:
    """Ignores all reports."""

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Ignore the report."""

    def lost(self, reason: str) -> None:
        """Ignore the report."""


SILENT = Silent()
"""For searches whose progress is not shown."""
