"""The steps of the strategy: each one improves the incumbent, raises the bound, or decides about the musts."""

from __future__ import annotations

import time
from dataclasses import replace

from seating.engines.budget import Budget, Course, Effort, worthwhile_limit
from seating.engines.closest import Solver, find_closest
from seating.engines.column_generation.set_costs import is_known_to_columns, is_listable
from seating.engines.column_generation.table_costs import is_searchable
from seating.engines.decomposition import distribute, group_tables
from seating.engines.engine_runs import FEASIBILITY
from seating.engines.feasibility.oracle import FeasibilityOracle
from seating.engines.interruption import Ending
from seating.engines.limits import CONFIRMED_BY_EXACT, EXACT_ALONE, IN_PARTS, MIP_SIZE, PAIRS_DECIDED
from seating.engines.local_search.construction import construct
from seating.engines.local_search.incremental import is_pair_heavy
from seating.engines.messages import Aim, Answer, Bound, SolveMip, SolveStatus, Watch
from seating.engines.outcome import Outcome, Status, outcome_of
from seating.engines.portfolio import Portfolio
from seating.engines.worker import Worker
from seating.errors import EngineError
from seating.model import Model, penalty_of
from seating.model.classes import person_classes
from seating.model.seated_groups import has_groups
from seating.model.trivial_bound import clashing_musts
from seating.model.units import Units
from seating.model.wish_bound import has_wishes
from seating.room.plan import IntArray
from seating.terms import SpreadTerm

CONSTRUCTIONS = 20
"""How many first seatings are tried in a small room until one meets all musts. Each takes some milliseconds, and a busy
machine may need seconds until the first engine is ready."""

SMALL_WORK = 0.3
"""Work units in which a small room is solved whatever the time limit: less than a second on an idle machine. `ordinary`
rooms of 12 to 40 people need 0.003 to 0.06, hard 24 × 3 needs 0.2 to 0.3."""

CONFIRMING_WORK = 0.5
"""Work units for the second opinion on a proof."""

FIRST_LENGTH = 1 / 256
"""The length of the first annealing, as a share of the full work."""

PART_WORK = 0.0005
"""Work units for each person of a part, the first time: a quarter of a unit for a part. With less, workers would spend
more of their time on messages."""

QUESTION_WORK = 2.0
"""Work units for one question about whether musts can be met together."""


