"""Several rounds of the same convenings, by `seating` and by installed programs in the same seconds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from random import Random

from benchmarks.bench import OURS, Bench
from benchmarks.case import Case
from benchmarks.families.rounds import judged
from benchmarks.generate import COLUMNS
from benchmarks.judge import opened
from benchmarks.peers import peers
from benchmarks.section import Section, number
from benchmarks.task import task_of

ORDER = 27

CASES = ((24, 6, 3, 10.0), (40, 8, 4, 20.0), (60, 10, 5, 30.0))
"""People, tables, rounds, seconds. In each case, new company for everybody in every round is possible."""

QUICK = 1
"""Cases of a quick run."""

PEERS = ("textbook_rounds", "timefold", "team_formation", "groupselect")

BALANCED = ("gender", "neighborhood")

HEADINGS = ("case", "rounds", "seconds each", "solver", "penalty", "pairs who meet again", "bound", "seconds")


def run(bench: Bench) -> Section:
    """Plan the rounds of each case with every program, and judge all of them in the same way."""
    rows = [row for case, rounds in _cases(bench) for row in _rows(bench, case, rounds)]
    says = (
        "In these cases, the people sit at tables of the same size in every round. The tables should reflect the "
        "room in gender and neighborhood, and no one should meet anyone twice. Each extra or missing person costs "
        "one point, and so does each repeated meeting. The same judge counts the points for all programs. Each "
        "program gets the same number of seconds for all rounds together. The last column shows the time for the "
        "whole command."
    )
    return Section("Several rounds compared with other programs", says, HEADINGS, rows)


def _cases(bench: Bench) -> Iterator[tuple[Case, int]]:
    """Yield each case with its number of rounds."""
    for people, tables, rounds, seconds in CASES[:QUICK] if bench.is_quick else CASES:
        rng = Random(f"rounds {people} {tables}")
        folder = bench.folder / f"beside-{people}-{tables}"
        folder.mkdir(parents=True, exist_ok=True)
        listed, convening = folder / "people.csv", folder / "convening.yaml"
        with listed.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["id", *BALANCED])
            for person in range(people):
                writer.writerow([f"p{person:02}", *(rng.choices(*COLUMNS[column])[0] for column in BALANCED)])
        balances = "".join(f"  - {{kind: balance, of: {column}}}\n" for column in BALANCED)
        convening.write_text(
            f"tables: {{count: {tables}, seats: {people // tables}}}\nrequirements:\n{balances}"
            "  - {kind: new_company}\n",
            encoding="utf-8",
        )
        yield Case(f"{people} people, {tables} tables", listed, convening, seconds), rounds


def _rows(bench: Bench, case: Case, rounds: int) -> Iterator[list[str]]:
    """Yield a row for each program."""
    ran, result = bench.solve(case, rounds=rounds)
    found = result.get("rounds", [])
    figures = judged(case, found) if len(found) == rounds else None
    start = [case.name, f"{rounds}", f"{bench.times(case):g}"]
    yield [*start, OURS, *_told(figures, "no seating"), number(result.get("bound")), number(ran.seconds, 1)]
    _record(bench, case, OURS, rounds, figures, ran.seconds)
    for name in PEERS:
        why = bench.lacks(name) or peers()[name].fits({**task_of(opened(case)), "rounds": rounds})
        if why:
            yield ["", "", "", name, f"not run: {why}", "", "", ""]
            continue
        ran, planned = bench.peer_ahead(case, name, rounds)
        seats = [{"seats": [{"id": person, "table": table} for person, table in one.items()]} for one in planned]
        figures = judged(case, seats) if len(seats) == rounds else None
        yield ["", "", "", name, *_told(figures, "no seating"), "", number(ran.seconds, 1)]
        _record(bench, case, name, rounds, figures, ran.seconds)


def _told(figures: tuple[int, int] | None, otherwise: str) -> list[str]:
    return [otherwise, ""] if figures is None else [f"{figures[0]}", f"{figures[1]}"]


def _record(
    bench: Bench, case: Case, solver: str, rounds: int, figures: tuple[int, int] | None, seconds: float
) -> None:
    penalty, again = (None, None) if figures is None else figures
    bench.say(f"{case.name}, {rounds} rounds: {solver}: {penalty}, of it {again} pairs again, in {seconds:.1f} s")
    bench.records.append(
        {"case": case.name, "solver": solver, "rounds": rounds, "penalty": penalty, "again": again, "seconds": seconds}
    )
