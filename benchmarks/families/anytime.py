"""Time limits: a longer one never gives a worse seating or a lower bound, and a long one is as good as none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, Figures, kept, middle
from benchmarks.generate import Spec, write_convening
from benchmarks.picture import curves
from benchmarks.section import Section, number
from seating.api.request import searching_within

ORDER = 95

LIMITS = (2.0, 5.0, 10.0, 20.0)
"""Seconds."""

KEPT = ("ordinary-120", "hard-60", "hard-120", "hard-300", "hard-1000")

SPECS = (
    Spec("hard", 36, 4, 41),
    Spec("pairs", 60, 7, 42),
    Spec("pairs", 150, 16, 43),
    Spec("languages", 180, 18, 43),
    Spec("typical", 60, 6, 42),
    Spec("typical", 300, 30, 45),
    Spec("tight", 120, 12, 43),
    Spec("easy", 400, 40, 42),
)

QUICK = 60
"""A quick run takes the cases of at most so many people, with limits of at most five seconds."""


def run(bench: Bench) -> Section:
    """Run every case with every limit and without one, and list the pairs of limits where the longer is worse."""
    specs = [spec for spec in SPECS if not bench.is_quick or spec.people <= QUICK]
    limits = [limit for limit in LIMITS if not bench.is_quick or limit <= 5]
    names = [] if bench.is_quick else list(KEPT)
    cases = [kept(name, 1) for name in names]
    cases += [Case(spec.name, *write_convening(spec, bench.folder / spec.name), 1) for spec in specs]
    rows, drawn = [], {}
    for case in cases:
        by_limit = {limit: middle(bench.measured(replace(case, seconds=limit), OURS)) for limit in limits}
        free = middle(bench.measured(case, OURS, limited=False))
        faults = worse(by_limit, free)
        cells = [_cell(by_limit[limit]) for limit in limits]
        rows.append([case.name, *cells, f"{_cell(free)} in {free.seconds:.1f} s", "; ".join(faults) or "none"])
        drawn[case.name] = (by_limit, free)
    n_faulty = sum(row[-1] != "none" for row in rows)
    rows.append(["all of these", *[""] * len(limits), "", "none" if not n_faulty else f"**in {n_faulty} cases**"])
    if not bench.is_quick:
        curves(drawn, limits)
    says = (
        f"{len(cases)} convenings from all families were run with each time limit and without one. Each cell shows "
        "the median penalty and the median proven bound of the runs. The last column lists the pairs of limits for "
        "which the longer limit gave a higher penalty or a lower bound. It also lists limits that gave a worse result "
        "than a run without a limit, although they left the search more time than it took without a limit. A limit "
        "applies to the whole command, including the time for reading files and writing pages."
    )
    if not bench.is_quick:
        says += "\n\n![Penalty and bound for each convening, by time limit](images/anytime.svg)"
    headings = ["case", *(f"{limit:g} s" for limit in limits), "no limit", "worse with a longer limit"]
    return Section("Longer time limits", says, headings, rows)


def worse(by_limit: Mapping[float, Figures], free: Figures) -> list[str]:
    """Return in words the pairs of limits where the longer one gave a worse result.

    Parameters
    ----------
    by_limit : mapping of float to Figures
        The median figures for each time limit, in seconds.
    free : Figures
        The median figures without a limit.
    """
    found = [
        f"{short:g} s and {long:g} s"
        for short, long in combinations(sorted(by_limit), 2)
        if _is_worse(by_limit[long], by_limit[short])
    ]
    longer = (limit for limit in sorted(by_limit) if searching_within(limit) > free.to_seating)
    return found + [f"no limit and {limit:g} s" for limit in longer if _is_worse(by_limit[limit], free)]


def _is_worse(one: Figures, other: Figures) -> bool:
    """Whether figures have more unmet musts, a higher penalty or a lower bound than others."""
    if one.penalty is None or other.penalty is None:
        return one.penalty is None and other.penalty is not None
    if (one.unmet or 0) != (other.unmet or 0):
        return (one.unmet or 0) > (other.unmet or 0)
    is_less_proven = other.bound is not None and (one.bound is None or one.bound < other.bound)
    return one.penalty > other.penalty or is_less_proven


def _cell(figures: Figures) -> str:
    if figures.penalty is None:
        return figures.why or "no seating"
    unmet = f", {figures.unmet} unmet" if figures.unmet else ""
    return f"{number(figures.penalty)}, {number(figures.bound)}{unmet}"
