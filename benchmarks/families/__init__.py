"""Families of cases: each module in this folder is one family.

A family has `ORDER` and `run(bench)`. `ORDER` is its position on the page; it is None for a family that runs only when
it is named, and writes its figures to `docs/explanation/scale.md`. `run` returns a `Section`, or None if something that
it needs is missing.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

__all__ = ["families"]


def families() -> dict[str, ModuleType]:
    """Return the families by name: those of the page in its order, then the others."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    found = {name: importlib.import_module(f"{__name__}.{name}") for name in names}
    return dict(sorted(found.items(), key=lambda item: (item[1].ORDER is None, item[1].ORDER or 0, item[0])))
