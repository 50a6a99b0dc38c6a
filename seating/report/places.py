"""Tables and their people as pages show them: numbered, sorted, and limited to what an audience may see."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from seating.analysis.access import CutOff, advise_interpreters, describe_cut_off, find_cut_off
from seating.analysis.promises import MissingLine
from seating.analysis.season.session_times import have_own_doors
from seating.analysis.stand_ins import list_refused
from seating.convening.rooms import list_tables_with_days
from seating.findings import Finding, clause
from seating.groups import group_by_key
from seating.history import PastRound
from seating.initiative.memberships import Membership, governance_plan, governance_room, list_elected
from seating.plan import Plan, Room
from seating.present.blocks import Span, data
from seating.present.languages import Words
from seating.profiles import ELSEWHERE, Person, Role
from seating.profiles.heads import Heads, count_heads, say_heads
from seating.profiles.names import without_title
from seating.report.apart_by_language import list_apart
from seating.report.duty_names import describe_role, duty_in_words
from seating.report.fates import is_at_table
from seating.report.meant import find_kind_named, find_meant, list_organizations_meant
from seating.requirement import asks_only_seats, can_judge
from seating.result import Result, keep
from seating.tables import ELECTED, Table, in_order_of_numbers
from seating.voices import VoiceState
from seating.wording import (
    Said,
    capitalized,
    fold,
    said,
    said_count,
    said_first,
    said_joined,
    said_list,
    said_with,
    with_padded_numbers,
)

MANY_TABLES = 1_000
"""With more tables than this, the workbook has no sheet and the report no card for each table, and not everyone has a
line in the report: such files are slow to open and hard to use."""


TURNING = frozenset("01689")
"""The digits that look like a digit upside down."""

MOST_LOOKS = 1_000_000
"""Maximum number of people looked at in order to find the tables where a must forbids a walk-in."""


@dataclass(frozen=True, slots=True)
class RoleMark:
    """The mark of a representative type: a shape (the id of a drawing), a letter and a word."""

    shape: str
    letter: str
    word: str


ROLE_MARKS: Mapping[Role | None, RoleMark] = {
    Role.DECISION_MAKER: RoleMark("decision-maker", said("D"), said("decision-maker")),
    Role.DOER: RoleMark("doer", said("W"), said("doer")),
    Role.DESIGNEE: RoleMark("designee", said("R"), said("designee")),
    None: RoleMark("no-role", "", said("type not stated")),
}
"""The marks in legend order; the letters stand for decides, works and represents."""


def role_marks(words: Words) -> Mapping[Role | None, RoleMark]:
    """Return the marks in a language, in legend order."""
    return {
        role: replace(mark, letter=words.tell(mark.letter), word=words.tell(mark.word))
        for role, mark in ROLE_MARKS.items()
    }


@dataclass(frozen=True, slots=True)
class Seated:
    """One person at a table, with what the page may show.

    Attributes
    ----------
    id, name : str
    alone : str
        The name for a place without the organization: "Ned Moss (Gull Works)", if others have the same name.
    held_for : str
        Who a seat is held for: what the list has as the name, or the organization or sector. "" for a person.
    organization, sector : str
        "" if the list has none or the audience may not see it.
    duties : tuple of str
        As written in the list or the convening.
    suggested : tuple of str
        The duties for which the program chose the person.
    duty_words : tuple of str
        The duties in the language of the page, such as "chair (suggested until elected)". What is only suggested is not
        on pages for everyone: those are read before the table has met.
    mark : RoleMark or None
        None for staff, and if the audience may not see the representative type.
    more : tuple of str
        The values of other columns that the convening shows.
    is_staff : bool
    governance : tuple of str
        The names of the governance tables of which the person is a member; without those that rest on a suggestion.
    chair : int or None
        The number of their chair; None without an order.
    made_name : str
        The name as files have it, if the program made it from that of the person they come with; "" otherwise.
    """

    id: str
    name: str
    alone: str
    held_for: str
    organization: str
    sector: str
    duties: tuple[str, ...]
    suggested: tuple[str, ...]
    duty_words: tuple[str, ...]
    mark: RoleMark | None
    more: tuple[str, ...]
    is_staff: bool
    governance: tuple[str, ...] = ()
    chair: int | None = None
    made_name: str = ""

    @property
    def sort_name(self) -> str:
        """The name by which lists are sorted: in each language, a companion follows the person they come with."""
        return self.made_name or self.name

    @property
    def anchor(self) -> str:
        """The fragment of the person's line in the list of people."""
        return person_anchor(self.id)

    @property
    def background(self) -> tuple[str, ...]:
        """Return the organization, sector and shown columns, for places where a mark shows the representative type."""
        return tuple(part for part in (self.organization, self.sector, *self.more) if part)

    @property
    def about(self) -> tuple[str, ...]:
        """Return the parts of the line under the person's name."""
        role = self.mark.word if self.mark is not None and self.mark.letter else ""
        return tuple(part for part in (self.organization, self.sector, role, *self.more) if part)


