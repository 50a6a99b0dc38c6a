"""Social golfers: the number of rounds in which nobody meets anybody twice, compared with the best known number."""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.case import Case
from benchmarks.families.rounds import judged
from benchmarks.section import Section

ORDER = 26

SECONDS = 20.0

CASES: tuple[tuple[int, int, int], ...] = (
    (3, 3, 4),
    (4, 4, 5),
    (4, 3, 4),
    (5, 3, 7),
    (5, 4, 5),
    (6, 3, 8),
    (6, 4, 7),
    (7, 3, 10),
    (7, 4, 9),
    (8, 4, 10),
)
"""Tables, people at each, and the most rounds known to be possible (W. Harvey and T. Winterer, "Solving the MOLR and
social golfer problems", 2005, and the tables it draws on)."""

HEADINGS = ("tables", "people per table", "most rounds known", "rounds reached", "seconds")

QUICK = 4
"""Cases of a quick run."""


def run(bench: Bench) -> Section:
    """Reduce the number of rounds until no pair meets again."""
    rows = [_row(bench, *one) for one in (CASES[:QUICK] if bench.is_quick else CASES)]
    says = (
        "The task is to plan as many rounds as possible so that no two people share a table twice. The search "
        f"first tries the best known number of rounds for {SECONDS:.0f} s. If it does not succeed, it tries one round "
        f"fewer for another {SECONDS:.0f} s, and so on. The best known number for 32 people at tables of 4 comes from "
        "a construction, not from a search."
    )
    return Section("Social golfers", says, HEADINGS, rows)


def _row(bench: Bench, tables: int, people: int, known: int) -> list[str]:
    folder = bench.folder / f"golfers-{tables}-{people}"
    folder.mkdir(parents=True, exist_ok=True)
    listed, convening = folder / "people.csv", folder / "convening.yaml"
    listed.write_text("id\n" + "".join(f"p{n:02}\n" for n in range(tables * people)), encoding="utf-8")
    asked = f"tables: {{count: {tables}, seats: {people}}}\nrequirements:\n  - {{kind: new_company}}\n"
    convening.write_text(asked, encoding="utf-8")
    case = Case(f"{tables} tables of {people}", listed, convening, SECONDS)
    for rounds in range(known, 0, -1):
        ran, result = bench.solve(case, rounds=rounds)
        found = result.get("rounds", [])
        lacking = judged(case, found)[0] if len(found) == rounds else None
        bench.say(f"{case.name}, {rounds} rounds: {lacking} pairs again in {ran.seconds:.1f} s")
        record = {"case": case.name, "solver": "seating", "rounds": rounds, "penalty": lacking, "seconds": ran.seconds}
        bench.records.append(record)
        if lacking == 0:
            return [f"{tables}", f"{people}", f"{known}", f"{rounds}", f"{result['seconds']:.1f}"]
    return [f"{tables}", f"{people}", f"{known}", "none", ""]
