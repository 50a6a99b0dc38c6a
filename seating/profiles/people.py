"""The whole list, with its people and headings, and descriptions that select some of its people.

A description is `{column: value}`, `{column: [any, of, these]}` or `not: {…}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import Any

from pydantic import BaseModel, ConfigDict, ModelWrapValidatorHandler, ValidationInfo, model_serializer, model_validator

from seating.errors import InvalidValueError, Miss, Problem, ambiguous_name, unknown_name
from seating.groups import group_by_key, tuples_by_key
from seating.near_words import NearWords
from seating.profiles.addresses import find_address
from seating.profiles.columns import ALIASES, CANONICAL, DEPUTY_HEADINGS, Column
from seating.profiles.fixed_words import as_known
from seating.profiles.name_cells.reader import read_name_cell
from seating.profiles.names import put_first_name_first, without_title
from seating.profiles.person import NOT_APPLICABLE, Person, is_forgotten
from seating.wording import (
    fold,
    message,
    plural,
    said,
    said_joined,
    said_language,
    said_list,
    singular,
    squashed,
    value_key,
    whole_number,
)

NOT_LISTED = said("is not on the list")
WRITE_AS_LISTED = said("Write an id or a name as it appears on the list.")


APART = re.compile(r"(?P<name>.+) \((?P<more>(?:[^()]|\([^()]*\))+)\)")
"""A name as pages tell people of equal names apart; the organization can have parentheses of its own."""

OFFICE = re.compile(
    r"(?:the |la |el )?(?P<one>[^’']+)[’']s office|(?:the )?office of (?:the )?(?P<other>.+)", re.IGNORECASE
)
"""Matches the office of a person whose name on the list may be the title alone."""

_ARTICLE = re.compile(r"^(?:the|a|an|el|la|los|las)\s+", re.IGNORECASE)

_AND = re.compile(r"\s(?:and|y|e|et|und)\s", re.IGNORECASE)


def _organization_key(name: str) -> str:
    """Return a form in which organizations are compared: without an article, and Feed and Seed is Feed & Seed."""
    return squashed(_AND.sub(" ", _ARTICLE.sub("", name.strip(), count=1)))


def _bare_name(name: str) -> str:
    """Return a name without titles, folded; "" if a single word is left, which may be a title itself."""
    bare = fold(without_title(name))
    return bare if " " in bare else ""


def _office_key(name: str) -> str:
    """Return a title and a surname, folded and without periods: Dr Lund is Dr. Lund."""
    return fold(name).replace(".", "")


@lru_cache(maxsize=1 << 16)  # the pages ask for each text on a chart several times
def _keys_of(reference: str) -> tuple[str, str, str]:
    """Return an id or a name, folded: as written, with the first name first, and that without titles."""
    first_name_first = put_first_name_first(reference)
    return fold(reference), fold(first_name_first), _bare_name(first_name_first)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column as written in the list, and its spreadsheet letter."""

    text: str
    letter: str


