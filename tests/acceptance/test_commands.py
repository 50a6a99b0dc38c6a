"""The commands as scripts rely on them: exit codes, streams, files, and runs that repeat."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.parties import Wedding, write_wedding
from seating import check
from seating.engines import Child
from seating.ledger import Ledger
from tests.cli.running import run
from tests.conftest import CONVENINGS, ROOT, Interpreter
from tests.waiting import PATIENCE

BEGUN = """
import contextlib, os
with contextlib.suppress(OSError):
    os.write(1, b"begun")
from seating.__main__ import main; main()
"""
"""Says that Python runs, which cannot start without its terminal, before the program does."""

HEEDING = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Undoes what a run in the background begins with: a shell or `nohup` has signals ignored, by every process below."""

LIST = "id,name,sector\n" + "".join(f"p{i},N{i},{'labor' if i % 2 else 'business'}\n" for i in range(8))
TWO = "tables: [{id: a, name: Alpha, seats: 2-6}, {id: b, name: Beta, seats: 2-6}]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a small list and a convening that asks for nothing into the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    convene()
    return tmp_path


def convene(requirements: str = "[]", tables: str = TWO) -> None:
    Path("convening.yaml").write_text(f"{tables}requirements: {requirements}\n", encoding="utf-8")


def crowd(seed: int, number: int = 60, columns: int = 6) -> str:
    """Return a list that takes long to seat well."""
    rng = random.Random(seed)
    rows = (
        f"p{i},N{i}," + ",".join(rng.choice(["red", "blue", "green", "grey", "black"]) for _ in range(columns))
        for i in range(number)
    )
    return ",".join(["id", "name", *(f"c{i}" for i in range(1, columns + 1))]) + "\n" + "\n".join(rows) + "\n"


def hard(number: int = 60, columns: int = 6) -> None:
    """Make the convening one that takes long."""
    Path("people.csv").write_text(crowd(1, number, columns), encoding="utf-8")
    wanted = ", ".join(f"{{kind: balance, of: c{i}}}" for i in range(1, columns + 1))
    convene(f"[{wanted}]", f"tables: {{count: {number // 8}, seats: 6-9}}\n")


def started(python: Interpreter, line: str) -> subprocess.Popen[str]:
    heeding = [] if sys.platform == "win32" else ["-c", HEEDING]
    words = (*heeding, "-m", "seating", *line.split())
    return python.start(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def wait_for_seating(running: subprocess.Popen[str]) -> None:
    """Wait until a run says that it goes on, and that it would keep the best seating."""
    assert any("keeps the best seating so far" in line for line in running.stderr), "it should still be at work"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("solve people.csv --json", 0),
        ("solve nobody.csv --json", 2),
        ("solve people.csv --convening none.yaml --json", 2),
        ("solve people.csv --time-limit 0 --json", 2),
        ("solve people.csv --out people.csv --json", 2),
        ("check people.csv --json", 0),
        ("check people.csv --convening wrong.yaml --json", 3),
        ("review people.csv nothing.csv --json", 2),
        ("review people.csv people.csv --json", 3),
        ("kinds balance --json", 0),
        ("kinds balence --json", 2),
        ("init here --json", 0),
    ],
)
def test_standard_output_is_json_or_nothing_on_every_path(folder, line, code):
    """With --json a script can parse standard output whatever happens; wrong usage leaves it empty."""
    Path("wrong.yaml").write_text("tabels: 3\n", encoding="utf-8")
    done = run(line)
    assert done.exit_code == code, done.output
    if code in {0, 3}:
        assert json.loads(done.stdout)["schema_version"] == 2
        assert done.stderr == ""
    else:
        assert done.stdout == ""
        assert done.stderr.startswith("error: ")


def test_quiet_keeps_the_result_and_leaves_standard_error_empty(folder):
    Path("people.csv").write_text(LIST + "p9,=SUM(1),Labor\n", encoding="utf-8")
    assert "note:" in run("solve people.csv").stderr
    done = run("solve people.csv --quiet")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("9 people sit at 2 tables.")


