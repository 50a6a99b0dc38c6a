"""The feasibility oracle: it decides whether given requirements can be met together. Conflict search calls it often."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from seating.engines.limits import FEASIBILITY_ASKED, FEASIBILITY_DIRECT
from seating.engines.local_search.construction import construct, fill_places
from seating.engines.local_search.lns import lns_rounds, next_round
from seating.engines.messages import Aim, Answer, Improve, Solve, SolveByClasses, SolveStatus
from seating.engines.worker import OutOfTimeError, Worker, WorkerDiedError
from seating.model import Model, Value, penalty_of
from seating.model.classes import feasibility_classes
from seating.model.penalty_of_terms import shortfalls
from seating.model.trivial_bound import clashing_musts, crowding_bound, shortfall_bounds
from seating.room.plan import IntArray
from seating.terms import CountTerm, PlaceTerm

LARGE_WORK = 0.5
"""Work units in large rooms for one direct solve, or for one large neighborhood search."""

COST_WORK = 0.1
"""Work units in large rooms for minimizing the shortfall of dropped musts, which matters less."""

PATIENCE = 6
"""Number of rounds without a better seating after which more tables are set free; see `lns_rounds`."""

QUESTION_WORK = 2.0
"""Work units for one question; beyond that the answer is None."""

ALLOWANCE = 20.0
"""Work units for all questions together; later questions stay undecided."""

ROUND_WORK = 0.01
"""Work units added for each question, because building its model takes work too."""

ROUND_SIZE, LARGEST_ROUND = 4_000, 15
"""Persons × tables up to which building a model takes this work. In larger rooms it takes more in proportion, up to so
many times as much."""

COUNT_WORK = 0.01
"""Work units for answering one question by counting seats, which takes some milliseconds."""

MOST_LATE, MOST_COUNTED_LATE = 200, 64
"""Number of questions that are answered by counting seats after the deadline, and of the requirements of each of them:
enough to confirm a conflict of 64."""

MOST_COMPARED = 20
"""Maximum number of known seatings of which the best is chosen by its value."""

MOST_DEATHS = 2
"""Number of crashes of the worker after which it is not asked again."""


class FeasibilityOracle:
    """Decides whether some of a model's requirements can be met at once.

    Arithmetic and the seatings and clashes found so far answer many questions without a solve.
    Other questions go to the model over classes of persons (`person_classes`), and to the exact engine if that model
    leaves them undecided. No method raises if the worker dies or runs out of time: undecided questions are answered by
    None.

    Parameters
    ----------
    model : Model
    worker : Worker
    known : seatings, shape (persons,) each
        Complete seatings, such as the closest one.
    seed : int
    work : float
        Work units for one question.
    allowance : float
        Work units for all questions.
    deadline : float or None
        A moment of `time.monotonic`, after which nothing is decided.

    Attributes
    ----------
    spent : float
        Work units so far.
    """

    def __init__(
        self,
        model: Model,
        worker: Worker,
        known: Iterable[IntArray] = (),
        seed: int = 0,
        work: float = QUESTION_WORK,
        allowance: float = ALLOWANCE,
        deadline: float | None = None,
    ) -> None:
        self._model = model
        self._worker = worker
        self._seed = seed
        self._work = work
        self._allowance = allowance
        self._deadline = deadline
        self._deaths = 0
        self._late = 0
        self.spent = 0.0
        places = [r for r, term in model.terms if isinstance(term, PlaceTerm)]
        others = {r for r, term in model.terms if not isinstance(term, PlaceTerm | CountTerm)}
        self._about_places = frozenset(model.requirement_ids[r] for r in places)
        self._about_other = frozenset(model.requirement_ids[r] for r in others)
        least = shortfall_bounds(model)
        self._clashes = [frozenset({model.requirement_ids[i]}) for i in np.flatnonzero(least).tolist()]
        self._known: list[tuple[frozenset[str], IntArray]] = []
        self._learn(np.zeros(model.n_persons, dtype=np.int64))
        for tables in known:
            self._learn(tables)

    @property
    def nearest(self) -> IntArray:
        """The best known seating by the value of the whole model."""
        return min((tables for _, tables in self._known), key=lambda tables: penalty_of(self._model, tables))

    def __call__(self, requirement_ids: frozenset[str]) -> bool | None:
        """Return whether these requirements can be met together; None if undecided."""
        if self._is_late:
            self._late += 1
            is_quick = self._late <= MOST_LATE and len(requirement_ids) <= MOST_COUNTED_LATE
            return self._count(requirement_ids) if is_quick else None
        if any(requirement_ids <= met for met, _ in self._known):
            return True
        if any(clash <= requirement_ids for clash in self._clashes):
            return False
        answer = self._count(requirement_ids)
        if answer is None:
            answer = self._decide(requirement_ids)
        if answer is False:
            self._clashes.append(requirement_ids)
        return answer

    def once_more(self, requirement_ids: frozenset[str]) -> bool | None:
        """Answer the same question by an independent solve: one variable per seat, no presolve, another seed.

        If the room is too large or the answer is open, the model over classes is solved without presolve. What counting
        seats rules out is certain without a solve.
        """
        if self._count(requirement_ids) is False:
            return False
        answer = self._holds(replace(self._question(self._seed + 1, requirement_ids), without_presolve=True))
        if answer is not None:
            return answer
        return self._holds(replace(self._class_question(self._seed + 2, requirement_ids), without_presolve=True))

    def approach(self) -> list[str]:
        """Look for a seating that meets more of the musts; return the ids of all musts."""
        musts = [self._model.requirement_ids[i] for i in np.flatnonzero(self._model.musts).tolist()]
        if self(frozenset(musts)) is None:
            self._learn(self._improve(self._model.with_requirements(musts), self.nearest, Value(0, 0)))
        return musts

    def clash_among(self, requirement_ids: Sequence[str]) -> frozenset[str] | None:
        """Return a subset that cannot be met together, small if possible; None if none was found.

        Counting may find one. Otherwise the subset starts with requirements that the best known seating leaves unmet.
        Each time it can be met, the seating found for it shows which requirements to add. As a result, most questions
        are about few requirements.
        """
        if self._is_late:
            return None
        required = clashing_musts(self._asked(frozenset(requirement_ids)))
        if required:
            self._clashes.append(required)
            return required
        while True:
            met = max((met for met, _ in self._known if required <= met), key=len)
            lacking = [identity for identity in requirement_ids if identity not in met and identity not in required]
            if not lacking:
                return None
            required |= frozenset(lacking[: max(1, len(required))])
            answer = self(required)
            if answer is not True:
                return None if answer is None else required

    def shortfall_without(self, requirement_ids: Collection[str]) -> int | None:
        """Return the smallest total shortfall found for some musts in seatings that meet all other musts.

        It is None if no seating was found that meets the others.

        Parameters
        ----------
        requirement_ids : collection of str
            The musts that may fall short.
        """
        musts = {self._model.requirement_ids[i] for i in np.flatnonzero(self._model.musts)}
        rest = frozenset(musts) - frozenset(requirement_ids)
        if self(rest) is False:
            return None
        softened = self._softened(musts, requirement_ids)
        short, clash = shortfall_bounds(softened)[~softened.musts], not self(frozenset(musts))
        least = max(int(short.sum()), 1 if clash else 0)  # the musts clash, so at least one unit is unmet
        begun = min(self._most_met(rest), key=lambda tables: penalty_of(softened, tables))
        if penalty_of(softened, begun) > (0, least):
            begun = self._minimize(softened, begun, Value(0, least))
        value = penalty_of(softened, begun)
        return None if value.unmet else value.penalty

    def _softened(self, musts: Collection[str], given_up: Collection[str]) -> Model:
        """Return the model of the musts; those given up become wishes of weight 1."""
        model = self._model.with_requirements(musts)
        kept = np.array([identity not in given_up for identity in model.requirement_ids], dtype=bool)
        return replace(model, musts=kept, weights=(~kept).astype(np.int64))

    def _minimize(self, softened: Model, begun: IntArray, enough: Value) -> IntArray:
        if self._is_large:
            begun = min(begun, construct(softened, self._seed), key=lambda tables: penalty_of(softened, tables))
            return self._improve(softened, begun, enough, COST_WORK)
        answer = self._ask(softened, Solve(Aim.PENALTY, begun, self._seed, self._work))
        return begun if answer is None or answer.tables is None else answer.tables

    @property
    def _is_late(self) -> bool:
        """Whether the deadline has passed. Then known answers are not looked up either: there may be many questions."""
        return self._deadline is not None and time.monotonic() >= self._deadline

    @property
    def _may_ask(self) -> bool:
        """Whether work is left for another question, and the worker has not died too often."""
        return self.spent < self._allowance and self._deaths < MOST_DEATHS

    @property
    def _is_large(self) -> bool:
        return self._model.n_persons * self._model.n_tables > FEASIBILITY_DIRECT

    def _learn(self, tables: IntArray) -> None:
        met = np.flatnonzero(shortfalls(self._model, tables) == 0)
        self._known.append((frozenset(self._model.requirement_ids[i] for i in met.tolist()), tables))

    def _most_met(self, requirement_ids: frozenset[str]) -> list[IntArray]:
        """Return the known seatings that meet these requirements, or else one that meets most of them.

        There may be hundreds, and each takes as long to value as it has requirements. Those that meet most come first.
        """
        meeting = sorted(
            (known for known in self._known if requirement_ids <= known[0]), key=lambda known: -len(known[0])
        )
        return [tables for _, tables in meeting[:MOST_COMPARED]] or [self._begin(requirement_ids)]

    def _begin(self, requirement_ids: frozenset[str]) -> IntArray:
        """Return the start for a question: the known seating that meets most of its requirements."""
        return max(self._known, key=lambda known: len(known[0] & requirement_ids))[1]

    def _question(self, seed: int, requirement_ids: frozenset[str]) -> Solve:
        work = min(self._work, LARGE_WORK) if self._is_large else self._work
        return Solve(Aim.MUSTS, self._begin(requirement_ids), seed, work, requirement_ids=requirement_ids)

    def _class_question(self, seed: int, requirement_ids: frozenset[str]) -> SolveByClasses:
        begun = self._begin(requirement_ids)
        return SolveByClasses(Aim.MUSTS, begun, seed, self._work, requirement_ids=requirement_ids)

    def _asked(self, requirement_ids: frozenset[str]) -> Model:
        """Return the model in which these requirements are musts, and there are no others."""
        model = self._model.with_requirements(requirement_ids)
        return replace(model, musts=np.ones_like(model.musts))

    def _count(self, requirement_ids: frozenset[str]) -> bool | None:
        """Answer a question by counting who may sit where and the seats there; None if that does not decide it."""
        if self.spent >= self._allowance or self._about_places.isdisjoint(requirement_ids):
            return None
        self.spent += COUNT_WORK
        model = self._asked(requirement_ids)
        if crowding_bound(model):
            return False
        if self._about_other.isdisjoint(requirement_ids):
            tables = fill_places(model)
            if not shortfalls(model, tables).any():
                self._learn(tables)
                return True
        return None

    def _decide(self, requirement_ids: frozenset[str]) -> bool | None:
        """Look for a seating that meets these requirements, or for a proof that there is none."""
        if not self._may_ask:
            return None
        model = self._model.with_requirements(requirement_ids)
        kinds = max(1, len(feasibility_classes(model).members))
        size, size_by_class = model.n_persons * model.n_tables, kinds * model.n_tables
        if size_by_class > FEASIBILITY_DIRECT and size <= FEASIBILITY_ASKED:
            self._learn(construct(model, self._seed))
            self.spent += size / FEASIBILITY_ASKED  # about a second in the largest rooms
            if requirement_ids <= self._known[-1][0]:
                return True
        is_met = None
        if size_by_class <= FEASIBILITY_ASKED:
            is_met = self._holds(self._class_question(self._seed, requirement_ids))
        if is_met is None and self._is_large:
            self._learn(self._improve(model, self._begin(requirement_ids), Value(0, 0)))
            is_met = True if requirement_ids <= self._known[-1][0] else None
        return self._holds(self._question(self._seed, requirement_ids)) if is_met is None else is_met

    def _improve(self, model: Model, tables: IntArray, enough: Value, work: float = LARGE_WORK) -> IntArray:
        """Return a seating at least as good by the given model, found by large neighborhood search."""
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
        """Ask the worker; None if it may not be asked, dies, or runs out of time."""
        if not isinstance(question, SolveByClasses) and model.n_persons * model.n_tables > FEASIBILITY_ASKED:
            return None
        seconds = None if self._deadline is None else self._deadline - time.monotonic()
        if not self._may_ask or self._is_late:
            return None
        try:
            self._worker.load(model)
            answer = self._worker.ask(replace(question, seconds=seconds), self._deadline)
        except WorkerDiedError:
            self._deaths += 1
            return None
        except OutOfTimeError:
            return None
        self.spent += answer.work + ROUND_WORK * min(
            max(1.0, model.n_persons * model.n_tables / ROUND_SIZE), LARGEST_ROUND
        )
        return answer
