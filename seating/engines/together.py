"""Whether requirements can hold together: the question that finding a conflict asks again and again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from seating.engines.child import Child, ChildDiedError, OutOfTimeError
from seating.engines.questions import Aim, Improve, Solve
from seating.engines.replies import Answer, Word
from seating.engines.rounds import following, rounds
from seating.engines.start import start
from seating.model import Model, Value, penalty_of
from seating.model.evaluate import shortfalls
from seating.model.least import least_shortfalls
from seating.plan import IntArray

__all__ = ["Together"]

GLANCE = 0.1
"""Work units for a first look, in which most clashes show."""

SMALL = 2_000
"""Seats (persons times tables) up to which rounds of a few tables are no quicker than the whole room."""

LARGE_WORK = 0.5
"""Work units for the whole of such a room, or for the rounds."""

PATIENCE = 6
"""Rounds without a better seating, see `rounds`."""

QUESTION_WORK = 2.0
"""Work units for one question, after which the answer is None."""

ALLOWANCE = 20.0
"""Work units for all questions together; what is asked after that stays undecided."""

ROUND_WORK = 0.01
"""Work units that a question counts besides the solver's: building programs is work too."""

SETTLED = 150_000
"""Seats (persons times tables) of a room up to which the solver is asked at all."""

MOST_DEATHS = 2
"""Deaths of the child after which nothing is asked any more."""


