"""The map of resources for pages: cells with their entries in words, gaps, what is not used, and suggested needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from seating.analysis.resource_map import FOCUS, Entry, ResourceMap, Unused, build_resource_map, list_unused, needs_line
from seating.present.languages import Words, translatable
from seating.present.settings import Settings
from seating.record.result import ResourceEntryRecord, ResourcesRecord, UnusedRecord
from seating.report.labels import StateWords, Tone
from seating.report.places import column_name
from seating.report.privacy import Audience, may_see, may_total, shown_columns
from seating.resources import Holder, ResourceState, list_gap_needs
from seating.result import Result
from seating.wording import said, said_count, said_joined, said_list

MOST_COLUMNS, MOST_ROWS, MOST_ENTRIES, MOST_HOLDERS, MOST_UNUSED = 8, 40, 8, 4, 60
"""Maximum numbers of columns and rows of the map, entries of a cell, holders of an entry, and things not used."""

STATES: Mapping[ResourceState, StateWords] = {
    ResourceState.HAVE: StateWords(translatable("have"), "", Tone.GOOD, "state-heard"),
    ResourceState.PARTIAL: StateWords(translatable("partial"), "", Tone.OPEN, "state-few"),
    ResourceState.GAP: StateWords(translatable("gap"), "", Tone.BAD, "state-missing"),
    ResourceState.UNKNOWN: StateWords(translatable("not known"), "", Tone.GRAY, "state-unknown"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a cell in words; `who` is "" if nobody is named, `state` None if there simply is the resource."""

    what: str
    who: str
    state: StateWords | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the map; `more` counts the entries that are not shown. Nothing is known about an empty cell."""

    column: str
    items: tuple[Item, ...]
    more: int
    has_gap: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the map."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """A gap or something unknown: in which row and column of the map, and who has it but is not in the room."""

    what: str
    row: str
    column: str
    away: str


@dataclass(frozen=True, slots=True)
class Surplus:
    """Something that was brought and is not used; `needed_at` are the tables that lack it."""

    what: str
    who: str
    table: str
    needed_at: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line for a table in the convening, with which its gaps count as needs."""

    table: str
    line: str


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """The map and its lists.

    `unshown` counts the rows and columns that did not fit, `empty` the cells about which nothing is known. `counts`
    says whether gaps count as needs.
    """

    corner: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    unshown: int
    gaps: tuple[Lack, ...]
    unknown: tuple[Lack, ...]
    empty: int
    unused: tuple[Surplus, ...]
    more_unused: int
    suggested: tuple[Suggestion, ...]
    counts: bool


def resource_map(result: Result, audience: Audience = Audience.TEAM) -> ResourceMap:
    """Return the map as an audience may see it; what people bring is left out if the assets are private.

    The team sees only shown columns next to a name, the convener all columns that are neither private
    nor only counted.
    """
    axes = result.convening.resource_map
    columns: Iterable[str] | None = None
    if may_see(result, Audience.TEAM, "assets"):
        columns = shown_columns(result, Audience.TEAM)
        if audience is Audience.CONVENER:
            headings = (one for one in result.people.headings if one not in result.convening.counts_only)
            columns = (*columns, *(column for column in headings if may_total(result, column)))
    return build_resource_map(result.resources, result.room, (axes.rows, axes.columns), columns)


def resource_page(result: Result, settings: Settings, audience: Audience = Audience.TEAM) -> ResourcePage | None:
    """Return the map of resources for an audience; None if there is no file of resources.

    Parameters
    ----------
    result : Result
    settings : Settings
    audience : Audience
    """
    if result.resources is None:
        return None
    words, axes = settings.words, result.convening.resource_map
    found = resource_map(result, audience)
    columns, rows = found.columns[:MOST_COLUMNS], found.rows[:MOST_ROWS]
    labels = {t.id: t.label_with(number) for number, t in enumerate(result.room.tables, start=1)}
    unused = list_unused_resources(result)
    return ResourcePage(
        corner=words.gettext("Focus area") if axes.rows == FOCUS else column_name(axes.rows),
        headings=tuple(column or _unsaid(words) for column in columns),
        rows=tuple(
            Row(row or _unsaid(words), tuple(_cell(found, row, column, words) for column in columns)) for row in rows
        ),
        unshown=len(found.columns) - len(columns) + len(found.rows) - len(rows),
        gaps=tuple(_lacks(found, ResourceState.GAP, words)),
        unknown=tuple(_lacks(found, ResourceState.UNKNOWN, words)),
        empty=_count_empty(found),
        unused=tuple(
            Surplus(
                one.what,
                one.person.label,
                labels[one.table.id],
                ", ".join(words.tell(labels[table.id]) for table in one.needed_at),
            )
            for one in unused[:MOST_UNUSED]
        ),
        more_unused=max(0, len(unused) - MOST_UNUSED),
        suggested=() if axes.count_gaps else list_suggestions(result),
        counts=axes.count_gaps,
    )