@dataclass(frozen=True)
class People:
    """All people on the list, in the order of its rows.

    Attributes
    ----------
    persons : tuple of Person
    headings : mapping of str to Heading
        By canonical column name, or by the heading of a custom column.
    file : str
        The name of the list, as messages show it.
    sha256 : str
        Hash of the bytes read.
    header_line : int
        The physical line of the headings.
    columns : tuple of Column
        All columns in the order of the sheet, including several with the same meaning.
    rows : int
        The number of rows of the file that stand for people. Walk-ins and added people are in none. 0 if it is not
        known.
    titles : tuple of str
        The texts of the rows above the headings.
    is_sideways : bool
        Whether the list is written sideways: the line of a person is the number of their column.
    answers : mapping of str to str
        What the convener said that texts mean: an id or a name, by the folded text.
    """

    persons: tuple[Person, ...]
    headings: Mapping[str, Heading] = field(default_factory=dict)
    file: str = "people"
    sha256: str = ""
    header_line: int = 1
    columns: tuple[Column, ...] = ()
    rows: int = 0
    titles: tuple[str, ...] = ()
    is_sideways: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Person]:
        return iter(self.persons)

    def __len__(self) -> int:
        return len(self.persons)

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        """Each person by id."""
        return {person.id: person for person in self.persons}

    @cached_property
    def on_list(self) -> Mapping[str, Person]:
        """Each person by id, without those who were forgotten: a saved list still has a row that stands for them."""
        return {person.id: person for person in self.persons if not is_forgotten(person.id)}

    @cached_property
    def held(self) -> Mapping[str, Person]:
        """Each held seat by id."""
        return {person.id: person for person in self.persons if person.is_held}

    @cached_property
    def _by_reference(self) -> Mapping[str, tuple[Person, ...]]:
        found = group_by_key(
            (key, person) for person in self.persons for key in {fold(person.id), fold(person.name)} - {""}
        )
        for members in self.parties.values():
            if (row := members[0].party) is not None and row.name:
                found.setdefault(fold(row.name), [members[0]])
        return {key: tuple(persons) for key, persons in found.items()}

    @cached_property
    def _by_address(self) -> Mapping[str, tuple[Person, ...]]:
        """The people by their e-mail addresses, and by ids that are addresses."""
        return tuples_by_key(
            (address, person)
            for person in self.persons
            for address in dict.fromkeys((find_address(person.email), find_address(person.id)))
            if address
        )

    @cached_property
    def _by_bare_name(self) -> Mapping[str, tuple[Person, ...]]:
        """The people by their names without titles and offices; a name of one word is not among them."""
        return tuples_by_key((bare, person) for person in self.persons if (bare := _bare_name(person.name)))

    @cached_property
    def _by_office(self) -> Mapping[str, tuple[Person, ...]]:
        """The people by their titles and offices with the last word of their name: Commissioner Lund."""
        found: dict[str, list[Person]] = {}
        for person in self.persons:
            bare = without_title(person.name)
            if " " in bare and bare != person.name and person.name.endswith(bare):
                office = person.name.removesuffix(bare)
                found.setdefault(_office_key(office + bare.split()[-1]), []).append(person)
        return {name: tuple(persons) for name, persons in found.items()}

    @cached_property
    def _by_part_of_name(self) -> Mapping[str, tuple[Person, ...]]:
        words = ((set(map(squashed, without_title(person.name).split())), person) for person in self.persons)
        return tuples_by_key((word, person) for each, person in words for word in each - {""})

    def with_part_of_name(self, text: str) -> tuple[Person, ...]:
        """Return the people who have a text as their whole name, or a single word as their given name or surname.

        A title can stand before the word. A word that begins with a small letter is a description: a baker is not a
        person called Baker. The Mayor's office is the one person whose name is the title.
        """
        if whole := self.named(text):
            return whole
        office = OFFICE.fullmatch(text.strip())
        part = without_title(office["one"] or office["other"] if office else text)
        is_name = len(part.split()) == 1 and not part.strip()[0].islower()
        return self._by_part_of_name.get(squashed(part), ()) if is_name else ()

    @cached_property
    def parties(self) -> Mapping[str, tuple[Person, ...]]:
        """The people of each row that stands for several people, in order, by the id of the row."""
        return tuples_by_key((person.party.id, person) for person in self.persons if person.party is not None)

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """The organizations of the people as written, each once."""
        return tuple(dict.fromkeys(person.organization for person in self.persons if person.organization))

    @cached_property
    def _by_organization(self) -> Mapping[str, tuple[Person, ...]]:
        return tuples_by_key(
            (key, person) for person in self.persons if (key := _organization_key(person.organization))
        )

    def from_organization(self, name: str) -> tuple[Person, ...]:
        """Return the people from an organization, whatever the article, case, accents and punctuation of its name."""
        return self._by_organization.get(_organization_key(name), ())

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, bool], int]:
        """The number of a person among those with the same name, or the same name and organization, in list order."""
        found: dict[tuple[str, bool], int] = {}
        for by_organization in (True, False):
            alike: dict[tuple[str, str], list[str]] = {}
            for person in self.persons:
                if person.name and person.listed:
                    organization = fold(person.organization) if by_organization else ""
                    alike.setdefault((fold(person.name), organization), []).append(person.id)
            for ids in alike.values():
                if len(ids) > 1:
                    found |= {(identity, by_organization): number for number, identity in enumerate(ids, start=1)}
        return found

    @property
    def is_party(self) -> bool:
        """Whether no one on the list represents anything, as at a wedding or a dinner."""
        return not any(one.organization or one.sector or one.representative_type for one in self.persons)

    def number_of(self, person: Person, *, by_organization: bool) -> int:
        """Return the number that tells a person from others of the same name; 0 if there are none.

        Parameters
        ----------
        person : Person
        by_organization : bool
            Whether an organization stands beside the name, so that only people of the same one are numbered. People
            with `listed: no` are not counted, because others must not learn of them.
        """
        return self._numbers.get((person.id, by_organization), 0)

    def named(self, reference: str) -> tuple[Person, ...]:
        """Return the people with this id, name or e-mail address: none, one, or several with the same name.

        An exact id takes precedence over a name, and a name over an address. The name of a row of several people means
        the first of them. Titles and offices before a name matter only if the list has the same name with and without
        them. A title with a surname is enough: Commissioner Lund is Commissioner Vera Lund. People of equal names are
        found as pages tell them apart: Ana Soto (Oak Fund), or Ana Soto (2).
        """
        key, _, bare = _keys_of(reference)
        found = self.spelled(reference) or self._by_bare_name.get(bare) or self._by_office.get(_office_key(key), ())
        return found or self._told_apart(reference)

    def _told_apart(self, reference: str) -> tuple[Person, ...]:
        """Return those of several people with a name whose organization or number stands in parentheses after it.

        The name as `label_apart` writes it takes precedence: pages without organizations count people otherwise.
        """
        if as_printed := self._by_label_apart.get(fold(reference), ()):
            return as_printed
        apart = APART.fullmatch(reference)
        alike = () if apart is None else self.spelled(apart["name"])
        if apart is None or len(alike) < 2:
            return ()
        more = fold(apart["more"])
        number = whole_number(more, 6)
        first_name_first = self._by_label_apart.get(fold(f"{alike[0].label} ({more})"), ())
        of_it = tuple(one for one in alike if fold(one.organization) == more)
        numbered = tuple(one for one in alike if number and number == self.number_of(one, by_organization=False))
        return first_name_first or of_it or numbered

    @cached_property
    def _by_label_apart(self) -> Mapping[str, tuple[Person, ...]]:
        """The people whose names others have too, by their names as `label_apart` writes them."""
        shared = (person for person in self.persons if self.number_of(person, by_organization=False))
        return tuples_by_key((fold(self.label_apart(person)), person) for person in shared)

    def label_apart(self, person: Person) -> str:
        """Return the name of a person; with the organization or a number if others on the list have the same name."""
        if not self.number_of(person, by_organization=False):
            return person.label
        more = self.number_of(person, by_organization=True) or person.organization
        return said_joined([person.label, f"({more})"], " ") if more else person.label

    def spelled(self, reference: str) -> tuple[Person, ...]:
        """Return the people with this id, name or e-mail address, as `named` does, but with titles and offices."""
        if reference in self.by_id:
            return (self.by_id[reference],)
        key, first_name_first, _ = _keys_of(reference)
        found = self._by_reference.get(key, ()) or self._by_reference.get(first_name_first, ())
        return found or self._by_address.get(find_address(reference), ())

    def deputies_of(self, person: Person, private: Collection[str] = ()) -> tuple[Person | str, ...]:
        """Return who comes if a person cannot, by the column of deputies; the text where no one person has that name.

        Parameters
        ----------
        person : Person
        private : collection of str
            Columns that are not read.
        """
        columns = (c for c, heading in self.headings.items() if squashed(heading.text) in DEPUTY_HEADINGS)
        named = (text for column in columns if column not in private for text in person.values(column))
        found = ((text, self.named(text)) for text in named)
        return tuple(people[0] if len(people) == 1 else text for text, people in found)

    def everyone(self, reference: str) -> tuple[tuple[Person, ...], ...]:
        """Return the people that an id, a name or the name of several people means; for each, the result of `named`.

        "The Fox family" and "Ana & Ben Smith" mean all people of the row with that name, or the people
        with these names.
        """
        named = self.named(reference)
        party = named[0].party if len(named) == 1 else None
        if party is not None and fold(party.name) == fold(reference) != fold(named[0].name):
            return tuple((member,) for member in self.parties[party.id])
        if named:
            return (named,)
        meant = read_name_cell(reference)
        if meant.family:
            beginning = f"{fold(meant.family)} "
            of_family = [p for p in self.persons if fold(p.name).removeprefix(beginning).isdecimal() and p.id != p.name]
            return tuple((p,) for p in of_family if fold(p.name).startswith(beginning))
        found = tuple(self.named(name) for name in meant.names) if len(meant.names) > 1 else ()
        return found if all(found) else ()

    def find(self, reference: str, near_words: NearWords | None = None) -> Person | Miss:
        """Return the one person with this id or name, or a `Miss`.

        Parameters
        ----------
        reference : str
        near_words : NearWords, optional
            Limits the comparisons with similar names over many references.
        """
        named = self.named(reference)
        return named[0] if len(named) == 1 else self._miss(reference, named, near_words)

    def find_each(
        self,
        reference: str,
        among: Collection[str] = (),
        near_words: NearWords | None = None,
        organization: str = "",
    ) -> tuple[Person, ...] | Miss:
        """Return the people that an id, a name or the name of a row of several people means, or a `Miss`.

        Parameters
        ----------
        reference : str
        among : collection of str
            Ids of people who take precedence over others of the same name.
        near_words : NearWords, optional
            As for `find`.
        organization : str
            The organization beside the name, which tells people of one name apart.
        """
        groups = [tuple(one for one in group if one.id in among) or group for group in self.everyone(reference)]
        wanted = fold(organization)
        if wanted:
            groups = [tuple(one for one in group if fold(one.organization) == wanted) or group for group in groups]
        several = next((group for group in groups if len(group) > 1), ())
        if several or not groups:
            return self._miss(reference, several, near_words)
        return tuple(person for (person,) in groups)

    def _miss(self, reference: str, named: Sequence[Person], near_words: NearWords | None) -> Miss:
        if named:
            says = said("is the name of %(number)s people on the list", number=len(named))
            return ambiguous_name("person", says, {person.id: person.line for person in named})
        names = (word for person in self for word in (person.name, person.id) if word)
        return unknown_name("person", NOT_LISTED, reference, names, WRITE_AS_LISTED, near_words)

    def column(self, name: str) -> str | None:
        """Return the canonical name of a column, looked up like a heading; None if the list lacks the column."""
        if name in self.headings:
            return name
        wanted = squashed(name)
        for canonical, heading in self.headings.items():
            if wanted in {squashed(canonical), squashed(heading.text)}:
                return canonical
        for one in self.columns:  # several columns may have the same meaning
            if squashed(one.heading) == wanted and one.key in self.headings:
                return one.key
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
        """Return a problem in the cell of a person.

        Parameters
        ----------
        person : Person
            The person whose row contains the cell.
        column : str or None
            A canonical name or the heading of a custom column.
        slug, says : str
            The name of the problem, and what is wrong without the location and a final period.
        value : str, optional
            The value as written.
        hint : str, optional
            What to write instead, as a sentence.
        """
        heading = self.headings.get(column) if column is not None else None
        text = heading.text if heading else column
        return Problem(slug, says, self.file, person.line, text, heading.letter if heading else None, value, hint)

    def with_persons(self, persons: Iterable[Person]) -> People:
        """Return the same list with its people replaced by `persons`."""
        return replace(self, persons=tuple(persons))


