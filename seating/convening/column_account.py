"""The account of columns: what became of each column of the list. No other module decides this.

Each column with a filled cell is in exactly one state: it is read, a note asks what it is, or it is not read. A column
about which an error asks stops the reading, so that there is no account of such a list. Of the columns that no
requirement uses, it tells which group people, name tables or form a square, for what notes and the board suggest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seating.convening.relations import list_relations
from seating.convening.rooms import list_guests
from seating.convening.schema import Convening
from seating.profiles import People, Person
from seating.profiles.categories import count_cells, is_category, is_group_column, is_party_column
from seating.profiles.columns import CANONICAL, USED_BY_PAGES, Column
from seating.profiles.headings.competing_columns import STATED
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.rankings import asks_for_choice
from seating.profiles.private_columns import private_columns
from seating.wording import fold, squashed

Cells = Iterable[tuple[str, ...]]
"""The different filled cells of a column, each with its values."""


class ColumnState(StrEnum):
    """What became of a column."""

    READ = "read"
    ASKED = "asked about"
    NOT_READ = "not read"


@dataclass(frozen=True, slots=True)
class ColumnAccount:
    """What became of one column.

    Attributes
    ----------
    column : Column
    state : ColumnState
    meaning : str
        What it is read as: a known column, or "own" for a custom column that the convening or a page uses.
    could_be : tuple of str
        The known columns that it could be instead, the likeliest first; "power" if its cells name organizations of
        the list.
    """

    column: Column
    state: ColumnState
    meaning: str
    could_be: tuple[str, ...] = ()


def account_for_columns(convening: Convening, people: People) -> tuple[ColumnAccount, ...]:
    """Return what became of each column with a filled cell, in the order of the list.

    Parameters
    ----------
    convening : Convening
    people : People
    """
    columns = people.columns or _as_columns(people)
    used = _list_used(columns, convening)
    organizations = frozenset(fold(person.organization) for person in people if person.organization)
    tables = _list_table_names(convening)
    filled, cells = (column for column in columns if not column.is_blank), count_cells(people)
    return tuple(_account(column, used, tables, organizations, cells.get(column.key, ())) for column in filled)


def _as_columns(people: People) -> tuple[Column, ...]:
    """Return the columns of people who were not read from a sheet."""
    return tuple(Column(key, one.text, one.letter, (), key in CANONICAL) for key, one in people.headings.items())


def _account(
    column: Column, used: Collection[str], tables: Collection[str], organizations: Collection[str], filled: Cells
) -> ColumnAccount:
    if column.is_known:
        return ColumnAccount(column, ColumnState.READ, column.meaning)
    if column.key in used or column.evidence == STATED:
        return ColumnAccount(column, ColumnState.READ, "own")
    could_be = tuple(dict.fromkeys((*_list_named(column, tables, organizations, filled), *column.might)))
    return ColumnAccount(column, ColumnState.ASKED if column.is_asked else ColumnState.NOT_READ, "own", could_be)


def _list_used(columns: Sequence[Column], convening: Convening) -> frozenset[str]:
    """Return the columns of the list's own that the convening names, that a page uses, or that tell of power."""
    named = _list_asked(convening)
    named |= {getattr(requirement, "relation", "") or "" for requirement in convening.requirements}
    named |= {*convening.private, *convening.counts_only, *convening.show, *convening.compare}
    named |= {*convening.power.over, *convening.power.under, *convening.vocabulary}
    named |= {convening.resource_map.rows, convening.resource_map.columns}
    if convening.frame is not None:
        named |= {convening.frame.rows, convening.frame.columns}
    own = [column.key for column in columns if not column.is_known]
    wanted = {squashed(meaning(name) or name) for name in named} | {squashed(name) for name in named}
    told = [key for key in own if squashed(key) in wanted]
    return frozenset((*told, *_list_read_by_pages({key: key for key in own}, convening)))


def _list_asked(convening: Convening) -> set[str]:
    """Return the columns that requirements use."""
    return {column for requirement in convening.requirements for column in requirement.asks_columns}


def _list_read_by_pages(own: Mapping[str, str], convening: Convening) -> Iterator[str]:
    """Yield those columns of the list's own, given with their headings, that a page or the page about power reads."""
    yield from (key for key, heading in own.items() if squashed(heading) in USED_BY_PAGES)
    yield from list_relations(list(own), convening.power)


def _list_named(
    column: Column, tables: Collection[str], organizations: Collection[str], filled: Cells
) -> tuple[str, ...]:
    """Return what a column could be because all its cells name tables, or organizations of the list."""
    found = [name_table_meaning(column.heading)] if _names_only(filled, tables) else []
    return (*found, *(["power"] if _names_only(filled, organizations) else []))


