"""An entry of the ledger that is whole and signed, and not what this program writes, ends in a sentence."""

from __future__ import annotations

import copy
import hashlib
import itertools
import os
import re
import shutil
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from seating.api.request import Request
from seating.api.saved_rounds.saved_result import saved_result
from seating.errors import InputError
from seating.ledger import Ledger
from seating.ledger.entry import Kind, sign
from tests.cli.running import run

FIRST = "rounds/0001-round-1.json"
PEOPLE = "name,id,sector,representative_type,interests\n" + "".join(
    f"N{n},p{n},{'ab'[n % 2]},{('designee', 'doer')[n % 2]},x:2\n" for n in range(6)
)
CONVENING = """\
tables: [{id: a, seats: 2-4, focus: x}, {id: b, seats: 2-4}, {id: lead, from: chair}]
requirements:
  - {kind: voice, name: V, who: {sector: z}, at_least: 1}
  - {kind: duty, name: chair}
  - {kind: count, who: {sector: a}, at_least: 3, must: true}
"""
ODD: tuple[Any, ...] = (None, 7, -1.5, "x", "", [], {}, [None], ["x"], {"x": 1}, True, 10**30)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    folder = tmp_path_factory.mktemp("signed")
    (folder / "p.csv").write_text(PEOPLE)
    (folder / "c.yaml").write_text(CONVENING)
    assert run(f"solve {folder}/p.csv --convening {folder}/c.yaml --out {folder}/out --no-packet").exit_code == 4
    return folder / "out"


@pytest.fixture
def out(saved, tmp_path):
    shutil.copytree(saved / "rounds", tmp_path / "out/rounds")
    (tmp_path / "out/rounds/newest").unlink()
    return tmp_path / "out"


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to everything in an entry; of a list the first alone."""
    if path:
        yield path
    inner = node.items() if isinstance(node, dict) else enumerate(node[:1]) if isinstance(node, list) else ()
    for key, value in inner:
        yield from places(value, (*path, key))


def other(content: dict[str, Any], path: tuple[Any, ...], value: Any, removed: bool) -> dict[str, Any]:
    """Return the content with another value at one place, or none."""
    changed: Any = copy.deepcopy(content)
    node = changed
    for key in path[:-1]:
        node = node[key]
    if removed:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return changed


def replace_first(out, content: dict[str, Any]) -> None:
    """Put an entry of this content in the place of the first, with a digest of its own."""
    data, _ = sign(1, Kind.SEATED, "2026-03-02T17:45:00Z", "", content)
    (out / FIRST).write_bytes(data)


def changes(content: dict[str, Any], seed: int) -> Iterator[dict[str, Any]]:
    """Yield the content without each of its keys, and with some wrong value for each."""
    random = Random(seed)
    for path in places(content):
        yield other(content, path, None, removed=True)
        yield other(content, path, random.choice(ODD), removed=False)


@pytest.mark.room
@pytest.mark.parametrize("step", [3, pytest.param(1, marks=pytest.mark.night)])
def test_no_signed_entry_ends_in_anything_but_a_sentence(out, step):
    """Each third change at a landing, all of them at night."""
    content = Ledger.open(out).entries[0].content.plain()
    refused = taken = 0
    slugs = set()
    for changed in itertools.islice(changes(content, seed=1), 0, None, step):
        replace_first(out, changed)
        try:
            saved_result(Request(people=None, out=out))
            taken += 1
        except InputError as error:
            refused += 1
            slugs |= {problem.slug for problem in error.problems}
    assert "ledger-damaged" in slugs <= {"ledger-damaged", "ledger-misplaced"}
    assert refused > 100 / step
    assert taken > 50 / step


@pytest.mark.parametrize("command", ["rounds list", "rounds show 1", "report", "rounds undo"])
def test_what_another_version_left_out_is_named(out, command):
    content = Ledger.open(out).entries[0].content.plain()
    del content["pages"]
    replace_first(out, content)
    ran = run(f"{command} --out {out}")
    assert ran.exit_code == 3
    assert "`pages` is missing" in ran.stderr


def test_numbers_that_json_does_not_know_are_no_entry(out):
    text = (out / FIRST).read_text(encoding="utf-8")
    head = re.sub(r'"seconds": [\d.]+', '"seconds": NaN', text[: text.rindex(",")])
    digest = hashlib.sha256(f"{head}\n}}\n".encode()).hexdigest()
    (out / FIRST).write_text(f'{head},\n "sha256": "{digest}"\n}}\n', encoding="utf-8")
    assert [problem.slug for problem in Ledger.open(out).problems] == ["ledger-damaged"]


def test_a_number_far_off_is_told_in_a_few_lines(out):
    (out / "rounds/newest").write_text(f"999999999999999 {'0' * 64}\n")
    problems = Ledger.open(out).problems
    assert {problem.slug for problem in problems} == {"ledger-missing"}
    assert len(problems) < 2000
    (out / "rounds/newest").write_text(f"{'9' * 5000} {'0' * 64}\n")
    assert [problem.slug for problem in Ledger.open(out).problems] == ["ledger-damaged"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize("name", ["0002-round-1.json", "newest"])
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(out, name):
    os.mkfifo(out / "rounds" / name)
    assert "it is not a file" in str(Ledger.open(out).problems) or name == "newest"
    assert [problem.slug for problem in Ledger.open(out).problems] == ["ledger-damaged"]


def test_a_ledger_of_one_damaged_round_is_not_called_empty(tmp_path):
    (tmp_path / "p.csv").write_text("name\nAna\nBen\n")
    assert run(f"solve {tmp_path}/p.csv --out {tmp_path}/out --no-packet").exit_code == 0
    (entry,) = (tmp_path / "out/rounds").glob("*.json")
    entry.write_text("[" * 100_000)
    ran = run(f"rounds list --out {tmp_path}/out")
    assert ran.exit_code == 3
    assert "[ledger-damaged]" in ran.stderr
    assert ran.stdout == ""
