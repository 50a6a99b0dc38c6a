"""Every question has an engine of the one shape `(model, question, progress) -> answer`."""

from __future__ import annotations

import importlib
import inspect
from random import Random

import numpy as np
import pytest

from seating.engines.child_main import ENGINES, answer_question, engine_for
from seating.engines.local_search.construction import construct
from seating.engines.messages import (
    Aim,
    Anneal,
    Answer,
    BoundByClasses,
    BoundByColumns,
    Engine,
    Found,
    Improve,
    Load,
    Solve,
    SolveByClasses,
    SolveMip,
    SolveStatus,
)
from seating.model import Model, Value, penalty_of
from tests.conftest import Interpreter
from tests.engines.drawn import random_convening
from tests.engines.every import every, random_seating, small_room
from tests.engines.rooms import big_model

MODEL = big_model(24, 4)
TABLES = construct(MODEL, 0)


@pytest.mark.parametrize("kind", ENGINES, ids=lambda kind: kind.__name__)
def test_each_engine_has_the_one_shape(kind: type) -> None:
    engine = engine_for(object.__new__(kind))
    names = list(inspect.signature(engine).parameters)
    assert names[:2] == ["model", "question"]
    assert len(names) == 3


def test_a_question_without_an_engine_is_refused() -> None:
    with pytest.raises(TypeError, match="no engine answers the question Load"):
        engine_for(Load(MODEL))  # type: ignore[arg-type]


def test_the_engines_agree_about_one_room() -> None:
    """Two exact engines find one optimum, and no bound is above it."""
    found: list[Found] = []

    def ask(question: Solve | SolveMip | BoundByClasses | BoundByColumns) -> Answer:
        return answer_question(MODEL, question, found.append)

    exact, mip = Solve(Aim.PENALTY, TABLES, 0, 10.0), SolveMip(Solve(Aim.PENALTY, TABLES, 0, 10.0))
    best = ask(exact)
    assert best.tables is not None
    penalty = penalty_of(MODEL, best.tables).penalty
    assert best.bound == ask(mip).bound == penalty
    for kind in (BoundByClasses, BoundByColumns):
        bound = ask(kind(TABLES, 0, 5.0)).bound
        assert bound is None or bound <= penalty
    assert all(each.bound is None or each.bound <= penalty for each in found)


def test_only_the_requirements_named_count() -> None:
    """Nobody can meet all balances of this room as musts; the sizes alone are met."""
    question = SolveByClasses(Aim.MUSTS, np.zeros(24, dtype=np.int64), 0, 5.0, requirement_ids=frozenset({"size"}))
    answer = answer_question(MODEL, question, lambda found: None)
    assert answer.tables is not None
    assert np.bincount(answer.tables).tolist() == [6, 6, 6, 6]


def questions(model: Model, rng: Random) -> dict[str, object]:
    """Return one question of each kind about a room, from a random seating."""
    tables, seed = random_seating(rng, model), rng.randrange(100)
    one, other = np.array([0], np.int64), np.arange(1, model.n_tables, dtype=np.int64)
    return {
        "solve": Solve(Aim.PENALTY, tables, seed, 5.0),
        "solve without presolve": Solve(Aim.PENALTY, tables, seed, 5.0, without_presolve=True),
        "musts": Solve(Aim.MUSTS, tables, seed, 5.0),
        "both": Solve(Aim.BOTH, tables, seed, 5.0),
        "mip": SolveMip(Solve(Aim.PENALTY, tables, seed, 5.0)),
        "other mip": SolveMip(Solve(Aim.PENALTY, tables, seed, 5.0, without_presolve=True)),
        "classes": BoundByClasses(tables, seed, 5.0),
        "columns": BoundByColumns(tables, seed, 5.0),
        "anneal": Anneal(tables, seed, 0.002, 2, Value(0, 0)),
        "improve": Improve(tables, tuple(group for group in (one, other) if len(group)), seed, 1.0),
    }


