"""Arrivals on the day: who came, who is absent, and walk-ins, who are not on the list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction

from seating.convening import Convening
from seating.convening.requirements import (
    KIND_OF_COLUMN,
    ON_THE_DAY,
    WITH_OF_WALK_INS,
    are_on_several_days,
    list_bars,
    tells_hidden_cells,
)
from seating.convening.rooms import list_tables_by_round, list_tables_of_round, open_room, reason_without_seat
from seating.errors import Note
from seating.forms.entries import form_fields
from seating.groups import JoinedGroups
from seating.profiles import Attendance, People, Person, Status
from seating.profiles.person import NothingFits
from seating.requirements.base.kind import Requirement, is_active, with_ties
from seating.requirements.base.phrases import heading_of
from seating.requirements.pin import PinRequirement
from seating.room.tables import Table, tables_called
from seating.wording import fold, quoted, said, said_count, said_list, squashed, whole_number

HEADINGS = ("round", "id", "name", "state", "time", "organization", "note")
"""The headings of the file, before those of other columns."""

SESSION_WORDS = form_fields("harvest", ("table",))[0].words
"""The headings of a column that names the session at which someone arrived."""

AWAY = Attendance(chance=Fraction(0), is_absent=True)
"""The attendance of someone that the desk marked absent."""


class ArrivalState(StrEnum):
    """What the desk knows of one person."""

    EXPECTED = "expected"
    """They have not arrived yet. An empty cell means the same."""
    ARRIVED = "arrived"
    ABSENT = "absent"
    """They will not come. They have no seat."""
    WALK_IN = "walk-in"
    """They arrived and are not on the list."""


IDS_OF_A_ROUND = 1_000
"""How far apart the first ids of walk-ins of two rounds are: walk-in-1 in round 1, walk-in-1001 in round 2."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row of the file.

    Attributes
    ----------
    round : str
        The number of the round, as typed.
    id : str
        The person's id; for a walk-in, an id that no one on the list has.
    name, time, organization, note : str
        As typed; the name is the label of a person on the list.
    state : ArrivalState
    typed : str
        The state as typed; rows of other rounds are written with it.
    other : mapping of str to str
        Cells of other columns, by heading.
    line : int
        The line in the file; 0 for a row that was not read.
    is_walk_in : bool
        Whether the person is not on the list. Such a person may also be marked absent, if they left again; without a
        state, their row means no one.
    is_counted : bool
        Whether the row could be read. One that could not is kept as it is.
    """

    round: str
    id: str
    name: str
    state: ArrivalState = ArrivalState.EXPECTED
    typed: str = ""
    time: str = ""
    organization: str = ""
    note: str = ""
    other: Mapping[str, str] = field(default_factory=dict)
    line: int = 0
    is_walk_in: bool = False
    is_counted: bool = True

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of `HEADINGS`."""
        return self.round, self.id, self.name, self.typed, self.time, self.organization, self.note


