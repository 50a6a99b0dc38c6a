"""One round of large neighbourhood search: groups of tables set free, each by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from seating.engines.exact.run import solve
from seating.engines.questions import Aim, Improve, Solve
from seating.engines.replies import Answer, Word
from seating.model import Model, penalty_of
from seating.plan import IntArray

__all__ = ["improve"]

THREADS = 2
"""Neighbourhoods solved side by side. It changes the time a round takes, never its result."""


def improve(model: Model, question: Improve) -> Answer:
    """Set each group of tables free by itself, side by side, and keep whatever makes the whole better."""
    now = penalty_of(model, question.tables)
    aim = Aim.BOTH if now.unmet else Aim.PENALTY

    def answer_for(group: IntArray) -> Answer:
        return solve(model, Solve(aim, question.tables, question.seed, question.work, question.seconds, group))

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(answer_for, question.groups))
    best = question.tables
    for answer in answers:
        changed = np.zeros(0, dtype=bool) if answer.tables is None else answer.tables != question.tables
        if answer.tables is not None and changed.any():
            merged = best.copy()
            merged[changed] = answer.tables[changed]
            then = penalty_of(model, merged)
            if then <= now:  # an equal one too: it leads out of dead ends
                best, now = merged, then
    proven = all(answer.word is Word.PROVEN for answer in answers)
    work = sum(answer.work for answer in answers)
    return Answer(Word.PROVEN if proven else Word.UNDECIDED, best, None, None, work)