def list_suggestions(result: Result) -> tuple[Suggestion, ...]:
    """Return the `needs` lines with which gaps would count, in table order; tables without gaps are left out."""
    if result.resources is None:
        return ()
    tables = result.convening.tables
    gaps = list_gap_needs(result.resources, tables)
    return tuple(Suggestion(table.id, needs_line(table, gaps[table.id])) for table in tables if table.id in gaps)


def list_unused_resources(result: Result) -> tuple[Unused, ...]:
    """Return what is brought but not used; () if no table needs anything or the assets are private."""
    if not any(table.needs for table in result.room.tables) or not may_see(result, Audience.TEAM, "assets"):
        return ()
    return list_unused(result.resources, result.room, result.plan)


def count_resources(result: Result) -> str:
    """Return what there is and what is missing as one line for the terminal; "" without a file of resources."""
    if result.resources is None:
        return ""
    found = result.resources.found
    number = {state: sum(1 for one in found if one.state is state) for state in ResourceState}
    parts = [
        said_count("%(number)s resource", "%(number)s resources", len(found)),
        said_count("%(number)s gap", "%(number)s gaps", number[ResourceState.GAP]),
        said("%(number)s unknown", number=number[ResourceState.UNKNOWN]),
        said("%(number)s brought but not used", number=len(list_unused_resources(result))),
    ]
    return said_joined([said_list(parts), "."], "")


def _count_empty(found: ResourceMap) -> int:
    pairs = ((row, column) for row in found.rows for column in found.columns if row and column)
    return sum(1 for row, column in pairs if not found.entries(row, column))


def _unsaid(words: Words) -> str:
    return words.gettext("not stated")


def _cell(found: ResourceMap, row: str, column: str, words: Words) -> Cell:
    entries = found.entries(row, column)
    items = tuple(_item(entry, words) for entry in entries[:MOST_ENTRIES])
    has_gap = any(entry.state is ResourceState.GAP for entry in entries)
    return Cell(column or _unsaid(words), items, max(0, len(entries) - MOST_ENTRIES), has_gap)


def _item(entry: Entry, words: Words) -> Item:
    state = STATES[entry.state]
    shown = StateWords(words.gettext(state.word), "", state.tone, state.shape)
    return Item(entry.what, _who(entry.holders, words), None if entry.state is ResourceState.HAVE else shown)


def _who(holders: tuple[Holder, ...], words: Words) -> str:
    shown = holders[:MOST_HOLDERS]
    names = [words.gettext("%(name)s (not here)", name=one.text) if one.is_away else one.text for one in shown]
    more = len(holders) - MOST_HOLDERS
    return ", ".join([*names, *([words.ngettext("%(number)s other", "%(number)s others", more)] if more > 0 else [])])


def _lacks(found: ResourceMap, state: ResourceState, words: Words) -> list[Lack]:
    """Return the entries with this state, each once with all its places."""
    places: dict[str, tuple[dict[str, None], dict[str, None], dict[str, None]]] = {}
    for (row, column), entries in found.cells.items():
        for entry in entries:
            if entry.state is state:
                rows, columns, away = places.setdefault(entry.what, ({}, {}, {}))
                rows |= dict.fromkeys([row] if row else [])
                columns |= dict.fromkeys([column] if column else [])
                away |= dict.fromkeys(one.text for one in entry.holders if one.is_away)
    return [
        Lack(what, words.listed(list(rows)), words.listed(list(columns)), words.listed(list(away)))
        for what, (rows, columns, away) in places.items()
    ]


def resource_fields(result: Result) -> Mapping[str, ResourcesRecord]:
    """Return the field of a record that is absent without a file of resources."""
    if result.resources is None:
        return {}
    axes, found = result.convening.resource_map, resource_map(result)
    entries = (
        ResourceEntryRecord(
            row=row,
            column=column,
            resource=entry.what,
            state=entry.state.value,
            holders=[holder.text for holder in entry.holders],
        )
        for row in found.rows
        for column in found.columns
        for entry in found.entries(row, column)
    )
    unused = (
        UnusedRecord(
            resource=one.what, id=one.person.id, table=one.table.id, needed_at=[table.id for table in one.needed_at]
        )
        for one in list_unused_resources(result)
    )
    gaps = list_gap_needs(result.resources, result.convening.tables)
    record = ResourcesRecord(
        rows=axes.rows,
        columns=axes.columns,
        entries=list(entries),
        gap_needs={table: list(names) for table, names in gaps.items()},
        unused=list(unused),
    )
    return {"resources": record}
