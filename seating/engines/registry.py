"""The registry: which engine answers which question.

An engine is a function `(model, question, progress) -> answer`. `progress` is called with each better seating or bound
on the way. To add an engine, write its function and its question type, add a line to `ENGINES`, and ask the question in
`strategy`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from seating.engines.messages import (
    Anneal,
    Answer,
    BoundByClasses,
    BoundByColumns,
    Found,
    Improve,
    Question,
    Solve,
    SolveByClasses,
    SolveMip,
)
from seating.engines.multi_round.rounds import AnnealRounds
from seating.model import Model

__all__ = ["ENGINES", "Progress", "answer_question", "engine_for"]

Progress = Callable[[Found], None]
"""Receives each better seating or bound as soon as it is found."""

ENGINES: dict[type, str] = {
    Solve: "exact.solver:solve",
    Improve: "exact.solver:improve",
    SolveByClasses: "feasibility.person_classes:decide",
    SolveMip: "lower_bound.mip:solve_room",
    BoundByClasses: "lower_bound.class_bound:bound",
    BoundByColumns: "column_generation:bound",
    Anneal: "annealing.cooling:anneal",
    AnnealRounds: "multi_round.chains:anneal_rounds",
}
"""Module and function of each engine, below `seating.engines`. Importing a solver takes about a second, so a worker
imports an engine when it is first asked."""


def engine_for(question: Question) -> Callable[[Model, Any, Progress], Answer]:
    """Return the engine that answers a question, importing it if necessary.

    Raises
    ------
    TypeError
        If no engine answers questions of this type.
    """
    if type(question) not in ENGINES:
        raise TypeError(f"no engine answers the question {type(question).__name__}")
    module, function = ENGINES[type(question)].split(":")
    engine: Callable[[Model, Any, Progress], Answer] = getattr(
        importlib.import_module(f"seating.engines.{module}"), function
    )
    return engine


def answer_question(model: Model, question: Question, progress: Progress) -> Answer:
    """Answer a question by its engine.

    Parameters
    ----------
    model : Model
    question : Question
        Of any type but `Load`. If it names requirements, the engine sees the model of those only.
    progress : function
        Called with each better seating or bound on the way.
    """
    if isinstance(question, Solve) and question.requirement_ids is not None:
        model = model.keeping(question.requirement_ids)
    return engine_for(question)(model, question, progress)
