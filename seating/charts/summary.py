"""What charts say together, and who of those that they name is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from seating.charts.agreement import Agreement, CellCount, Named
from seating.charts.comparison import Difference, Groups, Shift
from seating.charts.join_decisions import Join
from seating.errors import Note
from seating.groups import group_by_key
from seating.mentions import Mention, MentionKind, Resolver
from seating.profiles import People, Person, Role, Status, Who
from seating.profiles.heads import without_held_seats
from seating.requirements.base.kind import Ask
from seating.room.tables import Table


class Absence(StrEnum):
    """Why someone that charts name is missing."""

    NOT_BY_NAME = "not on the list by this name"
    HELD = "a seat is held for them"
    NOT_INVITED = "not invited yet"
    DECLINED = "has declined"
    NOT_COMING = "not coming"


@dataclass(frozen=True, slots=True)
class Perspective:
    """A voice, a role, a need or a needed cell of the frame that a convening asks for.

    Attributes
    ----------
    id : str
        The id of the requirement, or `frame-N`.
    name : str
    who : Who or None
        The description, if there is one.
    is_cell : bool
        Whether it is a needed cell of the frame.
    """

    id: str
    name: str
    who: Who | None
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A person that charts name and who is not coming, or not on the list.

    Attributes
    ----------
    named : Named
    absence : Absence
    mention : Mention
    """

    named: Named
    absence: Absence
    mention: Mention


def list_perspectives(asks: Iterable[tuple[str, Ask]], needed: Sequence[Mapping[str, str]]) -> tuple[Perspective, ...]:
    """Return the perspectives of a convening.

    Parameters
    ----------
    asks : iterable of (id, Ask)
        The voices, roles and needs of its requirements.
    needed : sequence of mapping of column to value
        The needed cells of its frame.
    """
    found = [Perspective(identity, ask.name, ask.who) for identity, ask in asks]
    for number, cells in enumerate(needed, start=1):
        name = " · ".join(cells.values())
        found.append(Perspective(f"frame-{number}", name, Who.model_validate(dict(cells)), is_cell=True))
    return tuple(found)


def make_resolver(people: People, perspectives: Iterable[Perspective]) -> Resolver:
    """Return what resolves the texts on charts.

    Parameters
    ----------
    people : People
    perspectives : iterable of Perspective
    """
    return Resolver(people, ((one.id, one.name) for one in perspectives))


def find_missing(
    agreement: Agreement,
    mentions: Mapping[str, Mention],
    people: People,
    coming: Collection[str] | None,
    perspectives: Sequence[Perspective],
) -> tuple[Missing, ...]:
    """Return the people that the charts name and who are not coming; those named by the most charts come first.

    An organization, a kind of people or a voice is missing if nobody of it is coming.

    Parameters
    ----------
    agreement : Agreement
    mentions : mapping of str to Mention
        As `resolve_texts` found them.
    people : People
        The list; empty if there is none, in which case no one is known to be missing.
    coming : collection of str, or None
        The ids of those who are coming; None without a list.
    perspectives : sequence of Perspective
    """
    if coming is None:
        return ()
    described = {one.id: one.who for one in perspectives}
    found = []
    for one in agreement.named:
        mention = mentions[one.key]
        wanted = [who for each in mention.ids if (who := described.get(each)) is not None]
        meant = [person for each in mention.ids if (person := people.by_id.get(each)) is not None]
        if mention.kind is MentionKind.VOICE:
            meant = [person for person in people if any(who.matches(person) for who in wanted)]
        if not any(person.id in coming for person in without_held_seats(meant)):
            absences = {_absence(person) for person in meant} or {Absence.NOT_BY_NAME}
            found.append(Missing(one, absences.pop() if len(absences) == 1 else Absence.NOT_COMING, mention))
    return tuple(found)


def resolve_texts(agreement: Agreement, resolver: Resolver) -> Mapping[str, Mention]:
    """Return what everyone named means, by key.

    Parameters
    ----------
    agreement : Agreement
    resolver : Resolver
    """
    return {one.key: _resolve(one, resolver) for one in agreement.named}


def _resolve(named: Named, resolver: Resolver) -> Mention:
    """Return what the text of someone named means; of someone on the list, the person."""
    if named.person is not None:
        return Mention(named.text, MentionKind.PERSON, (named.person,))
    found = map(resolver.resolve, (named.text, *named.spellings))
    return next((one for one in found if one.is_known), Mention(named.text, MentionKind.UNKNOWN))


