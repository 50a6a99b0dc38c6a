"""What the room asks for, added up: by kind of person and table, by voice, and by organization."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from seating.charts.filled_chart import Naming
from seating.charts.summary import Summary
from seating.profiles.heads import without_held_seats
from seating.profiles.sectors import USUAL_SECTORS, sector_key
from seating.wording import fold, without_end_marks


@dataclass(frozen=True, slots=True)
class CellTotal:
    """How many charts name someone of a sector at a table.

    Attributes
    ----------
    sector : str
        The English name of a usual one.
    table : str or None
        None for those who are named without a table.
    charts : int
    """

    sector: str
    table: str | None
    charts: int


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """How many charts name someone of a voice, an organization or a sector.

    Attributes
    ----------
    name : str
    charts : int
    at : mapping of str to int
        The number of charts by table, the largest first. A chart that names no table is in none.
    """

    name: str
    charts: int
    at: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """What the room asks for. A chart counts once in each total; the most charts come first.

    Attributes
    ----------
    cells : tuple of CellTotal
    tables : mapping of table id to int
        How many charts name someone for each table.
    voices, organizations, sectors : tuple of GroupTotal
    """

    cells: tuple[CellTotal, ...]
    voices: tuple[GroupTotal, ...]
    organizations: tuple[GroupTotal, ...]
    sectors: tuple[GroupTotal, ...] = ()
    tables: Mapping[str, int] = field(default_factory=dict)


def total_up(summary: Summary) -> Totals:
    """Return how many charts ask for each kind of person at each table, for each voice, and for each organization.

    The kind is the sector that the chart states, or that of the person on the list, or the sector that the text is. A
    text counts for a voice if it is its name.
    """
    sectors: dict[str, dict[str | None, set[int]]] = {}
    voices: dict[str, dict[str | None, set[int]]] = {}
    organizations: dict[str, dict[str | None, set[int]]] = {}
    spelled = {name: name for name in USUAL_SECTORS}
    found = summary.agreement
    voice_names = {each.id: each.name for each in summary.perspectives if not each.is_cell}
    for number, chart in enumerate(found.charts.charts):
        for naming in chart.namings:
            for sector in _sectors_of(naming, summary):
                name = spelled.setdefault(sector_key(sector), sector)
                sectors.setdefault(name, {}).setdefault(naming.cell.table, set()).add(number)
            mention = summary.mentions.get(naming.key)  # without a list, texts mean no one
            for voice in mention.ids if mention is not None else ():
                if voice in voice_names:
                    voices.setdefault(voice_names[voice], {}).setdefault(naming.cell.table, set()).add(number)
            for name in _organizations_of(naming, summary):
                organizations.setdefault(name, {}).setdefault(naming.cell.table, set()).add(number)
    counted = [CellTotal(sector, table, len(charts)) for sector, at in sectors.items() for table, charts in at.items()]
    order = {table.id: number for number, table in enumerate(summary.tables)}
    counted.sort(key=lambda one: (-one.charts, fold(one.sector), order.get(one.table or "", len(order))))
    groups = (_count_groups(voices), _count_groups(organizations), _count_groups(sectors))
    at = Counter(table for chart in found.charts.charts for table in {one.cell.table for one in chart.namings} if table)
    return Totals(tuple(counted), *groups, tables=at)


def _sectors_of(naming: Naming, summary: Summary) -> Iterator[str]:
    person = summary.listed.get(naming.person or "")
    stated = naming.cell.sector or (person.sector if person is not None else "")
    if stated:
        yield stated
    elif (sector := sector_key(without_end_marks(naming.text))) in USUAL_SECTORS:
        yield sector


def _organizations_of(naming: Naming, summary: Summary) -> Iterator[str]:
    mention = summary.mentions.get(naming.key)
    if mention is not None and mention.is_one_name:
        meant = without_held_seats(summary.listed[one] for one in mention.ids if one in summary.listed)
        yield from dict.fromkeys(one.organization for one in meant if one.organization)


def _count_groups(found: Mapping[str, Mapping[str | None, set[int]]]) -> tuple[GroupTotal, ...]:
    """Return the number of charts of each group, in all and at each table."""
    totals = []
    for name, tables in found.items():
        at = sorted(((t, len(charts)) for t, charts in tables.items() if t is not None), key=lambda o: (-o[1], o[0]))
        totals.append(GroupTotal(name, len(set().union(*tables.values())), dict(at)))
    return tuple(sorted(totals, key=lambda one: (-one.charts, fold(one.name))))
