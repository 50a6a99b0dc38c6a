"""Files of less than two megabytes that hold more than any convener means are read soon, or refused in a sentence."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import run

pytestmark = pytest.mark.room

SECONDS = 100
"""Of the processor, in this process and in those that it starts: ten times what an idle machine needs."""


def people(number: int, sector: str = "s{0}") -> str:
    return "name,sector\n" + "".join(f"P{n} Q{n},{sector.format(n)}\n" for n in range(number))


def convening(folder: Path, **keys: object) -> None:
    (folder / "convening.json").write_text(json.dumps({"tables": {"count": 5}, **keys}))


def usual_sectors(folder: Path, number: int) -> None:
    (folder / "l.csv").write_text(people(2_000, "s{0} a"))
    convening(folder, usual_sectors=[f"usual {n}" for n in range(number)], tables={"count": 250})


def expected(folder: Path, number: int) -> None:
    (folder / "l.csv").write_text(people(2_000))
    convening(folder, expected=[f"partner {n}" for n in range(number)], tables={"count": 250})


def counts(folder: Path, number: int) -> None:
    (folder / "l.csv").write_text(people(60))
    asked = [{"kind": "count", "who": {"sector": f"s{n % 60}"}, "at_least": 1} for n in range(number)]
    convening(folder, requirements=asked)


def cells(folder: Path, number: int) -> None:
    rows = "".join(f"P{n} Q{n},r{n % 150},c{n % 140}\n" for n in range(300))
    (folder / "l.csv").write_text("name,sector,role\n" + rows)
    needed = [[f"r{n % 150}", f"c{n // 150}"] for n in range(number)]
    convening(folder, frame={"rows": "sector", "columns": "role", "needed": needed}, tables={"count": 40})


def tables(folder: Path, number: int) -> None:
    (folder / "l.csv").write_text(people(20))
    convening(folder, tables={"count": number})


CASES: dict[str, tuple[Callable[[Path, int], None], int, str]] = {
    "usual sectors": (usual_sectors, 20_000, "check"),
    "as many usual sectors as can be": (usual_sectors, 500, "check"),
    "expected": (expected, 20_000, "check"),
    "counts": (counts, 8_000, "solve"),
    "needed cells": (cells, 20_000, "solve"),
    "tables": (tables, 20_000, "solve"),
}


def spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


@pytest.mark.parametrize(("write", "number", "command"), CASES.values(), ids=CASES)
def test_a_small_file_is_soon_read_or_refused(tmp_path, monkeypatch, write, number, command):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, number)
    assert max(each.stat().st_size for each in tmp_path.iterdir()) < 2_000_000
    began = spent()
    given = "" if command == "check" else " --out o --time-limit 1 -q --no-packet"
    named = " --convening convening.json" if (tmp_path / "convening.json").exists() else ""
    ran = run(f"{command} l.csv{named}{given}")
    assert ran.exit_code in (0, 3, 4, 5)
    assert spent() - began < SECONDS
