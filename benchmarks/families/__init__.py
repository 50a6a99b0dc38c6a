"""Families of cases: each module in this folder is one family.

A family has `ORDER`, its position in the report, and `run(bench)`, which returns a `Section`, or None if something that
it needs is missing.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = ["families"]


def families() -> dict[str, ModuleType]:
    """Return the families by name, in the order of the report."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    found = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return dict(sorted(found.items(), key=lambda item: item[1].ORDER))
