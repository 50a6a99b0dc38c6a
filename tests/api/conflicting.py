"""A list and convenings whose musts cannot all be met."""

from __future__ import annotations

from pathlib import Path

from seating.api.inputs import RoundInputs, read_round
from seating.api.one_round import seat_round
from seating.api.request import Request
from seating.api.result import Solved
from seating.engines import Child
from seating.explanations.ways_out import WayOut

PEOPLE = "name,sector\nAna,labor\nBen,labor\nCam,health\nDee,health\nEve,arts\nFay,arts\n"
"""Two people of each sector."""

TABLES = "tables:\n  - {id: one, seats: 3}\n  - {id: two, seats: 3}\n"

LABOR = "  - {kind: count, id: labor, who: {sector: labor}, at_least: 2, must: true}\n"

BALANCE = "  - {kind: balance, of: sector}\n"


def write(folder: Path, requirements: str, tables: str = TABLES, people: str = PEOPLE) -> Request:
    """Write a list and a convening, and return a request that writes nothing."""
    (folder / "people.csv").write_text(people, encoding="utf-8")
    text = f"{tables}requirements:\n  # two are needed\n{requirements}"
    (folder / "convening.yaml").write_text(text, encoding="utf-8")
    return Request(folder / "people.csv", out=folder / "out", write=False)


def solve(request: Request) -> tuple[RoundInputs, Solved]:
    inputs = read_round(request)
    with Child() as child:
        return inputs, seat_round(inputs, request, child)


def one_way(result: Solved, kind: str) -> WayOut:
    """Return the first way out of a kind."""
    return next(way for way in result.ways_out if way.kind == kind)
