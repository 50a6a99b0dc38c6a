"""Each step of the strategy: what it takes from an answer, and what it believes only after a second opinion."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines import search_steps
from seating.engines.budget import Effort
from seating.engines.closest import Closest
from seating.engines.interruption import Ending
from seating.engines.limits import CONFIRMED_BY_EXACT
from seating.engines.local_search.construction import construct
from seating.engines.messages import SILENT, Aim, Answer, BoundByClasses, Found, Solve, SolveMip, SolveStatus
from seating.engines.outcome import Status
from seating.engines.search_steps import Search
from seating.errors import EngineError
from seating.model import Model, penalty_of
from seating.model.pair_bound import penalty_bound
from seating.model.trivial_bound import value_bound
from seating.room.plan import IntArray
from tests.engines.children import Here, Scripted
from tests.engines.every import Every, every, random_seating, small_room
from tests.engines.rooms import big_model
from tests.waiting import let_pass

NONE = Answer(SolveStatus.NONE, None, None, None, 0.1)


def search(model: Model, *replies: Any, effort: Effort | None = None) -> Search:
    """Return a search whose exact engine replies these, or answers in this process if there are none."""
    exact = Scripted(*replies) if replies else Here()
    found = Search(model, effort or Effort(work=10.0), 3, SILENT, exact)
    found.portfolio.annealer = Here()
    found.portfolio.background._worker = Here()
    exact.load(model)
    return found


def rooms(seed: int, number: int, is_possible: bool = True, must: float = 0.3) -> list[tuple[Model, Every]]:
    """Return small rooms about which arithmetic alone proves nothing, with every seating of each."""
    rng, found = Random(seed), list[tuple[Model, Every]]()
    while len(found) < number:
        model = small_room(rng, must=must)
        whole = every(model)
        if is_possible and whole.best.unmet == 0 and whole.best.penalty > penalty_bound(model):
            found.append((model, whole))
        if not is_possible and whole.best.unmet and not value_bound(model).unmet:
            found.append((model, whole))
    return found


def optimum(whole: Every) -> IntArray:
    return whole.meeting.seatings[int(whole.meeting.penalty.argmin())]


def proven(model: Model, whole: Every) -> Answer:
    """Return the answer of an engine that found the optimum and proved it."""
    penalty = whole.best.penalty
    return Answer(SolveStatus.PROVEN, optimum(whole), penalty, penalty, 0.1)


def test_solving_the_whole_room_proves_the_optimum() -> None:
    """The best seating, the bound, and only then the status."""
    for model, whole in rooms(1, 8):
        run = search(model)
        run.begin()
        run.prove(1.0)
        assert (run.incumbent.value, run.incumbent.bound) == (whole.best, whole.best.penalty)
        assert run.is_done
        assert not run.goes_on
        assert run.outcome().status is Status.OPTIMAL


def test_the_mip_of_the_whole_room_raises_the_bound_as_far_as_it_proves() -> None:
    """It gives up where the LP relaxation is far below the penalty; whatever it says, no seating refutes it."""
    raised = optimal = 0
    for model, whole in rooms(17, 12):
        run = search(model)
        run.begin()
        before = run.incumbent.bound
        run.start_mip(1.0)
        run.wait()
        assert whole.best <= run.incumbent.value
        assert before <= run.incumbent.bound <= whole.best.penalty
        raised += run.incumbent.bound > before
        optimal += run.incumbent.is_optimal
    assert raised > 5
    assert optimal > 3


@pytest.mark.parametrize(
    ("second", "impossible"), [(NONE, True), (Answer(SolveStatus.UNDECIDED, None, None, None, 0.1), False)]
)
def test_that_musts_cannot_be_met_is_believed_only_the_second_time(second: Answer, impossible: bool) -> None:
    model, _ = rooms(2, 1)[0]
    run = search(model, NONE, second)
    run.prove(1.0)
    first, again = run.portfolio.exact.asked  # type: ignore[attr-defined]
    assert (first.aim, first.without_presolve) == (Aim.PENALTY, False)
    assert (again.aim, again.without_presolve) == (Aim.MUSTS, True)
    assert run.is_impossible == impossible
    assert run.goes_on != impossible


@pytest.mark.room
def test_whether_musts_can_be_met_is_decided_as_trying_every_seating_decides_it() -> None:
    for is_possible in (True, False):
        for model, whole in rooms(3, 8, is_possible):
            run = search(model)
            run.begin()
            run.prove(1.0)
            assert run.is_impossible == (whole.best.unmet > 0)
            if not is_possible:
                run.prove_closest(1.0)
                assert (run.is_closest, run.incumbent.value) == (True, whole.best)
                assert run.outcome().status is Status.IMPOSSIBLE


@pytest.mark.parametrize(
    ("status", "off", "is_wrong"),
    [
        (SolveStatus.PROVEN, -1, True),
        (SolveStatus.PROVEN, 1, True),
        (SolveStatus.PROVEN, 0, False),
        (SolveStatus.FOUND, -1, True),
        (SolveStatus.FOUND, 1, False),
    ],
)
def test_an_answer_whose_objective_is_not_the_penalty_by_the_terms_is_an_error(
    status: SolveStatus, off: int, is_wrong: bool
) -> None:
    """A seating may be better than a solver that was cut off says; it is never worse, and a proof is exact."""
    for model, whole in rooms(4, 3):
        reply = replace(proven(model, whole), status=status, objective=whole.best.penalty + off)
        run = search(model, reply)
        if is_wrong:
            with pytest.raises(EngineError, match="the solver reports a penalty of"):
                run.prove(1.0)
        else:
            run.prove(1.0)
            assert run.incumbent.value == whole.best


def test_a_proven_optimum_is_confirmed_by_another_method() -> None:
    """Something below it is looked for without presolve; nothing is found, and it stays optimal."""
    for model, whole in rooms(5, 6):
        run = search(model)
        run.begin(optimum(whole))
        run.incumbent.raise_bound(whole.best.penalty)
        run.confirm()
        (question,) = run.portfolio.exact.asked  # type: ignore[attr-defined]
        assert (question.below, question.without_presolve) == (whole.best.penalty, True)
        assert run.outcome().status is Status.OPTIMAL


def test_a_bound_that_the_second_opinion_refutes_is_given_up() -> None:
    """A solver claimed an optimum that was none: the better seating is taken, and nothing is called optimal."""
    for model, whole in rooms(6, 6):
        worse = whole.meeting.of(whole.meeting.penalty > whole.best.penalty)
        if not len(worse.seatings):
            continue
        run = search(model)
        run.incumbent.accept(worse.seatings[int(worse.penalty.argmin())])
        run.portfolio.background.bound = run.incumbent.value.penalty
        run.portfolio.background._note(
            Found(None, run.incumbent.value.penalty), False
        )  # a full MIP that is cut off agrees
        assert run.incumbent.is_optimal
        with run.portfolio.running():
            run.confirm()
        assert run.incumbent.value == whole.best
        assert run.incumbent.bound == penalty_bound(model)
        assert run.outcome().status is Status.FEASIBLE


@pytest.mark.parametrize(("people", "tables", "kind"), [(20, 10, Solve), (22, 11, SolveMip)])
def test_the_size_of_the_room_decides_who_confirms(people: int, tables: int, kind: type) -> None:
    assert CONFIRMED_BY_EXACT == 200
    model = big_model(people, tables)
    run = search(model, Answer(SolveStatus.UNDECIDED, None, None, None, 0.0))
    run.incumbent.accept(construct(model, 0))
    run.incumbent.raise_bound(run.incumbent.value.penalty)
    run.incumbent.trivial_bound = 0
    run.confirm()
    assert [type(question) for question in run.portfolio.exact.asked] == [kind]  # type: ignore[attr-defined]


def test_nothing_is_confirmed_that_arithmetic_proves_or_that_is_not_proven() -> None:
    """A bound by arithmetic needs no second opinion."""
    for model, whole in rooms(7, 4):
        run = search(model)
        run.begin(optimum(whole))
        run.confirm()
        free = model.with_requirements(())
        easy = search(free)
        easy.begin()
        assert easy.incumbent.is_optimal
        easy.confirm()
        assert run.portfolio.exact.asked == easy.portfolio.exact.asked == []  # type: ignore[attr-defined]


@pytest.mark.room
def test_musts_named_as_a_clash_can_never_be_met_together() -> None:
    """Refuting finds some of the musts that clash, not necessarily the fewest, and only where there are any."""
    named = 0
    for is_possible in (True, False):
        for model, _ in rooms(8, 10, is_possible, must=0.6):
            run = search(model)
            run.begin()
            run.refute(1.0)
            clash = run.outcome().clash
            assert run.is_impossible == bool(clash)
            if clash:
                assert not is_possible
                assert every(model.with_requirements(clash)).best.unmet > 0
                assert run.outcome().status is Status.IMPOSSIBLE
                named += 1
    assert named >= 8


@pytest.mark.parametrize("begun", ["better", "worse", "none"])
def test_a_search_begins_with_the_better_of_a_known_seating_and_a_constructed_one(begun: str) -> None:
    for model, whole in rooms(9, 5):
        known = {"better": optimum(whole), "worse": whole.seatings[int(whole.unmet.argmax())], "none": None}[begun]
        run = search(model)
        run.begin(known)
        constructed = penalty_of(model, construct(model, 3))
        best = constructed if known is None else min(constructed, penalty_of(model, known))
        assert run.incumbent.value <= best
        assert run.portfolio.annealer._model is model


def test_a_search_that_is_done_loads_no_worker() -> None:
    """A seating without any requirement is optimal at once."""
    model = small_room(Random(1)).with_requirements(())
    run = search(model)
    run.portfolio.annealer = Here()
    run.begin()
    assert run.is_done
    assert run.portfolio.annealer._model is None


def test_musts_that_arithmetic_refutes_are_impossible_before_anybody_is_asked() -> None:
    rng = Random(10)
    seen = 0
    while seen < 5:
        model = small_room(rng, ("constant",), must=0.8)
        if value_bound(model).unmet:
            run = search(model)
            assert run.is_impossible
            assert not run.goes_on
            seen += 1


@pytest.mark.parametrize("seconds", [None, 4000.0])
def test_giving_up_time_changes_the_deadline_and_no_work(seconds: float | None) -> None:
    model, _ = rooms(11, 1)[0]
    deadline = None if seconds is None else time.monotonic() + seconds
    run = search(model, effort=Effort(work=10.0, deadline=deadline))
    run.budget.spend(4.0)
    run.restrict_time(0.5)
    assert (run.portfolio.full_work, run.budget.spent) == (10.0, 4.0)
    left = run.budget.seconds
    assert left is None if seconds is None else left is not None and 1500.0 < left <= 2000.0


def test_a_seating_that_lacks_no_more_than_arithmetic_says_is_the_closest() -> None:
    """One person short at a table that nobody can fill."""
    rng = Random(12)
    closest = 0
    while closest < 4:
        model = small_room(rng, ("constant",), must=0.9)
        whole = every(model)
        least = value_bound(model)
        if least.unmet and whole.best == least:
            run = search(model)
            run.incumbent.accept(whole.seatings[np.lexsort((whole.penalty, whole.unmet))[0]])
            run.restrict_time(1.0)
            assert run.is_closest
            assert not run.outcome().longer_limit
            closest += 1


@pytest.mark.parametrize("is_proven", [True, False])
@pytest.mark.parametrize("ending", [Ending.DONE, Ending.TIME])
def test_the_closest_seating_is_taken_with_its_proof_its_work_and_its_end(
    is_proven: bool, ending: Ending, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, whole = rooms(13, 1, is_possible=False)[0]
    best = whole.seatings[np.lexsort((whole.penalty, whole.unmet))[0]]
    deadline = time.monotonic() + 50.0
    run = search(model, effort=Effort(work=10.0, deadline=deadline, jobs=3))
    given: list[Effort] = []

    def find(model: Model, tables: IntArray, effort: Effort, solve: object) -> Closest:
        assert np.array_equal(tables, run.incumbent.tables)
        given.append(effort)
        return Closest(best, is_proven, 2.5, ending)

    monkeypatch.setattr(search_steps, "find_closest", find)
    run.find_closest(0.3, solve=lambda *given: run.outcome())
    assert given == [Effort(work=3.0, deadline=deadline, jobs=3)]
    assert (run.incumbent.value, run.is_closest, run.is_done) == (whole.best, is_proven, is_proven)
    assert (run.budget.spent, run.portfolio.ending) == (2.5, ending)


def test_each_annealing_has_a_seed_of_its_own() -> None:
    model, _ = rooms(14, 1)[0]
    run = search(model)
    run.begin()
    for _ in range(3):
        run.anneal(0.001)
    assert [question.seed for question in run.portfolio.annealer.asked] == [4, 5, 6]  # type: ignore[attr-defined]


def test_annealing_makes_no_seating_worse() -> None:
    rng = Random(15)
    for model, whole in rooms(15, 6):
        run = search(model)
        run.portfolio.annealer.load(model)
        run.incumbent.accept(random_seating(rng, model))
        before = run.incumbent.value
        run.anneal(0.002)
        assert whole.best <= run.incumbent.value <= before


def test_waiting_for_the_background_solver_ends_with_what_it_was_asked() -> None:
    """First the bound over classes, then the optimum of the whole room."""
    for model, whole in rooms(16, 4):
        run = search(model)
        run.begin()
        run.start_bound(BoundByClasses)
        run.start_mip(1.0)
        run.wait()
        assert (run.incumbent.value, run.incumbent.bound) == (whole.best, whole.best.penalty)
        asked = run.portfolio.background._worker.asked  # type: ignore[attr-defined]
        assert [type(question) for question in asked][:2] == [BoundByClasses, SolveMip][: len(asked)]


@pytest.mark.parametrize("why", ["optimal", "impossible", "no time", "no work"])
def test_a_search_that_is_over_starts_and_awaits_nothing_more(why: str) -> None:
    model, whole = rooms(18, 1)[0]
    efforts = {"no time": Effort.until(time.monotonic()), "no work": Effort(work=0.0)}
    run = search(model, effort=efforts.get(why))
    run.incumbent.accept(whole.meeting.seatings[int(whole.meeting.penalty.argmax())])
    if why == "optimal":
        run.incumbent.accept(optimum(whole))
        run.incumbent.raise_bound(whole.best.penalty)
    run.is_impossible = why == "impossible"
    before = run.incumbent.value
    run.portfolio.background.tables = optimum(whole)
    run.start_bound(BoundByClasses)
    run.start_mip(1.0)
    run.anneal_until(1.0)
    run.wait()
    assert run.portfolio.background._worker.asked == run.portfolio.annealer.asked == []  # type: ignore[attr-defined]
    assert run.incumbent.value == before
    assert run.is_done == (why != "impossible")


def test_each_share_is_of_the_full_work_whatever_was_spent_before() -> None:
    """So neither a time limit nor the work of the steps before it changes a step."""
    model, _ = rooms(19, 1)[0]
    given = []
    for spent, deadline in ((0.0, None), (9.0, None), (3.0, time.monotonic() + 100.0)):
        run = search(model, Answer(SolveStatus.UNDECIDED, None, None, None, 0.1), effort=Effort(10.0, deadline))
        run.portfolio.annealer, run.portfolio.background._worker = Scripted(), Scripted()
        run.budget.spend(spent)
        run.start_mip(0.4)
        run.start_bound(BoundByClasses)
        run.wait()
        run.anneal(0.25)
        run.anneal_until(0.02)
        run.prove(0.12)
        run.prove_closest(0.3)
        mip, bound = run.portfolio.background._worker.asked
        annealed = [(question.seed, question.work) for question in run.portfolio.annealer.asked]
        solved = [(question.aim, question.work) for question in run.portfolio.exact.asked]  # type: ignore[attr-defined]
        given.append((mip.solve.work, bound.work, annealed, solved))
    assert given[0] == given[1] == given[2]
    first = 10.0 / 256
    assert given[0] == (
        4.0,
        1.5,
        [(4, 2.5), (5, first), (6, 2 * first)],
        [(Aim.PENALTY, pytest.approx(1.2)), (Aim.BOTH, 3.0)],
    )


def test_annealings_double_without_end_and_begin_with_the_incumbent() -> None:
    model, whole = rooms(20, 1)[0]
    run = search(model, effort=Effort(work=256.0))
    replies = [Answer(SolveStatus.UNDECIDED, tables, None, None, 0.5) for tables in whole.meeting.seatings[:12]]
    run.portfolio.annealer = Scripted(*replies)
    expected = []
    for _ in replies:
        expected.append(run.incumbent.tables)
        run.anneal_once()
    asked = run.portfolio.annealer.asked
    assert [question.work for question in asked] == [2.0**n for n in range(12)]
    assert [question.seed for question in asked] == list(range(4, 16))
    assert all(np.array_equal(question.tables, tables) for question, tables in zip(asked, expected, strict=True))
    assert run.annealed == pytest.approx(4095 / 256)


def test_a_search_under_a_time_limit_says_that_more_time_would_help() -> None:
    """It ended at its limit while the best seating was still getting better."""
    model = big_model(60, 6)
    run = search(model, effort=Effort.until(time.monotonic() + 0.05))
    let_pass(0.06)
    run.incumbent.accept(construct(model, 0))
    found = run.outcome()
    assert found.status is Status.FEASIBLE
    assert found.longer_limit == 30


@pytest.mark.parametrize(("people", "tables", "has_pairs"), [(60, 6, True), (100, 10, True), (120, 12, False)])
def test_pairs_are_decided_in_rooms_of_up_to_a_hundred_people(people: int, tables: int, has_pairs: bool) -> None:
    assert search(big_model(people, tables)).has_pairs_to_decide == has_pairs


@pytest.mark.room
def test_small_rooms_begin_with_a_seating_that_meets_the_musts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is too busy to start an engine in time still seats everybody within the musts."""
    possible = [model for model, _ in rooms(12, 40, must=0.6)]

    def begun(constructions: int) -> int:
        monkeypatch.setattr(search_steps, "CONSTRUCTIONS", constructions)
        searches = [search(model) for model in possible]
        for each in searches:
            each.begin()
        return sum(each.incumbent.meets_musts for each in searches)

    several, once = begun(search_steps.CONSTRUCTIONS), begun(1)
    assert several >= 0.95 * len(possible)
    assert several > once
