"""Plan several rounds together, so that the sum of their penalties is low."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from seating.analysis.initiative.changes import FormerPerson
from seating.api.inputs import RoundInputs
from seating.api.one_round import choose_effort, settle_outcome
from seating.api.planned_clashes import find_planned_clashes
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.searches.conflict_search import explain_counted
from seating.api.searches.yielding import yield_in_order
from seating.engines import Ending, Outcome, Status, Worker, best_plan
from seating.engines.budget import Budget, work_for_room
from seating.engines.engine_runs import ROUNDS, EngineLog
from seating.engines.local_search.construction import construct
from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.messages import Quiet
from seating.engines.multi_round.joined_rounds import Rounds, company_bound, is_searchable, rounds_of
from seating.engines.multi_round.round_units import over_units
from seating.engines.multi_round.rounds_search import RoundsSearch
from seating.engines.outcome import is_optimal, status_of
from seating.engines.worker import WorkerDiedError
from seating.groups import group_by_key
from seating.model import Later, Model, Value, build_model, penalty_of
from seating.model.pair_bound import penalty_bound
from seating.model.units import units_of
from seating.requirements.base.kind import is_tied
from seating.result.memberships import is_suggested
from seating.room.history import History
from seating.room.plan import IntArray, Plan
from seating.terms import CompanyTerm

FIRST_PASS, LAST_PASS = 1 / 32, 1
"""Work of the first pass, and of the last one without a time limit, as shares of the full work of all rounds."""


FIRST_SEARCH = 0.4
"""Share of a pass for the first search of all rounds at once. If it reaches the bound, no other search runs."""


EACH_ALONE = 0.5
"""Share of the remaining work of a pass for solving each round by itself."""


SECOND_SEARCH = 0.8
"""Share of the work left after that for the second search of all rounds at once."""


ONE_IN_TURN = 0.35
"""Share of the remaining work for one round while the others are fixed."""


LEAST_SHARE = 0.02
"""No further turn starts if less than this share of a phase's initial work is left."""


AFTER_PERTURBATION = 0.05
"""Share of the remaining work for one round after a random change to one of the rounds."""


PERTURBED = 5
"""A random change moves 1/`PERTURBED` of the people."""


IDLE_PERTURBATIONS = 4
"""A pass ends after this many random changes per round without improvement."""


MORE_FOR_A_ROUND = 0.1
"""Share of the work units of one round that each further round adds to the total."""


CALL_WORK, MODEL_WORK = 0.1, 0.03
"""Work units charged for each search in addition to its own: for starting processes, and for building the model of each
round."""


def seat_rounds(request: Request, inputs: Sequence[RoundInputs], worker: Worker) -> tuple[Solved, ...]:
    """Seat several successive rounds so that the sum of their penalties is low.

    The search takes the same steps with and without a time limit: passes, each with twice the work of the one before. A
    limit only cuts it off.

    Parameters
    ----------
    request : Request
    inputs : sequence of RoundInputs
        One for each round, in order. The history of each ends before the first of them.
    worker : Worker

    Returns
    -------
    tuple of Solved
        One for each round. Each is checked with the rounds before it in its history. The sum of their bounds is a
        lower bound of the sum of their penalties. They are optimal only if the two sums are equal.
        Otherwise each has the bound that holds for it alone.

    Raises
    ------
    EngineError
        When an engine and the checker disagree.
    """
    with RoundsSearch(worker.stop_signal) as search:
        joint = _JointSearch(request, inputs, worker, search)
        with joint.record_ending():
            while joint.begin_pass():
                joint.search_all_rounds(FIRST_SEARCH)
                joint.bound_each_round(EACH_ALONE)
                joint.search_all_rounds(SECOND_SEARCH)
                joint.improve_in_turn(ONE_IN_TURN)
                joint.perturb_and_improve(AFTER_PERTURBATION)
            joint.yield_in_order()
    return joint.solved()


