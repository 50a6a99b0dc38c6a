"""Resolve cells that name other people to ids, once all people are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from seating.errors import unknown_name
from seating.near_words import NearWords
from seating.profiles.cells.values import SEPARATORS
from seating.profiles.columns import RELATIONS, Column
from seating.profiles.duplicates import skeleton
from seating.profiles.headings.recognition import Headings
from seating.profiles.names import TITLES, name_words
from seating.profiles.notebook import Notebook
from seating.profiles.people import NOT_LISTED, WRITE_AS_LISTED, People
from seating.profiles.person import Person
from seating.wording import fold, message, quoted, said, said_count, said_first, said_list, squashed

ASKS_FOR_ONESELF = {"with": "sits", "wishes": "sits"}
WISHED = frozenset({"wishes", "avoids"})
"""Columns that other people fill in, if their heading is a question: what they write is no error of the convener."""

LONG_LIST = 2_000

NOBODY = name_words("nobody")
"""Texts in a cell of names that name no one."""

BETWEEN_PEOPLE: Mapping[str, str] = MappingProxyType(
    {"\n": r"[\r\n]+", "|": r"\|", ",": r",", "/": r"/", "&": r"(?<=\s)(?:and|und|et|y|e)(?=\s)|[&+,]"}
)
"""Separators of people in a cell, other than `;`, and their patterns."""

SURE = frozenset("\n|")
"""Separators that never occur within a name."""


def resolve_references(people: People, headings: Headings, notebook: Notebook) -> People:
    """Replace the names and ids in `with_`, `apart`, `wishes` and `avoids` by ids.

    Parameters
    ----------
    people : People
        Everyone on the list.
    headings : Headings
    notebook : Notebook
        Collects problems and notes.

    Returns
    -------
    People
        The same list with ids in these columns.
    """
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
    resolver.note_separators()
    return people.with_persons(persons)


class _Resolver:
    """Finds the people that a cell names, and records problems."""

    def __init__(self, people: People, notebook: Notebook) -> None:
        self.people = people
        self.notebook = notebook
        self.separated: dict[tuple[Column, str], list[str]] = {}
        self._near = NearWords()
        self._by_skeleton: dict[str, list[Person]] = {}
        self._by_word: dict[str, list[Person]] = {}
        self._found: dict[str, tuple[tuple[Person, ...], ...]] = {}
        self._exact: dict[str, Person | None] = {}
        for person in people:
            self._by_skeleton.setdefault(_bare(person.name), []).append(person)
            if person.is_companion and person.has_made_name:
                continue  # contains the name of another person
            words = fold(person.name.replace(",", " ")).split()
            for word in {*words[:1], *words[-1:], *([" ".join((words[0], words[-1][0]))] if len(words) > 1 else [])}:
                self._by_word.setdefault(word, []).append(person)

    def ids(self, person: Person, column: Column, named: Iterable[str]) -> Iterable[str]:
        """Yield the id for each reference of one cell."""
        for reference in named:
            if (one := self._exactly(reference)) is not None:
                yield from self._unless_oneself(person, column, reference, one)
                continue
            if not self.people.named(reference) and fold(reference).rstrip(".!") in NOBODY:
                self.notebook.remark("reference-nobody", "names no one", person.line, column, reference)
                continue
            if groups := self._meant(reference):
                if len({one.party.id if one.party else one.id for group in groups for one in group}) > 1 < len(groups):
                    self.separated.setdefault((column, "&"), []).append(reference)
                yield from self._each(person, column, reference, groups)
                continue
            separator, parts = self._parts(reference)
            if not separator:
                self._unknown(person, column, reference)
                continue
            self.separated.setdefault((column, separator), []).append(reference)
            for part in parts:
                if groups := self._meant(part):
                    yield from self._each(person, column, part, groups)
                elif fold(part) not in NOBODY:
                    self._unknown(person, column, part)

    def _exactly(self, reference: str) -> Person | None:
        """Return the only person that a text means if it is their id or name as written; the result is cached."""
        if reference not in self._exact:
            groups = self._meant(reference)
            is_one = len(groups) == 1 == len(groups[0]) and groups[0][0] in self.people.spelled(reference)
            self._exact[reference] = groups[0][0] if is_one else None
        return self._exact[reference]

    def _meant(self, reference: str) -> tuple[tuple[Person, ...], ...]:
        """Return the people that a text means; the result is cached."""
        if reference not in self._found:
            self._found[reference] = self._look_up(reference)
        return self._found[reference]

    def _look_up(self, reference: str) -> tuple[tuple[Person, ...], ...]:
        """Return one group for each person that a text means; () if it means no one.

        A group with several people is ambiguous. The text may be an exact id or name, the name of a row that stands for
        several people, the same words in another order or without accents, or a given name or surname alone.
        """
        if everyone := self.people.everyone(reference):
            return everyone
        alike = self._by_skeleton.get(_bare(reference)) or self._by_word.get(fold(reference).rstrip("."))
        if not alike:
            return ()
        parties = {person.party.id if person.party else person.id for person in alike}
        return ((alike[0],),) if len(parties) == 1 else (tuple(alike),)

    def _parts(self, reference: str) -> tuple[str, list[str]]:
        """Return the separator of the people in a text, and the parts; ("", []) if the text is one name."""
        for separator, pattern in BETWEEN_PEOPLE.items():
            parts = [part.strip() for part in re.split(pattern, reference) if part.strip()]
            if len(parts) < 2:
                continue
            pairs = [f"{last}, {first}" for last, first in zip(parts[::2], parts[1::2], strict=False)]
            if separator == "," and len(parts) % 2 == 0 and all(map(self._meant, pairs)):
                return separator, pairs
            if separator in SURE or any(map(self._meant, parts)):
                return separator, parts
        return "", []

    def _each(
        self, person: Person, column: Column, reference: str, groups: tuple[tuple[Person, ...], ...]
    ) -> Iterable[str]:
        for found in groups:
            if len(found) > 1:
                self._ambiguous(person, column, reference, found)
                continue
            (one,) = found
            if len(groups) == 1 and one not in self.people.spelled(reference) and not one.is_companion:
                says = said("is read as %(label)s, the only matching person on the list", label=quoted(one.label))
                self.notebook.remark("reference-read", says, person.line, column, reference)
            if len(groups) == 1 or one.id != person.id:
                yield from self._unless_oneself(person, column, reference, one)

    def note_separators(self) -> None:
        """Add notes about cells in which something other than `;` separates people."""
        for (column, separator), cells in self.separated.items():
            place = self.notebook.place_of(column)
            text = said_count(
                "%(place)s: in %(number)s cell, people are separated by %(separators)s: %(cell)s is read as "
                "%(people)s. A semicolon (;) is safer.",
                "%(place)s: in %(number)s cells, people are separated by %(separators)s: %(cell)s is read as "
                "%(people)s. A semicolon (;) is safer.",
                len(cells),
                place=place,
                separators=SEPARATORS[separator],
                cell=quoted(cells[0]),
                people=said_list(map(quoted, self._parts(cells[0])[1])),
            )
            slug = "comma-separated" if separator == "," else "values-split"
            shared = said("%(place)s: cells are split into several people.", place=place)
            self.notebook.note(slug, text, shared, column.key)

    def _unless_oneself(self, person: Person, column: Column, reference: str, found: Person) -> Iterable[str]:
        if found.id != person.id:
            yield found.id
        elif column.key in ASKS_FOR_ONESELF:
            says = said("is the person in this row, so it has no effect")
            self.notebook.remark("reference-oneself", says, person.line, column, reference)
        else:
            says = said("is the person in this row, and no one can be kept apart from themselves")
            hint = said("Write the other person’s name or id.")
            self.notebook.problem("reference-oneself", says, person.line, column, reference, hint)

    def _ambiguous(self, person: Person, column: Column, reference: str, found: tuple[Person, ...]) -> None:
        ids = dict.fromkeys(one.id for one in found[:5])
        form = message("%(name)s (%(id)s, line %(line)s)") if len(ids) > 1 else message("%(name)s (line %(line)s)")
        shown = said_first([said(form, name=quoted(one.label), id=one.id, line=one.line) for one in found], 5)
        says = said("could be %(number)s people: %(shown)s", number=len(found), shown=shown)
        hint = said("Write the id: %(shown)s.", shown=said_list(map(quoted, ids), last="or"))
        if len(ids) == 1:  # equal rows, which are reported separately
            hint = said("Give these people ids, and write the id of the person you mean.")
        self.notebook.problem("reference-ambiguous", says, person.line, column, reference, hint)

    def _unknown(self, person: Person, column: Column, reference: str) -> None:
        miss = unknown_name("person", NOT_LISTED, reference, self._candidates(reference), WRITE_AS_LISTED, self._near)
        if column.key in WISHED and squashed(column.heading) != column.key:
            says = said("%(text)s, so this has no effect", text=miss.says)
            self.notebook.doubt("reference-unknown", says, person.line, column, reference, miss.hint)
            return
        self.notebook.problem("reference-unknown", miss.says, person.line, column, reference, miss.hint)

    def _candidates(self, reference: str) -> Iterable[str]:
        """Return names and ids to compare for a hint; on a long list, only those that start with the same letters."""
        is_short = len(self.people) <= LONG_LIST
        return self._by_start.get(None if is_short else fold(reference)[:2], ())

    @cached_property
    def _by_start(self) -> Mapping[str | None, Sequence[str]]:
        """All names and ids, by their first two letters and, with the key None, together."""
        found: dict[str | None, list[str]] = {}
        for text in (text for person in self.people for text in (person.name, person.id) if text):
            found.setdefault(None, []).append(text)
            found.setdefault(fold(text)[:2], []).append(text)
        return found


def _bare(name: str) -> str:
    """Return the form in which names are compared, without titles."""
    return " ".join(word for word in skeleton(name).split() if word not in TITLES)
