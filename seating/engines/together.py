"""Whether requirements can hold together: the question that finding a conflict asks again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from seating.engines.child import Child
from seating.engines.questions import Aim, Solve, Word
from seating.engines.start import start
from seating.model import Model, penalty_of
from seating.model.evaluate import shortfalls
from seating.plan import IntArray

__all__ = ["Together"]

QUESTION_WORK = 2.0
"""Work units for one question, after which the answer is None."""


class Together:
    """Answers whether some of a model's musts can hold at once.

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
        self._known: list[tuple[frozenset[str], IntArray]] = []
        for tables in known:
            self._learn(tables)

    def __call__(self, requirement_ids: frozenset[str]) -> bool | None:
        """Return whether they can hold together; None when that stays undecided."""
        if any(requirement_ids <= met for met, _ in self._known):
            return True
        return self._ask(self._question(self._seed, requirement_ids))

    def once_more(self, requirement_ids: frozenset[str]) -> bool | None:
        """Ask the same in another way, for a second opinion: without presolve, with another seed."""
        return self._ask(replace(self._question(self._seed + 1, requirement_ids), plainly=True))

    def shortfall_without(self, requirement_id: str) -> int | None:
        """Return the least a must falls short by while all other musts hold, as far as was found.

        It is asked about musts that cannot all hold. None when no seating was found that meets the others.
        """
        model = self._model.keeping({self._model.requirement_ids[i] for i in np.flatnonzero(self._model.musts)})
        number = model.requirement_ids.index(requirement_id)
        musts, weights = model.musts.copy(), model.weights.copy()
        musts[number], weights[number] = False, 1
        softened = replace(model, musts=musts, weights=weights)
        begun = min([start(softened, self._seed), *(t for _, t in self._known)], key=lambda t: penalty_of(softened, t))
        value = penalty_of(softened, begun)
        found = [value.penalty] if value.unmet == 0 else []
        if not found or min(found) > 1:  # since they clash, 1 cannot be beaten
            self._child.load(softened)
            question = Solve(Aim.PENALTY, begun, self._seed, self._work)
            answer = self._child.ask(question, self._deadline)
            if answer.tables is not None:
                found.append(penalty_of(softened, answer.tables).penalty)
        return min(found, default=None)

    def _learn(self, tables: IntArray) -> None:
        self._start = tables
        met = np.flatnonzero(shortfalls(self._model, tables) == 0)
        self._known.append((frozenset(self._model.requirement_ids[i] for i in met.tolist()), tables))

    def _question(self, seed: int, requirement_ids: frozenset[str]) -> Solve:
        return Solve(Aim.MUSTS, self._start, seed, self._work, requirement_ids=requirement_ids)

    def _ask(self, question: Solve) -> bool | None:
        self._child.load(self._model)
        answer = self._child.ask(question, self._deadline)
        if answer.tables is not None:
            self._learn(answer.tables)
            return True
        return False if answer.word is Word.NONE else None
