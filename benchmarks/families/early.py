"""Large rooms: `seating` after five seconds, the textbook model after a hundred."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, middle
from benchmarks.generate import Spec, write_convening
from benchmarks.section import Section, number

ORDER = 40

SPECS = (Spec("ordinary", 200, 20, 21), Spec("hard", 200, 20, 22), Spec("pairs", 300, 30, 23))
EARLY, LATE = 5.0, 100.0


def run(bench: Bench) -> Section | None:
    """Run both, each with its own time."""
    if bench.is_quick:
        return None
    rows = []
    for spec in SPECS:
        case = Case(spec.name, *write_convening(spec, bench.folder / spec.name), EARLY)
        ours = middle(bench.measured(case, OURS))
        (theirs,) = bench.measured(replace(case, seconds=LATE), "textbook", 1)
        is_better = ours.penalty is not None and (theirs.penalty is None or ours.penalty < theirs.penalty)
        is_best = ours.gap == 0 and ours.penalty == theirs.penalty
        early = [value for at, value in theirs.curve if at <= EARLY]
        rows.append(
            [
                spec.name,
                number(ours.penalty),
                number(ours.to_seating, 1),
                number(early[-1] if early else None),
                number(theirs.penalty) if theirs.penalty is not None else theirs.why,
                "yes" if is_better else "cannot be better" if is_best else "**no**",
            ]
        )
    headings = ["case", "`seating` at 5 s", "its seconds", "textbook at 5 s", "textbook at 100 s", "better"]
    seeds = ", ".join(str(spec.seed) for spec in SPECS)
    says = (
        "From 200 people at 20 tables upward, the goal is that `seating` is better after 5 s than the textbook model "
        f"after 100 s, unless `seating` has already proven its seating optimal. The seeds are {seeds}."
    )
    return Section("Five seconds against a hundred", says, headings, rows)
