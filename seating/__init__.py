"""Seat people at action tables, prove how good the seating is, and say who is missing.

The public names, loaded on first use, so that the command line starts quickly.
"""

from __future__ import annotations

import importlib

from seating._version import __version__

TYPE_CHECKING = False  # importing `typing` would lengthen the moment in which Ctrl-C is not handled yet
if TYPE_CHECKING:
    from typing import Any

    from seating.api.check import check, review
    from seating.api.repair import repair
    from seating.api.request import Request
    from seating.api.result import Solved
    from seating.api.solve import solve
    from seating.errors import InputError, SeatingError, UsageError

__all__ = [
    "InputError",
    "Request",
    "SeatingError",
    "Solved",
    "UsageError",
    "__version__",
    "check",
    "repair",
    "review",
    "solve",
]

_HOMES = {
    "InputError": "seating.errors",
    "Request": "seating.api.request",
    "SeatingError": "seating.errors",
    "Solved": "seating.api.result",
    "UsageError": "seating.errors",
    "check": "seating.api.check",
    "repair": "seating.api.repair",
    "review": "seating.api.check",
    "solve": "seating.api.solve",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'seating' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
