"""What is written into a round's folder: the files of the contract, each whole, nothing left over."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from seating.errors import UsageError
from seating.ledger import atomic_files as files_module
from seating.ledger.atomic_files import write_whole
from seating.report.output import write_outputs
from seating.report.pages import render_packet

from .made_up import small

ALWAYS = {"report.html", "seating.csv", "seating.xlsx", "result.json"}

PACKET = {*render_packet(small()), "letters.csv", "recruit.csv"}


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def without_email(result):
    persons = tuple(person.model_copy(update={"email": ""}) for person in result.room.people)
    return replace(result, room=replace(result.room, people=persons))


def test_a_run_writes_the_files_of_the_contract(tmp_path):
    folder = tmp_path / "reports" / "round-1"
    write_outputs(small(), folder, with_packet=True)
    assert names_in(folder) == ALWAYS | {"breakout-rooms.csv"} | {f"packet/{name}" for name in PACKET}
    assert (folder.parent / "report.html").read_bytes() == (folder / "report.html").read_bytes()


def test_files_are_named_as_the_folder_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = write_outputs(small(), Path("reports") / "round-1", with_packet=True)
    assert files["report"] == "reports/round-1/report.html"
    assert files["packet"] == "reports/round-1/packet/index.html"
    assert json.loads(Path(files["result"]).read_text())["files"] == files
    assert all(Path(path).is_file() for path in files.values())


def test_without_a_packet_there_is_none_not_even_an_old_one(tmp_path):
    write_outputs(small(), tmp_path / "round-1", with_packet=True)
    (tmp_path / "round-1" / "packet" / "mine.txt").write_text("kept")
    files = write_outputs(small(), tmp_path / "round-1", with_packet=False)
    assert "packet" not in files
    assert names_in(tmp_path / "round-1") == ALWAYS | {"breakout-rooms.csv", "packet/mine.txt"}


def test_breakout_rooms_go_when_the_list_has_no_email_any_more(tmp_path):
    write_outputs(small(), tmp_path / "round-1", with_packet=False)
    files = write_outputs(without_email(small()), tmp_path / "round-1", with_packet=False)
    assert "breakout_rooms" not in files
    assert names_in(tmp_path / "round-1") == ALWAYS


def test_the_same_result_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_outputs(small(), tmp_path / name / "round-1", with_packet=True)
    one, two = tmp_path / "one", tmp_path / "two"
    assert names_in(one) == names_in(two)
    alike = [name for name in names_in(one) if (one / name).read_bytes() == (two / name).read_bytes()]
    assert set(alike) == names_in(one) - {"round-1/result.json"}, "result.json names the folder"


def test_a_file_is_whole_or_not_written(tmp_path, monkeypatch):
    """When writing fails half way the old file stands, and no part lies beside it."""
    target = tmp_path / "page.html"
    write_whole(target, b"old")

    def fail(self, _target):
        raise OSError("disk full")

    monkeypatch.setattr(files_module.Path, "replace", fail)
    with pytest.raises(UsageError, match="disk full"):
        write_whole(target, b"new")
    assert names_in(tmp_path) == {"page.html"}
    assert target.read_bytes() == b"old"


def test_making_a_record_loads_no_templates(python):
    """`--json` of a light command does not pay for jinja2 or XlsxWriter."""
    program = "import sys, seating.report.record; print(sorted({'jinja2', 'xlsxwriter'} & set(sys.modules)))"
    done = python.run("-c", program)
    assert done.stdout.strip() == "[]", done.stderr
