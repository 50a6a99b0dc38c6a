"""Read `arrivals.csv`, the file of arrivals that the desk keeps, with a row for each person and round.

Only rows of the round in question are checked; rows of other rounds are kept as they are, because people may have left
the list since.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from seating.analysis.arrivals import AWAY, IDS_OF_A_ROUND, Arrival, Arrivals, ArrivalState, is_of_round
from seating.errors import InputError, Miss, Note, Problem
from seating.forms.entries import Entry, Form, form_fields, form_meanings, has_headings, read_form
from seating.groups import group_by_key
from seating.mentions.written_names import WrittenNames
from seating.profiles import Attendance, People, Person
from seating.profiles.columns import ALIASES, RELATIONS, TABLE_COLUMNS, Column
from seating.profiles.list_rules import ListRules
from seating.profiles.notebook import Notebook
from seating.profiles.reader import read_people
from seating.sources import SEARCHED_ROWS, Row, Source, column_letter
from seating.sources.list_limits import MAX_ROWS
from seating.wording import Said, fold, is_blank_text, said, squashed, whole_number

LARGEST_ROUND = 9_999

FIELDS = form_fields(
    "arrivals", ("round", "id", "name", "state", "time", "organization", "note"), needed=("round", "state")
)

STATES = {squashed(word) or word: ArrivalState(state) for word, state in form_meanings("arrivals", "state").items()}
"""The words for each state; they are compared without case and accents."""

WALK_IN_ID = re.compile(r"walk-in-(\d+)")
"""An id that the program gives to a walk-in."""

NOT_FOR_WALK_INS = frozenset({*RELATIONS, *TABLE_COLUMNS, "attending", "status"})
"""Columns that become requirements when the list is read, or say who comes. They are not read for walk-ins, except
`with`, which keeps those together who walk in together."""


def read_arrivals(
    source: Source, people: People, number: int, *, is_over: bool = False, former: People | None = None
) -> Arrivals:
    """Read the arrivals.

    Parameters
    ----------
    source : Source
        Needs the columns round and state, and id or name. Columns that are not known are kept.
    people : People
        The list; for a round that is over, the people who were on it then.
    number : int
        The round whose rows are checked.
    is_over : bool
        Whether the round is over. Then rows of other people are kept as they are, because the list has changed since.
    former : People, optional
        The people of a round that is not over, as it was saved. Those who have left the list since are no walk-ins.

    Raises
    ------
    InputError
        If headings are missing. A row that cannot be read is noted and kept as it is.
    """
    notebook = Notebook(source.file)
    form = read_form(source, FIELDS, notebook, most=MAX_ROWS, keeps_others=True)
    reader = _Reader(people, form, notebook, number, is_over, former)
    rows = [reader.row(entry) for entry in form.entries]
    notebook.raise_problems()
    rows = list(_with_ids(_last_of_each(rows, number), people, number))
    return Arrivals(source.file, number, tuple(rows), form.others, (*source.notes, *notebook.notes()))


def is_walk_in(typed: str) -> bool:
    """Whether a state as typed means someone who is not on the list."""
    return STATES.get(squashed(typed)) is ArrivalState.WALK_IN


def find_round_of_id(identity: str) -> int | None:
    """Return the round whose walk-ins the program would give an id to; None for another id.

    >>> find_round_of_id("walk-in-7"), find_round_of_id("walk-in-1001"), find_round_of_id("guest-1")
    (1, 2, None)
    """
    found = WALK_IN_ID.fullmatch(identity)
    return None if found is None else max(0, int(found[1]) - 1) // IDS_OF_A_ROUND + 1


class _Reader:
    """Converts rows to arrivals and records problems."""

    def __init__(
        self, people: People, form: Form, notebook: Notebook, number: int, is_over: bool, former: People | None
    ) -> None:
        self._people = people
        self._written = WrittenNames(people, notebook)
        self._form = form
        self._notebook = notebook
        self._number = number
        self._is_over = is_over
        self._former = former
        self._lines: dict[str, int] = {}
        self._walked_in = group_by_key((one["id"], one) for one in form.entries if is_walk_in(one["state"]))

    def row(self, entry: Entry) -> Arrival:
        """Return the arrival of a row. If the row cannot be read, add a note, and do not count it."""
        row = Arrival(
            round=entry["round"],
            id=entry["id"],
            name=entry["name"],
            typed=entry["state"],
            time=entry["time"],
            organization=entry["organization"],
            note=entry["note"],
            line=entry.line,
            other=entry.others,
        )
        if not self._has_round(entry) or not is_of_round(row.round, self._number):
            return row
        state = STATES.get(squashed(entry["state"]) or entry["state"])
        if state is None and is_blank_text(entry["state"]):
            state = ArrivalState.EXPECTED
        if state is None:
            says = said("is not a valid state, so the row is not counted")
            hint = said("Write arrived, absent or walk-in, or clear the cell. Put notes in the notes column.")
            self._doubt("arrival-state", says, entry, "state", hint)
            return replace(row, is_counted=False)
        row = replace(row, state=state)
        is_walk_in = state is ArrivalState.WALK_IN or (
            WALK_IN_ID.fullmatch(row.id) is not None and row.id not in self._people.by_id
        )
        return self._walk_in(row, entry) if is_walk_in else self._listed(row, entry)

    def _has_round(self, entry: Entry) -> bool:
        text = entry["round"]
        if 1 <= (whole_number(text) or 0) <= LARGEST_ROUND:
            return True
        says = said("is not the number of a round, so the row is not counted")
        if not text:
            says = said("the row has no round, so it is not counted")
        hint = said("Write %(number)s for the open round.", number=self._number)
        self._doubt("arrival-round", says, entry, "round", hint)
        return False

    def _listed(self, row: Arrival, entry: Entry) -> Arrival:
        """Return the row of someone on the list."""
        column = "id" if row.id or not row.name else "name"
        reference = row.id or row.name
        found = self._people.find_each(reference, organization=row.organization) if reference else ()
        if isinstance(found, Miss) and self._is_over and not found.is_ambiguous and reference:
            return row
        if isinstance(found, Miss) and reference and self._has_left(reference):
            says = said("is no longer on the list, so the row is not counted for this seating")
            hint = said("Keep the row: it records who came. To give the person a seat, add them to the list again.")
            self._doubt(found.slug, says, entry, "name" if row.name else column, hint)
            return replace(row, is_counted=False)
        if isinstance(found, Miss) and reference and not is_blank_text(reference):
            likely = self._written.find(reference, entry.line, self._form.columns.get(column))
            found = (likely,) if isinstance(likely, Person) else found
        if isinstance(found, Miss):
            if not found.is_ambiguous:
                says = said("%(says)s, so the row is not counted", says=found.says)
                hint = said("For a person who is not on the list, write walk-in as the state.")
                self._doubt(found.slug, says, entry, column, hint)
            return replace(row, is_counted=False)
        if len(found) != 1:
            says = said("matches %(number)s people, so the row is not counted", number=len(found))
            if not found:
                says = said("the row names no one, so it is not counted")
            self._doubt("arrival-person", says, entry, column, said("Write one row for each person."))
            return replace(row, is_counted=False)
        self._once(found[0].id, entry, column)
        return replace(row, id=found[0].id, name=found[0].label)

    def _has_left(self, reference: str) -> bool:
        """Whether this is someone of the saved round who is not on the list any more."""
        found = () if self._former is None else self._former.find_each(reference)
        if isinstance(found, Miss):
            return False
        return bool(found) and not any(one.id in self._people.by_id or self._people.named(one.name) for one in found)

    def _walk_in(self, row: Arrival, entry: Entry) -> Arrival:
        """Return the row of a walk-in. One who was added to the list with the same id counts as arrived."""
        if is_blank_text(row.name):
            says = said("the row names no one, so it is not counted")
            self._doubt("arrival-person", says, entry, "name", said("Write the walk-in’s name."))
            return replace(row, is_counted=False)
        another = self._tell_another(row, entry) if row.id else None
        if another is not None:
            self._doubt("arrival-id", another, entry, "id", said("Leave the cell empty. The program writes an id."))
            row = replace(row, id="")
        if row.id in self._people.by_id:
            self._once(row.id, entry, "id")
            return replace(row, state=ArrivalState.ARRIVED)
        if not self._is_over and len(named := self._people.named(row.name)) == 1:
            says = said("is on the list and counts as arrived")
            hint = said("If the walk-in is a different person with the same name, add something after the name.")
            self._doubt("arrival-on-list", says, entry, "name", hint)
            self._once(named[0].id, entry, "name")
            return replace(row, id=named[0].id, name=named[0].label, state=ArrivalState.ARRIVED)
        if self._is_over and not row.id:  # the round was saved with the id they got then
            walked_in = (one.id for one in self._people.named(row.name) if WALK_IN_ID.fullmatch(one.id))
            row = replace(row, id=next((identity for identity in walked_in if identity not in self._lines), ""))
        if row.id:
            self._once(row.id, entry, "id")
        came = row.state in {ArrivalState.ARRIVED, ArrivalState.WALK_IN}
        return replace(row, state=ArrivalState.WALK_IN if came else row.state, is_walk_in=True)

    def _tell_another(self, row: Arrival, entry: Entry) -> Said | None:
        """Return that the id of a walk-in is that of someone else: on the list, in an earlier row, or in another round.

        A desk that begins a new file for each round may number its walk-ins from 1 again.
        """
        of_another = said("is the id of another person, so the walk-in gets a new id")
        if row.id in self._people.by_id:
            return None if _may_be_one_name(row.name, self._people.by_id[row.id].name) else of_another
        at = (self._number, entry.line)
        same = self._walked_in.get(row.id, ())
        names = [one["name"] for one in same if (whole_number(one["round"]) or 0, one.line) < at]
        if names:
            return None if any(_may_be_one_name(row.name, name) for name in names) else of_another
        of_round = find_round_of_id(row.id)
        if of_round in {None, self._number}:
            return None
        return said("has the form of ids of round %(number)s, so the walk-in gets a new id", number=of_round)

    def _once(self, identity: str, entry: Entry, column: str) -> None:
        if identity in self._lines:
            says = said("is the same person as on line %(line)s; the later row counts", line=self._lines[identity])
            self._doubt("arrival-twice", says, entry, column, said("Keep only one row per person and round."))
        self._lines.setdefault(identity, entry.line)

    def _doubt(self, slug: str, says: str, entry: Entry, name: str, hint: str | None) -> None:
        column = self._form.columns.get(name) or next(iter(self._form.columns.values()))
        self._notebook.doubt(slug, says, entry.line, column, entry[name] or None, hint)


def _may_be_one_name(name: str, other: str) -> bool:
    """Whether two names share a word, or one of them is blank."""
    return not fold(name) or not fold(other) or not set(fold(name).split()).isdisjoint(fold(other).split())


def _last_of_each(rows: Sequence[Arrival], number: int) -> list[Arrival]:
    """Return the rows; of several about one person in this round, only the last counts."""
    of_round = [row for row in rows if row.is_counted and row.id and is_of_round(row.round, number)]
    last = {row.id: row.line for row in of_round}
    earlier = {row.line for row in of_round if last[row.id] != row.line}
    return [replace(row, is_counted=False) if row.line in earlier else row for row in rows]


def _with_ids(rows: Sequence[Arrival], people: People, number: int) -> Iterator[Arrival]:
    """Yield the rows; a walk-in of a round without an id gets one that no one else has."""
    found = Arrivals("", number, tuple(rows))
    for at, row in enumerate(rows):
        if row.is_walk_in and row.is_counted and not row.id:
            row = replace(row, id=found.free_id(people))
            found = replace(found, rows=(*found.rows[:at], row, *found.rows[at + 1 :]))
        yield row


def read_walk_ins(
    source: Source, arrivals: Arrivals, people: People, rules: ListRules
) -> tuple[tuple[Person, ...], tuple[Note, ...]]:
    """Return the walk-ins of the round as people, and notes on cells that cannot be read, which count as blank.

    Their cells are read as those of the list are.

    Parameters
    ----------
    source : Source
        The file of the arrivals. Columns that the list has too, such as `sector`, describe the walk-ins.
    arrivals : Arrivals
        As read from this source.
    people : People
        The list.
    rules : ListRules
        What the convening states about reading the list.

    Raises
    ------
    InputError
        If a row as a whole cannot be read.
    """
    here = arrivals.here().values()
    walk_ins = {row.line: row for row in here if row.is_walk_in and row.state is not ArrivalState.EXPECTED}
    if not walk_ins:
        return (), ()
    hidden = {alias for alias, key in ALIASES.items() if key in NOT_FOR_WALK_INS}
    hidden = hidden.union(*(one.words for one in FIELDS))
    hidden = hidden.difference(*(one.words for one in FIELDS if one.name in {"name", "organization"}))
    heading = next(row for row in source.rows if has_headings(row, FIELDS))
    present = {squashed(cell) for cell in heading.cells}  # headings of the list need not be in this file
    stated = {key: [one for one in texts if squashed(one) in present] for key, texts in rules.columns.items()}
    columns = {key: texts for key, texts in stated.items() if texts and key not in NOT_FOR_WALK_INS}
    blank = {at for at, cell in enumerate(heading.cells) if squashed(cell) in hidden}
    rows = (heading, *(row for row in source.rows if row.line in walk_ins))
    shown = [Row(row.line, tuple("" if at in blank else cell for at, cell in enumerate(row.cells))) for row in rows]
    typed, notebook = source, Notebook(source.file)
    source = replace(source, rows=tuple(shown), notes=())
    try:
        read = read_people(source, rules.vocabulary, columns, parties=False)
    except InputError as error:
        source = _without_cells(source, error.problems, notebook)
        read = read_people(source, rules.vocabulary, columns, parties=False)
    _note_several(source, rules, columns, notebook)
    persons = [_as_walk_in(person, walk_ins[person.line], people) for person in read.people]
    headings = {alias for alias, key in ALIASES.items() if key == "with"}
    headings |= {squashed(text) for text in rules.columns.get("with", ())}
    named = _read_company(typed, heading, headings, People((*people, *persons)), walk_ins, notebook)
    tied = tuple(person.model_copy(update={"with_": named.get(person.id, ())}) for person in persons)
    return tied, notebook.notes()


def _read_company(
    source: Source,
    heading: Row,
    headings: Collection[str],
    people: People,
    walk_ins: Mapping[int, Arrival],
    notebook: Notebook,
) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the people that each walk-in has to sit with, as named in the columns with these headings."""
    found: dict[str, tuple[str, ...]] = {}
    written = WrittenNames(people, notebook)
    columns = [(at, text) for at, text in enumerate(heading.cells) if squashed(text) in headings]
    for row in (row for row in source.rows if row.line in walk_ins):
        own = walk_ins[row.line].id
        for at, text in columns:
            for name in written.split(row.cells[at] if at < len(row.cells) else ""):
                company = people.find_each(name)
                if isinstance(company, Miss):
                    says = said("%(says)s, so the name is not counted", says=company.says)
                    column = Column("with", text, column_letter(at), (at,), False)
                    notebook.doubt(company.slug, says, row.line, column, name, company.hint)
                else:
                    found[own] = (*found.get(own, ()), *(one.id for one in company if one.id != own))
    return found


