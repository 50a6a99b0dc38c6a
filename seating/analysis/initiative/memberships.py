"""Who is a member of which governance table, and the room in which such a table is judged or its members are chosen.

The members of a governance table are named, drawn from action tables by their duty, or chosen. To judge a requirement
at governance tables, or to choose their members, they are treated as a room of their own: its tables are the governance
tables and one further table for everyone who is no member. So the kinds of requirement, the engines and the judge need
to know nothing about memberships.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.obstacles import Case, PlaceKind, Situation, find_obstacle
from seating.profiles import People
from seating.requirements import kinds
from seating.requirements.base.kind import LinkRequirement, Requirement, is_about_governance, named_tables
from seating.requirements.size import SizeRequirement
from seating.room.history import History
from seating.room.plan import Plan, Room
from seating.room.tables import ELECTED, Seats, Table, map_labels
from seating.wording import Said, fold, message, said

LIAISON = "liaison"
"""The duty of those who carry word from their table to another one."""

MEMBER = "member"
"""The role of a member who was neither drawn from another table nor elected."""

OUTSIDE = "no membership"
"""The id of the table for people who are no members. It is not a valid id in a convening, so that no table has it."""

Duties = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place at a governance table. `role` is for example "chair of capital" or "member"."""

    table: str
    person: str
    role: str

    @property
    def is_drawn(self) -> bool:
        """Whether the person comes from another table, as its chair or liaison; such members are not chosen."""
        return " of " in self.role


def outside_table() -> Table:
    """Return the table, in the room of governance tables, of the people who are no members."""
    return Table.model_construct(id=OUTSIDE, name=said(message("no membership")), seats=Seats(), open_if_needed=True)


def group_governance_tables(tables: Iterable[Table]) -> tuple[tuple[Table, ...], ...]:
    """Return the governance tables without seats in groups: those whose members are chosen first, then each other one.

    The members of the first group are chosen together, and no one is chosen for two of its tables.
    """
    without = [table for table in tables if not table.seats_people]
    chosen = tuple(table for table in without if table.chooses_members)
    return (*((chosen,) if chosen else ()), *((table,) for table in without if not table.chooses_members))


def governance_room(room: Room, tables: Sequence[Table], memberships: Iterable[Membership], plan: Plan) -> Room:
    """Return the room of governance tables: the people of the round who can be chosen, and all known members.

    Parameters
    ----------
    room : Room
        The room of the round.
    tables : sequence of Table
        Governance tables. They are followed by one for people who are no members.
    memberships : iterable of Membership
        The known members of all governance tables. Members of `tables` may be staff, or absent in this round.
    plan : Plan
        Who sits where in the round.
    """
    ids, known = {table.id for table in tables}, list_members_by_table(memberships)
    situation = Situation(room.listed, room, plan)
    free = (one for one in room.people if find_obstacle(Case(situation, one, PlaceKind.CHOICE)) is None)
    people = {person.id: person for person in free}
    people |= {p: room.listed.by_id[p] for table in ids for p in known.get(table, ()) if p in room.listed.by_id}
    sitting: dict[str, set[str]] = {table.id: set() for table in room.tables}
    for person, table in plan.seats.items():
        sitting[table].add(person)
    elsewhere = {table: frozenset(there) for table, there in (*sitting.items(), *known.items()) if table not in ids}
    return replace(
        room,
        people=tuple(people[identity] for identity in sorted(people)),
        staff=(),
        tables=(*tables, outside_table()),
        history=History(),
        last_round=0,
        ties={},
        memberships=elsewhere,
        day="",
        labels_elsewhere={**room.labels_elsewhere, **map_labels(room.tables)},
    )


def governance_requirements(
    requirements: Iterable[Requirement], tables: Sequence[Table], every: Sequence[Table], people: People
) -> tuple[Requirement, ...]:
    """Return the requirements at governance tables.

    They are those that name one of the tables and, where members are chosen, that each table has as many members as its
    `seats` and that the people that the convening names for it are members. A link to another table counts where
    members are chosen; if they are chosen at none of its tables, at the last governance table that it names.

    Parameters
    ----------
    requirements : iterable of Requirement
        All requirements of the round.
    tables : sequence of Table
        One group of governance tables.
    every : sequence of Table
        All tables of the convening.
    people : People
        The list.
    """
    ids = {table.id for table in tables}
    found = [
        requirement
        for requirement in requirements
        if ids.intersection(named_tables(requirement))
        and (not isinstance(requirement, LinkRequirement) or ids.intersection(_list_judging(requirement, every)))
    ]
    sized = {table for r in found if isinstance(r, SizeRequirement) for table in named_tables(r)}
    for table in tables:
        if table.chooses_members and table.id not in sized:
            found.append(kinds()["size"].model_validate({"id": f"size:{table.id}", "at": [table.id]}))
        members = [one for one in table.own_members if one in people.by_id]
        if table.chooses_members and members:
            keys = {"people": members, "tables": [table.id]}
            found.append(kinds()["pin"].model_validate({"id": f"members:{table.id}", **keys}))
    return tuple(found)


