"""A run killed at any moment while it saves leaves every round that was saved, and no half of one."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest

from seating.ledger import Kind, Ledger, lock_folder
from tests.killed import assert_killed, copies, start
from tests.ledger.made_up import ROUND_1, ROUND_2, seated
from tests.waiting import let_pass

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")

LONGEST = 0.01
"""Seconds that a run lives at most, or lives on after its first round: a few rounds on an idle machine."""

ANEW = 10
"""Kills after which a new ledger is begun, so that reading it stays quick."""

CONTENT = {**seated(1, {f"p{n}": f"t{n % 9}" for n in range(60)}), "closed": None}


def saves_for_ever(out: Path, ledger: Ledger, told: Connection) -> None:
    """Save rounds until killed. Tell 0 at the beginning, and the number of each round once it is saved."""
    gc.disable()  # a collection would copy most of the memory that this process shares, for longer than it lives
    told.send(0)
    while True:
        with lock_folder(out):
            ledger = ledger.add(Kind.SEATED, CONTENT)
        told.send(ledger.entries[-1].number)


def killed_while_saving(out: Path, ledger: Ledger, seconds: float, after_first: bool) -> int:
    """Return the number of the last round that a run had saved for certain when it was killed; 0 for none.

    On a busy machine a run may save nothing in a few milliseconds. With `after_first` it is killed only after it has
    saved a round, however long that takes.
    """
    hears, told = copies().Pipe(duplex=False)
    run = start(saves_for_ever, out, ledger, told)
    told.close()
    last = 0
    for _ in range(2 if after_first else 1):
        last = hears.recv()
    let_pass(seconds)
    run.kill()
    assert_killed(run)
    with suppress(EOFError):
        while True:
            last = hears.recv()
    return last


def kill_often(times: int, folder: Path, seed: int) -> int:
    """Kill runs at random moments; return how many were in the middle of saving something."""
    random = Random(seed)
    amid = 0
    for number in range(times):
        out = folder / str(number // ANEW)
        if number % ANEW == 0:
            out.mkdir()
            before = Ledger.open(out)
        last = killed_while_saving(out, before, random.uniform(0, LONGEST), after_first=number % 2 == 0)
        certain = max(len(before.entries), last)
        left = list((out / "rounds").glob(".*.part"))
        ledger = Ledger.open(out)
        amid += bool(left) or len(ledger.entries) > certain
        assert ledger.problems == ()
        assert len(ledger.entries) in {certain, certain + 1}
        assert [entry.number for entry in ledger.entries] == list(range(1, len(ledger.entries) + 1))
        assert all(entry.content.plain() == CONTENT for entry in ledger.entries)
        with lock_folder(out):  # the lock died with its process
            pass
        before = ledger
    return amid


@pytest.mark.room
def test_no_round_is_lost_or_half_there(tmp_path):
    assert kill_often(40, tmp_path, seed=4) > 0


@pytest.mark.night
def test_no_round_is_lost_or_half_there_a_thousand_times(tmp_path):
    assert kill_often(1_000, tmp_path, seed=1) > 50


@pytest.mark.room
def test_a_killed_run_does_not_hold_the_next_one_up(tmp_path):
    assert killed_while_saving(tmp_path, Ledger.open(tmp_path), 0, after_first=True) > 0
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1)).add(Kind.SEATED, seated(1, ROUND_2))
    assert Ledger.open(tmp_path).sound == ledger
    assert not list((tmp_path / "rounds").glob(".*"))


def test_a_run_that_finishes_the_pages_of_a_killed_one_names_the_newest_entry(tmp_path):
    (tmp_path / "rounds").mkdir()
    ledger = Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1), has_pages=True)
    (tmp_path / "rounds/newest").unlink()  # as a run that is killed after it wrote the entry leaves it
    Ledger.open(tmp_path).finish(ledger.entries[-1])
    assert (tmp_path / "rounds/newest").read_bytes() == ledger.newest_line()
