"""Operations on saved rounds: record attendance, compare two rounds or two seatings, undo the last entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from seating.analysis.arrivals_file import has_states, read_arrivals
from seating.api.day.desk_arrivals import ARRIVALS, few_marked, list_unmarked, read_arrivals_of
from seating.api.seating_files import (
    PLACE,
    find_row_people,
    list_unnamed_companions,
    read_person_cell,
    read_person_form,
)
from seating.convening.requirements import are_on_several_days
from seating.errors import InputError, Miss, Note, Problem, UsageError
from seating.forms.entries import Entry, Form, without_apostrophes
from seating.ledger import Comparison, Kind, Ledger, SavedRound, compare_saved, lock_folder
from seating.ledger import Entry as LedgerEntry
from seating.ledger.side_by_side import Side, SideBySide, place_side_by_side
from seating.mentions.written_names import WrittenNames
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.record.entries import AttendedContent, SourceRecord, UndoneContent
from seating.room.tables import Table, find_table
from seating.sources import Source, read
from seating.wording import counted, fold, is_blank_text, listed, said, said_count, said_list

_Came = tuple[AttendedContent, tuple[Note, ...], frozenset[str]]
"""What is recorded of who came, the notes on the file, and the ids of everyone who came, with a seat or without."""

_NOT_KEPT = "the record does not count them as present"
"""What follows for someone whose table is not known."""


@dataclass(frozen=True)
class Attendance:
    """A round with its recorded attendance, and notes on the file.

    Attributes
    ----------
    saved : SavedRound
    notes : tuple of Note
    unseated : int
        Number of people who came without a seat, including those whose table is not known.
    """

    saved: SavedRound
    notes: tuple[Note, ...]
    unseated: int = 0


@dataclass(frozen=True)
class Undo:
    """The entry that was undone, and the ledger afterwards.

    Attributes
    ----------
    entry : Entry
    ledger : Ledger
    """

    entry: LedgerEntry
    ledger: Ledger


def record_attended(
    out: Path,
    file: Path | None = None,
    round_number: int | None = None,
    others: Literal["present", "absent"] | None = None,
) -> Attendance:
    """Record who came to a round. Everyone else with a seat counts as absent.

    Parameters
    ----------
    out : Path
        The output folder.
    file : Path, optional
        One row for each person, with `id` or `name`. A column `table` gives the table of people who changed tables. By
        default `arrivals.csv` in the output folder, in which only people with the state arrived or walk-in came.
    round_number : int, optional
        By default the open round. Attendance can also be recorded for rounds that are over.
    others : str, optional
        What people count as if the arrivals do not list them. By default absent, if at least half are marked as
        arrived.

    Raises
    ------
    UsageError
        When there is no such round or file.
    InputError
        When rows have errors, the ledger is damaged, or the arrivals mark only a few people as arrived.
    """
    ledger = Ledger.open(out).sound
    _find_open(ledger, round_number)
    if file is None and not (out / ARRIVALS).is_file():
        raise UsageError(
            f"{out / ARRIVALS} does not exist, because no one was marked at the desk. Name the file of those who came."
        )
    with lock_folder(out):
        ledger = Ledger.open(out).sound
        saved = _find_open(ledger, round_number)
        content, notes, came = _read(out / ARRIVALS if file is None else file, saved, others)
        notes = (*notes, *_note_missing(content, saved, out)) if file is not None else notes
        notes = (*notes, *_note_empty(content, saved))
        ledger = ledger.add(Kind.ATTENDED, content)
    return Attendance(ledger.rounds[saved.number], notes, len(came.difference(saved.seats)))


def compare_rounds(ledger: Ledger, before: int, after: int) -> Comparison:
    """Compare two saved rounds.

    Parameters
    ----------
    ledger : Ledger
    before, after : int
        Round numbers.

    Raises
    ------
    UsageError
        When there is no round with one of the numbers.
    """
    return compare_saved(ledger.rounds, find_round(ledger, before), find_round(ledger, after))


def compare_sides(first: int | Path, second: int | Path, out: Path) -> SideBySide:
    """Place two saved seatings side by side.

    Parameters
    ----------
    first, second : int or Path
        The number of a round, or an output folder, of which the open round is compared.
    out : Path
        The output folder of a round that is given by its number.

    Raises
    ------
    UsageError
        When there is no round with one of the numbers, or no round is saved in one of the folders.
    InputError
        When a ledger is damaged.
    """
    ledgers = [Ledger.open(out if isinstance(given, int) else given).sound for given in (first, second)]
    one, other = (_find_side(ledger, given) for ledger, given in zip(ledgers, (first, second), strict=True))
    rounds = ledgers[0].rounds if one.folder.resolve() == other.folder.resolve() else None
    return place_side_by_side(one, other, compare_saved(rounds, one.saved, other.saved))


def _find_side(ledger: Ledger, given: int | Path) -> Side:
    if isinstance(given, int):
        return Side(ledger.folder.parent, find_round(ledger, given))
    if ledger.last is None:
        raise UsageError(f"No round is saved in {given}. Give the number of a round, or an output folder.")
    return Side(given, ledger.last)


def undo_last(out: Path) -> Undo:
    """Undo the newest entry that was not undone yet. This restores the state before it.

    Parameters
    ----------
    out : Path
        The output folder.

    Raises
    ------
    UsageError
        When there is nothing to undo.
    InputError
        When the ledger is damaged.
    """
    if not Ledger.open(out).sound.state.effective:
        raise UsageError(f"There is nothing to undo: no round is saved in {out}.")
    with lock_folder(out):
        ledger = Ledger.open(out).sound
        if not ledger.state.effective:
            raise UsageError(f"There is nothing left to undo in {out}.")
        last = ledger.state.effective[-1]
        return Undo(last, ledger.add(Kind.UNDONE, UndoneContent(undoes=last.number)))


def find_round(ledger: Ledger, number: int) -> SavedRound:
    """Return a saved round. Raise `UsageError` if there is no round with that number."""
    if number not in ledger.rounds:
        known = listed(str(known) for known in sorted(ledger.rounds))
        what = f"it has {'round' if len(ledger.rounds) == 1 else 'rounds'} {known}" if known else "it has no round yet"
        raise UsageError(f"There is no round {number} in {ledger.folder}: {what}.")
    return ledger.rounds[number]


def _find_open(ledger: Ledger, round_number: int | None) -> SavedRound:
    number = ledger.open_round if round_number is None else round_number
    if number not in ledger.rounds or number > ledger.open_round:
        known = [str(known) for known in sorted(ledger.rounds) if known <= ledger.open_round]
        what = f"the rounds are {listed(known)}" if known else "no round was saved there yet"
        raise UsageError(f"There is no round {number} in {ledger.folder.parent}: {what}.")
    return ledger.rounds[number]


def _read_arrivals(source: Source, saved: SavedRound, others: str | None) -> _Came:
    """Return who came according to the desk's file. A companion has a row of their own there."""
    arrivals = read_arrivals(without_apostrophes(source), saved.people, saved.number, is_over=True)
    if others is None and (question := few_marked(saved, arrivals)):
        raise InputError([question])
    came = arrivals.present | (list_unmarked(saved, arrivals) if others == "present" else frozenset())
    if not came:
        says, hint = f"marks no one as arrived in round {saved.number}", "Write the state arrived for those who came."
        raise InputError([Problem("person-unknown", says, source.file, hint=hint)])
    notebook = Notebook(source.file)
    for person in sorted(arrivals.present - set(saved.seats)):
        row = arrivals.here()[person]
        says = f"had no seat in round {saved.number}; it is unknown where they sat, so {_NOT_KEPT}"
        notebook.remark("attended-without-seat", says, row.line, value=row.name)
    content = AttendedContent(
        round=saved.number,
        present=sorted(came & set(saved.seats)),
        tables={},
        inputs={"attended": SourceRecord(file=source.file, sha256=source.sha256)},
    )
    return content, (*arrivals.notes, *notebook.notes()), came


