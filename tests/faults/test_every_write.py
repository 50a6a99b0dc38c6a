"""A command whose folder can no longer be changed says so, tears no file, loses no round, and works the next time.

The operations of a command that change the folder are refused in turn: by a full disk, a read-only folder, a share
that vanishes, or a file that another program holds open. The first one is tried at every landing for some commands, and
moments spread over the whole run at night.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from seating.ledger import Ledger
from seating.ledger.journal import JOURNAL
from tests.cli.running import run
from tests.faults.injected import FULL, GONE, HELD, READ_ONLY, Faults, Refusal
from tests.faults.matrix import commands_of_the_program, covers, name_command

PEOPLE = """\
name,id,sector,attending,email
Ana One,p01,labor,yes,ana@example.org
Ben Two,p02,government,70%,
Cam Three,p03,labor,yes,
Dee Four,p04,business,yes,
"""
CONVENING = """\
tables:
  - {id: north, name: North, seats: 1-3}
  - {id: south, name: South, seats: 1-3}
requirements:
  - {kind: variety, of: sector, at_least: 2}
"""
RATINGS = "element,component,quarter,rating\nWork,Result,2026-Q3,yellow\nWork,Result,2026-Q4,green\n"
CHART = "chart of,table,sector,role,who,why\nAna One,north,labor,doer,Ben Two,skill\nDee Four,south,,,me,\n"

LIST = "in/people.csv --out out"
COMMANDS = {
    "solve": f"solve {LIST} --next-round",
    "solve-again": f"solve {LIST} --seed 2 --no-packet",
    "repair": "repair in/fewer.csv --convening in/convening.yaml --out out --no-packet",
    "packet": f"packet {LIST}",
    "report": f"report {LIST}",
    "undo": "rounds undo --out out",
    "attended": "rounds attended in/came.csv --out out",
    "closing": "rounds report --out out",
    "batch": "batch in/many --out out/many --no-packet",
    "dashboard": "dashboard in/ratings.csv --out out",
    "charts": "charts in/chart.csv --people in/people.csv --convening in/convening.yaml --out out",
    "chart": f"chart {LIST}",
    "open": f"open {LIST} --no-browser",
    "init": "init out/new",
    "template": "dashboard --template out/mine.csv --quarter 2026-Q4",
}
FORGET = "forget p04 in/people.csv --out out --yes"
"""It changes earlier rounds, so it has a test of its own."""

READS_ONLY = {
    "check": f"check {LIST}",
    "explain": "explain in/people.csv --person p01 --convening in/convening.yaml --out out",
    "kinds": "kinds variety",
    "review": "review in/people.csv in/seats.csv --convening in/convening.yaml --out out",
    "list": "rounds list --out out",
    "show": "rounds show 1 --out out",
    "diff": "rounds diff 1 1 --out out",
}
NOT_TWICE = {"undo", "init", "template"}
"""Commands that are refused if they were carried out before."""

MOMENTS = 4
"""How many moments of each command and refusal are tried at night."""


def write_inputs(inputs: Path) -> None:
    """Write what the commands read into a folder."""
    (inputs / "many/evening").mkdir(parents=True)
    (inputs / "people.csv").write_text(PEOPLE)
    (inputs / "fewer.csv").write_text(PEOPLE.replace("Cam Three,p03,labor,yes", "Cam Three,p03,labor,no"))
    (inputs / "convening.yaml").write_text(CONVENING)
    (inputs / "came.csv").write_text("id\np01\np02\n")
    (inputs / "ratings.csv").write_text(RATINGS)
    (inputs / "chart.csv").write_text(CHART)
    (inputs / "seats.csv").write_text("id,table\np01,north\np02,north\np03,south\np04,south\n")
    (inputs / "many/evening/people.csv").write_text(PEOPLE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return a folder with a list and a saved round."""
    folder = tmp_path_factory.mktemp("made")
    write_inputs(folder / "in")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        ran = run(f"solve {LIST} --no-packet")
        assert ran.exit_code == 0, ran.output
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    shutil.copytree(made, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def count_changes(line: str, folder: Path, refusal: Refusal, before: Path) -> int:
    """Return how many operations of a command can be refused, and restore the folder."""
    faults = Faults(folder, refusal)
    with faults.active():
        ran = run(line)
    assert ran.exit_code == 0, ran.output
    restore(folder, before)
    return faults.count


def restore(folder: Path, before: Path) -> None:
    for name in ("in", "out"):
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(before / name, folder / name)


def assert_safe(folder: Path, before: Path, refusal: Refusal) -> None:
    """Assert that no earlier round is lost, no file is torn, and the inputs are unchanged."""
    for path in (before / "in").rglob("*.*"):
        assert (folder / path.relative_to(before)).read_bytes() == path.read_bytes()
    for path in (before / "out/rounds").glob("*.json"):
        assert (folder / "out/rounds" / path.name).read_bytes() == path.read_bytes()
    assert Ledger.open(folder / "out").problems == ()
    for path in (folder / "out").rglob("*"):
        if not path.is_file() or path.name.startswith("."):
            continue
        content = path.read_bytes()
        if path.suffix == ".json":
            json.loads(content)
        if path.suffix == ".html":
            assert content.rstrip().endswith(b"</html>"), path
        if path.suffix in {".csv", ".yaml", ".jsonl"} and content:  # a file to append to may be empty
            assert content.endswith(b"\n"), path
    if refusal is FULL:
        assert not list((folder / "out").rglob(".*.part"))


def refuse_at(number: int, line: str, folder: Path, refusal: Refusal, before: Path) -> None:
    """Run a command of which one operation is refused, then run it once more without."""
    faults = Faults(folder, refusal, number)
    with faults.active():
        ran = run(line)
    said = f"{refusal.name}, operation {number}: {faults.refused[:1]}\n{ran.output}"
    assert faults.refused, said
    assert "An error occurred inside" not in ran.output, said
    assert ran.exit_code in {0, 2}, said
    if ran.exit_code == 2:
        assert os.strerror(refusal.number) in ran.output, said
        assert "out" in ran.output, said
    assert_safe(folder, before, refusal)
    is_done = ran.exit_code == 0 and line in {COMMANDS[name] for name in NOT_TWICE}
    if line == COMMANDS["init"] and refusal in {READ_ONLY, GONE}:
        is_done = any((folder / "out/new").glob("[!.]*"))  # what had been written could not be removed either
    again = run(line)
    assert again.exit_code == (2 if is_done else 0), f"{said}\nagain: {again.output}"
    assert_safe(folder, before, refusal)


CASES = [(name, refusal) for name in COMMANDS for refusal in (FULL, READ_ONLY, GONE, HELD)]
DAILY = [
    ("report", FULL),
    ("attended", READ_ONLY),
    ("closing", GONE),
    ("dashboard", FULL),
    ("chart", HELD),
    ("undo", FULL),
    ("batch", READ_ONLY),
    ("init", FULL),
]


def as_parameter(name: str, refusal: Refusal):
    marks = covers(refusal.name, name_command(COMMANDS[name]))
    return pytest.param(name, refusal, id=f"{name}-{refusal.name}", marks=marks)


def test_every_command_is_refused_or_only_reads():
    tried = {name_command(line) for line in (*COMMANDS.values(), *READS_ONLY.values(), FORGET)}
    assert tried == set(commands_of_the_program())


@pytest.mark.parametrize(("name", "refusal"), [as_parameter(*one) for one in DAILY])
def test_the_first_change_is_refused(name, refusal, folder, made):
    refuse_at(1, COMMANDS[name], folder, refusal, made)


@pytest.mark.night
@pytest.mark.parametrize(("name", "refusal"), [as_parameter(*one) for one in CASES])
def test_changes_are_refused_one_after_another(name, refusal, folder, made):
    """Try moments that are spread evenly over the run, the last one too."""
    line = COMMANDS[name]
    number = count_changes(line, folder, refusal, made)
    step = max(1, number // MOMENTS)
    for first in sorted({*range(1, number + 1, step), number}) if number else ():
        refuse_at(first, line, folder, refusal, made)
        restore(folder, made)


def forget_with_refusal(number: int, folder: Path, refusal: Refusal, before: Path) -> bool:
    """Forget a person while one operation is refused. Return whether there was one to refuse.

    Either nothing has changed then, or the message and the other commands tell how to finish.
    """
    faults = Faults(folder, refusal, number)
    with faults.active():
        ran = run(FORGET)
    said = f"{refusal.name}, operation {number}: {faults.refused[:1]}\n{ran.output}"
    assert ran.exit_code == (2 if ran.exit_code else 0), said
    if ran.exit_code:
        assert os.strerror(refusal.number) in ran.output, said
    if (folder / "out" / JOURNAL / "plan.json").is_file():
        assert ran.exit_code == 2, said
        assert "run `seating forget` with the same --out and no name" in ran.output, said
        assert "is unchanged" not in ran.output, said
        assert "seating forget --out out" in run("rounds list --out out").output
        assert run("forget --out out").exit_code == 0
    elif ran.exit_code:
        for path in (before / "out/rounds").glob("*.json"):
            assert (folder / "out/rounds" / path.name).read_bytes() == path.read_bytes(), said
        assert run(FORGET).exit_code == 0
    assert Ledger.open(folder / "out").problems == ()
    assert not any(b"Dee" in path.read_bytes() for path in (folder / "out").rglob("*.json")), said
    return bool(faults.refused)


FORGETTING = [
    pytest.param(READ_ONLY, 45, id="read-only folder-daily", marks=covers("read-only folder", "forget")),
    *(
        pytest.param(one, 1, id=one.name, marks=[covers(one.name, "forget"), pytest.mark.night])
        for one in (FULL, READ_ONLY, GONE, HELD)
    ),
]


@pytest.mark.parametrize(("refusal", "stride"), FORGETTING)
def test_forgetting_is_refused_at_any_moment(refusal, stride, folder, made):
    for number in range(1, 1000, stride):
        if not forget_with_refusal(number, folder, refusal, made):
            break
        restore(folder, made)
    assert number > stride


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=covers("only reads", name_command(READS_ONLY[name]))) for name in READS_ONLY]
)
def test_a_command_that_only_reads_changes_nothing(name, folder):
    faults = Faults(folder, READ_ONLY, 1)
    with faults.active():
        ran = run(READS_ONLY[name])
    assert (ran.exit_code, faults.refused) == (0, []), ran.output