SEARCHES = ("anneal", "improve")
BOUNDS = ("classes", "columns")


@pytest.mark.parametrize("name", questions(MODEL, Random(0)))
def test_no_engine_claims_what_trying_every_seating_refutes(name: str) -> None:
    """Whatever the terms: no bound is above the optimum, no seating is lost, and none is denied that exists."""
    rng = Random(name)
    proven = 0
    for number in range(14):
        model = random_convening(rng) if number % 4 == 3 else small_room(rng)
        whole = every(model)
        best = whole.best
        question = questions(model, rng)[name]
        told: list[Found] = []
        answer = answer_question(model, question, told.append)  # type: ignore[arg-type]
        value = None if answer.tables is None else penalty_of(model, answer.tables)
        assert value is None or value >= best
        assert all(each.tables is None or penalty_of(model, each.tables) >= best for each in told)
        if answer.status is SolveStatus.NONE:
            assert best.unmet > 0
        elif best.unmet == 0:
            assert answer.bound is None or answer.bound <= best.penalty
            if answer.status is SolveStatus.PROVEN and value is not None and name not in (*SEARCHES, "musts"):
                assert value == best
        if name in SEARCHES:
            assert value is not None
            assert value <= penalty_of(model, question.tables)  # type: ignore[attr-defined]
        if name == "musts" and best.unmet == 0:
            assert value is not None
            assert value.unmet == 0
        proven += answer.status in {SolveStatus.PROVEN, SolveStatus.NONE}
    assert proven >= (0 if name in ("anneal", "columns") else 9)


def test_classes_of_persons_decide_whether_all_requirements_can_be_met_at_once() -> None:
    """Every requirement counts as a must; the answer is a seating that meets them, or that there is none."""
    rng = Random(4)
    met = 0
    for _ in range(30):
        model = small_room(rng)
        named = frozenset(rng.sample(model.requirement_ids, rng.randint(1, len(model.requirement_ids))))
        strict = model.with_requirements(named)
        strict.musts[:] = True
        possible = every(strict).best.unmet == 0
        question = SolveByClasses(Aim.MUSTS, random_seating(rng, model), 0, 5.0, requirement_ids=named)
        answer = answer_question(model, question, lambda found: None)
        assert answer.status is (SolveStatus.PROVEN if possible else SolveStatus.NONE)
        if answer.tables is not None:
            assert penalty_of(strict, answer.tables).unmet == 0
        met += possible
    assert 5 < met < 28


@pytest.mark.parametrize("aim", [Aim.PENALTY, Aim.BOTH])
def test_an_answer_about_some_requirements_is_the_best_for_those(aim: Aim) -> None:
    rng = Random(aim.value)
    for _ in range(10):
        model = small_room(rng, must=0.2)
        named = frozenset(model.requirement_ids[::2])
        best = every(model.with_requirements(named)).best
        answer = answer_question(
            model, Solve(aim, random_seating(rng, model), 0, 5.0, requirement_ids=named), lambda found: None
        )
        if best.unmet and aim is Aim.PENALTY:
            assert answer.status is SolveStatus.NONE
        else:
            assert answer.tables is not None
            assert penalty_of(model.with_requirements(named), answer.tables) == best


@pytest.mark.parametrize("engine", Engine)
def test_the_package_that_a_worker_is_started_for_exists(engine: Engine) -> None:
    assert importlib.import_module(f"seating.engines.{engine}")


SPARED = ("ortools", "pandas", "pydantic", "ruamel", "click", "tomllib")


def test_a_worker_imports_no_engine_before_it_is_asked_and_nothing_that_reads_inputs(python: Interpreter) -> None:
    """A solver takes a second to import; a model is only numbers, and what describes a convening would take as long."""
    code = f"import sys, seating.engines.child_main; print([name for name in {SPARED} if name in sys.modules])"
    assert python.run("-c", code).stdout.split() == ["[]"]
