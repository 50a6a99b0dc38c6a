"""How functions of this package and of `engines.multi_round` are compiled, and where compiled code is kept.

Compiled code is kept in a folder named after the sources it came from, since the compiler looks for
changes only in the one file that a function stands in.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import config, njit

from seating.cache import COMPILED, cache_folder, compiled_folder

__all__ = ["entry", "inner", "inside"]


def _kept_at() -> Path | None:
    """Return the folder of compiled code for these sources; None where none can be written."""
    kept = compiled_folder()
    if kept is None or os.environ.get("NUMBA_CACHE_DIR"):
        return kept
    folders = (Path(__file__).parent, Path(__file__).parent.with_name("multi_round"))
    sources = b"".join(path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py")))
    return cache_folder(f"{COMPILED}/{hashlib.sha256(sources).hexdigest()[:16]}")


settings: Any = config
_folder = _kept_at()
if _folder is not None:
    settings.CACHE_DIR = str(_folder)

compiler: Callable[..., Any] = njit  # its stubs do not know all of its options

entry: Callable[[Any], Any] = compiler(cache=_folder is not None, nogil=True, _nrt=False)
"""Compiles what is called from Python; nothing inside may make arrays."""

inner: Callable[[Any], Any] = compiler(nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compiles what only compiled code calls; it spares the way in from Python, most of the compiler's work."""

inside: Callable[[Any], Any] = compiler(
    nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True
)
"""The same, put wherever it is called: a call costs more than most of what is done, with so many arrays to hand on."""
