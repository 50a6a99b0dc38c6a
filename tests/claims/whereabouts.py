"""The readers of claims about where one person is."""

from __future__ import annotations

from tests.claims.lines import Line
from tests.claims.reasons import split
from tests.claims.world import World, is_held, reads
from tests.report.claims import values


@reads
def is_at(world: World, line: Line, name: str, table: str) -> None:
    row = world.written.names[name]
    assert not is_held(row)
    assert split(table) == {world.labels[world.seats[row["id"]]]}


@reads
def held_at(world: World, line: Line, name: str, table: str) -> None:
    row = world.written.names[name]
    assert is_held(row)
    assert table == world.labels[world.seats[row["id"]]]


@reads
def only_at(world: World, line: Line, tables: str) -> None:
    needs = values(world.at(line), "needs")
    offer = [one["name"] for one in world.written.convening["tables"] if set(needs) & set(one.get("features", ()))]
    assert split(tables) == set(offer)
