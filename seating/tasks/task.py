"""Tasks: searches, and questions to engines, as arrays and numbers.

Nothing in these tasks names a person, a table or a requirement: each replaces the ids of its model by numbers.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, Protocol

import numpy as np

from seating._version import __version__
from seating.engines import SILENT, Effort, Ending, Outcome, Status, best_plan
from seating.engines.child_main import answer_question
from seating.engines.engine_runs import EngineRun
from seating.engines.in_process import InProcess
from seating.engines.messages import Answer, Question, SolveStatus
from seating.model import Model
from seating.room.plan import IntArray

COMPUTING = ("numpy", "ortools", "distributed")
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


@dataclass(frozen=True, slots=True)
class TextResult:
    """The result of a task that is no search; who made the task reads it."""

    text: str


Result = Outcome | Answer | TextResult


class Task(Protocol):
    """A frozen dataclass to carry out in another process. If it has a `model`, tasks in a row can share it."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def run(self) -> Result:
        """Return the result; it is the same in every process."""
        ...


@dataclass(frozen=True, slots=True)
class TaskFailure:
    """A task that has no result.

    Attributes
    ----------
    reason : str
    """

    reason: str


def dump_result(result: Result | TaskFailure) -> str:
    """Return a result as JSON. Other machines send results in this form, which runs nothing where it is read."""

    def plain(value: Any) -> Any:
        if isinstance(value, np.ndarray | np.generic):
            return value.tolist()
        if isinstance(value, tuple):
            return [asdict(one) for one in value]
        return sorted(value) if isinstance(value, frozenset) else value

    values = {field.name: plain(getattr(result, field.name)) for field in fields(result)}
    return json.dumps({"kind": type(result).__name__, **values})


def load_result(text: object, model: Model | None) -> Result | TaskFailure:
    """Return the result in a text of `dump_result`.

    Returns
    -------
    Outcome, Answer, TextResult or TaskFailure
        A `TaskFailure` if the text is no result, or has no seating of the model's people at its tables.
    """
    try:
        if not isinstance(text, str):
            raise TypeError(type(text).__name__)
        values = json.loads(text)
        if (numbers := values.get("tables")) is not None:
            values["tables"] = _tables(numbers, model)
        return _READERS[values.pop("kind")](values)
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        return TaskFailure(f"A worker sent something that is no result ({type(error).__name__}).")


def _tables(numbers: Any, model: Model | None) -> IntArray:
    if model is None:
        raise ValueError("nobody was to be seated")
    tables: IntArray = np.array(numbers)
    if tables.dtype != np.int64 or tables.shape != (model.n_persons,):
        raise ValueError("one whole number for each person")
    if model.n_persons and not 0 <= tables.min() <= tables.max() < model.n_tables:
        raise ValueError("no such table")
    return tables


def _number(value: Any, *, is_whole: bool = True) -> Any:
    if isinstance(value, bool) or not isinstance(value, int if is_whole else int | float):
        raise TypeError("not a number")
    return value


def _number_or_none(value: Any) -> int | None:
    return None if value is None else int(_number(value))


def _read_answer(values: dict[str, Any]) -> Answer:
    objective, bound = _number_or_none(values["objective"]), _number_or_none(values["bound"])
    return Answer(
        SolveStatus(values["status"]), values["tables"], objective, bound, _number(values["work"], is_whole=False)
    )


def _read_run(values: dict[str, Any]) -> EngineRun:
    return EngineRun(
        engine=str(values["engine"]),
        questions=_number(values["questions"]),
        work=_number(values["work"], is_whole=False),
        seconds=_number(values["seconds"], is_whole=False),
        found_best=bool(values["found_best"]),
        proved_bound=bool(values["proved_bound"]),
    )


def _read_outcome(values: dict[str, Any]) -> Outcome:
    if values["tables"] is None:
        raise ValueError("an outcome has a seating")
    return Outcome(
        tables=values["tables"],
        unmet=_number(values["unmet"]),
        penalty=_number(values["penalty"]),
        bound=_number_or_none(values["bound"]),
        status=Status(values["status"]),
        seconds=_number(values["seconds"], is_whole=False),
        ending=Ending(values["ending"]),
        clash=frozenset(map(str, values["clash"])),
        work=_number(values["work"], is_whole=False),
        longer_limit=_number_or_none(values["longer_limit"]),
        engines=tuple(map(_read_run, values["engines"])),
    )


_READERS: dict[str, Callable[[dict[str, Any]], Result | TaskFailure]] = {
    "Answer": _read_answer,
    "Outcome": _read_outcome,
    "TextResult": lambda values: TextResult(str(values["text"])),
    "TaskFailure": lambda values: TaskFailure(str(values["reason"])),
}


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
