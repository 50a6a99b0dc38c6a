"""Whole runs of the command, as a script sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run

ROOT = Path(__file__).resolve().parent.parent.parent

LIST = "name,organization,sector,interests\n" + "".join(
    f"Person {letter},Org {i % 4},{'labor' if i % 2 else 'business'},{'a:2' if i % 3 else 'b:2'}\n"
    for i, letter in enumerate("ABCDEFGH")
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Put a small list into the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def convening(folder, *requirements, tables="[{id: a, seats: 4}, {id: b, seats: 4}]"):
    lines = "".join(f"  - {requirement}\n" for requirement in requirements) or "  []\n"
    text = f"tables: {tables}\nrequirements:\n{lines}"
    (folder / "convening.yaml").write_text(text.replace("requirements:\n  []", "requirements: []"), encoding="utf-8")


def test_solve_writes_what_it_names_and_exits_0(folder):
    convening(folder, "{kind: balance, of: sector}")
    done = run("solve people.csv")
    assert done.exit_code == 0, done.output
    assert "8 people sit at 2 tables." in done.stdout
    named = [line.split()[0] for line in done.stdout.splitlines() if line.strip().startswith("reports/")]
    assert "reports/round-1/report.html" in named
    assert all((folder / path).is_file() for path in named)


def test_json_is_what_result_json_holds(folder):
    convening(folder, "{kind: balance, of: sector}")
    done = run("solve people.csv --json --no-packet")
    assert json.loads(done.stdout) == json.loads(Path("reports/round-1/result.json").read_text(encoding="utf-8"))
    assert not Path("reports/round-1/packet").exists()


@pytest.mark.room
def test_the_list_may_come_from_standard_input(folder, python):
    convening(folder)
    words = ["solve", "-", "--convening", "convening.yaml", "--json", "--no-packet"]
    done = python.run("-m", "seating", *words, input=LIST)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["rounds"][0]["seats"]) == 8


def test_input_that_is_wrong_is_exit_3_all_at_once_and_nothing_is_written(folder):
    (folder / "people.csv").write_text("name,interests\nA,x:9\nB,y:7\n", encoding="utf-8")
    done = run("solve people.csv")
    assert done.exit_code == 3
    assert "people.csv:2:" in done.stderr
    assert "people.csv:3:" in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["people.csv"]
    problems = json.loads(run("solve people.csv --json").stdout)["problems"]
    assert [problem["line"] for problem in problems] == [2, 3]


@pytest.mark.parametrize("line", ["solve nobody.csv", "check nobody.csv", "solve people.csv --convening none.yaml"])
def test_a_file_that_is_not_there_is_named(folder, line):
    done = run(line)
    assert done.exit_code in {2, 3}
    assert "nobody.csv" in done.stderr or "none.yaml" in done.stderr


def test_musts_that_clash_are_exit_4_with_the_closest_seating_written(folder):
    convening(folder, "{kind: count, who: {sector: labor}, at_least: 3, must: true}")
    done = run("solve people.csv")
    assert done.exit_code == 4, done.output
    assert "The musts cannot all be met together." in done.stdout
    assert Path("reports/round-1/seating.csv").is_file()
    assert run("check people.csv").exit_code == 4


def test_strict_is_exit_5_when_a_should_is_unmet(folder):
    convening(folder, "{kind: count, who: {sector: labor}, at_least: 3}")
    assert run("solve people.csv --no-packet").exit_code == 0
    assert run("solve people.csv --no-packet --strict").exit_code == 5


def test_check_tells_what_was_understood_and_writes_nothing(folder):
    before = sorted(folder.iterdir())
    done = run("check people.csv")
    assert done.exit_code == 0, done.output
    for word in ("Columns", "Demand", "Interested", "A simple count finds no must that cannot be met."):
        assert word in done.stdout
    assert sorted(folder.iterdir()) == before


def test_check_json_is_one_record(folder):
    record = json.loads(run("check people.csv --json").stdout)
    assert record["people"] == 8
    assert record["inferred"]
    assert [row["interested"] for row in record["demand"]]


def test_review_is_exit_4_when_a_must_is_unmet_and_0_when_not(folder):
    convening(folder, "{kind: apart, people: [Person A, Person B]}")
    seats = {letter: "a" if letter in "ABCD" else "b" for letter in "ABCDEFGH"}
    by_hand = folder / "by-hand.csv"

    def write():
        by_hand.write_text("name,table\n" + "".join(f"Person {p},{t}\n" for p, t in seats.items()), encoding="utf-8")

    write()
    clash = run("review people.csv by-hand.csv")
    assert clash.exit_code == 4, clash.output
    assert "Person A" in clash.stdout
    seats["A"], seats["E"] = "b", "a"
    write()
    assert run("review people.csv by-hand.csv").exit_code == 0


def test_a_second_run_with_the_same_seed_gives_the_same_seating(folder):
    convening(folder, "{kind: balance, of: sector}")
    seats = [json.loads(run("solve people.csv --json --no-packet").stdout)["rounds"][0]["seats"] for _ in range(2)]
    assert seats[0] == seats[1]


@pytest.mark.room
def test_the_shim_runs_the_command_from_any_folder(folder, python):
    """`python3 cli.py` runs `seating`, and paths are relative to the current folder."""
    done = python.run(ROOT / "cli.py", "check", "people.csv")
    assert done.returncode == 0, done.stderr
    assert "On the list  8 people" in done.stdout


@pytest.mark.room
def test_no_traceback_when_output_cannot_be_shown(folder, python):
    """A console of another code page gets a question mark, not a crash."""
    (folder / "people.csv").write_text(LIST.replace("Person A", "Zoë 水"), encoding="utf-8")
    convening(folder, "{kind: pin, people: [Zoë 水], tables: [a]}", "{kind: wish, of: nothing}")
    environment = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = python.run("-m", "seating", "check", "people.csv", env=environment, text=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 3}


def test_help_imports_nothing_heavy(python):
    """Modules that take long to import are imported when needed: help needs little beyond click."""
    told = """
