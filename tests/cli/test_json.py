"""What commands print with `--json`, compared with stored outputs: no key is renamed, moved or lost unnoticed.

When an output changes on purpose, accept all changes with one command and read the difference in git:

    SEATING_ACCEPT=1 python -m pytest tests/cli/test_json.py

Versions, times and digests are left out.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from seating.cli import seating
from seating.record.fields import OutputRecord
from seating.record.json_output import list_printed, schema_of
from seating.record.people import NO_DIGEST
from seating.record.problems import ProblemsRecord
from tests.addons.batch.test_batch import write_convening
from tests.cli.running import kept_schemas, run
from tests.promises import is_declared, records
from tests.record.test_saved_files import undeclared

GOLDEN = Path(__file__).parents[1] / "golden" / "json"

LIST = "id,name,organization,sector,role,interests,avoids,email\n" + "".join(
    f"p{n},Person {letter},Org {n % 3},{'arts' if n < 5 else 'health'},{'doer' if n % 2 else ''},"
    f"{'food:3' if n % 3 else 'money:2'},{'' if n else 'p1'},{letter}@example.org\n"
    for n, letter in enumerate("ABCDEFGH")
)

CONVENING = """
tables:
  - {id: a, name: Alder, seats: 4}
  - {id: b, name: Birch, seats: 4}
  - {id: steer, name: Steering, kind: steering, people: [p2]}
requirements:
  - {kind: together, people: [p0, p1]}
  - {kind: count, who: {sector: arts}, at_least: 3, weight: 5}
  - {kind: pin, people: [p2], tables: [a], must: false, weight: 3}
"""

CONFLICT = """
tables: [{id: a, name: Alder, seats: 4}, {id: b, name: Birch, seats: 4}]
requirements:
  - {kind: together, people: [p0, p1]}
  - {kind: apart, people: [p0, p1]}
  - {kind: voice, name: Farmers, who: {sector: farming}, at: the room}
"""

CLASHING = """
tables: [{id: a, name: Alder, focus: food, seats: 4}, {id: b, name: Birch, focus: money, seats: 4}]
expected: [Farmers]
requirements:
  - {kind: focus}
  - {kind: count, who: {sector: health}, at_least: 2, must: true}
