"""Load the library of kernels, and declare its functions.

    search = Function("seating_search", State, Counters, ctypes.c_int64)
    search(state, counters, 100)

A function is looked up when it is first called. A call lets other threads run, so several searches run at once.
"""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import Any

from seating.errors import SeatingError
from seating.native.arrays import parameter_of
from seating.native.build import key_of, library_path, sources
from seating.wording import said

BUILD = "python -m seating.native.build"
"""The command that builds the library in a folder with the sources."""


class LibraryError(SeatingError):
    """The library of kernels is missing, or is not the one of these sources. No search runs without it."""


@cache
def load(path: Path | None = None) -> ctypes.CDLL:
    """Return the library.

    Raises
    ------
    LibraryError
        If the file is missing, does not run on this system, or was built from other sources than those beside it.
    """
    file = library_path() if path is None else path
    try:
        library = ctypes.CDLL(str(file))
        library.seating_key.restype = ctypes.c_char_p
        key = library.seating_key().decode()
    except (OSError, AttributeError) as error:
        raise LibraryError(
            said(
                "The compiled part of the search cannot be loaded: %(path)s (%(reason)s). Install seating again; in a "
                "folder with its sources, run this: %(command)s",
                path=file,
                reason=error,
                command=BUILD,
            )
        ) from None
    files = sources()
    if files and key != key_of(files):
        raise LibraryError(
            said(
                "The compiled part of the search was built from other sources: %(path)s. Run this: %(command)s",
                path=file,
                command=BUILD,
            )
        )
    return library


class Function:
    """A function of the library, found when it is first called.

    Parameters
    ----------
    name : str
    *parameters : type
        What it takes: a `NamedTuple` of arrays (given as `Passed`), one of the array types of `arrays`, `int`, `float`
        or `bool`.
    returns : type, optional
        `int`, `float` or `bool`; nothing if not given.
    """

    def __init__(self, name: str, *parameters: Any, returns: type | None = None) -> None:
        self._name, self._parameters, self._returns = name, parameters, returns
        self._found: Any = None

    def __call__(self, *given: Any) -> Any:
        """Call the function. Arguments of a wrong type are refused."""
        if self._found is None:
            found = load()[self._name]
            found.argtypes = [parameter_of(each) for each in self._parameters]
            found.restype = None if self._returns is None else parameter_of(self._returns)
            self._found = found
        return self._found(*given)