@dataclass(frozen=True, slots=True)
class Arrivals:
    """All rows of the file.

    Attributes
    ----------
    file : str
    number : int
        The number of the round whose rows were checked.
    rows : tuple of Arrival
        The rows of all rounds, in the order of the file.
    other : tuple of str
        The headings of other columns.
    notes : tuple of Note
    """

    file: str
    number: int
    rows: tuple[Arrival, ...] = ()
    other: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def here(self) -> Mapping[str, Arrival]:
        """Return the rows of the round, by person id."""
        return {row.id: row for row in self.rows if row.is_counted and is_of_round(row.round, self.number)}

    def with_state(self, *states: ArrivalState) -> frozenset[str]:
        """Return the ids of the people of the round who have one of these states."""
        return frozenset(identity for identity, row in self.here().items() if row.state in states)

    def find_sessions(self, people: People) -> Mapping[str, str]:
        """Return the session at which each person of the round arrived, as typed in a column `table`, by person id.

        A column that the list has too describes walk-ins, and names no session.
        """
        headings = self.list_session_headings(people)
        typed = {
            identity: "".join(row.other.get(one, "") for one in headings[:1]) for identity, row in self.here().items()
        }
        return {identity: text for identity, text in typed.items() if text.strip()}

    def list_session_headings(self, people: People) -> list[str]:
        """Return the headings of the columns that name the session at which someone arrived."""
        words = self._list_session_words(people)
        return [heading for heading in self.other if squashed(heading) in words]

    def choose_session_heading(self, people: People) -> str:
        """Return the heading of the column that names the session at which someone arrived; a new one if needed."""
        words = self._list_session_words(people)
        new = (heading for heading in ("table", "table id", "table name", "mesa") if squashed(heading) in words)
        return next(iter(self.list_session_headings(people)), next(new, "table number"))

    def _list_session_words(self, people: People) -> frozenset[str]:
        return SESSION_WORDS - {squashed(column.text) for column in people.headings.values()}

    @property
    def present(self) -> frozenset[str]:
        """The ids of the people who came to the round, walk-ins included."""
        return self.with_state(ArrivalState.ARRIVED, ArrivalState.WALK_IN)

    def with_row(self, row: Arrival) -> Arrivals:
        """Return the arrivals with a row of the round; it replaces the row of that person."""
        same = self.here().get(row.id)
        kept = [row if one is same else one for one in self.rows]
        return replace(self, rows=tuple(kept if row in kept else [*kept, row]))

    def free_id(self, people: People) -> str:
        """Return an id for a new walk-in, which no one on the list and no row has.

        Each round has ids of its own, because the rounds before it may have walk-ins who are in no file any more.
        """
        taken = {fold(identity) for identity in people.by_id} | {fold(row.id) for row in self.rows}
        first = IDS_OF_A_ROUND * max(0, self.number - 1) + 1
        return next(f"walk-in-{n}" for n in range(first, first + len(taken) + 1) if f"walk-in-{n}" not in taken)


def apply_arrivals(
    people: People,
    arrivals: Arrivals,
    walk_ins: Sequence[Person],
    seated: Collection[str] | None = None,
    waiting: Collection[str] = (),
) -> People:
    """Return the list as it is on the day: absent people have no seat, arrived people and walk-ins have one.

    Parameters
    ----------
    people : People
    arrivals : Arrivals
    walk_ins : sequence of Person
    seated : collection of str, optional
        Ids of the people with a seat in a saved round. If given, arrivals since then are left out: exactly these people
        have seats, as far as the arrivals name them.
    waiting : collection of str, optional
        Ids of the people without a seat in the saved round; walk-ins among them had no session.
    """
    here = arrivals.here()
    found = [_on_the_day(person, here.get(person.id), arrivals.number, seated) for person in people]
    if seated is not None:
        none = Attendance(unsuited=(NothingFits(what="session"),))
        there = [one for one in walk_ins if one.id in seated or (one.id in waiting and not one.attending.is_absent)]
        walk_ins = [one.model_copy(update={"attending": Attendance() if one.id in seated else none}) for one in there]
    return people.with_persons((*found, *walk_ins))


def note_unexpected(people: People, came: Iterable[Person]) -> Iterator[Note]:
    """Yield a note on those of the people from `list_unexpected` whose cells would ask for something and are not read.

    They were asked about before the day, when the person was not to come. The convener reads who wished what. `people`
    are those on the list; the cells of a walk-in that name companions are read.
    """
    found = []
    for person in came:
        read = ON_THE_DAY if person.id in people.by_id else (*ON_THE_DAY, WITH_OF_WALK_INS)
        unread = [column for column in KIND_OF_COLUMN if column not in read and person.values(column)]
        columns = [quoted(heading_of(people, column)) for column in unread]
        if columns:
            found.append(said("%(name)s (%(columns)s)", name=person.label, columns=said_list(columns)))
    if found:
        text = said(
            "These people arrived although they were not expected, so their cells in the columns shown in "
            "parentheses are not read: %(people)s. Check where they sit.",
            people=said_list(found),
        )
        shared = said_count(
            "%(number)s person arrived unexpectedly and has cells that are not read; "
            "the notes named them when this round was seated.",
            "%(number)s people arrived unexpectedly and have cells that are not read; "
            "the notes named them when this round was seated.",
            len(found),
        )
        yield Note("arrived-anyway", text, shared)


