"""The readers of claims about how good a seating is: by what the judge found of each requirement."""

from tests.claims.lines import Line
from tests.claims.seats import number as as_number
from tests.claims.world import World, reads


@reads
def requirements_met(world: World, line: Line, met: str, number: str) -> None:
    assert as_number(met) == sum(one["met"] for one in world.judged)
    assert as_number(number) == len(world.judged)


@reads
def met_if_found(world: World, line: Line, number: str) -> None:
    assert as_number(number) == sum(one["met"] and one.get("waits", False) for one in world.judged)


@reads
def unmet_at_governance(world: World, line: Line, number: str) -> None:
    assert as_number(number) == sum(not one["met"] for one in world.at_governance)
