"""The seconds of a whole command, by phase, compared with its imports and with the textbook model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

from benchmarks.bench import Bench
from benchmarks.case import Case, kept
from benchmarks.generate import Spec, write_convening
from benchmarks.measure import ROOT
from benchmarks.phases import PHASES
from benchmarks.section import Section, number

ORDER = 5

TIMES, HOPED = 4.0, 2.5
"""How many times as long as the imports the smallest case may take, and should take."""

BEHIND = 0.5
"""Seconds by which the whole command may end after the textbook model, with up to `SMALL` people."""

SMALL = 60

SECONDS = 10.0
"""Maximum time of the textbook model; `seating` has no limit."""

NORMAL = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps the bytecode of modules, as it does by default, so that no run compiles them again."""


def run(bench: Bench) -> Section:
    """Run the imports, the textbook model and the whole command in turn, for 30 to 400 people."""
    cases = [kept(f"ordinary-{people}", SECONDS) for people in (30, 60, 120)]
    if not bench.is_quick:
        large = Spec("ordinary", 400, 40, 44)
        cases.append(Case(large.name, *write_convening(large, bench.folder / large.name), SECONDS))
    once, rows = 0.0, []
    for case in cases:
        imports, books, ours = [], [], []
        for turn in range(1 + max(3, bench.runs)):
            imports.append(_imports())
            books.append(bench.peer(case, "textbook", turn).seconds)
            ours.append(_phases(case, bench.folder))
            bench.say(f"{case.name}: imports {imports[-1]:.2f} s, textbook {books[-1]:.2f} s, {_in_words(ours[-1])}")
        once = once or median(imports[1:])  # the first turn compiles modules and templates
        rows.append(_row(case, once, median(books[1:]), ours[1:]))
    says = (
        f"For 30 people, the whole command may take {TIMES:g} times as long as importing pandas and CP-SAT alone, and "
        f"should take only {HOPED:g} times as long. For {SMALL} people, it may end {BEHIND:g} s after the textbook "
        f"model. The textbook model has a limit of {SECONDS:g} s, and `seating` has no limit. The columns after "
        "`times` show how many seconds each part of the whole command took. `search` includes the time spent waiting "
        "for the worker, `pages` is the time for the report without the packet, and `rest` includes the time that the "
        "process takes to end. Python keeps the bytecode of its modules between runs."
    )
    headings = ["case", "pandas and CP-SAT", "textbook", "whole command", "times", *NAMED, "rest", "met"]
    return Section("Start-up", says, headings, rows)


NAMED = tuple(phase for phase in PHASES if phase != "other")


def _row(case: Case, imports: float, book: float, ours: list[Mapping[str, float]]) -> list[str]:
    """Return the row of one case; the phases are medians, so that they need not add up exactly."""
    middle = {phase: median(one[phase] for one in ours) for phase in ours[0]}
    whole = middle["whole"]
    rest = middle["other"] + middle["end"]
    told = [number(middle[phase], 2) for phase in NAMED]
    return [
        case.name,
        number(imports, 2),
        number(book, 2),
        number(whole, 2),
        f"{whole / imports:.1f} ×",
        *told,
        number(rest, 2),
        _met(case, whole / imports, whole - book),
    ]


def _met(case: Case, times: float, behind: float) -> str:
    if case.name == "ordinary-30":
        return "yes, ideally" if times <= HOPED else "yes" if times <= TIMES else "**no**"
    return ("yes" if behind <= BEHIND else "**no**") if case.name == f"ordinary-{SMALL}" else ""


def _imports() -> float:
    return _seconds([sys.executable, "-c", "import pandas; from ortools.sat.python import cp_model"])


def _phases(case: Case, folder: Path) -> Mapping[str, float]:
    """Return the seconds of each phase of one run, with `end` for the end of the process and `whole` for all."""
    out, written = mkdtemp(prefix="out-", dir=folder), folder / "phases.json"
    began = time.monotonic()
    command = [sys.executable, "-m", "benchmarks.phases", str(began), str(written), "solve", str(case.people)]
    command += ["--convening", str(case.convening), "--no-packet", "--json", "--quiet", "--out", out]
    whole = _seconds(command)
    told = json.loads(written.read_text(encoding="utf-8"))
    return {**told["seconds"], "end": began + whole - told["ended"], "whole": whole}


def _seconds(command: Sequence[str]) -> float:
    """Return the seconds of a command. Its memory is not measured, because that takes time too."""
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, env={**os.environ, **NORMAL}, capture_output=True, check=True)
    return time.monotonic() - began


def _in_words(phases: Mapping[str, float]) -> str:
    return ", ".join(f"{phase} {seconds:.2f}" for phase, seconds in phases.items())
