"""Problems and notes found while a list is read, with their places. The number of each kind is bounded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from seating.errors import Meaning, Note, Problem, in_order
from seating.lookup import Miss
from seating.profiles.columns import Column
from seating.profiles.privacy import SHOWABLE
from seating.wording import counted, listed, name_column, quoted

__all__ = ["Notebook", "lines_in_words"]

SHOWN_NOTES = 10
"""Notes of one kind that are shown in full; the rest are counted."""

SHOWN_LINES = 5

ANY_VALUE = "a value"

_Key = tuple[str, str | None, str | None, str]


def lines_in_words(lines: Sequence[int]) -> str:
    """Return lines as a reader would say them.

    >>> lines_in_words([4]), lines_in_words([4, 7, 9])
    ('line 4', 'lines 4, 7 and 9')
    """
    shown = [f"{line}" for line in lines[:SHOWN_LINES]]
    if len(lines) > SHOWN_LINES:
        shown.append(f"{len(lines) - SHOWN_LINES:,} more")
    return f"{'line' if len(lines) == 1 else 'lines'} {listed(shown)}"


@dataclass
class Notebook:
    """Collects problems and remarks of one list, and gives them in order.

    Attributes
    ----------
    file : str
        The list's name, which begins each place.
    """

    file: str
    _problems: list[Problem] = field(default_factory=list)
    _notes: list[Note] = field(default_factory=list)
    _remarks: dict[_Key, tuple[Column | None, list[int]]] = field(default_factory=dict)

    def problem(
        self,
        slug: str,
        says: str,
        line: int | None = None,
        column: Column | None = None,
        value: str | None = None,
        hint: str | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        """Write down a problem at a place."""
        heading, letter = (column.heading, column.letter) if column else (None, None)
        self._problems.append(Problem(slug, says, self.file, line, heading, letter, value, hint, meaning=meaning))

    def miss(self, miss: Miss, line: int, column: Column | None, value: str) -> None:
        """Write down a text that does not mean exactly one person or table."""
        self.problem(miss.slug, miss.says, line, column, value or None, miss.hint)

    def remark(self, slug: str, says: str, line: int, column: Column | None = None, value: str | None = None) -> None:
        """Write down a remark at a place. Equal remarks become one note that lists their lines."""
        key = (slug, column.key if column else None, value, says)
        self._remarks.setdefault(key, (column, []))[1].append(line)

    def note(self, slug: str, text: str, shared_text: str | None = None, column: str | None = None) -> None:
        """Write down a note that belongs to no cell; it may quote values of a column."""
        self._notes.append(Note(slug, text, shared_text, column))

    @property
    def has_problems(self) -> bool:
        """Whether anything is wrong so far."""
        return bool(self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems by line, those of one cause as one."""
        return in_order(self._problems)

    def notes(self) -> tuple[Note, ...]:
        """Return the notes on the list, then those on its cells, by line within each kind."""
        by_kind: dict[tuple[str, str | None], list[Note]] = {}
        counts: dict[tuple[str, str | None], int] = {}
        for (slug, key, value, says), (column, lines) in self._remarks.items():
            kind = (slug, key)  # a column counts for itself, so that a private one does not crowd out another
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= SHOWN_NOTES:
                by_kind.setdefault(kind, []).append(self._cell_note(slug, says, column, value, lines))
        for kind, count in counts.items():
            if count > SHOWN_NOTES:
                text = f"{self.file}: {counted(count - SHOWN_NOTES, 'more note')} of the same kind."
                by_kind[kind].append(Note(kind[0], text, column=kind[1]))
        return (*self._notes, *_flat(by_kind.values()))

    def _cell_note(self, slug: str, says: str, column: Column | None, value: str | None, lines: list[int]) -> Note:
        place = f"{self.file}:{lines[0]}"
        if len(lines) > 1:
            place += f" (also {lines_in_words(lines[1:])})"
        place += f": column {name_column(column.heading, column.letter)}" if column else ""
        key = column.key if column else None
        if value is None:
            return Note(slug, f"{place}: {says}.", column=key)
        text = f"{place}: {quoted(value)} {says}."
        if column is None or (column.is_known and column.key in SHOWABLE):
            return Note(slug, text, column=key)
        return Note(slug, text, f"{place}: {ANY_VALUE} should be checked.", key)


def _flat(lists: Iterable[list[Note]]) -> Iterable[Note]:
    for notes in lists:
        yield from notes
