"""The strategy: which engine is asked which question, when, and when the search stops.

`best_plan` lists the steps of a search in order. Its steps are in `steps.Search`, and the workers that carry them out
in `portfolio`. A seating counts as optimal when it meets all musts and its penalty equals the proven bound:
`outcome.is_optimal` decides it, from the value computed from the terms. The order of the steps depends on the size of
the room (persons times tables); `limits` has the sizes and what was measured there.

Shares are of the full work, which depends on the size of the room alone (`Effort.for_room`). A time limit only cuts the
search off: until then it takes the same steps as without one. So a longer limit never gives a worse result. A small
room that a fixed amount of work solves is solved even if the limit is over before. `Effort.goes_on` tells whether
longer steps follow when all have been taken.
"""

from __future__ import annotations

from dataclasses import replace

from seating.engines.budget import Effort, for_units
from seating.engines.engine_runs import EngineLog, merge_runs
from seating.engines.interruption import Ending
from seating.engines.limits import (
    EXACT_ALONE,
    EXACT_EARLY,
    EXACT_FIRST,
    IN_PARTS,
    MIP_REPEATED,
    MIP_SIZE,
    QUICK_CLASS_BOUND,
)
from seating.engines.messages import (
    SILENT,
    BoundByClasses,
    BoundByColumns,
    BoundByGroups,
    BoundByPairs,
    BoundByRelaxation,
    BoundByWishes,
    Watch,
)
from seating.engines.outcome import Outcome
from seating.engines.search_steps import Search
from seating.engines.worker import Worker
from seating.model import Model, penalty_of
from seating.model.trivial_bound import clashing_musts
from seating.model.units import units_of
from seating.room.plan import IntArray

CLOSEST_SHARE = 0.5
"""Share of the seconds left for the closest seating if the musts cannot all be met. Explaining why takes the rest."""

CLOSEST_SHARE_OF_LARGE = 0.2
"""The same share in rooms above the size `MIP_REPEATED`, also of the work; no proof can be expected there."""

LISTED_SHARE = 0.5
"""Work of a first bound from listed columns, as a share of the full work, while nothing else is done.

Weddings of 25 parties are proven in 0.01 of the full work, those of 50 in 0.02 to 0.15, and of 100, where a quarter of
the pairs is kept apart, in 0.05."""


COUNTS_SHARE = 0.5
"""Work of the search over counts, as a share of the full work.

Of 60 random weddings of families (`benchmarks/family_weddings.py`), one was worse after eight seconds than with CP-SAT
on the whole room, by 1 point, and 17 were better. With annealing first, 27 were worse after five seconds. The bound on
groups now proves and finds the optimum of all 60, in 0.3 units at most, so this search matters in rooms with other
requirements."""

PAIRS_SHARE = 2.0
"""Work of a bound that decides pairs, as a share of the annealing beside it, which has two chains."""


def best_plan(
    model: Model, effort: Effort, seed: int, watch: Watch, worker: Worker, begun: IntArray | None = None
) -> Outcome:
    """Return the best seating found with the given effort, and how good it is proven to be.

    On Ctrl-C, on the stop signal of `worker`, at the deadline, and if workers die, the best complete seating so far is
    returned.

    Parameters
    ----------
    model : Model
    effort : Effort
        If it is counted in work, the same model and seed give the same seating on every run.
    seed : int
    watch : Watch
        Receives progress reports; `SILENT` ignores them.
    worker : Worker
        The worker for the exact engine. `prestart` may have started it, so that it is ready by now.
    begun : int array, shape (persons,), optional
        A complete seating; the outcome is at least as good.

    Returns
    -------
    Outcome
        Its status is `OPTIMAL` only if the penalty equals the proven bound.
    """
    is_in_parts = model.n_persons * model.n_tables > IN_PARTS
    units = None if is_in_parts else units_of(model)
    if units is None:
        return _take_steps(Search(model, effort, seed, watch, worker), begun)
    together = Search(units.model, for_units(effort, model, units.model), seed, watch, worker, units)
    found = _take_steps(together, None if begun is None else units.seats_of_units(begun))
    clash = units.contradiction or (found.clash and (clashing_musts(model) or found.clash | units.ties))
    found = replace(found, tables=units.seats_of_persons(found.tables), clash=clash)
    if found.unmet == 0 or found.ending is not Ending.DONE:
        return _better_of(model, found, begun)
    apart = Search(model, effort, seed, watch, worker, known=found)
    closest = _take_steps(apart, _better_of(model, found, begun).tables)
    log = EngineLog()
    log.add_parts(found.engines)
    engines = merge_runs((*log.runs(), *closest.engines))
    return replace(closest, work=found.work + closest.work, engines=engines)


def _take_steps(search: Search, begun: IntArray | None) -> Outcome:
    """Take the steps of a search in order."""
    effort, worker = search.effort, search.portfolio.exact
    size = search.model.n_persons * search.model.n_tables
    workers = search.portfolio
    with workers.running():
        # 1. A first seating, while the workers that are needed soon import their solvers. Then the cheapest bound.
        # In rooms of units, listed columns usually prove the best seating, and the exact engine rarely does.
        is_exact_first = size <= (EXACT_ALONE if search.is_listed_first else EXACT_FIRST)
        if not is_exact_first:
            workers.annealer.start()
            workers.background.start()
        if size <= EXACT_EARLY or search.is_countable:
            workers.exact.start()
        search.begin(begun)
        if size > EXACT_ALONE and search.has_groups:  # it often proves the best seating, and finds it
            search.start_first_bound(BoundByGroups)
        if size > EXACT_ALONE and not search.is_listed_first:
            search.start_first_bound(BoundByRelaxation if size <= EXACT_EARLY else BoundByClasses)

        # 2. Groups that should sit together, of people who are alike: counts find what no move of one person finds.
        search.improve_by_counts(COUNTS_SHARE)

        # 3. Small rooms: the exact engine alone usually solves them, the smallest ones whatever the time limit.
        if size <= EXACT_ALONE:
            search.solve_small(share=0.5)
        elif is_exact_first and search.goes_on:
            search.prove(share=0.04)

        # 4. Other rooms: annealing lowers the penalty, other engines raise the bound, and a MIP closes a small gap.
        if search.goes_on and search.is_in_parts:
            _search_in_parts(search)
        elif search.goes_on:
            _search_once(search, size)
        while search.goes_on and effort.goes_on:
            _search_longer(search)

        # 5. If some must is still unmet: the closest seating.
        if not search.incumbent.meets_musts and not search.is_done and not search.is_parted_later:
            _find_closest(search, size, worker, effort.goes_on)

        # 6. A second opinion on a proven optimum.
        search.confirm()
    return search.outcome()


