"""Tables where more than half of the people are from one organization, or are decision-makers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seating.analysis.groups import groups_of
from seating.plan import Plan, Room
from seating.profiles import Role, Status
from seating.tables import Table

__all__ = ["Dominance", "dominances"]

FEWEST = 4
"""People at a table from which on a majority can be spoken of."""


@dataclass(frozen=True, slots=True)
class Dominance:
    """A group with more than half of the people at a table, so that it could decide alone."""

    table: Table
    column: str
    value: str
    people: int
    of: int


def dominances(room: Room, plan: Plan, columns: Sequence[str]) -> tuple[Dominance, ...]:
    """Return the groups that have more than half of a table of four people or more; an open seat is nobody.

    Parameters
    ----------
    columns : sequence of str
        Such as the organization. Of representative types only decision-makers are meant: it is they
        who can decide over the heads of the others.
    """
    found = []
    for table in room.tables:
        here = [p for p in room.members(plan)[table.id] if p.status is not Status.OPEN]
        for column in columns:
            for value, people in groups_of(here, column).items():
                decides = column != "representative_type" or value == Role.DECISION_MAKER
                if decides and len(here) >= FEWEST and 2 * len(people) > len(here):
                    found.append(Dominance(table, column, value, len(people), len(here)))
    return tuple(found)
