"""A long story of 116 people, after which some are forgotten; `python -m tests.api.forget.measured` measures it.

The figures are written to the section Privacy of `docs/quality.md`.
"""

from __future__ import annotations

import csv
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docs.quality import write
from seating import __version__
from seating.analysis.arrivals import ArrivalState
from seating.api.day.desk_arrivals import mark_arrival
from seating.api.forget.forget_plan import Fate
from seating.api.forget.forget_run import forget_person
from seating.api.reading import read_list
from seating.api.request import Request
from seating.ledger import Ledger
from tests.api.forget.everything import left_of, succeed
from tests.docs.blocks import ROOT

LIST = Path("stakeholders.csv")
SOLVE = "solve stakeholders.csv --quiet"
"""Its search is limited by work, so that it finds the same seating however loaded the machine is."""
FORGOTTEN = ("a006", "a057", "a111", "a030")
"""A member and a doer of the steering table, a member of staff, and somebody of whom nothing is special."""


@dataclass(frozen=True)
class Measured:
    """What was done to forget one person, and what was left of them in the output folder."""

    files: int
    changed: int
    removed: int
    seconds: float
    left: Sequence[str]


def hold_rounds(folder: Path, rounds: int) -> Path:
    """Hold rounds in the current folder: attendance, arrivals, pages, a closing report. Return the output folder."""
    for name in ("stakeholders.csv", "convening.yaml", "came.csv", "harvest.csv"):
        shutil.copy(ROOT / "examples" / "city-alive-like" / name, folder / name)
    out = Path("reports")
    succeed(SOLVE)
    succeed("rounds attended came.csv --quiet")
    people = read_list(Request(people=str(LIST), out=out)).people
    for number in range(2, rounds + 1):
        succeed(f"{SOLVE} --next-round --no-packet")
        for person in list(people)[number::9]:
            mark_arrival(out, people, number, person.id, ArrivalState.ARRIVED, time="9:00")
    succeed("rounds report --harvest 1 harvest.csv --quiet")
    return out


def forget_all(out: Path, people: Sequence[str] = FORGOTTEN) -> Iterator[Measured]:
    """Forget people one after another, and search the output folder after each."""
    convening = Path("convening.yaml")
    with LIST.open(encoding="utf-8", newline="") as file:
        names = {row["id"]: row["name"] for row in csv.DictReader(file)}
    for person in people:
        succeed("packet --quiet")
        succeed("report --quiet --round 1")
        files = sum(path.is_file() for path in out.rglob("*"))
        started = time.perf_counter()
        done = forget_person(out, person, LIST)
        seconds = time.perf_counter() - started
        _write_without(person)
        convening.write_text(convening.read_text().replace(f"{person}, ", "").replace(f", {person}", ""))
        left = left_of(out, names[person], f'"{person}"')
        yield Measured(files, len(done.of(Fate.CHANGED)), len(done.of(Fate.REMOVED)), seconds, left)
        assert Ledger.open(out).sound


def _write_without(person: str) -> None:
    """Take the row of a person out of the list, and their id and name out of other rows, as a convener does."""
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    name = next(row["name"] for row in rows if row["id"] == person)
    with LIST.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        for row in rows:
            if row["id"] != person:
                writer.writerow({key: cell if cell not in {person, name} else "" for key, cell in row.items()})


def go_on(out: Path) -> None:
    """Use every command that reads the rounds, and hold another one."""
    for line in ("rounds list", "rounds diff 1 2", "rounds show 1", "rounds report --quiet"):
        succeed(line)
    succeed("check stakeholders.csv --quiet")
    succeed("rounds attended --quiet --others absent")
    succeed(f"{SOLVE} --next-round --no-packet")
    succeed("packet stakeholders.csv --quiet")
    assert Ledger.open(out).sound.open_round > 1


def main() -> None:
    """Measure and write the figures."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path.cwd()
        os.chdir(folder)
        try:
            out = hold_rounds(Path(folder), 3)
            size = sum(path.stat().st_size for path in (out / "rounds").iterdir())
            measured = list(forget_all(out))
            go_on(out)
            entries = len(Ledger.open(out).entries)
        finally:
            os.chdir(before)
    lines = [
        f"Version {__version__}, Python {platform.python_version()}, measured by "
        f"`python -m tests.api.forget.measured`: 116 people, 3 rounds, a ledger of {size / 1e6:.1f} MB with {entries} "
        "entries at the end.",
        "",
        "| forgotten | files before | changed | removed | files that still name them | seconds |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {number} | {one.files} | {one.changed} | {one.removed} | {len(one.left)} | {one.seconds:.1f} |"
            for number, one in enumerate(measured, start=1)
        ),
        "",
        "Before each person was forgotten, pages were written from the ledger. Afterward, all files in the output "
        "folder, including those inside archives, were searched for the person's name, in both orders, and for the id. "
        "In the end, rounds were listed, compared and reported, and another round was held and printed.",
        "",
        "`pytest tests/api/forget` ends a run after each of its file operations. Each time, either all files "
        "are as before, or the next run finishes the work. `pytest tests/acceptance/test_what_is_written.py` "
        "watches every file that nine commands open for writing: all are in the output folder or the cache, and no "
        "connection is made.",
    ]
    write("privacy", lines)


if __name__ == "__main__":
    main()
