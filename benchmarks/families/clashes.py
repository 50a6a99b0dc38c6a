"""Impossible convenings with a planted conflict: whether `seating` names a real, minimal conflict in time."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.bench import Bench
from benchmarks.case import Case
from benchmarks.judge import opened
from benchmarks.peers.textbook import Textbook
from benchmarks.planted import CLASHES, write_planted
from benchmarks.section import Section, number
from benchmarks.task import task_of

ORDER = 60

SIZES = (30, 60, 120, 300)
EACH = 3
"""Cases of each conflict and size."""

MOST_SECONDS = 10.0
"""Seconds for the whole command, pages and ways out included."""

SEARCHING = 8.0
"""The time limit within these seconds."""

IMPOSSIBLE = 4
"""The exit code of an impossible convening."""

CHECKING = 30.0
"""Seconds for the independent model to decide whether some musts can be met together."""


def run(bench: Bench) -> Section:
    """Solve each case, and compare the named conflict with the planted one and with the textbook model."""
    rows = []
    for clash in CLASHES:
        for size in SIZES[:2] if bench.is_quick else SIZES:
            found = [_one(bench, clash, size, seed) for seed in range(1 if bench.is_quick else EACH)]
            seconds = [one.pop("seconds") for one in found]
            right = {key: sum(bool(one[key]) for one in found) for key in found[0]}
            rows.append([clash, f"{size}", f"{len(found)}", *(f"{right[key]}" for key in RIGHT)])
            rows[-1] += [number(median(seconds), 1), number(max(seconds), 1)]
            rows[-1].append("yes" if min(right.values()) == len(found) else "**no**")
    headings = ["planted", "people", "cases", *RIGHT, "seconds, median", "seconds, maximum", "met"]
    says = (
        "A conflict is planted among musts that are easy to meet (`benchmarks/planted.py`, seeds starting at 0). A "
        "conflict that `seating` names is *real* if the textbook model finds no seating that meets the conflicting "
        "musts, and *minimal* if the model finds one whenever any one of these musts is left out. The goal is that "
        f"the whole command, including pages and ways out, takes {MOST_SECONDS:g} s, of which its `--time-limit` is "
        f"{SEARCHING:g} s."
    )
    return Section("Planted conflicts", says, headings, rows)


RIGHT = ("impossible", "planted conflict found", "real", "minimal", "ways out confirmed", "in time")


def _one(bench: Bench, clash: str, size: int, seed: int) -> dict[str, Any]:
    """Return which checks one case passed, and its seconds."""
    planted = write_planted(clash, size, seed, bench.folder / f"planted-{clash}-{size}-{seed}")
    case = Case(f"{clash} {size} {seed}", planted.people, planted.convening, SEARCHING)
    ran, result = bench.solve(case)
    conflict = result.get("conflict") or {}
    named = list(conflict.get("requirements", ()))
    ways = conflict.get("ways_out", ())
    task = task_of(opened(case))
    found = {
        "impossible": ran.code == IMPOSSIBLE and result.get("status") == "impossible",
        "planted conflict found": set(named) - {"size-1"} == planted.clash - {"size-1"},
        "real": bool(named) and not _can_hold(task, named),
        "minimal": bool(named) and all(_can_hold(task, [r for r in named if r != one]) for one in named),
        "ways out confirmed": bool(ways) and all(way.get("confirmed") for way in ways),
        "in time": ran.seconds <= MOST_SECONDS,
        "seconds": ran.seconds,
    }
    wrong = [key for key, value in found.items() if value is False]
    bench.say(f"{case.name}: {ran.seconds:.1f} s{', not ' + ', '.join(wrong) if wrong else ''}")
    bench.records.append({"case": case.name, "solver": "seating", "named": named, **found})
    return found


def _can_hold(task: Mapping[str, Any], musts: list[str]) -> bool:
    """Whether the independent model finds a seating that meets these musts; other limits on seats may be exceeded."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = CHECKING
    return solver.solve(Textbook(task, only=musts).model) in {cp_model.OPTIMAL, cp_model.FEASIBLE}
