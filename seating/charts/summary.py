"""Which voices and needed cells of the convening a text on a chart may mean, and who on the list is missing.

A text may mean a perspective if it contains a value of each column that describes the perspective, or the name of the
perspective. Values are compared like descriptions: `languages: vi` is in "Vietnamese-speaking business owners". The
sector and the representative type of the cell in which someone is named count as if they were written. This is only a
likely meaning, so every page and record has "may mean".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import chain

from seating.charts.agreement import Agreement, CellCount, Named
from seating.charts.comparison import Difference, Groups, Shift
from seating.charts.filled_chart import Cell
from seating.charts.join_decisions import Join
from seating.errors import Note
from seating.groups import group_by_key
from seating.mentions.descriptions import is_narrower, names_kinds_of_people, words_of
from seating.mentions.short_forms import nearly_names
from seating.near_words import NearWords
from seating.profiles import People, Person, Role, Status, Who
from seating.profiles.heads import without_held_seats
from seating.profiles.near_names import NearNames
from seating.profiles.need_words import find_interpreted
from seating.profiles.sectors import USUAL_SECTORS, sector_key, telling_words
from seating.requirement import Ask
from seating.requirements.staff import INTERPRETING
from seating.tables import Table
from seating.wording import fold, language_key, said_language

MOST_LOOKS = 100_000
"""Maximum number of looks, in all, at organizations that may have nearly the words of a text."""

MOST_MEANT = 3
"""Maximum number of organizations that a text may mean; a word in the names of more describes none of them."""

IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
"""What a name adds in brackets: Second-stage firms (50+ employees)."""


class Absence(StrEnum):
    """Why someone that charts name is missing."""

    NOT_LISTED = "not on the list"
    NOT_BY_NAME = "not on the list by this name"
    HELD = "a seat is held for them"
    NOT_INVITED = "not invited yet"
    DECLINED = "has declined"
    NOT_COMING = "not coming"


@dataclass(frozen=True, slots=True)
class Perspective:
    """A voice, a role, a need or a needed cell of the frame that a convening asks for.

    Attributes
    ----------
    id : str
        The id of the requirement, or `frame-N`.
    name : str
    who : Who or None
        The description, if there is one.
    is_cell : bool
        Whether it is a needed cell of the frame.
    """

    id: str
    name: str
    who: Who | None
    is_cell: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A person that charts name and who is not coming, or not on the list.

    Attributes
    ----------
    named : Named
    absence : Absence
    may_mean : tuple of Perspective
    people : tuple of str
        Ids of people on the list from an organization whose name means the same, or the same and more; or else of those
        who have the text as a given name or a surname.
    organizations : tuple of str
        These organizations; () if the people are meant by a part of their name.
    """

    named: Named
    absence: Absence
    may_mean: tuple[Perspective, ...] = ()
    people: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()


def list_perspectives(asks: Iterable[tuple[str, Ask]], needed: Sequence[Mapping[str, str]]) -> tuple[Perspective, ...]:
    """Return the perspectives of a convening.

    Parameters
    ----------
    asks : iterable of (id, Ask)
        The voices, roles and needs of its requirements.
    needed : sequence of mapping of column to value
        The needed cells of its frame.
    """
    found = [Perspective(identity, ask.name, ask.who) for identity, ask in asks]
    for number, cells in enumerate(needed, start=1):
        name = " · ".join(cells.values())
        found.append(Perspective(f"frame-{number}", name, Who.model_validate(dict(cells)), is_cell=True))
    return tuple(found)


