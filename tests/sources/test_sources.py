"""Finding the format, and files that cannot be read at all."""

from __future__ import annotations

import hashlib
import io
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from seating.errors import InputError, UsageError
from seating.sources import column_letter, read, read_book, read_bytes
from seating.sources.list_limits import MAX_BYTES


def test_a_dash_reads_standard_input():
    source = read_book("-", io.BytesIO(b"name\nAda\n")).sheets[0].source
    assert source.file == "standard input"
    assert source.rows[1].cells == ("Ada",)


def test_a_file_is_named_without_its_folder_and_with_its_digest(tmp_path):
    """What is written must not depend on where a list lies."""
    path = tmp_path / "stakeholders.CSV"
    path.write_bytes(b"name\nAda\n")
    source = read(path)
    assert (source.file, source.sha256) == ("stakeholders.CSV", hashlib.sha256(b"name\nAda\n").hexdigest())


def test_a_missing_file_is_wrong_usage_with_the_likely_one(tmp_path):
    (tmp_path / "stakeholders.csv").write_bytes(b"name\n")
    with pytest.raises(UsageError, match=r"did you mean .*stakeholders\.csv"):
        read(tmp_path / "stakeholder.csv")


def test_a_folder_is_wrong_usage(tmp_path):
    with pytest.raises(UsageError, match="is a folder"):
        read(tmp_path)


def test_an_impossible_path_is_wrong_usage():
    with pytest.raises(UsageError):
        read("people\0.csv")


@pytest.mark.parametrize("suffix", [".xls", ".numbers", ".pdf", ".docx"])
def test_other_formats_say_what_to_save_as(suffix):
    with pytest.raises(InputError, match=r"CSV UTF-8 or as XLSX.*\[format-unknown\]"):
        read_bytes(b"x", f"people{suffix}", suffix)


def test_a_file_past_the_cap_is_refused():
    with pytest.raises(InputError, match="50 MB"):
        read_bytes(b"x" * (MAX_BYTES + 1), "people.csv")


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_are_those_of_a_spreadsheet(index, letter):
    assert column_letter(index) == letter


class Closed(io.BytesIO):
    def read(self, size=-1):
        raise OSError(9, "Bad file descriptor")


def test_closed_standard_input_is_wrong_usage(monkeypatch):
    with pytest.raises(UsageError, match="cannot be read: Bad file descriptor"):
        read_book("-", Closed())
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(UsageError, match="Standard input is closed"):
        read("-")


@pytest.mark.room
@pytest.mark.parametrize(
    "command",
    [
        "check -",
        *(
            pytest.param(words, marks=pytest.mark.room)
            for words in ("solve - --out x", "check people.csv --convening -")
        ),
    ],
)
def test_a_command_says_that_standard_input_is_closed(tmp_path, command):
    (tmp_path / "people.csv").write_text("name\nAda\n")
    shell = f"exec {shlex.quote(sys.executable)} -m seating {command} <&-"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(["sh", "-c", shell], cwd=tmp_path, capture_output=True, text=True, env=environment, timeout=60)
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert ran.stderr.strip()


def test_a_pipe_or_a_device_is_wrong_usage(tmp_path):
    """Nobody may ever write to a pipe, and a device may have no end."""
    os.mkfifo(tmp_path / "people.csv")
    for path in (tmp_path / "people.csv", "/dev/zero", "/dev/null"):
        with pytest.raises(UsageError, match="is a pipe or a device, not a file"):
            read(path)


def test_a_pipe_that_a_shell_hands_over_is_read():
    reading, writing = os.pipe()
    os.write(writing, b"name\nAda\n")
    os.close(writing)
    try:
        assert read(f"/dev/fd/{reading}").rows[1].cells == ("Ada",)
    finally:
        os.close(reading)


@pytest.mark.parametrize("method", ["open", "stat"])
def test_a_file_that_may_not_be_read_is_wrong_usage(tmp_path, monkeypatch, method):
    (tmp_path / "people.csv").write_bytes(b"name\n")

    def refused(self, *_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, method, refused)
    with pytest.raises(UsageError, match=r"people\.csv cannot be read: Permission denied"):
        read(tmp_path / "people.csv")
