"""Both sides of a column of relations, as people name them: funders, and the groups they fund."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from seating.mentions.word_table import WORDS, match_any, without_article
from seating.profiles import CANONICAL, People, Person
from seating.profiles.power_headings import Meaning, read_power
from seating.word_files import split_words
from seating.wording import fold


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a column of relations.

    Attributes
    ----------
    column : str
    people : tuple of Person
    who : mapping of str to Any
        The people as a `who` of a convening describes them.
    """

    column: str
    people: tuple[Person, ...]
    who: Mapping[str, Any]


def find_side(people: People, text: str) -> Side | None:
    """Return the people on the side of a relation that a text names; None if it names none, or the list has no column.

    Parameters
    ----------
    people : People
    text : str
    """
    named = fold(without_article(text))
    for words in WORDS["relations"].values():
        is_over = named in set(map(fold, split_words(words["over"])))
        they = rf"(?!.*\b(?:and|y)\b).*\b(?:they|ellos|ellas|que)\s+{match_any(split_words(words['verbs']))}"
        if is_over or named in set(map(fold, split_words(words["under"]))) or re.fullmatch(they, named):
            sides = (_read_side(people, column, is_over) for column in _list_columns(people, words["headings"]))
            return next((side for side in sides if side is not None), None)
    return None


def _list_columns(people: People, stems: str) -> Iterator[str]:
    """Yield the columns of the list's own whose heading has one of these parts of words."""
    begins = re.compile(rf"\b{match_any(split_words(stems))}", re.IGNORECASE)
    yield from (key for key, one in people.headings.items() if key not in CANONICAL and begins.search(one.text))


def _read_side(people: People, column: str, is_over: bool) -> Side | None:
    """Return the people of the rows with a cell, or those whom the cells name."""
    cells = dict.fromkeys(value for person in people for value in person.values(column))
    is_of_rows = is_over is not (read_power(people.headings[column].text) is Meaning.DEPENDS_ON)
    if is_of_rows:
        found = tuple(person for person in people if person.values(column))
        return Side(column, found, {column: list(cells)}) if found else None
    from_organizations = [(one, people.from_organization(one)) for one in cells]
    if organizations := {there[0].organization: there for _, there in from_organizations if there}:
        found = tuple(person for there in organizations.values() for person in there)
        return Side(column, found, {"organization": list(organizations)})
    named = {person.id: person for one in cells for person in people.named(one)}
    return Side(column, tuple(named.values()), {"name": [one.name for one in named.values()]}) if named else None