@dataclass(frozen=True, slots=True)
class Place:
    """One table with its people.

    Attributes
    ----------
    number : int
        From 1, in the convening's order; the same on every page.
    table : Table
    people, staff : tuple of Seated
        The people that the audience may see, by name.
    taken : int
        All seats that are taken, also by people who are not shown and by held seats; staff take none.
    free : int or None
        Free seats; negative if there are too many people, None if the table has no limit.
    words : Words or None
        The language of the table's texts; None if they are translated where they are printed.
    members : tuple of Member
        The members who sit elsewhere or nowhere, such as liaisons of other tables.
    is_session : bool
        Whether it is a session of a season, which has a door of its own.
    chairs : frozenset of int
        The numbers of all chairs that are taken; empty without an order.
    held : int
        How many of the taken seats are held for someone to be found.
    """

    number: int
    table: Table
    people: tuple[Seated, ...]
    staff: tuple[Seated, ...]
    taken: int
    free: int | None
    words: Words | None
    members: tuple[Member, ...] = ()
    is_session: bool = False
    chairs: frozenset[int] = frozenset()
    held: int = 0

    @property
    def heads(self) -> Heads:
        """The people at the table and the seats that are held there."""
        return Heads(self.taken - self.held, self.held)

    @property
    def own_name(self) -> str:
        """The name of the table; "" if it is only the number, as "Table 3" is."""
        return "" if self.table.made_number == self.number else self.table.label

    @property
    def numbered(self) -> str:
        """Return what is printed above the table's name: "Table 3" or "Session 3"."""
        return self.tell(name_number(self.number, self.is_session))

    @property
    def kind_word(self) -> str:
        """Return what stands before the number on a card: "Table" or "Session"."""
        return self.tell(said("Session") if self.is_session else said("Table"))

    @property
    def anchor(self) -> str:
        """The fragment of the table's card."""
        return f"table-{self.table.id}"

    @property
    def is_underlined(self) -> bool:
        """Whether a line stands under the number, because it looks like another one upside down."""
        return looks_turned(self.number)

    @property
    def around(self) -> tuple[Seated, ...]:
        """Return the people chair by chair; by name without an order."""
        return tuple(sorted(self.people, key=lambda person: person.chair or 0))

    @property
    def seats_line(self) -> str:
        """Return the numbers of people, seats and free seats, in one line."""
        people = say_heads(self.heads)
        number = self.table.seats.maximum or self.table.seats.minimum or 0
        seats = said_count("%(seats)s seat", "%(seats)s seats", number, seats=self.seats) if self.seats else ""
        return self.tell(said_joined(filter(None, (people, seats, self.room_left)), " · "))

    @property
    def seats(self) -> str:
        """Return the number or range of seats in words; "" if there are no limits."""
        low, high = self.table.seats.minimum, self.table.seats.maximum
        if high is None:
            return self.tell(said("at least %(least)s", least=low)) if low else ""
        if low == high:
            return str(high)
        return f"{low}–{high}" if low else self.tell(said("at most %(most)s", most=high))

    @property
    def has_room(self) -> bool:
        """Whether there is a seat for one more person, known or not; there is none where only members sit."""
        return not self.table.is_for_members and (self.free is None or self.free > 0)

    @property
    def room_left(self) -> str:
        """Return the number of free seats, in words."""
        if self.table.is_for_members and (self.free is None or self.free > 0):
            return self.tell(said("for its members only"))
        if self.free is None:
            return self.tell(said("no limit"))
        if self.free == 0:
            return self.tell(said("full"))
        if self.free > 0:
            return self.tell(said_count("%(number)s free", "%(number)s free", self.free))
        return self.tell(said_count("%(number)s too many", "%(number)s too many", -self.free))

    def tell(self, text: str) -> str:
        """Return a text in the language of the table's texts."""
        return text if self.words is None else self.words.tell(text)


