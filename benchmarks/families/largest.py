"""The longest lists: 100,000 people at 10,000 tables, and 200,000 at 20,000."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.families.parts import HEADINGS, QUICK, QUICK_SECONDS, seat_in_parts
from benchmarks.section import Section, table

ORDER = None

SECONDS = {100_000: 125, 200_000: 250}
"""Time limit of the search, by the number of people. Reading, judging and writing take as long again."""


def run(bench: Bench) -> Section:
    """Seat each room once with the whole command on two workers."""
    sizes = {QUICK: QUICK_SECONDS} if bench.is_quick else SECONDS
    rows = [seat_in_parts(bench, size, seconds) for size, seconds in sizes.items()]
    says = "The longest lists that the program reads are seated in the same way as in the last row of *Rooms in parts*."
    return Section("The largest room", says, HEADINGS, rows, {"largest": table(HEADINGS, rows)})
