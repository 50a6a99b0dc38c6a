"""Tables and their people as pages show them: numbered, sorted, and limited to what an audience may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from seating.analysis.season.session_times import have_own_doors
from seating.present.languages import Words
from seating.profiles import ELSEWHERE, Person
from seating.profiles.heads import Heads, count_heads, say_heads
from seating.report.claims.labels import (
    AT_LEAST,
    AT_MOST,
    FREE,
    SEATS,
    SESSION_NUMBERED,
    SUGGESTED,
    TABLE_NUMBERED,
    TOO_MANY,
)
from seating.report.duty_names import duty_in_words
from seating.report.members import Member, awaited_members, list_awaited, name_governance, show_member
from seating.report.person_names import keep_text, name_alone, person_anchor, tell_apart
from seating.report.role_marks import ROLE_MARKS, RoleMark, role_marks
from seating.report.sort_keys import by_name, name_key
from seating.result import Result, keep
from seating.result.cells import show_cell
from seating.result.memberships import is_suggested
from seating.result.readers import Audience
from seating.room.tables import Table, in_order_of_numbers
from seating.wording import Said, said, said_joined

MANY_TABLES = 1_000
"""With more tables than this, the workbook has no sheet and the report no card for each table, and not everyone has a
line in the report: such files are slow to open and hard to use."""


TURNING = frozenset("01689")
"""The digits that look like a digit upside down."""


@dataclass(frozen=True, slots=True)
class Seated:
    """One person at a table, with what the page may show.

    Attributes
    ----------
    id, name : str
    alone : str
        The name for a place without the organization: "Ned Moss (Gull Works)", if others have the same name.
    held_for : str or None
        Who a seat is held for: what the list has as the name, or the organization or sector. None for a person.
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
    held_for: str | None
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
        seats = SEATS(number=number, seats=self.seats) if self.seats else ""
        return self.tell(said_joined(filter(None, (people, seats, self.room_left)), " · "))

    @property
    def seats(self) -> str:
        """Return the number or range of seats in words; "" if there are no limits."""
        low, high = self.table.seats.minimum, self.table.seats.maximum
        if high is None:
            return self.tell(AT_LEAST(least=low)) if low else ""
        if low == high:
            return str(high)
        return f"{low}–{high}" if low else self.tell(AT_MOST(most=high))

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
            return self.tell(FREE(number=self.free))
        return self.tell(TOO_MANY(number=-self.free))

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


def name_number(number: int, is_session: bool) -> Said:
    """Return "Table 3", or "Session 3" for a session of a season."""
    return (SESSION_NUMBERED if is_session else TABLE_NUMBERED)(number=str(number))


def _members_beside(result: Result, table: Table, words: Words | None) -> tuple[Member, ...]:
    """Return the members of a table who do not sit there."""
    at = {
        one.person: one
        for one in result.memberships
        if one.table == table.id and result.plan.seats.get(one.person) != table.id
    }
    people = list_awaited(result, at)
    return tuple(show_member(result, table, at[p.id], p, words) for p in by_name(result.shown_persons(people)))


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
    tell = keep_text if words is None else words.tell
    duties = {
        person: held
        for person, held in result.duties.items()
        if not table or result.plan.seats.get(person, table) == table
    }
    has_its_place = _HAS_ITS_PLACE if result.reader is Audience.EVERYONE else _HAS_ITS_PLACE | {"assets"}
    more = [c for c in result.shown_columns if c in result.convening.show and c not in has_its_place]
    marks = ROLE_MARKS if words is None else role_marks(words)
    shows_role = result.may_see("representative_type")
    held = result.people.held
    found = [
        Seated(
            id=person.id,
            name=tell(tell_apart(result, person)),
            alone=tell(name_alone(result, person)),
            held_for=(person.name or person.organization or person.sector) if person.id in held else None,
            organization=show_cell(result, person, "organization"),
            sector=show_cell(result, person, "sector"),
            duties=duties.get(person.id, ()),
            suggested=tuple(d for d in duties.get(person.id, ()) if is_suggested(result, person.id, d)),
            duty_words=tuple(
                tell(duty_in_words(result, person.id, duty))
                for duty in duties.get(person.id, ())
                if result.reader is not Audience.EVERYONE or not is_suggested(result, person.id, duty)
            ),
            mark=marks[person.representative_type] if shows_role and person.duty is None else None,
            more=tuple(value for column in more for value in person.values(column)),
            is_staff=person.duty is not None,
            governance=name_governance(result, person.id),
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
            named = (p for p in awaited_members(result, table) if p.name or p.id not in result.people.held)
            people = [p for p in named if p.id not in told]
            told.update(person.id for person in people)
            alone = (
                replace(one, governance=tuple(label for label in one.governance if label != table.label))
                for one in seated(result, (person.at(table.id) for person in people), words)
            )
            found.append(Place(number, table, tuple(alone), (), len(people), None, words))
    return tuple(found)


def everybody(places: Iterable[Place]) -> list[tuple[Place, Seated]]:
    """Return everyone seated, including staff, with their table, A to Z."""
    found = [(place, person) for place in places for person in (*place.people, *place.staff)]
    return sorted(found, key=lambda pair: (*name_key(pair[1].sort_name), pair[0].number, pair[1].id))


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
        words.tell(SUGGESTED(name=person.alone)) if duty in person.suggested else person.alone
        for person in persons
        if duty in person.duties
    )


_HAS_ITS_PLACE = {"name", "organization", "sector", "representative_type"}
