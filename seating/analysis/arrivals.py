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
from seating.convening.rooms import list_tables_of_round, reason_without_seat
from seating.errors import Note
from seating.forms import form_fields
from seating.profiles import Attendance, People, Person, Status
from seating.tables import tables_called
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

    def find_sessions(self) -> Mapping[str, str]:
        """Return the session at which each person of the round arrived, as typed in a column `table`, by person id."""
        headings = [heading for heading in self.other if squashed(heading) in SESSION_WORDS]
        typed = {
            identity: "".join(row.other.get(one, "") for one in headings[:1]) for identity, row in self.here().items()
        }
        return {identity: text for identity, text in typed.items() if text.strip()}

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
        """Return an id for a new walk-in, which no one on the list and no row has."""
        taken = {fold(identity) for identity in people.by_id} | {fold(row.id) for row in self.rows}
        return next(f"walk-in-{n}" for n in range(1, len(taken) + 2) if f"walk-in-{n}" not in taken)


def apply_arrivals(
    people: People, arrivals: Arrivals, walk_ins: Sequence[Person], seated: Collection[str] | None = None
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
    """
    here = arrivals.here()
    found = [_on_the_day(person, here.get(person.id), arrivals.number, seated) for person in people]
    if seated is not None:
        walk_ins = [one.model_copy(update={"attending": Attendance()}) for one in walk_ins if one.id in seated]
    return people.with_persons((*found, *walk_ins))


def note_unexpected(people: People, came: Iterable[Person]) -> Iterator[Note]:
    """Yield a note on those of the people from `list_unexpected` whose cells would ask for something and are not read.

    They were asked about before the day, when the person was not to come. The convener reads who wished what. `people`
    are those on the list; the cells of a walk-in that name companions are read.
    """
    found = []
    for person in came:
        read = ON_THE_DAY if person.id in people.by_id else (*ON_THE_DAY, WITH_OF_WALK_INS)
        columns = [c.replace("_", " ") for c in KIND_OF_COLUMN if c not in read and person.values(c)]
        if columns:
            found.append(said("%(name)s (%(columns)s)", name=person.label, columns=said_list(map(said, columns))))
    if found:
        text = said(
            "These people arrived although they were not expected, so their cells in the columns shown in "
            "parentheses are not read: %(people)s. Check where they sit.",
            people=said_list(found),
        )
        shared = said_count(
            "%(number)s person arrived unexpectedly and has cells that are not read; the terminal shows who.",
            "%(number)s people arrived unexpectedly and have cells that are not read; the terminal shows who.",
            len(found),
        )
        yield Note("arrived-anyway", text, shared)


def list_unexpected(people: People, on_the_day: People, number: int) -> list[Person]:
    """Return the people with a seat on the day who are not on the list or, by the list, have none."""
    here = (person for person in on_the_day if reason_without_seat(person, number) is None)
    return [
        person
        for person in here
        if person.id not in people.by_id or reason_without_seat(people.by_id[person.id], number) is not None
    ]


def place_at_sessions(
    came: Sequence[Person], people: People, arrivals: Arrivals, convening: Convening
) -> tuple[Mapping[str, str], tuple[Note, ...]]:
    """Return the ids of the sessions at which people arrived unexpectedly, by person id, and notes on the others.

    Tables on one day are left out: who arrives there can sit at each of them.

    Parameters
    ----------
    came : sequence of Person
        Those from `list_unexpected`.
    people : People
        The list.
    arrivals : Arrivals
    convening : Convening
    """
    tables = list_tables_of_round(convening, arrivals.number)
    if not came or not are_on_several_days(tables):
        return {}, ()
    typed = arrivals.find_sessions()
    found = {one.id: tables_called(typed[one.id], tables) for one in came if one.id in typed}
    unread = {"can_come": (), "declined": ()}  # these cells of people who arrive are not read
    lost = [
        person.label
        for person in came
        if person.id not in typed
        and len(list_bars(person.model_copy(update=unread), tables, convening.requirements, is_asked=True))
        == len(tables)
    ]
    notes = []
    if unclear := [one for one in came if len(found.get(one.id, ("",))) != 1]:
        text = said(
            "The `table` column in %(file)s does not name exactly one session for these people: %(people)s. "
            "Write the id of the session at which they arrived.",
            file=arrivals.file,
            people=said_list(
                said("%(name)s (%(table)s)", name=one.label, table=quoted(typed[one.id])) for one in unclear
            ),
        )
        shared = said(
            "In some rows, the `table` column in %(file)s does not name exactly one session.", file=arrivals.file
        )
        notes.append(Note("arrival-session", text, shared))
    if lost:
        text = said(
            "These people arrived, but no session is open to them: %(people)s. In a `table` column in "
            "%(file)s, write the id of the session at which each person arrived. Otherwise, the program has to "
            "choose one.",
            file=arrivals.file,
            people=said_list(lost),
        )
        shared = said_count(
            "%(number)s person arrived, but no session is open to them; the terminal shows who.",
            "%(number)s people arrived, but no session is open to them; the terminal shows who.",
            len(lost),
        )
        notes.append(Note("arrival-session", text, "" if tells_hidden_cells(convening, people) else shared))
    return {identity: tables[0].id for identity, tables in found.items() if len(tables) == 1}, tuple(notes)


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
