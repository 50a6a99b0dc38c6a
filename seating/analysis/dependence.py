"""Tables where people sit with someone they depend on, according to the columns of relations."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seating.convening.schema import Power
from seating.plan import Plan, Room
from seating.profiles import Person
from seating.tables import Table
from seating.wording import fold, squashed

__all__ = ["DEPENDS_ON", "POWER_OVER", "Meaning", "Naming", "meaning_of", "namings", "relations_of"]

POWER_OVER = (
    *("funds", "finances", "sponsors", "pays", "employs", "hires", "supports", "supervises", "manages", "oversees"),
    *("regulates", "licenses", "governs", "owns", "grants to", "lends to", "rents to", "leases to", "invests in"),
    *("funder of", "sponsor of", "employer of", "supervisor of", "manager of", "boss of", "landlord of", "grantees"),
)
"""Headings that mean: the person of the row, or their organization, has power over those named in the cell."""

DEPENDS_ON = (
    *("funded by", "financed by", "sponsored by", "paid by", "employed by", "hired by", "supported by"),
    *("supervised by", "managed by", "overseen by", "regulated by", "licensed by", "governed by", "owned by"),
    *("works for", "reports to", "answers to", "accountable to", "depends on", "borrows from", "rents from"),
    *("leases from", "receives funding from", "funding from", "employee of", "grantee of", "tenant of"),
    *("funder", "funders", "employer", "supervisor", "manager", "line manager", "boss", "landlord"),
)
"""Headings that mean: the person of the row, or their organization, depends on those named in the cell."""

FILLERS = frozenset({"is", "are", "was", "were", "am", "currently", "directly", "mainly"})
"""Words that do not change the meaning of a heading: "is funded by" means "funded by"."""

WORD = re.compile(r"[^\W_]+")


class Meaning(StrEnum):
    """The meaning of a column of relations for the person of the row and the people named in the cell."""

    POWER_OVER = "power over"
    DEPENDS_ON = "depends on"
    UNKNOWN = "unknown"
    """It is not known who has power over whom."""


_BY_NAME = {
    **{squashed(heading): Meaning.POWER_OVER for heading in POWER_OVER},
    **{squashed(heading): Meaning.DEPENDS_ON for heading in DEPENDS_ON},
}


@dataclass(frozen=True, slots=True)
class Naming:
    """Two people at one table; the row of `one` names `other` in the column `relation`."""

    table: Table
    relation: str
    meaning: Meaning
    one: Person
    other: Person

    @property
    def above(self) -> Person:
        """The person who has power over the other; not defined if the meaning is unknown."""
        assert self.meaning is not Meaning.UNKNOWN
        return self.other if self.meaning is Meaning.DEPENDS_ON else self.one

    @property
    def below(self) -> Person:
        """The person who depends on the other; not defined if the meaning is unknown."""
        return self.one if self.above is self.other else self.other


def meaning_of(column: str, power: Power) -> Meaning:
    """Return the meaning of a column of relations: as the convening declares it, otherwise from its heading.

    >>> meaning_of("Is funded by", Power()), meaning_of("supplies", Power())
    (<Meaning.DEPENDS_ON: 'depends on'>, <Meaning.UNKNOWN: 'unknown'>)
    """
    if column in power.over:
        return Meaning.POWER_OVER
    if column in power.under:
        return Meaning.DEPENDS_ON
    words = [word for word in WORD.findall(column.casefold()) if word not in FILLERS]
    return _BY_NAME.get(squashed(" ".join(words)), Meaning.UNKNOWN)


def relations_of(columns: Iterable[str], power: Power, used: Collection[str] = ()) -> tuple[str, ...]:
    """Return the columns of relations: those with a known meaning, and those in `used`.

    Parameters
    ----------
    columns : iterable of str
    power : Power
        What the convening declares.
    used : collection of str
        Columns that a requirement uses as a relation.
    """
    return tuple(column for column in columns if column in used or meaning_of(column, power) is not Meaning.UNKNOWN)


def namings(room: Room, plan: Plan, relations: Sequence[str], power: Power) -> tuple[Naming, ...]:
    """Return the people who share a table with somebody their row names, in table order; staff are included.

    Parameters
    ----------
    room : Room
    plan : Plan
    relations : sequence of str
        The columns of relations.
    power : Power
        What the convening declares about their meaning.
    """
    people, staff = room.members(plan), room.staff_members(plan)
    return tuple(
        Naming(table, relation, meaning_of(relation, power), one, other)
        for table in room.tables
        for relation in relations
        for one in (*people[table.id], *staff[table.id])
        for other in _named(one, relation, (*people[table.id], *staff[table.id]), room)
    )


def _named(one: Person, relation: str, here: Iterable[Person], room: Room) -> Iterator[Person]:
    """Yield the people at the table whom a cell names, as persons or by an organization other than `one`'s own."""
    values = one.values(relation)
    organizations = {fold(value) for value in values} - {fold(one.organization)}
    persons = {person.id for value in values for person in room.listed.named(value)}
    for other in here:
        by_organization = other.organization != "" and fold(other.organization) in organizations
        if other.id != one.id and (other.id in persons or by_organization):
            yield other
