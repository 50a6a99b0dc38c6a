"""Large neighborhood search: in each round a few tables are set free, and the others are fixed.

The method is P. Shaw's, "Using Constraint Programming and Local Search Methods to Solve Vehicle Routing Problems",
CP 1998. Each round is one question to the exact engine; the rules by which tables are chosen take turns.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from enum import StrEnum

import numpy as np

from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.messages import Answer, Improve, SolveStatus
from seating.engines.worker import OutOfTimeError, Worker, WorkerDiedError
from seating.model import Model, penalty_of
from seating.room.plan import IntArray


class Rule(StrEnum):
    """How the tables of a neighborhood are picked."""

    WORST = "worst"
    """A costly table, and others at random."""
    RELATED = "related"
    """A costly table, and tables to which its people could move without their own seats costing more."""
    RANDOM = "random"
    """Any tables."""


RULES = (Rule.WORST, Rule.RELATED, Rule.WORST, Rule.RANDOM)
"""The order in which the rules take turns."""

QUICK_ROUND = 0.01
"""Work units for a neighborhood. If a round is proven optimal with less work, more tables are set free the next
time."""

SLOW_ROUND = 0.1
"""Work units for each table set free. A neighborhood that takes longer is abandoned."""

MOST_FREE = 6
"""Maximum number of tables set free together."""

SIDE_BY_SIDE = 2
"""Number of neighborhoods in a round; fixed, so that a run is repeatable on any machine."""

ROUND_WORK = 0.01
"""Work units added for each round, because building its models takes work too."""

PATIENCE = 6
"""Number of rounds without improvement after which `search_near` sets more tables free; see `lns_rounds`."""


def search_near(
    model: Model, tables: IntArray, worker: Worker, seed: int, work: float, deadline: float | None = None
) -> IntArray:
    """Return a seating at least as good as the given one: the musts first, then the penalty.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating.
    worker : Worker
        The process that answers the rounds. If it dies or runs out of time, the best seating so far is returned.
    seed : int
    work : float
        Maximum number of work units.
    deadline : float or None
        A moment of `time.monotonic`.

    Returns
    -------
    int array, shape (persons,)
    """
    spent = 0.0
    search = lns_rounds(model, tables, seed, PATIENCE)
    question = next(search, None)
    worker.load(model)
    while question is not None and spent < work and (deadline is None or time.monotonic() < deadline):
        try:
            answer = worker.ask(question, deadline)
        except (WorkerDiedError, OutOfTimeError):
            break
        spent += answer.work + ROUND_WORK
        tables = tables if answer.tables is None else answer.tables
        question = next_round(search, answer)
    return tables


def lns_rounds(model: Model, tables: IntArray, seed: int, patience: int) -> Generator[Improve, Answer, None]:
    """Yield the question of each round and receive its answer, until the search stalls.

    More tables are set free while rounds are solved quickly or stop improving; fewer when a round takes too long.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        A complete seating to begin with.
    seed : int
    patience : int
        Rounds without a better seating after which more tables are set free. The search ends after three times this
        number, or after this number once the maximum number of tables is set free.
    """
    rng = np.random.default_rng([seed, 1])
    costs = IncrementalCosts.of(model, tables)
    value = penalty_of(model, tables)
    size, idle, turn, most = 2, 0, 0, min(MOST_FREE, model.n_tables)
    while idle < (3 if size < most else 1) * patience:
        groups = choose(RULES[turn % len(RULES)], costs, size, SIDE_BY_SIDE, rng)
        answer = yield Improve(costs.tables, groups, seed + turn, SLOW_ROUND * size)
        before = value
        if answer.tables is not None:
            costs.seat(answer.tables)
            value = penalty_of(model, answer.tables)
        turn += 1
        idle = 0 if value < before else idle + 1
        quick = answer.status is SolveStatus.PROVEN and answer.work < QUICK_ROUND * len(groups)
        if size < most and (quick or idle % patience == patience - 1):
            size += 1
        elif answer.status is not SolveStatus.PROVEN and size > 2 and turn % 2:
            size -= 1


def next_round(search: Generator[Improve, Answer, None], answer: Answer) -> Improve | None:
    """Return the next round's question, given the answer to the last; None at the end."""
    try:
        return search.send(answer)
    except StopIteration:
        return None


def choose(
    rule: Rule, costs: IncrementalCosts, size: int, groups: int, rng: np.random.Generator
) -> tuple[IntArray, ...]:
    """Return disjoint groups of tables, each of `size`, as many as there are tables for.

    Parameters
    ----------
    rule : Rule
    costs : IncrementalCosts
        Those of the complete seating to be improved.
    size, groups : int
        Tables in a group; number of groups.
    rng : numpy.random.Generator
        The same state gives the same groups.

    Returns
    -------
    tuple of int arrays, shape (size,) each
        Table numbers, ascending.
    """
    n_tables = costs.model.n_tables
    size = min(size, n_tables)
    left = np.ones(n_tables, dtype=bool)
    table_costs = costs.costs().astype(np.float64)
    found = []
    for _ in range(max(1, min(groups, n_tables // max(1, size)))):
        first = int(rng.choice(n_tables, p=_chances(table_costs, left, rule)))
        left[first] = False
        others = _related(costs, first, left, size - 1, rng) if rule is Rule.RELATED else []
        rest = rng.permutation(np.setdiff1d(np.flatnonzero(left), others))[: size - 1 - len(others)]
        group = np.sort(np.concatenate([[first], others, rest]).astype(np.int64))
        left[group] = False
        found.append(group)
    return tuple(found)


def _chances(table_costs: np.ndarray, left: np.ndarray, rule: Rule) -> np.ndarray:
    """Return the probability that each table is picked first: by its cost plus a constant, or equal for `RANDOM`."""
    weights = np.ones_like(table_costs)
    if rule is not Rule.RANDOM and table_costs[left].max(initial=0.0) > 0:
        # while a must is unmet, its high price makes only tables with an unmet must likely
        weights = table_costs / table_costs.max() + 0.02
    weights = np.where(left, weights, 0.0)
    chances: np.ndarray = weights / weights.sum()
    return chances


def _related(costs: IncrementalCosts, first: int, left: np.ndarray, wanted: int, rng: np.random.Generator) -> list[int]:
    """Return tables to which people of the first table could move without their own seats costing more."""
    members = rng.permutation(np.flatnonzero(costs.tables == first))
    found: list[int] = []
    for person in members.tolist():
        prices = costs.seat_prices(person)
        liked = np.flatnonzero(left & (prices <= prices[first]))
        for table in rng.permutation(liked)[:1].tolist():
            if len(found) < wanted and table not in found:
                found.append(table)
    return found
