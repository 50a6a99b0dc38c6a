"""The table of `seating` and other solvers on the same cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, Figures, middle
from benchmarks.section import number

SIDE_BY_SIDE = (
    "case",
    "goal",
    "solver",
    "penalty",
    "bound",
    "gap",
    "seconds to the seating",
    "whole command",
    "as good as `seating` after",
    "peak memory",
    "met",
)

LONG, LONGISH = 60.0, 30.0
"""With at least this time, in seconds, the textbook model and any other peer are run only once."""


def side_by_side(bench: Bench, cases: Iterable[Case]) -> list[list[str]]:
    """Return a row for `seating` and each of its peers on each case, with medians of the runs."""
    rows = []
    for case in cases:
        runs = bench.measured(case, OURS)
        ours = middle(runs)
        rows.append(_figures(case, ours, None, runs))
        for peer in case.peers:
            if bench.lacks(peer):
                continue  # the page says so once, above
            is_long = bench.times(case) >= (LONG if peer == "textbook" else LONGISH)
            times = 1 if is_long else bench.runs
            theirs = middle(bench.measured(case, peer, times))
            rows.append(_figures(case, theirs, ours, []))
    return rows


def never_worse(bench: Bench, cases: Iterable[Case]) -> list[str]:
    """Return the row that counts the cases in which `seating` is at least as good as the textbook model."""
    compared = [case for case in cases if "textbook" in case.peers]
    worse = []
    for case in compared:
        ours, theirs = bench.median(case, OURS, "penalty"), bench.median(case, "textbook", "penalty")
        if ours is None or (theirs is not None and ours > theirs):
            worse.append(case.name)
    said = f"{len(compared) - len(worse)} of {len(compared)}" + (f"; worse: {', '.join(worse)}" if worse else "")
    row = ["all of these", "never worse than the textbook model in the same time", OURS, said]
    return [*row, *[""] * (len(SIDE_BY_SIDE) - len(row) - 1), "**no**" if worse else "yes"]


def _figures(case: Case, figures: Figures, ours: Figures | None, runs: Sequence[Figures]) -> list[str]:
    """Return one row; only the row of `seating` has the goal and whether it was met."""
    penalty = figures.why if figures.penalty is None else number(figures.penalty)
    if runs and len({run.penalty for run in runs}) > 1:
        penalty += " (" + " ".join(number(run.penalty) for run in runs) + ")"
    if figures.unmet:
        penalty += f" and {figures.unmet} unmet musts"
    equal = ""
    if ours is not None and ours.penalty is not None and figures.penalty is not None:
        reached = figures.reaches(ours.penalty) if figures.curve else None
        equal = f"{reached:.1f} s" if reached is not None else f"never in {figures.seconds:.0f} s"
    goal = case.goal.in_words()
    is_ours = ours is None
    met = ("yes" if case.goal.is_met(figures) else "**no**") if is_ours and goal else ""
    best = f"; best known {case.best_known}" if case.best_known is not None else ""
    return [
        case.name if is_ours else "",
        f"{goal}{best}".strip("; ") if is_ours else "",
        figures.solver,
        penalty,
        number(figures.bound, 1),
        "–" if figures.gap is None else f"{figures.gap:.1%}",
        number(figures.to_seating, 1),
        number(figures.seconds, 1),
        equal,
        f"{figures.megabytes:,.0f} MB",
        met,
    ]