SAID = {
    "interests": message("whose interests include %(values)s"),
    "assets": message("who can bring %(values)s"),
    "needs": message("whose needs include %(values)s"),
    "languages": message("who speak %(values)s"),
    "speaks_to": message("who can speak to %(values)s"),
    "duty": message("who serve as %(values)s"),
    "representative_type": message("who are %(values)s"),
    "organization": message("who are from %(values)s"),
}
"""Phrases for columns where "whose … is" would be incomplete or sound wrong, in English or translated."""

SAID_OF_ONE: Mapping[str, str] = SAID | {
    "languages": message("who speaks %(values)s"),
    "duty": message("who serves as %(values)s"),
    "representative_type": message("who is a %(values)s"),
    "organization": message("who is from %(values)s"),
}
"""The same phrases for one person."""


SPOKEN_TO: Mapping[str, str] = {"program": message("programs"), "resource": message("resources")}
"""What people speak to, where the word of the column does not read in a sentence."""


MOST_EXAMPLES = 1_000
"""Maximum number of combinations of values that `Who.example` tries."""


def as_word(value: Any) -> str:
    """Return a value of a convening as the list would spell it: true and false become yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


class Who(BaseModel):
    """A description of people. All keys must match; for each key, any one of its values.

    It is built from a mapping in a convening. If the validation context has a function `column` (name ->
    canonical name, raising ValueError with a suggestion), that function resolves the column names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    columns: Mapping[str, tuple[str, ...]] = {}
    not_: Who | None = None

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: Any, _: ModelWrapValidatorHandler[Who], info: ValidationInfo) -> Who:
        if isinstance(value, Who):
            return value
        if not isinstance(value, Mapping) or not value:
            raise InvalidValueError(
                said("`who` must select people by column"),
                said("Write, for example, {sector: government}. To exclude people, write `not: {…}`."),
            )
        find: Callable[[str], str] = (info.context or {}).get("column", str)
        columns: dict[str, tuple[str, ...]] = {}
        without: Who | None = None
        for key, wanted in value.items():
            if key == "not":
                without = Who.model_validate(wanted, context=info.context)
                continue
            values = wanted if isinstance(wanted, list | tuple) else (wanted,)
            if not values or any(v is None or isinstance(v, Mapping | list | tuple) for v in values):
                raise InvalidValueError(said("`%(key)s` needs a value or a list of values", key=key))
            column = find(str(key))
            columns[column] = tuple(as_known(column, as_word(v)) for v in values)
        # Do not call the handler: inside another model it would recurse into this validator.
        return cls.model_construct(columns=columns, not_=without)

    @model_serializer
    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = {k: v[0] if len(v) == 1 else list(v) for k, v in self.columns.items()}
        if self.not_ is not None:
            plain["not"] = self.not_._plain()
        return plain

    @cached_property
    def _folded(self) -> tuple[tuple[str, frozenset[str]], ...]:
        return tuple(
            (column, frozenset(value_key(column, value) for value in values)) for column, values in self.columns.items()
        )

    def matches(self, person: Person) -> bool:
        """Whether the description fits this person; False for companions: a row's cells do not describe them."""
        return not person.is_companion and self._describes(person)

    def is_known_of(self, companion: Person) -> bool:
        """Whether what is known of a companion decides that the description fits.

        The list knows of companions what a cell tells of all people of a row, such as their languages.
        """
        named = {*self.columns, *(self.not_.columns if self.not_ is not None else ())}
        return not any(is_blank(companion, column) for column in named) and self._describes(companion)

    def _describes(self, person: Person) -> bool:
        """Whether the cells of a person fit."""
        for column, wanted in self._folded:
            if wanted.isdisjoint(_comparable(person, column)):
                return False
        return self.not_ is None or not self.not_._describes(person)

    @property
    def complement(self) -> Who | None:
        """The description that fits everyone else, if this one consists of `not` alone; else None."""
        return None if self.columns else self.not_

    def could_be(self, person: Person) -> bool:
        """Whether the description could fit once blank cells are filled: all filled cells fit and some are blank.

        `n/a` counts as filled. Blank cells of columns inside `not` are ignored: a person is ruled out only if `not`
        matches now. The result is False for companions.
        """
        if person.is_companion:
            return False
        is_open = False
        for column, wanted in self._folded:
            if is_blank(person, column):
                is_open = True
            elif wanted.isdisjoint(_comparable(person, column)):
                return False
        return is_open and (self.not_ is None or not self.not_.matches(person))

    def example(self) -> Mapping[str, str]:
        """Return cells of a person that the description fits: the first values that `not` does not exclude."""
        choices = islice(product(*self.columns.values()), MOST_EXAMPLES)
        people = (dict(zip(self.columns, values, strict=True)) for values in choices)
        first = {column: values[0] for column, values in self.columns.items()}
        return next((cells for cells in people if self.not_ is None or not self.not_._fits(cells)), first)

    def _fits(self, cells: Mapping[str, str]) -> bool:
        """Whether the description fits a person with these cells and no others."""
        fits = all(column in cells and value_key(column, cells[column]) in wanted for column, wanted in self._folded)
        return fits and (self.not_ is None or not self.not_._fits(cells))

    def phrase(self, noun: str = "people") -> str:
        """Return the description in words: `people whose sector is government or labor`."""
        return said("%(noun)s %(clause)s", noun=said(noun), clause=self.clause(is_one=noun == "person"))

    def clause(self, *, is_one: bool = False) -> str:
        """Return the clause that describes the people: `whose sector is labor`; `is_one` selects the singular verb."""
        phrases = SAID_OF_ONE if is_one else SAID
        text = said_list(_said_of(column, values, phrases) for column, values in self.columns.items())
        if self.not_ is None:
            return text
        if not text:
            return said("other than those %(others)s", others=self.not_.clause())
        return said("%(these)s (but not those %(others)s)", these=text, others=self.not_.clause())


