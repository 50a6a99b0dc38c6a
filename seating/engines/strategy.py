"""The strategy: what is asked of which engine, when, and when the search stops.

`best_plan` reads as a recipe; `portfolio.Search` has its steps.
"""

from __future__ import annotations

from seating.engines.budget import Effort
from seating.engines.child import Child
from seating.engines.closest import find_closest
from seating.engines.limits import PROVABLE
from seating.engines.messages import BoundMethod
from seating.engines.outcome import Outcome
from seating.engines.portfolio import Search
from seating.engines.progress import SILENT, Watch
from seating.model import Model
from seating.plan import IntArray

__all__ = ["best_plan"]

TINY = 200
"""Seats (persons times tables) up to which the exact engine alone is quickest."""

QUICK = 800
"""Seats up to which the exact engine has a short look before others are called, and an integer program of the
whole room is worth a try before the other bounds are known."""

EASY = 1_600
"""Seats up to which bounds over classes come so soon that a longer search beside them would only hold them up."""


CLOSEST_SHARE = 0.5
"""Share of the seconds left for the closest seating where the musts cannot all hold; explaining takes the others."""

CLOSEST_SHARE_OF_LARGE = 0.2
"""The same, of work too, in rooms of more than `PROVABLE` seats, where no proof is to be expected."""


def best_plan(
    model: Model, effort: Effort, seed: int, watch: Watch, child: Child, begun: IntArray | None = None
) -> Outcome:
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
        It may have been started early (`seating.engines.prestart`), so that it is ready by now.
    begun : int array, shape (persons,), optional
        A complete seating; the outcome is at least as good.
    """
    search = Search(model, effort, seed, watch, child)
    seats = model.n_persons * model.n_tables
    with search.until_its_end():
        if seats > QUICK:
            search.call_annealer()
        search.begin(begun)
        if seats > QUICK and search.goes_on:
            search.call_bounds()
        if seats <= QUICK and search.goes_on:
            search.prove(share=0.5 if seats <= TINY else 0.04)
        if search.goes_on:
            (_step_by_step if effort.deadline is None else _side_by_side)(search, seats)
        if search.goes_on:
            search.anneal(share=1.0)
            search.wait_for_bounds()
        if search.value.unmet and not search.is_done:
            _come_close(search, seats, child)
        search.confirm()
    return search.outcome()


def _come_close(search: Search, seats: int, child: Child) -> None:
    """Look for the closest seating: by the annealer, which weighs musts, then by whatever may prove it."""

    def solve(model: Model, begun: IntArray, effort: Effort) -> Outcome:
        return best_plan(model, effort, search.seed, SILENT, child, begun)

    if seats > PROVABLE:
        search.begin_to_end(CLOSEST_SHARE_OF_LARGE)
    elif search.budget.deadline is not None:
        search.begin_to_end(CLOSEST_SHARE)
    else:
        search.begin_to_end(1.0)
    if seats <= TINY:
        search.prove_closest(share=0.5)
    if not search.is_done:
        search.anneal(share=0.4)
    if not search.is_done:
        search.learn_closest(find_closest(search.model, search.tables, search.budget.effort(0.6), solve))
    if not search.is_done and seats <= PROVABLE:
        search.prove_closest(share=1.0)


def _step_by_step(search: Search, seats: int) -> None:
    """Work that repeats itself: whatever decides on a seating waits for what went before."""
    search.anneal(share=0.03)
    if search.value.unmet and search.goes_on:
        search.refute(share=0.4)
    if search.goes_on and seats <= QUICK and (search.is_near or search.is_in_sight):
        search.solve_whole(share=0.1)
    if search.goes_on:
        search.call_exact()
        search.ask_bounds(BoundMethod.CLASSES)
        search.anneal(share=0.05 if seats <= EASY else 0.25)
        search.wait_for_bounds()
    if search.goes_on and search.is_near:
        search.solve_whole(share=0.7)
    if search.goes_on and search.is_near and seats <= PROVABLE:
        search.prove(share=0.4)
    if search.goes_on and not search.is_of_pairs:
        search.ask_bounds(BoundMethod.COLUMNS)


def _side_by_side(search: Search, seats: int) -> None:
    """Work until a moment: all processors are busy all the time."""
    search.ask_bounds(BoundMethod.CLASSES)
    if search.is_of_pairs:
        return  # other bounds tell nothing of these, and the search is worth every processor
    if seats <= QUICK and not search.value.unmet:
        search.ask_whole()
    elif seats <= PROVABLE:
        search.call_whole()
    search.anneal(share=0.12)
    if search.value.unmet and search.goes_on:
        search.refute(share=0.4)
    if search.goes_on and seats <= QUICK:
        search.ask_whole()
    search.look_around()
    if search.goes_on and search.is_in_sight:
        search.anneal(share=0.3)
    if search.goes_on and search.is_near and seats <= QUICK:
        search.prove_beside()