def _better_of(model: Model, found: Outcome, begun: IntArray | None) -> Outcome:
    """Return the outcome of a search over units, with the seating that was known before if that one is better."""
    if begun is None or found.unmet == 0 or penalty_of(model, begun) >= found.value:
        return found  # a seating that meets all musts parts no unit, so the search began with it
    value = penalty_of(model, begun)
    return replace(found, tables=begun, unmet=value.unmet, penalty=value.penalty)


def _search_once(search: Search, size: int) -> None:
    """Take all steps once, each with its share of the full work. The background solver does one thing at a time."""
    best = search.incumbent
    if size <= EXACT_EARLY and not search.is_listed_first:  # in larger rooms it is started already
        search.start_bound(BoundByClasses)
    if search.has_wishes:
        search.start_bound(BoundByWishes)
    search.anneal_until(0.03)  # so that a search that is cut off while columns are found has a good seating
    if not search.has_counted:  # the first seating did not meet the musts
        search.improve_by_counts(COUNTS_SHARE)
    if not best.meets_musts and search.goes_on:
        search.refute(share=0.4)
    if search.is_listed_first:  # this often ends the search at once, and the seating then depends on little else
        search.start_bound(BoundByColumns, LISTED_SHARE)
        search.wait()
        search.start_bound(BoundByClasses)
    if size <= EXACT_EARLY and search.goes_on:
        search.prove(share=0.08)
    if size <= EXACT_FIRST and (best.is_near or best.is_in_sight):
        search.start_mip(share=0.1)
    first = 0.06 if size <= QUICK_CLASS_BOUND else 0.13
    if EXACT_FIRST < size <= MIP_SIZE:  # in many rooms the gap to the cheapest bound is already small
        search.wait_for_first()
        for share in (0.03, 0.06, first):
            search.anneal_until(share)
            if best.is_near:
                search.start_mip(share=0.4)
                first = 0.5
                break
    search.anneal_until(first)
    search.wait()
    if best.is_near:
        search.start_mip(share=0.8)
        search.anneal_until(0.5)
        search.wait()
    if best.is_near and size <= MIP_REPEATED and search.goes_on:
        search.prove(share=0.12)
    if search.is_listable or not search.is_pair_heavy:
        search.start_bound(BoundByColumns)
    search.anneal_until(1.0)
    search.wait()
    if best.is_near or best.is_in_sight:
        search.start_mip(share=0.4)
        search.wait()


def _search_in_parts(search: Search) -> None:
    """Improve a large room in parts; meanwhile, compute a bound of the whole room."""
    search.improve_in_parts()
    if not search.incumbent.meets_musts and search.goes_on:
        search.refute(share=0.4)
    search.wait()


def _search_longer(search: Search) -> None:
    """Anneal twice as long as the last time. Meanwhile, look for the optimum if the gap is small, and for a bound."""
    if search.is_in_parts:
        search.start_bound(BoundByClasses)  # it leaves out what costs nothing by now
        search.improve_in_parts()
        search.wait()
        return
    if search.incumbent.is_near or search.incumbent.is_in_sight:
        search.start_mip(share=search.annealed)
    if search.has_wishes:
        search.start_bound(BoundByWishes, search.annealed)
    if search.has_groups:
        search.start_bound(BoundByGroups, search.annealed)
    if search.has_pairs_to_decide:
        search.start_bound(BoundByPairs, PAIRS_SHARE * search.annealed)
    search.improve_by_counts(search.annealed)
    search.anneal_once()
    search.wait()


def _find_closest(search: Search, size: int, worker: Worker, is_repeated: bool) -> None:
    """Look for the closest seating: by annealing, which weighs the musts, then by the engines that may prove it.

    Parameters
    ----------
    search : Search
    size : int
        Persons times tables.
    worker : Worker
        The worker for the exact engine.
    is_repeated : bool
        Whether to try again with more work until the time is over.
    """

    def solve(model: Model, begun: IntArray, effort: Effort) -> Outcome:
        outcome = best_plan(model, effort, search.seed, SILENT, worker, begun)
        search.portfolio.log.add_parts(outcome.engines)
        return outcome

    is_large = size > MIP_REPEATED
    search.restrict_time(CLOSEST_SHARE_OF_LARGE if is_large else CLOSEST_SHARE)
    scale = CLOSEST_SHARE_OF_LARGE if is_large else 1.0
    while not search.is_done:
        if size <= EXACT_ALONE:
            search.prove_closest(share=0.3 * scale)
        if not search.is_done and not search.is_in_parts:
            search.anneal(share=0.2 * scale)
        if not search.is_done:
            search.find_closest(share=0.3 * scale, solve=solve)
        if not search.is_done and not is_large:
            search.prove_closest(share=0.2 * scale)
        if not is_repeated:
            return
        scale *= 2