def find_missing(
    agreement: Agreement, people: People, coming: Collection[str] | None, perspectives: Sequence[Perspective]
) -> tuple[Missing, ...]:
    """Return the people that the charts name and who are not coming; those named by the most charts come first.

    Parameters
    ----------
    agreement : Agreement
    people : People
        The list; empty if there is none, in which case no one is known to be missing.
    coming : collection of str, or None
        The ids of those who are coming; None without a list.
    perspectives : sequence of Perspective
    """
    if coming is None:
        return ()
    numbered = [
        (number, each.organization) for number, each in enumerate(people) if each.organization and not each.is_held
    ]
    staff_of = group_by_key((frozenset(words_of(organization)), number) for number, organization in numbered)
    from_organization = group_by_key((organization, number) for number, organization in numbered)
    longer_names = LongerNames(people.organizations)
    found = []
    near, listed = NearNames(people), _Described(people, perspectives)
    organizations = find_organizations(agreement, people)
    for one in agreement.named:
        person = people.by_id.get(one.person or "")
        is_held = person is not None and person.is_held
        sent = organizations.get(one.key, ()) or (() if person else people.named(one.text))
        is_present = one.person in coming or any(each.id in coming for each in sent)
        if is_present and not is_held:
            continue
        means = tuple(each for each in perspectives if may_mean(one, each)) if person is None or is_held else ()
        texts = () if person else (one.text, *one.spellings)
        staff = {number for text in texts for number in staff_of.get(frozenset(words_of(text)), ())}
        if not staff and person is None:
            staff = {number for name in longer_names.find(one.text) for number in from_organization.get(name, ())}
        same = tuple(people.persons[number] for number in sorted(staff))
        names = tuple(dict.fromkeys(each.organization for each in same))
        if not same and not means and person is None:
            same = people.with_part_of_name(one.text)
        may_be_listed = same or (person is None and (near.find(one.text) is not None or listed.has_some(texts)))
        absences = {_absence(each) for each in sent} or {Absence.NOT_BY_NAME if may_be_listed else _absence(person)}
        absence = absences.pop() if len(absences) == 1 else Absence.NOT_COMING
        found.append(Missing(one, absence, means, tuple(each.id for each in same), names))
    return tuple(found)


class _Described:
    """Finds out whether someone on the list has a text as a given name, is of a voice that it names, or interprets it.

    The cells in which a text stands do not count: a welder in the row of labor is not on the list because a mason is.
    """

    def __init__(self, people: People, perspectives: Iterable[Perspective]) -> None:
        self._people = people
        guests = [person for person in without_held_seats(people) if person.duty is None]
        self._filled = [each for each in perspectives if each.who is not None and any(map(each.who.matches, guests))]
        able = [person for person in people if person.duty in INTERPRETING]
        self._interpreted = {language_key(one) for person in able for one in person.languages}

    def has_some(self, texts: Sequence[str]) -> bool:
        if any(self._people.with_part_of_name(text) for text in texts):
            return True
        if any(text_may_mean(texts, (), each) for each in self._filled):
            return True
        return any(self._interpreted & (find_interpreted(text) or frozenset()) for text in texts)


class LongerNames:
    """Finds the organizations whose names have all words of a text and more, or that it is short for or nearly spells.

    "carpenters" may mean Carpenters Local 88. Words in the names of more than `MOST_MEANT` mean none of them, and
    neither do words for kinds of people: who asks for a resident asks for no association of neighbors. Words that are
    only nearly the same are compared as long as looks are left.

    Parameters
    ----------
    organizations : sequence of str
    """

    def __init__(self, organizations: Sequence[str]) -> None:
        self._order = {name: number for number, name in enumerate(organizations)}
        self._with_word: dict[str, list[str]] = {}
        self._with_letter: dict[str, list[str]] = {}
        self._looks = NearWords(MOST_LOOKS)
        for name in self._order:
            words = words_of(name)
            for word in words:
                self._with_word.setdefault(word, []).append(name)
            for letter in dict.fromkeys(word[0] for word in words):
                self._with_letter.setdefault(letter, []).append(name)

    def find(self, text: str) -> list[str]:
        """Return the names in the order of the organizations; [] for a text that means none or too many."""
        words = words_of(text) if self._order else ()  # there may be tens of thousands of texts, and no organization
        if not words or names_kinds_of_people(text):
            return []
        rarest = min((self._with_word.get(word, []) for word in words), key=len)
        near = self._looks.within(self._with_letter.get(words[0][0], ()))  # a near word has the same first letter
        found: dict[str, None] = {}
        for name in chain(rarest, near):
            if name not in found and (is_narrower(name, text) or nearly_names(text, name)):
                found[name] = None
                if len(found) > MOST_MEANT:
                    return []
        return sorted(found, key=self._order.__getitem__)


