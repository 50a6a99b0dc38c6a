"""The kinds of requirement: each module in this folder defines one kind and has its name; `base` is what they share."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from seating.requirements.base.kind import Requirement

__all__ = ["kinds"]


@cache
def kinds() -> Mapping[str, type[Requirement]]:
    """Return every kind by its name, sorted by name."""
    found: dict[str, type[Requirement]] = {}
    for module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        for value in vars(importlib.import_module(f"{__name__}.{module}")).values():
            if isinstance(value, type) and issubclass(value, Requirement) and value.kind == module:
                found[module] = value
    return found
