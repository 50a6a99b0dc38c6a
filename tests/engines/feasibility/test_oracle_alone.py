"""The feasibility oracle with its engines in the same process: every set of requirements, and what can go wrong."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import chain, combinations, product
from random import Random
from typing import Any

import numpy as np
import pytest

from seating.engines.child_main import answer_question
from seating.engines.feasibility import oracle as module
from seating.engines.feasibility.oracle import FeasibilityOracle
from seating.engines.messages import NOTHING, Answer, Improve, Question, Solve, SolveByClasses, SolveStatus
from seating.engines.worker import OutOfTimeError, WorkerDiedError
from seating.explanations.conflicts import Conflicts, find_conflicts
from seating.model import Model, penalty_of
from seating.model.penalty_of_terms import shortfalls
from seating.model.trivial_bound import clashing_musts
from seating.terms import CountTerm, PlaceTerm
from tests.engines.drawn import every_seating, random_model
from tests.engines.every import best_of_all
from tests.engines.rooms import big_model
from tests.examples import seeded


class LocalChild:
    """Answers in this process, and counts the questions; `answers` are given first, errors among them raised."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.questions: list[Question] = []
        self._answers = list(answers)
        self._model: Model | None = None

    def load(self, model: Model) -> None:
        self._model = model

    def ask(self, question: Question, deadline: float | None = None, *_: Any) -> Answer:
        self.questions.append(question)
        if self._answers:
            answer = self._answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        assert self._model is not None
        return answer_question(self._model, question, lambda found: None)


def subsets(ids: tuple[str, ...]) -> list[frozenset[str]]:
    return [frozenset(some) for some in chain.from_iterable(combinations(ids, n) for n in range(len(ids) + 1))]


def sets_met(model: Model) -> list[frozenset[str]]:
    """Return the requirements that each seating meets, those of equal seatings once."""
    ids = np.array(model.requirement_ids)
    return list({frozenset(ids[shortfalls(model, tables) == 0].tolist()) for tables in every_seating(model)})


@seeded(7, "case")
def test_each_set_of_requirements_is_decided_as_by_trying_every_seating(case: int) -> None:
    """In any order; a second opinion agrees, and known answers are not asked for again."""
    rng = Random(case)
    model = random_model(rng, must=1.0)
    met, child = sets_met(model), LocalChild()
    oracle = FeasibilityOracle(model, child)
    asked = subsets(model.requirement_ids)
    rng.shuffle(asked)
    for ids in asked:
        possible = any(ids <= those for those in met)
        assert oracle(ids) is possible
        n_questions = len(child.questions)
        assert oracle(ids) is possible
        assert all(oracle(ids | other) is False for other in asked[:3] if not possible)
        assert len(child.questions) == n_questions
    whole = frozenset(model.requirement_ids)
    assert oracle.once_more(whole) is oracle(whole)


@seeded(7, "case")
def test_the_nearest_seating_meets_all_musts_where_that_is_possible(case: int) -> None:
    model = random_model(Random(case), must=1.0)
    oracle = FeasibilityOracle(model, LocalChild())
    assert oracle.approach() == list(model.requirement_ids)
    least = best_of_all(model)
    assert penalty_of(model, oracle.nearest) >= least
    if not least.unmet:
        assert penalty_of(model, oracle.nearest) == least
    assert oracle(frozenset(model.requirement_ids)) is (least.unmet == 0)


@seeded(5, "case")
def test_a_clash_among_many_cannot_be_met(case: int) -> None:
    model = random_model(Random(case), must=1.0)
    met = sets_met(model)
    clash = FeasibilityOracle(model, LocalChild()).clash_among(model.requirement_ids)
    if any(len(those) == len(model.requirement_ids) for those in met):
        assert clash is None
    else:
        assert clash is not None
        assert not any(clash <= those for those in met)


class SearchOnlyChild(LocalChild):
    """Answers rounds of the search, and leaves open what the solver is asked about the whole room."""

    def ask(self, question: Question, deadline: float | None = None, *more: Any) -> Answer:
        if isinstance(question, Solve):
            return NOTHING
        return super().ask(question, deadline, *more)


