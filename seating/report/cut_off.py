"""People who can talk with no one else at a table, and where an interpreter is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from seating.analysis.access import CutOff, advise_interpreters, describe_cut_off, find_cut_off
from seating.analysis.initiative.memberships import governance_plan, governance_room
from seating.groups import group_by_key
from seating.report.apart_by_language import list_apart
from seating.report.members import awaited_memberships
from seating.report.person_names import label_apart, named
from seating.result import Result, keep
from seating.result.memberships import list_governance_tables, rests_on_suggestion
from seating.room.plan import Plan, Room


@keep
def list_cut_off(result: Result) -> tuple[tuple[Room, tuple[CutOff, ...]], ...]:
    """Return the people who can talk with no one else at a table or at a governance table, by room.

    Of a governance table that was not judged, those who are members only by a suggested duty are left out.
    """
    here = {person.id for person in result.room.persons}
    judged = [
        (view.room, find_cut_off(view.room, view.plan, list_governance_tables(view.room), result.unread))
        for view in result.governance
    ]
    at_governance = [
        (room, tuple(one for one in alone if here.issuperset(one.people)))
        for room, alone in (*judged, *_list_unjudged(result))
    ]
    seated = (result.room, find_cut_off(result.room, result.plan, unread=result.unread))
    return (seated, *(found for found in at_governance if found[1]))


def _list_unjudged(result: Result) -> Iterator[tuple[Room, tuple[CutOff, ...]]]:
    """Yield the members who can talk with no other at each governance table that was not judged, if all are known."""
    judged = {table.id for view in result.governance for table in list_governance_tables(view.room)}
    for table in result.convening.tables:
        every = [one for one in result.memberships if one.table == table.id]
        is_known = all(one.person in result.people.by_id for one in every)
        if not every or table.seats_people or table.id in judged or not is_known:
            continue
        members = [one for one in awaited_memberships(result) if one.table == table.id]
        sure = {one.person for one in members if not rests_on_suggestion(result, one)}
        room = governance_room(result.room, (table,), members, result.plan)
        alone = find_cut_off(room, governance_plan(room, members), (table,), result.unread)
        yield room, tuple(one for one in alone if not sure.isdisjoint(one.people))


def tell_cut_off(result: Result) -> Iterator[str]:
    """Yield who can talk with no one else at a table, as sentences."""
    for room, found in list_cut_off(result):
        for one in found:
            yield describe_cut_off(room, one, named(result, one.people))


def tell_interpreters(result: Result, plan: Plan | None, uninterpreted: Iterable[CutOff] = ()) -> Iterator[str]:
    """Yield where to bring an interpreter.

    Parameters
    ----------
    result : Result
    plan : Plan or None
        The seats, if interpreters who are free at other tables can be named.
    uninterpreted : iterable of CutOff
        People who can talk with others, but with no interpreter.
    """
    (room, found), *at_governance = list_cut_off(result)
    name, apart = partial(label_apart, result), group_by_key((one.table, one) for one in list_apart(result))
    suggested = [one for table in room.table_index for one in apart.pop(table, ())]
    yield from advise_interpreters(room, (*found, *uninterpreted, *suggested), plan, name)
    for room, found in at_governance:
        suggested = [one for table in room.table_index for one in apart.pop(table, ())]
        yield from advise_interpreters(room, (*found, *suggested), None, name)
    for table in result.convening.tables:
        yield from advise_interpreters(replace(result.room, tables=(table,)), apart.get(table.id, ()), None, name)
