"""A case as plain data, for other solvers: people, tables and requirements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

from seating.api.inputs import RoundInputs
from seating.profiles import Person
from seating.requirements.base.kind import Requirement
from seating.room.languages import languages_of
from seating.room.plan import Room
from seating.wording import fold

Keys = dict[str, Any]


def task_of(opened: RoundInputs) -> Keys:
    """Return the task: `people`, `tables`, and `requirements` with the people that each concerns."""
    room = opened.room
    return {
        "people": [person.id for person in room.people],
        "tables": [
            {
                "id": table.id,
                "min": 0 if table.open_if_needed else table.seats.minimum,
                "max": len(room.people) if table.seats.maximum is None else table.seats.maximum,
            }
            for table in room.tables
        ],
        "requirements": [_plain(requirement, room) for requirement in opened.requirements],
    }


def _plain(requirement: Requirement, room: Room) -> Keys:
    read = _KINDS.get(requirement.kind)
    keys = {} if read is None else read(requirement, room)
    tables = [table.id for table in room.tables_at(requirement.at)]
    return {
        "id": requirement.id,
        "kind": requirement.kind if read is not None else f"unknown {requirement.kind}",
        "must": requirement.is_must,
        "weight": requirement.weight,
        "tables": tables,
        **keys,
    }


def _cells(room: Room, column: str) -> list[list[str]]:
    """Return each person's folded values in a column, in the order of the people."""
    return [sorted({fold(value) for value in person.values(column)}) for person in room.people]


def _focus(requirement: Any, room: Room) -> Keys:
    scores = [{fold(area): score for area, score in person.interests.items()} for person in room.people]
    areas = [[fold(area) for area in table.focus] for table in room.tables]
    of_tables = [[max((own.get(area, 0) for area in focus), default=0) for focus in areas] for own in scores]
    return {"scores": of_tables, "at_least": requirement.at_least}


def _members(requirement: Any, room: Room) -> list[int]:
    return [n for n, person in enumerate(room.people) if requirement.who.matches(person)]


def _voice(requirement: Any, room: Room) -> Keys:
    if requirement.is_for_room:
        return {"kind": "unknown voice of the room"}
    return {
        "members": _members(requirement, room),
        "at_least": requirement.at_least,
        "or_none": requirement.or_none,
    }


def _pairs(requirement: Any, room: Room) -> Keys:
    """Return the pairs named in the requirement or in the cells of `with`, `apart` or `avoids`; groups with `by`."""
    if requirement.kind == "together" and requirement.by is not None:
        return {"groups": _groups(requirement.by, room)}
    if getattr(requirement, "relation", None):
        return {"kind": f"unknown {requirement.kind} by a column"}
    number = {person.id: n for n, person in enumerate(room.people)}
    named: Sequence[tuple[str, str]] = requirement.pairs or ()
    if requirement.people is not None:
        named = [(a, b) for a in requirement.people for b in requirement.people if a < b]
    elif requirement.of == "party":
        parties = {person.id: person.party.id for person in room.people if person.party is not None}
        named = [pair for pair in combinations(parties, 2) if parties[pair[0]] == parties[pair[1]]]
    elif requirement.of is not None:
        key = "with_" if requirement.of == "with" else requirement.of
        named = [(person.id, other) for person in room.people for other in getattr(person, key)]
    numbers = {(number[a], number[b]) for a, b in named if a in number and b in number and a != b}
    return {"pairs": sorted({(min(pair), max(pair)) for pair in numbers}), "weights": None}


def _groups(column: str, room: Room) -> list[list[int]]:
    """Return the numbers of the people with each value, and of the companions in their rows."""
    found: dict[str, set[int]] = {}
    for person in room.people:
        row = {n for n, one in enumerate(room.people) if one is person or _share_row(one, person)}
        for value in person.values(column):
            found.setdefault(fold(value), set()).update(row)
    return [sorted(found[value]) for value in sorted(found)]


def _share_row(one: Person, other: Person) -> bool:
    return one.party is not None and other.party is not None and one.party.id == other.party.id


def _similarity(requirement: Any, room: Room) -> Keys:
    number = {person.id: n for n, person in enumerate(room.people)}
    ids = requirement.file.ids
    found = [
        (number[ids[a]], number[ids[b]], weight)
        for (a, b), weight in zip(requirement.file.ends.tolist(), requirement.file.weights.tolist(), strict=True)
        if ids[a] in number and ids[b] in number
    ]
    pairs = [(a, b) for a, b, _ in found]
    return {"pairs": pairs, "weights": [weight for *_, weight in found], "wanted": str(requirement.wanted)}


def _placed(requirement: Any, room: Room) -> Keys:
    tables = [table for table in requirement.tables or () if table in room.table_index]
    if requirement.people is None or requirement.at is not None or not tables:
        return {"kind": f"unknown {requirement.kind} by a column or at some tables"}
    number = {person.id: n for n, person in enumerate(room.people)}
    return {
        "members": [number[person] for person in requirement.people or () if person in number],
        "tables": tables,
    }


def _languages(requirement: Any, room: Room) -> Keys:
    return {"cells": [sorted(languages_of(room, person)) for person in room.people], "others": requirement.others}


_KINDS: Mapping[str, Callable[[Any, Room], Keys]] = {
    "size": lambda requirement, room: {},
    "focus": _focus,
    "role_mix": lambda requirement, room: {
        "cells": _cells(room, "representative_type"),
        "at_least": {fold(str(role)): number for role, number in requirement.at_least.items()},
    },
    "balance": lambda requirement, room: {
        "column": requirement.of,
        "cells": _cells(room, requirement.of),
        "count_blank": requirement.count_blank,
    },
    "cap": lambda requirement, room: {"cells": _cells(room, requirement.of), "at_most": requirement.at_most},
    "variety": lambda requirement, room: {"cells": _cells(room, requirement.of), "at_least": requirement.at_least},
    "voice": _voice,
    "count": lambda requirement, room: {
        "members": _members(requirement, room),
        "at_least": requirement.at_least,
        "at_most": requirement.at_most,
    },
    "apart": _pairs,
    "together": _pairs,
    "pin": _placed,
    "keep_from": _placed,
    "common_language": _languages,
    "similarity": _similarity,
}
"""For each kind that other solvers support, a function that turns it into plain data."""
