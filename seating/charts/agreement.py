"""What the charts agree on, where they differ, and which cells they leave empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from seating.charts.draft import with_sector_key
from seating.charts.filled_chart import Cell, Chart, Charts, Naming
from seating.charts.joins import Joined
from seating.forms.cells import Labeled
from seating.groups import group_by_key
from seating.profiles import ELSEWHERE, People, Role
from seating.profiles.sectors import USUAL_SECTORS, sector_key
from seating.room.tables import Table
from seating.wording import fold, without_end_marks


class State(StrEnum):
    """How far the charts that name someone agree on the table.

    `NO_TABLE` means that several charts name them, and fewer than two of these say at which table.
    """

    UNDISPUTED = "undisputed"
    DISPUTED = "disputed"
    ONCE = "named once"
    NO_TABLE = "no table"


@dataclass(frozen=True, slots=True)
class Named(Labeled):
    """A person or a description that charts name.

    Attributes
    ----------
    key : str
        What identifies them: `seating.charts.filled_chart.Naming.key`.
    text : str
        The name or the description.
    person : str or None
        The id, if the person is on the list.
    charts : tuple of int
        Positions of the charts that name them.
    at : mapping of str to tuple of int
        The charts by the table they name them at, the most frequent table first. A chart that names no table is in
        none; a chart may name several.
    why : tuple of str
        The reasons given, each once.
    cells : mapping of Cell to tuple of int
        The cells in which they are named, with the charts that do so.
    spellings : tuple of str
        Other texts on these charts that count as this one.
    state : State
    """

    key: str
    text: str
    person: str | None
    charts: tuple[int, ...]
    at: Mapping[str, tuple[int, ...]]
    why: tuple[str, ...]
    cells: Mapping[Cell, tuple[int, ...]]
    spellings: tuple[str, ...]
    state: State

    @property
    def other_labels(self) -> tuple[str, ...]:
        """The other spellings as pages show them, without those that look like `label` or like each other then."""
        labels = {fold(text): text for text in map(without_end_marks, reversed(self.spellings))}
        labels.pop(fold(self.label), None)
        return tuple(reversed(labels.values()))

    @property
    def number(self) -> int:
        """The number of charts that name them."""
        return len(self.charts)

    @property
    def top_tables(self) -> tuple[str, ...]:
        """The tables that the most charts name, in a fixed order; () if no chart names a table."""
        most = max(map(len, self.at.values()), default=0)
        return tuple(sorted(table for table, charts in self.at.items() if len(charts) == most))


@dataclass(frozen=True, slots=True)
class CellCount:
    """How many charts showed a cell, named someone in it, left it empty, or marked that no one is needed.

    A typed list shows no cells, so a cell may be named or marked more often than shown. `marked` counts the charts that
    showed the cell and marked it.
    """

    cell: Cell
    shown: int
    named: int
    empty: int
    not_needed: int
    marked: int

    @property
    def is_mostly_empty(self) -> bool:
        """Whether more than half of the charts that showed it left it empty."""
        return self.empty * 2 > self.shown

    @property
    def is_left_empty(self) -> bool:
        """Whether it is mostly empty, and more charts left it empty than name someone in it."""
        return self.is_mostly_empty and self.empty > self.named

    @property
    def is_named_by_none(self) -> bool:
        """Whether it is mostly empty and no chart names anyone in it."""
        return self.is_mostly_empty and not self.named

    @property
    def is_mostly_not_needed(self) -> bool:
        """Whether more than half of the charts that showed it mark that no one is needed there."""
        return self.marked * 2 > self.shown

    @property
    def is_disputed(self) -> bool:
        """Whether some charts name someone in it and others mark that no one is needed."""
        return bool(self.named and self.not_needed)


@dataclass(frozen=True, slots=True)
class SelfPlacement:
    """Where the author of a chart could contribute most, and where the other charts name them.

    Attributes
    ----------
    chart : int
        The position of the chart.
    by : str
    person : str or None
    table : str
    brings : str
    others : mapping of str to int
        The number of other charts by the table at which they name the author, the largest number first.
    is_known : bool
        Whether it is known who the author is, so that other charts can be compared.
    """

    chart: int
    by: str
    person: str | None
    table: str
    brings: str
    others: Mapping[str, int]
    is_known: bool = True

    @property
    def is_confirmed(self) -> bool | None:
        """Whether the others name them at this table and no other; None if no one else names them at a table."""
        return set(self.others) == {self.table} if self.others else None


@dataclass(frozen=True)
class Agreement:
    """What the charts of a set state together.

    Attributes
    ----------
    charts : Charts
        With joined texts.
    named : tuple of Named
        Those that the most charts name come first.
    cells : tuple of CellCount
        The cells that charts showed, or in which they name someone, by sector, representative type and table. A
        sector has the same spelling in all of them, the English one if the charts have several languages.
    placed : tuple of SelfPlacement
    """

    charts: Charts
    named: tuple[Named, ...]
    cells: tuple[CellCount, ...]
    placed: tuple[SelfPlacement, ...]

    @property
    def number(self) -> int:
        """The number of charts."""
        return len(self.charts.charts)

    @property
    def unsigned(self) -> int:
        """The number of charts without an author. A row of a typed list that names none is one of them."""
        return sum(chart.author_key is None for chart in self.charts.charts)

    @cached_property
    def by_key(self) -> Mapping[str, Named]:
        """Everyone named, by key."""
        return {one.key: one for one in self.named}

    def of(self, state: State) -> tuple[Named, ...]:
        """Return everyone in a state."""
        return tuple(one for one in self.named if one.state is state)

    @property
    def grids(self) -> int:
        """The number of charts that showed their cells."""
        return sum(chart.has_grid for chart in self.charts.charts)


def find_agreement(joined: Joined, people: People, which: int = 0) -> Agreement:
    """Return what charts say together.

    Parameters
    ----------
    joined : Joined
    people : People
        The list; it gives the sector and the representative type of people where a chart does not state them.
    which : int
        Which of the sets of charts to look at.
    """
    charts = joined.sets[which]
    drafts: dict[str, _Draft] = {}
    for number, chart in enumerate(charts.charts):
        for naming in chart.namings:
            drafts.setdefault(naming.key, _Draft(naming)).add(number, naming)
    spellings = joined.spellings_in(which)
    named = [draft.finish(key, spellings) for key, draft in drafts.items()]
    named.sort(key=lambda one: (-one.number, fold(one.text)))
    return Agreement(
        charts,
        tuple(named),
        tuple(_count_cells(charts.charts, charts.tables, people)),
        tuple(_find_placed(charts.charts)),
    )


@dataclass
class _Draft:
    """What was said of one person or description so far."""

    first: Naming
    charts: dict[int, set[str]] = field(default_factory=dict)
    why: dict[str, None] = field(default_factory=dict)
    cells: dict[Cell, list[int]] = field(default_factory=dict)

    def add(self, number: int, naming: Naming) -> None:
        """Add a naming by the chart with this position."""
        tables = self.charts.setdefault(number, set())
        tables.update(filter(None, [naming.cell.table]))
        self.cells.setdefault(naming.cell, []).append(number)
        if naming.why:
            self.why[naming.why] = None

    def finish(self, key: str, spellings: Mapping[str, Sequence[str]]) -> Named:
        """Return everything that was said, with the state."""
        at = group_by_key((table, number) for number, tables in self.charts.items() for table in sorted(tables))
        ordered = sorted(at.items(), key=lambda item: (-len(item[1]), item[0]))
        return Named(
            key=key,
            text=self.first.text,
            person=self.first.person,
            charts=tuple(self.charts),
            at={table: tuple(numbers) for table, numbers in ordered},
            why=tuple(self.why),
            cells={cell: tuple(dict.fromkeys(numbers)) for cell, numbers in self.cells.items()},
            spellings=tuple(spellings.get(fold(self.first.text), ())),
            state=_state([frozenset(tables) for tables in self.charts.values()]),
        )


def _state(tables: Sequence[frozenset[str]]) -> State:
    """Return the state of someone that charts name at these tables; a chart without a table takes no side."""
    if len(tables) == 1:
        return State.ONCE
    stated = [one for one in tables if one]
    if len(stated) < 2:
        return State.NO_TABLE
    return State.UNDISPUTED if len(set(stated)) == 1 else State.DISPUTED


def _count_cells(charts: Sequence[Chart], tables: Sequence[Table], people: People) -> Iterable[CellCount]:
    """Yield the counts of every cell; a sector is the same in any spelling that `sector_key` knows."""
    shown: dict[Cell, list[int]] = {}  # shown, named, not needed; then empty and not needed where it was shown
    sectors: dict[str, str] = {}
    written = [cell.sector for chart in charts for cell in (*chart.grid, *(each.cell for each in chart.namings))]
    english = {fold(sector): sector for sector in reversed(written) if sector_key(sector) == fold(sector)}

    def count(cell: Cell) -> list[int]:
        key = sector_key(cell.sector)
        sector = sectors.setdefault(key, english.get(key, key if key in USUAL_SECTORS else cell.sector))
        return shown.setdefault(cell._replace(sector=sector), [0, 0, 0, 0, 0])

    for chart in charts:
        grid = {with_sector_key(cell): cell for cell in chart.grid}
        for cell in grid.values():
            count(cell)[0] += 1
        used = {with_sector_key(cell): cell for cell in (_filled(naming, people) for naming in chart.namings)}
        used = {key: cell for key, cell in used.items() if cell.table is not None}
        for cell in used.values():
            count(cell)[1] += 1
        marked = {with_sector_key(cell): cell for cell in chart.not_needed if cell.table is not None}
        for cell in marked.values():
            count(cell)[2] += 1
        for key, cell in grid.items():
            count(cell)[3] += key not in used and key not in marked
            count(cell)[4] += key in marked
    order = {table.id: number for number, table in enumerate(tables)}
    row = {sector: number for number, sector in enumerate(sectors.values())}
    roles = list(Role)

    def place(cell: Cell) -> tuple[bool, int, int, int]:
        role = len(roles) if cell.role is None else roles.index(cell.role)
        return not cell.sector, row[cell.sector], role, order.get(cell.table or "", len(order))

    for cell in sorted(shown, key=place):
        seen, named, not_needed, empty, marked_there = shown[cell]
        yield CellCount(cell, seen, named, empty, not_needed, marked_there)


def _filled(naming: Naming, people: People) -> Cell:
    """Return the cell of a naming; the list gives the sector and type of a person if the chart states no sector."""
    cell = naming.cell
    person = people.by_id.get(naming.person or "")
    if cell.sector or person is None:
        return cell
    return Cell(cell.table, person.sector, cell.role or person.type_at(cell.table or ELSEWHERE))


def _find_placed(charts: Sequence[Chart]) -> Iterable[SelfPlacement]:
    """Yield everyone who states where they could contribute most."""
    named: dict[str | None, list[str]] = {}
    for chart in charts:  # no chart names its author: that is `own_table`
        for key, table in sorted({(n.key, table) for n in chart.namings if (table := n.cell.table) is not None}):
            named.setdefault(key, []).append(table)
    for number, chart in enumerate(charts):
        if chart.own_table is not None:
            is_known = chart.person is not None or chart.is_newcomer  # other charts can mean a namesake of the author
            others = Counter(table for table in named.get(chart.author_key, ()) if is_known)
            ordered = dict(sorted(others.items(), key=lambda item: (-item[1], item[0])))
            yield SelfPlacement(number, chart.by, chart.person, chart.own_table, chart.brings, ordered, is_known)
