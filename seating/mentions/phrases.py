"""Read what a convener types in an answer: a name with words around it, a kind of people from somewhere, or two kinds.

The words are taken away, and the resolver finds what the rest means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from seating.mentions.kinds_of_people import describe_missing, list_kind_columns, name_enterprise, name_language
from seating.mentions.mention import Mention, MentionKind
from seating.mentions.nearness import MOST_NEAR, list_near
from seating.mentions.relations import find_side
from seating.mentions.resolver import Resolver
from seating.mentions.word_table import ANYONE_FROM, FROM, OR, SAID_OF_VALUES, list_readings, without_article
from seating.profiles import CANONICAL, People
from seating.room.tables import Table
from seating.wording import fold, plural, singular, squashed

NO_VALUES = frozenset({"id", "name", "organization", "email", "phone", "attending", "listed", "with", "apart", "party"})
"""Columns whose cells tell no kind of people."""

YES = frozenset({"yes", "y", "x", "true", "1", "si", "sí"})
"""The cells of a column whose heading alone is a kind of people: veteran, yes."""

NO = frozenset({"no", "n", "false", "0"})

MOST_WORDS = 5
"""Maximum number of words of a value that is offered; a longer one is a remark."""


def list_told_columns(people: People) -> Iterator[str]:
    """Yield the columns whose values an answer may name, the known ones first.

    A column of last names tells no more of people than a part of their name.
    """
    for column in dict.fromkeys((*list_kind_columns(people), *people.headings)):
        cells = ((person, value) for person in people for value in person.values(column))
        if column not in NO_VALUES and any(f" {fold(value)} " not in f" {fold(one.name)} " for one, value in cells):
            yield column


class PhraseReader:
    """Reads answers to questions about people.

    Parameters
    ----------
    people : People
    tables : iterable of Table
        In the order of their numbers.
    """

    def __init__(self, people: People, tables: Iterable[Table] = ()) -> None:
        self._people = people
        self.resolver = Resolver(people, tables=tables, columns=list_told_columns(people))
        self._read: dict[str, Mention] = {}
        self._listed: dict[str, Mention | None] = {}  # a text with several "or" or "from" has the same parts many times

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """All names, organizations, and values that are no sentences."""
        named = (name for person in self._people for name in (person.name, person.organization) if name)
        values = (value for one in self.resolver.columns for person in self._people for value in person.values(one))
        return tuple(dict.fromkeys((*named, *(value for value in values if len(value.split()) <= MOST_WORDS))))

    def read(self, text: str) -> Mention:
        """Return who is meant by a text. Whoever is not on the list is unknown, unless the text ends with "?".

        A question mark means that nobody on the list is meant, and that such people are missing.

        Parameters
        ----------
        text : str
            A person, an e-mail address, an organization, a value of any column, "people from" one of these, or a side
            of a column of relations.
        """
        text = text.strip(" .\"“”'")
        if text not in self._read:
            is_missing = text.endswith("?")
            self._read[text] = self._read_missing(text.rstrip("? ")) if is_missing else self._read_listed(text)
        return self._read[text]

    def _read_listed(self, text: str) -> Mention:
        return self._find_listed(text) or Mention(text, MentionKind.UNKNOWN, near=self._list_near(text))

    def find_relation(self, text: str) -> str | None:
        """Return the column of relations of which a text names one side; None if it names none.

        Parameters
        ----------
        text : str
        """
        side = find_side(self._people, text)
        return None if side is None else side.column

    def find_column(self, text: str) -> str | None:
        """Return the column whose heading a text is, in the singular or the plural; None if it is none.

        Parameters
        ----------
        text : str
        """
        bare = without_article(text)
        found = (self._people.column(word) for word in (text, bare, singular(bare), plural(bare)))
        return next((column for column in found if column is not None), None)

    def _find_listed(self, text: str) -> Mention | None:
        """Return the mention of people on the list; None if nobody on it is meant, or several could be."""
        if text not in self._listed:
            self._listed[text] = self._look_up(text)
        return self._listed[text]

    def _look_up(self, text: str) -> Mention | None:
        readings = dict.fromkeys((text, without_article(text)))
        if equal := [found for reading in readings if (found := self._resolve(text, reading)) is not None]:
            return next((found for found in equal if found.is_one_name), equal[0])
        if (side := find_side(self._people, text)) is not None:
            return Mention(text, MentionKind.VALUE, tuple(person.id for person in side.people), side.who)
        if (found := self._find_kind_from(text)) is not None:
            return found
        for reading in list_readings(text):
            if (found := self._find_reading(text, reading)) is not None:
                return found
        return self._find_either(text)

    def _resolve(self, text: str, reading: str) -> Mention | None:
        """Return what one way to read a text means; a name of several people is unknown."""
        found = self.resolver.resolve(reading)
        if found.kind is MentionKind.PERSON and len(found.ids) > 1:
            labels = (self._people.label_apart(self._people.by_id[one]) for one in found.ids)
            return Mention(text, MentionKind.UNKNOWN, near=tuple(labels))
        return Mention(text, found.kind, found.ids, found.who, found.near) if found.is_known or found.near else None

    def _find_reading(self, text: str, reading: str) -> Mention | None:
        """Return what a text means without the words around it, by a heading, or by other words for the same people."""
        column, colon, value = reading.partition(":")
        if colon and (key := self._people.column(column.strip())) is not None:
            found = self.resolver.resolve_value(value.strip(), key)
            return Mention(text, found.kind, found.ids, found.who) if found.is_known else None
        said = SAID_OF_VALUES.get(squashed(reading), "")
        for word in filter(None, (reading, said, name_language(reading), name_enterprise(reading))):
            known = self._resolve(text, word)
            if known is not None and (word == reading or known.kind is MentionKind.VALUE):
                return known
        return self._find_ticked(text, reading)

    def _find_either(self, text: str) -> Mention | None:
        """Return the mention of the people with one of two values of a column: from Heights or Old Town."""
        for found in OR.finditer(text):
            sides = self._find_listed(text[: found.start()]), self._find_listed(text[found.end() :])
            one, other = (None if side is None or len(side.who) != 1 else side for side in sides)
            if one is not None and other is not None and one.who.keys() == other.who.keys():
                ((column, first),) = one.who.items()
                values = [*_as_list(first), *_as_list(other.who[column])]
                ids = tuple(dict.fromkeys((*one.ids, *other.ids)))
                return Mention(text, MentionKind.VALUE, ids, {column: list(dict.fromkeys(values))})
        return None

    def _find_kind_from(self, text: str) -> Mention | None:
        """Return the mention of a kind of people from somewhere: decision makers from the county."""
        if ANYONE_FROM.match(text):
            return None
        for found in FROM.finditer(text):
            kind, origin = self._find_listed(text[: found.start()]), self._find_listed(text[found.end() :])
            if kind is None or origin is None or not (kind.is_on_list and origin.is_on_list):
                continue
            if not kind.who.keys() & {"name", "id", *origin.who}:
                both = tuple(identity for identity in kind.ids if identity in origin.ids)
                return Mention(text, MentionKind.VALUE, both, {**kind.who, **origin.who})
        return None

    def _find_ticked(self, text: str, reading: str) -> Mention | None:
        """Return the mention of the people who have "yes" in the column that a text names, such as veterans."""
        column = self.find_column(reading)
        if column is None or column in CANONICAL:
            return None
        cells = dict.fromkeys(value for person in self._people for value in person.values(column))
        ticked = [cell for cell in cells if fold(cell) in YES]
        if not ticked or not {fold(cell) for cell in cells} <= YES | NO:
            return None
        there = tuple(person.id for person in self._people if set(person.values(column)) & set(ticked))
        return Mention(text, MentionKind.VALUE, there, {column: ticked[0] if len(ticked) == 1 else ticked})

    def _read_missing(self, text: str) -> Mention:
        """Return the mention of those who are missing from the list, by the description that will find them."""
        for found in FROM.finditer(text):
            origin = self._find_listed(text[found.end() :])
            if origin is not None and origin.is_on_list and not ANYONE_FROM.match(text):
                who: Mapping[str, Any] = describe_missing(self._people, text[: found.start()])
                return Mention(text, MentionKind.VOICE, (), {**who, **origin.who})
        return Mention(text, MentionKind.VOICE, (), describe_missing(self._people, text))

    def _list_near(self, text: str) -> tuple[str, ...]:
        """Return the names and values that a text may mean; if none are near, with the kind of people before them."""
        readings = list_readings(text)
        near = [one for reading in readings for one in list_near(reading, self._names)]
        if not near and (found := FROM.search(text)) is not None:
            origins = list_near(without_article(text[found.end() :]), self._names)
            whole = (f"{text[: found.start()]}{found.group()}{one}" for one in origins)
            near = [one for one in whole if self._find_listed(one) is not None] or list(origins)
        return tuple(dict.fromkeys(near))[:MOST_NEAR]


def _as_list(values: str | list[str]) -> list[str]:
    return [values] if isinstance(values, str) else values
