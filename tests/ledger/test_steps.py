"""Steps are appended, numbered and read again, whatever is killed, and whoever else appends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seating.errors import UsageError
from seating.ledger.steps import Action, Step, append_steps, read_steps
from tests.faults.matrix import BOARD, covers
from tests.waiting import wait_until

APPEND = """
import sys
from pathlib import Path
from seating.ledger.steps import Action, Step, append_steps
for n in range(int(sys.argv[2])):
    append_steps(Path(sys.argv[1]), [Step(Action.MOVE, f"{sys.argv[3]} {n}", seats={"a": "t" * 200})])
"""

FULL = """
import resource, signal, sys
from pathlib import Path
from seating.errors import UsageError
from seating.ledger.steps import Action, Step, append_steps
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
told = 0
try:
    for n in range(100):
        append_steps(Path(sys.argv[1]), [Step(Action.MOVE, f"step {n}", seats={"a": "t" * 20})])
        told += 1
except UsageError:
    print(told)
"""


def move(name: str, **seats: str | None) -> Step:
    return Step(Action.MOVE, name, seats=seats)


def test_no_file_has_no_steps(tmp_path):
    assert read_steps(tmp_path / "steps.jsonl") == ()


def test_steps_are_numbered_and_read_again(tmp_path):
    path = tmp_path / "board" / "steps.jsonl"
    first = append_steps(path, [move("one", a="t"), Step(Action.LOCK, "two", locks=("person:a",))])
    second = append_steps(path, [Step(Action.SAVE, entry=7, round_number=2)], expected=2)
    assert [step.number for step in read_steps(path)] == [1, 2, 3]
    assert read_steps(path) == (*first, *second)


def test_a_line_has_what_a_step_states(tmp_path):
    path = tmp_path / "steps.jsonl"
    whole = Step(Action.MOVE, "ñ", 2, {"a": "t", "b": None}, {"a": 1}, ("person:a",), ("table:t",), 3, "f0")
    (one, other) = append_steps(path, [whole, Step(Action.UNDO)])
    assert path.read_text("utf-8").splitlines() == [
        f'{{"step": 1, "time": "{one.time}", "round": 2, "action": "move", "name": "ñ", '
        '"seats": {"a": "t", "b": null}, "chairs": {"a": 1}, "locks": ["person:a"], "unlocks": ["table:t"], '
        '"entry": 3, "convening": "f0"}',
        f'{{"step": 2, "time": "{other.time}", "round": 1, "action": "undo"}}',
    ]


def test_a_step_for_an_older_state_is_refused(tmp_path):
    path = tmp_path / "steps.jsonl"
    append_steps(path, [move("one", a="t")])
    assert append_steps(path, [move("two", a="u")], expected=0) == ()
    assert [step.name for step in read_steps(path)] == ["one"]


@given(cut=st.integers(0, 400))
def test_a_file_that_was_cut_off_loses_at_most_its_last_steps(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("steps") / "steps.jsonl"
    written = append_steps(path, [move("ñ 1", a="t"), move("2", b=None), move("3", a="u")])
    content = path.read_bytes()[:cut]
    path.write_bytes(content)
    whole = content.count(b"\n")
    kept = read_steps(path)
    assert kept[:whole] == written[:whole]
    assert len(kept) <= whole + 1
    append_steps(path, [move("next", a="v")])
    assert read_steps(path)[:-1] == kept
    assert read_steps(path)[-1].number == len(kept) + 1


@pytest.mark.parametrize(
    "line",
    [
        '{"step": Infinity, "round": 1, "action": "move"}',
        '{"step": 9, "round": 1, "action": "move", "seats": {"p": ["x"]}}',
        '{"step": 9, "round": 1, "action": "move", "seats": 3}',
        '{"step": 9, "round": 1, "action": "lock", "locks": [1]}',
        '{"step": 9, "round": 1, "action": "save", "entry": "x"}',
        '{"step": 9, "round": 1, "action": "move", "chairs": {"p": "1"}}',
        '{"step": 9, "action": "move"}',
        '{"round": 1, "action": "move"}',
        "[" * 20_000 + "]" * 20_000,
        "[]",
        "null",
        "\x00",
    ],
)
def test_a_damaged_line_is_left_out(tmp_path, line):
    path = tmp_path / "steps.jsonl"
    written = append_steps(path, [move("one", a="t")])
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert read_steps(path) == written
    assert append_steps(path, [move("two", a="u")], expected=1)


@pytest.mark.room
@pytest.mark.skipif(os.name == "nt", reason="limits the size of a file")
def test_a_full_disk_loses_no_step_without_a_word(tmp_path):
    """The limit on the size of a file cuts a line in the middle, as a full disk does."""
    path = tmp_path / "steps.jsonl"
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = int(done.stdout)
    assert 0 < told == len(read_steps(path))
    assert path.read_bytes().endswith(b"\n")


@pytest.mark.room
def test_two_processes_that_append_lose_nothing(tmp_path):
    path = tmp_path / "steps.jsonl"
    both = [subprocess.Popen([sys.executable, "-c", APPEND, str(path), "40", name]) for name in ("one", "two")]
    assert [process.wait(60) for process in both] == [0, 0]
    steps = read_steps(path)
    assert [step.number for step in steps] == list(range(1, 81))
    assert {step.name for step in steps} == {f"{name} {n}" for name in ("one", "two") for n in range(40)}


@pytest.mark.room
@covers("killed", f"{BOARD}move")
@pytest.mark.skipif(os.name == "nt", reason="kills a process by a signal")
def test_a_killed_process_loses_at_most_the_step_under_way(tmp_path):
    path = tmp_path / "steps.jsonl"
    for kill in range(4):
        process = subprocess.Popen([sys.executable, "-c", APPEND, str(path), "100000", f"run{kill}"])
        before = len(read_steps(path))
        wait_until(lambda: len(read_steps(path)) >= before + 5)  # noqa: B023
        process.send_signal(signal.SIGKILL)
        process.wait()
        steps = read_steps(path)
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        assert len(steps) >= before + 5


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "board").write_text("a file", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be"):
        append_steps(tmp_path / "board" / "steps.jsonl", [move("one", a="t")])
