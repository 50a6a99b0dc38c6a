"""Hosts of tables: who there depends on them, and how many are their own people.

People seldom speak frankly in the house of someone who funds them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from seating.analysis.power import FEWEST_AT_TABLE
from seating.convening.relations import find_meaning, list_relations
from seating.convening.schema import Power
from seating.errors import Note
from seating.profiles import People, Person, Who
from seating.profiles.heads import without_held_seats
from seating.profiles.power_headings import Meaning
from seating.profiles.private_columns import relation_columns
from seating.requirements.base.kind import Requirement, allows_further
from seating.requirements.count import list_meant_for
from seating.requirements.keep_from import KeepFromRequirement
from seating.requirements.pin import PinRequirement
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import fold, said, said_count, said_first, said_joined, said_list

FEWEST = 3
"""Fewest people at a table that a page for others mentions; with fewer it would tell who depends on the host."""

SHOWN = 6
"""Maximum number of people that a note names."""


@dataclass(frozen=True, slots=True)
class HostDependence:
    """A person at a table, and the column by which they depend on its host.

    Without `is_certain`, they name the host in a column that does not show which of the two has power.
    """

    table: Table
    person: Person
    relation: str
    is_certain: bool = True


def find_host_dependences(
    at: Mapping[str, Sequence[Person]],
    tables: Iterable[Table],
    people: People,
    relations: Sequence[str],
    power: Power,
) -> tuple[HostDependence, ...]:
    """Return who depends on the host of a table, or might, in the order of the tables; no one twice at a table.

    The host is the organization or person in `hosted_by`, or several, separated by `;`. People from the host's own
    organization do not count, nor do open seats: no one is there yet who could be frank.

    Parameters
    ----------
    at : mapping of table id to sequence of Person
        The people at each table, or those who may come to it.
    tables : iterable of Table
    people : People
        The whole list.
    relations : sequence of str
        The columns of relations.
    power : Power
        What the convening declares about their meaning.
    """
    found = []
    unclear = {relation for relation in relations if find_meaning(relation, power) is Meaning.UNKNOWN}
    relations = sorted(relations, key=unclear.__contains__)
    for table in tables:
        hosts = _hosts_of(table)
        if not hosts:
            continue
        own = [p for p in people if _names(p) & hosts]
        for person in without_held_seats(at.get(table.id, ())):
            relation = next(_relations_to(person, hosts, own, people, relations, power), None)
            if relation is not None and not _names(person) & hosts:
                found.append(HostDependence(table, person, relation, relation not in unclear))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class HostShare:
    """How many of the people at a table are the table's host or from the host's organization.

    Attributes
    ----------
    table : Table
        Its `hosted_by` names the host.
    people : int
    of : int
        Number of all people at the table.
    """

    table: Table
    people: int
    of: int


def find_host_shares(room: Room, plan: Plan) -> tuple[HostShare, ...]:
    """Return the tables of four or more people where the host has a seat, in table order; open seats do not count."""
    found, coming = [], room.coming_at(plan)
    for table in room.tables:
        hosts = _hosts_of(table)
        here = coming[table.id]
        own = sum(1 for p in here if hosts & _names(p))
        if own and len(here) >= FEWEST_AT_TABLE:
            found.append(HostShare(table, own, len(here)))
    return tuple(found)


def list_meant(room: Room, requirements: Iterable[Requirement]) -> Mapping[str, Sequence[Person]]:
    """Return the people that each table with `for` is for and who can come to it, by id; other tables are left out.

    A table is for someone that a row brings along only if what is known of them decides so.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
        The active requirements; those from `for` name who a table is for, and those about people who cannot come.
    """
    asked = tuple(requirements)
    return _list_meant(room, asked, _list_barred(room, asked))


def _list_meant(
    room: Room, asked: Iterable[Requirement], barred: Collection[tuple[str, str]]
) -> Mapping[str, Sequence[Person]]:
    found: dict[str, Sequence[Person]] = {}
    for count, at in list_meant_for(asked):
        for table in room.tables_at(at):
            meant = (person for person in room.people if _is_meant(person, count.who))
            found[table.id] = [person for person in meant if (person.id, table.id) not in barred]
    return found


def list_expected(room: Room, requirements: Iterable[Requirement]) -> Mapping[str, Sequence[Person]]:
    """Return the people who can come to each table, by id; of a table with `for`, those that it is for.

    Parameters
    ----------
    room : Room
    requirements : iterable of Requirement
        As for `list_meant`.
    """
    asked = tuple(requirements)
    barred = _list_barred(room, asked)
    found: dict[str, Sequence[Person]] = {table.id: room.people for table in room.tables}
    for table in {table for _, table in barred}.intersection(found):  # few of many tables
        found[table] = [person for person in room.people if (person.id, table) not in barred]
    return {**found, **_list_meant(room, asked, barred)}


def _list_barred(room: Room, requirements: Iterable[Requirement]) -> set[tuple[str, str]]:
    """Return the ids of each person and of each table that a must about this person keeps them from."""
    about_people = (KeepFromRequirement, PinRequirement)
    musts = [one for one in requirements if isinstance(one, about_people) and one.is_must and not allows_further(one)]
    return {pair for must in musts for pair in must.list_barred(room)}


def _is_meant(person: Person, kept_out: Who) -> bool:
    if not person.is_companion:
        return not kept_out.matches(person)
    return kept_out.not_ is not None and kept_out.not_.is_known_of(person)


def note_hosts(
    at: Mapping[str, Sequence[Person]], who: str, room: Room, power: Power, requirements: Collection[Requirement]
) -> Iterator[Note]:
    """Yield notes for each table whose host someone depends on, or might; the text for others names no one.

    Parameters
    ----------
    at : mapping of table id to sequence of Person
        The people at each table, or those who may come to it.
    who : str
        What they are, for the note: "the people there".
    room : Room
    power : Power
        What the convening declares about the meaning of relations.
    requirements : collection of Requirement
        All requirements; they may name further columns of relations.
    """
    relations = list_relations(room.listed.headings, power, relation_columns(requirements))
    found = find_host_dependences(at, room.tables, room.listed, relations, power)
    for identity in dict.fromkeys(one.table.id for one in found):
        certain, unclear = (
            [o for o in found if o.table.id == identity and o.is_certain is one] for one in (True, False)
        )
        if certain:
            yield _note_dependence(certain, who, room.listed, n_people=len(at.get(identity, ())))
        if unclear:
            yield _note_unclear(unclear, who, room.listed)


def _note_dependence(here: Sequence[HostDependence], who: str, people: People, n_people: int) -> Note:
    """Return the note on those who depend on the host of one table, with so many people."""
    table = here[0].table
    text = said_count(
        "%(table)s is hosted by %(host)s. Of %(who)s, %(number)s depends on the host (see %(columns)s): %(names)s.",
        "%(table)s is hosted by %(host)s. Of %(who)s, %(number)s depend on the host (see %(columns)s): %(names)s.",
        len(here),
        **_name_all(here, who, people),
    )
    shared = said(
        "%(table)s is hosted by %(host)s, and people there might depend on the host.",
        table=table.label,
        host=table.hosted_by,
    )
    if n_people < FEWEST:
        shared = said("People might depend on the host of their table.")
    advice = said("Choose another host or place, so that everyone can speak frankly.")
    return Note("host-depended-on", said_joined([text, advice], " "), said_joined([shared, advice], " "))


def _note_unclear(here: Sequence[HostDependence], who: str, people: People) -> Note:
    """Return the note on those who might depend on the host of one table; private, because that is not certain."""
    text = said_count(
        "%(table)s is hosted by %(host)s. Of %(who)s, %(number)s names the host in a column that does not show which "
        "of the two has power (%(columns)s): %(names)s.",
        "%(table)s is hosted by %(host)s. Of %(who)s, %(number)s name the host in a column that does not show which "
        "of the two has power (%(columns)s): %(names)s.",
        len(here),
        **_name_all(here, who, people),
    )
    advice = said("State it in the convening with power: {over: [column]} or {under: [column]}.")
    return Note("host-depended-on", said_joined([text, advice], " "), "")


def _name_all(here: Sequence[HostDependence], who: str, people: People) -> dict[str, str]:
    """Return what a note names of a table: its host, the columns and the people."""
    return {
        "table": here[0].table.label,
        "host": here[0].table.hosted_by,
        "who": who,
        "columns": said_list(sorted({one.relation for one in here})),
        "names": said_first([people.label_apart(one.person) for one in here], SHOWN),
    }


def _hosts_of(table: Table) -> set[str]:
    """Return the names of a table's hosts, folded."""
    return {fold(part) for part in table.hosted_by.split(";")} - {""}


def _names(person: Person) -> frozenset[str]:
    """Return what a host that is this person, or their organization, may be called."""
    return frozenset({fold(person.name), fold(person.organization), fold(person.id)}) - {""}


def _relations_to(
    person: Person, hosts: set[str], own: Sequence[Person], people: People, relations: Sequence[str], power: Power
) -> Iterator[str]:
    """Yield the columns by which a person depends on one of these hosts, or might; `own` are the hosts' own people."""
    for relation in relations:
        meaning = find_meaning(relation, power)
        if meaning is not Meaning.POWER_OVER:
            cells = list(person.values(relation))
            above = {name for value in cells for other in people.named(value) for name in _names(other)}
            if hosts & {*above, *map(fold, cells)}:
                yield relation
        else:
            cells = [value for one in own for value in one.values(relation)]
            below = {other.id for value in cells for other in people.named(value)}
            if person.id in below or fold(person.organization) in set(map(fold, cells)) - {""}:
                yield relation