NOUNS = (message("people"), message("person"), message("People"))
"""Nouns with which a description may begin."""


def _said_of(column: str, values: Iterable[str], phrases: Mapping[str, str]) -> str:
    names_languages = column.endswith(("language", "languages"))
    distinct = {value_key(column, value): " ".join(value.split()) for value in reversed(tuple(values))}
    shown = list(reversed(distinct.values()))
    if column == "representative_type":
        shown = [said(value if phrases is SAID_OF_ONE else plural(value)) for value in shown]
    if column in {"speaks_to", "duty"}:
        shown = [said(SPOKEN_TO.get(value, value)) for value in shown]
    if column == "assets":  # whatever people wrote, such as “firm births”, need not follow “bring”
        shown = [f"“{value}”" for value in shown]
    told = said_list(map(said_language, shown) if names_languages else shown, last="or")
    if column in phrases:
        return said(phrases[column], values=told)
    heading = column.replace("_", " ")
    words = said(heading) if column in CANONICAL else heading  # an own column may have a word of the catalogs as name
    # a heading such as "Rents or owns" lists the values, and is no plural
    has_choices = not distinct.keys().isdisjoint(fold(words).split())
    if singular(words) != words and not has_choices:
        return said("whose %(column)s include %(values)s", column=words, values=told)
    return said("whose %(column)s is %(values)s", column=words, values=told)


