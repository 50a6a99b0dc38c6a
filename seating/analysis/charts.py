"""The rows of filled charts, one by one: whom they name, for which table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from seating.analysis.nomination import Nomination
from seating.forms import Entry, Form
from seating.profiles import People
from seating.profiles.notebook import Notebook
from seating.tables import Table, tables_called
from seating.wording import fold, listed, nearest, quoted

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
        named = self.people.named(text)
        if len(named) > 1:
            hint = f"Write the id: {listed((quoted(person.id) for person in named), last='or')}."
            says = f"{len(named)} people on the list have this name"
            self.notebook.problem("person-ambiguous", says, entry.line, column, text, hint)
            return
        table = self._table(entry)
        key = named[0].id if named else f"\n{fold(text)}"  # no id has a line break
        self._whom.setdefault(key, (named[0].label if named else text, named[0].id if named else None))
        self._by.setdefault((key, table), []).append(entry["who says it"])
        self._why.setdefault((key, table), []).append(entry["why"])

    def _table(self, entry: Entry) -> str | None:
        text = entry["table"]
        if not text:
            return None
        column = self.form.columns["table"]
        found = tables_called(text, self.tables)
        if len(found) == 1:
            return found[0].id
        if found:
            hint = f"Write the id: {listed((table.id for table in found), last='or')}."
            says = f"is the name of {len(found)} tables"
            self.notebook.problem("table-ambiguous", says, entry.line, column, text, hint)
            return None
        for number, table in enumerate(self.tables, start=1):
            if fold(text) in {str(number), f"table {number}"}:
                return table.id
        near = nearest(text, [name for table in self.tables for name in (table.id, table.label)])
        hint = f"Did you mean {quoted(near)}?" if near else f"The tables are {listed(t.id for t in self.tables)}."
        self.notebook.problem("table-unknown", "is no table of this round", entry.line, column, text, hint)
        return None

    def nominations(self) -> tuple[Nomination, ...]:
        """Return all of them, those named by most people first."""
        found = []
        for (key, table), said in self._by.items():
            by = tuple({fold(name) or f"\n{number}": name for number, name in enumerate(said)}.values())
            why = tuple(dict.fromkeys(reason for reason in self._why[key, table] if reason))
            text, person = self._whom[key]
            found.append(Nomination(text, person, table, by, why))
        return tuple(sorted(found, key=lambda one: (-len(one.by), fold(one.text), one.table or "")))
