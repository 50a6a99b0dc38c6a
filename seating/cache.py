"""The user's cache folder, for files that can be regenerated at any time."""

from __future__ import annotations

import os
import sys
from pathlib import Path

COMPILED = "compiled"
"""Name of the folder for compiled code inside the cache folder of `seating`."""


def cache_folder(name: str) -> Path | None:
    """Return a folder in the user's cache; None if it cannot be written. A new folder is readable by this user only.

    Parameters
    ----------
    name : str
        The name of the folder inside the cache folder of `seating`.
    """
    local = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(local or Path.home() / ".cache") / "seating" / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (OSError, RuntimeError):  # no home folder, or a read-only one
        return None
    return folder if os.access(folder, os.W_OK) else None


def compiled_folder() -> Path | None:
    """Return the folder for compiled code; None if none is writable, so that each run has to compile it again.

    `NUMBA_CACHE_DIR`, which the compiler reads too, takes precedence over the user's cache folder.
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