WITHOUT_VALUES = frozenset({"attending", "listed", "duty"})
"""Columns in which a blank cell has a meaning: people attend, are listed and are not staff unless a cell tells so."""


def is_blank(person: Person, column: str) -> bool:
    """Whether the value is unknown. A score such as `capital:0` is known: the person is not interested in the area.

    A cell that contains `n/a` is not blank, and a blank `duty` is not unknown: the person is not staff.
    """
    if column in person.not_applicable or column in WITHOUT_VALUES:
        return False
    if column == "representative_type" and person.types_at:  # a cell with a type at one table leaves nothing open
        return False
    return not person.interests if column == "interests" else not person.values(column)


def index_by_value(people: Iterable[Person], column: str) -> Mapping[str, Sequence[Person]]:
    """Return the people who have each value of a column, by the value as `Who` compares it (`value_key`)."""
    return group_by_key((value, person) for person in people for value in dict.fromkeys(_comparable(person, column)))


def _comparable(person: Person, column: str) -> Iterable[str]:
    if column in person.not_applicable:
        yield from NOT_APPLICABLE
        return
    if column == "assets":  # match the word with and without its group
        for asset in person.assets:
            yield fold(asset.word)
            yield fold(str(asset))
        return
    for value in person.values(column):
        yield value_key(column, value)
