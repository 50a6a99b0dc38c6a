"""What stands beside a label: each value follows from cells, seats and what the judge found of each requirement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.claims.lines import Line, as_text
from tests.claims.world import World, is_held
from tests.report.claims import is_of


def read_values(world: World, line: Line) -> Iterator[str]:
    """Read the value of a figure, and each "label: value" of a line of several; yield the labels."""
    pairs = [(line.head, line.text), *(part.partition(": ")[::2] for part in line.text.split(" · "))]
    for label, value in pairs:
        if label in VALUES and value not in {"", label}:
            assert value == VALUES[label](world), (label, value)
            yield label


def _count_met(judged: Sequence[Mapping[str, Any]]) -> str:
    return f"{sum(one['met'] for one in judged)} of {len(judged)}"


def _count_heard(world: World) -> str:
    written = replace(world.written, rows=tuple(row for row in world.written.rows if not is_held(row)))
    asked = written.asked()
    return f"{sum(written.state(one, world.seats) == 'Heard' for one in asked)} of {len(asked)}"


VALUES: Mapping[str, Callable[[World], str]] = {
    "people seated": lambda world: str(sum(not row["duty"] for row in world.people)),
    "held seats": lambda world: str(sum(is_held(row) and row["id"] in world.seats for row in world.written.rows)),
    "tables": lambda world: str(len({world.seats[row["id"]] for row in world.people})),
    "kinds of people and needs covered as requested": _count_heard,
    "musts met": lambda world: _count_met([one for one in world.judged if one["must"]]),
    "other requirements met": lambda world: _count_met([one for one in world.judged if not one["must"]]),
    "requirements met at governance tables": lambda world: _count_met(world.at_governance),
    "Rows": lambda world: str(len(world.written.rows)),
    "Penalty": lambda world: str(sum(one["penalty"] for one in world.judged)),
}
"""The labels, and what stands beside each."""


def _list_majorities(world: World) -> set[tuple[str, ...]]:
    """Return the tables of four or more people of whom more than half are decision-makers there."""
    found = set[tuple[str, ...]]()
    for table, label in world.written.labels.items():
        here = [row for row in world.written.at(world.seats, table) if not is_held(row)]
        decide = [row for row in here if is_of(row, {"representative_type": "decision-maker"}, table)]
        if len(here) >= 4 and 2 * len(decide) > len(here):
            found.add((label, "decision-maker", f"{len(decide)} of {len(here)}"))
    return found


ROWS: Mapping[str, Callable[[World], set[tuple[str, ...]]]] = {
    "Groups with more than half of the people at a table": _list_majorities,
    "Without a seat in this round": lambda world: {
        (row["name"],) for row in world.written.rows if row["id"] not in world.seats
    },
}
"""The first cells of the rows of tables of the report, by the caption of the table."""

ROW = re.compile(r'<th scope="row".*?</tr>', re.DOTALL)
CELL = re.compile(r"<(?:th|td)\b[^>]*>(.*?)</(?:th|td)>", re.DOTALL)


def read_rows(world: World, report: str) -> Iterator[str]:
    """Read the rows of each table of the report that has a reader, also if it is not there; yield its caption."""
    for caption, list_rows in ROWS.items():
        table = report.partition(f"<caption>{caption}</caption>")[2].partition("</table>")[0]
        cells = [tuple(map(as_text, CELL.findall(row))) for row in ROW.findall(table)]
        wanted = list_rows(world)
        length = max(map(len, wanted), default=0)
        assert {row[:length] for row in cells} == wanted, caption
        yield from [caption] if cells else []
