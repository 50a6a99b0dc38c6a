"""Short notations for tiny rooms, requirements and plans, for all tests.

`room(["ana", {"id": "ben", "sector": "labor"}], ["north", {"id": "south", "seats": 2}])` is a room;
`requirement(kind="cap", of="sector", at_most=1)` a requirement, `plan(north=["ana"], south=["ben"])` a plan.
Random ones are drawn by `random_rooms.py` and `random_requirements.py`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from seating.convening.rooms import reason_without_seat
from seating.model import Value
from seating.profiles import Asset, Attendance, People, Person
from seating.profiles.cells.values import read_types
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement
from seating.room.history import History
from seating.room.plan import Plan, Room
from seating.room.tables import Table

SEVERAL = {
    "speaks_to",
    "languages",
    "needs",
    "with",
    "apart",
    "wishes",
    "avoids",
    "chose",
    "declined",
    "can_come",
    "pin",
}
SINGLE = set(Person.model_fields) - {name.rstrip("_") for name in SEVERAL} - {"with_", "own", "assets", "interests"}


def person(row: str | Mapping[str, Any]) -> Person:
    """Return a person from an id, or from the filled cells of a row; cells split at `;` as in a list."""
    cells = {"id": row} if isinstance(row, str) else dict(row)
    known: dict[str, Any] = {"name": cells["id"].capitalize()}
    own = {}
    for column, value in cells.items():
        if column == "interests":
            known[column] = value if isinstance(value, Mapping) else _interests(value)
        elif column == "assets":
            known[column] = tuple(_asset(item) for item in _split(value))
        elif column == "attending":
            known[column] = value if isinstance(value, Attendance) else Attendance(chance=int(value))
        elif column in SEVERAL:
            known["with_" if column == "with" else column] = _split(value)
        elif column == "representative_type" and ":" in str(value):
            read = read_types(value)
            known |= {column: read.value, "types_at": read.types_at}
        elif column in SINGLE:
            known[column] = value
        else:
            own[column] = _split(value)
    return Person.model_validate({**known, "own": {column: cell for column, cell in own.items() if cell}})


def _split(value: Any) -> tuple[str, ...]:
    items = value.split(";") if isinstance(value, str) else value if isinstance(value, list | tuple) else [str(value)]
    return tuple(item.strip() for item in items if item.strip())


def _interests(text: str) -> dict[str, int]:
    pairs = (item.partition(":") for item in _split(text))
    return {area.strip(): int(score or 1) for area, _, score in pairs}


def _asset(text: str) -> Asset:
    group, colon, word = text.partition(":")
    return Asset(group=group.strip(), word=word.strip()) if colon else Asset(word=text)


def room(
    people: Iterable[str | Mapping[str, Any] | Person],
    tables: Iterable[str | Mapping[str, Any] | Table] = ("north", "south"),
    working_language: str = "",
    round_number: int = 1,
    history: History | None = None,
    last_round: int = 0,
) -> Room:
    """Return the room of these rows; staff are separate, and people without a seat are only on the list."""
    listed = tuple(row if isinstance(row, Person) else person(row) for row in people)
    seated = sorted((p for p in listed if reason_without_seat(p, round_number) is None), key=lambda p: p.id)
    return Room(
        people=tuple(p for p in seated if p.duty is None),
        staff=tuple(p for p in seated if p.duty is not None),
        tables=tuple(table(t) for t in tables),
        listed=People(listed),
        working_language=working_language,
        round_number=round_number,
        history=history or History(),
        last_round=last_round,
    )


def past(*rounds: Mapping[str, Iterable[str]]) -> History:
    """Return the history of rounds in which these people (ids) sat at each table, oldest first, from round 1."""
    found = History()
    for number, members in enumerate(rounds, 1):
        found = found.then(number, plan(**members).seats)
    return History(tuple(replace(held, is_planned=False) for held in found.rounds))


def table(what: str | Mapping[str, Any] | Table) -> Table:
    """Return a table from its id, or from its mapping in a convening."""
    return what if isinstance(what, Table) else Table.model_validate({"id": what} if isinstance(what, str) else what)


def requirement(kind: str, /, **keys: Any) -> Requirement:
    """Return a requirement with its keys as a convening has them; its id is `KIND-1` unless given."""
    return kinds()[kind].model_validate({"id": f"{kind}-1", **keys})


def plan(**members: Iterable[str]) -> Plan:
    """Return the plan in which these people (ids) sit at each table (keyword: its id)."""
    return Plan({member: table_id for table_id, ids in members.items() for member in ids})


def every_plan(room: Room) -> Iterator[Plan]:
    """Yield every possible seating of everybody, staff included: tables ** persons in all."""
    ids = [p.id for p in room.persons]
    for tables in itertools.product([t.id for t in room.tables], repeat=len(ids)):
        yield Plan(dict(zip(ids, tables, strict=True)))


def value_of(room: Room, requirements: Sequence[Requirement], plan: Plan) -> Value:
    """Return the value of a plan according to the checkers."""
    shortfalls = [(r, r.judge(room, plan).shortfall) for r in requirements]
    return Value(
        sum(shortfall for r, shortfall in shortfalls if r.is_must),
        sum(r.weight * shortfall for r, shortfall in shortfalls if not r.is_must),
    )


def brute_force(room: Room, requirements: Sequence[Requirement]) -> tuple[Value, int]:
    """Return the smallest value of any plan according to the checkers, and how many plans meet all musts."""
    values = [value_of(room, requirements, candidate) for candidate in every_plan(room)]
    return min(values), sum(1 for value in values if value.unmet == 0)
