"""How the compiled functions of the engines are compiled, and where the compiled code is cached.

The cache folder is named after a hash of all sources that compiled code depends on. numba itself checks only the file
that contains a function. It would miss a change in a function or a constant that is compiled into it from another file,
and go on with the old code.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from numba import config, njit

from seating.cache import COMPILED, cache_folder, compiled_folder

__all__ = ["SOURCES", "code_key", "compiled", "entry_point", "inlined", "source_files"]

SOURCES = ("annealing", "column_generation", "multi_round", "local_search/incremental.py", "jit.py")
"""Packages and modules, below `seating/engines`, that compiled code depends on: those with compiled functions, and
those whose constants compiled functions use. Add a module here before compiled code imports from it."""


def source_files(folder: Path = Path(__file__).parent) -> list[Path]:
    """Return the files that compiled code depends on; `folder` is that of the engines."""
    return [file for name in SOURCES for file in (sorted((folder / name).glob("*.py")) or [folder / name])]


def code_key(files: list[Path]) -> str:
    """Return a hash of the names and texts of some files, as the name of a folder."""
    found = hashlib.sha256()
    for file in files:
        found.update(f"{file.parent.name}/{file.name}".encode())
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


def _code_folder() -> Path | None:
    """Return the folder of the compiled code of these sources; None where no folder can be written."""
    folder = compiled_folder()
    if folder is None or os.environ.get("NUMBA_CACHE_DIR"):
        return folder
    return cache_folder(f"{COMPILED}/{code_key(source_files())}")


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
"""Like `compiled`, and inlined at every call: with so many arrays to pass, a call costs more than most function
bodies."""
