"""The log of a search tells which engines ran, for how long, and which of them brought what it ended with."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from seating.engines import background, child
from seating.engines.budget import Effort
from seating.engines.child_main import ENGINES as ANSWERED
from seating.engines.engine_runs import ANNEALING, ENGINES, NAMES, EngineLog, EngineRun, merge_runs
from seating.engines.messages import (
    SILENT,
    Answer,
    AssignSessions,
    Found,
    Improve,
    Solve,
    SolveByClasses,
    SolveStatus,
)
from seating.engines.multi_round.joined_rounds import AnnealRounds
from seating.engines.strategy import best_plan
from seating.engines.worker import WorkerDiedError
from seating.model import penalty_of
from seating.pages.solved import ENGINES as CALLED
from tests.docs.blocks import ROOT
from tests.engines.children import Here
from tests.engines.drawn import random_units
from tests.engines.every import every, random_seating, small_room
from tests.engines.test_strategy import SIZES, take_rooms_for
from tests.waiting import let_pass

ASKED: list[str] = []


class Noting(Here):
    def answer(self, question: Any, on_progress: Callable[[Found], None]) -> Answer:
        ASKED.append(NAMES[type(question)])
        return super().answer(question, on_progress)


@pytest.fixture(autouse=True)
def workers_here(monkeypatch: pytest.MonkeyPatch) -> None:
    ASKED.clear()
    for module in (child, background):
        monkeypatch.setattr(module, "Child", Noting)


@pytest.mark.room
@pytest.mark.parametrize("size", [size for size in SIZES if size != "too large for a proof"])
def test_every_question_of_a_search_is_told(size: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search without the main engine tells none of it, and one that anneals tells its work."""
    take_rooms_for(size, monkeypatch)
    rng = Random(4)
    for _ in range(3):
        model = small_room(rng, must=0.0)
        ASKED.clear()
        found = best_plan(model, Effort(work=0.1), 1, SILENT, Noting())
        told = {run.engine: run for run in found.engines}
        assert {name: run.questions for name, run in told.items()} == {name: ASKED.count(name) for name in set(ASKED)}
        assert all(run.seconds >= 0 and run.work >= 0 for run in found.engines)
        assert (ANNEALING in told) == (ANNEALING in ASKED)
        if found.status == "optimal" and found.penalty > 0 and size == "exact alone" and ASKED:
            assert told["exact"].proved_bound


def test_every_question_that_a_search_may_ask_has_an_engine_with_a_name() -> None:
    """A question without one would end the search as lost. These are asked elsewhere, or told under another name."""
    elsewhere = {Improve, SolveByClasses, AssignSessions, AnnealRounds}
    assert {*ANSWERED} - elsewhere == {*NAMES}
    assert set(CALLED) == set(ENGINES)
    schema = json.loads((ROOT / "docs" / "reference" / "result.schema.json").read_text(encoding="utf-8"))
    told = schema["$defs"]["EngineRecord"]["properties"]["engine"]["description"]
    assert [name for name in ENGINES if f"`{name}`" not in told] == []


def test_a_search_in_units_tells_the_engines_of_both_searches() -> None:
    rng = Random(2)
    model, _ = random_units(rng)
    found = best_plan(model, Effort(work=0.1), 1, SILENT, Noting())
    assert {run.engine for run in found.engines} == set(ASKED)
    assert sum(run.questions for run in found.engines) == len(ASKED)


def test_what_an_engine_brought_is_held_against_what_the_search_ended_with() -> None:
    model = small_room(Random(1), must=0.0)
    best, other = every(model).best, random_seating(Random(5), model)
    log, tables = EngineLog(model), random_seating(Random(6), model)
    value, bound = penalty_of(model, tables), best.penalty
    with log.asking("exact") as asking:
        asking.hear(Found(tables, None))
        asking.hear(Answer(SolveStatus.FOUND, tables, None, bound, 0.5))
    with log.asking("annealing") as asking:
        asking.hear(Found(tables[:1], None))  # of other persons
    runs = {run.engine: run for run in log.runs(value, bound)}
    assert (runs["exact"].work, runs["exact"].found_best, runs["exact"].proved_bound) == (0.5, True, True)
    assert runs["annealing"] == EngineRun("annealing", 1, 0.0, runs["annealing"].seconds)
    worse = max(value, penalty_of(model, other))._replace(penalty=value.penalty + 1)
    assert not any(run.found_best or run.proved_bound for run in log.runs(worse, bound + 1))


def test_an_engine_that_is_cut_off_is_told_with_its_seconds() -> None:
    def wait_and_die() -> None:
        let_pass(0.01)
        raise WorkerDiedError("signal 9")

    log = EngineLog()
    with pytest.raises(WorkerDiedError), log.asking(NAMES[Solve]):
        wait_and_die()
    (run,) = log.runs()
    assert (run.engine, run.questions, run.work) == ("exact", 1, 0.0)
    assert run.seconds >= 0.01


def test_the_parts_of_a_search_brought_nothing_of_the_whole() -> None:
    log = EngineLog()
    log.add_parts([EngineRun("exact", 2, 0.5, 1.0, found_best=True, proved_bound=True)])
    assert log.runs() == (EngineRun("exact", 2, 0.5, 1.0),)
    assert merge_runs([]) == ()


def test_every_engine_has_a_name_for_readers() -> None:
    assert set(CALLED) == set(ENGINES)
