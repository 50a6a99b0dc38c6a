"""One round of a citizens' assembly: 110 people, tables of 8 or of 10, balance of five columns."""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case, Goal
from benchmarks.section import Section
from benchmarks.side_by_side import SIDE_BY_SIDE, side_by_side

ORDER = 20

SIZES = (8, 10)
COLUMNS = ("gender", "age", "education", "ethnicity", "region")
PEERS = ("textbook", "team_formation", "groupselect", "timefold")


def run(bench: Bench) -> Section | None:
    """Run both, and all peers that balance columns."""
    given = None if bench.data is None else bench.data / "philipps" / "philipps_example_data.csv"
    if given is None or not given.is_file():
        bench.say("philipps: left out, since its list is not there; name its folder with --data")
        return None
    cases = [case(given, size, bench.folder / f"philipps-{size}", 10 if bench.is_quick else 40) for size in SIZES]
    says = (
        "This list was published with a program for citizens' assemblies. The goal is a proven optimum in a third of "
        "the time that the textbook model needs from start-up to the seating. If the textbook model finds no proof "
        "in its time, it is enough that `seating` proves an optimum. After the search, `seating` also looks for who is "
        "missing. If there are not enough people to fill all tables, some tables may be one person short."
    )
    rows = side_by_side(bench, cases)
    return Section("A citizens' assembly", says, SIDE_BY_SIDE, [*rows, *(_third(bench, case) for case in cases)])


def _third(bench: Bench, case: Case) -> list[str]:
    """Return the row that compares `seating` with a third of the textbook model's seconds."""
    ours, theirs = bench.median(case, OURS, "told") or 0.0, bench.median(case, "textbook", "seconds") or 0.0
    met = "yes" if ours <= theirs / 3 else "**no**"
    row = [case.name, "a third of the textbook model's time", OURS, f"{ours:.1f} s of {theirs:.1f} s"]
    return [*row, *[""] * (len(SIDE_BY_SIDE) - len(row) - 1), met]


def case(given: Path, size: int, folder: Path, seconds: float = 40) -> Case:
    """Write the case with tables of one size, as far as the number of people allows."""
    folder.mkdir(parents=True, exist_ok=True)
    with given.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    people = folder / "people.csv"
    with people.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *rows[0]])
        writer.writerows([f"p{n:03}", *row.values()] for n, row in enumerate(rows))
    n_tables = -(-len(rows) // size)
    each, more = divmod(len(rows), n_tables)
    seats = f"{each}-{each + 1}" if more else f"{each}"
    tables = "".join(f"  - {{id: t{t:02}, seats: {seats}}}\n" for t in range(n_tables))
    asked = "".join(f"  - {{kind: balance, of: {column}}}\n" for column in COLUMNS)
    convening = folder / "convening.yaml"
    convening.write_text(f"tables:\n{tables}requirements:\n{asked}", encoding="utf-8")
    return Case(f"110 people, tables of {size}", people, convening, seconds, Goal(gap=0), PEERS)
