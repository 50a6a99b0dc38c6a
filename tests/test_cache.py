"""Caches lie in the user's own folder, and nothing depends on there being one."""

from __future__ import annotations

import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from seating.cache import cache_folder, compiled_folder
from seating.present.environment import _environment
from tests.faults.injected import Faults


def test_the_folder_is_made_for_the_user_alone(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder("templates")
    assert folder == tmp_path / "seating" / "templates"
    assert os.name == "nt" or stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.skipif(sys.platform == "win32", reason="names a folder as other systems do")
def test_where_there_is_no_folder_pages_are_made_all_the_same(tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder("templates") is None
    _environment.cache_clear()
    try:
        assert _environment("en", None).get_template("report.html.j2") is not None
    finally:
        _environment.cache_clear()


def test_pages_are_made_although_the_disk_of_the_cache_is_full(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder("templates")
    assert folder is not None
    faults = Faults(folder)
    _environment.cache_clear()
    try:
        with faults.active():
            made = _environment("en", None)
            made.get_template("report.html.j2")
        assert not faults.refused
        assert list(folder.iterdir())
        for path in folder.iterdir():
            path.unlink()
        faults.first = 1
        _environment.cache_clear()
        with faults.active():
            assert _environment("en", None).get_template("report.html.j2") is not None
        assert faults.refused
        _environment.cache_clear()  # old versions of Jinja leave an empty file, which is not taken for a template
        assert _environment("en", None).get_template("report.html.j2").render
        assert all(path.stat().st_size for path in folder.iterdir())
    finally:
        _environment.cache_clear()


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """Let no folder for caches be writable."""
    (tmp_path / "file").write_text("in the way")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "file"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    return tmp_path


def test_compiled_code_is_kept_where_it_can_be(nowhere, monkeypatch) -> None:
    assert compiled_folder() is None
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(nowhere / "file" / "numba"))
    assert compiled_folder() is None
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(nowhere / "numba"))
    assert compiled_folder() == nowhere / "numba"


COMPILER = """
from seating.engines import jit
from numba import config
kept = isinstance(jit.entry_point(lambda x: x)._cache, __import__("numba").core.caching.FunctionCache)
print(kept, config.CACHE_DIR)
"""


def test_without_a_cache_nothing_is_left_in_the_temporary_folder(nowhere, monkeypatch, python) -> None:
    monkeypatch.setenv("TMPDIR", str(nowhere))
    before = sorted(nowhere.iterdir())
    ran = python.run("-c", COMPILER)
    assert ran.stdout.split()[0] == "False"
    assert sorted(nowhere.iterdir()) == before


@pytest.mark.skipif(not Path("/proc/self/environ").is_file(), reason="looks for processes as Linux lists them")
def test_a_failed_run_leaves_no_process_that_compiles(tmp_path, monkeypatch, python) -> None:
    people = "name,attending\n" + "".join(f"Somebody {n},{'never mind' if n == 3 else 'yes'}\n" for n in range(90))
    (tmp_path / "people.csv").write_text(people)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cold"))
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    line = ["-m", "seating", "solve", str(tmp_path / "people.csv"), "--convening", "nothing.yaml"]
    assert python.run(*line, cwd=tmp_path).returncode in {2, 3}
    until = time.monotonic() + 15
    while (left := _processes_with(f"XDG_CACHE_HOME={tmp_path / 'cold'}")) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def _processes_with(setting: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if setting.encode() in path.read_bytes().split(b"\0"):
                found.append(path.parent.name)
    return found
