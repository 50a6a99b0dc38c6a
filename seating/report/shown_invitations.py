"""Each invitation with what is known about it, as several pages show it.

What is known is who on the list fits, who could introduce someone, and the state of the invitation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.contacts import (
    NO_SESSION,
    Contact,
    Introducer,
    find_contacts,
    find_introducers_to,
    find_open_seats,
    find_standing,
)
from seating.analysis.invitations import HEADINGS, InvitationState, Invitee
from seating.analysis.recruitment import write_fewest
from seating.convening import Convening
from seating.forms.entries import csv_bytes
from seating.profiles import People, Person
from seating.profiles.person import MARKED_ABSENT
from seating.record.result import InvitationRecord
from seating.report.person_names import label_apart
from seating.requirements.base.kind import Ask
from seating.result import Recruit, Result
from seating.wording import Said, fold, said, said_field, said_noted


@dataclass(frozen=True, slots=True)
class Approach:
    """One invitation, and the people who matter for it.

    Attributes
    ----------
    recruit : Recruit
    ask : Ask or None
        The perspective; None if the round was read from the ledger, which keeps only its name.
    on_list : tuple of Contact
        People on the list who fit the description, or a particular part of it, but might not come.
    introducers : tuple of Introducer
        People in the room who could introduce someone who is not on the list.
    open_seats : tuple of Person
        Seats that are held for someone of this perspective.
    rows : tuple of Invitee
        The states of its invitations.
    is_nameable : bool
        Whether the team may know the people of the perspective by name.
    """

    recruit: Recruit
    ask: Ask | None
    on_list: tuple[Contact, ...]
    introducers: tuple[Introducer, ...]
    open_seats: tuple[Person, ...]
    rows: tuple[Invitee, ...]
    is_nameable: bool = False


def list_approaches(result: Result) -> tuple[Approach, ...]:
    """Return each invitation of a result with what is known about it."""
    asks, nameable = _list_asks(result), nameable_perspectives(result)
    return tuple(_approach(result, recruit, _find_ask(asks, recruit), nameable) for recruit in result.recruit)


def _list_asks(result: Result) -> Mapping[tuple[str, str], tuple[int, Ask]]:
    """Return the perspectives of a result with their places, by the id of what asks for them and their name."""
    found: dict[tuple[str, str], tuple[int, Ask]] = {}
    for place, (identity, ask) in enumerate(result.asks):
        found.setdefault((identity, ask.name), (place, ask))
    return found


def _find_ask(asks: Mapping[tuple[str, str], tuple[int, Ask]], recruit: Recruit) -> Ask | None:
    """Return the first perspective that an invitation is for; None if it is not known."""
    found = [asks[identity, recruit.name] for identity in recruit.serves if (identity, recruit.name) in asks]
    return min(found, key=lambda one: one[0])[1] if found else None


def fewest_sentence(result: Result) -> str:
    """Return how many people could cover all invitations; "" if that is unknown or repeats the only invitation."""
    perspectives = len(result.recruit)
    fewest = result.fewest
    if fewest is None or not fewest.people or (perspectives == 1 and result.recruit[0].people == fewest.people):
        return ""
    groups = ([one.name, *(other.name for other in _list_covered(one, result.recruit))] for one in result.recruit)
    together = max(groups, key=len)
    is_shorter = fewest.people < sum(one.people for one in result.recruit)
    names = together if is_shorter and len(together) > 1 and all(together) else ()
    return write_fewest(fewest.people, perspectives, (fewest.confirmed, fewest.smallest), names)


def _list_covered(one: Recruit, recruits: Sequence[Recruit]) -> Iterator[Recruit]:
    """Yield the other invitations whose description fits whoever matches that of this one, at the same table."""
    cells, tables = _cells_of(one), set(one.tables)
    for other in recruits:
        wanted = _cells_of(other)
        at = tables & set(other.tables) if tables and other.tables else tables | set(other.tables)
        is_at = not other.tables or bool(at)
        if other is not one and wanted and is_at and all(cells.get(key, {""}) <= wanted[key] for key in wanted):
            tables = at
            yield other


def _cells_of(recruit: Recruit) -> Mapping[str, set[str]]:
    """Return the values of each column of a description; none if it excludes people."""
    values = {key: [one] if isinstance(one, str) else one for key, one in recruit.who.items()}
    if "not" in values:
        return {}
    return {key: {fold(str(each)) for each in found} for key, found in values.items()}


STANDINGS: Mapping[str, Said] = {
    "idea": said("an idea, not asked yet"),
    "nominated": said("nominated, not asked yet"),
    "absent": said(MARKED_ABSENT),
    "declined": said("has declined"),
    "no": said("said no"),
    "maybe": said("might come, and is already counted"),
    "other rounds": said("is coming for other rounds"),
    NO_SESSION: said("would come, but no session or table fits"),
    "coming": said("is coming"),
}
"""Why people on the list might not come, in words."""


def describe_introducer(result: Result, one: Introducer) -> Said:
    """Return the name of a person who could introduce someone, and why."""
    name = label_apart(result, one.person)
    if one.connection:
        return said_noted(name, said_field(said("knows"), one.connection))
    if one.serves:
        return said_noted(name, said("from an organization that serves them"))
    if one.is_of_it:
        return said_noted(name, said("shares this perspective"))
    return said_noted(name, said("same organization"))


def shareable_contacts(approach: Approach) -> tuple[Contact, ...]:
    """Return the people on the list who fit wholly and that the team may know of.

    No one is returned if the team may not see a column of the description, because the name would reveal the cell.
    People who may come, by the list or by their answer to an invitation, are left out, because the chance of a single
    person is not shared.
    """
    ask = approach.ask
    if ask is None or not approach.is_nameable:
        return ()
    unsure = {row.person for row in approach.rows if row.state is InvitationState.MAYBE}
    named = (one for one in approach.on_list if one.standing != "maybe" and one.person.id not in unsure)
    return tuple(one for one in named if ask.fits(one.person))


def shareable_introducers(result: Result, approach: Approach) -> tuple[Introducer, ...]:
    """Return the people who could introduce someone, if the team may know why: it sees their assets or their cells."""
    ask = approach.ask
    if ask is None or not approach.is_nameable:
        return ()
    sees_assets = result.may_see("assets")
    serving = () if ask.serves is None else ask.serves.columns
    sees_serving = all(result.may_see(column) for column in serving)
    return tuple(one for one in approach.introducers if one.is_of_it or (sees_serving if one.serves else sees_assets))


def nameable_perspectives(result: Result) -> frozenset[str]:
    """Return the folded names of the perspectives whose people the team may know by name: it sees all their columns."""
    found = set()
    for identity, ask in result.asks:
        columns = ask.who.columns if ask.who is not None else _frame_columns(result.convening)
        is_shared = identity not in result.private_names and (ask.who is None or ask.who.not_ is None)
        if is_shared and all(result.may_see(column) for column in columns):
            found.add(fold(ask.name))
    return frozenset(found)


def _frame_columns(convening: Convening) -> tuple[str, ...]:
    frame = convening.frame
    return () if frame is None else (frame.rows, frame.columns)


def invitations_csv(result: Result) -> bytes:
    """Return `invitations.csv`: a row for each invitation. The file is for the convener."""
    found = result.invitations
    if found is None:
        return csv_bytes(HEADINGS, [])
    named = (replace(row, text=_findable(row, result.people)) for row in found.rows)
    rows = [(*row.cells(), *(row.other.get(heading, "") for heading in found.other)) for row in named]
    return csv_bytes((*HEADINGS, *found.other), rows)


def _findable(row: Invitee, people: People) -> str:
    """Return the name of someone on the list, or the id if others have that name too."""
    person = people.by_id.get(row.person or "")
    if person is None:
        return row.text
    found = people.find(person.label)
    return person.label if isinstance(found, Person) and found.id == person.id else person.id


def _approach(result: Result, recruit: Recruit, ask: Ask | None, nameable: Collection[str]) -> Approach:
    rows = result.invitations.of(recruit.name) if result.invitations is not None and recruit.name else ()
    return Approach(
        recruit=recruit,
        ask=ask,
        on_list=find_contacts(recruit.who, result.room, ask),
        introducers=() if ask is None else find_introducers_to(recruit.who, ask, result.room),
        open_seats=() if ask is None else find_open_seats(ask, result.room),
        rows=rows,
        is_nameable=ask is not None and fold(ask.name) in nameable,
    )


def may_name(result: Result, row: Invitee, named: frozenset[str]) -> bool:
    """Whether the team may read who a row is about.

    A maybe is the chance of a single person, which is not shared: neither the answer to an invitation, nor a row that
    the program added because the person on the list might not come.
    """
    tells_maybe = row.state is InvitationState.MAYBE or _is_added_for_a_maybe(result, row)
    return fold(row.perspective) in named and not tells_maybe


def _is_added_for_a_maybe(result: Result, row: Invitee) -> bool:
    """Whether a row may be there only because a person on the list might not come, also if a chart names them."""
    person = result.people.by_id.get(row.person or "")
    is_maybe = person is not None and find_standing(person, result.room.round_number) == "maybe"
    return is_maybe and row.state in {InvitationState.IDEA, InvitationState.NOMINATED}


def shared_rows(result: Result, rows: Iterable[Invitee]) -> tuple[Invitee, ...]:
    """Return the rows that the team may count: those that are there whether or not someone on the list comes."""
    return tuple(row for row in rows if not _is_added_for_a_maybe(result, row))


def list_told_invitations(result: Result) -> list[InvitationRecord]:
    """Return the states of invitations for the perspectives that the team may know of."""
    if result.invitations is None:
        return []
    shown = {fold(v.name) for v in result.review.asked}
    named = nameable_perspectives(result)
    return [
        InvitationRecord.of(
            row,
            id=row.id if row.text else "",  # from a gap in the numbers, the team could tell that a row is left out
            person=row.text if is_named else "",
            on_list=row.person if is_named else None,
            state=row.state,
        )
        for row in shared_rows(result, result.invitations.rows)
        if fold(row.perspective) in shown
        for is_named in [may_name(result, row, named)]
    ]
