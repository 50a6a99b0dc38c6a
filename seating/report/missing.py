"""Who is missing, and who calls: one list, computed once, with a row for each.

Every voice that is asked for, every empty membership, every held seat and everyone that only charts or tables name is
a row. The report has the list; each other page has it, or a part of it with the number of all rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import chain, repeat

from seating.analysis.contacts import Contact, find_standing
from seating.analysis.initiative.memberships import list_named_members, name_membership
from seating.analysis.invitations import InvitationState, Invitee
from seating.analysis.perspectives import list_short_tables
from seating.analysis.recruitment import write_invitation
from seating.charts.nominations import Nomination
from seating.convening import Convening
from seating.convening.rooms import list_unlisted_members
from seating.explanations.effects import Effects
from seating.groups import group_by_key
from seating.mentions.written_names import split_item
from seating.profiles import People, Person, Role
from seating.report.claims.labels import CHARTS, PART_OF, TABLES
from seating.report.fates import NOT_BY_NAME
from seating.report.person_names import label_apart
from seating.report.shown_invitations import (
    STANDINGS,
    Approach,
    describe_introducer,
    list_approaches,
)
from seating.report.sort_keys import by_name
from seating.report.voice_states import name_voice, state_reason
from seating.requirements.apart import ApartRequirement
from seating.requirements.base.kind import Ask, Requirement, can_judge
from seating.requirements.base.voices import Voice, VoiceState, find_absent_column, list_held_seats
from seating.requirements.count import CountRequirement
from seating.requirements.counterpart import CounterpartRequirement, name_counterparts
from seating.requirements.keep_from import KeepFromRequirement
from seating.requirements.pin import PinRequirement
from seating.result import Judged, Recruit, Result, keep
from seating.result.meanings import list_people_meant, list_voices_meant, resolve_mention
from seating.result.memberships import list_governance_tables, pair_members
from seating.result.naming import may_name_for, may_name_text, told_invitations
from seating.result.shared_requirements import list_public
from seating.room.lineage import label_of
from seating.room.plan import Plan, Room
from seating.room.tables import Table, map_labels
from seating.wording import (
    Said,
    fold,
    message,
    plural,
    said,
    said_alone,
    said_field,
    said_first,
    said_joined,
    said_list,
    said_noted,
    shortened,
)

TITLE = message("Who is missing, and who calls")
"""The title of the sheet."""

WHO_IS_MISSING = said("Who is missing")
"""The label of the number of rows."""

NO_VOICE_MISSING = said("No voice, role or need that the convening asks for is missing.")
"""What is told if `list_missing` finds no one: a person on the list who does not come can be asked for all the same."""

WHO_CALLS = said("Plan the calls with the sheet “Who is missing, and who calls” in the packet.")

KEEP_AWAY = frozenset({ApartRequirement.kind, KeepFromRequirement.kind, PinRequirement.kind})
"""Kinds of requirements that keep certain people from a table, whoever else sits there or comes."""

MOST_TRIED = 100
"""Of more people of a voice who sit elsewhere, it is not looked up whether musts keep them there."""

MOST_NAMES = 4
"""Maximum number of people or texts in one cell or sentence; the others are counted."""

TEXT_LENGTH = 40
"""Maximum number of characters of a text from a chart."""

STATES_IN_TEXT: Mapping[VoiceState, Said] = {
    VoiceState.TOO_FEW: said("too few"),
    VoiceState.ELSEWHERE: said("elsewhere"),
    VoiceState.UNKNOWN: said("not known"),
}
"""The states of which someone is coming, or may be, in the middle of a sentence."""


@dataclass(frozen=True, slots=True)
class Call:
    """A row of the file of invitations: who is called, who calls, by when, and the state; "" for what is not known."""

    whom: str
    caller: str
    by: str
    state: Said


class Origin(StrEnum):
    """Why someone has a row."""

    MEMBERSHIP = "membership"
    """The convening names a member of a governance table who is not here."""
    VOICE = "voice"
    """The convening asks for a voice, role or need, or the frame does."""
    DUTY = "duty"
    COUNTERPART = "counterpart"
    SEAT = "seat"
    """A seat is held for someone."""
    SHORTAGE = "shortage"
    """The musts cannot be met without more people."""
    NAMED = "named"
    """Charts or tables name someone who is not on the list."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A row: who is missing, why, how many, where, who could open the door, and who calls.

    Attributes
    ----------
    name : str
        The invitations have it too, in the column `perspective`.
    state : VoiceState
    origin : Origin
    about : str
        Who to invite; "" if no one looked for people or it is not known.
    why : tuple of str
        Which tables lack them, and how many charts and tables name them, as sentences.
    tables : tuple of str
        The labels of the tables that lack them; () for the room.
    people : int
        How many people are to be called.
    doors : tuple of str
        People on the list who could be asked, or who could introduce someone.
    calls : tuple of Call
    named_by : int
        How many charts and tables name them.
    is_private : bool
        Whether only the convener may read what is asked for. Such a row has no invitation.
    is_kept_away : bool
        Whether enough people come, and none of them can take a seat at the tables that lack them: musts keep them
        away, or the meeting is over.
    is_closed : bool
        Whether only members sit at each table that lacks them, so that no one who is invited could sit there.
    """

    name: str
    state: VoiceState
    origin: Origin = Origin.VOICE
    about: str = ""
    why: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    people: int = 1
    doors: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    named_by: int = 0
    is_private: bool = False
    is_kept_away: bool = False
    is_closed: bool = False

    @property
    def label(self) -> str:
        """The name as pages print it: a text from a chart can be long."""
        return shortened(self.name, TEXT_LENGTH) if self.origin is Origin.NAMED else self.name

    @property
    def needs_no_call(self) -> bool:
        """Whether enough people come, and lack another seat or a common language, or no one could be invited."""
        can_help = self.is_kept_away and bool(self.about)
        return self.is_closed or (self.state is VoiceState.ELSEWHERE and not can_help)


@keep
def list_missing(result: Result, *, has_doors: bool = False) -> tuple[Missing, ...]:
    """Return the list: empty memberships, voices, the worst first, held seats, and those that charts and tables name.

    No maybe is told. Several pages of one result ask for it, and it is computed once for all of them. Rows of one name
    are one row.

    Parameters
    ----------
    result : Result
    has_doors : bool
        Whether to look for people who could open a door. This takes time in proportion to invitations times people.
    """
    named = _gather_named(result)
    found = chain(
        list_empty_memberships(result),
        _list_voices(result, named.of_voices, has_doors=has_doors),
        _list_voices_at_governance(result),
        _list_staff(result),
        _list_counterparts(result),
        _list_held(result),
        _list_shortages(result),
        named.others,
    )
    rows = group_by_key(((fold(one.name), one.is_private), one) for one in found)
    return tuple(_with_calls(result, _merge(same)) for same in rows.values())


def _merge(same: Sequence[Missing]) -> Missing:
    """Return rows of one name as one, such as a need of several tables."""
    first = same[0]
    if len(same) == 1:
        return first
    return replace(
        first,
        state=min((one.state for one in same), key=lambda state: state.rank),
        about=said_joined(about, " ") if (about := list(dict.fromkeys(one.about for one in same if one.about))) else "",
        why=tuple(dict.fromkeys(chain.from_iterable(one.why for one in same))),
        tables=tuple(dict.fromkeys(chain.from_iterable(one.tables for one in same))),
        people=sum(one.people for one in same),
        doors=tuple(dict.fromkeys(chain.from_iterable(one.doors for one in same))),
        named_by=max(one.named_by for one in same),
        is_kept_away=all(one.is_kept_away for one in same),
        is_closed=all(one.is_closed for one in same),
    )


def keeps_away(requirement: Requirement) -> bool:
    """Whether a requirement keeps certain people from a table, whoever else sits there or comes: `for` does too."""
    is_none = isinstance(requirement, CountRequirement) and requirement.at_most == 0
    return is_none or requirement.kind in KEEP_AWAY


def tell_missing(found: Sequence[Missing]) -> Said | None:
    """Return the number of rows with the first names, as pages have it that do not have the list; None for no row."""
    if not found:
        return None
    names = said_first([_name_with_state(one) for one in found], MOST_NAMES)
    return said_alone(said_field(said_noted(WHO_IS_MISSING, f"{len(found):,}"), names))


def _name_with_state(one: Missing) -> str:
    """Return a name with its state, unless they are missing altogether; what is private has no state."""
    name = _name_several(one.label)
    if one.is_private or one.state not in STATES_IN_TEXT:
        return name
    return said_noted(name, STATES_IN_TEXT[one.state])


def _name_several(name: str) -> str:
    """Return the plural of a representative type, and any other name as it is."""
    return said(plural(name)) if name in ROLES else name


ROLES = frozenset(role.value for role in Role)


def tell_cut(number: int, found: Sized) -> Said:
    """Return how many rows a page has of all."""
    return said_alone(said_field(WHO_IS_MISSING, PART_OF(part=number, all=len(found))))


def list_to_call(found: Iterable[Missing]) -> list[Missing]:
    """Return those for whom someone is to call; no one can call for what is private, as they may not know it."""
    return [one for one in found if not (one.is_private or one.needs_no_call)]


def name_first(names: Iterable[str], last: str = "and") -> Said:
    """Return the first of these names, each once, and the number of the others; `last` is "and" or "or"."""
    return said_first(dict.fromkeys(names), MOST_NAMES, last)


# Voices that the convening asks for ----------------------------------------------------------------------------------


def _list_lacking(view: Result, describe: Callable[[Voice], Missing]) -> Iterator[Missing]:
    """Yield the voices, roles and needs that are not heard, the worst first; only the states of private ones."""
    for voice in sorted(view.review.asked, key=lambda voice: voice.state.rank):
        if voice.state is not VoiceState.HEARD:
            hidden = Missing(name_voice(voice.name), voice.state, is_private=True)
            yield hidden if view.is_private(voice) else describe(voice)


def _list_voices(result: Result, named: Mapping[tuple[str, str], _Texts], *, has_doors: bool) -> Iterator[Missing]:
    labels = map_labels(result.room.tables)
    asks = {(one, ask.name): ask for one, ask in result.asks}
    approaches = list_approaches(result) if has_doors else repeat(None, len(result.recruit))
    ways = list(zip(result.recruit, approaches, strict=True))
    moves = _Moves(result)

    def describe(voice: Voice) -> Missing:
        recruit, approach = next(((one, known) for one, known in ways if _is_for(one, voice)), (None, None))
        asked = asks.get((voice.id, voice.name))
        about = "" if recruit is None else _invite(result.room, result.plan, recruit, voice, asked)
        elsewhere = moves.find(voice, asked) if asked is not None and voice.sits_elsewhere else _Elsewhere()
        if about and voice.sits_elsewhere and not (elsewhere.are_all_kept or result.is_over):
            about = said_joined([about, said("Or people who are coming could change tables.")], " ")
        ask = asked if asked is not None and may_name_for(result, asked) else None
        lacking = 1 if voice.state is VoiceState.UNKNOWN else max(1, voice.needed - voice.attending)
        texts = named.get((voice.id, fold(voice.name)))
        return Missing(
            name_voice(voice.name),
            voice.state,
            about=about,
            why=tuple(_list_reasons(voice, asked, labels, texts, is_kept_away=elsewhere.are_all_kept)),
            tables=_list_where(result.room, result.plan, voice, asked),
            people=lacking if recruit is None else recruit.people,
            doors=tuple(_list_doors(result, voice, ask, approach, elsewhere)) if has_doors else (),
            named_by=texts.named_by if texts else 0,
            is_kept_away=elsewhere.are_all_kept or (voice.sits_elsewhere and result.is_over),
            is_closed=asked is not None and _is_closed(result.room, result.plan, asked),
        )

    yield from _list_lacking(result, describe)


def _list_where(room: Room, plan: Plan, voice: Voice, asked: Ask | None) -> tuple[str, ...]:
    """Return the labels of the tables that lack people of a voice; () for the room, or if it is not known."""
    lacking = voice.at or (() if asked is None else tuple(list_short_tables(asked, room, plan)))
    return tuple(label_of(room, table) for table in lacking)


def _list_voices_at_governance(result: Result) -> Iterator[Missing]:
    """Yield the voices, roles and needs that governance tables lack."""
    for view in result.governance:
        yield from _list_lacking(view, partial(_describe_at_governance, map_labels(list_governance_tables(view.room))))


def _describe_at_governance(labels: Mapping[str, str], voice: Voice) -> Missing:
    lacking = (table for table, people in voice.tables.items() if not people)
    return Missing(
        name_voice(voice.name),
        voice.state,
        why=tuple(_list_reasons(voice, None, labels, None, is_kept_away=False)),
        tables=tuple(labels[table] for table in voice.at or lacking if table in labels),
        people=max(1, voice.needed - voice.attending),
    )


def _is_closed(room: Room, plan: Plan, ask: Ask) -> bool:
    """Whether only members sit at each table that has too few people of a perspective."""
    short = list_short_tables(ask, room, plan)
    return bool(short) and all(room.table(table).is_for_members for table in short)


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The people of a voice who sit elsewhere.

    Attributes
    ----------
    movable : tuple of Person
        Those who could sit at a table that lacks them, by name.
    are_all_kept : bool
        Whether there are such people, and musts keep all of them from the tables that lack them.
    """

    movable: tuple[Person, ...] = ()
    are_all_kept: bool = False


