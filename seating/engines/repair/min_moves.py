"""The fewest moves after which the musts hold, with a proof.

Only the tables in trouble are looked at, all others being one place where anything may be (`elsewhere`).
That room is small, and what it needs at least, the whole room needs. Its seating is then carried over to
the whole room; where a table gets into trouble by that, it is looked at too, and so on: rows are added as
they are broken, as in the cutting planes of Dantzig, Fulkerson and Johnson, Solution of a large-scale
traveling-salesman problem, 1954.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seating.engines.child import Child, ChildDiedError, OutOfTimeError
from seating.engines.local_search.incremental import MUST_PRICE, IncrementalCosts
from seating.engines.local_search.lns import search_near
from seating.engines.messages import Aim, Answer, Moves, Solve, SolveStatus
from seating.engines.repair.baseline import Former, seat_the_rest
from seating.engines.repair.reduced_room import Near
from seating.model import Model, penalty_of
from seating.model.evaluate import term_shortfall
from seating.model.trivial_bound import least_value
from seating.plan import IntArray
from seating.terms import PlaceTerm, SpreadTerm

__all__ = ["Fewest", "fewest_moves"]

SMALL = 600
"""Seats (persons times tables) up to which the whole room is looked at at once."""

QUESTION_WORK = 4.0
"""Work units for one question; about a second each."""

ROUND_WORK = 0.01
"""Work units that a question counts besides the solver's: building programs is work too."""

ROUND_PERSONS = 300
"""Persons in a room beyond which that grows with the room."""

LARGEST = 60_000
"""Seats at the tables seen beyond which building the program alone takes seconds."""

ASKED_TWICE = 2_000
"""Seats at the tables seen up to which a proof gets a second opinion."""

CONFIRMING_WORK = 0.2
"""Work units that it may take."""

SEARCH_WORK = 3.0
"""Work units for a search without a proof."""

TROUBLE = "leaves trouble"
"""The id under which moves are counted that break a must at a table not looked at."""


@dataclass(frozen=True, eq=False, slots=True)
class Fewest:
    """What is known of the fewest moves.

    Attributes
    ----------
    tables : int array, shape (persons,), or None
        A complete seating that meets the musts with few moves; None where none was found.
    least : int
        No seating that meets the musts takes fewer moves.
    is_impossible : bool
        Whether a solver found that no seating meets the musts; a second opinion is still to be had.
    work : float
        Work units it took.
    """

    tables: IntArray | None
    least: int
    is_impossible: bool
    work: float


def fewest_moves(
    model: Model, former: Former, child: Child, seed: int, work: float, deadline: float | None = None
) -> Fewest:
    """Return a seating that meets the musts with as few moves as possible.

    Whatever penalty it has is by chance. With no end of work the moves are the fewest, and proven so.

    Parameters
    ----------
    model : Model
    former : Former
    child : Child
    seed : int
    work : float
        Work units at most.
    deadline : float or None
        A moment of `time.monotonic`.
    """
    run = _Run(model, former, child, seed, work, deadline)
    run.go()
    return Fewest(run.tables, run.least, run.is_impossible, run.spent)