class Together:
    """Answers whether some of a model's musts can hold at once.

    Arithmetic answers what it can, and a seating found on the way answers every later question that
    it settles, without a solve. Nothing here raises: what cannot be found out stays undecided.

    Parameters
    ----------
    model : Model
    child : Child
    known : seatings, shape (persons,) each
        Such as the closest one; the last one is where the search begins.
    seed : int
    work : float
        For one question.
    allowance : float
        Work units for all questions.
    deadline : float or None
        A moment of `time.monotonic`, for all questions.

    Attributes
    ----------
    spent : float
        Work units so far.
    """

    def __init__(
        self,
        model: Model,
        child: Child,
        known: Iterable[IntArray] = (),
        seed: int = 0,
        work: float = QUESTION_WORK,
        allowance: float = ALLOWANCE,
        deadline: float | None = None,
    ) -> None:
        self._model = model
        self._child = child
        self._seed = seed
        self._work = work
        self._allowance = allowance
        self._deadline = deadline
        self._deaths = 0
        self.spent = 0.0
        least = least_shortfalls(model)
        self._refuted = {model.requirement_ids[i] for i in np.flatnonzero(least).tolist()}
        self._known: list[tuple[frozenset[str], IntArray]] = []
        self._learn(np.zeros(model.n_persons, dtype=np.int64))
        for tables in known:
            self._learn(tables)

    @property
    def nearest(self) -> IntArray:
        """The best seating known, as the whole model sees it."""
        return min((tables for _, tables in self._known), key=lambda tables: penalty_of(self._model, tables))

    def __call__(self, requirement_ids: frozenset[str]) -> bool | None:
        """Return whether they can hold together; None when that stays undecided."""
        if any(requirement_ids <= met for met, _ in self._known):
            return True
        if requirement_ids & self._refuted:
            return False
        return self._decided(requirement_ids)

    def once_more(self, requirement_ids: frozenset[str]) -> bool | None:
        """Ask the same in another way, for a second opinion: without presolve, with another seed."""
        question = replace(self._question(self._seed + 1, requirement_ids), plainly=True)
        return self._holds(question)

    def approach(self) -> list[str]:
        """Look for a seating that meets more of all musts; return their ids."""
        musts = [self._model.requirement_ids[i] for i in np.flatnonzero(self._model.musts).tolist()]
        self._learn(self._nearer(self._model.keeping(musts), self._known[-1][1], Value(0, 0)))
        return musts

    def clash_among(self, requirement_ids: Sequence[str]) -> frozenset[str] | None:
        """Return some of these that cannot hold together, few if possible; None when none were found.

        It begins with what the last seating found does not meet, and adds what the next one, found
        for those, does not meet: so most questions are about few requirements, and small.
        """
        held: frozenset[str] = frozenset()
        while True:
            met = next(met for met, _ in reversed(self._known) if held <= met)
            lacking = [identity for identity in requirement_ids if identity not in met and identity not in held]
            if not lacking:
                return None
            held |= frozenset(lacking[: max(1, len(held))])
            answer = self(held)
            if answer is not True:
                return None if answer is None else held

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
        least = max(1, int(least_shortfalls(softened)[number]))  # since they clash, less than 1 cannot be
        if self._is_large:
            begun = self._nearer(softened, begun, Value(0, least))
        elif penalty_of(softened, begun) > (0, least):
            answer = self._ask(softened, Solve(Aim.PENALTY, begun, self._seed, self._work))
            begun = begun if answer is None or answer.tables is None else answer.tables
        value = penalty_of(softened, begun)
        return None if value.unmet else value.penalty

    @property
    def _is_large(self) -> bool:
        return self._model.n_persons * self._model.n_tables > SMALL

    def _learn(self, tables: IntArray) -> None:
        met = np.flatnonzero(shortfalls(self._model, tables) == 0)
        self._known.append((frozenset(self._model.requirement_ids[i] for i in met.tolist()), tables))

    def _question(self, seed: int, requirement_ids: frozenset[str]) -> Solve:
        return Solve(Aim.MUSTS, self._known[-1][1], seed, self._work, requirement_ids=requirement_ids)

    def _decided(self, requirement_ids: frozenset[str]) -> bool | None:
        """Look for a seating that holds these, or for a proof that there is none."""
        if self._is_large:
            self._learn(start(self._model.keeping(requirement_ids), self._seed))
            if requirement_ids <= self._known[-1][0]:
                return True
        question = self._question(self._seed, requirement_ids)
        if self._is_large:
            held = self._holds(replace(question, work=min(self._work, GLANCE)))
            if held is None:
                model = self._model.keeping(requirement_ids)
                self._learn(self._nearer(model, self._known[-1][1], Value(0, 0)))
                held = True if requirement_ids <= self._known[-1][0] else None
            if held is not None:
                return held
            question = replace(question, work=min(self._work, LARGE_WORK))
        return self._holds(question)

    def _nearer(self, model: Model, tables: IntArray, enough: Value) -> IntArray:
        """Return a seating that is better in another model, found a few tables at a time."""
        end = self.spent + min(self._work, LARGE_WORK)
        chain = rounds(model, tables, self._seed, PATIENCE)
        question = next(chain, None)
        while question is not None and penalty_of(model, tables) > enough and self.spent < end:
            answer = self._ask(model, question)
            if answer is None:
                break
            tables = tables if answer.tables is None else answer.tables
            question = following(chain, answer)
        return tables

    def _holds(self, question: Solve) -> bool | None:
        answer = self._ask(self._model, question)
        if answer is None:
            return None
        if answer.tables is not None:
            self._learn(answer.tables)
            return True
        return False if answer.word is Word.NONE else None

    def _ask(self, model: Model, question: Solve | Improve) -> Answer | None:
        """Ask the child; None when it cannot be asked, or does not come to an answer."""
        seats = model.n_persons * model.n_tables
        seconds = None if self._deadline is None else self._deadline - time.monotonic()
        if seats > SETTLED or self.spent >= self._allowance or (seconds is not None and seconds <= 0):
            return None
        if self._deaths >= MOST_DEATHS:
            return None
        try:
            self._child.load(model)
            answer = self._child.ask(replace(question, seconds=seconds), self._deadline)
        except ChildDiedError:
            self._deaths += 1
            return None
        except OutOfTimeError:
            return None
        self.spent += answer.work + ROUND_WORK
        return answer
