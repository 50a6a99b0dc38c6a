"""Other solvers (peers) to compare with: each module in this folder is one peer.

A peer runs in a separate process, `python -m benchmarks.peers.NAME TASK SECONDS SEED ANSWER`: it reads
the task from a JSON file (see `benchmarks/task.py`) and writes its answer as another. It imports nothing of
`seating`. `PACKAGE` names the package that it needs, and `fits` says why a task does not suit it.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = ["peers"]


def peers() -> dict[str, ModuleType]:
    """Return the peers by name: every module here with `ABOUT`."""
    found = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(__path__)):
        peer = importlib.import_module(f"{__name__}.{module}")
        if hasattr(peer, "ABOUT"):
            found[module] = peer
    return found
