"""Seat random lists, change them, repair them, and read every claim of every page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from tests.claims import figures, moves, quality, reasons, seats, whereabouts
from tests.claims.lines import Line, find_claims, read_lines
from tests.claims.values import read_rows, read_values
from tests.claims.world import READERS, World, draw_written, is_held
from tests.cli.running import run
from tests.report.claims import Written
from tests.stories.engine import use_this_process
from tests.stories.inputs import as_csv

MODULES = (figures, moves, quality, reasons, seats, whereabouts)
"""Where the readers are."""


def read_round(seed: int, folder: Path, pages: str = "--pages all") -> Counter[str]:
    """Seat one random list, change it and repair it; return how often each claim and each label was read.

    Parameters
    ----------
    seed : int
    folder : Path
        An empty folder.
    pages : str
        The option for the pages that are written.

    Raises
    ------
    AssertionError
        If a claim is not so.
    """
    random = Random(f"pages {seed}")
    written = draw_written(random)
    with pytest.MonkeyPatch.context() as patched:
        use_this_process(patched)
        first = _ask(f"solve {pages}", written, folder)
        if first is None:
            return Counter()
        told = _read_pages(first, folder, random)
        changed = _change(written, first.seats, random)
        second = _ask(f"repair {pages}{random.choice(('', ' --max-moves 2'))}", changed, folder)
        if second is None:
            return told
        return told + _read_pages(replace(second, before=first.seats), folder, random)


def _ask(command: str, written: Written, folder: Path) -> World | None:
    """Return what a command has written and printed; None if nobody has a seat."""
    (folder / "people.csv").write_text(as_csv(written.rows), encoding="utf-8")
    (folder / "convening.yaml").write_text(json.dumps(written.convening), encoding="utf-8")
    ran = run(f"{command} {folder}/people.csv --out {folder}/out --quiet --details")
    if ran.exit_code not in {0, 4, 6}:
        return None
    record = json.loads((folder / "out/round-1/result.json").read_text(encoding="utf-8"))
    (only,) = record["rounds"]
    views = (only, *only.get("governance", ()))
    judged, *governance = ([one for one in view["requirements"] if one.get("applies", True)] for view in views)
    seats = {seat["id"]: seat["table"] for seat in only["seats"]}
    return World(written, seats, judged, tuple(chain(*governance)), bound=record["bound"], printed=ran.stdout)


def _change(written: Written, seats: Mapping[str, str], random: Random) -> Written:
    """Return the list after someone declined or rated another focus, at times with less room at the fullest table."""
    change = random.choice(("declined", "rated", "less room"))
    one = random.choice([row["id"] for row in written.people if row["id"] in seats])
    other = random.choice([focus for table, focus in written.focus.items() if table != seats[one]])
    cell = {"attending": "no"} if change == "declined" else {"interests": f"{other}:3"}
    rows = tuple({**row, **(cell if row["id"] == one else {})} for row in written.rows)
    if change != "less room":
        return replace(written, rows=rows)
    guests = Counter(seats[row["id"]] for row in written.people if row["id"] in seats)
    (full, number), *_ = guests.most_common()
    tables = [
        {**table, "seats": {"max": number - 1}} if table["id"] == full else table
        for table in written.convening["tables"]
    ]
    return replace(written, rows=rows, convening={**written.convening, "tables": tables})


def _read_pages(world: World, folder: Path, random: Random) -> Counter[str]:
    """Read every page of a round, what was printed, and what `explain` tells of one person and of a held seat."""
    told = Counter[str]()
    row = random.choice([row for row in world.people if row["needs"]] or world.people)
    held = [one for one in world.written.rows if is_held(one) and one["id"] in world.seats]
    lines = [Line("terminal", "", part.strip()) for part in world.printed.splitlines()]
    for one in (row, *held[:1]):
        explained = run(f"explain {folder}/people.csv --out {folder}/out --person {one['id']} --details").stdout
        lines += [Line("explain", one["name"], part.strip()) for part in explained.splitlines()]
    for path in sorted((folder / "out/round-1").rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        lines += read_lines(path.stem, source)
        told.update(read_rows(world, source) if path.stem == "report" else ())
    for line in lines:
        for name, arguments in find_claims(line):
            READERS[name](world, line, **arguments)
            told[name] += 1
        told.update(read_values(world, line) if line.page == "report" else ())
    return told
