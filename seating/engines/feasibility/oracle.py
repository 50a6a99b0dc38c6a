"""The feasibility oracle: whether some requirements can be met together. Conflict search asks it repeatedly."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from seating.engines.child import Child, ChildDiedError, OutOfTimeError
from seating.engines.limits import FEASIBILITY_ASKED, FEASIBILITY_DIRECT
from seating.engines.local_search.construction import construct
from seating.engines.local_search.lns import lns_rounds, next_round
from seating.engines.messages import Aim, Answer, Improve, Solve, SolveByClasses, SolveStatus
from seating.model import Model, Value, penalty_of
from seating.model.classes import feasibility_classes
from seating.model.evaluate import shortfalls
from seating.model.trivial_bound import least_shortfalls
from seating.plan import IntArray

__all__ = ["ALLOWANCE", "FeasibilityOracle"]

LARGE_WORK = 0.5
"""Work units for the whole of a larger room, or for the rounds."""

COST_WORK = 0.1
"""The same for how little falls short without some musts, which is worth less."""

PATIENCE = 6
"""Rounds without a better seating, see `rounds`."""

QUESTION_WORK = 2.0
"""Work units for one question, after which the answer is None."""

ALLOWANCE = 20.0
"""Work units for all questions together; what is asked after that stays undecided."""

ROUND_WORK = 0.01
"""Work units that a question counts besides the solver's: building programs is work too."""

MOST_DEATHS = 2
"""Deaths of the child after which nothing is asked any more."""


