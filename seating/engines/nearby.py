"""A better seating near a given one: a few tables set free at a time, for questions about a seating that is there."""

from __future__ import annotations

import time

from seating.engines.child import Child, ChildDiedError, OutOfTimeError
from seating.engines.rounds import following, rounds
from seating.model import Model
from seating.plan import IntArray

__all__ = ["nearby"]

ROUND_WORK = 0.01
"""Work units that a round counts besides the solver's: building programs is work too."""

PATIENCE = 6
"""Rounds without a better seating, see `rounds`."""


def nearby(
    model: Model, tables: IntArray, child: Child, seed: int, work: float, deadline: float | None = None
) -> IntArray:
    """Return a seating at least as good as the one given; the musts first, then the penalty.

    Parameters
    ----------
    model : Model
    tables : int array, shape (persons,)
        Complete.
    child : Child
    seed : int
    work : float
        Work units at most.
    deadline : float or None
        A moment of `time.monotonic`.
    """
    spent = 0.0
    chain = rounds(model, tables, seed, PATIENCE)
    question = next(chain, None)
    child.load(model)
    while question is not None and spent < work and (deadline is None or time.monotonic() < deadline):
        try:
            answer = child.ask(question, deadline)
        except (ChildDiedError, OutOfTimeError):
            break
        spent += answer.work + ROUND_WORK
        tables = tables if answer.tables is None else answer.tables
        question = following(chain, answer)
    return tables
