"""Maximally diverse grouping: the public set RanInt with group sizes in a range, or similar instances."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, middle
from benchmarks.diverse import Instance, generated, read_text, write_case
from benchmarks.section import Section, number

ORDER = 50

PUBLISHED = {
    120: (51146, 51372, 50248, 50436, 50008, 49767, 50282, 50385, 50451, 50407),
    240: (160596, 160468, 160400, 162619, 160841, 161334, 160412, 158321, 160799, 160299),
}
"""The published values of the ten instances of each size, in the order of their files."""

SECONDS = {120: 3.0, 240: 20.0}
"""Time of a run, as in the published ones."""

TAKEN = {120: 10, 240: 3}
"""Number of instances of each size in a full run."""

LEVEL = 0.002
"""How far `seating` may be behind."""


def run(bench: Bench) -> Section:
    """Run `seating` and the published method for equal seconds."""
    rows = []
    for elements in (120,) if bench.is_quick else (120, 240):
        behind = []
        for number_, instance, published in _instances(bench, elements, 2 if bench.is_quick else TAKEN[elements]):
            name = f"{elements} elements, instance {number_}"
            case = Case(name, *write_case(instance, bench.folder / name), SECONDS[elements], peers=("ims",))
            total = sum(instance.distances)
            ours, theirs = (middle(bench.measured(case, solver)) for solver in (OURS, "ims"))
            if ours.penalty is None or theirs.penalty is None:
                rows.append([name, number(published), theirs.why, ours.why, "", number(ours.to_seating, 1)])
                continue
            reached, best = total - ours.penalty, total - theirs.penalty
            behind.append((best - reached) / best)
            difference = f"{(reached - best) / best:+.2%}"
            rows.append(
                [name, number(published), number(best), number(reached), difference, number(ours.to_seating, 1)]
            )
        if behind:
            met = "level" if mean(behind) <= LEVEL else "**behind**"
            rows.append([f"{elements} elements, mean", "", "", "", f"{-mean(behind):+.2%}", met])
    headings = ["instance", "published", "iterated maxima search", "`seating`", "difference", "seconds for `seating`"]
    where = "instances from `benchmarks/diverse.py`, seeds from 1," if bench.mdglib is None else "public instances,"
    says = (
        f"In these {where} the distances are whole numbers from 0 to 100, and the group sizes can vary within a range. "
        "The table shows the sum of the distances within groups (higher is better), as the median of the runs. The "
        "time limit is 3 s for 120 elements and 20 s for 240. Our implementation of Lai and Hao's method (2016) runs "
        "for this long on one core. It is compiled before its time starts. The time for `seating` includes start-up "
        "and reading the files. The goal for `seating` is to be at most 0.2% behind that method on average."
    )
    return Section("Maximally diverse grouping", says, headings, rows)


def _instances(bench: Bench, elements: int, taken: int) -> Iterator[tuple[int, Instance, int | None]]:
    """Yield instances with their number and the published value, if they are the public ones."""
    for number_ in range(1, taken + 1):
        file = None if bench.mdglib is None else bench.mdglib / f"RanInt_n{elements}_ds_{number_:02}.txt"
        if file is not None and file.is_file():
            yield number_, read_text(file.read_text(encoding="ascii")), PUBLISHED[elements][number_ - 1]
        else:
            yield number_, generated(elements, number_), None
