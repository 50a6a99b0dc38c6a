"""What yields first if not all musts can be met: the closest seating keeps the musts that yield last, if it can.

Without this order, the closest seating is the one with the fewest unmet units, whatever they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

import numpy as np

from seating.engines import Effort, Ending, Outcome, Worker, best_plan
from seating.engines.budget import share_of
from seating.engines.closest import softened
from seating.engines.engine_runs import merge_runs
from seating.engines.messages import SILENT
from seating.model import Model, penalty_of, shortfalls
from seating.requirements.base.kind import Requirement
from seating.requirements.count import is_meant_for

LAST_TO_YIELD: Sequence[tuple[str, Callable[[Requirement], bool]]] = (
    ("who a table is for", is_meant_for),
    ("that the people of one row share a table", attrgetter("is_about_parties")),
)
"""The musts that yield last, from the last one on. All others yield before them, and as few of these as possible."""

SHARE = 0.3
"""Share of the effort of a search for a seating that keeps the musts that yield last, each time."""


def yield_in_order(
    requirements: Sequence[Requirement], model: Model, outcome: Outcome, effort: Effort, seed: int, worker: Worker
) -> Outcome:
    """Return the outcome of a search with a seating in which musts yield in order, if they cannot all be met.

    Parameters
    ----------
    requirements : sequence of Requirement
        Those of the model.
    model : Model
    outcome : Outcome
        The closest seating by the number of unmet units.
    effort : Effort
        That of the search.
    seed : int
    worker : Worker
    """
    if not outcome.unmet or outcome.ending is not Ending.DONE:
        return outcome
    for kept in _list_kept(requirements):
        if _meets(model, outcome, kept):
            return outcome
        softer = _with_others_soft(model, kept, outcome)
        found = best_plan(softer, share_of(effort, SHARE), seed, SILENT, worker, outcome.tables)
        if _meets(model, found, kept):
            unmet, penalty = penalty_of(model, found.tables)
            work, engines = outcome.work + found.work, merge_runs((*outcome.engines, *found.engines))
            seated = replace(outcome, tables=found.tables, unmet=unmet, penalty=penalty, bound=None)
            return replace(seated, work=work, engines=engines)
    return outcome


def _list_kept(requirements: Sequence[Requirement]) -> Iterator[frozenset[str]]:
    """Yield the ids of the musts that are kept: first all that yield last, at the end only the very last."""
    for number in range(len(LAST_TO_YIELD), 0, -1):
        last = [is_last for _, is_last in LAST_TO_YIELD[:number]]
        kept = frozenset(one.id for one in requirements if one.is_must and any(each(one) for each in last))
        if kept:
            yield kept


def _meets(model: Model, outcome: Outcome, kept: frozenset[str]) -> bool:
    lacking = np.flatnonzero(shortfalls(model, outcome.tables))
    return kept.isdisjoint(model.requirement_ids[number] for number in lacking.tolist())


def _with_others_soft(model: Model, kept: frozenset[str], outcome: Outcome) -> Model:
    """Return the model in which only some musts are musts; a unit of another costs more than the whole penalty."""
    is_kept = np.array([identity in kept for identity in model.requirement_ids], dtype=bool)
    soft = softened(model, outcome.penalty + 1)
    return replace(soft, musts=model.musts & is_kept, weights=np.where(is_kept, 0, soft.weights))
