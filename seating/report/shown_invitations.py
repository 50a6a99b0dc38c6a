"""Each invitation with what is known about it, as several pages show it.

What is known is who on the list fits, who could introduce someone, and the state of the invitation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from seating.analysis.contacts import (
    NO_SESSION,
    Contact,
    Introducer,
    find_contacts,
    find_introducers_to,
    find_open_seats,
)
from seating.analysis.invitations import HEADINGS, Invitations, Invitee
from seating.analysis.recruitment import write_fewest
from seating.forms.entries import csv_bytes
from seating.profiles import People, Person
from seating.profiles.person import MARKED_ABSENT
from seating.record.result import InvitationRecord
from seating.report.person_names import label_apart
from seating.requirements.base.kind import Ask
from seating.result import Recruit, Result
from seating.result.naming import told_contacts, told_introducers, told_invitations
from seating.wording import Said, fold, said, said_field, said_noted


@dataclass(frozen=True, slots=True)
class Approach:
    """One invitation, and the people who matter for it.

    Attributes
    ----------
    recruit : Recruit
    on_list : tuple of Contact
        People on the list who fit, but might not come, as far as they may be named.
    introducers : tuple of Introducer
        People in the room who could introduce someone who is not on the list, as far as they may be named.
    open_seats : tuple of Person
        Seats that are held for someone of this perspective.
    rows : tuple of Invitee
        The states of its invitations.
    """

    recruit: Recruit
    on_list: tuple[Contact, ...] = ()
    introducers: tuple[Introducer, ...] = ()
    open_seats: tuple[Person, ...] = ()
    rows: tuple[Invitee, ...] = ()


def list_approaches(result: Result) -> tuple[Approach, ...]:
    """Return each invitation of a result with what is known about it."""
    asks = _list_asks(result)
    return tuple(_approach(result, recruit, _find_ask(asks, recruit)) for recruit in result.recruit)


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


def invitations_csv(people: People, invitations: Invitations | None) -> bytes:
    """Return `invitations.csv`: a row for each invitation. The file is for the convener."""
    found = invitations
    if found is None:
        return csv_bytes(HEADINGS, [])
    named = (replace(row, text=_findable(row, people)) for row in found.rows)
    rows = [(*row.cells(), *(row.other.get(heading, "") for heading in found.other)) for row in named]
    return csv_bytes((*HEADINGS, *found.other), rows)


def _findable(row: Invitee, people: People) -> str:
    """Return the name of someone on the list, or the id if others have that name too."""
    person = people.by_id.get(row.person or "")
    if person is None:
        return row.text
    found = people.find(person.label)
    return person.label if isinstance(found, Person) and found.id == person.id else person.id


def _approach(result: Result, recruit: Recruit, ask: Ask | None) -> Approach:
    rows = result.invitations.of(recruit.name) if result.invitations is not None and recruit.name else ()
    if ask is None:
        return Approach(recruit, rows=rows)
    return Approach(
        recruit,
        on_list=told_contacts(result, ask, find_contacts(recruit.who, result.room, ask), rows),
        introducers=told_introducers(result, ask, find_introducers_to(recruit.who, ask, result.room)),
        open_seats=find_open_seats(ask, result.room),
        rows=rows,
    )


def list_told_invitations(result: Result) -> list[InvitationRecord]:
    """Return the states of invitations for the perspectives that the team may know of."""
    if result.invitations is None:
        return []
    shown = {fold(v.name) for v in result.review.asked}
    rows = [row for row in result.invitations.rows if fold(row.perspective) in shown]
    return [InvitationRecord.of(row) for row in told_invitations(result, rows)]
