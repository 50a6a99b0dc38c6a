"""Convenings of any size with one planted conflict, generated from a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

SECTORS = ("labor", "business", "government", "education", "nonprofit")
ROLES = ("designee", "doer", "doer", "decision-maker")

Asked = Mapping[str, Any]


@dataclass(frozen=True)
class Planted:
    """A list and a convening whose musts conflict; `clash` names the planted conflict."""

    people: list[dict[str, str]]
    convening: dict[str, Any]
    clash: str


@dataclass
class _Room:
    """The room of a planted conflict: people, and tables of `low` to `high` seats."""

    rng: Random
    people: list[dict[str, str]]
    tables: list[str]
    low: int
    high: int

    def some(self, number: int) -> list[str]:
        return [row["id"] for row in self.rng.sample(self.people, number)]

    def there(self, column: str, value: str) -> int:
        return sum(row[column] == value for row in self.people)


def _pins_over_seats(room: _Room) -> list[Asked]:
    table = room.rng.choice(room.tables)
    return [{"kind": "pin", "people": [who], "tables": [table]} for who in room.some(room.high + 1)]


def _together_and_apart(room: _Room) -> list[Asked]:
    a, b, c = room.some(3)
    return [{"kind": "together", "people": [a, b, c]}, {"kind": "apart", "people": [c, a]}]


def _tied_in_a_chain(room: _Room) -> list[Asked]:
    a, b, c = room.some(3)
    return [
        {"kind": "together", "people": [a, b]},
        {"kind": "together", "people": [b, c]},
        {"kind": "apart", "people": [a, c]},
    ]


def _count_and_share(room: _Room) -> list[Asked]:
    table, who = room.rng.choice(room.tables), {"sector": "business"}
    return [
        {"kind": "count", "who": who, "at_least": room.high // 3 + 1, "at": table, "must": True},
        {"kind": "share", "who": who, "at_most": "1/3", "at": table, "must": True},
    ]


def _two_counts(room: _Room) -> list[Asked]:
    table, half = room.rng.choice(room.tables), room.high // 2 + 1
    return [
        {"kind": "count", "who": {"gender": "f"}, "at_least": half, "at": table, "must": True},
        {"kind": "count", "who": {"gender": "m"}, "at_least": half, "at": table, "must": True},
    ]


def _kept_from_everywhere(room: _Room) -> list[Asked]:
    (who,), middle = room.some(1), len(room.tables) // 2
    halves = (room.tables[:middle], room.tables[middle:])
    return [{"kind": "keep_from", "people": [who], "tables": half} for half in halves]


def _roles_beyond_those_there(room: _Room) -> list[Asked]:
    each = room.there("representative_type", "designee") // len(room.tables) + 1
    return [{"kind": "role_mix", "at_least": {"designee": each}, "must": True}]


def _voice_beyond_those_there(room: _Room) -> list[Asked]:
    return [{"kind": "voice", "name": "Union", "who": {"member": "yes"}, "at_least": 1, "must": True}]


def _room_too_small(room: _Room) -> list[Asked]:
    room.high = (len(room.people) - 1) // len(room.tables)
    room.low = min(room.low, room.high)
    return []


def _more_apart_than_tables(room: _Room) -> list[Asked]:
    return [{"kind": "apart", "people": room.some(len(room.tables) + 1)}]


def _apart_and_pinned(room: _Room) -> list[Asked]:
    (a, b), table = room.some(2), room.rng.choice(room.tables)
    return [
        {"kind": "apart", "people": [a, b]},
        {"kind": "pin", "people": [a], "tables": [table]},
        {"kind": "pin", "people": [b], "tables": [table]},
    ]


def _gathered_beyond_seats(room: _Room) -> list[Asked]:
    for row in room.people[: room.high + 1]:
        row["team"] = "crew"
    return [{"kind": "gather", "who": {"team": "crew"}, "at_most_tables": 1, "must": True}]


def _together_beyond_seats(room: _Room) -> list[Asked]:
    return [{"kind": "together", "people": room.some(room.high + 1)}]


def _cap_and_count(room: _Room) -> list[Asked]:
    table = room.rng.choice(room.tables)
    return [
        {"kind": "count", "who": {"sector": "labor"}, "at_least": 3, "at": table, "must": True},
        {"kind": "cap", "of": "sector", "at_most": 2, "at": table, "must": True},
    ]


def _variety_beyond_values(room: _Room) -> list[Asked]:
    return [{"kind": "variety", "of": "sector", "at_least": len(SECTORS) + 1, "at": room.tables[0], "must": True}]


CLASHES: Mapping[str, Callable[[_Room], list[Asked]]] = {
    plant.__name__.lstrip("_"): plant
    for plant in (
        _pins_over_seats,
        _together_and_apart,
        _tied_in_a_chain,
        _count_and_share,
        _two_counts,
        _kept_from_everywhere,
        _roles_beyond_those_there,
        _voice_beyond_those_there,
        _room_too_small,
        _more_apart_than_tables,
        _apart_and_pinned,
        _gathered_beyond_seats,
        _together_beyond_seats,
        _cap_and_count,
        _variety_beyond_values,
    )
}


def planted(seed: int, clash: str, n_people: int) -> Planted:
    """Return a convening of this many people at tables of six to twelve, with a planted conflict.

    In addition to the conflict there are musts and wishes that are easy to meet: role mix, an organization cap, a
    pin, a pair kept apart; focus, balance.
    """
    rng = Random(f"{clash} {n_people} {seed}")
    seats = rng.randint(6, 11)
    n_tables = max(3, n_people // seats)
    people = [_row(rng, number, n_people, n_tables) for number in range(n_people)]
    tables = [f"t{number:02}" for number in range(n_tables)]
    each = n_people / n_tables
    room = _Room(rng, people, tables, int(each) - 1, int(each) + 2)
    a, b, c = room.some(3)
    harmless: list[Asked] = [
        {"kind": "cap", "of": "organization", "at_most": 4, "must": True},
        {"kind": "role_mix", "at_least": {"doer": 1}, "must": True},
        {"kind": "apart", "people": [a, b]},
        {"kind": "pin", "people": [c], "tables": rng.sample(tables, 2)},
        {"kind": "balance", "of": "gender"},
    ]
    requirements = harmless + CLASHES[clash](room)
    rng.shuffle(requirements)
    written = [
        {"id": table, "focus": f"a{number % 5}", "seats": {"min": room.low, "max": room.high}}
        for number, table in enumerate(tables)
    ]
    return Planted(people, {"tables": written, "requirements": requirements}, clash)


def _row(rng: Random, number: int, n_people: int, n_tables: int) -> dict[str, str]:
    return {
        "id": f"p{number:03}",
        "name": f"Person {number}",
        "organization": f"Org {rng.randrange(max(3, n_people // 4))}",
        "sector": rng.choice(SECTORS),
        "representative_type": rng.choice(ROLES),
        "gender": rng.choice("fm"),
        "member": "yes" if number < n_tables - 1 else "no",
        "team": "",
        "interests": f"a{rng.randrange(5)}: {rng.randint(1, 3)}",
    }
