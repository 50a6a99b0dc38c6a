"""Whether requirements can hold together: the question that finding a conflict asks again and again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from seating.engines.child import Child
from seating.engines.questions import Aim, Solve, Word
from seating.model import Model
from seating.model.evaluate import shortfalls
from seating.plan import IntArray

__all__ = ["Together"]

QUESTION_WORK = 2.0
"""Work units for one question, after which the answer is None."""


class Together:
    """Answers whether some of a model's requirements, all taken as musts, can hold at once.

    A seating found on the way answers every later question that it settles, without a solve.

    Parameters
    ----------
    model : Model
    child : Child
    known : seatings, shape (persons,) each
        Such as the closest one.
    seed : int
    work : float
        For one question.
    deadline : float or None
        A moment of `time.monotonic`, for each question.
    """

    def __init__(
        self,
        model: Model,
        child: Child,
        known: Iterable[IntArray] = (),
        seed: int = 0,
        work: float = QUESTION_WORK,
        deadline: float | None = None,
    ) -> None:
        self._model = model
        self._child = child
        self._seed = seed
        self._work = work
        self._deadline = deadline
        self._start = np.zeros(model.n_persons, dtype=np.int64)
        self._met: list[frozenset[str]] = []
        for tables in known:
            self._learn(tables)

    def __call__(self, requirement_ids: frozenset[str]) -> bool | None:
        """Return whether they can hold together; None when that stays undecided."""
        if any(requirement_ids <= met for met in self._met):
            return True
        return self._ask(requirement_ids, plainly=False)

    def once_more(self, requirement_ids: frozenset[str]) -> bool | None:
        """Ask the same in another way, for a second opinion: without presolve, with another seed."""
        return self._ask(requirement_ids, plainly=True)

    def _learn(self, tables: IntArray) -> None:
        self._start = tables
        met = np.flatnonzero(shortfalls(self._model, tables) == 0)
        self._met.append(frozenset(self._model.requirement_ids[i] for i in met.tolist()))

    def _ask(self, requirement_ids: frozenset[str], plainly: bool) -> bool | None:
        self._child.load(self._model)
        seed = self._seed + plainly
        question = Solve(Aim.MUSTS, self._start, seed, self._work, plainly=plainly, requirement_ids=requirement_ids)
        answer = self._child.ask(question, self._deadline)
        if answer.tables is not None:
            self._learn(answer.tables)
            return True
        return False if answer.word is Word.NONE else None
