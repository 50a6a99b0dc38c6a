"""Several rounds planned together, so that an early one leaves room for the later ones."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

from seating.api.inputs import RoundInputs
from seating.api.one_round import choose_effort, settle_outcome
from seating.api.request import Request
from seating.api.result import Solved
from seating.engines import Child, Effort, Ending, Outcome, Status, best_plan
from seating.engines.budget import Budget
from seating.engines.child import ChildDiedError
from seating.engines.local_search.construction import construct
from seating.engines.local_search.incremental import MUST_PRICE
from seating.engines.multi_round.company_bound import least_company
from seating.engines.multi_round.rounds import Rounds, is_searchable, rounds_of
from seating.engines.multi_round.search import RoundsSearch
from seating.engines.progress import Watch
from seating.history import History
from seating.model import Later, Model, Value, build_model, penalty_of
from seating.model.pair_bound import least_penalty
from seating.plan import IntArray, Plan
from seating.requirement import Requirement
from seating.terms import CompanyTerm

__all__ = ["JointRounds", "add_round", "join_rounds", "seat_rounds"]

FIRST_LOOK = 0.5
"""Share of the effort for a first look at all rounds at once: where nothing has to be given up, it is all it takes."""


ALONE = 0.3
"""Share of what is left for how good each round can be by itself."""


AT_ONCE = 0.8
"""Share of what is left then for all rounds at once."""


IN_TURN = 0.35
"""Share of what is left for one round while the others stay as they are."""


WORTHWHILE = 0.02
"""Share of the effort that has to be left for another turn."""


AFTER_A_KICK = 0.05
"""Share of what is left for one round once turns come to nothing, and seats of another round were changed at random."""


KICKED = 5
"""One of so many people sits elsewhere after such a change."""


IDLE_KICKS = 4
"""Such changes for each round that come to nothing, after which it ends where there is no time limit."""


MORE_FOR_A_ROUND = 0.1
"""Share of the work of one round that each further round adds to the work for all of them together."""


CALL_WORK, MODEL_WORK = 0.1, 0.03
"""Work units that one search counts besides what it says: beginning its processes is work too, and so are the models of
all rounds."""


def seat_rounds(request: Request, inputs: Sequence[RoundInputs], child: Child) -> tuple[Solved, ...]:
    """Seat several rounds, one after the other, so that the sum of their penalties is low.

    Parameters
    ----------
    request : Request
    inputs : sequence of RoundInputs
        One for each round, in order; the history of each ends before the first of them.
    child : Child

    Returns
    -------
    tuple of Solved
        One for each round, judged with the history that the rounds before it give. The sum of their bounds is
        proven for the sum of their penalties; each is optimal only when the two are equal.

    Raises
    ------
    EngineError
        When an engine and the checker disagree.
    """
    with RoundsSearch() as search:
        planning = _JointSearch(request, inputs, child, search)
        with planning.until_its_end():
            planning.look_at_all(FIRST_LOOK)
            planning.look_at_each(ALONE)
            planning.look_at_all(AT_ONCE)
            planning.take_turns(IN_TURN)
            planning.kick_and_take_turns(AFTER_A_KICK)
    return planning.solved()


@dataclass(frozen=True)
class JointRounds:
    """Rounds that are planned together. Seatings are given as one array of shape (persons,) for each round.

    Attributes
    ----------
    inputs : tuple of RoundInputs
        One for each round, in order; the history of each ends before the first of them.
    """

    inputs: tuple[RoundInputs, ...]

    def __len__(self) -> int:
        return len(self.inputs)

    def first(self, seed: int) -> tuple[IntArray, ...]:
        """Seat round after round without much thought, each with what was before."""
        found: list[IntArray] = []
        for number, one in enumerate(self.inputs):
            model = build_model(self.with_history(found)[number].room, one.requirements)
            found.append(construct(model, seed + number))
        return tuple(found)

    def with_history(self, tables: Sequence[IntArray]) -> tuple[RoundInputs, ...]:
        """Return the rounds, each with the history that these seatings of the first ones give."""
        history, found = self.inputs[0].room.history, []
        for number, one in enumerate(self.inputs):
            found.append(replace(one, room=replace(one.room, history=history)))
            if number < len(tables):
                history = add_round(history, one, self._plan(number, tables[number]))
        return tuple(found)

    def _plan(self, number: int, tables: IntArray) -> Plan:
        room = self.inputs[number].room
        return Plan({p.id: room.tables[t].id for p, t in zip(room.persons, tables.tolist(), strict=True)})

    def models(self, tables: Sequence[IntArray]) -> tuple[Model, ...]:
        """Return the model of each round, with the history that these seatings give."""
        return tuple(build_model(one.room, one.requirements) for one in self.with_history(tables))

    def worth(self, tables: Sequence[IntArray]) -> Value:
        """Return what seatings of all rounds are worth together."""
        values = [penalty_of(model, own) for model, own in zip(self.models(tables), tables, strict=True)]
        return Value(sum(value.unmet for value in values), sum(value.penalty for value in values))

    def alone(self, tables: Sequence[IntArray]) -> tuple[Model, ...]:
        """Return each round's model without what depends on who sat where in the planned rounds before it.

        What they cost, they cost whatever is planned; only who comes to the rounds matters of these seatings.
        """
        return tuple(
            build_model(one.room, [r for r in one.requirements if number == 0 or not _is_tied(r)])
            for number, one in enumerate(self.with_history(tables))
        )

    def in_turn(self, tables: Sequence[IntArray], number: int) -> Model:
        """Return the model of one round while the others stay as they are, up to a constant."""
        rooms = self.with_history(tables)
        later = [
            Later(rooms[n].room, rooms[n].requirements, self._plan(n, tables[n])) for n in range(number + 1, len(self))
        ]
        return build_model(rooms[number].room, rooms[number].requirements, later)

    def at_once(self, alone: Sequence[Model]) -> Rounds | None:
        """Return all rounds as they are searched at once; None when it does not suit them."""
        if not is_searchable(alone):  # before anything is told of them: every round doubles the sets of rounds
            return None
        tied = {r.id: r for one in self.inputs for r in one.requirements if _is_tied(r)}
        rooms = [one.room for one in self.inputs]
        terms: list[tuple[int, CompanyTerm]] = []
        told = set[str]()
        for identity, requirement in tied.items():
            for term in requirement.encode_company(rooms):
                terms.append((MUST_PRICE if requirement.is_must else requirement.weight, term))
                told.add(identity)
        if not terms:
            return None
        return rounds_of([model.keeping(set(model.requirement_ids) - told) for model in alone], terms)


def join_rounds(inputs: Sequence[RoundInputs]) -> JointRounds:
    """Return these rounds as planned together: each knows which is the last of them."""
    last = inputs[-1].room.round_number
    return JointRounds(tuple(replace(one, room=replace(one.room, last_round=last)) for one in inputs))


def add_round(
    history: History, inputs: RoundInputs, plan: Plan, duties: Mapping[str, tuple[str, ...]] | None = None
) -> History:
    """Return a history once a round of this plan comes after it."""
    seats = {person.id: plan.seats[person.id] for person in inputs.room.people}
    return history.then(inputs.room.round_number, seats, duties)


def _is_tied(requirement: Requirement) -> bool:
    """Whether the seats of an earlier round matter to a requirement."""
    return type(requirement).encode_later is not Requirement.encode_later


class _JointSearch:
    """Rounds being planned; there is a seating of each at every moment."""

    def __init__(self, request: Request, inputs: Sequence[RoundInputs], child: Child, search: RoundsSearch) -> None:
        self._request, self._child, self._search = request, child, search
        self._began = time.monotonic()
        self._ending = Ending.DONE
        self._planned = join_rounds(inputs)
        self._tables = self._planned.first(request.seed)
        self._value = self._planned.worth(self._tables)
        self._alone = self._planned.alone(self._tables)
        self._outcomes: list[Outcome | None] = [None] * len(inputs)
        self._bounds = [least_penalty(model) for model in self._alone]
        self._rounds = self._planned.at_once(self._alone)
        self._company = 0 if self._rounds is None else least_company(self._rounds)
        effort = choose_effort(request, self._alone[0])
        times = 1 + MORE_FOR_A_ROUND * (len(inputs) - 1)
        self._budget = Budget(effort if effort.work is None else replace(effort, work=effort.work * times))

    @property
    def _bound(self) -> int:
        """What is proven of the sum of the penalties."""
        return sum(self._bounds) + self._company

    @property
    def _proven(self) -> int | None:
        """The bound, as it is told beside the value; None while a must is unmet."""
        return None if self._value.unmet else self._bound

    @property
    def _goes_on(self) -> bool:
        """Whether something better may still be found."""
        is_best = self._value.unmet == 0 and self._value.penalty <= self._bound
        return not is_best and self._ending is Ending.DONE and not self._budget.is_spent

    @contextmanager
    def until_its_end(self) -> Iterator[None]:
        """Let the work inside end early by Ctrl-C or by the death of the child."""
        try:
            yield
        except KeyboardInterrupt:
            self._ending = Ending.INTERRUPTED
        except ChildDiedError as death:
            self._ending = Ending.LOST
            self._request.watch.lost(str(death))
        if self._ending is Ending.DONE and self._budget.seconds == 0.0:
            self._ending = Ending.TIME

    def look_at_all(self, share: float) -> None:
        """Search all rounds at once, with a share of the effort left."""
        rounds = self._rounds
        if not self._goes_on or rounds is None:
            return
        enough = Value(0, self._bound)

        def hear(tables: IntArray, value: Value) -> None:
            if value < self._value:
                self._offer(rounds.stack.parted(tables))

        begun = rounds.stack.joined(self._tables)
        self._search.anneal(rounds, begun, self._budget, share, self._request.seed, enough, hear)

    def look_at_each(self, share: float) -> None:
        """Look how good each round can be by itself, and prove it as far as possible; equal rounds are asked once."""
        same: dict[bytes, list[int]] = {}
        for number, model in enumerate(self._alone):
            same.setdefault(pickle.dumps(model), []).append(number)
        for left, rounds in zip(range(len(same), 0, -1), same.values(), strict=True):
            model, proven = self._alone[rounds[0]], Value(0, self._bounds[rounds[0]])
            if self._goes_on and all(penalty_of(model, self._tables[number]) > proven for number in rounds):
                outcome = self._best(model, share / left, rounds[0])
                for number in rounds:
                    self._outcomes[number] = outcome
                    self._bounds[number] = max(self._bounds[number], outcome.bound or 0)
        self._offer([own if one is None else one.tables for own, one in zip(self._tables, self._outcomes, strict=True)])

    def take_turns(self, share: float) -> None:
        """Seat one round after the other anew while the others stay, until nothing comes of it."""
        idle, number, least = 0, len(self._planned), WORTHWHILE * self._left
        while self._goes_on and idle < len(self._planned) and self._left > least:
            number = (number - 1) % len(self._planned)
            before = self._value
            outcome = self._best(self._planned.in_turn(self._tables, number), share, number)
            self._offer([outcome.tables if n == number else own for n, own in enumerate(self._tables)])
            idle = 0 if self._value < before else idle + 1

    def kick_and_take_turns(self, share: float) -> None:
        """Change some seats of one round at random, then seat the others and at last that one anew, again and again.

        With a time limit that goes on until its end. It leads out of plans that no single round can better.
        """
        rng, idle, least = np.random.default_rng([self._request.seed, 4]), 0, WORTHWHILE * self._left
        has_end = self._budget.seconds is None
        while self._goes_on and self._left > least and not (has_end and idle >= IDLE_KICKS * len(self._planned)):
            before, number = self._value, int(rng.integers(len(self._planned)))
            tables = list(self._tables)
            tables[number] = _perturb(tables[number], self._alone[number].n_people, rng)
            others = rng.permutation([n for n in range(len(self._planned)) if n != number]).tolist()
            for turn in (*others, number):
                if self._goes_on:
                    tables[turn] = self._best(self._planned.in_turn(tables, turn), share, turn).tables
            self._offer(tables)
            idle = 0 if self._value < before else idle + 1

    @property
    def _left(self) -> float:
        """What is left, in seconds or in work units."""
        return self._budget.work() if self._budget.seconds is None else self._budget.seconds

    def _best(self, model: Model, share: float, number: int) -> Outcome:
        """Return the best seating of one round, with a share of the effort left."""
        if self._budget.seconds is None:
            effort = Effort(work=self._budget.work(share), jobs=self._budget.jobs)
        else:
            effort = Effort(deadline=time.monotonic() + self._budget.seconds * share, jobs=self._budget.jobs)
        outcome = best_plan(model, effort, self._request.seed + number, _QuietWatch(self._request.watch), self._child)
        self._budget.spend(outcome.work + CALL_WORK + MODEL_WORK * len(self._planned))
        self._request.watch.progress(self._value, self._proven, time.monotonic() - self._began)
        if outcome.ending in (Ending.INTERRUPTED, Ending.LOST):
            self._ending = outcome.ending
        return outcome

    def _offer(self, tables: Sequence[IntArray]) -> None:
        """Take seatings of all rounds that are better together."""
        if len(tables) == len(self._planned):
            value = self._planned.worth(tables)
            if value < self._value:
                self._tables, self._value = tuple(tables), value
                self._request.watch.progress(value, self._proven, time.monotonic() - self._began)

    def solved(self) -> tuple[Solved, ...]:
        """Return the rounds, each judged with the history that the ones before it give."""
        is_best = self._value.unmet == 0 and self._value.penalty == self._bound
        history, found = self._planned.inputs[0].room.history, list[Solved]()
        models = self._planned.models(self._tables)
        bounds = self._shared_out(models)
        for number, one in enumerate(self._planned.inputs):
            inputs = replace(one, room=replace(one.room, history=history))
            model = models[number]
            outcome = self._outcome(model, number, bounds[number], is_best)
            found.append(settle_outcome(inputs, self._request, self._child, model, outcome, len(self._planned)))
            history = add_round(history, inputs, found[-1].plan, found[-1].duties)
        return tuple(found)

    def _outcome(self, model: Model, number: int, bound: int, is_best: bool) -> Outcome:
        value, alone = penalty_of(model, self._tables[number]), self._outcomes[number]
        clash = frozenset[str]() if alone is None else alone.clash
        status = Status.OPTIMAL if is_best else Status.FEASIBLE
        if value.unmet:
            is_impossible = alone is not None and alone.status is Status.IMPOSSIBLE
            status = Status.IMPOSSIBLE if is_impossible else Status.NO_SEATING
        seconds = time.monotonic() - self._began
        proven = None if value.unmet else bound
        return Outcome(self._tables[number], *value, proven, status, seconds, self._ending, clash)

    def _shared_out(self, models: Sequence[Model]) -> list[int]:
        """Return a bound for each round; what only all rounds together must cost is put where it is paid."""
        found, left = list[int](), self._company
        for model, tables, bound in zip(models, self._tables, self._bounds, strict=True):
            more = max(0, min(left, penalty_of(model, tables).penalty - bound))
            found.append(bound + more)
            left -= more
        return found


def _perturb(tables: IntArray, n_people: int, rng: np.random.Generator) -> IntArray:
    """Return a seating in which some people have traded seats at random."""
    some = rng.permutation(n_people)[: max(2, n_people // KICKED)]
    changed = tables.copy()
    changed[some] = tables[rng.permutation(some)]
    return changed


class _QuietWatch:
    """Watches the search for one round of several: its figures are no news, the death of a child is."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def progress(self, incumbent: Value, bound: int | None, seconds: float) -> None:
        """Say nothing."""

    def lost(self, reason: str) -> None:
        """Pass it on."""
        self._watch.lost(reason)
