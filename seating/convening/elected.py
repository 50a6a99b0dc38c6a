"""Those whom a table names as its chair, reporter or liaison sit at it."""

from __future__ import annotations

from collections.abc import Sequence

from seating.requirement import Requirement
from seating.requirements import kinds
from seating.tables import ELECTED, Table

__all__ = ["elected_requirements"]


def elected_requirements(tables: Sequence[Table]) -> tuple[Requirement, ...]:
    """Return a must for each elected person: at a table that names them.

    Ids are as those of cells: `chair:p014`. Somebody elected at several tables sits at any of them.
    """
    at: dict[str, list[str]] = {}
    duty_of: dict[str, str] = {}
    for duty in ELECTED:
        for table in tables:
            for identity in getattr(table, duty) if table.seats_people else ():
                at.setdefault(identity, []).append(table.id)
                duty_of.setdefault(identity, duty)
    return tuple(
        kinds()["pin"].model_validate({"id": f"{duty}:{identity}", "people": [identity], "tables": at[identity]})
        for identity, duty in duty_of.items()
    )
