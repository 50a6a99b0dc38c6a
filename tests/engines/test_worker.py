"""Every question has an engine of the one shape `(model, question, progress) -> answer`."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from seating.engines.local_search.construction import construct
from seating.engines.messages import (
    Aim,
    Answer,
    BoundByClasses,
    BoundByColumns,
    Found,
    Load,
    Solve,
    SolveByClasses,
    SolveMip,
)
from seating.engines.worker import ENGINES, answer_question, engine_for
from seating.model import penalty_of
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
