"""Earlier seatings from elsewhere: `id` or `name`, `round`, `table`, one row a person and round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from seating.api.named import PLACE, companions_unnamed, likely, reference_of, rows_about_people, whom
from seating.convening import Convening
from seating.errors import InputError, Note
from seating.forms import Entry, Field, Form
from seating.profiles import People
from seating.profiles.notebook import Notebook
from seating.sources import Source, read
from seating.tables import Table, tables_called
from seating.wording import fold, listed

__all__ = ["read_earlier"]

FIELDS = (Field("round", ("meeting", "session"), is_needed=True), Field(PLACE.name, PLACE.also, is_needed=True))


def read_earlier(file: Path, people: People, convening: Convening) -> tuple[Mapping[str, Any], tuple[Note, ...]]:
    """Return what the ledger remembers of a file of earlier seatings, and what is worth a word.

    Rounds are put in order by their numbers or dates, whatever these are; names of tables become the ids of
    today's tables; what is no table today is kept as written, for a table whose `was` names it.

    Raises
    ------
    UsageError
        When there is no such file.
    InputError
        With every row that is wrong.
    """
    source = read(file)
    notebook = Notebook(source.file)
    form = rows_about_people(source, FIELDS, notebook)
    seats = _seats(form, people, convening, notebook)
    if notebook.has_problems:
        raise InputError(notebook.problems())
    in_order = _in_order(seats)
    earlier = [{"round": n - len(in_order) + 1, "seats": seats[name]} for n, name in enumerate(in_order)]
    return _content(source, earlier), (*source.notes, *notebook.notes())


def _content(source: Source, earlier: list[dict[str, Any]]) -> Mapping[str, Any]:
    return {"earlier": earlier, "inputs": {"history": {"file": source.file, "sha256": source.sha256}}}


def _seats(form: Form, people: People, convening: Convening, notebook: Notebook) -> dict[str, dict[str, str]]:
    """Return who sat where, by round as written; somebody no longer on the list goes by their name."""
    seats: dict[str, dict[str, str]] = {}
    singly: dict[str, set[str]] = {}
    for entry in form.entries:
        persons = whom(entry, form, people, notebook)
        key, reference = reference_of(entry)
        for name in ("round", "table"):
            if not entry[name]:
                notebook.problem("seating-incomplete", f"the row has no {name}", entry.line, form.columns[name])
        if not (reference and entry["round"] and entry["table"]):
            continue
        if not persons and not people.everyone(reference):
            says = f"is nobody on the list; kept as somebody who was there. {likely(reference, people)}"
            notebook.remark("history-person-unknown", says.rstrip(".?"), entry.line, form.columns[key], reference)
        here = seats.setdefault(_round(entry["round"]), {})
        table = _table(entry, form, convening.tables, notebook)
        singly.setdefault(_round(entry["round"]), set()).update(p.id for p in persons if len(persons) == 1)
        for identity in [person.id for person in persons] or [reference]:
            if identity in here:
                hint = "Keep one of the rows: nobody sits twice in a round."
                says = f"sits twice in round {entry['round']}"
                notebook.problem("seated-twice", says, entry.line, value=reference, hint=hint)
            here[identity] = table
    for name, here in seats.items():
        along = companions_unnamed(singly.get(name, ()), people)
        here |= {person: here[row] for person, row in along.items()}
    return seats


def _table(entry: Entry, form: Form, tables: Sequence[Table], notebook: Notebook) -> str:
    """Return the id of the table that a row names; what is no table today stays as written."""
    found = tables_called(entry["table"], tables)
    if len(found) > 1:
        hint = f"Write the id: {listed((table.id for table in found), last='or')}."
        says = f"is the name of {len(found)} tables"
        notebook.problem("table-ambiguous", says, entry.line, form.columns["table"], entry["table"], hint)
    return found[0].id if found else entry["table"]


def _round(text: str) -> str:
    """Return a round's name without the word before its number."""
    return re.sub(r"^(?:round|meeting|session)\s+", "", fold(text)) or text


def _in_order(rounds: Iterable[str]) -> list[str]:
    """Return rounds by number, or else by date; in the order of the file where they are neither."""
    names = list(rounds)
    if all(re.fullmatch(r"-?\d+(\.\d+)?", name) for name in names):
        return sorted(names, key=float)
    if all(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", name) for name in names):
        return sorted(names)
    return names
