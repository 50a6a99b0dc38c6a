"""Collect problems and notes with their locations while a list is read. Only a limited number of each kind is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from seating.errors import InputError, Meaning, Miss, Note, Problem, as_remark, in_order, write_lines
from seating.near_words import NearWords
from seating.profiles.columns import Column, on_one_line, state_meaning
from seating.profiles.private_columns import SHOWABLE
from seating.wording import Said, name_column, quoted, said, said_count, said_first

SHOWN_NOTES = 10
"""Maximum number of notes of one kind that are shown in full; the rest are only counted."""

SHOWN_LINES = 5

_Key = tuple[str, str | None, str | None, str]


def lines_in_words(lines: Sequence[int]) -> Said:
    """Format line numbers as a phrase.

    >>> lines_in_words([4]), lines_in_words([4, 7, 9])
    ('line 4', 'lines 4, 7 and 9')
    """
    return said_count("line %(lines)s", "lines %(lines)s", len(lines), lines=said_first(map(str, lines), SHOWN_LINES))


@dataclass
class Notebook:
    """Collects the problems and notes of one list and returns them in order.

    Attributes
    ----------
    file : str
        The name of the list, with which each location begins.
    place : str
        Where a line goes that a message offers to copy: a key of `seating.errors.GOES_INTO`.
    columns : mapping of str to sequence of str
        The meanings of headings that the convening states already: headings by meaning.
    near_words : NearWords
        Finds what was probably meant, within a limit for the whole list.
    """

    file: str
    place: str = "file"
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    near_words: NearWords = field(default_factory=NearWords)
    _problems: list[Problem] = field(default_factory=list)
    _doubts: list[Problem] = field(default_factory=list)
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
        """Record a problem.

        Parameters
        ----------
        slug, says : str
            The name of the problem, and what is wrong without the location and a final period.
        line : int, optional
            Physical line, from 1.
        column : Column, optional
        value : str, optional
            The value as written.
        hint : str, optional
            What to write instead, as a sentence.
        meaning : Meaning, optional
            The word to define in the convening, where that would solve the problem.
        """
        where = self._where(line, column)
        self._problems.append(Problem(slug, says, *where, value, hint, meaning=meaning, place=self.place))

    def columns_line(self, key: str, *headings: str) -> str:
        """Return the line of a convening that states the meaning of columns, together with what it states already.

        Headings are written in full and in quotes, because the line is copied.
        """
        stated = state_meaning(self.columns, key, *headings)
        return f"columns: {on_one_line(stated)}"

    def ask_meaning(self, aim: str, keys: Sequence[str], heading: str) -> Said:
        """Return a sentence with a line to copy for each meaning that a column may have."""
        return self.offer(aim, [self.columns_line(key, heading) for key in keys])

    def offer(self, aim: str, lines: Sequence[str]) -> Said:
        """Return a sentence that offers lines of the convening to copy; `aim` follows "To"."""
        place = self.place
        if place == "file" and self.columns and lines[0].startswith("columns:"):
            place = "columns"
        elif place == "board" and not lines[0].startswith("columns:"):
            place = "file"
        return write_lines(aim, lines, place)

    def doubt(
        self,
        slug: str,
        says: str,
        line: int | None = None,
        column: Column | None = None,
        value: str | None = None,
        hint: str | None = None,
    ) -> None:
        """Record a note about what someone else wrote into a form, which is never an error.

        Takes what `problem` takes. The reader goes on with what it understood. Only the convener sees the note,
        because it quotes a form.
        """
        self._doubts.append(Problem(slug, says, *self._where(line, column), value, hint, place=self.place))

    def _where(self, line: int | None, column: Column | None) -> tuple[str, int | None, str | None, str | None]:
        """Return the place of a problem: the file, the line, and the heading and the letter of the column."""
        return self.file, line, column.heading if column else None, column.letter if column else None

    def miss(self, miss: Miss, line: int, column: Column | None, value: str) -> None:
        """Record a text that does not identify exactly one person or table.

        Parameters
        ----------
        miss : Miss
            The result of the lookup.
        line : int
            Physical line, from 1.
        column : Column or None
        value : str
            The text that was looked up.
        """
        self.problem(miss.slug, miss.says, line, column, value or None, miss.hint)

    def remark(self, slug: str, says: str, line: int, column: Column | None = None, value: str | None = None) -> None:
        """Record a note about a cell or a line. Equal remarks become one note that lists their lines.

        Parameters
        ----------
        slug, says : str
            The name of the note, and its text without the location and a final period.
        line : int
            Physical line, from 1.
        column : Column, optional
        value : str, optional
            The value as written. It is quoted in shared files only if values of the column may be shown.
        """
        key = (slug, column.key if column else None, value, says)
        self._remarks.setdefault(key, (column, []))[1].append(line)

    def note(self, slug: str, text: str, shared_text: str | None = None, column: str | None = None) -> None:
        """Record a note that does not belong to a single cell; it may quote values of a column.

        Parameters
        ----------
        slug, text : str
        shared_text : str, optional
            What files that others may read contain instead of `text`.
        column : str, optional
            Key of the column that the note is about.
        """
        self._notes.append(Note(slug, text, shared_text, column))

    def place_of(self, column: Column, place: str = "") -> str:
        """Return how a note about a column begins: with its place, by default the list, and the column."""
        called = name_column(column.heading, column.letter)
        return said("%(place)s: column %(column)s", place=place or self.file, column=called)

    @property
    def has_problems(self) -> bool:
        """Whether any problem has been recorded so far."""
        return bool(self._problems)

    def problems(self) -> tuple[Problem, ...]:
        """Return all problems sorted by line, with those that have the same cause merged."""
        return in_order(self._problems)

    def raise_problems(self) -> None:
        """Raise an `InputError` with all problems if there are any."""
        if self._problems:
            raise InputError(self.problems())

    def notes(self) -> tuple[Note, ...]:
        """Return the notes about the list, then those about its cells, by line within each kind."""
        by_kind: dict[tuple[str, str | None], list[Note]] = {}
        counts: dict[tuple[str, str | None], int] = {}
        for (slug, key, value, says), (column, lines) in self._remarks.items():
            kind = (slug, key)  # counted per column, so that notes on a private column do not displace others
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] <= SHOWN_NOTES:
                by_kind.setdefault(kind, []).append(self._cell_note(slug, says, column, value, lines))
        for kind, count in counts.items():
            if count > SHOWN_NOTES:
                by_kind[kind].append(Note(kind[0], self._say_more(count), column=kind[1]))
        return (*self._notes, *self._notes_of_doubts(), *chain.from_iterable(by_kind.values()))

    def doubts(self) -> tuple[Problem, ...]:
        """Return the doubts, sorted and merged as `problems` does."""
        return in_order(self._doubts)

    def _notes_of_doubts(self) -> Iterator[Note]:
        """Yield a note for each doubt, with those of the same cause merged, and a count of those beyond the first."""
        shown: Counter[str] = Counter()
        for one in self.doubts():
            shown[one.slug] += 1
            if shown[one.slug] <= SHOWN_NOTES:
                yield Note(one.slug, as_remark(one), "")
        for slug, number in shown.items():
            if number > SHOWN_NOTES:
                yield Note(slug, self._say_more(number), "")

    def _say_more(self, number: int) -> Said:
        """Return that there are more notes than the shown ones, of so many of a kind."""
        return said_count(
            "%(file)s: %(number)s more note of the same kind.",
            "%(file)s: %(number)s more notes of the same kind.",
            number - SHOWN_NOTES,
            file=self.file,
        )

    def _cell_note(self, slug: str, says: str, column: Column | None, value: str | None, lines: list[int]) -> Note:
        place: str = f"{self.file}:{lines[0]}"
        if len(lines) > 1:
            place = said("%(place)s (also %(lines)s)", place=place, lines=lines_in_words(lines[1:]))
        if column:
            place = self.place_of(column, place)
        key = column.key if column else None
        if value is None:
            return Note(slug, said("%(place)s: %(text)s.", place=place, text=says), column=key)
        text = said("%(place)s: %(value)s %(text)s.", place=place, value=quoted(value), text=says)
        if column is None or (column.is_known and column.key in SHOWABLE):
            return Note(slug, text, column=key)
        return Note(slug, text, said("%(place)s: a value should be checked.", place=place), key)
