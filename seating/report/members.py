"""Governance tables and their members as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seating.analysis.initiative.memberships import Membership, list_elected
from seating.convening.rooms import list_tables_with_days
from seating.present.languages import Words
from seating.profiles import People, Person
from seating.report.duty_names import describe_role, duty_in_words
from seating.report.person_names import keep_text, name_alone, name_without_seat, tell_apart
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.result.cells import show_cell
from seating.result.memberships import group_memberships, rests_on_suggestion
from seating.room.plan import Room
from seating.room.tables import ELECTED, Table, in_order_of_numbers, map_labels
from seating.wording import said, said_joined, said_list


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a governance table, as pages show it.

    Attributes
    ----------
    id, name : str
    alone : str
        The name for a place without the organization.
    organization : str
        "" if the list has none or the audience may not see it.
    role : str
        Who they speak for: "chair of Capital, suggested until elected", "member by name" or "chosen".
    duty : str
        The duty at the governance table itself, such as "chair"; "" for none.
    origin : str
        The id of the table from which they were drawn, or else of the table where they sit; "" for none. Staff carry
        no word of the table at which they serve.
    sits_at : str
        The name of the table where they sit in the round; "" for none.
    is_drawn : bool
        Whether they were drawn from `origin` for a duty there, or sit at the table itself.
    """

    id: str
    name: str
    alone: str
    organization: str
    role: str
    duty: str
    origin: str
    sits_at: str
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class GovernancePlace:
    """A governance table with its members, by name; the numbers of tables without seats follow those of the others."""

    number: int
    table: Table
    members: tuple[Member, ...]


def governance_places(result: Result, words: Words | None = None) -> tuple[GovernancePlace, ...]:
    """Return the governance tables, and other tables with members beside their seats, as an audience may see them.

    People who sit at such a table are its members too, and so are those that it elected and who do not sit there in
    this round. Members who declined, or who are not invited yet, are left out.

    Parameters
    ----------
    result : Result
    words : Words, optional
        The language of the texts. By default they are translated where they are printed.
    """
    found = []
    named: dict[str, dict[str, Membership]] = {}
    for one in result.memberships:
        named.setdefault(one.table, {})[one.person] = one
    tables = list_tables_with_days(result.convening, result.room.round_number)
    for number, table in enumerate(in_order_of_numbers(tables), start=1):
        at = named.get(table.id, {})
        if at or table.governs:
            people = {p.id: p for p in result.shown_persons(awaited_members(result, table))}
            at |= {one: Membership(table.id, one, "") for one in people if result.plan.seats.get(one) == table.id}
            for duty in reversed(ELECTED):
                away = {p.id: p for p in list_elected_away(result, table, duty)}
                people |= away
                at |= {one: Membership(table.id, one, duty) for one in away}
            members = tuple(show_member(result, table, at[p.id], p, words) for p in by_name(people.values()))
            found.append(GovernancePlace(number, table, members))
    return tuple(found)


def awaited_members(result: Result, table: Table) -> tuple[Person, ...]:
    """Return the people at a table and its members who are on the list, are invited, and did not decline."""
    ids = dict.fromkeys(person for person, seat in result.plan.seats.items() if seat == table.id)
    ids |= dict.fromkeys(one.person for one in result.memberships if one.table == table.id)
    return list_awaited(result, ids)


def awaited_memberships(result: Result) -> tuple[Membership, ...]:
    """Return the memberships of governance tables, without those of people who declined or are not invited yet."""
    awaited = {person.id for person in list_awaited(result, {one.person: None for one in result.memberships})}
    return tuple(one for one in result.memberships if one.person in awaited)


def list_awaited(result: Result, ids: Iterable[str]) -> tuple[Person, ...]:
    """Return those of these people who are on the list, are invited, and did not decline."""
    people = (result.people.by_id[identity] for identity in ids if identity in result.people.by_id)
    return tuple(person for person in people if person.status.is_seated)


def show_member(result: Result, table: Table, membership: Membership, person: Person, words: Words | None) -> Member:
    """Return a member of a governance table as pages show them, in a language or to be translated where printed."""
    tell = keep_text if words is None else words.tell
    is_seat = person.id in result.people.held
    seat = result.plan.seats.get(person.id, "")
    if seat == table.id:
        duty: str = said_list([duty_in_words(result, person.id, one) for one in result.duties.get(person.id, ())])
        origin = ""
        role: str = duty or (said("held seat") if is_seat else said("sits at this table"))
    else:
        origin, role, duty = describe_role(result, membership)
    held_for = show_cell(result, person, "organization") if is_seat and not person.name else ""
    return Member(
        id=person.id,
        name=held_for or tell(tell_apart(result, person)),
        alone=held_for or tell(name_alone(result, person)),
        organization="" if held_for else show_cell(result, person, "organization"),
        role=tell(role),
        duty=tell(duty),
        origin=origin
        or (
            ""
            if person.duty is not None or seat == table.id
            else seat or find_electors(result.people, result.room, person, table.id)
        ),
        sits_at=result.room.table(seat).label if seat else "",
        is_drawn=bool(origin) or seat == table.id,
    )


def find_electors(people: People, room: Room, person: Person, at: str) -> str:
    """Return the id of another table that elected someone without a seat in the round to a duty; "" for none."""
    elected = (
        table.id
        for table in room.tables
        if table.id != at and any(person.id in list_elected(people, table, duty) for duty in ELECTED)
    )
    return next(elected, "")


def name_governance(result: Result, person: str) -> tuple[str, ...]:
    """Return the names of the tables of which a person is a member besides their seat.

    A membership that rests on a suggestion is left out, because no one was asked yet.
    """
    memberships = group_memberships(result).get(person, ())
    labels = map_labels(result.convening.tables) if memberships else {}
    return tuple(labels.get(one.table, one.table) for one in memberships if not rests_on_suggestion(result, one))


def list_elected_away(result: Result, table: Table, duty: str) -> tuple[Person, ...]:
    """Return the people that a table with seats elected to a duty, and who do not sit there in this round.

    Those who declined, or who are not invited yet, are left out.
    """
    if not table.seats_people:
        return ()
    elected = list_elected(result.people, table, duty)
    away = [person for person in elected if table.id not in result.plan.tables_of(person)]
    return result.shown_persons(list_awaited(result, away))


def name_elected_away(result: Result, table: Table, duty: str, words: Words | None = None) -> tuple[str, ...]:
    """Return the names of those that `list_elected_away` finds, each with where they are instead."""
    tell = keep_text if words is None else words.tell
    found = []
    for person in list_elected_away(result, table, duty):
        name, seat = tell_apart(result, person), result.plan.seats.get(person.id)
        if seat is None:
            found.append(tell(name_without_seat(name)))
        else:
            found.append(tell(said_joined([name, f"({result.room.table(seat).label})"], " ")))
    return tuple(found)


def name_member(member: Member, words: Words) -> str:
    """Return a member of a governance table with their role, and with a mark if they have no seat in the round."""
    if member.sits_at:
        return f"{member.alone} ({member.role})"
    return f"{member.alone} ({member.role}, {words.tell(said('no seat in this round'))})"
