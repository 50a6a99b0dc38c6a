"""A run of `seating forget` that ends at any step has done nothing, or the next run finishes it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from seating.api.forget.forget_run import finish_forgetting, forget_person
from seating.ledger import Ledger
from seating.ledger.journal import JOURNAL, is_pending, write_plan
from tests.api.forget.everything import make_quickly
from tests.cli.running import run
from tests.faults.matrix import covers


class KilledError(BaseException):
    """Stands for a kill: nothing after it is carried out."""


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    return make_quickly(tmp_path / "whole")


def state(folder: Path) -> dict[str, bytes]:
    """Return all files, except the journal and what differs from run to run."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {
        name: b"" if "forgotten" in name or name.endswith("newest") else data
        for name, data in found.items()
        if JOURNAL not in name and not name.endswith((".part", ".lock"))
    }


OPERATIONS = ("replace", "link", "unlink", "rmdir", "mkdir", "fsync", "rename")


def kill_after(monkeypatch: pytest.MonkeyPatch, last: int, act: Callable[[], Any]) -> bool:
    """Carry out `act` until it has done a number of file operations. Return whether it was killed.

    Locks are left out: those of a killed process are released.
    """
    count = 0

    def counted(real: Callable[..., Any], *args: Any, **options: Any) -> Any:
        nonlocal count
        if not str(args[0]).endswith(".lock"):
            if count >= last:
                raise KilledError
            count += 1
        return real(*args, **options)

    with monkeypatch.context() as patch:
        for name in OPERATIONS:
            patch.setattr(os, name, partial(counted, getattr(os, name)))
        try:
            act()
        except KilledError:
            return True
    return False


@covers("killed", "forget")
@pytest.mark.parametrize("stride", [13, pytest.param(1, marks=pytest.mark.night)])
def test_a_run_killed_at_any_step_did_nothing_or_is_finished(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stride: int
):
    work = tmp_path / "work"

    def prepare() -> None:
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(whole, work)

    def forget() -> None:
        forget_person(work / "out", "Ben Moss", work / "list.csv")

    before = state(whole)
    prepare()
    forget()
    after = state(work)
    assert not any(b"Ben" in data or b"ben" in data for name, data in after.items() if name != "list.csv")
    outcomes = []
    for last in range(0, 1000, stride):
        prepare()
        if not kill_after(monkeypatch, last, forget):
            break
        if is_pending(work / "out"):
            assert Ledger.open(work / "out").problems[0].slug == "forget-unfinished"
            outcomes.append("finished")
            if len(outcomes) % 5:  # now and then the next run is killed, too
                kill_after(monkeypatch, len(outcomes) % 7, lambda: finish_forgetting(work / "out"))
            finish_forgetting(work / "out")
            assert state(work) == after
        else:
            now = state(work)
            assert now in (before, after)
            outcomes.append("before" if now == before else "after")
        assert Ledger.open(work / "out").sound
    assert {"before", "finished"} <= set(outcomes)
    assert outcomes == sorted(outcomes, key=["before", "finished", "after"].index)


def test_other_commands_wait_until_it_is_finished(whole: Path):
    out = whole / "out"
    write_plan(out, {out / "new.csv": b"name\n"}, [out / "arrivals.csv"])
    assert run(f"rounds undo --out {out}").exit_code == 3
    assert run(f"forget cam {whole / 'list.csv'} --out {out}").exit_code == 3
    assert "is finished" in run(f"forget --out {out}").stdout
    assert "No interrupted run" in run(f"forget --out {out}").stdout
    assert (out / "new.csv").read_bytes() == b"name\n"
    assert not (out / "arrivals.csv").exists()
    assert not (out / JOURNAL).exists()


def test_a_full_disk_changes_nothing(whole: Path, monkeypatch: pytest.MonkeyPatch):
    before = state(whole)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = run(f"forget ben {whole / 'list.csv'} --out {whole / 'out'} --yes")
    assert told.exit_code == 2
    assert "No space left" in told.stderr
    assert state(whole) == before


def test_a_plan_that_was_not_completed_is_dropped(whole: Path):
    before = state(whole)
    (whole / "out" / JOURNAL).mkdir()
    (whole / "out" / JOURNAL / "000001").write_bytes(b"half")
    assert not finish_forgetting(whole / "out")
    assert state(whole) == before
    forget_person(whole / "out", "ben")
    assert not (whole / "out" / JOURNAL).exists()
