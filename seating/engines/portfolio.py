"""The portfolio: the workers that run side by side, with one incumbent and one bound.

Each of the three workers is a separate process. The search asks the annealer and the exact engine in turn and waits
for their answers. Meanwhile a background solver computes bounds and looks for the optimum of the whole room.
`strategy` decides what each worker is asked, and when.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import itemgetter

from seating.engines.background import BackgroundSolver
from seating.engines.budget import Budget, Effort, work_for_room
from seating.engines.column_generation.set_costs import is_listable
from seating.engines.decomposition import Settings, improve_in_parts
from seating.engines.engine_runs import ANNEALING, EngineLog
from seating.engines.incumbent import Incumbent
from seating.engines.interruption import Ending, until_interrupted
from seating.engines.limits import reach
from seating.engines.messages import (
    NOTHING,
    Aim,
    Anneal,
    Answer,
    Bound,
    BoundByClasses,
    BoundByColumns,
    BoundByGroups,
    BoundByRelaxation,
    BoundByWishes,
    Engine,
    Found,
    ImproveByCounts,
    Question,
    Solve,
    SolveMip,
    SolveStatus,
    Watch,
)
from seating.engines.worker import EnoughError, Worker, WorkerDiedError, never
from seating.model import Model, Value, penalty_of
from seating.model.pair_bound import penalty_bound, with_pairs_bounded
from seating.model.trivial_bound import crowding_bound, value_bound
from seating.model.units import Units
from seating.model.wish_bound import with_wishes_bounded

ROUND_WORK = 0.01
"""Work units added for each question to the exact engine, because building its model takes work too."""

ROUND_PERSONS = 300
"""Number of persons above which the work for building a model grows in proportion to the room."""

CLASSES_SHARE = 0.15
"""Work of the bound over classes, as a share of the full work. It usually proves early what it can prove."""

RELAXATION_SHARE = 0.04
"""Work of the linear relaxations, as a share of the full work. Most of them need less."""

FIRST_BOUND = 0.5
"""Seconds after the deadline until which the first bound is waited for. It is cheap; without it nothing is proven."""

WISHES_SHARE = 0.3
"""Work of the bound on wishes, as a share of the full work."""

GROUPS_SHARE = 0.3
"""Work of the bound on groups, as a share of the full work."""

COLUMNS_SHARE = 3.0
"""Work of the bound from columns, as a share of the full work. It is above 1 because the search waits for it
when everything else is finished."""

SHARES: dict[type[Bound], float] = {
    BoundByRelaxation: RELAXATION_SHARE,
    BoundByClasses: CLASSES_SHARE,
    BoundByWishes: WISHES_SHARE,
    BoundByGroups: GROUPS_SHARE,
    BoundByColumns: COLUMNS_SHARE,
}

MORE_WORK = 2.0
"""How many times the work of the last attempt a new full MIP needs if the gap has not shrunk since.

