"""Cells that name other people, resolved to ids once everybody is known."""

from __future__ import annotations

from collections.abc import Iterable

from seating.profiles.columns import RELATIONS, Column
from seating.profiles.headings import Headings
from seating.profiles.notebook import Notebook, lines_in_words
from seating.profiles.people import People
from seating.profiles.person import Person
from seating.wording import fold, listed, nearest, quoted

__all__ = ["resolve_references"]

ASKS_FOR_ONESELF = {"with": "sits", "wishes": "sits"}
SUGGESTED = 50
"""Unknown names for which a likely one is looked for; the search through a long list takes time."""

LONG_LIST = 2_000


def resolve_references(people: People, headings: Headings, notebook: Notebook) -> People:
    """Return the people with ids in `with_`, `apart`, `wishes` and `avoids`, where names or ids were."""
    columns = [column for key in RELATIONS if (column := headings.column(key))]
    if not columns:
        return people
    resolver = _Resolver(people, notebook)
    persons = []
    for person in people:
        update = {}
        for column in columns:
            key = "with_" if column.key == "with" else column.key
            if named := getattr(person, key):
                update[key] = tuple(dict.fromkeys(resolver.ids(person, column, named)))
        persons.append(person.model_copy(update=update) if update else person)
    return people.with_persons(persons)


class _Resolver:
    """Finds whom a cell means, and writes down where it cannot."""

    def __init__(self, people: People, notebook: Notebook) -> None:
        self.people = people
        self.notebook = notebook
        self._left = SUGGESTED

    def ids(self, person: Person, column: Column, named: Iterable[str]) -> Iterable[str]:
        """Yield the id for each reference of one cell."""
        for reference in named:
            found = self.people.named(reference)
            if not found and "," in reference:
                yield from self._separated_by_commas(person, column, reference)
            elif len(found) == 1:
                yield from self._unless_oneself(person, column, reference, found[0])
            elif found:
                self._ambiguous(person, column, reference, found)
            else:
                self._unknown(person, column, reference)

    def _separated_by_commas(self, person: Person, column: Column, reference: str) -> Iterable[str]:
        parts = [part.strip() for part in reference.split(",") if part.strip()]
        found = [self.people.named(part) for part in parts]
        if not all(len(one) == 1 for one in found):
            self._unknown(person, column, reference)
            return
        says = f"is read as {listed(map(quoted, parts))}; separate people with ;"
        self.notebook.remark("comma-separated", says, person.line, column, reference)
        for part, (one,) in zip(parts, found, strict=True):
            yield from self._unless_oneself(person, column, part, one)

    def _unless_oneself(self, person: Person, column: Column, reference: str, found: Person) -> Iterable[str]:
        if found.id != person.id:
            yield found.id
        elif column.key in ASKS_FOR_ONESELF:
            says = "is this person; everybody sits with themselves, so it asks for nothing"
            self.notebook.remark("reference-oneself", says, person.line, column, reference)
        else:
            says = "is this person, and nobody can be apart from themselves"
            hint = "Name the other person, by name or id."
            self.notebook.problem("reference-oneself", says, person.line, column, reference, hint)

    def _ambiguous(self, person: Person, column: Column, reference: str, found: tuple[Person, ...]) -> None:
        says = f"could be {len(found)} people, on {lines_in_words([one.line for one in found])}"
        ids = dict.fromkeys(one.id for one in found[:5])
        hint = f"Write the id: {listed(map(quoted, ids), last='or')}."
        if len(ids) == 1:  # rows that are equal, which is a problem of its own
            hint = "Give these people ids, and write the one that is meant."
        self.notebook.problem("reference-ambiguous", says, person.line, column, reference, hint)

    def _unknown(self, person: Person, column: Column, reference: str) -> None:
        near = None
        if self._left:
            self._left -= 1
            near = nearest(reference, self._candidates(reference), cutoff=0.7)
        hint = f"Did you mean {quoted(near)}?" if near else "Write a name or an id that is on the list."
        self.notebook.problem("reference-unknown", "is nobody on the list", person.line, column, reference, hint)

    def _candidates(self, reference: str) -> Iterable[str]:
        """Return names and ids to look for a likely one in; on a long list only those that begin alike."""
        is_short = len(self.people) <= LONG_LIST
        start = fold(reference)[:2]
        for person in self.people:
            for text in (person.name, person.id):
                if text and (is_short or fold(text)[:2] == start):
                    yield text
