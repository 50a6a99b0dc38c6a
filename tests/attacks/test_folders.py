"""The output folder: what is in the way is named, and what is not ours is left alone."""

from __future__ import annotations

import os
import sys

import pytest

from seating.ledger.journal import write_plan
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
    assert run("solve --pages all people.csv --out out").exit_code == 2
    assert [path.name for path in (people / "out").iterdir()] == ["convening.yaml"]


CONVENING = """
tables: [{id: a, seats: 0-9, day: 2026-12-01, time: "10:00", questions: [Why?]}]
requirements: []
"""


def test_only_files_that_we_wrote_are_removed(people):
    """Not even through a link that leads out of the folder; nor one of a name that we give on another day."""
    (people / "c.yaml").write_text(CONVENING)
    assert run(f"{LINE} out").exit_code == 0
    packet = people / "out/round-1/packet"
    assert (packet / "calendar/a.ics").is_file()
    mine = [packet / name for name in ("notes.html", "calendar/birthdays.ics", "door-list.pdf", "recruit.csv")]
    mine += [people / "out/round-1/breakout-rooms.csv", people / "elsewhere/needs.html"]
    (packet / "convener-only").rename(people / "elsewhere")
    (packet / "convener-only").symlink_to(people / "elsewhere")
    for path in mine:
        path.write_text("mine")
    assert run(f"{LINE} out --no-packet").exit_code == 0
    assert [path.read_text() for path in mine] == ["mine"] * len(mine)
    assert not (packet / "door-list.html").exists()
    assert not (packet / "calendar/a.ics").exists()


@pytest.mark.parametrize(
    "name",
    ["report.html", "round-1/report.html", "round-1/seating.csv", "round-1/result.json", "round-1/packet/index.html"],
)
def test_a_file_that_is_not_ours_is_named_before_anything_is_written(people, name):
    place = people / "out" / name
    place.parent.mkdir(parents=True)
    place.write_text("mine")
    ran = run(f"{LINE} out")
    assert ran.exit_code == 2
    assert f"out/{name} cannot be written: there is such a file already" in ran.stderr
    assert place.read_text() == "mine"
    assert [path.relative_to(people / "out").as_posix() for path in (people / "out").rglob("*") if path.is_file()] == [
        name
    ]
    place.unlink()
    assert run(f"{LINE} out").exit_code == 0


@pytest.mark.parametrize("name", ["round-1/packet/door-list.html", "round-1/packet/calendar/a.ics"])
def test_a_page_that_is_not_ours_leaves_an_unfinished_round(people, name):
    (people / "c.yaml").write_text(CONVENING)
    place = people / "out" / name
    place.parent.mkdir(parents=True)
    place.write_text("mine")
    ran = run(f"{LINE} out")
    assert ran.exit_code == 2
    assert f"out/{name} cannot be written" in ran.stderr
    assert "Round 1 is saved in out/rounds" in ran.stderr
    assert place.read_text() == "mine"
    place.unlink()
    ran = run(f"{LINE} out")
    assert ran.exit_code == 0
    assert "[round-finished]" in ran.stderr
    assert place.is_file()


@pytest.mark.parametrize("folder", ["rounds", "round-1", "round-1/packet", "round-1/packet/calendar"])
def test_nothing_is_written_through_a_folder_that_is_a_link(people, folder):
    (people / "c.yaml").write_text(CONVENING)
    (people / "elsewhere").mkdir()
    link = people / "out" / folder
    link.parent.mkdir(parents=True)
    link.symlink_to(people / "elsewhere")
    ran = run(f"{LINE} out")
    assert ran.exit_code == 2
    assert f"out/{folder} is a link to another folder" in ran.stderr
    assert list((people / "elsewhere").iterdir()) == []