class FeasibilityOracle:
    """Answers whether some of a model's requirements can be met at once.

    Arithmetic answers what it can, and every seating or clash that was found answers later questions
    without a solve. Then the question is asked of the model over classes of persons
    (`person_classes`), and what remains open of the exact engine. No method raises: what cannot be
    decided is None.

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
        self._clashes = [frozenset({model.requirement_ids[i]}) for i in np.flatnonzero(least).tolist()]
        self._known: list[tuple[frozenset[str], IntArray]] = []
        self._learn(np.zeros(model.n_persons, dtype=np.int64))
        for tables in known:
            self._learn(tables)

    @property
    def nearest(self) -> IntArray:
        """The best seating known, as the whole model sees it."""
        return min((tables for _, tables in self._known), key=lambda tables: penalty_of(self._model, tables))

    def __call__(self, requirement_ids: frozenset[str]) -> bool | None:
        """Return whether they can be met together; None if undecided."""
        if self._is_late:
            return None
        if any(requirement_ids <= met for met, _ in self._known):
            return True
        if any(clash <= requirement_ids for clash in self._clashes):
            return False
        answer = self._decided(requirement_ids)
        if answer is False:
            self._clashes.append(requirement_ids)
        return answer

    def once_more(self, requirement_ids: frozenset[str]) -> bool | None:
        """Ask the same in another way, for a second opinion: person by person, without presolve, with another seed.

        A room too large for that is asked about the persons who are alike, without presolve.
        """
        seats = self._model.n_persons * self._model.n_tables
        if seats <= FEASIBILITY_ASKED:
            answer = self._holds(replace(self._question(self._seed + 1, requirement_ids), without_presolve=True))
            if answer is not None:
                return answer
        return self._holds(replace(self._settle(self._seed + 2, requirement_ids), without_presolve=True))

    def approach(self) -> list[str]:
        """Look for a seating that meets more of all musts; return their ids."""
        musts = [self._model.requirement_ids[i] for i in np.flatnonzero(self._model.musts).tolist()]
        if self(frozenset(musts)) is None:
            self._learn(self._nearer(self._model.keeping(musts), self.nearest, Value(0, 0)))
        return musts

    def clash_among(self, requirement_ids: Sequence[str]) -> frozenset[str] | None:
        """Return some of these that cannot hold together, few if possible; None when none were found.

        It begins with what the seating that meets most does not, and adds what the next one, found
        for those, does not meet: so most questions are about few requirements, and small.
        """
        held: frozenset[str] = frozenset()
        while True:
            met = max((met for met, _ in self._known if held <= met), key=len)
            lacking = [identity for identity in requirement_ids if identity not in met and identity not in held]
            if not lacking:
                return None
            held |= frozenset(lacking[: max(1, len(held))])
            answer = self(held)
            if answer is not True:
                return None if answer is None else held

    def shortfall_without(self, requirement_ids: Collection[str]) -> int | None:
        """Return the least that musts fall short by together while all others hold, as far as was found.

        None when no seating was found that meets the others.

        Parameters
        ----------
        requirement_ids : collection of str
            Musts without which the others may hold together.
        """
        musts = {self._model.requirement_ids[i] for i in np.flatnonzero(self._model.musts)}
        rest = frozenset(musts) - frozenset(requirement_ids)
        if self(rest) is False:
            return None
        softened = self._softened(musts, requirement_ids)
        short, clash = least_shortfalls(softened)[~softened.musts], not self(frozenset(musts))
        least = max(int(short.sum()), 1 if clash else 0)  # since they clash, less than 1 cannot be
        begun = min((tables for _, tables in self._known), key=lambda tables: penalty_of(softened, tables))
        if penalty_of(softened, begun) > (0, least):
            begun = self._least(softened, begun, Value(0, least))
        value = penalty_of(softened, begun)
        return None if value.unmet else value.penalty

    def _softened(self, musts: Collection[str], given_up: Collection[str]) -> Model:
        """Return the model of the musts in which some only cost their shortfall."""
        model = self._model.keeping(musts)
        kept = np.array([identity not in given_up for identity in model.requirement_ids], dtype=bool)
        return replace(model, musts=kept, weights=(~kept).astype(np.int64))

    def _least(self, softened: Model, begun: IntArray, enough: Value) -> IntArray:
        if self._is_large:
            begun = min(begun, construct(softened, self._seed), key=lambda tables: penalty_of(softened, tables))
            return self._nearer(softened, begun, enough, COST_WORK)
        answer = self._ask(softened, Solve(Aim.PENALTY, begun, self._seed, self._work))
        return begun if answer is None or answer.tables is None else answer.tables

    @property
    def _is_late(self) -> bool:
        """Whether the time is over; even what is known is not looked up then, of very many questions."""
        return self._deadline is not None and time.monotonic() >= self._deadline

    @property
    def _is_large(self) -> bool:
        return self._model.n_persons * self._model.n_tables > FEASIBILITY_DIRECT

    def _learn(self, tables: IntArray) -> None:
        met = np.flatnonzero(shortfalls(self._model, tables) == 0)
        self._known.append((frozenset(self._model.requirement_ids[i] for i in met.tolist()), tables))

    def _begin(self, requirement_ids: frozenset[str]) -> IntArray:
        """Return the seating from which a question begins: the one that meets most of what is asked about."""
        return max(self._known, key=lambda known: len(known[0] & requirement_ids))[1]

    def _question(self, seed: int, requirement_ids: frozenset[str]) -> Solve:
        work = min(self._work, LARGE_WORK) if self._is_large else self._work
        return Solve(Aim.MUSTS, self._begin(requirement_ids), seed, work, requirement_ids=requirement_ids)

    def _settle(self, seed: int, requirement_ids: frozenset[str]) -> SolveByClasses:
        begun = self._begin(requirement_ids)
        return SolveByClasses(Aim.MUSTS, begun, seed, self._work, requirement_ids=requirement_ids)

    def _decided(self, requirement_ids: frozenset[str]) -> bool | None:
        """Look for a seating that holds these, or for a proof that there is none."""
        model = self._model.keeping(requirement_ids)
        kinds = max(1, len(feasibility_classes(model).members))
        is_spent = self.spent >= self._allowance or self._deaths >= MOST_DEATHS
        seats, seats_by_class = model.n_persons * model.n_tables, kinds * model.n_tables
        if not is_spent and seats_by_class > FEASIBILITY_DIRECT and seats <= FEASIBILITY_ASKED:
            self._learn(construct(model, self._seed))
            if requirement_ids <= self._known[-1][0]:
                return True
        held = None
        if seats_by_class <= FEASIBILITY_ASKED:
            held = self._holds(self._settle(self._seed, requirement_ids))
        if held is None and self._is_large:
            self._learn(self._nearer(model, self._begin(requirement_ids), Value(0, 0)))
            held = True if requirement_ids <= self._known[-1][0] else None
        return self._holds(self._question(self._seed, requirement_ids)) if held is None else held

    def _nearer(self, model: Model, tables: IntArray, enough: Value, work: float = LARGE_WORK) -> IntArray:
        """Return a seating that is better in another model, found a few tables at a time."""
        end = self.spent + min(self._work, work)
        chain = lns_rounds(model, tables, self._seed, PATIENCE)
        question = next(chain, None)
        while question is not None and penalty_of(model, tables) > enough and self.spent < end:
            answer = self._ask(model, question)
            if answer is None:
                break
            tables = tables if answer.tables is None else answer.tables
            question = next_round(chain, answer)
        return tables

    def _holds(self, question: Solve) -> bool | None:
        answer = self._ask(self._model, question)
        if answer is None:
            return None
        if answer.tables is not None:
            self._learn(answer.tables)
            return True
        return False if answer.status is SolveStatus.NONE else None

    def _ask(self, model: Model, question: Solve | Improve) -> Answer | None:
        """Ask the child; None when it cannot be asked, or does not come to an answer."""
        if not isinstance(question, SolveByClasses) and model.n_persons * model.n_tables > FEASIBILITY_ASKED:
            return None
        seconds = None if self._deadline is None else self._deadline - time.monotonic()
        if self.spent >= self._allowance or self._is_late:
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
