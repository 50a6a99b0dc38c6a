"""What a small solve reads and imports. Each costs a share of a second in every run, so it is counted, not timed."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Interpreter

RUN = """
import json, sys
opened = []
def note(event, args):
    if event == "open" and isinstance(args[0], str):
        opened.append(args[0])
sys.addaudithook(note)
def tell(code):
    from seating.requirements import kinds
    built = [kind for kind, requirement in kinds().items() if requirement.__pydantic_complete__]
    print(json.dumps([code, opened, sorted(sys.modules), built]), file=sys.stderr)
from seating.__main__ import main
main(tell)
"""


@dataclass(frozen=True)
class Run:
    """What one run of the command opened, imported and built: the kinds of requirement with a validator."""

    opened: tuple[Path, ...]
    modules: frozenset[str]
    kinds: frozenset[str]


@pytest.fixture(scope="module")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return what seating 30 people at five tables took."""
    folder = tmp_path_factory.mktemp("thirty")
    people = [f"Person {n},org {n % 7},s{n % 4},{'yes' if n % 5 else 'Sí'}" for n in range(29)]
    lines = ["name,organization,sector,coming", "Zoë Ångström,org 1,s1,yes", *people]
    (folder / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "room.yaml").write_text("tables: {count: 5}\n", encoding="utf-8")
    done = Interpreter().run("-c", RUN, "solve", "people.csv", "--convening", "room.yaml", cwd=folder)
    code, opened, modules, kinds = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stdout
    return Run(tuple(map(Path, opened)), frozenset(modules), frozenset(kinds))


def test_each_file_of_words_is_read_once(small_run: Run) -> None:
    read = Counter(path for path in small_run.opened if path.suffix == ".toml")
    assert set(read.values()) == {1}


def test_no_catalog_is_read_for_pages_in_english(small_run: Run) -> None:
    """Parsing the catalog of another language takes a tenth of the run."""
    assert not [path for path in small_run.opened if path.suffix == ".po"]


def test_validators_are_built_only_for_the_kinds_that_are_used(small_run: Run) -> None:
    assert small_run.kinds <= {"cap", "focus", "role_mix", "size", "variety", "fill", "together"}


def test_records_that_other_commands_print_are_not_imported(small_run: Run) -> None:
    printed = {f"seating.record.{name}" for name in ("check", "forgetting", "forms_to_fill", "json_output", "kinds")}
    assert not small_run.modules & printed