class _Moves:
    """Who could sit at a table that lacks them, as far as the musts go that every reader may know.

    The musts of a round that is read from its record can have only their sentences. Then it is not known what they
    forbid, and no one counts as kept away.
    """

    def __init__(self, result: Result) -> None:
        self._result = result
        self._people = by_name(result.room.coming)
        public = list_public(result, result.requirements)
        musts = [one for one in public if one.is_must and keeps_away(one)]
        self._musts = musts if can_judge(musts) else []
        self._effects = Effects(result.room, self._musts, result.plan.seats)

    def find(self, voice: Voice, ask: Ask) -> _Elsewhere:
        """Return the people of a voice who sit elsewhere."""
        seated = [one for one in self._people if ask.fits(one) and self._result.plan.tables_of(one.id)]
        people = tuple(one for one in seated if {*self._result.plan.tables_of(one.id)}.isdisjoint(voice.at))
        if len(people) > MOST_TRIED:
            return _Elsewhere(people)
        # if every table is asked about, they could join each other
        tried = people or (seated if len(seated) <= MOST_TRIED else ())
        movable = tuple(one for one in tried if self._can_join(one, voice))
        return _Elsewhere(movable if people else (), are_all_kept=bool(voice.at and tried) and not movable)

    def _can_join(self, person: Person, voice: Voice) -> bool:
        """Whether musts allow a person at one of the tables that a voice is asked for at, other than their own."""
        others = set(voice.at).difference(self._result.plan.tables_of(person.id))
        return any(not self._is_kept_from(person, table) for table in others)

    def _is_kept_from(self, person: Person, table: str) -> bool:
        changes = self._effects.of({person.id: table}, [must.id for must in self._musts])
        return any(change.units > 0 for change in changes)


