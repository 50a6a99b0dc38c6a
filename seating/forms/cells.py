"""Read the cells of a form that other people typed: names, tables, dates, and words with a fixed meaning.

What other people write is never an error. A cell without a known meaning gets a note, and the reader goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from seating.errors import Miss
from seating.forms.entries import Entry, Form
from seating.mentions import Written
from seating.mentions.written_names import WrittenNames
from seating.near_words import ask_near
from seating.profiles.days import read_date
from seating.profiles.notebook import Notebook
from seating.profiles.people import People
from seating.profiles.person import without_tokens
from seating.room.tables import SheetTables, Table
from seating.wording import Said, fold, is_blank_text, said, said_joined, whole_number, without_end_marks

Value = TypeVar("Value")

FOR_THE_ROOM = said("so the row counts for the whole room")
"""What `TypedCells.table` adds to a note if a row without a table is about the whole room."""


UNKNOWN = "table-unknown"
"""The slug of a word that names no table."""


class Labeled:
    """What someone typed about a person or a kind of people: a name or a description.

    Attributes
    ----------
    text : str
        The label of a person on the list, or the text as typed.
    person : str or None
        The id of a person on the list.
    """

    __slots__ = ()

    text: str
    person: str | None

    @property
    def label(self) -> str:
        """The name or the description as pages show it."""
        return without_tokens(without_end_marks(self.text) if self.person is None else self.text)


@dataclass(frozen=True, slots=True)
class Named:
    """One name in a cell: a person on the list with their id, or a text as written, such as an organization.

    What stands for someone who was forgotten stays as it is, so that it is found in other cells.
    """

    text: str
    person: str | None = None

    @property
    def label(self) -> str:
        """The name as pages show it."""
        return without_tokens(self.text)

    def with_id(self, ids: Mapping[str, str], left: People) -> Named:
        """Return the same with another id of its person, by the id that they have here, or that of one who left."""
        if self.person is None and len(meant := left.named(self.text)) == 1:
            return replace(self, person=meant[0].id)
        return replace(self, person=ids.get(self.person or "", self.person))


class Typed(Protocol):
    """Someone named in a cell: the id of a person on the list, or the text as typed."""

    @property
    def text(self) -> str:
        """The name or the description."""

    @property
    def person(self) -> str | None:
        """The id of a person on the list."""


def list_written(named: Iterable[Typed], file: str) -> Iterator[Written]:
    """Yield the texts in a file that are read as no one on the list.

    Parameters
    ----------
    named : iterable of Typed
    file : str
    """
    yield from (Written(one.text, file) for one in named if one.text and one.person is None)


class TypedCells:
    """Reads the cells of one form, and adds notes to a notebook.

    Parameters
    ----------
    people : People
        The list; a name in a cell may be on it.
    tables : SheetTables
        The tables of today and of saved rounds.
    form : Form
    notebook : Notebook
    """

    def __init__(self, people: People, tables: SheetTables, form: Form, notebook: Notebook) -> None:
        self._written = WrittenNames(people, notebook)
        self._tables = tables
        self._form = form
        self._notebook = notebook

    def names(self, entry: Entry, column: str, *, asks_for_people: bool = False) -> tuple[Named, ...]:
        """Return the names in a cell; with `asks_for_people`, a text that is no one on the list gets a note."""
        where = self._form.columns.get(column)
        found = self._written.read(entry[column], entry.line, where, asks_for_people=asks_for_people)
        return tuple(Named(text, None if person is None else person.id) for text, person in found)

    def table(self, entry: Entry, without: Said, *, usual: str | None = None) -> Table | None:
        """Return the table that a row names; None for a blank cell, and for one that names no table.

        A column `round` has the round of the sheet, to which a number belongs.

        Parameters
        ----------
        entry : Entry
        without : Said
            How the row counts if no table has this name, after a comma: "so the row counts for the whole room".
        usual : str, optional
            As for `SheetTables.find`.
        """
        found = self._find_table(entry, usual)
        if not isinstance(found, Miss):
            return found
        if found.slug == UNKNOWN:
            self._doubt_table(entry, found, without)
        else:  # it was a table, and only the convener knows which one the row is about now
            self._notebook.miss(found, entry.line, self._form.columns["table"], entry["table"])
        return None

    def unasked_table(self, entry: Entry, without: Said, unclear: Said) -> Table | Miss | None:
        """Return the table that a row names, None as `table` does, or a miss if it is not clear which one, with a note.

        Parameters
        ----------
        entry : Entry
        without : Said
            As for `table`.
        unclear : Said
            How the row counts if it is not clear which table it names, in the same words.
        """
        found = self._find_table(entry)
        if not isinstance(found, Miss):
            return found
        is_unknown = found.slug == UNKNOWN
        self._doubt_table(entry, found, without if is_unknown else unclear)
        return None if is_unknown else found

    def name_other_table(self, entry: Entry, column: str) -> str:
        """Return the name of the table that a cell of another column names; the text as typed if it names none."""
        found = self._find_table(entry, column=column)
        return found.label if isinstance(found, Table) else "" if found is None else entry[column]

    def _find_table(self, entry: Entry, usual: str | None = None, column: str = "table") -> Table | Miss | None:
        text = entry[column]
        if is_blank_text(text):
            return None
        number = whole_number(fold(entry["round"]).removeprefix("round").removeprefix("ronda").strip())
        found = self._tables.find(text, number, usual)
        answer = self._written.resolver.answer(text) if isinstance(found, Miss) and found.slug == UNKNOWN else ""
        return self._tables.find(answer, None, usual) if answer else found

    def _doubt_table(self, entry: Entry, miss: Miss, counts: Said) -> None:
        says = said("%(says)s, %(without)s", says=miss.says, without=counts)
        self._notebook.doubt(miss.slug, says, entry.line, self._form.columns["table"], entry["table"], miss.hint)

    def word(
        self, entry: Entry, column: str, words: Mapping[str, Value], otherwise: Value, doubt: Sequence[str]
    ) -> Value:
        """Return the meaning of a cell; `otherwise` with a note if it has none. A blank cell has the meaning of "".

        Parameters
        ----------
        entry : Entry
        column : str
        words : mapping of str to Value
            Folded words with their meanings.
        otherwise : Value
        doubt : (str, str, str)
            The slug of the note, what is wrong, and the hint.
        """
        text = entry[column]
        found = words.get("" if is_blank_text(text) and fold(text) not in words else fold(text))
        if found is not None:
            return found
        slug, says, hint = doubt
        hint = said_joined(filter(None, (ask_near(fold(text), filter(None, words)), hint)), " ")
        self._notebook.doubt(slug, says, entry.line, self._form.columns[column], text, hint)
        return otherwise

    def day(self, entry: Entry, column: str) -> date | None:
        """Return the date of a cell; None if it is blank, and with a note if it is no date."""
        text = entry[column]
        found = read_date(text)
        if found is None and not is_blank_text(text):
            hint = said("Write a date such as 2026-12-01.")
            where = self._form.columns[column]
            self._notebook.doubt("cell-no-date", said("is not a date"), entry.line, where, text, hint)
        return found
