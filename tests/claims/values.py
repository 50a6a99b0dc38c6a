"""What stands beside a label: each value follows from cells, seats and what the judge found of each requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tests.claims.lines import Line
from tests.claims.world import World, is_held


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
