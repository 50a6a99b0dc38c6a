"""Reading a file of weighed pairs: the columns a, b and weight, everything wrong named at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from seating.errors import InputError
from seating.profiles.columns import Column
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.people import People
from seating.profiles.weighed import MOST_WEIGHT, WeighedPairs, as_weight
from seating.sources import Row, Source, column_letter
from seating.wording import counted, listed, nearest, quoted, squashed

__all__ = ["read_weighed_pairs"]

HEADINGS = ("a", "b", "weight")
SEARCHED = 20
"""Rows that are searched for the headings."""

SUGGESTED = 50
"""Unknown names for which a likely one is looked for; the search through a long list takes time."""

_IntArray = NDArray[np.int64]


def read_weighed_pairs(source: Source, people: People) -> WeighedPairs:
    """Read pairs of people with their weights.

    Parameters
    ----------
    source : Source
        Headings `a`, `b` and `weight`; people by id or name; other columns are passed over.
    people : People

    Raises
    ------
    InputError
        With every row that is wrong: people not on the list, weights that are no whole number of 0 or
        more, and a pair that has two weights.
    """
    notebook = Notebook(source.file)
    rows, columns = _below_headings(source, notebook)
    persons = _Persons(people, notebook)
    first = _cells(rows, columns[0], persons.number)
    second = _cells(rows, columns[1], persons.number)
    weights = _weights(rows, columns[2], notebook)
    sound = (first >= 0) & (second >= 0) & (weights >= 0)
    persons.explain(rows, columns[:2], (first, second))
    itself = sound & (first == second)
    if itself.any():
        lines = [rows[n].line for n in np.flatnonzero(itself).tolist()]
        text = f"{source.file}: a person is paired with themselves on {lines_in_words(lines)}; it asks for nothing."
        notebook.note("reference-oneself", text)
    kept = np.flatnonzero(sound & ~itself)
    ends = np.sort(np.stack([first[kept], second[kept]], axis=1), axis=1)
    once = _once(ends, weights[kept], [rows[n].line for n in kept.tolist()], persons, columns[2], notebook)
    if int(weights[kept][once].sum()) > MOST_WEIGHT:
        hint = "Divide them all by the same number."
        notebook.problem(
            "pair-weight", f"the weights add up to more than {MOST_WEIGHT:,}", None, columns[2], None, hint
        )
    if notebook.has_problems:
        raise InputError(notebook.problems())
    return WeighedPairs(source.file, persons.ids, ends[once], weights[kept][once], (*source.notes, *notebook.notes()))


def _below_headings(source: Source, notebook: Notebook) -> tuple[Sequence[Row], tuple[Column, ...]]:
    """Return the rows that hold anything, and the columns of a, b and weight."""
    for at, row in enumerate(source.rows[:SEARCHED]):
        found = {squashed(cell): index for index, cell in reversed(list(enumerate(row.cells)))}
        if all(heading in found for heading in HEADINGS):
            columns = tuple(
                Column(
                    heading, row.cells[found[heading]].strip(), column_letter(found[heading]), (found[heading],), True
                )
                for heading in HEADINGS
            )
            rows = [row for row in source.rows[at + 1 :] if any(map(str.strip, row.cells))]
            return rows, columns
    hint = (
        "Its first row is: a,b,weight. Below it stands one pair a row: two people, by id or name, and a whole number."
    )
    notebook.problem("pair-headings", "has no headings a, b and weight", hint=hint)
    raise InputError(notebook.problems())


def _cells(rows: Sequence[Row], column: Column, number: Callable[[str], int]) -> _IntArray:
    """Return the number that each row's cell of a column stands for; equal cells are looked at once."""
    at = column.indices[0]
    texts = [row.cells[at] if at < len(row.cells) else "" for row in rows]
    numbers = {text: number(text) for text in dict.fromkeys(texts)}
    return np.array([numbers[text] for text in texts], dtype=np.int64)


