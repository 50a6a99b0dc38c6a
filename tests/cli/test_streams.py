"""Standard streams that are closed, full or not read: one sentence and exit code 2, or silence in a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import run

pytestmark = [
    pytest.mark.room,
    pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams"),
]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shell(tmp_path, monkeypatch):
    """Run a line in which SEATING is the program; the list is people.csv."""
    (tmp_path / "people.csv").write_text("name\nAna\nBen\nCam\nDee\n")
    (tmp_path / "c.yaml").write_text("tables: [{id: a, seats: 0-9}]\nrequirements: []\n")
    monkeypatch.chdir(tmp_path)

    def runs(line: str) -> subprocess.CompletedProcess[str]:
        program = f"'{sys.executable}' -m seating"
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        typed = line.replace("SEATING", program)
        return subprocess.run(["bash", "-o", "pipefail", "-c", typed], capture_output=True, text=True, env=env)

    return runs


CHECK = "SEATING check people.csv --convening c.yaml"
SOLVE = "SEATING solve people.csv --convening c.yaml --no-packet"

full = pytest.param(">/dev/full", marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full"))


@pytest.mark.parametrize("where", [">&-", full])
def test_what_was_found_is_saved_where_it_cannot_be_printed(shell, where):
    ran = shell(f"{SOLVE} {where}")
    assert ran.returncode == 2
    assert ran.stderr.count("error: Standard output cannot be written: ") == 1
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr
    told = json.loads(run("rounds list --json").stdout)["rounds"]
    assert [(one["round"], one["unfinished"]) for one in told] == [(1, False)]


@pytest.mark.parametrize("line", [f"{CHECK} --json >/dev/full", f"{CHECK} >&-", "SEATING --help >/dev/full"])
def test_what_cannot_be_printed_is_exit_2(shell, line):
    ran = shell(line)
    assert ran.returncode == 2
    assert ran.stderr.startswith(("error: Standard output cannot be written", "note: "))
    assert "inside seating" not in ran.stderr


def test_a_reader_that_closes_the_pipe_gets_no_error(shell):
    ran = shell(f"{CHECK} --json --quiet | head -1")
    assert ran.returncode == 0
    assert ran.stderr == ""
    assert ran.stdout == "{\n"


@pytest.mark.parametrize("where", ["2>&-", pytest.param("2>/dev/full", marks=full.marks)])
def test_notes_that_cannot_be_printed_do_not_stop_the_run(shell, where):
    ran = shell(f"{CHECK} {where} && SEATING check nobody.csv {where}")
    assert ran.returncode == 2
    assert "To seat      4 people" in ran.stdout


def test_no_stream_at_all(shell):
    assert shell(f"{SOLVE} >&- 2>&- <&-").returncode == 2
    assert json.loads(run("rounds list --json").stdout)["problems"] == []


def test_standard_input_that_is_closed(shell):
    ran = shell("SEATING check - <&-")
    assert ran.returncode == 2
    assert "inside seating" not in ran.stderr


@pytest.mark.parametrize("end", ["", " --json"])
def test_half_a_letter_is_no_error_of_ours(shell, end):
    """Of a convening in JSON, and of an argument."""
    half = "a\\ud800b"
    Path("c.json").write_text(f'{{"title": "{half}", "tables": [{{"id": "a", "name": "{half}"}}]}}')
    ran = run(f"check people.csv --convening c.json{end}")
    assert ran.exit_code == 3
    assert '"half-character"' in ran.output or "[half-character]" in ran.output
    ran = run(f"check no\udcffbody.csv{end}")
    assert ran.exit_code == 2
    assert "The file no" in ran.stderr


def test_half_a_letter_in_a_seating(shell):
    Path("by-hand.csv").write_bytes(b"name,table\nAna,a\nBen,a\xed\xa0\x80\nCam,a\nDee,a\n")
    ran = run("review people.csv by-hand.csv --convening c.yaml")
    assert ran.exit_code == 3
    assert "inside seating" not in ran.output
