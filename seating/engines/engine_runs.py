"""Which engines ran in a search, for how long, and what each of them brought."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from seating.engines.messages import (
    Anneal,
    Answer,
    BoundByClasses,
    BoundByColumns,
    BoundByGroups,
    BoundByPairs,
    BoundByRelaxation,
    BoundByWishes,
    Found,
    ImproveByCounts,
    Question,
    Solve,
    SolveMip,
)
from seating.engines.worker import Worker
from seating.model import Model, Value, penalty_of

NAMES: dict[type, str] = {
    Anneal: "annealing",
    Solve: "exact",
    ImproveByCounts: "counts",
    SolveMip: "mip",
    BoundByRelaxation: "relaxation",
    BoundByClasses: "classes",
    BoundByWishes: "wishes",
    BoundByGroups: "groups",
    BoundByColumns: "columns",
    BoundByPairs: "pairs",
}
"""The engine of each question that a search asks, as `result.json` names it."""

ANNEALING, FEASIBILITY, ROUNDS = NAMES[Anneal], "feasibility", "rounds"
"""The main search of all but small rooms, the engine that looks for musts that cannot be met together, and the search
in several rounds at once."""

ENGINES = (*NAMES.values(), FEASIBILITY, ROUNDS)
"""The names of all engines."""


@dataclass(frozen=True, slots=True)
class EngineRun:
    """What one engine did in a search.

    Attributes
    ----------
    engine : str
        One of `ENGINES`.
    questions : int
        How many questions it was asked.
    work : float
        Work units of the questions that it answered; those that were cut off do not tell theirs.
    seconds : float
        Seconds from its questions to its answers, or until it was cut off.
    found_best : bool
        Whether it found a seating that is as good as the one that the search ended with.
    proved_bound : bool
        Whether it proved the bound that the search ended with.
    """

    engine: str
    questions: int = 0
    work: float = 0.0
    seconds: float = 0.0
    found_best: bool = False
    proved_bound: bool = False


class Asking:
    """What an engine brings while it is asked one question.

    Attributes
    ----------
    work, seconds : float
    value : Value or None
        That of its best seating.
    bound : int or None
        Its highest bound.
    """

    def __init__(self, engine: str, model: Model | None) -> None:
        self.engine, self._model = engine, model
        self.work = self.seconds = 0.0
        self.value: Value | None = None
        self.bound: int | None = None

    def hear(self, reply: Found | Answer) -> None:
        """Note the seating, the bound and the work of a reply. A seating of other persons is not one of the room."""
        model, tables = self._model, reply.tables
        if isinstance(reply, Answer):
            self.work += reply.work
        if reply.bound is not None:
            self.bound = max(reply.bound, self.bound or 0)
        if model is not None and tables is not None and len(tables) == model.n_persons:
            value = penalty_of(model, tables)
            self.value = value if self.value is None else min(value, self.value)


class EngineLog:
    """The questions of one search. Threads can note questions at the same time.

    Parameters
    ----------
    model : Model, optional
        The room that is searched. Without it, seatings are not noted.
    """

    def __init__(self, model: Model | None = None) -> None:
        self._model = model
        self._asked: list[Asking] = []
        self._parts: list[EngineRun] = []

    @contextmanager
    def asking(self, engine: Question | str) -> Iterator[Asking]:
        """Note what an engine brings inside, and how long it takes; also if it is cut off.

        Parameters
        ----------
        engine : Question or str
            A question to the engine, or its name.
        """
        asking = Asking(engine if isinstance(engine, str) else NAMES[type(engine)], self._model)
        began = time.monotonic()
        try:
            yield asking
        finally:
            asking.seconds = time.monotonic() - began
            self._asked.append(asking)

    def ask(
        self,
        worker: Worker,
        question: Question,
        deadline: float | None,
        on_progress: Callable[[Found], None],
        is_enough: Callable[[], bool],
    ) -> Answer:
        """Ask a worker, and note what its engine brings; parameters and errors are those of `Worker.ask`."""
        with self.asking(question) as asking:

            def hear(found: Found) -> None:
                asking.hear(found)
                on_progress(found)

            answer = worker.ask(question, deadline, hear, is_enough)
            asking.hear(answer)
            return answer

    def add_parts(self, runs: Iterable[EngineRun]) -> None:
        """Add the runs of a search in another room, whose seatings and bounds are not those of this one."""
        self._parts += [replace(run, found_best=False, proved_bound=False) for run in runs]

    def runs(self, value: Value | None = None, bound: int | None = None) -> tuple[EngineRun, ...]:
        """Return one run for each engine.

        Parameters
        ----------
        value : Value, optional
            That of the seating that the search ended with.
        bound : int, optional
            The bound that it ended with.
        """
        asked = [
            EngineRun(
                engine=one.engine,
                questions=1,
                work=one.work,
                seconds=one.seconds,
                found_best=one.value is not None and one.value == value,
                proved_bound=one.bound is not None and one.bound == bound,
            )
            for one in self._asked
        ]
        return merge_runs((*asked, *self._parts))


def merge_runs(runs: Iterable[EngineRun]) -> tuple[EngineRun, ...]:
    """Return one run for each engine, with all that it did, sorted by name.

    >>> merge_runs([EngineRun("exact", 1, 0.5, 2.0), EngineRun("exact", 2, 0.25, 1.0, found_best=True)])
    (EngineRun(engine='exact', questions=3, work=0.75, seconds=3.0, found_best=True, proved_bound=False),)
    """
    merged: dict[str, EngineRun] = {}
    for run in runs:
        known = merged.get(run.engine, EngineRun(run.engine))
        merged[run.engine] = EngineRun(
            engine=run.engine,
            questions=known.questions + run.questions,
            work=known.work + run.work,
            seconds=known.seconds + run.seconds,
            found_best=known.found_best or run.found_best,
            proved_bound=known.proved_bound or run.proved_bound,
        )
    return tuple(merged[name] for name in sorted(merged))
