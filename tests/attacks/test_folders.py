"""The output folder: what is in the way is named, and what is not ours is left alone."""

from __future__ import annotations

import os

import pytest

from tests.cli.running import run


@pytest.fixture
def people(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("name\nAna\nBen\n")
    (tmp_path / "c.yaml").write_text("tables: [{id: a, seats: 0-9}]\nrequirements: []\n")
    return tmp_path


LINE = "solve people.csv --convening c.yaml --out"


def test_what_stands_where_a_file_goes_is_exit_2(people):
    (people / "one/round-1/report.html").mkdir(parents=True)
    (people / "two").mkdir()
    (people / "two/round-1").write_text("a file")
    for out in ("one", "two", "x" * 300):
        ran = run(f"{LINE} {out}")
        assert ran.exit_code == 2, out
        assert "cannot be written" in ran.stderr
    assert not list(people.rglob("*.part"))


def test_an_inferred_convening_that_cannot_be_written_leaves_nothing(people):
    (people / "out/convening.yaml").mkdir(parents=True)
    (people / "c.yaml").unlink()
    assert run("solve people.csv --out out").exit_code == 2
    assert [path.name for path in (people / "out").iterdir()] == ["convening.yaml"]


def test_only_pages_of_our_own_names_are_removed(people):
    """Not even through a link that leads out of the folder."""
    (people / "elsewhere").mkdir()
    (people / "elsewhere/keep.html").write_text("mine")
    (people / "out/round-1/packet").mkdir(parents=True)
    (people / "out/round-1/packet/convener-only").symlink_to(people / "elsewhere")
    (people / "out/round-1/packet/notes.html").write_text("mine")
    (people / "out/round-1/packet/door-list.html").write_text("old")
    assert run(f"{LINE} out --no-packet").exit_code == 0
    assert (people / "elsewhere/keep.html").read_text() == "mine"
    assert (people / "out/round-1/packet/notes.html").read_text() == "mine"
    assert not (people / "out/round-1/packet/door-list.html").exists()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="needs links that can be told from files")
def test_a_lock_that_is_a_link_harms_nobodys_file(people):
    assert run(f"{LINE} out --no-packet").exit_code == 0
    (people / "mine.txt").write_text("mine")
    (people / "out/.seating.lock").symlink_to(people / "mine.txt")
    ran = run("rounds undo --out out")
    assert ran.exit_code == 2
    assert "cannot be written" in ran.stderr
    assert (people / "mine.txt").read_text() == "mine"


@pytest.mark.parametrize("command", [f"{LINE} out", "rounds list --out out", "report --out out"])
def test_what_stands_in_the_way_of_the_ledger_is_named_at_once(people, command):
    (people / "out").mkdir()
    (people / "out/rounds").write_text("a file")
    ran = run(command)
    assert ran.exit_code == 2
    assert "out/rounds is no folder" in ran.stderr
    assert not (people / "out/round-1").exists()