def _is_for(recruit: Recruit, voice: Voice) -> bool:
    return voice.id in recruit.serves and recruit.name in {"", voice.name}


def _invite(room: Room, plan: Plan, recruit: Recruit, voice: Voice, ask: Ask | None) -> str:
    """Return the invitation, without tables if one of them is not known to lack people of the voice.

    The tables can be those of a seating with the invited people, in which others moved to the tables in need. `ask` is
    None if it is not known who belongs to the voice.
    """
    short = {table for table, people in voice.tables.items() if not people}
    if ask is not None:
        short |= list_short_tables(ask, room, plan).keys()
    if not short.issuperset(recruit.tables):
        return write_invitation(recruit.who, recruit.people, (), needs_seats=False)
    return recruit.sentence


def _list_reasons(
    voice: Voice, ask: Ask | None, labels: Mapping[str, str], texts: _Texts | None, *, is_kept_away: bool
) -> Iterator[Said]:
    yield state_reason(voice, labels)
    if is_kept_away and any(voice.tables.get(table) for table in voice.at):
        yield said("In this seating, musts keep all others away from the tables that need them.")
    elif is_kept_away:
        yield said("In this seating, musts keep all of them away from the tables that need them.")
    without = [table for table, people in voice.tables.items() if table in labels and not people]
    is_told = voice.sits_elsewhere and set(without) == set(voice.at)
    none_at = [] if is_told else [labels[table] for table in without]
    is_asked = ask is not None and not (ask.for_room or ask.or_none)
    if is_asked and voice.attending and none_at and len(none_at) < len(labels):
        yield said_field(said("None known to be at"), name_first(none_at))
    if texts is not None:
        yield _tell_named(texts)


