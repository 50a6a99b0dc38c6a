"""Who is suggested for a duty or chosen as a member, but can talk with few of the people there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from seating.analysis.access import CutOff
from seating.analysis.obstacles import find_few_shared
from seating.groups import group_by_key
from seating.profiles import Person
from seating.requirements.staff import INTERPRETING
from seating.result import Result
from seating.result.memberships import is_named_member, is_suggested, rests_on_suggestion
from seating.room.languages import languages_of
from seating.room.plan import Room


def list_apart(result: Result) -> Iterator[CutOff]:
    """Yield who is suggested or chosen and shares a language with fewer than half of the people there, by table.

    Where staff at the table interpret for them, nothing is missing.
    """
    room, people = result.room, result.people.by_id
    members, staff = room.members(result.plan), room.staff_members(result.plan)
    for identity, duties in result.duties.items():
        person, table = people.get(identity), result.plan.seats.get(identity)
        if person is None or table is None or not any(is_suggested(result, identity, duty) for duty in duties):
            continue
        spoken = languages_of(room, person)
        if not any(languages_of(room, one) & spoken for one in staff[table] if one.duty in INTERPRETING):
            yield from _tell(result.room, result.unread, person, table, members[table])
    known = [one for one in result.memberships if one.person in people and people[one.person].status.is_seated]
    at = group_by_key((one.table, people[one.person]) for one in known)
    for one in known:
        is_chosen = not one.is_drawn and not is_named_member(result, one)
        if is_chosen or rests_on_suggestion(result, one):
            yield from _tell(result.room, result.unread, people[one.person], one.table, at[one.table])


def _tell(room: Room, unread: Collection[str], person: Person, table: str, there: Iterable[Person]) -> Iterator[CutOff]:
    """Yield that someone needs an interpreter at a table, if the languages of all people there are known."""
    others = [one for one in there if one.id != person.id]
    is_known = not any(one.id in unread and not one.languages for one in (person, *others))
    if is_known and (needed := find_few_shared(room, person, others)):
        yield CutOff(table, (person.id,), needed)