import sys
from seating.cli import seating
try:
    seating(["--help"])
finally:
    print(*sys.modules)
"""
    ran = python.run("-c", told)
    modules = set(ran.stdout.splitlines()[-1].split())
    loaded = {name.partition(".")[0] for name in modules}
    assert not loaded & {"numpy", "pandas", "pydantic", "ortools", "jinja2", "babel", "ruamel", "xlsxwriter"}
    assert not loaded & {"difflib", "json", "pickle", "subprocess", "tempfile", "tomllib", "webbrowser"}
    assert not modules & {"importlib.resources", "seating.present.blocks", "seating.present.languages"}
    assert "click" in loaded


def test_check_tells_apart_columns_it_knows_and_those_of_the_lists_own(folder):
    """A heading that no kind reads, such as Table, must not look like a pin."""
    (folder / "own.csv").write_text("Full Name,Table\nAna,north\nBen,south\n", encoding="utf-8")
    lines = [line.strip() for line in run("check own.csv").stdout.splitlines()]
    assert '"Full Name" (A)  name     the heading states what the column is; 2 of 2 cells could be names' in lines
    assert 'Not used, though requirements can use them: "Table" (B)' in lines


def test_check_shows_no_column_of_demand_in_which_nothing_stands(folder):
    """Guests of a wedding have no interests, roles or sectors."""
    (folder / "wed.csv").write_text("name\n" + "".join(f"Guest {n}\n" for n in range(8)), encoding="utf-8")
    (folder / "wed.yaml").write_text("tables: [{id: rose}, {id: fern}]\nrequirements: []\n", encoding="utf-8")
    said = run("check wed.csv --convening wed.yaml").stdout
    assert "Tables\n  Table  Seats\n" in said
    assert "Demand" not in said


def test_people_of_the_sectors_left_out_are_counted(folder):
    """Next to numbers of people, a number of sectors would be read as a number of people."""
    sectors = ["one", "one", "one", "two", "two", "three", "four", "five", "five", "four"]
    lines = "".join(f"P{i},{sector},a:2\n" for i, sector in enumerate([*sectors, "one", "two", "three"]))
    (folder / "people.csv").write_text("name,sector,interests\n" + lines, encoding="utf-8")
    (folder / "convening.yaml").write_text("tables: [{id: a, focus: a}]\nrequirements: []\n", encoding="utf-8")
    assert "one: 4, two: 3, five: 2, other sectors: 4" in run("check people.csv --quiet").stdout


def test_the_files_of_rounds_planned_ahead_are_named(folder):
    convening(folder)
    said = run("solve people.csv --rounds 2 --no-packet --quiet --details").stdout
    assert "Round 2, planned ahead" in said
    assert "reports/round-2/seating.csv" in said.partition("Round 2, planned ahead")[2]


def test_check_tells_every_column_and_the_block_that_settles_a_guess(folder):
    (folder / "own.csv").write_text(
        "Singer,Reply,Voice,\nAna Bell,Accepted,alto,late\nBen Cole,Declined,bass,\nCam Dean,Accepted,alto,\n",
        encoding="utf-8",
    )
    assert json.loads(run("check own.csv --json").stdout)["headings"] == [
        {"heading": "Singer", "letter": "A", "taken_as": "name", "private": False, "state": "read", "could_be": []},
        {"heading": "Reply", "letter": "B", "taken_as": "attending", "private": True, "state": "read", "could_be": []},
        {"heading": "Voice", "letter": "C", "taken_as": "own", "private": False, "state": "not read", "could_be": []},
        {"heading": "", "letter": "D", "taken_as": "own", "private": False, "state": "not read", "could_be": []},
    ]
    assert '  columns:\n      name: "Singer"\n      attending: "Reply"\n' in run("check own.csv").stdout


def test_columns_of_the_convening_are_judged_with_the_rest(folder):
    (folder / "own.csv").write_text("Who,Z\nAna,yes\nBen,no\n", encoding="utf-8")
    (folder / "c.yaml").write_text("columns: {name: Who, attendin: Z}\n", encoding="utf-8")
    done = run("check own.csv --convening c.yaml")
    assert done.exit_code == 3
    assert "attending" in done.stderr


def test_the_help_tells_that_a_seed_does_not_replace_a_plan():
    assert "Where the round was planned ahead, the plan stays" in " ".join(run("solve --help").stdout.split())


def test_check_prints_the_notes_that_a_seating_leaves_out(folder):
    convening(folder, tables="[{id: talent, seats: 4}, {id: capital, seats: 4}]")
    tables, people = (
        ("nowhere", "Talento", "Capitol", "talent", "talent"),
        ("Someone", "Someone", "Someone", "-", "TBD"),
    )
    rows = "".join(f"Guest {n},{at},{who}\n" for n, (at, who) in enumerate(zip(tables, people, strict=True)))
    (folder / "charts.csv").write_text(f"chart of,table,who\n{rows}", encoding="utf-8")
    seated = run("solve people.csv --charts charts.csv --no-packet").stderr.splitlines()
    assert len(seated) == 6
    assert seated[-1].endswith(" more: seating check people.csv --charts charts.csv")
    checked = run("check people.csv --charts charts.csv").stderr.splitlines()
    everything = run("solve people.csv --charts charts.csv --no-packet --details").stderr.splitlines()
    assert len(checked) > 5
    assert set(everything) <= {*checked, *everything[:5]}, "what is left out can be seen with check"
