"""The steps of a search: each changes the incumbent, the bound, or what is known of the musts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from seating.engines.child import Child, ChildDiedError, OutOfTimeError
from seating.engines.effort import Budget, Effort
from seating.engines.outcome import Outcome, outcome_of
from seating.engines.questions import Aim, Improve, Solve
from seating.engines.replies import Answer, Found, Word
from seating.engines.rounds import following, rounds
from seating.engines.start import start, without_thought
from seating.engines.status import Ending, Status
from seating.engines.together import Together
from seating.engines.watch import Watch
from seating.errors import EngineError
from seating.model import Model, Value, penalty_of
from seating.model.least import least_value
from seating.plan import IntArray

__all__ = ["Search"]

CONFIRMING_WORK = 0.5
"""Work units that a proof's second opinion may take."""

QUESTION_WORK = 2.0
"""Work units for one question about whether musts can hold together."""

ROUND_WORK = 0.01
"""Work units that a question counts besides the solver's: building programs is work too."""

ROUND_PERSONS = 300
"""Persons in a room beyond which that grows with the room."""

CLOSEST_SHARE = 0.1
"""Share of the work left for the closest seating of a large room where the musts cannot all hold."""


class Search:
    """One search for the best seating; there is a complete one at every moment."""

    def __init__(self, model: Model, effort: Effort, seed: int, watch: Watch, child: Child) -> None:
        self.model = model
        self.seed = seed
        self.budget = Budget(effort)
        self._watch = watch
        self._child = child
        self._began = time.monotonic()
        self._ending = Ending.DONE
        self.least = least_value(model)
        self.bound = self.least.penalty
        self._heard: list[Found] = []
        self._told: tuple[Value, int | None] | None = None
        self.is_impossible = self.least.unmet > 0
        self.is_closest = False
        self._clash: frozenset[str] = frozenset()
        self._turn = 0
        self.tables = without_thought(model)
        self.value = penalty_of(model, self.tables)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to find, or nothing to spend."""
        best = self.value.unmet == 0 and self.value.penalty <= self.bound
        return best or self.is_closest or self.budget.is_spent

    @property
    def goes_on(self) -> bool:
        """Whether a seating that meets the musts is still to be found, or a better one."""
        return not self.is_done and not self.is_impossible

    @contextmanager
    def until_its_end(self) -> Iterator[None]:
        """Let the work inside end early: by Ctrl-C, by the clock, or by the death of the child."""
        try:
            yield
        except KeyboardInterrupt:
            self._ending = Ending.INTERRUPTED
        except OutOfTimeError:
            self._ending = Ending.TIME
        except ChildDiedError as death:
            self._ending = Ending.LOST
            self._watch.lost(str(death))
        self._take_what_was_heard()
        if self._ending is Ending.DONE and self.budget.seconds == 0.0:
            self._ending = Ending.TIME

    def outcome(self) -> Outcome:
        """Return what was found."""
        otherwise = Status.IMPOSSIBLE if self.is_impossible else Status.NO_SEATING
        seconds = time.monotonic() - self._began
        found = outcome_of(self.model, self.tables, self.bound, seconds, self._ending, otherwise)
        return replace(found, clash=self._clash)

    def begin(self) -> None:
        """Make a start, and hand the model to the child."""
        self._offer(start(self.model, self.seed))
        if not self.is_done:
            self._child.load(self.model)

    def prove(self, share: float) -> None:
        """Look for the best seating of all, and its proof, with a share of the work left."""
        answer = self._solve(Aim.PENALTY, self.budget.work(share))
        if answer.word is Word.NONE:
            self._believe_impossible()
        elif answer.bound is not None:
            self._raise_bound(answer.bound)

    def confirm(self) -> None:
        """Ask for something better than what is proven best, in another way; it should not exist."""
        proven = self.value.unmet == 0 and self.value.penalty == self.bound
        if not proven or self.bound == self.least.penalty:  # arithmetic needs no second opinion
            return
        claimed = self.value.penalty
        question = replace(self._question(Aim.PENALTY, CONFIRMING_WORK), below=claimed, plainly=True)
        self._ask(question)
        if self.value.penalty < claimed:
            self.bound = self.least.penalty

    def refute(self, share: float) -> None:
        """Look for a seating that meets more musts, and for musts that cannot hold together.

        A few that clash are proven to, twice, where a whole room would be too much for the solver.
        """
        allowance = self.budget.work(share)
        work, deadline = min(allowance, QUESTION_WORK), self.budget.deadline
        holds = Together(self.model, self._child, [self.tables], self.seed, work, allowance, deadline)
        clash = holds.clash_among(holds.approach())
        if clash is not None and holds.once_more(clash) is False:
            self.is_impossible, self._clash = True, clash
        self.budget.spend(holds.spent)
        self._offer(holds.nearest)

    def _believe_impossible(self) -> None:
        """Believe that the musts cannot all hold only when a second solve, of another kind, says so."""
        question = replace(self._question(Aim.MUSTS, max(CONFIRMING_WORK, self.budget.work())), plainly=True)
        self.is_impossible = self._ask(question).word is Word.NONE

    def come_close(self, exactly: bool) -> None:
        """Find the closest seating: the least sum of unmet musts first, then the least penalty.

        Parameters
        ----------
        exactly : bool
            Whether the room is small enough to look for the closest of all.
        """
        if not exactly:
            self.improve(CLOSEST_SHARE if self.is_impossible else 1.0)
            return
        first = self._solve(Aim.UNMET, self.budget.work(0.5))
        second = self._solve(Aim.CLOSEST, self.budget.work())
        self.is_closest = first.word is Word.PROVEN and second.word is Word.PROVEN

    def improve(self, share: float) -> None:
        """Set a few tables free and the rest fixed, again and again, until nothing more comes of it."""
        end = self.budget.spent + self.budget.work(share)
        patience = 12 + 2 * self.model.n_tables
        chain = rounds(self.model, self.tables, self.seed + self._turn, patience)
        question = next(chain, None)
        while question is not None and not self.is_done and self.budget.spent < end:
            answer = self._ask(replace(question, seconds=self.budget.seconds))
            self._turn += 1
            question = following(chain, answer)

    def _question(self, aim: Aim, work: float) -> Solve:
        return Solve(aim, self.tables, self.seed, work, self.budget.seconds)

    def _solve(self, aim: Aim, work: float) -> Answer:
        """Ask for a solve with everything free, and hold what the solver believes against the terms."""
        answer = self._ask(self._question(aim, work))
        if answer.tables is not None and answer.objective is not None:
            value = penalty_of(self.model, answer.tables)
            actual = value.unmet if aim is Aim.UNMET else value.penalty
            if actual > answer.objective or (answer.word is Word.PROVEN and actual < answer.objective):
                raise EngineError(f"the solver counts {answer.objective} where the terms give {actual} ({aim})")
        return answer

    def _ask(self, question: Solve | Improve) -> Answer:
        """Ask the child. What it tells on the way counts only when the answer never comes.

        Which of several ways of searching tells first depends on the machine's mood; the answer does not.
        """
        answer = self._child.ask(question, self.budget.deadline, self._hear)
        self._heard.clear()
        self.budget.spend(answer.work + ROUND_WORK * max(1.0, self.model.n_persons / ROUND_PERSONS))
        self._offer(answer.tables)
        return answer

    def _hear(self, found: Found) -> None:
        self._heard.append(found)
        value, bound = self.value, self.bound if found.bound is None else max(self.bound, found.bound)
        if found.tables is not None:
            value = min(value, penalty_of(self.model, found.tables))
        self._tell(value, bound)

    def _take_what_was_heard(self) -> None:
        for found in self._heard:
            self._offer(found.tables)
            if found.bound is not None:
                self._raise_bound(found.bound)

    def _raise_bound(self, bound: int) -> None:
        if bound > self.bound:
            self.bound = bound
            self._tell(self.value, bound)

    def _offer(self, tables: IntArray | None) -> None:
        """Take a seating that is as good or better."""
        if tables is None or np.array_equal(tables, self.tables):
            return
        value = penalty_of(self.model, tables)
        if value <= self.value:
            better = value < self.value
            self.tables, self.value = tables, value
            if better:
                self._tell(value, self.bound)

    def _tell(self, value: Value, bound: int) -> None:
        """Tell the watch, when it is news."""
        news = (value, None if value.unmet else bound)
        if news != self._told:
            self._told = news
            self._watch.progress(*news, time.monotonic() - self._began)
