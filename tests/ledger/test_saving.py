"""Where the disk does not take it, a clear word, and the rounds before as they were."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from seating.errors import UsageError
from seating.ledger import Kind, Ledger
from seating.ledger import atomic_files as module
from tests.ledger.made_up import ROUND_1, ROUND_2, seated, two_rounds

unix = pytest.mark.skipif(sys.platform == "win32", reason="needs the limits and devices of Unix")


def files(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (out / "rounds").iterdir()}


@unix
def test_a_full_disk_is_said_and_nothing_changes(tmp_path, monkeypatch):
    ledger = two_rounds(tmp_path)
    before = files(tmp_path)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device"):
        ledger.add(Kind.SEATED, seated(2, ROUND_1))
    assert files(tmp_path) == before
    assert Ledger.open(tmp_path).sound == ledger


@unix
def test_a_file_that_may_not_grow_is_said_and_nothing_changes(tmp_path):
    import resource

    ledger = two_rounds(tmp_path)
    before = files(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(UsageError, match="Everything saved earlier is unchanged"):
            ledger.add(Kind.SEATED, seated(2, ROUND_1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert files(tmp_path) == before
    assert Ledger.open(tmp_path).sound.add(Kind.SEATED, seated(2, ROUND_1)).last.seats == ROUND_1


def test_a_note_of_the_newest_that_cannot_be_written_does_not_undo_the_entry(tmp_path):
    ledger = two_rounds(tmp_path)
    (tmp_path / "rounds/newest").unlink()
    (tmp_path / "rounds/newest").mkdir()
    ledger.add(Kind.SEATED, seated(2, ROUND_1))
    (tmp_path / "rounds/newest").rmdir()
    assert Ledger.open(tmp_path).sound.last.seats == ROUND_1


def test_a_file_system_without_links_takes_names_that_are_free(tmp_path, monkeypatch):
    def no_links(source: Path, target: Path) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(module.os, "link", no_links)
    ledger = two_rounds(tmp_path)
    assert Ledger.open(tmp_path).sound == ledger
    behind = Ledger(ledger.folder, ledger.entries[:-1])
    before = files(tmp_path)
    with pytest.raises(UsageError, match="cannot be written"):
        behind.add(Kind.SEATED, seated(2, ROUND_2))
    assert files(tmp_path) == before


def test_a_folder_that_may_not_be_written_is_said(tmp_path):
    (tmp_path / "rounds").write_text("a file")
    with pytest.raises(UsageError, match="cannot be written"):
        Ledger.open(tmp_path).add(Kind.SEATED, seated(1, ROUND_1))
