"""Weddings of families at tables of different sizes, next to the textbook model of the same objective."""

from __future__ import annotations

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, middle
from benchmarks.family_weddings import FamilyWedding, write_family_wedding
from benchmarks.section import Section, number

ORDER = 36

SEEDS = range(1, 31)
QUICK = range(1, 4)

SECONDS = 10.0
"""Seconds of the whole command and of the peer."""

PEER = "textbook"


def run(bench: Bench) -> Section:
    """Run each wedding with both solvers, and compare the penalties and the bounds."""
    rows, worse, proven = [], list[str](), 0
    for wedding in map(FamilyWedding, QUICK if bench.is_quick else SEEDS):
        people, convening = write_family_wedding(wedding, bench.folder / wedding.name.replace(" ", "-"))
        case = Case(wedding.name, people, convening, SECONDS, peers=(PEER,))
        ours, theirs = (middle(bench.measured(case, solver)) for solver in (OURS, PEER))
        is_worse = ours.penalty is None or (theirs.penalty is not None and ours.penalty > theirs.penalty)
        worse += [case.name] if is_worse else []
        proven += ours.gap == 0
        shown = [(number(each.penalty), number(each.bound, 1)) for each in (ours, theirs)]
        rows.append([wedding.name, *shown[0], *shown[1], "**yes**" if is_worse else "no"])
    says = (
        "Each wedding has 10 to 120 guests in families of up to 14 rows, a quarter of them with a companion, at tables "
        "of different sizes with at most five free seats (`benchmarks/family_weddings.py`). Each family is "
        "asked to sit at the fewest tables. The textbook model has the same costs. `seating` is worse in "
        f"{len(worse)} of {len(rows)} weddings, and proves its seating best in {proven}."
    )
    headings = ["wedding", "seating", "its bound", "textbook", "its bound", "worse"]
    return Section("Weddings of families", says, headings, rows)