class _Run:
    """One search for the fewest moves: a lower bound and a seating, brought together."""

    def __init__(
        self, model: Model, former: Former, child: Child, seed: int, work: float, deadline: float | None
    ) -> None:
        self.model = former.counted_in(model)
        self.former = former
        self.tables: IntArray | None = None
        self.least = 0
        self.is_impossible = False
        self.spent = 0.0
        self._child, self._seed, self._work, self._deadline = child, seed, work, deadline
        self.begun = former.begun(model)  # by the whole model: of seats that break no must the cheapest

    @property
    def is_proven(self) -> bool:
        """Whether the seating takes no more moves than are needed."""
        return self.tables is not None and self.former.moves(self.tables) <= self.least

    @property
    def goes_on(self) -> bool:
        """Whether something is left to be found, and something to spend."""
        over = self.spent >= self._work or (self._deadline is not None and time.monotonic() >= self._deadline)
        return not (self.is_proven or self.is_impossible or over)

    def go(self) -> None:
        """Look at more and more tables until the fewest moves are proven."""
        self._offer(self.begun)
        self.is_impossible = least_value(self.model).unmet > 0
        if not self.goes_on:
            return
        harm = None if self._is_small else _harm_of(IncrementalCosts.of(self.model, self.begun))
        kept, found = self._first_seen(), self.begun
        while self.goes_on and self.model.n_persons * len(kept) <= LARGEST:
            near = Near(self.model, kept)
            answer = self._ask(near, harm)
            if answer is None or answer.tables is None:
                break
            found = self._carried_over(near, answer.tables)
            self._offer(found)
            grown = np.union1d(kept, in_trouble(self.model, found))
            if len(grown) == len(kept):
                self._confirm(near)
                break
            kept = grown
        if self.goes_on:
            self._search(found)

    @property
    def _is_small(self) -> bool:
        return self.model.n_persons * self.model.n_tables <= SMALL

    def _first_seen(self) -> IntArray:
        if self._is_small:
            return np.arange(self.model.n_tables, dtype=np.int64)
        return in_trouble(self.model, self.begun)

    def _ask(self, near: Near, harm: Harm | None) -> Answer | None:
        """Ask how few moves the tables seen take; None where the child cannot tell.

        Of equally few, those are wanted that break nothing at the tables not seen, as far as each alone tells.
        """
        price, model = 1, near.model
        if harm is not None and not near.is_whole:
            price = model.n_persons + 1  # above all trouble together
            model = harm.told_to(near, price)
        moves = Moves(near.any_of(self.former.stays), model.n_persons)  # any number; few are what is looked for
        work = min(QUESTION_WORK, self._work - self.spent)
        question = Solve(Aim.PENALTY, near.seen(self.begun), self._seed, work, moves=moves)
        if self._deadline is not None:
            question = replace(question, seconds=max(0.01, self._deadline - time.monotonic()))
        try:
            self._child.load(model)
            answer = self._child.ask(question, self._deadline)
        except (ChildDiedError, OutOfTimeError):
            return None
        self.spent += answer.work + ROUND_WORK * max(1.0, model.n_persons / ROUND_PERSONS)
        self.is_impossible = answer.status is SolveStatus.NONE
        if answer.bound is not None:
            self.least = max(self.least, answer.bound // price)
        return answer

    def _confirm(self, near: Near) -> None:
        """Ask for fewer moves than is proven, in another way: there should be none, or else nothing is claimed."""
        if not self.is_proven or self.tables is None or self.model.n_persons * len(near.kept) > ASKED_TWICE:
            return
        moves = Moves(near.any_of(self.former.stays), self.least - 1)
        question = Solve(
            Aim.MUSTS, near.seen(self.tables), self._seed + 1, CONFIRMING_WORK, without_presolve=True, moves=moves
        )
        try:
            self._child.load(near.model)
            answer = self._child.ask(question, self._deadline)
        except (ChildDiedError, OutOfTimeError):
            return
        self.spent += answer.work
        if answer.tables is not None:
            self.least = 0

    def _carried_over(self, near: Near, tables: IntArray) -> IntArray:
        """Return the seating of the whole room: who is at no table seen stays, or is seated where it costs least."""
        places = near.places(tables)
        staying = (places < 0) & np.isin(self.former.tables, near.others)
        return seat_the_rest(self.model, np.where(staying, self.former.tables, places))

    def _search(self, tables: IntArray) -> None:
        """Look for a seating with few moves a few tables at a time, once proofs come to nothing."""
        work = min(SEARCH_WORK, self._work - self.spent)
        self._offer(search_near(self.model, tables, self._child, self._seed, work, self._deadline))
        self.spent += work

    def _offer(self, tables: IntArray) -> None:
        """Take a seating that meets the musts, when it has fewer moves than the one before."""
        value = penalty_of(self.model, tables)
        if not value.unmet and (self.tables is None or value.penalty < self.former.moves(self.tables)):
            self.tables = tables


def in_trouble(model: Model, tables: IntArray) -> IntArray:
    """Return the tables that a broken must is about, rising."""
    costs = IncrementalCosts.of(model, tables).costs()
    for requirement, term in model.terms:
        if model.musts[requirement] and isinstance(term, SpreadTerm) and term_shortfall(model, term, tables):
            costs[np.intersect1d(tables[term.group], term.tables)] += MUST_PRICE
    return np.flatnonzero(costs >= MUST_PRICE).astype(np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Harm:
    """What single moves break in a seating.

    Attributes
    ----------
    leaving : bool array, shape (persons,)
        Whether the table they sit at is worse without them.
    joining : bool array, shape (persons, tables)
        Whether a table is worse with them.
    """

    leaving: NDArray[np.bool_]
    joining: NDArray[np.bool_]

    def told_to(self, near: Near, price: int) -> Model:
        """Return the model of the tables seen in which a move costs `price`, and harm elsewhere 1."""
        model, here = near.model, len(near.kept)
        costs = np.zeros((model.n_persons, here + 1), dtype=np.int64)
        costs[:, :here] = self.leaving[:, None]
        costs[:, here] = self.joining[:, near.others].all(axis=1)
        number = len(model.requirement_ids)
        weights = np.where(model.musts, 0, price)
        return replace(
            model,
            requirement_ids=(*model.requirement_ids, TROUBLE),
            musts=np.append(model.musts, False),
            weights=np.append(weights, 1),
            terms=(*model.terms, (number, PlaceTerm(np.arange(model.n_persons, dtype=np.int64), costs))),
        )


def _harm_of(counts: IncrementalCosts) -> Harm:
    """Return what single moves break; the counts are the same afterwards."""
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
    return Harm(leaving, joining)
