"""The account of columns: what became of each column of the list. No other module decides this.

Each column with a filled cell is in exactly one state: it is read, a note asks what it is, or it is not read. A column
about which an error asks stops the reading, so that there is no account of such a list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seating.convening.relations import list_relations
from seating.convening.schema import Convening
from seating.profiles import People
from seating.profiles.columns import CANONICAL, USED_BY_PAGES, Column
from seating.profiles.headings.competing_columns import STATED
from seating.profiles.headings.evidence import meaning
from seating.profiles.headings.rankings import asks_for_choice
from seating.wording import fold, squashed


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
    return tuple(_account(column, used, convening, people) for column in columns if not column.is_blank)


def _as_columns(people: People) -> tuple[Column, ...]:
    """Return the columns of people who were not read from a sheet."""
    return tuple(Column(key, one.text, one.letter, (), key in CANONICAL) for key, one in people.headings.items())


def _account(column: Column, used: Collection[str], convening: Convening, people: People) -> ColumnAccount:
    if column.is_known:
        return ColumnAccount(column, ColumnState.READ, column.meaning)
    if column.key in used or column.evidence == STATED:
        return ColumnAccount(column, ColumnState.READ, "own")
    could_be = tuple(dict.fromkeys((*_list_named(column, convening, people), *column.might)))
    return ColumnAccount(column, ColumnState.ASKED if column.is_asked else ColumnState.NOT_READ, "own", could_be)


def _list_used(columns: Sequence[Column], convening: Convening) -> frozenset[str]:
    """Return the columns of the list's own that the convening names, that a page uses, or that tell of power."""
    named = {column for requirement in convening.requirements for column in requirement.asks_columns}
    named |= {getattr(requirement, "relation", "") or "" for requirement in convening.requirements}
    named |= {*convening.private, *convening.counts_only, *convening.show, *convening.compare}
    named |= {*convening.power.over, *convening.power.under, *convening.vocabulary}
    named |= {convening.resource_map.rows, convening.resource_map.columns}
    if convening.frame is not None:
        named |= {convening.frame.rows, convening.frame.columns}
    own = [column.key for column in columns if not column.is_known]
    wanted = {squashed(meaning(name) or name) for name in named} | {squashed(name) for name in named}
    by_pages = [key for key in own if squashed(key) in USED_BY_PAGES]
    told = [key for key in own if squashed(key) in wanted]
    return frozenset((*told, *by_pages, *list_relations(own, convening.power)))


def _list_named(column: Column, convening: Convening, people: People) -> tuple[str, ...]:
    """Return what a column could be because all its cells name tables, or organizations of the list."""
    found = [name_table_meaning(column.heading)] if names_tables(column.key, convening, people) else []
    organizations = (person.organization for person in people if person.organization)
    return (*found, *(["power"] if _names_only(column.key, organizations, people) else []))


def name_table_meaning(heading: str) -> str:
    """Return what a column of tables is: those that people chose, if its heading asks for a wish, or fixed ones.

    >>> [name_table_meaning(text) for text in ("First choice", "Which table would you like to join?", "nom_table")]
    ['chose', 'chose', 'pin']
    """
    return "chose" if asks_for_choice(heading) else "pin"


def names_tables(column: str, convening: Convening, people: People) -> bool:
    """Whether a column has cells, and all of them name tables."""
    return _names_only(column, (name for table in convening.tables for name in (table.id, table.label)), people)


def _names_only(column: str, names: Iterable[str], people: People) -> bool:
    cells = {fold(value) for person in people for value in person.values(column)}
    return bool(cells) and cells <= set(map(fold, names))