def _note_missing(content: AttendedContent, saved: SavedRound, out: Path) -> Iterator[Note]:
    """Yield a note on people with a seat who count as absent, although the desk marked them as arrived or walk-ins."""
    missing: list[str] = []
    with suppress(InputError, UsageError):  # the file of those who came counts, whatever is wrong with the other
        missing = sorted((read_arrivals_of(saved, out).present & set(saved.seats)).difference(content.present))
    if missing:
        names = [saved.people.label_apart(saved.people.by_id[person]) for person in missing]
        says = said_count(
            "%(names)s counts as absent: the attendance file does not name them, although %(file)s marks them "
            "as arrived or as a walk-in.",
            "%(names)s count as absent: the attendance file does not name them, although %(file)s marks them "
            "as arrived or as walk-ins.",
            len(missing),
            names=said_list(names),
            file=ARRIVALS,
        )
        shared = said_count(
            "%(number)s person marked as arrived or as a walk-in in %(file)s counts as absent.",
            "%(number)s people marked as arrived or as walk-ins in %(file)s count as absent.",
            len(missing),
            file=ARRIVALS,
        )
        yield Note("attended-not-named", says, shared)


def _note_empty(content: AttendedContent, saved: SavedRound) -> Iterator[Note]:
    """Yield a note on the sessions on several days where no one counts as present: some may be still to come."""
    if not are_on_several_days(saved.convened):
        return
    own = {person: (table, *saved.further.get(person, ())) for person, table in saved.seats.items()}
    came_to = own | {person: (table,) for person, table in content.tables.items()}
    came_to |= {person: (came_to[person][0], *more) for person, more in content.further.items()}
    held = {table for person in content.present for table in came_to[person]}
    seated = {table for visited in own.values() for table in visited}
    if empty := [table.label for table in _list_tables(saved) if table.id in seated - held]:
        says = said(
            "At %(tables)s, no one counts as present. If a session is still to come, record the attendance again after "
            "it, with everyone who came to any of the sessions.",
            tables=said_list(empty),
        )
        yield Note("attended-at-none", says)