def looks_turned(number: int) -> bool:
    """Whether a number seen upside down may be read as another number.

    >>> looks_turned(6), looks_turned(16), looks_turned(8), looks_turned(26)
    (True, True, False, False)
    """
    digits = set(str(number))
    return digits <= TURNING and bool(digits & set("69"))


@keep
def places(result: Result, words: Words | None = None) -> tuple[Place, ...]:
    """Return every table of the room, with its people; the pages of one packet share them.

    Parameters
    ----------
    result : Result
        People and columns that its reader may not see are left out.
    words : Words, optional
        The language of the texts. By default they are translated where they are printed.
    """
    people, staff = result.room.members(result.plan), result.room.staff_members(result.plan)
    by_session = have_own_doors(result.room.tables)
    found = []
    for number, table in enumerate(result.room.tables, start=1):
        taken, limit = len(people[table.id]), table.seats.maximum
        found.append(
            Place(
                number=number,
                table=table,
                people=seated(result, people[table.id], words, table.id),
                staff=seated(result, staff[table.id], words),
                taken=taken,
                free=None if limit is None else limit - taken,
                words=words,
                members=_members_beside(result, table, words),
                is_session=by_session,
                held=count_heads(people[table.id]).held,
                chairs=frozenset(result.chairs[p.id] for p in people[table.id] if p.id in result.chairs),
            )
        )
    return tuple(found)


@keep
def list_closed(result: Result) -> frozenset[str] | None:
    """Return the ids of the tables with room where a must forbids an unknown person.

    None if that takes too long to try, in a very large room, or if only the wording of the musts is saved.

    Parameters
    ----------
    result : Result
        Private musts count for the convener only.
    """
    musts = [r for r in result.requirements if r.is_must]
    if not result.is_for_convener:
        musts = [must for must in musts if not result.is_private(must)]
    musts = [must for must in musts if can_judge([must]) or not (asks_only_seats([must]) or must.is_about_staff)]
    offered = [place.table.id for place in places(result) if place.has_room]
    if not offered:
        return frozenset()
    if not can_judge(musts) or len(offered) * len(musts) * len(result.room.persons) > MOST_LOOKS:
        return None
    unknown = Person(id="a person about whom nothing is known")
    return list_refused(result.room, musts, result.plan, unknown, offered)


def list_open_to_walk_ins(result: Result, found: Iterable[Place]) -> tuple[tuple[Place, ...], bool]:
    """Return the tables that an unknown person may be sent to, and whether a must keeps, or may keep, other free seats.

    Without the musts themselves, as in a round that is read back with another list, no table is offered.
    """
    closed = list_closed(result)
    with_room = [place for place in found if place.has_room]
    if closed is None and not can_judge(result.requirements):
        return (), bool(with_room)
    return tuple(place for place in with_room if place.table.id not in (closed or ())), closed is None or bool(closed)


def tell_no_one(result: Result) -> Said:
    """Return "no one"; "none shown" if the reader may not see everyone on the list, who may be there."""
    return said("none shown") if len(result.shown_persons(result.people)) < len(result.people) else said("no one")


def name_number(number: int, is_session: bool) -> Said:
    """Return "Table 3", or "Session 3" for a session of a season."""
    return said("Session %(number)s", number=number) if is_session else said("Table %(number)s", number=number)


def _members_beside(result: Result, table: Table, words: Words | None) -> tuple[Member, ...]:
    """Return the members of a table who do not sit there."""
    at = {
        one.person: one
        for one in result.memberships
        if one.table == table.id and result.plan.seats.get(one.person) != table.id
    }
    people = _list_awaited(result, at)
    return tuple(_member(result, table, at[p.id], p, words) for p in by_name(result.shown_persons(people)))