@pytest.mark.parametrize("large", [False, True])
def test_what_musts_lack_while_the_others_are_met_is_the_least(large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """For many sets that may fall short, whether or not all could be met; by a search in a large room."""
    if large:
        monkeypatch.setattr(module, "FEASIBILITY_DIRECT", 0)
    costly = 0
    for case in range(12):
        model = random_model(Random(case), must=1.0, people=(1, 4))
        lacks = [shortfalls(model, tables) for tables in every_seating(model)]
        oracle = FeasibilityOracle(model, LocalChild())
        for ids in subsets(model.requirement_ids)[1::4][:6]:
            given_up = np.isin(model.requirement_ids, list(ids))
            least = min((int(lack[given_up].sum()) for lack in lacks if not lack[~given_up].any()), default=None)
            assert oracle.shortfall_without(ids) == least
            costly += bool(least)
    assert costly > 5


def test_a_search_of_a_large_room_finds_seatings_and_refutes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search starts with everybody at one table; the solver and counting say nothing of the whole room."""
    monkeypatch.setattr(module, "FEASIBILITY_DIRECT", 0)
    monkeypatch.setattr(FeasibilityOracle, "_count", lambda *_: None)
    monkeypatch.setattr(module, "construct", lambda model, seed: np.zeros(model.n_persons, dtype=np.int64))
    answers = []
    for seed, some in product(range(3), ({"size", "cap", "balance-1"}, {"size", "cap", "focus"})):
        ids, model, child = frozenset(some), big_model(12, 3, seed), SearchOnlyChild()
        oracle = FeasibilityOracle(model, child, allowance=0.3)
        answers.append((FeasibilityOracle(model, LocalChild())(ids), oracle(ids)))
        assert child.questions
        met = frozenset(np.array(model.requirement_ids)[shortfalls(model, oracle.nearest) == 0].tolist())
        assert (ids <= met) == (answers[-1][1] is True)
    assert set(answers) == {(True, True), (False, None)}


def test_where_the_solver_leaves_the_musts_open_a_search_approaches_them() -> None:
    model = room()
    oracle = FeasibilityOracle(model, SearchOnlyChild())
    assert penalty_of(model, oracle.nearest).unmet > 0
    oracle.approach()
    assert penalty_of(model, oracle.nearest).unmet == 0


@pytest.mark.parametrize(("work", "rounds"), [(0.6, 1), (0.3, 2), (0.15, 4)])
def test_a_search_ends_when_its_work_is_done(work: float, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may use half a unit; a round that has begun is finished and costs a little more, as does the first seating."""
    monkeypatch.setattr(module, "FEASIBILITY_DIRECT", 0)
    monkeypatch.setattr(module, "FEASIBILITY_ASKED", 150)
    monkeypatch.setattr(module, "construct", lambda model, seed: np.zeros(model.n_persons, dtype=np.int64))
    left_open = Answer(SolveStatus.UNDECIDED, None, None, None, work)
    child = LocalChild(*[left_open] * 30)
    oracle = FeasibilityOracle(room(), child)
    assert oracle(frozenset({"size", "cap"})) is None
    assert [type(question) for question in child.questions] == [SolveByClasses, *[Improve] * rounds, Solve]
    constructed = 36 / 150
    assert oracle.spent == pytest.approx(constructed + (work + module.ROUND_WORK) * (rounds + 2))


@pytest.mark.parametrize("is_large", [False, True])
def test_a_second_opinion_is_another_solve(is_large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without presolve and with other seeds: of seats, and of classes of persons if these leave it open."""
    child, ids = LocalChild(*[NOTHING] * 4), frozenset({"size", "cap"})
    oracle = FeasibilityOracle(room(), child, seed=7)
    oracle(ids)
    first = child.questions[:]
    if is_large:
        monkeypatch.setattr(module, "FEASIBILITY_ASKED", 35)
    assert oracle.once_more(ids) is None
    again = child.questions[len(first) :]
    assert [type(question) for question in again] == [SolveByClasses] if is_large else [Solve, SolveByClasses]
    asked = [question for question in first + again if isinstance(question, Solve)]
    assert [question.without_presolve for question in asked] == [False] * len(first) + [True] * len(again)
    assert len({question.seed for question in asked}) == 1 + len(again)
    assert {question.requirement_ids for question in asked} == {ids}


def room() -> Model:
    """Return a room in which one question needs an engine: nothing is known of it, and arithmetic shows nothing."""
    return big_model(12, 3).with_requirements({"size", "cap"})


def test_a_known_seating_and_arithmetic_need_no_engine() -> None:
    model, child = room(), LocalChild()
    known = FeasibilityOracle(model, LocalChild())
    whole = frozenset(model.requirement_ids)
    assert known(whole) is True
    assert FeasibilityOracle(model, child, [known.nearest])(whole) is True
    crowded = big_model(12, 3, at_most=0).with_requirements({"size", "cap"})
    assert FeasibilityOracle(crowded, child)(frozenset({"size", "cap"})) is False
    assert child.questions == []


@pytest.mark.parametrize("error", [WorkerDiedError("signal 9"), OutOfTimeError()])
def test_without_an_answer_the_question_stays_open(error: Exception) -> None:
    child = LocalChild(error, error, error)
    oracle = FeasibilityOracle(room(), child)
    assert oracle(frozenset({"size", "cap"})) is None
    assert child.questions


def test_a_child_that_keeps_dying_is_not_asked_for_ever() -> None:
    deaths = [WorkerDiedError("signal 9")] * 20
    child = LocalChild(*deaths)
    oracle = FeasibilityOracle(room(), child)
    for _ in range(6):
        assert oracle(frozenset({"size", "cap"})) is None
    assert len(child.questions) <= module.MOST_DEATHS + 1


def test_after_the_deadline_nothing_is_decided() -> None:
    child = LocalChild()
    oracle = FeasibilityOracle(room(), child, deadline=time.monotonic() - 1)
    assert oracle(frozenset()) is None
    assert child.questions == []


def test_the_allowance_binds_and_the_work_is_counted() -> None:
    spent = Answer(SolveStatus.UNDECIDED, None, None, None, 3.0)
    child = LocalChild(spent, spent, spent, spent)
    oracle = FeasibilityOracle(room(), child, allowance=3.0)
    assert oracle(frozenset({"size", "cap"})) is None
    assert oracle.spent >= 3.0
    n_questions = len(child.questions)
    assert oracle(frozenset({"size", "cap"})) is None
    assert len(child.questions) == n_questions


def test_classes_are_asked_first_and_seats_only_where_they_leave_it_open() -> None:
    ids = frozenset({"size", "cap"})
    child = LocalChild()
    assert FeasibilityOracle(room(), child)(ids) is True
    assert [type(question) for question in child.questions] == [SolveByClasses]
    child = LocalChild(NOTHING)
    assert FeasibilityOracle(room(), child)(ids) is True
    assert [isinstance(question, SolveByClasses) for question in child.questions] == [True, False]
    assert [question.requirement_ids for question in child.questions] == [ids, ids]


def pinned_model(people: int, seats: int) -> Model:
    """Return a room with tables of some seats, in which every one of the people is pinned to the first table."""
    base = big_model(people, -(-people // seats) + 1)
    away = np.ones((1, base.n_tables), dtype=np.int64)
    away[0, 0] = 0
    size = CountTerm.constant(np.arange(people), np.arange(base.n_tables), low=0, high=seats)
    pins = [(n + 1, PlaceTerm.of(np.array([n]), away)) for n in range(people)]
    return replace(
        base,
        requirement_ids=("size", *(f"pin:{n}" for n in range(people))),
        musts=np.ones(people + 1, dtype=bool),
        weights=np.zeros(people + 1, dtype=np.int64),
        terms=((0, size), *pins),
    )


def conflicts_of(model: Model, oracle: FeasibilityOracle) -> Conflicts:
    suspects = sorted(clashing_musts(model))
    return find_conflicts(model.requirement_ids, oracle, oracle.once_more, suspects, clash_among=oracle.clash_among)


def test_many_who_are_pinned_to_one_table_conflict_by_counting_alone() -> None:
    model, child = pinned_model(60, 6), LocalChild()
    oracle = FeasibilityOracle(model, child)
    found = conflicts_of(model, oracle)
    assert [(len(conflict.requirements), conflict.confirmed) for conflict in found.found] == [(8, True)] * 5
    assert frozenset({"size"}) in found.lifts
    assert [question.requirement_ids for question in child.questions] == [frozenset({"size"})]
    assert oracle.spent < 5


def test_a_conflict_by_counting_is_certain_when_no_time_is_left() -> None:
    model, child = pinned_model(70, 6), LocalChild()
    found = conflicts_of(model, FeasibilityOracle(model, child, deadline=time.monotonic() - 1))
    assert [(len(conflict.requirements), conflict.confirmed) for conflict in found.found] == [(8, True)]
    assert not found.complete
    assert child.questions == []


def test_after_the_deadline_few_questions_are_counted() -> None:
    model = pinned_model(70, 6)
    oracle = FeasibilityOracle(model, LocalChild(), deadline=time.monotonic() - 1)
    assert oracle(frozenset(model.requirement_ids)) is None  # so many take too long
    answers = [oracle(frozenset({"size", "pin:1"})) for _ in range(module.MOST_LATE + 5)]
    assert answers == [True] * (module.MOST_LATE - 1) + [None] * 6


def test_of_many_known_seatings_few_are_valued(monkeypatch: pytest.MonkeyPatch) -> None:
    model, valued = pinned_model(70, 6), list[int]()
    oracle = FeasibilityOracle(model, LocalChild())
    for one in range(1, 60):
        assert oracle(frozenset({"size", f"pin:{one}", f"pin:{one + 1}"})) is True
    monkeypatch.setattr(module, "penalty_of", lambda *given: valued.append(1) or penalty_of(*given))
    pins = frozenset(model.requirement_ids) - {"size"}
    assert oracle.shortfall_without(pins) == 64
    assert len(valued) < 2 * module.MOST_COMPARED + 5
