"""Seat people at action tables, prove how good the seating is, and say who is missing.

The public names, loaded on first use, so that the command line starts quickly.
"""

from __future__ import annotations

import importlib

from seating._version import __version__

TYPE_CHECKING = False  # importing `typing` would lengthen the moment in which Ctrl-C is not handled yet
if TYPE_CHECKING:
    from typing import Any

    from seating.api.check import InputCheck
    from seating.api.convening_keys import ConveningKeys
    from seating.api.explain import Explanation
    from seating.api.interface import check, explain, repair, review, rounds, solve
    from seating.api.request import Request
    from seating.api.result import Solved
    from seating.api.seating import Seating
    from seating.errors import InputError, SeatingError, UsageError

__all__ = [
    "ConveningKeys",
    "Explanation",
    "InputCheck",
    "InputError",
    "Request",
    "Seating",
    "SeatingError",
    "Solved",
    "UsageError",
    "__version__",
    "check",
    "explain",
    "repair",
    "review",
    "rounds",
    "solve",
]

_HOMES = {
    "ConveningKeys": "seating.api.convening_keys",
    "Explanation": "seating.api.explain",
    "InputCheck": "seating.api.check",
    "InputError": "seating.errors",
    "Request": "seating.api.request",
    "Seating": "seating.api.seating",
    "SeatingError": "seating.errors",
    "Solved": "seating.api.result",
    "UsageError": "seating.errors",
    **dict.fromkeys(("check", "explain", "repair", "review", "rounds", "solve"), "seating.api.interface"),
}


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'seating' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
