"""Who carries the word of a table to the body to which it reports."""

from __future__ import annotations

from seating.analysis.channels import COUNTERPART, find_drawn_from
from seating.analysis.initiative.memberships import MEMBER, Membership
from seating.present.languages import Words
from seating.profiles import Person
from seating.profiles.heads import without_held_seats
from seating.report.claims.labels import DUTY_OF
from seating.report.duty_names import as_suggested, describe_role, name_duty
from seating.report.shown_channels import list_channels
from seating.report.sort_keys import by_name
from seating.result import Result
from seating.result.memberships import group_memberships, has_suggested_role, pair_members, rests_on_suggestion
from seating.room.tables import Table as SeatingTable
from seating.wording import Said, said, said_joined


def name_carriers(result: Result, table: SeatingTable, above: SeatingTable | None, words: Words) -> tuple[str, ...]:
    """Return who carries a table's word to the body above it; () if that is not known.

    They are the people who were drawn from the table, members of the body who sit at the table or are members of both,
    unless they were drawn from a third table, and counterparts who sit at the table. Staff report only if they were
    drawn from the table: they might interpret at the body or at both.

    Parameters
    ----------
    result : Result
        What everyone may read: both sides read the names.
    table : Table
    above : Table or None
        The body above it, if it is a table.
    words : Words
        The language of the sheet.
    """
    if above is None:
        return ()
    found = [one for one in list_channels(result) if (one.origin, one.target) == (table.id, above.id)]
    carrying = {one.person for one in found}
    named: dict[str, str] = {}
    for one in result.memberships:
        person = result.people.by_id.get(one.person)
        if one.table != above.id or person is None or person.id in result.people.held or not result.may_name(person):
            continue
        is_of_another = find_drawn_from(result.room, one.role) not in {"", table.id}
        is_of_both = person.duty is None and (table.id, one.person) in pair_members(result)
        if one.person in carrying or (is_of_both and not is_of_another):
            named[one.person] = _with_role(person, _describe_role(result, one, table, above))
    met = [one.person for one in found if one.role == COUNTERPART and result.plan.seats.get(one.person) == table.id]
    for person in by_name(result.shown_persons(without_held_seats(result.people.by_id[one] for one in met))):
        named.setdefault(person.id, _with_role(person, said(COUNTERPART)))
    return tuple(map(words.tell, named.values()))


def _with_role(person: Person, role: str) -> Said:
    return said_joined([person.label, " (", role, ")"], "")


def _describe_role(result: Result, one: Membership, table: SeatingTable, above: SeatingTable) -> str:
    """Return by which duty a member of the body above carries a table's word."""
    duty, _, origin = one.role.partition(" of ")
    shown: str = name_duty(duty)
    if not origin:
        shown = DUTY_OF(duty=said(MEMBER) if duty == MEMBER else shown, table=above.label)
    elif origin != table.id:
        _, shown, _ = describe_role(result, one)
    elif has_suggested_role(result, one):
        shown = as_suggested(shown)
    for own in group_memberships(result)[one.person]:
        # no member of the table that reports, until then
        if own.table == table.id and rests_on_suggestion(result, own):
            _, role, _ = describe_role(result, own)
            shown = said_joined([shown, role], "; ")
    if one.person not in result.plan.seats:
        shown = said_joined([shown, said("no seat in this round")], ", ")
    return shown
