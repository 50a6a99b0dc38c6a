"""A filled-in chart as data: who is named in which cell, which cells need no one, and where its author belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from seating.errors import Note
from seating.profiles import Role
from seating.room.tables import Table
from seating.wording import fold


def key_of(person: str | None, text: str) -> str:
    """Return what identifies a person or a description on charts: the id, or the folded text if they have none.

    Parameters
    ----------
    person : str or None
        The id of a person on the list.
    text : str
        As written on a chart.
    """
    return person or f"\n{fold(text)}"  # no id has a line break


class Cell(NamedTuple):
    """A cell of the chart: a table, a sector and a representative type, as far as the chart states them.

    Attributes
    ----------
    table : str or None
        The id of the table; None if the chart names no table.
    sector : str
        As written; "" if the chart names no sector.
    role : Role or None
    """

    table: str | None = None
    sector: str = ""
    role: Role | None = None


ANYWHERE = Cell()
"""A cell that states neither a table nor a sector nor a representative type."""


class Question(NamedTuple):
    """A guiding question, and the table or the room that its answer is about.

    Attributes
    ----------
    text : str
        A question of the blank chart in English, whatever the language of the chart; any other as written.
    about : str
        The label of a table, "The whole room", or "".
    """

    text: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.text} ({self.about})" if self.about else self.text


@dataclass(frozen=True, slots=True)
class Naming:
    """A person, or a description of people, that a chart asks for in a cell.

    Attributes
    ----------
    text : str
        The person's label, or the text as written if no one on the list matches.
    person : str or None
        The person's id; None if they are not on the list, or there is no list.
    cell : Cell
    why : str
        The reason given, as written.
    line : int
        The row in the file, from 1; 0 if it is unknown.
    is_shared : bool
        Whether the text is a name that several people on the list have.
    """

    text: str
    person: str | None = None
    cell: Cell = ANYWHERE
    why: str = ""
    line: int = 0
    is_shared: bool = False

    @property
    def key(self) -> str:
        """What identifies the person or the description; a shared name can mean another person at each table."""
        key = key_of(self.person, self.text)
        return f"{key}\n{self.cell.table or ''}" if self.is_shared and self.person is None else key


@dataclass(frozen=True, slots=True)
class Chart:
    """What one person wrote on one chart.

    Attributes
    ----------
    by : str
        Whose chart it is; "" if it does not say. Each chart without a name counts as a different person's.
    person : str or None
        The id of that person, if they are on the list.
    is_newcomer : bool
        Whether `by` is a name that no one on the list has. A number only tells apart charts without a name.
    group : str
        The group that the person fills it in for, such as staff or residents; "" if it does not say.
    date : str
        As written, an ISO date where the file has a date; "" if unknown.
    file : str
        The file, and the sheet if it has several, as messages show it.
    namings : tuple of Naming
        In the order of the file, without the person's naming of themselves.
    not_needed : tuple of Cell
        The cells marked "nobody needed".
    own_table : str or None
        The id of the table where the person could contribute most.
    brings : str
        What the person would bring to it, as written.
    answers : mapping of Question to str
        The answers to the guiding questions, by question.
    grid : tuple of Cell
        The cells that the chart showed; empty for a long form, which shows none.
    """

    by: str = ""
    person: str | None = None
    is_newcomer: bool = False
    group: str = ""
    date: str = ""
    file: str = ""
    namings: tuple[Naming, ...] = ()
    not_needed: tuple[Cell, ...] = ()
    own_table: str | None = None
    brings: str = ""
    answers: Mapping[Question, str] = field(default_factory=dict)
    grid: tuple[Cell, ...] = ()

    @property
    def author_key(self) -> str | None:
        """What identifies the person who filled it in; None if it does not say."""
        return key_of(self.person, self.by) if self.person is not None or self.by else None

    @property
    def has_grid(self) -> bool:
        """Whether the chart showed its cells, so that a blank one means that it was left empty."""
        return bool(self.grid)


@dataclass(frozen=True, slots=True)
class Charts:
    """All charts of one or more files, each person's once, the notes made while reading them, and their tables.

    `tables` are the tables that the charts refer to, in the order of their numbers. `hashes` has the name and
    the SHA-256 of each file. `joined` has what each text that counts as another one or as a person stands for, by the
    folded text.
    """

    files: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    notes: tuple[Note, ...] = ()
    tables: tuple[Table, ...] = ()
    hashes: tuple[tuple[str, str], ...] = ()
    joined: Mapping[str, Naming] = field(default_factory=dict)


def at_tables(charts: Charts, place: Callable[[str], str | None]) -> Charts:
    """Return charts with what they name at the tables of another round.

    Parameters
    ----------
    charts : Charts
    place : callable
        Returns the id that a table has in that round; None if it is not one of its tables.
    """

    def put(cell: Cell) -> Cell:
        return cell if cell.table is None else cell._replace(table=place(cell.table))

    moved = [
        replace(
            chart,
            namings=tuple(replace(each, cell=put(each.cell)) for each in chart.namings),
            not_needed=tuple(map(put, chart.not_needed)),
            own_table=None if chart.own_table is None else place(chart.own_table),
            grid=tuple(map(put, chart.grid)),
        )
        for chart in charts.charts
    ]
    return replace(charts, charts=tuple(moved))


def count_named(charts: Charts | None) -> Mapping[str, Mapping[str, int]]:
    """Return how many charts name each person, by id, for each table, by id.

    A chart counts once for a person and a table, whatever the cells. No one's naming of themselves counts.
    """
    found: dict[str, Counter[str]] = {}
    for chart in charts.charts if charts else ():
        for person, table in {(naming.person, naming.cell.table) for naming in chart.namings}:
            if person is not None and table is not None and person != chart.person:
                found.setdefault(person, Counter())[table] += 1
    return found


def list_chosen(charts: Charts | None) -> Mapping[str, str]:
    """Return the id of the table at which people say that they could contribute most, by person id."""
    own = ((chart.person, chart.own_table) for chart in charts.charts) if charts else ()
    return {person: table for person, table in own if person is not None and table is not None}
