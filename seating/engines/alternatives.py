"""A seating that is nearly as good as others, and as different from them as possible.

Two seatings differ by the pairs of persons who share a table (`count_company`). The search keeps to the musts and to a
limit on the penalty, and minimizes the pairs that earlier seatings have as well. This is modeling to generate
alternatives, as in E. D. Brill, S.-Y. Chang and L. D. Hopkins, "Modeling to Generate Alternatives: The HSJ Approach",
Management Science 28, 1982.

Annealing knows no limit on the penalty, so it gets a price for a penalty point, in pairs. The price is doubled when a
seating is over the limit and halved when it is not. Large neighborhoods with CP-SAT, which knows the limit, then make
the seating more different, and in small rooms CP-SAT proves that none is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import comb
from typing import NamedTuple

import numpy as np

from seating.engines.budget import USUAL_JOBS
from seating.engines.limits import ALTERNATIVE_PROVEN
from seating.engines.messages import Aim, Anneal, Answer, Engine, Limit, Solve, SolveStatus
from seating.engines.worker import Worker, WorkerDiedError
from seating.model import Model, Value, penalty_of
from seating.model.units import units_of
from seating.plan import IntArray
from seating.terms import NO_LIMIT, CountTerm, SharedTerm, Term
from seating.terms.base import NOBODY

ANNEALINGS = 5
"""Number of prices tried."""

FIRST_PRICE = 16
"""The first price of a penalty point, in pairs."""

ANNEALING_SHARE = 0.2
"""Share of the work for annealing, in rooms too large for a proof."""

FREE_SIZE = 250
"""Maximum number of persons times tables that a round of large neighborhood search sets free; at least two tables."""

STRESS = 4
"""Weight of a pair of the earlier seating that is most like the new one; of the others it is 1."""

PATIENCE = 5
"""The search ends when every table was free about this many times without a better seating."""

ROUND_WORK = 0.15
"""Maximum work units for one such round."""

BUILDING_WORK = 0.02
"""Work units charged for building a model, in addition to those of the solver."""

CONFIRMING_WORK = 1.0
"""Least work units for the second solver run that has to confirm a proof."""

COMPANY = "company kept from seating"
SIZES = "sizes of tables"
"""Beginnings of the ids of requirements that this search adds; ids that users write have no spaces."""


@dataclass(frozen=True, eq=False, slots=True)
class Alternative:
    """The most different seating that was found.

    Attributes
    ----------
    tables : int array, shape (persons,)
    is_proven : bool
        Whether no seating that meets the musts and the limit differs more from the earlier one that is most like it.
    """

    tables: IntArray
    is_proven: bool


class Company(NamedTuple):
    """The pairs of persons who share a table in two seatings."""

    one: int
    other: int
    both: int

    @property
    def similarity(self) -> Fraction:
        """The share of the pairs that share a table in both seatings, of those who do so in at least one."""
        either = self.one + self.other - self.both
        return Fraction(self.both, either) if either else Fraction(1)


def count_company(tables: IntArray, other: IntArray) -> Company:
    """Return how many pairs of persons share a table in two seatings, each of shape (persons,)."""
    both = tables * (int(other.max(initial=0)) + 1) + other
    return Company(*(int((n * (n - 1) // 2).sum()) for n in map(np.bincount, (tables, other, both))))


def similarity(tables: IntArray, earlier: Sequence[IntArray]) -> Fraction:
    """Return the similarity of a seating to the one among earlier seatings that is most like it."""
    return max(count_company(tables, other).similarity for other in earlier)


def find_alternative(
    model: Model,
    earlier: Sequence[IntArray],
    most: Value,
    worker: Worker,
    seed: int,
    work: float,
    jobs: int = USUAL_JOBS,
) -> Alternative | None:
    """Return a seating of at most a given value that differs from earlier ones as much as possible; None for none.

    Parameters
    ----------
    model : Model
    earlier : sequence of int array, each of shape (persons,)
        Complete seatings, at least one; the first keeps to `most`.
    most : Value
        The largest value that the seating may have.
    worker : Worker
        The worker for the exact engine.
    seed : int
    work : float
        Maximum number of work units.
    jobs : int
        Number of annealing chains in parallel; the result depends on it.
    """
    search = _Search(model, earlier, most, worker, seed, work, jobs)
    search.go()
    return None if search.similarity == 1 else Alternative(search.tables, search.is_proven)


class _Search:
    """One search for the most different seating."""

    def __init__(
        self, model: Model, earlier: Sequence[IntArray], most: Value, worker: Worker, seed: int, work: float, jobs: int
    ) -> None:
        self.model, self.earlier, self.most = model, earlier, most
        self.tables, self.similarity = earlier[0], Fraction(1)
        self.is_proven = False
        self._worker, self._seed, self._left, self._jobs = worker, seed, work, jobs
        self._units = None if most.unmet else units_of(model)  # a seating that breaks musts may part units

    def go(self) -> None:
        """Search; afterwards `tables`, `similarity` and `is_proven` say what was found."""
        n_persons = self.model.n_persons if self._units is None else self._units.model.n_persons
        size = n_persons * self.model.n_tables
        is_small = size <= ALTERNATIVE_PROVEN and not self.most.unmet and not self.model.may_be_empty.any()
        try:
            if is_small:
                self._prove(0.5 * self._left)
            if not self.is_proven:
                nearest = self._anneal(ANNEALING_SHARE * self._left)
                if not self.most.unmet:
                    self._improve_tables(nearest)
            if is_small and not self.is_proven:
                self._prove(self._left)
        except WorkerDiedError:
            pass

    def _keep_if_better(self, tables: IntArray | None) -> bool:
        """Keep a seating if it keeps to the limit and differs more; return whether it keeps to the limit."""
        if tables is None or not self._keeps_limit(tables):
            return False
        if (found := similarity(tables, self.earlier)) < self.similarity:
            self.tables, self.similarity = tables, found
        return True

    def _keeps_limit(self, tables: IntArray) -> bool:
        value = penalty_of(self.model, tables)
        return value.unmet <= self.most.unmet and value.penalty <= self.most.penalty

    def _anneal(self, work: float) -> IntArray:
        """Anneal with several prices; return the seating over the limit that is nearest to it, or the best within."""
        price, nearest = FIRST_PRICE, (Value(2**62, 0), self.tables)
        weights = [1] * len(self.earlier)
        self._left -= work
        with self._worker.sibling(Engine.ANNEAL, self._worker.stop_signal) as annealer:
            for turn in range(ANNEALINGS):
                compared = self._compared(weights, price * sum(weights) // len(weights))
                question = Anneal(self.earlier[0], self._seed + turn, work / ANNEALINGS, self._jobs, Value(0, 0))
                found = self._ask(annealer, compared, question).tables
                if found is None:
                    continue
                shares = [count_company(found, other).similarity for other in self.earlier]
                weights[shares.index(max(shares))] *= 2
                if self._keep_if_better(found):
                    price = max(1, price // 2)
                else:
                    price *= 2
                    nearest = min(nearest, (penalty_of(self.model, found), found), key=lambda one: one[0])
        return nearest[1] if nearest[0].unmet <= self.most.unmet else self.tables

    def _ask(self, worker: Worker, model: Model, question: Solve | Anneal) -> Answer:
        """Ask about a model of all persons; people who musts tie together are asked about as one."""
        if self._units is None:
            worker.load(model)
            return worker.ask(question)
        worker.load(self._units.joined(model))
        answer = worker.ask(replace(question, tables=self._units.seats_of_units(question.tables)))
        return answer if answer.tables is None else replace(answer, tables=self._units.seats_of_persons(answer.tables))

    def _compared(self, weights: Sequence[int], price: int) -> Model:
        """Return the model with a requirement for each earlier seating, which counts the pairs kept.

        Parameters
        ----------
        weights : sequence of int
            Of a pair, for each earlier seating.
        price : int
            By which weights of the model are multiplied.
        """
        everywhere = np.arange(self.model.n_tables, dtype=np.int64)
        added = []
        for number, (other, weight) in enumerate(zip(self.earlier, weights, strict=True)):
            pairs = _pairs(other)
            term = SharedTerm(pairs, np.ones(len(pairs), dtype=np.int64), everywhere)
            added.append((f"{COMPANY} {number}", weight, term))
        return _with_requirements(replace(self.model, weights=self.model.weights * price), added)

    def _improve_tables(self, tables: IntArray) -> None:
        """Set a few tables free at a time. A seating over the limit first has to come down to it, point by point."""
        rng = np.random.default_rng([self._seed, 3])
        size = self.model.n_persons / max(1, self.model.n_tables)
        size = max(2, min(self.model.n_tables, int((FREE_SIZE / max(1.0, size)) ** 0.5)))
        idle, patience = 0, PATIENCE * -(-self.model.n_tables // size)
        half = self._left / 2
        while self._left > 0 and self.similarity > 0 and idle < patience:
            free = np.sort(rng.permutation(self.model.n_tables)[:size]).astype(np.int64)
            answer = self._ask_nearby(tables, free)
            idle += 1
            if answer is not None and self._rank(answer) < self._rank(tables):
                tables, idle = answer, 0
                self._keep_if_better(tables)
            is_late = self._left < half and not self._keeps_limit(tables)
            if (idle == patience and self._rank(self.tables) < self._rank(tables)) or is_late:
                tables, idle = self.tables, 0

    def _rank(self, tables: IntArray) -> tuple[int, Fraction, int]:
        """Return how good a seating is; smaller is better: points over the limit, similarity, pairs kept."""
        over = max(0, penalty_of(self.model, tables).penalty - self.most.penalty)
        companies = [count_company(tables, other) for other in self.earlier]
        return over, max(one.similarity for one in companies), sum(one.both for one in companies)

    def _ask_nearby(self, tables: IntArray, free: IntArray) -> IntArray | None:
        """Return a seating in which some tables are seated anew, and which is no more like any earlier seating."""
        penalty = penalty_of(self.model, tables).penalty
        most = self.most.penalty if penalty <= self.most.penalty else penalty - 1
        limits = [Limit(np.append(self.model.weights, np.zeros(len(self.earlier), dtype=np.int64)), most)]
        companies = [count_company(tables, other) for other in self.earlier]
        worst = max(one.similarity for one in companies)
        begin = len(self.model.requirement_ids)
        for number, one in enumerate(companies):
            weights = np.zeros(begin + len(companies), dtype=np.int64)
            weights[begin + number] = 1
            if penalty <= self.most.penalty:
                limits.append(Limit(weights, max(one.both, int(worst * (one.one + one.other) / (1 + worst)))))
        stress = [STRESS if one.similarity == worst else 1 for one in companies]
        question = Solve(Aim.PENALTY, tables, self._seed, min(ROUND_WORK, self._left), free=free, limits=tuple(limits))
        answer = self._ask(self._worker, self._compared(stress, 0), question)
        self._left -= answer.work + BUILDING_WORK
        return answer.tables

    def _prove(self, work: float) -> None:
        """Look for more different seatings until there is provably none."""
        self._left -= work
        while work > 0 and self.similarity > 0:
            before = self.similarity
            answer = self._ask_less_similar(work, self._seed)
            work -= answer.work + BUILDING_WORK
            if answer.status is SolveStatus.NONE:
                again = self._ask_less_similar(max(work, CONFIRMING_WORK), self._seed + 1, without_presolve=True)
                self.is_proven = again.status is SolveStatus.NONE
                return
            self._keep_if_better(answer.tables)
            if self.similarity == before:
                return
        self.is_proven = self.similarity == 0

    def _ask_less_similar(self, work: float, seed: int, without_presolve: bool = False) -> Answer:
        """Ask for a seating that is less similar to every earlier one than the best so far.

        With the similarity p / q of the best so far, `both` pairs kept, and `one` and `other` pairs in the two
        seatings, that is ``q * both < p * (one + other - both)``. The pairs of the new seating depend on the sizes of
        its tables; a term counts how many fewer they are than if everyone shared each table.
        """
        model, people = self.model, self.model.n_persons
        everybody, tables = np.arange(people), np.arange(model.n_tables)
        p, q = self.similarity.numerator, self.similarity.denominator
        most = comb(people, 2)
        sizes = np.array([most - comb(n, 2) for n in range(people + 1)], dtype=np.int64)
        high = np.full(people + 1, NO_LIMIT)
        compared = self._compared([1] * len(self.earlier), 0)
        asked = _with_requirements(compared, [(SIZES, 0, CountTerm(NOBODY, tables, sizes, high, everybody))])
        begin, end = len(model.requirement_ids), len(asked.requirement_ids)
        penalty = np.concatenate([model.weights, np.zeros(end - begin, dtype=np.int64)])
        limits = [Limit(penalty, self.most.penalty)]
        for number, other in enumerate(self.earlier):
            weights = np.zeros(end, dtype=np.int64)
            weights[end - 1], weights[begin + number] = p, p + q
            limits.append(Limit(weights, p * (count_company(other, other).one + model.n_tables * most) - 1))
        question = Solve(Aim.PENALTY, self.tables, seed, work, limits=tuple(limits), without_presolve=without_presolve)
        return self._ask(self._worker, asked, question)


def _pairs(tables: IntArray) -> IntArray:
    """Return the pairs of persons who share a table, shape (pairs, 2)."""
    found = [np.empty((0, 2), dtype=np.int64)]
    for table in np.unique(tables):
        members = np.flatnonzero(tables == table)
        found.append(np.stack(np.triu_indices(len(members), 1), axis=1))
        found[-1] = members[found[-1]]
    return np.concatenate(found).astype(np.int64)


def _with_requirements(model: Model, added: Sequence[tuple[str, int, Term]]) -> Model:
    """Return the model with more shoulds, each an id, a weight and a term."""
    begin = len(model.requirement_ids)
    return replace(
        model,
        requirement_ids=(*model.requirement_ids, *(identity for identity, _, _ in added)),
        musts=np.append(model.musts, np.zeros(len(added), dtype=bool)),
        weights=np.append(model.weights, np.array([weight for _, weight, _ in added], dtype=np.int64)),
        terms=(*model.terms, *((begin + n, term) for n, (_, _, term) in enumerate(added))),
    )
