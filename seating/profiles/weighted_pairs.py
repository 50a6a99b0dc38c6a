"""Weighted pairs of people, and the reader of the files that contain them.

Such a file has one pair per row (columns a, b and weight), or is a square matrix: the same people in the top row
and the left column, and a weight in each cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from seating.errors import InputError, InvalidValueError, Miss, Note
from seating.near_words import NearWords
from seating.profiles.columns import Column
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.people import People
from seating.sources import SEARCHED_ROWS, Row, Source, column_letter
from seating.wording import quoted, said, said_count, said_list, squashed

MOST_WEIGHT = 100_000_000
"""Maximum sum of the sizes of all weights of a file. With it, the penalty of a must times the sum fits in 64 bits."""

_WHOLE = re.compile(r"[+-]?\d{1,12}", re.ASCII)

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WeightedPairs:
    """Unordered pairs of people, each once, with their weights.

    Attributes
    ----------
    name : str
        How messages name the pairs: the file name, or "" for pairs written in the convening.
    ids : tuple of str
        The people named.
    ends : int array, shape (pairs, 2)
        Positions in `ids`, the smaller first; sorted.
    weights : int array, shape (pairs,)
        Negative for two people who would rather not share a table.
    notes : tuple of Note
        Notes made while the pairs were read.
    """

    name: str
    ids: tuple[str, ...]
    ends: IntArray
    weights: IntArray
    notes: tuple[Note, ...] = field(default=())

    @classmethod
    def of(cls, triples: Iterable[tuple[str, str, int]]) -> WeightedPairs:
        """Build the pairs from triples of two ids and a weight.

        Raises
        ------
        ValueError
            If a pair has two weights, or the sum of all weights is too large.
        """
        found: dict[tuple[str, str], int] = {}
        for a, b, weight in triples:
            pair = (min(a, b), max(a, b))
            if a != b and found.setdefault(pair, weight) != weight:
                raise InvalidValueError(
                    said(
                        "is paired with %(other)s twice, with the weights %(first)s and %(second)s",
                        other=b,
                        first=found[pair],
                        second=weight,
                    ),
                    said("Keep one of the two."),
                    value=a,
                )
        if sum(map(abs, found.values())) > MOST_WEIGHT:
            raise InvalidValueError(
                said("the weights, ignoring their signs, add up to more than %(most)s", most=f"{MOST_WEIGHT:,}"),
                said("Divide all weights by the same number."),
            )
        ids = tuple(sorted({identity for pair in found for identity in pair}))
        number = {identity: n for n, identity in enumerate(ids)}
        ends = np.array([[number[a], number[b]] for a, b in sorted(found)], dtype=np.int64).reshape(-1, 2)
        return cls("", ids, ends, np.array([found[pair] for pair in sorted(found)], dtype=np.int64))


def as_weight(text: str) -> int | None:
    """Return the whole number that a cell contains, or None for any other text.

    >>> as_weight("12"), as_weight("0.5"), as_weight("-1")
    (12, None, -1)
    """
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    return int(plain) if _WHOLE.fullmatch(plain) else None


@dataclass(frozen=True, slots=True)
class Label:
    """A name in the top row or the left column of a square: its text, its line, and its column or row, from 0."""

    text: str
    line: int
    index: int


@dataclass(frozen=True, slots=True)
class Square:
    """The names in the top row, the names in the left column, and the row of each name in the left column."""

    across: tuple[Label, ...]
    down: tuple[Label, ...]
    rows: tuple[Row, ...]


def find_square(source: Source, people: People) -> Square | None:
    """Return the square matrix that a file contains; None if it contains none.

    More than half of the cells in its first row must name people on the list, and so must more than half of the cells
    in one column to their left. The other cells count as labels too; the reader of the square reports them.
    """
    for at, row in enumerate(source.rows[:SEARCHED_ROWS]):
        names = [index for index, cell in enumerate(row.cells) if cell.strip() and people.named(cell.strip())]
        if len(names) < 2:
            continue
        rows = [below for below in source.rows[at + 1 :] if any(map(str.strip, below.cells))]
        labels = [index for index in range(min(names)) if _holds_names(rows, index, people)]
        if not labels:
            continue
        left = labels[0]
        filled = [n for n, cell in enumerate(row.cells) if cell.strip() and n > left and n not in labels]
        if len(names) * 2 <= len(filled):
            continue
        kept = [below for below in rows if below.cells[left].strip()]
        return Square(
            tuple(Label(row.cells[index].strip(), row.line, index) for index in filled),
            tuple(Label(below.cells[left].strip(), below.line, number) for number, below in enumerate(kept)),
            tuple(kept),
        )
    return None


def _holds_names(rows: list[Row], index: int, people: People) -> bool:
    """Whether most filled cells of a column name people on the list."""
    texts = [text for row in rows if (text := row.cell(index))]
    return len(texts) >= 2 and sum(bool(people.named(text)) for text in texts) * 2 > len(texts)


HEADINGS = MappingProxyType(
    {
        "a": ("a", "person", "person1", "persona", "from", "first", "name1"),
        "b": ("b", "other", "person2", "personb", "to", "second", "name2"),
        "weight": ("weight", "score", "similarity", "affinity", "strength", "points"),
    }
)
"""Accepted headings of the two people and their weight, in `squashed` form."""

WHOLE = said("Write a whole number such as 3. To avoid fractions, multiply all weights by the same number.")
NOTHING = frozenset({"", "-", "–", "—"})
"""Cells of a square that mean no weight."""

INVALID = -(2**62)
"""Stands for a cell without a valid weight."""


def read_weighted_pairs(source: Source, people: People) -> WeightedPairs:
    """Read pairs of people with their weights.

    Parameters
    ----------
    source : Source
        Either one pair per row with the headings `a`, `b` and `weight`, where other columns are ignored; or a
        square with names in the top row and the left column and a number for each pair. People are given by id
        or name.
    people : People

    Raises
    ------
    InputError
        With all wrong rows: people not on the list, weights that are not whole numbers, and pairs with two weights.
    """
    notebook = Notebook(source.file)
    persons = _Persons(people, notebook)
    square = None if _heading_row(source) is not None else find_square(source, people)
    pairs = _in_rows(source, persons, notebook) if square is None else _in_square(square, persons, notebook)
    if int(np.abs(pairs.weights).sum()) > MOST_WEIGHT:
        says = said("the weights, ignoring their signs, add up to more than %(most)s", most=f"{MOST_WEIGHT:,}")
        hint = said("Divide all weights by the same number.")
        notebook.problem("pair-weight", says, None, pairs.column, None, hint)
    notebook.raise_problems()
    return WeightedPairs(source.file, persons.ids, pairs.ends, pairs.weights, (*source.notes, *notebook.notes()))


@dataclass(frozen=True, slots=True)
class _Found:
    """Pairs, each once, as numbers of people, with their weights; and the column of the weights, if there is one."""

    ends: IntArray
    weights: IntArray
    column: Column | None = None


def _in_rows(source: Source, persons: _Persons, notebook: Notebook) -> _Found:
    """Return the pairs of a file with one pair per row."""
    rows, columns = _below_headings(source, notebook)
    first = _cells(rows, columns[0], persons.number)
    second = _cells(rows, columns[1], persons.number)
    weights = _weights(rows, columns[2], notebook)
    sound = (first >= 0) & (second >= 0) & (weights != INVALID)
    persons.explain(rows, columns[:2], (first, second))
    itself = sound & (first == second)
    if itself.any():
        lines = [rows[n].line for n in np.flatnonzero(itself).tolist()]
        text = said(
            "%(file)s: a person is paired with themselves on %(lines)s; this has no effect.",
            file=source.file,
            lines=lines_in_words(lines),
        )
        notebook.note("reference-oneself", text)
    kept = np.flatnonzero(sound & ~itself)
    ends = np.sort(np.stack([first[kept], second[kept]], axis=1), axis=1)
    once = _once(ends, weights[kept], [rows[n].line for n in kept.tolist()], persons, columns[2], notebook)
    return _Found(ends[once], weights[kept][once], columns[2])


def _in_square(square: Square, persons: _Persons, notebook: Notebook) -> _Found:
    """Return the pairs of a square. If it is not symmetric, each pair gets the sum of its two numbers."""
    across = _ends_of(square.across, persons, notebook)
    down = _ends_of(square.down, persons, notebook)
    found: dict[tuple[int, int], int] = {}
    for label, row in zip(square.down, square.rows, strict=True):
        for other in square.across:
            one, two = down.get(label.index, -1), across.get(other.index, -1)
            text = row.cell(other.index)
            if -1 in (one, two) or one == two or text in NOTHING:
                continue
            weight = as_weight(text)
            if weight is None:
                column = Column(other.text, other.text, column_letter(other.index), (other.index,), False)
                says = said("is not a whole number")
                notebook.problem("pair-weight", says, row.line, column, text, WHOLE)
                continue
            found[one, two] = weight
    differ = [pair for pair, weight in found.items() if found.get((pair[1], pair[0]), weight) != weight]
    weights: dict[tuple[int, int], int] = {}
    for (one, two), weight in found.items():
        pair = (min(one, two), max(one, two))
        weights[pair] = weights.get(pair, 0) + weight if differ else weight
    text = said_count(
        "%(file)s: a square matrix of %(number)s person is read as pairs",
        "%(file)s: a square matrix of %(number)s people is read as pairs",
        len(square.down),
        file=notebook.file,
    )
    if differ:
        text = said(
            "%(text)s; the two numbers for a pair are not always equal, so the weight of each pair is their sum",
            text=text,
        )
    notebook.note("pairs-from-square", said("%(text)s.", text=text))
    ends = np.array(sorted(weights), dtype=np.int64).reshape(-1, 2)
    return _Found(ends, np.array([weights[pair] for pair in sorted(weights)], dtype=np.int64))


def _ends_of(labels: Sequence[Label], persons: _Persons, notebook: Notebook) -> dict[int, int]:
    """Return the number of the person for each label; report labels that are unknown or repeat a person."""
    found: dict[int, int] = {}
    lines: dict[int, str] = {}
    for label in labels:
        number = persons.number(label.text)
        if number < 0:
            persons.explain_one(label.text, label.line, None)
        elif number in lines:
            says = said(
                "means %(person)s, and so does %(other)s", person=persons.label(number), other=quoted(lines[number])
            )
            notebook.problem("pair-twice", says, label.line, None, label.text, said("Keep one of the two."))
        else:
            found[label.index] = number
            lines[number] = label.text
    return found


def _heading_row(source: Source) -> int | None:
    """Return the position of the row with the headings a, b and weight, among the first rows; None if there is none."""
    for at, row in enumerate(source.rows[:SEARCHED_ROWS]):
        if all(any(squashed(cell) in words for cell in row.cells) for words in HEADINGS.values()):
            return at
    return None


def _below_headings(source: Source, notebook: Notebook) -> tuple[Sequence[Row], tuple[Column, ...]]:
    """Return the rows that are not blank, and the columns a, b and weight."""
    at = _heading_row(source)
    if at is None:
        says = said("has neither the headings a, b and weight nor a square matrix of names")
        hint = said(
            "Start the file with the row a,b,weight, and write one pair on each row below it: two ids or names "
            "and a whole number. Or write a square matrix with the same names in the top row and the left "
            "column."
        )
        notebook.problem("pair-headings", says, hint=hint)
        raise InputError(notebook.problems())
    row = source.rows[at]
    columns = []
    for heading, words in HEADINGS.items():
        index = next(index for index, cell in enumerate(row.cells) if squashed(cell) in words)
        columns.append(Column(heading, row.cells[index].strip(), column_letter(index), (index,), True))
    rows = [row for row in source.rows[at + 1 :] if any(map(str.strip, row.cells))]
    return rows, tuple(columns)


def _cells(rows: Sequence[Row], column: Column, number: Callable[[str], int]) -> IntArray:
    """Apply `number` to each row's cell of a column, once per distinct text."""
    at = column.indices[0]
    texts = [row.cells[at] if at < len(row.cells) else "" for row in rows]
    numbers = {text: number(text) for text in dict.fromkeys(texts)}
    return np.array([numbers[text] for text in texts], dtype=np.int64)


