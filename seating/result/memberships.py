"""The governance tables of a result, their members, and which of these follow from a suggestion only."""

from __future__ import annotations

from collections.abc import Mapping

from seating.analysis.initiative.memberships import OUTSIDE, Membership, list_named_members
from seating.groups import tuples_by_key
from seating.result.result_facts import Facts, keep
from seating.room.plan import Room
from seating.room.tables import ELECTED, Table
from seating.wording import fold


def list_governance_tables(room: Room) -> tuple[Table, ...]:
    """Return the governance tables of a result at these, without the table of those who are no members."""
    return tuple(table for table in room.tables if table.id != OUTSIDE)


def has_chosen_members(room: Room) -> bool:
    """Whether the solver chose the members; if not, a result at governance tables is only checked."""
    return any(table.chooses_members for table in room.tables)


@keep
def pair_members(result: Facts) -> frozenset[tuple[str, str]]:
    """Return the table id and the person id of each member of a governance table."""
    return frozenset((one.table, one.person) for one in result.memberships)


@keep
def group_memberships(result: Facts) -> Mapping[str, tuple[Membership, ...]]:
    """Return the memberships of each person, in the order of all memberships."""
    return tuples_by_key((one.person, one) for one in result.memberships)


@keep
def _pair_elected(result: Facts) -> frozenset[tuple[str, str]]:
    """Return pairs of person id and duty to which the table where the person sits elected them.

    Someone without a seat keeps what a table elected them to.
    """
    seats, further = result.plan.seats, result.plan.further
    return frozenset(
        (person, duty)
        for table in result.convening.tables
        if table.seats_people
        for duty in ELECTED
        for person in getattr(table, duty)
        if table.id in (seats.get(person, table.id), *further.get(person, ()))
    )


def is_suggested(result: Facts, person: str, duty: str) -> bool:
    """Whether a duty is only a suggestion: the program chose the person, neither staff nor elected by the table."""
    listed = result.people.by_id.get(person)
    return (listed is None or listed.duty is None) and (person, duty) not in _pair_elected(result)


def rests_on_suggestion(result: Facts, membership: Membership) -> bool:
    """Whether a person is a member of a governance table only by a duty that is a suggestion."""
    return has_suggested_role(result, membership) and not is_named_member(result, membership)


def has_suggested_role(result: Facts, membership: Membership) -> bool:
    """Whether the duty by which a person comes to a governance table is a suggestion."""
    duty = membership.role.partition(" of ")[0]
    held = [one for one in result.duties.get(membership.person, ()) if fold(one) == duty]
    return membership.is_drawn and any(is_suggested(result, membership.person, one) for one in held)


def is_named_member(result: Facts, membership: Membership) -> bool:
    """Whether the convening names the person for the governance table."""
    return (membership.table, membership.person) in _pair_named(result)


@keep
def _pair_named(result: Facts) -> frozenset[tuple[str, str]]:
    """Return pairs of governance table and person that the convening names."""
    tables = (table for table in result.convening.tables if not table.seats_people)
    return frozenset((t.id, person) for t in tables for person, _ in list_named_members(result.people, t))