@pytest.mark.parametrize(
    ("requirement", "strict"),
    [
        ("{kind: cap, of: sector, at_most: 1}", 5),
        ("{kind: voice, who: {sector: nobody}, or_none: true}", 5),
        ("{kind: cap, of: sector, at_most: 8}", 0),
        ("{kind: cap, of: sector, at_most: 1, must: true}", 4),
    ],
)
def test_strict_fails_for_a_should_or_a_voice_and_a_must_comes_first(folder, requirement, strict):
    """A voice that nobody attends for has no shortfall, and is unmet all the same."""
    convene(f"[{requirement}]")
    assert run("solve people.csv --no-packet").exit_code == (4 if strict == 4 else 0)
    assert run("solve people.csv --no-packet --strict").exit_code == strict


@pytest.mark.room
def test_too_few_seats_are_exit_4_since_no_line_is_to_blame(folder):
    convene(tables="tables: {count: 2, seats: 3}\n")
    for line, told in (("check people.csv", "Tables 2"), ("solve people.csv --no-packet", "at 2 tables")):
        done = run(line)
        assert done.exit_code == 4
        assert told in " ".join(done.stdout.split())
    record = json.loads(run("solve people.csv --no-packet --json").stdout)
    assert (record["status"], record["bound"], record["gap"]) == ("impossible", None, None)
    assert record["conflict"]["requirements"] == ["size-1"]
    assert record["conflict"]["ways_out"], "there is at least one way out"
    assert len(record["rounds"][0]["seats"]) == 8, "the closest seating is there"


def test_check_and_review_use_the_convening_an_earlier_run_inferred(folder):
    """It is used from then on, by every command, once it has been edited."""
    Path("convening.yaml").unlink()
    assert run("solve people.csv --no-packet").exit_code == 0
    inferred = Path("reports/convening.yaml")
    inferred.write_text("tables: [{id: round, name: Round, seats: 8}]\nrequirements: []\n", encoding="utf-8")
    for line, told in (
        ("check people.csv", "Tables 1 "),
        ("solve people.csv --no-packet", "at 1 table."),
        ("review people.csv reports/round-1/seating.csv", "at 1 table."),
    ):
        done = run(line)
        assert done.exit_code == 0, done.output
        assert told in " ".join(done.stdout.split())
        assert "[convening-from-earlier-run]" in done.stderr
    assert "Round" in inferred.read_text(encoding="utf-8"), "and it is not overwritten"
    again = " ".join(run("check people.csv --out elsewhere").stdout.split())
    assert "Tables 1 " in again, "about eight are one table"
    assert "[convening-from-earlier-run]" not in run("check people.csv --out elsewhere").stderr


def test_review_names_every_wrong_line_with_its_column_and_a_likely_value(folder):
    Path("hand.csv").write_text("Who,ID,Table\n,p0,Alfa\n,p03,b\n,p2,\n,p3,a\n,P3,b\n", encoding="utf-8")
    done = run("review people.csv hand.csv")
    assert done.exit_code == 3
    said = [line.removeprefix("error: ") for line in done.stderr.splitlines()]
    assert said[0] == ('hand.csv:2: column "Table" (C): "Alfa" is not a table. Did you mean "Alpha"? [table-unknown]')
    assert said[1].startswith('hand.csv:3: column "ID" (B): "p03" is not on the list. Did you mean "p')
    assert said[2].startswith('hand.csv:4: column "Table" (C): the row names no table.')
    assert said[3].startswith('hand.csv:6: column "ID" (B): "N3" is seated twice, on lines 5 and 6')
    assert said[4:] == ["These 4 problems are all that were found. Correct them and run the command again."]


def test_what_solve_wrote_can_be_reviewed_as_it_is(folder):
    """The CSV and the workbook, with a name that would run as a formula."""
    Path("people.csv").write_text(LIST + 'p8,=SUM(1),x\np9,"Li, Bo",x\n', encoding="utf-8")
    convene("[{kind: balance, of: sector}]")
    penalty = json.loads(run("solve people.csv --json").stdout)["penalty"]
    for name in ("seating.csv", "seating.xlsx"):
        done = run(f"review people.csv reports/round-1/{name} --json")
        assert (done.exit_code, json.loads(done.stdout)["penalty"]) == (0, penalty), done.output


def test_ids_of_requirements_are_kind_and_number_and_those_of_cells_column_and_person(folder):
    Path("people.csv").write_text("id,name,pin\np014,A,a\nx,B,\ny,C,\nz,D,\n", encoding="utf-8")
    caps = ("at_most: 9", "at_most: 8, id: mine", "at_most: 0")
    convene(f"[{', '.join(f'{{kind: cap, of: name, {keys}}}' for keys in caps)}]")
    done = run("solve people.csv --strict --no-packet --details")
    assert "[cap-3, 4 of 4 points]" in done.stdout
    assert {r.id for r in check("people.csv").convening.requirements} == {
        "cap-1",
        "mine",
        "cap-3",
        "size-1",
        "pin:p014",
    }


