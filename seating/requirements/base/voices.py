"""The state of every perspective that a requirement asks for: voices, roles and needs.

A seat held for someone to be found hears no one: `hear` counts the people who are known to come, and what pages
print of a voice is this.
What becomes of a perspective once its held seats are filled is foreseen: `foresee` counts each at its table, as the
requirements do. Invitations follow from it, so no second person is invited for a seat that is held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from seating.profiles import ELSEWHERE, Person
from seating.profiles.heads import without_held_seats
from seating.profiles.person import NothingFits
from seating.requirements.base.kind import Ask
from seating.room.languages import languages_of
from seating.room.plan import Plan, Room
from seating.room.tables import Table
from seating.wording import Said, said, said_count, said_joined, said_list

FEW_BLANK = 10
"""Blank cells of fewer people than one in so many on the list leave nothing open: hardly anyone could be overlooked."""


class VoiceState(StrEnum):
    """The state of a perspective; members are in order from worst to best."""

    MISSING = "missing"
    TOO_FEW = "too_few"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"
    HEARD = "heard"

    @property
    def rank(self) -> int:
        """The position in the order from worst to best, from 0."""
        return list(VoiceState).index(self)


class VoiceReason(StrEnum):
    """Why a perspective has its state, if the numbers of people do not tell."""

    NOT_COMING = "not_coming"
    """People of it are on the list, and none of them is coming."""
    SEAT_HELD = "seat_held"
    THROUGH_ORGANIZATION = "through_organization"
    """Only someone from an organization that serves them is coming."""
    NO_SHARED_LANGUAGE = "no_shared_language"
    """No one else at their table shares a language with them."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One perspective and its state in one round.

    Attributes
    ----------
    id : str
        The id of the requirement that asks for it.
    name : str
    state : VoiceState
    invited, attending, needed : int
        Number of people of the perspective who are invited, who are in the room, and who are required.
    tables : mapping of table id to int
        People of the perspective at each table the requirement applies to. Open seats do not count.
    because : str
        State and reason in words, as the end of a sentence without its full stop; "" if it is private. It is a text
        that pages can translate (see `Said`) if it names tables.
    held : mapping of table id to int
        Open seats held for people of the perspective, at each table that has one.
    serving : int
        Number of people in the room from organizations that serve the perspective, according to the key `serves`.
    at : tuple of str
        In the state `elsewhere`, ids of the tables with too few people, or of those where no one shares a language.
    blank : int or None
        In the state `missing` without a reason, the number of people on the list who are not known to belong to the
        perspective, because a cell that decides it is blank; None in a private voice.
    why : VoiceReason or None
        None if there is no reason but the numbers, or it is private.
    """

    id: str
    name: str
    state: VoiceState
    invited: int
    attending: int
    needed: int
    tables: Mapping[str, int]
    because: str
    held: Mapping[str, int] = field(default_factory=dict)
    serving: int = 0
    at: tuple[str, ...] = ()
    blank: int | None = None
    why: VoiceReason | None = None

    @property
    def is_told(self) -> bool:
        """Whether more than its state may be read: of a private voice, others read nothing else."""
        return bool(self.because)

    @property
    def sits_elsewhere(self) -> bool:
        """Whether enough people come, and too few of them sit where they are needed."""
        return self.state is VoiceState.ELSEWHERE and self.why is None

    @property
    def lacks_people(self) -> bool:
        """Whether more people in the room could help; if its state is unknown, filling in blank cells helps."""
        return self.sits_elsewhere or self.state in {VoiceState.MISSING, VoiceState.TOO_FEW}

    @property
    def sentence(self) -> str:
        """The state in one sentence: "Youth: no one on the list."."""
        return f"{self.name}: {self.because}." if self.because else f"{self.name}."


def foresee(identity: str, ask: Ask, room: Room, plan: Plan) -> Voice:
    """Return one perspective with its state if, at the tables, each held seat counts as a person of it who sits there.

    Parameters
    ----------
    identity : str
        The id of the requirement.
    ask : Ask
        The perspective.
    room : Room
    plan : Plan
    """
    return hear(identity, ask, room, plan, counts_held=True)


def hear(identity: str, ask: Ask, room: Room, plan: Plan, *, counts_held: bool = False) -> Voice:
    """Return the state of one perspective in a plan.

    The state is the first of these that applies:

    - `missing`, `through_organization`: no one is known to attend, but someone from an organization that serves it;
    - `missing`, `seat_held`: no one is known to attend, but an open seat is held for it;
    - `unknown`: no one on the list is known to belong to the perspective, but blank cells leave it open: enough people
      may belong to it at each table that requires it, or in the room; so may at least a tenth of the list; the list has
      a cell in each column that decides it; and no earlier seating, of this round or another one, knew the answer;
    - `missing`: no one on the list is known to belong to it;
    - `missing`, `not_coming`: no one is known to attend;
    - `too_few`: fewer attend than needed;
    - `elsewhere`: enough attend, but not at the right tables;
    - `elsewhere`, `no_shared_language`: no one else at their table shares a language with them;
    - `heard`.

    Parameters
    ----------
    identity : str
        The id of the requirement.
    ask : Ask
        The perspective.
    room : Room
    plan : Plan
    counts_held : bool
        Whether held seats count where the plan is compared with what each table asks for; see `foresee`.
    """
    on_list = [p for p in room.listed if p.duty is None and ask.fits(p)]
    somebody = without_held_seats(on_list)
    coming = room.coming
    matching = frozenset(p.id for p in room.people if ask.fits(p))
    attending = [p for p in coming if p.id in matching]
    members = room.members(plan)
    of_it = {t: [p for p in here if p.id in matching and _is_of_it(ask, p)] for t, here in members.items()}
    known = {t: without_held_seats(found) for t, found in of_it.items()}
    asked_at = [t for t in room.tables if t.id in ask.tables]
    here = {t.id: known[t.id] for t in asked_at}
    attendees = room.attendees_at(plan)
    unheard = [t for t in asked_at if here[t.id] and _unheard(here[t.id], attendees[t.id], room)]
    short = _short_tables(ask, room, members, of_it if counts_held else known)
    used = tuple(t.id for t in asked_at if members[t.id] or not t.open_if_needed)
    needed = replace(ask, tables=used).needed  # an optional table that stays empty needs no one

    is_short = len(attending) < needed or short is not None
    seats = Counter(plan.seats.get(p.id) for p in room.held if p.id in matching)
    held = {t.id: seats[t.id] for t in room.tables if is_short and seats[t.id]}
    serving = sum(1 for p in coming if ask.serves.matches(p)) if ask.serves and not attending else 0
    at: list[Table] = []
    why: VoiceReason | None = None
    blank: int | None = None
    if not attending:
        state, because, listed_blank = _find_state_if_no_one_comes(replace(ask, tables=used), room, plan, len(somebody))
        if serving or held:
            state = VoiceState.MISSING
            why = VoiceReason.THROUGH_ORGANIZATION if serving else VoiceReason.SEAT_HELD
        elif somebody:
            why = VoiceReason.NOT_COMING
        elif state is VoiceState.MISSING:
            blank = listed_blank
    elif len(attending) < needed:
        state, because = VoiceState.TOO_FEW, write_too_few(len(attending), needed)
    elif short is not None:
        state, at = VoiceState.ELSEWHERE, short
        is_none = bool(at) and not any(here.get(table.id) for table in at)
        because = write_elsewhere(len(attending), [table.label for table in at], is_none=is_none)
    elif unheard:
        state, why, at = VoiceState.ELSEWHERE, VoiceReason.NO_SHARED_LANGUAGE, unheard
        because = write_unheard([table.label for table in at])
    else:
        at_these = {person.id for persons in here.values() for person in persons}  # in a season, some go to several
        state, because = VoiceState.HEARD, write_heard(len(attending), len(at_these))
    return Voice(
        id=identity,
        name=ask.name,
        state=state,
        invited=sum(1 for p in somebody if p.status.is_invited),
        attending=len(attending),
        needed=needed,
        tables={table: len(people) for table, people in here.items()},
        because=add_seats_and_servers(because, [t.label for t in room.tables if t.id in held], serving),
        held=held,
        serving=serving,
        at=tuple(table.id for table in at),
        blank=blank,
        why=why,
    )


def write_heard(attending: int, where_needed: int) -> Said:
    """Return the reason for the state `heard`: how many come, and how many of them sit at the tables that ask."""
    if where_needed == attending:
        return said_count("%(number)s coming, seated where needed", "%(number)s coming, seated where needed", attending)
    return said_count(
        "%(number)s coming, %(there)s of them where needed",
        "%(number)s coming, %(there)s of them where needed",
        attending,
        there=where_needed,
    )


def count_where_needed(voice: Voice) -> int:
    """Return how many people of a voice sit at the tables that ask for it, each once.

    The counts of the tables alone do not tell it in a season, in which some people go to several sessions. The reason
    of a voice that is heard does.
    """
    at_tables = sum(voice.tables.values())
    there = read_heard(voice.because, voice.attending, at_tables) if voice.state is VoiceState.HEARD else None
    return min(voice.attending, at_tables) if there is None else there


def read_heard(reason: str, attending: int, at_tables: int) -> int | None:
    """Return how many people sit where they are needed, according to the reason of a voice that is heard.

    None if the reason is not one of `write_heard`, as in a private voice, which has none.
    """
    most = min(attending, at_tables)
    return next((there for there in range(most, -1, -1) if write_heard(attending, there) == reason), None)


NO_ONE_BUT_STAFF = said("no one on the list, not counting staff")
"""The reason for the state `missing` if staff on the list are of the voice, who are not counted."""


def write_missing(blank: int) -> Said:
    """Return the reason for the state `missing` if no one is known to be on the list.

    Parameters
    ----------
    blank : int
        Number of people on the list who may be of the voice and have a blank cell.
    """
    if not blank:
        return said("no one on the list")
    return said_count(
        "no one on the list is known to fit; %(number)s person might, but has a blank cell",
        "no one on the list is known to fit; %(number)s people might, but each has a blank cell",
        blank,
    )


def write_too_few(attending: int, needed: int) -> Said:
    """Return the reason for the state `too_few`."""
    return said("%(coming)s coming, %(needed)s needed", coming=f"{attending:,}", needed=f"{needed:,}")


def write_elsewhere(attending: int, tables: Sequence[str], *, is_none: bool = False) -> Said:
    """Return the reason for the state `elsewhere`; without tables, it is about the room.

    Parameters
    ----------
    attending : int
        Number of people of the perspective who come.
    tables : sequence of str
        The labels of the tables with too few of them.
    is_none : bool
        Whether none of them sits at any of these tables.
    """
    if is_none:
        return said_count(
            "%(number)s coming, but not at %(tables)s",
            "%(number)s coming, but none of them at %(tables)s",
            attending,
            tables=said_list(tables, "or"),
        )
    return said_count(
        "%(number)s coming, but too few at %(tables)s",
        "%(number)s coming, but too few at %(tables)s",
        attending,
        tables=said_list(tables) if tables else said("the room"),
    )


def write_none_there(tables: Sequence[str]) -> Said:
    """Return that no one of a voice sits at these tables; at any table, without one."""
    if not tables:
        return said("no one with this voice is at any table")
    return said("no one with this voice is at %(tables)s", tables=said_list(tables, last="or"))


def write_unheard(tables: Sequence[str]) -> Said:
    """Return the reason that no language is shared, with the labels of the tables where no one shares a language."""
    return said("no one else at %(tables)s shares a language with them", tables=said_list(tables, "or"))


def list_held_seats(room: Room, plan: Plan) -> tuple[tuple[Person, Table], ...]:
    """Return every open seat with its table, in table order, whether or not a voice asks for such a person."""
    at = {seat.id: plan.tables_of(seat.id) for seat in room.held}
    return tuple((seat.at(t.id), t) for t in room.tables for seat in room.held if t.id in at[seat.id])


def _was_known(ask: Ask, room: Room) -> bool:
    """Whether the last seating knew if someone of a voice attends: blank cells must not hide that they are gone.

    The number in its id changes if a requirement is added before it, so the name decides.
    """
    told = room.history.told
    return any(name == ask.name and state != VoiceState.UNKNOWN for (_, name), state in told.items())


def _could_be_heard(ask: Ask, blank: Sequence[Person], plan: Plan) -> bool:
    """Whether a voice that no one is known to be of would be heard if all these people were of it.

    People without a seat could sit at any table. The tables of the ask are those that are used.
    """
    if not blank:
        return False
    at = Counter(table for person in blank for table in plan.tables_of(person.id))
    unseated = sum(1 for person in blank if person.id not in plan.seats)
    lacking = [max(0, ask.at_least - at[table]) for table in ask.tables]
    if ask.for_room:
        return len(blank) >= ask.at_least
    return (min(lacking, default=0) if ask.or_none else sum(lacking)) <= unseated


def _list_guests(room: Room) -> list[Person]:
    """Return the people on the list who are not staff; open seats and people who come with others do not count."""
    return [p for p in without_held_seats(room.listed) if p.duty is None and not p.is_companion]


def find_absent_column(ask: Ask, room: Room) -> str:
    """Return the first column that decides on a perspective and of which the list has no cell; "" for none."""
    columns = ask.who.columns if ask.who is not None and room.listed.headings else ()
    return next((column for column in columns if not any(person.values(column) for person in room.listed)), "")


def _find_state_if_no_one_comes(ask: Ask, room: Room, plan: Plan, listed: int) -> tuple[VoiceState, Said, int]:
    """Return the state of a perspective of which no one is known to attend, the reason, and who may be of it.

    Parameters
    ----------
    ask : Ask
        The perspective, at the tables that are used.
    room : Room
    plan : Plan
    listed : int
        People of it on the list.

    Returns
    -------
    tuple of VoiceState, Said and int
        The last is the number of people on the list who may belong to it and have a blank cell.
    """
    blank = [p for p in room.coming if not p.is_companion and ask.blank(p)]
    guests = _list_guests(room)
    listed_blank = sum(map(ask.blank, guests))
    without = find_absent_column(ask, room)
    is_open = not _was_known(ask, room) and _could_be_heard(ask, blank, plan)
    state, because = _tell_if_no_one_comes(
        listed,
        len(blank),
        listed_blank,
        is_open=is_open and not without and listed_blank * FEW_BLANK >= len(guests),
        without=without,
        has_staff=any(p.duty is not None and ask.fits(p) for p in room.listed),
        unsuited=[found for p in _list_guests(room) if ask.fits(p) and (found := _find_unsuited(p, room)) is not None],
    )
    return state, because, listed_blank


def _find_unsuited(person: Person, room: Room) -> NothingFits | None:
    """Return that nothing fits a person who would come to this round; None for everyone else."""
    is_coming = person.status.is_seated and bool(person.attending.chance) and not person.attending.is_absent
    return person.attending.find_unsuited(room.round_number) if is_coming else None


def _tell_if_no_one_comes(
    listed: int,
    blank: int,
    listed_blank: int,
    *,
    is_open: bool,
    without: str = "",
    has_staff: bool = False,
    unsuited: Sequence[NothingFits] = (),
) -> tuple[VoiceState, Said]:
    """Return the state of a perspective of which no one is known to attend, and the reason.

    Parameters
    ----------
    listed : int
        People of it on the list.
    blank : int
        People in the room who may belong to it and have a blank cell.
    listed_blank : int
        The same for people on the list.
    is_open : bool
        Whether these people leave open whether the voice is heard.
    without : str
        A column that decides it and that the list does not have; "" for none.
    has_staff : bool
        Whether staff on the list are of it, who are not counted.
    unsuited : sequence of NothingFits
        What does not fit those of it on the list who would come.
    """
    undecided = _write_undecided(blank, without)
    if listed and blank:
        known = said_count(
            "%(number)s person on the list, but no one is known to be coming",
            "%(number)s people on the list, but no one is known to be coming",
            listed,
        )
        return VoiceState.MISSING, said_joined([known, *undecided], "; ")
    if listed:
        return VoiceState.MISSING, _write_absent(listed, unsuited)
    if blank and is_open:
        unknown = said("it is not known whether anyone is on the list")
        return VoiceState.UNKNOWN, said_joined([unknown, *undecided], "; ")
    if listed_blank and without:
        none = said("no one is known to be on the list")
        return VoiceState.MISSING, said_joined([none, *_write_undecided(listed_blank, without)], "; ")
    if listed_blank:
        return VoiceState.MISSING, write_missing(listed_blank)
    return VoiceState.MISSING, NO_ONE_BUT_STAFF if has_staff else write_missing(0)


def _write_absent(listed: int, unsuited: Sequence[NothingFits]) -> Said:
    """Return why no one of a perspective is in the room, though they are on the list. Who would come did not say no."""
    if not unsuited:
        return said_count(
            "%(number)s person on the list, but no one is coming",
            "%(number)s people on the list, but no one is coming",
            listed,
        )
    if len(unsuited) < listed:
        return said_count(
            "%(number)s person on the list, but no one has a seat",
            "%(number)s people on the list, but no one has a seat",
            listed,
        )
    if unsuited[0].what == "session":
        return said_count(
            "%(number)s person on the list, but no session works for them",
            "%(number)s people on the list, but no session works for any of them",
            listed,
        )
    return said_count(
        "%(number)s person on the list, but no table works for them",
        "%(number)s people on the list, but no table works for any of them",
        listed,
    )


def _write_undecided(blank: int, without: str) -> tuple[Said, ...]:
    if not blank:
        return ()
    if without:
        return (said("no cell in the list shows this; cells in a column “%(column)s” would", column=without),)
    return (
        said_count(
            "%(number)s person has a blank cell that would decide this",
            "%(number)s people each have a blank cell that would decide this",
            blank,
        ),
    )


def add_seats_and_servers(because: Said, held_at: Sequence[str], serving: int) -> Said:
    """Return a reason, followed by who serves the perspective and where a seat is held for it."""
    parts = [because]
    if serving:
        parts.append(
            said_count(
                "%(number)s person from an organization that serves them is coming",
                "%(number)s people from organizations that serve them are coming",
                serving,
            )
        )
    if held_at:
        parts.append(said("a seat is held at %(tables)s", tables=said_list(held_at)))
    return said_joined(parts, "; ") if parts[1:] else because


def _is_of_it(ask: Ask, person: Person) -> bool:
    """Whether a person, as they are at their table, counts there; for the room it does not matter where they sit."""
    return ask.matches(person.at(ELSEWHERE) if ask.for_room else person)


def _short_tables(
    ask: Ask, room: Room, members: Mapping[str, Sequence[Person]], of_it: Mapping[str, Sequence[Person]]
) -> list[Table] | None:
    """Return the tables with too few people of this perspective, [] if the room has; None if there are enough.

    `members` has the people at each table, `of_it` those who count for the perspective there.
    """
    have = {table: len(people) for table, people in of_it.items()}
    if ask.for_room:
        return [] if sum(have.values()) < ask.at_least else None
    short = [
        table
        for table in room.tables
        if table.id in ask.tables
        and have[table.id] < ask.at_least
        and not (ask.or_none and have[table.id] == 0)
        and not (table.open_if_needed and not members[table.id])
    ]
    return short or None


def _unheard(speakers: Sequence[Person], attendees: Sequence[Person], room: Room) -> bool:
    """Whether none of the speakers shares a language with anyone else at their table."""
    pairs = ((speaker, other) for speaker in speakers for other in attendees if other != speaker)
    return not any(languages_of(room, speaker) & languages_of(room, other) for speaker, other in pairs)
