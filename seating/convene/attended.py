"""Who really came to a round: a file of ids or names, recorded in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seating.convene.named import PLACE, likely, reference_of, rows_about_people, whom
from seating.errors import InputError, Note, UsageError
from seating.forms import Entry, Form
from seating.ledger import Kind, Ledger, SavedRound, held
from seating.profiles import People, Person
from seating.profiles.notebook import Notebook
from seating.sources import read
from seating.wording import counted, fold, listed, nearest, quoted

__all__ = ["Recorded", "record_attended"]


@dataclass(frozen=True)
class Recorded:
    """What was recorded of a round: how many of those with a seat came, and what is worth a word."""

    saved: SavedRound
    notes: tuple[Note, ...]


def record_attended(out: Path, file: Path, round_number: int | None = None) -> Recorded:
    """Record who came to a round; everyone else who had a seat was away.

    Parameters
    ----------
    out : Path
        The output folder.
    file : Path
        One row a person, `id` or `name`; a column `table` says where somebody sat who changed tables.
    round_number : int, optional
        The open round by default; a round that is over can be recorded too.

    Raises
    ------
    UsageError
        When there is no such round or file.
    InputError
        When rows are wrong, or the ledger is damaged.
    """
    ledger = Ledger.open(out).sound
    _saved(ledger, round_number)
    with held(out):
        ledger = Ledger.open(out).sound
        saved = _saved(ledger, round_number)
        content, notes = _read(file, saved)
        ledger = ledger.add(Kind.ATTENDED, content)
    return Recorded(ledger.rounds[saved.number], notes)


def _saved(ledger: Ledger, round_number: int | None) -> SavedRound:
    number = ledger.open_round if round_number is None else round_number
    if number not in ledger.rounds or number > ledger.open_round:
        known = [str(known) for known in sorted(ledger.rounds) if known <= ledger.open_round]
        what = f"the rounds are {listed(known)}" if known else "no round was saved there yet"
        raise UsageError(f"There is no round {number} in {ledger.folder.parent}: {what}.")
    return ledger.rounds[number]


def _read(file: Path, saved: SavedRound) -> tuple[Mapping[str, Any], tuple[Note, ...]]:
    source = read(file)
    notebook = Notebook(source.file)
    people = _known(saved)
    form = rows_about_people(source, [PLACE], notebook)
    tables = {fold(word): table["id"] for table in _tables(saved) for word in (table.get("name") or "", table["id"])}
    present: dict[str, int] = {}
    moved: dict[str, str] = {}
    for entry in form.entries:
        person = _person(entry, form, people, notebook)
        if person is None:
            continue
        if person.id in present:
            says = f"is named twice, on lines {present[person.id]} and {entry.line}"
            notebook.remark("named-twice", says, entry.line, value=reference_of(entry)[1])
        present.setdefault(person.id, entry.line)
        table = _table(entry, form, tables, notebook)
        if table is not None and table != saved.seats.get(person.id):
            moved[person.id] = table
        if table is None and person.id not in saved.seats:
            says = f"had no seat in round {saved.number}; without a `table` it is not known where they sat"
            notebook.remark("attended-without-seat", says, entry.line, value=person.label)
    if not form.entries:
        notebook.problem("person-unknown", "names nobody", hint="Write a row for each person who came.")
    if notebook.has_problems:
        raise InputError(notebook.problems())
    content = {
        "round": saved.number,
        "present": sorted(person for person in present if person in saved.seats or person in moved),
        "tables": moved,
        "inputs": {"attended": {"file": source.file, "sha256": source.sha256}},
    }
    return content, (*source.notes, *notebook.notes())


def _known(saved: SavedRound) -> People:
    """Return everybody who was on the list when the round was saved."""
    return People(tuple(Person(id=p["id"], name=p["name"]) for p in saved.entry.content["pages"]["people"]))


def _tables(saved: SavedRound) -> list[Mapping[str, Any]]:
    tables: list[Mapping[str, Any]] = saved.entry.content["pages"]["convening"]["tables"]
    return [table for table in tables if not table.get("drawn_from")]


def _person(entry: Entry, form: Form, people: People, notebook: Notebook) -> Person | None:
    person = whom(entry, form, people, notebook)
    key, reference = reference_of(entry)
    if reference and not people.named(reference):
        says = "is nobody who was on the list when the round was saved"
        notebook.problem("person-unknown", says, entry.line, form.columns[key], reference, likely(reference, people))
    return person


def _table(entry: Entry, form: Form, tables: Mapping[str, str], notebook: Notebook) -> str | None:
    word = entry["table"]
    if not word:
        return None
    if fold(word) not in tables:
        near = nearest(word, tables)
        hint = f"Did you mean {quoted(near)}?" if near else f"There are {counted(len(tables), 'table')}."
        notebook.problem("table-unknown", "is not a table of that round", entry.line, form.columns["table"], word, hint)
    return tables.get(fold(word))