def _weights(rows: Sequence[Row], column: Column, notebook: Notebook) -> IntArray:
    """Return the weights; report cells without a valid weight and give them `INVALID`."""

    def number(text: str) -> int:
        weight = as_weight(text)
        return INVALID if weight is None else weight

    weights = _cells(rows, column, number)
    for n in np.flatnonzero(weights == INVALID).tolist():
        text = rows[n].cells[column.indices[0]].strip() if column.indices[0] < len(rows[n].cells) else ""
        says = said("is not a whole number") if text else said("the row has no weight")
        notebook.problem("pair-weight", says, rows[n].line, column, text or None, WHOLE)
    return weights


class _Persons:
    """Numbers the people that cells name, and reports cells that do not name exactly one person."""

    def __init__(self, people: People, notebook: Notebook) -> None:
        self._people = people
        self._notebook = notebook
        self._numbers: dict[str, int] = {}
        self._near_words = NearWords()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the people named, in the order of their numbers."""
        return tuple(self._numbers)

    def label(self, number: int) -> str:
        """Return the name shown for a person."""
        return self._people.by_id[self.ids[number]].label

    def number(self, text: str) -> int:
        """Return the number of the person that a cell names, or -1 if it does not name exactly one."""
        found = self._people.named(text.strip())
        return self._numbers.setdefault(found[0].id, len(self._numbers)) if len(found) == 1 else -1

    def explain(self, rows: Sequence[Row], columns: Sequence[Column], numbers: Sequence[IntArray]) -> None:
        """Report each cell that names no one, or more than one person.

        Parameters
        ----------
        rows : sequence of Row
        columns : sequence of Column
        numbers : sequence of int array, shape (rows,)
            For each column, the number of each row's person; -1 if not found.
        """
        for column, found in zip(columns, numbers, strict=True):
            for n in np.flatnonzero(found < 0).tolist():
                at = column.indices[0]
                text = rows[n].cells[at].strip() if at < len(rows[n].cells) else ""
                self.explain_one(text, rows[n].line, column)

    def explain_one(self, text: str, line: int, column: Column | None) -> None:
        """Report a text that names no one, or more than one person."""
        found = self._people.find(text, self._near_words)
        if isinstance(found, Miss):
            self._notebook.miss(found, line, column, text)


def _once(
    ends: IntArray, weights: IntArray, lines: Sequence[int], persons: _Persons, column: Column, notebook: Notebook
) -> IntArray:
    """Return the rows to keep so that each pair counts once; report pairs with different weights."""
    codes = ends[:, 0] * (int(ends.max(initial=0)) + 1) + ends[:, 1]
    first: IntArray
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[which] != np.arange(len(codes))).tolist()
    equal: list[int] = []
    for n in again:
        kept = int(first[which[n]])
        if weights[n] == weights[kept]:
            equal.append(lines[n])
            continue
        says = said(
            "is a second weight for %(pair)s, whose weight on line %(line)s is %(weight)s",
            pair=said_list(persons.label(int(end)) for end in ends[n]),
            line=lines[kept],
            weight=weights[kept],
        )
        notebook.problem("pair-twice", says, lines[n], column, str(weights[n]), said("Keep one of the two rows."))
    if equal:
        text = said_count(
            "%(file)s: %(number)s pair is repeated with the same weight, on %(lines)s; it counts only once.",
            "%(file)s: %(number)s pairs are repeated with the same weight, on %(lines)s; each pair counts only once.",
            len(equal),
            file=notebook.file,
            lines=lines_in_words(equal),
        )
        notebook.note("pair-twice", text)
    return first