def _tell_named(texts: _Texts) -> Said:
    counted = (
        CHARTS(number=len(texts.charts)),
        TABLES(number=len(texts.by_tables)),
    )
    return said_field(said("Named by"), said_list([part for part in counted if part.number] or counted[:1]))


def _list_doors(
    result: Result, voice: Voice, ask: Ask | None, way: Approach | None, elsewhere: _Elsewhere
) -> Iterator[Said]:
    """Yield people on the list who fit, who could introduce someone, whose cells to fill in first, or who could move.

    `ask` is None if the team may not know by name who belongs to the voice.
    """
    everyone = result.for_everyone
    if way is not None:
        contacts = [one for one in way.on_list if everyone.may_name(one.person)]
        yield from (
            said_noted(label_apart(result, one.person), _describe_standing(result, way, one))
            for one in contacts[:MOST_NAMES]
        )
        introducers = [one for one in way.introducers if everyone.may_name(one.person)]
        yield from (describe_introducer(result, one) for one in introducers[:MOST_NAMES])
    if ask is None:
        return
    here = by_name(everyone.shown_persons(result.room.coming))
    blank = [label_apart(result, person) for person in here if ask.blank(person) and not person.is_companion]
    has_column = not find_absent_column(ask, result.room)
    is_unknown = voice.state is VoiceState.UNKNOWN or voice.blank is not None
    if blank and has_column and is_unknown:
        yield said_field(said("Seated, with a blank cell that would decide this"), name_first(blank))
    if voice.sits_elsewhere and not result.is_over:
        seated = (
            (label_apart(result, person), result.room.table(result.plan.seats[person.id]))
            for person in everyone.shown_persons(elsewhere.movable)
        )
        if moved := [said_noted(name, at.label) for name, at in seated]:
            yield said_field(said("At other tables"), name_first(moved))


