"""A run killed at any moment while it saves leaves every round that was saved, and no half of one."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from random import Random

import pytest

from seating.ledger import Kind, Ledger, lock_folder
from tests.ledger.made_up import ROUND_1, ROUND_2, seated

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill -9")

LONGEST = 0.03
"""Seconds that a run lives at most: some ten rounds."""

ANEW = 20
"""Kills after which a new ledger is begun, so that reading it stays quick."""

CONTENT = {**seated(1, {f"p{n}": f"t{n % 9}" for n in range(300)}), "closed": None}


def saves_for_ever(out: Path, told: int) -> None:
    """Save rounds until killed, and tell the number of each once it is saved."""
    ledger = Ledger.open(out)
    while True:
        with lock_folder(out):
            ledger = ledger.add(Kind.SEATED, CONTENT)
        os.write(told, f"{ledger.entries[-1].number}\n".encode())


def killed_while_saving(out: Path, seconds: float) -> int:
    """Return the number of the last round that a run had saved for certain when it was killed."""
    hears, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hears)
        try:
            saves_for_ever(out, told)
        finally:
            os._exit(1)
    os.close(told)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(hears) as said:
        return max(map(int, said.read().split()), default=0)


def kill_often(times: int, folder: Path, seed: int) -> int:
    """Kill runs at random moments; return how many were in the middle of saving something."""
    random = Random(seed)
    amid = 0
    for number in range(times):
        out = folder / str(number // ANEW)
        out.mkdir(exist_ok=True)
        before = len(Ledger.open(out).entries)
        certain = max(before, killed_while_saving(out, random.uniform(0, LONGEST)))
        left = list((out / "rounds").glob(".*.part"))
        ledger = Ledger.open(out)
        amid += bool(left) or len(ledger.entries) > certain
        assert ledger.problems == ()
        assert len(ledger.entries) in {certain, certain + 1}
        assert [entry.number for entry in ledger.entries] == list(range(1, len(ledger.entries) + 1))
        assert all(entry.content.plain() == CONTENT for entry in ledger.entries)
        with lock_folder(out):  # the lock died with its process
            pass
    return amid


def test_no_round_is_lost_or_half_there(tmp_path):
    assert kill_often(40, tmp_path, seed=4) > 0


@pytest.mark.slow
def test_no_round_is_lost_or_half_there_a_thousand_times(tmp_path):
    assert kill_often(1_000, tmp_path, seed=1) > 50


def test_a_killed_run_does_not_hold_the_next_one_up(tmp_path):
    killed_while_saving(tmp_path, LONGEST)
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1)).add(Kind.SEATED, seated(1, ROUND_2))
    assert Ledger.open(tmp_path).sound == ledger
    assert not list((tmp_path / "rounds").glob(".*"))
