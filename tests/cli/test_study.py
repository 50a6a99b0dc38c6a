"""`seating study`, as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.api.test_study import write
from tests.cli.running import run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path)
    return tmp_path


def test_what_is_shown_on_a_terminal(folder: Path):
    done = run("study people.csv --vary tables=1,3 --vary balance-1=on,off")
    assert done.exit_code == 0, done.output
    first = done.stdout.splitlines()[0]
    assert first.startswith("1 table: the musts fall short by 6, ")
    assert "; 3 tables: all musts are met" in first
    assert "Best first: by unmet musts, voices not fully in the room, people left out and penalty" in done.stdout
    assert "The comparison was written to reports/study.html and reports/study.csv." in done.stdout
    assert "note: 4 cases. Press Ctrl-C to stop and keep the solved cases." in done.stderr
    again = run("study people.csv")
    assert again.stdout == done.stdout
    assert "note: 4 cases, 4 of them already solved." in again.stderr


def test_the_record_has_the_cases(folder: Path):
    record = json.loads(run("study people.csv --vary tables=2,3 --json").stdout)
    assert [case["tables"] for case in record["cases"]] == ["2", "3"]
    assert record["found"][0].startswith("2 tables: ")
    assert record["files"] == {f"study_{kind}": f"reports/study.{kind}" for kind in ("html", "csv", "xlsx")}


def test_failures_are_listed_and_do_not_end_the_study(folder: Path):
    (folder / "convening.yaml").write_text(
        "tables:\n  - {id: north, seats: 3-6}\n  - {id: south, seats: 3-6}\n"
        "requirements:\n  - {kind: pin, people: [p03], tables: [south]}\n"
    )
    done = run("study people.csv --vary tables=1,2")
    assert done.exit_code == 0, done.output
    assert "Failed\n  1 (1 table): convening.yaml:5:" in done.stdout
    assert "1 case failed." in done.stdout


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("study people.csv", 2, "reports has no study to continue. Say what varies, for example --vary tables=5,6."),
        (
            "study people.csv --vary tabels=2",
            3,
            'error: --vary: tabels: is nothing that can vary. Did you mean "tables"?',
        ),
        ("study - --vary tables=2", 2, "Give the list as a file, not as -."),
        ("study nobody.csv --vary tables=2", 2, "nobody.csv"),
        ("study people.csv --vary tables=2 --work nan", 2, "nan"),
        ("study people.csv --vary tables=2 --sample 0", 2, "--sample"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, line: str, code: int, says: str):
    done = run(line)
    assert done.exit_code == code, done.output
    assert says in done.stderr
    assert not (folder / "reports").exists()


def test_a_file_of_somebody_else_is_not_overwritten(folder: Path):
    (folder / "reports").mkdir()
    (folder / "reports" / "study.csv").write_text("mine")
    done = run("study people.csv --vary tables=2")
    assert done.exit_code == 2
    assert (folder / "reports" / "study.csv").read_text() == "mine"


def test_a_case_is_taken_and_how_to_undo_it_is_said(folder: Path):
    before = (folder / "convening.yaml").read_text()
    run("study people.csv --vary balance-1=on,9 --vary 'without=nobody,Person 3' --work 0.2")
    done = run("study people.csv --take 4")
    assert done.exit_code == 0, done.output
    assert "Round 1 is now case 4 of the study." in done.stdout
    assert "Marked absent in reports/arrivals.csv: Person 3." in done.stdout
    assert "-  - {kind: balance, of: sector, weight: 2}" in done.stdout
    assert "seating rounds undo --out reports" in done.stdout
    line = next(line for line in done.stdout.splitlines() if line.startswith("  cp "))
    _, former, target = line.split()
    assert target == "convening.yaml"
    assert (folder / former).read_text() == before != (folder / "convening.yaml").read_text()
    assert run("rounds undo --out reports").exit_code == 0
    record = json.loads(run("study people.csv --vary tables=3 --json").stdout)
    assert record["cases"][0]["status"] == "optimal"
    assert json.loads(run("study people.csv --take 1 --json").stdout)["schema_version"] >= 1


def test_the_command_after_a_taken_case_names_the_inputs(folder: Path):
    (folder / "convening.yaml").write_text(
        "tables:\n  - {id: north, seats: 3-6}\n  - {id: south, seats: 3-6}\n"
        "requirements:\n  - {kind: voice, name: Bakers, who: {sector: baker}}\n",
    )
    (folder / "convening.yaml").rename(folder / "our.yaml")
    run("study people.csv --convening our.yaml --vary seats=3-6 --out o --work 0.2")
    done = run("study people.csv --convening our.yaml --out o --take 1")
    assert done.exit_code == 0, done.output
    asks = "`seating explain people.csv --convening our.yaml --out o --requirement voice-1`"
    assert asks in " ".join(done.stdout.split())


def test_candidates_are_named(folder: Path):
    done = run("study people.csv --candidates 3 --within 5 --work 0.5")
    assert done.exit_code == 0, done.output
    assert "note: 3 cases" in done.stderr
    assert "The candidates are cases 1" in done.stdout
    assert ">Candidates</h2>" in (folder / "reports" / "study.html").read_text()


def test_seeds_do_not_vary_any_more(folder: Path):
    done = run("study people.csv --vary seed=0-4")
    assert done.exit_code == 3
    assert "does not vary any more. For other seatings of one case, write --candidates 3 --within 2" in done.stderr
