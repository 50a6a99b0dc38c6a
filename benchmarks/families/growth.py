"""How the parts of the whole command around the search grow with the list."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from benchmarks import growth
from benchmarks.bench import Bench
from benchmarks.generate import Spec, write_convening
from benchmarks.measure import run as run_command
from benchmarks.section import Section, number

ORDER = 96

SIZES = (5_000, 10_000)
"""Numbers of people, each twice the one before; ten sit at each table."""

QUICK = (200, 400)

MOST_TIMES = 2.3
"""How many times as long a phase may take for twice the people: what doubles, and some more."""

LEAST_SECONDS = 0.5
"""A phase that takes less is not compared, because it varies too much."""

MOST_SECONDS = 3_600.0

NAMED = ("reading", "model", "search", "checking", "who is missing", "pages")
"""The phases of `benchmarks.phases` that depend on the size of the room."""


@dataclass(frozen=True, slots=True)
class Grown:
    """One run of the whole command.

    Attributes
    ----------
    processor : mapping of str to float
        Processor seconds of each phase, of the command's own process.
    megabytes : mapping of str to float
        Peak memory of that process in each phase.
    most : float
        Peak memory of all processes together.
    """

    processor: Mapping[str, float]
    megabytes: Mapping[str, float]
    most: float


def run(bench: Bench) -> Section:
    """Seat lists of growing length once each with the same work, and measure each phase."""
    sizes = QUICK if bench.is_quick else SIZES
    runs = []
    for size in sizes:
        runs.append(_measure(bench, size))
        told = ", ".join(f"{phase} {runs[-1].processor[phase]:.1f} s" for phase in NAMED)
        bench.say(f"{size:,} people: {told}, {runs[-1].most:,.0f} MB")
    rows = []
    for place, (size, grown) in enumerate(zip(sizes, runs, strict=True)):
        cells = [f"{grown.processor[phase]:.1f} s, {grown.megabytes[phase]:,.0f} MB" for phase in NAMED]
        around = sum(grown.processor[phase] for phase in NAMED if phase != "search")
        rows.append([f"{size:,}", *cells, f"{around:.1f} s", f"{grown.most:,.0f} MB", ""])
        if place:
            rows.append(_times(runs[place - 1], grown))
    says = (
        f"Rooms from the `ordinary` family, with tables of ten, were each seated once, with {growth.WORK:g} work "
        "units for every size, so that only the work outside the search grows. The figures are the processor seconds "
        "and the peak memory that the command's own process used. `search` is the work that this process does during "
        "the search: it finds the first seating and sends the model to the workers. The last memory figure is for all "
        "processes together. No packet is written. The goal is that with twice as many people, no phase takes more "
        f"than {MOST_TIMES} times as long. Phases that take less than {LEAST_SECONDS} s are not compared."
    )
    return Section("Growth with the list", says, ["people", *NAMED, "outside the search", "all processes", "met"], rows)


def _times(before: Grown, after: Grown) -> list[str]:
    """Return the row that compares a run with that of half the people."""
    grown = {phase: after.processor[phase] / before.processor[phase] for phase in NAMED if _is_long(before, phase)}
    cells = [f"{grown[phase]:.1f} ×" if phase in grown else number(None) for phase in NAMED]
    is_met = all(times <= MOST_TIMES for times in grown.values())
    return ["twice the people", *cells, "", f"{after.most / before.most:.1f} ×", "yes" if is_met else "**no**"]


def _is_long(grown: Grown, phase: str) -> bool:
    return grown.processor[phase] >= LEAST_SECONDS


def _measure(bench: Bench, size: int) -> Grown:
    people, convening = write_convening(Spec("ordinary", size, size // 10, 44), bench.folder / f"growth-{size}")
    out, written = mkdtemp(prefix="out-", dir=bench.folder), Path(bench.folder) / f"growth-{size}.json"
    command = [sys.executable, "-m", "benchmarks.growth", str(written), "solve", str(people)]
    command += ["--convening", str(convening), "--no-packet", "--json", "--quiet", "--out", out]
    ran = run_command(command, MOST_SECONDS)
    assert ran.code == 0, ran.stderr
    told = json.loads(written.read_text(encoding="utf-8"))
    return Grown(told["processor"], told["megabytes"], ran.megabytes)