@dataclass(frozen=True)
class JointRounds:
    """Rounds that are planned together. Their seatings are one int array of shape (persons,) for each round.

    Attributes
    ----------
    inputs : tuple of RoundInputs
        One for each round, in order. The history of each ends before the first of them.
    """

    inputs: tuple[RoundInputs, ...]

    def __len__(self) -> int:
        return len(self.inputs)

    def construct(self, seed: int) -> tuple[IntArray, ...]:
        """Construct a quick seating of each round in turn, with the rounds before it in its history."""
        found: list[IntArray] = []
        for number, one in enumerate(self.inputs):
            model = build_model(self.with_history(found)[number].room, one.requirements)
            units = units_of(model)
            seats = construct(model if units is None else units.model, seed + number)
            found.append(seats if units is None else units.seats_of_persons(seats))
        return tuple(found)

    def with_history(self, tables: Sequence[IntArray]) -> tuple[RoundInputs, ...]:
        """Return the rounds with these seatings in their histories. There may be fewer seatings than rounds."""
        history, found = self.inputs[0].room.history, []
        for number, one in enumerate(self.inputs):
            found.append(replace(one, room=replace(one.room, history=history)))
            if number < len(tables):
                history = add_round(history, one, self._plan(number, tables[number]))
        return tuple(found)

    def _plan(self, number: int, tables: IntArray) -> Plan:
        room = self.inputs[number].room
        return Plan({p.id: room.tables[t].id for p, t in zip(room.persons, tables.tolist(), strict=True)})

    def build_models(self, tables: Sequence[IntArray]) -> tuple[Model, ...]:
        """Return the model of each round, with these seatings in its history."""
        return tuple(build_model(one.room, one.requirements) for one in self.with_history(tables))

    def evaluate(self, tables: Sequence[IntArray]) -> Value:
        """Return the sum of the values of the seatings of all rounds."""
        values = [penalty_of(model, own) for model, own in zip(self.build_models(tables), tables, strict=True)]
        return Value(sum(value.unmet for value in values), sum(value.penalty for value in values))

    def build_alone(self, tables: Sequence[IntArray]) -> tuple[Model, ...]:
        """Return each round's model without the requirements that depend on seats in the planned rounds before it.

        The penalties of these models do not depend on the other rounds. They depend on `tables` only through who
        attends, not through who sits where.
        """
        return tuple(
            build_model(one.room, [r for r in one.requirements if number == 0 or not is_tied(r)])
            for number, one in enumerate(self.with_history(tables))
        )

    def build_in_turn(self, tables: Sequence[IntArray], number: int) -> Model:
        """Return the model of one round while the others are fixed, up to a constant.

        Parameters
        ----------
        tables : sequence of int arrays, shape (persons,)
            The seatings of all rounds.
        number : int
            The index of the round.
        """
        rooms = self.with_history(tables)
        later = [
            Later(rooms[n].room, rooms[n].requirements, self._plan(n, tables[n])) for n in range(number + 1, len(self))
        ]
        return build_model(rooms[number].room, rooms[number].requirements, later)

    def build_joint(self, alone: Sequence[Model]) -> tuple[Rounds, int] | None:
        """Return the combined problem of all rounds, over units, and a lower bound on the cost of meetings.

        None if the rounds cannot be searched at once.
        """
        if not is_searchable(alone):  # checked first, because every round doubles the number of sets of rounds
            return None
        tied = {r.id: r for one in self.inputs for r in one.requirements if is_tied(r)}
        rooms = [one.room for one in self.inputs]
        terms: list[tuple[int, CompanyTerm]] = []
        encoded = set[str]()
        for identity, requirement in tied.items():
            for term in requirement.encode_company(rooms):
                terms.append((MUST_PRICE if requirement.is_must else requirement.weight, term))
                encoded.add(identity)
        if not terms:
            return None
        models = [model.with_requirements(set(model.requirement_ids) - encoded) for model in alone]
        rounds = rounds_of(models, terms)
        return over_units(rounds, models), company_bound(rounds)


def join_rounds(inputs: Sequence[RoundInputs]) -> JointRounds:
    """Return these rounds as rounds planned together. In each room, `last_round` becomes the number of the last."""
    last = inputs[-1].room.round_number
    return JointRounds(tuple(replace(one, room=replace(one.room, last_round=last)) for one in inputs))


def add_round(
    history: History, inputs: RoundInputs, plan: Plan, duties: Mapping[str, tuple[str, ...]] | None = None
) -> History:
    """Return the history with a planned round added at its end.

    Parameters
    ----------
    history : History
    inputs : RoundInputs
        The inputs of the round.
    plan : Plan
        The seating of the round.
    duties : mapping of person id to tuple of duties, optional
    """
    seats = {person.id: plan.seats[person.id] for person in inputs.room.people}
    held = [person.id for person in inputs.room.held]
    return history.then(inputs.room.round_number, seats, duties, held)


