"""Weddings of 8 to 12 parties, against every way to share the parties among the tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from benchmarks.parties import WEDDINGS, Wedding, write_wedding
from seating.api.inputs import read_round
from seating.api.request import Request
from seating.engines import SILENT, Effort, Status, best_plan
from seating.engines.in_process import InProcess
from seating.model import build_model

WORK = (0.05, 0.5, 10.0)
"""Work units: the first runs are stopped before their proof, so that their bounds are tried too."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Parties:
    """What the files of a wedding ask for, read without the program.

    Attributes
    ----------
    sizes : list of int
        The guests of each party.
    n_tables : int
    seats : (int, int)
        The fewest and most guests of a table.
    weights : dict of int
        The weight of a pair of parties: above 0 if they like each other, below 0 if they would rather sit apart.
    apart : set of pairs
        Pairs that must not share a table.
    """

    sizes: list[int]
    n_tables: int
    seats: Pair
    weights: dict[Pair, int]
    apart: set[Pair]


def read_parties(folder: Path) -> Parties:
    with (folder / "parties.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    number = {row["id"]: n for n, row in enumerate(rows)}
    with (folder / "likes.csv").open(newline="", encoding="utf-8") as file:
        weights = {(number[row["a"]], number[row["b"]]): int(row["weight"]) for row in csv.DictReader(file)}
    convening = YAML(typ="safe").load(folder / "convening.yaml")
    named = [pair for entry in convening["requirements"] for pair in entry.get("pairs", [])]
    apart = {(min(number[a], number[b]), max(number[a], number[b])) for a, b in named}
    low, high = convening["tables"][0]["seats"].split("-")
    assert {table["seats"] for table in convening["tables"]} == {f"{low}-{high}"}  # so two empty tables are the same
    return Parties(
        [int(row["party size"]) for row in rows], len(convening["tables"]), (int(low), int(high)), weights, apart
    )


def find_optimum(wedding: Parties) -> int | None:
    """Return the lowest penalty over every seating of whole parties; None if there is no seating."""
    low, high = wedding.seats
    tables: list[list[int]] = [[] for _ in range(wedding.n_tables)]
    order = sorted(range(len(wedding.sizes)), key=lambda n: -wedding.sizes[n])
    best: list[int] = []

    def place(at: int, cost: int) -> None:
        if best and cost >= best[0]:
            return
        loads = [sum(wedding.sizes[n] for n in table) for table in tables]
        if at == len(order):
            if all(low <= load <= high for load in loads):
                best[:] = [cost]
            return
        party = order[at]
        for t in list_tables(tables):
            if loads[t] + wedding.sizes[party] > high:
                continue
            if any((min(party, other), max(party, other)) in wedding.apart for other in tables[t]):
                continue
            added = 0
            for other in order[:at]:
                weight = wedding.weights.get((min(party, other), max(party, other)), 0)
                shares = other in tables[t]
                added += weight if weight > 0 and not shares else -weight if weight < 0 and shares else 0
            tables[t].append(party)
            place(at + 1, cost + added)
            tables[t].pop()

    place(0, 0)
    return best[0] if best else None


def list_tables(tables: list[list[int]]) -> Iterator[int]:
    """Yield the tables with guests, and the first of those without."""
    for t, table in enumerate(tables):
        yield t
        if not table:
            return


@pytest.mark.room
@pytest.mark.parametrize("block", [0, *(pytest.param(n, marks=pytest.mark.night) for n in range(1, 10))])
@pytest.mark.parametrize("kind", WEDDINGS)
def test_no_bound_is_above_the_optimum_and_no_seating_below_it(kind: str, block: int, tmp_path: Path) -> None:
    proven = 0
    for seed in range(10 * block, 10 * block + 10):
        folder = tmp_path / str(seed)
        inputs = read_round(Request(*write_wedding(Wedding(kind, 8 + seed % 5, seed), folder), write=False))
        model = build_model(inputs.room, inputs.requirements)
        optimum = find_optimum(read_parties(folder))
        for work in WORK:
            found = best_plan(model, Effort(work=work), seed, SILENT, InProcess())
            if optimum is None:
                assert found.value.unmet
                continue
            assert found.status is not Status.IMPOSSIBLE
            assert found.bound is not None
            assert found.value.unmet or found.bound <= optimum <= found.value.penalty
            proven += found.status is Status.OPTIMAL and found.value.penalty == optimum
            assert found.status is not Status.OPTIMAL or found.value.penalty == optimum
    assert proven >= 5
