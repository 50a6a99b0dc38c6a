"""The files a convening may be written in: one module a format, found by being there.

A format has `SUFFIXES` and `read(path)`, which returns a `Document` or raises `InputError`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from seating.convening.document import Document, half_characters
from seating.errors import InputError, UsageError
from seating.wording import listed

__all__ = ["Document", "read_document", "suffixes"]


MOST_HALVES = 50


@cache
def suffixes() -> Mapping[str, str]:
    """Return the module that reads each suffix.

    >>> sorted(suffixes())
    ['.json', '.ods', '.toml', '.xlsm', '.xlsx', '.yaml', '.yml']
    """
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {
        suffix: name
        for name in modules
        for suffix in getattr(importlib.import_module(f"{__name__}.{name}"), "SUFFIXES", ())
    }


def read_document(path: Path) -> Document:
    """Read a convening's file, by its suffix.

    Raises
    ------
    UsageError
        When there is no such file, or it may not be read.
    InputError
        When it cannot be read as what its suffix says, or holds text that no file can hold.
    """
    name = suffixes().get(path.suffix.casefold())
    if name is None:
        raise UsageError(f"{path.name or path}: a convening ends in {listed(sorted(suffixes()), last='or')}")
    read: Callable[[Path], Document] = importlib.import_module(f"{__name__}.{name}").read
    document = read(path)
    if halves := list(half_characters(document)):  # before anything else is said, for they cannot be printed
        raise InputError(halves[:MOST_HALVES])
    return replace(document, folder=path.parent)
