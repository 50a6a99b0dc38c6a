"""Invitations and their states: who was thought of, nominated and asked for a perspective, and what they answered.

The convener keeps them in a small file, `invitations.csv`. A run reads it, adds rows for perspectives that are unmet
now, and writes it again with everything that was typed into it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import count

from seating.errors import Note
from seating.forms.cells import list_written
from seating.forms.entries import Entry, Form, form_fields, read_form
from seating.groups import group_by_key, tuples_by_key
from seating.mentions import Written
from seating.mentions.written_names import WrittenNames
from seating.near_words import ask_near
from seating.profiles import People, Person
from seating.profiles.cells.replies import Reply, read_reply
from seating.profiles.notebook import Notebook
from seating.sources import Source
from seating.wording import fold, is_blank_text, quoted, said, said_first, said_joined


class InvitationState(StrEnum):
    """The state of one invitation."""

    OPEN = "open"
    """The team has thought of no one yet."""
    IDEA = "idea"
    NOMINATED = "nominated"
    ASKED = "asked"
    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Invitee:
    """One row of the file: someone to invite for a perspective.

    Attributes
    ----------
    id : str
        It stays the same from run to run; "" for a row that was added by hand, until it is written.
    perspective : str
        The name of the voice, role, need or cell of the frame.
    text : str
        The person's label, or the name as typed if they are not on the list; "" if no one is named yet.
    person : str or None
        The person's id; None if they are not on the list.
    nominated_by, asked_on, asked_by, answered_on, note : str
        As typed.
    answer : Reply or None
        Yes, no or maybe; None if there is no answer, or one that is not understood.
    answer_typed : str
        An answer that is not understood, as typed.
    who_calls, call_by : str
        Who will call them, and by when, as typed.
    other : mapping of str to str
        Cells of other columns, by heading.
    recorded : InvitationState or None
        The state, if the row was read from a record, which does not have all cells.
    """

    id: str
    perspective: str
    text: str = ""
    person: str | None = None
    nominated_by: str = ""
    asked_on: str = ""
    asked_by: str = ""
    answer: Reply | None = None
    answered_on: str = ""
    note: str = ""
    other: Mapping[str, str] = field(default_factory=dict)
    recorded: InvitationState | None = None
    answer_typed: str = ""
    who_calls: str = ""
    call_by: str = ""

    @property
    def state(self) -> InvitationState:
        """The last thing that happened."""
        if self.recorded is not None:
            return self.recorded
        if self.answer is not None:
            return InvitationState(self.answer.value)
        if self.asked_on or self.asked_by:
            return InvitationState.ASKED
        if self.nominated_by:
            return InvitationState.NOMINATED
        return InvitationState.IDEA if self.text else InvitationState.OPEN

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into the row except its perspective."""
        typed = self.note or self.answer_typed or self.who_calls or self.call_by
        return self.state is InvitationState.OPEN and not typed and not any(self.other.values())

    def cells(self) -> tuple[str, ...]:
        """Return the cells in the order of `HEADINGS`."""
        answer = self.answer_typed if self.answer is None else self.answer.value
        whom = (self.id, self.perspective, self.text, self.nominated_by)
        return (*whom, self.who_calls, self.call_by, self.asked_on, self.asked_by, answer, self.answered_on, self.note)


@dataclass(frozen=True)
class Invitations:
    """All rows of the file, in its order, and the headings of columns that only the convener uses.

    `is_recorded` tells that they were read from a record, which does not have all cells, so no file is made of them.
    """

    file: str
    rows: tuple[Invitee, ...]
    other: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    is_recorded: bool = False

    @property
    def written(self) -> Iterator[Written]:
        """The texts that are read as no one on the list."""
        yield from list_written(self.rows, self.file)

    def with_ids(self, ids: Mapping[str, str]) -> Invitations:
        """Return the same with other ids of people, by the ids that they have here."""
        rows = (replace(row, person=ids.get(row.person or "", row.person)) for row in self.rows)
        return replace(self, rows=tuple(rows))

    @property
    def refused(self) -> frozenset[str]:
        """The ids of the people on the list who said no, and to nothing else yes."""
        return self._list_refused(on_list=True)

    def is_refused_by(self, name: str) -> bool:
        """Whether someone with this name who is not on the list said no, and to nothing else yes."""
        return fold(name) in self._list_refused(on_list=False)

    def _list_refused(self, *, on_list: bool) -> frozenset[str]:
        said: dict[InvitationState, set[str]] = {InvitationState.NO: set(), InvitationState.YES: set()}
        for row in self.rows:
            if row.state in said and (row.person is not None) is on_list:
                said[row.state].add(row.person or fold(row.text))
        return frozenset(said[InvitationState.NO] - said[InvitationState.YES])

    def of(self, perspective: str) -> tuple[Invitee, ...]:
        """Return the rows for a perspective."""
        return self._by_perspective.get(fold(perspective), ())

    @cached_property
    def _by_perspective(self) -> dict[str, tuple[Invitee, ...]]:
        return tuples_by_key((fold(row.perspective), row) for row in self.rows)


