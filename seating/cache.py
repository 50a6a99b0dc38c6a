"""Where what can be made again at any time is kept: the user's own folder for caches."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = ["COMPILED", "cache_folder", "compiled_folder"]

COMPILED = "compiled"
"""The folder of compiled code inside that of `seating`."""


def cache_folder(name: str) -> Path | None:
    """Return a folder of the user's cache, made for this user alone; None where none can be written.

    Parameters
    ----------
    name : str
        Of the folder inside that of `seating`.
    """
    local = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(local or Path.home() / ".cache") / "seating" / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):  # no home, or a read-only one
        return None
    return folder if os.access(folder, os.W_OK) else None


def compiled_folder() -> Path | None:
    """Return where compiled code is kept; None where it cannot be, and each run has to compile it again.

    `NUMBA_CACHE_DIR`, which the compiler knows by itself, comes before the user's own folder.
    """
    named = os.environ.get("NUMBA_CACHE_DIR")
    if not named:
        return cache_folder(COMPILED)
    folder = Path(named)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