def name_table_meaning(heading: str) -> str:
    """Return what a column of tables is: those that people chose, if its heading asks for a wish, or fixed ones.

    >>> [name_table_meaning(text) for text in ("First choice", "Which table would you like to join?", "nom_table")]
    ['chose', 'chose', 'pin']
    """
    return "chose" if asks_for_choice(heading) else "pin"


def _list_table_names(convening: Convening) -> frozenset[str]:
    """Return the folded ids and names of the tables."""
    return frozenset(fold(name) for table in convening.tables for name in (table.id, table.label))


def _names_only(filled: Cells, names: Collection[str]) -> bool:
    """Whether there are cells, and all of them are names; most columns have another text in their first cell."""
    if not names:
        return False
    value = None
    for value in (value for cell in filled for value in cell):
        if fold(value) not in names:
            return False
    return value is not None


@dataclass(frozen=True, slots=True)
class UnusedColumns:
    """The columns that no requirement uses, in the order of the list.

    `square` are those named after people. `groups` are those of the others whose values group people. `tables` are
    those that name tables, without those that stated requirements leave out on purpose. `has_languages` means that not
    everyone shares a language, and no requirement is about languages.
    """

    columns: tuple[str, ...]
    groups: tuple[str, ...]
    square: tuple[str, ...]
    tables: tuple[str, ...]
    has_languages: bool


def find_unused_columns(convening: Convening, people: People) -> UnusedColumns:
    """Return the columns that no requirement uses. Private columns are never among `groups`.

    Parameters
    ----------
    convening : Convening
    people : People
    """
    used, names = _list_asked(convening), _list_name_headings(people)
    own = [column for column in people.headings if column not in CANONICAL and column not in used]
    headings = {column: people.headings[column].text for column in own if people.headings[column].text not in names}
    by_pages = set(_list_read_by_pages(headings, convening))
    own = [column for column in headings if column not in by_pages]
    square = [column for column in own if people.named(people.headings[column].text)]
    if len(square) < 2 or 2 * len(square) < len(people):
        square = []
    own = [column for column in own if column not in square]
    coming, private = list_guests(people), private_columns(convening, people)
    coming = [person for person in coming if not person.is_companion]  # their cells are often blank
    cells = count_cells(coming)
    groups = [
        column
        for column in own
        if column not in private and _groups_people(people.headings[column].text, column, cells.get(column, {}), coming)
    ]
    if "sector" in people.headings and "sector" not in used and is_category("sector", coming):
        groups.insert(0, "sector")
    has_languages = "languages" in people.headings and "languages" not in used and _no_language_is_everybodys(coming)
    unused = [c for c in people.headings if c in own or c in groups or (c == "languages" and has_languages)]
    tables = tuple(_list_naming_tables(unused, convening, people))
    return UnusedColumns(tuple(unused), tuple(groups), tuple(square), tables, has_languages)


def list_not_read(convening: Convening, people: People, unused: UnusedColumns) -> list[str]:
    """Return the columns that were not read, and beside inferred requirements the known ones that none of them uses.

    Parameters
    ----------
    convening : Convening
    people : People
    unused : UnusedColumns
        As found for them.
    """
    states = {one.column.key: one.state for one in account_for_columns(convening, people)}
    known = [column for column in unused.columns if column not in states or states[column] is ColumnState.READ]
    if "requirements" not in convening.inferred:
        known = []
    names = _list_name_headings(people)
    return [
        column
        for column in people.headings
        if column in known
        or (states.get(column, ColumnState.READ) is not ColumnState.READ and people.headings[column].text not in names)
        if column not in unused.square
    ]


def _list_name_headings(people: People) -> frozenset[str]:
    """Return the headings of the columns of names, including those of first and last names."""
    return frozenset(one.heading for one in people.columns if one.is_known and one.key == "name")


def _groups_people(heading: str, column: str, filled: Mapping[tuple[str, ...], int], coming: Sequence[Person]) -> bool:
    is_group = is_group_column(heading, filled, len(coming))
    return is_group or is_party_column(heading, column, coming)


def _list_naming_tables(columns: Sequence[str], convening: Convening, people: People) -> Iterator[str]:
    """Yield the columns whose cells all name tables. Beside stated requirements, a stated meaning is meant."""
    is_inferred = "requirements" in convening.inferred
    meant = {one.heading for one in people.columns if one.evidence == STATED and not is_inferred}
    tables, cells = _list_table_names(convening), count_cells(people)
    for column in columns:
        filled: Cells = cells.get(column, ())
        if column in CANONICAL:
            filled = [person.values(column) for person in people]
        if people.headings[column].text not in meant and _names_only(filled, tables):
            yield column


def _no_language_is_everybodys(coming: Sequence[Person]) -> bool:
    """Whether no language is spoken by everyone; people without an entry share one unnamed language."""
    spoken = [frozenset(map(fold, person.languages)) or frozenset({""}) for person in coming]
    return bool(spoken) and not frozenset.intersection(*spoken)
