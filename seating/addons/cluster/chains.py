"""Annealing chains as tasks: one search uses the processors of a cluster.

Each chain of an annealing is one task. The best seating of all chains is what the next annealing begins with. So the
chains exchange their seatings after each annealing, about ten times in a search. Everything else, such as bounds and
proofs, runs on this machine as usual.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from seating.engines.child import Child
from seating.engines.messages import Anneal, Answer, Engine, Found, Question, SolveStatus
from seating.engines.worker import GRACE, EnoughError, OutOfTimeError, Worker, WorkerDiedError, never
from seating.interrupts import StopSignal
from seating.model import Model, penalty_of
from seating.tasks.executor import Executor, ExecutorLostError
from seating.tasks.task import QuestionTask, TaskFailure, without_names


class SearchChild(Child):
    """The exact engine's worker of a search whose annealing chains are tasks.

    Parameters
    ----------
    executor : Executor
        Carries out the chains.
    stop_signal : StopSignal, optional
        Ends the wait for an answer as Ctrl-C does.
    """

    def __init__(self, executor: Executor, stop_signal: StopSignal | None = None) -> None:
        super().__init__(stop_signal=stop_signal)
        self._executor = executor

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Worker:
        """Return `Chains` for annealing, and a process of this machine for any other engine."""
        return Chains(self._executor, stop_signal) if engine is Engine.ANNEAL else super().sibling(engine, stop_signal)


class Chains(Worker):
    """Answers questions to the annealer, each chain as one task.

    Parameters
    ----------
    executor : Executor
    stop_signal : StopSignal, optional
    """

    def __init__(self, executor: Executor, stop_signal: StopSignal | None = None) -> None:
        super().__init__(stop_signal)
        self._executor = executor

    def sibling(self, engine: Engine, stop_signal: StopSignal | None = None) -> Worker:
        """Return what a search with these chains uses for an engine."""
        return SearchChild(self._executor).sibling(engine, stop_signal)

    def load(self, model: Model) -> None:
        """Set the model of the questions that follow; tasks get it without names."""
        super().load(without_names(model))

    def ask(
        self,
        question: Question,
        deadline: float | None = None,
        on_progress: Callable[[Found], None] | None = None,
        is_enough: Callable[[], bool] = never,
    ) -> Answer:
        """Return the best seating of all chains; of equally good ones, that of the first chain.

        The seating of each chain is reported, in the order of the chains, and once one is enough, the others are not
        waited for. The chains end at the deadline by themselves.
        """
        model = self._model
        assert model is not None
        assert isinstance(question, Anneal)
        chains = ((model, replace(question, chains=1, first=number)) for number in range(question.chains))
        waiting: dict[int, Answer] = {}
        answers: list[Answer] = []
        for number, answer in self.ask_each(chains, deadline, is_enough):
            waiting[number] = answer
            while len(answers) in waiting:  # in order, so that it is always the same chain that is enough
                answers.append(waiting.pop(len(answers)))
                if on_progress is not None and answers[-1].tables is not None:
                    on_progress(Found(answers[-1].tables, None))
                if is_enough():
                    raise EnoughError
        return _best_of(model, answers)

    def ask_each(
        self,
        asked: Iterable[tuple[Model, Question]],
        deadline: float | None = None,
        is_enough: Callable[[], bool] = never,
        at_once: int = 1,
    ) -> Iterator[tuple[int, Answer]]:
        """Yield the number of each question and its answer, in the order in which the tasks end."""

        def check() -> None:
            self.stop_signal.check()
            if is_enough():
                raise EnoughError
            if deadline is not None and time.monotonic() >= deadline + GRACE:
                raise OutOfTimeError

        check()
        try:
            for number, answer in self._executor.run(_tasks(asked, deadline), check):
                if not isinstance(answer, Answer):
                    raise WorkerDiedError(answer.reason if isinstance(answer, TaskFailure) else "no answer")
                yield number, answer
        except ExecutorLostError as error:
            raise WorkerDiedError(str(error)) from error


def _tasks(asked: Iterable[tuple[Model, Question]], deadline: float | None) -> Iterator[QuestionTask]:
    """Yield a task for each question; annealing uses one thread and ends at the deadline."""
    for model, question in asked:
        assert isinstance(question, Anneal)
        seconds = None if deadline is None else max(0.0, deadline - time.monotonic())
        yield QuestionTask(model, replace(question, threads=1, seconds=seconds))


def _best_of(model: Model, answers: list[Answer]) -> Answer:
    seatings = [answer.tables for answer in answers if answer.tables is not None]
    best = min(seatings, key=lambda tables: penalty_of(model, tables))
    is_found = any(answer.status is SolveStatus.FOUND for answer in answers)
    status = SolveStatus.FOUND if is_found else SolveStatus.UNDECIDED
    return Answer(status, best, None, None, sum(answer.work for answer in answers))