def seated(
    result: Result, persons: Iterable[Person], words: Words | None = None, table: str = ""
) -> tuple[Seated, ...]:
    """Return the people that an audience may see, by name as printed.

    Parameters
    ----------
    result : Result
    persons : iterable of Person
        People that the reader of the result may not see are left out, and so are their columns.
    words : Words, optional
        The language of the texts. By default they are translated where they are printed.
    table : str, optional
        The id of the table at which they are. People who have their seat at another one have no duty here.
    """
    tell = _keep if words is None else words.tell
    duties = {
        person: held
        for person, held in result.duties.items()
        if not table or result.plan.seats.get(person, table) == table
    }
    has_its_place = _HAS_ITS_PLACE if result.is_for_everyone else _HAS_ITS_PLACE | {"assets"}
    more = [c for c in result.shown_columns if c in result.convening.show and c not in has_its_place]
    marks = ROLE_MARKS if words is None else role_marks(words)
    shows_role = result.may_see("representative_type")
    found = [
        Seated(
            id=person.id,
            name=tell(tell_apart(result, person)),
            alone=tell(name_alone(result, person)),
            held_for=(person.name or person.organization or person.sector) if person.is_held else "",
            organization=result.shown_cell(person, "organization"),
            sector=result.shown_cell(person, "sector"),
            duties=duties.get(person.id, ()),
            suggested=tuple(d for d in duties.get(person.id, ()) if result.is_suggested(person.id, d)),
            duty_words=tuple(
                tell(duty_in_words(result, person.id, duty))
                for duty in duties.get(person.id, ())
                if not result.is_for_everyone or not result.is_suggested(person.id, duty)
            ),
            mark=marks[person.representative_type] if shows_role and person.duty is None else None,
            more=tuple(value for column in more for value in person.values(column)),
            is_staff=person.duty is not None,
            governance=_governance_names(result, person.id),
            chair=result.chairs.get(person.id),
            made_name=person.name if isinstance(person.label, Said) else "",
        )
        for person in result.shown_persons(persons)
    ]
    return tuple(sorted(found, key=lambda one: (*name_key(one.sort_name), one.id)))


def type_at_seat(result: Result, person: Person) -> str:
    """Return the representative type that a person has where they sit, for one who has another at some tables.

    "" for all others, and if the team may not see the column.
    """
    if not person.types_at or not result.may_see("representative_type"):
        return ""
    return person.type_at(result.plan.seats.get(person.id, ELSEWHERE)) or ""


def _keep(text: str) -> str:
    return text


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
            members = tuple(_member(result, table, at[p.id], p, words) for p in by_name(people.values()))
            found.append(GovernancePlace(number, table, members))
    return tuple(found)


def awaited_members(result: Result, table: Table) -> tuple[Person, ...]:
    """Return the people at a table and its members who are on the list, are invited, and did not decline."""
    ids = dict.fromkeys(person for person, seat in result.plan.seats.items() if seat == table.id)
    ids |= dict.fromkeys(one.person for one in result.memberships if one.table == table.id)
    return _list_awaited(result, ids)


def awaited_memberships(result: Result) -> tuple[Membership, ...]:
    """Return the memberships of governance tables, without those of people who declined or are not invited yet."""
    awaited = {person.id for person in _list_awaited(result, {one.person: None for one in result.memberships})}
    return tuple(one for one in result.memberships if one.person in awaited)


def _list_awaited(result: Result, ids: Iterable[str]) -> tuple[Person, ...]:
    people = (result.people.by_id[identity] for identity in ids if identity in result.people.by_id)
    return tuple(person for person in people if person.status.is_seated)


def member_places(result: Result, words: Words) -> tuple[Place, ...]:
    """Return the governance tables with the members who have no seat in the round, each at their first one.

    Parameters
    ----------
    result : Result
    words : Words
        The language.
    """
    told: set[str] = set(result.plan.seats)
    found = []
    for number, table in enumerate(in_order_of_numbers(result.convening.tables), start=1):
        if not table.seats_people:
            people = [p for p in awaited_members(result, table) if p.id not in told and not _is_held(p)]
            told.update(person.id for person in people)
            alone = (
                replace(one, governance=tuple(label for label in one.governance if label != table.label))
                for one in seated(result, (person.at(table.id) for person in people), words)
            )
            found.append(Place(number, table, tuple(alone), (), len(people), None, words))
    return tuple(found)