def _read(file: Path, saved: SavedRound, others: str | None) -> _Came:
    source = read(file)
    if has_states(source):
        return _read_arrivals(source, saved, others)
    if others is not None:
        raise UsageError(
            f"--others is for arrivals with states. {source.file} names those who came; the others did not."
        )
    notebook, people = Notebook(source.file), saved.people
    written = WrittenNames(people, notebook)
    form = read_person_form(source, [PLACE], notebook)
    tables = _list_tables(saved)
    named: dict[str, dict[str | None, int]] = {}
    singly: set[str] = set()
    for entry in form.entries:
        table = _find_table(entry, form, tables, notebook)
        persons = _find_persons(entry, form, written, people, notebook)
        singly.update(person.id for person in persons if len(persons) == 1)
        for person in persons:
            rows = named.setdefault(person.id, {})
            own = {saved.seats.get(person.id), *saved.further.get(person.id, ())}
            # each own session can have its own row, and in a season staff also help out at others
            may_go_on = own.issuperset((*rows, table)) or (bool(saved.further) and person.id in saved.staff)
            if rows and (table in rows or not may_go_on):
                says = f"is named twice, on lines {min(rows.values())} and {entry.line}"
                notebook.remark("named-twice", says, entry.line, value=read_person_cell(entry)[1])
            rows.setdefault(table, entry.line)
            if table is None and person.id not in saved.seats:
                says = f"had no seat in round {saved.number}; without a `table`, it is unknown where they sat, so "
                notebook.remark("attended-without-seat", f"{says}{_NOT_KEPT}", entry.line, value=person.label)
    moved = {
        person: at[-1]
        for person, rows in named.items()
        if (at := [table for table in rows if table is not None]) and saved.seats.get(person) not in at
    }
    visited = _list_visited(saved, named)
    moved |= {person: at[0] for person, at in visited.items() if at[0] != saved.seats[person]}
    along = {person: row for person, row in list_unnamed_companions(singly, people).items() if person in saved.seats}
    moved |= {person: moved[row] for person, row in along.items() if row in moved}
    visited |= {
        person: visited[row]
        for person, row in along.items()
        if row in visited and saved.further.get(person) == saved.further[row]
    }
    present = frozenset((*named, *along))
    if along:
        number = counted(len(along), "person", "people")
        text = f"{source.file} does not name {number} who come with others. They count as present too."
        notebook.note("companions-follow", text)
    if not form.entries:
        notebook.problem("person-unknown", "names no one", hint="Write a row for each person who came.")
    notebook.raise_problems()
    content = AttendedContent(
        round=saved.number,
        present=sorted(person for person in present if person in saved.seats or person in moved),
        tables=moved,
        further={person: at[1:] for person, at in sorted(visited.items())},
        inputs={"attended": SourceRecord(file=source.file, sha256=source.sha256)},
    )
    return content, (*source.notes, *notebook.notes()), present


