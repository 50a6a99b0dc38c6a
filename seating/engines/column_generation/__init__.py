"""Set partitioning with priced columns: a lower bound for rooms whose tables have fixed sizes and hard mixes.

Six parts: `alike` (which tables are interchangeable, and what a column counts), `table` (what one
table costs), `tabu` and `proof` (the cheapest members: searched for, proven), `pricing` (the columns
of a class), `master` (the linear program over columns), `run` (how they take turns).
"""

from __future__ import annotations

from collections.abc import Callable

from seating.engines.column_generation.table_costs import suits
from seating.engines.messages import Answer, Bound, Found
from seating.model import Model

__all__ = ["bound", "suits"]


def bound(model: Model, question: Bound, tell: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty; see `run.bound`, which is loaded only when it is asked."""
    from seating.engines.column_generation import run

    return run.bound(model, question, tell)