With 300 people at 30 tables, refuting penalties up to 77, 78, 79 and 80 takes 1.2, 1.5, 3.3 and 5.8 processor
seconds."""

MOST_DEATHS = 2
"""Number of worker crashes after which a search still continues; the next crash ends it."""


class Portfolio:
    """The workers of one search, their incumbent, and the budget that they share.

    Parameters
    ----------
    model : Model
    effort : Effort
    seed : int
    watch : Watch
    worker : Worker
        The worker for the exact engine. Its stop signal ends the whole search.
    is_pair_heavy : bool
        Whether most pairs of people cost something. Bounds are then asked of the model without these pairs, whose
        cost is bounded by arithmetic, except where columns may be listed. Bounds over classes are asked without wishes
        of which arithmetic proves something.
    units : Units or None
        The units that are the persons of the model, if musts tie people together.

    Attributes
    ----------
    annealer, exact : Worker
    background : BackgroundSolver
        Computes bounds, and looks for the optimum of the whole room.
    log : EngineLog
        Which engines were asked, and what they brought.
    trivial_value : Value
        Lower bounds on the unmet musts and on the penalty of any seating, proven by arithmetic.
    ending : Ending
    full_work : float
        Work units of a whole search without a time limit. All steps are measured in shares of it, so that a time limit
        cuts the search off and changes nothing before.
    """

    def __init__(
        self,
        model: Model,
        effort: Effort,
        seed: int,
        watch: Watch,
        worker: Worker,
        is_pair_heavy: bool,
        units: Units | None = None,
    ) -> None:
        self.model, self.seed = model, seed
        self.budget = Budget(effort)
        self.annealer, self.exact = worker.sibling(Engine.ANNEAL, worker.stop_signal), worker
        trivial_bound = penalty_bound(model) if units is None else units.penalty_bound()
        self.full_work = work_for_room(model) if effort.work is None else effort.work
        self.log = EngineLog(model)
        self.background = BackgroundSolver(trivial_bound, worker.sibling(Engine.BOUND), self.log)
        least = value_bound(model)
        self.trivial_value = Value(max(least.unmet, crowding_bound(model)), least.penalty)
        self.limit = self.budget.seconds
        self.began = time.monotonic()
        self.incumbent = Incumbent(model, trivial_bound, self.background, watch, lambda: self.elapsed, units)
        self.ending = Ending.DONE
        self._watch = watch
        self._is_pair_heavy, self._units = is_pair_heavy, units
        self._found: list[tuple[Value, Found]] = []
        self._last_mip_gap, self._last_mip_work = float("inf"), 0.0
        self._is_bound_asked = False
        self._deaths = 0

    @property
    def elapsed(self) -> float:
        """How far the search has come: in seconds if there is a time limit, otherwise in work units."""
        return self.budget.spent if self.limit is None else time.monotonic() - self.began

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run the work inside until it is done, or until Ctrl-C, a stop signal, the deadline or a dead worker ends it.

        Whatever happens, the best seating that any worker reported becomes the incumbent, and the workers are stopped.
        Ctrl-C takes effect where the workers are asked or waited for.
        """
        stop_signal = self.exact.stop_signal
        with stop_signal.taking_interrupts():
            with self.annealer, self.background:
                with until_interrupted(self._end_early):
                    yield
                if self.budget.seconds == 0.0 and self.ending is not Ending.INTERRUPTED:
                    self.background.wait_for_first(lambda: stop_signal.is_sent, FIRST_BOUND)
                self._take_progress()
                self.background.take_progress()
                self._take_background()
            if stop_signal.take():
                self.ending = Ending.INTERRUPTED
        if self.ending is Ending.DONE and self.budget.seconds == 0.0:
            self.ending = Ending.TIME

    def _end_early(self, ending: Ending) -> None:
        self.ending = ending

    def question(self, aim: Aim, work: float) -> Solve:
        """Return the question for a solve of the whole room from the incumbent, with at most this much work."""
        return Solve(aim, self.incumbent.tables, self.seed, work, self.budget.seconds)

    def ask(self, question: Question, is_enough: Callable[[], bool] = never) -> Answer:
        """Ask the exact engine's worker and wait; if it dies, the answer is `NOTHING`.

        Progress reports count only if the answer never comes: which of several search threads reports first is not
        deterministic, but the answer is.
        """
        try:
            answer = self.log.ask(self.exact, question, self.budget.deadline, self.on_progress, is_enough)
        except WorkerDiedError as death:
            self.on_worker_death(death)
            return NOTHING
        self._found.clear()
        self.budget.spend(answer.work + ROUND_WORK * max(1.0, self.model.n_persons / ROUND_PERSONS))
        self.incumbent.accept(answer.tables)
        return answer

    def improve_by_counts(self, seed: int, work: float) -> None:
        """Ask the exact engine to improve the incumbent over counts, and wait until the work is done."""
        best = self.incumbent
        question = ImproveByCounts(best.tables, seed, work, self.budget.seconds, best.bound)
        try:
            answer = self.ask(question, self.is_enough)
        except EnoughError:
            best.accept(self.background.tables)  # before what has come by chance
            self._take_progress()
        else:
            best.raise_bound(answer.bound)

    def anneal(self, seed: int, work: float) -> None:
        """Ask the annealer to improve the incumbent, and wait until it has done the work or nothing can be better.

        Parameters
        ----------
        seed : int
        work : float
            Work units of each chain.
        """
        jobs = self.budget.jobs
        question = Anneal(self.incumbent.tables, seed, work, jobs, self._enough)
        try:
            answer = self.log.ask(self.annealer, question, self.budget.deadline, self.on_progress, self.is_enough)
        except EnoughError:
            self.incumbent.accept(self.background.tables)  # before what has come by chance
            self._take_progress()
        except WorkerDiedError as death:
            self.on_worker_death(death)
        else:
            self._found.clear()
            self.budget.spend(answer.work / jobs)
            self.incumbent.accept(answer.tables)

    def improve_in_parts(self, seed: int, work_a_person: float, restarts: bool) -> bool:
        """Improve a large room in parts, until nothing moves, nothing can be better, or the work is spent.

        Parameters
        ----------
        seed : int
        work_a_person : float
            Work units for each person of a part.
        restarts : bool
            Whether the incumbent is only a distribution, of which the first pass keeps nothing.

        Returns
        -------
        bool
            Whether any part was searched.
        """
        jobs = self.budget.jobs
        settings = Settings(seed, work_a_person, restarts)
        is_searched = False

        def ask_each(asked: Iterable[tuple[Model, Anneal]]) -> Iterator[tuple[int, Answer]]:
            return self.annealer.ask_each(asked, self.budget.deadline, self.is_enough, jobs)

        parts = improve_in_parts(self.model, self.incumbent.tables, settings, lambda: self._enough, ask_each)
        try:
            with self.log.asking(ANNEALING) as asking:
                for better in parts:
                    is_searched = True
                    asking.hear(Answer(SolveStatus.FOUND, better.tables, None, None, better.work))
                    self.budget.spend(better.work / jobs)
                    self.incumbent.accept(better.tables)
                    if self.budget.is_spent:
                        break
        except EnoughError:
            self.incumbent.accept(self.background.tables)
        except WorkerDiedError as death:
            self.on_worker_death(death)
        return is_searched

    def start_bound(self, kind: type[Bound], share: float | None = None) -> None:
        """Start computing a bound in the background, after any that is being computed.

        Parameters
        ----------
        kind : type
            `BoundByRelaxation`, `BoundByClasses`, `BoundByWishes`, `BoundByGroups`, `BoundByColumns` or `BoundByPairs`.
        share : float, optional
            Work, as a share of the full work; by default that of the kind in `SHARES`.
        """
        model = self._relaxed(kind)
        work = self.full_work * (SHARES[kind] if share is None else share)
        seconds, deadline = self.budget.seconds, self.budget.deadline
        if seconds is not None and deadline is not None and not self._is_bound_asked:
            seconds, deadline = seconds + FIRST_BOUND, max(deadline, time.monotonic()) + FIRST_BOUND
        self._is_bound_asked = True
        tables = self.incumbent.tables
        if kind is BoundByWishes and self._units is not None:
            tables = self._units.seats_of_persons(tables)
        question = kind(tables, self.seed, work, seconds, self.incumbent.settled_bound)
        self.background.ask(model, question, deadline)

    def _relaxed(self, kind: type[Bound]) -> Model:
        """Return the model that a bound is asked of: without terms of which arithmetic proves more than the bound."""
        replaced: list[Callable[[Model], Model]] = []
        if not issubclass(kind, BoundByColumns | BoundByWishes):
            replaced.append(with_wishes_bounded)
        if self._is_pair_heavy and not (issubclass(kind, BoundByColumns) and is_listable(self.model)):
            replaced.append(with_pairs_bounded)
        whole = self.model if self._units is None else self._units.whole
        relaxed = whole
        for replace_terms in replaced:
            relaxed = replace_terms(relaxed)
        if kind is BoundByWishes:  # wishes are those of persons, also where units sit
            return relaxed
        if relaxed is whole:
            return self.model
        return relaxed if self._units is None else self._units.joined(relaxed)

    def start_mip(self, work: float) -> None:
        """Start the full MIP in the background, with more work or a smaller gap than in the last attempt.

        If it is likely to close the gap, the annealer gets a lower priority from now on.
        Its answer is taken by `wait`. What it reports before counts only if the search is cut off, because which of
        its reports has come at a given moment is not deterministic.
        """
        if self.incumbent.gap < self._last_mip_gap or work >= MORE_WORK * self._last_mip_work:
            self._last_mip_gap, self._last_mip_work = self.incumbent.gap, work
            if self.incumbent.is_near:
                self.annealer.lower_priority()
            solve = self.question(Aim.PENALTY, work)
            question = SolveMip(solve, self.incumbent.settled_bound, reach(self.incumbent.value.penalty))
            self.background.ask(self.model, question, self.budget.deadline)

    def wait(self) -> None:
        """Wait for the background solver until it has answered or nothing can be better; take its seating and bound."""
        self.background.wait(self._is_enough_or_stopped)
        self._take_background()

    def wait_for_first(self) -> None:
        """Wait for the first bound, which is cheap, and take it. The background solver goes on."""
        self.background.wait_for_first(self._is_enough_or_stopped)
        self.incumbent.raise_bound(self.background.first)

    def is_enough(self) -> bool:
        """Whether the best seating reported so far is as good as the bound, which may have risen meanwhile."""
        found = self.background.tables
        aside = [] if found is None else [penalty_of(self.model, found)]
        return min([self.incumbent.value, *(value for value, _ in self._found), *aside]) <= self._enough

    def _is_enough_or_stopped(self) -> bool:
        """Return `is_enough`, for waits in which no worker checks the stop signal."""
        self.exact.stop_signal.check()
        return self.is_enough()

    @property
    def _enough(self) -> Value:
        """The value at which the search may stop."""
        return Value(self.trivial_value.unmet, 0 if self.trivial_value.unmet else self.incumbent.bound)

    def on_progress(self, found: Found) -> None:
        """Note what a worker found on the way to its answer, and report it."""
        best = self.incumbent
        value = best.value if found.tables is None else penalty_of(self.model, found.tables)
        self._found.append((value, found))
        tables = best.tables if found.tables is None or value >= best.value else found.tables
        best.report(min(value, best.value), max(best.bound, found.bound or 0), tables)

    def on_worker_death(self, death: WorkerDiedError) -> None:
        """Use what a worker reported before it died. Raise its error again if workers keep dying."""
        self._take_progress()
        self._deaths += 1
        if self.ending is Ending.DONE:
            self.ending = Ending.LOST
            self._watch.lost(str(death))
        if self._deaths > MOST_DEATHS:
            raise death

    def _take_background(self) -> None:
        self.incumbent.accept(self.background.tables)
        self.incumbent.raise_bound(self.background.bound)

    def _take_progress(self) -> None:
        for _, found in sorted(self._found, key=itemgetter(0)):  # the best first, so that only that one is reported
            self.incumbent.accept(found.tables)
            self.incumbent.raise_bound(found.bound)
        self._found.clear()
