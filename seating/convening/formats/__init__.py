"""File formats of a convening: one module per format, discovered automatically.

A format module defines `SUFFIXES` and `read(path)`, which returns a `Document` or raises `InputError`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from seating.convening.document import Document, find_long_lists, read_content
from seating.errors import InputError, Problem, UsageError
from seating.wording import message, said, said_list

__all__ = ["Document", "read_document", "suffixes"]


@cache
def suffixes() -> Mapping[str, str]:
    """Return the module that reads each suffix.

    >>> sorted(suffixes())
    ['.json', '.ods', '.xlsm', '.xlsx', '.yaml', '.yml']
    """
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {
        suffix: name
        for name in modules
        for suffix in getattr(importlib.import_module(f"{__name__}.{name}"), "SUFFIXES", ())
    }


def read_document(path: Path) -> Document:
    """Read the file of a convening in the format of its suffix.

    Raises
    ------
    UsageError
        If there is no such file, it cannot be read, or the suffix is unknown.
    InputError
        If the file is TOML, or the content does not match the format, contains text that cannot be encoded, or has too
        many entries.
    """
    name = suffixes().get(path.suffix.casefold())
    if path.suffix.casefold() == ".toml":
        read_content(path)  # a file that is not there is told as such
        says = said("a convening in TOML is no longer read")
        hint = said(
            "Write the same keys in YAML or JSON. The documentation page for this message shows a command that "
            "converts the file."
        )
        raise InputError([Problem("convening-toml", says, path.name, hint=hint)])
    if name is None:
        text = message("%(file)s: the name of a convening file must end in %(endings)s")
        raise UsageError(said(text, file=path.name or path, endings=said_list(sorted(suffixes()), last="or")))
    read: Callable[[Path], Document] = importlib.import_module(f"{__name__}.{name}").read
    document = read(path)
    if long := list(find_long_lists(document)):
        raise InputError(long)
    return replace(document, folder=path.parent)
