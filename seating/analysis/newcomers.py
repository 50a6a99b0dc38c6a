"""Newcomers: descriptions of people not on the list, each serving one or several aims, and the room with them added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from seating.analysis.aims import Aim, Cells
from seating.profiles import Asset, Duty, Person, Role
from seating.room.plan import Room
from seating.wording import fold

MOST_MERGED = 2_000
"""Number of merged descriptions after which no more are formed."""

MOST_TRIED = 200_000
"""Number of pairs of descriptions after which no more are merged."""

MOST_MATCHED = 400_000
"""Maximum number of times that a description is compared with an aim. Of more descriptions, the first are used."""

MOST_DESCRIPTIONS = 72
"""Maximum number of descriptions considered; if there are more, those that serve the most aims are kept."""


@dataclass(frozen=True, slots=True)
class Description:
    """The cells of a person to invite, and the numbers of the aims that person serves."""

    cells: Cells
    serves: frozenset[int]


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Descriptions, and whether no other description could be better."""

    found: tuple[Description, ...]
    complete: bool


def list_descriptions(
    aims: Sequence[Aim], unmet: frozenset[int], only_the_most: bool, wanted: frozenset[int]
) -> Descriptions:
    """Return the descriptions that may help; those that serve the most aims come first.

    A description contains only cells that serve an unmet aim. A person has one value in each column, so only
    descriptions that agree are merged.

    Parameters
    ----------
    aims : sequence of Aim
    unmet : frozenset of int
        Numbers of the aims that are not met.
    only_the_most : bool
        Whether serving more aims never does harm, so that a description can be dropped if another one serves all
        of its aims.
    wanted : frozenset of int
        Numbers of the unmet aims that lack people. If there are too many descriptions, only those that serve these aims
        are merged.
    """
    joined, complete = merge_descriptions([a for number in sorted(unmet) for a in aims[number].alternatives])
    if not complete or len(joined) > MOST_DESCRIPTIONS:
        few, _ = merge_descriptions([a for number in sorted(wanted) for a in aims[number].alternatives])
        reduced = _reduced([describe(cells, aims) for cells in joined], only_the_most) if complete else []
        if complete and len(reduced) <= MOST_DESCRIPTIONS:
            return Descriptions(tuple(reduced), True)
        first = few[: max(MOST_DESCRIPTIONS, MOST_MATCHED // len(aims))]
        found = _reduced([describe(cells, aims) for cells in first], True)
        return Descriptions(tuple(found[:MOST_DESCRIPTIONS]), False)
    return Descriptions(tuple(_reduced([describe(cells, aims) for cells in joined], only_the_most)), True)


def describe(cells: Cells, aims: Sequence[Aim]) -> Description:
    """Return a description of these cells with the aims it serves."""
    person = build_newcomer("imagined", cells)
    return Description(dict(cells), frozenset(n for n, aim in enumerate(aims) if aim.ask.matches(person)))


def merge_descriptions(singles: Sequence[Cells]) -> tuple[list[Cells], bool]:
    """Return all merged descriptions whose cells agree, and whether the result is complete."""
    known: dict[frozenset[tuple[str, str]], Cells] = {}
    tried = 0
    for single in singles:
        tried += 1 + len(known)
        for other in [{}, *known.values()]:
            both = _together(single, other)
            if both is not None:
                known.setdefault(_key(both), both)
        if len(known) > MOST_MERGED or tried > MOST_TRIED:
            return list(known.values()), False
    return list(known.values()), True


def add_newcomers(room: Room, described: Mapping[str, str], number: int) -> Room:
    """Return the room with `number` additional people who have only the cells described.

    Parameters
    ----------
    room : Room
    described : mapping of column to value
    number : int
    """
    first = len(room.listed) + 1  # keeps ids distinct if this is called more than once
    newcomers = tuple(build_newcomer(f"invited {n}", described) for n in range(first, first + number))
    listed = room.listed.with_persons((*room.listed, *newcomers))
    people = tuple(person for person in newcomers if person.duty is None)
    staff = tuple(person for person in newcomers if person.duty is not None)
    return replace(room, people=room.people + people, staff=room.staff + staff, listed=listed)


def add_seats(room: Room, number: int) -> Room:
    """Return the room with up to `number` additional seats at each table that has a maximum."""
    return replace(room, tables=tuple(table.with_more_seats(number) for table in room.tables))


def build_newcomer(identity: str, described: Mapping[str, str]) -> Person:
    """Return a person with this id and only the cells described."""
    known: dict[str, Any] = {}
    own: dict[str, tuple[str, ...]] = {}
    for column, value in described.items():
        match column:
            case "representative_type" if value in set(Role):
                known[column] = Role(value)
            case "duty" if value in set(Duty):
                known[column] = Duty(value)
            case "interests":
                known[column] = {value: 3}
            case "assets":
                known[column] = (Asset(word=value),)
            case "organization" | "sector" | "name":
                known[column] = value
            case "languages" | "speaks_to":
                known[column] = (value,)
            case _:
                own[column] = (value,)
    return Person(id=identity, name=known.pop("name", identity.capitalize()), own=own, **known)


def _reduced(found: Sequence[Description], only_the_most: bool) -> list[Description]:
    ordered = sorted(found, key=lambda d: (-len(d.serves), len(d.cells), sorted(d.cells.items())))
    if not only_the_most:
        return ordered
    kept: list[Description] = []
    for description in ordered:
        if not any(description.serves <= other.serves for other in kept):
            kept.append(description)
    return kept


def _together(one: Cells, other: Cells) -> Cells | None:
    if any(column in one and fold(one[column]) != fold(value) for column, value in other.items()):
        return None
    return {**other, **one}


def _key(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset((column, fold(value)) for column, value in cells.items())
