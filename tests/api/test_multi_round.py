"""Several rounds planned together: as good as brute force finds, and each round what the checker says."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from seating.api import multi_round
from seating.api.inputs import RoundInputs
from seating.api.multi_round import LAST_PASS, MORE_FOR_A_ROUND, add_round, join_rounds, seat_rounds
from seating.api.request import Request
from seating.api.result import Solved
from seating.convening import Convening
from seating.engines import Child, Effort, Outcome, Watch
from seating.engines.budget import LEAST_WORK
from seating.engines.local_search.construction import construct
from seating.engines.multi_round.joined_rounds import value_of_rounds
from seating.engines.multi_round.rounds_search import RoundsSearch
from seating.engines.outcome import Status
from seating.model import Model, Value, penalty_of
from seating.requirements.base.kind import Requirement, is_active
from seating.room.history import History, PastRound
from seating.room.plan import Plan, Room
from tests.builders import every_plan, requirement, room, value_of
from tests.random_requirements import random_requirement
from tests.random_rooms import random_room

TIED = ("new_company", "new_table", "continuity", "meet", "buddy")


def opened_rounds(rooms: Sequence[Room], requirements: Sequence[Requirement]) -> tuple[RoundInputs, ...]:
    found = []
    for number, one in enumerate(rooms, start=1):
        here = replace(one, round_number=number)
        convening = Convening(tables=here.tables, requirements=tuple(requirements))
        asked = tuple(r for r in requirements if is_active(r, number))
        found.append(RoundInputs(here.listed, convening, here, asked, ()))
    return tuple(found)


def best_of_all(opened: Sequence[RoundInputs]) -> Value:
    """Return the least value of any plan of all rounds, by the checkers alone."""
    return _best_after(opened, opened[0].room.history, opened[-1].room.round_number, Value(0, 0), Value(10**9, 0))


def _best_after(opened: Sequence[RoundInputs], history: History, last: int, spent: Value, best: Value) -> Value:
    """Return the least value of all rounds, or `best`; plans that cost no less already are not continued."""
    if not opened:
        return min(spent, best)
    here = replace(opened[0].room, history=history, last_round=last)
    plans = list(every_plan(opened[0].room))
    values = [value_of(here, opened[0].requirements, plan) for plan in plans]
    for value, plan in sorted(zip(values, plans, strict=True), key=lambda pair: pair[0]):
        total = Value(spent.unmet + value.unmet, spent.penalty + value.penalty)
        if total >= best:
            return best
        best = _best_after(opened[1:], add_round(history, opened[0], plan), last, total, best)
    return best


def value_of_all(opened: Sequence[RoundInputs], plans: Sequence[Plan], last: int) -> Value:
    history, unmet, penalty = opened[0].room.history, 0, 0
    for one, plan in zip(opened, plans, strict=True):
        here = replace(one.room, history=history, last_round=last)
        value = value_of(here, one.requirements, plan)
        unmet, penalty = unmet + value.unmet, penalty + value.penalty
        history = add_round(history, one, plan)
    return Value(unmet, penalty)


def ahead(opened: Sequence[RoundInputs], child: Child, **asked: object) -> tuple[Solved, ...]:
    return seat_rounds(Request(people="made up", write=False, rounds=len(opened), **asked), opened, child)


def three_rounds() -> tuple[RoundInputs, ...]:
    """Return rounds in which everybody would go to the table of their interest each time, and to no table twice."""
    rng = Random(1)
    people = [{"id": f"p{n:02}", "interests": {"a": rng.randint(0, 3), "b": rng.randint(0, 3)}} for n in range(18)]
    tables = [{"id": f"t{n}", "focus": "ab"[n % 2], "seats": 6} for n in range(3)]
    asked = [requirement("size"), requirement("focus"), requirement("new_table", weight=2)]
    return opened_rounds([room(people, tables)] * 3, asked)


@pytest.mark.room
def test_of_very_many_rounds_not_every_set_is_looked_at() -> None:
    """With fifty rounds there would be 2 ** 50 sets of rounds in which two people may meet."""
    rooms = [replace(one.room, round_number=n) for n, one in enumerate(three_rounds() * 17, start=1)]
    planned = join_rounds(opened_rounds(rooms, [requirement("size"), requirement("new_company")]))
    assert planned.build_joint(planned.build_alone(planned.construct(0))) is None


@pytest.mark.room
def test_rounds_that_are_not_proven_go_on_until_the_time_is_over(child: Child) -> None:
    began = time.monotonic()
    results = ahead(three_rounds(), child, time_limit=2.0, started=began)
    assert time.monotonic() - began >= 1.7
    assert all(result.status is Status.FEASIBLE for result in results)


def test_without_a_limit_the_work_of_many_rounds_is_bounded(monkeypatch: pytest.MonkeyPatch, child: Child) -> None:
    """All searches together are given no more than twice the work of the last pass, although none proves anything."""
    taken: list[float] = []

    def unproven(model: Model, effort: Effort, seed: int, watch: Watch, child: Child) -> Outcome:
        assert effort.work is not None
        taken.append(effort.work)
        tables = construct(model, seed)
        return Outcome(tables, *penalty_of(model, tables), None, Status.FEASIBLE, 0.0, work=1.0)

    monkeypatch.setattr("seating.api.multi_round.best_plan", unproven)
    opened = three_rounds()
    ahead(opened, child)
    assert len(opened) < len(taken)
    assert sum(taken) <= 2 * LAST_PASS * LEAST_WORK * (1 + 2 * MORE_FOR_A_ROUND)


def held_against_brute_force(opened: Sequence[RoundInputs], child: Child) -> bool:
    """Hold a plan against every other; return whether it was proven best."""
    results = ahead(opened, child)
    plans = [result.plan for result in results]
    value = Value(sum(r.review.unmet for r in results), sum(r.penalty for r in results))
    assert value == value_of_all(opened, plans, opened[-1].room.round_number)
    best = best_of_all(opened)
    assert value >= best
    if value.unmet == 0:
        bound = sum(result.bound or 0 for result in results)
        assert bound <= best.penalty
        assert all((result.status is Status.OPTIMAL) == (value.penalty == bound) for result in results)
    return value == best


def random_rounds(rng: Random, n_rounds: int = 2) -> tuple[RoundInputs, ...]:
    """Return rounds of one tiny room, somebody perhaps away from one, after an earlier round or none."""
    whole = replace(random_room(rng, most_persons=4, most_tables=2), history=History())
    rooms = []
    for _ in range(n_rounds):
        away = rng.choice(whole.people).id if len(whole.people) > 1 and rng.random() < 0.3 else ""
        rooms.append(replace(whole, people=tuple(p for p in whole.people if p.id != away)))
    if rng.random() < 0.5:
        seats = {p.id: rng.choice(whole.tables).id for p in whole.people if rng.random() < 0.8}
        rooms = [replace(one, history=History((PastRound(0, seats),))) for one in rooms]
    drawn = [rng.choice(TIED), rng.choice(("new_company", *TIED)), rng.choice(("balance", "cap", "focus", "apart"))]
    asked = [random_requirement(rng, whole, kind) for kind in drawn]
    named = [one.model_copy(update={"id": f"{one.kind}-{n}"}) for n, one in enumerate(asked)]
    return opened_rounds(rooms, [*named, requirement("size")])


@pytest.mark.room
def test_two_rounds_of_tiny_rooms_are_never_better_than_the_best(child: Child) -> None:
    """What is found is hardly ever worse either."""
    rng = Random(3)
    best = [held_against_brute_force(random_rounds(rng), child) for _ in range(6)]
    assert sum(best) >= 5


@pytest.mark.night
def test_many_tiny_rooms(child: Child) -> None:
    rng = Random(4)
    best = [held_against_brute_force(random_rounds(rng, rng.choice((2, 2, 3))), child) for _ in range(250)]
    assert sum(best) >= 240


def golfers(groups: int, size: int) -> Room:
    return room([f"p{n:02}" for n in range(groups * size)], [{"id": f"t{t}", "seats": size} for t in range(groups)])


def test_nine_in_threes_meet_everybody_in_four_rounds(child: Child) -> None:
    opened = opened_rounds([golfers(3, 3)] * 4, [requirement("size"), requirement("new_company")])
    results = ahead(opened, child)
    assert [(r.penalty, r.bound, r.status) for r in results] == [(0, 0, Status.OPTIMAL)] * 4
    met = [pair for r in results for pair in PastRound(0, r.plan.seats).company]
    assert len(met) == len(set(met)) == 36
    assert [len(r.room.history.rounds) for r in results] == [0, 1, 2, 3]


@pytest.mark.room
def test_company_before_the_first_planned_round_counts(child: Child) -> None:
    """Six people at two tables who met in a round before cannot all have new company; looking ahead spreads that."""
    seats = {"p00": "t0", "p01": "t0", "p02": "t0", "p03": "t1", "p04": "t1", "p05": "t1"}
    rooms = [replace(golfers(2, 3), history=History((PastRound(0, seats),)))] * 2
    opened = opened_rounds(rooms, [requirement("size"), requirement("new_company", grows=True)])
    assert held_against_brute_force(opened, child)


def test_repeats_that_arithmetic_forces_are_proven(child: Child) -> None:
    """Six people at two tables: in each later round both tables seat two who have met."""
    opened = opened_rounds([golfers(2, 3)] * 2, [requirement("size"), requirement("new_company", weight=2)])
    results = ahead(opened, child)
    assert sum(r.penalty for r in results) == sum(r.bound or 0 for r in results) == 4
    assert {r.status for r in results} == {Status.OPTIMAL}


def test_one_round_more_than_there_is_company_for(child: Child) -> None:
    """Four people in twos meet everybody in three rounds; a fourth round repeats a pair at each table."""
    opened = opened_rounds([golfers(2, 2)] * 4, [requirement("size"), requirement("new_company")])
    results = ahead(opened, child)
    assert [sum(r.penalty for r in results), results[0].status] == [2, Status.OPTIMAL]


def test_a_round_that_is_not_proven_has_a_bound_of_its_own(child: Child) -> None:
    """Repeats that all rounds together force may fall into any of them: no single round is proven to cost them."""
    opened = opened_rounds([golfers(2, 3)] * 3, [requirement("size"), requirement("new_company", weight=2)])
    request = Request(people="made up", write=False, rounds=3)
    with RoundsSearch() as search:
        rounds = multi_round._JointSearch(request, opened, child, search).solved()
    assert {r.status for r in rounds} == {Status.FEASIBLE}
    assert sum(r.penalty for r in rounds) > 0
    assert [r.bound for r in rounds] == [0, 0, 0]


@pytest.mark.parametrize("keys", [{}, {"within": 1}, {"within": 2}, {"grows": True}, {"grows": True, "within": 1}])
def test_company_at_once_is_company_round_by_round(keys: dict[str, object]) -> None:
    """What the search at once is told is what the rounds come to one by one."""
    rng = Random(str(keys))
    for _ in range(30):
        whole = random_room(rng, most_persons=5, most_tables=2)
        past = tuple(
            PastRound(n - 1, {p.id: rng.choice(whole.tables).id for p in whole.people if rng.random() < 0.8})
            for n in range(rng.randint(0, 2))
        )
        rooms = [
            replace(whole, people=tuple(p for p in whole.people if rng.random() < 0.9), history=History(past))
            for _ in range(rng.randint(2, 4))
        ]
        active = rng.choice([None, (1, 2), (2, 3), (3,)])
        asked = requirement("new_company", **keys, rounds=active, must=rng.choice([True, False]), weight=3)
        planned = join_rounds(opened_rounds(rooms, [asked]))
        tables = planned.construct(rng.randrange(100))
        joint = planned.build_joint(planned.build_alone(tables))
        if any(any(asked.id == r.id for r in one.requirements) for one in planned.inputs):
            assert joint is not None
            rounds, _ = joint
            assert value_of_rounds(rounds, rounds.stack.joined(tables)) == planned.evaluate(tables)


def test_one_round_in_turn_costs_what_it_adds() -> None:
    """The model of a round with the others as they are differs from the sum of all rounds by a constant."""
    rng = Random(9)
    for _ in range(25):
        planned = join_rounds(random_rounds(rng, 3))
        if any(table.open_if_needed for table in planned.inputs[0].room.tables):
            continue  # a term at a table that is empty costs nothing there
        tables = list(planned.construct(0))
        number = rng.randrange(3)
        model = planned.build_in_turn(tables, number)
        constants = set()
        for _ in range(6):
            tables[number] = tables[number].copy()
            if not len(tables[number]):
                break
            tables[number][rng.randrange(len(tables[number]))] = rng.randrange(model.n_tables)
            told, whole = penalty_of(model, tables[number]), planned.evaluate(tables)
            constants.add((whole.unmet - told.unmet, whole.penalty - told.penalty))
        assert len(constants) <= 1
