"""Convenings made anew: the two kept families, pairs, languages, and seats in a range."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.case import Case
from benchmarks.generate import Spec, write_convening
from benchmarks.section import SIDE_BY_SIDE, Section, never_worse, side_by_side

ORDER = 30

SPECS: tuple[tuple[Spec, float], ...] = (
    (Spec("ordinary", 48, 6, 11), 5),
    (Spec("pairs", 60, 7, 12), 10),
    (Spec("languages", 60, 6, 13), 10),
    (Spec("hard", 90, 9, 14), 20),
    (Spec("pairs", 150, 16, 15), 20),
    (Spec("languages", 180, 18, 16), 20),
    (Spec("ordinary", 240, 24, 17), 15),
    (Spec("hard", 400, 40, 18), 20),
)
"""What is made, and the seconds that each solver has."""


def run(bench: Bench) -> Section:
    """Run them next to the textbook model."""
    chosen = SPECS[:3] if bench.is_quick else SPECS
    cases = [Case(spec.name, *write_convening(spec, bench.folder / spec.name), seconds) for spec, seconds in chosen]
    seeds = ", ".join(str(spec.seed) for spec, _ in chosen)
    says = (
        f"Made by `benchmarks/generate.py` with the seeds {seeds}. `ordinary` and `hard` ask what the kept "
        "convenings of that name ask; `pairs` adds people to part and to seat together, `languages` people who must be "
        "understood; both have seats in a range. The goal is never to be worse than the textbook model."
    )
    rows = side_by_side(bench, cases)
    return Section("Unseen convenings", says, SIDE_BY_SIDE, [*rows, never_worse(bench, cases)])
