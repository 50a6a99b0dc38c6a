"""Peak memory of the whole command as the list grows."""

from __future__ import annotations

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, middle
from benchmarks.generate import Spec, write_convening
from benchmarks.picture import growth
from benchmarks.section import Section

ORDER = 97

SIZES = (30, 120, 300, 1000, 5000)
"""Numbers of people; ten sit at each table."""

FAMILIES = ("ordinary", "hard")

SECONDS = 10.0

QUICK = 60
"""A quick run takes the sizes up to this one."""


def run(bench: Bench) -> Section:
    """Seat lists of growing length once each, and measure the memory of all processes together."""
    sizes = [size for size in SIZES if not bench.is_quick or size <= QUICK]
    drawn: dict[str, list[tuple[int, float]]] = {family: [] for family in FAMILIES}
    for size in sizes:
        for family in FAMILIES:
            spec = Spec(family, size, size // 10, 61)
            case = Case(spec.name, *write_convening(spec, bench.folder / spec.name), SECONDS)
            drawn[family].append((size, middle(bench.measured(case, OURS, 1)).megabytes))
    rows = [[f"{size:,}", *(f"{dict(drawn[family])[size]:,.0f} MB" for family in FAMILIES)] for size in sizes]
    if not bench.is_quick:
        growth(drawn)
    says = (
        "These convenings come from two families and have tables of ten. Each was run once with a time limit of "
        f"{SECONDS:g} s. The figure is the peak memory that all of the command's processes used together."
    )
    if not bench.is_quick:
        says += "\n\n![Peak memory by number of people](images/memory.svg)"
    return Section("Peak memory", says, ["people", *FAMILIES], rows)
