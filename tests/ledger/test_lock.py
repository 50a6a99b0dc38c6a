"""Two runs never work in one folder, and a dead one holds nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from seating.errors import FolderHeldError, UsageError
from seating.ledger import lock_folder
from seating.ledger.atomic_files import LOCK

HOLDS = "import sys, time; from pathlib import Path; from seating.ledger import lock_folder\n"
HOLDS += "with lock_folder(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"


def test_the_second_is_refused_with_who_holds_it(tmp_path):
    with (
        lock_folder(tmp_path),
        pytest.raises(FolderHeldError, match=f"process {os.getpid()} on .*--out"),
        lock_folder(tmp_path),
    ):
        pass
    with lock_folder(tmp_path):
        pass
    assert not (tmp_path / LOCK).exists()
    assert FolderHeldError.exit_code == 7


def test_the_file_alone_holds_nothing(tmp_path):
    (tmp_path / LOCK).write_text('{"process": 1, "computer": "gone"}')
    with lock_folder(tmp_path):
        pass


@pytest.mark.parametrize("text", ["", "[]", "{}", "\xff", '{"process": "x", "computer": 3}'])
def test_a_lock_that_does_not_say_whose_it_is_still_holds(tmp_path, text):
    with lock_folder(tmp_path):
        (tmp_path / LOCK).write_text(text, encoding="latin-1")
        with pytest.raises(FolderHeldError, match="Another run is using"), lock_folder(tmp_path):
            pass


@pytest.mark.room
def test_a_lock_dies_with_its_process(tmp_path, python):
    holder = python.start("-c", HOLDS, tmp_path, stdout=subprocess.PIPE)
    assert holder.stdout.readline().strip() == "held"
    number = (
        r"\d+" if sys.platform == "win32" else holder.pid
    )  # there, an environment starts Python through another one
    with pytest.raises(FolderHeldError, match=f"process {number}"), lock_folder(tmp_path):
        pass
    holder.kill()
    holder.wait()
    with lock_folder(tmp_path, wait=5.0 if sys.platform == "win32" else 0.0):
        pass


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UsageError, match="cannot be written"), lock_folder(tmp_path / "gone"):
        pass
