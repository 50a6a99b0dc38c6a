"""The directory: who and what a list has, by the names that a person may type for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from seating.errors import Miss
from seating.mentions.kinds_of_people import Group, KindsOfPeople, describe_missing, list_kind_columns
from seating.mentions.mention import Mention, MentionKind
from seating.mentions.nearness import MOST_NEAR, list_near
from seating.mentions.relations import Side, find_side
from seating.mentions.word_table import ANYONE_FROM, FROM, OR, SAID_OF_VALUES, list_readings, without_article
from seating.profiles import CANONICAL, People, Person
from seating.tables import Table, find_table
from seating.wording import fold, plural, singular, squashed

NO_VALUES = frozenset({"id", "name", "organization", "email", "phone", "attending", "listed", "with", "apart", "party"})
"""Columns whose cells tell no kind of people."""

YES = frozenset({"yes", "y", "x", "true", "1", "si", "sí"})
"""The cells of a column whose heading alone is a kind of people: veteran, yes."""

MOST_WORDS = 5
"""Maximum number of words of a value that is offered; a longer one is a remark."""

BEFORE_TABLE = re.compile(r"^(?:the\s+|las?\s+)?(?:tables?|mesas?)\s+", re.IGNORECASE)
"""What stands before the name or the number of a table: at table Capital, at tables 1 and 2."""

AROUND_TABLE = re.compile(
    r"^(?:the\s+|el\s+|l[ao]s?\s+)?(?:(?:tables?|mesas?)\s+)?|\s+(?:tables?|mesas?)$", re.IGNORECASE
)
"""What can stand around the name of a table, or be a part of it: the Garden table."""

NO = frozenset({"no", "n", "false", "0"})


class Directory:
    """Resolves typed texts against a list and its tables.

    Parameters
    ----------
    people : People
    tables : iterable of Table
        The tables in the order of their numbers.
    """

    def __init__(self, people: People, tables: Iterable[Table] = ()) -> None:
        self._people, self._tables = people, tuple(tables)
        self._resolved: dict[str, Mention] = {}
        self._listed: dict[str, Mention | None] = {}  # a text with several "or" or "from" has the same parts many times

    @cached_property
    def _kinds(self) -> Mapping[str, KindsOfPeople]:
        """What finds the people with a value, by column: the known columns first."""
        columns = dict.fromkeys((*list_kind_columns(self._people), *self._people.headings))
        return {one: KindsOfPeople(self._people, [one]) for one in columns if one not in NO_VALUES and self._tells(one)}

    def _tells(self, column: str) -> bool:
        """Whether a column tells more of people than a part of their name, as a column of last names does."""
        cells = ((person, value) for person in self._people for value in person.values(column))
        return any(f" {fold(value)} " not in f" {fold(person.name)} " for person, value in cells)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        """All names, organizations, and values that are no sentences."""
        named = (name for person in self._people for name in (person.name, person.organization) if name)
        values = (value for column in self._kinds for person in self._people for value in person.values(column))
        return tuple(dict.fromkeys((*named, *(value for value in values if len(value.split()) <= MOST_WORDS))))

    def resolve(self, text: str) -> Mention:
        """Return who is meant by a text. Whoever is not on the list is unknown, unless the text ends with "?".

        A question mark says that nobody on the list is meant, and that such people are missing.

        Parameters
        ----------
        text : str
            A person, an e-mail address, an organization, a value of any column, "people from" one of these, or a side
            of a column of relations.
        """
        text = text.strip(" .\"“”'")
        if text not in self._resolved:
            self._resolved[text] = self._resolve(text)
        return self._resolved[text]

    def _resolve(self, text: str) -> Mention:
        if text.endswith("?"):
            return self._resolve_missing(text.rstrip("? "))
        return self._find_listed(text) or Mention(text, MentionKind.UNKNOWN, near=self._list_near(text))

    @property
    def table_ids(self) -> tuple[str, ...]:
        """The ids of the tables, in their order."""
        return tuple(table.id for table in self._tables)

    def resolve_table(self, text: str) -> Mention:
        """Return the table that is meant by an id, a name or a number.

        Parameters
        ----------
        text : str
        """
        if (table := find_meant_table(text, self._tables)) is not None:
            return Mention(text, MentionKind.TABLE, (table.id,))
        return Mention(text, MentionKind.UNKNOWN, near=list_near(text, (table.label for table in self._tables)))

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
        for reading in dict.fromkeys((text, without_article(text))):
            if (found := self._find_name(text, reading)) is not None:
                return found
        if (side := find_side(self._people, text)) is not None:
            return _mention(text, side)
        if (found := self._find_kind_from(text)) is not None:
            return found
        for reading in list_readings(text):
            named = self._find_name(text, reading) if reading != text else None
            if (found := named or self._find_value(text, reading)) is not None:
                return found
        return self._find_either(text)

    def _find_either(self, text: str) -> Mention | None:
        """Return the mention of the people with one of two values of a column: from Heights or Old Town."""
        for found in OR.finditer(text):
            sides = self._find_listed(text[: found.start()]), self._find_listed(text[found.end() :])
            one, other = (None if side is None or len(side.who) != 1 else side for side in sides)
            if one is not None and other is not None and one.who.keys() == other.who.keys():
                ((column, first),) = one.who.items()
                values = [
                    value
                    for part in (first, other.who[column])
                    for value in ([part] if isinstance(part, str) else part)
                ]
                ids = tuple(dict.fromkeys((*one.ids, *other.ids)))
                return Mention(text, MentionKind.VALUE, ids, {column: list(dict.fromkeys(values))})
        return None

    def _find_name(self, text: str, reading: str) -> Mention | None:
        """Return the mention of the one person, or of the organization, with a name."""
        named = self._people.named(reading)
        if len(named) == 1:
            person = named[0]
            is_alone = bool(person.name) and len(self._people.spelled(person.name)) == 1
            who = {"name": person.name} if is_alone else {"id": person.id}
            return Mention(text, MentionKind.PERSON, (person.id,), who)
        if named:
            return Mention(text, MentionKind.UNKNOWN, near=tuple(map(self._people.label_apart, named)))
        if there := self._people.from_organization(reading):
            who = {"organization": there[0].organization}
            return Mention(text, MentionKind.ORGANIZATION, _ids(there), who)
        return None

    def _find_kind_from(self, text: str) -> Mention | None:
        """Return the mention of a kind of people from somewhere: decision makers from the county."""
        if ANYONE_FROM.match(text):
            return None
        for found in FROM.finditer(text):
            kind, origin = self.resolve(text[: found.start()]), self.resolve(text[found.end() :])
            if kind.is_on_list and origin.is_on_list and not kind.who.keys() & {"name", "id", *origin.who}:
                both = tuple(identity for identity in kind.ids if identity in origin.ids)
                return Mention(text, MentionKind.VALUE, both, {**kind.who, **origin.who})
        return None

    def _find_value(self, text: str, reading: str) -> Mention | None:
        """Return the mention of the people with a value; one that several columns of the list's own have is unknown."""
        column, colon, value = reading.partition(":")
        if colon and (key := self._people.column(column.strip())) is not None:
            group = KindsOfPeople(self._people, [key]).find(value.strip())
            return None if group is None else _mention(text, group)
        said = SAID_OF_VALUES.get(squashed(reading), reading)
        found = {column: group for column, kinds in self._kinds.items() if (group := kinds.find(said)) is not None}
        if not found:
            return self._find_ticked(text, reading)
        first = next(iter(found))
        if first not in CANONICAL and len({_ids(group.people) for group in found.values()}) > 1:
            return Mention(text, MentionKind.UNKNOWN, near=tuple(map(_write_value, found.values())))
        return _mention(text, found[first])

    def _find_ticked(self, text: str, reading: str) -> Mention | None:
        """Return the mention of the people who have "yes" in the column that a text names, such as veterans."""
        column = self.find_column(reading)
        if column is None or column in CANONICAL:
            return None
        cells = dict.fromkeys(value for person in self._people for value in person.values(column))
        ticked = [cell for cell in cells if fold(cell) in YES]
        if not ticked or not {fold(cell) for cell in cells} <= YES | NO:
            return None
        there = tuple(person for person in self._people if set(person.values(column)) & set(ticked))
        return Mention(text, MentionKind.VALUE, _ids(there), {column: ticked[0] if len(ticked) == 1 else ticked})

    def _resolve_missing(self, text: str) -> Mention:
        """Return the mention of those who are missing from the list, by the description that will find them."""
        for found in FROM.finditer(text):
            origin = self._find_listed(text[found.end() :])
            if origin is not None and origin.is_on_list and not ANYONE_FROM.match(text):
                kind = describe_missing(self._people, text[: found.start()])
                return Mention(text, MentionKind.VOICE, (), {**kind.who, **origin.who})
        return Mention(text, MentionKind.VOICE, (), describe_missing(self._people, text).who)

    def _list_near(self, text: str) -> tuple[str, ...]:
        """Return the names and values that a text may mean; if none are near, with the kind of people before them."""
        readings = list_readings(text)
        near = [one for reading in readings for one in list_near(reading, self._names)]
        if not near and (found := FROM.search(text)) is not None:
            origins = list_near(without_article(text[found.end() :]), self._names)
            whole = (f"{text[: found.start()]}{found.group()}{one}" for one in origins)
            near = [one for one in whole if self._find_listed(one) is not None] or list(origins)
        return tuple(dict.fromkeys(near))[:MOST_NEAR]


def find_meant_table(text: str, tables: Sequence[Table]) -> Table | None:
    """Return the table that a text means, with an article or the word table around it or without; None if none.

    Parameters
    ----------
    text : str
        An id, a name or a number.
    tables : sequence of Table
        In the order of their numbers.
    """
    bare = AROUND_TABLE.sub("", text)
    for reading in dict.fromkeys((*list_readings(text), BEFORE_TABLE.sub("", text), bare)):
        found = find_table(reading, tables, by_number=True)
        if not isinstance(found, Miss):
            return found
    return next((one for one in tables if fold(AROUND_TABLE.sub("", one.label)) == fold(bare)), None)


def _ids(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(person.id for person in people)


def _write_value(group: Group) -> str:
    """Return a column and its value, as it can be typed."""
    column, value = next(iter(group.who.items()))
    return f"{column}: {value if isinstance(value, str) else value[0]}"


def _mention(text: str, found: Group | Side) -> Mention:
    return Mention(text, MentionKind.VALUE, _ids(found.people), found.who)
