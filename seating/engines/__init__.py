"""Engines: they read a model's terms and seat everybody as well as they can.

`best_plan` is the strategy; `Search` has its steps. The exact engine runs in a child process.
"""

from __future__ import annotations

from seating.engines.child import Child, start_child
from seating.engines.effort import Effort
from seating.engines.outcome import Outcome
from seating.engines.search import Search
from seating.engines.status import Ending, Status
from seating.engines.together import Together
from seating.engines.watch import SILENT, Watch
from seating.model import Model

__all__ = [
    "SILENT",
    "Child",
    "Effort",
    "Ending",
    "Outcome",
    "Status",
    "Together",
    "Watch",
    "best_plan",
    "start_child",
]

QUICK = 800
"""Seats (persons times tables) up to which the exact engine sees the whole room before anything else."""

PROVABLE = 4_000
"""The same after tables were set free a few at a time, for the proof."""


def best_plan(model: Model, effort: Effort, seed: int, watch: Watch, child: Child) -> Outcome:
    """Return the best seating that the effort finds, and how good it is proven to be.

    Whatever happens — Ctrl-C, the death of the child, the end of the time — the best complete
    seating so far comes back.

    Parameters
    ----------
    model : Model
    effort : Effort
        Counted in work, the same model and seed give the same seating on any run.
    seed : int
    watch : Watch
        Told of progress; `SILENT` where nobody looks.
    child : Child
        Best started early (`start_child`), so that it is ready by now.
    """
    search = Search(model, effort, seed, watch, child)
    seats = model.n_persons * model.n_tables
    with search.until_its_end():
        search.begin()
        if seats <= QUICK and search.goes_on:
            search.prove(share=0.2)
        if search.value.unmet and search.goes_on:
            search.refute(share=0.4)
        if search.goes_on:
            search.improve(share=0.7)
        if seats <= PROVABLE and search.goes_on:
            search.prove(share=0.8)
        if search.value.unmet:
            search.come_close(exactly=seats <= PROVABLE)
        search.confirm()
    return search.outcome()
