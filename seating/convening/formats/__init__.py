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

from seating.convening.document import Document, is_there
from seating.errors import UsageError
from seating.wording import listed

__all__ = ["Document", "read_document", "suffixes"]


@cache
def suffixes() -> Mapping[str, str]:
    """Return the module that reads each suffix.

    >>> sorted(suffixes())
    ['.json', '.toml', '.xlsm', '.xlsx', '.yaml', '.yml']
    """
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {
        suffix: name
        for name in modules
        for suffix in getattr(importlib.import_module(f"{__name__}.{name}"), "SUFFIXES", ())
    }


def read_document(path: Path) -> Document:
    """Read a convening's file, by its suffix; raise `InputError` when it cannot be read as that."""
    name = suffixes().get(path.suffix.casefold())
    if name is None:
        raise UsageError(f"{path.name}: a convening ends in {listed(sorted(suffixes()), last='or')}")
    if not is_there(path):
        raise UsageError(f"{path}: there is no such file")
    read: Callable[[Path], Document] = importlib.import_module(f"{__name__}.{name}").read
    return replace(read(path), folder=path.parent)
