"""Caches lie in the user's own folder, and nothing depends on there being one."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from seating.present.cache import cache_folder
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


@pytest.mark.parametrize("damage", [b"", bytes(16)], ids=["cut", "zeros"])
def test_a_damaged_template_is_compiled_and_written_again(damage, tmp_path, monkeypatch) -> None:
    """A power cut or a full disk can leave any beginning of a file."""
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path))
    folder = cache_folder("templates")
    assert folder is not None
    _environment.cache_clear()
    try:
        _environment("en", None).get_template("report.html.j2")
        path = max(folder.iterdir(), key=lambda one: one.stat().st_size)
        whole = path.read_bytes()
        for length in (*range(100), len(whole) // 2):
            path.write_bytes(whole[:length] + damage)
            _environment.cache_clear()
            assert _environment("en", None).get_template("report.html.j2").render
            assert path.read_bytes() == whole, length
    finally:
        _environment.cache_clear()
