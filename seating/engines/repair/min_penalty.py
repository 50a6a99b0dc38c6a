"""The least penalty with at most so many moves: all at once in a small room, else a few tables at a time."""

from __future__ import annotations

import time

import numpy as np

from seating.engines.child import Child, ChildDiedError, OutOfTimeError
from seating.engines.local_search.incremental import IncrementalCosts
from seating.engines.local_search.lns import Rule, choose
from seating.engines.messages import Aim, Moves, Solve, SolveStatus
from seating.engines.repair.baseline import Former
from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["least_penalty", "with_others_moved"]

SMALL = 600
"""Seats (persons times tables) up to which the whole room is set free."""

FREE = 4
"""Tables set free together in a larger room."""

ROUND_WORK = 0.3
"""Work units that one round may take."""

PATIENCE = 3
"""Rounds without a better seating after which it ends, for each move that may still be made besides those made:
one is counted when there are none."""

MOST_PATIENCE = 12
"""The most of these rounds."""

RULES = (Rule.WORST, Rule.RELATED, Rule.RANDOM)
"""How the tables are picked that are set free besides those which a move concerns."""

BUILDING_WORK = 0.02
"""Work units that a question counts besides the solver's: building programs is work too."""


def least_penalty(
    model: Model,
    former: Former,
    tables: IntArray,
    most: int,
    child: Child,
    seed: int,
    work: float,
    deadline: float | None = None,
) -> IntArray:
    """Return a seating that meets the musts with at most so many moves, and no higher a penalty.

    Parameters
    ----------
    model : Model
    former : Former
    tables : int array, shape (persons,)
        A complete seating that meets the musts with at most `most` moves.
    most : int
    child : Child
    seed : int
    work : float
        Work units at most.
    deadline : float or None
        A moment of `time.monotonic`.
    """
    spent, idle, turn = 0.0, 0, 0
    tables = with_others_moved(model, former, tables)
    moves, rng = Moves(former.stays, most), np.random.default_rng([seed, 2])
    penalty = penalty_of(model, tables).penalty
    child.load(model)
    patience = min(MOST_PATIENCE, PATIENCE * max(1, most - former.moves(tables)))
    while penalty and idle < patience and spent < work:
        is_whole = turn == 0 and model.n_persons * model.n_tables <= SMALL
        free = None if is_whole else _set_free(model, former, tables, RULES[turn % len(RULES)], rng)
        seconds = None if deadline is None else max(0.01, deadline - time.monotonic())
        share = work if is_whole else min(ROUND_WORK, work - spent)
        question = Solve(Aim.PENALTY, tables, seed + turn, share, seconds, free, below=penalty, moves=moves)
        try:
            answer = child.ask(question, deadline)
        except (ChildDiedError, OutOfTimeError):
            break
        spent, idle, turn = spent + answer.work + BUILDING_WORK, idle + 1, turn + 1
        if answer.tables is not None and penalty_of(model, answer.tables) < (0, penalty):
            tables, penalty, idle = answer.tables, penalty_of(model, answer.tables).penalty, 0
        if (free is None or len(free) == model.n_tables) and answer.status in {SolveStatus.PROVEN, SolveStatus.NONE}:
            break
    return tables


def _set_free(model: Model, former: Former, tables: IntArray, rule: Rule, rng: np.random.Generator) -> IntArray:
    """Return tables to set free together: some that a move or a newcomer concerns, and others by a rule."""
    changed = tables != former.tables
    touched = np.union1d(tables[changed], former.tables[changed & (former.tables >= 0)])
    some = rng.permutation(touched)[: FREE - FREE // 3]
    others = choose(rule, IncrementalCosts.of(model, tables), FREE, 1, rng)[0]
    others = rng.permutation(np.setdiff1d(others, some))[: FREE - len(some)]
    return np.union1d(some, others).astype(np.int64)


MOST_TRIES = 2_500
"""How often a person's prices are asked for, at most."""


def with_others_moved(model: Model, former: Former, tables: IntArray) -> IntArray:
    """Return a seating with no more moves, no more unmet musts and no higher a penalty.

    Newcomers and movers are tried at every table; then each mover is sent home and whoever does best
    instead moves, until nothing comes of it.

    Parameters
    ----------
    model : Model
    former : Former
    tables : int array, shape (persons,)
        Complete.
    """
    counts, left = IncrementalCosts.of(model, tables), MOST_TRIES
    is_better = True
    while is_better and left > 0:
        is_better = False
        concerned = np.flatnonzero((former.tables < 0) | (former.tables != counts.tables)).tolist()
        for person in concerned:
            is_better |= _seated_better(counts, person)
        movers = [person for person in concerned if former.tables[person] >= 0]
        for person in movers[: max(0, left // model.n_persons)]:
            left -= model.n_persons
            is_better |= _another_moved(counts, former, person)
    return counts.tables


def _seated_better(counts: IncrementalCosts, person: int) -> bool:
    """Seat a person whose seat is no new move anywhere where it costs least; return whether that is another seat."""
    here = counts.take(person)
    prices = counts.prices(person)
    best = int(prices.argmin())
    is_better = bool(prices[best] < prices[here])
    counts.put(person, best if is_better else here)
    return is_better


def _another_moved(counts: IncrementalCosts, former: Former, person: int) -> bool:
    """Send a mover home and move whoever does best instead; return whether that costs less."""
    home = int(former.tables[person])
    there = counts.take(person)
    prices = counts.prices(person)
    counts.put(person, home)
    best, mover, seat = 0, person, there
    sent_home = int(prices[home] - prices[there])
    for other in range(counts.model.n_persons):
        if other == person:
            continue
        here = counts.take(other)
        theirs = counts.prices(other)
        counts.put(other, here)
        table = int(theirs.argmin())
        if sent_home + int(theirs[table] - theirs[here]) < best:
            best, mover, seat = sent_home + int(theirs[table] - theirs[here]), other, table
    counts.take(mover)
    counts.put(mover, seat)
    return best < 0
