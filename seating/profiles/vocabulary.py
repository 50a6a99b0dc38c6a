"""Apply a vocabulary: the allowed values of a column and their other names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from seating.errors import Note, Problem
from seating.profiles.people import People
from seating.profiles.person import Asset, Person
from seating.profiles.privacy import SHOWABLE
from seating.wording import NearWords, counted, fold, listed, quoted

__all__ = ["apply_vocabulary"]

SHOWN_VALUES = 20
"""Maximum number of allowed or replaced values that a message lists."""


def apply_vocabulary(
    people: People, vocabulary: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> tuple[People, tuple[Note, ...], tuple[Problem, ...]]:
    """Replace each value by its allowed spelling.

    Parameters
    ----------
    people : People
    vocabulary : mapping of canonical column to mapping of allowed value to its other names

    Returns
    -------
    people : People
        The people with allowed values; a value that is not allowed stays unchanged.
    notes : tuple of Note
        The replacements, with the number of rows for each spelling.
    problems : tuple of Problem
        Each value that is not allowed, with its cell and the most likely value.
    """
    notes: list[Note] = []
    problems: list[Problem] = []
    for column, allowed in vocabulary.items():
        words = _Words(people, column, allowed)
        people = people.with_persons([words.applied(person) for person in people])
        notes += words.notes()
        problems += words.problems
    problems.sort(key=lambda problem: problem.line or 0)
    return people, tuple(notes), tuple(problems)


@dataclass
class _Words:
    """The vocabulary of one column, with the problems and replacements found while it is applied."""

    people: People
    column: str
    allowed: Mapping[str, tuple[str, ...]]
    problems: list[Problem] = field(default_factory=list)
    _near: NearWords = field(default_factory=NearWords)
    _replaced: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_fold = {fold(word): value for value, words in self.allowed.items() for word in words}
        self._by_fold.update({fold(value): value for value in self.allowed})  # an allowed value maps to itself

    def applied(self, person: Person) -> Person:
        """Return the person with this column's values in their allowed spellings."""
        update = self._update(person, lambda text: self._word(person, text))
        return person.model_copy(update=update) if update else person

    def _update(self, person: Person, word: Callable[[str], str]) -> dict[str, Any]:
        if self.column in person.own:
            values = tuple(dict.fromkeys(map(word, person.own[self.column])))
            return {} if values == person.own[self.column] else {"own": {**person.own, self.column: values}}
        match self.column:
            case "interests":
                areas = {word(area): score for area, score in person.interests.items()}
                return {} if areas == person.interests else {"interests": areas}
            case "assets":
                assets = tuple(Asset(group=asset.group, word=word(asset.word)) for asset in person.assets)
                return {} if assets == person.assets else {"assets": assets}
        values = getattr(person, self.column, ())
        if isinstance(values, tuple):
            found = tuple(dict.fromkeys(map(word, values)))
            return {} if found == values else {self.column: found}
        if type(values) is str and values:
            return {} if word(values) == values else {self.column: self._by_fold[fold(values)]}
        return {}

    def _word(self, person: Person, text: str) -> str:
        value = self._by_fold.get(fold(text))
        if value is None and self.column == "assets":  # any word is allowed; the vocabulary only lists synonyms
            return text
        if value is None:
            near = self._near.nearest(text, [word for value, words in self.allowed.items() for word in (value, *words)])
            hint = f"Did you mean {quoted(self._by_fold[fold(near)])}?" if near else self._all_allowed()
            says = "is not in the vocabulary of this column"
            self.problems.append(self.people.problem(person, self.column, "value-unknown", says, text, hint))
            return text
        if value != text:
            self._replaced[text, value] = self._replaced.get((text, value), 0) + 1
        return value

    def _all_allowed(self) -> str:
        shown = [*map(quoted, islice(self.allowed, SHOWN_VALUES))]
        if len(self.allowed) > SHOWN_VALUES:
            shown.append(f"{len(self.allowed) - SHOWN_VALUES:,} more")
        return f"It is one of {listed(shown, last='or')}."

    def notes(self) -> list[Note]:
        """Return one note about all replacements."""
        if not self._replaced:
            return []
        heading = self.people.headings.get(self.column)
        place = f"{self.people.file}: column {quoted(heading.text if heading else self.column)}"
        shown = [
            f"{quoted(text)} is {quoted(value)} ({counted(count, 'row')})"
            for (text, value), count in list(self._replaced.items())[:SHOWN_VALUES]
        ]
        if len(self._replaced) > SHOWN_VALUES:
            shown.append(f"{len(self._replaced) - SHOWN_VALUES} more")
        says = f"{place}: by the vocabulary, {listed(shown)}."
        shared = None if self.column in SHOWABLE else f"{place}: values are replaced by the vocabulary."
        return [Note("vocabulary-applied", says, shared, self.column)]
