"""What pages assert: each claim is a predicate with typed arguments and one text.

A page prints a text with a placeholder through a row of a module of this folder alone: as a claim, or as the label of a
value, which asserts nothing. A module is named after what its claims are about, and is found by being here. Each claim
has a reader in `tests/claims/`, which finds its text on pages and works out from the written cells and the seats,
without the program, whether it is so.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from seating.report.claims.form import Claim


def list_claims() -> Mapping[str, Claim]:
    """Return all claims by their names; labels assert nothing, and are left out."""
    modules = [import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    rows = {name: row for module in modules for name, row in vars(module).items() if isinstance(row, Claim)}
    return {name: row for name, row in rows.items() if not row.is_label}