class Search:
    """One search for the best seating.

    Parameters
    ----------
    model : Model
    effort : Effort
    seed : int
    watch : Watch
    worker : Worker
        The worker for the exact engine.
    units : Units or None
        The units that are the persons of the model, if musts tie people together.
    known : Outcome or None
        What a search over units has found. It remains to find the closest seating, which may part them.

    Attributes
    ----------
    is_pair_heavy : bool
        Whether most pairs of people cost something. Only arithmetic and listed columns then give a useful bound.
    is_listable : bool
        Whether columns are listed if they are few.
    is_listed_first : bool
        Whether nothing else is likely to be as good: columns know all costs that matter, and cannot be searched.
    has_wishes : bool
        Whether some people want to sit with one of several others.
    has_groups : bool
        Whether some groups should use few tables.
    is_countable : bool
        Whether groups should use few tables, and many people are alike: counts are then searched first.
    has_counted : bool
        Whether counts have been searched.
    has_pairs_to_decide : bool
        Whether branching on pairs may raise the bound from columns.
    effort : Effort
    portfolio : Portfolio
    incumbent : Incumbent
    is_in_parts : bool
        Whether the room is too large for one annealing.
    annealed : float
        How much was spent on annealing in `anneal_once`, as a share of the full work.
    is_parted_later : bool
        Whether the persons of the model are units, and the closest seating is left to a search that may part them.
    is_impossible : bool
        Whether it is proven that no seating meets all musts.
    is_closest : bool
        Whether the incumbent is proven to be the closest seating, in a room where the musts cannot all be met.
    """

    def __init__(
        self,
        model: Model,
        effort: Effort,
        seed: int,
        watch: Watch,
        worker: Worker,
        units: Units | None = None,
        known: Outcome | None = None,
    ) -> None:
        self.model, self.effort, self.seed = model, effort, seed
        self.is_parted_later = units is not None and not units.contradiction
        self.has_wishes = has_wishes(model if units is None else units.whole)
        self.has_groups = has_groups(model)
        self.is_pair_heavy = is_pair_heavy(model, model.n_people**2)
        self.is_listable = is_listable(model)
        self.is_listed_first = self.is_listable and not is_searchable(model) and is_known_to_columns(model)
        is_searched = is_searchable(model) and not self.is_listable and not self.is_pair_heavy
        self.has_pairs_to_decide = is_searched and model.n_people <= PAIRS_DECIDED
        self.is_countable, self.has_counted = is_countable(model), False
        self.portfolio = Portfolio(model, effort, seed, watch, worker, self.is_pair_heavy, units)
        self.incumbent = self.portfolio.incumbent
        self.is_impossible = self.portfolio.trivial_value.unmet > 0
        self.is_closest = False
        self._clash = clashing_musts(model) if self.is_impossible else frozenset[str]()
        self._turn = 0
        self.annealed, self._length = 0.0, FIRST_LENGTH
        self.is_in_parts = model.n_persons * model.n_tables > IN_PARTS
        self._restarts, self._part_work, self._is_stuck = True, PART_WORK, known is not None
        if units is not None and units.contradiction:
            self.is_impossible, self._clash = True, units.contradiction
        if known is not None:
            self.is_impossible, self._clash = known.status is Status.IMPOSSIBLE, known.clash

    @property
    def budget(self) -> Budget:
        """What is left of the effort."""
        return self.portfolio.budget

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to find, no time left, no work allowed, or the user stopped the search."""
        is_over = self.budget.seconds == 0.0 or self.portfolio.full_work == 0.0
        is_over = is_over or self.portfolio.ending is Ending.INTERRUPTED
        return is_over or self.incumbent.is_optimal or self.is_closest

    @property
    def goes_on(self) -> bool:
        """Whether a better seating that meets all musts may still be found."""
        return not self.is_done and not self.is_impossible and not self._is_stuck

    def begin(self, begun: IntArray | None = None) -> None:
        """Construct a first seating, take a known one if it is better, and hand the model to the workers."""
        self.incumbent.accept(begun)
        if not self.is_in_parts:
            self._construct()
        elif begun is None:
            self.incumbent.accept(distribute(self.model, group_tables(self.model)))
        self.incumbent.first = self.incumbent.tables  # so far, nothing depends on the time
        if not self.is_done:
            self.portfolio.exact.load(self.model)
            self.portfolio.annealer.load(self.model)

    def _construct(self) -> None:
        """Construct a first seating; in a small room, try again while it breaks musts and before engines are ready."""
        is_small = self.model.n_persons * self.model.n_tables <= EXACT_ALONE
        for number in range(CONSTRUCTIONS if is_small else 1):
            self.incumbent.accept(construct(self.model, self.seed + number, self.budget.deadline))
            if self.incumbent.meets_musts:
                return

    def start_first_bound(self, kind: type[Bound]) -> None:
        """Start the first bound in the background, even if no time is left."""
        is_over = self.incumbent.is_optimal or self.portfolio.full_work == 0.0
        if not is_over and not self.is_impossible and not self._is_stuck:
            self.portfolio.start_bound(kind)

    def improve_in_parts(self) -> None:
        """Improve a large room in parts until nothing moves. Each call gives every part twice the work of the last."""
        restarts, self._restarts = self._restarts, False
        self._turn += 1
        is_searched = self.portfolio.improve_in_parts(self.seed + self._turn, self._part_work, restarts)
        self._part_work *= 2
        self._is_stuck = not is_searched

    def anneal(self, share: float) -> None:
        """Improve the incumbent by annealing, with a share of the full work and a new seed each time."""
        self._turn += 1
        self.portfolio.anneal(self.seed + self._turn, share * self.portfolio.full_work)

    def improve_by_counts(self, share: float) -> None:
        """Improve the incumbent over counts, with a share of the full work, where alike people make that worthwhile."""
        if self.is_countable and self.goes_on and self.incumbent.meets_musts:
            self._turn, self.has_counted = self._turn + 1, True
            self.portfolio.improve_by_counts(self.seed + self._turn, share * self.portfolio.full_work)

    def anneal_until(self, share: float) -> None:
        """Anneal, each time twice as long as the time before, until a share of the full work was spent on annealing.

        Each annealing begins with the incumbent. So a search that is stopped at any moment loses at most its last
        annealing, which is half of the work.
        """
        while self.goes_on and self.annealed + self._length <= share:
            self.anneal_once()

    def anneal_once(self) -> None:
        """Anneal twice as long as the time before."""
        self.anneal(self._length)
        self.annealed += self._length
        self._length *= 2

    def start_mip(self, share: float) -> None:
        """Start looking for the optimum of the whole room as a MIP in the background, with a share of the full work."""
        if self.goes_on:
            self.portfolio.start_mip(share * self.portfolio.full_work)

    def start_bound(self, kind: type[Bound], share: float | None = None) -> None:
        """Start computing a bound in the background, with a share of the full work if one is given."""
        if self.goes_on:
            self.portfolio.start_bound(kind, share)

    def prove(self, share: float) -> None:
        """Look for the optimum of the whole room with CP-SAT, with a share of the full work."""
        self._prove(share * self.portfolio.full_work, self.portfolio.full_work)

    def _prove(self, work: float, confirming: float) -> None:
        """Look for the optimum of the whole room; a proof that there is no seating may take as much work again."""
        answer = self.portfolio.ask(self.portfolio.question(Aim.PENALTY, work))
        self._learn(_verified(self.model, answer), max(CONFIRMING_WORK, confirming))

    def solve_small(self, share: float) -> None:
        """Solve a small room with at most `SMALL_WORK`, then, if that is not enough, with a share of the full work.

        The first part is counted in work alone. A time limit counts only for rooms that it does not solve.

        Parameters
        ----------
        share : float
        """
        whole = share * self.portfolio.full_work
        work, deadline = min(SMALL_WORK, whole), self.budget.deadline
        self.budget.deadline = None
        if self.portfolio.full_work > 0:
            self.portfolio.exact.load(self.model)
            if self.goes_on:
                self._prove(work, work)
            if self.is_impossible and not self.is_parted_later:
                self._compare_with_arithmetic()
                if not self.is_closest:
                    self._prove_closest(work)
        if not self.is_done and not (self.is_impossible and self.is_parted_later):
            self.budget.deadline = deadline
        if self.goes_on and work < whole:
            self.prove(share)

    def wait(self) -> None:
        """Wait for the background solver and take its answer."""
        if self.goes_on:
            self.portfolio.wait()

    def wait_for_first(self) -> None:
        """Wait for the first bound and take it; the background solver goes on."""
        if self.goes_on:
            self.portfolio.wait_for_first()

    def confirm(self) -> None:
        """Look once more for something better than the proven optimum, by another method.

        If there is something better, a solver was wrong, and its bound is retracted. A bound by arithmetic needs no
        second opinion, and after the deadline there is no time for one.
        """
        best = self.incumbent
        if not best.is_optimal or best.bound == best.trivial_bound or self.budget.seconds == 0.0:
            return
        self.portfolio.background.stop()  # no further bound is needed
        claimed = best.value.penalty
        question = self.portfolio.question(Aim.PENALTY, CONFIRMING_WORK)
        question = replace(question, below=claimed, without_presolve=True)
        is_small = self.model.n_persons * self.model.n_tables <= CONFIRMED_BY_EXACT
        self.portfolio.ask(question if is_small else SolveMip(question))
        if best.value.penalty < claimed:
            best.retract_bounds()

    def refute(self, share: float) -> None:
        """Look for a seating that meets more musts, and for musts that cannot be met together.

        In rooms too large for the exact engine, a conflict of a few musts is easier to prove than one of all musts. It
        counts only when a second solve, of another kind, confirms it.
        """
        allowance = share * self.portfolio.full_work
        work, deadline = min(allowance, QUESTION_WORK), self.budget.deadline
        tables = [self.incumbent.tables]
        oracle = FeasibilityOracle(self.model, self.portfolio.exact, tables, self.seed, work, allowance, deadline)
        with self.portfolio.log.asking(FEASIBILITY) as asking:
            clash = oracle.clash_among(oracle.approach())
            if clash is not None and oracle.once_more(clash) is False:
                self.is_impossible, self._clash = True, clash
            asking.hear(Answer(SolveStatus.UNDECIDED, oracle.nearest, None, None, oracle.spent))
        self.budget.spend(oracle.spent)
        self.incumbent.accept(oracle.nearest)

    def restrict_time(self, share: float) -> None:
        """Give up all but a share of the time left, if there is a time limit.

        If arithmetic shows that no seating can have a smaller shortfall, the incumbent is already the closest.
        """
        seconds = self.budget.seconds
        if seconds is not None:
            self.budget.deadline = time.monotonic() + share * seconds
        self._compare_with_arithmetic()

    def _compare_with_arithmetic(self) -> None:
        """Note that the incumbent is the closest seating if arithmetic shows that no shortfall can be smaller."""
        self.is_closest = self.incumbent.value <= self.portfolio.trivial_value

    def prove_closest(self, share: float) -> None:
        """Look for the closest seating with CP-SAT in one lexicographic solve, with a share of the full work."""
        self.portfolio.exact.load(self.model)
        self._prove_closest(share * self.portfolio.full_work)

    def _prove_closest(self, work: float) -> None:
        answer = self.portfolio.ask(self.portfolio.question(Aim.BOTH, work))
        self.is_closest |= answer.status is SolveStatus.PROVEN

    def find_closest(self, share: float, solve: Solver) -> None:
        """Look for the closest seating with every must turned into a wish, with a share of the full work."""
        effort = Effort(share * self.portfolio.full_work, self.budget.deadline, self.budget.jobs)
        found = find_closest(self.model, self.incumbent.tables, effort, solve)
        self.incumbent.accept(found.tables)
        self.is_closest = found.is_proven
        self.budget.spend(found.work)
        if self.portfolio.ending is Ending.DONE:
            self.portfolio.ending = found.ending

    def outcome(self) -> Outcome:
        """Return the incumbent with its status, and whether a longer search would be worth it."""
        workers, best = self.portfolio, self.incumbent
        otherwise = Status.IMPOSSIBLE if self.is_impossible else Status.NO_SEATING
        seconds = time.monotonic() - workers.began
        found = outcome_of(self.model, best.first, best.bound, seconds, workers.ending, otherwise)
        course = Course(
            status=found.status,
            ending=workers.ending,
            is_cut_off=not self.is_closest,
            is_close=best.is_near or best.is_in_sight,
            last_news=best.last_news / max(1e-9, workers.elapsed),
        )
        limit = worthwhile_limit(course, workers.limit, self.budget.spent)
        engines = workers.log.runs(best.value, best.bound)
        return replace(found, clash=self._clash, work=self.budget.spent, longer_limit=limit, engines=engines)

    def _learn(self, answer: Answer, work: float) -> None:
        """Record what a solve of the whole room proves.

        The program concludes that the musts cannot all be met only if a second solve, without presolve, confirms it
        with at most this much work.
        """
        if answer.status is SolveStatus.NONE:
            question = replace(self.portfolio.question(Aim.MUSTS, work), without_presolve=True)
            self.is_impossible = self.portfolio.ask(question).status is SolveStatus.NONE
        else:
            self.incumbent.raise_bound(answer.bound)


def is_countable(model: Model) -> bool:
    """Whether groups should use few tables, and there are at most half as many classes of people as people."""
    is_asked = any(isinstance(term, SpreadTerm) and not model.musts[r] for r, term in model.terms)
    if not is_asked or not EXACT_ALONE < model.n_persons * model.n_tables <= MIP_SIZE:
        return False
    return 2 * len(person_classes(model).members) <= model.n_persons


def _verified(model: Model, answer: Answer) -> Answer:
    """Return the answer if its objective agrees with the penalty computed from the terms.

    Raises
    ------
    EngineError
        If they disagree, because the solver's model and the terms differ.
    """
    if answer.tables is not None and answer.objective is not None:
        actual = penalty_of(model, answer.tables).penalty
        if actual > answer.objective or (answer.status is SolveStatus.PROVEN and actual < answer.objective):
            raise EngineError(f"the solver reports a penalty of {answer.objective}, but the terms give {actual}")
    return answer
