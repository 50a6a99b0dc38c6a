"""A round, its repair and the next round, compared with the lists by code that shares nothing with the program.

Who moved, whether fewer moves would have been enough, and every figure of the next round are counted from the rows of
the list and the files of seats alone.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from seating.api.repair import repair_request
from seating.api.request import Request
from seating.api.result import Solved
from seating.api.solve import solve_request
from tests.examples import seeded

pytestmark = pytest.mark.room

TABLES = ("north", "south", "west")
FEWEST, MOST = 2, 4
WEIGHTS = {"together": 3, "new_company": 2, "cap": 1}

Rows = list[dict[str, str]]
Seats = Mapping[str, str]


def drawn_list(rng: Random) -> Rows:
    """Return nine people of families and teams; two of them must not share a table."""
    names = ("Ana", "Ben", "Cam", "Dee", "Eli", "Fay", "Gus", "Hal", "Ida")
    rows = [
        {"id": name.lower(), "name": name, "family": rng.choice("FGH"), "organization": rng.choice(["Oak", "Elm"])}
        for name in names
    ]
    return [{**row, "apart": "ben" if row["id"] == "ana" else ""} for row in rows]


def changed_list(rng: Random, rows: Rows) -> Rows:
    """Return the list after one or two have cancelled and one has come."""
    gone = {row["id"] for row in rng.sample(rows[2:], rng.randint(1, 2))}
    new = {"id": "jon", "name": "Jon", "family": rng.choice("FGH"), "organization": "Oak", "apart": ""}
    return [row for row in rows if row["id"] not in gone] + [new]


def convening() -> dict[str, Any]:
    asked = [
        {"kind": "together", "by": "family", "weight": WEIGHTS["together"]},
        {"kind": "new_company", "weight": WEIGHTS["new_company"]},
        {"kind": "cap", "of": "organization", "at_most": 2, "weight": WEIGHTS["cap"]},
        {"kind": "apart", "of": "apart", "must": True},
    ]
    return {
        "tables": [{"id": table, "seats": {"min": FEWEST, "max": MOST}} for table in TABLES],
        "requirements": asked,
    }


def ask(rows: Rows, out: Path, **more: Any) -> Request:
    return Request(rows, convening(), out=out, packet=False, work=0.3, **more)


def seats_in_file(result: Solved) -> Seats:
    """Return who sits where by the file that the run has written."""
    with Path(result.files["seating_csv"]).open(encoding="utf-8-sig", newline="") as file:
        return {row["id"]: row["table_id"] for row in csv.DictReader(file)}


def fewest_moves(rows: Rows, before: Seats) -> int:
    """Return how many people have to change tables at least so that all musts are met, over all seatings."""
    ids = [row["id"] for row in rows]
    every = np.stack(np.meshgrid(*[np.arange(len(TABLES))] * len(ids), indexing="ij"), -1).reshape(-1, len(ids))
    counts = np.stack([(every == table).sum(axis=1) for table in range(len(TABLES))])
    allowed = (counts >= FEWEST).all(axis=0) & (counts <= MOST).all(axis=0)
    allowed &= every[:, ids.index("ana")] != every[:, ids.index("ben")]
    moves = sum(every[:, n] != TABLES.index(before[one]) for n, one in enumerate(ids) if one in before)
    return int(np.asarray(moves)[allowed].min())


def shortfalls(rows: Rows, earlier: Sequence[Seats], now: Seats) -> Counter[str]:
    """Return the units of each wish, from the cells of the list and the seats."""
    found = Counter[str]()
    met = {frozenset(pair) for seats in earlier for table in TABLES for pair in combinations(_at(seats, table), 2)}
    for table in TABLES:
        here = _at(now, table)
        found["new_company"] += sum(frozenset(pair) in met for pair in combinations(here, 2))
        teams = Counter(row["organization"] for row in rows if row["id"] in here)
        found["cap"] += sum(max(0, number - 2) for number in teams.values())
    for family in "FGH":
        members = [row["id"] for row in rows if row["family"] == family]
        at = Counter(now[one] for one in members)
        least = -(-len(members) // MOST)
        over = len(at) - least
        found["together"] += (over * (4 if least == 1 else 1) + 1) if over > 0 else 0
        found["together"] += sum(number == 1 for number in at.values()) if len(members) > 1 else 0
    return found


def _at(seats: Seats, table: str) -> list[str]:
    return sorted(one for one, where in seats.items() if where == table)


def judged(result: Solved) -> Counter[str]:
    """Return what the program says of the same wishes."""
    kinds = {requirement.id: requirement.kind for requirement in result.requirements if not requirement.is_must}
    return Counter({kinds[one]: verdict.shortfall for one, verdict in result.review.verdicts.items() if one in kinds})


def hold_figures(result: Solved, rows: Rows, earlier: Sequence[Seats]) -> None:
    """Hold the figures of a round against the list and the files of seats."""
    expected = shortfalls(rows, earlier, seats_in_file(result))
    assert +judged(result) == +expected
    assert result.penalty == sum(WEIGHTS[kind] * units for kind, units in expected.items())
    assert result.bound is None or result.bound <= result.penalty


def _steps(rng: Random, out: Path) -> Iterator[tuple[Rows, Seats]]:
    """Take the steps, hold each against the list, and yield the list and the seats of the rounds."""
    rows = drawn_list(rng)
    first = solve_request(ask(rows, out))
    hold_figures(first, rows, ())
    before = seats_in_file(first)
    now = changed_list(rng, rows)
    repaired = repair_request(ask(now, out))
    after = seats_in_file(repaired)
    hold_figures(repaired, now, ())
    ids = {row["id"] for row in now}
    moved = {one for one in ids & before.keys() if before[one] != after[one]}
    assert {move.person for move in repaired.moves if move.origin and move.target} == moved
    assert repaired.repair is not None
    assert repaired.repair.fewest_proven
    assert len(moved) == fewest_moves(now, before)
    yield now, after
    following = solve_request(ask(now, out, next_round=True))
    hold_figures(following, now, (after,))
    yield now, seats_in_file(following)


@seeded(3, shrinks=False)
def test_no_one_moves_who_need_not_and_each_figure_is_that_of_the_list(seed: int) -> None:
    with TemporaryDirectory() as folder:
        rounds = list(_steps(Random(f"repair and next round {seed}"), Path(folder) / "reports"))
    assert [sorted(seats) for _, seats in rounds] == [sorted(row["id"] for row in rows) for rows, _ in rounds]
