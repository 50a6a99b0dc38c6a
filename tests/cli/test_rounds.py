"""Saved rounds on the terminal: listed, shown, compared and undone; attendance recorded; pages written again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from seating.cli.commands.rounds import command as rounds
from seating.ledger import Ledger, lock_folder
from tests.cli.running import list_examples, run

OUT = "--out examples/monthly/reports"
FOLDER = Path("examples/monthly/reports/rounds")


def subcommands() -> list[click.Command]:
    return list(rounds.commands.values())


@pytest.mark.parametrize("command", subcommands(), ids=lambda command: command.name)
def test_an_example_of_a_subcommand_can_be_had_as_json(command, checkout):
    for line in list_examples(command):
        as_json = run(f"{line} --json")
        assert json.loads(as_json.stdout)["schema_version"] == 2


def test_the_list_says_what_became_of_each_round(checkout):
    told = run(f"rounds list {OUT}").stdout.splitlines()
    assert told[0].split() == ["Round", "Saved", "(UTC)", "People", "Tables", "State", "Attendance"]
    assert told[1].startswith("  1 ")
    assert "held        Attendance assumed from the list: 23 of 23" in told[1]
    assert told[2].split()[-2:] == ["still", "open"]


def test_the_record_of_the_list(checkout):
    record = json.loads(run(f"rounds list {OUT} --json").stdout)
    assert record["open_round"] == 2
    assert [(r["round"], r["state"], r["people"], r["present"]) for r in record["rounds"]] == [
        (1, "held", 23, 23),
        (2, "open", 23, None),
    ]
    assert [(entry["entry"], entry["kind"], entry["holds"]) for entry in record["entries"]] == [
        (1, "seated", True),
        (2, "seated", True),
    ]
    assert record["problems"] == []


def test_a_round_is_shown_with_its_tables(checkout):
    shown = run(f"rounds show 1 {OUT}")
    assert shown.exit_code == 0
    assert "Housing" in shown.stdout
    assert "  Xolani Mbeki" in shown.stdout
    record = json.loads(run(f"rounds show 1 {OUT} --json").stdout)
    assert record["rounds"] == [Ledger.open(FOLDER.parent).rounds[1].record.plain()]
    missing = run(f"rounds show 7 {OUT}")
    assert missing.exit_code == 2
    assert "it has rounds 1 and 2" in missing.stderr


def test_two_rounds_are_compared(checkout):
    told = run(f"rounds diff 1 2 {OUT}").stdout
    assert [line.split()[-1] for line in told.splitlines()[3:5]] == ["1", "1"]
    assert "Only in the second\n  Wanda Sieber: Jobs" in told
    assert "Only in the first\n  Xolani Mbeki: Jobs" in told
    record = json.loads(run(f"rounds diff 1 2 {OUT} --json").stdout)
    one, two = (Ledger.open(FOLDER.parent).rounds[number].seats for number in (1, 2))
    assert record["stayed"] == sum(one[person] == two.get(person) for person in one)
    assert {(m["id"], m["from"], m["to"]) for m in record["moved"]} == {
        (person, one[person], two[person]) for person in one.keys() & two.keys() if one[person] != two[person]
    }
    back = json.loads(run(f"rounds diff 2 1 {OUT} --json").stdout)
    assert [person["id"] for person in back["joined"]] == ["m24"]


def test_undo_and_attended_say_what_holds(checkout):
    came = run(f"rounds attended examples/monthly/came.csv {OUT}")
    assert "22 of 23\n  Absent             Owen Pritchard" in came.stdout
    assert "open  Recorded attendance: 22 of 23" in run(f"rounds list {OUT}").stdout
    assert "attendance, round 2" in run(f"rounds undo {OUT}").stdout
    assert "seating, round 2, saved (UTC): " in run(f"rounds undo {OUT}").stdout
    undone = json.loads(run(f"rounds undo {OUT} --json").stdout)
    assert (undone["rounds"], undone["undone"]) == ([], 1)
    nothing = run(f"rounds undo {OUT}")
    assert (nothing.exit_code, "nothing to undo" in nothing.stderr) == (2, True)
    assert len(list(FOLDER.glob("*.json"))) == 6


ROWS = "Ann,ann@example.org\nBo,bo@example.org\nCy,cy@example.org\nDi,di@example.org\n"


def test_the_commands_named_after_an_undone_repair_write_every_page_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(f"name,email\n{ROWS}")
    Path("convening.yaml").write_text("tables: [{id: oak, seats: 2-4}, {id: elm, seats: 2-4}]\n")
    assert run("solve list.csv --time-limit 1").exit_code == 0
    folder = Path("reports/round-1")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "result.json"}
    Path("late.csv").write_text(f"name,email\n{ROWS}Eve,eve@example.org\n")
    assert run("repair late.csv --time-limit 1").exit_code == 0
    assert "eve@example.org" in (folder / "breakout-rooms.csv").read_text()
    told = run("rounds undo").stdout
    assert told.endswith(
        "Run `seating report` and `seating packet` with the list and the same options as before to regenerate the "
        "pages.\n"
    ), told
    for command in re.findall("`seating ([^`]+)`", told):
        assert run(f"{command} list.csv").exit_code == 0
    after = {path: path.read_bytes() for path in before}
    differing = [path.as_posix() for path in before if path.suffix != ".xlsx" and before[path] != after[path]]
    assert [path for path in differing if not path.endswith("report.html")] == []


def test_the_breakout_rooms_of_a_round_that_is_over_keep_who_left_the_list_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(f"name,email\n{ROWS}Eve,eve@example.org\n")
    Path("later.csv").write_text(f"name,email\n{ROWS}")
    assert run("solve list.csv --time-limit 1").exit_code == 0
    rooms = Path("reports/round-1/breakout-rooms.csv")
    before = rooms.read_bytes()
    assert run("solve later.csv --next-round --time-limit 1").exit_code == 0
    assert run("packet later.csv --round 1").exit_code == 0
    assert rooms.read_bytes() == before
    rooms.unlink()  # as after a person was forgotten
    assert run("packet later.csv --round 1").exit_code == 0
    assert rooms.read_text("utf-8-sig").count("@example.org") == 4


def test_after_the_next_round_is_undone_only_the_report_is_to_be_written_again(checkout):
    told = run(f"rounds undo {OUT}").stdout
    assert "Open round  1\n\nNo entry was deleted. Run `seating report` to regenerate the pages." in told


def test_sound_rounds_are_printed_although_one_is_damaged(checkout):
    path = FOLDER / "0002-round-2.json"
    path.write_bytes(path.read_bytes()[:-40])
    listed = run(f"rounds list {OUT}")
    assert listed.exit_code == 3
    assert "1 " in listed.stdout
    assert "reports/rounds/0002-round-2.json" in listed.stderr
    assert "[ledger-damaged]" in listed.stderr
    record = json.loads(run(f"rounds list {OUT} --json").stdout)
    assert [problem["slug"] for problem in record["problems"]] == ["ledger-damaged"]
    shown = run(f"rounds show 1 {OUT}")
    assert (shown.exit_code, "Xolani Mbeki" in shown.stdout) == (3, True)
    for line in (
        f"rounds show 2 {OUT}",
        f"rounds diff 1 1 {OUT}",
        f"rounds undo {OUT}",
        f"rounds attended examples/monthly/came.csv {OUT}",
        f"report {OUT}",
        f"packet examples/monthly/members.csv {OUT}",
        f"solve examples/monthly/members.csv {OUT}",
        f"check examples/monthly/members.csv {OUT}",
    ):
        refused = run(line)
        assert refused.exit_code == 3, line
        assert "0002-round-2.json" in refused.stderr, line


def test_rounds_alone_shows_its_help():
    told = run("rounds")
    assert told.exit_code == 0
    assert "attended" in told.stdout


def test_a_folder_without_rounds_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "No round is saved" in run("rounds list --details").stdout
    for line in ("rounds show 1", "rounds diff 1 2", "rounds undo", "report", "packet"):
        assert run(line).exit_code == 2, line
    assert list(tmp_path.iterdir()) == []


def test_a_held_folder_is_exit_7(checkout):
    with lock_folder(FOLDER.parent):
        for line in (
            f"solve examples/monthly/members.csv {OUT}",
            f"rounds undo {OUT}",
            f"rounds attended examples/monthly/came.csv {OUT}",
            f"report {OUT}",
            f"packet {OUT}",
        ):
            refused = run(line)
            assert refused.exit_code == 7, line
            assert "Another run (process" in refused.stderr
        assert run(f"rounds list {OUT}").exit_code == 0
    assert len(list(FOLDER.glob("*.json"))) == 2


def test_pages_are_made_again_without_the_list(checkout):
    made = run(f"packet {OUT}")
    assert made.exit_code == 0
    assert "[without-list]" in made.stderr
    packet = FOLDER.parent / "round-2/packet"
    assert (packet / "door-list.html").exists()
    assert not (packet / "convener-only").exists()
    with_list = run(f"packet examples/monthly/members.csv --pages for-you-alone {OUT}")
    assert with_list.exit_code == 0
    assert (packet / "convener-only/for-you-alone.html").exists()
    report = json.loads(run(f"report --round 1 {OUT} --json").stdout)
    assert report["rounds"][0]["round"] == 1
    assert set(report["files"]) == {"report", "seating_csv", "seating_xlsx"}
    assert not (FOLDER.parent / "report.html").exists()
    assert "newest_report" in json.loads(run(f"report {OUT} --json").stdout)["files"]


def test_the_next_round_is_seated_from_the_example(checkout):
    solved = run(f"solve examples/monthly/members.csv {OUT} --next-round --json --no-packet")
    assert solved.exit_code == 0
    record = json.loads(solved.stdout)
    assert record["rounds"][0]["round"] == 3
    assert "round-closed" in {note["slug"] for note in record["notes"]}
    assert record["files"]["ledger"].endswith("rounds/0003-round-3.json")
    who = record["rounds"][0]["seats"][0]["name"]
    left = run(f'explain examples/monthly/members.csv {OUT} --person "{who}" --leaves')
    assert left.exit_code == 0
    assert "is over" not in left.output, "the note belongs to the command that seated the round"


@pytest.mark.room
def test_two_runs_at_once_never_mix(checkout, python):
    """Both start before the folder exists. Neither waits: each one finishes, or says that the folder is in use."""
    line = ["-m", "seating", "solve", "examples/wedding/guests.csv", "--out", "both", "--quiet"]
    for _ in range(3):
        both = [python.start(*line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
        told = [run.communicate()[1] for run in both]
        codes = sorted(run.returncode for run in both)
        assert codes in ([0, 0], [0, 7]), told
        ledger = Ledger.open(Path("both")).sound
        assert len(ledger.entries) == codes.count(0)
        shutil.rmtree("both")


def test_nobody_attends_on_a_seat_that_is_held(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"p{n},Person {n},Org {n},\n" for n in range(5))
    (tmp_path / "people.csv").write_text(f"id,name,organization,status\n{rows}h1,,Tern Bank,open\n", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables: {count: 2, seats: 3}\nrequirements: []\n", encoding="utf-8")
    assert run("solve people.csv").exit_code == 0
    assert run("solve people.csv --next-round").exit_code == 0
    assert "Attendance assumed from the list: 5 of 5" in run("rounds list --details").stdout
    assert json.loads(run("rounds list --json").stdout)["rounds"][0]["present"] == 5
    (tmp_path / "came.csv").write_text("id\np0\np1\np2\n", encoding="utf-8")
    done = run("rounds attended came.csv")
    assert [line.split()[-1] for line in done.stdout.splitlines()] == ["2", "5", "4"]
    (tmp_path / "came.csv").write_text("id\np0\np1\nh1\n", encoding="utf-8")
    assert "3 of 6\n" in run("rounds attended came.csv").stdout


def test_people_who_came_without_a_seat_are_counted_apart(tmp_path, monkeypatch):
    """Whether or not it is known where they sat."""
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"p{n},Person {n},{'no' if n > 3 else 'yes'}\n" for n in range(6))
    (tmp_path / "people.csv").write_text(f"id,name,attending\n{rows}", encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(
        "tables: [{id: x, seats: 1-4}, {id: y, seats: 1-4}]\nrequirements: []\n", encoding="utf-8"
    )
    assert run("solve people.csv").exit_code == 0
    came = "".join(f"p{n},\n" for n in range(3))
    for file, more in ((f"{came}p4,\n", 1), (f"{came}p3,\np4,x\np5,\n", 2)):
        (tmp_path / "came.csv").write_text(f"id,table\n{file}", encoding="utf-8")
        done = run("rounds attended came.csv").stdout
        assert f"of 4\n  Came without a seat  {more}" in done
    assert "4 of 4\n" in done
    assert "Recorded attendance: 4 of 4; Came without a seat: 1" in run("rounds list --details").stdout


def test_a_held_seat_is_not_absent_and_staff_are_counted_apart(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "".join(f"p{n},Person {n},Org {n},,\n" for n in range(5))
    staff = "s1,Stefan Gray,,,facilitator\ns2,Sina Moor,,,facilitator\n"
    text = f"id,name,organization,status,duty\n{rows}h1,,Tern Bank,open,\n{staff}"
    (tmp_path / "people.csv").write_text(text, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text("tables: {count: 2, seats: 3-5}\nrequirements: []\n", encoding="utf-8")
    assert run("solve people.csv").exit_code == 0
    (tmp_path / "came.csv").write_text("id\np0\np1\np2\np3\ns1\n", encoding="utf-8")
    done = run("rounds attended came.csv").stdout
    assert " ".join(done.split()) == (
        "Round 1 Came, with a seat 4 of 5 Staff who came 1 of 2 Absent Person 4 and Sina Moor"
    )
    assert "open  Recorded attendance: 4 of 5" in run("rounds list --details").stdout
    rounds = run("rounds report").stdout.splitlines()
    assert re.split(r"\s{2,}", rounds[3].strip())[2:] == ["2", "5", "4", "2"], "tables, seats, who came, and staff"
    shown = run("rounds show 1").stdout.splitlines()
    assert [line.split()[-1] for line in (shown[0], *shown[2:4])] == ["1", "5", "2"]
    (listed,) = json.loads(run("rounds list --json").stdout)["rounds"]
    assert (listed["people"], listed["staff"]) == (5, 2)
    assert [line.strip() for line in shown if line.endswith("(absent)")] == [
        "Person 4 (absent)",
        "Sina Moor (facilitator) (absent)",
    ]
    told = run("solve people.csv --next-round").stderr
    assert "4 of 5 people were recorded as present" in told


def test_the_list_of_rounds_says_which_points_its_penalty_lacks(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = "p0,Person 0,p1\np1,Person 1,\np2,Person 2,\np3,Person 3,\n"
    (tmp_path / "people.csv").write_text(f"id,name,with\n{rows}", encoding="utf-8")
    asked = "{kind: apart, people: [p2, p3], must: false, private: true}"
    text = f"tables: {{count: 2, seats: 2}}\nrequirements: [{asked}]\n"
    (tmp_path / "convening.yaml").write_text(text, encoding="utf-8")
    assert "No seating has a penalty below 1" in run("solve people.csv --details").stdout
    sentence = "The penalty does not include points from private requirements, which are not saved."
    assert sentence in run("rounds list --details").stdout
    assert sentence in run("rounds show 1 --details").stdout


def test_the_terminal_speaks_spanish(checkout):
    assert "Ronda  Guardada (UTC)" in run(f"rounds list {OUT} --language es").stdout
    wrong = run(f"rounds list {OUT} --language se")
    assert wrong.exit_code == 2
    assert 'There is no language "se"; there are en' in wrong.stderr