def find_organizations(agreement: Agreement, people: People) -> Mapping[str, tuple[Person, ...]]:
    """Return the people on the list from each organization that charts name, by the key of the text."""
    found = {}
    for one in agreement.named:
        texts = () if one.person else (one.text, *one.spellings)
        if staff := [each for text in texts for each in without_held_seats(people.from_organization(text))]:
            found[one.key] = tuple({each.id: each for each in staff}.values())
    return found


@dataclass(frozen=True, slots=True)
class AddedUp:
    """Several texts on charts that name no one on the list and may mean one voice, or name one sector.

    Attributes
    ----------
    name : str
        The name of the voice, or the sector.
    is_voice : bool
    charts : tuple of int
        Positions of the charts with any of these texts.
    at : mapping of str to int
        How many of these charts name one of them at each table, the largest number first.
    texts : tuple of Named
        Those on the most charts come first.
    coming : int
        How many people of the voice or the sector are coming.
    """

    name: str
    is_voice: bool
    charts: tuple[int, ...]
    at: Mapping[str, int]
    texts: tuple[Named, ...]
    coming: int = 0


def add_up(missing: Iterable[Missing], coming: Sequence[Person] = ()) -> tuple[AddedUp, ...]:
    """Return the texts that may mean the same voice, or name the same usual sector; those on the most charts first.

    A text that may mean a voice is not added up by its sector. One text alone is left out.

    Parameters
    ----------
    missing : iterable of Missing
    coming : sequence of Person
        The people who are coming. Those of each voice and sector are counted.
    """
    described: dict[str, Who | None] = {}
    texts: dict[tuple[bool, str], dict[str, Named]] = {}
    for one in missing:
        if one.named.person is not None:
            continue
        voices = [each for each in one.may_mean if not each.is_cell]
        described |= {each.name: each.who for each in voices}
        meant = {(True, each.name): _keep_meaning(one.named, each) for each in voices}
        for key, text in (meant or {(False, sector): one.named for sector in named_sectors(one.named)}).items():
            if text.charts:
                texts.setdefault(key, {})[text.key] = text
    found = []
    for (is_voice, name), named in texts.items():
        if len(named) > 1:
            at: dict[str, set[int]] = {}
            for each in named.values():
                for table, charts in each.at.items():
                    at.setdefault(table, set()).update(charts)
            ordered = sorted(((table, len(charts)) for table, charts in at.items()), key=lambda one: (-one[1], one[0]))
            every = sorted({chart for each in named.values() for chart in each.charts})
            here = sum(map(_belongs_to(described[name] if is_voice else name), coming))
            found.append(AddedUp(name, is_voice, tuple(every), dict(ordered), tuple(named.values()), here))
    return tuple(sorted(found, key=lambda one: (-len(one.charts), fold(one.name))))


def _keep_meaning(named: Named, perspective: Perspective) -> Named:
    """Return a text with the charts on which it may mean a perspective, in the cells where it stands there."""
    texts = (named.text, *named.spellings)
    if text_may_mean(texts, (), perspective):
        return named
    cells = {cell: charts for cell, charts in named.cells.items() if text_may_mean(texts, (cell,), perspective)}
    every = {chart for charts in cells.values() for chart in charts}
    at: dict[str, set[int]] = {}
    for cell, charts in cells.items():
        if cell.table is not None:
            at.setdefault(cell.table, set()).update(charts)
    kept = {table: tuple(sorted(at[table])) for table in named.at if table in at}
    return replace(named, charts=tuple(one for one in named.charts if one in every), at=kept, cells=cells)


