"""Power at the tables, for the convener only: who sits with a person they depend on, and how to reduce the effect."""

from __future__ import annotations

from dataclasses import dataclass

from seating.analysis.power import Meaning, find_namings, gather, list_relations
from seating.analysis.season.hosts import find_host_dependences
from seating.present.settings import Settings
from seating.profiles.privacy import relation_columns
from seating.report.privacy import Audience
from seating.result import Result
from seating.tables import in_order_of_numbers

ORDER = 105
TITLE = "Power at the tables"
ABOUT = "Who meets a person they depend on, table by table. Do not show this page to anybody else."
AUDIENCE = Audience.CONVENER


@dataclass(frozen=True, slots=True)
class Line:
    """Two people who sit at a table or are members of it: the first has power over the second.

    If `relation` does not say which of them has power, the row of the first names the second.
    """

    number: int
    table: str
    one: str
    relation: str
    other: str


@dataclass(frozen=True, slots=True)
class Power:
    """All related pairs, by table.

    Attributes
    ----------
    relations : tuple of str
        The columns that were checked.
    dependences : tuple of Line
        Who has power over whom, and by which column.
    namings : tuple of Line
        Pairs in which the row of one person names the other, in a column that does not say which of them has power.
    hosts : tuple of Line
        The host of a table, and a person there who depends on the host.
    """

    relations: tuple[str, ...]
    dependences: tuple[Line, ...]
    namings: tuple[Line, ...]
    hosts: tuple[Line, ...]


def fill(result: Result, settings: Settings) -> Power | None:
    """Return who sits with whom; None if the list has no relations."""
    power = result.convening.power
    relations = list_relations(result.people.headings, power, relation_columns(result.requirements))
    if not relations:
        return None
    tables = in_order_of_numbers(result.convening.tables)
    numbers = {table.id: number for number, table in enumerate(tables, start=1)}
    dependences: list[Line] = []
    names: list[Line] = []
    for found in find_namings(result.room, result.plan, relations, power, tables, result.members):
        is_known = found.meaning is not Meaning.UNKNOWN
        one, other = (found.above, found.below) if is_known else (found.one, found.other)
        line = Line(numbers[found.table.id], found.table.label, one.label, found.relation, other.label)
        (dependences if is_known else names).append(line)
    met = gather(result.room, result.plan, tables, result.members)
    here = {table: [person for person in people if person.duty is None] for table, people in met.items()}
    hosts = (
        Line(numbers[one.table.id], one.table.label, one.table.hosted_by, one.relation, one.person.label)
        for one in find_host_dependences(here, tables, result.people, relations, power)
    )
    return Power(relations, tuple(dependences), tuple(names), tuple(hosts))