_ABSENCES = {
    Status.OPEN: Absence.HELD,
    Status.NOMINATED: Absence.NOT_INVITED,
    Status.IDEA: Absence.NOT_INVITED,
    Status.DECLINED: Absence.DECLINED,
}


def _absence(person: Person) -> Absence:
    return _ABSENCES.get(person.status, Absence.NOT_COMING)


@dataclass(frozen=True, slots=True)
class EmptyChairs:
    """Cells of one sector at one table; `is_whole` if they are of all types or have none, else `roles` tells which."""

    sector: str
    table: str
    roles: tuple[Role | None, ...]
    is_whole: bool


@dataclass(frozen=True)
class Summary:
    """What charts say together, who is missing, and how the charts differ.

    Attributes
    ----------
    agreement : Agreement
    missing : tuple of Missing
    joins : tuple of Join
    groups : Groups
    people_file : str
        The name of the list; "" if there is none.
    convening_file : str
        The name of the convening; "" if there is none.
    title, shared_result : str
        From the convening; "" if it has none.
    difference : Difference or None
        If two charts are compared.
    earlier : Agreement or None
        The charts of the earlier time.
    shifts : tuple of Shift
        What changed since the earlier time.
    mentions : mapping of str to Mention
        What everyone named means, by key.
    listed : mapping of str to Person
        Everyone on the list, by id.
    perspectives : tuple of Perspective
        The voices of the convening, and the needed cells of its frame.
    notes : tuple of Note
    files : mapping of str to str
        The files that were written, by name.
    """

    agreement: Agreement
    missing: tuple[Missing, ...]
    joins: tuple[Join, ...]
    groups: Groups
    people_file: str = ""
    convening_file: str = ""
    title: str = ""
    shared_result: str = ""
    difference: Difference | None = None
    earlier: Agreement | None = None
    shifts: tuple[Shift, ...] = ()
    mentions: Mapping[str, Mention] = field(default_factory=dict)
    listed: Mapping[str, Person] = field(default_factory=dict)
    perspectives: tuple[Perspective, ...] = ()
    notes: tuple[Note, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the charts, in the order of their numbers."""
        return self.agreement.charts.tables

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of the tables, by id; the charts of an earlier time may have further ones."""
        earlier = self.earlier.charts.tables if self.earlier else ()
        return {table.id: table.label for table in (*earlier, *self.tables)}

    @cached_property
    def missing_by_key(self) -> Mapping[str, Missing]:
        """Everyone missing, by key."""
        return {one.named.key: one for one in self.missing}

    @property
    def joined(self) -> tuple[Join, ...]:
        """The texts on the charts that count as another description or as a person."""
        return tuple(one for one in self.joins if one.is_joined and one.is_used)

    @property
    def similar(self) -> tuple[Join, ...]:
        """The texts on the charts that may mean another description or a person, but are not joined."""
        return tuple(one for one in self.joins if one.is_offered)

    def table_of(self, one: Named) -> str:
        """Return the label of the table that the most charts name; "" if there is none."""
        return ", ".join(self.labels.get(table, table) for table in one.top_tables)


def gather_cells(summary: Summary, found: Iterable[CellCount]) -> tuple[EmptyChairs, ...]:
    """Return some of the cells, gathered by sector and table, in the order of the chart.

    Parameters
    ----------
    summary : Summary
    found : iterable of CellCount
        The cells to gather.
    """
    roles = group_by_key(((one.cell.sector, one.cell.table or ""), one.cell.role) for one in found)
    sectors = {sector: number for number, sector in enumerate(dict.fromkeys(sector for sector, _ in roles))}
    tables = {table.id: number for number, table in enumerate(summary.tables)}
    return tuple(
        EmptyChairs(sector, table, tuple(roles[sector, table]), _names_all_types(roles[sector, table]))
        for sector, table in sorted(roles, key=lambda seat: (sectors[seat[0]], tables[seat[1]]))
    )


def _names_all_types(roles: Collection[Role | None]) -> bool:
    """Whether cells are of all representative types, or of a chart that has no types."""
    return set(roles) >= set(Role) or set(roles) == {None}
