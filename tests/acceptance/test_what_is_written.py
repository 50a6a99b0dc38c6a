"""A run writes only to its output folder and to the cache, and opens no connection, as `privacy.md` promises."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT

WATCH = """
import os, sys

log = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def note(event, args):
    told = []
    if event == "open" and isinstance(args[2], int) and args[2] & WRITES and not isinstance(args[0], int):
        told = [args[0]]
    elif event in ("os.mkdir", "os.symlink") or (event in ("os.remove", "os.rmdir") and args[1] == -1):
        told = [args[0]]  # with a folder's number, the path is inside a folder that is removed itself
    elif event in ("os.rename", "os.link"):
        told = list(args[:2])
    elif event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        os.write(log, f"network {event} {args[1:]}\\n".encode())
    for path in told:
        os.write(log, os.fsencode(os.path.realpath(path)) + b"\\n")

sys.addaudithook(note)
"""
"""Imported by every Python process at its start, also by workers."""

COMMANDS = (
    "check people.csv --out out",
    "solve people.csv --out out",
    "rounds attended came.csv --out out",
    "solve people.csv --out out --next-round",
    "rounds report --out out",
    'explain people.csv --person "Goran Petrov" --out out',
    "chart people.csv --out out",
    "forget m03 people.csv --out out --yes",
)


@pytest.mark.room
def test_only_the_output_folder_and_the_cache_are_written(tmp_path: Path):
    for name, copied in (("members.csv", "people.csv"), ("convening.yaml", "convening.yaml"), ("came.csv", "came.csv")):
        shutil.copy(ROOT / "examples" / "monthly" / name, tmp_path / copied)
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    for name in ("home", "temporary", "cache"):
        (tmp_path / name).mkdir()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "watch"), str(ROOT))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "WATCHED": str(tmp_path / "log"),
        "HOME": str(tmp_path / "home"),
        "TMPDIR": str(tmp_path / "temporary"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    for line in COMMANDS:
        told = subprocess.run(
            [sys.executable, "-m", "seating", *shlex.split(line), "--quiet"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert told.returncode == 0, (line, told.stderr)
    written = (tmp_path / "log").read_text().splitlines()
    allowed = tuple(f"{os.path.realpath(tmp_path / name)}" for name in ("out", "cache"))
    allowed += (os.path.realpath(os.devnull),)
    assert sorted({path for path in written if not path.startswith(allowed)}) == []
    assert any(path.startswith(allowed[0]) for path in written)
    assert list((tmp_path / "home").iterdir()) == list((tmp_path / "temporary").iterdir()) == []
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    cached = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert not any(b"Petrov" in path.read_bytes() for path in cached)
