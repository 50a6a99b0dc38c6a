"""The package groupselect, of the Sortition Foundation's assemblies: a randomized greedy allocation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.peers.answering import Answer, answer, by_size, meetings_again, of_one_round

ABOUT = (
    "groupselect, from its repository, because no package index has it. Its legacy algorithm is run with `diversify` "
    "for each balanced column, and repeated until the time is up. For several rounds, its ensemble of allocations is "
    "used"
)
PACKAGE = "groupselect"

ATTEMPTS = 20
"""Allocations of each round, from which it samples the ensemble with the fewest repeated meetings."""


def fits(task: Mapping[str, Any]) -> str:
    """Return why a task does not suit this peer; "" if it does."""
    if {keys["kind"] for keys in of_one_round(task)} != {"size", "balance"}:
        return "it spreads values of columns, and nothing else"
    return ""


def search(task: Mapping[str, Any], written: Answer) -> None:
    """Repeat the allocation as often as the time allows; keep the one with the lowest sum of uneven and repeated."""
    import numpy as np
    from groupselect import Algorithm, FieldMode, allocate_numpy

    columns = [keys["cells"] for keys in task["requirements"] if keys["kind"] == "balance"]
    coded = []
    for cells in columns:
        values = sorted({"; ".join(cell) for cell in cells})
        coded.append([values.index("; ".join(cell)) for cell in cells])
    people = np.array(coded, dtype=np.int64).T
    rounds = task.get("rounds", 1)
    sizes = [max(table["max"] for table in task["tables"])] * rounds
    best, misfits, seed = None, 0, written.seed * 1_000_000
    while written.left > 0:
        seed += 1
        fields = dict.fromkeys(range(len(columns)), FieldMode.Diversify)
        settings = {"n_attempts": ATTEMPTS if rounds > 1 else 1, "seed": seed}
        result = allocate_numpy(people, fields, sizes, algorithm=Algorithm.Legacy, settings=settings)
        found = []
        for allocation in result.ensemble:
            tables = by_size([[int(p) for p in group] for group in allocation], task["tables"])
            if tables is not None:
                found.append(tables)
        if len(found) < rounds:
            misfits += 1
            continue
        value = sum(_uneven(people, tables, len(task["tables"])) for tables in found) + meetings_again(found)
        if best is None or value < best:
            best = value
            written.improve([table for tables in found for table in tables], value)
    written.close(why="" if best is not None else f"none of {misfits} allocations had tables of the sizes asked for")


def _uneven(people: Any, tables: list[int], n_tables: int) -> int:
    """Return how far the tables are from the room, in whole people, over all columns and values."""
    import numpy as np

    at, off = np.array(tables), 0
    sizes = np.bincount(at, minlength=n_tables)
    for column in people.T:
        for value in np.unique(column):
            group = column == value
            have = np.bincount(at[group], minlength=n_tables)
            low, rest = np.divmod(group.sum() * sizes, len(at))
            off += int(np.maximum(0, low - have).sum() + np.maximum(0, have - low - (rest > 0)).sum())
    return off


if __name__ == "__main__":
    answer(search)
