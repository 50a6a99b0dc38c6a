"""The fewest moves after which all musts are met, with a proof.

The search solves a reduced room: the tables at which a must is broken, and one large table that stands for all others
(`ReducedRoom`). Every seating of the whole room is also a seating of the reduced room, at no higher cost. So the
moves that the reduced room needs are a lower bound for the whole room. Its seating is then extended to the whole room.
Tables at which that breaks a must are added to the reduced room, and it is solved again, until no table is added.
Constraints are thus added only when they are violated, as in G. Dantzig, R. Fulkerson and S. Johnson, "Solution of a
Large-Scale Traveling-Salesman Problem", Operations Research 2, 1954.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.engines.limits import REPAIR_CONFIRMED, REPAIR_REDUCED, REPAIR_WHOLE
from seating.engines.local_search.incremental import MUST_PRICE, IncrementalCosts
from seating.engines.local_search.lns import search_near
from seating.engines.messages import Aim, Answer, Moves, Solve, SolveStatus
from seating.engines.repair.baseline import Baseline, seat_unseated
from seating.engines.worker import OutOfTimeError, Worker, WorkerDiedError
from seating.model import Model, penalty_of
from seating.model.penalty_of_terms import term_shortfall
from seating.model.trivial_bound import value_bound
from seating.model.units import units_of
from seating.room.plan import IntArray
from seating.terms import NO_LIMIT, CountTerm, PlaceTerm, SpreadTerm, Term

QUESTION_WORK = 4.0
"""Work units for one reduced room; a unit takes about a second."""

ROUND_WORK = 0.01
"""Work units charged for building a model, in addition to those of the solver."""

ROUND_PERSONS = 300
"""Number of persons above which the work for building a model grows in proportion to the room."""

CONFIRMING_WORK = 0.2
"""Work units for the second solver run that has to confirm a proof."""

SEARCH_WORK = 3.0
"""Work units for a search by large neighborhoods, if there is no proof."""

BREAKS = "broken musts elsewhere"
"""Id of the requirement that counts moves which break a must at a table outside the reduced room."""

ELSEWHERE = "elsewhere"
"""Id of the merged table."""


@dataclass(frozen=True, eq=False, slots=True)
class MinMoves:
    """What is known about the fewest moves.

    Attributes
    ----------
    tables : int array, shape (persons,), or None
        A complete seating that meets the musts with few moves; None where none was found.
    bound : int
        No seating that meets the musts needs fewer moves.
    is_impossible : bool
        Whether a solver found that no seating meets the musts. The caller has to confirm it.
    """

    tables: IntArray | None
    bound: int
    is_impossible: bool


def find_min_moves(
    model: Model, baseline: Baseline, worker: Worker, seed: int, work: float, deadline: float | None = None
) -> MinMoves:
    """Return a seating that meets the musts with as few moves as possible.

    The penalty is not optimized. With unlimited work the number of moves is proven to be minimal. People who musts tie
    together move together, and each of them counts.

    Parameters
    ----------
    model : Model
    baseline : Baseline
        The earlier seating.
    worker : Worker
        The worker that solves.
    seed : int
    work : float
        Maximum number of work units to spend.
    deadline : float or None
        A time of `time.monotonic`, or None.
    """
    units = units_of(model)
    asked = (model, baseline) if units is None else (units.model, baseline.joined(units))
    run = _Run(*asked, worker, seed, work, deadline)
    run.go()
    tables = run.tables if units is None or run.tables is None else units.seats_of_persons(run.tables)
    return MinMoves(tables, run.bound, run.is_impossible)


class _Run:
    """One search for the fewest moves: it raises a lower bound and improves a seating until they meet."""

    def __init__(
        self, model: Model, baseline: Baseline, worker: Worker, seed: int, work: float, deadline: float | None
    ) -> None:
        self.model = baseline.counting_moves(model)
        self.baseline = baseline
        self.tables: IntArray | None = None
        self.bound = 0
        self.is_impossible = False
        self.spent = 0.0
        self._worker, self._seed, self._work, self._deadline = worker, seed, work, deadline
        self.start = baseline.start(model)  # newcomers sit where the whole model, wishes included, is cheapest

    @property
    def is_proven(self) -> bool:
        """Whether the seating has no more moves than the lower bound."""
        return self.tables is not None and self.baseline.moves(self.tables) <= self.bound

    @property
    def goes_on(self) -> bool:
        """Whether the search is neither done nor out of work or time."""
        over = self.spent >= self._work or (self._deadline is not None and time.monotonic() >= self._deadline)
        return not (self.is_proven or self.is_impossible or over)

    def go(self) -> None:
        """Solve larger and larger reduced rooms until the fewest moves are proven."""
        self._keep_if_better(self.start)
        self.is_impossible = value_bound(self.model).unmet > 0
        if not self.goes_on:
            return
        breaks = None if self._is_small else _find_must_breaks(IncrementalCosts.of(self.model, self.start))
        kept, found = self._first_tables(), self.start
        while self.goes_on and self.model.n_persons * len(kept) <= REPAIR_REDUCED:
            reduced = ReducedRoom(self.model, kept)
            answer = self._ask(reduced, breaks)
            if answer is None or answer.tables is None:
                break
            found = self._extend(reduced, answer.tables)
            self._keep_if_better(found)
            grown = np.union1d(kept, tables_with_broken_musts(self.model, found))
            if len(grown) == len(kept):
                self._confirm(reduced)
                break
            kept = grown
        if self.goes_on:
            self._search(found)

    @property
    def _is_small(self) -> bool:
        return self.model.n_persons * self.model.n_tables <= REPAIR_WHOLE

    def _first_tables(self) -> IntArray:
        if self._is_small:
            return np.arange(self.model.n_tables, dtype=np.int64)
        return tables_with_broken_musts(self.model, self.start)

    def _ask(self, reduced: ReducedRoom, breaks: MustBreaks | None) -> Answer | None:
        """Solve a reduced room for the fewest moves; return None if the worker fails or runs out of time.

        Among solutions with equally few moves, it prefers those whose moves break no must at the other tables, each
        move judged by itself.
        """
        price, model = 1, reduced.model
        if breaks is not None and not reduced.is_whole:
            price = model.n_persons + 1  # more than breaking musts elsewhere can cost in all
            model = breaks.in_room(reduced, price)
        moves = Moves(reduced.reduce_counts(self.baseline.counted), self.baseline.most)  # moves are minimized
        work = min(QUESTION_WORK, self._work - self.spent)
        question = Solve(Aim.PENALTY, reduced.reduce_tables(self.start), self._seed, work, moves=moves)
        if self._deadline is not None:
            question = replace(question, seconds=max(0.01, self._deadline - time.monotonic()))
        try:
            self._worker.load(model)
            answer = self._worker.ask(question, self._deadline)
        except (WorkerDiedError, OutOfTimeError):
            return None
        self.spent += answer.work + ROUND_WORK * max(1.0, model.n_persons / ROUND_PERSONS)
        self.is_impossible = answer.status is SolveStatus.NONE
        if answer.bound is not None:
            self.bound = max(self.bound, answer.bound // price)
        return answer

    def _confirm(self, reduced: ReducedRoom) -> None:
        """Look for a seating below the proven bound, without presolve; if there is one, drop the bound."""
        if not self.is_proven or self.tables is None or self.model.n_persons * len(reduced.kept) > REPAIR_CONFIRMED:
            return
        moves = Moves(reduced.reduce_counts(self.baseline.counted), self.bound - 1)
        question = Solve(
            Aim.MUSTS,
            reduced.reduce_tables(self.tables),
            self._seed + 1,
            CONFIRMING_WORK,
            without_presolve=True,
            moves=moves,
        )
        try:
            self._worker.load(reduced.model)
            answer = self._worker.ask(question, self._deadline)
        except (WorkerDiedError, OutOfTimeError):
            return
        self.spent += answer.work
        if answer.tables is not None:
            self.bound = 0

    def _extend(self, reduced: ReducedRoom, tables: IntArray) -> IntArray:
        """Extend a seating of the reduced room: others stay at their tables, or sit where it costs least."""
        places = reduced.expand_tables(tables)
        staying = (places < 0) & np.isin(self.baseline.tables, reduced.others)
        return seat_unseated(self.model, np.where(staying, self.baseline.tables, places))

    def _search(self, tables: IntArray) -> None:
        """Improve a seating by large neighborhoods, for when no proof is found."""
        work = min(SEARCH_WORK, self._work - self.spent)
        self._keep_if_better(search_near(self.model, tables, self._worker, self._seed, work, self._deadline))
        self.spent += work

    def _keep_if_better(self, tables: IntArray) -> None:
        """Keep a seating if it meets the musts with fewer moves than the best so far."""
        value = penalty_of(self.model, tables)
        if not value.unmet and (self.tables is None or value.penalty < self.baseline.moves(self.tables)):
            self.tables = tables


def tables_with_broken_musts(model: Model, tables: IntArray) -> IntArray:
    """Return the tables at which a must is broken, in ascending order."""
    costs = IncrementalCosts.of(model, tables).costs()
    for requirement, term in model.terms:
        if model.musts[requirement] and isinstance(term, SpreadTerm) and term_shortfall(model, term, tables):
            costs[np.intersect1d(tables[term.group], term.tables)] += MUST_PRICE
    return np.flatnonzero(costs >= MUST_PRICE).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class MustBreaks:
    """Which moves of one person break a must in a seating, each move judged by itself.

    Attributes
    ----------
    leaving : bool array, shape (persons,)
        Whether a person's table breaks a must once the person has left it.
    joining : bool array, shape (persons, tables)
        Whether a table breaks a must once the person has joined it.
    """

    leaving: NDArray[np.bool_]
    joining: NDArray[np.bool_]

    def in_room(self, reduced: ReducedRoom, price: int) -> Model:
        """Return the model of the reduced room where a move costs `price`, and breaking a must elsewhere costs 1."""
        model, here = reduced.model, len(reduced.kept)
        costs = np.zeros((model.n_persons, here + 1), dtype=np.int64)
        costs[:, :here] = self.leaving[:, None]
        costs[:, here] = self.joining[:, reduced.others].all(axis=1)
        number = len(model.requirement_ids)
        weights = np.where(model.musts, 0, price)
        return replace(
            model,
            requirement_ids=(*model.requirement_ids, BREAKS),
            musts=np.append(model.musts, False),
            weights=np.append(weights, 1),
            terms=(*model.terms, (number, PlaceTerm.of(np.arange(model.n_persons, dtype=np.int64), costs))),
        )


def _find_must_breaks(counts: IncrementalCosts) -> MustBreaks:
    """Return which moves of one person break a must; the counts are the same afterwards."""
    model = counts.model
    leaving = np.zeros(model.n_persons, dtype=bool)
    joining = np.zeros((model.n_persons, model.n_tables), dtype=bool)
    for person in range(model.n_persons):
        here = counts.take(person)
        prices = counts.prices(person)
        leaving[person] = prices[here] < 0
        joining[person] = prices >= MUST_PRICE
        joining[person, here] = False
        counts.put(person, here)
    return MustBreaks(leaving, joining)


class ReducedRoom:
    """Some tables of a model, and one merged table that stands for all others: a relaxation of the room.

    Constant bands of the other tables are kept as one band, by adding up their ends; the other constraints of these
    tables are dropped.

    Parameters
    ----------
    model : Model
    kept : int array
        The tables to keep, in ascending order.

    Attributes
    ----------
    model : Model
        Its tables are the kept ones, then the merged one, if there are others.
    others : int array
        The tables that are merged.
    """

    def __init__(self, model: Model, kept: IntArray) -> None:
        self.kept = kept
        self.others = np.setdiff1d(np.arange(model.n_tables), kept).astype(np.int64)
        self._number = np.full(model.n_tables, len(kept), dtype=np.int64)
        self._number[kept] = np.arange(len(kept))
        self.model = model if self.is_whole else self._smaller(model)

    @property
    def is_whole(self) -> bool:
        """Whether every table is kept."""
        return len(self.others) == 0

    def reduce_tables(self, tables: IntArray) -> IntArray:
        """Return a seating of the whole room in the numbers of the reduced room, shape (persons,)."""
        return self._number[tables]

    def reduce_counts(self, counted: IntArray) -> IntArray:
        """Return the moves of persons at tables for the reduced room.

        Parameters
        ----------
        counted : int array, shape (persons, tables)

        Returns
        -------
        int array, shape (persons, tables of the reduced room)
            At the merged table, those of the one of the others with the fewest.
        """
        if self.is_whole:
            return counted
        return np.column_stack([counted[:, self.kept], counted[:, self.others].min(axis=1)])

    def expand_tables(self, tables: IntArray) -> IntArray:
        """Return the table of the whole room for each person, shape (persons,); -1 for those at the merged table."""
        return np.append(self.kept, -1)[tables]

    def _smaller(self, model: Model) -> Model:
        found: list[tuple[int, Term]] = []
        for requirement, term in model.terms:
            smaller = term.with_tables_merged(self.kept, self.others)
            if smaller is not None:
                found.append((requirement, smaller))
        return replace(
            model,
            table_ids=(*(model.table_ids[t] for t in self.kept.tolist()), ELSEWHERE),
            capacity=np.append(model.capacity[self.kept], model.n_persons),
            may_be_empty=np.append(model.may_be_empty[self.kept], False),
            terms=(*found, *self._sums(model)),
        )

    def _sums(self, model: Model) -> Iterator[tuple[int, CountTerm]]:
        """Yield the constant bands of the other tables, added up as one band for the merged table."""
        counted: dict[tuple[int, bytes], list[CountTerm]] = {}
        for requirement, term in model.terms:
            if isinstance(term, CountTerm) and term.is_constant and not term.or_none:
                counted.setdefault((requirement, term.group.tobytes()), []).append(term)
        place = np.array([len(self.kept)], dtype=np.int64)
        for (requirement, _), terms in counted.items():
            low, high = self._ends(model, terms)
            if low > 0 or high < len(terms[0].group):
                yield requirement, CountTerm.constant(terms[0].group, place, low, high)

    def _ends(self, model: Model, terms: list[CountTerm]) -> tuple[int, int]:
        """Return the minimum and maximum total of a group's members at the other tables, if all bands are met."""
        low, high = np.zeros((2, model.n_tables), dtype=np.int64)
        high[:] = NO_LIMIT
        for term in terms:  # if a table has two bands, only the first counts
            new = term.tables[high[term.tables] == NO_LIMIT]
            low[new], high[new] = np.maximum(term.low[0], 0), term.high[0]
        low[model.may_be_empty] = 0
        if (terms[0].group >= model.n_people).any():  # staff may sit at a table that counts as empty
            high[model.may_be_empty] = NO_LIMIT
        return int(low[self.others].sum()), min(NO_LIMIT, int(high[self.others].sum()))