def _note_several(source: Source, rules: ListRules, columns: Mapping[str, Sequence[str]], notebook: Notebook) -> None:
    """Add a note for each row that stands for several people on a list: a walk-in is one person with one seat."""
    if rules.parties is False:
        return
    with suppress(InputError):  # a number of people that cannot be read
        people = read_people(source, rules.vocabulary, columns).people
        for line, party in {one.line: one.party for one in people if one.party is not None}.items():
            says = said("stands for %(number)s people, but counts as one person with one seat", number=party.size)
            hint = said("Write one row for each person, and name the others in a `with` column.")
            notebook.doubt("arrival-person", says, line, None, party.name, hint)


def _without_cells(source: Source, problems: Sequence[Problem], notebook: Notebook) -> Source:
    """Return the rows without the cells that have a problem; add a note for each."""
    bad: set[tuple[int, str]] = set()
    for one in problems:
        if one.line is not None and one.letter is not None:
            bad.add((one.line, one.letter))
            column = Column("", one.column or "", one.letter, (), False)
            says = said("%(says)s, so the cell counts as blank", says=one.says)
            notebook.doubt(one.slug, says, one.line, column, one.value)
    rows = (
        replace(
            row, cells=tuple("" if (row.line, column_letter(at)) in bad else cell for at, cell in enumerate(row.cells))
        )
        for row in source.rows
    )
    return replace(source, rows=tuple(rows))


def has_states(source: Source) -> bool:
    """Whether a file has the headings of the arrivals, such as round and state."""
    return any(has_headings(row, FIELDS) for row in source.rows[:SEARCHED_ROWS])


def _as_walk_in(person: Person, row: Arrival, people: People) -> Person:
    own = {heading: values for heading, values in person.own.items() if heading in people.headings}
    attending = Attendance() if row.state is ArrivalState.WALK_IN else AWAY
    return person.model_copy(update={"attending": attending, "id": row.id, "line": 0, "own": own, "walked_in": True})
