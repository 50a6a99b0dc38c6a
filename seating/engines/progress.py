"""How progress is told while an engine works."""

from __future__ import annotations

from typing import Protocol

from seating.model import Value

__all__ = ["SILENT", "Silent", "Watch"]


class Watch(Protocol):
    """Whoever wants to see the work go on. Numbers only: words are the console's matter."""

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Told now and then: the best seating's value, the bound where there is one, seconds so far."""

    def lost(self, reason: str) -> None:
        """Told when the solver's process died; the best seating so far is kept."""


class Silent:
    """Watches without a word."""

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Say nothing."""

    def lost(self, reason: str) -> None:
        """Say nothing."""


SILENT = Silent()
"""The watch used where nobody looks."""
