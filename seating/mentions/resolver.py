"""The one resolver: what the list, the convening and its tables call things, so that a text has one meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from seating.errors import Miss
from seating.groups import tuples_by_key
from seating.mentions.descriptions import same_key
from seating.mentions.kinds_of_people import list_kind_columns
from seating.mentions.mention import Mention, MentionKind
from seating.mentions.word_table import AROUND_TABLE, BEFORE_TABLE, list_readings
from seating.profiles import CANONICAL, People, Person
from seating.profiles.heads import without_held_seats
from seating.profiles.sectors import sector_key
from seating.room.tables import Table, find_table
from seating.wording import fold, knows_language, language_key, squashed

NO_KINDS = frozenset({"interests", "duty"})
"""Columns whose values are no kinds of people: who is interested in a subject is not of a kind that has its name."""


class Resolver:
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
    columns : iterable of str, optional
        The columns whose values are kinds of people, the first ones first; by default the known ones and the list's
        own.

    Examples
    --------
    >>> people = People((Person(id="p1", name="Ana Kim", organization="River Bank", sector="labor"),))
    >>> resolver = Resolver(people, [("voice-1", "Night shift")])
    >>> texts = "ana kim", "the River Bank", "night shifts", "sindicatos", "a banker"
    >>> [resolver.resolve(text).kind.name for text in texts]
    ['PERSON', 'ORGANIZATION', 'VOICE', 'VALUE', 'UNKNOWN']
    """

    def __init__(
        self,
        people: People,
        voices: Iterable[tuple[str, str]] = (),
        former: People | None = None,
        tells: Callable[[str], bool] = lambda column: True,
        tables: Iterable[Table] = (),
        columns: Iterable[str] | None = None,
    ) -> None:
        self.people, self.tables = people, tuple(tables)
        self._former, self._tells = former or People(()), tells
        self._looked_at = None if columns is None else tuple(columns)
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
            A name that several people have means all of them. A value that means other people in another column of
            the list's own is unknown.
        """
        if text not in self._resolved:
            found, answer = self._resolve(text), self.answer(text)
            self._resolved[text] = replace(self._resolve(answer), text=text) if answer and not found.is_known else found
        return self._resolved[text]

    def resolve_people(self, text: str) -> tuple[Person, ...]:
        """Return the people whose name a text is, or whom the convener said that it means; () if there are none.

        Parameters
        ----------
        text : str
        """
        found, answer = self.people.named(text), self.answer(text)
        return self.people.named(answer) if answer and not found else found

    def answer(self, text: str) -> str:
        """Return what the convener said that a text means, an id or a name; "" for nothing.

        Parameters
        ----------
        text : str
        """
        return self.people.answers.get(fold(text), "") if self.people.answers else ""

    def resolve_table(self, text: str) -> Mention:
        """Return the table that a text means by its id, name or number, whatever stands around it.

        Parameters
        ----------
        text : str
        """
        table = self._find_table(text) or self._find_table(self.answer(text))
        if table is None:
            return Mention(text, MentionKind.UNKNOWN)
        return Mention(text, MentionKind.TABLE, (table.id,), name=table.label)

    def _find_table(self, text: str) -> Table | None:
        bare = AROUND_TABLE.sub("", text)
        for reading in dict.fromkeys((*list_readings(text), BEFORE_TABLE.sub("", text), bare)):
            found = find_table(reading, self.tables, by_number=True)
            if not isinstance(found, Miss):
                return found
        return next((one for one in self.tables if bare and fold(AROUND_TABLE.sub("", one.label)) == fold(bare)), None)

    def resolve_value(self, text: str, column: str) -> Mention:
        """Return the people that a text means by a value of one column.

        Parameters
        ----------
        text : str
        column : str
        """
        found = self._values.get(column, {}).get(COMPARED.get(column, same_key)(text), ())
        if not found:
            return Mention(text, MentionKind.UNKNOWN)
        values = list(dict.fromkeys(value for value, _ in found))
        ids = tuple(dict.fromkeys(person for _, person in found))
        who = language_key(values[0]) if column == "languages" else values[0] if len(values) == 1 else values
        return Mention(text, MentionKind.VALUE, ids, {column: who}, name=values[0])

    def _resolve(self, text: str) -> Mention:
        if named := self.people.named(text) or self._by_name.get(squashed(text), ()):
            return Mention(text, MentionKind.PERSON, _ids(named), self._describe(named), name=named[0].label)
        if voices := self._voices.get(same_key(text)):
            return Mention(text, MentionKind.VOICE, tuple(identity for identity, _ in voices), name=voices[0][1])
        there = without_held_seats(self.people.from_organization(text)) if self._tells("organization") else []
        if there:
            name = there[0].organization
            return Mention(text, MentionKind.ORGANIZATION, _ids(there), {"organization": name}, name=name)
        found = [one for column in self.columns if (one := self.resolve_value(text, column)).is_known]
        if found:
            is_own = not set(CANONICAL) & found[0].who.keys()
            is_unclear = is_own and len({frozenset(one.ids) for one in found}) > 1
            near = tuple(map(_write_value, found))
            return Mention(text, MentionKind.UNKNOWN, near=near) if is_unclear else found[0]
        gone = self._former.named(text)
        return Mention(text, MentionKind.PERSON if gone else MentionKind.UNKNOWN, _ids(gone))

    def _describe(self, named: tuple[Person, ...]) -> Mapping[str, str]:
        """Return the only person with a name as a `who` of a convening describes them; {} for several."""
        if len(named) != 1:
            return {}
        name = named[0].name
        return {"name": name} if name and len(self.people.spelled(name)) == 1 else {"id": named[0].id}

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Person, ...]]:
        return tuples_by_key((squashed(person.name), person) for person in self.people if person.name)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns whose values are kinds of people, the known ones first."""
        if self._looked_at is not None:
            return self._looked_at
        found = (one for one in list_kind_columns(self.people) if one not in NO_KINDS and self._tells(one))
        return tuple(one for one in found if not self._names_others(one))

    def _names_others(self, column: str) -> bool:
        """Whether cells of a column name people or organizations: who is funded by the city is not of a kind city."""
        values = dict.fromkeys(value for person in self.people for value in person.values(column))
        return any(self.people.named(value) or self.people.from_organization(value) for value in values)

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
        """The values as written with the ids of the guests who have them, by column and by the form compared."""
        guests = [person for person in without_held_seats(self.people) if person.duty is None]
        return {
            column: tuples_by_key(
                (COMPARED.get(column, same_key)(value), (value, person.id))
                for person in guests
                for value in person.values(column)
            )
            for column in self.columns
        }


def _sector_key(text: str) -> str:
    return same_key(sector_key(text))


def _language_key(text: str) -> str:
    return language_key(text) if knows_language(text) else same_key(text)


COMPARED: Mapping[str, Callable[[str], str]] = {"sector": _sector_key, "languages": _language_key}
"""How values are compared in columns whose words the program knows in several languages."""


def _write_value(found: Mention) -> str:
    """Return a column and its value, as it can be typed."""
    ((column, _),) = found.who.items()
    return f"{column}: {found.name}"


def _ids(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people)