"""

EXERCISE = "examples/exercise"
MONTHLY = "--out examples/monthly/reports"

COMMANDS = {
    "batch": "batch cities --no-packet",
    "chart": "chart examples/city/convening.yaml --out blank",
    "charts": f"charts {EXERCISE}/charts/bao-tran.csv {EXERCISE}/charts/typed.csv "
    f"--people {EXERCISE}/people.csv --out board",
    "check": "check people.csv --convening clashing.yaml",
    "check-inferred": "check people.csv",
    "dashboard": "dashboard ratings.csv --out board",
    "dashboard-raters": "dashboard ratings.csv alone.csv --out board",
    "dashboard-sites": "dashboard two-sites.csv --out board",
    "dashboard-template": "dashboard --template mine.csv --quarter 2026-Q4",
    "explain-conflict": "explain people.csv --convening conflict.yaml --conflict",
    "explain-person": "explain people.csv --convening convening.yaml --person p2",
    "explain-requirement": "explain people.csv --convening convening.yaml --requirement count-1",
    "explain-private": "explain people.csv --convening convening.yaml --requirement avoids:p0",
    "forget": f"forget 'Adaeze Okoro' examples/monthly/members.csv {MONTHLY}",
    "forget-finished": f"forget {MONTHLY}",
    "init": "init new",
    "kinds": "kinds cap",
    "packet": f"packet --round 1 {MONTHLY}",
    "problems": "check people.csv --convening wrong.yaml",
    "repair": "repair people.csv --convening convening.yaml --from seats.csv --no-packet --out out",
    "report": f"report --round 1 {MONTHLY}",
    "review": "review people.csv seats.csv --convening convening.yaml --out out",
    "rounds-attended": f"rounds attended examples/monthly/came.csv {MONTHLY}",
    "rounds-diff": f"rounds diff 1 2 {MONTHLY}",
    "rounds-diff-folders": "rounds diff examples/monthly/reports examples/monthly/four-tables",
    "rounds-list": f"rounds list {MONTHLY}",
    "rounds-list-damaged": "rounds list --out damaged",
    "rounds-report": f"rounds report {MONTHLY}",
    "rounds-show": f"rounds show 1 {MONTHLY}",
    "rounds-undo": f"rounds undo {MONTHLY}",
    "solve": "solve people.csv --convening convening.yaml --no-packet --out out",
}


@pytest.fixture
def folder(checkout: Path) -> Path:
    """Return the current folder, with the examples, a small list, convenings for it, and a batch of four convenings."""
    (checkout / "people.csv").write_text(LIST, encoding="utf-8")
    (checkout / "convening.yaml").write_text(CONVENING, encoding="utf-8")
    (checkout / "clashing.yaml").write_text(CLASHING, encoding="utf-8")
    (checkout / "conflict.yaml").write_text(CONFLICT, encoding="utf-8")
    (checkout / "wrong.yaml").write_text("tables: {count: 2}\nrequirements: [{kind: balanse, of: sector}]\n")
    (checkout / "seats.csv").write_text("id,table\n" + "".join(f"p{n},{'ab'[n // 4]}\n" for n in range(8)))
    for ratings in (checkout / "examples" / "dashboard").iterdir():
        with ratings.open(encoding="utf-8") as rows:
            kept = [next(rows), *(row for row in rows if "Collective impact" in row)]
        (checkout / ratings.name).write_text("".join(kept), encoding="utf-8")
    damaged = checkout / "damaged" / "rounds"
    damaged.mkdir(parents=True)
    (damaged / "0001-round-1.json").write_text("{}")
    write_convening(checkout / "cities" / "ash")
    write_convening(checkout / "cities" / "birch", room="tables: {count: 3}\nrequirements: [{kind: balanse}]\n")
    (checkout / "cities" / "cedar").mkdir()
    return checkout


def scrubbed(printed: str) -> str:
    """Return an output without its version, times and digests."""
    printed = re.sub(r'("seating_version": )"[^"]*"', r'\1"…"', printed)
    printed = re.sub(r'("(?:saved|sha256)": )"[^"]*"', r'\1"…"', printed)
    printed = re.sub(r'("search": )\[.*?\]', r"\1[…]", printed, flags=re.DOTALL)
    return re.sub(r'("(?:seconds|longer_limit)": )[\d.]+|("longer_limit": )null', r"\1\2…", printed)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_output_is_as_stored(name: str, folder: Path):
    printed = scrubbed(run(f"{COMMANDS[name]} --json").stdout)
    path = GOLDEN / f"{name}.json"
    if os.environ.get("SEATING_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(printed, encoding="utf-8")
    assert printed == path.read_text(encoding="utf-8")


def test_no_output_is_stored_that_is_no_longer_printed():
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(COMMANDS)


def records_of(line: str) -> tuple[str, tuple[type[OutputRecord], ...]]:
    """Return the command of a line, and the records that it can print."""
    words = line.split()
    return next((name, list_printed()[name]) for name in (" ".join(words[:2]), words[0]) if name in list_printed())


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_an_output_is_a_record_of_its_command(path: Path):
    """It fits the schema, and the record declares every key, in the order of the output."""
    text = path.read_text(encoding="utf-8").replace('"…"', f'"{NO_DIGEST}"').replace("…", "1")
    printed = json.loads(text)
    command, declared = records_of(COMMANDS[path.stem])
    found = load((*declared, ProblemsRecord), printed)
    assert (type(found) is ProblemsRecord) == (path.stem == "problems")
    assert [*undeclared(found)] == []
    assert json.dumps(found.plain()) == json.dumps(printed)
    name = "result" if path.stem == "problems" else schema_of(command, type(found))
    Draft202012Validator(kept_schemas()[name]).validate(printed)


def load(records: Iterable[type[OutputRecord]], printed: object) -> OutputRecord:
    """Return an output as the first of some records that it fits."""
    for record in records:
        with suppress(ValidationError):
            return record.model_validate(printed)
    raise AssertionError(printed)


def test_every_command_with_json_declares_what_it_prints():
    assert {*commands_with_json(seating, "")} == set(list_printed())
    assert {records_of(line)[0] for line in COMMANDS.values()} == set(list_printed())


def commands_with_json(group: click.Group, before: str) -> Iterator[str]:
    """Yield the name of each command that has the option --json."""
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from commands_with_json(command, f"{name} ")
        elif any("--json" in option.opts for option in command.params):
            yield before + name


def test_a_command_prints_no_dictionary_of_its_own():
    found = list(records())
    assert len(found) >= len(set(list_printed().values()))
    assert [ast.unparse(record) for record in found if not is_declared(record)] == []
