"""The rows of filled charts, one by one: whom they name, for which table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seating.analysis.nomination import Nomination
from seating.forms import Entry, Form
from seating.lookup import Miss
from seating.profiles import People
from seating.profiles.notebook import Notebook
from seating.tables import Table, find_table
from seating.wording import fold

__all__ = ["Reader"]


@dataclass
class Reader:
    """Rows become nominations: those of one person for one table are one."""

    people: People
    tables: Sequence[Table]
    form: Form
    notebook: Notebook
    _by: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    _why: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    _whom: dict[str, tuple[str, str | None]] = field(default_factory=dict)

    def read(self, entry: Entry) -> None:
        """Read one row."""
        column = self.form.columns["person or description"]
        text = entry["person or description"]
        if not text:
            says, hint = "names nobody", "Write a name, or say what somebody is like; or take the row out."
            self.notebook.problem("nomination-empty", says, entry.line, column, hint=hint)
            return
        found = self.people.find(text)
        if isinstance(found, Miss) and found.is_ambiguous:
            self.notebook.miss(found, entry.line, column, text)
            return
        person = None if isinstance(found, Miss) else found
        table = self._table(entry)
        key = person.id if person else f"\n{fold(text)}"  # no id has a line break
        self._whom.setdefault(key, (person.label, person.id) if person else (text, None))
        self._by.setdefault((key, table), []).append(entry["who says it"])
        self._why.setdefault((key, table), []).append(entry["why"])

    def _table(self, entry: Entry) -> str | None:
        text = entry["table"]
        if not text:
            return None
        found = find_table(text, self.tables, by_number=True)
        if isinstance(found, Miss):
            self.notebook.miss(found, entry.line, self.form.columns["table"], text)
            return None
        return found.id

    def nominations(self) -> tuple[Nomination, ...]:
        """Return all of them, those named by most people first."""
        found = []
        for (key, table), said in self._by.items():
            by = tuple({fold(name) or f"\n{number}": name for number, name in enumerate(said)}.values())
            why = tuple(dict.fromkeys(reason for reason in self._why[key, table] if reason))
            text, person = self._whom[key]
            found.append(Nomination(text, person, table, by, why))
        return tuple(sorted(found, key=lambda one: (-len(one.by), fold(one.text), one.table or "")))