def _describe_standing(result: Result, way: Approach, one: Contact) -> Said:
    """Return why someone on the list might not come; by the invitations, if they tell of a later step than the list."""
    later = LATER_STATES.get(one.standing, ())
    states = (row.state for row in told_invitations(result, way.rows) if row.person == one.person.id)
    state = next((state for state in states if state in later), None)
    return STANDINGS[one.standing] if state is None else CALL_STATES[state]


def _with_calls(result: Result, one: Missing) -> Missing:
    """Return a row with the calls of the invitations that have its name; what is private has none."""
    return one if one.is_private else replace(one, calls=_list_calls(result, one.name))


def _list_calls(result: Result, perspective: str) -> tuple[Call, ...]:
    """Return the calls for a perspective, without rows that are blank or tell no more than “open”."""
    calls = (_describe_call(result, row) for row in _list_rows(result, perspective)[:MOST_NAMES])
    blank = Call("", "", "", CALL_STATES[InvitationState.OPEN])
    return tuple(call for call in calls if call != blank)


def _list_rows(result: Result, perspective: str) -> list[Invitee]:
    """Return the rows of a perspective, without those of people with a seat, who are not invited in addition."""
    rows = () if result.invitations is None else result.invitations.of(perspective)
    return [*told_invitations(result, (row for row in rows if not row.is_blank and not _has_seat(result, row)))]


def _has_seat(result: Result, row: Invitee) -> bool:
    """Whether the person of a row, or each person with the name typed there, such as a walk-in, has a seat."""
    people = (row.person,) if row.person is not None else [person.id for person in list_people_meant(result, row.text)]
    return bool(people) and all(person in result.plan.seats for person in people)


def _describe_call(result: Result, row: Invitee) -> Call:
    """Return a call. Neither who is called nor who calls is named if they have `listed: no`; see `_list_doors`."""
    caller, everyone = row.who_calls or row.asked_by, result.for_everyone
    is_named = may_name_text(everyone, row.person or row.text)
    return Call(
        row.text if is_named else "",
        caller if may_name_text(everyone, caller) else "",
        row.call_by,
        CALL_STATES[_find_state(result.people, result.room, row) if is_named else row.state],
    )


def _find_state(people: People, room: Room, row: Invitee) -> InvitationState:
    """Return the state of a row; of a person that no one has asked yet and who said no on the list, that they did."""
    person = people.by_id.get(row.person or "")
    if person is None or row.state not in NOT_ASKED:
        return row.state
    refused = find_standing(person, room.round_number) in {"no", "declined"}
    return InvitationState.NO if refused else row.state


NOT_ASKED = frozenset({InvitationState.IDEA, InvitationState.NOMINATED})
"""The states of people who have not been asked yet."""

CALL_STATES: Mapping[InvitationState, Said] = {
    InvitationState.OPEN: said("open"),
    InvitationState.IDEA: said("open"),
    InvitationState.NOMINATED: said("open"),
    InvitationState.ASKED: said("asked"),
    InvitationState.YES: said("said yes"),
    InvitationState.NO: said("said no"),
    InvitationState.MAYBE: said("asked"),
}
"""The states of calls in words; a maybe is not told."""

