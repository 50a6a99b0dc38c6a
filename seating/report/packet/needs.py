"""Needs and access, for the person in charge of them: who needs what, at which table, and how much of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from seating.profiles import Person
from seating.report.places import by_name
from seating.report.privacy import Audience, private_values
from seating.report.settings import Settings
from seating.result import Result
from seating.wording import fold

__all__ = ["ABOUT", "AUDIENCE", "ORDER", "TITLE", "AtTable", "Needs", "PersonNeeds", "Total", "fill"]

ORDER = 110
TITLE = "Needs and access"
ABOUT = "Who needs what at which table, with totals: for the person in charge of access only."
AUDIENCE = Audience.CONVENER


@dataclass(frozen=True, slots=True)
class PersonNeeds:
    """One person's needs, as written."""

    name: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtTable:
    """The people with needs at one table, and the table's features."""

    number: int
    table_id: str
    label: str
    features: tuple[str, ...]
    people: tuple[PersonNeeds, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """How many people have a need or a value that is only counted; `heading` is its column, "" for needs."""

    heading: str
    value: str
    people: int
    tables: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Totals, then the needs by table."""

    totals: tuple[Total, ...]
    tables: tuple[AtTable, ...]


def fill(result: Result, settings: Settings) -> Needs:
    """Return the needs of everybody with a seat, including staff."""
    numbers = {table.id: number for number, table in enumerate(result.room.tables, start=1)}
    people = by_name(result.room.persons)
    wanting: dict[str, list[PersonNeeds]] = {table.id: [] for table in result.room.tables}
    for person in people:
        if needs := private_values("needs", person, "needs"):
            wanting[result.plan.seats[person.id]].append(PersonNeeds(person.label, needs))
    totals = [("", person, private_values("needs", person, "needs")) for person in people]
    counted = [column for column in dict.fromkeys(result.convening.counts_only) if column != "needs"]
    totals += [(column, person, person.values(column)) for column in counted for person in people]
    return Needs(
        totals=tuple(_totals(totals, {p.id: numbers[result.plan.seats[p.id]] for p in people})),
        tables=tuple(
            AtTable(numbers[table.id], table.id, table.label, table.features, tuple(wanting[table.id]))
            for table in result.room.tables
            if wanting[table.id]
        ),
    )


def _totals(found: Iterable[tuple[str, Person, tuple[str, ...]]], number_of: dict[str, int]) -> list[Total]:
    """Return how many people have each value, most frequent first in each column."""
    labels: dict[tuple[str, str], str] = {}
    counts: Counter[tuple[str, str]] = Counter()
    tables: dict[tuple[str, str], set[int]] = {}
    order: dict[str, int] = {}
    for heading, person, values in found:
        order.setdefault(heading, len(order))
        for key, value in {(heading, fold(value)): value for value in values}.items():
            labels.setdefault(key, value)
            counts[key] += 1
            tables.setdefault(key, set()).add(number_of[person.id])
    keys = sorted(counts, key=lambda key: (order[key[0]], -counts[key], key[1]))
    return [Total(key[0], labels[key], counts[key], tuple(sorted(tables[key]))) for key in keys]
