"""The readers of claims about why someone sits at a table."""

from __future__ import annotations

import re

from tests.claims.lines import Line
from tests.claims.world import World, is_held, reads
from tests.report.claims import Row, is_of, values


def split(text: str) -> set[str]:
    """Return the items of a list in words."""
    return set(re.split(r", | and | or ", text))


def _scores(world: World, row: Row) -> dict[str, int]:
    """Return the score for the focus of each table, by its id; 1 for an area that is only named."""
    wrote = dict(part.partition(":")[::2] for part in values(row, "interests"))
    return {table: int(wrote.get(focus, "0") or 1) for table, focus in world.written.focus.items()}


def _has_rated(row: Row) -> bool:
    scores = {part.partition(":")[2] or "1" for part in values(row, "interests")}
    return scores != {"1"}


@reads
def needs_place(world: World, line: Line, need: str, tables: str) -> None:
    row = world.at(line)
    offer = {table["name"] for table in world.written.convening["tables"] if need in table.get("features", ())}
    assert need in values(row, "needs")
    assert split(tables) == offer
    assert world.labels[world.seats[row["id"]]] in offer


@reads
def on_staff(world: World, line: Line, duty: str) -> None:
    assert duty == world.at(line)["duty"] != ""


@reads
def serves(world: World, line: Line, duty: str) -> None:
    row = world.at(line)
    assert duty == "chair"
    assert any(row["id"] in table.get("chair", ()) for table in world.written.convening["tables"])


@reads
def seated_here(world: World, line: Line) -> None:
    row = world.at(line)
    pinned = [one["tables"] for one in world.requirements("pin") if row["id"] in one["people"]]
    elected = [[table["id"]] for table in world.written.convening["tables"] if row["id"] in table.get("chair", ())]
    assert [world.seats[row["id"]]] in (*pinned, *elected)


@reads
def seated_among(world: World, line: Line, tables: str) -> None:
    row = world.at(line)
    pinned = [one["tables"] for one in world.requirements("pin") if row["id"] in one["people"]]
    assert split(tables) in [{world.labels[table] for table in some} for some in pinned]
    assert world.labels[world.seats[row["id"]]] in split(tables)


@reads
def seated_with(world: World, line: Line, people: str) -> None:
    row = world.at(line)
    others = {world.written.names[name]["id"] for name in split(people)}
    assert any({row["id"], *others} <= set(one["people"]) for one in world.requirements("together"))
    assert {world.seats[other] for other in others} == {world.seats[row["id"]]}


def _hold_needed(world: World, line: Line, what: str, number: str) -> None:
    row = world.at(line)
    (one,) = [one for one in world.written.asked() if one.name == what]
    table = world.seats[row["id"]]
    here = [each for each in world.written.at(world.seats, table) if not is_held(each) and is_of(each, one.who, table)]
    assert row in here
    assert len(here) == int(number) <= one.least


@reads
def needed_as(world: World, line: Line, what: str, number: str = "1") -> None:
    _hold_needed(world, line, what, number)


@reads
def needed_for(world: World, line: Line, what: str, number: str = "1") -> None:
    _hold_needed(world, line, what, number)


@reads
def rated_highest(world: World, line: Line, score: str) -> None:
    row = world.at(line)
    scores = _scores(world, row)
    assert scores[world.seats[row["id"]]] == int(score) == max(scores.values())


@reads
def named_focus(world: World, line: Line) -> None:
    row = world.at(line)
    assert not _has_rated(row)
    assert _scores(world, row)[world.seats[row["id"]]] == 1


@reads
def named_another(world: World, line: Line, table: str) -> None:
    row = world.at(line)
    named = {world.labels[one] for one, score in _scores(world, row).items() if score}
    assert not _has_rated(row)
    assert table in named
    assert world.labels[world.seats[row["id"]]] not in named


def _hold_rated_higher(world: World, line: Line, here: int, table: str, there: str) -> None:
    row = world.at(line)
    scores = {world.labels[one]: score for one, score in _scores(world, row).items()}
    assert scores[world.labels[world.seats[row["id"]]]] == here
    assert here < int(there) == scores[table] == max(scores.values())


@reads
def rated_another_higher(world: World, line: Line, here: str, table: str, there: str) -> None:
    _hold_rated_higher(world, line, int(here), table, there)


@reads
def rated_another(world: World, line: Line, table: str, there: str) -> None:
    row = world.at(line)
    focus = world.written.focus[world.seats[row["id"]]]
    assert focus not in {part.partition(":")[0] for part in values(row, "interests")}
    _hold_rated_higher(world, line, 0, table, there)