def _weights(rows: Sequence[Row], column: Column, notebook: Notebook) -> _IntArray:
    """Return the weights, -1 where a cell holds none, which is written down."""

    def number(text: str) -> int:
        weight = as_weight(text)
        return -1 if weight is None else weight

    weights = _cells(rows, column, number)
    for n in np.flatnonzero(weights < 0).tolist():
        text = rows[n].cells[column.indices[0]].strip() if column.indices[0] < len(rows[n].cells) else ""
        says = "is not a whole number of 0 or more" if text else "the row has no weight"
        hint = "Write a whole number such as 3; fractions become whole when all weights are multiplied alike."
        notebook.problem("pair-weight", says, rows[n].line, column, text or None, hint)
    return weights


class _Persons:
    """Numbers for the people that cells name, and what is wrong with the cells that name none."""

    def __init__(self, people: People, notebook: Notebook) -> None:
        self._people = people
        self._notebook = notebook
        self._numbers: dict[str, int] = {}
        self._hints: dict[str, str] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the people named, by their numbers."""
        return tuple(self._numbers)

    def label(self, number: int) -> str:
        """Return what a person is called."""
        return self._people.by_id[self.ids[number]].label

    def number(self, text: str) -> int:
        """Return the number of whom a cell names, or -1 when that is not one person."""
        found = self._people.named(text.strip())
        return self._numbers.setdefault(found[0].id, len(self._numbers)) if len(found) == 1 else -1

    def explain(self, rows: Sequence[Row], columns: Sequence[Column], numbers: Sequence[_IntArray]) -> None:
        """Write down each cell that names nobody, or several."""
        for column, found in zip(columns, numbers, strict=True):
            for n in np.flatnonzero(found < 0).tolist():
                at = column.indices[0]
                text = rows[n].cells[at].strip() if at < len(rows[n].cells) else ""
                several = self._people.named(text)
                slug = "person-ambiguous" if several else "person-unknown"
                says = "is nobody on the list" if text else "the row names nobody"
                if several:
                    says = f"could be {len(several)} people, on {lines_in_words([one.line for one in several])}"
                hint = self._hint(text)
                self._notebook.problem(slug, says, rows[n].line, column, text or None, hint)

    def _hint(self, text: str) -> str:
        if text not in self._hints:
            self._hints[text] = self._new_hint(text)
        return self._hints[text]

    def _new_hint(self, text: str) -> str:
        if several := self._people.named(text):
            return f"Write the id: {listed((quoted(one.id) for one in several[:5]), last='or')}."
        words = (word for person in self._people for word in (person.name, person.id) if word)
        near = nearest(text, words, cutoff=0.7) if text and len(self._hints) < SUGGESTED else None
        return f"Did you mean {quoted(near)}?" if near else "Write a name or an id that is on the list."


def _once(
    ends: _IntArray, weights: _IntArray, lines: Sequence[int], persons: _Persons, column: Column, notebook: Notebook
) -> _IntArray:
    """Return which rows to keep so that each pair counts once; a second weight for a pair is written down."""
    codes = ends[:, 0] * (int(ends.max(initial=0)) + 1) + ends[:, 1]
    first: _IntArray
    _, first, which = np.unique(codes, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[which] != np.arange(len(codes))).tolist()
    equal: list[int] = []
    for n in again:
        kept = int(first[which[n]])
        if weights[n] == weights[kept]:
            equal.append(lines[n])
            continue
        pair = f"{persons.label(int(ends[n, 0]))} and {persons.label(int(ends[n, 1]))}"
        says = f"is another weight for {pair}, who weigh {weights[kept]} on line {lines[kept]}"
        notebook.problem("pair-twice", says, lines[n], column, str(weights[n]), "Keep one of the two rows.")
    if equal:
        said = counted(len(equal), "pair")
        stands = "stands there again with its weight" if len(equal) == 1 else "stand there again with their weights"
        notebook.note("pair-twice", f"{notebook.file}: {said} {stands}, on {lines_in_words(equal)}; each counts once.")
    return first