def _belongs_to(group: Who | str | None) -> Callable[[Person], bool]:
    """Return whether a person matches a description, or is of a sector; no one is of a voice without a description."""
    if isinstance(group, str):
        return lambda person: sector_key(person.sector) == sector_key(group)
    return group.matches if group is not None else lambda person: False


def named_sectors(named: Named) -> list[str]:
    """Return the usual sectors that a text names by a word for them."""
    found = {sector for text in (named.text, *named.spellings) for sector in _sectors_in(text)}
    return [sector for sector in USUAL_SECTORS if sector in found]


@lru_cache(maxsize=8192)
def _sectors_in(text: str) -> tuple[str, ...]:  # the screen in the room asks for each text after each answer
    return tuple(sector for sector in USUAL_SECTORS if any(_contains(text, word) for word in telling_words(sector)))


def _absence(person: Person | None) -> Absence:
    if person is None:
        return Absence.NOT_LISTED
    if person.is_held:
        return Absence.HELD
    if not person.status.is_invited:
        return Absence.NOT_INVITED
    return Absence.DECLINED if person.status is Status.DECLINED else Absence.NOT_COMING


def may_mean(named: Named, perspective: Perspective) -> bool:
    """Whether a text on a chart, with the cells in which it stands, contains what describes a perspective."""
    return text_may_mean((named.text, *named.spellings), named.cells, perspective)


def text_may_mean(texts: Sequence[str], cells: Iterable[Cell], perspective: Perspective) -> bool:
    """Whether one of several texts, with the cells in which they stand, contains what describes a perspective.

    That a text stands in the row of doers does not make it mean doers, if a perspective is nothing but that role.
    """
    is_role = perspective.who is not None and set(perspective.who.columns) == {"representative_type"}
    stated: dict[str, list[str]] = {"sector": [], "representative_type": []}
    for cell in cells:
        stated["sector"] += [sector_key(cell.sector)] if cell.sector else []
        stated["representative_type"] += [cell.role.value] if cell.role and not is_role else []
    return _may_mean(texts, stated, perspective)


def _may_mean(texts: Sequence[str], stated: Mapping[str, Sequence[str]], perspective: Perspective) -> bool:
    if any(_contains(text, perspective.name) for text in texts):
        return True
    if perspective.who is None or not perspective.who.columns:
        return False
    for column, values in perspective.who.columns.items():
        wanted = [word for value in values for word in _in_words(column, value)]
        is_written = any(_contains(text, word) for text in texts for word in wanted)
        compared = sector_key if column == "sector" else fold
        if not is_written and not any(compared(value) in stated.get(column, ()) for value in values):
            return False
    return True


def _in_words(column: str, value: str) -> tuple[str, ...]:
    """Return the texts that mean a value of a column."""
    if column == "sector":
        return telling_words(value)
    return (said_language(value) if column.endswith(("language", "languages")) else value,)


def _contains(text: str, wanted: str) -> bool:
    """Whether a text holds what another one holds, and possibly more; what that one adds in brackets is not needed."""
    wanted = IN_BRACKETS.sub(" ", wanted)
    return bool(wanted.strip()) and (set(words_of(wanted)) <= set(words_of(text)) or is_narrower(text, wanted))


@dataclass(frozen=True, slots=True)
class EmptyChairs:
    """Cells of one sector at one table; `is_whole` if they are of all types or have none, else `roles` tells which."""

    sector: str
    table: str
    roles: tuple[Role | None, ...]
    is_whole: bool