class _JointSearch:
    """The search for a joint plan. It has a seating of every round at all times."""

    def __init__(self, request: Request, inputs: Sequence[RoundInputs], worker: Worker, search: RoundsSearch) -> None:
        self._request, self._worker, self._search = request, worker, search
        self._began = time.monotonic()
        self._ending = Ending.DONE
        self._planned = join_rounds(inputs)
        self._tables = self._planned.construct(request.seed)
        self._value = self._planned.evaluate(self._tables)
        self._alone = self._planned.build_alone(self._tables)
        self._outcomes: list[Outcome | None] = [None] * len(inputs)
        self._bounds = [penalty_bound(model) for model in self._alone]
        joint = self._planned.build_joint(self._alone)
        self._rounds = None if joint is None else joint[0]
        self._company = 0 if joint is None else joint[1]
        self._effort = choose_effort(request, self._alone[0])
        of_one = work_for_room(self._alone[0]) if self._effort.work is None else self._effort.work
        self._full_work = of_one * (1 + MORE_FOR_A_ROUND * (len(inputs) - 1))
        self._share = FIRST_PASS
        self._budget = Budget(self._effort)
        self._rng = np.random.default_rng([request.seed, 4])
        self._log = EngineLog()

    @property
    def _bound(self) -> int:
        """The lower bound of the sum of the penalties."""
        return sum(self._bounds) + self._company

    @property
    def _proven(self) -> int | None:
        """The bound for progress reports; None while a must is unmet."""
        return None if self._value.unmet else self._bound

    @property
    def _is_open(self) -> bool:
        """Whether the search may still find a better plan."""
        is_best = is_optimal(self._value, self._bound)
        return not is_best and self._ending is Ending.DONE and not self._budget.is_spent

    @contextmanager
    def record_ending(self) -> Iterator[None]:
        """Run the block until it ends, the user presses Ctrl-C, or the worker dies. Record how it ended."""
        try:
            yield
        except KeyboardInterrupt:
            self._ending = Ending.INTERRUPTED
        except WorkerDiedError as death:
            self._ending = Ending.LOST
            self._request.watch.lost(str(death))
        if self._ending is Ending.DONE and self._budget.seconds == 0.0:
            self._ending = Ending.TIME

    def begin_pass(self) -> bool:
        """Give the next pass its work, twice that of the pass before; return whether there is one."""
        self._budget = Budget(replace(self._effort, work=self._share * self._full_work))
        is_last = self._effort.work is not None and self._share > LAST_PASS
        self._share *= 2
        return self._is_open and not is_last

    def search_all_rounds(self, share: float) -> None:
        """Search all rounds at once with a share of the remaining work of the pass."""
        rounds = self._rounds
        if not self._is_open or rounds is None:
            return
        enough = Value(0, self._bound)

        def accept(tables: IntArray, value: Value) -> None:
            if value < self._value:
                self._accept(rounds.stack.parted(tables))

        start = rounds.stack.joined(self._tables)
        before = self._budget.spent
        with self._log.asking(ROUNDS) as asking:
            self._search.anneal(rounds, start, self._budget, share, self._request.seed, enough, accept)
            asking.work = self._budget.spent - before

    def bound_each_round(self, share: float) -> None:
        """Solve each round by itself to improve its bound. Rounds with equal models are solved only once."""
        same = group_by_key((pickle.dumps(model), number) for number, model in enumerate(self._alone))
        for left, rounds in zip(range(len(same), 0, -1), same.values(), strict=True):
            model, proven = self._alone[rounds[0]], Value(0, self._bounds[rounds[0]])
            earlier = self._outcomes[rounds[0]]
            is_decided = earlier is not None and earlier.status in {Status.OPTIMAL, Status.IMPOSSIBLE}
            is_open = self._is_open and not is_decided
            if is_open and all(penalty_of(model, self._tables[number]) > proven for number in rounds):
                outcome = self._search_round(model, share / left, rounds[0])
                for number in rounds:
                    self._outcomes[number] = outcome
                    self._bounds[number] = max(self._bounds[number], outcome.bound or 0)
        self._accept(
            [own if one is None else one.tables for own, one in zip(self._tables, self._outcomes, strict=True)]
        )

    def improve_in_turn(self, share: float) -> None:
        """Solve one round after another while the others are fixed, until no round improves."""
        idle, number, least = 0, len(self._planned), LEAST_SHARE * self._budget.work()
        while self._is_open and idle < len(self._planned) and self._budget.work() > least:
            number = (number - 1) % len(self._planned)
            before = self._value
            outcome = self._search_round(self._planned.build_in_turn(self._tables, number), share, number)
            self._accept([outcome.tables if n == number else own for n, own in enumerate(self._tables)])
            idle = 0 if self._value < before else idle + 1

    def perturb_and_improve(self, share: float) -> None:
        """Change some seats of one round at random, then solve the other rounds and finally that one, repeatedly.

        This escapes plans that no change to a single round can improve.
        """
        idle, least = 0, LEAST_SHARE * self._budget.work()
        while self._is_open and self._budget.work() > least and idle < IDLE_PERTURBATIONS * len(self._planned):
            before, number = self._value, int(self._rng.integers(len(self._planned)))
            tables = list(self._tables)
            tables[number] = _perturb(tables[number], self._alone[number].n_people, self._rng)
            others = self._rng.permutation([n for n in range(len(self._planned)) if n != number]).tolist()
            for turn in (*others, number):
                if self._is_open:
                    tables[turn] = self._search_round(self._planned.build_in_turn(tables, turn), share, turn).tables
            self._accept(tables)
            idle = 0 if self._value < before else idle + 1

    def _search_round(self, model: Model, share: float, number: int) -> Outcome:
        """Return the best seating of one round found with a share of the remaining work of the pass.

        The pass is charged the whole share. The work done may depend on when a worker in the background answers.
        """
        work = self._budget.work(share)
        effort = replace(self._effort, work=work)
        outcome = best_plan(model, effort, self._request.seed + number, Quiet(self._request.watch), self._worker)
        self._log.add_parts(outcome.engines)
        self._budget.spend(work + CALL_WORK + MODEL_WORK * len(self._planned))
        self._request.watch.progress(self._value, self._proven, time.monotonic() - self._began)
        if outcome.ending in (Ending.INTERRUPTED, Ending.LOST):
            self._ending = outcome.ending
        return outcome

    def _accept(self, tables: Sequence[IntArray]) -> None:
        """Accept seatings of all rounds if their total value is better."""
        if len(tables) == len(self._planned):
            value = self._planned.evaluate(tables)
            if value < self._value:
                self._tables, self._value = tuple(tables), value
                self._request.watch.progress(value, self._proven, time.monotonic() - self._began)

    def yield_in_order(self) -> None:
        """If the musts cannot all be met, seat one round after another so that they yield in order, as in `solve`."""
        for number, one in enumerate(self._planned.inputs if self._value.unmet else ()):
            model = self._planned.build_in_turn(self._tables, number)
            closest = self._outcome(model, number, 0, False)
            found = yield_in_order(
                one.requirements, model, closest, self._effort, self._request.seed + number, self._worker
            )
            self._tables = tuple(found.tables if n == number else own for n, own in enumerate(self._tables))
        self._value = self._planned.evaluate(self._tables)

    def solved(self) -> tuple[Solved, ...]:
        """Return the results of the rounds, each checked with the rounds before it in its history."""
        is_best = is_optimal(self._value, self._bound)
        history, found = self._planned.inputs[0].room.history, list[Solved]()
        models = self._planned.build_models(self._tables)
        bounds = self._distribute_bound(models) if is_best else self._bounds
        clashes = find_planned_clashes(self._planned.inputs) if self._value.unmet else ()
        for number, one in enumerate(self._planned.inputs):
            inputs = replace(one, room=replace(one.room, history=history))
            if found:
                former = _as_former_people(found[-1])
                inputs = replace(
                    inputs,
                    former_members=found[-1].memberships,
                    former_people=former,
                    former_list=None,
                    keeps_duties=False,
                )
            model = models[number]
            outcome = self._outcome(model, number, bounds[number], is_best)
            found.append(settle_outcome(inputs, self._request, self._worker, model, outcome, len(self._planned)))
            history = add_round(history, inputs, found[-1].plan, found[-1].duties)
        planned = {one.room.round_number: one.plan.seats for one in found}
        told = explain_counted(found, [clash.requirements for clash in clashes])
        return tuple(replace(one, planned=planned) for one in told)

    def _outcome(self, model: Model, number: int, bound: int, is_best: bool) -> Outcome:
        value, alone = penalty_of(model, self._tables[number]), self._outcomes[number]
        clash = frozenset[str]() if alone is None else alone.clash
        is_impossible = alone is not None and alone.status is Status.IMPOSSIBLE
        status = status_of(value, is_best, Status.IMPOSSIBLE if is_impossible else Status.NO_SEATING)
        seconds = time.monotonic() - self._began
        proven = None if value.unmet else bound
        outcome = Outcome(self._tables[number], *value, proven, status, seconds, self._ending, clash)
        return outcome if number else replace(outcome, engines=self._log.runs())  # one search for all rounds

    def _distribute_bound(self, models: Sequence[Model]) -> list[int]:
        """Return a bound for each round.

        The part of the bound that follows only from all rounds together is assigned to rounds whose penalty exceeds
        their own bound.
        """
        found, left = list[int](), self._company
        for model, tables, bound in zip(models, self._tables, self._bounds, strict=True):
            more = max(0, min(left, penalty_of(model, tables).penalty - bound))
            found.append(bound + more)
            left -= more
        return found


def _as_former_people(result: Solved) -> Mapping[str, FormerPerson]:
    """Return the people of the round before, with their duties, by id."""
    found = {}
    for one in result.people:
        duties = result.duties.get(one.id, ())
        drawn = frozenset(duty for duty in duties if is_suggested(result, one.id, duty))
        found[one.id] = FormerPerson(one.label, "", result.plan.seats.get(one.id, ""), duties, drawn)
    return found


def _perturb(tables: IntArray, n_people: int, rng: np.random.Generator) -> IntArray:
    """Return the seating after a random permutation of some people's seats."""
    some = rng.permutation(n_people)[: max(2, n_people // PERTURBED)]
    changed = tables.copy()
    changed[some] = tables[rng.permutation(some)]
    return changed
