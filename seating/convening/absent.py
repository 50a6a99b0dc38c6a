"""Cells that ask in vain, since somebody in them has no seat; told in notes, a few by name."""

from __future__ import annotations

from collections.abc import Iterator

from seating.convening.rooms import reason_without_seat
from seating.errors import Note
from seating.profiles import People, Person
from seating.wording import counted, quoted

__all__ = ["Absent"]

NAMED = 5
"""Cells of one column that are named before the rest are only counted."""


class Absent:
    """Collects, by column, whose cell asks in vain and why."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._said: dict[str, dict[tuple[int, str], None]] = {}

    def _say(self, column: str, row: Person, why: str) -> None:
        self._said.setdefault(column, {})[row.line, why] = None

    def has_seat(self, column: str, row: Person, person: Person) -> bool:
        """Whether a person of a row's cell may be seated in some round; remembered when not."""
        reason = reason_without_seat(person)
        if reason is not None:
            self._say(column, row, f"{person.label} is not seated ({reason})")
        return reason is None

    def of_staff(self, column: str, person: Person) -> None:
        """Remember that staff ask for nothing in this column."""
        why = f"{person.label} is staff ({person.duty}), which {quoted(column)} does not count"
        self._say(column, person, why)

    def seated(self, column: str, row: Person) -> Iterator[Person]:
        """Yield those named in a row's cell who may be seated; the others are remembered."""
        for identity in row.values(column):
            other = self._people.by_id.get(identity)
            if other is not None and self.has_seat(column, row, other):
                yield other

    def notes(self) -> tuple[Note, ...]:
        """Return a note for each cell, and one for those beyond the first few of a column."""
        found: list[Note] = []
        for column, said in self._said.items():
            heading = self._people.headings.get(column)
            shown = quoted(heading.text if heading else column)
            for line, why in list(said)[:NAMED]:
                text = f"{self._people.file}:{line}: column {shown} asks for nothing here: {why}."
                found.append(Note("not-seated-asks-nothing", text, column=column))
            if len(said) > NAMED:
                more = f"{counted(len(said) - NAMED, 'more cell')} of column {shown} ask for nothing, for such reasons."
                found.append(Note("not-seated-asks-nothing", more, column=column))
        return tuple(found)
