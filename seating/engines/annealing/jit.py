"""How functions of this package and of `engines.multi_round` are compiled, and where compiled code is cached.

The cache folder is named after a hash of all sources of both packages. numba itself checks only the file in which
a function stands, and would miss a change in a function that is compiled into it from another file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import config, njit

from seating.cache import COMPILED, cache_folder, compiled_folder

__all__ = ["compiled", "entry_point", "inlined"]


def _code_folder() -> Path | None:
    """Return the folder of the compiled code of these sources; None where no folder can be written."""
    folder = compiled_folder()
    if folder is None or os.environ.get("NUMBA_CACHE_DIR"):
        return folder
    packages = (Path(__file__).parent, Path(__file__).parent.with_name("multi_round"))
    sources = b"".join(path.read_bytes() for package in packages for path in sorted(package.glob("*.py")))
    return cache_folder(f"{COMPILED}/{hashlib.sha256(sources).hexdigest()[:16]}")


settings: Any = config
_folder = _code_folder()
if _folder is not None:
    settings.CACHE_DIR = str(_folder)

compiler: Callable[..., Any] = njit  # its type stubs lack some of its options

entry_point: Callable[[Any], Any] = compiler(cache=_folder is not None, nogil=True, _nrt=False)
"""Compiles a function that Python calls. It must not create arrays: `_nrt=False` leaves out the allocator."""

compiled: Callable[[Any], Any] = compiler(nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True)
"""Compiles a function that only compiled code calls. Without the wrapper for Python, compiling is much faster."""

inlined: Callable[[Any], Any] = compiler(
    nogil=True, _nrt=False, no_cpython_wrapper=True, no_cfunc_wrapper=True, forceinline=True
)
"""The same, and inlined at every call: with so many arrays to pass, a call costs more than most function bodies."""
