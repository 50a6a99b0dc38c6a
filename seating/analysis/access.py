"""What people need at their table, what it costs them in choice, and which tables to make accessible.

A need that only some tables meet is a must, and it is private. It keeps a person from the tables that they would rather
join, so the first advice is to meet the need at another table. Only the convener may read what this module returns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from seating.analysis.demand import choose_score, list_scores
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.requirement import Requirement
from seating.requirements.pin import PinRequirement
from seating.wording import fold, said_count, said_list

__all__ = ["Barrier", "advise_access", "find_barriers", "list_preferred"]

SHOWN = 4
"""Maximum number of people or tables that a sentence names."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """A need that only some tables meet, and people who lose the same choice by it.

    Attributes
    ----------
    need : str
    people : tuple of str
        Ids of the people with this need and a seat who would rather sit at a table that does not meet it.
    tables : tuple of str
        Ids of these tables, in the order of the room. Each person would be content with any of them.
    """

    need: str
    people: tuple[str, ...]
    tables: tuple[str, ...]


def find_barriers(room: Room, plan: Plan, requirements: Iterable[Requirement]) -> tuple[Barrier, ...]:
    """Return the needs that keep people from tables they prefer to their seat; those of most people first.

    Parameters
    ----------
    room : Room
    plan : Plan
    requirements : iterable of Requirement
        The active ones.
    """
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    spelled: dict[str, str] = {}
    for requirement in requirements:
        if isinstance(requirement, PinRequirement) and requirement.need and requirement.people:
            person = requirement.people[0]
            wanted = list_preferred(room, room.persons[room.index[person]], requirement.tables or (), plan)
            if wanted:
                need = spelled.setdefault(fold(requirement.need), requirement.need)
                found.setdefault((need, tuple(wanted)), []).append(person)
    most_first = sorted(found.items(), key=lambda each: -len(each[1]))
    return tuple(Barrier(need, tuple(people), tables) for (need, tables), people in most_first)


def list_preferred(room: Room, person: Person, met_at: Collection[str], plan: Plan | None = None) -> list[str]:
    """Return the ids of the tables that a person would rather join than their seat but that do not meet a need.

    These are the tables that they chose, and those whose focus they rated highest.

    Parameters
    ----------
    room : Room
    person : Person
    met_at : collection of str
        Ids of the tables that meet the need.
    plan : Plan or None
        Without a plan, the tables are compared with those that meet the need.
    """
    scores = list_scores(person)
    rated = {table.id: choose_score(scores, table.focus) for table in room.tables}
    seat = None if plan is None else plan.seats.get(person.id)
    now = [table for table in ((seat,) if seat is not None else met_at) if table in rated]
    chosen = {fold(word) for word in person.chose}
    best = max(rated.values(), default=0)
    has_best = not best or any(rated[table] == best for table in now)
    has_choice = not chosen or any(fold(table) in chosen for table in now)
    return [
        table.id
        for table in room.tables
        if table.id not in met_at
        and ((not has_choice and fold(table.id) in chosen) or (not has_best and rated[table.id] == best))
    ]


def advise_access(room: Room, barriers: Iterable[Barrier]) -> Iterator[str]:
    """Yield a sentence for each barrier: which tables to make accessible, and for which people."""
    for barrier in barriers:
        people = [room.persons[room.index[one]].label for one in barrier.people]
        yield said_count(
            "Find a place for %(tables)s with what %(people)s needs: %(need)s. They would rather sit there.",
            "Find a place for %(tables)s with what %(people)s need: %(need)s. They would rather sit there.",
            len(people),
            tables=_shorten([room.table(one).label for one in barrier.tables], last="or"),
            people=_shorten(people),
            need=barrier.need,
        )


def _shorten(labels: Sequence[str], last: str = "and") -> str:
    left = len(labels) - SHOWN
    if left > 0:
        return said_list([*labels[:SHOWN], said_count("%(number)s other", "%(number)s others", left)], last=last)
    return said_list(labels, last=last)