def _list_judging(link: LinkRequirement, every: Sequence[Table]) -> list[str]:
    """Return the ids of the governance tables with which a link is judged; none if the seats decide it."""
    if not is_about_governance(link, every):
        return []
    by_id = {table.id: table for table in every}
    governing = [table for table in reversed(named_tables(link)) if not by_id[table].seats_people]
    return [table for table in governing if by_id[table].chooses_members] or governing[:1]


def governance_plan(room: Room, memberships: Iterable[Membership]) -> Plan:
    """Return the plan of a room of governance tables in which exactly these people are members."""
    at = {(one.person, one.table) for one in memberships}
    tables = [table.id for table in room.tables]
    return Plan({p.id: next((t for t in tables if (p.id, t) in at), OUTSIDE) for p in room.people})


def list_chosen(room: Room, plan: Plan) -> tuple[Membership, ...]:
    """Return the members in a plan of a room of governance tables, elected people with their duty."""
    found = []
    for table in room.tables[:-1]:
        elected = {person: duty for duty in reversed(ELECTED) for person in getattr(table, duty)}
        here = (person.id for person in room.people if plan.seats[person.id] == table.id)
        found += [Membership(table.id, person, elected.get(person, MEMBER)) for person in here]
    return tuple(found)


def list_members_by_table(memberships: Iterable[Membership]) -> Mapping[str, frozenset[str]]:
    """Return the ids of the members of each governance table that has some, by table id."""
    found: dict[str, set[str]] = {}
    for one in memberships:
        found.setdefault(one.table, set()).add(one.person)
    return {table: frozenset(members) for table, members in found.items()}


def list_memberships(
    people: People, tables: Sequence[Table], room: Room, plan: Plan, duties: Duties
) -> tuple[Membership, ...]:
    """Return the members of the governance tables, which have no seats, then the liaisons, each once with their role.

    A duty to which a table elected its own member comes first, then the one that they bring from another table.

    Members drawn from other tables come first, then the governance table's own members. The members drawn from a table
    are the people that that table elected to a duty, and the others who hold that duty there, including staff. Of a
    table whose members are chosen, only those that the convening names are known here.

    Parameters
    ----------
    people : People
    tables : sequence of Table
        All tables of the convening.
    room : Room
    plan : Plan
    duties : mapping of person id to tuple of duties
    """
    found: dict[tuple[str, str], Membership] = {}
    for governance in (table for table in tables if not table.seats_people):
        drawn = _list_drawn(people, governance, room, plan, duties)
        named = list(list_named_members(people, governance))
        own = {person: role for person, role in reversed(named) if role != MEMBER}
        for person, role in (*drawn, *named):
            one = Membership(governance.id, person, own.get(person, role))
            found.setdefault((governance.id, person), one)
    for one in _list_liaisons(people, tables, room, plan, duties):
        known = found.get((one.table, one.person))
        if known is None or known.role == MEMBER:
            found[one.table, one.person] = one
    return tuple(found.values())


def _list_liaisons(
    people: People, tables: Sequence[Table], room: Room, plan: Plan, duties: Duties
) -> Iterator[Membership]:
    """Yield the liaisons of other tables who are members of a table, besides their seats.

    The liaisons of a table are the people that it elected, and the others who hold the duty there, including staff.
    """
    by_id = {table.id: table for table in tables}
    for table in tables:
        for origin in table.liaisons:
            for person in _list_holders(people, by_id[origin], LIAISON, room, plan, duties):
                yield Membership(table.id, person, f"{LIAISON} of {origin}")


def _list_drawn(people: People, governance: Table, room: Room, plan: Plan, duties: Duties) -> Iterator[tuple[str, str]]:
    duty = fold(governance.drawn_from)
    for table in room.tables if duty else ():
        for person in _list_holders(people, table, duty, room, plan, duties):
            yield person, f"{duty} of {table.id}"


def name_membership(member: str, table: Table) -> Said:
    """Return the name of a member's place at a governance table, by the name of the member.

    >>> name_membership("Ana Ruiz", Table(id="steering", name="Steering Table"))
    'seat of Ana Ruiz at Steering Table'
    """
    return said("seat of %(name)s at %(table)s", name=member, table=table.label)


def list_named_members(people: People, governance: Table) -> Iterator[tuple[str, str]]:
    """Yield the id and the role of each person that the convening names as elected or as a member at a table.

    Parameters
    ----------
    people : People
        The list.
    governance : Table
    """
    for duty in ELECTED:
        yield from ((person, duty) for person in list_elected(people, governance, duty))
    for reference in governance.people:
        yield from ((person.id, MEMBER) for person in people.named(reference))


def _list_holders(people: People, table: Table, duty: str, room: Room, plan: Plan, duties: Duties) -> tuple[str, ...]:
    """Return the ids of the people that a table elected to a duty, then of the others who hold it there."""
    here = (p.id for p in room.persons if duty in duties.get(p.id, ()) and plan.seats[p.id] == table.id)
    return tuple(dict.fromkeys((*list_elected(people, table, duty), *here)))


def list_elected(people: People, table: Table, duty: str) -> tuple[str, ...]:
    """Return the ids of the people that a table elected to a duty; empty for a duty to which tables elect no one.

    Parameters
    ----------
    people : People
    table : Table
    duty : str
    """
    named = getattr(table, duty) if duty in ELECTED else ()
    return tuple(person.id for reference in named for person in people.named(reference))
