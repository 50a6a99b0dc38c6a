"""The longest list: 100,000 people at 10,000 tables."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.families.parts import HEADINGS, QUICK, QUICK_SECONDS, seat_in_parts
from benchmarks.section import Section, table

ORDER = 99.7

PEOPLE = 100_000

SECONDS = 420
"""Time limit of the command. Reading, judging and writing take several minutes more."""


def run(bench: Bench) -> Section:
    """Seat the room once with the whole command on two workers."""
    size, seconds = (QUICK, QUICK_SECONDS) if bench.is_quick else (PEOPLE, SECONDS)
    rows = [seat_in_parts(bench, size, seconds)]
    says = "The longest list that the program reads, as the last row of *Rooms in parts*."
    return Section("The largest room", says, HEADINGS, rows, {"largest": table(HEADINGS, rows)})
