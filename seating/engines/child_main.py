"""The worker process: it reads questions from a pipe, passes them to engines, and ends when its parent does.

`ENGINES` is the registry of engines. An engine is a function `(model, question, progress) -> answer`; `progress` is
called with each better seating or bound on the way. To add an engine, write its function and its question type, add a
line to `ENGINES`, and ask the question in `strategy`.
"""

from __future__ import annotations

import importlib
import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, BinaryIO

from seating.engines.messages import (
    Anneal,
    Answer,
    AssignSessions,
    BoundByClasses,
    BoundByColumns,
    BoundByGroups,
    BoundByPairs,
    BoundByRelaxation,
    BoundByWishes,
    Call,
    Engine,
    Failed,
    Found,
    Improve,
    ImproveByCounts,
    Load,
    Question,
    Solve,
    SolveByClasses,
    SolveMip,
)
from seating.engines.multi_round.joined_rounds import AnnealRounds
from seating.engines.pandas_stand_in import stand_in_for_pandas
from seating.engines.prestart import READY
from seating.model import Model

Progress = Callable[[Found], None]
"""Receives each better seating or bound as soon as it is found."""

ENGINES: dict[type, str] = {
    Solve: "exact.solver:solve",
    Improve: "exact.solver:improve",
    ImproveByCounts: "exact.counts:improve",
    AssignSessions: "exact.session_solver:assign",
    SolveByClasses: "feasibility.person_classes:decide",
    SolveMip: "lower_bound.mip:solve_room",
    BoundByRelaxation: "lower_bound.class_bound:relax",
    BoundByClasses: "lower_bound.class_bound:bound",
    BoundByWishes: "lower_bound.wish_groups:bound",
    BoundByGroups: "lower_bound.group_parts:bound",
    BoundByColumns: "column_generation:bound",
    BoundByPairs: "column_generation:bound",
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
        Any type except `Load`. If it names requirements, the engine gets the model of these only.
    progress : function
        Called with each better seating or bound on the way.
    """
    if isinstance(question, Solve) and question.requirement_ids is not None:
        model = model.with_requirements(question.requirement_ids)
    return engine_for(question)(model, question, progress)


UNREADABLE = 65
"""The exit code after a question that could not be read."""


def main(engine: str = Engine.EXACT) -> None:
    """Serve until standard input ends. The engine that is likely to be asked first is imported at once."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that output printed by a library is not read as a reply
    questions: queue.SimpleQueue[Question | Call] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, questions), daemon=True).start()
    model: Model | None = None

    def send(reply: Any) -> None:
        try:
            pickle.dump(reply, replies, protocol=pickle.HIGHEST_PROTOCOL)
            replies.flush()
        except OSError:
            os._exit(0)  # the parent is gone, and a normal exit would wait for the reading thread

    stand_in_for_pandas()
    with suppress(Exception):  # a failure is reported when the engine is asked
        importlib.import_module(f"seating.engines.{engine}")
    send(READY)
    while True:
        question = questions.get()
        if isinstance(question, Load):
            model = question.model
            continue
        try:
            if isinstance(question, Call):
                send(question.function(question.given))
            else:
                assert model is not None
                send(answer_question(model, question, send))
        except Exception as error:  # the parent keeps its seating and reports the error
            send(Failed(f"{type(error).__name__}: {error}"))


def _read(source: BinaryIO, questions: queue.SimpleQueue[Question | Call]) -> None:
    """Pass on the questions; end the process with the parent, even in the middle of a solve.

    A question that cannot be read also ends the process; otherwise the parent would wait forever.
    """
    try:
        while True:
            questions.put(pickle.load(source))
    except EOFError:
        os._exit(0)
    except BaseException:
        os._exit(UNREADABLE)