ASKED = frozenset({InvitationState.ASKED, InvitationState.YES, InvitationState.MAYBE})
"""States of people who were called, whoever called them."""


LATER_STATES: Mapping[str, frozenset[InvitationState]] = {
    **dict.fromkeys(("idea", "nominated"), ASKED | {InvitationState.NO}),
    **dict.fromkeys(("no", "declined"), frozenset({InvitationState.YES})),
}
"""The states of an invitation that are later than where someone stands on the list."""


# Empty memberships -------------------------------------------------------------------------------------------------


A_MEMBER = said("A member")


def list_empty_memberships(result: Result) -> Iterator[Missing]:
    """Yield the seats of members that the convening names for a governance table and who are not here now.

    They have no seat, or are on the list no more.
    """
    for table in result.convening.tables if result.plan.seats else ():
        if not table.governs:
            continue
        for person, _ in list_named_members(result.people, table):
            if person not in result.plan.seats and (table.id, person) in pair_members(result):
                yield _describe_membership(result, result.people.by_id[person], table)
        for name in list_unlisted_members(result.people, table):
            yield _make_empty(name, table, said_field(A_MEMBER, NOT_BY_NAME))


def _describe_membership(result: Result, member: Person, table: Table) -> Missing:
    name = label_apart(result, member) if result.for_everyone.may_name(member) else said("a member")
    standing = find_standing(member, result.room.round_number)
    why = said("A member who has no seat in this round.")
    if standing in {"no", "declined", "absent", "other rounds"}:
        why = said_field(A_MEMBER, STANDINGS[standing])
    return _make_empty(name, table, why)


def _make_empty(name: str, table: Table, why: Said) -> Missing:
    return Missing(
        name_membership(name, table), VoiceState.MISSING, Origin.MEMBERSHIP, why=(why,), tables=(table.label,)
    )


# What no voice stands for ------------------------------------------------------------------------------------------


def _list_staff(result: Result) -> Iterator[Missing]:
    """Yield the duties for which a table has too few staff, unless there is an invitation for them."""
    labels = map_labels(result.room.tables)
    invited = {identity for recruit in result.recruit for identity in recruit.serves}
    short: dict[str, dict[str, bool]] = {}
    for requirement in result.requirements:
        if not requirement.is_about_staff or requirement.id in invited:
            continue
        for finding in result.verdict(requirement).findings:
            if finding.table in labels and not finding.people:
                group = said(finding.group or "")
                short.setdefault(group, {})[labels[finding.table]] = bool(finding.have)
    for name, tables in short.items():
        found = (
            (said("No one with this duty at"), [table for table, has_some in tables.items() if not has_some]),
            (said("Too few with this duty at"), [table for table, has_some in tables.items() if has_some]),
        )
        why = tuple(said_field(label, name_first(at)) for label, at in found if at)
        yield Missing(name, VoiceState.TOO_FEW, Origin.DUTY, why=why, tables=tuple(tables), people=len(tables))


def _list_counterparts(result: Result) -> Iterator[Missing]:
    """Yield the tables where people of other tables have too few counterparts, with the names of these people."""
    lacking: dict[Said, dict[str, Person]] = {}
    for one in (judged for view in (result, *result.governance) for judged in view.judged):
        if one.requirement.kind != CounterpartRequirement.kind or one.met or one.is_private:
            continue
        people = [result.people.by_id[finding.people[0]] for finding in one.verdict.findings if finding.people]
        lacking.setdefault(_name_counterparts(result.convening, one), {}).update(
            (person.id, person) for person in people
        )
    for name, them in lacking.items():
        names = [label_apart(result, person) for person in by_name(result.for_everyone.shown_persons(them.values()))]
        why = said_field(said("Too few counterparts there for"), name_first(names))
        yield Missing(name, VoiceState.TOO_FEW, Origin.COUNTERPART, why=(why,) if names else ())


def _name_counterparts(convening: Convening, one: Judged) -> Said:
    """Return the name of lacking counterparts; of a saved requirement, only findings tell the table, if it is one."""
    labels = map_labels(convening.tables)
    found = dict.fromkeys(finding.table for finding in one.verdict.findings if finding.table is not None)
    tables = one.requirement.to if isinstance(one.requirement, CounterpartRequirement) else found
    there = [labels[table] for table in tables if table in labels]
    return name_counterparts(there or [said("other tables")])


