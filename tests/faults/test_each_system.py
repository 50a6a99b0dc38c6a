"""Paths, open files and locks as this system has them, not simulated. What only one system has is skipped elsewhere."""

from __future__ import annotations

import shutil
import sys
import unicodedata

import pytest

from seating.ledger import Ledger
from tests.cli.running import run
from tests.faults.matrix import covers
from tests.faults.test_every_write import CONVENING, LIST, PEOPLE

ON_WINDOWS = sys.platform == "win32"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in/people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "in/convening.yaml").write_text(CONVENING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@covers("file held open", "report")
@pytest.mark.room
def test_a_page_that_a_program_really_has_open(folder):
    """Windows refuses to replace it, and the message says why. Other systems replace it."""
    assert run(f"solve {LIST} --no-packet").exit_code == 0
    page = folder / "out/round-1/report.html"
    before = page.read_bytes()
    with page.open("rb"):
        ran = run(f"report {LIST}")
        assert ran.exit_code == (2 if ON_WINDOWS else 0), ran.output
        if ON_WINDOWS:
            assert "another program has the file open" in ran.output
            assert page.read_bytes() == before
    assert run(f"report {LIST}").exit_code == 0
    assert Ledger.open(folder / "out").problems == ()


@pytest.mark.skipif(not ON_WINDOWS, reason="only Windows refuses to read bytes that another program has locked")
@covers("file held open", "check")
def test_a_list_that_a_program_really_has_locked(folder):
    import msvcrt

    with (folder / "in/people.csv").open("r+b") as held:
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, len(PEOPLE))
        ran = run(f"check {LIST}")
        assert ran.exit_code == 2, ran.output
        assert "cannot be read" in ran.output
    assert run(f"check {LIST}").exit_code == 0


def test_a_path_of_more_than_260_characters(folder):
    """Windows may have long paths switched off; then the message says what cannot be written."""
    out = "/".join(["a-long-name-of-a-folder-of-30-"] * 8)
    ran = run(f"solve in/people.csv --out {out} --no-packet")
    assert "An error occurred inside" not in ran.output
    assert ran.exit_code in ({0, 2} if ON_WINDOWS else {0}), ran.output
    if ran.exit_code == 2:
        assert "cannot be written" in ran.output
    else:
        assert Ledger.open(folder / out).problems == ()


@pytest.mark.parametrize("name", ["Gäste.csv", "guests & friends.csv", "名簿.csv", "list (1).csv"])
def test_a_list_with_such_a_name_is_read(name, folder):
    shutil.copy("in/people.csv", f"in/{name}")
    ran = run(f'check "in/{name}" --out out')
    assert ran.exit_code == 0, ran.output


@pytest.mark.skipif(sys.platform != "darwin", reason="only macOS takes both spellings of a letter as one name")
def test_a_name_that_is_typed_in_the_other_spelling_of_unicode(folder):
    shutil.copy("in/people.csv", unicodedata.normalize("NFC", "in/Gäste.csv"))
    assert run(f"check {unicodedata.normalize('NFD', 'in/Gäste.csv')} --out out").exit_code == 0


@pytest.mark.skipif(not ON_WINDOWS, reason="only Windows has backslashes and drives in paths")
def test_paths_as_windows_writes_them(folder):
    """In single quotes, because the tests split a line as a shell does."""
    assert run(f"solve '{folder / 'in' / 'people.csv'}' --out 'out\\of town' --no-packet").exit_code == 0
    assert Ledger.open(folder / "out" / "of town").problems == ()
