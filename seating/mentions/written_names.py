"""Read the people that others name in the cells of a form: several in a cell, first names only, small errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seating.errors import Miss
from seating.mentions.resolver import Resolver
from seating.near_words import NearWords
from seating.profiles.columns import Column
from seating.profiles.names import given_part, without_title
from seating.profiles.near_names import NearNames
from seating.profiles.notebook import Notebook
from seating.profiles.people import People
from seating.profiles.person import Person, is_forgotten
from seating.wording import fold, is_blank_text, quoted, said, said_list

BETWEEN_NAMES = re.compile(r"\s*[,&+/]\s*(?:(?:and|y|e)\s+)?|\s+(?:and|y|e)\s+", re.IGNORECASE)
"""Separates people on the list in a text: Ana Kim, Ben Ode and Cleo Ruiz."""

SEPARATORS = re.compile(r"[;\n\r；]")

MOST_MEANT = 5
"""Maximum number of people that a note names because a text could mean each of them."""

MOST_COMPARED = 100_000
"""Maximum number of comparisons with similar names for the hints of one form."""


def split_cell(text: str) -> list[str]:
    """Return what a cell lists, separated by semicolons or line breaks."""
    return [item for part in SEPARATORS.split(text) if (item := part.strip())]


def split_names(text: str, resolver: Resolver) -> list[str]:
    """Return the names and descriptions in a cell.

    Semicolons and line breaks separate them. So do commas, "and" and the like, if at least two parts are people on
    the list, or each part is one or the given name of exactly one.
    """
    found: list[str] = []
    for item in (" ".join(each.split()) for each in split_cell(text)):
        parts = split_item(item)
        is_one = len(parts) < 2 or resolver.resolve_people(item)
        is_list = not is_one and (
            sum(bool(resolver.resolve_people(part)) for part in parts) > 1
            or (not resolver.people.from_organization(item) and all(_is_person(part, resolver) for part in parts))
        )
        found += parts if is_list else [item]
    return found


def _is_person(text: str, resolver: Resolver) -> bool:
    """Whether a text is a person on the list, or the given name of exactly one."""
    if resolver.resolve_people(text):
        return True
    given = fold(without_title(text))
    return (
        sum(fold(given_part(one.name)).split()[:1] == [given] for one in resolver.people.with_part_of_name(text)) == 1
    )


def split_item(item: str) -> list[str]:
    """Return what commas, "and" and the like separate in a name or a description."""
    return [part for each in BETWEEN_NAMES.split(item) if (part := each.strip())]


class WrittenNames:
    """Finds the people that the cells of a form name. Adds a note where that is not certain.

    Parameters
    ----------
    people : People
        The list.
    notebook : Notebook
        Of the form.
    """

    def __init__(self, people: People, notebook: Notebook) -> None:
        self.resolver = Resolver(people)
        self._notebook = notebook
        self._near_names = NearNames(people)
        self._near_words = NearWords(MOST_COMPARED)
        self._organizations = {fold(person.organization) for person in people}

    def split(self, text: str) -> list[str]:
        """Return the names and descriptions in a cell."""
        return split_names(text, self.resolver)

    def read(
        self, text: str, line: int, column: Column | None, *, asks_for_people: bool = False
    ) -> Iterator[tuple[str, Person | None]]:
        """Yield the names in a cell, with the person on the list.

        Parameters
        ----------
        text : str
            The cell.
        line : int
        column : Column or None
            The place for notes.
        asks_for_people : bool
            Whether only people and organizations are expected, so that anything else gets a note.

        Yields
        ------
        (str, Person or None)
            A text that is no person on the list, or a name that several people have, has no person.
        """
        for item in self.split(text):
            parts = split_item(item)
            is_list = len(parts) > 1 and not self.resolver.resolve_people(item) and all(map(self._may_mean, parts))
            for one in parts if is_list else [item]:
                if not is_blank_text(one) or self.resolver.resolve_people(one):
                    found = self.find(one, line, column, asks_for_people=asks_for_people)
                    yield (found.label, found) if isinstance(found, Person) else (one, None)

    def find(self, text: str, line: int, column: Column | None, *, asks_for_people: bool = False) -> Person | Miss:
        """Return the only person on the list that a text may mean, or the miss; add a note if that is not certain."""
        found = self.resolver.people.find(text, self._near_words)
        if isinstance(found, Person):
            return found
        answered = self.resolver.resolve_people(text)
        if len(answered) == 1:
            return answered[0]
        likely = None if found.is_ambiguous else self._likely(text)
        if likely is not None:
            says = said("is read as %(label)s, the only matching person on the list", label=quoted(likely.label))
            self._notebook.doubt("reference-read", says, line, column, text)
        elif found.is_ambiguous:
            self._notebook.doubt(found.slug, found.says, line, column, text, found.hint)
        elif asks_for_people and fold(text) not in self._organizations and not is_forgotten(text):
            meant = [person.label for person in self._near_names.list_meant(text)]
            if 1 < len(meant) <= MOST_MEANT:
                says = said("could be %(names)s, so it is kept as written", names=said_list(meant, last="or"))
                self._notebook.doubt("person-ambiguous", says, line, column, text, said("Write the whole name."))
                return found
            says = said("is neither a person nor an organization on the list, so it is kept as written")
            self._notebook.doubt(found.slug, says, line, column, text)
        return likely or found

    def _likely(self, text: str) -> Person | None:
        """Return the only person on the list whose name may be meant; an organization is no first name."""
        if fold(text) in self._organizations:
            return None
        return self._near_names.find(text) or self._near_names.suggest(text)

    def _may_mean(self, text: str) -> bool:
        return bool(self.resolver.resolve_people(text)) or self._likely(text) is not None