@pytest.mark.room
def test_time_out_without_a_seating_is_exit_6_and_the_closest_is_written(folder):
    """Somebody must be apart from everybody, and the time is over before anything is proven."""
    rng = random.Random(3)
    names = [f"p{i}" for i in range(60)]
    rows = (f"{n},{n},{'; '.join(rng.sample(names[:i], k=min(i, 30)))}" for i, n in enumerate(names))
    Path("people.csv").write_text("id,name,apart\n" + "\n".join(rows) + "\n", encoding="utf-8")
    convene(tables="tables: {count: 8, seats: 7-8}\n")
    done = run("solve people.csv --time-limit 0.01 --json")
    assert done.exit_code == 6, done.output
    record = json.loads(done.stdout)
    assert record["status"] == "no_seating"
    assert record["conflict"] is None
    assert Path("reports/round-1/seating.csv").is_file()


@pytest.mark.room
def test_a_time_limit_ends_the_search(folder, python):
    """A longer one is advised then, which is never so after a search that was not cut off."""
    hard(120, 12)
    done = started(python, "solve people.csv --time-limit 2 --json --no-packet")
    out, err = done.communicate(timeout=300)
    assert done.returncode == 0, err
    record = json.loads(out)
    assert record["longer_limit"] > 2


@pytest.mark.room
def test_a_time_limit_ends_the_search_of_a_hard_case_of_300(tmp_path, monkeypatch, python):
    monkeypatch.chdir(tmp_path)
    case = CONVENINGS / "hard-300"
    done = started(python, f"solve {case}.csv --convening {case}.yaml --time-limit 10 --json --no-packet")
    out, err = done.communicate(timeout=600)
    assert done.returncode == 0, err
    record = json.loads(out)
    assert record["longer_limit"] > 10


@pytest.mark.room
@pytest.mark.parametrize("whole_group", [False, True], ids=["process", "terminal"])
def test_an_interrupt_keeps_and_names_the_best_seating(folder, whole_group, python):
    """As `kill -INT` does it, and as Ctrl-C in a terminal, which reaches the solver's process too."""
    hard(120, 12)
    running = started(python, "solve people.csv --time-limit 60 --no-packet")
    wait_for_seating(running)
    (os.killpg if whole_group else os.kill)(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 130, err
    assert "[interrupted]" in err
    assert "Traceback" not in err
    named = [line.split()[0] for line in out.splitlines() if "seating.csv" in line]
    assert len(named) == 1
    assert len(Path(named[0]).read_text("utf-8-sig").splitlines()) == 121


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(15, 143), (1, 129), (2, 130)], ids=["SIGTERM", "SIGHUP", "SIGINT"])
def test_each_signal_has_an_exit_code_of_its_own(number, code, python):
    script = f"""import os, signal, seating.__main__ as run, seating.cli
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
seating.cli.seating.main = lambda **_: (os.kill(os.getpid(), {number}), signal.pause())
run.main()"""
    assert python.run("-c", script).returncode == code


@pytest.mark.room
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(15, 143), (1, 129)], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_that_ends_the_process_keeps_the_best_seating_as_an_interrupt_does(folder, number, code, python):
    hard(120, 12)
    running = started(python, "solve people.csv --time-limit 60 --no-packet")
    wait_for_seating(running)
    os.killpg(running.pid, number)
    out, err = running.communicate(timeout=120)
    assert running.returncode == code, err
    assert "[interrupted]" in err
    assert "Traceback" not in err
    assert len(Path("reports/round-1/seating.csv").read_text("utf-8-sig").splitlines()) == 121
    assert "seating.csv" in out


