"""The user's cache folder, for files that can be regenerated at any time."""

from __future__ import annotations

import os
import sys
from pathlib import Path


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
