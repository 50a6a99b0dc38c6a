"""The ten convenings of `benchmarks/convenings`, ordinary and hard."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.bench import Bench
from benchmarks.case import Case, Goal, kept
from benchmarks.section import Section
from benchmarks.side_by_side import SIDE_BY_SIDE, never_worse, side_by_side

ORDER = 10

SMALL = ("ordinary-30", "ordinary-60", "ordinary-120", "hard-60")
"""The cases of a quick run."""

CASES: tuple[tuple[str, str, float, Goal, int], ...] = (
    ("ordinary-30", "ordinary-30", 5, Goal(gap=0), 10),
    ("ordinary-60", "ordinary-60", 5, Goal(gap=0, seconds=5), 24),
    ("ordinary-120", "ordinary-120", 5, Goal(gap=0, seconds=5), 12),
    ("ordinary-300", "ordinary-300", 15, Goal(gap=0, seconds=15), 3),
    ("ordinary-1000", "ordinary-1000", 60, Goal(penalty=8, seconds=67, megabytes=1500), 6),
    ("ordinary-5000", "ordinary-5000", 120, Goal(penalty=20, bound=0, seconds=133, megabytes=3000), 4),
    ("hard-60", "hard-60", 20, Goal(penalty=58, seconds=23), 58),
    ("hard-60, the gap", "hard-60", 120, Goal(penalty=58, gap=0.12, seconds=133), 58),
    ("hard-120", "hard-120", 40, Goal(penalty=70, seconds=45), 66),
    ("hard-120, the bound", "hard-120", 120, Goal(penalty=70, bound=47, seconds=133), 66),
    ("hard-300", "hard-300", 60, Goal(penalty=72, seconds=67), 66),
    ("hard-1000", "hard-1000", 120, Goal(penalty=105, seconds=133), 93),
)
"""Name, file, seconds for every solver, goal, best known."""


def run(bench: Bench) -> Section:
    """Run them next to the textbook model."""
    chosen = [one for one in CASES if not bench.is_quick or one[0] in SMALL]
    says = (
        "These convenings belong to two families and come from a seeded generator. Both solvers get the same amount "
        "of time for the whole command. For `seating`, this time is its `--time-limit`, which it may exceed by 10% "
        "plus one second."
    )
    cases = [_case(*one) for one in chosen]
    rows = side_by_side(bench, cases)
    return Section("Ordinary and hard convenings", says, SIDE_BY_SIDE, [*rows, never_worse(bench, cases)])


def _case(name: str, file: str, seconds: float, goal: Goal, best: int) -> Case:
    # The textbook model has its own time on the cases that are run again for the bound.
    peers = () if "," in name else ("textbook",)
    return replace(kept(file, seconds), name=name, goal=goal, peers=peers, best_known=best)
