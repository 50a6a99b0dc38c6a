"""Turns the rows of a harvest into statements, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seating.forms import Entry, Form
from seating.harvest.statement import Statement
from seating.profiles.notebook import Notebook
from seating.tables import Table, tables_called
from seating.wording import fold, listed, nearest, quoted

__all__ = ["Reader"]

SHOWN_TABLES = 20


class Reader:
    """Turns rows into statements, remembering how each theme was first spelled."""

    def __init__(self, form: Form, tables: Sequence[Table], voices: Sequence[str], notebook: Notebook) -> None:
        self.themes: dict[str, str] = {}
        self._form = form
        self._notebook = notebook
        self._voices = {fold(voice): voice for voice in voices}
        self._tables_in_order = tables
        self._tables = _by_word(tables)
        self._names = [table.id for table in tables][:SHOWN_TABLES]

    def statement(self, entry: Entry) -> Statement | None:
        """Return what a row says; None, with a problem, when its table is unknown or it says nothing."""
        table = self._table(entry)
        themes = tuple(dict.fromkeys(self._theme(part) for part in entry["theme"].split(";") if part.strip()))
        if not themes and not entry["text"]:
            column = self._form.columns["text"]
            hint = "Type the words, or at least the theme."
            self._notebook.problem("statement-empty", "the row has no theme and no text", entry.line, column, hint=hint)
            return None
        question, voice = self._question(entry, table), self._voice(entry)
        if table is None:
            return None
        return Statement(table.id, question, themes, entry["text"], voice, entry.line)

    def _theme(self, text: str) -> str:
        return self.themes.setdefault(fold(text), text.strip())

    def _table(self, entry: Entry) -> Table | None:
        text = entry["table"]
        word = fold(text)
        named = tables_called(text, self._tables_in_order)
        if len(named) > 1:
            hint = f"Write the id: {listed((table.id for table in named), last='or')}."
            says = f"is the name of {len(named)} tables"
            self._notebook.problem("table-ambiguous", says, entry.line, self._form.columns["table"], text, hint)
            return None
        table = self._tables.get(word) or self._tables.get(word.removeprefix("table ").lstrip("0 "))
        if table is None:
            near = nearest(text, self._tables) if text else None
            hint = f"Did you mean {quoted(near)}?" if near else f"The tables are {listed(self._names)}."
            says = "is not a table" if text else "the row names no table"
            self._notebook.problem("table-unknown", says, entry.line, self._form.columns["table"], text or None, hint)
        return table

    def _question(self, entry: Entry, table: Table | None) -> str:
        """Return a question in words; a number stands for one of the table's questions."""
        text = entry["question"]
        number = fold(text).removeprefix("question").removeprefix("q").strip(" .")
        if table is None or not (number.isascii() and number.isdigit()):
            return text
        asked = next(iter(table.questions.values()), ())
        if not asked:
            return f"Question {int(number[:9])}"
        if 1 <= int(number[:9]) <= len(asked):
            return asked[int(number[:9]) - 1]
        says = f"is not a question of {table.label}, which has {len(asked)}"
        hint = "Write the question's number or its words."
        self._notebook.problem("question-unknown", says, entry.line, self._form.columns["question"], text, hint)
        return text

    def _voice(self, entry: Entry) -> str:
        text = entry["voice"]
        if not text or fold(text) in self._voices:
            return self._voices.get(fold(text), "")
        near = nearest(text, self._voices.values())
        known = listed(quoted(voice) for voice in list(self._voices.values())[:SHOWN_TABLES])
        hint = f"Did you mean {quoted(near)}?" if near else f"The voices are {known}." if known else None
        hint = hint or "The convening names no voices; clear the cell."
        says = "is not a voice of the convening"
        self._notebook.problem("voice-unknown", says, entry.line, self._form.columns["voice"], text, hint)
        return ""


def _by_word(tables: Sequence[Table]) -> Mapping[str, Table]:
    """Return the tables under what a person may call them; an id goes before a name, a name before a number."""
    found: dict[str, Table] = {}
    for words in ([t.id for t in tables], [t.name for t in tables], [str(n) for n in range(1, len(tables) + 1)]):
        for word, table in zip(words, tables, strict=True):
            if word:
                found.setdefault(fold(word), table)
    return found
