"""Decide who may be named for an invitation, a link between tables, a seat, or as missing.

A name tells what was asked about its person, so it is left out if the reader may not see the columns that were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from seating.analysis.channels import COUNTERPART
from seating.analysis.contacts import Contact, Introducer, find_standing
from seating.analysis.invitations import InvitationState, Invitee
from seating.analysis.promises import MissingLine
from seating.convening.convening_file import list_stated
from seating.profiles import People
from seating.requirements.base.kind import Ask, Requirement, WordedRequirement
from seating.result.meanings import list_people_hinted, list_people_meant
from seating.result.result_facts import Facts, keep
from seating.room.plan import Room
from seating.wording import fold


@keep
def nameable_perspectives(result: Facts) -> frozenset[str]:
    """Return the folded names of the perspectives whose people may be named: the reader sees all their columns."""
    frame = result.convening.frame
    of_frame = () if frame is None else (frame.rows, frame.columns)
    found = set()
    for identity, ask in result.asks:
        columns = ask.who.columns if ask.who is not None else of_frame
        is_shared = identity not in result.private_names and (ask.who is None or ask.who.not_ is None)
        if is_shared and all(map(result.may_see, columns)):
            found.add(fold(ask.name))
    return frozenset(found)


def may_name_for(result: Facts, ask: Ask) -> bool:
    """Whether the people of a perspective may be named."""
    return fold(ask.name) in nameable_perspectives(result)


def told_contacts(result: Facts, ask: Ask, found: Iterable[Contact], rows: Iterable[Invitee]) -> tuple[Contact, ...]:
    """Return the people on the list who fit wholly and may be named.

    People who may come, by the list or by their answer to an invitation, are left out, because the chance of a single
    person is not shared.

    Parameters
    ----------
    result : Facts
    ask : Ask
        The perspective.
    found : iterable of Contact
    rows : iterable of Invitee
        The invitations for the perspective.
    """
    if not may_name_for(result, ask):
        return ()
    unsure = {row.person for row in rows if row.state is InvitationState.MAYBE}
    named = (one for one in found if one.standing != "maybe" and one.person.id not in unsure)
    return tuple(one for one in named if ask.fits(one.person))


def told_introducers(result: Facts, ask: Ask, found: Iterable[Introducer]) -> tuple[Introducer, ...]:
    """Return the people who could introduce someone, if the reader sees the assets or the cells that tell why."""
    if not may_name_for(result, ask):
        return ()
    sees_assets = result.may_see("assets")
    sees_serving = all(map(result.may_see, () if ask.serves is None else ask.serves.columns))
    return tuple(one for one in found if one.is_of_it or (sees_serving if one.serves else sees_assets))


def told_invitations(result: Facts, rows: Iterable[Invitee]) -> Iterator[Invitee]:
    """Yield the rows as others may read them: those that are there whether or not someone on the list comes.

    A row names no one if the reader may not know who belongs to the perspective. A maybe is the chance of a single
    person, which is not shared: neither the answer to an invitation, nor a row that the program added because the
    person on the list might not come.
    """
    for row in rows:
        if _is_added_for_a_maybe(result.people, result.room, row):
            continue
        identity = row.id if row.text else ""  # a gap in the numbers would tell that a row is left out
        if fold(row.perspective) in nameable_perspectives(result) and row.state is not InvitationState.MAYBE:
            yield replace(row, id=identity)
        else:
            yield replace(row, id=identity, text="", person=None, recorded=row.state)


def _is_added_for_a_maybe(people: People, room: Room, row: Invitee) -> bool:
    """Whether a row may be there only because a person on the list might not come, also if a chart names them."""
    person = people.by_id.get(row.person or "")
    is_maybe = person is not None and find_standing(person, room.round_number) == "maybe"
    return is_maybe and row.state in {InvitationState.IDEA, InvitationState.NOMINATED}


def may_name_missing(result: Facts, line: MissingLine) -> bool:
    """Whether a reader may read who is missing at a table: no one on the list, or one of those meant has a seat."""
    found = result.people.by_id.get(line.person or "")
    meant = list_people_meant(result, line.text) if found is None else (found,)
    return not meant or any(one.id in result.plan.seats for one in result.shown_persons(meant))


def may_name_text(result: Facts, text: str) -> bool:
    """Whether the reader may see everyone whose id or name, or a part of it, is in a text."""
    return all(map(result.may_name, list_people_hinted(result, text)))


def may_tell_links(result: Facts, requirement: Requirement) -> bool:
    """Whether pages may tell who links tables because of a requirement: it tells what is in their cells."""
    is_counted = not set(result.convening.counts_only).isdisjoint(requirement.asks_columns)
    return not result.is_private(requirement) and not is_counted


def may_hide_ways(result: Facts) -> bool:
    """Whether there may be ways on which word is carried that `may_tell_links` leaves out.

    They would follow from a requirement that the convening states and that is private or asks about a column that may
    only be counted, or from a requirement of a round that was saved without the people who link tables. Of a private
    one, it does not matter which kind it is, because no page tells that. Cells of the list link no tables, so whether
    their person comes changes nothing. If the reader may not see someone on the list, it does not matter whether they
    carry anything.
    """
    if len(result.shown_persons(result.people)) < len(result.people):
        return True
    views: tuple[Facts, ...] = (result, *result.governance)
    stated = [{requirement.id for requirement in list_stated(view.convening)} for view in views]
    return any(
        view.is_private(one) or (one.kind == COUNTERPART and _hides_links(view, one))
        for view, ids in zip(views, stated, strict=True)
        for one in view.requirements
        if one.id in ids
    )


def _hides_links(result: Facts, one: Requirement) -> bool:
    return not may_tell_links(result, one) or (isinstance(one, WordedRequirement) and one.linked is None)


def may_be_reason(result: Facts, requirement: Requirement) -> bool:
    """Whether a requirement may be given as a reason for the seat of a named person."""
    return not result.is_private(requirement) and set(requirement.asks_columns) <= set(result.shown_columns)
