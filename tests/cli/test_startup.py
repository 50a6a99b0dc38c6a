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
    print(json.dumps([code, opened, sorted(sys.modules)]), file=sys.stderr)
from seating.__main__ import main
main(tell)
"""


@dataclass(frozen=True)
class Run:
    """What one run of the command opened and imported."""

    opened: tuple[Path, ...]
    modules: frozenset[str]


@pytest.fixture(scope="module")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return what seating 30 people at five tables took."""
    folder = tmp_path_factory.mktemp("thirty")
    people = [f"Person {n},org {n % 7},s{n % 4},{'yes' if n % 5 else 'Sí'}" for n in range(29)]
    lines = ["name,organization,sector,coming", "Zoë Ångström,org 1,s1,yes", *people]
    (folder / "people.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "room.yaml").write_text("tables: {count: 5}\n", encoding="utf-8")
    done = Interpreter().run("-c", RUN, "solve", "people.csv", "--convening", "room.yaml", cwd=folder)
    code, opened, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stdout
    return Run(tuple(map(Path, opened)), frozenset(modules))


def test_each_file_of_words_is_read_once(small_run: Run) -> None:
    read = Counter(path for path in small_run.opened if path.suffix == ".toml")
    assert set(read.values()) == {1}


def test_no_catalog_is_read_for_pages_in_english(small_run: Run) -> None:
    """Parsing the catalog of another language takes a tenth of the run."""
    assert not [path for path in small_run.opened if path.suffix == ".po"]
