"""The lowest penalty within a number of moves: a small room at once, a larger one a few tables at a time.

A larger room is searched by large neighborhoods (P. Shaw, "Using Constraint Programming and Local Search Methods to
Solve Vehicle Routing Problems", CP 1998): all seats are fixed except those at a few tables. `refine` first trades
movers for better ones without a solver.
"""

from __future__ import annotations

import time

import numpy as np

from seating.engines.limits import REPAIR_WHOLE
from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.local_search.lns import Rule, choose
from seating.engines.messages import Aim, Moves, Solve, SolveStatus
from seating.engines.repair.baseline import Baseline
from seating.engines.worker import OutOfTimeError, Worker, WorkerDiedError
from seating.model import Model, penalty_of
from seating.model.units import units_of
from seating.room.plan import IntArray

FREE = 4
"""Number of tables that a round sets free in a larger room."""

ROUND_WORK = 0.3
"""Work units for one round."""

PATIENCE = 3
"""Number of rounds without a better seating after which the search ends, for each move that is still allowed; at least
one move is counted."""

MOST_PATIENCE = 12
"""Maximum number of rounds without a better seating, however many moves are still allowed."""

RULES = (Rule.WORST, Rule.RELATED, Rule.RANDOM)
"""The rules by which further tables are chosen, in addition to those that moves concern."""

BUILDING_WORK = 0.02
"""Work units charged for building a model, in addition to those of the solver."""


FORBIDDEN = 2**62
"""The price of a seat that takes too many moves."""

MOST_TRIES = 2_500
"""Maximum number of times that `refine` computes the prices of a person's seats."""


def reduce_penalty(
    model: Model,
    baseline: Baseline,
    tables: IntArray,
    most: int,
    worker: Worker,
    seed: int,
    work: float,
    deadline: float | None = None,
) -> IntArray:
    """Return a seating that meets the musts with at most a given number of moves and no higher penalty.

    Parameters
    ----------
    model : Model
    baseline : Baseline
        The earlier seating.
    tables : int array, shape (persons,)
        A complete seating that meets the musts with at most `most` moves.
    most : int
    worker : Worker
    seed : int
    work : float
        Maximum number of work units.
    deadline : float or None
        A moment of `time.monotonic`.
    """
    units = units_of(model)
    if units is not None:
        begun, asked = units.seats_of_units(tables), (units.model, baseline.joined(units))
        return units.seats_of_persons(_reduce(*asked, begun, most, worker, seed, work, deadline))
    return _reduce(model, baseline, tables, most, worker, seed, work, deadline)


def _reduce(
    model: Model,
    baseline: Baseline,
    tables: IntArray,
    most: int,
    worker: Worker,
    seed: int,
    work: float,
    deadline: float | None,
) -> IntArray:
    """Return what `reduce_penalty` returns, for a room of persons or of units."""
    spent, idle, turn = 0.0, 0, 0
    tables = refine(model, baseline, tables)
    moves, rng = Moves(baseline.counted, most), np.random.default_rng([seed, 2])
    penalty = penalty_of(model, tables).penalty
    worker.load(model)
    patience = min(MOST_PATIENCE, PATIENCE * max(1, most - baseline.moves(tables)))
    while penalty and idle < patience and spent < work:
        is_whole = turn == 0 and model.n_persons * model.n_tables <= REPAIR_WHOLE
        free = None if is_whole else _choose_tables(model, baseline, tables, RULES[turn % len(RULES)], rng)
        seconds = None if deadline is None else max(0.01, deadline - time.monotonic())
        share = work if is_whole else min(ROUND_WORK, work - spent)
        question = Solve(Aim.PENALTY, tables, seed + turn, share, seconds, free, below=penalty, moves=moves)
        try:
            answer = worker.ask(question, deadline)
        except (WorkerDiedError, OutOfTimeError):
            break
        spent, idle, turn = spent + answer.work + BUILDING_WORK, idle + 1, turn + 1
        if answer.tables is not None and penalty_of(model, answer.tables) < (0, penalty):
            tables, penalty, idle = answer.tables, penalty_of(model, answer.tables).penalty, 0
        if (free is None or len(free) == model.n_tables) and answer.status in {SolveStatus.PROVEN, SolveStatus.NONE}:
            break
    return tables


def _choose_tables(
    model: Model, baseline: Baseline, tables: IntArray, rule: Rule, rng: np.random.Generator
) -> IntArray:
    """Return the tables to set free: some that people leave or join, and others chosen by a rule."""
    changed = tables != baseline.tables
    touched = np.union1d(tables[changed], baseline.tables[changed & (baseline.tables >= 0)])
    some = rng.permutation(touched)[: FREE - FREE // 3]
    others = choose(rule, IncrementalCosts.of(model, tables), FREE, 1, rng)[0]
    others = rng.permutation(np.setdiff1d(others, some))[: FREE - len(some)]
    return np.union1d(some, others).astype(np.int64)


def refine(model: Model, baseline: Baseline, tables: IntArray) -> IntArray:
    """Return a seating with no more moves, no more unmet musts and no higher penalty.

    Newcomers and movers are tried at every table. Then each mover is put back, and the person whose move improves the
    seating most moves instead. Both are repeated until nothing improves.

    Parameters
    ----------
    model : Model
    baseline : Baseline
        The earlier seating.
    tables : int array, shape (persons,)
        Complete.
    """
    counts, left = IncrementalCosts.of(model, tables), MOST_TRIES
    is_better = True
    while is_better and left > 0:
        is_better = False
        concerned = np.flatnonzero((baseline.tables < 0) | (baseline.tables != counts.tables)).tolist()
        for person in concerned:
            is_better |= _improve_seat(counts, baseline, person)
        movers = [person for person in concerned if baseline.tables[person] >= 0]
        for person in movers[: max(0, left // model.n_persons)]:
            left -= model.n_persons
            is_better |= _replace_mover(counts, baseline, person)
    return counts.tables


def _improve_seat(counts: IncrementalCosts, baseline: Baseline, person: int) -> bool:
    """Put a newcomer or mover at the cheapest table that takes no more moves; return whether it is another one."""
    here = counts.take(person)
    moves = baseline.counted[person]
    prices = np.where(moves <= moves[here], counts.prices(person), FORBIDDEN)
    best = int(prices.argmin())
    is_better = bool(prices[best] < prices[here])
    counts.put(person, best if is_better else here)
    return is_better


def _replace_mover(counts: IncrementalCosts, baseline: Baseline, person: int) -> bool:
    """Put a mover back and move the person who then improves the seating most; return whether it improved."""
    home = int(baseline.tables[person])
    there = counts.take(person)
    prices = counts.prices(person)
    counts.put(person, home)
    best, mover, seat = 0, person, there
    freed = baseline.counted[person, there] - baseline.counted[person, home]
    sent_home = int(prices[home] - prices[there])
    for other in range(counts.model.n_persons):
        if other == person:
            continue
        here = counts.take(other)
        more = baseline.counted[other] - baseline.counted[other, here]
        theirs = np.where(more <= freed, counts.prices(other), FORBIDDEN)
        counts.put(other, here)
        table = int(theirs.argmin())
        if sent_home + int(theirs[table] - theirs[here]) < best:
            best, mover, seat = sent_home + int(theirs[table] - theirs[here]), other, table
    counts.take(mover)
    counts.put(mover, seat)
    return best < 0