FIELDS = form_fields(
    "invitations",
    (
        *("id", "perspective", "person", "nominated by", "who calls", "call by"),
        *("asked on", "asked by", "answer", "answered on", "note"),
    ),
    needed=("perspective", "person"),
)

HEADINGS = tuple(one.name for one in FIELDS)
"""The headings of the file, before those of other columns."""

ANSWERS = frozenset({Reply.YES, Reply.NO, Reply.MAYBE})

SHOWN_NAMES = 6
"""Maximum number of people that a note names."""


def read_invitations(source: Source, people: People, perspectives: Collection[str]) -> Invitations:
    """Read the invitations.

    Parameters
    ----------
    source : Source
        Needs the columns perspective and person. Columns that are not known are kept.
    people : People
        The list; a cell that is an id or a name on it refers to that person.
    perspectives : collection of str
        The names of all voices, roles, needs and cells of the frame. Another name is accepted with a note, because the
        convening may have changed since the row was written.

    Raises
    ------
    InputError
        If headings are missing. What else stands in the cells is at most noted.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook, keeps_others=True)
    reader = _Reader(people, form, notebook, {fold(name): name for name in perspectives})
    rows = tuple(found for entry in form.entries for found in reader.rows(entry))
    notebook.raise_problems()
    return Invitations(source.file, rows, form.others, (*source.notes, *notebook.notes()))


class _Reader:
    """Converts rows to invitations and records problems."""

    def __init__(self, people: People, form: Form, notebook: Notebook, perspectives: Mapping[str, str]) -> None:
        self._written = WrittenNames(people, notebook)
        self._form = form
        self._notebook = notebook
        self._perspectives = perspectives
        self._lines: dict[str, int] = {}

    def rows(self, entry: Entry) -> Iterator[Invitee]:
        """Yield the invitations of a row, one for each person that it names."""
        column = self._form.columns["person"]
        perspective = "" if is_blank_text(entry["perspective"]) else entry["perspective"]
        invitee = Invitee(
            id=self._free_id(entry),
            perspective=self._perspectives.get(fold(perspective), perspective),
            nominated_by=entry["nominated by"],
            who_calls=entry["who calls"],
            call_by=entry["call by"],
            asked_on=entry["asked on"],
            asked_by=entry["asked by"],
            answer=self._answer(entry),
            answered_on=entry["answered on"],
            note=entry["note"],
            other=entry.others,
        )
        if invitee.answer is None:
            invitee = replace(invitee, answer_typed=entry["answer"])
        names = list(self._written.read(entry["person"], entry.line, column))
        if not names and not invitee.perspective:
            says = said("names neither a perspective nor a person")
            self._notebook.doubt("invitation-empty", says, entry.line, column)
        if perspective and (names or not invitee.is_blank):  # blank rows are the program's
            self._note_unknown(perspective, entry.line)
        for number, (text, person) in enumerate(names or [("", None)]):
            identity = "" if number else invitee.id  # the others get an id of their own
            yield replace(invitee, id=identity, text=text, person=None if person is None else person.id)

    def _free_id(self, entry: Entry) -> str:
        """Return the id of a row, or "" with a note if an earlier row has it. Then the row gets a new one."""
        key = fold(entry["id"])
        if key in self._lines:
            says = said("is also the id on line %(line)s, so this row gets another id", line=self._lines[key])
            self._notebook.doubt("invitation-twice", says, entry.line, self._form.columns["id"], entry["id"])
            return ""
        if key:
            self._lines[key] = entry.line
        return entry["id"]

    def _note_unknown(self, perspective: str, line: int) -> None:
        if fold(perspective) in self._perspectives:
            return
        says = said(
            "%(file)s, line %(line)s: the convening does not currently ask for %(perspective)s.",
            file=self._notebook.file,
            line=line,
            perspective=quoted(perspective),
        )
        near = ask_near(perspective, self._perspectives.values())
        kept = said("The row is kept, and used if a chart or a table names it in these words.")
        self._notebook.note("invitation-unknown", said_joined(filter(None, (says, near, kept)), " "), "")

    def _answer(self, entry: Entry) -> Reply | None:
        text = entry["answer"]
        reply = read_reply(text)
        if reply in ANSWERS:
            return reply
        if is_blank_text(text):
            return None
        if reply not in {Reply.NO_ANSWER, Reply.NONE}:
            says, column = said("is not yes, no or maybe, so it does not count"), self._form.columns["answer"]
            hint = said("Write yes, no or maybe, and put the wording of the answer in the notes column.")
            self._notebook.doubt("invitation-answer", says, entry.line, column, text, hint)
        return None


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A perspective that is unmet now.

    Attributes
    ----------
    name : str
    people : int
        How many more are needed.
    on_list : tuple of Person
        People on the list who fit it but might not come.
    """

    name: str
    people: int
    on_list: tuple[Person, ...]


