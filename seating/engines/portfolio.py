"""The steps of a search: each changes the incumbent, the bound, or what is known of the musts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from operator import itemgetter

import numpy as np

from seating.engines.background_solver import BackgroundSolver
from seating.engines.budget import Budget, Course, Effort, worthwhile_limit
from seating.engines.child import Child, ChildDiedError, EnoughError, OutOfTimeError, never
from seating.engines.closest import Closest
from seating.engines.feasibility.oracle import FeasibilityOracle
from seating.engines.limits import is_in_sight, is_near, reach
from seating.engines.local_search.construction import construct, round_robin
from seating.engines.local_search.pair_costs import is_of_pairs
from seating.engines.messages import (
    Aim,
    Anneal,
    Answer,
    Bound,
    BoundMethod,
    Engine,
    Found,
    Question,
    Solve,
    SolveMip,
    SolveStatus,
)
from seating.engines.outcome import Ending, Outcome, Status, outcome_of
from seating.engines.progress import Watch
from seating.errors import EngineError
from seating.model import Model, Value, penalty_of
from seating.model.pair_bound import least_penalty, with_pairs_counted
from seating.model.trivial_bound import least_value
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

CLASSES_SHARE = 0.15
"""Share of the work left that bounds over classes of tables may take; what they can tell they tell early."""

COLUMNS_SHARE = 3.0
"""The same for bounds from columns, which are worth waiting for a little when all else is done."""

ASKED_TWICE = 200
"""Seats up to which a proof's second opinion is the exact engine's; beyond, it is that of an integer program."""

MOST_DEATHS = 2
"""Deaths of children after which the search ends."""


class Search:
    """One search for the best seating; there is a complete one at every moment."""

    def __init__(self, model: Model, effort: Effort, seed: int, watch: Watch, child: Child) -> None:
        self.model = model
        self.seed = seed
        self.budget = Budget(effort)
        self._watch = watch
        self._child = child
        self._began = time.monotonic()
        self._limit = self.budget.seconds
        self._last_news = 0.0
        self._ending = Ending.DONE
        self._annealer = Child(engine=Engine.ANNEAL)
        self.least = least_value(model)
        self._proven = self._counted = least_penalty(model)
        self._bounds, self._whole = BackgroundSolver(self._proven), BackgroundSolver(self._proven)
        self._heard: list[tuple[Value, Found]] = []
        self._told: tuple[Value, int | None] | None = None
        self.is_impossible = self.least.unmet > 0
        self.is_closest = False
        self._clash: frozenset[str] = frozenset()
        self._turn = 0
        self._deaths = 0
        self._asked: set[BoundMethod] = set()
        self._gap_asked = float("inf")
        self._looks_around = False
        self.tables = round_robin(model)
        self.value = penalty_of(model, self.tables)

    @property
    def bound(self) -> int:
        """What is proven of the penalty of seatings that meet the musts."""
        return max(self._proven, self._bounds.bound, self._whole.bound)

    @property
    def is_of_pairs(self) -> bool:
        """Whether most pairs of people cost something, so that bounds tell nothing but what counting partners does."""
        return is_of_pairs(self.model, self.model.n_people**2)

    @property
    def is_near(self) -> bool:
        """Whether the bound is so near that a proof may come of looking at the whole room."""
        return is_near(self.value.penalty, self.bound, self.model.n_persons * self.model.n_tables)

    @property
    def is_in_sight(self) -> bool:
        """Whether the bound may be reached, by a longer search."""
        return is_in_sight(self.value.penalty, self.bound)

    @property
    def _may_ask_whole(self) -> bool:
        """Whether nobody looks at the whole room, and more is known than when somebody last did."""
        return not self._whole.is_asked and self.value.penalty - self.bound < self._gap_asked

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
        with self._annealer_at_hand(), self._bounds, self._whole:
            try:
                yield
            except KeyboardInterrupt:
                self._ending = Ending.INTERRUPTED
            except OutOfTimeError:
                self._ending = Ending.TIME
            except ChildDiedError:
                pass  # it was told
            self._take_what_was_heard()
            self._offer(self._whole.tables)
        if self._ending is Ending.DONE and self.budget.seconds == 0.0:
            self._ending = Ending.TIME

    def outcome(self) -> Outcome:
        """Return what was found."""
        otherwise = Status.IMPOSSIBLE if self.is_impossible else Status.NO_SEATING
        seconds = time.monotonic() - self._began
        found = outcome_of(self.model, self.tables, self.bound, seconds, self._ending, otherwise)
        course = Course(
            status=found.status,
            ending=self._ending,
            is_cut_off=self.budget.is_spent and not self.is_closest,
            is_close=self.is_near or self.is_in_sight,
            last_news=self._last_news / max(1e-9, self._gone),
        )
        limit = worthwhile_limit(course, self._limit, self.budget.spent)
        return replace(found, clash=self._clash, work=self.budget.spent, longer_limit=limit)

    @property
    def _gone(self) -> float:
        """How far the search has come: in seconds where there is a time limit, else in work units."""
        return self.budget.spent if self._limit is None else time.monotonic() - self._began

    @contextmanager
    def _annealer_at_hand(self) -> Iterator[None]:
        with self._annealer:
            yield

    def call_annealer(self) -> None:
        """Let the annealer import what it needs, so that it is ready when it is asked."""
        self._annealer.start()

    def call_bounds(self) -> None:
        """Let whoever looks for bounds import what it needs."""
        self._bounds.start()

    def call_exact(self) -> None:
        """Let whoever proves import what it needs; it also solves the whole room where others wait for that."""
        self._child.start()

    def call_whole(self) -> None:
        """Let whoever solves the whole room beside everything else import what it needs."""
        self._whole.start()

    def begin(self, begun: IntArray | None = None) -> None:
        """Make a start, from a seating that is known where there is one, and hand the model to the children."""
        self._offer(begun)
        self._offer(construct(self.model, self.seed))
        if not self.is_done:
            self._child.load(self.model)
            self._annealer.load(self.model)

    def ask_bounds(self, *ways: BoundMethod) -> None:
        """Begin to look for bounds beside everything else, when what was asked before is over."""
        self._asked.update(ways)
        model = with_pairs_counted(self.model) if self.is_of_pairs else self.model
        questions = []
        for way in ways:
            share = CLASSES_SHARE if way is BoundMethod.CLASSES else COLUMNS_SHARE
            seconds = None if self.budget.seconds is None else self.budget.seconds * min(1.0, share)
            questions.append(Bound(way, self.tables, self.seed, self.budget.work(share), seconds))
        self._bounds.ask(model, questions, self.budget.deadline)

    def ask_whole(self) -> None:
        """Begin to solve the whole room beside everything else, unless that was asked when no less was known.

        Which of equal seatings comes of it is chance. Where it is likely to be the end, an annealing that is under way
        makes way.
        """
        if not self._may_ask_whole:
            return
        self._gap_asked = self.value.penalty - self.bound
        if self.is_near:
            self._annealer.make_way()
        self._whole.ask(self.model, [self._whole_question(1.0)], self.budget.deadline)

    def wait_for_bounds(self) -> None:
        """Wait for the bounds, and for what they make worth asking, until it is answered or enough is known.

        Whatever is asked beside the search ends with the time.
        """
        self._bounds.wait(self._is_enough)
        if self.goes_on and not self._look():
            self._bounds.wait(self._is_enough)
            self._whole.wait(self._is_enough)
            self._offer(self._whole.tables)

    def solve_whole(self, share: float) -> None:
        """Look for the best seating of all as a mixed-integer program, where that suits the room."""
        answer = self._ask(self._whole_question(share))
        if answer.bound is not None:
            self._raise_bound(answer.bound)

    def _whole_question(self, share: float) -> SolveMip:
        question = self._question(Aim.PENALTY, self.budget.work(share))
        return SolveMip(question, self.bound, reach(self.value.penalty))

    def anneal(self, share: float) -> None:
        """Search by small changes of seats, with a share of the work left."""
        seconds = None if self.budget.seconds is None else self.budget.seconds * min(1.0, share)
        self._turn += 1
        work, jobs = self.budget.work(share), self.budget.jobs
        question = Anneal(self.tables, self.seed + self._turn, work, jobs, self._enough, seconds)
        try:
            answer = self._annealer.ask(question, self.budget.deadline, self._hear, self._look)
        except EnoughError:
            self._take_what_was_heard()
        except ChildDiedError as death:
            self._bear(death)
        else:
            self._heard.clear()
            self.budget.spend(answer.work / jobs)
            self._offer(answer.tables)
        self._offer(self._whole.tables)

    def look_around(self) -> None:
        """From now on, ask beside the annealing what is worth asking as things then stand."""
        self._looks_around = True

    def _look(self) -> bool:
        """Whether what was heard of is enough; ask first what has become worth asking."""
        if self._looks_around and not self._bounds.is_asked:
            self._take_what_was_heard()
            self._ask_what_is_worth_it()
        return self._is_enough()

    def _ask_what_is_worth_it(self) -> None:
        """Ask for the whole room where a proof may come of that, and for columns where it does not.

        Once columns have ended, the bound rises no further, and a proof is worth a longer search.
        """
        columns_ended = BoundMethod.COLUMNS in self._asked
        is_worth_it = self.is_near or (columns_ended and self.is_in_sight)
        if is_worth_it and self._may_ask_whole:
            self.ask_whole()
        elif not columns_ended and not (self.is_near and self._whole.is_asked):
            self.ask_bounds(BoundMethod.COLUMNS)

    def _is_enough(self) -> bool:
        """Whether what was heard of is as good as the bound, which may have risen meanwhile."""
        found = self._whole.tables
        aside = [] if found is None else [penalty_of(self.model, found)]
        return min([self.value, *(value for value, _ in self._heard), *aside]) <= self._enough

    @property
    def _enough(self) -> Value:
        return Value(self.least.unmet, 0 if self.least.unmet else self.bound)

    def prove(self, share: float) -> None:
        """Look for the best seating of all, and its proof, with a share of the work left."""
        self._learn(self._solve(Aim.PENALTY, self.budget.work(share)))

    def prove_beside(self) -> None:
        """Do the same beside whatever else was asked, until one of them knows enough."""
        try:
            self._learn(self._solve(Aim.PENALTY, self.budget.work(), self._is_enough))
        except EnoughError:
            self._take_what_was_heard()
        self._offer(self._whole.tables)

    def _learn(self, answer: Answer) -> None:
        """Take what a solve with everything free tells of the whole room."""
        if answer.status is SolveStatus.NONE:
            self._believe_impossible()
        elif answer.bound is not None:
            self._raise_bound(answer.bound)

    def confirm(self) -> None:
        """Ask for something better than what is proven best, in another way; it should not exist."""
        proven = self.value.unmet == 0 and self.value.penalty == self.bound
        if not proven or self.bound == self._counted:  # arithmetic needs no second opinion
            return
        self._bounds.stop()  # what they look for is known, as far as was told
        self._whole.stop()
        claimed = self.value.penalty
        question = replace(self._question(Aim.PENALTY, CONFIRMING_WORK), below=claimed, without_presolve=True)
        self._ask(question if self.model.n_persons * self.model.n_tables <= ASKED_TWICE else SolveMip(question))
        if self.value.penalty < claimed:
            self._proven = self._bounds.bound = self._whole.bound = self._counted

    def refute(self, share: float) -> None:
        """Look for a seating that meets more musts, and for musts that cannot hold together.

        A few that clash are proven to, twice, where a whole room would be too much for the solver.
        """
        allowance = self.budget.work(share)
        work, deadline = min(allowance, QUESTION_WORK), self.budget.deadline
        holds = FeasibilityOracle(self.model, self._child, [self.tables], self.seed, work, allowance, deadline)
        clash = holds.clash_among(holds.approach())
        if clash is not None and holds.once_more(clash) is False:
            self.is_impossible, self._clash = True, clash
        self.budget.spend(holds.spent)
        self._offer(holds.nearest)

    def _believe_impossible(self) -> None:
        """Believe that the musts cannot all hold only when a second solve, of another kind, says so."""
        question = replace(self._question(Aim.MUSTS, max(CONFIRMING_WORK, self.budget.work())), without_presolve=True)
        self.is_impossible = self._ask(question).status is SolveStatus.NONE

    def begin_to_end(self, share: float) -> None:
        """Give up all but a share of what is left; bounds for seatings that meet the musts are not asked for any more.

        What arithmetic says of the least there can be may show that the seating is the closest already.
        """
        self.budget = Budget(self.budget.effort(share), self.budget.spent)
        self._looks_around = False
        self.is_closest = self.value <= self.least

    def prove_closest(self, share: float) -> None:
        """Look for the closest seating of all as one program, and its proof, with a share of the work left."""
        self._child.load(self.model)
        answer = self._ask(self._question(Aim.BOTH, self.budget.work(share)))
        self.is_closest |= answer.status is SolveStatus.PROVEN

    def learn_closest(self, found: Closest) -> None:
        """Take the closest seating, and whether it is proven to be that."""
        self._offer(found.tables)
        self.is_closest = found.is_proven
        self.budget.spend(found.work)
        if self._ending is Ending.DONE:
            self._ending = found.ending

    def _question(self, aim: Aim, work: float) -> Solve:
        return Solve(aim, self.tables, self.seed, work, self.budget.seconds)

    def _solve(self, aim: Aim, work: float, is_enough: Callable[[], bool] = never) -> Answer:
        """Ask for a solve with everything free, and hold what the solver believes against the terms."""
        answer = self._ask(self._question(aim, work), is_enough)
        if answer.tables is not None and answer.objective is not None:
            actual = penalty_of(self.model, answer.tables).penalty
            if actual > answer.objective or (answer.status is SolveStatus.PROVEN and actual < answer.objective):
                raise EngineError(f"the solver counts {answer.objective} where the terms give {actual} ({aim})")
        return answer

    def _ask(self, question: Question, is_enough: Callable[[], bool] = never) -> Answer:
        """Ask the child. What it tells on the way counts only when the answer never comes.

        Which of several ways of searching tells first depends on the machine's mood; the answer does not.
        """
        try:
            answer = self._child.ask(question, self.budget.deadline, self._hear, is_enough)
        except ChildDiedError as death:
            self._bear(death)
            return Answer(SolveStatus.UNDECIDED, None, None, None, 0.0)
        self._heard.clear()
        self.budget.spend(answer.work + ROUND_WORK * max(1.0, self.model.n_persons / ROUND_PERSONS))
        self._offer(answer.tables)
        return answer

    def _bear(self, death: ChildDiedError) -> None:
        """Go on with what a child found before its death; raise it again when they keep dying."""
        self._take_what_was_heard()
        self._deaths += 1
        if self._ending is Ending.DONE:
            self._ending = Ending.LOST
            self._watch.lost(str(death))
        if self._deaths > MOST_DEATHS:
            raise death

    def _hear(self, found: Found) -> None:
        value = self.value if found.tables is None else penalty_of(self.model, found.tables)
        self._heard.append((value, found))
        self._tell(min(value, self.value), max(self.bound, found.bound or 0))

    def _take_what_was_heard(self) -> None:
        for _, found in sorted(self._heard, key=itemgetter(0)):  # the best one first, so that it alone is news
            self._offer(found.tables)
            if found.bound is not None:
                self._raise_bound(found.bound)
        self._heard.clear()

    def _raise_bound(self, bound: int) -> None:
        if bound > self._proven:
            self._proven = bound
            self._tell(self.value, self.bound)

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
            self._last_news = self._gone
            self._watch.progress(*news, time.monotonic() - self._began)
