"""Tasks: searches, and questions to engines, as arrays and numbers.

Nothing in a task names a person, a table or a requirement: every task replaces the ids of its model by numbers.
"""

from __future__ import annotations

import platform
import time
from dataclasses import dataclass, replace

from seating._version import __version__
from seating.engines import SILENT, Effort, Outcome, best_plan
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer, Question
from seating.engines.worker import answer_question
from seating.model import Model

__all__ = ["QuestionTask", "Result", "SearchTask", "Task", "TaskFailure", "versions", "with_names", "without_names"]

COMPUTING = ("numpy", "numba", "ortools", "distributed")
"""Packages that compute, or carry, results. The solver HiGHS is a part of ortools."""


@dataclass(frozen=True, eq=False, slots=True)
class SearchTask:
    """One search for the best seating of a room, in one process and with one thread.

    Attributes
    ----------
    model : Model
        The task keeps it without names.
    work : float or None
        Work units; None if only the seconds are limited.
    seed : int
    chains : int
        Number of annealing chains. They run one after another, but the seating depends on their number.
    seconds : float or None
        Time limit from the start of the task on its worker.
    """

    model: Model
    work: float | None
    seed: int = 0
    chains: int = 2
    seconds: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", without_names(self.model))

    def run(self) -> Outcome:
        """Return the outcome; it is the same in every process unless the seconds are limited.

        The ids in `Outcome.clash` are numbers; `with_names` replaces them.
        """
        deadline = None if self.seconds is None else time.monotonic() + self.seconds
        effort = Effort(self.work, deadline, self.chains)
        return best_plan(self.model, effort, self.seed, SILENT, InProcess())


@dataclass(frozen=True, eq=False, slots=True)
class QuestionTask:
    """One question to an engine.

    Attributes
    ----------
    model : Model
        The task keeps it without names.
    question : Question
        One that names no requirements.
    """

    model: Model
    question: Question

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", without_names(self.model))

    def run(self) -> Answer:
        """Return the answer of the engine."""
        return answer_question(self.model, self.question, lambda found: None)


Task = SearchTask | QuestionTask
Result = Outcome | Answer


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """A task that has no result.

    Attributes
    ----------
    reason : str
    """

    reason: str


def versions() -> dict[str, str]:
    """Return what must be equal on all machines that share a search: the program and what it computes with."""
    from importlib.metadata import version  # takes long to import

    python = ".".join(platform.python_version_tuple()[:2])
    return {"Python": python, "seating": __version__, **{name: version(name) for name in COMPUTING}}


def without_names(model: Model) -> Model:
    """Return the model with numbers in place of the ids of people, tables and requirements; itself if it has them."""
    people, tables, requirements = map(_numbers, (model.n_persons, model.n_tables, len(model.requirement_ids)))
    if (model.person_ids, model.table_ids, model.requirement_ids) == (people, tables, requirements):
        return model
    return replace(model, person_ids=people, table_ids=tables, requirement_ids=requirements)


def with_names(model: Model, outcome: Outcome) -> Outcome:
    """Return the outcome of a task with the requirement ids of its model.

    Parameters
    ----------
    model : Model
        With its names.
    outcome : Outcome
        Of a task made from that model.
    """
    return replace(outcome, clash=frozenset(model.requirement_ids[int(number)] for number in outcome.clash))


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(map(str, range(count)))
