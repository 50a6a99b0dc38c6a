"""Tasks in several processes of this machine have the results of tasks in this one, whatever dies."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from seating.engines import prestart
from seating.tasks.executor import DIED, SequentialExecutor, go_on
from seating.tasks.processes import TRIES, ProcessExecutor
from seating.tasks.task import SearchTask, TaskFailure, TextResult
from tests.engines.rooms import big_model
from tests.waiting import PATIENCE

SEARCHES = [SearchTask(big_model(24, 4, seed=seed), 0.02, seed) for seed in range(3)]

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Mortal:
    """A task that tells its process, and kills it as long as its file has fewer lines than `deaths`."""

    told: str
    deaths: int = 0

    def run(self) -> TextResult:
        with Path(self.told).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()}\n")
        if len(Path(self.told).read_text(encoding="utf-8").splitlines()) <= self.deaths:
            os.kill(os.getpid(), KILL)
        return TextResult(str(os.getpid()))


@dataclass(frozen=True, slots=True)
class Endless:
    """A task that says that it has begun, and never ends."""

    told: str

    def run(self) -> TextResult:
        Path(self.told).write_text(str(os.getpid()), encoding="utf-8")
        threading.Event().wait()
        return TextResult("")


def numbers_of(done: Any) -> dict[int, tuple[list[int], int, int | None]]:
    return {number: (found.tables.tolist(), found.penalty, found.bound) for number, found in done}


@pytest.mark.room
def test_searches_at_once_find_what_they_find_in_turn() -> None:
    with ProcessExecutor(2) as two:
        assert numbers_of(two.run(SEARCHES)) == numbers_of(SequentialExecutor().run(SEARCHES))
        assert numbers_of(two.run(SEARCHES[:1])) == numbers_of(SequentialExecutor().run(SEARCHES[:1]))


@pytest.mark.room
def test_a_task_whose_process_dies_is_carried_out_by_another_one(tmp_path: Path) -> None:
    with ProcessExecutor(2) as two:
        found = dict(two.run([Mortal(str(tmp_path / "a"), deaths=TRIES - 1), Mortal(str(tmp_path / "b"))]))
    assert {type(one) for one in found.values()} == {TextResult}
    assert len(set((tmp_path / "a").read_text().split())) == TRIES


@pytest.mark.room
def test_a_task_of_which_each_process_dies_fails_and_no_other_does(tmp_path: Path) -> None:
    tasks = [Mortal(str(tmp_path / str(number)), deaths=100 * (number == 1)) for number in range(4)]
    with ProcessExecutor(2) as two:
        found = dict(two.run(tasks))
    assert found.pop(1) == TaskFailure(DIED)
    assert {type(one) for one in found.values()} == {TextResult}
    assert len((tmp_path / "1").read_text().split()) == TRIES


@pytest.mark.room
def test_a_task_that_fails_is_not_tried_again() -> None:
    with ProcessExecutor(1) as one:
        ((_, found),) = one.run([Mortal("/nowhere/at/all")])
    assert isinstance(found, TaskFailure)
    assert found.reason.startswith("FileNotFoundError")


@pytest.mark.room
def test_a_check_that_interrupts_ends_the_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[prestart.Started] = []
    spawn = prestart._spawn

    def start(engine: str, command: tuple[str, ...] | None = None) -> prestart.Started:
        begun.append(spawn(engine, command))
        return begun[-1]

    monkeypatch.setattr(prestart, "_spawn", start)

    def check() -> None:
        if all((tmp_path / name).exists() for name in "ab"):
            raise KeyboardInterrupt

    with ProcessExecutor(2) as two, pytest.raises(KeyboardInterrupt):
        list(two.run([Endless(str(tmp_path / name)) for name in "ab"], check))
    assert [one.process.wait(PATIENCE) for one in begun] == [-KILL] * 2


def test_nothing_is_started_for_no_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prestart, "_spawn", lambda *_: pytest.fail("a process was started"))
    with ProcessExecutor(2) as two:
        assert list(two.run([], go_on)) == []