def _member(result: Result, table: Table, membership: Membership, person: Person, words: Words | None) -> Member:
    tell = _keep if words is None else words.tell
    seat = result.plan.seats.get(person.id, "")
    if seat == table.id:
        duty: str = said_list([duty_in_words(result, person.id, one) for one in result.duties.get(person.id, ())])
        origin = ""
        role: str = duty or (said("held seat") if person.is_held else said("sits at this table"))
    else:
        origin, role, duty = describe_role(result, membership)
    held_for = result.shown_cell(person, "organization") if person.is_held and not person.name else ""
    return Member(
        id=person.id,
        name=held_for or tell(tell_apart(result, person)),
        alone=held_for or tell(name_alone(result, person)),
        organization="" if held_for else result.shown_cell(person, "organization"),
        role=tell(role),
        duty=tell(duty),
        origin=origin
        or ("" if person.duty is not None or seat == table.id else seat or find_electors(result, person, table.id)),
        sits_at=result.room.table(seat).label if seat else "",
        is_drawn=bool(origin) or seat == table.id,
    )


def find_electors(result: Result, person: Person, at: str) -> str:
    """Return the id of another table that elected someone without a seat in the round to a duty; "" for none."""
    elected = (
        table.id
        for table in result.room.tables
        if table.id != at and any(person.id in list_elected(result.people, table, duty) for duty in ELECTED)
    )
    return next(elected, "")


def _governance_names(result: Result, person: str) -> tuple[str, ...]:
    """Return the names of the tables of which a person is a member besides their seat.

    A membership that rests on a suggestion is left out, because no one was asked yet.
    """
    memberships = result.memberships_by_person.get(person, ())
    kept = (one.table for one in memberships if not result.rests_on_suggestion(one))
    return tuple(result.labels_of_tables.get(table, table) for table in kept)


def everybody(places: Iterable[Place]) -> list[tuple[Place, Seated]]:
    """Return everyone seated, including staff, with their table, A to Z."""
    found = [(place, person) for place in places for person in (*place.people, *place.staff)]
    return sorted(found, key=lambda pair: (*name_key(pair[1].sort_name), pair[0].number, pair[1].id))


def _is_held(person: Person) -> bool:
    return person.is_held and not person.name


