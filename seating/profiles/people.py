"""The whole list: everybody on it, and what its columns were called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from seating.errors import Problem
from seating.profiles.aliases import ALIASES
from seating.profiles.person import Person
from seating.wording import fold, squashed

__all__ = ["Heading", "People"]


@dataclass(frozen=True, slots=True)
class Heading:
    """How the list calls a column: its heading as written, and its spreadsheet letter."""

    text: str
    letter: str


@dataclass(frozen=True)
class People:
    """Everybody on the list, in the order of its rows.

    Attributes
    ----------
    persons : tuple of Person
    headings : mapping of canonical column name (or a heading of the list's own) to Heading
    file : str
        The list's name, as messages show it.
    sha256 : str
        Of the bytes read.
    has_header_line : int
        The physical line of the headings.
    """

    persons: tuple[Person, ...]
    headings: Mapping[str, Heading] = field(default_factory=dict)
    file: str = "people"
    sha256: str = ""
    header_line: int = 1

    def __iter__(self) -> Iterator[Person]:
        return iter(self.persons)

    def __len__(self) -> int:
        return len(self.persons)

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """Each person under their id."""
        return {person.id: person for person in self.persons}

    @cached_property
    def _by_reference(self) -> Mapping[str, tuple[Person, ...]]:
        found: dict[str, list[Person]] = {}
        for person in self.persons:
            for key in {fold(person.id), fold(person.name)} - {""}:
                found.setdefault(key, []).append(person)
        return {key: tuple(persons) for key, persons in found.items()}

    def named(self, reference: str) -> tuple[Person, ...]:
        """Return whom an id or a name means: nobody, one person, or several of that name.

        An id as written wins over a name.
        """
        if reference in self.by_id:
            return (self.by_id[reference],)
        return self._by_reference.get(fold(reference), ())

    def column(self, name: str) -> str | None:
        """Return the canonical name of a column, found like a heading; None when the list lacks it."""
        if name in self.headings:
            return name
        wanted = squashed(name)
        for canonical, heading in self.headings.items():
            if wanted in {squashed(canonical), squashed(heading.text)}:
                return canonical
        alias = ALIASES.get(wanted)
        return alias if alias in self.headings else None

    def problem(
        self,
        person: Person,
        column: str | None,
        slug: str,
        says: str,
        value: str | None = None,
        hint: str | None = None,
    ) -> Problem:
        """Return a problem at the cell of `person` in `column`, a canonical name or a heading of the list's own."""
        heading = self.headings.get(column) if column is not None else None
        text = heading.text if heading else column
        return Problem(slug, says, self.file, person.line, text, heading.letter if heading else None, value, hint)

    def with_persons(self, persons: Iterable[Person]) -> People:
        """Return the same list with other persons."""
        return replace(self, persons=tuple(persons))
