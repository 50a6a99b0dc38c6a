"""The readers of claims about the figures of a search, from what the judge found."""

from __future__ import annotations

from tests.claims.lines import Line
from tests.claims.seats import number as read_number
from tests.claims.world import World, reads


@reads
def penalty(world: World, line: Line, number: str) -> None:
    assert read_number(number) == sum(one["penalty"] for one in world.judged)


@reads
def short_of_musts(world: World, line: Line, number: str) -> None:
    assert read_number(number) == sum(one["shortfall"] for one in world.judged if one["must"]) > 0


@reads
def no_penalty_below(world: World, line: Line, number: str) -> None:
    proven = world.bound or 0  # a repair proves only the number of its moves, and nothing is below 0
    assert read_number(number) == proven <= sum(one["penalty"] for one in world.judged)
