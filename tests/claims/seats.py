"""The readers of claims about who sits where."""

from __future__ import annotations

import re

from tests.claims.lines import Line
from tests.claims.world import World, is_held, reads


def number(text: str) -> int:
    return int(text.replace(",", ""))


def total(text: str) -> int:
    """Return the sum of the numbers in a text: "12 people and 1 staff member"."""
    return sum(map(number, re.findall(r"\d[\d,]*", text)))


@reads
def seated(world: World, line: Line, people: str, tables: str) -> None:
    assert total(people) == len(world.people)
    assert total(tables) == len({world.seats[row["id"]] for row in world.people})


@reads
def seats_held(world: World, line: Line, number: str) -> None:
    assert int(number) == sum(is_held(row) and row["id"] in world.seats for row in world.written.rows)


@reads
def without_seat(world: World, line: Line, number: str) -> None:
    assert int(number) == sum(row["id"] not in world.seats for row in world.written.rows)
