"""Read the states of invitations, and add the perspectives that are unmet now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from seating.analysis.aims import list_asks
from seating.analysis.contacts import find_contacts
from seating.analysis.initiative.memberships import list_named_members, name_membership
from seating.analysis.invitations import (
    HEADINGS,
    Invitations,
    InvitationState,
    Invitee,
    OpenPlace,
    add_open_places,
    note_accepted,
    read_invitations,
)
from seating.api.form_files import is_same_file, refuse_lost
from seating.api.request import Request
from seating.charts import Charts
from seating.charts.summary import Perspective, list_perspectives, make_resolver
from seating.convening import Convening
from seating.convening.rooms import list_unlisted_members
from seating.forms.entries import without_apostrophes
from seating.groups import tuples_by_key
from seating.mentions import MentionKind
from seating.profiles import People, Person
from seating.record.result import InvitationRecord
from seating.requirements.base.kind import Requirement
from seating.requirements.counterpart import CounterpartRequirement, name_counterparts
from seating.requirements.staff import StaffRequirement
from seating.result import Result
from seating.room.plan import Room
from seating.room.tables import map_labels
from seating.sources import read
from seating.wording import fold, quoted, without_end_marks

R = TypeVar("R", bound=Result)

INVITATIONS = "invitations.csv"
"""The name of the file in the output folder, as in `seating.report.output`, whose import takes long."""

MOST_ON_LIST = 8
"""Maximum number of people on the list who get a row for one perspective."""


def read_current_invitations(
    request: Request, room: Room, requirements: Iterable[Requirement], convening: Convening, charts: Charts | None
) -> Invitations | None:
    """Return the states of invitations in the file of the request or of the output folder; None if there is none.

    Parameters
    ----------
    request : Request
    room : Room
    requirements : iterable of Requirement
    convening : Convening
    charts : Charts or None

    Raises
    ------
    UsageError, InputError
        When the file cannot be read, or its rows have errors.
    """
    path = request.invitations
    if path is None:
        path = request.out / INVITATIONS
        if not request.reads_out or not path.is_file():
            return None
    requirements = tuple(requirements)
    asks = tuple(list_asks(requirements, convening.frame, room))
    names = [*_list_named(charts, room.listed, list_perspectives(asks, ())), *(ask.name for _, ask in asks)]
    names += [duty.value for one in requirements if isinstance(one, StaffRequirement) for duty in one.duties]
    labels = {**room.labels_elsewhere, **map_labels(room.tables)}
    linked = (one for one in requirements if isinstance(one, CounterpartRequirement))
    names += [name_counterparts(labels[table] for table in one.to if table in labels) for one in linked]
    names += [person.label for person in room.held]
    names += [one.sentence(room) for one in requirements if one.is_must and _can_describe(one)]
    for table in convening.tables:
        names += [name_membership(name, table) for name in list_unlisted_members(room.listed, table)]
        for member in (room.listed.by_id[person] for person, _ in list_named_members(room.listed, table)):
            names += [name_membership(member.label, table), name_membership(room.listed.label_apart(member), table)]
    return read_invitation_file(path, room.listed, names)


def _list_named(charts: Charts | None, people: People, perspectives: Sequence[Perspective]) -> Iterator[str]:
    """Yield the texts of charts that mean no person on the list and nothing that the convening asks for."""
    resolver = make_resolver(people, perspectives)
    for naming in (naming for chart in (charts.charts if charts is not None else ()) for naming in chart.namings):
        text = without_end_marks(naming.text)
        if naming.person is None and resolver.resolve(text).kind not in {MentionKind.PERSON, MentionKind.VOICE}:
            yield text


def _can_describe(requirement: Requirement) -> bool:
    """Whether a requirement can describe people it lacks."""
    return type(requirement).describes is not Requirement.describes


def read_invitation_file(path: str | Path, people: People, perspectives: Collection[str]) -> Invitations:
    """Return the states of invitations in a file; the parameters and errors are those of `read_invitations`."""
    return read_invitations(without_apostrophes(read(path)), people, perspectives)


def refuse_lost_invitations(request: Request, people: People) -> None:
    """Raise `UsageError` if the file of the request would replace one in the output folder that has more in it.

    A row counts as kept if the file of the request has a row with its id, or for its perspective and person, that is
    filled in wherever the row is: a new answer replaces an old one.
    """
    path = request.out / INVITATIONS
    if request.invitations is None or not request.write or not path.is_file():
        return
    if is_same_file(path, request.invitations) or str(request.invitations) == "-":  # it can be read only once
        return
    new = read_invitation_file(request.invitations, people, ()).rows
    lost = [row for row in read_invitation_file(path, people, ()).rows if _is_typed(row) and not _is_kept(row, new)]
    shown = [quoted(", ".join(filter(None, (row.perspective, row.text, row.note)))) for row in lost]
    refuse_lost(path, request.invitations, "rows", shown)


def _is_typed(row: Invitee) -> bool:
    """Whether someone typed into a row; the program itself names people on the list."""
    is_listed = row.person is not None and row.state is InvitationState.IDEA
    return not row.is_blank and not (is_listed and not row.note and not any(row.other.values()))


def _is_kept(row: Invitee, others: Iterable[Invitee]) -> bool:
    """Whether another row is about the same invitation and has a cell wherever this one has."""
    return any(_is_same_invitation(row, other) and _filled(row) <= _filled(other) for other in others)


def _is_same_invitation(row: Invitee, other: Invitee) -> bool:
    if row.id and other.id:
        return fold(row.id) == fold(other.id)
    here, there = ((fold(one.perspective), one.person or fold(one.text)) for one in (row, other))
    return here == there


def _filled(row: Invitee) -> set[str]:
    """Return the headings of the cells that are filled in, except the id."""
    cells = {**dict(zip(HEADINGS[1:], row.cells()[1:], strict=True)), **row.other}
    return {heading for heading, cell in cells.items() if cell}


def invitations_from_record(records: Iterable[InvitationRecord]) -> Invitations | None:
    """Return the states of invitations that a saved round has; None if it has none."""
    rows = tuple(one.fact(Invitee, recorded=InvitationState(one.state)) for one in records)
    return Invitations(INVITATIONS, rows, is_recorded=True) if rows else None


def add_invitations(result: R) -> R:
    """Return the result with a row for everyone who could be invited now, and notes on people who said yes.

    Everyone on the list of who is missing has a row if someone is to call them.
    """
    from seating.report.missing import list_missing, list_to_call  # its import takes long

    nominated = () if result.nominations is None else result.nominations.found
    by = {one.person: ", ".join(filter(None, (*one.by, *one.by_tables))) for one in nominated if one.person}
    fitting = _list_fitting(result)
    called = list_to_call(list_missing(result))
    places = [OpenPlace(one.name, one.people, fitting.get(fold(one.name), ())[:MOST_ON_LIST]) for one in called]
    coming = {person.id for person in result.room.people}
    found = add_open_places(result.invitations or Invitations(INVITATIONS, ()), places, coming, by)
    if not found.rows:
        return result
    return replace(result, invitations=found, notes=(*result.notes, *note_accepted(found, result.people)))


def _list_fitting(result: Result) -> Mapping[str, tuple[Person, ...]]:
    """Return the people on the list who fit each voice, role and need that people are invited for, by folded name."""
    invited = {(*one.serves, one.name) for one in result.recruit}
    asks = (ask for identity, ask in result.asks if (identity, ask.name) in invited)
    return tuples_by_key((fold(ask.name), one.person) for ask in asks for one in find_contacts({}, result.room, ask))
