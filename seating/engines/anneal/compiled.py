"""How functions of this package and of `engines.ahead` are compiled, and where compiled code is kept.

Compiled code is kept in a folder named after the sources it came from, since the compiler looks for
changes only in the one file that a function stands in.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import config, njit

from seating.cache import cache_folder

__all__ = ["entry", "inner", "inside"]


def _kept_at() -> Path:
    """Return the folder of compiled code: the user's cache, or one for this user alone where that cannot be written."""
    folders = (Path(__file__).parent, Path(__file__).parent.with_name("ahead"))
    sources = b"".join(path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py")))
    name = f"seating-{hashlib.sha256(sources).hexdigest()[:16]}"
    return cache_folder(name) or Path(tempfile.mkdtemp(prefix="seating-"))


settings: Any = config
settings.CACHE_DIR = os.environ.get("NUMBA_CACHE_DIR") or str(_kept_at())

compiler: Callable[..., Any] = njit  # its stubs do not know all of its options

entry: Callable[[Any], Any] = compiler(cache=True, nogil=True, _nrt=False)
"""Compiles what is called from Python; nothing inside may make arrays."""

inner: Callable[[Any], Any] = compiler(nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compiles what only compiled code calls; it spares the way in from Python, most of the compiler's work."""

inside: Callable[[Any], Any] = compiler(
    nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True
)
"""The same, put wherever it is called: a call costs more than most of what is done, with so many arrays to hand on."""
