"""The index: what the list and the convening call things, so that a text that is equal to a name has one meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from seating.groups import tuples_by_key
from seating.mentions.descriptions import same_key
from seating.mentions.directory import find_meant_table
from seating.mentions.kinds_of_people import list_kind_columns
from seating.mentions.mention import Mention, MentionKind
from seating.profiles import People, Person
from seating.profiles.heads import without_held_seats
from seating.profiles.sectors import sector_key
from seating.tables import Table
from seating.wording import fold, knows_language, language_key, squashed

NO_KINDS = frozenset({"interests", "duty"})
"""Columns whose values are no kinds of people: who is interested in a subject is not of a kind that has its name."""


class MentionIndex:
    """Resolves texts that are equal to a name, an id, an e-mail address or a value; all other texts are unknown.

    Case, spacing, accents, punctuation, articles and number do not matter.

    Parameters
    ----------
    people : People
        The list. A name on it comes before that of a voice, of an organization and of a value, in this order.
    voices : iterable of (str, str)
        The id of the requirement and the name of each voice, role and need.
    former : People, optional
        People of earlier lists, who are found if no one on the list has the name.
    tells : callable, optional
        Whether the reader may be told what follows from a column; by default all columns tell.
    tables : iterable of Table
        In the order of their numbers.

    Examples
    --------
    >>> people = People((Person(id="p1", name="Ana Kim", organization="River Bank", sector="labor"),))
    >>> index = MentionIndex(people, [("voice-1", "Night shift")])
    >>> texts = "ana kim", "the River Bank", "night shifts", "sindicatos", "a banker"
    >>> [index.resolve(text).kind.name for text in texts]
    ['PERSON', 'ORGANIZATION', 'VOICE', 'VALUE', 'UNKNOWN']
    """

    def __init__(
        self,
        people: People,
        voices: Iterable[tuple[str, str]] = (),
        former: People | None = None,
        tells: Callable[[str], bool] = lambda column: True,
        tables: Iterable[Table] = (),
    ) -> None:
        self._tables = tuple(tables)
        self._people, self._former, self._tells = people, former or People(()), tells
        self._voices = tuples_by_key((same_key(name), (identity, name)) for identity, name in voices)
        self._resolved: dict[str, Mention] = {}

    def resolve(self, text: str) -> Mention:
        """Return what a text means.

        Parameters
        ----------
        text : str
            As typed.

        Returns
        -------
        Mention
            A name that several people have means all of them.
        """
        if text not in self._resolved:
            found, answer = self._resolve(text), self._people.answers.get(fold(text))
            answered = found if found.is_known or answer is None else replace(self._resolve(answer), text=text)
            self._resolved[text] = answered
        return self._resolved[text]

    def resolve_table(self, text: str) -> Mention:
        """Return the table that a text means by its id, name or number.

        Parameters
        ----------
        text : str
        """
        table = find_meant_table(text, self._tables)
        if table is None:
            return Mention(text, MentionKind.UNKNOWN)
        return Mention(text, MentionKind.TABLE, (table.id,), name=table.label)

    def _resolve(self, text: str) -> Mention:
        if named := self._people.named(text) or self._by_name.get(squashed(text), ()):
            return Mention(text, MentionKind.PERSON, _ids(named), name=named[0].label)
        if voices := self._voices.get(same_key(text)):
            return Mention(text, MentionKind.VOICE, tuple(identity for identity, _ in voices), name=voices[0][1])
        there = without_held_seats(self._people.from_organization(text)) if self._tells("organization") else []
        if there:
            name = there[0].organization
            return Mention(text, MentionKind.ORGANIZATION, _ids(there), {"organization": name}, name=name)
        for column, key_of in self._columns.items():
            if found := self._by_value[column].get(key_of(text)):
                values = dict.fromkeys(value for value, _ in found)
                people = dict.fromkeys(person for _, person in found)
                return Mention(text, MentionKind.VALUE, tuple(people), {column: list(values)}, name=found[0][0])
        gone = self._former.named(text)
        return Mention(text, MentionKind.PERSON if gone else MentionKind.UNKNOWN, _ids(gone))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Person, ...]]:
        return tuples_by_key((squashed(person.name), person) for person in self._people if person.name)

    @cached_property
    def _columns(self) -> Mapping[str, Callable[[str], str]]:
        """The columns whose values are kinds of people, known ones first, with how their values are compared."""
        found = (one for one in list_kind_columns(self._people) if one not in NO_KINDS and self._tells(one))
        return {one: COMPARED.get(one, same_key) for one in found if not self._names_others(one)}

    def _names_others(self, column: str) -> bool:
        """Whether cells of a column name people or organizations: who is funded by the city is not of a kind city."""
        values = dict.fromkeys(value for person in self._people for value in person.values(column))
        return any(self._people.named(value) or self._people.from_organization(value) for value in values)

    @cached_property
    def _by_value(self) -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
        """The values as written with the ids of the guests who have them, by column and by the form compared."""
        guests = [person for person in without_held_seats(self._people) if person.duty is None]
        return {
            column: tuples_by_key(
                (key_of(value), (value, person.id)) for person in guests for value in person.values(column)
            )
            for column, key_of in self._columns.items()
        }


def _sector_key(text: str) -> str:
    return same_key(sector_key(text))


def _language_key(text: str) -> str:
    return language_key(text) if knows_language(text) else same_key(text)


COMPARED: Mapping[str, Callable[[str], str]] = {"sector": _sector_key, "languages": _language_key}
"""How values are compared in columns whose words the program knows in several languages."""


def _ids(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people)
