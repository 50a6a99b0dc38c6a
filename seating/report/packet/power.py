"""Power at the tables, for the convener only: who sits with somebody they depend on, and how to ease it."""

from __future__ import annotations

from dataclasses import dataclass

from seating.convening.privacy import relation_columns
from seating.missing.dependence import dependences, relations_of
from seating.report.privacy import Audience
from seating.report.settings import Settings
from seating.result import Result

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "Line", "Power", "fill"]

ORDER = 105
TITLE = "Power at the tables"
ABOUT = "Who sits with somebody they depend on, table by table. Not to be left lying about."
AUDIENCE = Audience.CONVENER


@dataclass(frozen=True, slots=True)
class Line:
    """Two people at a table, of whom the first has power over the second by what the column says."""

    number: int
    table: str
    above: str
    relation: str
    below: str


@dataclass(frozen=True, slots=True)
class Power:
    """All such pairs, table by table; `relations` are the columns that were looked at."""

    relations: tuple[str, ...]
    lines: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> Power | None:
    """Return who sits with whom; None where the list has no relations."""
    relations = relations_of(result.people.headings, relation_columns(result.requirements))
    if not relations:
        return None
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    found = dependences(result.room, result.plan, relations)
    return Power(
        relations=relations,
        lines=tuple(
            Line(numbers[one.table.id], one.table.label, one.above.label, one.relation, one.below.label)
            for one in found
        ),
    )
