"""The strategy: which engine is asked which question, when, and when the search stops.

`best_plan` lists the steps of a search in order. Its steps are in `steps.Search`, and the workers that carry them out
in `portfolio`. A seating counts as optimal when it meets all musts and its penalty equals the proven bound:
`outcome.is_optimal` decides it, from the value computed from the terms. The order of the steps depends on the size of
the room, in seats (persons times tables); `limits` has the sizes and what was measured there.

Shares are of the work or the time that is left when a step begins.
"""

from __future__ import annotations

from seating.engines.budget import Effort
from seating.engines.child import Child
from seating.engines.closest import find_closest
from seating.engines.limits import EXACT_ALONE, EXACT_FIRST, MIP_REPEATED, QUICK_CLASS_BOUND
from seating.engines.messages import SILENT, BoundByClasses, BoundByColumns, Watch
from seating.engines.outcome import Outcome
from seating.engines.steps import Search
from seating.model import Model
from seating.plan import IntArray

__all__ = ["best_plan"]

CLOSEST_SHARE = 0.5
"""Share of the seconds left for the closest seating if the musts cannot all be met. Explaining why takes the rest."""

CLOSEST_SHARE_OF_LARGE = 0.2
"""The same share in rooms of more than `MIP_REPEATED` seats, also of the work left; no proof can be expected there."""


def best_plan(
    model: Model, effort: Effort, seed: int, watch: Watch, child: Child, begun: IntArray | None = None
) -> Outcome:
    """Return the best seating found with the given effort, and how good it is proven to be.

    On Ctrl-C, at the deadline, and if workers die, the best complete seating so far is returned.

    Parameters
    ----------
    model : Model
    effort : Effort
        If it is counted in work, the same model and seed give the same seating on every run.
    seed : int
    watch : Watch
        Receives progress reports; `SILENT` ignores them.
    child : Child
        The worker for the exact engine. `prestart` may have started it, so that it is ready by now.
    begun : int array, shape (persons,), optional
        A complete seating; the outcome is at least as good.

    Returns
    -------
    Outcome
        Its status is `OPTIMAL` only if the penalty equals the proven bound.
    """
    search = Search(model, effort, seed, watch, child)
    seats = model.n_persons * model.n_tables
    workers = search.portfolio
    with workers.running():
        # 1. A first seating, while the workers that are needed soon import their solvers.
        if seats > EXACT_FIRST:
            workers.annealer.start()
        search.begin(begun)
        if seats > EXACT_FIRST and search.goes_on:
            workers.bounds.start()

        # 2. Small rooms: the exact engine alone usually solves them.
        if seats <= EXACT_FIRST and search.goes_on:
            search.prove(share=0.5 if seats <= EXACT_ALONE else 0.04)

        # 3. Other rooms: annealing lowers the penalty, other engines raise the bound, and a MIP closes a small gap.
        if search.goes_on:
            (_one_after_another if effort.deadline is None else _side_by_side)(search, seats)

        # 4. What is left of the budget goes into annealing, until the bound is reached.
        if search.goes_on:
            search.anneal(share=1.0)
            search.wait_for_bounds()

        # 5. If some must is still unmet: the closest seating.
        if not search.incumbent.meets_musts and not search.is_done:
            _find_closest(search, seats, child)

        # 6. A second opinion on a proven optimum.
        search.confirm()
    return search.outcome()


def _one_after_another(search: Search, seats: int) -> None:
    """Take steps that are repeatable: steps that affect the seating run one at a time."""
    best, workers = search.incumbent, search.portfolio
    search.anneal(share=0.03)
    if not best.meets_musts and search.goes_on:
        search.refute(share=0.4)
    if search.goes_on and seats <= EXACT_FIRST and (best.is_near or best.is_in_sight):
        search.solve_mip(share=0.1)
    if search.goes_on:
        workers.exact.start()  # it imports its solver during the annealing
        workers.start_bound(BoundByClasses)
        search.anneal(share=0.05 if seats <= QUICK_CLASS_BOUND else 0.25)
        search.wait_for_bounds()
    if search.goes_on and best.is_near:
        search.solve_mip(share=0.7)
    if search.goes_on and best.is_near and seats <= MIP_REPEATED:
        search.prove(share=0.4)
    if search.goes_on and not search.is_pair_heavy:
        workers.start_bound(BoundByColumns)


def _side_by_side(search: Search, seats: int) -> None:
    """Take steps until a deadline: all processors are busy all the time."""
    best, workers = search.incumbent, search.portfolio
    workers.start_bound(BoundByClasses)
    if search.is_pair_heavy:
        return  # no other bound says anything about pairs, so annealing gets every processor
    if seats <= EXACT_FIRST and best.meets_musts:
        workers.start_mip()
    elif seats <= MIP_REPEATED:
        workers.mip.start()
    search.anneal(share=0.12)
    if not best.meets_musts and search.goes_on:
        search.refute(share=0.4)
    if search.goes_on and seats <= EXACT_FIRST:
        workers.start_mip()
    workers.background_rule = lambda: start_background_work(search)
    if search.goes_on and best.is_in_sight:
        search.anneal(share=0.3)
    if search.goes_on and best.is_near and seats <= EXACT_FIRST:
        search.prove_meanwhile()


def start_background_work(search: Search) -> None:
    """Start the full MIP if it may close the gap; otherwise the bound from columns, once.

    Nothing raises the bound after column generation, so the MIP is then worthwhile if the gap is small.
    """
    best, workers = search.incumbent, search.portfolio
    columns_asked = BoundByColumns in workers.bounds_asked
    is_worth_it = best.is_near or (columns_asked and best.is_in_sight)
    if is_worth_it and workers.may_start_mip:
        workers.start_mip()
    elif not columns_asked and not (best.is_near and workers.mip.is_asked):
        workers.start_bound(BoundByColumns)


def _find_closest(search: Search, seats: int, child: Child) -> None:
    """Look for the closest seating: by annealing, which weighs the musts, then by the engines that may prove it."""

    def solve(model: Model, begun: IntArray, effort: Effort) -> Outcome:
        return best_plan(model, effort, search.seed, SILENT, child, begun)

    if seats > MIP_REPEATED:
        search.restrict_budget(CLOSEST_SHARE_OF_LARGE)
    elif search.budget.deadline is not None:
        search.restrict_budget(CLOSEST_SHARE)
    else:
        search.restrict_budget(1.0)
    if seats <= EXACT_ALONE:
        search.prove_closest(share=0.5)
    if not search.is_done:
        search.anneal(share=0.4)
    if not search.is_done:
        search.accept_closest(find_closest(search.model, search.incumbent.tables, search.budget.effort(0.6), solve))
    if not search.is_done and seats <= MIP_REPEATED:
        search.prove_closest(share=1.0)
