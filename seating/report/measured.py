"""What a seating lets the element dashboard propose, and what the tables found, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seating.harvest import themes_of
from seating.report.privacy import Audience, shown_values
from seating.result import Result
from seating.wording import fold

__all__ = ["measured_record", "themes_record"]

Record = dict[str, Any]

SECTOR = "sector"


def measured_record(result: Result) -> Record:
    """Return counts of the convening and the seating; `sectors` is None where nobody's may be told."""
    outcomes = result.convening.outcomes
    return {
        "shared_result": result.convening.shared_result,
        "outcomes": len(outcomes),
        "outcomes_with_measure": sum(bool(outcome.measure.strip()) for outcome in outcomes),
        "sectors": _sectors(result),
    }


def _sectors(result: Result) -> Mapping[str, int] | None:
    """Return how many sectors the people at each table come from; staff are nobody's voice."""
    found: dict[str, set[str]] = {table.id: set() for table in result.room.tables}
    for person in result.room.people:
        words = shown_values(result, Audience.TEAM, person, SECTOR)
        found[result.plan.seats[person.id]].update(map(fold, words))
    taken = {result.plan.seats[person.id] for person in result.room.people}
    return {table: len(words) for table, words in found.items() if table in taken} if any(found.values()) else None


def themes_record(result: Result) -> list[Record]:
    """Return the themes of the harvest with their counts, without anybody's words."""
    if result.harvest is None:
        return []
    return [
        {"theme": theme.name, "statements": len(theme.statements), "tables": dict(theme.by_table)}
        for theme in themes_of(result.harvest)
    ]
