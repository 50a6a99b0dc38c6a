"""Whom `seating` is compared with: one module a peer, found by being in this folder.

A peer is run in a process of its own, `python -m benchmarks.peers.NAME TASK SECONDS SEED ANSWER`: it reads
the task from a JSON file (see `benchmarks/task.py`) and writes its answer as one. It imports nothing of
`seating`. `PACKAGE` names what has to be installed for it, and `fits` says why a task is not for it.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = ["peers"]


def peers() -> dict[str, ModuleType]:
    """Return the peers by name: every module here that declares what it is."""
    found = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        peer = importlib.import_module(f"{__name__}.{module}")
        if hasattr(peer, "ABOUT"):
            found[module] = peer
    return found
