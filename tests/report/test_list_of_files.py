"""The list of written files is whole or counts as absent, and an absent one blocks no folder that has a ledger."""

from __future__ import annotations

import os

import pytest

from seating.errors import UsageError
from seating.report import output
from seating.report.output import LIST, Manifest, write_packet
from tests.cli.running import run

from .made_up import small


@pytest.fixture
def out(tmp_path):
    """Return a folder with a ledger, and with two pages that are on its list."""
    (tmp_path / "rounds").mkdir()
    (tmp_path / "rounds/0001-round-1.json").write_text("{}")
    Manifest(tmp_path).write({tmp_path / "report.html": b"old", tmp_path / "round-1/report.html": b"old"})
    return tmp_path


def test_a_list_cut_anywhere_blocks_no_folder_that_has_a_ledger(out):
    whole = (out / LIST).read_bytes()
    for length in range(len(whole)):
        (out / LIST).write_bytes(whole[:length])
        Manifest(out).write({out / "report.html": b"new", out / "round-1/report.html": b"new"})
        assert (out / "round-1/report.html").read_bytes() == b"new"
        assert (out / LIST).read_bytes() == whole


def test_a_cut_list_has_no_file_to_remove_but_those_it_names_in_full(out):
    (out / "round-1/rep").write_text("mine")
    (out / LIST).write_bytes(b"report.html\nround-1/rep")
    Manifest(out).remove_all_but(out / "round-1", ())
    assert (out / "round-1/rep").read_text() == "mine"


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_file_that_is_not_on_a_whole_list_or_has_no_ledger_beside_it_is_kept(out, is_listed):
    mine = out / ("mine.html" if is_listed else "report.html")
    mine.write_text("mine")
    if not is_listed:
        (out / "rounds/0001-round-1.json").unlink()
        (out / LIST).write_text("")
    with pytest.raises(UsageError, match="seating did not write it"):
        Manifest(out).write({mine: b"new"})
    assert mine.read_text() == "mine"


def test_the_list_is_on_the_disk_before_the_first_page_is_written(out, monkeypatch):
    done = []
    fsync, move = os.fsync, output.write_whole
    monkeypatch.setattr(os, "fsync", lambda file: (done.append("flushed"), fsync(file))[1])
    monkeypatch.setattr(output, "write_whole", lambda path, made: (done.append(path.name), move(path, made))[1])
    Manifest(out).write({out / "closing.html": b"new"})
    assert "closing.html" in (out / LIST).read_text()
    assert done == ["flushed", "flushed", "closing.html"]


def test_what_a_killed_run_left_unfinished_outside_the_folder_of_its_round_goes_too(tmp_path):
    left = [tmp_path / f".{LIST}.0123456789abcdef.part"]
    others = tmp_path / ".arrivals.csv.0123456789abcdef.part"  # another run may be writing it
    for path in (*left, others):
        path.write_text("half of it")
    write_packet(small(), tmp_path / "round-1")
    assert [path for path in (*left, others) if path.exists()] == [others]


@pytest.mark.parametrize("length", [0, 60])
def test_every_command_goes_on_after_the_list_was_cut(tmp_path, monkeypatch, length):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "l.csv").write_text("name,role\nAna Bo,a\nBen Co,b\nCleo Do,a\nDan Eo,b\n")
    assert run("solve l.csv --out o -q").exit_code == 0
    for command in ("repair l.csv", "report", "packet", "solve l.csv --next-round"):
        content = (tmp_path / "o" / LIST).read_bytes()
        (tmp_path / "o" / LIST).write_bytes(content[:length])
        ran = run(f"{command} --out o")
        assert ran.exit_code == 0, (command, ran.stderr)