def _list_visited(saved: SavedRound, named: Mapping[str, Collection[str | None]]) -> dict[str, list[str]]:
    """Return the sessions to which people with several of them came, if each of their rows has a table.

    In a season of sessions, staff may also have helped out at a session that was not theirs.

    Parameters
    ----------
    saved : SavedRound
    named : mapping of person id to collection of table ids
        The tables of the rows of each person; None for a row without a table.
    """
    found = {}
    for person, tables in named.items():
        helps_out = bool(saved.further) and person in saved.staff
        if None in tables or not (person in saved.further or helps_out):
            continue
        own = (saved.seats[person], *saved.further.get(person, ()))
        at = [table for table in own if table in tables]
        at += [table for table in tables if helps_out and table is not None and table not in own]
        if at:
            found[person] = at
    return found


def _list_tables(saved: SavedRound) -> tuple[Table, ...]:
    """Return the tables of a round at which people sat, with ids and names only, in the order of their numbers."""
    drawn = {table.id for table in saved.seating.pages.convening.tables if table.drawn_from}
    return tuple(
        Table.model_construct(id=table.id, name=table.name) for table in saved.convened if table.id not in drawn
    )


def _find_persons(
    entry: Entry, form: Form, written: WrittenNames, people: People, notebook: Notebook
) -> tuple[Person, ...]:
    found = find_row_people(entry, form, people, notebook)
    if isinstance(found, Miss):
        key, reference = read_person_cell(entry)
        likely = written.find(reference, entry.line, form.columns[key])
        if isinstance(likely, Person):
            return (likely,)
        if any(fold(person.label) == fold(reference) for person in people if not person.name):  # only held seats
            says = said("is a seat held for someone yet to be found, so the row is not counted")
            notebook.remark(found.slug, says, entry.line, value=reference)
            return ()
        says = said("was not on the list when the round was saved, so the row is not counted")
        notebook.doubt(found.slug, says, entry.line, form.columns[key], reference, found.hint)
        return ()
    return found


def _find_table(entry: Entry, form: Form, tables: Sequence[Table], notebook: Notebook) -> str | None:
    if is_blank_text(entry["table"]):
        return None
    found = find_table(entry["table"], tables, by_number=True, near_words=notebook.near_words)
    if isinstance(found, Miss):
        says, column = said("%(says)s in that round", says=found.says), form.columns["table"]
        if found.is_ambiguous:
            notebook.miss(replace(found, says=says), entry.line, column, entry["table"])
        else:
            says = said("%(says)s, so the row is counted without a table", says=says)
            notebook.doubt(found.slug, says, entry.line, column, entry["table"], found.hint)
        return None
    return found.id
