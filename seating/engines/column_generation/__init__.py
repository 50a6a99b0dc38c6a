"""Column generation: a lower bound from set partitioning, where each column is a whole table.

It suits rooms whose tables have fixed sizes and requirements about the mix at each table. `table_costs` computes what
one table costs and which tables are interchangeable. `master` is the linear program over columns. `pricing` finds
columns of negative reduced cost: `heuristic_pricing` by tabu search, `exact_pricing` by CP-SAT, which also proves the
minimum reduced cost. `run` alternates between master and pricing, `diving` finds a seating among the columns, and
`pair_branching` raises the bound by deciding which people share a table. The method is described in J. Desrosiers and
M. E. Luebbecke, "A Primer in Column Generation", 2005.
"""

from __future__ import annotations

from collections.abc import Callable

from seating.engines.column_generation.set_costs import is_listable
from seating.engines.column_generation.table_costs import is_searchable
from seating.engines.messages import NOTHING, Answer, Bound, Found
from seating.model import Model

__all__ = ["bound", "is_suitable"]


def is_suitable(model: Model) -> bool:
    """Whether columns can perhaps be priced: each table has few sizes, or all columns may be few enough to list."""
    return is_searchable(model) or is_listable(model)


def bound(model: Model, question: Bound, progress: Callable[[Found], None]) -> Answer:
    """Return a lower bound on the penalty, or `NOTHING` if the model does not suit column generation.

    The solvers are imported only if the model suits it.

    Parameters
    ----------
    model : Model
    question : Bound
    progress : function
        Called with each better bound.
    """
    if not is_suitable(model):
        return NOTHING
    from seating.engines.column_generation import run

    return run.bound(model, question, progress)