@dataclass(frozen=True)
class Summary:
    """What charts say together, who is missing, and how the charts differ.

    Attributes
    ----------
    agreement : Agreement
    missing : tuple of Missing
    joins : tuple of Join
    groups : Groups
    people_file : str
        The name of the list; "" if there is none.
    convening_file : str
        The name of the convening; "" if there is none.
    title, shared_result : str
        From the convening; "" if it has none.
    difference : Difference or None
        If two charts are compared.
    earlier : Agreement or None
        The charts of the earlier time.
    shifts : tuple of Shift
        What changed since the earlier time.
    organizations : mapping of str to tuple of Person
        The people on the list from organizations that charts name, by the key of the text.
    coming : tuple of Person
        The people on the list who are coming; a seat that is held does not count.
    listed : mapping of str to Person
        Everyone on the list, by id.
    perspectives : tuple of Perspective
        The voices of the convening, and the needed cells of its frame.
    notes : tuple of Note
    files : mapping of str to str
        The files that were written, by name.
    """

    agreement: Agreement
    missing: tuple[Missing, ...]
    joins: tuple[Join, ...]
    groups: Groups
    people_file: str = ""
    convening_file: str = ""
    title: str = ""
    shared_result: str = ""
    difference: Difference | None = None
    earlier: Agreement | None = None
    shifts: tuple[Shift, ...] = ()
    organizations: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    coming: tuple[Person, ...] = ()
    listed: Mapping[str, Person] = field(default_factory=dict)
    perspectives: tuple[Perspective, ...] = ()
    notes: tuple[Note, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the charts, in the order of their numbers."""
        return self.agreement.charts.tables

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The labels of the tables, by id; the charts of an earlier time may have further ones."""
        earlier = self.earlier.charts.tables if self.earlier else ()
        return {table.id: table.label for table in (*earlier, *self.tables)}

    @cached_property
    def added_up(self) -> tuple[AddedUp, ...]:
        """The missing texts that may mean the same voice, or name the same sector."""
        return add_up(self.missing, self.coming)

    @cached_property
    def missing_alone(self) -> tuple[Missing, ...]:
        """Everyone missing who was not added up with others."""
        told = {one.key for group in self.added_up for one in group.texts}
        return tuple(one for one in self.missing if one.named.key not in told)

    @cached_property
    def missing_by_key(self) -> Mapping[str, Missing]:
        """Everyone missing, by key."""
        return {one.named.key: one for one in self.missing}

    @property
    def joined(self) -> tuple[Join, ...]:
        """The texts on the charts that count as another description or as a person."""
        return tuple(one for one in self.joins if one.is_joined and one.is_used)

    @property
    def similar(self) -> tuple[Join, ...]:
        """The texts on the charts that may mean another description or a person, but are not joined."""
        return tuple(one for one in self.joins if one.is_offered)

    @cached_property
    def may_be(self) -> Mapping[str, str]:
        """For each folded description that is not joined, what it may mean."""
        return {fold(one.description): one.joined_with for one in self.similar}

    def table_of(self, one: Named) -> str:
        """Return the label of the table that the most charts name; "" if there is none."""
        return ", ".join(self.labels.get(table, table) for table in one.top_tables)


def gather_cells(summary: Summary, found: Iterable[CellCount]) -> tuple[EmptyChairs, ...]:
    """Return some of the cells, gathered by sector and table, in the order of the chart.

    Parameters
    ----------
    summary : Summary
    found : iterable of CellCount
        The cells to gather.
    """
    roles = group_by_key(((one.cell.sector, one.cell.table or ""), one.cell.role) for one in found)
    sectors = {sector: number for number, sector in enumerate(dict.fromkeys(sector for sector, _ in roles))}
    tables = {table.id: number for number, table in enumerate(summary.tables)}
    return tuple(
        EmptyChairs(sector, table, tuple(roles[sector, table]), _names_all_types(roles[sector, table]))
        for sector, table in sorted(roles, key=lambda seat: (sectors[seat[0]], tables[seat[1]]))
    )


def _names_all_types(roles: Collection[Role | None]) -> bool:
    """Whether cells are of all representative types, or of a chart that has no types."""
    return set(roles) >= set(Role) or set(roles) == {None}