def add_open_places(
    earlier: Invitations, places: Iterable[OpenPlace], coming: Collection[str], nominated_by: Mapping[str, str]
) -> Invitations:
    """Return the invitations with rows for perspectives that are unmet now.

    Every row with something typed into it is kept. Each perspective gets a row for each person on the list who fits it,
    and as many blank rows as people are needed, minus those who said yes and do not come yet.

    Parameters
    ----------
    earlier : Invitations
    places : iterable of OpenPlace
    coming : collection of str
        Ids of the people who are coming.
    nominated_by : mapping of person id to str
        Who nominated people on charts.
    """
    rows = [row for row in earlier.rows if not row.is_blank]
    filled = tuples_by_key((fold(row.perspective), row) for row in rows)
    blank = tuples_by_key((fold(row.perspective), row) for row in earlier.rows if row.is_blank)
    for place in _merged(places):
        own = filled.get(fold(place.name), ())
        known = {row.person for row in own}
        rows += [
            Invitee("", place.name, person.label, person.id, nominated_by.get(person.id, ""))
            for person in place.on_list
            if person.id not in known
        ]
        agreed = sum(1 for row in own if row.state is InvitationState.YES and row.person not in coming)
        wanted = max(0, place.people - agreed)
        kept = blank.get(fold(place.name), ())[:wanted]
        rows += [*kept, *[Invitee("", place.name)] * (wanted - len(kept))]
    rows.sort(key=lambda row: fold(row.perspective))
    return replace(earlier, rows=tuple(_with_ids(rows)))


def _merged(places: Iterable[OpenPlace]) -> Iterator[OpenPlace]:
    """Yield the places, with those of the same name as one: several requirements may have the same name."""
    found = group_by_key((fold(place.name), place) for place in places)
    for same in found.values():
        on_list = {person.id: person for place in same for person in place.on_list}
        yield OpenPlace(same[0].name, sum(place.people for place in same), tuple(on_list.values()))


def _with_ids(rows: Sequence[Invitee]) -> Iterator[Invitee]:
    """Yield the rows, each with an id: the perspective in small letters, and a number that no other row has."""
    taken = {fold(row.id) for row in rows}
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for row in rows:
        if row.id:
            yield row
            continue
        stem = re.sub(r"[\W_]+", "-", fold(row.perspective)).strip("-") or "invitation"
        number = next(n for n in numbers[stem] if f"{stem}-{n}" not in taken)
        yield replace(row, id=f"{stem}-{number}")


def note_accepted(invitations: Invitations, people: People) -> Iterator[Note]:
    """Yield notes on people who said yes but are not on the list, or whose row in the list states something else."""
    agreed = [row for row in invitations.rows if row.state is InvitationState.YES and row.text]
    new = list(dict.fromkeys(row.text for row in agreed if row.person is None and not people.named(row.text)))
    if new:
        verb, whose = ("is", "a row") if len(new) == 1 else ("are", "rows")
        names = said_first(new, SHOWN_NAMES)
        text = f"{names} said yes and {verb} not on the list. The file recruit.csv has {whose} to append to it."
        yield Note("invitation-accepted", text, "")
    known = dict.fromkeys(row.person for row in agreed if row.person is not None)
    waiting = [person for identity in known if identity and not _is_coming(person := people.by_id[identity])]
    if waiting:
        names = said_first([person.label for person in waiting], SHOWN_NAMES)
        text = f"{names} said yes, but the list does not say so. Change `status` to confirmed, or `attending` to yes."
        yield Note("invitation-accepted", text, "")


def _is_coming(person: Person) -> bool:
    return person.status.is_seated and person.attending.chance > 0
