"""Weddings: parties of several guests, and pairs of parties, next to CP-SAT with one variable for each party."""

from __future__ import annotations

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, middle
from benchmarks.parties import Wedding, write_wedding
from benchmarks.section import Section, number

ORDER = 35

SIZES: tuple[tuple[str, int], ...] = (
    ("quarters", 15),
    ("quarters", 25),
    ("thirds", 25),
    ("quarters", 50),
    ("thirds", 50),
    ("families", 60),
    ("families", 100),
    ("families", 150),
)
SEEDS = (1, 2, 3)

SECONDS = 10.0
"""Seconds of the whole command and of the peer."""

PEER = "parties"


def run(bench: Bench) -> Section:
    """Run each wedding with each limit, and compare the penalties."""
    sizes, seeds = (SIZES[:2], SEEDS[:1]) if bench.is_quick else (SIZES, SEEDS)
    rows, worse = [], []
    for wedding in (Wedding(kind, parties, seed) for kind, parties in sizes for seed in seeds):
        people, convening = write_wedding(wedding, bench.folder / wedding.name.replace(" ", "-"))
        case = Case(wedding.name, people, convening, SECONDS, peers=(PEER,))
        ours, theirs = (middle(bench.measured(case, solver)) for solver in (OURS, PEER))
        is_worse = ours.penalty is None or (theirs.penalty is not None and ours.penalty > theirs.penalty)
        worse += [case.name] if is_worse else []
        shown = [(number(each.penalty), number(each.bound)) for each in (ours, theirs)]
        rows.append([wedding.name, *shown[0], *shown[1], "**yes**" if is_worse else "no"])
    says = (
        "The parties, pairs and ranges of seats come from `benchmarks/parties.py`. In `quarters`, a quarter of the "
        "pairs of parties like each other, a quarter would rather not share a table, and a quarter must not. In "
        "`thirds`, a third like each other and a third dislike each other. In `families`, one pair in ten like each "
        "other. Parties have up to 8 guests, or up to 4 in `families`. The peer solver has one variable for each "
        f"party and table. Each gets {SECONDS:g} s. `seating` is worse in {len(worse)} of {len(rows)} weddings."
    )
    headings = ["wedding", "seating", "its bound", "CP-SAT over parties", "its bound", "worse"]
    return Section("Weddings with parties", says, headings, rows)