def list_unexpected(people: People, on_the_day: People, number: int) -> list[Person]:
    """Return the people with a seat on the day who are not on the list or, by the list, have none."""
    changed = ((people.by_id.get(person.id), person) for person in on_the_day)
    return [
        person
        for listed, person in changed
        if listed is not person
        and reason_without_seat(person, number) is None
        and (listed is None or reason_without_seat(listed, number) is not None)
    ]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where people are who arrived unexpectedly at sessions on several days.

    Attributes
    ----------
    people : People
        As they are on the day. Whoever no session admits has no seat, unless the desk named the session, and walk-ins
        are not tied to people at other sessions.
    placed : mapping of str to str
        The ids of the sessions that the desk named, by person id.
    notes : tuple of Note
    """

    people: People
    placed: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def place_at_sessions(
    people: People, on_the_day: People, arrivals: Arrivals, convening: Convening, *, is_saved: bool = False
) -> Placing:
    """Return where people are who arrived unexpectedly at sessions on several days, and who of them has no seat.

    Tables on one day are left out: who arrives there can sit at each of them.

    Parameters
    ----------
    people : People
        The list.
    on_the_day : People
        As from `apply_arrivals`.
    arrivals : Arrivals
    convening : Convening
    is_saved : bool
        Whether the round is shown as it was saved. Then no one loses a seat.
    """
    number = arrivals.number
    tables = list_tables_of_round(convening, number)
    came = list_unexpected(people, on_the_day, number)
    if not came or not are_on_several_days(tables):
        return Placing(on_the_day)
    typed = arrivals.find_sessions(people)
    found = {one.id: tables_called(typed[one.id], tables) for one in came if one.id in typed}
    placed = {identity: named[0].id for identity, named in found.items() if len(named) == 1}
    # the others were made from cells of people on the list, one for each
    ruling = [one for one in convening.requirements if ":" not in one.id or one.id.startswith("for:")]
    unread = {"can_come": (), "declined": ()}  # these cells of people who arrive are not read
    fitting = {one.id: _list_fitting(one.model_copy(update=unread), tables, ruling) for one in came}
    fitting |= {identity: frozenset({table}) for identity, table in placed.items()}
    lost = {} if is_saved else {one.id: one for one in came if not fitting[one.id]}
    if lost:
        rounds = frozenset({number}) if number in list_tables_by_round(convening) else None
        attending = Attendance(unsuited=(NothingFits(what="session", rounds=rounds),))
        on_the_day = on_the_day.with_persons(
            one.model_copy(update={"attending": attending}) if one.id in lost else one for one in on_the_day
        )
    on_the_day, parted = _part_walk_ins(people, on_the_day, fitting, ruling, convening, number)
    unclear = [one for one in came if one.id in typed and one.id not in placed]
    unasked = [one for one in lost.values() if one.id not in typed]
    notes = (
        *_note_unclear(unclear, typed, arrivals.file),
        *_note_lost(unasked, arrivals.file, is_private=tells_hidden_cells(convening, people)),
        *_note_parted(parted, arrivals.file),
    )
    return Placing(on_the_day, placed, notes)


def _list_fitting(person: Person, tables: Sequence[Table], ruling: Sequence[Requirement]) -> frozenset[str]:
    """Return the ids of the sessions that nothing rules out for a person."""
    return frozenset(table.id for table in tables) - list_bars(person, tables, ruling, is_asked=True).keys()


def _part_walk_ins(
    people: People,
    on_the_day: People,
    fitting: Mapping[str, frozenset[str]],
    ruling: Sequence[Requirement],
    convening: Convening,
    number: int,
) -> tuple[People, list[tuple[Person, Person]]]:
    """Return the people with walk-ins not tied to people who share no session with them, and these pairs.

    `fitting` has the sessions of those who arrived unexpectedly. Who is tied to someone has only the sessions of both.
    """
    walk_ins = [one for one in on_the_day if one.id not in people.by_id and one.with_]
    if not walk_ins:
        return on_the_day, []
    here = {one.id: one for one in on_the_day if reason_without_seat(one, number) is None}
    listed = on_the_day.with_persons(one for one in on_the_day if one.id in people.by_id)
    room = with_ties(open_room(listed, convening, number), convening.requirements)
    pins: dict[str, frozenset[str]] = {}
    for must in convening.requirements:
        if isinstance(must, PinRequirement) and must.is_must and is_active(must, number) and must.tables:
            at = frozenset(must.tables)
            pins |= {identity: pins.get(identity, at) & at for identity in must.people or ()}
    groups = JoinedGroups[str]()
    for tied in room.ties.items():
        groups.join(tied)
    open_to: dict[str, frozenset[str]] = {}
    for identity in here:
        group = groups.first(identity)
        own = fitting.get(identity) or _list_fitting(here[identity], room.tables, ruling)
        open_to[group] = open_to.get(group, own) & own & pins.get(identity, own)
    parted: list[tuple[Person, Person]] = []
    for one in (one for one in walk_ins if one.id in here):
        for other in (here[identity] for identity in one.with_ if identity in here):
            pair = groups.first(one.id), groups.first(other.id)
            if both := open_to[pair[0]] & open_to[pair[1]]:
                groups.join(pair)
                open_to[groups.first(one.id)] = both
            else:
                parted.append((one, other))
    if not parted:
        return on_the_day, []
    apart = {(one.id, other.id) for one, other in parted}
    kept = {
        one.id: one.model_copy(update={"with_": tuple(other for other in one.with_ if (one.id, other) not in apart)})
        for one, _ in parted
    }
    return on_the_day.with_persons(kept.get(one.id, one) for one in on_the_day), parted


def _note_unclear(unclear: Sequence[Person], typed: Mapping[str, str], file: str) -> Iterator[Note]:
    if not unclear:
        return
    text = said(
        "The `table` column in %(file)s does not name exactly one session for these people: %(people)s. Write "
        "the id of the session at which they arrived.",
        file=file,
        people=said_list(said("%(name)s (%(table)s)", name=one.label, table=quoted(typed[one.id])) for one in unclear),
    )
    shared = said("In some rows, the `table` column in %(file)s does not name exactly one session.", file=file)
    yield Note("arrival-session", text, shared)


def _note_lost(lost: Sequence[Person], file: str, *, is_private: bool) -> Iterator[Note]:
    """Yield a note on people who match no session. Others read how many only if no cell of theirs is hidden."""
    if not lost:
        return
    text = said(
        "These people arrived, but no session is open to them: %(people)s. In a `table` column in %(file)s, write the "
        "id of the session at which each person arrived. Until then, they have no seat.",
        file=file,
        people=said_list([one.label for one in lost]),
    )
    shared = said_count(
        "%(number)s person arrived, but no session is open to them; the notes named them when this round was seated.",
        "%(number)s people arrived, but no session is open to them; the notes named them when this round was seated.",
        len(lost),
    )
    yield Note("arrival-session", text, "" if is_private else shared)


def _note_parted(parted: Sequence[tuple[Person, Person]], file: str) -> Iterator[Note]:
    """Yield a note on walk-ins who cannot sit with those they named; private, because cells of these people decide."""
    if not parted:
        return
    text = said(
        "%(file)s: these people cannot sit together, because there is no session where both can be: %(people)s. "
        "Each has a seat without the other.",
        file=file,
        people=said_list(said("%(name)s (with %(other)s)", name=one.label, other=other.label) for one, other in parted),
    )
    yield Note("arrival-apart", text, "")


def _on_the_day(person: Person, row: Arrival | None, number: int, seated: Collection[str] | None) -> Person:
    if row is None:
        return person
    has_seat = reason_without_seat(person, number) is None
    if seated is not None:
        comes = person.id in seated
    elif row.state is ArrivalState.EXPECTED:
        comes = has_seat
    else:
        comes = row.state is ArrivalState.ARRIVED
    if comes and (not has_seat or row.state is ArrivalState.ARRIVED):
        status = person.status if person.status.is_seated else Status.CONFIRMED
        return person.model_copy(update={"attending": Attendance(), "status": status})
    if has_seat and not comes:
        return person.model_copy(update={"attending": AWAY})
    return person


def is_of_round(text: str, number: int) -> bool:
    """Whether a text is the number of this round."""
    return whole_number(text) == number
