"""The time for a small case, compared with importing two libraries."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks.bench import OURS, Bench
from benchmarks.case import kept
from benchmarks.measure import run as run_command
from benchmarks.section import Section, number

ORDER = 5

TIMES, HOPED = 4.0, 2.5


def run(bench: Bench) -> Section:
    """Run ordinary-30, and the imports, in turn."""
    case = kept("ordinary-30", 5)
    imports, ours = [], []
    for _ in range(max(3, bench.runs)):
        command = [sys.executable, "-c", "import pandas; from ortools.sat.python import cp_model"]
        imports.append(run_command(command, 60).seconds)
        ours += bench.measured(case, OURS, 1)
    once, whole = median(imports), median(one.seconds for one in ours)
    rows = [
        ["import pandas and cp_model", number(once, 2), "", ""],
        ["`seating solve`, ordinary-30", number(whole, 2), f"{whole / once:.1f} ×", _met(whole / once)],
    ]
    says = (
        f"The goal is that the whole command takes at most {TIMES:g} times as long as the imports, and ideally "
        f"{HOPED:g} times."
    )
    return Section("Start-up", says, ["what", "seconds", "times", "met"], rows)


def _met(times: float) -> str:
    return "yes, ideally" if times <= HOPED else "yes" if times <= TIMES else "**no**"