@pytest.mark.room
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("hears", "shown"),
    [(True, b"all musts met"), (True, b"writing pages"), (False, b"begun"), (False, b"musts met"), (False, b"writing")],
)
def test_a_run_whose_terminal_is_closed_saves_its_round(folder, hears, shown, python):
    """It gets SIGHUP and can no longer print. Either may come first, so a run that ignores the signal is tried too.

    The terminal is closed after the run has shown a text.
    """
    hard(60, 6) if hears else hard(40, 3)  # without the signal, the search goes on to its end
    leader, terminal = os.openpty()
    heeding = (
        f"import os, signal; os.login_tty(0); signal.signal(signal.SIGHUP, signal.{'SIG_DFL' if hears else 'SIG_IGN'})"
    )
    running = python.start("-c", heeding + BEGUN, "solve", "people.csv", "--no-packet", stdin=terminal)
    os.close(terminal)
    seen = b""
    while shown not in seen:
        seen += os.read(leader, 65_536)
    os.close(leader)
    assert running.wait(PATIENCE) == 129
    saved = Ledger.open(Path("reports")).last
    assert saved is not None
    assert len(saved.seats) == len(Path("people.csv").read_text("utf-8").splitlines()) - 1


@pytest.mark.room
def test_the_same_seed_seats_alike_in_other_processes_and_orders_of_rows(folder, python):
    hard(16)
    header, *rows = Path("people.csv").read_text(encoding="utf-8").splitlines()
    seen = []
    for order, hashing in ((None, "1"), (7, "2"), (8, "3")):
        if order:
            random.Random(order).shuffle(rows)
        Path("people.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        words = ["solve", "people.csv", "--json", "--no-packet"]
        done = python.run("-m", "seating", *words, env={"PYTHONHASHSEED": hashing})
        record = json.loads(done.stdout)
        seen.append({seat["id"]: seat["table"] for seat in record["rounds"][0]["seats"]})
    assert seen[0] == seen[1] == seen[2]


@pytest.mark.room
def test_two_processes_write_the_same_files(folder, python):
    """All pages, spreadsheets and the ledger are the same, but for the times and the digest of what has a time."""
    changing = rb'"(saved|seconds|sha256)": [^\n]*|Seconds: [0-9.,]+'
    shutil.copytree(ROOT / "examples" / "network" / "stonehaven", folder / "city")
    written = []
    for hashing in ("1", "2"):
        python.run("-m", "seating", "solve", "city/people.csv", env={"PYTHONHASHSEED": hashing})
        files = [path for path in Path("reports").rglob("*") if path.is_file() and path.name != "newest"]
        written.append({path: re.sub(changing, b"", path.read_bytes()) for path in files})
        shutil.rmtree("reports")
    assert written[0] == written[1]


@pytest.mark.room
def test_ten_processes_print_the_same_bytes(folder, python):
    """The list has parties that stay together. Several engines work side by side until the best seating is proven."""
    people, convening = write_wedding(Wedding("quarters", 25, 3), folder)
    words = ["-m", "seating", "solve", people, "--convening", convening, "--json", "--no-packet"]
    seen = Counter()
    for number in range(10):
        done = python.run(*words, "--out", f"out-{number}", env={"PYTHONHASHSEED": str(number)})
        record = json.loads(done.stdout)
        assert record["seconds"] > 0
        assert "annealing" in {run["engine"] for run in record["search"]}
        told = re.sub(r'"search": \[.*?\]', "", done.stdout, flags=re.DOTALL)  # how long each engine ran
        seen[re.sub(r'"seconds": [0-9.]+', "", told).replace(f"out-{number}", "out")] += 1
    assert list(seen.values()) == [10]


@pytest.mark.room
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_respected_on_a_terminal(folder, variables, coloured):
    import pty

    convene("[{kind: balance, of: sector}]")
    leader, follower = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    running = subprocess.Popen(
        [sys.executable, "-m", "seating", "check", "people.csv"],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env={**environment, "TERM": "xterm", **variables},
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            read = os.read(leader, 65536)
        except OSError:  # the other end is closed
            break
        if not read:
            break
        shown += read
    os.close(leader)
    assert running.wait(timeout=30) == 0
    assert (b"\x1b[1m" in shown or b"\x1b[3" in shown) is coloured


def test_a_folder_that_cannot_be_written_is_wrong_usage_and_said_before_the_solve(folder, monkeypatch):
    """Two minutes of work are not lost to a misspelled --out."""
    Path("file").write_text("", encoding="utf-8")
    hard(120)
    asked = []
    monkeypatch.setattr(Child, "ask", lambda *words, **more: asked.append(words))
    done = run("solve people.csv --out file/below --time-limit 30")
    assert done.exit_code == 2, done.output
    assert "file/below cannot be written" in done.stderr
    assert asked == []
