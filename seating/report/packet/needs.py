"""Needs and access, for the person in charge of them: who needs what, at which table, and how much of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.season.sessions import have_own_doors, in_order_of_time
from seating.profiles import Person
from seating.report.places import by_name, column_name
from seating.report.privacy import Audience, may_total, private_values
from seating.report.settings import Settings
from seating.result import Result
from seating.tables import Table
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
    """The people with needs at one table, and the table's features.

    A session of a season is expected to have `expected` people, including guests and staff, and has totals of its own.
    """

    number: int
    table: Table
    people: tuple[PersonNeeds, ...]
    expected: int
    totals: tuple[Total, ...] = ()


@dataclass(frozen=True, slots=True)
class Total:
    """How many people have a need or a value that is only counted; `heading` is its column, "" for needs."""

    heading: str
    value: str
    people: int
    tables: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Needs:
    """Totals, then the needs by table; in a season, each session has a sheet, in order of time."""

    totals: tuple[Total, ...]
    tables: tuple[AtTable, ...]
    by_session: bool


def fill(result: Result, settings: Settings) -> Needs:
    """Return the needs of everybody with a seat, including staff; guests and staff count at each of their sessions."""
    room, by_session = result.room, have_own_doors(result.room.tables)
    numbers = {table.id: number for number, table in enumerate(room.tables, start=1)}
    tables_of = {p.id: tuple(numbers[table] for table in result.plan.tables_of(p.id)) for p in room.persons}
    members, staff = room.members(result.plan), room.staff_members(result.plan)
    found = []
    for table in in_order_of_time(room.tables) if by_session else room.tables:
        people = by_name((*members[table.id], *staff[table.id]))
        needs = ((person.label, private_values("needs", person, "needs")) for person in people)
        wanting = tuple(PersonNeeds(name, values) for name, values in needs if values)
        if wanting or (by_session and people):
            cells = [*_spoken(result, members[table.id], settings), *_counted(result, people)] if by_session else []
            totals = tuple(_totals(cells, tables_of))
            found.append(AtTable(numbers[table.id], table, wanting, len(people), totals))
    return Needs(tuple(_totals(_counted(result, by_name(room.persons)), tables_of)), tuple(found), by_session)


_Cell = tuple[str, Person, tuple[str, ...]]
"""The heading of a column, a person, and their values in it."""


def _counted(result: Result, people: Iterable[Person]) -> list[_Cell]:
    """Return the needs of people and their values in the columns that are only counted."""
    people = list(people)
    columns = [column for column in dict.fromkeys(result.convening.counts_only) if column != "needs"]
    cells = [("", person, private_values("needs", person, "needs")) for person in people]
    return cells + [(column, person, person.values(column)) for column in columns for person in people]


def _spoken(result: Result, people: Iterable[Person], settings: Settings) -> list[_Cell]:
    """Return the languages of people, a blank meaning the working language; [] if the column is private."""
    if not may_total(result, "languages") or "languages" in result.convening.counts_only:
        return []
    heading, usual = column_name("languages", settings.words), result.convening.working_language
    return [(heading, person, person.languages or ((usual,) if usual else ())) for person in people]


def _totals(found: Iterable[_Cell], tables_of: Mapping[str, Sequence[int]]) -> list[Total]:
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
            tables.setdefault(key, set()).update(tables_of[person.id])
    keys = sorted(counts, key=lambda key: (order[key[0]], -counts[key], key[1]))
    return [Total(key[0], labels[key], counts[key], tuple(sorted(tables[key]))) for key in keys]
