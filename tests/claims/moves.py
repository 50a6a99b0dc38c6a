"""The readers of claims about who moved in a repair."""

from __future__ import annotations

from collections import Counter

from tests.claims.lines import Line
from tests.claims.seats import total
from tests.claims.world import World, is_held, reads


def _count_fewest(world: World) -> int:
    """Return the fewest moves with which everyone has a seat, no table is too full, and who was elected is there."""
    tables = {table["id"]: table for table in world.written.convening["tables"]}
    elected = {one: table for table, each in tables.items() for one in each.get("chair", ()) if one in world.seats}
    stay = {one: at for one, at in (world.before or {}).items() if one in world.seats}
    forced = [one for one, table in elected.items() if stay.get(one, table) != table]
    guests = {one for one in world.seats if not world.rows[one]["duty"]}
    at = Counter(elected.get(one, table) for one, table in stay.items() if one in guests)
    at.update(table for one, table in elected.items() if one not in stay)
    full = (at[table] - int(each["seats"]["max"]) for table, each in tables.items() if at[table])
    return len(forced) + sum(max(0, number) for number in full)


@reads
def no_one_moves(world: World, line: Line) -> None:
    assert not world.moved


@reads
def moved(world: World, line: Line, heads: str) -> None:
    assert total(heads) == len(world.moved)
    assert ("held" in heads) == any(is_held(world.rows[one]) for one in world.moved)


@reads
def fewest_moves(world: World, line: Line) -> None:
    assert len(world.moved) == _count_fewest(world)


@reads
def no_move_needed(world: World, line: Line) -> None:
    assert _count_fewest(world) == 0


@reads
def fewer_moves(world: World, line: Line, number: str) -> None:
    assert int(number) == _count_fewest(world) < len(world.moved)
