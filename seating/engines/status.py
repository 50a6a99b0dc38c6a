"""How a search ended, and how sure its outcome is."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Ending", "Status"]


class Status(StrEnum):
    """How sure an outcome is, as `result.json` says it."""

    OPTIMAL = "optimal"
    """The musts hold and the penalty equals the proven bound."""
    FEASIBLE = "feasible"
    """The musts hold; whether the penalty can be lower is open."""
    IMPOSSIBLE = "impossible"
    """Proven twice: no seating meets the musts. The seating is the closest one found."""
    NO_SEATING = "no_seating"
    """No seating that meets the musts was found, nor a proof that there is none."""


class Ending(StrEnum):
    """Why the work ended."""

    DONE = "done"
    """Proven, or the effort was spent as planned."""
    TIME = "time"
    """The time limit came first."""
    INTERRUPTED = "interrupted"
    """Ctrl-C."""
    LOST = "lost"
    """The solver's process died; the seating is the best one before that."""