@keep
def list_cut_off(result: Result) -> tuple[tuple[Room, tuple[CutOff, ...]], ...]:
    """Return the people who can talk with no one else at a table or at a governance table, by room.

    Of a governance table that was not judged, those who are members only by a suggested duty are left out.
    """
    here = {person.id for person in result.room.persons}
    judged = [
        (view.room, find_cut_off(view.room, view.plan, view.governance_tables, result.unread))
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
    judged = {table.id for view in result.governance for table in view.governance_tables}
    for table in result.convening.tables:
        every = [one for one in result.memberships if one.table == table.id]
        is_known = all(one.person in result.people.by_id for one in every)
        if not every or table.seats_people or table.id in judged or not is_known:
            continue
        members = [one for one in awaited_memberships(result) if one.table == table.id]
        sure = {one.person for one in members if not result.rests_on_suggestion(one)}
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


def name_in_words(person: Person) -> str:
    """Return a person's name for a page; for an open seat without a name, who it is held for."""
    meant = person.organization or person.sector
    return said("open seat (%(meant)s)", meant=meant) if _is_held(person) and meant else person.label


def tell_apart(result: Result, person: Person) -> str:
    """Return the name, with a number if others on the list have the same name and organization: "Ana Soto (2)"."""
    name, number = name_in_words(person), result.people.number_of(person, by_organization=False)
    if number and result.may_see("organization"):
        number = result.people.number_of(person, by_organization=True)
    return said_joined([name, f"({number})"], " ") if number else name


def name_alone(result: Result, person: Person) -> str:
    """Return the name that tells a person apart where no organization stands beside it."""
    name = tell_apart(result, person)
    is_shared = result.people.number_of(person, by_organization=False) > 0
    organization = result.shown_cell(person, "organization") if is_shared else ""
    is_alone = organization and name == name_in_words(person)
    return said_joined([name, f"({organization})"], " ") if is_alone else name


def name_with_tables(result: Result, person: Person) -> str:
    """Return the name of a person with a seat, with the numbers of the tables to which they go: "Ana Soto (1, 3)"."""
    numbers = (str(result.room.table_index[table] + 1) for table in result.plan.tables_of(person.id))
    return f"{person.label} ({', '.join(numbers)})"


def list_elected_away(result: Result, table: Table, duty: str) -> tuple[Person, ...]:
    """Return the people that a table with seats elected to a duty, and who do not sit there in this round.

    Those who declined, or who are not invited yet, are left out.
    """
    if not table.seats_people:
        return ()
    elected = list_elected(result.people, table, duty)
    away = [person for person in elected if table.id not in result.plan.tables_of(person)]
    return result.shown_persons(_list_awaited(result, away))


def name_elected_away(result: Result, table: Table, duty: str, words: Words | None = None) -> tuple[str, ...]:
    """Return the names of those that `list_elected_away` finds, each with where they are instead."""
    tell = _keep if words is None else words.tell
    found = []
    for person in list_elected_away(result, table, duty):
        name, seat = tell_apart(result, person), result.plan.seats.get(person.id)
        if seat is None:
            found.append(tell(name_without_seat(name)))
        else:
            found.append(tell(said("%(name)s (sits at %(table)s)", name=name, table=result.room.table(seat).label)))
    return tuple(found)


def name_without_seat(name: str) -> Said:
    """Return a name with the mark of a person who has no seat in the round."""
    return said("%(name)s (no seat in this round)", name=name)


def name_member(member: Member, words: Words) -> str:
    """Return a member of a governance table with their role, and with a mark if they have no seat in the round."""
    if member.sits_at:
        return f"{member.alone} ({member.role})"
    return words.gettext("%(name)s (%(role)s, no seat in this round)", name=member.alone, role=member.role)


def holders(persons: Iterable[Seated], duty: str, words: Words) -> tuple[str, ...]:
    """Return the names of the people who have a duty, marked "(suggested until elected)" if the program drew them.

    Parameters
    ----------
    persons : iterable of Seated
    duty : str
        As written in the list or the convening.
    words : Words
    """
    return tuple(
        words.tell(said("%(name)s (suggested until elected)", name=person.alone))
        if duty in person.suggested
        else person.alone
        for person in persons
        if duty in person.duties
    )


_HAS_ITS_PLACE = {"name", "organization", "sector", "representative_type"}


def link_person(result: Result, person: str, name: str | None = None) -> Span:
    """Return a name, by default as in a sentence, with a link to the person's line in the report if they sit."""
    link = f"#{person_anchor(person)}" if person in result.plan.seats else ""
    return data(label_apart(result, result.people.by_id[person]) if name is None else name, link)


def named(result: Result, people: Iterable[str], most: int | None = None) -> str:
    """Return the names of people, given by their ids, as one text; with a maximum, the number of the others."""
    by_id = result.people.by_id
    names = [label_apart(result, by_id[person]) if person in by_id else person for person in people]
    return said_list(names) if most is None else said_first(names, most)


def label_apart(result: Result, person: Person) -> str:
    """Return the name for a sentence; with the organization or a number if others have the same name."""
    is_shared = result.people.number_of(person, by_organization=False)
    return name_alone(result, person) if is_shared else person.label


def describe_finding(result: Result, finding: Finding, most: int | None = None) -> str:
    """Return a finding in words; "" if only its table may be shown.

    Parameters
    ----------
    result : Result
    finding : Finding
    most : int, optional
        Maximum number of people to name.
    """
    if not finding.is_told:
        return said("off by %(number)s", number=finding.shortfall) if finding.shortfall else ""
    return word_finding(result, finding, most=most)


def word_finding(result: Result, finding: Finding, group: str = "", most: int | None = None) -> str:
    """Return a finding as a clause that tells people of equal names apart.

    Parameters
    ----------
    result : Result
    finding : Finding
    group : str
        What it is about, in words; by default its group or its people.
    most : int, optional
        Maximum number of people to name.
    """
    about = group or finding.group or named(result, finding.people, most) or said("People")
    return clause(about, finding.have, finding.wanted, says_apart(result, finding))


def says_apart(result: Result, finding: Finding) -> str:
    """Return the own words of a finding, in which people of equal names are told apart; "" for none."""
    people = [result.people.by_id[one] for one in finding.people if one in result.people.by_id]
    return said_with(finding.says, group_by_key((person.label, label_apart(result, person)) for person in people))


HEADINGS = {
    "sector": said("Sector"),
    "representative_type": said("Representative type"),
    "interests": said("Interests"),
    "speaks_to": said("Speaks to"),
    "languages": said("Languages"),
    "organization": said("Organization"),
}


def column_name(column: str) -> Said:
    """Return the heading of a column: "Sector", "Speaks to"; for a column of the list's own, its name capitalized."""
    if column in HEADINGS:
        return HEADINGS[column]
    heading = column.replace("_", " ")
    return Said(capitalized(heading))


def person_anchor(identity: str) -> str:
    """Return a person's fragment in the report: `person-` and the id, with special characters as `~hex~`."""
    return "person-" + "".join(c if c.isalnum() or c in "-_." else f"~{ord(c):x}~" for c in identity)


def by_name(persons: Iterable[Person]) -> list[Person]:
    """Return the people sorted by name, then by id."""
    return sorted(persons, key=lambda person: (*name_key(person.label), person.id))


NO_LETTER = "#"


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> tuple[bool, str, str]:
    """Return the sort key of a name: accents are ignored, numbers sort by value, names without letters come last."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    letters = "".join(c for c in plain if c.isalnum() or c.isspace()).strip()
    return (not letters, with_padded_numbers(letters), text)


@lru_cache(maxsize=20_000)
def name_key(name: str) -> tuple[bool, str, str]:
    """Return the sort key of a person's name. Titles and offices before it do not count: Dr. Amara Bell is under A."""
    return sort_key(without_title(name))


def first_letter(name: str) -> str:
    """Return the letter under which a name is listed, without its accent; `#` if it does not start with a letter."""
    sign = name_key(name)[1][:1]
    return sign.upper() if unicodedata.category(sign or " ").startswith("L") else NO_LETTER


def list_missing(result: Result, table: Table) -> tuple[str, ...]:
    """Return the people that a table named as missing at earlier meetings and who are still missing there.

    People that open pages may not name are left out.
    """
    lines = result.commitments.missing if result.commitments is not None else ()
    its = (line for line in lines if line.table == table.id and _may_name(result, line))
    return tuple({fold(line.label): line.label for line in its if not has_come(result, line)}.values())


def has_come(result: Result, line: MissingLine) -> bool:
    """Whether a person, organization, voice or kind that a table named as missing is at this table, or came to it.

    A text that only might mean a voice counts as having come if the voice is heard. After the first
    round, a table that asks for people of a kind, or in words that only might mean an organization, asks for more of
    them than sit there.
    """
    people = list_meant(result, line.text, line.person)
    if line.person is None and result.is_over and not result.room.history.rounds:
        exact = result.people.from_organization(line.text) if result.may_total("organization") else ()
        people = [one.id for one in exact if not one.is_held]
    if any(is_at_table(result, one, line.table) for one in people) or _came_last(result.room, people, line):
        return True
    asked = (one for each in (result, *result.governance) for one in each.review.asked)
    same = [voice for voice in asked if fold(voice.name) == fold(line.text)]
    same += [voice for voice in find_meant(result, line.text) if voice.state is VoiceState.HEARD]
    return any(voice.tables.get(line.table) for voice in same if not result.is_private(voice))


def list_meant(result: Result, text: str, person: str | None) -> list[str]:
    """Return the ids of those that a text may mean: a person, or people of an organization or a kind; no held seats."""
    if person is not None:
        people = [person]
    else:
        names = [text] if result.may_total("organization") else []
        names += list_organizations_meant(result, text)
        found = (one for name in names for one in result.people.from_organization(name))
        people = [one.id for one in (*found, *find_kind_named(result, text))]
    known = result.people.by_id
    return [one for one in people if one not in known or not known[one].is_held]


def _came_last(room: Room, people: Collection[str], line: MissingLine) -> bool:
    """Whether any of these people, or of the voice named, sat at the table in the last round, and none before that.

    It is not known after which round a table named someone. A table may have had another id then.
    """
    heirs = room.successors.items()
    names = {line.table, *(was for was, present in heirs if any(heir.id == line.table for heir in present))}

    def sat_there(past: PastRound) -> bool:
        voices = (
            voice for voice in past.voices.values() if not voice.is_private and fold(voice.name) == fold(line.text)
        )
        came = any(not names.isdisjoint(past.tables_of(person)) for person in people)
        return came or any(voice.tables.get(table) for voice in voices for table in names)

    sat = [sat_there(past) for past in room.history.rounds if not past.is_planned]
    return bool(sat) and sat[-1] and not all(sat)


def _may_name(result: Result, line: MissingLine) -> bool:
    """Whether a page for everyone may name who is missing: no one on the list, or one of those meant has a seat."""
    found = result.people.by_id.get(line.person or "")
    meant = result.people.named(line.text) if found is None else (found,)
    return not meant or any(one.id in result.plan.seats for one in result.for_everyone.shown_persons(meant))
