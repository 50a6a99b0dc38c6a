"""Engines: they read a model's terms and look for a seating, or prove how good one can be.

`strategy.best_plan` is the entry point and lists the steps of a search in order. `portfolio` runs the workers and keeps
the incumbent and the bound. A `worker` answers questions (`messages`); `child_main.ENGINES` maps each question to the
engine that answers it, usually in a separate process (started by `child`).

The names below are imported when they are first used, so that `prestart` can be imported before everything else.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from seating.engines.budget import Effort
    from seating.engines.child import Child
    from seating.engines.feasibility.oracle import FeasibilityOracle
    from seating.engines.interruption import Ending
    from seating.engines.messages import SILENT, Watch
    from seating.engines.outcome import Outcome, Status
    from seating.engines.strategy import best_plan
    from seating.engines.worker import Worker

__all__ = [
    "SILENT",
    "Child",
    "Effort",
    "Ending",
    "FeasibilityOracle",
    "Outcome",
    "Status",
    "Watch",
    "Worker",
    "best_plan",
]

HOMES = {
    "SILENT": "messages",
    "Child": "child",
    "Effort": "budget",
    "Ending": "interruption",
    "FeasibilityOracle": "feasibility.oracle",
    "Outcome": "outcome",
    "Status": "outcome",
    "Watch": "messages",
    "Worker": "worker",
    "best_plan": "strategy",
}
"""The module that defines each name."""


def __getattr__(name: str) -> Any:
    """Import a public name from its module on first use (PEP 562)."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{HOMES[name]}"), name)