def _list_shortages(result: Result) -> Iterator[Missing]:
    """Yield the invitations that serve no voice, role or need, by the must that lacks people.

    How many people it lacks changes with the list. Its sentence does not, so calls stay with it.
    """
    musts = {one.id: one for one in result.judged}
    for recruit in result.recruit:
        if not any(_is_for(recruit, voice) for voice in result.review.asked):
            short = next((musts[one] for one in recruit.serves if one in musts), None)
            sentence = "" if short is None else result.sentence_of(short.requirement)
            if short is not None and short.is_private:
                yield Missing(sentence, VoiceState.TOO_FEW, Origin.SHORTAGE, is_private=True)
                continue
            name, why = (sentence, (recruit.sentence,)) if sentence else (recruit.sentence, ())
            tables = tuple(label_of(result.room, table) for table in recruit.tables)
            yield Missing(name, VoiceState.TOO_FEW, Origin.SHORTAGE, why=why, tables=tables, people=recruit.people)


def _list_held(result: Result) -> Iterator[Missing]:
    """Yield the seats that are held for someone of no voice for which people are to be called."""
    lacking = [
        one for one in result.review.asked if one.held and one.state not in {VoiceState.ELSEWHERE, VoiceState.HEARD}
    ]
    told = {(voice.id, voice.name) for voice in lacking}
    own = [ask for identity, ask in result.asks if (identity, ask.name) in told]
    for seat, table in list_held_seats(result.room, result.plan):
        if not any(ask.fits(seat) for ask in own):
            why = (said_field(said("Seat held at"), table.label),)
            yield Missing(seat.label, VoiceState.MISSING, Origin.SEAT, why=why, tables=(table.label,))


# Those named by charts and tables --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Texts:
    """Texts that mean the same, the charts and tables that have them, and the tables for which they are named.

    The name is the first of the texts, as pages show it.
    """

    name: str
    charts: set[int | str] = field(default_factory=set)
    by_tables: set[str] = field(default_factory=set)
    tables: dict[str, None] = field(default_factory=dict)

    @property
    def named_by(self) -> int:
        """How many charts and tables have one of the texts."""
        return len(self.charts) + len(self.by_tables)

    def add(self, one: Nomination) -> None:
        """Count the text of a nomination, its charts, and the tables that ask for it."""
        self.charts.update(one.charts or one.by)  # records do not have the charts
        self.by_tables.update(one.by_tables)
        if one.table is not None:
            self.tables.setdefault(one.table)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What charts and tables name that is not on the list: by voice, and the rest, those named most often first."""

    of_voices: Mapping[tuple[str, str], _Texts]
    others: Sequence[Missing]


@keep
def _gather_named(result: Result) -> _Gathered:
    """Return those that charts and tables name, without people, organizations and heard voices."""
    of_voices, others = _sort_named(result)
    labels = map_labels(result.convening.tables)
    ordered = sorted(others.values(), key=lambda one: -one.named_by)
    return _Gathered(of_voices, [_describe_other(result, one, labels) for one in ordered])


def _sort_named(result: Result) -> tuple[dict[tuple[str, str], _Texts], dict[str, _Texts]]:
    """Return the texts of each voice that is not heard, and the other texts that name no one on the list."""
    of_voices: dict[tuple[str, str], _Texts] = {}
    others: dict[str, _Texts] = {}
    found, everyone = result.nominations.found if result.nominations is not None else (), result.for_everyone
    for one in (one for one in found if one.person is None):
        mention = resolve_mention(result, one.text)
        if mention.is_on_list or not all(may_name_text(everyone, part) for part in split_item(one.text)):
            continue
        for voice in list_voices_meant(result, mention):
            if voice.state is not VoiceState.HEARD:
                key = voice.id, fold(voice.name)
                of_voices.setdefault(key, _Texts(one.label)).add(one)
        if not mention.is_known:
            others.setdefault(fold(one.label), _Texts(one.label)).add(one)
    return of_voices, others


def _describe_other(result: Result, one: _Texts, labels: Mapping[str, str]) -> Missing:
    wanted = tuple(labels[table] for table in one.tables if table in labels)
    why = [_tell_named(one)]
    if wanted:
        why.append(said_field(said("Wanted at"), name_first(wanted)))
    return Missing(one.name, VoiceState.MISSING, Origin.NAMED, why=tuple(why), tables=wanted, named_by=one.named_by)