def test_no_folder_inside_the_output_folder_is_a_link_in_any_command(people):
    """The output folder itself can be one: the person who runs the command named it."""
    away = people / "away"
    for folder in (away, people / "out", people / "batch/x", people / "real"):
        folder.mkdir(parents=True)
    (people / "batch/x/people.csv").write_text("name\nAna\nBen\n")
    (people / "out/x").symlink_to(away)
    ran = run("batch batch --out out")
    assert ran.exit_code != 0
    assert "out/x is a link to another folder" in ran.stdout + ran.stderr
    assert list(away.iterdir()) == []
    (people / "link").symlink_to(people / "real")
    assert run(f"{LINE} link --no-packet").exit_code == 0
    assert (people / "real/round-1/report.html").is_file()


@pytest.mark.parametrize("folder", ["rounds", "board", ".seating-forget"])
def test_forget_changes_and_locks_nothing_through_a_folder_that_is_a_link(people, folder):
    assert run(f"{LINE} out --no-packet").exit_code == 0
    away, inside = people / "away", people / "out" / folder
    inside.mkdir(exist_ok=True)
    (inside / "mine.txt").write_text("Ana")
    inside.rename(away)
    inside.symlink_to(away)
    before = {path: path.read_bytes() for path in away.iterdir()}
    ran = run("forget Ana people.csv --out out --yes")
    assert (ran.exit_code, f"out/{folder} is a link to another folder" in ran.stderr) == (2, True)
    assert {path: path.read_bytes() for path in away.iterdir()} == before


def test_what_an_interrupted_forget_left_to_do_is_not_done_through_a_link(people):
    assert run(f"{LINE} out --no-packet").exit_code == 0
    (people / "out/rounds").rename(people / "away")
    write_plan(people / "out", {people / "out/rounds/newest": b"other"}, [people / "out/rounds/0001.json"])
    (people / "out/rounds").symlink_to(people / "away")
    before = {path: path.read_bytes() for path in (people / "away").iterdir()}
    ran = run("forget --out out --yes")
    assert (ran.exit_code, "out/rounds is a link to another folder" in ran.stderr) == (2, True)
    assert {path: path.read_bytes() for path in (people / "away").iterdir()} == before


def test_a_link_in_the_place_of_a_file_is_not_followed(people):
    (people / "mine.txt").write_text("mine")
    assert run(f"{LINE} out --no-packet").exit_code == 0
    for name in ("report.html", "round-1/seating.csv", ".seating-files", "rounds/newest"):
        (people / "out" / name).unlink()
        (people / "out" / name).symlink_to(people / "mine.txt")
    run(f"{LINE} out --no-packet --seed 2")
    assert (people / "mine.txt").read_text() == "mine"


def test_temporary_files_have_names_that_nobody_can_foresee(people, monkeypatch):
    """A link planted under the name that was foreseen is an error, and nothing is written through it."""
    (people / "out/rounds").mkdir(parents=True)
    (people / "mine.txt").write_text("mine")
    for name in ("out/.report.html.{}.part", "out/.convening.yaml.new", "out/rounds/.0001-round-1.json.{}.part"):
        (people / name.format(os.getpid())).symlink_to(people / "mine.txt")
    assert run("solve people.csv --out out --no-packet").exit_code == 0
    assert (people / "mine.txt").read_text() == "mine"
    monkeypatch.setattr("seating.ledger.atomic_files.secrets.token_hex", lambda size: "known")
    (people / "out/.report.html.known.part").symlink_to(people / "mine.txt")
    assert run("report --out out").exit_code == 2
    assert (people / "mine.txt").read_text() == "mine"


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
    assert "out/rounds is not a folder" in ran.stderr
    assert not (people / "out/round-1").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_folder_of_a_batch_whose_name_is_not_utf_8_is_named_before_any_is_seated(tmp_path):
    for name in ("ok", os.fsdecode(b"\xe4")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "people.csv").write_text("name\nAna\nBen\n")
    ran = run(f"batch {tmp_path} --no-packet -q")
    assert ran.exit_code == 2
    assert "The name of the folder \\udce4 is not UTF-8" in ran.stderr
    assert not (tmp_path / "reports").exists()
