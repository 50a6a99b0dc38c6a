"""The readers of claims about who moved in a repair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from tests.claims.lines import Line
from tests.claims.seats import total
from tests.claims.world import World, is_held, reads


def _count_fewest(world: World) -> int:
    """Return the fewest moves to a seat for everyone at a table that is not too full and has what they need.

    Who was elected sits at their table. All sets of people are tried, the smallest first.
    """
    tables = {table["id"]: table for table in world.written.convening["tables"] if "seats" in table}
    elected = {one: table for table, each in tables.items() for one in each.get("chair", ())}
    guests = [one for one in world.seats if not world.rows[one]["duty"]]
    may = {one: [elected[one]] if one in elected else _list_suitable(world.rows[one], tables) for one in guests}
    stay = {one: at for one, at in (world.before or {}).items() if one in may}
    for number in range(len(stay) + 1):
        for moved in combinations(stay, number):
            at = Counter(table for one, table in stay.items() if one not in moved)
            free = {table: int(each["seats"]["max"]) - at[table] for table, each in tables.items()}
            kept = all(stay[one] in may[one] for one in stay if one not in moved)
            if (
                kept
                and min(free.values()) >= 0
                and _fit([may[one] for one in guests if one in moved or one not in stay], free)
            ):
                return number
    raise AssertionError("not everyone has a seat")


def _list_suitable(row: Mapping[str, str], tables: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the tables with everything a person needs; all, if none has it."""
    needs = {part.strip() for part in row["needs"].split(";") if part.strip()}
    return [table for table, each in tables.items() if needs <= {*each.get("features", ())}] or [*tables]


def _fit(choices: Sequence[Sequence[str]], free: Mapping[str, int]) -> bool:
    """Whether each of these people finds a free seat at one of their tables."""
    if not choices:
        return True
    first, *others = choices
    return any(free[table] > 0 and _fit(others, {**free, table: free[table] - 1}) for table in first)


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
